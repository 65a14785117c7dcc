/*
 * boot_info.c - reads the hand-off and the CPU's facts into the words of the library.
 * Relies on impl's boot_params and features, and on pvh.inc having copied the hand-off.
 */
#include "boot_info.h"

#include <stddef.h>

#include "arch.h"
#include "console.h"
#include "cpu.h"

struct boot_info boot_info;

/* pvh.inc writes at these offsets. */
_Static_assert(offsetof(struct boot_info, command_line) == 16, "pvh.inc");
_Static_assert(offsetof(struct boot_info, memory) == 16 + 4096, "pvh.inc");
_Static_assert(sizeof(struct memory_range) == 24, "PVH's memory map entry");

void boot_info_check(void)
{
    if (boot_info.magic != BOOT_MAGIC)
        stop_with(EXIT_REFUSED, "no PVH hand-off", "start this kernel with QEMU's -kernel or a PVH loader");
    if ((boot_info.truncated & 1) != 0)
        stop_with(EXIT_REFUSED, "the command line is too long", "keep it below 4096 bytes");
    if (boot_info.memory_count == 0)
        stop_with(EXIT_REFUSED, "the loader gave no memory map", "use -M pc or q35, whose PVH hand-off has one");
}

struct boot_line boot_line(void)
{
    struct boot_line line = {boot_info.command_line, boot_info.command_line_length, 0};

    return line;
}

static uint32_t text_length(const char *text)
{
    uint32_t length = 0;

    while (text[length] != 0)
        length++;
    return length;
}

uint32_t boot_word(const char *word)
{
    struct boot_line line = boot_line();

    return boot_params_flag(&line, word, text_length(word));
}

_Noreturn void stop_with_slot(uint64_t slot, const char *why)
{
    put_text("boot: slot=");
    put_hex(slot);
    put_text(": ");
    put_line(why);
    machine_exit(EXIT_REFUSED);
}

struct pagemap_options boot_options(void)
{
    struct boot_line line = boot_line();
    struct pagemap_options options = {ARCH_LONG_MODE, boot_params_noxpa(&line), PAGEMAP_SLOT_DEFAULT};
    uint64_t slot = 0;
    enum selfmap_status status = boot_params_number(&line, "slot=", 5, &slot);

    if (status == SELFMAP_OK) {
        /* The default's own value is no slot that a person may ask for, and a cut number would be another slot. */
        if (slot >= PAGEMAP_SLOT_DEFAULT)
            stop_with_slot(slot, selfmap_status_text(SELFMAP_BAD_SLOT));
        options.slot = (uint32_t)slot;
    } else if (status != SELFMAP_NOT_FOUND) {
        stop_with(EXIT_REFUSED, "slot=", selfmap_status_text(status));
    }
    return options;
}

uint32_t memory_usable(uint64_t base, uint64_t size)
{
    for (uint32_t i = 0; i < boot_info.memory_count; i++) {
        const struct memory_range *range = &boot_info.memory[i];

        if (range->type == MEMORY_USABLE && base >= range->base && base - range->base < range->size &&
            size <= range->size - (base - range->base))
            return 1;
    }
    return 0;
}

/*
 * Without leaf 80000008H the width is "generally 36" with PAE (SDM Vol. 3A 4.1.4). A CPU that has PAE but no PSE-36
 * may mean 32: QEMU's qemu32 does, and reserves the bits above.
 */
static uint64_t known_reach(uint64_t limit)
{
    uint32_t told = cpu_has_cpuid() && cpuid(0x80000000, 0).eax >= 0x80000008;
    uint32_t pse36 = cpu_has_cpuid() && (cpuid(1, 0).edx >> 17 & 1) != 0;

    return told || pse36 || limit < 0x100000000 ? limit : 0x100000000;
}

uint64_t memory_highest_frame(uint64_t frame_limit)
{
    uint64_t limit = known_reach(frame_limit << 12);
    uint64_t best = 0;

    for (uint32_t i = 0; i < boot_info.memory_count; i++) {
        const struct memory_range *range = &boot_info.memory[i];
        uint64_t end = range->base + range->size;

        if (range->type != MEMORY_USABLE || end < range->base)
            continue;
        end = (end < limit ? end : limit) & ~(uint64_t)0xFFF;
        if (end >= 0x1000 && end - 0x1000 >= range->base && end - 0x1000 > best)
            best = end - 0x1000;
    }
    if (best < kernel_image_end())
        stop_with(EXIT_REFUSED, "no usable memory above the kernel", "give the machine more, with MEM=64M for example");
    return best;
}

struct paging_features cpu_features(void)
{
    struct cpuid_leaves leaves = {0, 0, 0, 0, 0, 0};
    struct paging_features features;

    if (cpu_has_cpuid()) {
        leaves.max_basic = cpuid(0, 0).eax;
        leaves.basic1_edx = cpuid(1, 0).edx;
        leaves.basic7_ecx = cpuid(7, 0).ecx;
        leaves.max_extended = cpuid(0x80000000, 0).eax;
        leaves.extended1_edx = cpuid(0x80000001, 0).edx;
        leaves.extended8_eax = cpuid(0x80000008, 0).eax;
    }
    paging_features_decode(&leaves, &features);
    return features;
}

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
    /* What is cut off might forbid frames that the rest calls usable. */
    if ((boot_info.truncated & 2) != 0)
        stop_with(EXIT_REFUSED, "the memory map is too long", "give a map of at most 128 entries");
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

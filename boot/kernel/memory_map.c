/* memory_map.c - see memory_map.h. Relies on boot_info, on the image's symbols, and on the library's ingest. */
#include "memory_map.h"

#include "arch.h"
#include "boot_info.h"
#include "console.h"
#include "cpu.h"
#include "selfmap/memmap.h"
#include "space.h"

#define LOW_FRAMES 0x100u /* 1 MiB: the BIOS's data, the hand-off, room for trampolines */

static uint64_t physical(const void *address)
{
    return (uintptr_t)address - ARCH_KERNEL_BASE;
}

const struct reservation *memory_reservations(const struct pagemap_info *info)
{
    static struct reservation list[RESERVATIONS];
    const uint64_t image = (uintptr_t)image_boot_start >> 12;
    const uint64_t told = physical(&boot_info) >> 12;
    const uint64_t trampoline = arch_trampoline_page(info);

    list[0] = (struct reservation){0, LOW_FRAMES, MEMMAP_LOW};
    list[1] = (struct reservation){image, (kernel_image_end() >> 12) - image, MEMMAP_KERNEL};
    list[2] = (struct reservation){told, ((physical(&boot_info + 1) - 1) >> 12) + 1 - told, MEMMAP_BOOT_INFO};
    list[3] = (struct reservation){space_run() >> 12, space_early_frames() != 0 ? space_run_frames() : 0, MEMMAP_TABLES};
    list[4] = (struct reservation){trampoline >> 12, trampoline != 0, MEMMAP_TRAMPOLINE};
    return list;
}

/*
 * Without leaf 80000008H the width is "generally 36" with PAE (SDM Vol. 3A 4.1.4). A CPU that has PAE but no PSE-36
 * may mean 32: QEMU's qemu32 does, and reserves the bits above.
 */
uint64_t memory_reach(const struct pagemap_info *info)
{
    uint32_t told = cpu_has_cpuid() && cpuid(0x80000000, 0).eax >= 0x80000008;
    uint32_t pse36 = cpu_has_cpuid() && (cpuid(1, 0).edx >> 17 & 1) != 0;

    return told || pse36 || info->frame_limit < 0x100000 ? info->frame_limit : 0x100000;
}

static void require(enum selfmap_status status)
{
    if (status != SELFMAP_OK)
        stop_with(EXIT_INTERNAL, "ingesting the memory map failed", selfmap_status_text(status));
}

void memory_map_build(const struct pagemap_info *info)
{
    const struct reservation *list = memory_reservations(info);

    require(memmap_begin(memory_reach(info), MEMMAP_LIMIT));
    require(memmap_ingest_e820((const uint8_t *)boot_info.memory, boot_info.memory_count, sizeof boot_info.memory[0]));
    /* Planted for boot-selftest: nobody keeps the image and the tables. */
    for (uint32_t i = 0; i < (boot_word("fault=reserve") ? 1 : RESERVATIONS); i++)
        require(memmap_reserve(list[i].first, list[i].count, list[i].kind));
}

static const char *type_name(uint32_t type)
{
    static const char *const names[MEMMAP_TYPE_COUNT] = {
        "hole",   "usable",      "low",      "kernel",     "trampoline", "module",   "boot-info", "tables",
        "loader", "acpi-tables", "acpi-nvs", "persistent", "runtime",    "reserved", "bad"};

    return type < MEMMAP_TYPE_COUNT ? names[type] : "?";
}

static void put_total(const char *what, uint64_t frames)
{
    put_text(" ");
    put_text(what);
    put_text("=");
    put_hex(frames);
}

static void report_counts(void)
{
    struct memmap_counts counts;

    memmap_counts(&counts);
    put_text("memory entries=");
    put_number(counts.entries);
    put_text(" empty=");
    put_number(counts.empty);
    put_text(" partial=");
    put_number(counts.partial);
    put_text(" wrapped=");
    put_number(counts.wrapped);
    put_text(" beyond=");
    put_number(counts.beyond);
    put_text(" unknown=");
    put_number(counts.unknown);
    put_text(" lost=");
    put_number(counts.lost);
    put_text("\n");
}

void memory_map_report(void)
{
    struct memmap_region region = {0, 0, 0};
    uint64_t usable = 0, ours = 0, others = 0;

    report_counts();
    for (uint32_t i = 0; memmap_region(i, &region) == SELFMAP_OK; i++) {
        if (region.type == MEMMAP_HOLE)
            continue;
        put_text("memory ");
        put_hex(region.first << 12);
        put_text(" ");
        put_hex((region.end << 12) - 1);
        put_text(" ");
        put_line(type_name(region.type));
        if (region.type == MEMMAP_USABLE)
            usable += region.end - region.first;
        else if (region.type <= MEMMAP_LAST_RESERVATION)
            ours += region.end - region.first;
        else
            others += region.end - region.first;
    }
    put_text("memory frames:");
    put_total("usable", usable);
    put_total("kept", ours);
    put_total("other", others);
    put_text("\n");
}

uint32_t memory_usable(uint64_t base, uint64_t size)
{
    struct memmap_region region = {0, 0, 0};

    for (uint32_t i = 0; memmap_region(i, &region) == SELFMAP_OK; i++)
        if (region.type == MEMMAP_USABLE && base >> 12 >= region.first && base >> 12 < region.end)
            return size <= ((region.end - (base >> 12)) << 12) - (base & 0xFFF);
    return 0;
}

_Noreturn void stop_for_memory(void)
{
    struct memmap_region region = {0, 0, 0};
    uint64_t usable = 0;

    for (uint32_t i = 0; memmap_region(i, &region) == SELFMAP_OK; i++)
        if (region.type == MEMMAP_USABLE)
            usable += region.end - region.first;
    put_text("boot: too little memory: this kernel needs a machine of ");
    put_number(LEAST_MIB);
    put_text(" MiB or more, and beside its image ");
    put_number((uint32_t)usable * 4);
    put_line(" KiB are free");
    machine_exit(EXIT_REFUSED);
}

uint64_t memory_highest_frame(void)
{
    struct memmap_region region = {0, 0, 0};
    uint64_t best = 0;

    for (uint32_t i = 0; memmap_region(i, &region) == SELFMAP_OK; i++)
        if (region.type == MEMMAP_USABLE)
            best = (region.end - 1) << 12;
    if (best < kernel_image_end())
        stop_for_memory();
    return best;
}

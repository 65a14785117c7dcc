/*
 * probes.c - see probes.h. Relies on space for mapping; which candidates exist in the bound mode is the library's
 * word (pagemap_canonical), which check_refusals.c holds to the manual's.
 */
#include "probes.h"

#include "arch.h"
#include "boot_info.h"
#include "console.h"
#include "impl/frames/source.h"
#include "memory_map.h"

struct probe probes[PROBES_MAX];
uint32_t probe_count;

const uint64_t probe_candidates[PROBE_CANDIDATES] = {
    /* Below 4 GiB: every mode has these. Ends and beginnings of what one entry of each level covers. */
    0x0000000000800000, 0x0000000012345000, 0x000000003FFFF000, 0x0000000040000000, 0x000000007FFFF000,
    0x00000000BFFFF000, 0x00000000C0000000, 0x00000000D00FF000, 0x00000000FFFFF000,
    /* Four levels: around the entries of the PML4, last page of the lower half, first and last of the upper. */
    0x0000000100000000, 0x0000007FFFFFF000, 0x0000008000000000, 0x0000123456789000, 0x00007FFFFFFFF000,
    0xFFFF800000000000, 0xFFFFA5A5A5A5A000, 0xFFFFFF7FFFFFF000, 0xFFFFFFFF7FFFF000, 0xFFFFFFFFFFFFF000,
    /* Five levels only: bits 47 to 55 in use. */
    0x0000800000000000, 0x00F1230000007000, 0x00FFFFFFFFFFF000, 0xFF00000000000000, 0xFF81234567890000,
    0xFFEC000000000000, 0xFFFF7FFFFFFFF000,
    /* No mode has these: bit 57 and its neighbours. */
    0x0100000000000000, 0xFEFFFFFFFFFFF000};

static uint32_t leaf_flags(const struct space *space, uint32_t flags)
{
    const struct pagemap_info *info = &space->pagemap->info;

    if ((flags & PTE_NO_EXECUTE) != 0 && info->no_execute == 0)
        flags -= PTE_NO_EXECUTE;
    if ((flags & PTE_GLOBAL) != 0 && info->global == 0)
        flags -= PTE_GLOBAL;
    return flags;
}

/* Maps [start, end) of virtual addresses to the physical ones `offset` below. */
static void map_region(struct space *space, uint64_t start, uint64_t end, uint64_t offset, uint32_t flags)
{
    const struct pagemap_info *info = &space->pagemap->info;

    if (!space_clear_of_windows(space->pagemap, start, end - 1))
        stop_with_slot(info->self_map_slot, "the kernel itself lies there: give another slot, or none for the default");
    for (uint64_t va = start; va != end; va += 0x1000)
        space_map(space, va, 1, (va - offset) >> 12, leaf_flags(space, flags));
}

void map_kernel(struct space *space)
{
    uint64_t trampoline = arch_trampoline_page(&space->pagemap->info);

    /* Identity, for the moment of the switch. No G: a space without it must not find it in the TLB. */
    map_region(space, (uintptr_t)image_boot_start, (uintptr_t)image_boot_end, 0, 0);
    if (trampoline != 0)
        map_region(space, trampoline, trampoline + 0x1000, 0, PTE_WRITABLE);
    map_region(space, (uintptr_t)image_text_start, (uintptr_t)image_text_end, ARCH_KERNEL_BASE, PTE_GLOBAL);
    map_region(space, (uintptr_t)image_rodata_start, (uintptr_t)image_rodata_end, ARCH_KERNEL_BASE,
               PTE_GLOBAL | PTE_NO_EXECUTE);
    map_region(space, (uintptr_t)image_data_start, (uintptr_t)image_data_end, ARCH_KERNEL_BASE,
               PTE_GLOBAL | PTE_WRITABLE | PTE_NO_EXECUTE);
}

/* Frames of their own for the pages of [from, to); not global, because the world outside takes only the image's pages to be. */
static void back(struct space *space, uint64_t from, uint64_t to)
{
    for (uint64_t va = from & ~0xFFFull; va < to; va += 0x1000)
        space_map(space, va, 1, space_frame() >> 12, leaf_flags(space, PTE_WRITABLE | PTE_NO_EXECUTE));
}

/* More frames than space.c can have in its run. */
#define EARLY_RUN 512u

void map_records(struct space *space)
{
    const uint64_t first = space_run() >> 12, end = first + EARLY_RUN;

    if (!space_clear_of_windows(space->pagemap, (uintptr_t)image_frame_window, (uintptr_t)image_records_end - 1))
        stop_with_slot(space->pagemap->info.self_map_slot,
                       "the frames' records lie there: give another slot, or none for the default");
    back(space, (uintptr_t)(frame_kinds + first), (uintptr_t)(frame_kinds + end));
    back(space, (uintptr_t)(frames_place + first), (uintptr_t)(frames_place + end));
    back(space, (uintptr_t)(frames_used + first), (uintptr_t)(frames_used + end));
    back(space, (uintptr_t)frames_order, (uintptr_t)(frames_order + EARLY_RUN));
}

static uint32_t listed(uint64_t va)
{
    for (uint32_t i = 0; i < probe_count; i++)
        if (probes[i].va == va)
            return 1;
    return 0;
}

static void add(uint64_t va, uint64_t frame)
{
    if (listed(va))
        return;
    if (probe_count == PROBES_MAX)
        stop_with(EXIT_INTERNAL, "too many probes", "raise PROBES_MAX in probes.h");
    probes[probe_count].va = va;
    probes[probe_count].frame = frame;
    probe_count++;
}

static void map_probe(struct space *space, uint64_t va)
{
    uint64_t frame;

    if (listed(va) || !pagemap_canonical(space->pagemap, va) || !space_clear_of_windows(space->pagemap, va, va))
        return;
    frame = space_frame();
    space_map(space, va, 1, frame >> 12, leaf_flags(space, PTE_WRITABLE | PTE_NO_EXECUTE));
    add(va, frame);
}

void map_probes(struct space *space)
{
    const struct pagemap_info *info = &space->pagemap->info;

    for (uint32_t i = 0; i < PROBE_CANDIDATES; i++)
        map_probe(space, probe_candidates[i]);
    /* The pages that touch the windows: one entry off in the math, and they collide. */
    if (info->window_base[0] != 0)
        map_probe(space, info->window_base[0] - 0x1000);
    map_probe(space, info->window_last[0] + 1);
}

void add_landmarks(const struct pagemap *pagemap)
{
    const struct pagemap_info *info = &pagemap->info;

    add(0, 0); /* not mapped, but its table is there */
    add((uintptr_t)image_boot_start, 0);
    add((uintptr_t)image_text_start, 0);
    add((uintptr_t)image_data_end - 0x1000, 0);
    if (info->leaf_levels >= 2)
        add(LARGE2_VA + 0x5000, 0);
    if (info->leaf_levels >= 3 && space_clear_of_windows(pagemap, LARGE3_VA, LARGE3_VA))
        add(LARGE3_VA + 0x12345000, 0);
    for (uint32_t level = 1; level <= info->window_levels; level++) {
        add(info->window_base[level - 1], 0);
        add(info->window_last[level - 1] & ~0xFFFull, 0);
    }
}

void map_extras(struct space *space, uint64_t high_frame)
{
    const struct pagemap_info *info = &space->pagemap->info;
    uint32_t flags = leaf_flags(space, PTE_WRITABLE | PTE_NO_EXECUTE);

    if (!space_clear_of_windows(space->pagemap, LARGE2_VA, SPARE_VA + 0xFFF))
        stop_with_slot(info->self_map_slot,
                       "the kernel tests addresses there: give another slot, or none for the default");
    space_map(space, HIGH_VIEW_A, 1, high_frame >> 12, flags);
    space_map(space, HIGH_VIEW_B, 1, high_frame >> 12, flags);
    space_map(space, READ_ONLY_VA, 1, space_frame() >> 12, 0);
    if (info->leaf_levels >= 2) {
        space_map(space, LARGE2_VA, 2, LARGE2_FRAME >> 12, flags);
        space_map(space, LARGE2_OTHER_VA, 2, LARGE2_OTHER_FRAME >> 12, flags);
    }
    if (info->leaf_levels >= 3 && space_clear_of_windows(space->pagemap, LARGE3_VA, LARGE3_VA))
        space_map(space, LARGE3_VA, 3, 0, flags);
}

/*
 * check_refusals.c - inputs that the library must refuse, each with its named status and without touching the output.
 * What is canonical is computed here from the shape that the CPU walks. Relies on nothing but the library.
 */
#include "checks.h"

#include "probes.h"

#define UNTOUCHED 0x1122334455667788ull

static uint32_t expected_canonical(const struct live *live, uint64_t va)
{
    return walk_canonical(&live->shape, va) == va;
}

static void check_address(const struct live *live, uint64_t va)
{
    uint64_t out = UNTOUCHED;
    uint32_t index = 0x11223344;

    check_open("not-canonical", va);
    check_equal("canonical", pagemap_canonical(live->pagemap, va), 0);
    for (uint32_t level = 1; level <= live->shape.levels; level++) {
        check_equal("entry_address status", pagemap_entry_address(live->pagemap, level, va, &out),
                    SELFMAP_NOT_CANONICAL);
        check_equal("index status", pagemap_index(live->pagemap, level, va, &index), SELFMAP_NOT_CANONICAL);
    }
    check_equal("entry address left alone", out, UNTOUCHED);
    check_equal("index left alone", index, 0x11223344);
    check_close();
}

/* The edges of the canonical halves, one by one on either side. */
static void check_edges(const struct live *live)
{
    uint64_t span = walk_span(&live->shape, live->shape.levels) << live->shape.index_bits;
    uint64_t half = live->shape.levels < 4 ? 0x100000000 : span / 2;
    uint64_t edges[6] = {0, half - 1, half, 0 - half - 1, 0 - half, UINT64_MAX};
    uint64_t out = 0;

    check_open("canonical-edges", half);
    for (uint32_t i = 0; i < 6; i++)
        check_equal("canonical", pagemap_canonical(live->pagemap, edges[i]), expected_canonical(live, edges[i]));
    check_equal("sign_extend status", pagemap_sign_extend(live->pagemap, half - 1, &out), SELFMAP_OK);
    check_equal("sign_extend", out, half - 1);
    if (live->shape.levels >= 4) {
        check_equal("sign_extend status", pagemap_sign_extend(live->pagemap, half, &out), SELFMAP_OK);
        check_equal("sign_extend", out, 0 - half);
        check_equal("sign_extend past the end", pagemap_sign_extend(live->pagemap, span, &out), SELFMAP_NOT_CANONICAL);
    }
    check_close();
}

static void check_levels(const struct live *live)
{
    const struct pagemap_info *info = &live->pagemap->info;
    uint32_t bad[4] = {0, info->window_levels + 1, 6, 0xFFFFFFFF};
    uint64_t out = UNTOUCHED;
    uint32_t index;

    check_open("bad-level", info->window_levels + 1);
    for (uint32_t i = 0; i < 4; i++) {
        check_equal("entry_address status", pagemap_entry_address(live->pagemap, bad[i], 0, &out), SELFMAP_BAD_LEVEL);
        check_equal("va_of_entry status", pagemap_va_of_entry(live->pagemap, bad[i], 0, &out), SELFMAP_BAD_LEVEL);
    }
    check_equal("index above the mode's", pagemap_index(live->pagemap, live->shape.levels + 1, 0, &index),
                SELFMAP_BAD_LEVEL);
    check_equal("a table entry at level 1", pagemap_table_entry(live->pagemap, 1, 1, 0, &out), SELFMAP_BAD_LEVEL);
    check_equal("a leaf above the highest", pagemap_leaf_entry(live->pagemap, info->leaf_levels + 1, 0, 0, &out),
                SELFMAP_BAD_LEVEL);
    check_equal("output left alone", out, UNTOUCHED);
    check_close();
}

static void check_windows(const struct live *live)
{
    const struct pagemap_info *info = &live->pagemap->info;
    uint64_t out = UNTOUCHED;
    uint32_t found = 0;

    for (uint32_t level = 1; level <= info->window_levels; level++) {
        uint64_t base = info->window_base[level - 1], last = info->window_last[level - 1];

        check_open("window-edges", base);
        check_equal("before the window", pagemap_va_of_entry(live->pagemap, level, base - info->entry_size, &out),
                    SELFMAP_NOT_IN_WINDOW);
        check_equal("behind the window", pagemap_va_of_entry(live->pagemap, level, last + 1, &out),
                    SELFMAP_NOT_IN_WINDOW);
        check_equal("inside an entry", pagemap_va_of_entry(live->pagemap, level, base + 1, &out), SELFMAP_MISALIGNED);
        check_equal("inside the last entry", pagemap_va_of_entry(live->pagemap, level, last, &out), SELFMAP_MISALIGNED);
        check_equal("output left alone", out, UNTOUCHED);
        check_close();
    }
    check_open("no-window", info->window_base[0] - 1);
    check_equal("window_level before all windows",
                pagemap_window_level(live->pagemap, info->window_base[0] - 1, &found), SELFMAP_NOT_IN_WINDOW);
    check_equal("window_level behind all windows",
                pagemap_window_level(live->pagemap, info->window_last[0] + 1, &found), SELFMAP_NOT_IN_WINDOW);
    check_close();
}

static void check_entries_refused(const struct live *live)
{
    const struct pagemap_info *info = &live->pagemap->info;
    uint64_t out = UNTOUCHED;

    check_open("bad-entry", info->frame_limit);
    check_equal("frame beyond MAXPHYADDR", pagemap_leaf_entry(live->pagemap, 1, info->frame_limit, 0, &out),
                SELFMAP_BAD_FRAME);
    check_equal("unknown flag", pagemap_leaf_entry(live->pagemap, 1, 1, 0x800, &out), SELFMAP_BAD_FLAGS);
    if (info->no_execute == 0)
        check_equal("NX without NX", pagemap_leaf_entry(live->pagemap, 1, 1, PTE_NO_EXECUTE, &out), SELFMAP_BAD_FLAGS);
    if (info->leaf_levels >= 2)
        check_equal("large page not aligned", pagemap_leaf_entry(live->pagemap, 2, 1, 0, &out), SELFMAP_BAD_FRAME);
    check_equal("output left alone", out, UNTOUCHED);
    check_close();
}

void check_refusals(const struct live *live)
{
    static const uint64_t more[] = {0x0000000100000000, 0x0000800000000000, 0xFFFF7FFFFFFFF000, 0x8000000000000000};

    for (uint32_t i = 0; i < PROBE_CANDIDATES; i++)
        if (!expected_canonical(live, probe_candidates[i]) && live->shape.levels >= 4)
            check_address(live, probe_candidates[i]);
    for (uint32_t i = 0; i < sizeof more / sizeof more[0]; i++)
        if (!expected_canonical(live, more[i]) && (live->shape.levels < 4 || i == 3))
            check_address(live, more[i]);
    check_edges(live);
    check_levels(live);
    check_windows(live);
    check_entries_refused(live);
}

/*
 * check_tree.c - goes through every table that CR3 reaches in physical memory: each entry is the one that the self-map
 * shows, and each table-referencing entry has the fixed flags of design 5.1. Relies on walk.
 */
#include "checks.h"

#include "traps.h"

/* Entry bits, SDM Vol. 3A tables 4-4 to 4-20; the library's encoder is what is being checked. */
#define P 0x1ull
#define W 0x2ull
#define U 0x4ull
#define PWT_PCD 0x18ull
#define PS 0x80ull
#define G 0x100ull
#define NX 0x8000000000000000ull

/* What the sweep saw of one level. */
struct level_count {
    uint32_t tables, present, wrong, bad_flags;
};
static struct level_count counts[PAGEMAP_MAX_LEVELS];

static void check_link(const struct live *live, uint32_t level, uint64_t raw, uint32_t self_map)
{
    uint32_t pdpte = live->shape.levels == 3 && level == 3;
    /* PAE's PDPTE: all but P, PWT and PCD is reserved, and MOV CR3 raises #GP on hardware. TCG does not, and sets A. */
    uint64_t looked_at = pdpte ? 0xFFFull | NX : P | W | U | PWT_PCD | PS | G | NX;
    uint64_t expected = pdpte ? P : self_map ? P | W : P | W | U;

    if ((raw & looked_at & ~WALK_ACCESSED_DIRTY) != expected)
        counts[level - 1].bad_flags++;
}

/* Is the entry of this address and level what the window shows? */
static void compare(const struct live *live, uint64_t va, uint32_t level, uint64_t raw)
{
    uint64_t address = 0, shown = 0;

    if (level > live->pagemap->info.window_levels)
        return;
    if (pagemap_entry_address(live->pagemap, level, va, &address) != SELFMAP_OK ||
        window_read(live, address, &shown) != 0 || (shown & ~WALK_ACCESSED_DIRTY) != (raw & ~WALK_ACCESSED_DIRTY))
        counts[level - 1].wrong++;
}

static void sweep(const struct live *live, uint64_t table, uint32_t level, uint64_t first_va)
{
    const struct walk_shape *shape = &live->shape;
    uint32_t entries = shape->levels == 3 && level == 3 ? 4 : 1u << shape->index_bits;

    counts[level - 1].tables++;
    for (uint32_t i = 0; i < entries; i++) {
        uint64_t va = walk_canonical(shape, first_va + i * walk_span(shape, level));
        uint32_t outside, self_map;
        uint64_t raw = walk_load(shape, table + i * shape->entry_bytes, &outside);

        if (outside) {
            counts[level - 1].wrong++;
            return;
        }
        compare(live, va, level, raw);
        if ((raw & P) == 0)
            continue;
        counts[level - 1].present++;
        if (level == 1 || walk_is_large(shape, level, raw))
            continue;
        self_map = walk_is_self_map(shape, live->pagemap->info.self_map_slot, level, va);
        check_link(live, level, raw, self_map);
        /* Every table once: the self-map's entries lead back up. */
        if (!self_map)
            sweep(live, walk_frame(shape, raw), level - 1, va);
    }
}

/* The self-map's own entries: the top table in itself, in PAE the four PDs in PD#3. */
static void check_slot(const struct live *live)
{
    const struct walk_shape *shape = &live->shape;
    uint32_t slot = live->pagemap->info.self_map_slot;
    struct walk_step step, pd;

    check_open("slot", slot);
    if (shape->levels == 3) {
        for (uint32_t i = 0; i < 4; i++) {
            check_equal("reach of PD#3", walk_to(shape, 0xC0000000 + (uint64_t)(slot + i) * 0x200000, 2, &step),
                        WALK_REACHED);
            check_equal("reach of the PDPT", walk_to(shape, (uint64_t)i << 30, 3, &pd), WALK_REACHED);
            check_equal("PD of the slot", walk_frame(shape, step.raw), walk_frame(shape, pd.raw));
        }
    } else {
        uint64_t va = walk_canonical(shape, slot * walk_span(shape, shape->levels));

        check_equal("reach of the top table", walk_to(shape, va, shape->levels, &step), WALK_REACHED);
        check_equal("frame in the slot", walk_frame(shape, step.raw), shape->root);
    }
    check_true("no user access to the windows", (step.raw & U) == 0);
    check_close();
}

void check_tree(const struct live *live)
{
    uint32_t tables = 0;

    check_slot(live);
    sweep(live, live->shape.root, live->shape.levels, 0);
    for (uint32_t level = 1; level <= live->shape.levels; level++) {
        const struct level_count *count = &counts[level - 1];

        check_open("level", level);
        check_equal("entries that the self-map shows otherwise", count->wrong, 0);
        check_equal("table entries with other flags than P, W and U", count->bad_flags, 0);
        check_true("tables", count->tables > 0);
        check_true("present entries", count->present > 0);
        check_close();
        tables += count->tables;
    }
    check_open("tables", tables);
    check_true("all are those that were built", tables == space_tables());
    check_close();
}

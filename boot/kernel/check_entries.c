/*
 * check_entries.c - for every probe and level, on the live MMU: the self-map shows the entry that the walk of physical
 * memory finds (T1b), the way back gives the address (T1c), the index is the walk's. Relies on probes and walk.
 */
#include "checks.h"

#include "probes.h"
#include "traps.h"

/* The entry of this level exists: compare all that speaks of it. */
static void check_shown(const struct live *live, uint64_t va, uint32_t level, const struct walk_step *step)
{
    const struct walk_shape *shape = &live->shape;
    uint64_t entry = 0, raw = 0, back = 1;
    uint32_t window = 0;

    check_equal("entry_address status", pagemap_entry_address(live->pagemap, level, va, &entry), SELFMAP_OK);
    check_equal("physical address of the entry", walk_translate(shape, entry), step->entry);
    if (window_read(live, entry, &raw) != 0)
        check_equal("reading the entry through the self-map raised an exception, CR2", trap_last.address, 0);
    else
        check_equal("entry through the self-map", raw & ~WALK_ACCESSED_DIRTY, step->raw & ~WALK_ACCESSED_DIRTY);
    check_equal("va_of_entry status", pagemap_va_of_entry(live->pagemap, level, entry, &back), SELFMAP_OK);
    check_equal("va_of_entry", back, va & ~(walk_span(shape, level) - 1));
    check_equal("window_level status", pagemap_window_level(live->pagemap, entry, &window), SELFMAP_OK);
    check_equal("window_level", window, walk_window_level(shape, live->pagemap->info.self_map_slot, entry));
}

/* No table of this level: its window must have a hole here, and the hole be where the library says. */
static void check_hole(const struct live *live, uint64_t va, uint32_t level)
{
    uint64_t entry = 0, raw = 0;

    check_equal("entry_address status", pagemap_entry_address(live->pagemap, level, va, &entry), SELFMAP_OK);
    if (window_read(live, entry, &raw) == 0) {
        check_true("the window has a hole where no table is", 0);
        return;
    }
    check_equal("vector of reading the hole", trap_last.vector, TRAP_PAGE_FAULT);
    check_equal("CR2 of reading the hole", trap_last.address, entry);
}

static void check_address(const struct live *live, uint64_t va)
{
    uint32_t window_levels = live->pagemap->info.window_levels;

    check_open("entries", va);
    for (uint32_t level = live->shape.levels; level >= 1; level--) {
        struct walk_step step;
        enum walk_end end = walk_to(&live->shape, va, level, &step);
        uint32_t index = 0;

        check_equal("index status", pagemap_index(live->pagemap, level, va, &index), SELFMAP_OK);
        check_equal("index", index, walk_index(&live->shape, va, level));
        check_true("the walk stays inside the kernel's tables", end != WALK_OUTSIDE);
        if (level > window_levels)
            continue; /* PAE's PDPT cannot be shown: check_refusals.c */
        if (end == WALK_REACHED) {
            check_shown(live, va, level, &step);
            continue;
        }
        if (end == WALK_ABSENT)
            check_hole(live, va, level);
        break; /* below a large leaf the window shows data */
    }
    check_close();
}

void check_entries(const struct live *live)
{
    for (uint32_t i = 0; i < probe_count; i++)
        check_address(live, probes[i].va);
}

/*
 * check_leaves.c - large leaves, where the CPU has them: the entry stands at its level in the window, and the page
 * shows the same memory as another mapping. Relies on probes.
 */
#include "checks.h"

#include "memory_map.h"
#include "probes.h"
#include "traps.h"

static volatile uint32_t *word_at(uint64_t va)
{
    return (volatile uint32_t *)(uintptr_t)va;
}

static void check_large(const struct live *live, const char *name, uint64_t va, uint32_t level, uint64_t physical)
{
    struct walk_step step;
    struct pte_fields fields = {0, 0, 0};
    uint64_t entry = 0, raw = 0;

    check_open(name, va);
    check_equal("walk to the leaf", walk_to(&live->shape, va, level, &step), WALK_REACHED);
    check_true("the walk ends there", walk_is_large(&live->shape, level, step.raw));
    check_equal("entry_address status", pagemap_entry_address(live->pagemap, level, va, &entry), SELFMAP_OK);
    check_equal("reading it raises an exception", window_read(live, entry, &raw), 0);
    check_equal("entry through the self-map", raw & ~WALK_ACCESSED_DIRTY, step.raw & ~WALK_ACCESSED_DIRTY);
    check_equal("decode status", pagemap_decode(live->pagemap, level, raw, &fields), SELFMAP_OK);
    check_equal("frame", fields.pfn << 12, physical & ~(walk_span(&live->shape, level) - 1));
    check_true("the leaf is large", (fields.flags & PTE_LARGE) != 0);
    check_equal("translation", walk_translate(&live->shape, va), physical);
    check_close();
}

void check_leaves(const struct live *live)
{
    uint32_t levels = live->pagemap->info.leaf_levels;
    uint64_t last = walk_span(&live->shape, 2) - 4;
    uint64_t third = LARGE3_VA + LARGE2_FRAME;

    if (levels < 2)
        return; /* a 486: pages of 4 KiB only */
    check_large(live, "large-level-2", LARGE2_VA, 2, LARGE2_FRAME);
    check_large(live, "large-level-2", LARGE2_VA + last, 2, LARGE2_FRAME + last);
    if (levels < 3 || !space_clear_of_windows(live->pagemap, LARGE3_VA, LARGE3_VA))
        return;
    check_large(live, "large-level-3", third, 3, LARGE2_FRAME);
    if (!memory_usable(LARGE2_FRAME, LARGE2_BYTES))
        return; /* the checks of large pages will say so (check_mapper_large.c) */
    check_open("large-alias", LARGE2_VA);
    for (uint64_t at = 0; at <= last; at += last) {
        word_at(LARGE2_VA + at)[0] = 0xBEEF0001;
        check_equal("written at level 2, read at level 3", word_at(third + at)[0], 0xBEEF0001);
        word_at(third + at)[0] = 0xBEEF0002;
        check_equal("written at level 3, read at level 2", word_at(LARGE2_VA + at)[0], 0xBEEF0002);
    }
    check_close();
}

/*
 * check_mapper_large.c - large pages on the real MMU (T3): where they are mapped, in what order they are checked, and some
 * of each kind for the oracle outside.
 */
#include "mapper_large.h"

#include "tables.h"

#define SHOWN_MOST 12u

/*
 * One place in each half of i686; on amd64 both have their upper tables already, and the others none. Multiples of 4 MiB,
 * those above 4 GiB of 512 GiB.
 */
static const uint64_t places[] = {0x0000000038000000, 0x00000000F0000000, 0x0000350000000000,
                                  0xFFFFB00000000000, 0x0055000000000000, 0xFF66000000000000};
#define PLACES (sizeof places / sizeof places[0])

/* What the oracle outside gets to see: every right and every cache type. */
static const uint32_t shown_flags[] = {MAP_WRITE | MAP_GLOBAL, MAP_WRITE_COMBINING | MAP_USER | MAP_WRITE,
                                       MAP_EXECUTE | MAP_WRITE_THROUGH, MAP_UNCACHED | MAP_GLOBAL,
                                       MAP_USER | MAP_EXECUTE | MAP_WRITE_COMBINING};
#define SHOWN_FLAGS (sizeof shown_flags / sizeof shown_flags[0])

/* Can a page of this level be mapped here: does the mode have the address, and nothing there or right around it? */
static uint32_t is_free(const struct mapper_run *run, uint64_t va, uint32_t level)
{
    const uint64_t bytes = walk_span(&run->live->shape, level);
    struct mapping mapping;
    struct walk_step step;

    if ((va & (bytes - 1)) != 0 || translate(run->mapper, va, &mapping) != SELFMAP_NOT_MAPPED ||
        translate(run->mapper, va - 0x1000, &mapping) != SELFMAP_NOT_MAPPED ||
        translate(run->mapper, va + bytes, &mapping) != SELFMAP_NOT_MAPPED)
        return 0;
    return walk_to(&run->live->shape, va, level, &step) == WALK_ABSENT || (step.level == level && step.raw == 0);
}

/* At level 3 the first run begins at frame 0, with what the early leaf shows inside; a second GiB is seldom memory. */
static struct large_page page_at(struct mapper_run *run, uint64_t va, uint32_t level)
{
    const uint64_t bytes = walk_span(&run->live->shape, level);

    if (level == 3)
        return (struct large_page){run, va, level, bytes, 0, bytes >> 12, LARGE2_FRAME, 0};
    return (struct large_page){run, va, level, bytes, LARGE2_FRAME >> 12, LARGE2_OTHER_FRAME >> 12, 0, 1};
}

/* Tables of the kernel's half stay once they stand (design 5.9): made before frames are counted. */
static void make_lasting_tables(const struct large_page *at)
{
    uint64_t pfn;

    large_map(at, at->pfn, 0);
    large_unmap(at, at->pfn);
    check_equal("map_page status", map_page(at->run->mapper, at->va - 0x1000, at->run->frame[0] >> 12, 0), SELFMAP_OK);
    check_equal("unmap_page status", unmap_page(at->run->mapper, at->va - 0x1000, &pfn), SELFMAP_OK);
}

/* Some way behind, because a mode may keep the table that a split makes: nothing large could be mapped there any more. */
static void check_split(const struct large_page *near)
{
    struct large_page at = *near;

    at.va += 4 * at.bytes;
    if (!is_free(at.run, at.va, at.level))
        return;
    check_open(at.level == 2 ? "mapper-split-2" : "mapper-split-3", at.va);
    check_large_split(&at, at.run->live->pagemap->info.mode == PAGING_PML2 && at.va >= 0x80000000);
    check_close();
}

static void check_one(const struct large_page *at)
{
    uint32_t left;

    check_open(at->level == 2 ? "mapper-large-2" : "mapper-large-3", at->va);
    make_lasting_tables(at);
    left = frames_left();
    check_large_data(at);
    check_large_refusals(at);
    check_equal("frames left", frames_left(), left);
    check_large_replaced(at);
    check_kept_table(at, left);
    check_close();
}

/* Large pages of each kind in all places at once, for the oracle outside; then gone again. */
static void show(struct mapper_run *run)
{
    struct model_page shown[SHOWN_MOST];
    uint32_t count = 0;

    check_open("mapper-large-shown", run->live->pagemap->info.leaf_levels);
    for (uint32_t i = 0; i < PLACES; i++)
        for (uint32_t level = 2; level <= run->live->pagemap->info.leaf_levels; level++) {
            const uint64_t bytes = walk_span(&run->live->shape, level);
            const uint64_t va = (places[i] & ~(bytes - 1)) + 2 * bytes;
            const struct large_page at = page_at(run, va, level);
            uint32_t flags = shown_flags[count % SHOWN_FLAGS];

            if (!is_free(run, va, level))
                continue;
            if ((flags & MAP_CACHE) == MAP_WRITE_COMBINING && run->live->pagemap->info.pat == 0)
                flags -= MAP_WRITE_THROUGH; /* uncached */
            large_map(&at, at.pfn, flags);
            large_found(&at, at.pfn, flags);
            shown[count].va = va;
            shown[count].mapping = (struct model_mapping){at.pfn, flags, level};
            count++;
        }
    planted_large_leaf(&run->live->shape, count != 0 ? shown[0].va : 0);
    report_large(run, shown, count);
    planted_large_leaf(&run->live->shape, count != 0 ? shown[0].va : 0);
    for (uint32_t i = 0; i < count; i++) {
        const struct large_page at = page_at(run, shown[i].va, shown[i].mapping.level);

        large_unmap(&at, at.pfn);
    }
    check_close();
}

uint32_t check_mapper_large(struct mapper_run *run)
{
    const uint32_t levels = run->live->pagemap->info.leaf_levels;
    uint32_t checked = 0, planted = 0, seen = 0;

    check_no_level(run, places[0]);
    if (levels >= 2 && !tables_large_memory()) {
        check_skipped("data in large pages", "no memory from 16 to 24 MiB");
        show(run);
        return 0;
    }
    for (uint32_t i = 0; i < PLACES; i++)
        for (uint32_t level = 2; level <= levels; level++) {
            const struct large_page at = page_at(run, places[i], level);

            if (!is_free(run, at.va, level))
                continue;
            checked++;
            if ((seen & 1u << level) == 0)
                planted |= planted_large(run->mapper, at.va, level, at.pfn);
            seen |= 1u << level;
            check_one(&at);
            check_split(&at);
        }
    check_open("mapper-large-found", checked);
    check_equal("pages of every size were checked", checked >= levels - 1, 1);
    check_close();
    if (!planted)
        show(run);
    return planted;
}

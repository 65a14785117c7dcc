/*
 * check_mapper_large_refusals.c - what the functions for large pages refuse: each error, in the order of mapper.h, with the
 * tree and the frames as they were. What those for small pages and ranges say to a large page stands here too.
 */
#include "mapper_large.h"

#define UNTOUCHED 0xA5A5A5A5A5A5A5A5ull
#define BAD_FLAG MAP_FLAGS_LIMIT

/* What must not change. */
struct state {
    struct tree_sum sum;
    uint32_t frames;
};

static struct state state_now(const struct mapper_run *run)
{
    struct state state;

    mapper_audit(run, &state.sum, 0);
    state.frames = frames_left();
    return state;
}

static void check_unchanged(const struct mapper_run *run, const struct state *before)
{
    const struct state now = state_now(run);

    check_equal("tables after an error", now.sum.tables, before->sum.tables);
    check_equal("digest of all pages after an error", now.sum.digest, before->sum.digest);
    check_equal("frames left after an error", now.frames, before->frames);
}

/* ---- The calls: an error of the address concerns all three, of the flags two, of the frame one ---- */

static void map_says(const struct large_page *at, const char *what, uint64_t pfn, uint32_t flags,
                     enum selfmap_status expected)
{
    check_equal(what, map_large(at->run->mapper, at->va, at->level, pfn, flags), expected);
}

static void protect_says(const struct large_page *at, const char *what, uint32_t flags, enum selfmap_status expected)
{
    check_equal(what, protect_large(at->run->mapper, at->va, at->level, flags), expected);
}

static void unmap_says(const struct large_page *at, const char *what, enum selfmap_status expected)
{
    uint64_t pfn = UNTOUCHED;

    check_equal(what, unmap_large(at->run->mapper, at->va, at->level, &pfn), expected);
    check_equal("the frame after an error", pfn, UNTOUCHED);
}

/* With the flags and the frame wrong as well: what is wrong with the address is said first. */
static void address_refused(const struct large_page *at, const char *what, uint64_t va, uint32_t level,
                            enum selfmap_status expected)
{
    struct large_page wrong = *at;

    wrong.va = va;
    wrong.level = level;
    map_says(&wrong, what, UINT64_MAX, BAD_FLAG, expected);
    protect_says(&wrong, what, BAD_FLAG, expected);
    unmap_says(&wrong, what, expected);
}

/* What stands there is said last: all arguments are right. */
static void place_refused(const struct large_page *at, const char *what, enum selfmap_status expected)
{
    map_says(at, what, at->pfn, MAP_WRITE, expected);
    protect_says(at, what, 0, expected);
    unmap_says(at, what, expected);
}

/* ---- Arguments ---- */

/* Just past the lower half of the address space, or past 2^32. */
static uint64_t not_canonical(const struct mapper_run *run)
{
    const struct walk_shape *shape = &run->live->shape;

    return shape->levels < 4 ? 0x100000000 : 1ull << (11 + shape->index_bits * shape->levels);
}

static void check_levels(const struct large_page *at)
{
    const uint32_t levels[] = {0, 1, at->run->live->pagemap->info.leaf_levels + 1, 4, 5, 0x80000002, UINT32_MAX};

    for (uint32_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        address_refused(at, "a level without leaves", not_canonical(at->run) + 1, levels[i], SELFMAP_BAD_LEVEL);
        address_refused(at, "a level without leaves", at->va, levels[i], SELFMAP_BAD_LEVEL);
    }
}

static void check_address(const struct large_page *at)
{
    const struct pagemap_info *info = &at->run->live->pagemap->info;
    const uint64_t window_inside = info->window_last[0] & ~(at->bytes - 1);

    address_refused(at, "no such address", not_canonical(at->run) + 1, at->level, SELFMAP_NOT_CANONICAL);
    address_refused(at, "no such address", UINT64_MAX >> 1, at->level, SELFMAP_NOT_CANONICAL);
    address_refused(at, "inside a page", info->window_base[0] + 1, at->level, SELFMAP_MISALIGNED);
    address_refused(at, "a small page's address", at->va + 0x1000, at->level, SELFMAP_MISALIGNED);
    address_refused(at, "half a page further", at->va + at->bytes / 2, at->level, SELFMAP_MISALIGNED);
    address_refused(at, "in the window", info->window_base[0], at->level, SELFMAP_IN_WINDOW);
    address_refused(at, "at the window's end", window_inside, at->level, SELFMAP_IN_WINDOW);
}

static void check_leaf(const struct large_page *at)
{
    const struct pagemap_info *info = &at->run->live->pagemap->info;
    const uint64_t frames = at->bytes >> 12;

    map_says(at, "flags beyond the last", UINT64_MAX, BAD_FLAG, SELFMAP_BAD_FLAGS);
    map_says(at, "all flags", at->pfn, UINT32_MAX, SELFMAP_BAD_FLAGS);
    protect_says(at, "flags beyond the last", BAD_FLAG, SELFMAP_BAD_FLAGS);
    if (info->pat == 0) {
        map_says(at, "write-combining without PAT", UINT64_MAX, MAP_WRITE_COMBINING, SELFMAP_BAD_FLAGS);
        protect_says(at, "write-combining without PAT", MAP_WRITE_COMBINING, SELFMAP_BAD_FLAGS);
    }
    map_says(at, "a frame that is no multiple", at->pfn + 1, 0, SELFMAP_BAD_FRAME);
    map_says(at, "a frame in the middle", at->pfn + frames / 2, 0, SELFMAP_BAD_FRAME);
    map_says(at, "a frame beyond reach", info->frame_limit, 0, SELFMAP_BAD_FRAME);
    map_says(at, "a frame that is nothing", UINT64_MAX, 0, SELFMAP_BAD_FRAME);
    map_says(at, "a frame far away", 0ull - frames, 0, SELFMAP_BAD_FRAME);
}

/* The last run of frames that the CPU reaches is one that may be mapped; nobody looks at it. */
static void check_last_frames(const struct large_page *at)
{
    const uint64_t last = at->run->live->pagemap->info.frame_limit - (at->bytes >> 12);

    large_map(at, last, MAP_UNCACHED);
    check_equal("the last frames' place", walk_translate(&at->run->live->shape, at->va), last << 12);
    large_unmap(at, last);
}

/* ---- What stands there ---- */

/* Each function for small pages, at the first and last of the large page, and a range that runs into it. */
static void check_small_refused(const struct large_page *at)
{
    const struct mapper *mapper = at->run->mapper;
    const uint64_t inside[] = {at->va, at->va + at->bytes - 0x1000};
    const uint64_t small = at->run->frame[0] >> 12;
    uint64_t pfn = UNTOUCHED, done = 99;

    for (uint32_t i = 0; i < 2; i++) {
        check_equal("map_page inside", map_page(mapper, inside[i], small, 0), SELFMAP_LARGE_IN_WAY);
        check_equal("unmap_page inside", unmap_page(mapper, inside[i], &pfn), SELFMAP_LARGE_IN_WAY);
        check_equal("protect_page inside", protect_page(mapper, inside[i], 0), SELFMAP_LARGE_IN_WAY);
        check_equal("the frame after an error", pfn, UNTOUCHED);
    }
    check_equal("map_range inside", map_range(mapper, at->va + 0x1000, small, 3, 0, &done), SELFMAP_LARGE_IN_WAY);
    check_equal("done", done, 0);
    check_equal("protect_range inside", protect_range(mapper, at->va, 3, 0, &done), SELFMAP_LARGE_IN_WAY);
    check_equal("unmap_range inside", unmap_range(mapper, at->va, 3, &done), SELFMAP_LARGE_IN_WAY);
    check_equal("done", done, 0);
    check_equal("map_range up to it", map_range(mapper, at->va - 0x1000, small, 3, 0, &done), SELFMAP_LARGE_IN_WAY);
    check_equal("done", done, 1);
    check_equal("protect_range up to it", protect_range(mapper, at->va - 0x1000, 3, 0, &done), SELFMAP_LARGE_IN_WAY);
    check_equal("done", done, 1);
    check_equal("unmap_range up to it", unmap_range(mapper, at->va - 0x1000, 3, &done), SELFMAP_LARGE_IN_WAY);
    check_equal("done", done, 1);
}

/* A page of level 2 may not be made, taken or changed inside one of level 3. */
static void check_larger_in_way(const struct large_page *at)
{
    struct large_page inside = *at;

    if (at->level == 2)
        return;
    inside.level = 2;
    place_refused(&inside, "inside a larger page", SELFMAP_LARGE_IN_WAY);
    inside.va = at->va + at->bytes - walk_span(&at->run->live->shape, 2);
    place_refused(&inside, "at the end of a larger page", SELFMAP_LARGE_IN_WAY);
}

static void check_mapped(const struct large_page *at)
{
    struct state before;

    large_map(at, at->pfn, MAP_WRITE);
    before = state_now(at->run);
    map_says(at, "what is mapped already", at->pfn, MAP_WRITE, SELFMAP_ALREADY_MAPPED);
    map_says(at, "what is mapped already", at->other_pfn, 0, SELFMAP_ALREADY_MAPPED);
    check_small_refused(at);
    check_larger_in_way(at);
    check_unchanged(at->run, &before);
    large_unmap(at, at->pfn);
}

static void check_absent(const struct large_page *at)
{
    protect_says(at, "what is not mapped", MAP_WRITE, SELFMAP_NOT_MAPPED);
    unmap_says(at, "what is not mapped", SELFMAP_NOT_MAPPED);
}

/* A page of a lower level, small or large. */
static void put_inside(const struct large_page *at, uint64_t va, uint32_t level)
{
    if (level == 1)
        check_equal("map_page status", map_page(at->run->mapper, va, at->run->frame[0] >> 12, 0), SELFMAP_OK);
    else
        check_equal("map_large status", map_large(at->run->mapper, va, level, LARGE2_FRAME >> 12, 0), SELFMAP_OK);
}

static void take_away(const struct large_page *at, uint64_t va, uint32_t level)
{
    uint64_t was;

    if (level == 1)
        check_equal("unmap_page status", unmap_page(at->run->mapper, va, &was), SELFMAP_OK);
    else
        check_equal("unmap_large status", unmap_large(at->run->mapper, va, level, &was), SELFMAP_OK);
}

/* Every level below is in the way, the first page inside and the last. */
static void check_table_in_way(const struct large_page *at)
{
    struct state before;

    for (uint32_t level = at->level - 1; level >= 1; level--)
        for (uint32_t last = 0; last < 2; last++) {
            const uint64_t bytes = walk_span(&at->run->live->shape, level);
            const uint64_t va = last ? at->va + at->bytes - bytes : at->va;

            put_inside(at, va, level);
            before = state_now(at->run);
            place_refused(at, "a table in the way", SELFMAP_TABLE_IN_WAY);
            check_unchanged(at->run, &before);
            take_away(at, va, level);
        }
}

/* One frame too few for the tables that are missing; with just enough it goes, and where none is missing with none. */
static void check_no_frames(const struct large_page *at)
{
    const struct state before = state_now(at->run);
    struct walk_step step;
    uint32_t missing;

    (void)walk_to(&at->run->live->shape, at->va, at->level, &step);
    missing = step.level - at->level;
    for (uint32_t quota = 0; quota < missing; quota++) {
        frames_set_quota(quota);
        map_says(at, "too few frames", at->pfn, 0, SELFMAP_NO_FRAMES);
        frames_set_quota(FRAMES_LIMIT);
        check_unchanged(at->run, &before);
    }
    frames_set_quota(missing);
    large_map(at, at->pfn, 0);
    check_equal("frames left within the quota", frames_left(), 0);
    frames_set_quota(FRAMES_LIMIT);
    large_unmap(at, at->pfn);
    check_unchanged(at->run, &before);
}

void check_large_refusals(const struct large_page *at)
{
    const struct state before = state_now(at->run);

    check_levels(at);
    check_address(at);
    check_leaf(at);
    check_absent(at);
    check_unchanged(at->run, &before);
    check_last_frames(at);
    check_mapped(at);
    check_no_frames(at);
    /* In PML2's kernel half the table would stay: check_kept_table, once nothing else is to be done here. */
    if (at->run->live->shape.levels > 2 || at->va < 0x80000000)
        check_table_in_way(at);
    check_unchanged(at->run, &before);
}

void check_kept_table(const struct large_page *at, uint32_t left)
{
    /* PML2's tables of the kernel's half hang in the top-level table, and those stay (design 5.9). */
    const uint32_t kept = at->run->live->shape.levels == 2 && at->va >= 0x80000000;

    check_equal("frames left", frames_left(), left - kept);
    if (kept)
        place_refused(at, "an empty table that stays", SELFMAP_TABLE_IN_WAY);
    else
        check_absent(at);
}

void check_no_level(struct mapper_run *run, uint64_t va)
{
    const struct large_page at = {run, va, 2, walk_span(&run->live->shape, 2), LARGE2_FRAME >> 12, 0, 0, 0};
    const struct state before = state_now(run);

    check_open("mapper-large-levels", run->live->pagemap->info.leaf_levels);
    check_levels(&at);
    check_unchanged(run, &before);
    check_close();
}

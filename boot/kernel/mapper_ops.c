/*
 * mapper_ops.c - random operations: the same call to the mapper and to the model, with arguments of every kind, right
 * and wrong, and frames that run out. Every result is compared; on an error the outputs must be untouched.
 */
#include "mapper_run.h"

#include "planted.h"
#include "probes.h"

#define TURN 64u
#define RANGE_MOST 8u                      /* pages of a range */
#define MAPPED_MOST (RUN_PAGES_MOST + 96u) /* ranges also map between the run's addresses; the map is printed */
#define LARGE_ONCE_IN 6u                   /* operations */
#define CROWDED_MOST 24u                   /* operations that the parts of a split page stay */
#define UNTOUCHED 0xA5A5A5A5A5A5A5A5ull

enum address_kind {
    OF_RUN,  /* a page of the run: anything may be done to it */
    FOREIGN, /* mapped by others: must not be unmapped or protected */
    REFUSED  /* whatever is asked, the answer is an error */
};

static uint64_t half(const struct mapper_run *run)
{
    return 1ull << (model_address_bits(run->model->space.mode) - (run->model->space.mode < 4 ? 0 : 1));
}

/* An address that the mapper must refuse: a window's, one that does not exist, one inside a page, a large page's. */
static uint64_t refused_address(struct mapper_run *run)
{
    uint64_t random = random_next(&run->random);
    uint64_t within = run->model->window_last - run->model->window_base;

    switch (random_below(&run->random, 7)) {
    case 0:
        return run->model->window_base + (random & within & ~0xFFFull);
    case 1:
        return half(run) + (random & 0xFFF000); /* just past the lower half, or past 2^32 */
    case 2:
        return (random & ~0x8000000000000FFFull) | 0x4000000000000000; /* bits 62 and 63 differ */
    case 3:
        return run->page[random_below(&run->random, run->page_count)] + 1 + (random & 0x7FF);
    case 4:
        return run->model->window_last - 0xFFF;
    case 5:
        return 0 - half(run) - 0x1000 - (random & 0xFFF000); /* just before the upper half, where there is one */
    default:
        return run->model->space.leaf_levels < 2 ? run->model->window_base : LARGE2_VA + (random & 0x1FF000);
    }
}

static uint64_t pick_address(struct mapper_run *run, enum address_kind *kind)
{
    uint32_t dice = random_below(&run->random, 32);

    if (dice < 3) {
        *kind = REFUSED;
        return refused_address(run);
    }
    if (dice == 3) {
        *kind = FOREIGN;
        return run->model->page[random_below(&run->random, run->foreign)].va;
    }
    *kind = OF_RUN;
    return run->page[random_below(&run->random, run->page_count)];
}

static uint64_t pick_frame(struct mapper_run *run)
{
    uint64_t limit = run->live->pagemap->info.frame_limit;
    uint32_t dice = random_below(&run->random, 32);

    if (dice == 0)
        return limit + (random_next(&run->random) & 0xFFFFFF); /* beyond reach */
    if (dice == 1)
        return random_next(&run->random);
    if (dice < 6)
        return random_next(&run->random) & (limit - 1); /* any: mapped, never touched */
    return run->frame[random_below(&run->random, RUN_FRAMES)] >> 12;
}

uint32_t mapper_pick_flags(struct mapper_run *run)
{
    if (random_below(&run->random, 32) == 0)
        return (uint32_t)random_next(&run->random);
    return random_below(&run->random, MAP_FLAGS_LIMIT);
}

/* Sometimes the source has few frames for this one call, or none. */
void mapper_set_quota(struct mapper_run *run)
{
    uint32_t quota = random_below(&run->random, 4) == 0 ? random_below(&run->random, 4) : FRAMES_LIMIT;

    frames_set_quota(quota);
    model_frames_set_quota(run->model, quota);
}

void mapper_lift_quota(struct mapper_run *run)
{
    frames_set_quota(FRAMES_LIMIT);
    model_frames_set_quota(run->model, FRAMES_LIMIT);
}

static void operate_map(struct mapper_run *run, uint64_t va)
{
    uint64_t pfn = pick_frame(run);
    uint32_t flags = mapper_pick_flags(run);
    enum selfmap_status status;

    if (!model_map_has_room(run->model))
        return;
    mapper_set_quota(run);
    status = map_page(run->mapper, va, planted_frame(pfn), flags);
    check_equal("map_page status", status, model_map_page(run->model, va, pfn, flags));
    check_equal("frames left within the quota", frames_left(), model_frames_left(run->model));
    mapper_lift_quota(run);
}

static void operate_unmap(struct mapper_run *run, uint64_t va)
{
    uint64_t pfn = UNTOUCHED, expected = UNTOUCHED;
    enum selfmap_status status = unmap_page(run->mapper, va, &pfn);

    check_equal("unmap_page status", status, model_unmap_page(run->model, va, &expected));
    check_equal("unmap_page frame", pfn, expected);
}

static void operate_protect(struct mapper_run *run, uint64_t va)
{
    uint32_t flags = mapper_pick_flags(run);
    enum selfmap_status status = protect_page(run->mapper, va, flags);

    check_equal("protect_page status", status, model_protect_page(run->model, va, flags));
}

uint32_t mapper_crowded(const struct mapper_run *run)
{
    return run->model->page_count - run->foreign > MAPPED_MOST;
}

/* ---- Ranges ---- */

/* What is asked of one range. */
struct range {
    uint64_t va, pages;
};

/* How many pages from its first on are the run's or nobody's: what others mapped, much of it unknown to the model, stays. */
static uint64_t harmless(const struct mapper_run *run, const struct range *range)
{
    for (uint64_t i = 0; i < range->pages; i++) {
        const uint64_t va = range->va + i * 0x1000;
        const struct model_page *last = run->model->page + run->model->page_count;
        const struct model_page *page = run->model->page + run->foreign;
        struct walk_step step;

        while (page != last && page->va != va)
            page++;
        if (page == last && walk_to(&run->live->shape, va, 1, &step) != WALK_ABSENT && step.raw != 0)
            return i;
    }
    return range->pages;
}

/* A number of pages that no range has. */
static uint64_t refused_pages(struct mapper_run *run)
{
    return random_below(&run->random, 2) == 0 ? 0 : UINT64_MAX - random_below(&run->random, 0x1000);
}

/* Around a page of the run, many of which stand on both sides of a table's end; a few pages, as a rule. 0: none now. */
static uint32_t pick_range(struct mapper_run *run, uint64_t va, enum address_kind kind, struct range *range)
{
    const uint64_t before = random_below(&run->random, RANGE_MOST / 2) * 0x1000;

    range->va = kind == OF_RUN && va >= before ? va - before : va;
    range->pages = 1 + random_below(&run->random, RANGE_MOST);
    if (random_below(&run->random, 16) == 0)
        range->pages = refused_pages(run);
    if (model_check_map_range(run->model, range->va, 0, range->pages, 0) != MODEL_OK)
        return 1; /* refused whatever stands there */
    if (kind == OF_RUN)
        range->pages = harmless(run, range);
    return range->pages != 0;
}

static void check_range(const struct mapper_run *run, const struct range *range)
{
    if (model_check_map_range(run->model, range->va, 0, range->pages, 0) != MODEL_OK)
        return;
    for (uint64_t i = 0; i < range->pages; i++)
        mapper_page_check(run, range->va + i * 0x1000);
}

static void operate_map_range(struct mapper_run *run, const struct range *range)
{
    const uint64_t pfn = pick_frame(run);
    const uint32_t flags = mapper_pick_flags(run);
    uint64_t done = UNTOUCHED, expected = UNTOUCHED;
    enum model_status wanted;

    if (model_check_map_range(run->model, range->va, pfn, range->pages, flags) == MODEL_OK &&
        (!model_map_has_room_for(run->model, range->pages) || mapper_crowded(run)))
        return;
    mapper_set_quota(run);
    wanted = model_map_range(run->model, range->va, pfn, range->pages, flags, &expected);
    check_equal("map_range status", map_range(run->mapper, range->va, planted_frame(pfn), range->pages, flags, &done),
                wanted);
    check_equal("map_range done", done, expected);
    check_equal("frames left within the quota", frames_left(), model_frames_left(run->model));
    mapper_lift_quota(run);
}

/* Behind a hole it is asked again, as mapper.h says: once over, the range is empty. */
static void operate_unmap_range(struct mapper_run *run, const struct range *range)
{
    struct range rest = *range;
    enum selfmap_status status;

    do {
        uint64_t done = UNTOUCHED, expected = UNTOUCHED;

        status = unmap_range(run->mapper, rest.va, rest.pages, &done);
        check_equal("unmap_range status", status, model_unmap_range(run->model, rest.va, rest.pages, &expected));
        check_equal("unmap_range done", done, expected);
        rest.va += (done + 1) * 0x1000;
        rest.pages -= done + 1;
    } while (status == SELFMAP_NOT_MAPPED && rest.pages != 0 && rest.pages < range->pages);
}

static void operate_protect_range(struct mapper_run *run, const struct range *range)
{
    const uint32_t flags = mapper_pick_flags(run);
    uint64_t done = UNTOUCHED, expected = UNTOUCHED;
    enum model_status wanted = model_protect_range(run->model, range->va, range->pages, flags, &expected);

    check_equal("protect_range status", protect_range(run->mapper, range->va, range->pages, flags, &done), wanted);
    check_equal("protect_range done", done, expected);
}

static void operate_range(struct mapper_run *run, uint64_t va, enum address_kind kind, uint32_t maps, uint32_t unmaps)
{
    const uint32_t dice = random_below(&run->random, maps + unmaps + 2);
    struct range range;

    if (kind == FOREIGN || !pick_range(run, va, kind, &range))
        return;
    if (dice < maps)
        operate_map_range(run, &range);
    else if (dice < maps + unmaps)
        operate_unmap_range(run, &range);
    else
        operate_protect_range(run, &range);
    if (kind == OF_RUN)
        check_range(run, &range);
}

static void operate_translate(struct mapper_run *run, uint64_t va)
{
    struct mapping mapping = {UNTOUCHED, 0xA5, 0xA5};
    struct model_mapping expected = {UNTOUCHED, 0xA5, 0xA5};
    enum selfmap_status status;

    if ((va & 0xFFF) == 0)
        va += random_below(&run->random, 0x1000); /* any byte of the page */
    status = translate(run->mapper, va, &mapping);
    check_equal("translate status", status, model_translate(run->model, va, &expected));
    check_equal("translate frame", mapping.pfn, expected.pfn);
    check_equal("translate flags", mapping.flags, expected.flags);
    check_equal("translate level", mapping.level, expected.level);
}

/* The map fills and empties in turns, so that tables come and go and their frames move to other places. */
static uint32_t filling(const struct mapper_run *run)
{
    return run->operations / TURN % 2;
}

static void operate_page(struct mapper_run *run)
{
    enum address_kind kind = OF_RUN;
    uint64_t va = pick_address(run, &kind);
    uint32_t dice = random_below(&run->random, 16);
    uint32_t maps = filling(run) ? 9 : 3, unmaps = filling(run) ? 2 : 9;

    if (random_below(&run->random, 8) == 0)
        operate_range(run, va, kind, maps, unmaps);
    else if (dice < maps)
        operate_map(run, va);
    else if (dice < maps + 2 || kind == FOREIGN)
        operate_translate(run, va);
    else if (dice < maps + 2 + unmaps)
        operate_unmap(run, va);
    else
        operate_protect(run, va);
    check_equal("frames left", frames_left(), model_frames_left(run->model));
    if (kind == OF_RUN)
        mapper_page_check(run, va);
}

/* The parts of a page that was split stay for a while: some are changed, others promoted, then all are gone. */
void mapper_operation(struct mapper_run *run)
{
    check_note(++run->operations);
    run->crowded = mapper_crowded(run) ? run->crowded + 1 : 0;
    if (run->crowded > CROWDED_MOST)
        mapper_large_clear(run);
    else if (run->large_count != 0 && random_below(&run->random, LARGE_ONCE_IN) == 0)
        mapper_large_operation(run);
    else
        operate_page(run);
}

void mapper_unmap_one(struct mapper_run *run, uint32_t at)
{
    const struct model_page page = run->model->page[at];
    uint64_t pfn = UNTOUCHED, expected = UNTOUCHED;

    if (page.mapping.level == 1) {
        operate_unmap(run, page.va);
        return;
    }
    check_equal("unmap_large status", unmap_large(run->mapper, page.va, page.mapping.level, &pfn),
                model_unmap_large(run->model, page.va, page.mapping.level, &expected));
    check_equal("unmap_large frame", pfn, expected);
}

void mapper_unmap_all(struct mapper_run *run)
{
    while (run->model->page_count > run->foreign && !check_hopeless()) {
        uint64_t va = run->model->page[run->model->page_count - 1].va;

        check_note(++run->operations);
        mapper_unmap_one(run, run->model->page_count - 1);
        mapper_page_check(run, va);
    }
}

/*
 * mapper_ops.c - random operations: the same call to the mapper and to the model, with arguments of every kind, right
 * and wrong, and frames that run out. Every result is compared; on an error the outputs must be untouched.
 */
#include "mapper_run.h"

#include "planted.h"
#include "probes.h"

#define TURN 64u
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

static uint32_t pick_flags(struct mapper_run *run)
{
    if (random_below(&run->random, 32) == 0)
        return (uint32_t)random_next(&run->random);
    return random_below(&run->random, MAP_FLAGS_LIMIT);
}

/* Sometimes the source has few frames for this one call, or none. */
static void set_quota(struct mapper_run *run)
{
    uint32_t quota = random_below(&run->random, 4) == 0 ? random_below(&run->random, 4) : FRAMES_LIMIT;

    frames_set_quota(quota);
    model_frames_set_quota(run->model, quota);
}

static void lift_quota(struct mapper_run *run)
{
    frames_set_quota(FRAMES_LIMIT);
    model_frames_set_quota(run->model, FRAMES_LIMIT);
}

static void operate_map(struct mapper_run *run, uint64_t va)
{
    uint64_t pfn = pick_frame(run);
    uint32_t flags = pick_flags(run);
    enum selfmap_status status;

    if (!model_map_has_room(run->model))
        return;
    set_quota(run);
    status = map_page(run->mapper, va, planted_frame(pfn), flags);
    check_equal("map_page status", status, model_map_page(run->model, va, pfn, flags));
    check_equal("frames left within the quota", frames_left(), model_frames_left(run->model));
    lift_quota(run);
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
    uint32_t flags = pick_flags(run);
    enum selfmap_status status = protect_page(run->mapper, va, flags);

    check_equal("protect_page status", status, model_protect_page(run->model, va, flags));
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

void mapper_operation(struct mapper_run *run)
{
    enum address_kind kind = OF_RUN;
    uint64_t va = pick_address(run, &kind);
    uint32_t dice = random_below(&run->random, 16);
    uint32_t maps = filling(run) ? 9 : 3, unmaps = filling(run) ? 2 : 9;

    check_note(++run->operations);
    if (dice < maps)
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

void mapper_unmap_all(struct mapper_run *run)
{
    while (run->model->page_count > run->foreign && !check_hopeless()) {
        uint64_t va = run->model->page[run->model->page_count - 1].va;

        check_note(++run->operations);
        operate_unmap(run, va);
        mapper_page_check(run, va);
    }
}

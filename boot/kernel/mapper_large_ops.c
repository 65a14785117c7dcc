/*
 * mapper_large_ops.c - random operations on large pages: mapped, unmapped, protected, split and promoted by mapper and model alike, with
 * arguments of every kind, beside the pages of mapper_ops.c, some of which lie inside. Relies on what the early large leaves show
 * (probes.h) for data.
 */
#include "mapper_run.h"

#include "console.h"
#include "planted.h"
#include "probes.h"
#include "tables.h"

enum call { MAP, UNMAP, PROTECT, SPLIT, PROMOTE, PART, CALLS };

#define UNTOUCHED 0xA5A5A5A5A5A5A5A5ull
#define TRIES 24u
#define FEW_TABLES 64u /* with fewer a large page is seldom split, and promoted again more seldom */
#define ENOUGH 2000u /* operations in which each call succeeds somewhere, whatever the seed */

static uint64_t size_of(const struct mapper_run *run, uint32_t level)
{
    return walk_span(&run->live->shape, level);
}

/* ---- Where ---- */

/* Nothing at all stands there, no table either. */
static uint32_t is_empty(const struct mapper_run *run, uint64_t va, uint32_t level)
{
    struct mapping mapping;
    struct walk_step step;

    if (translate(run->mapper, va, &mapping) != SELFMAP_NOT_MAPPED)
        return 0; /* a window, or no address */
    return walk_to(&run->live->shape, va, level, &step) == WALK_ABSENT || (step.level == level && step.raw == 0);
}

static void take(struct mapper_run *run, uint64_t va, uint32_t level)
{
    for (uint32_t i = 0; i < run->large_count; i++)
        if (run->large[i].va == va && run->large[i].level == level)
            return;
    if (!is_empty(run, va, level))
        return;
    run->large[run->large_count].va = va;
    run->large[run->large_count].level = level;
    run->large_count++;
}

void mapper_large_choose(struct mapper_run *run)
{
    const uint32_t levels = run->live->pagemap->info.leaf_levels;

    run->large_count = 0;
    for (uint32_t i = 0; i < TRIES && levels >= 2 && run->large_count < RUN_LARGE_MOST; i++) {
        const uint32_t level = 2 + i % (levels - 1);
        const uint64_t va = i / 2 % 2 == 0 ? run->page[random_below(&run->random, run->page_count)]
                                           : walk_canonical(&run->live->shape, random_next(&run->random));

        take(run, va & ~(size_of(run, level) - 1), level);
    }
    check_open("mapper-large-places", run->large_count);
    check_true("places for large pages, where the CPU has them", run->large_count != 0 || levels < 2);
    check_close();
}

/* ---- What is asked ---- */

/* The run's place as a rule; now and then inside a page, the window's, or no address at all. */
static uint64_t pick_address(struct mapper_run *run, const struct large_place *place)
{
    switch (random_below(&run->random, 32)) {
    case 0:
        return place->va + 1 + (random_next(&run->random) & (size_of(run, place->level) - 1) & ~1ull);
    case 1:
        return run->model->window_base;
    case 2:
        return 0x4000000000000000 | place->va >> 2; /* bits 62 and 63 differ */
    default:
        return place->va;
    }
}

static uint32_t pick_level(struct mapper_run *run, const struct large_place *place)
{
    const uint32_t dice = random_below(&run->random, 32);

    if (dice == 0)
        return (uint32_t)random_next(&run->random);
    return dice == 1 ? random_below(&run->random, 5) : place->level;
}

/* As a rule frames of which the early leaves show some; of 1 GiB the first. */
static uint64_t pick_frame(struct mapper_run *run, uint32_t level)
{
    const uint64_t limit = run->live->pagemap->info.frame_limit;
    const uint32_t dice = random_below(&run->random, 16);

    if (dice == 0)
        return random_next(&run->random);
    if (dice == 1)
        return limit - (random_next(&run->random) & 1);
    if (dice < 4 && (level == 2 || level == 3))
        return random_next(&run->random) & (limit - 1) & ~((size_of(run, level) >> 12) - 1); /* mapped, never touched */
    if (level == 3)
        return 0;
    return (random_below(&run->random, 2) == 0 ? LARGE2_FRAME : LARGE2_OTHER_FRAME) >> 12;
}

/* ---- The calls ---- */

static void operate_map(struct mapper_run *run, uint64_t va, uint32_t level)
{
    const uint64_t pfn = pick_frame(run, level);
    const uint32_t flags = mapper_pick_flags(run);
    enum selfmap_status status;

    if (!model_map_has_room(run->model))
        return;
    mapper_set_quota(run);
    status = map_large(run->mapper, va, level, planted_large_frame(pfn, size_of(run, 2) >> 12), flags);
    check_equal("map_large status", status, model_map_large(run->model, va, level, pfn, flags));
    run->large_done[MAP] += status == SELFMAP_OK;
    check_equal("frames left within the quota", frames_left(), model_frames_left(run->model));
    mapper_lift_quota(run);
}

static void operate_unmap(struct mapper_run *run, uint64_t va, uint32_t level)
{
    uint64_t pfn = UNTOUCHED, expected = UNTOUCHED;
    const enum selfmap_status status = unmap_large(run->mapper, va, level, &pfn);

    check_equal("unmap_large status", status, model_unmap_large(run->model, va, level, &expected));
    run->large_done[UNMAP] += status == SELFMAP_OK;
    check_equal("unmap_large frame", pfn, expected);
}

static void operate_protect(struct mapper_run *run, uint64_t va, uint32_t level)
{
    const uint32_t flags = mapper_pick_flags(run);
    const enum selfmap_status status = protect_large(run->mapper, va, level, flags);

    check_equal("protect_large status", status, model_protect_large(run->model, va, level, flags));
    run->large_done[PROTECT] += status == SELFMAP_OK;
}

static void operate_split(struct mapper_run *run, uint64_t va, uint32_t level)
{
    enum selfmap_status status;

    if (!model_map_has_room_for(run->model, run->live->pagemap->info.entries_per_table))
        return;
    mapper_set_quota(run);
    status = split_large(run->mapper, va, level);
    check_equal("split_large status", status, model_split_large(run->model, va, level));
    run->large_done[SPLIT] += status == SELFMAP_OK;
    check_equal("frames left within the quota", frames_left(), model_frames_left(run->model));
    mapper_lift_quota(run);
}

static void operate_promote(struct mapper_run *run, uint64_t va, uint32_t level)
{
    const enum selfmap_status status = promote_large(run->mapper, va, level);

    check_equal("promote_large status", status, model_promote_large(run->model, va, level));
    run->large_done[PROMOTE] += status == SELFMAP_OK;
}

/* A page somewhere inside gets rights of its own or goes, if there is one: then the parts are no large page any more. */
static uint64_t operate_part(struct mapper_run *run, const struct large_place *place)
{
    const uint64_t va = place->va + (random_next(&run->random) & (size_of(run, place->level) - 1) & ~0xFFFull);
    uint64_t pfn = UNTOUCHED, expected = UNTOUCHED;

    if (random_below(&run->random, 2) == 0) {
        const uint32_t flags = mapper_pick_flags(run);
        const enum selfmap_status status = protect_page(run->mapper, va, flags);

        check_equal("protect_page status", status, model_protect_page(run->model, va, flags));
        return va;
    }
    check_equal("unmap_page status", unmap_page(run->mapper, va, &pfn), model_unmap_page(run->model, va, &expected));
    check_equal("unmap_page frame", pfn, expected);
    return va;
}

/* ---- After it ---- */

/* Its first page and its last, one or two at random, and inside 1 GiB one that the early leaves show. */
static void check_place(struct mapper_run *run, const struct large_place *place)
{
    const uint64_t bytes = size_of(run, place->level);
    const uint64_t random = random_next(&run->random);

    mapper_page_check(run, place->va);
    mapper_page_check(run, place->va + bytes - 0x1000);
    mapper_page_check(run, place->va + (random & (bytes - 1) & ~0xFFFull));
    if (place->level == 3)
        mapper_page_check(run, place->va + LARGE2_FRAME + (random & 0x1FF000));
}

/* Mostly what can be done with what stands there: nothing, a large page, something smaller (or larger). Of 16. */
static enum call pick_call(struct mapper_run *run, const struct large_place *place)
{
    static const uint8_t chances[3][CALLS] = {{10, 1, 1, 1, 1, 2}, {1, 4, 3, 6, 1, 1}, {1, 1, 1, 1, 8, 4}};
    struct model_mapping mapping;
    uint32_t stands = 0, call = 0;
    uint32_t dice = random_below(&run->random, 16);

    if (model_translate(run->model, place->va, &mapping) == MODEL_OK)
        stands = mapping.level == place->level ? 1 : 2;
    while (dice >= chances[stands][call]) {
        dice -= chances[stands][call];
        call++;
    }
    return (enum call)call;
}

void mapper_large_operation(struct mapper_run *run)
{
    const struct large_place *place;
    uint64_t va;
    uint32_t level;

    if (random_below(&run->random, 4) == 0)
        run->large_last = random_below(&run->random, run->large_count);
    place = &run->large[run->large_last];
    va = pick_address(run, place);
    level = pick_level(run, place);
    switch (pick_call(run, place)) {
    case MAP:
        operate_map(run, va, level);
        break;
    case UNMAP:
        operate_unmap(run, va, level);
        break;
    case PROTECT:
        operate_protect(run, va, level);
        break;
    case SPLIT:
        operate_split(run, va, level);
        break;
    case PROMOTE:
        operate_promote(run, va, level);
        break;
    default:
        mapper_page_check(run, operate_part(run, place));
    }
    check_equal("frames left", frames_left(), model_frames_left(run->model));
    check_place(run, place);
}

void mapper_large_clear(struct mapper_run *run)
{
    for (uint32_t n = 0; n < run->large_count; n++) {
        const struct large_place *place = &run->large[n];

        for (uint32_t i = run->model->page_count; i > run->foreign; i--)
            if (run->model->page[i - 1].va - place->va < size_of(run, place->level))
                mapper_unmap_one(run, i - 1);
        check_place(run, place);
    }
    check_equal("frames left", frames_left(), model_frames_left(run->model));
}

void mapper_large_report(const struct mapper_run *run, uint32_t operations)
{
    static const char *const names[PART] = {" map=", " unmap=", " protect=", " split=", " promote="};
    const int few = tables_lent() < FEW_TABLES;

    if (run->large_count == 0)
        return;
    if (run->large_done[PROMOTE] == 0 && few)
        check_skipped("promotions among random operations", "few frames for tables, and no table ever held one run");
    check_open("mapper-large-operations", run->large_count);
    for (uint32_t i = 0; i < PART; i++)
        check_true("calls that succeeded", run->large_done[i] != 0 || operations < ENOUGH || (i == PROMOTE && few));
    check_close();
    put_text("mapper large");
    for (uint32_t i = 0; i < PART; i++) {
        put_text(names[i]);
        put_number(run->large_done[i]);
    }
    put_text("\n");
}

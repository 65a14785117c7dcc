/*
 * regions.c - fuzz target `regions`: sequences of reserve and release, sane and wild, on a range of any size, against the
 * model; after each call every page is accounted for.
 *
 * Input: a byte that chooses base and size, then operations: a byte each, and what it asks for.
 */
#include <string.h>

#include "fuzz/common/harness.h"
#include "selfmap/regions.h"
#include "spec/model/regions.h"

/* First byte of a run that begins with all descriptors but a few in use, and how long that may be: it takes a millisecond. */
#define FULL 0xB5
#define FULL_BYTES 17

static struct model_regions model;
static uint64_t last_released;

/* Each range is one of the model's, or a free run from end to end; together they have all pages. Stops when they do. */
static void audit(uint32_t every)
{
    uint64_t sum = 0;
    uint32_t ranges = 0;
    for (uint32_t i = 0; i < REGIONS_LIMIT && (every || sum < model.pages); i++) {
        struct region region;
        enum selfmap_status status = regions_look(i, &region);
        if (status == SELFMAP_NOT_FOUND)
            continue;
        agree("look status", status, SELFMAP_OK);
        sum += region.pages;
        ranges++;
        if (region.reserved == 0) {
            agree("free range is a whole free run", model_regions_is_gap(&model, region.first, region.pages), 1);
            continue;
        }
        const struct model_region *mine = model_regions_at(&model, region.first);
        if (mine == NULL)
            finding("a reserved range that nobody asked for: first, pages", region.first, region.pages);
        agree("pages of a reserved range", region.pages, mine->pages);
        agree("guards of a reserved range", region.guards, mine->guards);
    }
    agree("pages of all ranges", sum, model.pages);
    if (every)
        agree("ranges", ranges, model_regions_ranges(&model));
}

static uint64_t take_pages(struct cursor *input)
{
    uint32_t choice = take8(input);
    if (choice < 0xC0)
        return choice % 0x60;
    switch (choice % 16) {
    case 0:
        return model.pages;
    case 1:
        return model.pages + 1;
    case 2:
        return model_regions_longest(&model);
    case 3:
        return model_regions_longest(&model) + 1;
    case 4:
        return 0x100000000 + take8(input) % 4;
    case 5:
        return UINT64_MAX - take8(input) % 4;
    case 6:
        return take64(input);
    default:
        return (uint64_t)take8(input) << choice % 16;
    }
}

static uint64_t take_alignment(uint32_t choice)
{
    if (choice < 0x80)
        return 1;
    if (choice < 0xF0)
        return 1ull << choice % 20;
    return choice == 0xF0 ? 0 : choice == 0xF1 ? 0x100000001 : choice - 0xEF;
}

static void reserve(uint64_t pages, uint64_t alignment, uint32_t guards)
{
    uint64_t first = UNTOUCHED;
    enum model_status expected = model_regions_asked(&model, pages, alignment, guards);
    story_asked("reserve pages, alignment, guards", pages, alignment, guards, 0);
    enum selfmap_status status = regions_reserve(pages, alignment, guards, &first);
    agree("reserve status", status, expected);
    if (status != SELFMAP_OK)
        agree("first untouched by an error", first, UNTOUCHED);
    else if (!model_regions_take(&model, first, pages, alignment, guards))
        finding("a wrong place: first, pages", first, pages);
}

static void release(uint64_t first)
{
    story_asked("release", first, 0, 0, 0);
    agree("size_of", regions_size_of(first), model_regions_size_of(&model, first));
    enum selfmap_status status = regions_release(first);
    agree("release status", status, model_regions_release(&model, first));
    if (status == SELFMAP_OK)
        last_released = first;
}

/* A page that is most often none that was handed out. */
static uint64_t wild(struct cursor *input)
{
    uint32_t choice = take8(input);
    const struct model_region *near = model.count > 0 ? &model.taken[choice / 8 % model.count] : NULL;
    if (near == NULL || choice % 8 == 7)
        return choice < 128 ? model.base + choice : take64(input);
    switch (choice % 8) {
    case 0:
        return near->handed + 1;
    case 1:
        return near->handed - 1;
    case 2:
        return near->first + near->pages;
    case 3:
        return near->handed + 0x100000000;
    case 4:
        return near->handed << 12;
    case 5:
        return last_released;
    default:
        return near->first;
    }
}

static void operate(struct cursor *input)
{
    uint32_t choice = take8(input);
    if (choice < 0x90) {
        uint64_t pages = take_pages(input);
        uint64_t alignment = take_alignment(take8(input));
        reserve(pages, alignment, choice < 0x80 ? choice % 4 : choice);
    } else if (choice < 0xD0 && model.count > 0) {
        release(model.taken[choice % model.count].handed);
    } else {
        release(wild(input));
    }
}

/* So many pages one by one: where each comes to lie is checked, whether it should have been refused is clear. */
static void fill(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint64_t first = UNTOUCHED;
        agree("reserve status while filling", regions_reserve(1, 1, 0, &first), SELFMAP_OK);
        agree("place while filling", model_regions_take(&model, first, 1, 1, 0), 1);
    }
}

/* Base and size: small ones, so that they fill, and such as no 32 bits hold. */
static enum model_status begin(struct cursor *input, uint32_t choice)
{
    static const uint64_t bases[4] = {0, 0x80000, 0xFFFFF80000000, REGIONS_LAST_PAGE - 0x40};
    uint64_t base = bases[choice % 4] + take8(input) % 0x40;
    uint64_t pages = choice / 4 % 4 == 3 ? (uint64_t)1 << (choice / 16 * 4) : 1u + take8(input) % 0x80u;
    if (choice == FULL)
        pages = 1100;
    story_bound("base, pages", base, pages, 0, 0);
    enum model_status status = model_regions_init(&model, base, pages);
    agree("init status", regions_init(base, pages), status);
    return status;
}

void fuzz_target(struct cursor *input)
{
    uint32_t choice = take8(input);
    if (choice == FULL && input->left > FULL_BYTES)
        choice = 0;
    last_released = 0;
    if (begin(input, choice) != MODEL_OK)
        return;
    if (choice == FULL)
        fill(1020 + take8(input) % 3);
    for (uint32_t i = 0; i < 40 && input->left > 0; i++) {
        operate(input);
        if (choice != FULL)
            audit(0);
        agree("longest", regions_longest(), model_regions_longest(&model));
    }
    audit(choice % 8 == FULL % 8);
    struct region region;
    memset(&region, 0xA5, sizeof region);
    agree("look beyond the last", regions_look(REGIONS_LIMIT + choice, &region), SELFMAP_BAD_INDEX);
    agree("look leaves the output", region.first, UNTOUCHED);
}

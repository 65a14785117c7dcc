/* regions.c - see regions.h. Free pages are what lies between the reservations. */
#include "spec/model/regions.h"

#define LAST_PAGE 0x10000000000000u
#define MOST_ALIGNED 0x40000u

enum model_status model_regions_init(struct model_regions *model, uint64_t base, uint64_t pages)
{
    if (pages == 0 || pages > LAST_PAGE || base > LAST_PAGE || base + pages > LAST_PAGE)
        return MODEL_BAD_RANGE;
    model->base = base;
    model->pages = pages;
    model->count = 0;
    return MODEL_OK;
}

static uint64_t end_of(const struct model_regions *model)
{
    return model->base + model->pages;
}

/* Free run number i lies before reservation i, the last one behind them all: 1 when it holds a page. */
static uint32_t run_at(const struct model_regions *model, uint32_t i, uint64_t *start, uint64_t *end)
{
    *start = i == 0 ? model->base : model->taken[i - 1].first + model->taken[i - 1].pages;
    *end = i == model->count ? end_of(model) : model->taken[i].first;
    return *start < *end;
}

static uint32_t is_power(uint64_t alignment)
{
    for (uint64_t power = 1; power <= MOST_ALIGNED; power *= 2)
        if (alignment == power)
            return 1;
    return 0;
}

/* Is there a start in a free run, so that the page behind the guard is aligned and all pages lie in the run? */
static uint32_t has_place(const struct model_regions *model, uint64_t need, uint64_t alignment, uint32_t lead)
{
    for (uint32_t i = 0; i <= model->count; i++) {
        uint64_t start;
        uint64_t end;
        if (!run_at(model, i, &start, &end))
            continue;
        uint64_t handed = start + lead;
        if ((handed & (alignment - 1)) != 0)
            handed = (handed | (alignment - 1)) + 1;
        if (handed - lead + need <= end)
            return 1;
    }
    return 0;
}

enum model_status model_regions_asked(const struct model_regions *model, uint64_t pages, uint64_t alignment, uint32_t guards)
{
    if (pages == 0)
        return MODEL_EMPTY_RANGE;
    if (!is_power(alignment))
        return MODEL_BAD_ALIGNMENT;
    if (guards > 3)
        return MODEL_BAD_FLAGS;
    if (pages > model->pages)
        return MODEL_NO_RANGE;
    if (!has_place(model, pages + (guards & 1) + (guards >> 1), alignment, guards & 1))
        return MODEL_NO_RANGE;
    if (model_regions_ranges(model) + 2 > MODEL_REGIONS_MOST)
        return MODEL_NO_DESCRIPTORS;
    return MODEL_OK;
}

uint32_t model_regions_take(struct model_regions *model, uint64_t handed, uint64_t pages, uint64_t alignment, uint32_t guards)
{
    struct model_region mine = {handed - (guards & 1), pages + (guards & 1) + (guards >> 1), handed, guards};
    if (mine.first < model->base || mine.first > end_of(model) || mine.pages > end_of(model) - mine.first)
        return 0;
    if ((handed & (alignment - 1)) != 0 || model->count == MODEL_REGIONS_MOST)
        return 0;
    uint32_t place = model->count;
    while (place > 0 && model->taken[place - 1].first > mine.first)
        place--;
    if (place > 0 && model->taken[place - 1].first + model->taken[place - 1].pages > mine.first)
        return 0;
    if (place < model->count && mine.first + mine.pages > model->taken[place].first)
        return 0;
    for (uint32_t i = model->count++; i > place; i--)
        model->taken[i] = model->taken[i - 1];
    model->taken[place] = mine;
    return 1;
}

enum model_status model_regions_release(struct model_regions *model, uint64_t handed)
{
    for (uint32_t i = 0; i < model->count; i++)
        if (model->taken[i].handed == handed) {
            model->count--;
            for (; i < model->count; i++)
                model->taken[i] = model->taken[i + 1];
            return MODEL_OK;
        }
    return MODEL_NOT_RESERVED;
}

uint64_t model_regions_size_of(const struct model_regions *model, uint64_t handed)
{
    for (uint32_t i = 0; i < model->count; i++)
        if (model->taken[i].handed == handed)
            return model->taken[i].pages - (model->taken[i].guards & 1) - (model->taken[i].guards >> 1);
    return 0;
}

uint64_t model_regions_longest(const struct model_regions *model)
{
    uint64_t longest = 0;
    for (uint32_t i = 0; i <= model->count; i++) {
        uint64_t start;
        uint64_t end;
        if (run_at(model, i, &start, &end) && end - start > longest)
            longest = end - start;
    }
    return longest;
}

uint32_t model_regions_ranges(const struct model_regions *model)
{
    uint32_t ranges = model->count;
    for (uint32_t i = 0; i <= model->count; i++) {
        uint64_t start;
        uint64_t end;
        ranges += run_at(model, i, &start, &end);
    }
    return ranges;
}

uint32_t model_regions_is_gap(const struct model_regions *model, uint64_t first, uint64_t pages)
{
    for (uint32_t i = 0; i <= model->count; i++) {
        uint64_t start;
        uint64_t end;
        if (run_at(model, i, &start, &end) && start == first)
            return end == first + pages;
    }
    return 0;
}

const struct model_region *model_regions_at(const struct model_regions *model, uint64_t first)
{
    for (uint32_t i = 0; i < model->count; i++)
        if (model->taken[i].first == first)
            return &model->taken[i];
    return 0;
}

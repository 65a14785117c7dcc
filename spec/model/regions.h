/*
 * regions.h - model: the region allocator as its reservations in the order of their addresses, everything else found by looking at all.
 *
 * Where a reservation comes to lie is the library's choice: the model says whether there is a place at all, and whether the
 * chosen one is right. Written from design.md T5 and the public header's prose.
 */
#ifndef SELFMAP_MODEL_REGIONS_H
#define SELFMAP_MODEL_REGIONS_H

#include "spec/model/mode.h"

#define MODEL_REGIONS_MOST 1024

/* One reservation: all of its pages, guards included, and the page that was handed out. */
struct model_region {
    uint64_t first, pages, handed;
    uint32_t guards;
};

struct model_regions {
    uint64_t base, pages;
    uint32_t count;
    struct model_region taken[MODEL_REGIONS_MOST];
};

enum model_status model_regions_init(struct model_regions *model, uint64_t base, uint64_t pages);

/* What a request must be answered, before the question of where: MODEL_OK where a place and descriptors are there. */
enum model_status model_regions_asked(const struct model_regions *model, uint64_t pages, uint64_t alignment, uint32_t guards);

/* The request was answered with this page: 1 and recorded when that is right, 0 when it is not. */
uint32_t model_regions_take(struct model_regions *model, uint64_t handed, uint64_t pages, uint64_t alignment, uint32_t guards);

enum model_status model_regions_release(struct model_regions *model, uint64_t handed);
uint64_t model_regions_size_of(const struct model_regions *model, uint64_t handed);

/* The longest run of free pages; how many ranges there are, free runs and reservations. */
uint64_t model_regions_longest(const struct model_regions *model);
uint32_t model_regions_ranges(const struct model_regions *model);

/* Is [first, first + pages) a run of free pages with no free page before or behind it? */
uint32_t model_regions_is_gap(const struct model_regions *model, uint64_t first, uint64_t pages);

/* The reservation with exactly this first page, guards included; null when there is none. */
const struct model_region *model_regions_at(const struct model_regions *model, uint64_t first);

#endif

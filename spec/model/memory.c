/* memory.c - see memory.h: page by page. */
#include "spec/model/memory.h"

static uint64_t reach(const struct model_map *map)
{
    return (uint64_t)1 << (map->space.physical_bits - 12);
}

enum model_status model_memory_asked(const struct model_map *map, const struct model_regions *regions, const struct model_frames *frames,
                                     uint64_t pages, uint32_t guards)
{
    struct model_frames trial = *frames;
    uint64_t first;
    if (pages == 0)
        return MODEL_EMPTY_RANGE;
    if (guards > 3)
        return MODEL_BAD_FLAGS;
    if (model_frames_alloc_run(&trial, pages, 1, reach(map), &first) != MODEL_OK)
        return MODEL_NO_FRAMES;
    return model_regions_asked(regions, pages, 1, guards);
}

/* A guard page must be one that could be mapped, and is not. */
static enum model_status guard_status(const struct model_map *map, uint64_t va)
{
    struct model_mapping mapping;
    enum model_status status = model_translate(map, va, &mapping);
    if (status == MODEL_OK)
        return MODEL_ALREADY_MAPPED;
    return status == MODEL_NOT_MAPPED ? MODEL_OK : status;
}

static enum model_status guards_status(const struct model_map *map, uint64_t page, uint64_t pages, uint32_t guards)
{
    enum model_status status = MODEL_OK;
    if ((guards & 1) != 0)
        status = guard_status(map, (page - 1) << 12);
    if (status == MODEL_OK && (guards & 2) != 0)
        status = guard_status(map, (page + pages) << 12);
    return status;
}

static enum model_status map_all(struct model_map *map, uint64_t page, uint64_t frame, uint64_t pages)
{
    uint64_t done = 0;
    enum model_status status = model_map_range(map, page << 12, frame, pages, MODEL_MAP_WRITE | MODEL_MAP_GLOBAL, &done);
    for (uint64_t i = 0; status != MODEL_OK && i < done; i++) {
        uint64_t pfn;
        model_unmap_page(map, (page + i) << 12, &pfn);
    }
    return status;
}

enum model_status model_memory_alloc(struct model_map *map, struct model_regions *regions, struct model_frames *frames, uint64_t pages,
                                     uint32_t guards, uint64_t page, uint64_t *va)
{
    uint64_t frame = 0;
    enum model_status status = model_frames_alloc_run(frames, pages, 1, reach(map), &frame);
    if (status != MODEL_OK)
        return status;
    status = guards_status(map, page, pages, guards);
    if (status == MODEL_OK)
        status = map_all(map, page, frame, pages);
    if (status == MODEL_OK && !model_regions_take(regions, page, pages, 1, guards))
        status = MODEL_NO_RANGE;
    if (status == MODEL_OK)
        *va = page << 12;
    else
        model_frames_free_run(frames, frame, pages);
    return status;
}

enum model_status model_memory_free(struct model_map *map, struct model_regions *regions, struct model_frames *frames, uint64_t va)
{
    const uint64_t first = va >> 12;
    const uint64_t pages = model_regions_size_of(regions, first);
    uint64_t frame = 0;
    uint32_t row = 1;
    enum model_status status;
    if (pages == 0)
        return MODEL_NOT_RESERVED;
    for (uint64_t i = 0; i < pages; i++) {
        struct model_mapping mapping;
        status = model_translate(map, (first + i) << 12, &mapping);
        if (status != MODEL_OK)
            return status;
        if (mapping.level != 1)
            return MODEL_LARGE_IN_WAY;
        if (i == 0)
            frame = mapping.pfn;
        else if (mapping.pfn != frame + i)
            row = 0;
    }
    if (!row)
        return MODEL_BAD_FRAME;
    status = model_frames_free_run(frames, frame, pages);
    if (status != MODEL_OK)
        return status;
    for (uint64_t i = 0; i < pages; i++) {
        uint64_t pfn;
        model_unmap_page(map, (first + i) << 12, &pfn);
    }
    return model_regions_release(regions, first);
}

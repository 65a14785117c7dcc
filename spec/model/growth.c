/* growth.c - see growth.h: page by page. */
#include "spec/model/growth.h"

static uint64_t end_of(const struct model_pool *pool)
{
    return pool->base + pool->pages * 0x1000;
}

enum model_status model_pool_grow(struct model_map *map, struct model_frames *frames, struct model_pool *pool, uint64_t pages)
{
    uint64_t frame = 0;
    uint64_t done = 0;
    enum model_status status;
    if (pages == 0)
        return MODEL_EMPTY_RANGE;
    if (pages > MODEL_POOL_PAGES - pool->pages)
        return MODEL_RANGE_END;
    status = model_frames_alloc_run(frames, pages, 1, (uint64_t)1 << (map->space.physical_bits - 12), &frame);
    if (status != MODEL_OK)
        return status;
    status = model_map_range(map, end_of(pool), frame, pages, MODEL_MAP_WRITE | MODEL_MAP_GLOBAL, &done);
    if (status == MODEL_OK)
        return model_pool_extend(pool, pages);
    for (uint64_t i = 0; i < done; i++) {
        uint64_t pfn;
        model_unmap_page(map, end_of(pool) + i * 0x1000, &pfn);
    }
    model_frames_free_run(frames, frame, pages);
    return status;
}

uint64_t model_pool_pages_for(uint64_t size)
{
    return ((size - 1) >> 12) + 1;
}

enum model_status model_pool_trim(struct model_map *map, struct model_frames *frames, struct model_pool *pool, uint64_t pages)
{
    const uint64_t first = end_of(pool) - pages * 0x1000;
    uint64_t pfn = 0;
    enum model_status status = model_small_pages(map, first, pages);
    if (status != MODEL_OK)
        return status;
    for (uint64_t i = 0; i < pages; i++) {
        model_unmap_page(map, first + i * 0x1000, &pfn);
        model_frames_free(frames, pfn);
    }
    model_pool_shrink(pool, pages);
    return MODEL_OK;
}

/* io.c - see io.h: byte by byte where it can be said so. */
#include "spec/model/io.h"

/* The last of the bytes; 0 when they run past 2^64. */
static uint32_t last_byte(uint64_t physical, uint64_t bytes, uint64_t *last)
{
    *last = physical + bytes - 1;
    return *last >= physical;
}

uint64_t model_io_pages(uint64_t physical, uint64_t bytes)
{
    uint64_t pages = 1;
    uint64_t in_first = 0x1000 - (physical & 0xFFF);
    if (bytes > in_first)
        pages += (bytes - in_first) >> 12;
    if (bytes > in_first && ((bytes - in_first) & 0xFFF) != 0)
        pages++;
    return pages;
}

enum model_status model_io_asked(const struct model_map *map, const struct model_regions *regions, uint64_t physical, uint64_t bytes,
                                 uint32_t flags)
{
    uint64_t last;
    if (bytes == 0)
        return MODEL_EMPTY_RANGE;
    if (!last_byte(physical, bytes, &last) || (map->space.physical_bits < 64 && last >> map->space.physical_bits != 0))
        return MODEL_BAD_FRAME;
    if ((flags & ~(uint32_t)(MODEL_MAP_WRITE | MODEL_MAP_CACHE)) != 0)
        return MODEL_BAD_FLAGS;
    if ((flags & MODEL_MAP_CACHE) == MODEL_MAP_WRITE_COMBINING && !map->space.pat)
        return MODEL_BAD_FLAGS;
    return model_regions_asked(regions, model_io_pages(physical, bytes), 1, 0);
}

enum model_status model_io_map(struct model_map *map, struct model_regions *regions, uint64_t physical, uint64_t bytes, uint32_t flags,
                               uint64_t page, uint64_t *va)
{
    const uint64_t pages = model_io_pages(physical, bytes);
    uint64_t done = 0;
    enum model_status status = model_map_range(map, page << 12, physical >> 12, pages, flags | MODEL_MAP_GLOBAL, &done);
    if (status != MODEL_OK) {
        for (uint64_t i = 0; i < done; i++) {
            uint64_t pfn;
            model_unmap_page(map, (page + i) << 12, &pfn);
        }
        return status;
    }
    if (!model_regions_take(regions, page, pages, 1, 0))
        return MODEL_NO_RANGE;
    *va = (page << 12) + (physical & 0xFFF);
    return MODEL_OK;
}

enum model_status model_io_unmap(struct model_map *map, struct model_regions *regions, uint64_t va)
{
    const uint64_t pages = model_regions_size_of(regions, va >> 12);
    const uint64_t first = va & ~(uint64_t)0xFFF;
    if (pages == 0)
        return MODEL_NOT_RESERVED;
    enum model_status status = model_small_pages(map, first, pages);
    if (status != MODEL_OK)
        return status;
    for (uint64_t i = 0; i < pages; i++) {
        uint64_t pfn;
        model_unmap_page(map, first + i * 0x1000, &pfn);
    }
    return model_regions_release(regions, va >> 12);
}

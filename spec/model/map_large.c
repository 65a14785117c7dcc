/* map_large.c - model: one large page of level 2 or 3, mapped, unmapped and protected. See map.h; relies on map_parts.h. */
#include "spec/model/map_parts.h"

/* How many frames of 4 KiB a page of `level` is: a power of two. */
uint64_t model_frames_of(const struct model_map *map, uint32_t level)
{
    return (uint64_t)1 << (model_page_bits(map->space.mode, level) - 12);
}

/* A window is as large as one top-level entry serves or larger: an aligned large page lies inside or outside. */
enum model_status model_check_large(const struct model_map *map, uint64_t va, uint32_t level)
{
    if (level < 2 || level > map->space.leaf_levels)
        return MODEL_BAD_LEVEL;
    if (!model_canonical(map->space.mode, va))
        return MODEL_NOT_CANONICAL;
    if ((va & ((model_frames_of(map, level) << 12) - 1)) != 0)
        return MODEL_MISALIGNED;
    return model_in_window(map, va) ? MODEL_IN_WINDOW : MODEL_OK;
}

/* MODEL_OK when the large page is there (*at says where in the array), MODEL_NOT_MAPPED when nothing is. */
enum model_status model_what_stands(const struct model_map *map, uint64_t va, uint32_t level, uint32_t *at)
{
    if (model_find_table(map, level - 1, va) != MODEL_NONE)
        return MODEL_TABLE_IN_WAY;
    *at = model_find_page(map, va);
    if (*at == MODEL_NONE)
        return MODEL_NOT_MAPPED;
    return map->page[*at].mapping.level > level ? MODEL_LARGE_IN_WAY : MODEL_OK;
}

enum model_status model_map_large(struct model_map *map, uint64_t va, uint32_t level, uint64_t pfn, uint32_t flags)
{
    uint32_t at;
    enum model_status status = model_check_large(map, va, level);
    if (status == MODEL_OK)
        status = model_check_flags(map, flags);
    if (status != MODEL_OK)
        return status;
    uint64_t frames = model_frames_of(map, level);
    if ((pfn & (frames - 1)) != 0 || pfn >= model_frame_limit(map) || frames > model_frame_limit(map) - pfn)
        return MODEL_BAD_FRAME;
    status = model_what_stands(map, va, level, &at);
    if (status == MODEL_OK)
        return MODEL_ALREADY_MAPPED;
    return status == MODEL_NOT_MAPPED ? model_put_page(map, va, pfn, flags, level) : status;
}

enum model_status model_unmap_large(struct model_map *map, uint64_t va, uint32_t level, uint64_t *pfn)
{
    uint32_t at;
    enum model_status status = model_check_large(map, va, level);
    if (status == MODEL_OK)
        status = model_what_stands(map, va, level, &at);
    if (status == MODEL_OK)
        *pfn = model_take_page(map, at);
    return status;
}

enum model_status model_protect_large(struct model_map *map, uint64_t va, uint32_t level, uint32_t flags)
{
    uint32_t at;
    enum model_status status = model_check_large(map, va, level);
    if (status == MODEL_OK)
        status = model_check_flags(map, flags);
    if (status == MODEL_OK)
        status = model_what_stands(map, va, level, &at);
    if (status == MODEL_OK)
        map->page[at].mapping.flags = flags;
    return status;
}

enum model_status model_small_pages(const struct model_map *map, uint64_t first, uint64_t pages)
{
    for (uint64_t i = 0; i < pages; i++) {
        struct model_mapping mapping;
        enum model_status status = model_translate(map, first + i * 0x1000, &mapping);
        if (status != MODEL_OK)
            return status;
        if (mapping.level != 1)
            return MODEL_LARGE_IN_WAY;
    }
    return MODEL_OK;
}

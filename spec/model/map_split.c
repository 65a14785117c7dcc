/* map_split.c - model: one large page becomes the pages of a table, and such pages one large page. See map.h; relies on map_parts.h. */
#include "spec/model/map_parts.h"

/* How many pages of the next smaller size a page of `level` is. */
static uint64_t parts_of(const struct model_map *map, uint32_t level)
{
    return (uint64_t)1 << model_index_bits(map->space.mode, level - 1);
}

enum model_status model_split_large(struct model_map *map, uint64_t va, uint32_t level)
{
    uint32_t at;
    enum model_status status = model_check_large(map, va, level);
    if (status == MODEL_OK)
        status = model_what_stands(map, va, level, &at);
    if (status != MODEL_OK)
        return status;
    const struct model_mapping whole = map->page[at].mapping;
    if ((whole.pfn & (model_frames_of(map, level) - 1)) != 0)
        return MODEL_BAD_FRAME;
    if (model_frames_left(map) == 0)
        return MODEL_NO_FRAMES;
    map->frames--;
    map->quota--;
    model_drop_page(map, at);
    model_add_table(map, level - 1, va);
    for (uint64_t k = 0; k < parts_of(map, level); k++) {
        uint64_t frames = k * model_frames_of(map, level - 1);
        model_add_page(map, va + (frames << 12), whole.pfn + frames, whole.flags, level - 1);
    }
    return MODEL_OK;
}

/* Flags as an entry can show them: where the CPU cannot forbid execution, the wish to is not seen. */
static uint32_t shown(const struct model_map *map, uint32_t flags)
{
    return map->space.no_execute ? flags : flags | MODEL_MAP_EXECUTE;
}

/* Whether this page is the part of a large page at va, of this level, that begins as `first` does. */
static uint32_t is_part(const struct model_map *map, const struct model_page *page, uint64_t va, uint32_t level,
                        const struct model_mapping *first)
{
    const struct model_mapping *mapping = &page->mapping;
    if (page->va < va || (page->va - va) >> 12 >= model_frames_of(map, level) || mapping->level != level - 1)
        return 0;
    return shown(map, mapping->flags) == shown(map, first->flags) && mapping->pfn == first->pfn + ((page->va - va) >> 12);
}

/* Pages never overlap: when as many are parts as there are places for parts, every place has its own. */
static uint32_t is_run(const struct model_map *map, uint64_t va, uint32_t level)
{
    uint64_t parts = 0;
    uint32_t at = model_find_page(map, va);
    if (at == MODEL_NONE || (map->page[at].mapping.pfn & (model_frames_of(map, level) - 1)) != 0)
        return 0;
    for (uint32_t i = 0; i < map->page_count; i++)
        parts += is_part(map, &map->page[i], va, level, &map->page[at].mapping);
    return parts == parts_of(map, level);
}

enum model_status model_promote_large(struct model_map *map, uint64_t va, uint32_t level)
{
    uint32_t at;
    enum model_status status = model_check_large(map, va, level);
    if (status != MODEL_OK)
        return status;
    status = model_what_stands(map, va, level, &at);
    if (status == MODEL_OK)
        return MODEL_ALREADY_MAPPED;
    if (status != MODEL_TABLE_IN_WAY || model_stays(map->space.mode, level - 1, va))
        return status;
    if (!is_run(map, va, level))
        return MODEL_NOT_UNIFORM;
    const struct model_mapping first = map->page[model_find_page(map, va)].mapping;
    for (uint32_t i = map->page_count; i > 0; i--) {
        if (is_part(map, &map->page[i - 1], va, level, &first))
            model_drop_page(map, i - 1);
    }
    model_drop_table(map, model_find_table(map, level - 1, va));
    map->frames++;
    map->quota++;
    model_add_page(map, va, first.pfn, first.flags, level);
    return MODEL_OK;
}

/* map.c - model: the abstract map and the tables that stand for it. See map.h and map_parts.h; relies on address.h. */
#include "spec/model/map_parts.h"

/* ---- Where things lie ---- */

/* Address bits inside a table of `level`: those inside a page of one level more. */
static uint32_t table_bits(uint32_t mode, uint32_t level)
{
    return model_page_bits(mode, level + 1);
}

/* Whether `va` lies in the range of 2^bits bytes around `first`. */
static uint32_t lies_in(uint64_t va, uint64_t first, uint32_t bits)
{
    return va >> bits == first >> bits;
}

static uint64_t start_of(uint64_t va, uint32_t bits)
{
    return va >> bits << bits;
}

/* The highest level of tables that come and go: below the top-level table, in PML3 below the directories. */
static uint32_t highest_table(uint32_t mode)
{
    return mode == MODEL_PML3 ? 1 : mode - 1;
}

/* Tables that hang in the top-level table of the kernel's half stay (design 5.9). PML3 has none: its PDPT never changes. */
uint32_t model_stays(uint32_t mode, uint32_t level, uint64_t va)
{
    if (mode == MODEL_PML3 || level != highest_table(mode))
        return 0;
    return (va >> (model_address_bits(mode) - 1) & 1) != 0;
}

/* ---- Finding ---- */

/* Pages do not overlap, so the order of looking says nothing but how long it takes: first beside the one found last. */
uint32_t model_find_page(const struct model_map *map, uint64_t va)
{
    static uint32_t last;
    for (uint32_t i = last > 0 ? last - 1 : 0; i < map->page_count && i <= last + 1; i++) {
        if (lies_in(va, map->page[i].va, map->page_bits[map->page[i].mapping.level]))
            return last = i;
    }
    for (uint32_t i = 0; i < map->page_count; i++) {
        if (lies_in(va, map->page[i].va, map->page_bits[map->page[i].mapping.level]))
            return last = i;
    }
    return MODEL_NONE;
}

uint32_t model_find_table(const struct model_map *map, uint32_t level, uint64_t va)
{
    const uint32_t bits = table_bits(map->space.mode, level);
    for (uint32_t i = 0; i < map->table_count; i++) {
        if (map->table[i].level == level && lies_in(va, map->table[i].va, bits))
            return i;
    }
    return MODEL_NONE;
}

/* Whether a page or a table below hangs in the table of `level` that serves va. */
static uint32_t table_in_use(const struct model_map *map, uint32_t level, uint64_t va)
{
    uint32_t bits = table_bits(map->space.mode, level);
    for (uint32_t i = 0; i < map->page_count; i++) {
        if (lies_in(map->page[i].va, va, bits))
            return 1;
    }
    for (uint32_t i = 0; i < map->table_count; i++) {
        if (map->table[i].level < level && lies_in(map->table[i].va, va, bits))
            return 1;
    }
    return 0;
}

/* How many tables from `level` up to the highest that come and go are missing on the way of va. */
static uint32_t missing_tables(const struct model_map *map, uint32_t level, uint64_t va)
{
    uint32_t missing = 0;
    for (uint32_t at = level; at <= highest_table(map->space.mode); at++)
        missing += model_find_table(map, at, va) == MODEL_NONE;
    return missing;
}

/* ---- Changing ---- */

void model_add_table(struct model_map *map, uint32_t level, uint64_t va)
{
    map->table[map->table_count].va = start_of(va, table_bits(map->space.mode, level));
    map->table[map->table_count].level = level;
    map->table_count++;
}

void model_drop_table(struct model_map *map, uint32_t at)
{
    map->table_count--;
    map->table[at] = map->table[map->table_count];
}

static void add_tables(struct model_map *map, uint32_t level, uint64_t va)
{
    for (uint32_t at = level; at <= highest_table(map->space.mode); at++) {
        if (model_find_table(map, at, va) != MODEL_NONE)
            continue;
        model_add_table(map, at, va);
    }
}

void model_add_page(struct model_map *map, uint64_t va, uint64_t pfn, uint32_t flags, uint32_t level)
{
    struct model_page *page = &map->page[map->page_count];
    page->va = va;
    page->mapping.pfn = pfn;
    page->mapping.flags = flags;
    page->mapping.level = level;
    map->page_count++;
}

void model_drop_page(struct model_map *map, uint32_t at)
{
    map->page_count--;
    map->page[at] = map->page[map->page_count];
}

/* Empty tables on the way of va go back, from `lowest` up to one that is in use or stays. */
static void free_tables(struct model_map *map, uint32_t lowest, uint64_t va)
{
    for (uint32_t level = lowest; level <= highest_table(map->space.mode); level++) {
        uint32_t at = model_find_table(map, level, va);
        if (at == MODEL_NONE || table_in_use(map, level, va) || model_stays(map->space.mode, level, va))
            return;
        model_drop_table(map, at);
        map->frames++;
        map->quota++;
    }
}

enum model_status model_put_page(struct model_map *map, uint64_t va, uint64_t pfn, uint32_t flags, uint32_t level)
{
    uint32_t missing = missing_tables(map, level, va);
    if (missing > model_frames_left(map))
        return MODEL_NO_FRAMES;
    map->frames -= missing;
    map->quota -= missing;
    add_tables(map, level, va);
    model_add_page(map, va, pfn, flags, level);
    return MODEL_OK;
}

uint64_t model_take_page(struct model_map *map, uint32_t at)
{
    const struct model_page page = map->page[at];
    model_drop_page(map, at);
    free_tables(map, page.mapping.level, page.va);
    return page.mapping.pfn;
}

/* ---- What may be asked ---- */

uint32_t model_in_window(const struct model_map *map, uint64_t va)
{
    return va >= map->window_base && va <= map->window_last;
}

static enum model_status check_page(const struct model_map *map, uint64_t va)
{
    if (!model_canonical(map->space.mode, va))
        return MODEL_NOT_CANONICAL;
    if ((va & 0xFFF) != 0)
        return MODEL_MISALIGNED;
    return model_in_window(map, va) ? MODEL_IN_WINDOW : MODEL_OK;
}

enum model_status model_check_flags(const struct model_map *map, uint32_t flags)
{
    if (flags > 0x3F)
        return MODEL_BAD_FLAGS;
    if ((flags & MODEL_MAP_CACHE) == MODEL_MAP_WRITE_COMBINING && !map->space.pat)
        return MODEL_BAD_FLAGS;
    return MODEL_OK;
}

uint64_t model_frame_limit(const struct model_map *map)
{
    return (uint64_t)1 << (map->space.physical_bits - 12);
}

/* Where the part of the address space ends that va lies in: its last byte. */
static uint64_t end_of_half(uint32_t mode, uint64_t va)
{
    uint32_t bits = model_address_bits(mode);
    if (mode == MODEL_PML2 || mode == MODEL_PML3)
        return ((uint64_t)1 << bits) - 1; /* 32 bits: nothing is sign-extended, so the halves are one */
    return va >> 63 != 0 ? 0xFFFFFFFFFFFFFFFF : ((uint64_t)1 << (bits - 1)) - 1;
}

static enum model_status check_range(const struct model_map *map, uint64_t va, uint64_t pages)
{
    if (!model_canonical(map->space.mode, va))
        return MODEL_NOT_CANONICAL;
    if ((va & 0xFFF) != 0)
        return MODEL_MISALIGNED;
    if (pages == 0)
        return MODEL_EMPTY_RANGE;
    if (pages - 1 > (end_of_half(map->space.mode, va) - va) >> 12)
        return MODEL_RANGE_END;
    uint64_t last_page = va + ((pages - 1) << 12);
    if (model_in_window(map, va) || model_in_window(map, last_page))
        return MODEL_IN_WINDOW;
    return va < map->window_base && map->window_base < last_page ? MODEL_IN_WINDOW : MODEL_OK;
}

/* ---- The public functions ---- */

void model_map_start(const struct model_space *space, uint32_t frames, struct model_map *map)
{
    map->space = *space;
    model_window(space, 1, &map->window_base, &map->window_last); /* the windows of the other levels lie in it */
    for (uint32_t level = 0; level <= MODEL_LEAF_LEVELS; level++)
        map->page_bits[level] = model_page_bits(space->mode, level);
    map->page_count = 0;
    map->table_count = 0;
    map->frames = frames;
    map->quota = 0xFFFFFFFF;
}

uint32_t model_map_has_room(const struct model_map *map)
{
    return map->page_count < MODEL_PAGES && map->table_count + MODEL_LEVELS <= MODEL_TABLES;
}

/* A table of level 1 has at least 512 entries; of the levels above, two tables each serve what the arrays can hold. */
uint32_t model_map_has_room_for(const struct model_map *map, uint64_t pages)
{
    return pages <= MODEL_PAGES - map->page_count && map->table_count + (pages >> 9) + 2 * MODEL_LEVELS <= MODEL_TABLES;
}

uint32_t model_map_place_tables(struct model_map *map, uint32_t level, uint64_t va)
{
    if (check_page(map, va) != MODEL_OK || model_find_page(map, va) != MODEL_NONE || !model_map_has_room(map))
        return 0;
    add_tables(map, level, va);
    return 1;
}

uint32_t model_map_place(struct model_map *map, uint64_t va, uint64_t pfn, uint32_t flags, uint32_t level)
{
    uint32_t bits = model_page_bits(map->space.mode, level);
    if (check_page(map, va) != MODEL_OK || start_of(va, bits) != va || !model_map_has_room(map))
        return 0;
    if (lies_in(map->window_base, va, bits) || model_find_page(map, va) != MODEL_NONE)
        return 0;
    if (level > 1 && level - 1 <= highest_table(map->space.mode) && model_find_table(map, level - 1, va) != MODEL_NONE)
        return 0;
    add_tables(map, level, va);
    model_add_page(map, va, pfn, flags, level);
    return 1;
}

enum model_status model_map_page(struct model_map *map, uint64_t va, uint64_t pfn, uint32_t flags)
{
    enum model_status status = check_page(map, va);
    if (status == MODEL_OK)
        status = model_check_flags(map, flags);
    if (status != MODEL_OK)
        return status;
    if (pfn >= model_frame_limit(map))
        return MODEL_BAD_FRAME;
    uint32_t at = model_find_page(map, va);
    if (at != MODEL_NONE)
        return map->page[at].mapping.level > 1 ? MODEL_LARGE_IN_WAY : MODEL_ALREADY_MAPPED;
    return model_put_page(map, va, pfn, flags, 1);
}

enum model_status model_unmap_page(struct model_map *map, uint64_t va, uint64_t *pfn)
{
    enum model_status status = check_page(map, va);
    if (status != MODEL_OK)
        return status;
    uint32_t at = model_find_page(map, va);
    if (at == MODEL_NONE)
        return MODEL_NOT_MAPPED;
    if (map->page[at].mapping.level > 1)
        return MODEL_LARGE_IN_WAY;
    *pfn = model_take_page(map, at);
    return MODEL_OK;
}

enum model_status model_protect_page(struct model_map *map, uint64_t va, uint32_t flags)
{
    enum model_status status = check_page(map, va);
    if (status == MODEL_OK)
        status = model_check_flags(map, flags);
    if (status != MODEL_OK)
        return status;
    uint32_t at = model_find_page(map, va);
    if (at == MODEL_NONE)
        return MODEL_NOT_MAPPED;
    if (map->page[at].mapping.level > 1)
        return MODEL_LARGE_IN_WAY;
    map->page[at].mapping.flags = flags;
    return MODEL_OK;
}

enum model_status model_translate(const struct model_map *map, uint64_t va, struct model_mapping *mapping)
{
    if (!model_canonical(map->space.mode, va))
        return MODEL_NOT_CANONICAL;
    if (model_in_window(map, va))
        return MODEL_IN_WINDOW;
    uint32_t at = model_find_page(map, va);
    if (at == MODEL_NONE)
        return MODEL_NOT_MAPPED;
    *mapping = map->page[at].mapping;
    mapping->pfn += (va - map->page[at].va) >> 12;
    if (!map->space.no_execute)
        mapping->flags |= MODEL_MAP_EXECUTE; /* this CPU cannot forbid it */
    return MODEL_OK;
}

/* ---- Ranges: page by page ---- */

enum model_status model_check_map_range(const struct model_map *map, uint64_t va, uint64_t pfn, uint64_t pages,
                                        uint32_t flags)
{
    enum model_status status = check_range(map, va, pages);
    if (status == MODEL_OK)
        status = model_check_flags(map, flags);
    if (status != MODEL_OK)
        return status;
    if (pfn >= model_frame_limit(map) || pages > model_frame_limit(map) - pfn)
        return MODEL_BAD_FRAME;
    return MODEL_OK;
}

/* How many pages from va on, at most `pages`, lie before the first that a page covers: one search for all of them. */
static uint64_t free_pages(const struct model_map *map, uint64_t va, uint64_t pages)
{
    if (model_find_page(map, va) != MODEL_NONE)
        return 0;
    for (uint32_t i = 0; i < map->page_count; i++) {
        if (map->page[i].va > va && (map->page[i].va - va) >> 12 < pages)
            pages = (map->page[i].va - va) >> 12;
    }
    return pages;
}

enum model_status model_map_range(struct model_map *map, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags,
                                  uint64_t *done)
{
    enum model_status status = model_check_map_range(map, va, pfn, pages, flags);
    uint64_t free = status == MODEL_OK ? free_pages(map, va, pages) : 0;
    *done = 0;
    while (status == MODEL_OK && *done < pages) {
        uint64_t at = va + (*done << 12);
        status =
            *done < free ? model_put_page(map, at, pfn + *done, flags, 1) : model_map_page(map, at, pfn + *done, flags);
        *done += status == MODEL_OK;
    }
    return status;
}

enum model_status model_unmap_range(struct model_map *map, uint64_t va, uint64_t pages, uint64_t *done)
{
    enum model_status status = check_range(map, va, pages);
    uint64_t pfn;
    *done = 0;
    while (status == MODEL_OK && *done < pages) {
        status = model_unmap_page(map, va + (*done << 12), &pfn);
        *done += status == MODEL_OK;
    }
    return status;
}

enum model_status model_protect_range(struct model_map *map, uint64_t va, uint64_t pages, uint32_t flags,
                                      uint64_t *done)
{
    enum model_status status = check_range(map, va, pages);
    if (status == MODEL_OK)
        status = model_check_flags(map, flags);
    *done = 0;
    while (status == MODEL_OK && *done < pages) {
        status = model_protect_page(map, va + (*done << 12), flags);
        *done += status == MODEL_OK;
    }
    return status;
}

uint32_t model_frames_left(const struct model_map *map)
{
    return map->frames < map->quota ? map->frames : (uint32_t)map->quota;
}

void model_frames_set_quota(struct model_map *map, uint32_t quota)
{
    map->quota = quota;
}

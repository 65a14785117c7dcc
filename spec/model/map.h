/*
 * map.h - model: the mapper as an abstract map (T3), page -> frame, flags, level, in an array with linear search.
 *
 * The map knows no entries. Of the tree it keeps what an answer can depend on: which tables stand, because a missing
 * one costs a frame and an empty one gives it back, and how many frames the source can hand out. The top-level table
 * and PAE's four directories always stand and are not in the list. Relies on address.h.
 */
#ifndef SELFMAP_MODEL_MAP_H
#define SELFMAP_MODEL_MAP_H

#include "spec/model/address.h"

enum model_map_flag {
    MODEL_MAP_WRITE = 0x1,
    MODEL_MAP_EXECUTE = 0x2,
    MODEL_MAP_USER = 0x4,
    MODEL_MAP_GLOBAL = 0x8,
    MODEL_MAP_WRITE_BACK = 0x00,
    MODEL_MAP_WRITE_THROUGH = 0x10,
    MODEL_MAP_UNCACHED = 0x20,
    MODEL_MAP_WRITE_COMBINING = 0x30,
    MODEL_MAP_CACHE = 0x30
};

#define MODEL_PAGES 2560 /* two tables of PML2 and more, so that a range can cross whole tables */
#define MODEL_TABLES 256
#define MODEL_LEAF_LEVELS 3

/* What a page is mapped to; level 2 and 3 are large pages. */
struct model_mapping {
    uint64_t pfn;
    uint32_t flags;
    uint32_t level;
};

struct model_page {
    uint64_t va;
    struct model_mapping mapping;
};

struct model_table {
    uint64_t va; /* the first address that it serves */
    uint32_t level;
};

struct model_map {
    struct model_space space;
    uint64_t window_base, window_last;
    uint32_t page_bits[MODEL_LEAF_LEVELS + 1]; /* address bits inside a page, by level */
    uint32_t page_count, table_count;
    struct model_page page[MODEL_PAGES];
    struct model_table table[MODEL_TABLES];
    uint32_t frames; /* free in the source */
    uint64_t quota;  /* of those, what may be handed out */
};

/* An empty map whose source has this many free frames, and no quota. */
void model_map_start(const struct model_space *space, uint32_t frames, struct model_map *map);

/* Whether the arrays have room for one more page and its tables; a program that runs the model asks before it maps. */
uint32_t model_map_has_room(const struct model_map *map);

/* The same for this many pages in a row. */
uint32_t model_map_has_room_for(const struct model_map *map, uint64_t pages);

/*
 * What stood before the first call: the tables of `level` and above on the way of va, and a page with those that it
 * needs. They cost no frame. 0 when va is no address for it, or when a large page or another page is in the way.
 */
uint32_t model_map_place_tables(struct model_map *map, uint32_t level, uint64_t va);
uint32_t model_map_place(struct model_map *map, uint64_t va, uint64_t pfn, uint32_t flags, uint32_t level);

/* The functions of mapper.h, with their errors in the same order. */
enum model_status model_map_page(struct model_map *map, uint64_t va, uint64_t pfn, uint32_t flags);
enum model_status model_unmap_page(struct model_map *map, uint64_t va, uint64_t *pfn);
enum model_status model_protect_page(struct model_map *map, uint64_t va, uint32_t flags);
enum model_status model_translate(const struct model_map *map, uint64_t va, struct model_mapping *mapping);

/*
 * The same for pages in a row: page by page from the first up, until one cannot be done; *done says how many were.
 * What map_range refuses before that is asked apart: whatever it does not refuse needs room in the arrays.
 */
enum model_status model_check_map_range(const struct model_map *map, uint64_t va, uint64_t pfn, uint64_t pages,
                                        uint32_t flags);
enum model_status model_map_range(struct model_map *map, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags,
                                  uint64_t *done);
enum model_status model_unmap_range(struct model_map *map, uint64_t va, uint64_t pages, uint64_t *done);
enum model_status model_protect_range(struct model_map *map, uint64_t va, uint64_t pages, uint32_t flags,
                                      uint64_t *done);

/* One large page, in map_large.c. */
enum model_status model_map_large(struct model_map *map, uint64_t va, uint32_t level, uint64_t pfn, uint32_t flags);
enum model_status model_unmap_large(struct model_map *map, uint64_t va, uint32_t level, uint64_t *pfn);
enum model_status model_protect_large(struct model_map *map, uint64_t va, uint32_t level, uint32_t flags);

/* Whether these pages are all mapped as pages of 4 KiB; what is wrong with the first that is not. */
enum model_status model_small_pages(const struct model_map *map, uint64_t first, uint64_t pages);

/* One large page into a table of smaller ones and back, in map_split.c; to split needs room in the arrays for a table's pages. */
enum model_status model_split_large(struct model_map *map, uint64_t va, uint32_t level);
enum model_status model_promote_large(struct model_map *map, uint64_t va, uint32_t level);

/* Those of frames.h. */
uint32_t model_frames_left(const struct model_map *map);
void model_frames_set_quota(struct model_map *map, uint32_t quota);

#endif

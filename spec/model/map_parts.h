/* map_parts.h - what map.c, map_large.c and map_split.c share of the abstract map. Private to spec/model. */
#ifndef SELFMAP_MODEL_MAP_PARTS_H
#define SELFMAP_MODEL_MAP_PARTS_H

#include "spec/model/map.h"

#define MODEL_NONE 0xFFFFFFFFu

/* The page, large or not, that covers va, and the table of `level` on its way: places in the arrays, or MODEL_NONE. */
uint32_t model_find_page(const struct model_map *map, uint64_t va);
uint32_t model_find_table(const struct model_map *map, uint32_t level, uint64_t va);

/* Maps a page whose place is free, with the tables that it needs, or MODEL_NO_FRAMES. */
enum model_status model_put_page(struct model_map *map, uint64_t va, uint64_t pfn, uint32_t flags, uint32_t level);

/* Takes the page in this place of the array away, with the tables that it leaves empty; which frame it had. */
uint64_t model_take_page(struct model_map *map, uint32_t at);

/* The arrays alone: frames and neighbours stay as they are. A page or table goes by its place. */
void model_add_page(struct model_map *map, uint64_t va, uint64_t pfn, uint32_t flags, uint32_t level);
void model_drop_page(struct model_map *map, uint32_t at);
void model_add_table(struct model_map *map, uint32_t level, uint64_t va);
void model_drop_table(struct model_map *map, uint32_t at);

/* Whether the table of `level` on the way of va stays when it is empty. */
uint32_t model_stays(uint32_t mode, uint32_t level, uint64_t va);

/* Large pages: how many frames of 4 KiB one is, what may be asked, what stands (MODEL_OK: the page itself, at *at). */
uint64_t model_frames_of(const struct model_map *map, uint32_t level);
enum model_status model_check_large(const struct model_map *map, uint64_t va, uint32_t level);
enum model_status model_what_stands(const struct model_map *map, uint64_t va, uint32_t level, uint32_t *at);

/* What may be asked. */
uint32_t model_in_window(const struct model_map *map, uint64_t va);
enum model_status model_check_flags(const struct model_map *map, uint32_t flags);
uint64_t model_frame_limit(const struct model_map *map);

#endif

/*
 * growth.h - model: a pool whose pages are frames in a row that nobody held, mapped behind its end (T3, T4, T5).
 *
 * Which free pages leave is the library's choice, as in pool.h. Relies on map.h, frames.h and pool.h.
 */
#ifndef SELFMAP_MODEL_GROWTH_H
#define SELFMAP_MODEL_GROWTH_H

#include "spec/model/frames.h"
#include "spec/model/map.h"
#include "spec/model/pool.h"

/* The pages need room in the map's arrays. */
enum model_status model_pool_grow(struct model_map *map, struct model_frames *frames, struct model_pool *pool, uint64_t pages);

/* Pages that a block of so many bytes, at least one, could need. */
uint64_t model_pool_pages_for(uint64_t size);

/* So many pages at the pool's end, where nothing is live, leave: what must be answered. */
enum model_status model_pool_trim(struct model_map *map, struct model_frames *frames, struct model_pool *pool, uint64_t pages);

#endif

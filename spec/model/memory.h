/*
 * memory.h - model: RAM under a virtual address is frames in a row that nobody held, a reservation, and pages mapped to them (T3, T4, T5).
 *
 * Where the reservation comes to lie is the library's choice: the program that runs the model says where it would. Relies on map.h,
 * regions.h and frames.h.
 */
#ifndef SELFMAP_MODEL_MEMORY_H
#define SELFMAP_MODEL_MEMORY_H

#include "spec/model/frames.h"
#include "spec/model/map.h"
#include "spec/model/regions.h"

/* What is refused wherever the reservation would lie. Pages that are not refused need room in the map's arrays. */
enum model_status model_memory_asked(const struct model_map *map, const struct model_regions *regions, const struct model_frames *frames,
                                     uint64_t pages, uint32_t guards);

/* memory_alloc when regions_reserve gives `page`; *va is written on success alone. What was not asked before is asked here. */
enum model_status model_memory_alloc(struct model_map *map, struct model_regions *regions, struct model_frames *frames, uint64_t pages,
                                     uint32_t guards, uint64_t page, uint64_t *va);

enum model_status model_memory_free(struct model_map *map, struct model_regions *regions, struct model_frames *frames, uint64_t va);

#endif

/*
 * io.h - model: a physical range under a virtual address is a reservation whose pages are mapped to frames in a row (T3, T5).
 *
 * Where the reservation comes to lie is the library's choice: the program that runs the model says where it would. Relies on map.h and
 * regions.h.
 */
#ifndef SELFMAP_MODEL_IO_H
#define SELFMAP_MODEL_IO_H

#include "spec/model/map.h"
#include "spec/model/regions.h"

/* What is refused wherever the reservation would lie. Pages that are not refused need room in the map's arrays. */
enum model_status model_io_asked(const struct model_map *map, const struct model_regions *regions, uint64_t physical, uint64_t bytes,
                                 uint32_t flags);

/* Pages that so many bytes touch, at least one. */
uint64_t model_io_pages(uint64_t physical, uint64_t bytes);

/* io_map when regions_reserve gives `page`; *va is written on success alone. What was not asked before is asked here. */
enum model_status model_io_map(struct model_map *map, struct model_regions *regions, uint64_t physical, uint64_t bytes, uint32_t flags,
                               uint64_t page, uint64_t *va);

enum model_status model_io_unmap(struct model_map *map, struct model_regions *regions, uint64_t va);

#endif

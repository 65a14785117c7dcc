/*
 * places.h - the regions that targets `space` and `growth` reserve in, beside the model's: where a reservation will lie, which one an operation means,
 * and that the two agree. Relies on world.h, selfmap/regions.h and spec/model/regions.h.
 */
#ifndef SELFMAP_FUZZ_MAPPING_PLACES_H
#define SELFMAP_FUZZ_MAPPING_PLACES_H

#include "fuzz/mapping/world.h"
#include "spec/model/frames.h"
#include "spec/model/regions.h"

#define MOST_PAGES 0x80u

struct places {
    struct model_regions regions;
    uint64_t last_va; /* what the last success gave */
};

extern struct places places;

/* The regions: a few pages anywhere, most often in the kernel's half. 0 when there can be none. */
uint32_t places_start(struct cursor *input);

/* Where a reservation of so many pages will lie: it is made, and released again. */
uint64_t next_place(uint64_t pages, uint32_t guards);

/* An address of a reservation, mostly right: any byte of its first page, a page further on, or anything. */
uint64_t take_reserved(struct cursor *input, uint32_t choice);

/* Somebody maps this page to a frame of his, or unmaps it, behind the library's back. */
void somebodys_page(uint64_t va, uint32_t choice);

/* Every reservation is the model's, and no page is lost: both count them, and the longest free range is as long. */
void compare_regions(void);

/* ---- memory.c: RAM under an address of its own ---- */

/* Before world_start: no RAM is left of the last run, which could be a table's frame now. Behind it: a piece of RAM that is no table's. */
void memory_forget(void);
void memory_start(struct cursor *input);

/* One call of selfmap/memory.h, or somebody takes and gives frames; the choices of the opcode say which. */
void operation_memory(struct cursor *input, uint32_t choice);

/* Whose each frame is. */
void compare_memory(void);

/* A frame that somebody maps: low, or of that RAM, handed out or not. */
uint64_t somebodys_frame(uint32_t choice);

/* The model of that RAM, for who takes frames of it besides. */
struct model_frames *memory_frames(void);

#endif

/*
 * world.h - what one run of target `mapper` lives in: the bound mapper, the model's map, the addresses asked about.
 * The simulated machine beside it is in fuzz/machine. Relies on harness.h, the public headers and spec/model.
 */
#ifndef SELFMAP_FUZZ_MAPPING_WORLD_H
#define SELFMAP_FUZZ_MAPPING_WORLD_H

#include "fuzz/common/harness.h"
#include "selfmap/frames.h"
#include "selfmap/mapper.h"
#include "spec/model/map.h"

#define RECENT 8

struct world {
    struct pagemap pagemap;
    struct mapper mapper;
    struct model_map map;
    uint64_t recent[RECENT]; /* addresses asked about, the newest before recent_at */
    uint32_t recent_at;
    uint64_t first_frame; /* the run of frames that hold tables */
    uint32_t frame_count;
    uint32_t splits_left; /* how many large pages may still be split in this run */
};

extern struct world world;

/*
 * Binds all to the input's mode, features and slot, and builds the same first space in machine and model: self-map,
 * tables of the kernel's half, large pages, pages. 0 when the mode cannot be bound so.
 */
uint32_t world_start(struct cursor *input);

/* ---- inputs.c: bytes that mean addresses, frames, flags ---- */

uint64_t page_size(uint32_t level);
uint64_t canonical(uint64_t value);
uint64_t take_address(struct cursor *input);
uint64_t take_pfn(struct cursor *input);
uint32_t take_flags(struct cursor *input);

/* The level of a large page, mostly one that the CPU has; a number made a multiple of a power of two, mostly. */
uint32_t take_level(struct cursor *input, uint32_t choice);
uint64_t aligned_to(uint64_t number, uint64_t unit, uint32_t choice);

/* An address that the CPU may guess: one asked about, but no window address, where data could be taken for an entry. */
uint64_t guess(uint64_t asked);

/* How many pages from va on: a few, to the end of a table, of the half, to the window, or nonsense. */
uint64_t take_pages(struct cursor *input, uint64_t va);

/* ---- compare.c: machine and mapper against the model ---- */

/* What the machine grants on a page with these flags of enum map_flag. */
uint32_t rights_of(uint32_t flags);

/* A data access through the TLB lands where the map says, or faults. */
void touch(uint64_t va, uint32_t write);

/* The whole map by the hardware's walk, and the audit of the tree. */
void compare_whole(void);

/* What must hold after each call; all of it when a call that failed has stored something. */
void compare_after(enum selfmap_status status, uint64_t va, uint32_t stores_before);

/* The same after a call that did so many pages from va on; all of it when the call has stored something. */
void compare_after_range(uint64_t va, uint64_t done, uint32_t stores_before);

/* The same after a call about a page of so many bytes. */
void compare_after_large(enum selfmap_status status, uint64_t va, uint64_t size, uint32_t stores_before);

/* ---- large.c: the functions for large pages ---- */

/* One call for a large page; the choices of the opcode say which, the number which operation of the run it is. */
void operation_large(struct cursor *input, uint32_t choices, uint32_t number);

#endif

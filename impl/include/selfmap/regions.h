/*
 * regions.h - the allocator of kernel virtual ranges: reserve n pages with an alignment and guard pages, release (T5).
 *
 * Pages are counted by number (address / 4096). [base, base + pages) is tiled by ranges, each free or reserved; the ranges'
 * descriptors stand in arrays of the module, never in the pages. No two free ranges are neighbours. Nothing is mapped or
 * touched: this module speaks of addresses alone. Every function is total; on any error nothing has changed.
 * One caller at a time.
 */
#ifndef SELFMAP_REGIONS_H
#define SELFMAP_REGIONS_H

#include <stdint.h>

#include "selfmap/status.h"

/* The most ranges, free and reserved together (metadata: 58 KiB). Pages end at 2^52; the greatest alignment is 2^18 pages (1 GiB). */
#define REGIONS_LIMIT 1024u
#define REGIONS_LAST_PAGE 0x10000000000000u
#define REGIONS_MOST_ALIGNED 0x40000u

/* A page before the first or behind the last that is reserved with the range and never handed out. */
enum regions_guard { REGIONS_GUARD_BELOW = 1, REGIONS_GUARD_ABOVE = 2 };
#define REGIONS_GUARDS_LIMIT 4u

/*
 * Starts over: all of [base, base + pages) is one free range. Error: SELFMAP_BAD_RANGE (no page, or an end beyond
 * REGIONS_LAST_PAGE). Cost: one step per descriptor. Theorem: T5.
 */
enum selfmap_status regions_init(uint64_t base, uint64_t pages);

/*
 * Reserves `pages` pages in a row and the guard pages that `guards` asks for; *first is the first of them (not the guard), a
 * multiple of `alignment` pages: a power of two up to REGIONS_MOST_ALIGNED. Errors: SELFMAP_EMPTY_RANGE (no pages),
 * SELFMAP_BAD_ALIGNMENT, SELFMAP_BAD_FLAGS (guards), SELFMAP_NO_RANGE (exactly when no free range holds that many pages at that
 * alignment, guards included), SELFMAP_NO_DESCRIPTORS (one fits, but fewer than two descriptors are left to cut it).
 * Cost: constant, 10 steps down and up a tree of the greatest free ranges for each range touched; a request with an alignment that
 * only a lucky start can meet looks at every descriptor. Theorem: T5.
 */
enum selfmap_status regions_reserve(uint64_t pages, uint64_t alignment, uint32_t guards, uint64_t *first);

/*
 * Releases the range that regions_reserve handed out as `first`, guards included, and merges it with free neighbours.
 * Error: SELFMAP_NOT_RESERVED (every other value). Cost: at most one step per descriptor to find it. Theorem: T5.
 */
enum selfmap_status regions_release(uint64_t first);

/* Pages handed out at `first`, guards not counted; 0 for every other value. Cost: as regions_release. Theorem: T5. */
uint64_t regions_size_of(uint64_t first);

/* Pages of the longest free range; 0 when all are reserved. Cost: constant. Theorem: T5. */
uint64_t regions_longest(void);

/* A range as it stands: its pages (guards included), and whether it is reserved. */
struct region {
    uint64_t first, pages;
    uint32_t reserved; /* 1, or 0: free */
    uint32_t guards;
};

/*
 * The range of one descriptor, 0 .. REGIONS_LIMIT - 1, in no order: together they tile [base, base + pages). Errors:
 * SELFMAP_BAD_INDEX, SELFMAP_NOT_FOUND (the descriptor is no range now). Cost: constant. Theorem: T5.
 */
enum selfmap_status regions_look(uint32_t descriptor, struct region *region);

#endif

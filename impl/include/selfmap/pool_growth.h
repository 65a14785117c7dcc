/*
 * pool_growth.h - the pool's pages come when a block needs them, and go back (T3, T4, T5): the pool (pool.h) in the kernel's regions
 * (regions.h), on frames of the database (frame_database.h) that the mapper maps.
 *
 * Whoever allocates keeps the mapper's frame source filled: frames_fill(n / 512 + 6) is enough for n pages (1024 in place of 512 in PML2). Every function
 * is total; on any error every page reads what it read and every block is what it was. One caller at a time, never from interrupt context.
 *
 * Not for a pool behind guard.h: pages that join here are not filled with poison, take no lock and know no cap; there the caller maps, and
 * calls guard_extend.
 */
#ifndef SELFMAP_POOL_GROWTH_H
#define SELFMAP_POOL_GROWTH_H

#include <stdint.h>

#include "selfmap/mapper.h"
#include "selfmap/pool.h"

/*
 * Starts over with an empty pool at a reservation of its own: POOL_PAGES pages, and a guard page below and above. Errors: SELFMAP_NO_RANGE,
 * SELFMAP_NO_DESCRIPTORS (regions_reserve). A pool that was there before is forgotten, not freed: pool_trim(mapper, 0), then
 * regions_release(base / 4096) end it. Cost: regions_reserve and pool_init. Theorem: T5.
 */
enum selfmap_status pool_reserve(void);

/*
 * Maps `pages` frames in a row, which nobody held, behind the pool's end, and lets these pages join: for the kernel to read and write, global,
 * without execution where the CPU has NX. Errors, in this order: SELFMAP_EMPTY_RANGE, SELFMAP_RANGE_END (more than POOL_PAGES in all),
 * SELFMAP_NO_FRAMES (no so many free frames in a row within the mode's physical reach), then those of map_range, SELFMAP_NO_FRAMES when the
 * frame source has too few for tables (frames_fill, and ask again). Frames that were free are free then (zeroed ones may have become dirty). Cost: frame_alloc_run, map_range, pool_extend. Theorems: T3, T4, T5.
 */
enum selfmap_status pool_grow(const struct mapper *mapper, uint64_t pages);

/*
 * pool_alloc; where the pool has no room it grows by as many pages as the block needs when it stands alone (what is free at the pool's end is
 * not counted in), and the block is found. Errors: SELFMAP_BAD_SIZE, SELFMAP_BAD_TAG, and when the pool would have to grow and cannot,
 * pool_grow's. A block of 1 to 3.6 KiB brings one page and has it for itself, where a slab of its class would have 4 or 8 pages: who has many
 * of those lets pool_grow bring 8 or more at a time. Cost: pool_alloc, and pool_grow with one more when the pool grows. Theorems: T3, T4, T5.
 */
struct pool_answer pool_alloc_grown(const struct mapper *mapper, uint64_t size, uint32_t tag);

/*
 * The free pages at the pool's end, but for the first `keep` of them, leave the pool, are unmapped, and their frames freed: the value is how many.
 * `keep` is the watermark: what a pool whose load goes up and down need not map again. What is freed is the frame that the page shows now,
 * if it is handed out, whoever mapped it there; else only the mapping ends. Errors, of the first page that somebody has unmapped or covered with a large page behind the pool's back: SELFMAP_NOT_MAPPED,
 * SELFMAP_LARGE_IN_WAY, SELFMAP_NOT_CANONICAL, SELFMAP_IN_WINDOW; no page has left then. Cost: pool_shrink, two walks a page, unmap_range.
 * Theorems: T3, T4, T5.
 */
struct pool_answer pool_trim(const struct mapper *mapper, uint64_t keep);

#endif

/*
 * pool.h - the non-paged pool: blocks of any size in one range of addresses.
 *
 * The pool owns [base, base + 4096 * pages), and pages join and leave at its end. It hands out addresses as numbers
 * and never looks at the memory behind them: whoever lets pages join has mapped them, and nothing that a caller writes
 * can damage the pool. Every 64-bit value gets an answer: a size, an alignment, a tag, an address.
 *
 * A block of up to 3632 bytes is a slot in a slab of its size class, anything longer a run of pages. One pool, no
 * lock: the caller serialises, from interrupt context too.
 */
#ifndef SELFMAP_POOL_H
#define SELFMAP_POOL_H

#include <stdint.h>

#include "selfmap/status.h"

#define POOL_PAGES 4096u /* the most that the pool can have */
#define POOL_TAGS 256u   /* tags are 0 to 255, the caller's choice */

/* What a question is answered with: the value is 0 unless the status is SELFMAP_OK. */
struct pool_answer {
    uint64_t value;
    enum selfmap_status status;
};

struct pool_stats {
    uint64_t base;        /* address of the first page */
    uint32_t pages;       /* that the pool has */
    uint32_t blocks;      /* live */
    uint64_t bytes;       /* of live blocks, as pool_size_of tells them */
    uint32_t tag_blocks;  /* the same of one tag */
    uint64_t tag_bytes;
};

/*
 * Starts over with an empty pool of no pages at this address. Errors: SELFMAP_MISALIGNED (no page boundary),
 * SELFMAP_RANGE_END (0, or less than POOL_PAGES pages and one below 2^64); nothing has changed then. Cost: a step per
 * page that there could be. Theorem: T5.
 */
enum selfmap_status pool_init(uint64_t base);

/*
 * The next pages after the pool's end are its own now, mapped and resident. Errors: SELFMAP_EMPTY_RANGE,
 * SELFMAP_RANGE_END (more than POOL_PAGES in all); nothing has changed then. Cost: constant. Theorem: T5.
 */
enum selfmap_status pool_extend(uint64_t pages);

/*
 * The free pages at the pool's end, but for the first `keep` of them, leave the pool: the value is how many, 0 when
 * there are none. The caller unmaps [end, end + 4096 * value). Spare slots, and slabs that stand empty, are given up first.
 * Cost: a few dozen steps for each spare slot, of which a class has at most 8. Theorem: T5.
 */
struct pool_answer pool_shrink(uint64_t keep);

/*
 * A new block of at least this many bytes: the value is its address, a multiple of 16. Errors: SELFMAP_BAD_SIZE (0),
 * SELFMAP_BAD_TAG (above 255), SELFMAP_NO_ROOM: no free slot of its class and no run of free pages that is long
 * enough; let pages join and ask again. No live block has changed then. Cost: constant; of 64 pages and more at most a
 * step per run, and where no run is long enough that of pool_shrink before. Theorem: T5.
 */
struct pool_answer pool_alloc(uint64_t size, uint32_t tag);

/*
 * The same at a multiple of `alignment`, a power of two. Above 16, a size of up to 2048 bytes counts as the next power of
 * two that is no less than the alignment. Error also: SELFMAP_BAD_ALIGNMENT (no power of two, above 4096). Cost: that of
 * pool_alloc. Theorem: T5.
 */
struct pool_answer pool_alloc_aligned(uint64_t size, uint64_t alignment, uint32_t tag);

/*
 * The block that starts at this address is free. Errors: SELFMAP_NOT_IN_POOL (outside of the pool's pages),
 * SELFMAP_NO_BLOCK (no live block there: freed twice, perhaps), SELFMAP_INSIDE_BLOCK (inside a live block, but not its
 * start), SELFMAP_WRONG_TAG; nothing has changed then. Cost: constant; on an error at most a step per page of the
 * pool. Theorem: T5.
 */
enum selfmap_status pool_free(uint64_t address, uint32_t tag);

/*
 * The bytes that the block at this address has, at least as many as were asked for. Errors: those of pool_free but for
 * the tag. Theorem: T5.
 */
struct pool_answer pool_size_of(uint64_t address);

/*
 * The first live block of this tag at this address or above: the value is its address. Errors: SELFMAP_NOT_FOUND,
 * SELFMAP_BAD_TAG. Cost: at most a step per 16 bytes of the pool. Theorem: T5.
 */
struct pool_answer pool_walk(uint64_t from, uint32_t tag);

/* The figures, and those of this tag (0 for what is no tag). Cost: a step per tag. Theorem: T5 (the tag's are exact). */
struct pool_stats pool_stats_of(uint32_t tag);

/*
 * 1 when every invariant of the pool's own records holds, 0 when something has overwritten them. Cost: a step per 16
 * bytes of the largest pool. Theorem: T0.
 */
uint32_t pool_check(void);

#endif

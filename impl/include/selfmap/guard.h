/*
 * guard.h - the pool behind a lock, with a cap and with what finds damage: redzones, and poison in what is free.
 *
 * A layer above selfmap/pool.h: the same blocks, statuses and theorems. Each function takes the lock once, does all of its work
 * while it has it, and gives it back. Run level: any, interrupt handlers too, when guard_lock (selfmap/guard_door.h) keeps interrupts out.
 *
 * A pool that was started here is used through these functions alone. What a caller wrote is looked at and never
 * believed: no record of the pool or of this layer stands in the memory of blocks.
 */
#ifndef SELFMAP_GUARD_H
#define SELFMAP_GUARD_H

#include <stdint.h>

#include "selfmap/pool.h"

#define GUARD_REDZONES 1u /* the last GUARD_ZONE bytes of each block are a redzone */
#define GUARD_POISON 2u   /* what is free is filled with GUARD_POISON_BYTE, and looked at before it is handed out */

#define GUARD_ZONE 16u
#define GUARD_ZONE_BYTE 0xA7u
#define GUARD_POISON_BYTE 0xD5u

/*
 * Starts over with an empty pool at this address, these options, and a cap in bytes: the blocks that are live never have
 * more bytes together, redzones and what the pool rounds up included. Errors: SELFMAP_BAD_OPTIONS, and those of pool_init;
 * nothing has changed then. Cost: that of pool_init. Theorem: T5.
 */
enum selfmap_status guard_init(uint64_t base, uint32_t options, uint64_t cap);

/*
 * pool_extend. With poison the new pages are filled, so they must be mapped and writable before. Cost: then a step per byte.
 * Theorem: T5.
 */
enum selfmap_status guard_extend(uint64_t pages);

/* pool_shrink. Theorem: T5. */
struct pool_answer guard_shrink(uint64_t keep);

/*
 * pool_alloc and pool_alloc_aligned, of GUARD_ZONE bytes more with redzones. Errors also: SELFMAP_CAPPED (exactly when the live
 * blocks would have more bytes than the cap, with the block that the pool offers or with what was asked for alone),
 * SELFMAP_USED_FREED (something has written to the block while it was free: it is free again, and filled anew, so that one write
 * is told once). No live block has changed then. Cost: with poison a step per byte. Theorem: T5.
 */
struct pool_answer guard_alloc(uint64_t size, uint32_t tag);
struct pool_answer guard_alloc_aligned(uint64_t size, uint64_t alignment, uint32_t tag);

/*
 * pool_free. Error also: SELFMAP_DAMAGED (a byte of the block's redzone has changed; the tag is not looked at before that): the
 * block stays live, for whoever looks into it. Cost: with poison a step per byte. Theorem: T5.
 */
enum selfmap_status guard_free(uint64_t address, uint32_t tag);

/* The bytes of the block that are its owner's: those of pool_size_of without the redzone. Theorem: T5. */
struct pool_answer guard_size_of(uint64_t address);

/* pool_walk and pool_stats_of. Theorem: T5. */
struct pool_answer guard_walk(uint64_t from, uint32_t tag);
struct pool_stats guard_stats_of(uint32_t tag);

#endif

/*
 * guard.h - model: a pool with a cap, and with bytes that nobody may write to: redzones, and what is free.
 *
 * It knows each such byte that was written to and is not what it should be: the odd ones. A block with an odd byte in its redzone
 * must not be freed, and none with an odd byte anywhere may be handed out.
 */
#ifndef SELFMAP_MODEL_GUARD_H
#define SELFMAP_MODEL_GUARD_H

#include "spec/model/pool.h"

#define MODEL_GUARD_ODD 48u
#define MODEL_ZONE 16u

struct model_guard {
    struct model_pool pool;
    uint32_t zones, poison; /* 0 or 1 */
    uint64_t cap;
    uint32_t count;
    uint64_t odd[MODEL_GUARD_ODD];
};

enum model_status model_guard_init(struct model_guard *guard, uint64_t base, uint32_t options, uint64_t cap);

/* The bytes that are asked of the pool. */
uint64_t model_guard_needed(const struct model_guard *guard, uint64_t size);

/* 1 when live blocks of so many bytes more would be above the cap. */
uint32_t model_guard_over(const struct model_guard *guard, uint64_t bytes);

/* MODEL_OK: there may be room, or not; the block may be above the cap, or have been written to. */
enum model_status model_guard_ask(const struct model_guard *guard, uint64_t size, uint64_t alignment, uint32_t tag);

/* Odd bytes in this range. */
uint32_t model_guard_odd(const struct model_guard *guard, uint64_t address, uint64_t bytes);

/* The range was filled: no byte of it is odd. */
void model_guard_filled(struct model_guard *guard, uint64_t address, uint64_t bytes);

/* What a release must answer; on MODEL_OK the block is none any more. */
enum model_status model_guard_free(struct model_guard *guard, uint64_t address, uint32_t tag);

/* What a byte of the pool should be that belongs to no owner of a block; 0x100 where it is an owner's, or nobody looks. */
uint32_t model_guard_byte(const struct model_guard *guard, uint64_t address);

/* Somebody writes: 1 when that is noted or harms nothing, 0 when the byte is an owner's, or the model has no room. Then it must not be. */
uint32_t model_guard_write(struct model_guard *guard, uint64_t address, uint8_t byte);

#endif

/*
 * pool.h - model: the pool as a list of live blocks, in the order in which they were handed out.
 *
 * It does not choose addresses: it says whether the one that was chosen may be (T5), and what every other call must answer.
 */
#ifndef SELFMAP_MODEL_POOL_H
#define SELFMAP_MODEL_POOL_H

#include "spec/model/mode.h"

#define MODEL_POOL_PAGES 4096u
#define MODEL_POOL_TAGS 256u
#define MODEL_POOL_BLOCKS 4096u
#define MODEL_SLAB_PAGES 8u /* a run that is shared by small blocks is no longer than this */

struct model_block {
    uint64_t address;
    uint64_t bytes;
    uint32_t tag;
};

struct model_pool {
    uint64_t base;
    uint64_t pages;
    uint32_t count;
    struct model_block blocks[MODEL_POOL_BLOCKS];
};

/* What is wrong with a block that was handed out. */
enum model_block_fault {
    MODEL_BLOCK_GOOD = 0,
    MODEL_BLOCK_MISALIGNED,
    MODEL_BLOCK_OUTSIDE,
    MODEL_BLOCK_SHORT,
    MODEL_BLOCK_OVERLAPS,
    MODEL_BLOCK_TOO_MANY /* the model has no room for it: not the pool's fault */
};

enum model_status model_pool_init(struct model_pool *pool, uint64_t base);
enum model_status model_pool_extend(struct model_pool *pool, uint64_t pages);

/* 1 when these many pages at the end may leave: nothing live is there. They have left then. */
uint32_t model_pool_shrink(struct model_pool *pool, uint64_t pages);

/* MODEL_OK: there may be room, or not. */
enum model_status model_pool_ask(uint64_t size, uint64_t alignment, uint32_t tag);

/* Adds the block if nothing is wrong with it. */
enum model_block_fault model_pool_add(struct model_pool *pool, const struct model_block *block, uint64_t size,
                                      uint64_t alignment);

/* 1 when a request of this size may have been refused: no gap is certain to have room for it. */
uint32_t model_pool_may_refuse(const struct model_pool *pool, uint64_t size);

/* Removes the block on MODEL_OK. */
enum model_status model_pool_free(struct model_pool *pool, uint64_t address, uint32_t tag);

/* What pool_size_of must say; the block's bytes on MODEL_OK. */
enum model_status model_pool_size_of(const struct model_pool *pool, uint64_t address, uint64_t *bytes);

/* The lowest block of the tag from this address on. */
enum model_status model_pool_walk(const struct model_pool *pool, uint64_t from, uint32_t tag, uint64_t *address);

/* Bytes and number of the live blocks: of a tag, or of all when the tag is none. */
uint64_t model_pool_bytes(const struct model_pool *pool, uint32_t tag, uint32_t *count);

#endif

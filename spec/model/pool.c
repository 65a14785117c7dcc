/* pool.c - see pool.h: every question is answered by looking at every block. */
#include "spec/model/pool.h"

#define PAGE 0x1000u
#define HIGHEST 0xFFFFFFFFFFFFFFFFu

enum model_status model_pool_init(struct model_pool *pool, uint64_t base)
{
    if (base % PAGE != 0)
        return MODEL_MISALIGNED;
    if (base == 0 || base > HIGHEST - (uint64_t)MODEL_POOL_PAGES * PAGE)
        return MODEL_RANGE_END;
    pool->base = base;
    pool->pages = 0;
    pool->count = 0;
    return MODEL_OK;
}

enum model_status model_pool_extend(struct model_pool *pool, uint64_t pages)
{
    if (pages == 0)
        return MODEL_EMPTY_RANGE;
    if (pages > MODEL_POOL_PAGES || pool->pages + pages > MODEL_POOL_PAGES)
        return MODEL_RANGE_END;
    pool->pages += pages;
    return MODEL_OK;
}

static uint64_t end_of(const struct model_pool *pool)
{
    return pool->base + pool->pages * PAGE;
}

uint32_t model_pool_shrink(struct model_pool *pool, uint64_t pages)
{
    uint32_t i;

    if (pages > pool->pages)
        return 0;
    for (i = 0; i < pool->count; i++)
        if (pool->blocks[i].address + pool->blocks[i].bytes > end_of(pool) - pages * PAGE)
            return 0;
    pool->pages -= pages;
    return 1;
}

enum model_status model_pool_ask(uint64_t size, uint64_t alignment, uint32_t tag)
{
    uint64_t power = 1;

    if (size == 0)
        return MODEL_BAD_SIZE;
    if (tag >= MODEL_POOL_TAGS)
        return MODEL_BAD_TAG;
    while (power < PAGE && power != alignment)
        power = power + power;
    return power == alignment ? MODEL_OK : MODEL_BAD_ALIGNMENT;
}

enum model_block_fault model_pool_add(struct model_pool *pool, const struct model_block *block, uint64_t size,
                                      uint64_t alignment)
{
    const uint64_t first = block->address;
    const uint64_t last = block->address + block->bytes - 1;
    uint32_t i;

    if (first % 16 != 0 || (first & (alignment - 1)) != 0)
        return MODEL_BLOCK_MISALIGNED;
    if (block->bytes == 0 || block->bytes < size)
        return MODEL_BLOCK_SHORT;
    if (first < pool->base || last < first || last >= end_of(pool))
        return MODEL_BLOCK_OUTSIDE;
    for (i = 0; i < pool->count; i++)
        if (first < pool->blocks[i].address + pool->blocks[i].bytes && pool->blocks[i].address <= last)
            return MODEL_BLOCK_OVERLAPS;
    if (pool->count == MODEL_POOL_BLOCKS)
        return MODEL_BLOCK_TOO_MANY;
    pool->blocks[pool->count] = *block;
    pool->count++;
    return MODEL_BLOCK_GOOD;
}

static uint8_t taken[MODEL_POOL_PAGES]; /* pages that some block has bytes in */

static void find_taken(const struct model_pool *pool)
{
    uint64_t page;
    uint32_t i;

    for (page = 0; page < pool->pages; page++)
        taken[page] = 0;
    for (i = 0; i < pool->count; i++)
        for (page = pool->blocks[i].address / PAGE;
             page <= (pool->blocks[i].address + pool->blocks[i].bytes - 1) / PAGE; page++)
            taken[page - pool->base / PAGE] = 1;
}

uint32_t model_pool_may_refuse(const struct model_pool *pool, uint64_t size)
{
    uint64_t slack = 0;
    uint64_t run = 0;
    uint64_t page;
    uint32_t i;

    if (size > (uint64_t)MODEL_POOL_PAGES * PAGE)
        return 1;
    for (i = 0; i < pool->count; i++)
        if (pool->blocks[i].bytes % PAGE != 0)
            slack = MODEL_SLAB_PAGES - 1; /* the page of a small block may be of a run that is shared, on both sides */
    find_taken(pool);
    for (page = 0; page < pool->pages; page++) {
        run = taken[page] != 0 ? 0 : run + 1;
        if (run >= (size + PAGE - 1) / PAGE + 2 * slack)
            return 0;
    }
    return 1;
}

/* The number of the block at this address, or `count`; and what is wrong with an address where none starts. */
static uint32_t find(const struct model_pool *pool, uint64_t address, enum model_status *status)
{
    uint32_t i;

    *status = MODEL_NO_BLOCK;
    if (address < pool->base || address >= end_of(pool)) {
        *status = MODEL_NOT_IN_POOL;
        return pool->count;
    }
    for (i = 0; i < pool->count; i++) {
        if (pool->blocks[i].address == address) {
            *status = MODEL_OK;
            return i;
        }
        if (pool->blocks[i].address < address && address < pool->blocks[i].address + pool->blocks[i].bytes)
            *status = MODEL_INSIDE_BLOCK;
    }
    return pool->count;
}

enum model_status model_pool_free(struct model_pool *pool, uint64_t address, uint32_t tag)
{
    enum model_status status;
    const uint32_t i = find(pool, address, &status);

    if (i == pool->count)
        return status;
    if (pool->blocks[i].tag != tag)
        return MODEL_WRONG_TAG;
    pool->count--;
    pool->blocks[i] = pool->blocks[pool->count];
    return MODEL_OK;
}

enum model_status model_pool_size_of(const struct model_pool *pool, uint64_t address, uint64_t *bytes)
{
    enum model_status status;
    const uint32_t i = find(pool, address, &status);

    if (i < pool->count)
        *bytes = pool->blocks[i].bytes;
    return status;
}

enum model_status model_pool_walk(const struct model_pool *pool, uint64_t from, uint32_t tag, uint64_t *address)
{
    enum model_status status = MODEL_NOT_FOUND;
    uint32_t i;

    if (tag >= MODEL_POOL_TAGS)
        return MODEL_BAD_TAG;
    for (i = 0; i < pool->count; i++)
        if (pool->blocks[i].tag == tag && pool->blocks[i].address >= from &&
            (status != MODEL_OK || pool->blocks[i].address < *address)) {
            status = MODEL_OK;
            *address = pool->blocks[i].address;
        }
    return status;
}

uint64_t model_pool_bytes(const struct model_pool *pool, uint32_t tag, uint32_t *count)
{
    uint64_t bytes = 0;
    uint32_t i;

    *count = 0;
    for (i = 0; i < pool->count; i++)
        if (tag >= MODEL_POOL_TAGS || pool->blocks[i].tag == tag) {
            bytes += pool->blocks[i].bytes;
            (*count)++;
        }
    return bytes;
}

/* guard.c - see guard.h. */
#include "spec/model/guard.h"

#define ZONE_BYTE 0xA7u
#define POISON_BYTE 0xD5u
#define LARGEST ((uint64_t)MODEL_POOL_PAGES * 0x1000)

enum model_status model_guard_init(struct model_guard *guard, uint64_t base, uint32_t options, uint64_t cap)
{
    enum model_status status;

    if (options > 3)
        return MODEL_BAD_OPTIONS;
    status = model_pool_init(&guard->pool, base);
    if (status != MODEL_OK)
        return status;
    guard->zones = options & 1;
    guard->poison = options >> 1;
    guard->cap = cap;
    guard->count = 0;
    return MODEL_OK;
}

uint64_t model_guard_needed(const struct model_guard *guard, uint64_t size)
{
    return guard->zones != 0 && size != 0 && size <= LARGEST ? size + MODEL_ZONE : size;
}

uint32_t model_guard_over(const struct model_guard *guard, uint64_t bytes)
{
    uint32_t blocks;
    const uint64_t live = model_pool_bytes(&guard->pool, MODEL_POOL_TAGS, &blocks);

    return live > guard->cap || bytes > guard->cap - live;
}

enum model_status model_guard_ask(const struct model_guard *guard, uint64_t size, uint64_t alignment, uint32_t tag)
{
    if (size == 0)
        return MODEL_BAD_SIZE;
    if (model_guard_over(guard, model_guard_needed(guard, size)) != 0)
        return MODEL_CAPPED;
    return model_pool_ask(size, alignment, tag);
}

uint32_t model_guard_odd(const struct model_guard *guard, uint64_t address, uint64_t bytes)
{
    uint32_t found = 0;
    uint32_t i;

    for (i = 0; i < guard->count; i++)
        if (guard->odd[i] >= address && guard->odd[i] - address < bytes)
            found++;
    return found;
}

void model_guard_filled(struct model_guard *guard, uint64_t address, uint64_t bytes)
{
    uint32_t i = 0;

    while (i < guard->count) {
        if (guard->odd[i] >= address && guard->odd[i] - address < bytes) {
            guard->count--;
            guard->odd[i] = guard->odd[guard->count];
        } else {
            i++;
        }
    }
}

enum model_status model_guard_free(struct model_guard *guard, uint64_t address, uint32_t tag)
{
    uint64_t bytes = 0;
    enum model_status status = model_pool_size_of(&guard->pool, address, &bytes);

    if (status != MODEL_OK)
        return status;
    if (guard->zones != 0 && model_guard_odd(guard, address, bytes) != 0)
        return MODEL_DAMAGED;
    status = model_pool_free(&guard->pool, address, tag);
    if (status == MODEL_OK)
        model_guard_filled(guard, address, bytes);
    return status;
}

uint32_t model_guard_byte(const struct model_guard *guard, uint64_t address)
{
    uint32_t i;

    for (i = 0; i < guard->pool.count; i++) {
        const struct model_block *block = &guard->pool.blocks[i];
        if (address < block->address || address - block->address >= block->bytes)
            continue;
        return guard->zones != 0 && address - block->address >= block->bytes - MODEL_ZONE ? ZONE_BYTE : 0x100;
    }
    return guard->poison != 0 ? POISON_BYTE : 0x100;
}

uint32_t model_guard_write(struct model_guard *guard, uint64_t address, uint8_t byte)
{
    const uint32_t should = model_guard_byte(guard, address);

    if (should == 0x100 || guard->count == MODEL_GUARD_ODD)
        return 0;
    model_guard_filled(guard, address, 1);
    if (byte != should) {
        guard->odd[guard->count] = address;
        guard->count++;
    }
    return 1;
}

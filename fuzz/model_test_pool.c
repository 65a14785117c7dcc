/* model_test_pool.c - the model's pool: what it refuses, which blocks may not be, and what every address is. */
#include "fuzz/common/check.h"
#include "spec/model/pool.h"

#define BASE 0x10000u
#define HIGHEST 0xFFFFFFFFFFFFFFFFu

static struct model_pool pool;

static void start(uint64_t pages)
{
    CHECK(model_pool_init(&pool, BASE), MODEL_OK);
    CHECK(model_pool_extend(&pool, pages), MODEL_OK);
}

static uint64_t add(uint64_t address, uint64_t bytes, uint64_t size, uint64_t alignment)
{
    const struct model_block block = {address, bytes, 3};

    return model_pool_add(&pool, &block, size, alignment);
}

static void test_ranges_of_pages(void)
{
    CHECK(model_pool_init(&pool, BASE + 16), MODEL_MISALIGNED);
    CHECK(model_pool_init(&pool, 0), MODEL_RANGE_END);
    CHECK(model_pool_init(&pool, HIGHEST - 0xFFF), MODEL_RANGE_END);
    start(4);
    CHECK(model_pool_extend(&pool, 0), MODEL_EMPTY_RANGE);
    CHECK(model_pool_extend(&pool, 4093), MODEL_RANGE_END);
    CHECK(model_pool_extend(&pool, HIGHEST), MODEL_RANGE_END);
    CHECK(model_pool_extend(&pool, 4092), MODEL_OK);
    CHECK(model_pool_shrink(&pool, 4097), 0);
    CHECK(model_pool_shrink(&pool, 4092), 1);
    CHECK(add(BASE + 0x2000, 0x1000, 1, 16), MODEL_BLOCK_GOOD);
    CHECK(model_pool_shrink(&pool, 2), 0);
    CHECK(model_pool_shrink(&pool, 1), 1);
    CHECK(pool.pages, 3);
}

static void test_questions(void)
{
    CHECK(model_pool_ask(0, 0, 256), MODEL_BAD_SIZE);
    CHECK(model_pool_ask(1, 0, 256), MODEL_BAD_TAG);
    CHECK(model_pool_ask(1, 0, 255), MODEL_BAD_ALIGNMENT);
    CHECK(model_pool_ask(1, 48, 0), MODEL_BAD_ALIGNMENT);
    CHECK(model_pool_ask(1, 8192, 0), MODEL_BAD_ALIGNMENT);
    CHECK(model_pool_ask(HIGHEST, 4096, 0), MODEL_OK);
}

static void test_blocks(void)
{
    start(2);
    CHECK(add(BASE + 8, 16, 16, 16), MODEL_BLOCK_MISALIGNED);
    CHECK(add(BASE + 16, 16, 16, 32), MODEL_BLOCK_MISALIGNED);
    CHECK(add(BASE + 16, 16, 17, 16), MODEL_BLOCK_SHORT);
    CHECK(add(BASE - 16, 16, 16, 16), MODEL_BLOCK_OUTSIDE);
    CHECK(add(BASE + 0x1FF0, 32, 16, 16), MODEL_BLOCK_OUTSIDE);
    CHECK(add(BASE + 0x100, 0x100, 200, 16), MODEL_BLOCK_GOOD);
    CHECK(add(BASE + 0x1F0, 16, 16, 16), MODEL_BLOCK_OVERLAPS);
    CHECK(add(BASE, 0x110, 16, 16), MODEL_BLOCK_OVERLAPS);
    CHECK(add(BASE + 0x200, 16, 16, 16), MODEL_BLOCK_GOOD);
}

static void test_addresses(void)
{
    uint64_t bytes = 0, address = 0;
    uint32_t count = 0;

    start(2);
    CHECK(add(BASE + 0x100, 0x100, 200, 16), MODEL_BLOCK_GOOD);
    CHECK(model_pool_free(&pool, BASE - 1, 3), MODEL_NOT_IN_POOL);
    CHECK(model_pool_free(&pool, BASE + 0x2000, 3), MODEL_NOT_IN_POOL);
    CHECK(model_pool_free(&pool, BASE, 3), MODEL_NO_BLOCK);
    CHECK(model_pool_free(&pool, BASE + 0x200, 3), MODEL_NO_BLOCK);
    CHECK(model_pool_free(&pool, BASE + 0x1FF, 3), MODEL_INSIDE_BLOCK);
    CHECK(model_pool_free(&pool, BASE + 0x100, 2), MODEL_WRONG_TAG);
    CHECK(model_pool_size_of(&pool, BASE + 0x100, &bytes), MODEL_OK);
    CHECK(bytes, 0x100);
    CHECK(model_pool_walk(&pool, 0, 3, &address), MODEL_OK);
    CHECK(address, BASE + 0x100);
    CHECK(model_pool_walk(&pool, BASE + 0x101, 3, &address), MODEL_NOT_FOUND);
    CHECK(model_pool_walk(&pool, 0, 256, &address), MODEL_BAD_TAG);
    CHECK(model_pool_bytes(&pool, 3, &count), 0x100);
    CHECK(count, 1);
    CHECK(model_pool_bytes(&pool, 4, &count), 0);
    CHECK(model_pool_free(&pool, BASE + 0x100, 3), MODEL_OK);
    CHECK(model_pool_free(&pool, BASE + 0x100, 3), MODEL_NO_BLOCK);
}

static void test_refusals(void)
{
    start(3);
    CHECK(model_pool_may_refuse(&pool, 0x3000), 0);
    CHECK(model_pool_may_refuse(&pool, 0x3001), 1);
    CHECK(model_pool_may_refuse(&pool, HIGHEST), 1);
    CHECK(add(BASE + 0x1000, 0x1000, 1, 16), MODEL_BLOCK_GOOD);
    CHECK(model_pool_may_refuse(&pool, 0x1000), 0);
    CHECK(model_pool_may_refuse(&pool, 0x1001), 1);
    CHECK(add(BASE, 64, 64, 16), MODEL_BLOCK_GOOD);
    CHECK(model_pool_may_refuse(&pool, 1), 1); /* the last page may be of the small block's run, for all that we know */
}

void test_pool(void)
{
    test_ranges_of_pages();
    test_questions();
    test_blocks();
    test_addresses();
    test_refusals();
}

/* model_test_guard.c - the model's guard: what the cap refuses, which bytes are odd, and what they make of a release. */
#include "fuzz/common/check.h"
#include "spec/model/guard.h"

#define BASE 0x10000u

static struct model_guard guard;

static void add(uint64_t address, uint64_t bytes)
{
    const struct model_block block = {address, bytes, 3};

    CHECK(model_pool_add(&guard.pool, &block, 1, 16), MODEL_BLOCK_GOOD);
}

static void start(uint32_t options, uint64_t cap)
{
    CHECK(model_guard_init(&guard, BASE, options, cap), MODEL_OK);
    CHECK(model_pool_extend(&guard.pool, 2), MODEL_OK);
}

static void test_cap(void)
{
    CHECK(model_guard_init(&guard, BASE, 4, 0), MODEL_BAD_OPTIONS);
    CHECK(model_guard_init(&guard, BASE + 1, 3, 0), MODEL_MISALIGNED);
    start(1, 200);
    CHECK(model_guard_needed(&guard, 0), 0);
    CHECK(model_guard_needed(&guard, 84), 100);
    CHECK(model_guard_needed(&guard, 0x1000001), 0x1000001);
    add(BASE, 112);
    CHECK(model_guard_over(&guard, 88), 0);
    CHECK(model_guard_over(&guard, 89), 1);
    CHECK(model_guard_ask(&guard, 72, 16, 256), MODEL_BAD_TAG);
    CHECK(model_guard_ask(&guard, 73, 16, 256), MODEL_CAPPED);
    CHECK(model_guard_ask(&guard, 0, 16, 256), MODEL_BAD_SIZE);
}

static void test_bytes(void)
{
    start(3, 0x10000);
    add(BASE + 0x100, 0x40);
    CHECK(model_guard_byte(&guard, BASE + 0x100), 0x100);
    CHECK(model_guard_byte(&guard, BASE + 0x12F), 0x100);
    CHECK(model_guard_byte(&guard, BASE + 0x130), 0xA7);
    CHECK(model_guard_byte(&guard, BASE + 0x13F), 0xA7);
    CHECK(model_guard_byte(&guard, BASE + 0x140), 0xD5);
    CHECK(model_guard_write(&guard, BASE + 0x12F, 0), 0);
    CHECK(model_guard_write(&guard, BASE + 0x130, 0xA7), 1);
    CHECK(guard.count, 0);
    CHECK(model_guard_write(&guard, BASE + 0x140, 0), 1);
    CHECK(model_guard_write(&guard, BASE + 0x13F, 0), 1);
    CHECK(model_guard_write(&guard, BASE + 0x13F, 1), 1);
    CHECK(guard.count, 2);
    CHECK(model_guard_odd(&guard, BASE + 0x100, 0x40), 1);
    CHECK(model_guard_free(&guard, BASE + 0x100, 4), MODEL_DAMAGED);
    CHECK(model_guard_write(&guard, BASE + 0x13F, 0xA7), 1);
    CHECK(model_guard_free(&guard, BASE + 0x100, 4), MODEL_WRONG_TAG);
    CHECK(model_guard_free(&guard, BASE + 0x101, 3), MODEL_INSIDE_BLOCK);
    CHECK(model_guard_free(&guard, BASE + 0x100, 3), MODEL_OK);
    CHECK(model_guard_odd(&guard, BASE, 0x2000), 1);
    model_guard_filled(&guard, BASE + 0x140, 1);
    CHECK(guard.count, 0);
    start(0, 0x10000);
    CHECK(model_guard_write(&guard, BASE, 0), 0);
}

void test_guard(void)
{
    test_cap();
    test_bytes();
}

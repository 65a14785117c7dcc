/*
 * growth.c - fuzz target `growth`: a pool that takes its pages from regions, frames and mapper (selfmap/pool_growth.h) in the world of target
 * `mapper`, against the model; with somebody who maps and unmaps pages of it, takes frames, and a frame source that may have too little.
 *
 * Input: the world (fuzz/mapping/world.c), how RAM lies, where the regions or the pool lie, then operations of a byte each and what it asks
 * for. At the end every block is freed and the pool trimmed: what stays mapped is a leak.
 */
#include "fuzz/common/harness.h"
#include "fuzz/machine/machine.h"
#include "fuzz/mapping/places.h"
#include "selfmap/pool_growth.h"
#include "selfmap/regions.h"
#include "spec/model/growth.h"

#define MOST_OPERATIONS 60
#define MOST_BLOCKS 100u

static struct model_pool pool;

/* The pool and whose each frame is, and that no page of the pool is more or less than it was. */
static void compare_pool(void)
{
    const struct pool_stats stats = pool_stats_of(0);
    uint32_t count = 0;
    agree("the pool's pages", stats.pages, pool.pages);
    agree("bytes of live blocks", stats.bytes, model_pool_bytes(&pool, MODEL_POOL_TAGS, &count));
    agree("live blocks", stats.blocks, count);
    compare_memory();
}

static void operation_grow(uint64_t pages)
{
    const uint64_t end = pool.base + pool.pages * 0x1000;
    uint32_t stores = machine_stores();
    if (pages <= POOL_PAGES && !model_map_has_room_for(&world.map, pages))
        return;
    story_asked("pool_grow pages", pages, 0, 0, 0);
    enum selfmap_status status = pool_grow(&world.mapper, pages);
    agree("pool_grow", status, model_pool_grow(&world.map, memory_frames(), &pool, pages));
    compare_after(status, end, stores);
    if (status == SELFMAP_OK && pages > 0)
        touch(end + pages * 0x1000 - 1, 1);
}

/* A block that was handed out, after the pool has grown by as many pages as it may, or by none. */
static void check_block(const struct pool_answer *got, uint64_t size, uint32_t tag)
{
    const struct model_block block = {got->value, pool_size_of(got->value).value, tag};
    if (pool_stats_of(0).pages != pool.pages) {
        agree("it grew for want of room", model_pool_may_refuse(&pool, size), 1);
        agree("the pool may grow", model_pool_grow(&world.map, memory_frames(), &pool, model_pool_pages_for(size)), MODEL_OK);
    }
    agree("what is wrong with a block", model_pool_add(&pool, &block, size, 16), MODEL_BLOCK_GOOD);
    touch(block.address, 1);
    touch(block.address + block.bytes - 1, 1);
}

static void operation_alloc(uint64_t size, uint32_t tag)
{
    const uint64_t end = pool.base + pool.pages * 0x1000;
    uint32_t stores = machine_stores();
    enum model_status expected = model_pool_ask(size, 1, tag);
    if (pool.count >= MOST_BLOCKS || (size < 0x1000000 && !model_map_has_room_for(&world.map, size / 0x1000 + 1)))
        return;
    story_asked("pool_alloc_grown size, tag", size, tag, 0, 0);
    const struct pool_answer got = pool_alloc_grown(&world.mapper, size, tag);
    if (expected == MODEL_OK && got.status == SELFMAP_OK) {
        check_block(&got, size, tag);
    } else {
        if (expected == MODEL_OK) {
            agree("there is room for what was refused", model_pool_may_refuse(&pool, size), 1);
            expected = model_pool_grow(&world.map, memory_frames(), &pool, model_pool_pages_for(size));
        }
        agree("pool_alloc_grown", got.status, expected);
        agree("value of a refusal", got.value, 0);
    }
    compare_after(got.status, end, stores);
}

static void operation_free(uint32_t number)
{
    if (pool.count == 0)
        return;
    const struct model_block block = pool.blocks[number % pool.count];
    story_asked("pool_free address, tag", block.address, block.tag, 0, 0);
    agree("pool_free", pool_free(block.address, block.tag), model_pool_free(&pool, block.address, block.tag));
}

/* How many pages would leave: they do, and join again. */
static uint64_t leaving(uint64_t keep)
{
    const uint64_t pages = pool_shrink(keep).value;
    struct model_pool trial = pool;
    agree("pages that would leave are free", model_pool_shrink(&trial, pages), 1);
    if (pages > 0)
        agree("pages that have left join again", pool_extend(pages), SELFMAP_OK);
    return pages;
}

static void operation_trim(uint64_t keep)
{
    const uint64_t pages = leaving(keep);
    uint32_t stores = machine_stores();
    story_asked("pool_trim keep; leaving", keep, pages, 0, 0);
    const struct pool_answer got = pool_trim(&world.mapper, keep);
    enum model_status expected = model_pool_trim(&world.map, memory_frames(), &pool, pages);
    agree("pool_trim", got.status, expected);
    agree("pages that left", got.value, expected == MODEL_OK ? pages : 0);
    compare_after(got.status, pool.base + pool.pages * 0x1000, stores);
    if (got.status != SELFMAP_OK && machine_stores() != stores)
        finding("pool_trim refused and has stored: keep, stores", keep, machine_stores() - stores);
}

/* Somebody maps or unmaps a page of the pool, or one right behind it. */
static void operation_page(struct cursor *input, uint32_t choice)
{
    somebodys_page(pool.base + take8(input) % (pool.pages + 4) * 0x1000, choice);
}

static uint64_t take_size(struct cursor *input)
{
    const uint32_t byte = take8(input);
    if (byte == 0xFF)
        return take64(input);
    return byte < 0x80 ? byte * 0x11u : (byte & 0x1F) * 0x400u + (byte >> 5 & 1);
}

static void operation(struct cursor *input)
{
    const uint32_t opcode = take8(input);
    const uint32_t choice = opcode >> 3;
    switch (opcode & 7) {
    case 0:
    case 1:
        operation_alloc(take_size(input), choice == 31 ? POOL_TAGS : choice);
        break;
    case 2:
        operation_free(choice);
        break;
    case 3:
        operation_trim(choice == 31 ? take64(input) : choice % 8);
        break;
    case 4:
        operation_grow(choice == 31 ? take64(input) : choice % 16);
        break;
    case 5:
        operation_page(input, choice);
        break;
    case 6:
        operation_memory(input, 7 | choice << 3); /* somebody's frames */
        break;
    default:
        frames_set_quota(choice == 31 ? FRAMES_LIMIT : choice % 8);
        model_frames_set_quota(&world.map, choice == 31 ? FRAMES_LIMIT : choice % 8);
    }
}

/* A reservation of its own in regions that are just large enough, or not; or the pool stands anywhere. */
static uint32_t begin(struct cursor *input)
{
    const uint32_t how = take8(input);
    const uint64_t base = take_address(input) & ~(uint64_t)0xFFF;
    enum model_status expected;
    uint64_t page = 0;
    if ((how & 3) == 0) {
        agree("pool_init", pool_init(base), model_pool_init(&pool, base));
        return base != 0 && pool.base == base;
    }
    const uint64_t pages = POOL_PAGES + (how & 3);
    expected = model_regions_init(&places.regions, base >> 12, pages);
    agree("regions_init", regions_init(base >> 12, pages), expected);
    if (expected != MODEL_OK)
        return 0;
    expected = model_regions_asked(&places.regions, POOL_PAGES, 1, 3);
    if (expected == MODEL_OK) {
        page = next_place(POOL_PAGES, 3);
        expected = model_pool_init(&pool, page << 12);
    }
    agree("pool_reserve", pool_reserve(), expected);
    if (expected == MODEL_OK) {
        agree("the place is right", model_regions_take(&places.regions, page, POOL_PAGES, 1, 3), 1);
        agree("the pool's base", pool_stats_of(0).base, page << 12);
    }
    compare_regions();
    return expected == MODEL_OK;
}

void fuzz_target(struct cursor *input)
{
    memory_forget();
    if (!world_start(input))
        return;
    memory_start(input);
    if (!begin(input))
        return;
    for (uint32_t number = 0; number < MOST_OPERATIONS && input->left > 0; number++) {
        operation(input);
        compare_pool();
    }
    while (pool.count > 0)
        operation_free(pool.count - 1);
    agree("every page would leave", leaving(0), pool.pages);
    operation_trim(0);
    compare_pool();
    agree("pool_check", pool_check(), 1);
    machine_check_tlb();
    compare_whole();
}

/* model_test_memory.c - the models of memory_alloc and of a growing pool against answers written by hand. */
#include "fuzz/common/check.h"
#include "spec/model/growth.h"
#include "spec/model/memory.h"

#define BASE 0xFFFF800000000u /* the first page of the kernel's half in PML4 */

static struct model_map map;
static struct model_regions regions;
static struct model_frames frames;
static struct model_pool pool;

/* PML4; RAM is [0x102, 0x108); `pages` pages of regions; eight frames for tables. */
static void start(uint64_t pages)
{
    static const struct model_facts facts = {1, 1, 1, 1, 1, 1, 1, 1, 40};
    struct model_space space;
    CHECK(model_bind_mode(4, &facts, MODEL_SLOT_DEFAULT, &space), MODEL_OK);
    model_map_start(&space, 8, &map);
    CHECK(model_regions_init(&regions, BASE, pages), MODEL_OK);
    model_frames_start(0x100, &frames);
    CHECK(model_frames_add(&frames, 0x102, 0x108), MODEL_OK);
}

static uint64_t frame_of(uint64_t page)
{
    struct model_mapping mapping = {0, 0, 0};
    enum model_status status = model_translate(&map, page << 12, &mapping);
    return status == MODEL_OK ? mapping.pfn : 0x1000000000000u + status;
}

static void test_stack(void)
{
    uint64_t va = 0;
    start(8);
    CHECK(model_memory_asked(&map, &regions, &frames, 3, 1), MODEL_OK);
    CHECK(model_memory_alloc(&map, &regions, &frames, 3, 1, BASE + 1, &va), MODEL_OK);
    CHECK(va, (uint64_t)(BASE + 1) << 12);
    CHECK(frame_of(BASE), 0x1000000000000u + MODEL_NOT_MAPPED);
    CHECK(frame_of(BASE + 1), 0x105);
    CHECK(frame_of(BASE + 3), 0x107);
    CHECK(model_frame_state(&frames, 0x107), MODEL_HELD);
    CHECK(model_frame_state(&frames, 0x104), MODEL_DIRTY);
    CHECK(model_memory_free(&map, &regions, &frames, va + 0x1000), MODEL_NOT_RESERVED);
    CHECK(model_memory_free(&map, &regions, &frames, va + 0xFFF), MODEL_OK);
    CHECK(model_memory_free(&map, &regions, &frames, va), MODEL_NOT_RESERVED);
    CHECK(model_frames_count(&frames, MODEL_HELD), 0);
    CHECK(map.page_count, 0);
}

static void test_refusals(void)
{
    uint64_t va = 7;
    uint64_t pfn = 0;
    start(4);
    CHECK(model_memory_asked(&map, &regions, &frames, 0, 4), MODEL_EMPTY_RANGE);
    CHECK(model_memory_asked(&map, &regions, &frames, 1, 4), MODEL_BAD_FLAGS);
    CHECK(model_memory_asked(&map, &regions, &frames, 7, 0), MODEL_NO_FRAMES);
    CHECK(model_memory_asked(&map, &regions, &frames, 6, 0), MODEL_NO_RANGE);
    CHECK(model_memory_asked(&map, &regions, &frames, 3, 3), MODEL_NO_RANGE);
    CHECK(model_map_page(&map, (uint64_t)BASE << 12, 9, 0), MODEL_OK);
    CHECK(model_memory_alloc(&map, &regions, &frames, 2, 1, BASE + 1, &va), MODEL_ALREADY_MAPPED);
    CHECK(model_memory_alloc(&map, &regions, &frames, 2, 0, BASE, &va), MODEL_ALREADY_MAPPED);
    CHECK(va, 7);
    CHECK(model_frames_count(&frames, MODEL_HELD), 0);
    CHECK(regions.count, 0);
    CHECK(model_memory_alloc(&map, &regions, &frames, 2, 0, BASE + 1, &va), MODEL_OK);
    CHECK(model_unmap_page(&map, va + 0x1000, &pfn), MODEL_OK);
    CHECK(model_memory_free(&map, &regions, &frames, va), MODEL_NOT_MAPPED);
    CHECK(model_map_page(&map, va + 0x1000, pfn - 1, 0), MODEL_OK);
    CHECK(model_memory_free(&map, &regions, &frames, va), MODEL_BAD_FRAME);
    CHECK(model_unmap_page(&map, va + 0x1000, &pfn), MODEL_OK);
    CHECK(model_map_page(&map, va + 0x1000, pfn + 1, 0), MODEL_OK);
    CHECK(model_frames_free(&frames, pfn + 1), MODEL_OK);
    CHECK(model_memory_free(&map, &regions, &frames, va), MODEL_FRAME_FREE);
    CHECK(model_frame_state(&frames, pfn), MODEL_HELD);
}

static void test_growth(void)
{
    start(8);
    CHECK(model_pool_init(&pool, (uint64_t)BASE << 12), MODEL_OK);
    CHECK(model_pool_pages_for(1), 1);
    CHECK(model_pool_pages_for(0x1000), 1);
    CHECK(model_pool_pages_for(0x1001), 2);
    CHECK(model_pool_pages_for(UINT64_MAX), 0x10000000000000);
    CHECK(model_pool_grow(&map, &frames, &pool, 0), MODEL_EMPTY_RANGE);
    CHECK(model_pool_grow(&map, &frames, &pool, 4097), MODEL_RANGE_END);
    CHECK(model_pool_grow(&map, &frames, &pool, 7), MODEL_NO_FRAMES);
    CHECK(model_pool_grow(&map, &frames, &pool, 2), MODEL_OK);
    CHECK(model_pool_grow(&map, &frames, &pool, 1), MODEL_OK);
    CHECK(pool.pages, 3);
    CHECK(frame_of(BASE), 0x106);
    CHECK(frame_of(BASE + 2), 0x105);
    CHECK(model_map_page(&map, (uint64_t)(BASE + 4) << 12, 9, 0), MODEL_OK);
    CHECK(model_pool_grow(&map, &frames, &pool, 2), MODEL_ALREADY_MAPPED);
    CHECK(frame_of(BASE + 3), 0x1000000000000u + MODEL_NOT_MAPPED);
    CHECK(model_frames_count(&frames, MODEL_HELD), 3);
    CHECK(model_pool_trim(&map, &frames, &pool, 1), MODEL_OK);
    CHECK(model_frame_state(&frames, 0x105), MODEL_DIRTY);
    CHECK(model_pool_trim(&map, &frames, &pool, 2), MODEL_OK);
    CHECK(pool.pages, 0);
    CHECK(model_frames_count(&frames, MODEL_HELD), 0);
    CHECK(map.page_count, 1);
}

void test_memory(void)
{
    test_stack();
    test_refusals();
    test_growth();
}

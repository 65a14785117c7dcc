/* model_test_ranges.c - the model's ranges: what is refused, how far a range gets, and that it equals page by page. */
#include "fuzz/common/check.h"
#include "spec/model/map.h"

static struct model_map map;
static uint64_t done;

#define ALL_ONES 0xFFFFFFFFFFFFFFFFu

static void start(uint32_t mode, uint32_t frames)
{
    static const struct model_facts facts = {1, 1, 1, 1, 1, 1, 1, 1, 40};
    struct model_space space;
    CHECK(model_bind_mode(mode, &facts, MODEL_SLOT_DEFAULT, &space), MODEL_OK);
    model_map_start(&space, frames, &map);
    done = 77;
}

static uint64_t translated(uint64_t va)
{
    struct model_mapping mapping = {0, 0, 0};
    enum model_status status = model_translate(&map, va, &mapping);
    return status == MODEL_OK ? mapping.pfn : 0x1000000000000u + status;
}

#define REFUSED(status) (0x1000000000000u + (status))

/* What each of the three answers, when all three must answer the same without doing anything. */
static uint64_t refused(uint64_t va, uint64_t pages)
{
    uint64_t counts[3] = {7, 7, 7};
    uint32_t before = map.page_count;
    enum model_status status = model_map_range(&map, va, 0, pages, 0, &counts[0]);
    CHECK(model_unmap_range(&map, va, pages, &counts[1]), status);
    CHECK(model_protect_range(&map, va, pages, 0, &counts[2]), status);
    CHECK(counts[0] | counts[1] | counts[2], 0);
    CHECK(map.page_count, before);
    return status;
}

/* The first error of the list in mapper.h wins. */
static void test_order(void)
{
    start(MODEL_PML4, 0);
    CHECK(refused(0x800000000001, 0), MODEL_NOT_CANONICAL);
    CHECK(refused(0x7FFFFFFFF001, 0), MODEL_MISALIGNED);
    CHECK(refused(0xFFFFF68000000000, 0), MODEL_EMPTY_RANGE);
    CHECK(refused(0xFFFFF68000000000, 0x98000000), MODEL_IN_WINDOW);
    CHECK(refused(0xFFFFF68000000000, 0x98000001), MODEL_RANGE_END);
    CHECK(model_map_range(&map, 0xFFFFF68000000000, 1ull << 28, 1, 0x40, &done), MODEL_IN_WINDOW);
    CHECK(model_map_range(&map, 0x1000, 1ull << 28, 1, 0x40, &done), MODEL_BAD_FLAGS);
    CHECK(model_map_range(&map, 0x1000, 1ull << 28, 1, 0x3F, &done), MODEL_BAD_FRAME);
    CHECK(done, 0);
    CHECK(model_protect_range(&map, 0xFFFFF68000000000, 1, 0x40, &done), MODEL_IN_WINDOW);
    CHECK(model_protect_range(&map, 0x1000, 1, 0x40, &done), MODEL_BAD_FLAGS);
    CHECK(model_protect_range(&map, 0x1000, 1, 0x3F, &done), MODEL_NOT_MAPPED);
    CHECK(done, 0);
}

/* A range may reach the end of its half, and not a page further; in 32-bit modes that is 2^32. */
static void test_range_end(void)
{
    static const uint64_t low_end[6] = {0, 0, 1ull << 32, 1ull << 32, 1ull << 47, 1ull << 56};
    for (uint32_t mode = MODEL_PML2; mode <= MODEL_PML5; mode++) {
        start(mode, 0);
        uint64_t end = low_end[mode];
        CHECK(model_unmap_range(&map, end - 0x1000, 1, &done), MODEL_NOT_MAPPED);
        CHECK(refused(end - 0x1000, 2), MODEL_RANGE_END);
        CHECK(refused(end - 0x5000, 6), MODEL_RANGE_END);
        CHECK(refused(end - 0x5000, ALL_ONES), MODEL_RANGE_END);
        CHECK(refused(0, (end >> 12) + 1), MODEL_RANGE_END);
        CHECK(refused(0, 1ull << 52), MODEL_RANGE_END);
        CHECK(refused(0, (1ull << 52) + 1), MODEL_RANGE_END);
        CHECK(refused(end, 1), MODEL_NOT_CANONICAL);
        if (mode < MODEL_PML4) {
            CHECK(model_unmap_range(&map, 0x7FFFF000, 2, &done), MODEL_NOT_MAPPED);
            CHECK(refused(0x7FFFF000, 0x80001), MODEL_IN_WINDOW);
            CHECK(refused(0x7FFFF000, 0x80002), MODEL_RANGE_END);
            continue;
        }
        CHECK(model_unmap_range(&map, 0, end >> 12, &done), MODEL_NOT_MAPPED);
        CHECK(refused(0 - end, end >> 12), MODEL_IN_WINDOW);
        CHECK(refused(0 - end, (end >> 12) + 1), MODEL_RANGE_END);
        CHECK(model_unmap_range(&map, ALL_ONES - 0xFFF, 1, &done), MODEL_NOT_MAPPED);
        CHECK(refused(ALL_ONES - 0xFFF, 2), MODEL_RANGE_END);
    }
}

/* Any page of the range in the window: its first, its last, one between, or the whole window inside the range. */
static void test_window(void)
{
    static const uint64_t base[6] = {0, 0, 0xC0000000, 0xC0000000, 0xFFFFF68000000000, 0xFFED000000000000};
    static const uint64_t end[6] = {0, 0, 0xC0400000, 0xC0800000, 0xFFFFF70000000000, 0xFFEE000000000000};
    for (uint32_t mode = MODEL_PML2; mode <= MODEL_PML5; mode++) {
        uint64_t first = base[mode] - 0x3000;
        start(mode, 0);
        CHECK(model_unmap_range(&map, first, 3, &done), MODEL_NOT_MAPPED);
        CHECK(refused(first, 4), MODEL_IN_WINDOW);
        CHECK(refused(first, 5), MODEL_IN_WINDOW);
        CHECK(refused(first, (end[mode] - first) >> 12), MODEL_IN_WINDOW);
        CHECK(refused(first, ((end[mode] - first) >> 12) + 1), MODEL_IN_WINDOW);
        CHECK(refused(base[mode], 1), MODEL_IN_WINDOW);
        CHECK(refused(end[mode] - 0x1000, 2), MODEL_IN_WINDOW);
        CHECK(model_unmap_range(&map, end[mode], 2, &done), MODEL_NOT_MAPPED);
    }
}

static void test_frame_limit(void)
{
    start(MODEL_PML4, 8);
    CHECK(model_map_range(&map, 0x1000, (1ull << 28) - 2, 3, 0, &done), MODEL_BAD_FRAME);
    CHECK(model_map_range(&map, 0x1000, 0, (1ull << 28) + 1, 0, &done), MODEL_BAD_FRAME);
    CHECK(model_map_range(&map, 0x1000, ALL_ONES, 2, 0, &done), MODEL_BAD_FRAME);
    CHECK(done, 0);
    CHECK(model_map_range(&map, 0x1000, (1ull << 28) - 2, 2, 0, &done), MODEL_OK);
    CHECK(done, 2);
    CHECK(translated(0x2000), (1ull << 28) - 1);
    CHECK(model_check_map_range(&map, 0x1000, 0, 1ull << 28, 0), MODEL_OK);
}

/* Over the end of a table, a page in the way, and all of it back. */
static void test_across_tables(void)
{
    static const uint64_t span[6] = {0, 0, 0x400000, 0x200000, 0x200000, 0x200000};
    static const uint32_t tables[6] = {0, 0, 2, 2, 4, 5};
    for (uint32_t mode = MODEL_PML2; mode <= MODEL_PML5; mode++) {
        uint64_t va = span[mode] - 0x2000;
        start(mode, 8);
        CHECK(model_map_range(&map, va, 0x100, 5, MODEL_MAP_WRITE, &done), MODEL_OK);
        CHECK(done, 5);
        CHECK(map.page_count, 5);
        CHECK(model_frames_left(&map), 8 - tables[mode]);
        CHECK(translated(va), 0x100);
        CHECK(translated(va + 0x4FFF), 0x104);
        CHECK(translated(va + 0x5000), REFUSED(MODEL_NOT_MAPPED));
        CHECK(model_map_range(&map, va - 0x3000, 0x200, 9, 0, &done), MODEL_ALREADY_MAPPED);
        CHECK(done, 3);
        CHECK(translated(va - 0x1000), 0x202);
        CHECK(translated(va), 0x100);
        CHECK(model_protect_range(&map, va, 6, MODEL_MAP_USER, &done), MODEL_NOT_MAPPED);
        CHECK(done, 5);
        struct model_mapping mapping;
        CHECK(model_translate(&map, va + 0x4000, &mapping), MODEL_OK);
        CHECK(mapping.flags & ~(uint32_t)MODEL_MAP_EXECUTE, MODEL_MAP_USER); /* PML2 cannot forbid it */
        CHECK(model_unmap_range(&map, va - 0x3000, 9, &done), MODEL_NOT_MAPPED);
        CHECK(done, 8);
        CHECK(map.page_count + map.table_count, 0);
        CHECK(model_frames_left(&map), 8);
        CHECK(model_unmap_range(&map, va, 1, &done), MODEL_NOT_MAPPED);
        CHECK(done, 0);
    }
}

/* Frames that end in the middle of a range; a table of the kernel's half that stays. */
static void test_frames(void)
{
    start(MODEL_PML4, 3);
    CHECK(model_map_range(&map, 0x1FE000, 5, 4, 0, &done), MODEL_NO_FRAMES);
    CHECK(done, 2);
    CHECK(model_frames_left(&map), 0);
    CHECK(model_map_range(&map, 0x200000, 5, 4, 0, &done), MODEL_NO_FRAMES);
    CHECK(done, 0);
    CHECK(model_unmap_range(&map, 0x1FE000, 2, &done), MODEL_OK);
    CHECK(model_frames_left(&map), 3);
    start(MODEL_PML2, 3);
    CHECK(model_map_range(&map, 0x7FFFF000, 5, 2, 0, &done), MODEL_OK);
    CHECK(model_frames_left(&map), 1);
    CHECK(model_unmap_range(&map, 0x7FFFF000, 2, &done), MODEL_OK);
    CHECK(model_frames_left(&map), 2);
}

static void test_large_in_way(void)
{
    start(MODEL_PML3, 8);
    CHECK(model_map_place(&map, 0x200000, 0x400, MODEL_MAP_WRITE, 2), 1);
    CHECK(model_map_range(&map, 0x1FF000, 5, 2, 0, &done), MODEL_LARGE_IN_WAY);
    CHECK(done, 1);
    CHECK(model_protect_range(&map, 0x1FF000, 2, 0, &done), MODEL_LARGE_IN_WAY);
    CHECK(done, 1);
    CHECK(model_unmap_range(&map, 0x1FF000, 2, &done), MODEL_LARGE_IN_WAY);
    CHECK(done, 1);
    CHECK(model_unmap_range(&map, 0x200000, 1, &done), MODEL_LARGE_IN_WAY);
    CHECK(done, 0);
}

/* The arrays hold a range of every size that they say they have room for. */
static void test_room(void)
{
    start(MODEL_PML5, 96);
    CHECK(model_map_has_room_for(&map, MODEL_PAGES), 1);
    CHECK(model_map_has_room_for(&map, MODEL_PAGES + 1), 0);
    CHECK(model_map_has_room_for(&map, ALL_ONES), 0);
    CHECK(model_map_range(&map, (1ull << 48) - 0x1000, 0, MODEL_PAGES, 0, &done), MODEL_OK);
    CHECK(done, MODEL_PAGES);
    CHECK(map.table_count, 1 + 3 + 5 + 3);
    CHECK(model_map_has_room_for(&map, 1), 0);
    CHECK(model_unmap_range(&map, (1ull << 48) - 0x1000, MODEL_PAGES, &done), MODEL_OK);
    CHECK(map.table_count, 0);
    CHECK(model_map_has_room_for(&map, 1), 1);
}

void test_ranges(void)
{
    test_order();
    test_range_end();
    test_window();
    test_frame_limit();
    test_across_tables();
    test_frames();
    test_large_in_way();
    test_room();
}

/* model_test_large.c - the model's large pages: what is refused and in which order, what is in the way, which tables go. */
#include "fuzz/common/check.h"
#include "spec/model/map.h"

static struct model_map map;

#define REFUSED(status) (0x1000000000000u + (status))

static void start_with(uint32_t mode, uint32_t frames, const struct model_facts *facts)
{
    struct model_space space;
    CHECK(model_bind_mode(mode, facts, MODEL_SLOT_DEFAULT, &space), MODEL_OK);
    model_map_start(&space, frames, &map);
}

static void start(uint32_t mode, uint32_t frames)
{
    static const struct model_facts facts = {1, 1, 1, 1, 1, 1, 1, 1, 40};
    start_with(mode, frames, &facts);
}

static uint64_t unmapped(uint64_t va, uint32_t level)
{
    uint64_t pfn = 77;
    enum model_status status = model_unmap_large(&map, va, level, &pfn);
    if (status != MODEL_OK)
        CHECK(pfn, 77);
    return status == MODEL_OK ? pfn : REFUSED(status);
}

static uint64_t translated(uint64_t va)
{
    struct model_mapping mapping = {0, 0, 0};
    enum model_status status = model_translate(&map, va, &mapping);
    return status == MODEL_OK ? mapping.pfn : REFUSED(status);
}

/* What each of the three answers, when all three must answer the same. */
static uint64_t refused(uint64_t va, uint32_t level)
{
    enum model_status status = model_map_large(&map, va, level, 0, 0);
    CHECK(unmapped(va, level), REFUSED(status));
    CHECK(model_protect_large(&map, va, level, 0), status);
    CHECK(map.page_count, 0);
    return status;
}

/* Which levels there are, by mode and CPU. */
static void test_levels(void)
{
    static const struct model_facts none = {0, 1, 0, 0, 0, 0, 1, 1, 36};
    static const uint32_t highest[6] = {0, 0, 2, 2, 3, 3};
    for (uint32_t mode = MODEL_PML2; mode <= MODEL_PML5; mode++) {
        start(mode, 8);
        for (uint32_t level = 2; level <= highest[mode]; level++) {
            CHECK(model_map_large(&map, 0x40000000, level, 0, 0), MODEL_OK);
            CHECK(unmapped(0x40000000, level), 0);
        }
        CHECK(refused(0x40000000, 0), MODEL_BAD_LEVEL);
        CHECK(refused(0x40000000, 1), MODEL_BAD_LEVEL);
        CHECK(refused(0x40000000, highest[mode] + 1), MODEL_BAD_LEVEL);
        CHECK(refused(0x40000000, 0x80000002), MODEL_BAD_LEVEL);
        start_with(mode, 8, &none);
        CHECK(model_map_large(&map, 0x40000000, 2, 0, 0), mode == MODEL_PML2 ? MODEL_BAD_LEVEL : MODEL_OK);
        CHECK(model_map_large(&map, 0x80000000, 3, 0, 0), MODEL_BAD_LEVEL);
    }
}

/* The first error of the list in mapper.h wins. */
static void test_order(void)
{
    const uint64_t beyond = 1ull << 28;
    start(MODEL_PML4, 8);
    CHECK(refused(0x800000000001, 4), MODEL_BAD_LEVEL);
    CHECK(refused(0x800000000001, 2), MODEL_NOT_CANONICAL);
    CHECK(refused(0xFFFFF68000001000, 2), MODEL_MISALIGNED);
    CHECK(refused(0xFFFFF68000200000, 3), MODEL_MISALIGNED);
    CHECK(model_map_large(&map, 0xFFFFF68000000000, 2, beyond, 0x40), MODEL_IN_WINDOW);
    CHECK(model_map_large(&map, 0xFFFFF6FFC0000000, 3, beyond, 0x40), MODEL_IN_WINDOW);
    CHECK(model_protect_large(&map, 0xFFFFF6FFC0000000, 3, 0x40), MODEL_IN_WINDOW);
    CHECK(model_map_page(&map, 0x200000, 5, 0), MODEL_OK);
    CHECK(model_map_large(&map, 0x200000, 2, beyond, 0x40), MODEL_BAD_FLAGS);
    CHECK(model_map_large(&map, 0x200000, 2, beyond, 0), MODEL_BAD_FRAME);
    CHECK(model_map_large(&map, 0x200000, 2, 0, 0), MODEL_TABLE_IN_WAY);
    CHECK(model_protect_large(&map, 0x200000, 2, 0x40), MODEL_BAD_FLAGS);
    CHECK(model_protect_large(&map, 0x200000, 2, 0), MODEL_TABLE_IN_WAY);
    CHECK(unmapped(0x200000, 2), REFUSED(MODEL_TABLE_IN_WAY));
    CHECK(unmapped(0x400000, 2), REFUSED(MODEL_NOT_MAPPED));
    CHECK(model_protect_large(&map, 0x400000, 2, 0), MODEL_NOT_MAPPED);
}

/* The run of frames starts at a multiple of the page's size and ends within reach. */
static void test_frame_limit(void)
{
    static const uint64_t limit[6] = {0, 0, 1 << 20, 1 << 28, 1 << 28, 1 << 28};
    for (uint32_t mode = MODEL_PML2; mode <= MODEL_PML5; mode++) {
        uint64_t size = mode == MODEL_PML2 ? 1024 : 512;
        start(mode, 8);
        CHECK(model_map_large(&map, 0, 2, 1, 0), MODEL_BAD_FRAME);
        CHECK(model_map_large(&map, 0, 2, size / 2, 0), MODEL_BAD_FRAME);
        CHECK(model_map_large(&map, 0, 2, limit[mode], 0), MODEL_BAD_FRAME);
        CHECK(model_map_large(&map, 0, 2, 1ull << 40, 0), MODEL_BAD_FRAME);
        CHECK(model_map_large(&map, 0, 2, 0 - size, 0), MODEL_BAD_FRAME);
        CHECK(model_map_large(&map, 0, 2, limit[mode] - size, 0), MODEL_OK);
        CHECK(translated((size << 12) - 1), limit[mode] - 1);
    }
    CHECK(model_map_large(&map, 1ull << 30, 3, 512, 0), MODEL_BAD_FRAME);
    CHECK(model_map_large(&map, 1ull << 30, 3, (1 << 28) - (1 << 18), 0), MODEL_OK);
}

/* What stands in the way: tables, with pages below them or empty, and pages of a larger size. */
static void test_in_way(void)
{
    uint64_t pfn = 0;
    start(MODEL_PML4, 8);
    CHECK(model_map_large(&map, 0x40000000, 3, 0x40000, MODEL_MAP_WRITE), MODEL_OK);
    CHECK(model_map_large(&map, 0x40000000, 3, 0, 0), MODEL_ALREADY_MAPPED);
    CHECK(model_map_large(&map, 0x40200000, 2, 0, 0), MODEL_LARGE_IN_WAY);
    CHECK(model_protect_large(&map, 0x40000000, 2, 0), MODEL_LARGE_IN_WAY);
    CHECK(unmapped(0x7FE00000, 2), REFUSED(MODEL_LARGE_IN_WAY));
    CHECK(model_map_page(&map, 0x40001000, 0, 0), MODEL_LARGE_IN_WAY);
    CHECK(model_map_large(&map, 0, 2, 0x200, 0), MODEL_OK);
    CHECK(model_map_large(&map, 0, 2, 0x200, 0), MODEL_ALREADY_MAPPED);
    CHECK(model_map_large(&map, 0, 3, 0, 0), MODEL_TABLE_IN_WAY);
    CHECK(unmapped(0, 3), REFUSED(MODEL_TABLE_IN_WAY));
    CHECK(model_unmap_page(&map, 0x1000, &pfn), MODEL_LARGE_IN_WAY);
    CHECK(unmapped(0x40000000, 3), 0x40000);
    CHECK(translated(0x40000000), REFUSED(MODEL_NOT_MAPPED));
    CHECK(unmapped(0, 2), 0x200);
    CHECK(map.page_count + map.table_count, 0);
    start(MODEL_PML2, 8); /* a table of the kernel's half is kept, and a large page has no place there any more */
    CHECK(model_map_page(&map, 0x80001000, 5, 0), MODEL_OK);
    CHECK(model_unmap_page(&map, 0x80001000, &pfn), MODEL_OK);
    CHECK(model_map_large(&map, 0x80000000, 2, 0, 0), MODEL_TABLE_IN_WAY);
    CHECK(model_map_large(&map, 0x80400000, 2, 0x400, 0), MODEL_OK);
    CHECK(unmapped(0x80400000, 2), 0x400);
    CHECK(unmapped(0x80400000, 2), REFUSED(MODEL_NOT_MAPPED));
}

/* Only the tables from the page's level up are needed, and they come back; those of the kernel's half stay. */
static void test_frames(void)
{
    static const uint64_t high[6] = {0, 0, 0x80000000, 0x80000000, 0xFFFF800000000000, 0xFF00000000000000};
    for (uint32_t mode = MODEL_PML2; mode <= MODEL_PML5; mode++) {
        for (uint32_t level = 2; level <= (mode < MODEL_PML4 ? 2u : 3u); level++) {
            uint32_t needed = mode < MODEL_PML4 ? 0 : mode - level;
            start(mode, needed);
            if (needed > 0) {
                model_frames_set_quota(&map, needed - 1);
                CHECK(model_map_large(&map, 0, level, 0, 0), MODEL_NO_FRAMES);
                CHECK(map.page_count + map.table_count, 0);
                model_frames_set_quota(&map, needed);
            }
            CHECK(model_map_large(&map, 0, level, 0, 0), MODEL_OK);
            CHECK(model_frames_left(&map), 0);
            /* beside it in the same table, but for the next GiB's pages of 2 MiB: they need another one */
            CHECK(model_map_large(&map, 0x40000000, level, 0, 0),
                  mode >= MODEL_PML4 && level == 2 ? MODEL_NO_FRAMES : MODEL_OK);
            CHECK(unmapped(0, level), 0);
            CHECK(map.table_count, map.page_count * needed);
            start(mode, needed);
            CHECK(model_map_large(&map, high[mode], level, 0, 0), MODEL_OK);
            CHECK(unmapped(high[mode], level), 0);
            CHECK(map.table_count, mode > 3);
            CHECK(model_frames_left(&map), needed - (mode > 3));
        }
    }
}

static void test_rights(void)
{
    struct model_mapping mapping;
    start(MODEL_PML5, 8);
    CHECK(model_map_large(&map, 1ull << 30, 3, 1 << 18, MODEL_MAP_WRITE | MODEL_MAP_GLOBAL), MODEL_OK);
    CHECK(model_protect_large(&map, 1ull << 30, 3, MODEL_MAP_USER | MODEL_MAP_WRITE_COMBINING), MODEL_OK);
    CHECK(model_translate(&map, (1ull << 31) - 1, &mapping), MODEL_OK);
    CHECK(mapping.pfn, (1 << 19) - 1);
    CHECK(mapping.flags, MODEL_MAP_USER | MODEL_MAP_WRITE_COMBINING);
    CHECK(mapping.level, 3);
    CHECK(translated((1ull << 30) - 1), REFUSED(MODEL_NOT_MAPPED));
    CHECK(translated(1ull << 31), REFUSED(MODEL_NOT_MAPPED));
}

void test_large(void)
{
    test_levels();
    test_order();
    test_frame_limit();
    test_in_way();
    test_frames();
    test_rights();
}

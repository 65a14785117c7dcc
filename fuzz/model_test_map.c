/* model_test_map.c - the model's abstract map: small stories, each with the answers that T3 and mapper.h ask for. */
#include "fuzz/common/check.h"
#include "spec/model/map.h"

static struct model_map map;

static void start(uint32_t mode, uint32_t frames)
{
    static const struct model_facts facts = {1, 1, 1, 1, 1, 1, 1, 1, 40};
    struct model_space space;
    CHECK(model_bind_mode(mode, &facts, MODEL_SLOT_DEFAULT, &space), MODEL_OK);
    model_map_start(&space, frames, &map);
}

/* A CPU without NX and PAT. */
static void start_old(uint32_t mode)
{
    static const struct model_facts facts = {0, 1, 0, 0, 0, 0, 1, 1, 36};
    struct model_space space;
    CHECK(model_bind_mode(mode, &facts, MODEL_SLOT_DEFAULT, &space), MODEL_OK);
    model_map_start(&space, 8, &map);
}

static uint64_t unmapped(uint64_t va)
{
    uint64_t pfn = 0;
    enum model_status status = model_unmap_page(&map, va, &pfn);
    return status == MODEL_OK ? pfn : 0x1000000000000u + status;
}

static uint64_t translated(uint64_t va)
{
    struct model_mapping mapping = {0, 0, 0};
    enum model_status status = model_translate(&map, va, &mapping);
    return status == MODEL_OK ? mapping.pfn : 0x1000000000000u + status;
}

#define REFUSED(status) (0x1000000000000u + (status))

/* Tables missing on the way of the first page in each mode, and that they come back. */
static void test_frames(void)
{
    static const uint32_t needed[6] = {0, 0, 1, 1, 3, 4};
    for (uint32_t mode = MODEL_PML2; mode <= MODEL_PML5; mode++) {
        start(mode, needed[mode] - 1);
        CHECK(model_map_page(&map, 0x1000, 5, 0), MODEL_NO_FRAMES);
        CHECK(model_frames_left(&map), needed[mode] - 1);
        CHECK(translated(0x1000), REFUSED(MODEL_NOT_MAPPED));
        start(mode, needed[mode]);
        CHECK(model_map_page(&map, 0x1000, 5, 0), MODEL_OK);
        CHECK(model_map_page(&map, 0x2000, 6, 0), MODEL_OK);
        CHECK(model_frames_left(&map), 0);
        CHECK(model_map_page(&map, 0x40000000, 7, 0), MODEL_NO_FRAMES);
        CHECK(unmapped(0x1000), 5);
        CHECK(model_frames_left(&map), 0);
        CHECK(unmapped(0x2000), 6);
        CHECK(model_frames_left(&map), needed[mode]);
    }
}

/* Tables in the kernel's half of the top-level table stay; PAE's hang in directories and do not. */
static void test_kernel_half(void)
{
    static const uint64_t high[6] = {0, 0, 0x80000000, 0x80000000, 0xFFFF800000000000, 0xFF00000000000000};
    static const uint32_t stay[6] = {0, 0, 1, 0, 1, 1};
    for (uint32_t mode = MODEL_PML2; mode <= MODEL_PML5; mode++) {
        start(mode, 8);
        CHECK(model_map_page(&map, high[mode], 5, 0), MODEL_OK);
        CHECK(unmapped(high[mode]), 5);
        CHECK(model_frames_left(&map), 8 - stay[mode]);
        CHECK(map.table_count, stay[mode]);
    }
    start(MODEL_PML2, 8);
    CHECK(model_map_page(&map, 0x7FFFF000, 5, 0), MODEL_OK);
    CHECK(unmapped(0x7FFFF000), 5);
    CHECK(model_frames_left(&map), 8);
}

static void test_quota(void)
{
    start(MODEL_PML4, 8);
    model_frames_set_quota(&map, 2);
    CHECK(model_frames_left(&map), 2);
    CHECK(model_map_page(&map, 0x1000, 5, 0), MODEL_NO_FRAMES);
    model_frames_set_quota(&map, 3);
    CHECK(model_map_page(&map, 0x1000, 5, 0), MODEL_OK);
    CHECK(model_frames_left(&map), 0);
    CHECK(model_map_page(&map, 0x1FF000, 6, 0), MODEL_OK);
    CHECK(model_map_page(&map, 0x200000, 6, 0), MODEL_NO_FRAMES);
    CHECK(unmapped(0x1000), 5);
    CHECK(unmapped(0x1FF000), 6);
    CHECK(model_frames_left(&map), 3);
}

/* The first error of each list in mapper.h wins. */
static void test_refusals(void)
{
    start(MODEL_PML4, 0);
    CHECK(model_map_page(&map, 0x800000000001, 1ull << 40, 0x40), MODEL_NOT_CANONICAL);
    CHECK(model_map_page(&map, 0xFFFFF68000000001, 1ull << 40, 0x40), MODEL_MISALIGNED);
    CHECK(model_map_page(&map, 0xFFFFF68000000000, 1ull << 40, 0x40), MODEL_IN_WINDOW);
    CHECK(model_map_page(&map, 0xFFFFF6FFFFFFF000, 1ull << 40, 0x40), MODEL_IN_WINDOW);
    CHECK(model_map_page(&map, 0xFFFFF70000000000, 1ull << 40, 0x40), MODEL_BAD_FLAGS);
    CHECK(model_map_page(&map, 0xFFFFF67FFFFFF000, 1ull << 28, 0x3F), MODEL_BAD_FRAME);
    CHECK(model_map_page(&map, 0xFFFFF67FFFFFF000, (1ull << 28) - 1, 0x3F), MODEL_NO_FRAMES);
    CHECK(model_protect_page(&map, 0x1001, 0x40), MODEL_MISALIGNED);
    CHECK(model_protect_page(&map, 0x1000, 0x40), MODEL_BAD_FLAGS);
    CHECK(model_protect_page(&map, 0x1000, 0x3F), MODEL_NOT_MAPPED);
    CHECK(unmapped(0x1000), REFUSED(MODEL_NOT_MAPPED));
    CHECK(unmapped(0xFFFFF68000000000), REFUSED(MODEL_IN_WINDOW));
    CHECK(translated(0xFFFFF68000000001), REFUSED(MODEL_IN_WINDOW));
    CHECK(translated(0x800000000000), REFUSED(MODEL_NOT_CANONICAL));
    start_old(MODEL_PML4);
    CHECK(model_map_page(&map, 0x1000, 1ull << 24, MODEL_MAP_WRITE_COMBINING), MODEL_BAD_FLAGS);
    CHECK(model_map_page(&map, 0x1000, 1ull << 24, MODEL_MAP_UNCACHED), MODEL_BAD_FRAME);
}

static void test_large_pages(void)
{
    struct model_mapping mapping;
    uint64_t pfn = 0;
    start(MODEL_PML4, 8);
    CHECK(model_map_place(&map, 0x40000000, 0x80000, MODEL_MAP_USER, 3), 1);
    CHECK(model_map_place(&map, 0x200000, 0x400, MODEL_MAP_WRITE, 2), 1);
    CHECK(model_map_place(&map, 0x201000, 1, 0, 1), 0);
    CHECK(model_map_place(&map, 0, 0, 0, 3), 0);
    CHECK(model_map_place(&map, 0x1000, 0, 0, 2), 0);
    CHECK(model_map_page(&map, 0x7FFFF000, 1, 0), MODEL_LARGE_IN_WAY);
    CHECK(model_unmap_page(&map, 0x3FF000, &pfn), MODEL_LARGE_IN_WAY);
    CHECK(model_protect_page(&map, 0x200000, 0), MODEL_LARGE_IN_WAY);
    CHECK(model_translate(&map, 0x3FFFFF, &mapping), MODEL_OK);
    CHECK(mapping.pfn, 0x5FF);
    CHECK(mapping.level, 2);
    CHECK(mapping.flags, MODEL_MAP_WRITE);
    CHECK(translated(0x7FFFFFFF), 0xBFFFF);
    /* The 2 MiB page keeps its directory when the page table beside it goes. */
    CHECK(model_map_page(&map, 0x1000, 5, 0), MODEL_OK);
    CHECK(model_frames_left(&map), 7);
    CHECK(unmapped(0x1000), 5);
    CHECK(model_frames_left(&map), 8);
    CHECK(map.table_count, 2);
}

static void test_flags(void)
{
    struct model_mapping mapping;
    start(MODEL_PML3, 8);
    CHECK(model_map_page(&map, 0x1000, 5, MODEL_MAP_WRITE), MODEL_OK);
    CHECK(model_map_page(&map, 0x1000, 6, 0), MODEL_ALREADY_MAPPED);
    CHECK(model_protect_page(&map, 0x1000, MODEL_MAP_USER | MODEL_MAP_WRITE_COMBINING), MODEL_OK);
    CHECK(model_translate(&map, 0x1FFF, &mapping), MODEL_OK);
    CHECK(mapping.pfn, 5);
    CHECK(mapping.flags, MODEL_MAP_USER | MODEL_MAP_WRITE_COMBINING);
    start_old(MODEL_PML3);
    CHECK(model_map_page(&map, 0x1000, 5, MODEL_MAP_WRITE), MODEL_OK);
    CHECK(model_translate(&map, 0x1000, &mapping), MODEL_OK);
    CHECK(mapping.flags, MODEL_MAP_WRITE | MODEL_MAP_EXECUTE);
}

void test_map(void)
{
    test_frames();
    test_kernel_half();
    test_quota();
    test_refusals();
    test_large_pages();
    test_flags();
}

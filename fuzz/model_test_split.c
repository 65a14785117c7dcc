/* model_test_split.c - the model's split and promote: what is refused, what the parts map, which pages make a large one. */
#include "fuzz/common/check.h"
#include "spec/model/map.h"

static struct model_map map;

#define REFUSED(status) (0x1000000000000u + (status))
#define RW (MODEL_MAP_WRITE | MODEL_MAP_USER)

static void start(uint32_t mode, uint32_t frames)
{
    static const struct model_facts facts = {1, 1, 1, 1, 1, 1, 1, 1, 40};
    struct model_space space;
    CHECK(model_bind_mode(mode, &facts, MODEL_SLOT_DEFAULT, &space), MODEL_OK);
    model_map_start(&space, frames, &map);
}

/* Frame, level and flags of the page at va in one number. */
static uint64_t seen(uint64_t va)
{
    struct model_mapping mapping = {0, 0, 0};
    enum model_status status = model_translate(&map, va, &mapping);
    return status == MODEL_OK ? mapping.pfn << 16 | (uint64_t)mapping.level << 8 | mapping.flags : REFUSED(status);
}

#define SEEN(pfn, level, flags) ((uint64_t)(pfn) << 16 | (uint64_t)(level) << 8 | (flags))

static void test_split_of_2_mib(void)
{
    start(MODEL_PML4, 4);
    CHECK(model_split_large(&map, 0x200000, 2), MODEL_NOT_MAPPED);
    CHECK(model_map_large(&map, 0x200000, 2, 0x400, RW), MODEL_OK);
    CHECK(model_frames_left(&map), 2);
    CHECK(model_split_large(&map, 0x200000, 1), MODEL_BAD_LEVEL);
    CHECK(model_split_large(&map, 0x200000, 4), MODEL_BAD_LEVEL);
    CHECK(model_split_large(&map, 0x800000000000, 2), MODEL_NOT_CANONICAL);
    CHECK(model_split_large(&map, 0x201000, 2), MODEL_MISALIGNED);
    CHECK(model_split_large(&map, map.window_base, 2), MODEL_IN_WINDOW);
    CHECK(model_split_large(&map, 0, 3), MODEL_TABLE_IN_WAY);
    CHECK(model_split_large(&map, 0x200000, 2), MODEL_OK);
    CHECK(map.page_count, 512);
    CHECK(model_frames_left(&map), 1);
    CHECK(seen(0x200000), SEEN(0x400, 1, RW));
    CHECK(seen(0x3FFFFF), SEEN(0x5FF, 1, RW));
    CHECK(seen(0x400000), REFUSED(MODEL_NOT_MAPPED));
    CHECK(model_split_large(&map, 0x200000, 2), MODEL_TABLE_IN_WAY);
    CHECK(model_protect_page(&map, 0x234000, 0), MODEL_OK);
    CHECK(seen(0x234000), SEEN(0x434, 1, 0));
}

static void test_split_of_a_gib(void)
{
    start(MODEL_PML5, 8);
    CHECK(model_map_large(&map, 0x40000000, 3, 0x40000, RW), MODEL_OK);
    CHECK(model_split_large(&map, 0x40200000, 2), MODEL_LARGE_IN_WAY);
    CHECK(model_split_large(&map, 0x40000000, 3), MODEL_OK);
    CHECK(seen(0x40000000), SEEN(0x40000, 2, RW));
    CHECK(seen(0x7FFFF000), SEEN(0x7FFFF, 2, RW));
    CHECK(model_split_large(&map, 0x40200000, 2), MODEL_OK);
    CHECK(seen(0x40201000), SEEN(0x40201, 1, RW));
    CHECK(model_promote_large(&map, 0x40000000, 3), MODEL_NOT_UNIFORM);
    CHECK(model_promote_large(&map, 0x40200000, 2), MODEL_OK);
    CHECK(model_promote_large(&map, 0x40000000, 3), MODEL_OK);
    CHECK(map.page_count, 1);
    CHECK(seen(0x40201000), SEEN(0x40201, 3, RW));
    CHECK(model_promote_large(&map, 0x40000000, 3), MODEL_ALREADY_MAPPED);
    CHECK(model_promote_large(&map, 0x40200000, 2), MODEL_LARGE_IN_WAY);
}

static void test_frames(void)
{
    start(MODEL_PML2, 1);
    CHECK(model_map_large(&map, 0x400000, 2, 0x800, 0), MODEL_OK);
    model_frames_set_quota(&map, 0);
    CHECK(model_split_large(&map, 0x400000, 2), MODEL_NO_FRAMES);
    CHECK(seen(0x400000), SEEN(0x800, 2, MODEL_MAP_EXECUTE)); /* PML2 cannot forbid it */
    model_frames_set_quota(&map, 1);
    CHECK(model_split_large(&map, 0x400000, 2), MODEL_OK);
    CHECK(map.page_count, 1024);
    CHECK(model_frames_left(&map), 0);
    CHECK(model_promote_large(&map, 0x400000, 2), MODEL_OK);
    CHECK(model_frames_left(&map), 1);
    CHECK(map.table_count, 0);
    CHECK(model_map_place(&map, 0x800000, 0x801, 0, 2), 1); /* as a loader may have it */
    CHECK(model_split_large(&map, 0x800000, 2), MODEL_BAD_FRAME);
}

/* 512 pages by hand, from a frame on. */
static void map_run(uint64_t va, uint64_t pfn, uint32_t flags)
{
    uint64_t done = 0;
    CHECK(model_map_range(&map, va, pfn, 512, flags, &done), MODEL_OK);
}

static void test_uniform(void)
{
    uint64_t pfn;
    start(MODEL_PML3, 4);
    CHECK(model_promote_large(&map, 0x200000, 2), MODEL_NOT_MAPPED);
    map_run(0x200000, 0x400, RW);
    CHECK(model_promote_large(&map, 0x200000, 2), MODEL_OK);
    CHECK(seen(0x2FF000), SEEN(0x4FF, 2, RW));
    CHECK(model_unmap_large(&map, 0x200000, 2, &pfn), MODEL_OK);
    map_run(0x200000, 0x401, RW); /* not at a multiple of 512 */
    CHECK(model_promote_large(&map, 0x200000, 2), MODEL_NOT_UNIFORM);
    map_run(0x400000, 0x600, RW);
    CHECK(model_protect_page(&map, 0x5FF000, MODEL_MAP_USER), MODEL_OK);
    CHECK(model_promote_large(&map, 0x400000, 2), MODEL_NOT_UNIFORM);
    CHECK(model_protect_page(&map, 0x5FF000, RW), MODEL_OK);
    CHECK(model_unmap_page(&map, 0x400000, &pfn), MODEL_OK);
    CHECK(model_promote_large(&map, 0x400000, 2), MODEL_NOT_UNIFORM);
    CHECK(model_map_page(&map, 0x400000, 0x800, RW), MODEL_OK);
    CHECK(model_promote_large(&map, 0x400000, 2), MODEL_NOT_UNIFORM);
    CHECK(model_unmap_page(&map, 0x400000, &pfn), MODEL_OK);
    CHECK(model_map_page(&map, 0x400000, 0x600, RW), MODEL_OK);
    CHECK(model_promote_large(&map, 0x400000, 2), MODEL_OK);
}

/* PML2 keeps the kernel's tables, so nothing takes their place. */
static void test_kept(void)
{
    start(MODEL_PML2, 2);
    CHECK(model_map_large(&map, 0x80000000, 2, 0, RW), MODEL_OK);
    CHECK(model_split_large(&map, 0x80000000, 2), MODEL_OK);
    CHECK(model_promote_large(&map, 0x80000000, 2), MODEL_TABLE_IN_WAY);
}

void test_split(void)
{
    test_split_of_2_mib();
    test_split_of_a_gib();
    test_frames();
    test_uniform();
    test_kept();
}

/* model_test_regions.c - regions by hand: the model's answers, and that the library gives the same. */
#include "boot/kernel/regions_run.h"
#include "fuzz/common/check.h"
#include "selfmap/regions.h"
#include "spec/model/regions.h"

static struct model_regions model;

#define REFUSED 0xDEAD0000u

/* The page that the library hands out and the model approves of; REFUSED and the status, which must be the same, else. */
static uint64_t reserved(uint64_t pages, uint64_t alignment, uint32_t guards)
{
    uint64_t first = 0;
    enum model_status expected = model_regions_asked(&model, pages, alignment, guards);
    CHECK(regions_reserve(pages, alignment, guards, &first), expected);
    if (expected != MODEL_OK)
        return REFUSED + (uint64_t)expected;
    CHECK(model_regions_take(&model, first, pages, alignment, guards), 1);
    return first;
}

static uint64_t released(uint64_t first)
{
    enum model_status status = model_regions_release(&model, first);
    CHECK(regions_release(first), status);
    return status;
}

static void begin(uint64_t base, uint64_t pages)
{
    CHECK(model_regions_init(&model, base, pages), MODEL_OK);
    CHECK(regions_init(base, pages), SELFMAP_OK);
}

static void test_refused(void)
{
    CHECK(model_regions_init(&model, 0, 0), MODEL_BAD_RANGE);
    CHECK(regions_init(0, 0), SELFMAP_BAD_RANGE);
    CHECK(model_regions_init(&model, 1, REGIONS_LAST_PAGE), MODEL_BAD_RANGE);
    CHECK(regions_init(1, REGIONS_LAST_PAGE), SELFMAP_BAD_RANGE);
    CHECK(regions_init(UINT64_MAX, 2), SELFMAP_BAD_RANGE);
    begin(0x1000, 16);
    CHECK(reserved(0, 1, 0), REFUSED + MODEL_EMPTY_RANGE);
    CHECK(reserved(1, 3, 0), REFUSED + MODEL_BAD_ALIGNMENT);
    CHECK(reserved(1, 0, 0), REFUSED + MODEL_BAD_ALIGNMENT);
    CHECK(reserved(1, 0x80000, 0), REFUSED + MODEL_BAD_ALIGNMENT);
    CHECK(reserved(1, 1, 4), REFUSED + MODEL_BAD_FLAGS);
    CHECK(reserved(17, 1, 0), REFUSED + MODEL_NO_RANGE);
    CHECK(reserved(16, 1, 1), REFUSED + MODEL_NO_RANGE);
    CHECK(reserved(0x100000001, 1, 0), REFUSED + MODEL_NO_RANGE);
    CHECK(reserved(UINT64_MAX, 1, 3), REFUSED + MODEL_NO_RANGE);
    CHECK(released(0x1000), MODEL_NOT_RESERVED);
    CHECK(regions_longest(), 16);
}

static void test_merge(void)
{
    begin(0x1000, 24);
    CHECK(reserved(8, 1, 0), 0x1000);
    CHECK(reserved(8, 1, 0), 0x1008);
    CHECK(reserved(8, 1, 0), 0x1010);
    CHECK(reserved(1, 1, 0), REFUSED + MODEL_NO_RANGE);
    CHECK(released(0x1000), MODEL_OK);
    CHECK(released(0x1000), MODEL_NOT_RESERVED);
    CHECK(released(0x1010), MODEL_OK);
    CHECK(regions_longest(), 8);
    CHECK(released(0x1009), MODEL_NOT_RESERVED);
    CHECK(released(0x1008), MODEL_OK);
    CHECK(regions_longest(), 24);
    CHECK(model_regions_longest(&model), 24);
    CHECK(reserved(24, 1, 0), 0x1000);
}

static void test_guards(void)
{
    begin(0xFFFFF80000001, 16);
    CHECK(reserved(2, 4, REGIONS_GUARD_BELOW), 0xFFFFF80000004);
    CHECK(regions_size_of(0xFFFFF80000004), 2);
    CHECK(released(0xFFFFF80000003), MODEL_NOT_RESERVED);
    CHECK(reserved(2, 1, 0), 0xFFFFF80000001);
    CHECK(reserved(9, 1, REGIONS_GUARD_ABOVE), 0xFFFFF80000006);
    CHECK(reserved(1, 1, 0), 0xFFFFF80000010);
    CHECK(reserved(1, 1, 0), REFUSED + MODEL_NO_RANGE);
    CHECK(released(0xFFFFF80000004), MODEL_OK);
    CHECK(regions_longest(), 3);
}

/* The smaller of two holes that fit is taken where both stand below one node; descriptors run out, and come back. */
static void test_descriptors(void)
{
    begin(0, 4096);
    for (uint32_t i = 0; i < REGIONS_LIMIT - 2; i++)
        CHECK(reserved(1, 1, 0), i);
    CHECK(reserved(1, 1, 0), REFUSED + MODEL_NO_DESCRIPTORS);
    CHECK(released(7), MODEL_OK);
    CHECK(reserved(1, 1, 0), REFUSED + MODEL_NO_DESCRIPTORS);
    CHECK(released(8), MODEL_OK);
    CHECK(reserved(2, 1, 0), 7);
    for (uint32_t i = 0; i < REGIONS_LIMIT - 2; i++)
        released(i);
    CHECK(regions_longest(), 4096);
    CHECK(model.count, 0);
}

/* The run that every kernel makes, and the digest that it must end in. */
static void test_run(void)
{
    static const uint32_t expected[5] = REGIONS_RUN_DIGEST;
    struct regions_run run;

    regions_run(REGIONS_RUN_BASE, REGIONS_RUN_PAGES, REGIONS_RUN_SEED, REGIONS_RUN_OPERATIONS, &run);
    CHECK(run.wrong, 0);
    for (uint32_t i = 0; i < 5; i++)
        CHECK(run.digest[i], expected[i]);
}

void test_regions(void)
{
    test_run();
    test_refused();
    test_merge();
    test_guards();
    test_descriptors();
}

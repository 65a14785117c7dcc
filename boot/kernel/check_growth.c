/*
 * check_growth.c - a pool that takes its pages itself (selfmap/pool_growth.h) on the real MMU: it grows to a third of RAM, or to its cap, every
 * block holds what is written to it, all are freed and all pages go back; what has left faults, and every frame is free again.
 */
#include "checks.h"

#include "frame_records.h"
#include "random.h"
#include "selfmap/frame_database.h"
#include "selfmap/pool_growth.h"
#include "selfmap/regions.h"
#include "traps.h"

#define FIRST_PAGE 0x78000ull /* nothing is mapped there in any mode */
#define BLOCKS 1200u
#define LONGEST 17u /* pages of the longest block; of a small memory one */
#define KEPT 8u
#define TAG 7u

static uint64_t blocks[BLOCKS];
static uint32_t count;
static struct random random;

static struct frame_statistics frames_now(void)
{
    struct frame_statistics statistics;

    frame_statistics(&statistics);
    return statistics;
}

/* How many pages the pool may have here: a third of RAM, and of what is free. */
static uint32_t most_pages(void)
{
    const struct frame_statistics now = frames_now();
    const uint32_t third = now.frames / 3;
    const uint32_t free = (now.zeroed + now.dirty) / 3;
    const uint32_t most = third < free ? third : free;

    return most < POOL_PAGES ? most : POOL_PAGES;
}

static uint32_t longest_of(uint32_t most)
{
    return most < 3 * LONGEST ? 1 : LONGEST;
}

static uint64_t some_size(uint32_t longest)
{
    const uint32_t word = (uint32_t)random_next(&random);

    return 1 + (word >> 8) % (word % 4 == 0 ? longest * 0xFFF : longest == 1 ? 0x200 : 0x2000);
}

/* First and last word of a block, written or looked at. */
static void check_block(uint64_t address, uint32_t number, uint32_t write)
{
    const uint64_t end = address + pool_size_of(address).value - 4;
    uint32_t seen = 0;

    if (write) {
        check_equal("writing a block raises an exception", poke((uintptr_t)end, ~number), 0);
        check_equal("writing its start raises an exception", poke((uintptr_t)address, number), 0);
    }
    check_equal("reading a block raises an exception", peek((uintptr_t)address, &seen), 0);
    check_equal("its first word", seen, number);
    check_equal("reading its end raises an exception", peek((uintptr_t)end, &seen), 0);
    check_equal("its last word", seen, ~number);
}

static void fill_up(const struct mapper *mapper, uint32_t most)
{
    const uint32_t longest = longest_of(most);

    for (count = 0; count < BLOCKS && pool_stats_of(0).pages + longest <= most && !check_hopeless(); count++) {
        const struct pool_answer got = pool_alloc_grown(mapper, some_size(longest), TAG);

        check_equal("pool_alloc_grown", got.status, SELFMAP_OK);
        blocks[count] = got.value;
        check_block(got.value, count, 1);
    }
}

static void empty(const struct mapper *mapper, uint32_t most)
{
    const uint32_t pages = pool_stats_of(0).pages;
    const uint64_t base = pool_stats_of(0).base;
    struct pool_answer left;
    uint32_t seen;

    for (uint32_t i = 0; i < count; i++) {
        check_block(blocks[i], i, 0);
        check_equal("pool_free", pool_free(blocks[i], TAG), SELFMAP_OK);
    }
    check_true("no more pages than it may have", pages <= most);
    left = pool_trim(mapper, KEPT);
    check_equal("pool_trim to the watermark", left.status, SELFMAP_OK);
    check_equal("pages left", pages - left.value, pages < KEPT ? pages : KEPT);
    check_equal("a page below the watermark raises an exception", peek((uintptr_t)base, &seen), pages == 0);
    if (left.value > 0) {
        check_equal("use of a returned page raises an exception", peek((uintptr_t)(base + KEPT * 0x1000), &seen), 1);
        check_equal("vector", trap_last.vector, TRAP_PAGE_FAULT);
    }
    check_equal("pool_trim of the rest", pool_trim(mapper, 0).value, pages - left.value);
    check_equal("use after it raises an exception", peek((uintptr_t)base, &seen), 1);
    check_equal("pages at the end", pool_stats_of(0).pages, 0);
    check_equal("pool_check", pool_check(), 1);
}

static void check_refusals_of_growth(const struct mapper *mapper)
{
    const uint64_t base = pool_stats_of(0).base;
    uint64_t pfn = 0;

    check_equal("no pages", pool_grow(mapper, 0), SELFMAP_EMPTY_RANGE);
    check_equal("more than the cap", pool_grow(mapper, POOL_PAGES + 1), SELFMAP_RANGE_END);
    check_equal("a block longer than the cap", pool_alloc_grown(mapper, UINT64_MAX, TAG).status, SELFMAP_RANGE_END);
    check_equal("somebody maps the first page", map_page(mapper, base, 0, MAP_WRITE), SELFMAP_OK);
    check_equal("in the way", pool_alloc_grown(mapper, 1, TAG).status, SELFMAP_ALREADY_MAPPED);
    check_equal("somebody unmaps it", unmap_page(mapper, base, &pfn), SELFMAP_OK);
    check_equal("no page has joined", pool_stats_of(0).pages, 0);
}

void check_growth(const struct mapper *mapper)
{
    const uint32_t out = frames_now().out;
    const uint32_t most = most_pages();

    random_start(&random, 11);
    check_open("growth", FIRST_PAGE << 12);
    check_equal("regions_init, a page too few", regions_init(FIRST_PAGE, POOL_PAGES + 1), SELFMAP_OK);
    check_equal("pool_reserve", pool_reserve(), SELFMAP_NO_RANGE);
    check_equal("regions_init", regions_init(FIRST_PAGE, POOL_PAGES + 2), SELFMAP_OK);
    check_equal("pool_reserve", pool_reserve(), SELFMAP_OK);
    check_equal("where it lies", pool_stats_of(0).base, (FIRST_PAGE + 1) << 12);
    for (uint32_t page = 0; page < most; page++)
        check_equal("a frame for the tags", frame_back_tags(page), 1);
    check_refusals_of_growth(mapper);
    fill_up(mapper, most);
    empty(mapper, most);
    frame_drop_tags(most);
    check_equal("frames that are out at the end", frames_now().out, out);
    check_close();
}

/*
 * check_mapper_ranges.c - ranges on the real MMU (T3): pages in a row over a table's end show frames in a row, a range stops
 * where it must and says how far it got, and no translation outlives a change. Relies on traps for provoked exceptions.
 */
#include "mapper_run.h"

#include "arch.h"
#include "planted.h"
#include "probes.h"
#include "selfmap/frames.h"
#include "traps.h"

#define PAGES 6u /* half of them before the table's end */
#define HALF (PAGES / 2)
#define MOST_RANGES 8u
#define LONG 40u /* the mapper flushes everything from 33 on (mapper.h) */
#define LONG_VA 0x70000000ull /* nothing is mapped there in any mode */

struct range {
    struct mapper_run *run;
    uint64_t va, pfn;
};

static uint32_t owns(const struct mapper_run *run, uint64_t frame)
{
    for (uint32_t i = 0; i < RUN_FRAMES; i++)
        if (run->frame[i] == frame)
            return 1;
    return 0;
}

/* The first of so many frames of the run in a row, 0 for none. */
static uint64_t frames_in_a_row(const struct mapper_run *run, uint32_t count)
{
    for (uint32_t i = 0; i < RUN_FRAMES; i++) {
        uint32_t n = 1;

        while (n < count && owns(run, run->frame[i] + n * 0x1000))
            n++;
        if (n == count)
            return run->frame[i];
    }
    return 0;
}

/* Every page of the range is free to map: canonical, outside the window, and nothing stands there. */
static uint32_t is_free(const struct mapper_run *run, uint64_t va)
{
    struct mapping mapping;

    for (uint32_t i = 0; i < PAGES; i++)
        if (translate(run->mapper, va + i * 0x1000, &mapping) != SELFMAP_NOT_MAPPED)
            return 0;
    return 1;
}

static volatile uint32_t *word_of(const struct range *at, uint32_t page)
{
    return (volatile uint32_t *)((uintptr_t)((at->pfn + page) << 12) + ARCH_KERNEL_BASE);
}

static void map_all(const struct range *at, uint32_t flags)
{
    uint64_t done = 99;

    check_equal("map_range status", map_range(at->run->mapper, at->va, at->pfn, PAGES, flags, &done), SELFMAP_OK);
    check_equal("map_range done", done, PAGES);
}

static void unmap_all_of(const struct range *at)
{
    uint64_t done = 99;

    check_equal("unmap_range status", unmap_range(at->run->mapper, at->va, PAGES, &done), SELFMAP_OK);
    check_equal("unmap_range done", done, PAGES);
}

static void check_lands(const struct range *at)
{
    for (uint32_t i = 0; i < PAGES; i++) {
        *word_of(at, i) = 0;
        check_equal("writing raises an exception", poke((uintptr_t)at->va + i * 0x1000, 0xDA7A0000 + i), 0);
    }
    for (uint32_t i = 0; i < PAGES; i++)
        check_equal("written through the range, read in the frame", *word_of(at, i), 0xDA7A0000 + i);
}

/* The pages in the middle, on both sides of the table's end, lose the right to be written; their neighbours keep it. */
static void check_rights_of_some(const struct range *at)
{
    uint64_t done = 99;

    check_equal("protect_range status", protect_range(at->run->mapper, at->va + 0x1000, PAGES - 2, 0, &done), SELFMAP_OK);
    check_equal("protect_range done", done, PAGES - 2);
    for (uint32_t i = 0; i < PAGES; i++) {
        const uint32_t refused = i != 0 && i != PAGES - 1;

        check_equal("writing raises an exception", poke((uintptr_t)at->va + i * 0x1000, 1), refused);
        if (refused)
            mapper_fault_check(at->va + i * 0x1000, FAULT_PROTECTION | FAULT_WRITE);
    }
}

/* A hole stops protect and unmap, a page in the way stops map; what lies behind it is as it was. */
static void check_stops(const struct range *at)
{
    uint64_t done = 99, was = 0;
    uint32_t seen = 0;

    check_equal("unmap_page status", unmap_page(at->run->mapper, at->va + HALF * 0x1000, &was), SELFMAP_OK);
    check_equal("unmap_page frame", was, at->pfn + HALF);
    check_equal("protect_range at a hole", protect_range(at->run->mapper, at->va, PAGES, MAP_WRITE, &done), SELFMAP_NOT_MAPPED);
    check_equal("protect_range done", done, HALF);
    check_equal("unmap_range at a hole", unmap_range(at->run->mapper, at->va, PAGES, &done), SELFMAP_NOT_MAPPED);
    check_equal("unmap_range done", done, HALF);
    check_equal("reading behind the hole raises an exception", peek((uintptr_t)at->va + (HALF + 1) * 0x1000, &seen), 0);
    check_equal("map_range at a page", map_range(at->run->mapper, at->va, at->pfn, PAGES, MAP_WRITE, &done), SELFMAP_ALREADY_MAPPED);
    check_equal("map_range done", done, HALF + 1);
    check_equal("and none", map_range(at->run->mapper, at->va, at->pfn, PAGES, MAP_WRITE, &done), SELFMAP_ALREADY_MAPPED);
    check_equal("map_range done", done, 0);
}

/* Every page has been touched, so that the TLB holds it: none may be read any more. */
static void check_gone(const struct range *at)
{
    uint32_t seen = 0;

    for (uint32_t i = 0; i < PAGES; i++)
        check_equal("reading raises an exception", peek((uintptr_t)at->va + i * 0x1000, &seen), 0);
    unmap_all_of(at);
    for (uint32_t i = 0; i < PAGES; i++) {
        check_equal("reading after unmap_range raises an exception", peek((uintptr_t)at->va + i * 0x1000, &seen), 1);
        mapper_fault_check(at->va + i * 0x1000, 0);
    }
}

static void check_refused(const struct range *at)
{
    const struct pagemap_info *info = &at->run->mapper->info;
    uint64_t before = info->window_base[0] - 0x1000;
    uint64_t done = 99;
    struct mapping mapping;

    if (translate(at->run->mapper, before, &mapping) == SELFMAP_NOT_CANONICAL)
        before = info->window_base[0]; /* the window is the first of its half */
    check_equal("no pages", map_range(at->run->mapper, at->va, at->pfn, 0, 0, &done), SELFMAP_EMPTY_RANGE);
    check_equal("done", done, 0);
    check_equal("past the end", unmap_range(at->run->mapper, at->va, UINT64_MAX, &done), SELFMAP_RANGE_END);
    check_equal("into the window", map_range(at->run->mapper, before, at->pfn, 2, 0, &done), SELFMAP_IN_WINDOW);
    check_equal("frames past the last", map_range(at->run->mapper, at->va, info->frame_limit - 1, 2, 0, &done), SELFMAP_BAD_FRAME);
    check_equal("done", done, 0);
}

/* Tables of the kernel's half may stay; so the frames are counted between a first and a second time. */
static void check_one(const struct range *at)
{
    uint32_t left;

    check_open("mapper-range", at->va);
    map_all(at, MAP_WRITE);
    unmap_all_of(at);
    left = frames_left();
    map_all(at, MAP_WRITE);
    check_lands(at);
    check_rights_of_some(at);
    check_stops(at);
    check_gone(at);
    check_refused(at);
    check_equal("frames left", frames_left(), left);
    check_close();
}

/* Each page of a long range, touched: how many raise an exception? */
static uint32_t faults_of(uint32_t write)
{
    uint32_t count = 0, seen = 0;

    for (uint32_t i = 0; i < LONG; i++)
        count += write ? poke((uintptr_t)LONG_VA + i * 0x1000, i) : peek((uintptr_t)LONG_VA + i * 0x1000, &seen);
    return count;
}

/* So many pages of one table that the TLB is flushed as a whole: every translation is in it before, none may be used after. */
static void check_long(const struct mapper *mapper, uint64_t pfn)
{
    uint64_t done = 0;

    check_open("mapper-range-long", LONG_VA);
    planted_long_range(mapper, LONG_VA, pfn, LONG);
    check_equal("map_range", map_range(mapper, LONG_VA, pfn, LONG, MAP_WRITE | MAP_GLOBAL, &done), SELFMAP_OK);
    check_equal("writes that raise an exception", faults_of(1), 0);
    check_equal("protect_range", protect_range(mapper, LONG_VA, LONG, MAP_GLOBAL, &done), SELFMAP_OK);
    check_equal("writes that raise an exception after protect_range", faults_of(1), LONG);
    check_equal("reads that raise an exception", faults_of(0), 0);
    check_equal("unmap_range", unmap_range(mapper, LONG_VA, LONG, &done), SELFMAP_OK);
    check_equal("reads that raise an exception after unmap_range", faults_of(0), LONG);
    check_close();
}

void check_mapper_ranges(struct mapper_run *run)
{
    const uint32_t shift = 12 + run->live->shape.index_bits;
    const uint64_t frame = frames_in_a_row(run, PAGES);
    struct range at = {run, 0, frame >> 12};
    uint32_t ranges = 0;

    check_open("mapper-ranges", frame);
    check_true("frames in a row", frame != 0 && frames_in_a_row(run, LONG) != 0);
    check_close();
    check_long(run->mapper, frames_in_a_row(run, LONG) >> 12);
    for (uint32_t i = 0; i < run->page_count && ranges < MOST_RANGES && frame != 0; i++) {
        const uint64_t va = (((run->page[i] >> shift) + 1) << shift) - HALF * 0x1000;

        if (va == at.va || !is_free(run, va))
            continue;
        at.va = va;
        check_one(&at);
        ranges++;
    }
    check_open("mapper-ranges-found", ranges);
    check_true("a range over a table's end", ranges != 0);
    check_close();
}

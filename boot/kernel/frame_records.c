/*
 * frame_records.c - see frame_records.h. Also the doors to frames that no mapping shows (impl/machine.h): one page of the
 * kernel that is mapped to each of them in turn.
 */
#include "frame_records.h"

#include "arch.h"
#include "bench.h"
#include "boot_info.h"
#include "console.h"
#include "impl/frames/source.h"
#include "impl/machine.h"
#include "impl/pool/state.h"
#include "memory_map.h"
#include "selfmap/census.h"
#include "selfmap/memmap.h"
#include "selfmap/supply.h"

#define PAGE 4096u
#define RECORD_FLAGS MAP_WRITE /* not global, because the world outside takes only the image's pages to be */

static const struct mapper *door;
static uint64_t shown = UINT64_MAX;
static uint64_t ram_limit;             /* the frame behind the highest that the CPU reaches */
static uint64_t taken_first, taken_end; /* of the largest span, from its end downwards */
static uint64_t largest_first;          /* where that span starts */
static uint64_t no_records;             /* the shared page of zeros behind the kinds of holes */

static void require(enum selfmap_status status)
{
    if (status != SELFMAP_OK)
        stop_with(EXIT_INTERNAL, "the frame database", selfmap_status_text(status));
}

volatile uint32_t *frame_shown(uint64_t frame)
{
    const uint64_t va = (uintptr_t)image_frame_window;
    uint64_t old;

    if (frame != shown) {
        if (shown != UINT64_MAX)
            require(unmap_page(door, va, &old));
        require(map_page(door, va, frame, MAP_WRITE));
        shown = frame;
    }
    return (volatile uint32_t *)(uintptr_t)va;
}

/* Out of line: what hands out zeroed frames stays small where it need not zero. */
__attribute__((noinline)) void machine_zero_frame(uint64_t frame)
{
    volatile uint32_t *words = frame_shown(frame);

    for (uint32_t i = 0; i < PAGE / 4; i++)
        words[i] = 0;
}

uint32_t machine_peek32(uint64_t frame, uint32_t index)
{
    return frame_shown(frame)[index];
}

uint64_t machine_peek64(uint64_t frame, uint32_t index)
{
    const volatile uint32_t *words = frame_shown(frame);

    return (uint64_t)words[index * 2 + 1] << 32 | words[index * 2];
}

uint64_t frame_records_first(void)
{
    return taken_first;
}

uint64_t frame_records_end(void)
{
    return taken_end;
}

uint32_t frame_first_span(void)
{
    return (uint32_t)(taken_first - largest_first);
}

void frame_clear_records(uint32_t frames)
{
    const uint32_t first = (uint32_t)(taken_first & ~(uint64_t)7) - frames;

    bench_clear_loop((uintptr_t)frame_order, frames / 2, 8);
    bench_clear_loop((uintptr_t)(frame_place + first), frames / 2, 8);
    bench_clear_loop((uintptr_t)(frame_kinds + first), frames / 8, 8);
}

/* The frames of region i of the kernel's map, cut to what database and CPU reach; empty when its type is above `most`, or it is no RAM. */
static void region_frames(uint32_t i, uint32_t most, uint64_t *first, uint64_t *end)
{
    struct memmap_region region;

    *first = 0;
    *end = 0;
    if (memmap_region(i, &region) != SELFMAP_OK || region.type == MEMMAP_HOLE || region.type == MEMMAP_LOW ||
        region.type > most)
        return;
    *first = region.first;
    *end = region.end < ram_limit ? region.end : ram_limit;
    if (*first > *end)
        *first = *end;
}

/* The highest span of types up to `most` that ends at or below `below`; 0 when there is none. */
static uint32_t next_span(uint64_t below, uint32_t most, uint64_t *first, uint64_t *end)
{
    uint64_t from, to;

    *end = 0;
    for (uint32_t i = 0; i < memmap_count(); i++) {
        region_frames(i, most, &from, &to);
        if (from < to && to <= below && to > *end) {
            *first = from;
            *end = to;
        }
    }
    return *end != 0;
}

/* What is not free for a reason of the kernel's own is memory all the same: the database knows it, and keeps it. */
static void reserve_regions(void)
{
    struct memmap_region region;

    for (uint32_t i = 0; memmap_region(i, &region) == SELFMAP_OK; i++)
        if (region.type > MEMMAP_USABLE && region.type <= MEMMAP_LAST_RESERVATION && region.first < ram_limit)
            require(frame_reserve(region.first, region.end < ram_limit ? region.end : ram_limit));
}

/* A frame of zeros for records, from the end of the largest span downwards. */
static uint64_t record_frame(void)
{
    if (taken_first == largest_first)
        stop_for_memory(); /* no span is large enough */
    taken_first--;
    machine_zero_frame(taken_first);
    return taken_first;
}

/* Backs the records from address `from` to `to` with frames of their own, where nothing stands yet. */
static void back(uint64_t from, uint64_t to)
{
    for (uint64_t va = from & ~(uint64_t)(PAGE - 1); va < to; va += PAGE) {
        struct mapping mapping;
        uint64_t frame;

        if (translate(door, va, &mapping) == SELFMAP_OK)
            continue;
        frame = record_frame();
        require(map_page(door, va, frame, RECORD_FLAGS));
    }
}

/* The kinds of a hole read 0 through one shared page. */
static void back_hole(uint64_t from, uint64_t to)
{
    for (uint64_t va = from & ~(uint64_t)(PAGE - 1); va < to; va += PAGE) {
        struct mapping mapping;

        if (translate(door, va, &mapping) != SELFMAP_OK)
            require(map_page(door, va, no_records, 0));
    }
}

uint32_t frame_back_tags(uint32_t page)
{
    const uint64_t va = (uintptr_t)(pool_tag + (uint64_t)page * PAGE_GRANULES) & ~(uint64_t)(PAGE - 1);
    struct mapping mapping;
    uint64_t frame;

    if (translate(door, va, &mapping) == SELFMAP_OK)
        return 1;
    if (frame_alloc(&frame) != SELFMAP_OK)
        return 0;
    require(map_page(door, va, frame, RECORD_FLAGS));
    return 1;
}

void frame_drop_tags(uint32_t pages)
{
    const uint64_t first = (uintptr_t)pool_tag, end = first + (uint64_t)pages * PAGE_GRANULES;
    struct mapping mapping;
    uint64_t frame;

    for (uint64_t va = first; va < end; va += PAGE)
        if (translate(door, va, &mapping) == SELFMAP_OK) {
            require(unmap_page(door, va, &frame));
            require(frame_free(frame));
        }
}

void frame_census(uint32_t mode, uint64_t root)
{
    if (!boot_word("fault=census"))
        require(frame_adopt_walk(mode, root));
}

void frame_records_start(const struct live *live, const struct mapper *mapper)
{
    const uint64_t kinds = (uintptr_t)frame_kinds, places = (uintptr_t)frame_place, order = (uintptr_t)frame_order;
    const uint64_t lent = (uintptr_t)frames_place, used = (uintptr_t)frames_used, slots = (uintptr_t)frames_order;
    uint64_t first, end, top, count = 0;

    door = mapper;
    ram_limit = (memory_highest_frame() >> 12) + 1;
    if (ram_limit > RAM_LIMIT)
        ram_limit = RAM_LIMIT;
    if (!next_span(UINT64_MAX, MEMMAP_USABLE, &first, &top))
        stop_for_memory();
    largest_first = first;
    taken_end = top;
    for (end = first; next_span(end, MEMMAP_USABLE, &first, &end); end = first)
        if (end - first > taken_end - largest_first) {
            largest_first = first;
            taken_end = end;
        }
    taken_first = taken_end;
    no_records = record_frame();
    for (end = top; next_span(end, MEMMAP_LAST_RESERVATION, &first, &end); end = first) {
        back(kinds + first, kinds + end);
        back(places + first * 4, places + end * 4);
        back(lent + first * 2, lent + end * 2);
        back(used + first * 2, used + end * 2);
        count += end - first;
    }
    back(order, order + count * 4);
    back(slots, slots + (count < FRAMES_LIMIT ? count : FRAMES_LIMIT) * 4);
    back_hole(kinds, kinds + RAM_LIMIT);

    frame_ram_reset();
    for (end = top; next_span(end, MEMMAP_LAST_RESERVATION, &first, &end); end = first)
        require(frame_ram_add(first, end));
    /* What the frame source has is no more the database's. To the map the live tables are a part of the image: the census finds
       them, wherever they are, by the walk alone. */
    if (!boot_word("fault=claim"))
        frames_claim();
    frame_census(live->pagemap->info.mode, live->shape.root >> 12);
    if (!boot_word("fault=records"))
        require(frame_reserve(taken_first, taken_end));
    reserve_regions();
}

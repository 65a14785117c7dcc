/*
 * mapper.c - fuzz target `mapper`: sequences of map, unmap, protect and translate, of pages, of ranges and of large pages
 * (fuzz/mapping/large.c), on the simulated machine, against the model's abstract map; after each call the walk, the TLB
 * and the frame count, after a range, at intervals and at the end the whole map by the hardware's walk and an audit of
 * the tree (T3, design.md section 7).
 *
 * Input: the world (fuzz/mapping/world.c), then operations of an opcode byte each until the input ends. The upper bits
 * of an opcode choose what the CPU does by itself during the call (fuzz/machine/events.c).
 */
#include "fuzz/machine/machine.h"
#include "fuzz/mapping/world.h"

#define MOST_OPERATIONS 400
#define COMPARE_EVERY 16

/* Opcodes of things between calls from this choice on ask for ranges. */
#define FIRST_RANGE 8

/* How many pages the ranges of one run map until only short ones are asked for, so that a run stays short. */
#define MOST_PAGES 2200

static uint64_t pages_left;

/* How many large pages a run splits: each fills a table, and all its pages are compared. */
#define MOST_SPLITS 3

static void operation_map(struct cursor *input, uint64_t va, uint32_t choices)
{
    uint64_t pfn = take_pfn(input);
    uint32_t flags = take_flags(input);
    uint32_t stores = machine_stores();
    if (!model_map_has_room(&world.map))
        return;
    story_asked("map_page va, pfn, flags", va, pfn, flags, choices);
    enum selfmap_status status = map_page(&world.mapper, va, pfn, flags);
    agree("map_page status", status, model_map_page(&world.map, va, pfn, flags));
    compare_after(status, va, stores);
    if ((choices & 1) != 0)
        touch(va, choices >> 1 & 1);
}

static void operation_unmap(uint64_t va)
{
    uint64_t pfn = UNTOUCHED;
    uint64_t model_pfn = UNTOUCHED;
    uint32_t stores = machine_stores();
    story_asked("unmap_page va", va, 0, 0, 0);
    enum selfmap_status status = unmap_page(&world.mapper, va, &pfn);
    agree("unmap_page status", status, model_unmap_page(&world.map, va, &model_pfn));
    agree("unmap_page pfn", pfn, model_pfn);
    compare_after(status, va, stores);
}

static void operation_protect(struct cursor *input, uint64_t va, uint32_t choices)
{
    uint32_t flags = take_flags(input);
    uint32_t stores = machine_stores();
    story_asked("protect_page va, flags", va, flags, choices, 0);
    enum selfmap_status status = protect_page(&world.mapper, va, flags);
    agree("protect_page status", status, model_protect_page(&world.map, va, flags));
    compare_after(status, va, stores);
}

static void operation_translate(uint64_t va)
{
    struct mapping mapping = {UNTOUCHED, UNTOUCHED32, UNTOUCHED32};
    struct model_mapping model = {UNTOUCHED, UNTOUCHED32, UNTOUCHED32};
    uint32_t stores = machine_stores();
    story_asked("translate va", va, 0, 0, 0);
    agree("translate status", translate(&world.mapper, va, &mapping), model_translate(&world.map, va, &model));
    agree("translate pfn", mapping.pfn, model.pfn);
    agree("translate flags", mapping.flags, model.flags);
    agree("translate level", mapping.level, model.level);
    agree("translate stores nothing", machine_stores(), stores);
}

/* ---- Ranges ---- */

/* Data accesses all over a range: its first page and its last, and of a long one seven between. */
static void touch_range(uint64_t va, uint64_t pages, uint32_t write)
{
    uint64_t count = pages < MODEL_PAGES ? pages : MODEL_PAGES;
    for (uint64_t i = 0; i < count; i += count / 8 + 1)
        touch(va + i * 0x1000, write);
    if (count > 0)
        touch(va + (count - 1) * 0x1000, write);
}

/* Whether the model can map so many pages: no more than there are entries in tables that stand or can be made. */
static uint32_t has_room(uint64_t pages)
{
    uint64_t tables = world.map.table_count + (uint64_t)model_frames_left(&world.map);
    uint64_t entries = tables * world.pagemap.info.entries_per_table;
    uint64_t most = pages < entries ? pages : entries;
    return most <= pages_left && model_map_has_room_for(&world.map, most);
}

static void range_map(struct cursor *input, uint64_t va, uint64_t pages)
{
    uint64_t pfn = take_pfn(input);
    uint32_t flags = take_flags(input);
    uint32_t stores = machine_stores();
    uint64_t done = UNTOUCHED;
    uint64_t model_done = UNTOUCHED;
    if (model_check_map_range(&world.map, va, pfn, pages, flags) == MODEL_OK) {
        if (!has_room(pages))
            pages = pages % 32 + 1;
        if (!has_room(pages) && !model_map_has_room_for(&world.map, pages))
            return;
    }
    story_asked("map_range va, pfn, pages, flags", va, pfn, pages, flags);
    enum selfmap_status status = map_range(&world.mapper, va, pfn, pages, flags, &done);
    agree("map_range status", status, model_map_range(&world.map, va, pfn, pages, flags, &model_done));
    agree("map_range done", done, model_done);
    pages_left -= done < pages_left ? done : pages_left;
    compare_after_range(va, done, stores);
}

static void range_unmap(uint64_t va, uint64_t pages)
{
    uint32_t stores = machine_stores();
    uint64_t done = UNTOUCHED;
    uint64_t model_done = UNTOUCHED;
    story_asked("unmap_range va, pages", va, pages, 0, 0);
    enum selfmap_status status = unmap_range(&world.mapper, va, pages, &done);
    agree("unmap_range status", status, model_unmap_range(&world.map, va, pages, &model_done));
    agree("unmap_range done", done, model_done);
    compare_after_range(va, done, stores);
}

static void range_protect(struct cursor *input, uint64_t va, uint64_t pages)
{
    uint32_t flags = take_flags(input);
    uint32_t stores = machine_stores();
    uint64_t done = UNTOUCHED;
    uint64_t model_done = UNTOUCHED;
    story_asked("protect_range va, pages, flags", va, pages, flags, 0);
    enum selfmap_status status = protect_range(&world.mapper, va, pages, flags, &done);
    agree("protect_range status", status, model_protect_range(&world.map, va, pages, flags, &model_done));
    agree("protect_range done", done, model_done);
    compare_after_range(va, done, stores);
}

/* The choice: which of the three, whether the pages are in use, as data to be read or written, and the weather. */
static void operation_range(struct cursor *input, uint32_t choice, uint32_t number)
{
    const uint32_t kind = choice % 3;
    const uint32_t use = choice / 3;
    uint64_t va = take_address(input);
    uint64_t pages = take_pages(input, va);
    if ((use & 1) != 0 && kind != 0)
        touch_range(va, pages, use >> 1 & 1);
    machine_weather((use >> 2) * (number * 2 + 1) * 0x9E3779B1u, guess(world.recent[number % RECENT]));
    switch (kind) {
    case 0:
        range_map(input, va, pages);
        break;
    case 1:
        range_unmap(va, pages);
        break;
    default:
        range_protect(input, va, pages);
    }
    machine_weather(0, 0);
    if ((use & 1) != 0 && kind != 1)
        touch_range(va, pages, use >> 1 & 1);
}

/* What the machine or the harness does between calls. */
static void operation_between(struct cursor *input, uint32_t choice)
{
    uint32_t quota;
    uint64_t va;
    story_asked("between calls", choice, 0, 0, 0);
    switch (choice) {
    case 0:
        quota = take8(input);
        quota = quota < 0xF0 ? quota % 16 : take32(input);
        frames_set_quota(quota);
        model_frames_set_quota(&world.map, quota);
        break;
    case 1:
        machine_drop_one(take8(input));
        break;
    case 2:
        machine_drop_all();
        break;
    case 3:
        machine_reload_cr3();
        break;
    case 4:
        machine_mark_some(take8(input));
        break;
    case 5:
        compare_whole();
        break;
    default:
        va = take_address(input);
        touch(va, choice & 1);
    }
}

static void operation(struct cursor *input, uint32_t number)
{
    uint32_t opcode = take8(input);
    uint32_t choices = opcode >> 3;
    uint64_t va;
    if ((opcode & 7) == 7) {
        if (choices < FIRST_RANGE)
            operation_between(input, choices);
        else
            operation_range(input, choices - FIRST_RANGE, number);
        return;
    }
    if ((opcode & 7) == 4) {
        operation_large(input, choices, number);
        return;
    }
    va = take_address(input);
    machine_weather((choices >> 2) * (number * 2 + 1) * 0x9E3779B1u, guess(world.recent[choices % RECENT]));
    switch (opcode & 7) {
    case 0:
    case 1:
    case 2:
        operation_map(input, va, choices);
        break;
    case 3:
        operation_unmap(va);
        break;
    case 5:
        operation_protect(input, va, choices);
        break;
    default:
        operation_translate(va);
    }
    machine_weather(0, 0);
}

void fuzz_target(struct cursor *input)
{
    pages_left = MOST_PAGES;
    world.splits_left = MOST_SPLITS;
    if (!world_start(input))
        return;
    compare_whole();
    for (uint32_t number = 1; number <= MOST_OPERATIONS && input->left > 0; number++) {
        operation(input, number);
        if (number % COMPARE_EVERY == 0)
            compare_whole();
    }
    machine_check_tlb();
    compare_whole();
}

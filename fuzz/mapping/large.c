/*
 * large.c - operations of target `mapper` on one large page: map, unmap, protect, split, promote, and data accesses before and after.
 * See world.h; relies on fuzz/machine.
 */
#include "fuzz/machine/machine.h"
#include "fuzz/mapping/world.h"

static uint64_t size_of(uint32_t level)
{
    return level == 2 || level == 3 ? page_size(level) : 0x1000;
}

/* Data accesses to its first bytes, its middle and its last byte. */
static void touch_large(uint64_t va, uint32_t level, uint32_t write)
{
    const uint64_t size = size_of(level);
    touch(va, write);
    touch(va + size / 2 + 0x123, write);
    touch(va + size - 1, write);
}

static void large_map(struct cursor *input, uint64_t va, uint32_t level, uint32_t shape)
{
    uint64_t pfn = aligned_to(take_pfn(input), size_of(level) / 0x1000, shape >> 5);
    uint32_t flags = take_flags(input);
    uint32_t stores = machine_stores();
    if (!model_map_has_room(&world.map))
        return;
    story_asked("map_large va, level, pfn, flags", va, level, pfn, flags);
    enum selfmap_status status = map_large(&world.mapper, va, level, pfn, flags);
    agree("map_large status", status, model_map_large(&world.map, va, level, pfn, flags));
    compare_after_large(status, va, size_of(level), stores);
}

static void large_unmap(uint64_t va, uint32_t level)
{
    uint64_t pfn = UNTOUCHED;
    uint64_t model_pfn = UNTOUCHED;
    uint32_t stores = machine_stores();
    story_asked("unmap_large va, level", va, level, 0, 0);
    enum selfmap_status status = unmap_large(&world.mapper, va, level, &pfn);
    agree("unmap_large status", status, model_unmap_large(&world.map, va, level, &model_pfn));
    agree("unmap_large pfn", pfn, model_pfn);
    compare_after_large(status, va, size_of(level), stores);
}

static void large_protect(struct cursor *input, uint64_t va, uint32_t level)
{
    uint32_t flags = take_flags(input);
    uint32_t stores = machine_stores();
    story_asked("protect_large va, level, flags", va, level, flags, 0);
    enum selfmap_status status = protect_large(&world.mapper, va, level, flags);
    agree("protect_large status", status, model_protect_large(&world.map, va, level, flags));
    compare_after_large(status, va, size_of(level), stores);
}

/* ---- Split and promote ---- */

/* Whether a page of level `level - 1` in a page of `level` has D, as the hardware's walk finds it; 0 when the first is none. */
static uint32_t any_dirty(uint64_t va, uint32_t level)
{
    struct machine_view view;
    uint32_t dirty = 0;
    machine_walk(va, &view);
    if (!view.mapped || view.level != level - 1)
        return 0; /* nothing that could be promoted */
    for (uint64_t at = 0; at < size_of(level); at += page_size(level - 1)) {
        machine_walk(va + at, &view);
        dirty |= view.mapped && view.dirty;
    }
    return dirty;
}

static void large_split(uint64_t va, uint32_t level)
{
    struct machine_view before;
    struct machine_view view;
    uint32_t stores = machine_stores();
    if (world.splits_left == 0 || !model_map_has_room_for(&world.map, world.pagemap.info.entries_per_table))
        return;
    story_asked("split_large va, level", va, level, 0, 0);
    machine_walk(va, &before);
    enum selfmap_status status = split_large(&world.mapper, va, level);
    agree("split_large status", status, model_split_large(&world.map, va, level));
    compare_after_large(status, va, size_of(level), stores);
    if (status != SELFMAP_OK)
        return;
    world.splits_left--;
    for (uint64_t at = 0; at < size_of(level); at += page_size(level - 1)) {
        machine_walk(va + at, &view);
        agree("split_large: D of a part", view.dirty, before.dirty);
    }
    compare_whole();
}

static void large_promote(uint64_t va, uint32_t level)
{
    struct machine_view view;
    uint32_t stores = machine_stores();
    uint32_t dirty = level == 2 || level == 3 ? any_dirty(va, level) : 0;
    story_asked("promote_large va, level", va, level, 0, 0);
    enum selfmap_status status = promote_large(&world.mapper, va, level);
    agree("promote_large status", status, model_promote_large(&world.map, va, level));
    compare_after_large(status, va, size_of(level), stores);
    if (status != SELFMAP_OK)
        return;
    machine_walk(va, &view);
    agree("promote_large: D of the page", view.dirty, dirty);
    compare_whole();
}

/* The shape says whether the page is in use, read or written, and of the weather. */
static void operation_split(uint64_t va, uint32_t level, uint32_t shape, uint32_t promotes, uint32_t number)
{
    const uint32_t use = shape >> 5;
    if ((use & 1) != 0)
        touch_large(va, level, use >> 1 & 1);
    machine_weather((use >> 2) * (number * 2 + 1) * 0x9E3779B1u, guess(va));
    if (promotes)
        large_promote(va, level);
    else
        large_split(va, level);
    machine_weather(0, 0);
    if ((use & 1) != 0)
        touch_large(va, level, use >> 1 & 1);
}

/* From this choice on: split, and promote. */
#define FIRST_SPLIT 30

/* The choices say as those of a range do: which of the three, whether the page is in use, read or written, the weather. */
void operation_large(struct cursor *input, uint32_t choices, uint32_t number)
{
    const uint32_t kind = choices % 3;
    const uint32_t use = choices / 3;
    const uint32_t shape = take8(input);
    const uint32_t level = take_level(input, shape);
    const uint64_t va = aligned_to(take_address(input), size_of(level), shape >> 3);
    if (choices >= FIRST_SPLIT) {
        operation_split(va, level, shape, choices - FIRST_SPLIT, number);
        return;
    }
    if ((use & 1) != 0 && kind != 0)
        touch_large(va, level, use >> 1 & 1);
    machine_weather((use >> 2) * (number * 2 + 1) * 0x9E3779B1u, guess(va));
    switch (kind) {
    case 0:
        large_map(input, va, level, shape);
        break;
    case 1:
        large_unmap(va, level);
        break;
    default:
        large_protect(input, va, level);
    }
    machine_weather(0, 0);
    if ((use & 1) != 0 && kind != 1)
        touch_large(va, level, use >> 1 & 1);
}

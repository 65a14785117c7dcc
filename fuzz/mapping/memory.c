/*
 * memory.c - operations of targets `space` and `growth` on RAM under an address of its own (selfmap/memory.h), with somebody who takes and gives frames
 * beside. See places.h; relies on fuzz/machine.
 */
#include "fuzz/machine/machine.h"
#include "fuzz/mapping/places.h"
#include "selfmap/frame_database.h"
#include "selfmap/memory.h"
#include "selfmap/regions.h"
#include "spec/model/memory.h"

#define MOST_TABLE_FRAMES 0x1000u
#define LEAST_REACH 0x100000u /* frames of 32 bits of physical address */

static struct model_frames frames;

void memory_forget(void)
{
    frame_ram_reset();
}

void memory_start(struct cursor *input)
{
    const uint32_t shape = take8(input);
    const uint64_t wanted = (shape & 1) != 0 ? LEAST_REACH - MODEL_FRAMES / 2 : 0x40000;
    const uint32_t tables = wanted + MODEL_FRAMES > world.first_frame && wanted < world.first_frame + MOST_TABLE_FRAMES;
    const uint64_t base = tables ? 0x60000 : wanted;
    const uint64_t hole = base + 1 + (shape >> 4);
    const uint64_t end = base + MODEL_FRAMES - (shape >> 1 & 7);
    model_frames_start(base, &frames);
    agree("frame_ram_add", frame_ram_add(hole + 1, end), (uint64_t)model_frames_add(&frames, hole + 1, end));
    agree("frame_ram_add below", frame_ram_add(base, hole), (uint64_t)model_frames_add(&frames, base, hole));
    agree("frame_reserve", frame_reserve(end - 1, end), (uint64_t)model_frames_reserve(&frames, end - 1, end));
}

struct model_frames *memory_frames(void)
{
    return &frames;
}

uint64_t somebodys_frame(uint32_t choice)
{
    return choice < 16 ? choice : frames.base + MODEL_FRAMES - 1 - (choice - 16) * 2;
}

void compare_memory(void)
{
    for (uint32_t i = 0; i < MODEL_FRAMES; i++) {
        const uint64_t frame = frames.base + i;
        agree("frame_state", (uint64_t)frame_state(frame), (uint64_t)model_frame_state(&frames, frame));
    }
}

static uint64_t take_few(struct cursor *input)
{
    const uint32_t byte = take8(input);
    if (byte == 0xFF)
        return take64(input);
    return byte < 0xE0 ? byte % 6 : byte & 0x1F;
}

static void check_page(uint64_t va, uint64_t frame)
{
    struct machine_view view;
    machine_walk(va, &view);
    agree("a page is mapped", view.mapped, 1);
    agree("a page's frame", view.frame, frame);
    touch(va, 1);
}

static void check_guard(uint64_t va)
{
    struct machine_view view;
    machine_walk(va, &view);
    agree("a guard page is mapped", view.mapped, 0);
    touch(va, 1);
}

static void memory_take(struct cursor *input, uint32_t guards, uint32_t stack)
{
    uint64_t pages = take_few(input);
    uint32_t stores = machine_stores();
    uint64_t va = UNTOUCHED;
    uint64_t model_va = UNTOUCHED;
    enum model_status expected = model_memory_asked(&world.map, &places.regions, &frames, pages, guards);
    story_asked("memory_alloc pages, guards, as a stack", pages, guards, stack, 0);
    if (expected == MODEL_OK) {
        if (!model_map_has_room_for(&world.map, pages))
            return;
        expected = model_memory_alloc(&world.map, &places.regions, &frames, pages, guards, next_place(pages, guards), &model_va);
    }
    enum selfmap_status status = stack ? stack_alloc(&world.mapper, pages, &va) : memory_alloc(&world.mapper, pages, guards, &va);
    agree("memory_alloc status", status, expected);
    agree("memory_alloc address", va, model_va);
    compare_after(status, va, stores);
    compare_memory();
    if (status != SELFMAP_OK)
        return;
    places.last_va = va;
    struct model_mapping first = {0, 0, 0};
    model_translate(&world.map, va, &first);
    for (uint64_t i = 0; i < pages; i++)
        check_page(va + i * 0x1000, first.pfn + i);
    if ((guards & REGIONS_GUARD_BELOW) != 0)
        check_guard(va - 1);
    if ((guards & REGIONS_GUARD_ABOVE) != 0)
        check_guard(va + pages * 0x1000);
}

static void memory_give(struct cursor *input, uint32_t choice)
{
    uint64_t va = take_reserved(input, choice);
    uint32_t stores = machine_stores();
    story_asked("memory_free va", va, 0, 0, 0);
    enum model_status expected = model_memory_free(&world.map, &places.regions, &frames, va);
    enum selfmap_status status = memory_free(&world.mapper, va);
    agree("memory_free status", status, expected);
    compare_after(status, va, stores);
    compare_memory();
    if (status != SELFMAP_OK && machine_stores() != stores)
        finding("memory_free refused and has stored: address, stores", va, machine_stores() - stores);
}

/* Somebody takes frames, or gives some back that may be memory's. */
static void somebody(struct cursor *input, uint32_t give)
{
    uint64_t frame = frames.base + take8(input) % MODEL_FRAMES;
    uint64_t model_frame = 0;
    story_asked("frames, given back", frame, give, 0, 0);
    if (give) {
        agree("frame_free", frame_free(frame), (uint64_t)model_frames_free(&frames, frame));
        return;
    }
    uint64_t count = frame % 4 + 1;
    enum model_status expected = model_frames_alloc_run(&frames, count, 1, UINT64_MAX, &model_frame);
    frame = 0;
    agree("frame_alloc_run", frame_alloc_run(count, 1, UINT64_MAX, &frame), (uint64_t)expected);
    agree("frame_alloc_run, first", frame, model_frame);
}

void operation_memory(struct cursor *input, uint32_t choice)
{
    switch (choice & 7) {
    case 0:
        memory_take(input, REGIONS_GUARD_BELOW, 1);
        break;
    case 1:
        memory_take(input, choice >> 3, 0);
        break;
    case 2:
        memory_take(input, choice >> 3 == 3 ? REGIONS_GUARDS_LIMIT : choice >> 3, 0);
        break;
    case 7:
        somebody(input, choice >> 3 & 1);
        break;
    default:
        memory_give(input, take8(input));
    }
}

/*
 * mapper.c - fuzz target `mapper`: sequences of map, unmap, protect and translate on the simulated machine, against
 * the model's abstract map; after each call the walk, the TLB and the frame count, at intervals and at the end the
 * whole map by the hardware's walk and an audit of the tree (T3, design.md section 7).
 *
 * Input: the world (fuzz/mapping/world.c), then operations of an opcode byte each until the input ends. The upper bits
 * of an opcode choose what the CPU does by itself during the call (fuzz/machine/events.c).
 */
#include "fuzz/machine/machine.h"
#include "fuzz/mapping/world.h"

#define MOST_OPERATIONS 400
#define COMPARE_EVERY 16

/* A data access through the TLB lands where the map says, or faults. */
static void touch(uint64_t va, uint32_t write)
{
    struct model_mapping mapping;
    struct machine_view view;
    enum model_status status = model_translate(&world.map, va, &mapping);
    if (status == MODEL_IN_WINDOW || status == MODEL_NOT_CANONICAL)
        return;
    uint32_t allowed = status == MODEL_OK && (!write || (mapping.flags & MODEL_MAP_WRITE) != 0);
    agree("data access is allowed", machine_touch(va, write, &view), allowed);
    if (allowed)
        agree("data access: frame", view.frame, mapping.pfn);
}

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

/* What the machine or the harness does between calls. */
static void operation_between(struct cursor *input, uint32_t choice)
{
    uint32_t quota;
    uint64_t va;
    story_asked("between calls", choice, 0, 0, 0);
    switch (choice % 8) {
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

/* An address that the CPU may guess: one asked about, but no window address, where data could be taken for an entry. */
static uint64_t guess(uint32_t choices)
{
    uint64_t va = world.recent[choices % RECENT] & ~(uint64_t)0xFFF;
    return va >= world.map.window_base && va <= world.map.window_last ? 0 : va;
}

static void operation(struct cursor *input, uint32_t number)
{
    uint32_t opcode = take8(input);
    uint32_t choices = opcode >> 3;
    uint64_t va;
    if ((opcode & 7) == 7) {
        operation_between(input, choices);
        return;
    }
    va = take_address(input);
    machine_weather((choices >> 2) * (number * 2 + 1) * 0x9E3779B1u, guess(choices));
    switch (opcode & 7) {
    case 0:
    case 1:
    case 2:
        operation_map(input, va, choices);
        break;
    case 3:
    case 4:
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

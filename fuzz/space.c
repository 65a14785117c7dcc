/*
 * space.c - fuzz target `space`: physical ranges mapped and unmapped (selfmap/space.h), memory and stacks (selfmap/memory.h, operations in
 * fuzz/mapping/memory.c) in the world of target `mapper`, against the model; with somebody who maps and unmaps pages, reserves ranges and takes
 * frames of his own beside, and a frame source that may have too little.
 *
 * Input: the world (fuzz/mapping/world.c), where the regions lie, how RAM lies, then operations of a byte each and what it asks for.
 */
#include "fuzz/common/harness.h"
#include "fuzz/machine/machine.h"
#include "fuzz/mapping/places.h"
#include "selfmap/regions.h"
#include "selfmap/space.h"
#include "spec/model/io.h"

#define MOST_OPERATIONS 60

/* Every byte that was asked for is where its physical address says; the first and the last, of the first and the last page. */
static void compare_bytes(uint64_t physical, uint64_t bytes, uint64_t va)
{
    const uint64_t at[2] = {0, bytes - 1};
    for (uint32_t i = 0; i < 2; i++) {
        struct machine_view view;
        machine_walk(va + at[i], &view);
        agree("a byte's page is mapped", view.mapped, 1);
        agree("a byte's frame", view.frame, (physical + at[i]) >> 12);
        agree("a byte's place in its page", (va + at[i]) & 0xFFF, (physical + at[i]) & 0xFFF);
    }
}

/* ---- Operations ---- */

static uint64_t take_bytes(struct cursor *input, uint64_t physical)
{
    uint32_t shape = take8(input);
    switch (shape & 7) {
    case 0:
        return shape >> 3;
    case 1:
        return 0x1000 - (physical & 0xFFF) + (shape >> 3 & 1); /* to the end of the page, or one byte more */
    case 2:
        return (uint64_t)(shape >> 3) * 0x1000;
    case 3:
        return (uint64_t)(shape >> 3) * 0x1000 - 1;
    case 4:
        return (shape & 8) != 0 ? take64(input) : 0 - physical + (shape >> 4) - 8; /* to 2^64, or nonsense */
    case 5:
        return (world.pagemap.info.frame_limit << 12) - physical + (shape >> 3) - 16; /* to the end of what the CPU reaches */
    default:
        return (uint64_t)(shape >> 3) * 0x600 + take8(input);
    }
}

static void operation_map(struct cursor *input, uint32_t choice)
{
    uint64_t physical = take_pfn(input) * 0x1000 + take8(input) * 0x11u % 0x1000;
    uint64_t bytes = take_bytes(input, physical);
    uint32_t flags = (choice & 1) != 0 ? take_flags(input) : (choice >> 1 & 7) % 2 + (choice >> 2 & 3) * 0x10;
    uint32_t stores = machine_stores();
    uint64_t va = UNTOUCHED;
    uint64_t model_va = UNTOUCHED;
    enum model_status expected = model_io_asked(&world.map, &places.regions, physical, bytes, flags);
    if (expected == MODEL_OK) {
        uint64_t pages = model_io_pages(physical, bytes);
        if (!model_map_has_room_for(&world.map, pages))
            return;
        expected = model_io_map(&world.map, &places.regions, physical, bytes, flags, next_place(pages, 0), &model_va);
    }
    story_asked("io_map physical, bytes, flags", physical, bytes, flags, 0);
    enum selfmap_status status = io_map(&world.mapper, physical, bytes, flags, &va);
    agree("io_map status", status, expected);
    agree("io_map address", va, model_va);
    compare_after(status, va, stores);
    if (status != SELFMAP_OK)
        return;
    places.last_va = va;
    compare_bytes(physical, bytes, va);
    touch(va, choice >> 4 & 1);
    touch(va + bytes - 1, choice >> 4 & 1);
}

static void operation_unmap(struct cursor *input, uint32_t choice)
{
    uint64_t va = take_reserved(input, choice);
    uint32_t stores = machine_stores();
    story_asked("io_unmap va", va, 0, 0, 0);
    enum model_status expected = model_io_unmap(&world.map, &places.regions, va);
    enum selfmap_status status = io_unmap(&world.mapper, va);
    agree("io_unmap status", status, expected);
    compare_after(status, va, stores);
    if (status != SELFMAP_OK && machine_stores() != stores)
        finding("io_unmap refused and has stored: address, stores", va, machine_stores() - stores);
}

/* Somebody maps or unmaps a page in the regions behind their back. */
static void operation_page(struct cursor *input, uint32_t choice)
{
    somebodys_page((places.regions.base + take8(input) % MOST_PAGES) << 12, choice);
}

/* Somebody reserves a range of his own. */
static void operation_reserve(struct cursor *input, uint32_t choice)
{
    uint64_t first = UNTOUCHED;
    uint64_t pages = take8(input) % 16;
    uint32_t guards = choice % REGIONS_GUARDS_LIMIT;
    enum model_status expected = model_regions_asked(&places.regions, pages, 1, guards);
    story_asked("reserve pages, guards", pages, guards, 0, 0);
    enum selfmap_status status = regions_reserve(pages, 1, guards, &first);
    agree("reserve status", status, expected);
    if (status == SELFMAP_OK && !model_regions_take(&places.regions, first, pages, 1, guards))
        finding("a wrong place: first, pages", first, pages);
}

static void operation(struct cursor *input)
{
    uint32_t opcode = take8(input);
    uint32_t choice = opcode >> 3;
    uint32_t quota;
    switch (opcode & 7) {
    case 0:
    case 1:
        operation_map(input, choice);
        break;
    case 2:
        operation_memory(input, choice);
        break;
    case 3:
    case 4:
        operation_unmap(input, choice);
        break;
    case 5:
        operation_page(input, choice);
        break;
    case 6:
        operation_reserve(input, choice);
        break;
    default:
        quota = choice == 31 ? FRAMES_LIMIT : choice % 8;
        frames_set_quota(quota);
        model_frames_set_quota(&world.map, quota);
        machine_drop_one(choice);
    }
}

void fuzz_target(struct cursor *input)
{
    memory_forget();
    if (!world_start(input) || !places_start(input))
        return;
    memory_start(input);
    for (uint32_t number = 0; number < MOST_OPERATIONS && input->left > 0; number++) {
        operation(input);
        compare_regions();
    }
    machine_check_tlb();
    compare_whole();
    compare_memory();
}

/*
 * space.c - fuzz target `space`: physical ranges mapped and unmapped (selfmap/space.h) in the world of target `mapper`, against the model;
 * with somebody who maps and unmaps pages and reserves ranges of his own beside, and a frame source that may have too little.
 *
 * Input: the world (fuzz/mapping/world.c), where the regions lie, then operations of a byte each and what it asks for.
 */
#include "fuzz/common/harness.h"
#include "fuzz/machine/machine.h"
#include "fuzz/mapping/world.h"
#include "selfmap/regions.h"
#include "selfmap/space.h"
#include "spec/model/io.h"

#define MOST_OPERATIONS 60
#define MOST_PAGES 0x80u

static struct model_regions regions;
static uint64_t last_va;

/* Where a reservation of so many pages will lie: it is made, and released again. */
static uint64_t next_place(uint64_t pages)
{
    uint64_t page = 0;
    agree("trial reserve", regions_reserve(pages, 1, 0, &page), SELFMAP_OK);
    agree("trial release", regions_release(page), SELFMAP_OK);
    return page;
}

/* Every reservation is the model's, and no page is lost: both count them, and the longest free range is as long. */
static void compare_regions(void)
{
    uint32_t ranges = 0;
    agree("longest free range", regions_longest(), model_regions_longest(&regions));
    for (uint32_t i = 0; i < regions.count; i++)
        agree("pages of a reservation", regions_size_of(regions.taken[i].handed), model_regions_size_of(&regions, regions.taken[i].handed));
    for (uint32_t i = 0; i < 2 * MOST_PAGES; i++) {
        struct region region;
        ranges += regions_look(i, &region) == SELFMAP_OK;
    }
    agree("ranges", ranges, model_regions_ranges(&regions));
}

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
    enum model_status expected = model_io_asked(&world.map, &regions, physical, bytes, flags);
    if (expected == MODEL_OK) {
        uint64_t pages = model_io_pages(physical, bytes);
        if (!model_map_has_room_for(&world.map, pages))
            return;
        expected = model_io_map(&world.map, &regions, physical, bytes, flags, next_place(pages), &model_va);
    }
    story_asked("io_map physical, bytes, flags", physical, bytes, flags, 0);
    enum selfmap_status status = io_map(&world.mapper, physical, bytes, flags, &va);
    agree("io_map status", status, expected);
    agree("io_map address", va, model_va);
    compare_after(status, va, stores);
    if (status != SELFMAP_OK)
        return;
    last_va = va;
    compare_bytes(physical, bytes, va);
    touch(va, choice >> 4 & 1);
    touch(va + bytes - 1, choice >> 4 & 1);
}

/* An address of a reservation, mostly right: any byte of its first page, a page further on, or anything. */
static uint64_t take_mapped(struct cursor *input, uint32_t choice)
{
    const struct model_region *near = regions.count > 0 ? &regions.taken[(choice >> 2) % regions.count] : 0;
    if (near == 0 || (choice & 3) == 3)
        return (choice & 4) != 0 ? last_va : take_address(input);
    return (near->handed << 12) + ((choice & 3) == 2 ? 0x1000 : 0) + ((choice & 3) != 0 ? take8(input) * 0x10u : 0);
}

static void operation_unmap(struct cursor *input, uint32_t choice)
{
    uint64_t va = take_mapped(input, choice);
    uint32_t stores = machine_stores();
    story_asked("io_unmap va", va, 0, 0, 0);
    enum model_status expected = model_io_unmap(&world.map, &regions, va);
    enum selfmap_status status = io_unmap(&world.mapper, va);
    agree("io_unmap status", status, expected);
    compare_after(status, va, stores);
    if (status != SELFMAP_OK && machine_stores() != stores)
        finding("io_unmap refused and has stored: address, stores", va, machine_stores() - stores);
}

/* Somebody maps or unmaps a page in the regions behind their back. */
static void operation_page(struct cursor *input, uint32_t choice)
{
    uint64_t va = (regions.base + take8(input) % MOST_PAGES) << 12;
    uint32_t stores = machine_stores();
    uint64_t pfn = 0;
    enum selfmap_status status;
    story_asked("page va, unmapped", va, choice & 1, 0, 0);
    if ((choice & 1) != 0) {
        status = unmap_page(&world.mapper, va, &pfn);
        agree("unmap_page status", status, model_unmap_page(&world.map, va, &pfn));
    } else {
        if (!model_map_has_room(&world.map))
            return;
        status = map_page(&world.mapper, va, choice, MAP_WRITE);
        agree("map_page status", status, model_map_page(&world.map, va, choice, MODEL_MAP_WRITE));
    }
    compare_after(status, va, stores);
}

/* Somebody reserves a range of his own. */
static void operation_reserve(struct cursor *input, uint32_t choice)
{
    uint64_t first = UNTOUCHED;
    uint64_t pages = take8(input) % 16;
    uint32_t guards = choice % REGIONS_GUARDS_LIMIT;
    enum model_status expected = model_regions_asked(&regions, pages, 1, guards);
    story_asked("reserve pages, guards", pages, guards, 0, 0);
    enum selfmap_status status = regions_reserve(pages, 1, guards, &first);
    agree("reserve status", status, expected);
    if (status == SELFMAP_OK && !model_regions_take(&regions, first, pages, 1, guards))
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
    case 2:
        operation_map(input, choice);
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

/* The regions: a few pages anywhere, most often in the kernel's half. */
static uint32_t begin(struct cursor *input)
{
    uint64_t base = take_address(input) >> 12;
    uint64_t pages = 1 + take8(input) % MOST_PAGES;
    enum model_status status = model_regions_init(&regions, base, pages);
    story_asked("regions base, pages", base, pages, 0, 0);
    agree("regions_init", regions_init(base, pages), status);
    last_va = base << 12;
    return status == MODEL_OK;
}

void fuzz_target(struct cursor *input)
{
    if (!world_start(input) || !begin(input))
        return;
    for (uint32_t number = 0; number < MOST_OPERATIONS && input->left > 0; number++) {
        operation(input);
        compare_regions();
    }
    machine_check_tlb();
    compare_whole();
}

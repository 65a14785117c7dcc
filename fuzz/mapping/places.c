/* places.c - see places.h. */
#include "fuzz/mapping/places.h"

#include "fuzz/machine/machine.h"
#include "selfmap/regions.h"

struct places places;

uint32_t places_start(struct cursor *input)
{
    uint64_t base = take_address(input) >> 12;
    uint64_t pages = 1 + take8(input) % MOST_PAGES;
    enum model_status status = model_regions_init(&places.regions, base, pages);
    story_asked("regions base, pages", base, pages, 0, 0);
    agree("regions_init", regions_init(base, pages), status);
    places.last_va = base << 12;
    return status == MODEL_OK;
}

uint64_t next_place(uint64_t pages, uint32_t guards)
{
    uint64_t page = 0;
    agree("trial reserve", regions_reserve(pages, 1, guards, &page), SELFMAP_OK);
    agree("trial release", regions_release(page), SELFMAP_OK);
    return page;
}

uint64_t take_reserved(struct cursor *input, uint32_t choice)
{
    const struct model_region *near = places.regions.count > 0 ? &places.regions.taken[(choice >> 2) % places.regions.count] : 0;
    if (near == 0 || (choice & 3) == 3)
        return (choice & 4) != 0 ? places.last_va : take_address(input);
    return (near->handed << 12) + ((choice & 3) == 2 ? 0x1000 : 0) + ((choice & 3) != 0 ? take8(input) * 0x10u : 0);
}

void somebodys_page(uint64_t va, uint32_t choice)
{
    uint32_t stores = machine_stores();
    uint64_t pfn = 0;
    enum selfmap_status status;
    story_asked("page va, unmapped", va, choice & 1, 0, 0);
    if ((choice & 1) != 0) {
        status = unmap_page(&world.mapper, va, &pfn);
        agree("unmap_page status", status, model_unmap_page(&world.map, va, &pfn));
    } else {
        pfn = somebodys_frame(choice);
        if (!model_map_has_room(&world.map))
            return;
        status = map_page(&world.mapper, va, pfn, MAP_WRITE);
        agree("map_page status", status, model_map_page(&world.map, va, pfn, MODEL_MAP_WRITE));
    }
    compare_after(status, va, stores);
}

void compare_regions(void)
{
    const struct model_regions *regions = &places.regions;
    uint32_t ranges = 0;
    agree("longest free range", regions_longest(), model_regions_longest(regions));
    for (uint32_t i = 0; i < regions->count; i++)
        agree("pages of a reservation", regions_size_of(regions->taken[i].handed), model_regions_size_of(regions, regions->taken[i].handed));
    for (uint32_t i = 0; i < 2 * MOST_PAGES; i++) {
        struct region region;
        ranges += regions_look(i, &region) == SELFMAP_OK;
    }
    agree("ranges", ranges, model_regions_ranges(regions));
}

/* inputs.c - a byte or a few of the input become an address, a frame or flags of the sort that matters. See world.h. */
#include "fuzz/mapping/world.h"

uint64_t page_size(uint32_t level)
{
    return (uint64_t)1 << (12 + (level - 1) * (world.pagemap.info.mode == PAGING_PML2 ? 10 : 9));
}

uint64_t canonical(uint64_t value)
{
    uint64_t va = 0;
    model_sign_extend(world.pagemap.info.mode, value & (((uint64_t)1 << world.pagemap.info.address_bits) - 1), &va);
    return va;
}

/* Ends of the address space, of its halves, of the windows, and the pages around them. */
static uint64_t edge(uint32_t choice)
{
    const struct pagemap_info *info = &world.pagemap.info;
    const uint64_t half = (uint64_t)1 << (info->address_bits - 1);
    uint32_t level = (choice >> 2) % info->window_levels;
    uint64_t near = (uint64_t)(choice >> 5 & 7) * 0x1000 - 0x4000;
    switch (choice & 3) {
    case 0:
        return info->window_base[level] + near;
    case 1:
        return info->window_last[level] + 1 + near;
    case 2:
        return ((choice >> 2 & 1) != 0 ? half : info->mode >= PAGING_PML4 ? 0 - half : 2 * half) + near;
    default:
        return near;
    }
}

/* An index for each level out of eight that matter: the ends, the middle, the self-map's neighbours. */
static uint64_t composed(uint32_t choices)
{
    const uint32_t last = world.pagemap.info.entries_per_table - 1;
    const uint32_t indices[8] = {0, 1, 2, last / 2, last / 2 + 1, last, last - 1, world.pagemap.info.self_map_slot + 1};
    uint64_t va = 0;
    for (uint32_t level = 1; level <= world.pagemap.info.mode; level++)
        va += page_size(level) * indices[choices >> (3 * (level - 1)) & 7];
    return canonical(va) + ((choices & 0x8000) != 0 && (choices & 7) == 0 ? 0x800 : 0);
}

static uint64_t choose_address(struct cursor *input)
{
    uint32_t shape = take8(input);
    uint64_t step;
    switch (shape & 7) {
    case 0:
    case 1:
        return world.recent[shape >> 3 & 7];
    case 2:
        return world.recent[shape >> 3 & 7] + take8(input) * 0x29u;
    case 3:
        return edge(take8(input)) - (shape >> 3 & 1);
    case 4:
        if ((shape & 0xF8) == 0)
            return take64(input);
        return canonical(take32(input) * 0x9E3779B97F4A7C15u & ~(uint64_t)0xFFF);
    case 5:
        step = page_size(1 + (shape >> 5 & 3));
        return world.recent[shape >> 3 & 1] + ((shape & 0x80) != 0 ? 0 - step : step);
    case 6:
        step = page_size(1 + (shape >> 5 & 3));
        return canonical(world.recent[shape >> 3 & 1] + ((shape & 0x80) != 0 ? 0 - step : step));
    default:
        return composed((uint32_t)take(input, 2));
    }
}

uint64_t take_address(struct cursor *input)
{
    uint64_t va = choose_address(input);
    world.recent[world.recent_at] = va;
    world.recent_at = (world.recent_at + 1) % RECENT;
    return va;
}

uint64_t take_pfn(struct cursor *input)
{
    const uint64_t limit = world.pagemap.info.frame_limit;
    uint32_t choice = take8(input);
    switch (choice) {
    case 0xF8:
        return limit - 1;
    case 0xF9:
        return limit;
    case 0xFA:
        return ((uint64_t)1 << 40) - 1;
    case 0xFB:
        return (uint64_t)1 << 40;
    case 0xFC:
        return world.first_frame + take8(input) % world.frame_count; /* a table, as data */
    case 0xFD:
        return (uint64_t)1 << 20;
    case 0xFE:
    case 0xFF:
        return take64(input);
    default:
        return (choice * 0x9E3779B97F4A7C15u) & (limit - 1);
    }
}

uint32_t take_level(struct cursor *input, uint32_t choice)
{
    const uint32_t highest = world.pagemap.info.leaf_levels;
    switch (choice & 7) {
    case 3:
    case 4:
        return highest < 3 ? 2 : 3;
    case 5:
        return highest + 1;
    case 6:
        return choice >> 3 & 1;
    case 7:
        return take32(input);
    default:
        return 2;
    }
}

uint64_t aligned_to(uint64_t number, uint64_t unit, uint32_t choice)
{
    return (choice & 3) == 3 ? number : number & ~(unit - 1);
}

/* Pages from va to the end of its half of the address space. */
static uint64_t pages_in_half(uint64_t va)
{
    const struct pagemap_info *info = &world.pagemap.info;
    const uint32_t bits = info->mode >= PAGING_PML4 ? info->address_bits - 1 : info->address_bits;
    return (((uint64_t)1 << bits) - (va & (((uint64_t)1 << bits) - 1))) >> 12;
}

/* No sensible size. */
static uint64_t hostile_pages(struct cursor *input, uint32_t choice)
{
    switch (choice) {
    case 0:
        return 0;
    case 1:
        return UINT64_MAX;
    case 2:
        return (uint64_t)1 << 52;
    case 3:
        return ((uint64_t)1 << 52) + 1;
    case 4:
        return (uint64_t)1 << (world.pagemap.info.address_bits - 12);
    case 5:
        return take64(input);
    default:
        return choice * 8;
    }
}

uint64_t take_pages(struct cursor *input, uint64_t va)
{
    const uint32_t entries = world.pagemap.info.entries_per_table;
    const uint64_t to_table_end = entries - (va >> 12) % entries;
    uint32_t shape = take8(input);
    uint64_t near = (uint64_t)(shape >> 3 & 7) - 4;
    switch (shape & 7) {
    case 3:
        return to_table_end + near;
    case 4:
        return (shape & 0x80) != 0 ? to_table_end + near + ((shape >> 6 & 1) + 1) * entries : near + 5;
    case 5:
        return pages_in_half(va) + near;
    case 6:
        return ((world.pagemap.info.window_base[0] - va) >> 12) + near;
    case 7:
        return hostile_pages(input, shape >> 3);
    default:
        return (shape >> 3) + 1;
    }
}

uint32_t take_flags(struct cursor *input)
{
    uint32_t choice = take8(input);
    return choice >= 0xF8 ? take32(input) : choice & 0x3F;
}

uint64_t guess(uint64_t asked)
{
    uint64_t va = asked & ~(uint64_t)0xFFF;
    return va >= world.map.window_base && va <= world.map.window_last ? 0 : va;
}

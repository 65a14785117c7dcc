/* memory.c - see memory.h. Relies on the library's memory map. */
#include "memory.h"

#include "selfmap/memmap.h"

/* 0 for what nobody speaks of: no entry is needed. */
static uint32_t range_type(uint32_t type, uint32_t own)
{
    switch (type) {
    case MEMMAP_HOLE:
        return 0;
    case MEMMAP_USABLE:
        return RANGE_USABLE;
    case MEMMAP_KERNEL:
    case MEMMAP_LOADER:
        return own;
    case MEMMAP_ACPI_TABLES:
        return RANGE_ACPI;
    case MEMMAP_ACPI_NVS:
        return RANGE_NVS;
    case MEMMAP_PERSISTENT:
        return RANGE_PERSISTENT;
    case MEMMAP_BAD:
        return RANGE_BAD;
    default:
        return RANGE_RESERVED;
    }
}

/* Regions come sorted; neighbours that differ only to the library become one entry. */
static void add(struct memory_list *list, const struct memmap_region *region, uint32_t type)
{
    struct memory_range *last = list->count == 0 ? 0 : &list->ranges[list->count - 1];
    uint64_t base = region->first << 12, bytes = (region->end - region->first) << 12;

    if (type == 0)
        return;
    if (last != 0 && last->type == type && last->base + last->bytes == base)
        last->bytes += bytes;
    else if (list->count < list->room)
        list->ranges[list->count++] = (struct memory_range){base, bytes, type, 0};
}

void memory_read(const void *map, uint32_t count, uint32_t stride)
{
    /* Neither can fail here: the limits are constants, and impl/firmware lets no stride below 40 pass. */
    if (memmap_begin(MEMMAP_MOST_FRAMES, MEMMAP_LIMIT) == SELFMAP_OK)
        (void)memmap_ingest_uefi(map, count, stride);
}

uint32_t memory_is_free(uint32_t first, uint32_t end)
{
    for (uint32_t frame = first >> 12; frame < end >> 12; frame++)
        if (memmap_type_of(frame) != MEMMAP_USABLE)
            return 0;
    return 1;
}

void memory_fill(struct memory_list *list, uint32_t own, uint32_t first, uint32_t end)
{
    struct memmap_region region = {0, 0, 0};

    list->count = 0;
    (void)memmap_reserve(first >> 12, (end - first) >> 12, MEMMAP_KERNEL);
    for (uint32_t i = 0; memmap_region(i, &region) == SELFMAP_OK; i++)
        add(list, &region, range_type(region.type, own));
}

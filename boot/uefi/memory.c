/* memory.c - see memory.h. Relies on the descriptors' layout (UEFI 7.2.3), which may grow: hence the size of each. */
#include "memory.h"

#include "efi.h"

/* Only memory that can be cached and has no special purpose is anybody's. An unknown type is reserved. */
static uint32_t range_type(const struct efi_memory_descriptor *descriptor, uint32_t own)
{
    switch (descriptor->type) {
    case EFI_LOADER_DATA:
        return own;
    case EFI_LOADER_CODE:
    case EFI_BOOT_CODE:
    case EFI_BOOT_DATA:
    case EFI_CONVENTIONAL:
        return (descriptor->attribute & (EFI_MEMORY_WB | EFI_MEMORY_SP)) == EFI_MEMORY_WB ? RANGE_USABLE : RANGE_RESERVED;
    case EFI_ACPI_RECLAIM:
        return RANGE_ACPI;
    case EFI_ACPI_NVS:
        return RANGE_NVS;
    case EFI_UNUSABLE:
        return RANGE_UNUSABLE;
    case EFI_PERSISTENT:
        return RANGE_PERSISTENT;
    default:
        return RANGE_RESERVED;
    }
}

/* Where a range with this base belongs; firmware need not sort its map. */
static uint32_t place_of(const struct memory_list *list, uint64_t base)
{
    uint32_t at = list->count;

    while (at > 0 && list->ranges[at - 1].base > base)
        at--;
    return at;
}

static uint32_t touches(const struct memory_range *low, uint64_t base, uint32_t type)
{
    return low->type == type && low->base + low->bytes == base;
}

static void take_out(struct memory_list *list, uint32_t at)
{
    list->count--;
    for (uint32_t i = at; i < list->count; i++)
        list->ranges[i] = list->ranges[i + 1];
}

static void insert(struct memory_list *list, uint32_t at, const struct memory_range *range)
{
    if (list->count == list->room) {
        list->dropped++;
        return;
    }
    for (uint32_t i = list->count; i > at; i--)
        list->ranges[i] = list->ranges[i - 1];
    list->ranges[at] = *range;
    list->count++;
}

static void add(struct memory_list *list, const struct memory_range *range)
{
    uint32_t at = place_of(list, range->base);

    if (at > 0 && touches(&list->ranges[at - 1], range->base, range->type)) {
        at--;
        list->ranges[at].bytes += range->bytes;
    } else if (at < list->count && touches(range, list->ranges[at].base, list->ranges[at].type)) {
        list->ranges[at].base = range->base;
        list->ranges[at].bytes += range->bytes;
    } else {
        insert(list, at, range);
        return;
    }
    /* The gap before the next one may be closed now. */
    if (at + 1 < list->count && touches(&list->ranges[at], list->ranges[at + 1].base, list->ranges[at + 1].type)) {
        list->ranges[at].bytes += list->ranges[at + 1].bytes;
        take_out(list, at + 1);
    }
}

void memory_convert(const void *map, uint64_t bytes, uint64_t descriptor_bytes, uint32_t own, struct memory_list *list)
{
    const uint8_t *at = map;

    list->count = 0;
    list->dropped = 0;
    if (descriptor_bytes < sizeof(struct efi_memory_descriptor))
        return;
    for (; bytes >= descriptor_bytes; bytes -= descriptor_bytes, at += (uintptr_t)descriptor_bytes) {
        const struct efi_memory_descriptor *descriptor = (const void *)at;
        struct memory_range range = {descriptor->physical_start, descriptor->pages << 12, range_type(descriptor, own), 0};

        /* What is empty or wraps at 2^64 is no memory. */
        if (range.bytes >> 12 == descriptor->pages && range.bytes != 0 && range.base + range.bytes > range.base)
            add(list, &range);
    }
}

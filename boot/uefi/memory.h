/*
 * memory.h - the firmware's memory map in the types of the PC's E820, as PVH hands it over. The reading is the library's
 * (selfmap/memmap.h): sorted, disjoint, the most restrictive of what overlaps, nothing invented.
 */
#ifndef UEFI_MEMORY_H
#define UEFI_MEMORY_H

#include <stdint.h>

/* hvm_memmap_table_entry of the PVH boot ABI. */
struct memory_range {
    uint64_t base;
    uint64_t bytes;
    uint32_t type;
    uint32_t reserved;
};

enum memory_range_type {
    RANGE_USABLE = 1,
    RANGE_RESERVED = 2,
    RANGE_ACPI = 3,
    RANGE_NVS = 4,
    RANGE_BAD = 5,
    RANGE_PERSISTENT = 7
};

struct memory_list {
    struct memory_range *ranges;
    uint32_t room;  /* entries that `ranges` has; memory for which there is none is lost */
    uint32_t count; /* entries that are filled */
};

/* Reads `count` of GetMemoryMap's descriptors, `stride` bytes apart. Asks nothing of the firmware, as the two below. */
void memory_read(const void *map, uint32_t count, uint32_t stride);

/* Will all of [first, end), page-aligned addresses, be free once the firmware is left? Before memory_fill. */
uint32_t memory_is_free(uint32_t first, uint32_t end);

/*
 * Fills the list. What the loader allocated for itself and for the kernel gets the type `own`, as does [first, end), where the
 * kernel lies.
 */
void memory_fill(struct memory_list *list, uint32_t own, uint32_t first, uint32_t end);

#endif

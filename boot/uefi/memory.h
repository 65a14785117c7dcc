/* memory.h - the firmware's memory map in the types of the PC's E820, as PVH hands it over. */
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
    RANGE_UNUSABLE = 5,
    RANGE_PERSISTENT = 7
};

struct memory_list {
    struct memory_range *ranges;
    uint32_t room;    /* entries that `ranges` has */
    uint32_t count;   /* entries that are filled: sorted by base, neighbours of one type merged */
    uint32_t dropped; /* entries that found no room */
};

/*
 * Fills the list from `bytes` of GetMemoryMap's descriptors, `descriptor_bytes` apart. What the loader allocated as loader
 * data (the kernel, its hand-off) gets the type `own`; what falls free with the firmware is usable, the loader's code
 * included. Asks nothing of the firmware: it runs after ExitBootServices.
 */
void memory_convert(const void *map, uint64_t bytes, uint64_t descriptor_bytes, uint32_t own, struct memory_list *list);

#endif

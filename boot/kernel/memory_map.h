/*
 * memory_map.h - the loader's memory map through the library's ingest (selfmap/memmap.h), and what this kernel reserves in it.
 * All that the kernel knows of free memory it asks the library.
 */
#ifndef BOOT_MEMORY_MAP_H
#define BOOT_MEMORY_MAP_H

#include <stdint.h>

#include "selfmap/pagemap.h"

/* A run of frames that this kernel keeps to itself. */
struct reservation {
    uint64_t first;
    uint64_t count;
    uint32_t kind; /* enum memmap_type */
};

#define RESERVATIONS 5u

/* What QEMU must have (MEM=) in every mode: measured, and boot-test boots with it. */
#define LEAST_MIB 3u

/* The low megabyte, the image, in it the hand-off's copy, the early tables behind it once they stand, and the page that this mode's
   trampoline needs. */
const struct reservation *memory_reservations(const struct pagemap_info *info);

/* The reach of the bound mode in frames, as far as it is sure of this CPU. */
uint64_t memory_reach(const struct pagemap_info *info);

/* Ingests the loader's map and reserves. Stops with one line when the library refuses. */
void memory_map_build(const struct pagemap_info *info);

/* Prints the regions, the counts of odd entries, and the totals. */
void memory_map_report(void);

/* Is [base, base + size) free memory? */
uint32_t memory_usable(uint64_t base, uint64_t size);

/* Ends the run with one line that says how much memory the kernel needs. */
_Noreturn void stop_for_memory(void);

/* The physical address of the highest free frame. Stops with one line when there is none above the kernel. */
uint64_t memory_highest_frame(void);

#endif

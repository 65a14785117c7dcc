/*
 * memmap.h - the boot memory map: raw entries of the firmware become one list of regions that a frame allocator can trust.
 *
 * There is one map. memmap_begin starts it over; memmap_ingest_e820 and memmap_ingest_uefi add raw entries, any number of
 * times; memmap_reserve takes frames out. All of them in any order: of a frame of which several things are said the
 * most restrictive holds. What nobody speaks of is a hole. Usable entries count for the whole frames inside them, every
 * other entry for each frame that it touches. Nothing is ever invented: what does not fit is lost memory, and counted.
 *
 * The list covers the frames [0, frame_limit) without a gap: sorted, disjoint, neighbours of different types. A frame
 * is 4 KiB; frame numbers are 64 bits wide in both kernels. On an error nothing has changed.
 */
#ifndef SELFMAP_MEMMAP_H
#define SELFMAP_MEMMAP_H

#include <stdint.h>

#include "selfmap/status.h"

/* From the least restrictive to the most: of two types the greater wins. Only MEMMAP_USABLE is free. */
enum memmap_type {
    MEMMAP_HOLE = 0,         /* nobody speaks of these frames */
    MEMMAP_USABLE = 1,       /* free memory */
    MEMMAP_LOW = 2,          /* reserved by us: the low megabyte, page 0, or whatever else the kernel's policy keeps */
    MEMMAP_KERNEL = 3,       /* reserved by us: the kernel's image, and in it or elsewhere */
    MEMMAP_TRAMPOLINE = 4,   /* code that runs with paging off, */
    MEMMAP_MODULE = 5,       /* a boot module, */
    MEMMAP_BOOT_INFO = 6,    /* what the loader told, until it has been copied, */
    MEMMAP_TABLES = 7,       /* live page tables */
    MEMMAP_LOADER = 8,       /* UEFI LoaderCode, LoaderData: free for those who know what the loader left there */
    MEMMAP_ACPI_TABLES = 9,  /* free once the ACPI tables have been read */
    MEMMAP_ACPI_NVS = 10,    /* the firmware's, to be kept across sleep */
    MEMMAP_PERSISTENT = 11,  /* keeps its data without power: not for a frame allocator */
    MEMMAP_RUNTIME = 12,     /* UEFI runtime services */
    MEMMAP_RESERVED = 13,    /* reserved, devices, and every type that is not known here */
    MEMMAP_BAD = 14,         /* faulty memory */
    MEMMAP_TYPE_COUNT = 15
};

/* The first and the last type that memmap_reserve takes. */
#define MEMMAP_FIRST_RESERVATION MEMMAP_LOW
#define MEMMAP_LAST_RESERVATION MEMMAP_TABLES

/* Most regions that the list can hold, holes included: n entries that do not touch make 2n + 1 at most. */
#define MEMMAP_LIMIT 2560u
/* Frames that the architecture can name: MAXPHYADDR is at most 52. */
#define MEMMAP_MOST_FRAMES 0x10000000000u

struct memmap_region {
    uint64_t first; /* frame number */
    uint64_t end;   /* the frame number after the last one; above first */
    uint32_t type;  /* enum memmap_type */
};

/* How many raw entries were what; each stops at 2^32 - 1. An entry may be counted in several. */
struct memmap_counts {
    uint32_t entries; /* raw entries seen */
    uint32_t empty;   /* of no bytes */
    uint32_t partial; /* usable, with less than a whole frame, so nothing came of them */
    uint32_t wrapped; /* running past 2^64: ignored when usable, else taken to reach to the end */
    uint32_t beyond;  /* reaching past frame_limit: cut there */
    uint32_t unknown; /* of a type that is not known here: reserved */
    uint32_t lost;    /* entries and reservations that the full list could not hold: usable ones ignored, others widened */
};

/*
 * Starts over: one hole [0, frame_limit), counts 0. frame_limit is the reach of CPU and mode in frames (struct
 * pagemap_info), 1 to MEMMAP_MOST_FRAMES; `most` the regions that the list may grow to, 1 to MEMMAP_LIMIT.
 * Errors: SELFMAP_BAD_FRAME (frame_limit), SELFMAP_BAD_LENGTH (most). Cost: constant. Theorem: T4.
 */
enum selfmap_status memmap_begin(uint64_t frame_limit, uint32_t most);

/*
 * Adds `count` entries as e820 and PVH's start info have them, little-endian: base (8 bytes), length in bytes (8), type
 * (4); the next entry starts `stride` bytes later. Type 1 is usable, 3 ACPI tables, 4 ACPI NVS, 5 bad, 7 persistent, every other
 * reserved; 2 and 6 are reserved and known (ACPI 6.4, table 15.4). `bytes` has count x stride bytes, at any alignment.
 * Error: SELFMAP_BAD_LENGTH (stride below 20). Cost: for each entry at most one pass over the list. Theorem: T4.
 */
enum selfmap_status memmap_ingest_e820(const uint8_t *bytes, uint32_t count, uint32_t stride);

/*
 * The same for UEFI's memory descriptors: type (4 bytes), at 8 the first byte's address (8), at 24 the number of pages (8), at
 * 32 the attributes (8). Usable is what is conventional or held boot services, is cacheable (EFI_MEMORY_WB) and is neither for the runtime
 * nor persistent nor set aside for a purpose (EFI_MEMORY_SP); UEFI 2.10, 7.2.3. Call it when boot services are gone.
 * Error: SELFMAP_BAD_LENGTH (stride below 40). Cost: as above. Theorem: T4.
 */
enum selfmap_status memmap_ingest_uefi(const uint8_t *bytes, uint32_t count, uint32_t stride);

/*
 * The frames [first, first + count) are not free, whatever the map says now or later: kind is MEMMAP_LOW to MEMMAP_TABLES.
 * What lies above frame_limit is cut off; no frames, nothing happens. Error: SELFMAP_BAD_KIND (kind is none of these),
 * SELFMAP_BAD_FRAME (the range wraps at 2^64). Cost: as for one entry. Theorem: T4.
 */
enum selfmap_status memmap_reserve(uint64_t first, uint64_t count, uint32_t kind);

/* Regions of the list, holes included; at least one after memmap_begin. Cost: constant. Theorem: T4. */
uint32_t memmap_count(void);

/* Region number `index`, the lowest is 0. Error: SELFMAP_NOT_FOUND (no such region). Cost: constant. Theorem: T4. */
enum selfmap_status memmap_region(uint32_t index, struct memmap_region *region);

/* The type of a frame, MEMMAP_HOLE above frame_limit. Cost: the logarithm of the number of regions. Theorem: T4. */
uint32_t memmap_type_of(uint64_t frame);

/* How many entries were dropped, cut or widened since memmap_begin. Cost: constant. Theorem: T4. */
void memmap_counts(struct memmap_counts *counts);

#endif

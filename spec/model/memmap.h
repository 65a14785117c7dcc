/*
 * memmap.h - the model of a boot memory map: what a set of raw entries and reservations says of one frame, by asking each
 * of them. Nothing is sorted, nothing merged. Byte addresses count from 0 to 2^64 - 1.
 */
#ifndef SPEC_MODEL_MEMMAP_H
#define SPEC_MODEL_MEMMAP_H

#include <stdint.h>

#define MODEL_MEMMAP_ENTRIES 512

/* Kinds of frames; of several the greatest holds. 2 to 7 are reservations. */
enum model_memory {
    MODEL_HOLE = 0,
    MODEL_USABLE = 1,
    MODEL_FIRST_RESERVATION = 2,
    MODEL_LAST_RESERVATION = 7,
    MODEL_LOADER = 8,
    MODEL_ACPI_TABLES = 9,
    MODEL_ACPI_NVS = 10,
    MODEL_PERSISTENT = 11,
    MODEL_RUNTIME = 12,
    MODEL_RESERVED = 13,
    MODEL_BAD = 14
};

/* One thing that was said: the bytes [first, last], or nothing when there are none. */
struct model_memory_entry {
    uint64_t first;
    uint64_t last;
    uint32_t kind;
    uint32_t nothing; /* it says nothing: empty, or usable and running past the end */
};

struct model_memmap {
    uint64_t frame_limit;
    uint32_t said;
    uint32_t entries;
    uint32_t empty;
    uint32_t partial;
    uint32_t wrapped;
    uint32_t beyond;
    uint32_t unknown;
    struct model_memory_entry entry[MODEL_MEMMAP_ENTRIES];
};

void model_memmap_begin(struct model_memmap *map, uint64_t frame_limit);

/* Reads one raw entry; the caller sees to it that there is room for it. */
void model_memmap_e820(struct model_memmap *map, const uint8_t *raw);
void model_memmap_uefi(struct model_memmap *map, const uint8_t *raw);

/* The frames [first, first + count), which do not wrap. */
void model_memmap_reserve(struct model_memmap *map, uint64_t first, uint64_t count, uint32_t kind);

/* What holds of this frame. */
uint32_t model_memmap_says(const struct model_memmap *map, uint64_t frame);

#endif

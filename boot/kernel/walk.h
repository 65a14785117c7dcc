/*
 * walk.h - the kernel's own page walk over physical memory, the inner oracle. It takes the shape of the tables from
 * the control registers and uses none of the library's address math or entry decoding.
 */
#ifndef BOOT_WALK_H
#define BOOT_WALK_H

#include <stdint.h>

/* How the CPU walks now (SDM Vol. 3A, table 4-1 and figure 4-1). */
struct walk_shape {
    uint32_t levels;      /* 2 to 5 */
    uint32_t index_bits;  /* 10 or 9 */
    uint32_t entry_bytes; /* 4 or 8 */
    uint64_t root;        /* physical address of the top table */
};

enum walk_end {
    WALK_REACHED, /* the entry of the asked level was read */
    WALK_ABSENT,  /* an entry above it is not present */
    WALK_LARGE,   /* an entry above it is a large leaf */
    WALK_OUTSIDE  /* a table lies in a frame that nobody lent for tables: never, unless something is badly wrong */
};

struct walk_step {
    uint64_t entry; /* physical address of the entry */
    uint64_t raw;   /* what it holds */
    uint32_t level; /* at which the walk ended */
};

#define WALK_ACCESSED_DIRTY 0x60ull /* the CPU may set A and D at any time: compare without them */

struct walk_shape walk_shape_now(void);

/* Walks va down to the entry of `level` (1 to levels). *step is the last entry read. */
enum walk_end walk_to(const struct walk_shape *shape, uint64_t va, uint32_t level, struct walk_step *step);

/* The physical address that va maps to; 0 when it maps to none (no check here maps frame 0). */
uint64_t walk_translate(const struct walk_shape *shape, uint64_t va);

/* The index that a walk of va uses at this level, and the bytes that an entry there covers. */
uint32_t walk_index(const struct walk_shape *shape, uint64_t va, uint32_t level);
uint64_t walk_span(const struct walk_shape *shape, uint32_t level);

/* The canonical form of the low bits of an address. */
uint64_t walk_canonical(const struct walk_shape *shape, uint64_t va);

/* A word of a table in physical memory, through the kernel's view of it (tables.h); 0 when there is none. */
volatile uint32_t *walk_place(uint64_t physical);

/* A table entry in physical memory, in a frame that is for tables; 0 and *outside = 1 elsewhere. */
uint64_t walk_load(const struct walk_shape *shape, uint64_t physical, uint32_t *outside);

/* How many levels of self-map windows hold the address: its top indices that repeat the slot. */
uint32_t walk_window_level(const struct walk_shape *shape, uint32_t slot, uint64_t va);

/* Is this the self-map's own entry: the top table's at the slot, in PAE the four of PD#3 from it on? */
uint32_t walk_is_self_map(const struct walk_shape *shape, uint32_t slot, uint32_t level, uint64_t va);

/* An entry that ends the walk at this level although it is not level 1 (bit 7; reserved in PAE's PDPTE). */
uint32_t walk_is_large(const struct walk_shape *shape, uint32_t level, uint64_t raw);

/* The physical address in an entry. */
uint64_t walk_frame(const struct walk_shape *shape, uint64_t raw);

#endif

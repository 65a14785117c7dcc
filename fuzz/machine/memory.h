/*
 * memory.h - the frames that hold tables, word by word, and the CPU's state. Private to fuzz/machine.
 *
 * Every entry that was ever stored is in the journal, so that audit and reset cost what a run did and not what memory
 * could hold: an entry that is not in the journal is 0.
 */
#ifndef SELFMAP_FUZZ_MACHINE_MEMORY_H
#define SELFMAP_FUZZ_MACHINE_MEMORY_H

#include "fuzz/machine/machine.h"

#define NO_FRAME 0xFFFFFFFFu
#define LEVELS 5
#define MOST_ENTRIES 1024

/* Bits of an entry where all entries have them. */
#define P 0x1u
#define W 0x2u
#define U 0x4u
#define PWT 0x8u
#define PCD 0x10u
#define A 0x20u
#define D 0x40u
#define PS 0x80u
#define G 0x100u
#define NX 0x8000000000000000u
#define SOFTWARE 0x7FF0000000000E00u /* ignored by the CPU; the mapper has no use for them */
#define FRAME_BITS 0x000FFFFFFFFFF000u

/* One entry: the n-th frame of the run, and the index in it. */
struct place {
    uint16_t frame;
    uint16_t index;
};

struct machine {
    struct machine_cpu cpu;
    /* The rules of walk.c, by level: reserved bits of a table entry and of a leaf; what a table entry is held to. */
    uint64_t reserved[LEVELS + 1][2];
    uint64_t table_bits[LEVELS + 1];
    uint64_t table_flags[LEVELS + 1];
    uint64_t first;
    uint32_t frames;
    uint32_t taken;
    uint32_t slot;
    uint32_t large_levels; /* leaves may stand at levels up to this */
    uint32_t stores;
    struct place seen_at; /* the entry that the door loaded last, and what it showed */
    uint64_t seen;
    uint64_t pdpte[4];               /* PAE: as latched by the last load of CR3 */
    uint8_t level[SIMULATED_FRAMES]; /* of the table that a frame holds, 0 for none */
};

extern struct machine machine;

/* A machine has one width of entries: one of the two views is in use. */
union frame {
    uint32_t narrow[MOST_ENTRIES];
    uint64_t wide[MOST_ENTRIES / 2];
};

extern union frame arena[SIMULATED_FRAMES];

/* Which frame of the run this is, or NO_FRAME. */
static inline uint32_t frame_index(uint64_t frame)
{
    return frame >= machine.first && frame - machine.first < machine.frames ? (uint32_t)(frame - machine.first)
                                                                            : NO_FRAME;
}

static inline uint64_t memory_load(struct place place)
{
    return machine.cpu.mode == 2 ? arena[place.frame].narrow[place.index] : arena[place.frame].wide[place.index];
}

void memory_store(struct place place, uint64_t raw);
void memory_clear(void);

/* Words of a frame that are not 0. */
uint32_t memory_in_use(uint32_t frame);

/* The journal. */
uint32_t journal_length(void);
struct place journal_at(uint32_t n);

#endif

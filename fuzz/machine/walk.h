/* walk.h - the hardware's walk with its trace, and the rules of entries. Private to fuzz/machine. */
#ifndef SELFMAP_FUZZ_MACHINE_WALK_H
#define SELFMAP_FUZZ_MACHINE_WALK_H

#include "fuzz/machine/memory.h"

/* The entries that a walk read in memory, the top one first (a latched PDPTE is not among them). */
struct trace {
    uint32_t count;
    struct place place[LEVELS];
    uint32_t table[LEVELS]; /* which frame each entry led to as a table; NO_FRAME for the leaf */
};

void walk(uint64_t va, struct machine_view *view, struct trace *trace);

/* What the mode's entries look like: address bits below an entry of `level`, and the index into its table. */
static inline uint32_t bits_below(uint32_t level)
{
    return 12 + (level - 1) * (machine.cpu.mode == 2 ? 10 : 9);
}

static inline uint32_t index_of(uint64_t va, uint32_t level)
{
    uint32_t entries = machine.cpu.mode == 2 ? 1024 : 512;
    if (machine.cpu.mode == 3 && level == 3)
        entries = 4;
    return (uint32_t)(va >> bits_below(level)) & (entries - 1);
}

/* Where the self-map shows the entry of `level` of this address: the PTE of its PTE, and so on. */
uint64_t entry_of(uint64_t va, uint32_t level);

/* The page or range that the entry shown at this address serves when a walk reads it as one of `level`. */
uint64_t page_of_entry(uint64_t entry, uint32_t level);

/* Whether an entry of this level ends the walk when it is present. */
static inline uint32_t is_leaf(uint32_t level, uint64_t raw)
{
    return level == 1 || ((raw & PS) != 0 && level <= machine.large_levels);
}

/* Once the CPU and its large pages are known: which bits are reserved in which entry. */
void rules_start(void);

/* A present entry against the manual and the rules of tables (design 5.1): NULL, or what is wrong with it. */
const char *wrong_entry(uint32_t level, uint64_t raw);

/* Whether the CPU has this address. */
uint32_t exists(uint64_t va);

#endif

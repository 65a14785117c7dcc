/*
 * machine.h - the simulated machine: a CPU of one paging mode over simulated frames, as hostile as the manual allows.
 *
 * It implements impl/machine.h (door.c) and shares no other line with impl/ or spec/model/: the walk is written from
 * SDM Vol. 3A chapter 4 once more. What a correct mapper cannot cause is a finding (harness.h) at the moment it
 * happens: a stale translation used, a wrong entry stored, a table linked that is not zero.
 *
 * One machine at a time; machine_start makes a new one. Frames are numbered as the hardware numbers them; the frames
 * [first, first + frames) hold tables, all others hold data that nobody reads.
 */
#ifndef SELFMAP_FUZZ_MACHINE_H
#define SELFMAP_FUZZ_MACHINE_H

#include <stdint.h>

#define SIMULATED_FRAMES 96u

/* What the CPU can do, 0 or 1 each. */
struct machine_cpu {
    uint32_t mode; /* levels that it walks: 2 to 5 */
    uint32_t pse;  /* CR4.PSE: 4 MiB pages in PML2 */
    uint32_t page1g;
    uint32_t nx;
    uint32_t pge;
    uint32_t pat;
    uint32_t physical_bits;
};

/* What a translation permits, in one number so that two compare at once; the PAT index in bits 4 to 6. */
enum machine_right {
    MACHINE_WRITE = 1,
    MACHINE_USER = 2,
    MACHINE_NO_EXECUTE = 4,
    MACHINE_GLOBAL = 8,
    MACHINE_PAT = 0x10
};

/* What a walk of an address finds. */
struct machine_view {
    uint32_t mapped;
    uint32_t level;  /* of the leaf, or of the entry that ended the walk */
    uint64_t frame;  /* of 4 KiB, that the address lies in */
    uint32_t rights; /* of enum machine_right */
    uint32_t dirty;  /* the leaf's D */
};

/* ---- Building (build.c) ---- */

/*
 * An empty space: the root in frame `first`, the self-map in `slot`; in PML3 the PDPT in `first` and the directories in
 * the four frames above. Further tables are taken upwards from there.
 */
void machine_start(const struct machine_cpu *cpu, uint64_t first, uint32_t frames, uint32_t slot);

/* The tables of `level` and above on the way of va. 0 when frames are out or a leaf is in the way. */
uint32_t machine_make_tables(uint64_t va, uint32_t level);

/* A leaf of `level` for va, and its tables. 0 as above, or when something stands there. */
uint32_t machine_make_leaf(uint64_t va, uint32_t level, uint64_t frame, uint32_t rights);

/* How many frames from `first` have been taken so far. */
uint32_t machine_taken(void);

/* ---- Looking (walk.c, tlb.c, audit.c) ---- */

/* The hardware's walk over memory as it stands, without the TLB and without setting A. */
void machine_walk(uint64_t va, struct machine_view *view);

/* Finds translations in the TLB that a walk would no longer make. */
void machine_check_tlb(void);

/* What the audit counts. */
struct machine_census {
    uint32_t tables; /* reached from the root, the root included */
    uint32_t pages;  /* present leaves of level 1 */
    uint32_t large_pages;
};

/*
 * Audits the tree: every frame is reached as a table exactly once, or holds zeros; levels descend; every entry is 0 or
 * present and well-formed; the self-map stands, PAE's PDPT is as made.
 */
void machine_audit(struct machine_census *census);

/* After machine_audit: the level of the table in the n-th frame (0: free), and how many present entries it holds. */
uint32_t machine_table_level(uint32_t n);
uint32_t machine_table_entries(uint32_t n);

/* How many door stores there have been since machine_start. */
uint32_t machine_stores(void);

/* ---- Life of the machine (events.c) ---- */

/* A data access of supervisor mode: through the TLB, sets A and D. 0 when it faults. */
uint32_t machine_touch(uint64_t va, uint32_t write, struct machine_view *view);

/* The TLB forgets one translation, or all. */
void machine_drop_one(uint32_t choice);
void machine_drop_all(void);

/* CR3 is loaded with the value it has: PDPTEs are read again, what is not global is forgotten. */
void machine_reload_cr3(void);

/* Sets A in some present entry, and D when it references a table. */
void machine_mark_some(uint32_t choice);

/*
 * From now on, things happen at door accesses: A and D appear, translations vanish or are made for `va` and for the
 * windows that show its entry. 0: nothing.
 */
void machine_weather(uint32_t seed, uint64_t va);

#endif

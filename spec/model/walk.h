/*
 * walk.h - model: physical memory, the hardware's walk over it, and the building of a small self-mapped space.
 *
 * The walk is the SDM's, step by step (Vol. 3A, sections 4.3, 4.4.2, 4.5): read the entry, test P, then reserved
 * bits, then PS, and go down. It knows nothing of self-maps: a slot is an entry like any other, which is the point.
 * Relies on address.h for indices and on entry.h for the meaning of bits.
 */
#ifndef SELFMAP_MODEL_WALK_H
#define SELFMAP_MODEL_WALK_H

#include "spec/model/address.h"
#include "spec/model/entry.h"

/* Memory in 32-bit words, so that an access of the wrong width shows. A word never stored reads as zero. */
#define MODEL_WORDS 64

struct model_memory {
    uint32_t count;
    uint64_t address[MODEL_WORDS];
    uint32_t word[MODEL_WORDS];
};

void model_memory_clear(struct model_memory *memory);
uint32_t model_load32(const struct model_memory *memory, uint64_t address);
uint32_t model_store32(struct model_memory *memory, uint64_t address, uint32_t word); /* 0 when memory is full */

/* An entry of the space's width at a physical address. */
uint64_t model_load_entry(const struct model_space *space, const struct model_memory *memory, uint64_t address);
uint32_t model_store_entry(const struct model_space *space, struct model_memory *memory, uint64_t address,
                           uint64_t raw);

enum model_walk_end { MODEL_WALK_MAPPED, MODEL_WALK_NOT_CANONICAL, MODEL_WALK_NOT_PRESENT, MODEL_WALK_RESERVED };

struct model_walk {
    enum model_walk_end end;
    uint32_t level;                        /* of the last entry read; 0 when none was */
    uint64_t entry_physical[MODEL_LEVELS]; /* where each entry stood, for levels from `level` up */
    uint64_t entry_raw[MODEL_LEVELS];      /* what it was */
    uint64_t physical;                     /* where the walk ends, when mapped */
    uint32_t writable, user, no_execute;   /* what the whole way permits, when mapped */
};

/* The walk of va from CR3 = root (a physical address; PML3: of the PDPT). */
void model_walk(const struct model_space *space, const struct model_memory *memory, uint64_t root, uint64_t va,
                struct model_walk *walk);

/*
 * Installs the self-map in an empty space whose top table is the frame at `root`: root[slot] = root; PML3: PD#i is
 * i + 1 frames above root, PDPT[i] = PD#i, PD#3[slot + i] = PD#i. Returns 0 when an entry cannot be made.
 */
uint32_t model_install_self_map(const struct model_space *space, struct model_memory *memory, uint64_t root);

/*
 * Puts `leaf` (a raw entry) at `level` for va, with tables from frame number *next upwards where they are missing
 * (*next moves on). Returns 0 when va is in the self-map's window, or a large leaf or a lack of memory is in the way.
 */
uint32_t model_put_entry(const struct model_space *space, struct model_memory *memory, uint64_t root, uint64_t va,
                         uint32_t level, uint64_t leaf, uint64_t *next);

#endif

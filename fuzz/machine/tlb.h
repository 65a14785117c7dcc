/*
 * tlb.h - the TLB and the paging-structure caches, which keep everything until it is invalidated (SDM Vol. 3A, 4.10).
 * Private to fuzz/machine; relies on walk.h.
 */
#ifndef SELFMAP_FUZZ_MACHINE_TLB_H
#define SELFMAP_FUZZ_MACHINE_TLB_H

#include "fuzz/machine/walk.h"

/* Nothing is cached any more: a change of CR4.PGE. */
void tlb_clear(void);

/*
 * The translation that an access of va uses: the cached one, or a new one from a walk, which sets A on its way; a
 * write sets D. 0 when the page is not mapped, or not writable for a write. Using a stale translation is a finding.
 */
uint32_t tlb_use(uint64_t va, uint32_t write, struct machine_view *view);

/* The CPU guesses that va will be used: as a use, but faults are silent and a cached translation is not looked at. */
void tlb_speculate(uint64_t va);

/*
 * The same for all that an entry of a table of `level` maps, where the self-map shows it: its own page, and the pages of
 * the window to which a walk comes that reads it as an entry of a lower level (design 5.5: a large page's window shows
 * data): a PDPTE of 1 GiB as a PTE, 4 KiB of PDEs, and as a PDE with PS set, 2 MiB of PTEs.
 */
void tlb_speculate_entry(uint64_t entry, uint32_t level);

/* INVLPG: the page's translations, global or not, and every paging-structure cache (SDM Vol. 3A, 4.10.4.1). */
void tlb_flush_page(uint64_t va);

/* A load of CR3: all but global translations, and every paging-structure cache. */
void tlb_flush_not_global(void);

#endif

/* planted.h - faults that `make boot-selftest` asks for by `fault=` words, to show that the harness rejects each. */
#ifndef BOOT_PLANTED_H
#define BOOT_PLANTED_H

#include "selfmap/mapper.h"
#include "walk.h"

/* Before the checks: fault=triple, hang, exception, silent. */
void planted_before(void);

/* Once the tables are live: fault=window (the binding is one entry off), fault=flags (G in a table entry). */
void planted_live(const struct walk_shape *shape, struct pagemap *pagemap);

/* Among the checks: fault=check. */
void planted_check(void);

/*
 * Before the mapper's run: fault=flush (the door flushes nothing). 1 when the run must end with the data checks, because the
 * mapper itself goes astray without its window's flushes: whether checks or a crash come next would hang on the image's layout.
 */
uint32_t planted_mapper(void);

/*
 * Before the checks of the first large page of each level, which may be mapped: fault=flush-large-page and
 * fault=flush-large-window take out one of the two INVLPG of unmap_large and protect_large, fault=flush-large-ptes the third
 * that 1 GiB has, fault=flush-promote that of the table's window of promote_large. 1 when the run must end with these checks.
 */
uint32_t planted_large(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t pfn);

/* Before the check of a long range, which may be mapped: fault=flush-all takes out the flush of everything. */
void planted_long_range(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages);

/*
 * Around the oracle's look at the large pages: fault=large-pat, large-global and large-frame flip a bit of the leaf at va,
 * which only the oracle outside can tell; the second call flips it back.
 */
void planted_large_leaf(const struct walk_shape *shape, uint64_t va);

/* fault=frame: what the mapper is asked to map is another frame than the model is told. */
uint64_t planted_frame(uint64_t pfn);

/* fault=large-random: the same of a large page in the random rounds, and by so many frames. */
uint64_t planted_large_frame(uint64_t pfn, uint64_t frames);

/* fault=map: the kernel's printed map names another frame for one page; only the oracle outside can tell. */
uint64_t planted_map_lie(void);

/* After the last line: fault=late-triple, late-hang, status. */
void planted_after(void);

#endif

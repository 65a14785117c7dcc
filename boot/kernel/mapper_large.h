/*
 * mapper_large.h - the large page that a check is about: check_mapper_large.c chooses it, the two files below look at it.
 */
#ifndef BOOT_MAPPER_LARGE_H
#define BOOT_MAPPER_LARGE_H

#include "arch.h"
#include "mapper_run.h"
#include "planted.h"
#include "probes.h"
#include "selfmap/frames.h"

struct large_page {
    struct mapper_run *run;
    uint64_t va;
    uint32_t level;
    uint64_t bytes;
    uint64_t pfn, other_pfn; /* the first frames of two runs that it may be mapped to */
    uint64_t seen;           /* so far inside lies what the early leaf at LARGE2_VA shows of the first run */
    uint32_t other_seen;     /* the early leaf at LARGE2_OTHER_VA shows the second run */
};

/* ---- check_mapper_large_data.c ---- */

/* map_large and unmap_large, which must succeed. */
void large_map(const struct large_page *at, uint64_t pfn, uint32_t flags);
void large_unmap(const struct large_page *at, uint64_t pfn);

/* The page is mapped so: its leaf bit by bit, and translate(). Nothing is mapped right before it, nor right behind. */
void large_found(const struct large_page *at, uint64_t pfn, uint32_t flags);

/* Data, rights, and what no TLB may keep; the page is not mapped, before and after. */
void check_large_data(const struct large_page *at);

/* A page of 4 KiB in the place of a large one that was there. */
void check_large_replaced(const struct large_page *at);

/* ---- check_mapper_split.c ---- */

/* Split and promote; the page is not mapped, before and after. `keeps`: the mode keeps the table that stands in its place. */
void check_large_split(const struct large_page *at, uint32_t keeps);

/* ---- check_mapper_large_refusals.c ---- */

/* Every error in its order, and that nothing changes; the page is not mapped, before and after. */
void check_large_refusals(const struct large_page *at);

/* Behind a page of 4 KiB that came and went: what its table is to a large page. `left`: free frames before it. */
void check_kept_table(const struct large_page *at, uint32_t left);

/* Levels at which this CPU has no large page. */
void check_no_level(struct mapper_run *run, uint64_t va);

#endif

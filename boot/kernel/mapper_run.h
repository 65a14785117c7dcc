/*
 * mapper_run.h - the mapper on the real MMU and the executable model (spec/model/map.h) beside it: both get the same
 * calls, and whatever one says or does the other must. check_mapper.c drives; the files below each do one thing.
 */
#ifndef BOOT_MAPPER_RUN_H
#define BOOT_MAPPER_RUN_H

#include <stdint.h>

#include "checks.h"
#include "random.h"
#include "selfmap/mapper.h"
#include "spec/model/map.h"

#define RUN_PAGES_MOST 192u
#define RUN_FRAMES 48u
#define RUN_LARGE_MOST 12u

/* What a sweep of the tables in physical memory found (mapper_audit.c). */
struct tree_sum {
    uint32_t tables;
    uint32_t pages;          /* of the run */
    uint32_t foreign_pages;  /* of the kernel and the probes */
    uint64_t foreign_digest; /* over those: address, level, entry without A and D */
    uint64_t digest;         /* over all pages */
};

/* Where a large page of this level may be mapped: nobody else has anything there. */
struct large_place {
    uint64_t va;
    uint32_t level;
};

struct mapper_run {
    const struct live *live;
    const struct mapper *mapper;
    struct model_map *model;
    struct random random;
    uint32_t foreign;    /* so many of the model's pages stood before: the run leaves them alone */
    uint32_t operations; /* done */
    uint32_t page_count;
    uint64_t page[RUN_PAGES_MOST]; /* addresses that the run maps and unmaps; absent at the start */
    uint64_t frame[RUN_FRAMES];    /* physical addresses of frames that it may write to */
    struct large_place large[RUN_LARGE_MOST];
    uint32_t large_count;
    uint32_t large_last;    /* the place that was asked about last */
    uint32_t large_done[5]; /* calls that succeeded: map, unmap, protect, split, promote */
    uint32_t crowded;       /* for so many operations there have been more pages than can be printed */
    struct tree_sum start;
};

/* ---- mapper_pages.c ---- */

/* Starts the model with what stands now. */
void mapper_model_start(struct mapper_run *run);

/* Chooses addresses, absent now, and takes the frames. */
void mapper_pages_choose(struct mapper_run *run);

/* ---- mapper_page.c ---- */

/* The raw leaf of a 4 KiB page as the SDM has it, A and D clear. */
uint64_t mapper_page_raw(const struct mapper_run *run, uint64_t pfn, uint32_t flags);

/* The same of a large page. */
uint64_t mapper_large_raw(const struct mapper_run *run, uint64_t pfn, uint32_t flags);

/* Walk, translate() and the MMU's behaviour at this page of the run must all be as the model says. */
void mapper_page_check(const struct mapper_run *run, uint64_t va);

/* The last exception must be this page fault; the reserved-bit flag must never be set. */
void mapper_fault_check(uint64_t address, uint32_t error);

/* ---- mapper_ops.c ---- */

/* One random operation, and what must be true after it. */
void mapper_operation(struct mapper_run *run);

/* Unmaps every page of the run. */
void mapper_unmap_all(struct mapper_run *run);

/* Unmaps this page of the model's array, of any size. */
void mapper_unmap_one(struct mapper_run *run, uint32_t at);

/* Flags, mostly good ones; a source that now and then has few frames for the next call, and one that has all again. */
uint32_t mapper_pick_flags(struct mapper_run *run);
void mapper_set_quota(struct mapper_run *run);
void mapper_lift_quota(struct mapper_run *run);

/* Whether the run has more pages than can be printed, as it has when a large one is split. */
uint32_t mapper_crowded(const struct mapper_run *run);

/* ---- mapper_large_ops.c ---- */

/* Chooses places for large pages, with pages of the run inside and without; nothing of the run is mapped. */
void mapper_large_choose(struct mapper_run *run);

/* One random operation on a large page or on a part of one that is split, and what must be true after it. */
void mapper_large_operation(struct mapper_run *run);

/* Unmaps whatever there is in all places for large pages. */
void mapper_large_clear(struct mapper_run *run);

/* Prints how many calls of each kind have succeeded; checks that some have, when there were this many operations. */
void mapper_large_report(const struct mapper_run *run, uint32_t operations);

/* ---- mapper_audit.c ---- */

/* Sweeps all tables from CR3; the checks go into the open group when `check` is set. */
void mapper_audit(const struct mapper_run *run, struct tree_sum *sum, uint32_t check);

/* ---- check_mapper_data.c ---- */

/* Data through mapped pages, permission by permission; the run has nothing mapped. */
void check_mapper_data(struct mapper_run *run);

/* ---- check_mapper_ranges.c ---- */

/* Ranges over a table's end; the run has nothing mapped. */
void check_mapper_ranges(struct mapper_run *run);

/* ---- check_mapper_large.c ---- */

/* Large pages in both halves; the run has nothing mapped. 1 when a planted fault has led the mapper astray. */
uint32_t check_mapper_large(struct mapper_run *run);

/* ---- report_map.c ---- */

/* Prints the run's map as the model has it and waits until somebody outside has compared. */
void report_map(const struct mapper_run *run, uint32_t number);

/* The same of these large pages, which the model does not have: as map 0, before the rounds. */
void report_large(const struct mapper_run *run, const struct model_page *pages, uint32_t count);

#endif

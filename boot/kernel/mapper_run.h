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

/* What a sweep of the tables in physical memory found (mapper_audit.c). */
struct tree_sum {
    uint32_t tables;
    uint32_t pages;          /* of the run */
    uint32_t foreign_pages;  /* of the kernel and the probes */
    uint64_t foreign_digest; /* over those: address, level, entry without A and D */
    uint64_t digest;         /* over all pages */
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

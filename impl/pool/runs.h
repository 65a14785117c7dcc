/*
 * runs.h - the pool's pages as runs, end to end: free, handed out, or made a slab. Private to impl/pool.
 *
 * pool_edge marks the first page of each run, and the end of the last; at a first page stand the run's end and kind, at an
 * end the first page of the run before. Two free runs never touch. What stands at other pages means nothing.
 * A run that is being worked on counts as handed out: every function here takes a well-formed state to another.
 */
#ifndef SELFMAP_POOL_RUNS_H
#define SELFMAP_POOL_RUNS_H

#include "sets.h"

#define POOL_INNER 0u /* not the first page of a run */
#define POOL_FREE 1u
#define POOL_RUN 2u
#define POOL_SLAB 3u

extern uint32_t pool_count; /* pages in use: [0, pool_count) */
extern uint8_t pool_edge[POOL_PAGES + 1], pool_kind[POOL_PAGES + 1];
extern uint16_t pool_end[POOL_PAGES + 1], pool_start[POOL_PAGES + 1];

/*@
  predicate tiles_first{L} = pool_count <= POOL_PAGES && pool_edge[0] == 1 && pool_edge[pool_count] == 1;
  predicate tiles_length{L} = \forall integer p; 0 <= p < pool_count && pool_edge[p] == 1 ==> p < pool_end[p] <= pool_count;
  // Written with q between equal bounds: an equation would feed the provers' instances to themselves.
  predicate tiles_end{L} = \forall integer p, q; 0 <= p < pool_count && pool_edge[p] == 1 && pool_end[p] <= q <= pool_end[p] ==>
    pool_edge[q] == 1 && pool_start[q] == p;
  predicate tiles_start{L} = \forall integer q, p; 0 < q <= pool_count && pool_edge[q] == 1 && pool_start[q] <= p <= pool_start[q] ==>
    p < q && pool_edge[p] == 1 && pool_end[p] == q;
  predicate tiles_apart{L} = \forall integer p, q; 0 <= p < q <= pool_count && pool_edge[p] == 1 && pool_edge[q] == 1 ==>
    pool_end[p] <= q;
  predicate tiles_beyond{L} = \forall integer p; pool_count < p <= POOL_PAGES ==> pool_edge[p] != 1;
  predicate tiles_ready{L} = tiles_first && tiles_length && tiles_end && tiles_start && tiles_apart && tiles_beyond;

  logic integer bin_of(integer pages) = pages < POOL_BINS ? pages - 1 : POOL_BINS - 1;
  predicate kinds_known{L} = \forall integer p; 0 <= p <= POOL_PAGES ==> pool_kind[p] <= POOL_SLAB &&
    (pool_kind[p] != POOL_INNER <==> p < pool_count && pool_edge[p] == 1);
  // The bins hold the free runs, and nothing else does.
  predicate kinds_binned{L} = \forall integer p; 0 <= p < POOL_PAGES ==>
    (pool_kind[p] == POOL_FREE <==> POOL_FIRST_BIN <= pool_set[p] < POOL_SETS);
  predicate kinds_bin{L} = \forall integer p; 0 <= p < POOL_PAGES && pool_kind[p] == POOL_FREE ==>
    pool_set[p] == POOL_FIRST_BIN + bin_of(pool_end[p] - p);
  predicate kinds_merged{L} = \forall integer p, q; 0 <= p < POOL_PAGES && 0 <= q < POOL_PAGES && pool_kind[p] == POOL_FREE &&
    pool_kind[q] == POOL_FREE ==> pool_end[p] != q;
  predicate kinds_classed{L} = \forall integer p; 0 <= p < POOL_PAGES && pool_set[p] < POOL_FIRST_BIN ==> pool_kind[p] == POOL_SLAB;
  predicate kinds_ready{L} = kinds_known && kinds_binned && kinds_bin && kinds_merged && kinds_classed;
  predicate runs_ready{L} = tiles_ready && kinds_ready;

  predicate is_free{L}(integer p) = pool_kind[p] == POOL_FREE;
  predicate in_use{L}(integer p) = pool_kind[p] == POOL_RUN || pool_kind[p] == POOL_SLAB;
  // What is handed out or a slab stays that, at its length, but for the run at x; and nothing else becomes so.
  predicate used_kept{K, L}(integer x) = \forall integer p; 0 <= p < POOL_PAGES && p != x && in_use{K}(p) ==>
    \at(pool_kind[p], L) == \at(pool_kind[p], K) && \at(pool_end[p], L) == \at(pool_end[p], K);
  predicate used_only{K, L}(integer x) = \forall integer p; 0 <= p < POOL_PAGES && p != x && in_use{L}(p) ==> in_use{K}(p);
  // Of the free pages at the pool's end there are no more than `keep`; and as many when some left.
  predicate end_left{L}(integer keep) = \forall integer p; 0 <= p < POOL_PAGES && pool_kind[p] == POOL_FREE &&
    pool_end[p] == pool_count ==> pool_count - p <= keep;
  predicate end_kept{L}(integer gone, integer keep) = gone > 0 ==> keep <= pool_count &&
    (keep > 0 ==> pool_kind[pool_count - keep] == POOL_FREE && pool_end[pool_count - keep] == pool_count);
  predicate runs_same{K, L} = \forall integer p; 0 <= p < POOL_PAGES ==>
    \at(pool_kind[p], L) == \at(pool_kind[p], K) && \at(pool_end[p], L) == \at(pool_end[p], K);
  predicate classes_kept{K, L} = \forall integer p; 0 <= p < POOL_PAGES ==>
    (\at(pool_set[p], K) < POOL_FIRST_BIN || \at(pool_set[p], L) < POOL_FIRST_BIN ==> \at(pool_set[p], K) == \at(pool_set[p], L));
*/

#define ENSURES_SETS \
    ensures named: sets_named; \
    ensures sound: sets_sound; \
    ensures complete: sets_complete; \
    ensures summed: sets_summed; \
    ensures bins_summed: bins_summed;
#define ENSURES_TILES \
    ensures T5_first: tiles_first; \
    ensures T5_length: tiles_length; \
    ensures T5_end: tiles_end; \
    ensures T5_start: tiles_start; \
    ensures T5_apart: tiles_apart; \
    ensures T5_beyond: tiles_beyond;
#define ENSURES_KINDS \
    ensures T5_known: kinds_known; \
    ensures T5_binned: kinds_binned; \
    ensures T5_bin: kinds_bin; \
    ensures T5_merged: kinds_merged; \
    ensures T5_classed: kinds_classed;
#define SETS_ASSIGNED pool_set[0 .. POOL_PAGES - 1], pool_set_words[0 .. POOL_SETS * POOL_SET_WORDS - 1], \
    pool_set_summary[0 .. POOL_SETS - 1], pool_bins_used
#define RUNS_ASSIGNED SETS_ASSIGNED, pool_edge[0 .. POOL_PAGES], pool_kind[0 .. POOL_PAGES], pool_end[0 .. POOL_PAGES], \
    pool_start[0 .. POOL_PAGES]

/* No page yet. Cost: a step per page. */
/*@ requires sets: sets_ready;
    requires empty: \forall integer p; 0 <= p < POOL_PAGES ==> pool_set[p] == POOL_NO_SET;
    terminates \true;
    exits \false;
    assigns pool_count, pool_edge[0 .. POOL_PAGES], pool_kind[0 .. POOL_PAGES], pool_end[0 .. POOL_PAGES], pool_start[0 .. POOL_PAGES];
    ENSURES_TILES
    ENSURES_KINDS
    ensures none: pool_count == 0;
    ensures unused: \forall integer p; 0 <= p <= POOL_PAGES ==> pool_kind[p] == POOL_INNER;
    ensures ends: \forall integer p; 0 <= p <= POOL_PAGES ==> pool_end[p] == 0 && pool_start[p] == 0;
*/
void pool_runs_clear(void);

/*
 * Hands out a run of this many pages, the shortest that there is (among those of POOL_BINS pages and more, the first found),
 * or POOL_NO_PAGE when no free run is long enough. Cost: constant below POOL_BINS pages, else at most a step per run.
 */
/*@ requires sets: sets_ready;
    requires runs: runs_ready;
    requires some: 1 <= pages;
    terminates \true;
    exits \false;
    assigns RUNS_ASSIGNED;
    ENSURES_SETS
    ENSURES_TILES
    ENSURES_KINDS
    ensures T5_run: \result < POOL_NO_PAGE ==> pool_kind[\result] == POOL_RUN && pool_end[\result] == \result + pages &&
      is_free{Pre}(\result) && \result + pages <= pool_count;
    ensures T5_kept: used_kept{Pre, Post}(\result);
    ensures T5_only: used_only{Pre, Post}(\result);
    ensures T5_classes: classes_kept{Pre, Post};
    ensures T5_unchanged: \result == POOL_NO_PAGE ==> runs_same{Pre, Post};
    ensures T5_refused: \result == POOL_NO_PAGE ==>
      (\forall integer p; 0 <= p < POOL_PAGES && pool_kind[p] == POOL_FREE ==> pool_end[p] - p < pages);
    ensures range: \result <= POOL_NO_PAGE;
*/
uint32_t pool_run_alloc(uint32_t pages);

/* Takes back a run that was handed out, and merges it with its free neighbours. Cost: constant. */
/*@ requires sets: sets_ready;
    requires runs: runs_ready;
    requires run: page < POOL_PAGES && pool_kind[page] == POOL_RUN;
    terminates \true;
    exits \false;
    assigns RUNS_ASSIGNED;
    ENSURES_SETS
    ENSURES_TILES
    ENSURES_KINDS
    ensures T5_kept: used_kept{Pre, Post}(page);
    ensures T5_only: used_only{Pre, Post}(-1);
    ensures T5_freed: pool_kind[page] == POOL_FREE || pool_kind[page] == POOL_INNER;
    ensures T5_classes: classes_kept{Pre, Post};
*/
void pool_run_free(uint32_t page);

/* The pages [pool_count, pool_count + pages) are the pool's now, and free. Cost: constant. */
/*@ requires sets: sets_ready;
    requires runs: runs_ready;
    requires some: 1 <= pages <= POOL_PAGES - pool_count;
    terminates \true;
    exits \false;
    assigns pool_count, RUNS_ASSIGNED;
    ENSURES_SETS
    ENSURES_TILES
    ENSURES_KINDS
    ensures T5_more: pool_count == \old(pool_count) + pages;
    ensures T5_kept: used_kept{Pre, Post}(-1);
    ensures T5_only: used_only{Pre, Post}(-1);
    ensures T5_classes: classes_kept{Pre, Post};
*/
void pool_run_extend(uint32_t pages);

/* The free run at the pool's end leaves it, but for the first `keep` pages: how many went. Cost: constant. */
/*@ requires sets: sets_ready;
    requires runs: runs_ready;
    terminates \true;
    exits \false;
    assigns pool_count, RUNS_ASSIGNED;
    ENSURES_SETS
    ENSURES_TILES
    ENSURES_KINDS
    ensures T5_less: pool_count == \old(pool_count) - \result;
    ensures T5_left: end_left(keep);
    ensures T5_stay: end_kept(\result, keep);
    ensures T5_kept: used_kept{Pre, Post}(-1);
    ensures T5_only: used_only{Pre, Post}(-1);
    ensures T5_classes: classes_kept{Pre, Post};
*/
uint32_t pool_run_trim(uint32_t keep);

#endif

/*
 * blocks.h - blocks of any length, by granule: a slot of a slab, or a run of pages. Private to impl/pool.
 *
 * A block is named by its first granule, counted from the pool's start. Its length depends on its page alone: that of the page's class,
 * or of the run that begins there.
 */
#ifndef SELFMAP_POOL_BLOCKS_H
#define SELFMAP_POOL_BLOCKS_H

#include "slabs.h"

#define POOL_NO_GRANULE POOL_GRANULES

extern uint32_t pool_current[POOL_CLASSES]; /* the page of the slab that a class took from last: kept when it is empty */

/*@
  predicate currents_ready{L} = \forall integer c; 0 <= c < POOL_CLASSES ==> pool_current[c] < POOL_PAGES;
  predicate blocks_ready{L} = pages_ready && currents_ready;
  logic integer page_units{L}(integer q) = pool_class[q] != POOL_NO_CLASS ? pool_class_units[pool_class[q]] : PAGE_GRANULES * (pool_end[q] - q);
  predicate live_at{L}(integer g) = live(g / WORD_BITS, g % WORD_BITS);
  // Every live block but the one at (x, y) is as long as it was.
  predicate units_kept{K, L}(integer x, integer y) = \forall integer w, b; 0 <= w < POOL_WORDS && 0 <= b < WORD_BITS &&
    live{K}(w, b) && !(w == x && b == y) ==> page_units{L}(w / PAGE_WORDS) == page_units{K}(w / PAGE_WORDS);
  predicate live_same{K, L} = \forall integer w, b; 0 <= w < POOL_WORDS && 0 <= b < WORD_BITS ==> (live{L}(w, b) <==> live{K}(w, b));
  predicate no_run{L}(integer pages) = \forall integer p; 0 <= p < POOL_PAGES && pool_kind[p] == POOL_FREE ==> pool_end[p] - p < pages;
  // No slab of the class has a free slot that could be handed out, spare or not.
  predicate no_slot{L}(integer class) = pool_spares[class] == 0 && \forall integer p; 0 <= p < POOL_PAGES ==> pool_set[p] != class;
*/

#define BLOCKS_ASSIGNED RUNS_ASSIGNED, pool_class[0 .. POOL_PAGES - 1], pool_head[0 .. POOL_PAGES - 1], \
    pool_slot[0 .. POOL_PAGES - 1], pool_open[0 .. POOL_PAGES - 1], pool_current[0 .. POOL_CLASSES - 1], \
    pool_spare[0 .. CLASS_SPARES * POOL_CLASSES - 1], pool_spares[0 .. POOL_CLASSES - 1]
#define ENSURES_BLOCKS \
    ENSURES_SETS \
    ENSURES_TILES \
    ENSURES_KINDS \
    ENSURES_SLABS \
    ensures T5_currents: currents_ready;

/*
 * A new block of at least this many granules, of a class without a spare slot: its first, or POOL_NO_GRANULE when there is no free slot of its class and no free run that is
 * long enough, even after the slabs that stand empty were given up. Cost: constant; of POOL_BINS pages and more at most a step per run.
 */
/*@ requires ready: blocks_ready;
    requires some: 1 <= units <= POOL_GRANULES;
    requires spare: units <= CLASS_LARGEST ==> pool_spares[pool_class_of[units]] == 0;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1];
    ENSURES_BLOCKS
    ensures range: \result <= POOL_NO_GRANULE;
    ensures T5_alloc: \result < POOL_NO_GRANULE ==> live_at(\result) && !live_at{Pre}(\result) && page_units(\result / PAGE_GRANULES) >= units;
    ensures T5_class: \result < POOL_NO_GRANULE && pool_class[\result / PAGE_GRANULES] != POOL_NO_CLASS ==>
      units <= CLASS_LARGEST && pool_class[\result / PAGE_GRANULES] == pool_class_of[units];
    ensures T5_others: \result < POOL_NO_GRANULE ==> live_kept{Pre, Post}(\result / WORD_BITS, \result % WORD_BITS);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T5_refused: \result == POOL_NO_GRANULE ==> no_run((units + PAGE_GRANULES - 1) / PAGE_GRANULES) &&
      no_run{Pre}((units + PAGE_GRANULES - 1) / PAGE_GRANULES) &&
      (units <= CLASS_LARGEST ==> no_slot{Pre}(pool_class_of[units]));
    ensures T5_unchanged: \result == POOL_NO_GRANULE ==> live_same{Pre, Post};
*/
uint32_t pool_block_alloc(uint32_t units);

/* The live block at this granule is free. Cost: constant; a step per word of a slab that may have become empty. */
/*@ requires ready: blocks_ready;
    requires live: granule < POOL_GRANULES && live_at(granule);
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[granule / WORD_BITS];
    ENSURES_BLOCKS
    ensures T5_free: !live_at(granule);
    ensures T5_others: live_kept{Pre, Post}(granule / WORD_BITS, granule % WORD_BITS);
    ensures T5_lengths: units_kept{Pre, Post}(granule / WORD_BITS, granule % WORD_BITS);
*/
void pool_block_free(uint32_t granule);

/* These many pages after the pool's end are free pages of it. Cost: constant. */
/*@ requires ready: blocks_ready;
    requires some: 1 <= pages <= POOL_PAGES - pool_count;
    terminates \true;
    exits \false;
    assigns pool_count, BLOCKS_ASSIGNED;
    ENSURES_BLOCKS
    ensures T5_more: pool_count == \old(pool_count) + pages;
    ensures T5_kept: used_kept{Pre, Post}(-1);
    ensures T5_only: used_only{Pre, Post}(-1);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
void pool_pages_join(uint32_t pages);

/* The free pages at the pool's end leave it, but for `keep` of them: how many went. Cost: a few steps per class. */
/*@ requires ready: blocks_ready;
    terminates \true;
    exits \false;
    assigns pool_count, BLOCKS_ASSIGNED;
    ENSURES_BLOCKS
    ensures T5_less: pool_count == \old(pool_count) - \result;
    ensures T5_left: end_left(keep);
    ensures T5_stay: end_kept(\result, keep);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
uint32_t pool_pages_leave(uint32_t keep);

/* Gives up the slabs that stand empty. Cost: a few steps per class. */
/*@ requires ready: blocks_ready;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED;
    ENSURES_BLOCKS
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
void pool_spares_release(void);

#endif

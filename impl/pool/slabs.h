/*
 * slabs.h - small blocks: slabs of one class, and which of their slots are live. Private to impl/pool.
 *
 * A slab is a run of pages that serves one class. What is live stands in pool_live, a bit per granule of the whole pool, on
 * at the first granule of each live block, of runs too; nothing that the caller writes to its block touches it. A slab with a free slot is
 * in its class's set, and knows one of its free slots, and which of its words have one. A few slots of each class may be spare:
 * free, and told to no slab, so that freeing them and handing them out again looks at no slab (spares.h).
 */
#ifndef SELFMAP_POOL_SLABS_H
#define SELFMAP_POOL_SLABS_H

#include "classes.h"
#include "runs.h"

#define POOL_NO_CLASS 255u
#define POOL_WORDS (PAGE_WORDS * POOL_PAGES)
#define POOL_GRANULES (PAGE_GRANULES * POOL_PAGES)
#define CLASS_SPARES 8u /* spare slots of a class at most */

extern uint64_t pool_live[POOL_WORDS];
extern uint8_t pool_class[POOL_PAGES];  /* of each page of a slab; POOL_NO_CLASS elsewhere */
extern uint16_t pool_head[POOL_PAGES];  /* first page of the slab that the page is of */
extern uint16_t pool_slot[POOL_PAGES];  /* a free slot, in granules from the slab's start: of slabs that are in a set */
extern uint64_t pool_open[POOL_PAGES];  /* a bit for each word of the slab that has a free slot; where no slot starts it says nothing */
extern uint32_t pool_spare[CLASS_SPARES * POOL_CLASSES]; /* granules of each class's spare slots, the last freed last */
extern uint32_t pool_spares[POOL_NO_CLASS + 1u];         /* and how many there are; where there is no class, never room for one */

/*@
  predicate live{L}(integer word, integer b) = bit(pool_live[word], b);
  // The word of the class's table that tells where slots start in this word of the pool.
  logic integer full_of{L}(integer word) =
    pool_class_full[SLAB_WORDS * pool_class[word / PAGE_WORDS] + (word - PAGE_WORDS * pool_head[word / PAGE_WORDS])];

  predicate slab_page{L} = \forall integer q; 0 <= q < POOL_PAGES && pool_class[q] != POOL_NO_CLASS ==>
    pool_class[q] < POOL_CLASSES && pool_head[q] <= q < pool_head[q] + pool_class_pages[pool_class[q]];
  predicate slab_owner{L} = \forall integer q; 0 <= q < POOL_PAGES && pool_class[q] != POOL_NO_CLASS ==>
    pool_kind[pool_head[q]] == POOL_SLAB && pool_class[pool_head[q]] == pool_class[q] &&
    pool_end[pool_head[q]] == pool_head[q] + pool_class_pages[pool_class[q]];
  predicate slab_whole{L} = \forall integer h, q; 0 <= h < POOL_PAGES && pool_kind[h] == POOL_SLAB && h <= q < pool_end[h] ==>
    pool_class[q] == pool_class[h] && pool_class[h] != POOL_NO_CLASS && pool_head[q] == h;
  // The granule is a spare slot of the class.
  predicate spare_of{L}(integer c, integer g) = \exists integer i; CLASS_SPARES * c <= i < CLASS_SPARES * c + pool_spares[c] && pool_spare[i] == g;
  predicate spare_at{L}(integer w, integer b) = spare_of(pool_class[w / PAGE_WORDS], WORD_BITS * w + b);
  // Spares apart: no word with a free slot is missing in its slab's open words, nor the slab in its class's set; and one that is there knows a free slot.
  predicate slab_listed{L} = \forall integer w, b; 0 <= w < POOL_WORDS && 0 <= b < WORD_BITS &&
    pool_class[w / PAGE_WORDS] != POOL_NO_CLASS && bit(full_of(w), b) && !live(w, b) && !spare_at(w, b) ==>
    pool_set[pool_head[w / PAGE_WORDS]] == pool_class[w / PAGE_WORDS] &&
    bit(pool_open[pool_head[w / PAGE_WORDS]], w - PAGE_WORDS * pool_head[w / PAGE_WORDS]);
  predicate slot_known{L}(integer h) = pool_set[h] == pool_class[h] && pool_class[h] < POOL_CLASSES &&
    pool_slot[h] < PAGE_GRANULES * pool_class_pages[pool_class[h]] &&
    bit(pool_class_full[SLAB_WORDS * pool_class[h] + pool_slot[h] / WORD_BITS], pool_slot[h] % WORD_BITS) &&
    !live(PAGE_WORDS * h + pool_slot[h] / WORD_BITS, pool_slot[h] % WORD_BITS) && !spare_of(pool_class[h], PAGE_GRANULES * h + pool_slot[h]);
  predicate slab_slot{L} = \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==> slot_known(h);
  predicate slots_known_but{L}(integer x) = \forall integer h; 0 <= h < POOL_PAGES && h != x && pool_set[h] < POOL_FIRST_BIN ==> slot_known(h);
  // A live block starts at a slot, or is a run.
  predicate live_slot{L} = \forall integer w, b; 0 <= w < POOL_WORDS && 0 <= b < WORD_BITS && live(w, b) ==>
    (pool_class[w / PAGE_WORDS] != POOL_NO_CLASS ? bit(full_of(w), b) :
      pool_kind[w / PAGE_WORDS] == POOL_RUN && w == PAGE_WORDS * (w / PAGE_WORDS) && b == 0);
  // A spare is of its class, there once, a slot, and free.
  predicate spares_named{L} = pool_spares[POOL_NO_CLASS] == CLASS_SPARES && \forall integer c; 0 <= c < POOL_CLASSES ==> pool_spares[c] <= CLASS_SPARES &&
    (\forall integer i; CLASS_SPARES * c <= i < CLASS_SPARES * c + pool_spares[c] ==>
      pool_spare[i] < POOL_GRANULES && pool_class[pool_spare[i] / PAGE_GRANULES] == c);
  predicate spares_once{L} = \forall integer c, i, j; 0 <= c < POOL_CLASSES && CLASS_SPARES * c <= i < j < CLASS_SPARES * c + pool_spares[c] ==>
    pool_spare[i] != pool_spare[j];
  predicate spares_free{L} = \forall integer w, b; 0 <= w < POOL_WORDS && 0 <= b < WORD_BITS && pool_class[w / PAGE_WORDS] != POOL_NO_CLASS &&
    spare_at(w, b) ==> bit(full_of(w), b) && !live(w, b);
  predicate slabs_ready{L} = slab_page && slab_owner && slab_whole && slab_listed && slab_slot && live_slot && spares_named && spares_once && spares_free;
  // The same, but for one free slot that is not listed.
  predicate slab_listed_save{L}(integer x, integer y) = \forall integer w, b; 0 <= w < POOL_WORDS && 0 <= b < WORD_BITS && !(w == x && b == y) &&
    pool_class[w / PAGE_WORDS] != POOL_NO_CLASS && bit(full_of(w), b) && !live(w, b) && !spare_at(w, b) ==>
    pool_set[pool_head[w / PAGE_WORDS]] == pool_class[w / PAGE_WORDS] &&
    bit(pool_open[pool_head[w / PAGE_WORDS]], w - PAGE_WORDS * pool_head[w / PAGE_WORDS]);
  predicate slabs_ready_save{L}(integer x, integer y) = slab_page && slab_owner && slab_whole && slab_listed_save(x, y) && slab_slot && live_slot &&
    spares_named && spares_once && spares_free;
  predicate pages_ready{L} = classes_ready && sets_ready && runs_ready && slabs_ready;

  // Follows from the rest: the slot that a slab knows is the slab's.
  predicate slots_owned{L} = \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==>
    pool_kind[h] == POOL_SLAB && PAGE_WORDS * h + pool_slot[h] / WORD_BITS < POOL_WORDS &&
    pool_head[(PAGE_WORDS * h + pool_slot[h] / WORD_BITS) / PAGE_WORDS] == h;
  // No spare slot is of the slab at this page.
  predicate spare_elsewhere{L}(integer page) = \forall integer i; CLASS_SPARES * pool_class[page] <= i < CLASS_SPARES * pool_class[page] + pool_spares[pool_class[page]] ==>
    pool_head[pool_spare[i] / PAGE_GRANULES] != page;
  // No live block starts in these pages.
  predicate dead{L}(integer first, integer end) = \forall integer w, b; 0 <= w < POOL_WORDS && 0 <= b < WORD_BITS &&
    first <= w / PAGE_WORDS < end ==> !live(w, b);
  predicate live_kept{K, L}(integer x, integer y) = \forall integer w, b; 0 <= w < POOL_WORDS && 0 <= b < WORD_BITS &&
    !(w == x && b == y) ==> (live{L}(w, b) <==> live{K}(w, b));
*/

/* What a change of live and spare slots must keep true, and a change of slabs too. */
#define ENSURES_SPARES \
    ensures T5_listed: slab_listed; \
    ensures T5_slot: slab_slot; \
    ensures T5_live_slot: live_slot; \
    ensures T5_spares: spares_named; \
    ensures T5_spares_once: spares_once; \
    ensures T5_spares_free: spares_free;
#define ENSURES_SLABS \
    ensures T5_page: slab_page; \
    ensures T5_owner: slab_owner; \
    ensures T5_whole: slab_whole; \
    ENSURES_SPARES

/* The free slot that this slab knows is live now: its granule, counted from the pool's start. Cost: constant. */
/*@ requires ready: pages_ready;
    requires listed: page < POOL_PAGES && pool_set[page] < POOL_FIRST_BIN;
    requires spare: pool_spares[pool_class[page]] == 0;
    terminates \true;
    exits \false;
    assigns SETS_ASSIGNED, pool_live[PAGE_WORDS * page + pool_slot[page] / WORD_BITS], pool_slot[page], pool_open[page];
    ENSURES_SETS
    ENSURES_KINDS
    ENSURES_SLABS
    ensures T5_place: \result == PAGE_GRANULES * page + \old(pool_slot[page]);
    ensures T5_taken: live(\result / WORD_BITS, \result % WORD_BITS) && !live{Pre}(\result / WORD_BITS, \result % WORD_BITS);
    ensures T5_live: live_kept{Pre, Post}(\result / WORD_BITS, \result % WORD_BITS);
    ensures T5_class: pool_class[\result / PAGE_GRANULES] == \old(pool_set[page]) && \result < PAGE_GRANULES * POOL_PAGES;
*/
uint32_t pool_slab_take(uint32_t page);

/* The free slot at this granule, of which no slab had heard, is the one that its slab knows. Cost: constant. */
/*@ requires classes: classes_ready;
    requires sets: sets_ready;
    requires runs: runs_ready;
    requires slabs: slabs_ready_save(granule / WORD_BITS, granule % WORD_BITS);
    requires range: granule < PAGE_GRANULES * POOL_PAGES && pool_class[granule / PAGE_GRANULES] != POOL_NO_CLASS;
    requires slot: bit(full_of(granule / WORD_BITS), granule % WORD_BITS) && !live(granule / WORD_BITS, granule % WORD_BITS);
    requires spare: !spare_of(pool_class[granule / PAGE_GRANULES], granule);
    terminates \true;
    exits \false;
    assigns SETS_ASSIGNED, pool_slot[pool_head[granule / PAGE_GRANULES]], pool_open[pool_head[granule / PAGE_GRANULES]];
    ENSURES_SETS
    ENSURES_KINDS
    ENSURES_SLABS
    ensures T5_partial: pool_set[pool_head[granule / PAGE_GRANULES]] == pool_class[granule / PAGE_GRANULES];
*/
void pool_slab_list(uint32_t granule);

/* The block at this granule of a slab is free. Cost: constant. */
/*@ requires ready: pages_ready;
    requires range: granule < PAGE_GRANULES * POOL_PAGES && pool_class[granule / PAGE_GRANULES] != POOL_NO_CLASS;
    requires live: live(granule / WORD_BITS, granule % WORD_BITS);
    terminates \true;
    exits \false;
    assigns SETS_ASSIGNED, pool_live[granule / WORD_BITS], pool_slot[pool_head[granule / PAGE_GRANULES]],
      pool_open[pool_head[granule / PAGE_GRANULES]];
    ENSURES_SETS
    ENSURES_KINDS
    ENSURES_SLABS
    ensures T5_given: !live(granule / WORD_BITS, granule % WORD_BITS);
    ensures T5_live: live_kept{Pre, Post}(granule / WORD_BITS, granule % WORD_BITS);
    ensures T5_partial: pool_set[pool_head[granule / PAGE_GRANULES]] == pool_class[granule / PAGE_GRANULES];
*/
void pool_slab_give(uint32_t granule);

/* A run that was handed out, of as many pages as the class asks for, is a slab with no live slot. Cost: a step per page and word. */
/*@ requires ready: pages_ready;
    requires class: class < POOL_CLASSES && pool_spares[class] == 0;
    requires run: page < POOL_PAGES && pool_kind[page] == POOL_RUN && pool_end[page] == page + pool_class_pages[class];
    requires dead: !live(PAGE_WORDS * page, 0);
    terminates \true;
    exits \false;
    assigns SETS_ASSIGNED, pool_kind[page], pool_class[page .. pool_end[page] - 1], pool_head[page .. pool_end[page] - 1], pool_slot[page], pool_open[page];
    ENSURES_SETS
    ENSURES_KINDS
    ENSURES_SLABS
    ensures T5_listed_now: pool_set[page] == class;
    ensures T5_slab: pool_kind[page] == POOL_SLAB && pool_class[page] == class && pool_head[page] == page && pool_slot[page] == 0;
*/
void pool_slab_make(uint32_t page, uint32_t class);

/* Whether no slot of this slab is live. Cost: a step per word of the slab. */
/*@ requires ready: pages_ready;
    requires slab: page < POOL_PAGES && pool_kind[page] == POOL_SLAB;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_empty: \result == 1 ==> dead(page, pool_end[page]);
    ensures total: \result == 0 || \result == 1;
*/
uint32_t pool_slab_empty(uint32_t page);

/* A slab of which no slot is live is a run again, handed out. Cost: a step per page. */
/*@ requires ready: pages_ready;
    requires slab: page < POOL_PAGES && pool_kind[page] == POOL_SLAB;
    requires empty: dead(page, pool_end[page]);
    requires spare: spare_elsewhere(page);
    terminates \true;
    exits \false;
    assigns SETS_ASSIGNED, pool_kind[page], pool_class[page .. pool_end[page] - 1], pool_head[page .. pool_end[page] - 1];
    ENSURES_SETS
    ENSURES_KINDS
    ENSURES_SLABS
    ensures T5_unmade: pool_kind[page] == POOL_RUN && pool_class[page] == POOL_NO_CLASS && pool_set[page] == POOL_NO_SET;
    ensures heads: \forall integer q; page <= q < pool_end[page] ==> pool_head[q] == 0;
*/
void pool_slab_unmake(uint32_t page);

#endif

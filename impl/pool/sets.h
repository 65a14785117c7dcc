/*
 * sets.h - which set a page is in: one of the slabs of a class that have a free slot, or of the free runs of a length.
 * Private to impl/pool.
 *
 * pool_set[p] says it, and that is all that the contracts speak of. What finds a member in a few steps is a bit per set and
 * page (pool_set_words), a bit for each of these words that may be non-zero, and a bit for each bin that may have a member.
 */
#ifndef SELFMAP_POOL_SETS_H
#define SELFMAP_POOL_SETS_H

#include "bits.h"
#include "selfmap/pool.h"

#define POOL_BINS 64u              /* sets of free runs: of 1 page, 2 pages and so on; the last, of 64 pages and more */
#define POOL_FIRST_BIN 48u         /* the sets below are the classes' */
#define POOL_SETS (POOL_FIRST_BIN + POOL_BINS)
#define POOL_SET_WORDS (POOL_PAGES / WORD_BITS)
#define POOL_NO_SET 255u
#define POOL_NO_PAGE POOL_PAGES

extern uint8_t pool_set[POOL_PAGES];
extern uint64_t pool_set_words[POOL_SETS * POOL_SET_WORDS], pool_set_summary[POOL_SETS], pool_bins_used;

/*@
  // What the set's words hold is what pool_set says, and nothing is missing.
  predicate sets_named{L} = \forall integer p; 0 <= p < POOL_PAGES ==> pool_set[p] < POOL_SETS || pool_set[p] == POOL_NO_SET;
  predicate sets_sound{L} = \forall integer k, b; 0 <= k < POOL_SETS * POOL_SET_WORDS && 0 <= b < WORD_BITS ==>
    bit(pool_set_words[k], b) ==> pool_set[WORD_BITS * (k % POOL_SET_WORDS) + b] == k / POOL_SET_WORDS;
  predicate sets_complete{L} = \forall integer p; 0 <= p < POOL_PAGES && pool_set[p] < POOL_SETS ==>
    bit(pool_set_words[POOL_SET_WORDS * pool_set[p] + p / WORD_BITS], p % WORD_BITS);
  // A summary may name a word that is empty: it never misses one that is not.
  predicate sets_summed{L} = \forall integer k, b; 0 <= k < POOL_SETS * POOL_SET_WORDS && 0 <= b < WORD_BITS ==>
    bit(pool_set_words[k], b) ==> bit(pool_set_summary[k / POOL_SET_WORDS], k % POOL_SET_WORDS);
  predicate bins_summed{L} = \forall integer s, w; POOL_FIRST_BIN <= s < POOL_SETS && 0 <= w < WORD_BITS ==>
    bit(pool_set_summary[s], w) ==> bit(pool_bins_used, s - POOL_FIRST_BIN);
  predicate sets_ready{L} = sets_named && sets_sound && sets_complete && sets_summed && bins_summed;
*/

/* No page in any set. Cost: a step per word. */
/*@ terminates \true;
    exits \false;
    assigns pool_set[0 .. POOL_PAGES - 1], pool_set_words[0 .. POOL_SETS * POOL_SET_WORDS - 1],
      pool_set_summary[0 .. POOL_SETS - 1], pool_bins_used;
    ensures sets: sets_ready;
    ensures empty: \forall integer p; 0 <= p < POOL_PAGES ==> pool_set[p] == POOL_NO_SET;
*/
void pool_sets_clear(void);

/* Cost: constant. */
/*@ requires sets: sets_ready;
    requires range: set < POOL_SETS && page < POOL_PAGES && pool_set[page] == POOL_NO_SET;
    terminates \true;
    exits \false;
    assigns pool_set[page], pool_set_words[POOL_SET_WORDS * set + page / WORD_BITS], pool_set_summary[set], pool_bins_used;
    ensures named: sets_named;
    ensures sound: sets_sound;
    ensures complete: sets_complete;
    ensures summed: sets_summed;
    ensures bins: bins_summed;
    ensures inserted: pool_set[page] == set;
*/
void pool_set_insert(uint32_t set, uint32_t page);

/* Cost: constant. */
/*@ requires sets: sets_ready;
    requires range: page < POOL_PAGES && pool_set[page] < POOL_SETS;
    terminates \true;
    exits \false;
    assigns pool_set[page], pool_set_words[0 .. POOL_SETS * POOL_SET_WORDS - 1], pool_set_summary[0 .. POOL_SETS - 1], pool_bins_used;
    ensures named: sets_named;
    ensures sound: sets_sound;
    ensures complete: sets_complete;
    ensures summed: sets_summed;
    ensures bins: bins_summed;
    ensures removed: pool_set[page] == POOL_NO_SET;
*/
void pool_set_remove(uint32_t page);

/* A page of the set, or POOL_NO_PAGE. Cost: constant. */
/*@ requires sets: sets_ready;
    requires range: set < POOL_SETS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: \result <= POOL_NO_PAGE;
    ensures member: \result < POOL_NO_PAGE ==> pool_set[\result] == set;
    ensures none: \result == POOL_NO_PAGE ==> (\forall integer p; 0 <= p < POOL_PAGES ==> pool_set[p] != set);
*/
uint32_t pool_set_first(uint32_t set);

/* A page of the first bin from this one on that has one, or POOL_NO_PAGE. Cost: constant. */
/*@ requires sets: sets_ready;
    requires range: bin < POOL_BINS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: \result <= POOL_NO_PAGE;
    ensures member: \result < POOL_NO_PAGE ==> POOL_FIRST_BIN + bin <= pool_set[\result] < POOL_SETS;
    ensures none: \result == POOL_NO_PAGE ==>
      (\forall integer p; 0 <= p < POOL_PAGES ==> pool_set[p] < POOL_FIRST_BIN + bin || pool_set[p] == POOL_NO_SET);
*/
uint32_t pool_bin_first(uint32_t bin);

#endif

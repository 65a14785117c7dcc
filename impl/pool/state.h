/*
 * state.h - what the public functions keep beside the blocks: where the pool is, tags, and figures. Private to impl/pool.
 */
#ifndef SELFMAP_POOL_STATE_H
#define SELFMAP_POOL_STATE_H

#include "blocks.h"

#define POOL_PAGE_SIZE 4096u
#define POOL_LAST_BASE (0xFFFFFFFFFFFFFFFF - (uint64_t)POOL_PAGE_SIZE * POOL_PAGES)

extern uint64_t pool_base;
extern uint8_t pool_tag[POOL_GRANULES]; /* of the live block that starts there */
extern uint32_t pool_tag_units[POOL_TAGS], pool_tag_blocks[POOL_TAGS]; /* granules of live blocks of the tag, and how many blocks */

#define FIGURES_MODULO 0x100000000

/*@
  predicate base_ready{L} = pool_base <= POOL_LAST_BASE && pool_base % POOL_PAGE_SIZE == 0;
  // The address of a granule, and the live block that starts at an address.
  logic integer address_of{L}(integer g) = pool_base + POOL_GRANULE * g;
  predicate in_pool{L}(integer address) = pool_base <= address < pool_base + POOL_PAGE_SIZE * pool_count;
  predicate block_at{L}(integer address) = in_pool(address) && (address - pool_base) % POOL_GRANULE == 0 &&
    live_at((address - pool_base) / POOL_GRANULE);
  // The live block at granule g has this granule; and some live block has it.
  predicate covers{L}(integer g, integer at) = 0 <= g <= at && live_at(g) && at < g + page_units(g / PAGE_GRANULES);
  predicate covered{L}(integer at) = \exists integer g; covers(g, at);
  // The address lies inside a live block, and is not its start; or in no live block.
  predicate inside_block{L}(integer address) = in_pool(address) && !block_at(address) && covered((address - pool_base) / POOL_GRANULE);
  predicate no_block{L}(integer address) = in_pool(address) && !covered((address - pool_base) / POOL_GRANULE);
  predicate tags_kept{K, L}(integer g) = \forall integer h; 0 <= h < POOL_GRANULES && h != g ==>
    \at(pool_tag[h], L) == \at(pool_tag[h], K);
  predicate figures_kept{K, L}(integer tag) = \forall integer t; 0 <= t < POOL_TAGS && t != tag ==>
    \at(pool_tag_units[t], L) == \at(pool_tag_units[t], K) && \at(pool_tag_blocks[t], L) == \at(pool_tag_blocks[t], K);
  // The pool ends with a free run that has at least this many pages.
  predicate joined{L}(integer pages) = is_free(pool_start[pool_count]) && pool_end[pool_start[pool_count]] == pool_count &&
    pool_count - pool_start[pool_count] >= pages;
  // Of the live blocks of the tag that start below granule n: how many, and their granules. The recursion ends: n goes down to 0.
  logic integer counts{L}(integer t, integer g) = ((pool_live[g / WORD_BITS] >> (g % WORD_BITS)) & 1) == 1 ? (pool_tag[g] == t ? 1 : 0) : 0;
  logic integer blocks_of{L}(integer t, integer n) = n <= 0 ? 0 : blocks_of(t, n - 1) + counts(t, n - 1);
  logic integer units_of{L}(integer t, integer n) =
    n <= 0 ? 0 : units_of(t, n - 1) + (counts(t, n - 1) == 1 ? page_units((n - 1) / PAGE_GRANULES) : 0);
  // The figures of every tag tell its live blocks.
  predicate figures_ready{L} = \forall integer t; 0 <= t < POOL_TAGS ==>
    pool_tag_blocks[t] == blocks_of(t, POOL_GRANULES) % FIGURES_MODULO && pool_tag_units[t] == units_of(t, POOL_GRANULES) % FIGURES_MODULO;
  predicate pool_ready{L} = base_ready && classes_aligned && blocks_ready && figures_ready;
*/

#define FIGURES pool_tag_units[tag], pool_tag_blocks[tag]

/* What an allocation and a release of a block with a tag are. */
#define ENSURES_ADDED \
    ENSURES_BLOCKS \
    ensures range: \result <= POOL_NO_GRANULE; \
    ensures T5_alloc: \result < POOL_NO_GRANULE ==> live_at(\result) && !live_at{Pre}(\result) && page_units(\result / PAGE_GRANULES) >= units; \
    ensures T5_class: \result < POOL_NO_GRANULE && pool_class[\result / PAGE_GRANULES] != POOL_NO_CLASS ==> \
      units <= CLASS_LARGEST && pool_class[\result / PAGE_GRANULES] == pool_class_of[units]; \
    ensures T5_inside: \result < POOL_NO_GRANULE ==> \result + units <= PAGE_GRANULES * pool_count; \
    ensures T5_others: \result < POOL_NO_GRANULE ==> live_kept{Pre, Post}(\result / WORD_BITS, \result % WORD_BITS); \
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0); \
    ensures T5_tag: \result < POOL_NO_GRANULE ==> pool_tag[\result] == tag; \
    ensures T5_tags: tags_kept{Pre, Post}(\result); \
    ensures T5_refused: \result == POOL_NO_GRANULE ==> no_run((units + PAGE_GRANULES - 1) / PAGE_GRANULES) && \
      no_run{Pre}((units + PAGE_GRANULES - 1) / PAGE_GRANULES) && \
      (units <= CLASS_LARGEST ==> no_slot{Pre}(pool_class_of[units])); \
    ensures T5_unchanged: \result == POOL_NO_GRANULE ==> live_same{Pre, Post}; \
    ensures T5_figures: \result == POOL_NO_GRANULE ==> pool_tag_units[tag] == \old(pool_tag_units[tag]) && \
      pool_tag_blocks[tag] == \old(pool_tag_blocks[tag]); \
    ensures T5_counted: \result < POOL_NO_GRANULE ==> \
      pool_tag_units[tag] == (\old(pool_tag_units[tag]) + page_units(\result / PAGE_GRANULES)) % FIGURES_MODULO && \
      pool_tag_blocks[tag] == (\old(pool_tag_blocks[tag]) + 1) % FIGURES_MODULO;
#define ENSURES_REMOVED \
    ENSURES_BLOCKS \
    ensures T5_free: !live_at(granule); \
    ensures T5_others: live_kept{Pre, Post}(granule / WORD_BITS, granule % WORD_BITS); \
    ensures T5_lengths: units_kept{Pre, Post}(granule / WORD_BITS, granule % WORD_BITS); \
    ensures T5_counted: \
      pool_tag_units[tag] == (\old(pool_tag_units[tag]) + FIGURES_MODULO - page_units{Pre}(granule / PAGE_GRANULES)) % FIGURES_MODULO && \
      pool_tag_blocks[tag] == (\old(pool_tag_blocks[tag]) + FIGURES_MODULO - 1) % FIGURES_MODULO;

/* The granules of the live block at this one. */
/*@ requires ready: blocks_ready;
    requires live: granule < POOL_GRANULES && live_at(granule);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_length: \result == page_units(granule / PAGE_GRANULES);
    ensures T5_inside: 1 <= \result && granule + \result <= PAGE_GRANULES * pool_count;
*/
uint32_t pool_units_at(uint32_t granule);

/* A block of these granules, with its tag. */
/*@ requires ready: pool_ready;
    requires some: 1 <= units <= POOL_GRANULES && tag < POOL_TAGS;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_tag[0 .. POOL_GRANULES - 1], FIGURES;
    ENSURES_ADDED
    ensures T5_figures_true: figures_ready;
    ensures T5_spare: units <= CLASS_LARGEST && \old(pool_spares[pool_class_of[units]]) > 0 ==> \result < POOL_NO_GRANULE;
*/
uint32_t pool_tagged_alloc(uint32_t units, uint32_t tag);

/* The block at this granule, of this tag, is free. */
/*@ requires ready: pool_ready;
    requires live: granule < POOL_GRANULES && live_at(granule) && tag < POOL_TAGS && pool_tag[granule] == tag;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[granule / WORD_BITS], FIGURES;
    ENSURES_REMOVED
    ensures T5_figures_true: figures_ready;
*/
void pool_tagged_free(uint32_t granule, uint32_t tag);

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures answer: \result.value == value && \result.status == status;
*/
static inline struct pool_answer answer(uint64_t value, enum selfmap_status status)
{
    const struct pool_answer result = {value, status};

    return result;
}

#endif

/*
 * face.h - the pool's public functions and what each promises (T5): what a caller inside impl/ may rely on, stated once. Private to impl/.
 */
#ifndef SELFMAP_POOL_FACE_H
#define SELFMAP_POOL_FACE_H

#include "state.h"

/*@
  predicate good_alignment(integer alignment) = alignment == 1 || alignment == 2 || alignment == 4 || alignment == 8 ||
    alignment == 16 || alignment == 32 || alignment == 64 || alignment == 128 || alignment == 256 || alignment == 512 ||
    alignment == 1024 || alignment == 2048 || alignment == 4096;
  // The first power of two from n on, of those that a slab has no remainder of; then a page.
  logic integer power_from(integer n) =
    n <= 2 ? 2 : n <= 4 ? 4 : n <= 8 ? 8 : n <= 16 ? 16 : n <= 32 ? 32 : n <= 64 ? 64 : n <= 128 ? 128 : 256;
  logic integer longer(integer m, integer n) = m < n ? n : m;
*/

/* What pool_alloc and pool_alloc_aligned promise alike. */
#define ENSURES_ALLOCATED \
    ENSURES_BLOCKS \
    ensures T5_figures_true: figures_ready; \
    ensures T5_size: \result.status == SELFMAP_BAD_SIZE <==> size == 0; \
    ensures T5_bad_tag: \result.status == SELFMAP_BAD_TAG <==> size != 0 && tag >= POOL_TAGS; \
    ensures T5_alloc: \result.status == SELFMAP_OK ==> block_at(\result.value) && !block_at{Pre}(\result.value); \
    ensures T5_inside: \result.status == SELFMAP_OK ==> pool_base <= \result.value && \
      \result.value + size <= pool_base + POOL_PAGE_SIZE * pool_count; \
    ensures T5_enough: \result.status == SELFMAP_OK ==> \
      POOL_GRANULE * page_units((\result.value - pool_base) / POOL_GRANULE / PAGE_GRANULES) >= size; \
    ensures T5_others: \result.status == SELFMAP_OK ==> live_kept{Pre, Post}((\result.value - pool_base) / POOL_GRANULE / WORD_BITS, \
      (\result.value - pool_base) / POOL_GRANULE % WORD_BITS); \
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0); \
    ensures T5_tag: \result.status == SELFMAP_OK ==> pool_tag[(\result.value - pool_base) / POOL_GRANULE] == tag; \
    ensures T5_tags: \result.status == SELFMAP_OK ==> tags_kept{Pre, Post}((\result.value - pool_base) / POOL_GRANULE); \
    ensures T5_refused: \result.status == SELFMAP_NO_ROOM ==> no_run((size + POOL_PAGE_SIZE - 1) / POOL_PAGE_SIZE); \
    ensures T5_refused_before: \result.status == SELFMAP_NO_ROOM ==> no_run{Pre}((size + POOL_PAGE_SIZE - 1) / POOL_PAGE_SIZE); \
    ensures T5_unchanged: \result.status != SELFMAP_OK ==> live_same{Pre, Post}; \
    ensures T5_tags_unchanged: \result.status != SELFMAP_OK ==> tags_kept{Pre, Post}(-1); \
    ensures T5_tag_figures: figures_kept{Pre, Post}(\result.status == SELFMAP_OK ? tag : -1); \
    ensures T5_counted: \result.status == SELFMAP_OK ==> \
      pool_tag_units[tag] == (\old(pool_tag_units[tag]) + page_units((\result.value - pool_base) / POOL_GRANULE / PAGE_GRANULES)) % FIGURES_MODULO && \
      pool_tag_blocks[tag] == (\old(pool_tag_blocks[tag]) + 1) % FIGURES_MODULO;

/* All that pool_alloc is, which its slow path is too. */
#define REQUIRES_AND_ENSURES_OF_ALLOC \
    requires ready: pool_ready; \
    terminates \true; \
    exits \false; \
    assigns BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_tag[0 .. POOL_GRANULES - 1], pool_tag_units[0 .. POOL_TAGS - 1], pool_tag_blocks[0 .. POOL_TAGS - 1]; \
    ENSURES_ALLOCATED \
    ensures T5_total: \result.status == SELFMAP_OK || \result.status == SELFMAP_BAD_SIZE || \result.status == SELFMAP_BAD_TAG || \
      \result.status == SELFMAP_NO_ROOM; \
    ensures T5_aligned: \result.status == SELFMAP_OK ==> \result.value % POOL_GRANULE == 0; \
    ensures T5_class: \result.status == SELFMAP_OK && pool_class[(\result.value - pool_base) / POOL_GRANULE / PAGE_GRANULES] != POOL_NO_CLASS ==> \
      size <= POOL_GRANULE * CLASS_LARGEST && \
      pool_class[(\result.value - pool_base) / POOL_GRANULE / PAGE_GRANULES] == pool_class_of[(size + POOL_GRANULE - 1) / POOL_GRANULE]; \
    ensures T5_refused_slot: \result.status == SELFMAP_NO_ROOM && size <= POOL_GRANULE * CLASS_LARGEST ==> \
      no_slot{Pre}(pool_class_of[(size + POOL_GRANULE - 1) / POOL_GRANULE]);

/*@ terminates \true;
    exits \false;
    assigns pool_base, pool_count, BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_class_units[0 .. POOL_CLASSES - 1],
      pool_class_pages[0 .. POOL_CLASSES - 1], pool_class_full[0 .. POOL_CLASSES * SLAB_WORDS - 1], pool_class_of[0 .. CLASS_LARGEST], pool_spares[0 .. POOL_NO_CLASS],
      pool_tag_units[0 .. POOL_TAGS - 1], pool_tag_blocks[0 .. POOL_TAGS - 1];
    ensures T5_refused: \result == SELFMAP_MISALIGNED <==> base % POOL_PAGE_SIZE != 0;
    ensures T5_refused_range: \result == SELFMAP_RANGE_END <==> base % POOL_PAGE_SIZE == 0 && (base == 0 || base > POOL_LAST_BASE);
    ensures T5_total: \result == SELFMAP_OK || \result == SELFMAP_MISALIGNED || \result == SELFMAP_RANGE_END;
    ensures T5_base: \result == SELFMAP_OK ==> pool_base == base && base_ready;
    ensures T5_classes: \result == SELFMAP_OK ==> classes_ready && classes_aligned;
    ensures T5_sets: \result == SELFMAP_OK ==> sets_ready;
    ensures T5_runs: \result == SELFMAP_OK ==> runs_ready;
    ensures T5_slabs: \result == SELFMAP_OK ==> slabs_ready;
    ensures T5_currents: \result == SELFMAP_OK ==> currents_ready;
    ensures T5_figures_true: \result == SELFMAP_OK ==> figures_ready;
    ensures T5_empty: \result == SELFMAP_OK ==> pool_count == 0 && (\forall integer w; 0 <= w < POOL_WORDS ==> pool_live[w] == 0);
    ensures T5_no_tag: \result == SELFMAP_OK ==>
      (\forall integer t; 0 <= t < POOL_TAGS ==> pool_tag_units[t] == 0 && pool_tag_blocks[t] == 0);
    ensures unchanged: \result != SELFMAP_OK ==> pool_base == \old(pool_base) && pool_count == \old(pool_count);
    ensures unchanged_live: \result != SELFMAP_OK ==> live_same{Pre, Post} && units_kept{Pre, Post}(-1, 0);
    ensures unchanged_figures: \result != SELFMAP_OK ==> figures_kept{Pre, Post}(-1);
*/
enum selfmap_status pool_init(uint64_t base);

/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns pool_count, BLOCKS_ASSIGNED;
    ENSURES_BLOCKS
    ensures T5_figures_true: figures_ready;
    ensures T5_refused: \result == SELFMAP_EMPTY_RANGE <==> pages == 0;
    ensures T5_refused_end: \result == SELFMAP_RANGE_END <==> pages > POOL_PAGES - \old(pool_count);
    ensures T5_total: \result == SELFMAP_OK || \result == SELFMAP_EMPTY_RANGE || \result == SELFMAP_RANGE_END;
    ensures T5_more: pool_count == \old(pool_count) + (\result == SELFMAP_OK ? pages : 0);
    ensures T5_joined: \result == SELFMAP_OK ==> joined(pages);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
enum selfmap_status pool_extend(uint64_t pages);

/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns pool_count, BLOCKS_ASSIGNED;
    ENSURES_BLOCKS
    ensures T5_figures_true: figures_ready;
    ensures T5_less: pool_count == \old(pool_count) - \result.value && \result.status == SELFMAP_OK;
    ensures T5_left: end_left(keep);
    ensures T5_stay: end_kept(\result.value, keep);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
struct pool_answer pool_shrink(uint64_t keep);

/*@ REQUIRES_AND_ENSURES_OF_ALLOC
*/
struct pool_answer pool_alloc(uint64_t size, uint32_t tag);

/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_tag[0 .. POOL_GRANULES - 1], pool_tag_units[0 .. POOL_TAGS - 1], pool_tag_blocks[0 .. POOL_TAGS - 1];
    ENSURES_ALLOCATED
    ensures T5_bad_alignment: \result.status == SELFMAP_BAD_ALIGNMENT <==> size != 0 && tag < POOL_TAGS && !good_alignment(alignment);
    ensures T5_total: \result.status == SELFMAP_OK || \result.status == SELFMAP_BAD_SIZE || \result.status == SELFMAP_BAD_TAG ||
      \result.status == SELFMAP_NO_ROOM || \result.status == SELFMAP_BAD_ALIGNMENT;
    ensures T5_aligned: \result.status == SELFMAP_OK ==> \result.value % alignment == 0;
    ensures T5_refused_plain: \result.status == SELFMAP_NO_ROOM && alignment <= POOL_GRANULE && size <= POOL_GRANULE * CLASS_LARGEST ==>
      no_slot{Pre}(pool_class_of[(size + POOL_GRANULE - 1) / POOL_GRANULE]);
    ensures T5_refused_slot: \result.status == SELFMAP_NO_ROOM && alignment > POOL_GRANULE &&
      longer((size + POOL_GRANULE - 1) / POOL_GRANULE, alignment / POOL_GRANULE) <= PAGE_GRANULES / 2 ==>
      no_slot{Pre}(pool_class_of[power_from(longer((size + POOL_GRANULE - 1) / POOL_GRANULE, alignment / POOL_GRANULE))]);
*/
struct pool_answer pool_alloc_aligned(uint64_t size, uint64_t alignment, uint32_t tag);

/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_tag_units[0 .. POOL_TAGS - 1], pool_tag_blocks[0 .. POOL_TAGS - 1];
    ENSURES_BLOCKS
    ensures T5_figures_true: figures_ready;
    ensures T5_foreign: \result == SELFMAP_NOT_IN_POOL <==> !in_pool(address);
    ensures T5_wrong_tag: \result == SELFMAP_WRONG_TAG <==> block_at{Pre}(address) && pool_tag[(address - pool_base) / POOL_GRANULE] != tag;
    ensures T5_inside: \result == SELFMAP_INSIDE_BLOCK <==> inside_block{Pre}(address);
    ensures T5_no_block: \result == SELFMAP_NO_BLOCK <==> no_block{Pre}(address);
    ensures T5_ok: \result == SELFMAP_OK <==> block_at{Pre}(address) && pool_tag[(address - pool_base) / POOL_GRANULE] == tag;
    ensures T5_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_IN_POOL || \result == SELFMAP_WRONG_TAG ||
      \result == SELFMAP_INSIDE_BLOCK || \result == SELFMAP_NO_BLOCK;
    ensures T5_free: \result == SELFMAP_OK ==> !block_at(address);
    ensures T5_others: \result == SELFMAP_OK ==> live_kept{Pre, Post}((address - pool_base) / POOL_GRANULE / WORD_BITS,
      (address - pool_base) / POOL_GRANULE % WORD_BITS);
    ensures T5_lengths: \result == SELFMAP_OK ==> units_kept{Pre, Post}((address - pool_base) / POOL_GRANULE / WORD_BITS,
      (address - pool_base) / POOL_GRANULE % WORD_BITS);
    ensures T5_unchanged: \result != SELFMAP_OK ==> live_same{Pre, Post} && units_kept{Pre, Post}(-1, 0);
    ensures T5_tag_figures: figures_kept{Pre, Post}(\result == SELFMAP_OK ? tag : -1);
    ensures T5_counted: \result == SELFMAP_OK ==>
      pool_tag_units[tag] == (\old(pool_tag_units[tag]) + FIGURES_MODULO - page_units{Pre}((address - pool_base) / POOL_GRANULE / PAGE_GRANULES)) % FIGURES_MODULO &&
      pool_tag_blocks[tag] == (\old(pool_tag_blocks[tag]) + FIGURES_MODULO - 1) % FIGURES_MODULO;
*/
enum selfmap_status pool_free(uint64_t address, uint32_t tag);

/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_ok: \result.status == SELFMAP_OK <==> block_at(address);
    ensures T5_foreign: \result.status == SELFMAP_NOT_IN_POOL <==> !in_pool(address);
    ensures T5_inside: \result.status == SELFMAP_INSIDE_BLOCK <==> inside_block(address);
    ensures T5_no_block: \result.status == SELFMAP_NO_BLOCK <==> no_block(address);
    ensures T5_total: \result.status == SELFMAP_OK || \result.status == SELFMAP_NOT_IN_POOL || \result.status == SELFMAP_INSIDE_BLOCK ||
      \result.status == SELFMAP_NO_BLOCK;
    ensures T5_size: \result.status == SELFMAP_OK ==>
      \result.value == POOL_GRANULE * page_units((address - pool_base) / POOL_GRANULE / PAGE_GRANULES) && \result.value > 0 &&
      address + \result.value <= pool_base + POOL_PAGE_SIZE * pool_count;
*/
struct pool_answer pool_size_of(uint64_t address);

/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_bad_tag: \result.status == SELFMAP_BAD_TAG <==> tag >= POOL_TAGS;
    ensures T5_total: \result.status == SELFMAP_OK || \result.status == SELFMAP_BAD_TAG || \result.status == SELFMAP_NOT_FOUND;
    ensures T5_found: \result.status == SELFMAP_OK ==> \result.value >= from && block_at(\result.value) &&
      pool_tag[(\result.value - pool_base) / POOL_GRANULE] == tag;
    ensures T5_none: \result.status == SELFMAP_NOT_FOUND ==> (\forall integer g; 0 <= g < PAGE_GRANULES * pool_count &&
      address_of(g) >= from && live_at(g) ==> pool_tag[g] != tag);
    ensures T5_next: \result.status == SELFMAP_OK ==> (\forall integer g; 0 <= g < PAGE_GRANULES * pool_count &&
      from <= address_of(g) < \result.value && live_at(g) ==> pool_tag[g] != tag);
*/
struct pool_answer pool_walk(uint64_t from, uint32_t tag);

/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_base: \result.base == pool_base && \result.pages == pool_count;
    ensures T5_tag: tag < POOL_TAGS ==> \result.tag_blocks == pool_tag_blocks[tag] && \result.tag_bytes == POOL_GRANULE * pool_tag_units[tag];
    ensures T5_tag_blocks: tag < POOL_TAGS ==> \result.tag_blocks == blocks_of(tag, POOL_GRANULES) % FIGURES_MODULO &&
      \result.tag_bytes == POOL_GRANULE * (units_of(tag, POOL_GRANULES) % FIGURES_MODULO);
    ensures T5_no_tag: tag >= POOL_TAGS ==> \result.tag_blocks == 0 && \result.tag_bytes == 0;
*/
struct pool_stats pool_stats_of(uint32_t tag);

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_total: \result == 0 || \result == 1;
*/
uint32_t pool_check(void);

#endif

/*
 * state.h - what the guard keeps beside the pool: options, cap, and the bytes of live blocks. Private to impl/guard.
 *
 * The functions here are called with the lock held; those of selfmap/guard.h take it, call one of them, and give it back. A core
 * function of the pool is called from here alone.
 */
#ifndef SELFMAP_GUARD_STATE_H
#define SELFMAP_GUARD_STATE_H

#include "door.h"

#define GUARD_OPTIONS (GUARD_REDZONES + GUARD_POISON)

extern uint32_t guard_options;
extern uint64_t guard_cap, guard_bytes; /* of live blocks: the most, and now */

/*@ ghost
  uint64_t offer_place, offer_bytes; // the block that the pool offered last: its first byte, and how many; 0 for none
*/

/*@
  // The granules of the live block that starts at granule g, 0 when there is none; and of all that start below granule n. The
  // recursion ends: n goes down to 0.
  logic integer units_at{L}(integer g) = ((pool_live[g / WORD_BITS] >> (g % WORD_BITS)) & 1) == 1 ? page_units(g / PAGE_GRANULES) : 0;
  logic integer units_live{L}(integer n) = n <= 0 ? 0 : units_live(n - 1) + units_at(n - 1);
  predicate guard_ready{L} = pool_ready && guard_options <= GUARD_OPTIONS && guard_bytes <= guard_cap &&
    guard_bytes == POOL_GRANULE * units_live(POOL_GRANULES);
  predicate zones{L} = guard_options % 2 == 1;
  predicate poisoned{L} = guard_options / 2 == 1;
  logic integer granule_at{L}(integer address) = (address - pool_base) / POOL_GRANULE;
  logic integer bytes_at{L}(integer address) = POOL_GRANULE * page_units(granule_at(address) / PAGE_GRANULES);
  // What is asked of the pool.
  logic integer zone_bytes{L} = guard_options % 2 == 1 ? GUARD_ZONE : 0;
  logic integer needed{L}(integer size) = 0 < size <= POOL_BYTES ? size + zone_bytes : size;
  // So many bytes more are above the cap.
  predicate over{L}(integer bytes) = guard_bytes + bytes > guard_cap;
  predicate live_tags_kept{K, L} = \forall integer g; 0 <= g < POOL_GRANULES && live_at{K}(g) ==> \at(pool_tag[g], L) == \at(pool_tag[g], K);
  // None of these granules is of a live block.
  predicate range_free{L}(integer first, integer count) = \forall integer at; first <= at < first + count ==> !covered(at);
  // The redzone of the block at this address is as it was filled.
  predicate zone_whole{L}(integer address) = all_bytes(address - pool_base + bytes_at(address) - GUARD_ZONE, GUARD_ZONE, GUARD_ZONE_BYTE);
*/

#define POOL_ASSIGNED BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_tag_units[0 .. POOL_TAGS - 1], pool_tag_blocks[0 .. POOL_TAGS - 1]
#define ENSURES_READY \
    ensures T5_ready: guard_ready;
#define ENSURES_LOCK_FREE \
    ensures T5_lock_free: lock_held == 0; \
    ensures T5_lock_once: lock_turns == (\old(lock_turns) + 1) % LOCK_MODULO;

/* What an allocation comes to: of the pool's theorem, and of the guard's. */
#define ENSURES_TAKEN(ALIGNMENT) \
    ENSURES_READY \
    ensures T5_size: \result.status == SELFMAP_BAD_SIZE <==> size == 0; \
    ensures T5_bad_tag: \result.status == SELFMAP_BAD_TAG <==> size != 0 && !over{Pre}(needed(size)) && tag >= POOL_TAGS; \
    ensures T5_bad_alignment: \result.status == SELFMAP_BAD_ALIGNMENT <==> \
      size != 0 && !over{Pre}(needed(size)) && tag < POOL_TAGS && !good_alignment(ALIGNMENT); \
    ensures T5_total: \result.status \in {SELFMAP_OK, SELFMAP_BAD_SIZE, SELFMAP_BAD_TAG, SELFMAP_BAD_ALIGNMENT, SELFMAP_NO_ROOM, \
      SELFMAP_CAPPED, SELFMAP_USED_FREED}; \
    ensures T5_value: \result.status != SELFMAP_OK ==> \result.value == 0; \
    ensures T5_alloc: \result.status == SELFMAP_OK ==> block_at(\result.value) && !block_at{Pre}(\result.value); \
    ensures T5_inside: \result.status == SELFMAP_OK ==> \result.value + needed(size) <= pool_base + POOL_PAGE_SIZE * pool_count; \
    ensures T5_aligned: \result.status == SELFMAP_OK ==> \result.value % ALIGNMENT == 0; \
    ensures T5_enough: \result.status == SELFMAP_OK ==> bytes_at(\result.value) >= needed(size); \
    ensures T5_others: \result.status == SELFMAP_OK ==> \
      live_kept{Pre, Post}(granule_at(\result.value) / WORD_BITS, granule_at(\result.value) % WORD_BITS); \
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0); \
    ensures T5_tag: \result.status == SELFMAP_OK ==> pool_tag[granule_at(\result.value)] == tag; \
    ensures T5_tags: live_tags_kept{Pre, Post}; \
    ensures T5_refused: \result.status == SELFMAP_NO_ROOM ==> no_run{Pre}((needed(size) + POOL_PAGE_SIZE - 1) / POOL_PAGE_SIZE); \
    ensures T5_refused_plain: \result.status == SELFMAP_NO_ROOM && ALIGNMENT <= POOL_GRANULE && needed(size) <= POOL_GRANULE * CLASS_LARGEST ==> \
      no_slot{Pre}(pool_class_of[(needed(size) + POOL_GRANULE - 1) / POOL_GRANULE]); \
    ensures T5_unchanged: \result.status != SELFMAP_OK ==> live_same{Pre, Post}; \
    ensures T5_tag_figures: figures_kept{Pre, Post}(\result.status == SELFMAP_OK ? tag : -1); \
    ensures T5_added: guard_bytes == \old(guard_bytes) + (\result.status == SELFMAP_OK ? bytes_at(\result.value) : 0); \
    ensures T5_offer: \result.status == SELFMAP_OK ==> offer_place == \result.value - pool_base && offer_bytes == bytes_at(\result.value); \
    ensures T5_offer_free: offer_bytes != 0 ==> offer_place % POOL_GRANULE == 0 && offer_bytes % POOL_GRANULE == 0 && \
      offer_place + offer_bytes <= POOL_PAGE_SIZE * pool_count && range_free{Pre}(offer_place / POOL_GRANULE, offer_bytes / POOL_GRANULE); \
    ensures T5_offer_enough: offer_bytes == 0 || offer_bytes >= needed(size); \
    ensures T5_capped: \result.status == SELFMAP_CAPPED <==> over{Pre}(needed(size)) || over{Pre}(offer_bytes); \
    ensures T5_used_freed: \result.status == SELFMAP_USED_FREED <==> poisoned && offer_bytes != 0 && !over{Pre}(offer_bytes) && \
      !all_bytes{Pre}(offer_place, offer_bytes, GUARD_POISON_BYTE); \
    ensures T5_zone: \result.status == SELFMAP_OK && zones ==> zone_whole(\result.value); \
    ensures T5_refilled: \result.status == SELFMAP_USED_FREED ==> all_bytes(offer_place, offer_bytes, GUARD_POISON_BYTE); \
    ensures T5_memory: \result.status \in {SELFMAP_OK, SELFMAP_USED_FREED} ==> bytes_kept{Pre, Post}(offer_place, offer_bytes); \
    ensures T5_memory_body: \result.status == SELFMAP_OK ==> \
      bytes_kept{Pre, Post}(offer_place + offer_bytes - zone_bytes, zone_bytes); \
    ensures T5_memory_same: \result.status != SELFMAP_OK && \result.status != SELFMAP_USED_FREED ==> bytes_kept{Pre, Post}(0, 0);

/* And a release. */
#define ENSURES_GIVEN_BACK \
    ENSURES_READY \
    ensures T5_foreign: \result == SELFMAP_NOT_IN_POOL <==> !in_pool(address); \
    ensures T5_inside: \result == SELFMAP_INSIDE_BLOCK <==> inside_block{Pre}(address); \
    ensures T5_no_block: \result == SELFMAP_NO_BLOCK <==> no_block{Pre}(address); \
    ensures T5_damaged: \result == SELFMAP_DAMAGED <==> block_at{Pre}(address) && zones && !zone_whole{Pre}(address); \
    ensures T5_wrong_tag: \result == SELFMAP_WRONG_TAG <==> block_at{Pre}(address) && (zones ==> zone_whole{Pre}(address)) && \
      pool_tag[granule_at(address)] != tag; \
    ensures T5_ok: \result == SELFMAP_OK <==> block_at{Pre}(address) && (zones ==> zone_whole{Pre}(address)) && \
      pool_tag[granule_at(address)] == tag; \
    ensures T5_total: \result \in {SELFMAP_OK, SELFMAP_NOT_IN_POOL, SELFMAP_INSIDE_BLOCK, SELFMAP_NO_BLOCK, SELFMAP_DAMAGED, SELFMAP_WRONG_TAG}; \
    ensures T5_free: \result == SELFMAP_OK ==> !block_at(address); \
    ensures T5_others: \result == SELFMAP_OK ==> live_kept{Pre, Post}(granule_at(address) / WORD_BITS, granule_at(address) % WORD_BITS); \
    ensures T5_lengths: \result == SELFMAP_OK ==> units_kept{Pre, Post}(granule_at(address) / WORD_BITS, granule_at(address) % WORD_BITS); \
    ensures T5_unchanged: \result != SELFMAP_OK ==> live_same{Pre, Post} && units_kept{Pre, Post}(-1, 0); \
    ensures T5_tag_figures: figures_kept{Pre, Post}(\result == SELFMAP_OK ? tag : -1); \
    ensures T5_taken: guard_bytes == \old(guard_bytes) - (\result == SELFMAP_OK ? bytes_at{Pre}(address) : 0); \
    ensures T5_poison: \result == SELFMAP_OK && poisoned ==> all_bytes(address - pool_base, bytes_at{Pre}(address), GUARD_POISON_BYTE); \
    ensures T5_memory: \result == SELFMAP_OK ==> bytes_kept{Pre, Post}(address - pool_base, guard_options / 2 == 1 ? bytes_at{Pre}(address) : 0); \
    ensures T5_memory_same: \result != SELFMAP_OK ==> bytes_kept{Pre, Post}(0, 0);

/* guard_alloc_aligned under the lock. */
/*@ requires ready: guard_ready;
    requires held: lock_held == 1;
    terminates \true;
    exits \false;
    assigns POOL_ASSIGNED, pool_tag[0 .. POOL_GRANULES - 1], guard_bytes, offer_place, offer_bytes, guard_memory[0 .. POOL_BYTES - 1];
    ENSURES_TAKEN(alignment)
*/
struct pool_answer guard_take(uint64_t size, uint64_t alignment, uint32_t tag);

/* guard_free under the lock. */
/*@ requires ready: guard_ready;
    requires held: lock_held == 1;
    terminates \true;
    exits \false;
    assigns POOL_ASSIGNED, guard_bytes, guard_memory[0 .. POOL_BYTES - 1];
    ENSURES_GIVEN_BACK
*/
enum selfmap_status guard_give_back(uint64_t address, uint32_t tag);

#endif

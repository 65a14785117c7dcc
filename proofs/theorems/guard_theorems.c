/*
 * guard_theorems.c - what the guard's contracts say together (T5): as long as nobody else writes to it, everything that is free is poison, and no
 * allocation ever says that a block was written to while it was free. No false alarm: the other half, that no write is missed,
 * is T5_used_freed itself.
 *
 * Linked by no kernel.
 */
#include "impl/guard/state.h"

/*@
  // Byte i of the pool is of no live block; and all such bytes are poison.
  predicate byte_free{L}(integer i) = 0 <= i < POOL_PAGE_SIZE * pool_count && !covered(i / POOL_GRANULE);
  predicate free_poisoned{L} = \forall integer i; byte_free(i) ==> guard_memory[i] == GUARD_POISON_BYTE;
  // A block that was live is, and as long.
  predicate lives{K, L}(integer g) = live_at{L}(g) && page_units{L}(g / PAGE_GRANULES) == page_units{K}(g / PAGE_GRANULES);
*/

/* Two contracts of impl/guard/guard.c, word for word: verify refuses others. */
#define ENSURES_LONGER \
    ENSURES_READY \
    ensures T5_refused: \result == SELFMAP_EMPTY_RANGE <==> pages == 0; \
    ensures T5_refused_end: \result == SELFMAP_RANGE_END <==> pages > POOL_PAGES - \old(pool_count); \
    ensures T5_total: \result \in {SELFMAP_OK, SELFMAP_EMPTY_RANGE, SELFMAP_RANGE_END}; \
    ensures T5_more: pool_count == \old(pool_count) + (\result == SELFMAP_OK ? pages : 0); \
    ensures T5_joined: \result == SELFMAP_OK ==> joined(pages); \
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0); \
    ensures T5_poison: \result == SELFMAP_OK && poisoned ==> \
      all_bytes(POOL_PAGE_SIZE * \old(pool_count), POOL_PAGE_SIZE * pages, GUARD_POISON_BYTE); \
    ensures T5_memory: \result == SELFMAP_OK ==> bytes_kept{Pre, Post}(POOL_PAGE_SIZE * \old(pool_count), POOL_PAGE_SIZE * pages); \
    ensures T5_memory_same: \result != SELFMAP_OK ==> bytes_kept{Pre, Post}(0, 0);
#define ENSURES_SHORTER \
    ENSURES_READY \
    ensures T5_less: pool_count == \old(pool_count) - \result.value && \result.status == SELFMAP_OK; \
    ensures T5_left: end_left(keep); \
    ensures T5_stay: end_kept(\result.value, keep); \
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE, pool_count, BLOCKS_ASSIGNED, guard_memory[0 .. POOL_BYTES - 1];
    ENSURES_LOCK_FREE
    ENSURES_LONGER
*/
enum selfmap_status guard_extend(uint64_t pages);

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE, pool_count, BLOCKS_ASSIGNED;
    ENSURES_LOCK_FREE
    ENSURES_SHORTER
*/
struct pool_answer guard_shrink(uint64_t keep);

/*@ requires ready: guard_ready;
    requires held: lock_held == 1;
    requires poison: poisoned && free_poisoned;
    terminates \true;
    exits \false;
    assigns POOL_ASSIGNED, pool_tag[0 .. POOL_GRANULES - 1], guard_bytes, offer_place, offer_bytes, guard_memory[0 .. POOL_BYTES - 1];
    ENSURES_TAKEN(alignment)
    ensures T5_no_false_alarm: \result.status != SELFMAP_USED_FREED;
    ensures T5_free_poisoned: free_poisoned;
*/
struct pool_answer alloc_theorem(uint64_t size, uint64_t alignment, uint32_t tag)
{
    const struct pool_answer block = guard_take(size, alignment, tag);

    /*@ assert offer_free: offer_bytes != 0 ==> (\forall integer i; offer_place <= i < offer_place + offer_bytes ==> byte_free{Pre}(i)); */
    /*@ assert clean: offer_bytes != 0 ==> all_bytes{Pre}(offer_place, offer_bytes, GUARD_POISON_BYTE); */
    /*@ assert T5_no_false_alarm: block.status != SELFMAP_USED_FREED; */
    /*@ ghost
      uint32_t granule = block.status == SELFMAP_OK ? (uint32_t)((block.value - pool_base) / POOL_GRANULE) : POOL_GRANULES;
      uint32_t n = 0;
      /@ loop invariant range: 0 <= n <= POOL_GRANULES;
         loop invariant lives: \forall integer g; 0 <= g < n && g != granule && live_at{Pre}(g) ==> lives{Pre, Here}(g);
         loop assigns n;
         loop variant POOL_GRANULES - n; @/
      while (n < POOL_GRANULES) {
        /@ assert place: (n / WORD_BITS) / PAGE_WORDS == n / PAGE_GRANULES; @/
        /@ assert live: n != granule ==> (live_at(n) <==> live_at{Pre}(n)); @/
        /@ assert length: n != granule && live_at{Pre}(n) ==> page_units(n / PAGE_GRANULES) == page_units{Pre}(n / PAGE_GRANULES); @/
        /@ assert one: n != granule && live_at{Pre}(n) ==> lives{Pre, Here}(n); @/
        n++;
      } */
    /*@ assert fresh: granule < POOL_GRANULES ==> !live_at{Pre}(granule); */
    /*@ assert still: \forall integer g, at; covers{Pre}(g, at) && at < POOL_GRANULES ==> covers(g, at); */
    /*@ assert was_free: \forall integer i; byte_free(i) ==> byte_free{Pre}(i); */
    /*@ assert own: block.status == SELFMAP_OK ==> (\forall integer i; offer_place <= i < offer_place + offer_bytes ==>
          covers(granule_at(block.value), i / POOL_GRANULE)); */
    /*@ assert outside: block.status == SELFMAP_OK ==> (\forall integer i; byte_free(i) ==> !(offer_place <= i < offer_place + offer_bytes)); */
    /*@ assert same: \forall integer i; byte_free(i) ==> guard_memory[i] == \at(guard_memory[i], Pre); */
    return block;
}

/*@ requires ready: guard_ready;
    requires held: lock_held == 1;
    requires poison: poisoned && free_poisoned;
    terminates \true;
    exits \false;
    assigns POOL_ASSIGNED, guard_bytes, guard_memory[0 .. POOL_BYTES - 1];
    ENSURES_GIVEN_BACK
    ensures T5_free_poisoned: free_poisoned;
*/
enum selfmap_status free_theorem(uint64_t address, uint32_t tag)
{
    const enum selfmap_status status = guard_give_back(address, tag);

    /*@ ghost
      uint32_t granule = status == SELFMAP_OK ? (uint32_t)((address - pool_base) / POOL_GRANULE) : POOL_GRANULES;
      uint32_t n = 0;
      /@ loop invariant range: 0 <= n <= POOL_GRANULES;
         loop invariant lives: \forall integer g; 0 <= g < n && g != granule && live_at{Pre}(g) ==> lives{Pre, Here}(g);
         loop assigns n;
         loop variant POOL_GRANULES - n; @/
      while (n < POOL_GRANULES) {
        /@ assert place: (n / WORD_BITS) / PAGE_WORDS == n / PAGE_GRANULES; @/
        /@ assert live: n != granule ==> (live_at(n) <==> live_at{Pre}(n)); @/
        /@ assert length: n != granule && live_at{Pre}(n) ==> page_units(n / PAGE_GRANULES) == page_units{Pre}(n / PAGE_GRANULES); @/
        /@ assert one: n != granule && live_at{Pre}(n) ==> lives{Pre, Here}(n); @/
        n++;
      } */
    if (status != SELFMAP_OK) {
        /*@ assert still: \forall integer g, at; covers{Pre}(g, at) && at < POOL_GRANULES ==> covers(g, at); */
        /*@ assert was_free: \forall integer i; byte_free(i) ==> byte_free{Pre}(i); */
        return status;
    }
    /*@ assert still: \forall integer g, at; covers{Pre}(g, at) && at < POOL_GRANULES && g != granule_at(address) ==> covers(g, at); */
    /*@ assert was_free: \forall integer i; byte_free(i) ==> byte_free{Pre}(i) || covers{Pre}(granule_at(address), i / POOL_GRANULE); */
    /*@ assert block: \forall integer i; 0 <= i < POOL_BYTES && covers{Pre}(granule_at(address), i / POOL_GRANULE) ==>
          address - pool_base <= i < address - pool_base + bytes_at{Pre}(address); */
    return status;
}

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    requires poison: poisoned && free_poisoned;
    terminates \true;
    exits \false;
    assigns LOCK_STATE, pool_count, BLOCKS_ASSIGNED, guard_memory[0 .. POOL_BYTES - 1];
    ENSURES_LOCK_FREE
    ENSURES_LONGER
    ensures T5_free_poisoned: free_poisoned;
*/
enum selfmap_status extend_theorem(uint64_t pages)
{
    const enum selfmap_status status = guard_extend(pages);

    /*@ assert still: \forall integer g, at; covers{Pre}(g, at) && at < POOL_GRANULES ==> covers(g, at); */
    /*@ assert was_free: \forall integer i; byte_free(i) && i < POOL_PAGE_SIZE * \at(pool_count, Pre) ==> byte_free{Pre}(i); */
    return status;
}

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    requires poison: poisoned && free_poisoned;
    terminates \true;
    exits \false;
    assigns LOCK_STATE, pool_count, BLOCKS_ASSIGNED;
    ENSURES_LOCK_FREE
    ENSURES_SHORTER
    ensures T5_free_poisoned: free_poisoned;
*/
struct pool_answer shrink_theorem(uint64_t keep)
{
    const struct pool_answer left = guard_shrink(keep);

    /*@ assert still: \forall integer g, at; covers{Pre}(g, at) && at < POOL_GRANULES ==> covers(g, at); */
    /*@ assert was_free: \forall integer i; byte_free(i) ==> byte_free{Pre}(i); */
    return left;
}

/*
 * guard_theorems.c - what the guard's contracts say together (T5): allocation and release leave everything that is free as poison, as long as
 * nobody else writes to it, and no allocation then says that a block was written to while it was free. No false alarm: the other half, that no
 * write is missed, is T5_used_freed itself. Pages that join are filled (T5_poison of
 * guard_extend); that all other free bytes stay poison when pages join or leave is fuzzed, not proved.
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

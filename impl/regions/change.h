/* change.h - the changes of the set of reservations, on descriptors. Private to impl/regions. */
#ifndef SELFMAP_REGIONS_CHANGE_H
#define SELFMAP_REGIONS_CHANGE_H

#include "search.h"

/* Reserves [start, start + need) out of the free range d. The result is its descriptor; what is left over stays free. */
/*@ requires ready: regions_ready;
    requires free: d < REGIONS_LIMIT && region_free(d);
    requires inside: region_first[d] <= start && 1 <= need && start + need <= region_first[d] + region_pages[d];
    requires spare: regions_spare >= 2;
    requires guards: guards < REGIONS_GUARDS_LIMIT;
    terminates \true;
    exits \false;
    assigns regions_spare, regions_top, region_pages[0 .. REGIONS_LIMIT - 1], region_first[0 .. REGIONS_LIMIT - 1],
      region_state[0 .. REGIONS_LIMIT - 1], region_next[0 .. REGIONS_LIMIT - 1], region_prev[0 .. REGIONS_LIMIT - 1],
      region_guards[0 .. REGIONS_LIMIT - 1], region_most[0 .. 2 * REGIONS_LIMIT - 1];
    ensures ready: regions_ready;
    ensures reserved: \result < REGIONS_LIMIT && region_reserved(\result) && !region_reserved{Pre}(\result);
    ensures range: region_first[\result] == start && region_pages[\result] == need && region_guards[\result] == guards;
    ensures kept: regions_kept{Pre, Post}(\result);
*/
uint32_t region_cut(uint32_t d, uint64_t start, uint64_t need, uint32_t guards);

/* The reserved range d is free again, one with its free neighbours. */
/*@ requires ready: regions_ready;
    requires reserved: d < REGIONS_LIMIT && region_reserved(d);
    terminates \true;
    exits \false;
    assigns regions_spare, region_pages[0 .. REGIONS_LIMIT - 1], region_state[0 .. REGIONS_LIMIT - 1],
      region_next[0 .. REGIONS_LIMIT - 1], region_prev[0 .. REGIONS_LIMIT - 1], region_order[0 .. REGIONS_LIMIT - 1],
      region_place[0 .. REGIONS_LIMIT - 1], region_most[0 .. 2 * REGIONS_LIMIT - 1];
    ensures ready: regions_ready;
    ensures released: !region_reserved(d);
    ensures kept: regions_kept{Pre, Post}(d);
*/
void region_put(uint32_t d);

/*
 * A reservation of sound arguments: its descriptor, REGION_NONE where nothing fits, REGION_UNCUT where something does and the
 * descriptors to cut it are missing.
 */
#define REGION_UNCUT (REGION_NONE + 1)
/*@ requires ready: regions_ready;
    requires asked: 1 <= pages && regions_alignment(alignment) && guards < REGIONS_GUARDS_LIMIT;
    terminates \true;
    exits \false;
    assigns regions_spare, regions_top, region_pages[0 .. REGIONS_LIMIT - 1], region_first[0 .. REGIONS_LIMIT - 1],
      region_state[0 .. REGIONS_LIMIT - 1], region_next[0 .. REGIONS_LIMIT - 1], region_prev[0 .. REGIONS_LIMIT - 1],
      region_guards[0 .. REGIONS_LIMIT - 1], region_most[0 .. 2 * REGIONS_LIMIT - 1];
    ensures ready: regions_ready;
    ensures total: \result <= REGION_UNCUT;
    ensures exact: \result == REGION_NONE <==> (\forall integer d; 0 <= d < REGIONS_LIMIT ==>
      !region_fits{Pre}(d, pages + guards % 2 + guards / 2, alignment, guards % 2));
    ensures uncut: \result == REGION_UNCUT ==> regions_spare < 2;
    ensures aligned: \result < REGIONS_LIMIT ==> (region_first[\result] + guards % 2) % alignment == 0;
    ensures added: \result < REGIONS_LIMIT ==>
      regions_added{Pre, Post}(\result, region_first[\result] + guards % 2, pages, guards);
    ensures unchanged: \result >= REGIONS_LIMIT ==> regions_same{Pre, Post};
*/
uint32_t region_reserve(uint64_t pages, uint64_t alignment, uint32_t guards);

#endif

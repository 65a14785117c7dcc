/* tiles.c - the steps of state.h: a range is taken, given, cut in two, joined with its neighbour. */
#include "state.h"

uint64_t regions_base, regions_pages;
uint32_t regions_spare, regions_top;
uint64_t region_first[REGIONS_LIMIT], region_pages[REGIONS_LIMIT];
uint32_t region_state[REGIONS_LIMIT], region_guards[REGIONS_LIMIT];
uint32_t region_next[REGIONS_LIMIT], region_prev[REGIONS_LIMIT];
uint32_t region_order[REGIONS_LIMIT], region_place[REGIONS_LIMIT];

void region_take(uint32_t d)
{
    region_state[d] = REGION_RESERVED;
    longest_set(d, 0);
}

void region_give(uint32_t d)
{
    region_state[d] = REGION_FREE;
    longest_set(d, region_pages[d]);
    /*@ assert states: regions_states; */
    /*@ assert merged: regions_merged; */
    /*@ assert spares: regions_spares; */
    /*@ assert unused: regions_unused; */
    /*@ assert leaves: longest_leaves; */
}

/* The next spare descriptor: no range, and no range's neighbour. */
uint32_t region_split(uint32_t d, uint64_t at)
{
    const uint32_t e = region_order[regions_spare - 1];
    const uint32_t next = region_next[d];
    /*@ assert fresh: e < REGIONS_LIMIT && region_place[e] == regions_spare - 1 && region_state[e] == REGION_SPARE; */
    /*@ assert next: next != REGION_NONE ==> next < REGIONS_LIMIT && region_range(next) && region_prev[next] == d &&
          next != e && region_first[next] == region_first[d] + region_pages[d]; */

    regions_spare--;
    if (regions_top <= e)
        regions_top = e + 1;
    region_state[e] = REGION_RESERVED;
    region_first[e] = region_first[d] + at;
    region_pages[e] = region_pages[d] - at;
    region_pages[d] = at;
    region_next[e] = next;
    region_prev[e] = d;
    region_next[d] = e;
    if (next != REGION_NONE)
        region_prev[next] = e;
    /*@ assert states: regions_states; */
    /*@ assert inside: regions_inside; */
    /*@ assert forward: regions_forward; */
    /*@ assert back: regions_back; */
    /*@ assert ends: regions_ends; */
    /*@ assert apart: regions_apart; */
    /*@ assert merged: regions_merged; */
    /*@ assert inverse: regions_inverse; */
    /*@ assert spares: regions_spares; */
    /*@ assert unused: regions_unused; */
    /*@ assert leaves: longest_leaves; */
    return e;
}

/* The descriptor goes back to the spare ones: it changes places with the first that is none. */
/*@ requires inverse: regions_inverse;
    requires range: e < REGIONS_LIMIT && regions_spare < REGIONS_LIMIT && regions_spare <= region_place[e];
    terminates \true;
    exits \false;
    assigns regions_spare, region_order[0 .. REGIONS_LIMIT - 1], region_place[0 .. REGIONS_LIMIT - 1];
    ensures inverse: regions_inverse;
    ensures spare: regions_spare == \old(regions_spare) + 1;
    ensures place: region_place[e] < regions_spare;
    ensures others: \forall integer k; 0 <= k < REGIONS_LIMIT && k != e ==>
      (region_place[k] < regions_spare <==> \old(region_place[k]) < \old(regions_spare));
*/
static void spare_put(uint32_t e)
{
    const uint32_t hole = region_place[e];
    const uint32_t other = region_order[regions_spare];
    /*@ assert places: hole < REGIONS_LIMIT && region_order[hole] == e && other < REGIONS_LIMIT &&
          region_place[other] == regions_spare; */

    region_order[hole] = other;
    region_place[other] = hole;
    region_order[regions_spare] = e;
    region_place[e] = regions_spare;
    regions_spare++;
}

void region_join(uint32_t d)
{
    const uint32_t e = region_next[d];
    const uint32_t next = region_next[e];
    /*@ assert second: e < REGIONS_LIMIT && e != d && region_prev[e] == d && regions_spare <= region_place[e]; */
    /*@ assert next: next != REGION_NONE ==> next < REGIONS_LIMIT && region_range(next) && region_prev[next] == e &&
          next != e && next != d; */
    /*@ assert place: region_place[e] < REGIONS_LIMIT; */

    spare_put(e);
    region_state[e] = REGION_SPARE;
    region_pages[d] += region_pages[e];
    region_next[d] = next;
    if (next != REGION_NONE)
        region_prev[next] = d;
    /*@ assert states: regions_states; */
    /*@ assert inside: regions_inside; */
    /*@ assert forward: regions_forward; */
    /*@ assert back: regions_back; */
    /*@ assert ends: regions_ends; */
    /*@ assert apart: regions_apart; */
    /*@ assert merged: regions_merged; */
    /*@ assert inverse: regions_inverse; */
    /*@ assert spares: regions_spares; */
    /*@ assert unused: regions_unused; */
    /*@ assert leaves: longest_leaves; */
}

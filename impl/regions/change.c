/* change.c - see change.h: take, cut off what is too much before and behind, give that back; and the way back. */
#include "change.h"

uint32_t region_cut(uint32_t d, uint64_t start, uint64_t need, uint32_t guards)
{
    uint32_t mine = d;

    /*@ assert neighbours: (region_next[d] != REGION_NONE ==> region_next[d] < REGIONS_LIMIT && region_next[d] != d &&
          !region_free(region_next[d])) && (region_prev[d] != REGION_NONE ==> region_prev[d] < REGIONS_LIMIT &&
          region_prev[d] != d && !region_free(region_prev[d])); */
    region_take(d);
    if (start > region_first[d]) {
        mine = region_split(d, start - region_first[d]);
        region_give(d);
    }
    /*@ assert next: region_next[mine] != REGION_NONE ==> region_next[mine] < REGIONS_LIMIT && !region_free(region_next[mine]); */
    if (need < region_pages[mine])
        region_give(region_split(mine, need));
    /*@ assert ready: regions_ready; */
    region_guards[mine] = guards;
    /*@ assert states: regions_states; */
    return mine;
}

/* A free range behind the reserved range d becomes part of it. */
/*@ requires ready: regions_ready;
    requires reserved: d < REGIONS_LIMIT && region_reserved(d);
    terminates \true;
    exits \false;
    assigns regions_spare, region_pages[0 .. REGIONS_LIMIT - 1], region_state[0 .. REGIONS_LIMIT - 1],
      region_next[0 .. REGIONS_LIMIT - 1], region_prev[0 .. REGIONS_LIMIT - 1], region_order[0 .. REGIONS_LIMIT - 1],
      region_place[0 .. REGIONS_LIMIT - 1], region_most[0 .. 2 * REGIONS_LIMIT - 1];
    ensures ready: regions_ready;
    ensures reserved: region_reserved(d);
    ensures next: region_next[d] != REGION_NONE ==> !region_free(region_next[d]);
    ensures kept: regions_kept{Pre, Post}(d);
*/
static void absorb_next(uint32_t d)
{
    const uint32_t next = region_next[d];

    if (next == REGION_NONE || region_state[next] != REGION_FREE)
        return;
    /*@ assert second: next < REGIONS_LIMIT && next != d && region_first[next] == region_first[d] + region_pages[d]; */
    /*@ assert third: region_next[next] != REGION_NONE ==> region_next[next] < REGIONS_LIMIT && region_next[next] != next &&
          region_first[region_next[next]] > region_first[d] && !region_free(region_next[next]); */
    region_take(next);
    region_join(d);
}

/* A free range before the reserved range d swallows it. The result is the reserved range that both are then, or d. */
/*@ requires ready: regions_ready;
    requires reserved: d < REGIONS_LIMIT && region_reserved(d);
    requires next: region_next[d] != REGION_NONE ==> !region_free(region_next[d]);
    terminates \true;
    exits \false;
    assigns regions_spare, region_pages[0 .. REGIONS_LIMIT - 1], region_state[0 .. REGIONS_LIMIT - 1],
      region_next[0 .. REGIONS_LIMIT - 1], region_prev[0 .. REGIONS_LIMIT - 1], region_order[0 .. REGIONS_LIMIT - 1],
      region_place[0 .. REGIONS_LIMIT - 1], region_most[0 .. 2 * REGIONS_LIMIT - 1];
    ensures ready: regions_ready;
    ensures reserved: \result < REGIONS_LIMIT && region_reserved(\result);
    ensures swallowed: \result != d ==> !region_reserved{Pre}(\result) && !region_reserved(d);
    ensures next: region_next[\result] != REGION_NONE ==> !region_free(region_next[\result]);
    ensures prev: region_prev[\result] != REGION_NONE ==> !region_free(region_prev[\result]);
    ensures kept: regions_kept_but{Pre, Post}(d, \result);
*/
static uint32_t into_previous(uint32_t d)
{
    const uint32_t prev = region_prev[d];

    if (prev == REGION_NONE || region_state[prev] != REGION_FREE)
        return d;
    /*@ assert first: prev < REGIONS_LIMIT && prev != d && region_next[prev] == d; */
    /*@ assert zeroth: region_prev[prev] != REGION_NONE ==> region_prev[prev] < REGIONS_LIMIT &&
          region_next[region_prev[prev]] == prev && region_prev[prev] != prev && region_prev[prev] != d &&
          !region_free(region_prev[prev]); */
    /*@ assert third: region_next[d] != REGION_NONE ==> region_next[d] < REGIONS_LIMIT && region_next[d] != prev &&
          region_next[d] != d; */
    region_take(prev);
    region_join(prev);
    return prev;
}

void region_put(uint32_t d)
{
    absorb_next(d);
    region_give(into_previous(d));
}

uint32_t region_reserve(uint64_t pages, uint64_t alignment, uint32_t guards)
{
    const uint32_t lead = guards % 2;
    uint64_t need;
    uint64_t start;
    uint32_t d;

    if (pages > regions_pages)
        return REGION_NONE;
    need = pages + lead + guards / 2;
    d = region_search(need, alignment, lead);
    if (d == REGION_NONE)
        return REGION_NONE;
    start = region_start(d, alignment, lead);
    /*@ assert holds: region_holds(d, start, need, alignment, lead); */
    /*@ assert fits: region_fits(d, need, alignment, lead); */
    if (regions_spare < 2)
        return REGION_UNCUT;
    return region_cut(d, start, need, guards);
}

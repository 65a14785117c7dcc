/* change.c - see change.h: take, cut off what is too much before and behind, give that back; and the way back. */
#include "change.h"

uint32_t region_cut(uint32_t d, uint64_t start, uint64_t need, uint32_t guards)
{
    uint32_t mine = d;

    region_take(d);
    if (start > region_first[d]) {
        mine = region_split(d, start - region_first[d]);
        region_give(d);
    }
    if (need < region_pages[mine])
        region_give(region_split(mine, need));
    region_guards[mine] = guards;
    return mine;
}

void region_put(uint32_t d)
{
    const uint32_t next = region_next[d];
    const uint32_t prev = region_prev[d];

    if (next != REGION_NONE && region_state[next] == REGION_FREE) {
        region_take(next);
        region_join(d);
    }
    if (prev != REGION_NONE && region_state[prev] == REGION_FREE) {
        region_take(prev);
        region_join(prev);
        region_give(prev);
    } else {
        region_give(d);
    }
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

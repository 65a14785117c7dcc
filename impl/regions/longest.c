/* longest.c - the tree of the longest free ranges: a tournament, whose winner stands in node 1. */
#include "state.h"

uint64_t region_most[REGION_NODES];

void longest_set(uint32_t d, uint64_t pages)
{
    uint32_t n = (REGIONS_LIMIT + d) / 2;

    region_most[REGIONS_LIMIT + d] = pages;
    /*@ loop invariant range: 0 <= n < REGIONS_LIMIT;
        loop invariant tree: \forall integer k; 1 <= k < REGIONS_LIMIT && k != n ==> longest_node(k);
        loop invariant leaves: \forall integer k; REGIONS_LIMIT <= k < 2 * REGIONS_LIMIT && k != REGIONS_LIMIT + d ==>
          region_most[k] == \at(region_most[k], Pre);
        loop invariant leaf: region_most[REGIONS_LIMIT + d] == pages;
        loop assigns n, region_most[0 .. REGIONS_LIMIT - 1];
        loop variant n; */
    while (n > 0) {
        const uint64_t left = region_most[2 * n];
        const uint64_t right = region_most[2 * n + 1];

        region_most[n] = left < right ? right : left;
        n /= 2;
    }
}

uint32_t longest_find(uint64_t pages)
{
    uint32_t n = 1;

    /*@ loop invariant range: 1 <= n < 2 * REGIONS_LIMIT;
        loop invariant long_enough: region_most[n] >= pages;
        loop assigns n;
        loop variant 2 * REGIONS_LIMIT - n; */
    while (n < REGIONS_LIMIT) {
        const uint64_t left = region_most[2 * n];
        const uint64_t right = region_most[2 * n + 1];
        /*@ assert node: longest_node(n); */

        n = 2 * n;
        if (left < pages || (right >= pages && right < left))
            n++;
    }
    return n - REGIONS_LIMIT;
}

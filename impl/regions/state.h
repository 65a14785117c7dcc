/*
 * state.h - the arrays of the region allocator and the steps between well-formed states. Private to impl/regions.
 *
 * One array per field, each indexed by descriptor. A range in motion is reserved: take, split, join, give each lead from one
 * well-formed state to another.
 */
#ifndef SELFMAP_REGIONS_STATE_H
#define SELFMAP_REGIONS_STATE_H

#include "selfmap/regions.h"

#define REGION_SPARE 0u
#define REGION_FREE 1u
#define REGION_RESERVED 2u
#define REGION_NONE REGIONS_LIMIT /* no neighbour */
#define REGION_NODES 2048u /* twice REGIONS_LIMIT; a plain number, as the gate of separations reads it */

extern uint64_t regions_base, regions_pages;
extern uint32_t regions_spare; /* descriptors that are no range */
extern uint32_t regions_top;   /* those from here on never were one */
extern uint64_t region_first[REGIONS_LIMIT], region_pages[REGIONS_LIMIT];
extern uint32_t region_state[REGIONS_LIMIT], region_guards[REGIONS_LIMIT];
extern uint32_t region_next[REGIONS_LIMIT], region_prev[REGIONS_LIMIT]; /* neighbours by address */
extern uint32_t region_order[REGIONS_LIMIT], region_place[REGIONS_LIMIT];
extern uint64_t region_most[REGION_NODES]; /* node n: the longest free range below it; its children are 2n and 2n + 1 */

#include "spec/regions_logic.h"

/* What a caller hands over lies apart from the module's arrays. */
#define REGIONS_APART(p) \separated(p + (..), region_first + (..), region_pages + (..), region_state + (..), \
    region_guards + (..), region_next + (..), region_prev + (..), region_order + (..), region_place + (..), \
    region_most + (..), &regions_base, &regions_pages, &regions_spare, &regions_top)

/* Leaf d of the tree becomes `pages`, and every node above it right again. Cost: 10 steps. */
/*@ requires tree: longest_tree;
    requires place: d < REGIONS_LIMIT;
    terminates \true;
    exits \false;
    assigns region_most[0 .. 2 * REGIONS_LIMIT - 1];
    ensures tree: longest_tree;
    ensures leaf: region_most[REGIONS_LIMIT + d] == pages;
    ensures others: \forall integer e; 0 <= e < REGIONS_LIMIT && e != d ==>
      region_most[REGIONS_LIMIT + e] == \old(region_most[REGIONS_LIMIT + e]);
*/
void longest_set(uint32_t d, uint64_t pages);

/* A free range of at least so many pages; there must be one. Where both halves have one, in that whose longest is shorter. */
/*@ requires tree: longest_tree;
    requires there: region_most[1] >= pages;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures place: \result < REGIONS_LIMIT;
    ensures long_enough: region_most[REGIONS_LIMIT + \result] >= pages;
*/
uint32_t longest_find(uint64_t pages);

/* A free range is taken out of the free ones. */
/*@ requires ready: regions_ready;
    requires free: d < REGIONS_LIMIT && region_free(d);
    terminates \true;
    exits \false;
    assigns region_state[d], region_most[0 .. 2 * REGIONS_LIMIT - 1];
    ensures ready: regions_ready;
    ensures taken: region_reserved(d);
*/
void region_take(uint32_t d);

/* A reserved range without free neighbours becomes free. */
/*@ requires ready: regions_ready;
    requires reserved: d < REGIONS_LIMIT && region_reserved(d);
    requires next: region_next[d] != REGION_NONE ==> !region_free(region_next[d]);
    requires prev: region_prev[d] != REGION_NONE ==> !region_free(region_prev[d]);
    terminates \true;
    exits \false;
    assigns region_state[d], region_most[0 .. 2 * REGIONS_LIMIT - 1];
    ensures ready: regions_ready;
    ensures given: region_free(d);
*/
void region_give(uint32_t d);

/* Cuts a reserved range in two; the result is the second one. */
/*@ requires ready: regions_ready;
    requires reserved: d < REGIONS_LIMIT && region_reserved(d) && 0 < at < region_pages[d];
    requires spare: regions_spare > 0;
    terminates \true;
    exits \false;
    assigns regions_spare, regions_top, region_pages[0 .. REGIONS_LIMIT - 1], region_first[0 .. REGIONS_LIMIT - 1],
      region_state[0 .. REGIONS_LIMIT - 1], region_next[0 .. REGIONS_LIMIT - 1], region_prev[0 .. REGIONS_LIMIT - 1];
    ensures ready: regions_ready;
    ensures spare: regions_spare == \old(regions_spare) - 1;
    ensures fresh: \result < REGIONS_LIMIT && \result != d && !region_range{Pre}(\result);
    ensures reserved: region_reserved(d) && region_reserved(\result);
    ensures first: region_first[d] == \old(region_first[d]) && region_first[\result] == region_first[d] + at;
    ensures pages: region_pages[d] == at && region_pages[\result] == \old(region_pages[d]) - at;
    ensures linked: region_next[d] == \result && region_prev[\result] == d && region_next[\result] == \old(region_next[d]) &&
      region_prev[d] == \old(region_prev[d]);
    ensures others: \forall integer e; 0 <= e < REGIONS_LIMIT && e != d && e != \result ==>
      region_state[e] == \old(region_state[e]) && region_first[e] == \old(region_first[e]) &&
      region_pages[e] == \old(region_pages[e]);
*/
uint32_t region_split(uint32_t d, uint64_t at);

/* Two reserved neighbours become one range, the first's descriptor; the second's is spare. */
/*@ requires ready: regions_ready;
    requires reserved: d < REGIONS_LIMIT && region_reserved(d);
    requires next: region_next[d] != REGION_NONE && region_reserved(region_next[d]);
    terminates \true;
    exits \false;
    assigns regions_spare, region_pages[0 .. REGIONS_LIMIT - 1], region_state[0 .. REGIONS_LIMIT - 1],
      region_next[0 .. REGIONS_LIMIT - 1], region_prev[0 .. REGIONS_LIMIT - 1], region_order[0 .. REGIONS_LIMIT - 1],
      region_place[0 .. REGIONS_LIMIT - 1];
    ensures ready: regions_ready;
    ensures spare: regions_spare == \old(regions_spare) + 1 && region_state[\old(region_next[d])] == REGION_SPARE;
    ensures reserved: region_reserved(d);
    ensures pages: region_pages[d] == \old(region_pages[d]) + \old(region_pages[region_next[d]]);
    ensures linked: region_next[d] == \old(region_next[region_next[d]]) && region_prev[d] == \old(region_prev[d]);
    ensures others: \forall integer e; 0 <= e < REGIONS_LIMIT && e != d && e != \old(region_next[d]) ==>
      region_state[e] == \old(region_state[e]) && region_pages[e] == \old(region_pages[e]);
*/
void region_join(uint32_t d);

#endif

/* search.c - see search.h: first the tree of the longest, then, where only a lucky start fits, every descriptor. */
#include "search.h"

uint64_t region_start(uint32_t d, uint64_t alignment, uint32_t lead)
{
    return region_first[d] + align_distance(region_first[d] + lead, alignment);
}

/* No free range is longer than the one in node 1. */
/*@ ghost
  /@ requires tree: longest_tree;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures most: \forall integer d; 0 <= d < REGIONS_LIMIT ==> region_most[REGIONS_LIMIT + d] <= region_most[1];
  @/
  static void longest_lemma(void)
  {
    uint32_t n;

    /@ loop invariant range: 2 <= n <= 2 * REGIONS_LIMIT;
       loop invariant below: \forall integer k; 1 <= k < n ==> region_most[k] <= region_most[1];
       loop assigns n;
       loop variant 2 * REGIONS_LIMIT - n; @/
    for (n = 2; n < 2 * REGIONS_LIMIT; n++) {
        /@ assert parent: longest_node(n / 2); @/
        /@ assert up: region_most[n / 2] <= region_most[1]; @/
        /@ assert child: n == 2 * (n / 2) || n == 2 * (n / 2) + 1; @/
    }
  }
*/

/*@ requires ready: regions_ready;
    requires place: d < REGIONS_LIMIT;
    requires need: 1 <= need <= REGIONS_LAST_PAGE + 2;
    requires alignment: regions_alignment(alignment) && lead <= 1;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result != 0 <==> region_fits(d, need, alignment, lead);
*/
static uint32_t fits(uint32_t d, uint64_t need, uint64_t alignment, uint32_t lead)
{
    uint64_t start;

    if (region_state[d] != REGION_FREE)
        return 0;
    start = region_start(d, alignment, lead);
    if (start + need > region_first[d] + region_pages[d])
        return 0;
    /*@ assert holds: region_holds(d, start, need, alignment, lead); */
    return 1;
}

uint32_t region_search(uint64_t need, uint64_t alignment, uint32_t lead)
{
    uint32_t d;

    /*@ ghost longest_lemma(); */
    /*@ assert most: \forall integer e; 0 <= e < REGIONS_LIMIT && region_free(e) ==> region_pages[e] <= region_most[1]; */
    if (region_most[1] < need)
        return REGION_NONE;
    if (region_most[1] >= need + (alignment - 1)) {
        d = longest_find(need + (alignment - 1));
        /*@ assert free: region_free(d) && region_pages[d] >= need + (alignment - 1); */
        return d;
    }
    /*@ loop invariant range: 0 <= d <= regions_top;
        loop invariant none: \forall integer e; 0 <= e < d ==> !region_fits(e, need, alignment, lead);
        loop assigns d;
        loop variant regions_top - d; */
    for (d = 0; d < regions_top; d++)
        if (fits(d, need, alignment, lead) != 0)
            return d;
    return REGION_NONE;
}

uint32_t region_of(uint64_t first)
{
    uint32_t d;

    /*@ loop invariant range: 0 <= d <= regions_top;
        loop invariant none: \forall integer e; 0 <= e < d && region_reserved(e) ==> region_handed(e) != first;
        loop assigns d;
        loop variant regions_top - d; */
    for (d = 0; d < regions_top; d++)
        if (region_state[d] == REGION_RESERVED && region_first[d] + region_guards[d] % 2 == first)
            return d;
    return REGION_NONE;
}

/*@ requires ready: regions_ready;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_longest: \forall integer d; 0 <= d < REGIONS_LIMIT && region_free(d) ==> region_pages[d] <= \result;
*/
uint64_t regions_longest(void)
{
    /*@ ghost longest_lemma(); */
    return region_most[1];
}

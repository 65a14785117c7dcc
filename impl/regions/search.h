/* search.h - finding a free range that holds a request, and a reservation by its page. Private to impl/regions. */
#ifndef SELFMAP_REGIONS_SEARCH_H
#define SELFMAP_REGIONS_SEARCH_H

#include "align.h"

/* The first page of range d from which the page `lead` behind is aligned; perhaps beyond the range. */
/*@ requires ready: regions_ready;
    requires range: d < REGIONS_LIMIT && region_range(d);
    requires alignment: regions_alignment(alignment) && lead <= 1;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: region_first[d] <= \result < region_first[d] + alignment;
    ensures aligned: (\result + lead) % alignment == 0;
    ensures nearest: \forall integer start; region_first[d] <= start < \result ==> (start + lead) % alignment != 0;
*/
uint64_t region_start(uint32_t d, uint64_t alignment, uint32_t lead);

/* A free range that holds `need` pages at that alignment; REGION_NONE when there is none. */
/*@ requires ready: regions_ready;
    requires need: 1 <= need <= REGIONS_LAST_PAGE + 2;
    requires alignment: regions_alignment(alignment) && lead <= 1;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures none: \result == REGION_NONE || \result < REGIONS_LIMIT;
    ensures found: \result < REGIONS_LIMIT ==> region_free(\result) &&
      (region_fits(\result, need, alignment, lead) || region_pages[\result] >= need + (alignment - 1));
    ensures exact: \result == REGION_NONE ==>
      (\forall integer d; 0 <= d < REGIONS_LIMIT ==> !region_fits(d, need, alignment, lead));
*/
uint32_t region_search(uint64_t need, uint64_t alignment, uint32_t lead);

/* The reservation that was handed out as this page; REGION_NONE when there is none. */
/*@ requires ready: regions_ready;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures none: \result == REGION_NONE || \result < REGIONS_LIMIT;
    ensures found: \result < REGIONS_LIMIT ==> region_reserved(\result) && region_handed(\result) == first;
    ensures exact: \result == REGION_NONE ==>
      (\forall integer d; 0 <= d < REGIONS_LIMIT && region_reserved(d) ==> region_handed(d) != first);
*/
uint32_t region_of(uint64_t first);

#endif

/* align.h - what is an alignment, and how far a page is from the next aligned one. Private to impl/regions. */
#ifndef SELFMAP_REGIONS_ALIGN_H
#define SELFMAP_REGIONS_ALIGN_H

#include "state.h"

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_alignment: \result != 0 <==> regions_alignment(alignment);
*/
uint32_t is_alignment(uint64_t alignment);

/* Pages from `page` to the next one that is a multiple of the alignment. */
/*@ requires alignment: regions_alignment(alignment);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_aligned: (page + \result) % alignment == 0;
    ensures less: \result < alignment;
    ensures nearest: \forall integer k; 0 <= k < \result ==> (page + k) % alignment != 0;
*/
uint64_t align_distance(uint64_t page, uint64_t alignment);

#endif

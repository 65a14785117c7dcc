/*
 * memmap_theorem.c - T4 for what a kernel does with its boot map: begin, ingest, reserve. A frame in a usable region of the list is
 * one of which some entry says usable, of which no entry says anything else, and which is not reserved; in any order of the
 * last two. Links impl/memmap for its contracts.
 */
#include "impl/memmap/regions.h"

/*@ requires readable: \valid_read(bytes + (0 .. count * stride - 1));
    requires apart: MEMMAP_APART(bytes) && MEMMAP_APART(region) && \separated(bytes + (..), region);
    requires \valid(region);
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST, MEMMAP_COUNTS, memmap_most, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1], *region;
    ensures T4_ingest: \result == 1 ==> (\forall integer f; region->first <= f < region->end ==>
      e820_greatest(bytes, stride, count, f) == 1);
    ensures T4_reserved: \result == 1 ==> (\forall integer f; region->first <= f < region->end ==> !(first <= f < first + frames));
    ensures T4_list: \result == 1 ==> memmap_ready && memmap_most == MEMMAP_LIMIT && 0 <= memmap_entries && 0 <= memmap_empty &&
      0 <= memmap_partial && 0 <= memmap_wrapped && 0 <= memmap_beyond && 0 <= memmap_unknown && 0 <= memmap_lost;
    ensures T4_region: \result == 1 ==> region->type == MEMMAP_USABLE;
    ensures T4_boolean: \result == 0 || \result == 1;
*/
int memmap_theorem(uint64_t frame_limit, const uint8_t *bytes, uint32_t count, uint32_t stride, uint64_t first, uint64_t frames,
                   uint32_t kind, uint32_t reserve_first, uint32_t index, struct memmap_region *region)
{
    if (memmap_begin(frame_limit, MEMMAP_LIMIT) != SELFMAP_OK)
        return 0;
    if (reserve_first != 0) {
        if (memmap_reserve(first, frames, kind) != SELFMAP_OK)
            return 0;
        /*@ assert T4_kept: \forall integer f; first <= f < first + frames && f < memmap_start[memmap_size] ==> 1 < memmap_says[f]; */
        if (memmap_ingest_e820(bytes, count, stride) != SELFMAP_OK)
            return 0;
        /*@ assert T4_kept: \forall integer f; first <= f < first + frames && f < memmap_start[memmap_size] ==> 1 < memmap_says[f]; */
    } else {
        if (memmap_ingest_e820(bytes, count, stride) != SELFMAP_OK)
            return 0;
        if (memmap_reserve(first, frames, kind) != SELFMAP_OK)
            return 0;
        /*@ assert T4_kept: \forall integer f; first <= f < first + frames && f < memmap_start[memmap_size] ==> 1 < memmap_says[f]; */
    }
    /*@ assert T4_kept: \forall integer f; first <= f < first + frames && f < memmap_start[memmap_size] ==> 1 < memmap_says[f]; */
    if (memmap_region(index, region) != SELFMAP_OK)
        return 0;
    if (region->type != MEMMAP_USABLE)
        return 0;
    /*@ assert T4_free: \forall integer f; region->first <= f < region->end ==> memmap_says[f] == 1; */
    /* Two ranges with a frame in common have the greater of their first ones in common. */
    /*@ ghost uint64_t common = first > region->first ? first : region->first; */
    /*@ assert T4_both: common < region->end && common < first + frames ==> memmap_says[common] == 1 && 1 < memmap_says[common]; */
    /*@ assert T4_apart: region->end <= common || first + frames <= common; */
    return 1;
}

/* Negative witnesses: an ingest may end well, and leaving the firmware may, or the contracts would say too much. */
/*@ requires ready: memmap_ready;
    requires readable: \valid_read(bytes + (0 .. count * stride - 1));
    requires apart: MEMMAP_APART(bytes);
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST, MEMMAP_COUNTS, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
    ensures ready: memmap_ready;
    ensures counts: 0 <= memmap_entries && 0 <= memmap_empty && 0 <= memmap_partial && 0 <= memmap_wrapped && 0 <= memmap_beyond &&
      0 <= memmap_unknown && 0 <= memmap_lost;
*/
void bad_after_ingest(const uint8_t *bytes, uint32_t count, uint32_t stride)
{
    if (memmap_ingest_e820(bytes, count, stride) != SELFMAP_OK)
        return;
    /*@ check must_fail_after_ingest: \false; */
}

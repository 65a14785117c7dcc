/* memmap.c - see selfmap/memmap.h: beginning, reservations, and the list as others read it (T4). Relies on list.c. */
#include "regions.h"

/*@ terminates \true;
    exits \false;
    assigns MEMMAP_LIST, MEMMAP_COUNTS, memmap_most, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
    ensures T4_total: \result == (frame_limit < 1 || frame_limit > MEMMAP_MOST_FRAMES ? SELFMAP_BAD_FRAME
      : most < 1 || most > MEMMAP_LIMIT ? SELFMAP_BAD_LENGTH : SELFMAP_OK);
    ensures T4_ready: \result == SELFMAP_OK ==> memmap_ready;
    ensures T4_reach: \result == SELFMAP_OK ==> memmap_start[memmap_size] == frame_limit && memmap_most == most;
    ensures T4_nothing: \result == SELFMAP_OK ==> (\forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==> memmap_says[f] == 0);
    ensures T4_counts: \result == SELFMAP_OK ==> memmap_entries == 0 && memmap_empty == 0 && memmap_partial == 0 &&
      memmap_wrapped == 0 && memmap_beyond == 0 && memmap_unknown == 0 && memmap_lost == 0;
    ensures unchanged_list: \result != SELFMAP_OK ==> memmap_size == \old(memmap_size) && memmap_most == \old(memmap_most) &&
      (\forall integer i; 0 <= i <= MEMMAP_LIMIT ==> memmap_start[i] == \old(memmap_start[i])) &&
      (\forall integer i; 0 <= i < MEMMAP_LIMIT ==> memmap_types[i] == \old(memmap_types[i]));
    ensures unchanged_counts: \result != SELFMAP_OK ==> memmap_entries == \old(memmap_entries) && memmap_empty == \old(memmap_empty) &&
      memmap_partial == \old(memmap_partial) && memmap_wrapped == \old(memmap_wrapped) && memmap_beyond == \old(memmap_beyond) &&
      memmap_unknown == \old(memmap_unknown) && memmap_lost == \old(memmap_lost);
    ensures unchanged: \result != SELFMAP_OK ==> (\forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==>
      memmap_says[f] == \old(memmap_says[f]));
*/
enum selfmap_status memmap_begin(uint64_t frame_limit, uint32_t most)
{
    if (frame_limit < 1 || frame_limit > MEMMAP_MOST_FRAMES)
        return SELFMAP_BAD_FRAME;
    if (most < 1 || most > MEMMAP_LIMIT)
        return SELFMAP_BAD_LENGTH;
    memmap_start[0] = 0;
    memmap_start[1] = frame_limit;
    memmap_types[0] = MEMMAP_HOLE;
    memmap_size = 1;
    memmap_most = most;
    memmap_entries = 0;
    memmap_empty = 0;
    memmap_partial = 0;
    memmap_wrapped = 0;
    memmap_beyond = 0;
    memmap_unknown = 0;
    memmap_lost = 0;
    /*@ ghost
      uint64_t frame = 0;
      /@ loop invariant range: 0 <= frame <= MEMMAP_MOST_FRAMES;
         loop invariant nothing: \forall integer f; 0 <= f < frame ==> memmap_says[f] == 0;
         loop assigns frame, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
         loop variant MEMMAP_MOST_FRAMES - frame; @/
      while (frame < MEMMAP_MOST_FRAMES) {
        memmap_says[frame] = 0;
        frame++;
      }
    */
    return SELFMAP_OK;
}

/*@ requires ready: memmap_ready;
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST, memmap_beyond, memmap_lost, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
    ensures ready: memmap_ready;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
    ensures T4_total: \result == (kind < MEMMAP_FIRST_RESERVATION || kind > MEMMAP_LAST_RESERVATION ? SELFMAP_BAD_KIND
      : first + count > 0xFFFFFFFFFFFFFFFF ? SELFMAP_BAD_FRAME : SELFMAP_OK);
    ensures T4_reserved: \result == SELFMAP_OK ==> (\forall integer f; first <= f < first + count &&
      f < memmap_start[memmap_size] ==> kind <= memmap_says[f]);
    ensures T4_kept: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==> \old(memmap_says[f]) <= memmap_says[f];
    ensures T4_usable: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES && memmap_says[f] == 1 ==> \old(memmap_says[f]) == 1;
    ensures T4_exact: \result == SELFMAP_OK && memmap_lost == 0 ==> \old(memmap_lost) == 0 &&
      (\forall integer f; 0 <= f < memmap_start[memmap_size] ==>
        memmap_says[f] == (first <= f < first + count ? greater(\old(memmap_says[f]), kind) : \old(memmap_says[f])));
    ensures T4_beyond: memmap_beyond == \old(memmap_beyond) || memmap_beyond == one_more(\old(memmap_beyond));
    ensures unchanged_list: \result != SELFMAP_OK ==> memmap_size == \old(memmap_size) &&
      (\forall integer i; 0 <= i <= MEMMAP_LIMIT ==> memmap_start[i] == \old(memmap_start[i])) &&
      (\forall integer i; 0 <= i < MEMMAP_LIMIT ==> memmap_types[i] == \old(memmap_types[i]));
    ensures unchanged_counts: \result != SELFMAP_OK ==> memmap_beyond == \old(memmap_beyond) && memmap_lost == \old(memmap_lost);
    ensures unchanged: \result != SELFMAP_OK ==> (\forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==>
      memmap_says[f] == \old(memmap_says[f]));
*/
enum selfmap_status memmap_reserve(uint64_t first, uint64_t count, uint32_t kind)
{
    if (kind < MEMMAP_FIRST_RESERVATION || kind > MEMMAP_LAST_RESERVATION)
        return SELFMAP_BAD_KIND;
    if (count > 0xFFFFFFFFFFFFFFFF - first)
        return SELFMAP_BAD_FRAME;
    memmap_put(first, first + count, (uint8_t)kind);
    return SELFMAP_OK;
}

/*@ requires ready: memmap_ready;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_count: \result == memmap_size && \result >= 1;
*/
uint32_t memmap_count(void)
{
    return memmap_size;
}

/*@ requires ready: memmap_ready;
    requires \valid(region) && MEMMAP_APART(region);
    terminates \true;
    exits \false;
    assigns *region;
    ensures T4_total: \result == (index < memmap_size ? SELFMAP_OK : SELFMAP_NOT_FOUND);
    ensures T4_region: \result == SELFMAP_OK ==> region->first == memmap_start[index] && region->end == memmap_start[index + 1] &&
      region->type == memmap_types[index];
    ensures T4_some: \result == SELFMAP_OK ==> region->first < region->end <= memmap_start[memmap_size];
    ensures T4_says: \result == SELFMAP_OK ==>
      (\forall integer f; region->first <= f < region->end ==> memmap_says[f] == region->type);
    ensures unchanged: \result != SELFMAP_OK ==> *region == \old(*region);
*/
enum selfmap_status memmap_region(uint32_t index, struct memmap_region *region)
{
    if (index >= memmap_size)
        return SELFMAP_NOT_FOUND;
    region->first = memmap_start[index];
    region->end = memmap_start[index + 1];
    region->type = memmap_types[index];
    return SELFMAP_OK;
}

/*@ requires ready: memmap_ready;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_says: \result == (frame < MEMMAP_MOST_FRAMES ? memmap_says[frame] : 0);
*/
uint32_t memmap_type_of(uint64_t frame)
{
    if (frame >= memmap_start[memmap_size])
        return MEMMAP_HOLE;
    return memmap_types[memmap_find(frame)];
}

/*@ requires \valid(counts) && MEMMAP_APART(counts);
    terminates \true;
    exits \false;
    assigns *counts;
    ensures T4_counts: counts->entries == memmap_entries && counts->empty == memmap_empty && counts->partial == memmap_partial &&
      counts->wrapped == memmap_wrapped && counts->beyond == memmap_beyond && counts->unknown == memmap_unknown &&
      counts->lost == memmap_lost;
*/
void memmap_counts(struct memmap_counts *counts)
{
    counts->entries = memmap_entries;
    counts->empty = memmap_empty;
    counts->partial = memmap_partial;
    counts->wrapped = memmap_wrapped;
    counts->beyond = memmap_beyond;
    counts->unknown = memmap_unknown;
    counts->lost = memmap_lost;
}

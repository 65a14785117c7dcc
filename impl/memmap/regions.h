/*
 * regions.h - the list of regions behind memmap.h. Private to impl/.
 *
 * Region i is the frames [memmap_start[i], memmap_start[i + 1]), of type memmap_types[i]. The first starts at 0, the last ends
 * at the reach, memmap_start[memmap_size]. What all of it means is the ghost memmap_says: the type of each frame. The
 * theorems speak of that, and `memmap_shows` says that the list is nothing else.
 */
#ifndef SELFMAP_MEMMAP_REGIONS_H
#define SELFMAP_MEMMAP_REGIONS_H

#include "selfmap/memmap.h"

#include "spec/memmap_logic.h"

#define MEMMAP_STARTS 2561u /* MEMMAP_LIMIT and the end of the last */

extern uint64_t memmap_start[MEMMAP_STARTS];
extern uint8_t memmap_types[MEMMAP_LIMIT];
extern uint32_t memmap_size, memmap_most;
extern uint32_t memmap_entries, memmap_empty, memmap_partial, memmap_wrapped, memmap_beyond, memmap_unknown, memmap_lost;
/*@ ghost extern uint8_t memmap_says[MEMMAP_MOST_FRAMES]; */

#define MEMMAP_COUNTS memmap_entries, memmap_empty, memmap_partial, memmap_wrapped, memmap_beyond, memmap_unknown, memmap_lost
#define MEMMAP_LIST memmap_size, memmap_start[0 .. MEMMAP_LIMIT], memmap_types[0 .. MEMMAP_LIMIT - 1]
/* What a caller hands in lies apart from all this. */
#define MEMMAP_APART(p) \separated(p + (..), memmap_start + (..), memmap_types + (..), &memmap_size, &memmap_most, \
    &memmap_entries, &memmap_empty, &memmap_partial, &memmap_wrapped, &memmap_beyond, &memmap_unknown, &memmap_lost)

/*@
  logic integer one_more(integer count) = count < 0xFFFFFFFF ? count + 1 : 0xFFFFFFFF;

  predicate memmap_bounds{L} = 1 <= memmap_size <= memmap_most <= MEMMAP_LIMIT && memmap_start[0] == 0 &&
    memmap_start[memmap_size] <= MEMMAP_MOST_FRAMES;
  predicate memmap_sorted{L} = \forall integer i, j; 0 <= i < j <= memmap_size ==> memmap_start[i] < memmap_start[j];
  predicate memmap_shows{L} = \forall integer i, f; 0 <= i < memmap_size && memmap_start[i] <= f < memmap_start[i + 1] ==>
    memmap_says[f] == memmap_types[i];
  predicate memmap_kinds{L} = \forall integer i; 0 <= i < memmap_size ==> memmap_types[i] < MEMMAP_TYPE_COUNT;
  predicate memmap_silent{L} = \forall integer f; memmap_start[memmap_size] <= f < MEMMAP_MOST_FRAMES ==> memmap_says[f] == 0;
  predicate memmap_list{L} = memmap_bounds && memmap_sorted && memmap_shows && memmap_kinds && memmap_silent;
  // Neighbours differ: of the regions below n, and of those from n on.
  predicate memmap_merged_below{L}(integer n) = \forall integer i; 1 <= i < n ==> memmap_types[i - 1] != memmap_types[i];
  predicate memmap_merged_from{L}(integer n) = \forall integer i; n < i < memmap_size ==> memmap_types[i - 1] != memmap_types[i];
  predicate memmap_ready{L} = memmap_list && memmap_merged_below(memmap_size);
*/

/*
 * Makes the frames [first, end) of this type or what is more restrictive already. When the list is full, usable frames are not
 * added, and others with all that shares their regions; memmap_lost counts it. Cost: one pass over the list.
 */
/*@ requires ready: memmap_ready;
    requires frames: first < end <= memmap_start[memmap_size];
    requires type: 1 <= type < MEMMAP_TYPE_COUNT;
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST, memmap_lost, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
    ensures ready: memmap_ready;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
    ensures T4_kept: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==> \old(memmap_says[f]) <= memmap_says[f];
    ensures T4_usable: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES && memmap_says[f] == 1 ==>
      \old(memmap_says[f]) == 1 || (type == 1 && first <= f < end);
    ensures T4_barred: \forall integer f; first <= f < end && type != 1 ==> type <= memmap_says[f];
    ensures T4_lost: memmap_lost == \old(memmap_lost) || memmap_lost == one_more(\old(memmap_lost));
    ensures T4_exact: memmap_lost == 0 ==> \old(memmap_lost) == 0 && (\forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==>
      memmap_says[f] == (first <= f < end ? greater(\old(memmap_says[f]), type) : \old(memmap_says[f])));
*/
void memmap_paint(uint64_t first, uint64_t end, uint8_t type);

/* The region that holds this frame. Cost: the logarithm of the number of regions. */
/*@ requires list: memmap_bounds;
    requires frame: frame < memmap_start[memmap_size];
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_region: \result < memmap_size && memmap_start[\result] <= frame < memmap_start[\result + 1];
*/
uint32_t memmap_find(uint64_t frame);

/* Puts the frames [first, end) into the list; what lies above the reach is cut off, and counted. */
/*@ requires ready: memmap_ready;
    requires type: 1 <= type < MEMMAP_TYPE_COUNT;
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST, memmap_beyond, memmap_lost, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
    ensures ready: memmap_ready;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
    ensures T4_kept: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==> \old(memmap_says[f]) <= memmap_says[f];
    ensures T4_usable: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES && memmap_says[f] == 1 ==>
      \old(memmap_says[f]) == 1 || (type == 1 && first <= f < end);
    ensures T4_barred: \forall integer f; 0 <= f < memmap_start[memmap_size] && first <= f < end && type != 1 ==>
      type <= memmap_says[f];
    ensures T4_exact: memmap_lost == 0 ==> \old(memmap_lost) == 0 &&
      (\forall integer f; 0 <= f < memmap_start[memmap_size] ==>
        memmap_says[f] == (first <= f < end ? greater(\old(memmap_says[f]), type) : \old(memmap_says[f])));
    ensures T4_beyond: memmap_beyond ==
      (end > memmap_start[memmap_size] ? one_more(\old(memmap_beyond)) : \old(memmap_beyond));
*/
void memmap_put(uint64_t first, uint64_t end, uint8_t type);

/* A count one up, as far as it goes. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures more: \result == one_more(count);
*/
uint32_t memmap_one_more(uint32_t count);

#endif

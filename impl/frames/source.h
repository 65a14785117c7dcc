/*
 * source.h - what the mapper asks of the frame source. Private to impl/; frames.h is the public face.
 *
 * frames_order[0 .. frames_free - 1] are the free frames, the rest are out; frames_place is its inverse. Frames count from
 * frames_first. The arrays stand here, and not in frames.c alone, because contracts speak of them.
 */
#ifndef SELFMAP_FRAMES_SOURCE_H
#define SELFMAP_FRAMES_SOURCE_H

#include "selfmap/frames.h"

#include "spec/machine_state.h"

/* The first frame of the last run that ends below 2^40 whatever its length; the most entries that a table of any mode has. */
#define FRAMES_LAST_FIRST (MACHINE_FRAMES - FRAMES_LIMIT)
#define FRAMES_MOST_USED 1024u

extern uint64_t frames_first;
extern uint32_t frames_count, frames_free, frames_quota;
extern uint32_t frames_order[FRAMES_LIMIT], frames_place[FRAMES_LIMIT];
extern uint16_t frames_used[FRAMES_LIMIT]; /* entries in use of each frame that is a table */

/* What a caller hands to the mapper lies apart from all this. */
#define APART(p) \separated(p + (..), frames_order + (..), frames_place + (..), frames_used + (..), &frames_first, \
    &frames_count, &frames_free, &frames_quota)

/*@
  predicate frames_bounds{L} = frames_count <= FRAMES_LIMIT && frames_first <= FRAMES_LAST_FIRST &&
    frames_free <= frames_count && frames_quota <= FRAMES_LIMIT;
  predicate frames_inverse{L} = \forall integer k; 0 <= k < frames_count ==>
    frames_order[k] < frames_count && frames_place[frames_order[k]] == k &&
    frames_place[k] < frames_count && frames_order[frames_place[k]] == k;
  // A frame of the run that is not free: a table, or in somebody's hand.
  predicate frames_out{L}(integer frame) = frames_first <= frame < frames_first + frames_count &&
    frames_free <= frames_place[frame - frames_first];
  // Free for the frame source is free for everybody: no table, in nobody's hand (T4 in small).
  predicate frames_spare{L} = \forall integer k; 0 <= k < frames_free ==>
    table_level[frames_first + frames_order[k]] == -1;
  predicate frames_ready{L} = frames_bounds && frames_inverse && frames_spare;

  logic integer frames_available{L} = frames_free < frames_quota ? frames_free : frames_quota;
*/

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_left: \result == frames_available;
*/
uint32_t frames_left(void);

/* A zero frame for a new table; there must be one left. Cost: constant. Theorem: T4. */
/*@ requires ready: frames_ready;
    requires left: frames_available > 0;
    terminates \true;
    exits \false;
    assigns frames_free, frames_quota, table_level[frames_first + frames_order[frames_free - 1]];
    ensures ready: frames_ready;
    ensures frame: \result == \old(frames_first + frames_order[frames_free - 1]);
    ensures range: \result < MACHINE_FRAMES;
    ensures T4_spare: \old(table_level[frames_first + frames_order[frames_free - 1]]) == -1;
    ensures T4_in_hand: table_level[\result] == 0;
    ensures left: frames_available == \old(frames_available) - 1;
*/
uint64_t frame_take(void);

/* Takes back a frame that frame_take handed out. Its entries are all zero again. Cost: constant. Theorem: T4. */
/*@ requires ready: frames_ready;
    requires out: frames_first <= frame < frames_first + frames_count && table_level[frame] == 0;
    terminates \true;
    exits \false;
    assigns frames_free, frames_quota, frames_order[0 .. frames_count - 1], frames_place[0 .. frames_count - 1], table_level[frame];
    ensures ready: frames_ready;
    ensures T4_free: table_level[frame] == -1;
    ensures one_more: frames_free == \old(frames_free) + 1;
    ensures left: frames_available == \old(frames_available) + 1;
*/
void frame_give(uint64_t frame);

#endif

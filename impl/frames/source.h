/*
 * source.h - what the mapper asks of the frame source. Private to impl/; frames.h is the public face.
 *
 * frames_order[0 .. frames_free - 1] are the free frames, from there to frames_lent - 1 those that are out: tables, or in somebody's hand.
 * Frames count from frames_first. frames_place tells a lent frame's slot and nothing of any other: a frame is lent when the slot that
 * its place names names it (a sparse set), so nothing is cleared at the start. The arrays stand here, and not in frames.c alone,
 * because contracts speak of them.
 */
#ifndef SELFMAP_FRAMES_SOURCE_H
#define SELFMAP_FRAMES_SOURCE_H

#include "selfmap/frames.h"

#include "database.h"
#include "spec/machine_state.h"

/* The most entries that a table of any mode has. */
#define FRAMES_MOST_USED 1024u

extern uint64_t frames_first;
extern uint32_t frames_count, frames_lent, frames_free, frames_quota;
extern uint32_t frames_order[FRAMES_LIMIT];
extern uint16_t frames_place[FRAMES_SPAN];
extern uint16_t frames_used[FRAMES_SPAN]; /* entries in use of each frame that is a table */

/* What a caller hands to the mapper lies apart from all this. */
#define APART(p) \separated(p + (..), frames_order + (..), frames_place + (..), frames_used + (..), &frames_first, \
    &frames_count, &frames_lent, &frames_free, &frames_quota)

/*@
  predicate frames_bounds{L} = frames_count <= FRAMES_SPAN && frames_first + frames_count <= MACHINE_FRAMES &&
    frames_free <= frames_lent && frames_lent <= FRAMES_LIMIT && frames_quota <= FRAMES_LIMIT;
  predicate frames_inverse{L} = \forall integer k; 0 <= k < frames_lent ==>
    frames_order[k] < frames_count && frames_place[frames_order[k]] == k;
  predicate frame_in_span{L}(integer frame) = frames_first <= frame < frames_first + frames_count;
  predicate frame_lent{L}(integer frame) = frame_in_span(frame) && frames_place[frame - frames_first] < frames_lent &&
    frames_order[frames_place[frame - frames_first]] == frame - frames_first;
  // A lent frame that is not free: a table, or in somebody's hand.
  predicate frames_out{L}(integer frame) = frame_lent(frame) && frames_free <= frames_place[frame - frames_first];
  // Free for the frame source is free for everybody: no table, in nobody's hand (T4 in small).
  predicate frames_spare{L} = \forall integer k; 0 <= k < frames_free ==>
    table_level[frames_first + frames_order[k]] == -1;
  // What the mapper has, tables or in hand or to make tables of, was lent to it.
  predicate frames_known{L} = \forall integer f; frame_in_span(f) && -1 <= table_level[f] ==> frame_lent(f);
  // What is lent, once more as ghost state that no function of the mapper writes: so their contracts say that it stays.
  predicate frames_marked{L} = \forall integer f; 0 <= f < MACHINE_FRAMES ==> (frame_lent(f) <==> table_lent[f] == 1);
  predicate frames_ready{L} = frames_bounds && frames_inverse && frames_spare && frames_known && frames_marked;

  // Lent is what was lent, but for this frame.
  predicate same_lent_but{K, L}(integer frame) = \forall integer f; f != frame ==> (frame_lent{L}(f) <==> frame_lent{K}(f));

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
    ensures range: \result < MACHINE_FRAMES && frame_in_span(\result);
    ensures T4_spare: \old(table_level[frames_first + frames_order[frames_free - 1]]) == -1;
    ensures T4_in_hand: table_level[\result] == 0;
    ensures left: frames_available == \old(frames_available) - 1;
*/
uint64_t frame_take(void);

/* Takes back a frame that frame_take handed out. Its entries are all zero again. Cost: constant. Theorem: T4. */
/*@ requires ready: frames_ready;
    requires out: frame_in_span(frame) && table_level[frame] == 0;
    terminates \true;
    exits \false;
    assigns frames_free, frames_quota, frames_order[0 .. FRAMES_LIMIT - 1], frames_place[0 .. FRAMES_SPAN - 1], table_level[frame];
    ensures ready: frames_ready;
    ensures T4_free: table_level[frame] == -1;
    ensures one_more: frames_free == \old(frames_free) + 1;
    ensures left: frames_available == \old(frames_available) + 1;
*/
void frame_give(uint64_t frame);

/* The free frame of a slot leaves the source for good. Cost: constant. Theorem: T4. */
/*@ requires ready: frames_ready;
    requires free: slot < frames_free;
    terminates \true;
    exits \false;
    assigns frames_lent, frames_free, frames_order[0 .. FRAMES_LIMIT - 1], frames_place[0 .. FRAMES_SPAN - 1],
      table_level[frames_first + frames_order[slot]],
      table_lent[frames_first + frames_order[slot]];
    ensures ready: frames_ready;
    ensures T4_frame: \result == \old(frames_first + frames_order[slot]);
    ensures T4_was_free: \old(table_level[frames_first + frames_order[slot]]) == -1;
    ensures T4_gone: table_level[\result] == -2 && table_lent[\result] == 0 && !frame_lent(\result) && frame_in_span(\result);
    ensures T4_others: same_lent_but{Pre, Post}(\result);
    ensures T4_count: frames_lent == \old(frames_lent) - 1 && frames_free == \old(frames_free) - 1;
    ensures T4_slots: \forall integer k; 0 <= k < frames_free && k != slot ==> frames_order[k] == \old(frames_order[k]);
    ensures T4_slot: slot < frames_free ==> frames_order[slot] == \old(frames_order[frames_free - 1]);
*/
uint64_t frame_withdraw(uint32_t slot);

#endif

/*
 * database.h - the records of the frame database, and when they are well formed. Private to impl/; selfmap/frame_database.h
 * is the public face.
 *
 * frame_order holds every frame of RAM once: [0, zeroed) the zeroed free ones, [zeroed, dirty_from) those that are out,
 * [dirty_from, ram_frames) the dirty free ones. frame_place is its inverse, at the frame's number. To take or give back a
 * frame moves one of the two borders, and nothing is counted that could drift.
 */
#ifndef SELFMAP_FRAMES_DATABASE_H
#define SELFMAP_FRAMES_DATABASE_H

#include "selfmap/frame_database.h"

#include "spec/frame_state.h"

/* What frame_kinds says: out or free is told by the place. */
#define KIND_ABSENT 0
#define KIND_ORDINARY 1
#define KIND_RESERVED 2
#define KIND_TABLE 3
#define KIND_LENT 4 /* to the mapper's frame source: a table, or kept for one */

extern uint32_t ram_first, ram_end, ram_frames, ram_zeroed, ram_dirty_from;
extern uint32_t frame_order[RAM_LIMIT], frame_place[RAM_LIMIT];
extern uint8_t frame_kinds[RAM_LIMIT];

/* What a caller hands to the database lies apart from it. */
#define RAM_APART(p) \separated(p, frame_order + (..), frame_place + (..), frame_kinds + (..), &ram_first, \
    &ram_end, &ram_frames, &ram_zeroed, &ram_dirty_from)

/*@
  predicate ram_frame{L}(integer f) = 0 <= f < RAM_LIMIT && frame_kinds[f] != KIND_ABSENT;
  predicate ram_free{L}(integer f) = ram_frame(f) && (frame_place[f] < ram_zeroed || ram_dirty_from <= frame_place[f]);
  predicate ram_ordinary{L}(integer f) = 0 <= f < RAM_LIMIT && frame_kinds[f] == KIND_ORDINARY;
  predicate ram_held{L}(integer f) = ram_ordinary(f) && !ram_free(f);
  // The database never hands it out.
  predicate kept{L}(integer frame) = !ram_ordinary(frame);

  predicate ram_bounds{L} = ram_zeroed <= ram_dirty_from <= ram_frames && ram_frames + ram_first <= RAM_LIMIT &&
    ram_first <= ram_end && ram_end <= RAM_LIMIT;
  predicate ram_order{L} = \forall integer k; 0 <= k < ram_frames ==>
    ram_frame(frame_order[k]) && frame_place[frame_order[k]] == k;
  predicate ram_place{L} = \forall integer f; ram_frame(f) ==>
    frame_place[f] < ram_frames && frame_order[frame_place[f]] == f;
  predicate ram_span{L} = \forall integer f; 0 <= f < RAM_LIMIT && (f < ram_first || ram_end <= f) ==>
    frame_kinds[f] == KIND_ABSENT;
  predicate ram_kinds{L} = (\forall integer f; ram_free(f) ==> frame_kinds[f] == KIND_ORDINARY) &&
    (\forall integer f; 0 <= f < RAM_LIMIT ==> frame_kinds[f] <= KIND_LENT);
  predicate ram_zero{L} = \forall integer k; 0 <= k < ram_zeroed ==> frame_zero(frame_order[k]);
  predicate ram_shape{L} = ram_bounds && ram_order && ram_place && ram_span;
  predicate ram_ready{L} = ram_shape && ram_kinds && ram_zero;

  logic integer ram_left{L} = ram_zeroed + ram_frames - ram_dirty_from;

  // What frame_free says of a frame: the kind first, then whether it is free.
  logic integer ram_status{L}(integer f) = f < 0 || f >= RAM_LIMIT || frame_kinds[f] == KIND_ABSENT ? SELFMAP_BAD_FRAME :
    frame_kinds[f] == KIND_RESERVED ? SELFMAP_FRAME_RESERVED : frame_kinds[f] >= KIND_TABLE ? SELFMAP_FRAME_TABLE :
    frame_place[f] < ram_zeroed || ram_dirty_from <= frame_place[f] ? SELFMAP_FRAME_FREE : SELFMAP_OK;

  predicate run_free{L}(integer first, integer count) = \forall integer f; first <= f < first + count ==> ram_free(f);
  predicate run_held{L}(integer first, integer count) = \forall integer f; first <= f < first + count ==> ram_held(f);
  predicate run_fits(integer first, integer count, integer alignment, integer limit) =
    0 <= first && first % alignment == 0 && first + count <= limit;

  // Free is what was free, but for these frames.
  predicate same_free_but{K, L}(integer first, integer end) = \forall integer f; f < first || end <= f ==>
    (ram_free{L}(f) <==> ram_free{K}(f));
  predicate same_kinds{K, L} = \forall integer f; 0 <= f < RAM_LIMIT ==> \at(frame_kinds[f], K) == \at(frame_kinds[f], L);
  predicate same_ram{K, L} = \at(ram_first, K) == \at(ram_first, L) && \at(ram_end, K) == \at(ram_end, L) &&
    \at(ram_frames, K) == \at(ram_frames, L) &&
    \at(ram_zeroed, K) == \at(ram_zeroed, L) && \at(ram_dirty_from, K) == \at(ram_dirty_from, L) &&
    (\forall integer f; 0 <= f < RAM_LIMIT ==> \at(frame_kinds[f], K) == \at(frame_kinds[f], L) &&
      \at(frame_place[f], K) == \at(frame_place[f], L) && \at(frame_order[f], K) == \at(frame_order[f], L));
*/

/* Takes a free frame out of wherever it stands. Cost: constant. Theorem: T4. */
/*@ requires shape: ram_shape && ram_zero;
    requires free: ram_free(frame);
    terminates \true;
    exits \false;
    assigns ram_zeroed, ram_dirty_from, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T4_shape: ram_shape && ram_zero;
    ensures T4_out: !ram_free(frame);
    ensures T4_others: same_free_but{Pre, Post}(frame, frame + 1);
    ensures T4_left: ram_left == \old(ram_left) - 1;
*/
void ram_take(uint32_t frame);

/* Gives back a frame that is out, as a dirty one. Cost: constant. Theorem: T4. */
/*@ requires shape: ram_shape && ram_zero;
    requires out: ram_frame(frame) && !ram_free(frame);
    terminates \true;
    exits \false;
    assigns ram_dirty_from, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T4_shape: ram_shape && ram_zero;
    ensures T4_free: ram_free(frame);
    ensures T4_others: same_free_but{Pre, Post}(frame, frame + 1);
    ensures T4_left: ram_left == \old(ram_left) + 1;
*/
void ram_give(uint32_t frame);

/* Two slots of the order change places. */
/*@ requires order: ram_bounds && ram_order && ram_place;
    requires range: a < ram_frames && b < ram_frames;
    terminates \true;
    exits \false;
    assigns frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T4_order: ram_order;
    ensures T4_place: ram_place;
    ensures slots: frame_order[a] == \old(frame_order[b]) && frame_order[b] == \old(frame_order[a]);
    ensures other_slots: \forall integer k; 0 <= k < RAM_LIMIT && k != a && k != b ==> frame_order[k] == \old(frame_order[k]);
    ensures places: frame_place[\old(frame_order[a])] == b && frame_place[\old(frame_order[b])] == a;
    ensures other_places: \forall integer f; 0 <= f < RAM_LIMIT && f != \old(frame_order[a]) && f != \old(frame_order[b]) ==>
      frame_place[f] == \old(frame_place[f]);
*/
void ram_exchange(uint32_t a, uint32_t b);

/* Is this frame handed out, and if not, what is it? Cost: constant. Theorem: T4. */
/*@ requires shape: ram_shape && ram_kinds;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_status: \result == ram_status(frame);
*/
enum selfmap_status ram_held_status(uint64_t frame);

/* Are these frames handed out, and if not, what is the first that is not? Cost: constant a frame. Theorem: T4. */
/*@ requires shape: ram_shape && ram_kinds;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures held: \result == SELFMAP_OK <==> run_held(first, count);
    ensures why: \result != SELFMAP_OK ==> (\exists integer f; first <= f < first + count && \result == ram_status(f) &&
      run_held(first, f - first));
*/
enum selfmap_status ram_run_status(uint64_t first, uint64_t count);

#endif

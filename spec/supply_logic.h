/*
 * supply_logic.h - what the frame source's supply may do to the mapper's world: frames that were nobody's become free ones of the source,
 * zero and without links, or the other way round; whatever the mapper has is what it was (T4).
 */
#ifndef SPEC_SUPPLY_LOGIC_H
#define SPEC_SUPPLY_LOGIC_H

#include "spec/frame_state.h"
#include "impl/frames/source.h"

/* What a caller hands to both lies apart from the records of either. */
#define SUPPLY_APART(p) \separated(p + (..), frame_order + (..), frame_place + (..), frame_kinds + (..), frames_order + (..), \
    frames_place + (..), frames_used + (..), &ram_first, &ram_end, &ram_frames, &ram_zeroed, &ram_dirty_from, &frames_first, \
    &frames_count, &frames_lent, &frames_free, &frames_quota)

/*@
  predicate unlinked{L}(integer f) = (\forall integer i; 0 <= i < 512 ==> links64.child[f][i] == -1) &&
    (\forall integer i; 0 <= i < 1024 ==> links32.child[f][i] == -1);
  predicate same_links{K, L}(integer f) =
    (\forall integer i; 0 <= i < 512 ==> \at(links64.child[f][i], K) == \at(links64.child[f][i], L)) &&
    (\forall integer i; 0 <= i < 1024 ==> \at(links32.child[f][i], K) == \at(links32.child[f][i], L));
  predicate same_used{K, L}(integer f) = frame_in_span{K}(f) ==>
    \at(frames_used[f - frames_first], K) == \at(frames_used[f - frames_first], L);

  // The mapper's own: what it has free, in hand, or as a table.
  predicate own_same{K, L}(integer f) = \at(table_level[f], L) == \at(table_level[f], K) && same_words{K, L}(f) &&
    same_links{K, L}(f) && same_used{K, L}(f);
  predicate fresh{L}(integer f) = table_level[f] == -1 && frame_in_span(f) && frames_used[f - frames_first] == 0 && frame_zero(f) && unlinked(f);

  predicate only_lent{K, L} =
    (\forall integer f; 0 <= f < MACHINE_FRAMES && \at(table_level[f], K) >= -1 ==> own_same{K, L}(f)) &&
    (\forall integer f; 0 <= f < MACHINE_FRAMES && \at(table_level[f], K) < -1 ==>
      (\at(table_level[f], L) == \at(table_level[f], K) && same_links{K, L}(f)) || fresh{L}(f));
  // The source is what it was, to the last record.
  predicate same_source{K, L} =
    (\forall integer k; 0 <= k < FRAMES_LIMIT ==> \at(frames_order[k], K) == \at(frames_order[k], L)) &&
    (\forall integer r; 0 <= r < FRAMES_SPAN ==> \at(frames_place[r], K) == \at(frames_place[r], L) &&
      \at(frames_used[r], K) == \at(frames_used[r], L)) &&
    (\forall integer f; 0 <= f < MACHINE_FRAMES ==> \at(table_level[f], K) == \at(table_level[f], L) &&
      \at(table_lent[f], K) == \at(table_lent[f], L));
  predicate only_withdrawn{K, L} = \forall integer f; 0 <= f < MACHINE_FRAMES ==>
    \at(table_level[f], L) == \at(table_level[f], K) || (\at(table_level[f], K) == -1 && \at(table_level[f], L) == -2);

  // What is lent, the database does not hand out.
  predicate supply_apart{L} = \forall integer f; 0 <= f < MACHINE_FRAMES && table_lent[f] == 1 ==> kept(f);
  predicate supply_ready{L} = ram_ready && frames_ready && supply_apart;
*/

#endif

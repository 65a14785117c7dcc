/* frame_state.h - what "zero" means of a frame: every word reads 0, whatever the width of the mode's words. */
#ifndef SPEC_FRAME_STATE_H
#define SPEC_FRAME_STATE_H

#include "spec/machine_state.h"

/*@
  predicate frame_zero{L}(integer f) = (\forall integer i; 0 <= i < 512 ==> memory64.word[f][i] == 0) &&
    (\forall integer i; 0 <= i < 1024 ==> memory32.word[f][i] == 0);
  predicate same_words{K, L}(integer f) =
    (\forall integer i; 0 <= i < 512 ==> \at(memory64.word[f][i], K) == \at(memory64.word[f][i], L)) &&
    (\forall integer i; 0 <= i < 1024 ==> \at(memory32.word[f][i], K) == \at(memory32.word[f][i], L));
  // Frames that the mapper neither has nor was lent: they stay so, and keep every word.
  predicate rest_kept{K, L} = \forall integer f; 0 <= f < MACHINE_FRAMES && \at(table_level[f], K) < -1 && \at(table_lent[f], K) != 1 ==>
    \at(table_level[f], L) < -1 && same_words{K, L}(f);
  // Every other frame reads what it read.
  predicate other_frames_same{K, L}(integer f) = \forall integer g; 0 <= g < MACHINE_FRAMES && g != f ==>
    (\forall integer i; 0 <= i < 512 ==> \at(memory64.word[g][i], K) == \at(memory64.word[g][i], L)) &&
    (\forall integer i; 0 <= i < 1024 ==> \at(memory32.word[g][i], K) == \at(memory32.word[g][i], L));
*/

#endif

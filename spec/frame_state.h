/* frame_state.h - what "zero" means of a frame: every word reads 0, whatever the width of the mode's words. */
#ifndef SPEC_FRAME_STATE_H
#define SPEC_FRAME_STATE_H

#include "spec/machine_state.h"

/*@
  predicate frame_zero{L}(integer f) = (\forall integer i; 0 <= i < 512 ==> memory64.word[f][i] == 0) &&
    (\forall integer i; 0 <= i < 1024 ==> memory32.word[f][i] == 0);
  // Every other frame reads what it read.
  predicate other_frames_same{K, L}(integer f) = \forall integer g; 0 <= g < MACHINE_FRAMES && g != f ==>
    (\forall integer i; 0 <= i < 512 ==> \at(memory64.word[g][i], K) == \at(memory64.word[g][i], L)) &&
    (\forall integer i; 0 <= i < 1024 ==> \at(memory32.word[g][i], K) == \at(memory32.word[g][i], L));
*/

#endif

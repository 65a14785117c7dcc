/*
 * beside_logic.h - the mapper beside the frame database (T3, T4): what both need to be true together, and what the mapper leaves to those who
 * hold frames. beside_steps.h proves it of a call.
 */
#ifndef SPEC_BESIDE_LOGIC_H
#define SPEC_BESIDE_LOGIC_H

#include "impl/mapper/bound.h"
#include "spec/supply_logic.h"

/*@
  // What the mapper has, tables or frames for them, the database does not hand out. Of all but the top tables supply_ready says it; those
  // the census keeps.
  predicate tables_kept{L} = \forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] >= -1 ==> kept(f);
  predicate beside{L}(struct mapper *m) = mapper_ready(m) && supply_ready && tables_kept;
  // Frames that the database could hand out, and those that it has handed out.
  predicate held_kept{K, L} = \forall integer f; 0 <= f < MACHINE_FRAMES && ram_ordinary{K}(f) ==> same_words{K, L}(f);
*/

/* What the database says is free and zero is a frame that it could hand out, and zero. */
/*@ ghost
  /@ requires ready: ram_ready;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures listed: \forall integer k; 0 <= k < ram_zeroed ==> ram_ordinary(frame_order[k]) && frame_zero(frame_order[k]) &&
       0 <= frame_order[k] < MACHINE_FRAMES;
  @/
  void listed_lemma(void);
*/

#endif

/*
 * census.h - which frames a walk from a root reaches as tables, over memory as it stands: the CR3 theorem (T4).
 *
 * `covered` says of a table that no frame below it, however deep, is one that the frame database may hand out. It asks no
 * more of an entry than P set and PS clear, so it covers every entry that the hardware follows, and those that fault for a
 * reserved bit besides. A self-map is an entry like all others.
 */
#ifndef SPEC_CENSUS_H
#define SPEC_CENSUS_H

#include "spec/machine_state.h"
#include "impl/frames/database.h"

/*@
  // The frame that a word references as a table: P set, PS clear (SDM Vol. 3A, 4.3 to 4.5).
  logic integer referenced(integer word) = word % 2 == 1 && word / 0x80 % 2 == 0 ? word / 0x1000 % 0x10000000000 : -1;

  // Of the first n entries of a table whose entries reference tables of level 1, 2 and so on.
  predicate covered32_2{L}(integer t, integer n) = \forall integer i; 0 <= i < n && referenced(memory32.word[t][i]) >= 0 ==>
    kept(referenced(memory32.word[t][i]));
  predicate covered64_2{L}(integer t, integer n) = \forall integer i; 0 <= i < n && referenced(memory64.word[t][i]) >= 0 ==>
    kept(referenced(memory64.word[t][i]));
  predicate covered64_3{L}(integer t, integer n) = \forall integer i; 0 <= i < n && referenced(memory64.word[t][i]) >= 0 ==>
    kept(referenced(memory64.word[t][i])) && covered64_2(referenced(memory64.word[t][i]), 512);
  predicate covered64_4{L}(integer t, integer n) = \forall integer i; 0 <= i < n && referenced(memory64.word[t][i]) >= 0 ==>
    kept(referenced(memory64.word[t][i])) && covered64_3(referenced(memory64.word[t][i]), 512);
  predicate covered64_5{L}(integer t, integer n) = \forall integer i; 0 <= i < n && referenced(memory64.word[t][i]) >= 0 ==>
    kept(referenced(memory64.word[t][i])) && covered64_4(referenced(memory64.word[t][i]), 512);

  // All that a walk reaches from a root in a mode of so many levels; PAE's PDPT has four entries.
  predicate walk_covered{L}(integer levels, integer root) = kept(root) && (levels == 2 ? covered32_2(root, 1024) :
    levels == 3 ? covered64_3(root, 4) : levels == 4 ? covered64_4(root, 512) : covered64_5(root, 512));

  // What is kept stays so.
  predicate still_kept{K, L} = \forall integer f; kept{K}(f) ==> kept{L}(f);
*/

#endif

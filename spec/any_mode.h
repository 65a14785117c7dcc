/*
 * any_mode.h - the words of the four modes under one name each, for the functions that serve whichever mode is bound.
 */
#ifndef SPEC_ANY_MODE_H
#define SPEC_ANY_MODE_H

#include "spec/binding.h"

/*@
  predicate canonical(integer mode, integer va) =
    (mode == 2 && pml2_canonical(va)) || (mode == 3 && pml3_canonical(va)) ||
    (mode == 4 && pml4_canonical(va)) || (mode == 5 && pml5_canonical(va));

  logic integer span(integer mode) = mode == 4 ? 0x1000000000000 : mode == 5 ? 0x200000000000000 : 0x100000000;

  logic integer extend(integer mode, integer offset) =
    mode == 4 ? pml4_extend(offset) : mode == 5 ? pml5_extend(offset) : offset;

  logic integer index(integer mode, integer level, integer va) =
    mode == 2 ? pml2_index(level, va) : mode == 3 ? pml3_index(level, va) :
    mode == 4 ? pml4_index(level, va) : pml5_index(level, va);

  // Levels that the self-map shows.
  predicate window_level(integer mode, integer level) = 1 <= level <= (mode == 3 ? 2 : mode);

  logic integer reach(integer mode, integer level) =
    mode == 2 ? pml2_reach(level) : mode == 3 ? pml3_reach(level) : mode == 4 ? pml4_reach(level) : pml5_reach(level);

  logic integer entry_size(integer mode) = mode == 2 ? 4 : 8;

  logic integer entry_address(integer mode, integer slot, integer level, integer va) =
    mode == 2 ? pml2_entry_address(slot, level, va) : mode == 3 ? pml3_entry_address(slot, level, va) :
    mode == 4 ? pml4_entry_address(slot, level, va) : pml5_entry_address(slot, level, va);

  predicate in_window(integer mode, integer slot, integer level, integer address) =
    (mode == 2 && pml2_in_window(slot, level, address)) || (mode == 3 && pml3_in_window(slot, level, address)) ||
    (mode == 4 && pml4_in_window(slot, level, address)) || (mode == 5 && pml5_in_window(slot, level, address));

  predicate flags_fit(integer mode, integer level, integer flags, integer software, integer nx, integer pat,
                      integer leaves) =
    (mode == 2 && pml2_flags_fit(level, flags, software, nx, pat, leaves)) ||
    (mode == 3 && pml3_flags_fit(level, flags, software, nx, pat, leaves)) ||
    (mode == 4 && pml4_flags_fit(level, flags, software, nx, pat, leaves)) ||
    (mode == 5 && pml5_flags_fit(level, flags, software, nx, pat, leaves));

  predicate frame_fits(integer mode, integer level, integer pfn, integer flags, integer limit) =
    (mode == 2 && pml2_frame_fits(level, pfn, flags, limit)) || (mode == 3 && pml3_frame_fits(level, pfn, flags, limit)) ||
    (mode == 4 && pml4_frame_fits(level, pfn, flags, limit)) || (mode == 5 && pml5_frame_fits(level, pfn, flags, limit));

  predicate encodes(integer mode, integer level, integer raw, integer pfn, integer flags, integer software) =
    (mode == 2 && pml2_encodes(level, raw, pfn, flags, software)) ||
    (mode == 3 && pml3_encodes(level, raw, pfn, flags, software)) ||
    (mode == 4 && pml4_encodes(level, raw, pfn, flags, software)) ||
    (mode == 5 && pml5_encodes(level, raw, pfn, flags, software));

  predicate acceptable(integer mode, integer level, integer raw, integer limit, integer nx, integer pat,
                       integer leaves) =
    (mode == 2 && pml2_acceptable(level, raw, limit, nx, pat, leaves)) ||
    (mode == 3 && pml3_acceptable(level, raw, limit, nx, pat, leaves)) ||
    (mode == 4 && pml4_acceptable(level, raw, limit, nx, pat, leaves)) ||
    (mode == 5 && pml5_acceptable(level, raw, limit, nx, pat, leaves));

  // What the constructors put in: a leaf is present and above level 1 large; a table entry has P and W, U when a
  // user may pass, and nothing else (design 5.1); the PDPTE of PAE has P alone.
  logic integer leaf_flags(integer level, integer flags) =
    flags + (flags % 2 == 0 ? PTE_PRESENT : 0) + (level > 1 && flags / 0x80 % 2 == 0 ? PTE_LARGE : 0);
  logic integer table_flags(integer mode, integer level, integer user) =
    mode == 3 && level == 3 ? PTE_PRESENT : PTE_PRESENT + PTE_WRITABLE + (user != 0 ? PTE_USER : 0);
*/

#endif

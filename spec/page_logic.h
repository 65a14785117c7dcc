/*
 * page_logic.h - what the mapper's functions promise of a page (T3), in the words of tree_logic.h. A template like it;
 * `info` is the bound mode, V1 the indices of the page.
 */

/*@
  // A large page stands where the walk of these indices ends.
  predicate SPEC(large_there){L}(P1) = SPEC(w2)(V2) != 0 WITH4(|| SPEC(w3)(V3) != 0);
  // Tables that the walk of these indices lacks.
  logic integer SPEC(missing){L}(P1) = T1 >= 0 ? 0 : T2 >= 0 ? 1 WITH4(: T3 >= 0 ? 2) WITH5(: T4 >= 0 ? 3) : TOP - 1;
  // Every page but this one reads what it read.
  predicate SPEC(others_same){K, L}(integer slot, P1) =
    \forall integer J1; SPEC(indices)(J1) && SPEC(outside)(slot, J2) && !(SAME1) ==> SPEC(same_page){K, L}(J1);
  // Arguments that are refused whatever the tables say.
  predicate SPEC(flags_ok)(struct pagemap_info *info, integer va, integer flags) =
    SPEC(page_ok)(info->self_map_slot, va) && SPEC(leaf_flags_ok)(flags, info->pat);
  predicate SPEC(map_ok)(struct pagemap_info *info, integer va, integer pfn, integer flags) =
    SPEC(flags_ok)(info, va, flags) && pfn < info->frame_limit;
  // No table on the way of these indices is empty, but the one that the mode keeps (design 5.9).
  predicate SPEC(reclaimed){L}(integer va, P1) = (T1 >= 0 && PINNED(1, va) == 0 ==> !SPEC(empty_words)(T1))
    WITH4(&& (T2 >= 0 ==> !SPEC(empty_words)(T2)) && (T3 >= 0 && PINNED(3, va) == 0 ==> !SPEC(empty_words)(T3)))
    WITH5(&& (T4 >= 0 && PINNED(4, va) == 0 ==> !SPEC(empty_words)(T4)));
*/

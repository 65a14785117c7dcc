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
  // The word that the walk of these indices ends at, whatever the size of the page, and the level of that page.
  logic integer SPEC(word_at){L}(P1) = SPEC(w1)(V1) != 0 ? SPEC(w1)(V1) : WITH4(SPEC(w2)(V2) == 0 ? SPEC(w3)(V3) :) SPEC(w2)(V2);
  logic integer SPEC(level_at){L}(P1) = SPEC(w1)(V1) != 0 ? 1 : WITH4(SPEC(w2)(V2) == 0 ? 3 :) 2;
  // A leaf in the words of mapper.h: the cache type, all flags.
  logic integer SPEC(cache_of)(integer level, integer word) =
    (level == 1 ? word / 0x80 : word / 0x1000) % 2 == 1 ? 3 : word / 0x10 % 2 == 1 ? 2 : word / 8 % 2;
  logic integer SPEC(map_flags)(integer level, integer word) = word / 2 % 2 * MAP_WRITE + word / 4 % 2 * MAP_USER +
    word / 0x100 % 2 * MAP_GLOBAL + (word / 0x8000000000000000 == 0 ? MAP_EXECUTE : 0) + SPEC(cache_of)(level, word) * 0x10;
  predicate SPEC(is_mapping){L}(struct mapping *mapping, integer va, P1) = mapping->level == SPEC(level_at)(V1) &&
    mapping->pfn == SPEC(raw_pfn)(SPEC(level_at)(V1), SPEC(word_at)(V1)) + va / 0x1000 % PAGES(SPEC(level_at)(V1)) &&
    mapping->flags == SPEC(map_flags)(SPEC(level_at)(V1), SPEC(word_at)(V1));
  // Arguments that are refused whatever the tables say.
  predicate SPEC(flags_ok)(struct pagemap_info *info, integer va, integer flags) =
    SPEC(page_ok)(info->self_map_slot, va) && SPEC(leaf_flags_ok)(flags, info->pat);
  predicate SPEC(map_ok)(struct pagemap_info *info, integer va, integer pfn, integer flags) =
    SPEC(flags_ok)(info, va, flags) && pfn < info->frame_limit;
  // No table on the way of these indices is empty, but the one that the mode keeps (design 5.9).
  predicate SPEC(reclaimed){L}(integer va, P1) = (T1 >= 0 && PINNED(1, va) == 0 ==> !SPEC(empty_words)(T1))
    WITH4(&& (T2 >= 0 ==> !SPEC(empty_words)(T2)) && (T3 >= 0 && PINNED(3, va) == 0 ==> !SPEC(empty_words)(T3)))
    WITH5(&& (T4 >= 0 && PINNED(4, va) == 0 ==> !SPEC(empty_words)(T4)));
  predicate SPEC(path_reclaimed){L}(P1) = (T1 >= 0 && !KEPT(T1) ==> !SPEC(empty_words)(T1))
    WITH4(&& (T2 >= 0 ==> !SPEC(empty_words)(T2)) && (T3 >= 0 && !KEPT(T3) ==> !SPEC(empty_words)(T3)))
    WITH5(&& (T4 >= 0 && !KEPT(T4) ==> !SPEC(empty_words)(T4)));
  // What a call leaves that takes tables away: links only went, and no table has become empty and stayed, but those that the mode
  // keeps, and the one that is named.
  predicate SPEC(only_cut){K, L} = \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES ==>
    \at(LINKS.child[f][i], L) == \at(LINKS.child[f][i], K) || \at(LINKS.child[f][i], L) == -1;
  predicate SPEC(no_more_idle){K, L}(integer but) = \forall integer f; 0 <= f < MACHINE_FRAMES && f != but &&
    1 <= \at(table_level[f], L) < TOP && SPEC(empty_words){L}(f) && !\at(KEPT(f), L) ==>
    \at(table_level[f], K) == \at(table_level[f], L) && SPEC(empty_words){K}(f);
  // The answers of the public functions, each exactly when it applies (the order of mapper.h).
  predicate SPEC(page_refused)(struct pagemap_info *info, integer va, integer status) =
    (status == SELFMAP_NOT_CANONICAL <==> !SPEC(canonical)(va)) &&
    (status == SELFMAP_MISALIGNED <==> SPEC(canonical)(va) && va % 0x1000 != 0) &&
    (status == SELFMAP_IN_WINDOW <==> SPEC(canonical)(va) && va % 0x1000 == 0 && SPEC(in_window)(info->self_map_slot, 1, va));
  predicate SPEC(map_status){L}(struct pagemap_info *info, integer va, integer pfn, integer flags, integer status) =
    SPEC(page_refused)(info, va, status) &&
    (status == SELFMAP_BAD_FLAGS <==> SPEC(page_ok)(info->self_map_slot, va) && !SPEC(leaf_flags_ok)(flags, info->pat)) &&
    (status == SELFMAP_BAD_FRAME <==> SPEC(flags_ok)(info, va, flags) && pfn >= info->frame_limit) &&
    (status == SELFMAP_LARGE_IN_WAY <==> SPEC(map_ok)(info, va, pfn, flags) && SPEC(large_there)(INDICES(va))) &&
    (status == SELFMAP_ALREADY_MAPPED <==> SPEC(map_ok)(info, va, pfn, flags) && SPEC(w1)(INDICES(va)) != 0) &&
    (status == SELFMAP_NO_FRAMES <==> SPEC(map_ok)(info, va, pfn, flags) && SPEC(word_at)(INDICES(va)) == 0 &&
      frames_available < SPEC(missing)(INDICES(va))) &&
    (status == SELFMAP_OK <==> SPEC(map_ok)(info, va, pfn, flags) && SPEC(word_at)(INDICES(va)) == 0 &&
      frames_available >= SPEC(missing)(INDICES(va)));
  predicate SPEC(unmap_status){L}(struct pagemap_info *info, integer va, integer status) =
    SPEC(page_refused)(info, va, status) &&
    (status == SELFMAP_LARGE_IN_WAY <==> SPEC(page_ok)(info->self_map_slot, va) && SPEC(large_there)(INDICES(va))) &&
    (status == SELFMAP_NOT_MAPPED <==> SPEC(page_ok)(info->self_map_slot, va) && SPEC(word_at)(INDICES(va)) == 0) &&
    (status == SELFMAP_OK <==> SPEC(page_ok)(info->self_map_slot, va) && SPEC(w1)(INDICES(va)) != 0);
  predicate SPEC(protect_status){L}(struct pagemap_info *info, integer va, integer flags, integer status) =
    SPEC(page_refused)(info, va, status) &&
    (status == SELFMAP_BAD_FLAGS <==> SPEC(page_ok)(info->self_map_slot, va) && !SPEC(leaf_flags_ok)(flags, info->pat)) &&
    (status == SELFMAP_LARGE_IN_WAY <==> SPEC(flags_ok)(info, va, flags) && SPEC(large_there)(INDICES(va))) &&
    (status == SELFMAP_NOT_MAPPED <==> SPEC(flags_ok)(info, va, flags) && SPEC(word_at)(INDICES(va)) == 0) &&
    (status == SELFMAP_OK <==> SPEC(flags_ok)(info, va, flags) && SPEC(w1)(INDICES(va)) != 0);
  predicate SPEC(translate_status){L}(struct pagemap_info *info, integer va, integer status) =
    (status == SELFMAP_NOT_CANONICAL <==> !SPEC(canonical)(va)) &&
    (status == SELFMAP_IN_WINDOW <==> SPEC(canonical)(va) && SPEC(in_window)(info->self_map_slot, 1, va)) &&
    (status == SELFMAP_NOT_MAPPED <==> SPEC(canonical)(va) && !SPEC(in_window)(info->self_map_slot, 1, va) &&
      SPEC(word_at)(INDICES(va)) == 0) &&
    (status == SELFMAP_OK <==> SPEC(canonical)(va) && !SPEC(in_window)(info->self_map_slot, 1, va) &&
      SPEC(word_at)(INDICES(va)) != 0);
  // And their effects, by address.
  predicate SPEC(is_mapped){L}(struct pagemap_info *info, integer va, integer pfn, integer flags) =
    SPEC(w1)(INDICES(va)) == SPEC(leaf_word)(pfn, flags, info->no_execute);
  predicate SPEC(leads_to){L}(struct pagemap_info *info, integer va, integer pfn) =
    SPEC(landing)(va, info->frame_limit, info->no_execute) == pfn;
  predicate SPEC(is_unmapped){L}(integer va) = SPEC(word_at)(INDICES(va)) == 0;
  predicate SPEC(faults){L}(struct pagemap_info *info, integer va) = SPEC(landing)(va, info->frame_limit, info->no_execute) < 0;
  predicate SPEC(was_at){K}(integer va, integer pfn) = pfn == SPEC(raw_pfn)(1, SPEC(w1){K}(INDICES(va)));
  predicate SPEC(keeps_frame){K, L}(struct pagemap_info *info, integer va, integer flags) =
    SPEC(same_but_ad)(SPEC(w1){L}(INDICES(va)),
      SPEC(leaf_word)(SPEC(raw_pfn)(1, SPEC(w1){K}(INDICES(va))), flags, \at(info->no_execute, L)));
  predicate SPEC(others_kept){K, L}(struct pagemap_info *info, integer va) =
    SPEC(others_same){K, L}(\at(info->self_map_slot, K), INDICES(va));
  predicate SPEC(tables_reclaimed){L}(integer va) = SPEC(reclaimed)(va, INDICES(va));
  predicate SPEC(translates){L}(struct mapping *mapping, integer va) = SPEC(is_mapping)(mapping, va, INDICES(va));
*/

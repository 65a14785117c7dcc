/*
 * range_logic.h - pages in a row, and what the mapper's range functions promise of them (T3), in the words of page_logic.h.
 * A template like it. A page is known by its number: its indices read as one.
 */

/*@
  // The number of the page of these indices, and of an address's page.
  logic integer SPEC(number)(P1) = WITH5(i5 * 0x1000000000 +) WITH4(i4 * 0x8000000 +) WITH3(i3 * 0x40000 +) i2 * ENTRIES + i1;
  logic integer SPEC(number_of)(integer va) = va % SPACE / 0x1000;
  // A page among n from a number on.
  predicate SPEC(in_run)(integer first, integer n, P1) = first <= SPEC(number)(V1) < first + n;

  // Pages that one call may serve: they end where their half of the space ends, and none lies in the window.
  logic integer SPEC(pages_after)(integer va) =
    (va < HALF_SPACE ? HALF_SPACE / 0x1000 : SPACE / 0x1000) - SPEC(number_of)(va);
  predicate SPEC(run_meets_window)(integer slot, integer va, integer pages) =
    SPEC(window_base)(slot, 1) < va + pages * 0x1000 && va < SPEC(window_base)(slot, 1) + SPEC(window_size)(1);
  predicate SPEC(run_fits)(integer va, integer pages) = SPEC(canonical)(va) && va % 0x1000 == 0 && 0 < pages <= SPEC(pages_after)(va);
  predicate SPEC(run_ok)(integer slot, integer va, integer pages) =
    SPEC(run_fits)(va, pages) && !SPEC(run_meets_window)(slot, va, pages);

  // What the pages of a run read: words in a row, or nothing; and that every other page reads what it read.
  predicate SPEC(run_reads){L}(integer slot, integer first, integer n, integer word) = \forall integer J1;
    SPEC(indices)(J1) && SPEC(outside)(slot, J2) && SPEC(in_run)(first, n, J1) ==>
    SPEC(w1)(J1) == word + (SPEC(number)(J1) - first) * 0x1000;
  predicate SPEC(run_absent){L}(integer slot, integer first, integer n) = \forall integer J1;
    SPEC(indices)(J1) && SPEC(outside)(slot, J2) && SPEC(in_run)(first, n, J1) ==> SPEC(word_at)(J1) == 0;
  predicate SPEC(run_present){L}(integer slot, integer first, integer n) = \forall integer J1;
    SPEC(indices)(J1) && SPEC(outside)(slot, J2) && SPEC(in_run)(first, n, J1) ==> SPEC(w1)(J1) != 0;
  predicate SPEC(run_rights){K, L}(integer slot, integer first, integer n, integer flags, integer nx) = \forall integer J1;
    SPEC(indices)(J1) && SPEC(outside)(slot, J2) && SPEC(in_run)(first, n, J1) ==>
    SPEC(same_but_ad)(SPEC(w1){L}(J1), SPEC(leaf_word)(SPEC(raw_pfn)(1, SPEC(w1){K}(J1)), flags, nx));
  predicate SPEC(run_others){K, L}(integer slot, integer first, integer n) = \forall integer J1;
    SPEC(indices)(J1) && SPEC(outside)(slot, J2) && !SPEC(in_run)(first, n, J1) ==> SPEC(same_page){K, L}(J1);

  // The answers of the public functions to their arguments, each exactly when it applies (the order of mapper.h).
  predicate SPEC(run_refused){L}(struct pagemap_info *info, integer va, integer pages, integer status) =
    (status == SELFMAP_NOT_CANONICAL <==> !SPEC(canonical)(va)) &&
    (status == SELFMAP_MISALIGNED <==> SPEC(canonical)(va) && va % 0x1000 != 0) &&
    (status == SELFMAP_EMPTY_RANGE <==> SPEC(canonical)(va) && va % 0x1000 == 0 && pages == 0) &&
    (status == SELFMAP_RANGE_END <==> SPEC(canonical)(va) && va % 0x1000 == 0 && pages > SPEC(pages_after)(va)) &&
    (status == SELFMAP_IN_WINDOW <==> SPEC(run_fits)(va, pages) && SPEC(run_meets_window)(info->self_map_slot, va, pages));
  predicate SPEC(run_flags_ok){L}(struct pagemap_info *info, integer va, integer pages, integer flags) =
    SPEC(run_ok)(info->self_map_slot, va, pages) && SPEC(leaf_flags_ok)(flags, info->pat);
  predicate SPEC(map_run_ok){L}(struct pagemap_info *info, integer va, integer pfn, integer pages, integer flags) =
    SPEC(run_flags_ok)(info, va, pages, flags) && pfn + pages <= info->frame_limit;
  predicate SPEC(run_bad_flags){L}(struct pagemap_info *info, integer va, integer pages, integer flags, integer status) =
    status == SELFMAP_BAD_FLAGS <==> SPEC(run_ok)(info->self_map_slot, va, pages) && !SPEC(leaf_flags_ok)(flags, info->pat);
  predicate SPEC(run_bad_frame){L}(struct pagemap_info *info, integer va, integer pfn, integer pages, integer flags, integer status) =
    status == SELFMAP_BAD_FRAME <==> SPEC(run_flags_ok)(info, va, pages, flags) && pfn + pages > info->frame_limit;

  // Why a range stopped at a page, which is as it was: map_page, or the two others, would answer the same.
  predicate SPEC(map_stop){L}(P1, integer status) =
    (status == SELFMAP_LARGE_IN_WAY || status == SELFMAP_ALREADY_MAPPED || status == SELFMAP_NO_FRAMES) &&
    (status == SELFMAP_LARGE_IN_WAY <==> SPEC(large_there)(V1)) &&
    (status == SELFMAP_ALREADY_MAPPED <==> SPEC(w1)(V1) != 0) &&
    (status == SELFMAP_NO_FRAMES <==> SPEC(word_at)(V1) == 0 && frames_available < SPEC(missing)(V1));
  predicate SPEC(absent_stop){L}(P1, integer status) = SPEC(w1)(V1) == 0 &&
    (status == SELFMAP_LARGE_IN_WAY <==> SPEC(large_there)(V1)) &&
    (status == SELFMAP_NOT_MAPPED <==> SPEC(word_at)(V1) == 0);

  // And their effects, by address: n pages from va on.
  predicate SPEC(run_mapped){L}(struct pagemap_info *info, integer va, integer pfn, integer n, integer flags) =
    SPEC(run_reads)(info->self_map_slot, SPEC(number_of)(va), n, SPEC(leaf_word)(pfn, flags, info->no_execute));
  // No table on the way of these pages is empty, but those that the mode keeps.
  predicate SPEC(run_reclaimed){L}(integer slot, integer va, integer n) = \forall integer J1;
    SPEC(indices)(J1) && SPEC(outside)(slot, J2) && SPEC(in_run)(SPEC(number_of)(va), n, J1) ==> SPEC(path_reclaimed)(J1);
  // The same of their last tables alone.
  predicate SPEC(run_lowest){L}(integer slot, integer first, integer n) = \forall integer J1;
    SPEC(indices)(J1) && SPEC(outside)(slot, J2) && SPEC(in_run)(first, n, J1) ==>
    (SPEC(t1)(J2) >= 0 && !KEPT(SPEC(t1)(J2)) ==> !SPEC(empty_words)(SPEC(t1)(J2)));
  predicate SPEC(run_tables_reclaimed){L}(struct pagemap_info *info, integer va, integer n) =
    SPEC(run_reclaimed)(info->self_map_slot, va, n);
  // What the hardware's walk of these pages finds for a write by the kernel: frames in a row, or a fault on each.
  predicate SPEC(run_leads){L}(struct pagemap_info *info, integer va, integer pfn, integer n) = \forall integer J1;
    SPEC(indices)(J1) && SPEC(outside)(info->self_map_slot, J2) && SPEC(in_run)(SPEC(number_of)(va), n, J1) ==>
    SPEC(land)(J1, info->frame_limit, info->no_execute) == pfn + (SPEC(number)(J1) - SPEC(number_of)(va));
  predicate SPEC(run_faults){L}(struct pagemap_info *info, integer va, integer n) = \forall integer J1;
    SPEC(indices)(J1) && SPEC(outside)(info->self_map_slot, J2) && SPEC(in_run)(SPEC(number_of)(va), n, J1) ==>
    SPEC(land)(J1, info->frame_limit, info->no_execute) < 0;
  predicate SPEC(run_was_absent){L}(struct pagemap_info *info, integer va, integer n) =
    SPEC(run_absent)(info->self_map_slot, SPEC(number_of)(va), n);
  predicate SPEC(run_unmapped){L}(struct pagemap_info *info, integer va, integer n) =
    SPEC(run_absent)(info->self_map_slot, SPEC(number_of)(va), n);
  predicate SPEC(run_was_present){L}(struct pagemap_info *info, integer va, integer n) =
    SPEC(run_present)(info->self_map_slot, SPEC(number_of)(va), n);
  predicate SPEC(run_has_rights){K, L}(struct pagemap_info *info, integer va, integer n, integer flags) =
    SPEC(run_rights){K, L}(\at(info->self_map_slot, K), SPEC(number_of)(va), n, flags, \at(info->no_execute, L));
  predicate SPEC(run_others_kept){K, L}(struct pagemap_info *info, integer va, integer n) =
    SPEC(run_others){K, L}(\at(info->self_map_slot, K), SPEC(number_of)(va), n);
  predicate SPEC(map_stops){L}(struct pagemap_info *info, integer va, integer pfn, integer pages, integer flags, integer done, integer status) =
    status != SELFMAP_OK && SPEC(map_run_ok)(info, va, pfn, pages, flags) ==> SPEC(map_stop)(INDICES(va + done * 0x1000), status);
  predicate SPEC(unmap_stops){L}(struct pagemap_info *info, integer va, integer pages, integer done, integer status) =
    status != SELFMAP_OK && SPEC(run_ok)(info->self_map_slot, va, pages) ==> SPEC(absent_stop)(INDICES(va + done * 0x1000), status);
  predicate SPEC(protect_stops){L}(struct pagemap_info *info, integer va, integer pages, integer flags, integer done, integer status) =
    status != SELFMAP_OK && SPEC(run_flags_ok)(info, va, pages, flags) ==> SPEC(absent_stop)(INDICES(va + done * 0x1000), status);
  // How far: all pages exactly when the status says so; none when the arguments are refused.
  predicate SPEC(map_all){L}(struct pagemap_info *info, integer va, integer pfn, integer pages, integer flags, integer done, integer status) =
    (status == SELFMAP_OK <==> done == pages && SPEC(map_run_ok)(info, va, pfn, pages, flags)) && done <= pages &&
    (done > 0 ==> SPEC(map_run_ok)(info, va, pfn, pages, flags));
  predicate SPEC(unmap_all){L}(struct pagemap_info *info, integer va, integer pages, integer done, integer status) =
    (status == SELFMAP_OK <==> done == pages && SPEC(run_ok)(info->self_map_slot, va, pages)) && done <= pages &&
    (done > 0 ==> SPEC(run_ok)(info->self_map_slot, va, pages));
  predicate SPEC(protect_all){L}(struct pagemap_info *info, integer va, integer pages, integer flags, integer done, integer status) =
    (status == SELFMAP_OK <==> done == pages && SPEC(run_flags_ok)(info, va, pages, flags)) && done <= pages &&
    (done > 0 ==> SPEC(run_flags_ok)(info, va, pages, flags));
*/

/*
 * run_template.h - a run of pages by address, in one mode: what the mapper says of it by indices, page by page (T3). A template: included
 * right behind each mode's tree logic.
 */

/*@
  // The page k pages behind va: served by the mapper, and mapped as a page of 4 KiB; so for n pages in a row.
  predicate SPEC(served)(integer slot, integer va) = SPEC(canonical)(va) && !SPEC(in_window)(slot, 1, va);
  predicate SPEC(shown){L}(integer slot, integer va, integer k) =
    SPEC(served)(slot, va + k * 0x1000) && SPEC(w1)(INDICES(va + k * 0x1000)) != 0;
  predicate SPEC(not_there){L}(integer va, integer k) = SPEC(w1)(INDICES(va + k * 0x1000)) == 0;
  // Frames in a row: page k of n shows frame pfn + k.
  predicate SPEC(row_at){L}(integer va, integer pfn, integer k) = SPEC(raw_pfn)(1, SPEC(w1)(INDICES(va + k * 0x1000))) == pfn + k;
  predicate SPEC(in_row){L}(integer va, integer pfn, integer n) = \forall integer k; 0 <= k < n ==> SPEC(row_at)(va, pfn, k);
  predicate SPEC(row_starts){L}(integer va, integer n) = \forall integer pfn; SPEC(in_row)(va, pfn, n) ==> SPEC(row_at)(va, pfn, 0);
  predicate SPEC(only_row){L}(integer va, integer pfn, integer n) = \forall integer f; SPEC(in_row)(va, f, n) ==> f == pfn;
  // The frames that n pages showed and that were handed out are free.
  predicate SPEC(shows_frame){L}(integer va, integer k, integer f) = SPEC(raw_pfn)(1, SPEC(w1)(INDICES(va + k * 0x1000))) == f;
  predicate SPEC(one_freed){K, L}(integer va, integer k) = \forall integer f; SPEC(shows_frame){K}(va, k, f) && ram_held{K}(f) ==> ram_free{L}(f);
  predicate SPEC(all_freed){K, L}(integer va, integer n) = \forall integer k; 0 <= k < n ==> SPEC(one_freed){K, L}(va, k);
  // And of all others, those that were held are held.
  predicate SPEC(one_shows){L}(integer va, integer n, integer f) = \exists integer k; 0 <= k < n && SPEC(shows_frame)(va, k, f);
  predicate SPEC(only_freed){K, L}(integer va, integer n) = \forall integer f; ram_free{L}(f) && !ram_free{K}(f) ==> SPEC(one_shows){K}(va, n, f);
  // A page that could be mapped and is not; and so the guard pages beside n pages, where there are any.
  predicate SPEC(nothing_at){L}(integer slot, integer va) = SPEC(served)(slot, va) && SPEC(word_at)(INDICES(va)) == 0;
  predicate SPEC(guarded){L}(integer slot, integer va, integer n, integer guards) =
    (guards % 2 == 1 ==> SPEC(nothing_at)(slot, va - 0x1000)) && (guards / 2 == 1 ==> SPEC(nothing_at)(slot, va + n * 0x1000));
  predicate SPEC(kept_at){K, L}(integer va, integer k) = SPEC(same_page){K, L}(INDICES(va + k * 0x1000));
  predicate SPEC(all_shown){L}(integer slot, integer va, integer n) = \forall integer k; 0 <= k < n ==> SPEC(shown)(slot, va, k);
  predicate SPEC(checked){L}(integer slot, integer va, integer k, integer status) =
    status == SELFMAP_OK <==> SPEC(shown)(slot, va, k);
  predicate SPEC(checks){L}(integer slot, integer va, integer n, integer status) =
    status == SELFMAP_OK <==> SPEC(all_shown)(slot, va, n);

  // Pages that read nothing before and afterwards.
  predicate SPEC(run_nothing){K, L}(struct pagemap_info *info, integer va, integer n) = \forall integer J1;
    SPEC(indices)(J1) && SPEC(outside)(\at(info->self_map_slot, K), J2) && SPEC(in_run)(SPEC(number_of)(va), n, J1) ==> SPEC(same_page){K, L}(J1);

  // The pages of the reservation that is known by an address's page: they read nothing, and every other page what it read.
  predicate SPEC(region_unmapped){K, L}(struct pagemap_info *info, integer va) = \forall integer d; region_known{K}(d, va / 0x1000) ==>
    SPEC(run_unmapped){L}(info, va / 0x1000 * 0x1000, region_room{K}(d));
  predicate SPEC(region_others_kept){K, L}(struct pagemap_info *info, integer va) = \forall integer d; region_known{K}(d, va / 0x1000) ==>
    SPEC(run_others_kept){K, L}(info, va / 0x1000 * 0x1000, region_room{K}(d));

  // They show frames in a row from f on.
  predicate SPEC(region_row){L}(integer va, integer f) = \forall integer d; region_known(d, va / 0x1000) ==>
    SPEC(in_row)(va / 0x1000 * 0x1000, f, region_room(d));
  // And the frames that they show in a row, which were handed out, are free, and of all others the same as before.
  predicate SPEC(region_freed){K, L}(integer va) = \forall integer d, f; region_known{K}(d, va / 0x1000) &&
    SPEC(in_row){K}(va / 0x1000 * 0x1000, f, region_room{K}(d)) ==> run_held{K}(f, region_room{K}(d)) && run_free{L}(f, region_room{K}(d)) &&
    same_free_but{K, L}(f, f + region_room{K}(d));

  // Where the walk of an address goes: outside the window, by its number.
  predicate SPEC(tuple_outside)(integer slot, P1) = SPEC(outside)(slot, V2);
  predicate SPEC(placed)(integer slot, integer va, integer number) = SPEC(indices)(INDICES(va)) &&
    SPEC(tuple_outside)(slot, INDICES(va)) && SPEC(number)(INDICES(va)) == number;
  // A page outside the window that is none of n pages from va on.
  predicate SPEC(apart)(integer slot, integer va, integer n, integer other) = SPEC(indices)(INDICES(other)) &&
    SPEC(tuple_outside)(slot, INDICES(other)) && !SPEC(in_run)(SPEC(number_of)(va), n, INDICES(other));
  predicate SPEC(in_place)(integer slot, integer va, integer k) =
    SPEC(served)(slot, va + k * 0x1000) && SPEC(placed)(slot, va + k * 0x1000, SPEC(number_of)(va) + k);
*/

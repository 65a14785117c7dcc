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

  // Where the walk of an address goes: outside the window, by its number.
  predicate SPEC(tuple_outside)(integer slot, P1) = SPEC(outside)(slot, V2);
  predicate SPEC(placed)(integer slot, integer va, integer number) = SPEC(indices)(INDICES(va)) &&
    SPEC(tuple_outside)(slot, INDICES(va)) && SPEC(number)(INDICES(va)) == number;
  predicate SPEC(in_place)(integer slot, integer va, integer k) =
    SPEC(served)(slot, va + k * 0x1000) && SPEC(placed)(slot, va + k * 0x1000, SPEC(number_of)(va) + k);
*/

/* The number of an address's page is that of its indices; the window is where the walk takes the slot at the top. */
/*@ ghost
  /@ requires slot: SPEC(legal_slot)(slot) && SPEC(served)(slot, va);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures placed: SPEC(placed)(slot, va, SPEC(number_of)(va));
  @/
  void SPEC(io_placed_lemma)(uint64_t slot, uint64_t va)
  {
    /@ assert rung1: va / 0x1000 == va / (0x1000 * ENTRIES) * ENTRIES + SPEC(index1)(va); @/
    WITH3(/@ assert rung2: va / (0x1000 * ENTRIES) == va / (0x1000 * ENTRIES * ENTRIES) * ENTRIES + SPEC(index2)(va); @/)
    WITH4(/@ assert rung3: va / 0x40000000 == va / 0x8000000000 * 512 + SPEC(index3)(va); @/)
    WITH5(/@ assert rung4: va / 0x8000000000 == va / 0x1000000000000 * 512 + SPEC(index4)(va); @/)
    /@ assert number: SPEC(number)(INDICES(va)) == SPEC(number_of)(va); @/
    /@ assert outside: SPEC(tuple_outside)(slot, INDICES(va)); @/
  }
*/

/* A page further on in a range that may be served. */
/*@ ghost
  /@ requires slot: SPEC(legal_slot)(slot);
     requires run: SPEC(run_ok)(slot, va, pages) && k < pages;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures fits: va + k * 0x1000 < 0x10000000000000000;
     ensures place: SPEC(in_place)(slot, va, k);
  @/
  void SPEC(io_further_lemma)(uint64_t slot, uint64_t va, uint64_t pages, uint64_t k)
  {
    /@ assert page: va == va / 0x1000 * 0x1000; @/
    /@ assert end: va % SPACE + pages * 0x1000 <= (va < HALF_SPACE ? HALF_SPACE : SPACE); @/
    /@ assert further: (va + k * 0x1000) % SPACE == va % SPACE + k * 0x1000; @/
    /@ assert number: SPEC(number_of)(va + k * 0x1000) == SPEC(number_of)(va) + k; @/
    /@ assert served: SPEC(served)(slot, va + k * 0x1000); @/
    SPEC(io_placed_lemma)(slot, (uint64_t)(va + k * 0x1000));
  }
*/

/* What was mapped as words in a row is mapped, page by page. */
/*@ ghost
  /@ requires \valid_read(info);
     requires bound: SPEC(info)(info);
     requires run: n > 0 ==> SPEC(run_ok)(info->self_map_slot, va, n);
     requires mapped: SPEC(run_mapped)(info, va, pfn, n, flags);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures shown: SPEC(all_shown)(info->self_map_slot, va, n);
  @/
  void SPEC(io_mapped_lemma)(const struct pagemap_info *info, uint64_t va, uint64_t pfn, uint64_t n, uint32_t flags)
  {
    uint64_t k = 0;
    /@ assert word: SPEC(leaf_word)(pfn, flags, info->no_execute) > 0; @/
    /@ loop invariant range: 0 <= k <= n;
       loop invariant shown: SPEC(all_shown)(info->self_map_slot, va, k);
       loop assigns k;
       loop variant n - k; @/
    while (k < n) {
      SPEC(io_further_lemma)(info->self_map_slot, va, n, k);
      /@ assert one: SPEC(shown)(info->self_map_slot, va, k); @/
      k++;
    }
  }
*/

/* Pages in a row that are all served are a range that may be served. */
/*@ ghost
  /@ requires slot: SPEC(legal_slot)(slot);
     requires page: va % 0x1000 == 0 && 0 < pages && va + pages * 0x1000 <= 0x10000000000000000;
     requires shown: SPEC(all_shown)(slot, va, pages);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures run: SPEC(run_ok)(slot, va, pages);
  @/
  void SPEC(io_run_lemma)(uint64_t slot, uint64_t va, uint64_t pages)
  {
    /@ assert first: SPEC(shown)(slot, va, 0); @/
    /@ assert canonical: SPEC(canonical)(va); @/
    /@ assert end: SPEC(pages_after)(va) < pages ==> SPEC(shown)(slot, va, SPEC(pages_after)(va)); @/
    /@ assert half: pages <= SPEC(pages_after)(va); @/
    /@ assert base: SPEC(window_base)(slot, 1) % 0x1000 == 0; @/
    /@ assert window: SPEC(run_meets_window)(slot, va, pages) && va < SPEC(window_base)(slot, 1) ==>
         SPEC(shown)(slot, va, (SPEC(window_base)(slot, 1) - va) / 0x1000); @/
    /@ assert apart: !SPEC(run_meets_window)(slot, va, pages); @/
  }
*/

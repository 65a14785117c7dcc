/*
 * run_lemmas_template.h - proof steps of runs.c in one mode, which nothing compiles: pages in a row by address, and by number. A template:
 * included behind run_template.h by run_modes_lemmas.h.
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

/* The page right before a range, or right behind it. */
/*@ ghost
  /@ requires slot: SPEC(legal_slot)(slot);
     requires run: SPEC(run_ok)(slot, va, pages) && SPEC(served)(slot, other);
     requires beside: other == va - 0x1000 || other == va + pages * 0x1000;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures apart: SPEC(apart)(slot, va, pages, other);
  @/
  void SPEC(io_beside_lemma)(uint64_t slot, uint64_t va, uint64_t pages, uint64_t other)
  {
    SPEC(io_placed_lemma)(slot, other);
    /@ assert ends: va % SPACE + pages * 0x1000 <= (va < HALF_SPACE ? HALF_SPACE : SPACE) && pages * 0x1000 <= HALF_SPACE; @/
    /@ assert before: other == va - 0x1000 && va % SPACE >= 0x1000 ==> other % SPACE == va % SPACE - 0x1000; @/
    /@ assert turned: other == va - 0x1000 && va % SPACE < 0x1000 ==> other % SPACE == SPACE - 0x1000; @/
    /@ assert behind: other == va + pages * 0x1000 ==> other % SPACE == va % SPACE + pages * 0x1000 ||
         (va % SPACE + pages * 0x1000 == SPACE && other % SPACE == 0); @/
    /@ assert outside: !(SPEC(number_of)(va) <= SPEC(number_of)(other) < SPEC(number_of)(va) + pages); @/
  }
*/

/*
 * number_template.h - pages in a row, by number: that a run of pages is a run of entries of one table, and the one step
 * along it that costs a load and nothing else. Relies on access_template.h and page_template.h.
 */

/* What a call did to the pages from its address on that one table serves: how many it did, and why not one more. */
struct part {
    uint32_t pages;
    enum selfmap_status status;
};

/* The number of an address's page is that of its indices. */
/*@ ghost
  /@ requires tuple: SPEC(canonical)(va) && SPEC(indices)(V1) && OF_VA;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures number: SPEC(number)(V1) == SPEC(number_of)(va);
  @/
  void MODE(number_lemma)(uint64_t va, TUPLE1)
  {
    /@ assert rung1: va / 0x1000 == va / SIZE2 * ENTRIES + i1; @/
    IF3(/@ assert rung2: va / SIZE2 == va / SIZE3 * ENTRIES + i2; @/)
    IF4(/@ assert rung3: va / SIZE3 == va / SIZE4 * ENTRIES + i3; @/)
    IF5(/@ assert rung4: va / SIZE4 == va / SIZE5 * ENTRIES + i4; @/)
  }
*/

/* Pages whose numbers follow each other within a table differ in their last index alone. */
/*@ ghost
  /@ requires tuple: SPEC(indices)(V1) && i1 + n <= ENTRIES;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures run: \forall integer J1; SPEC(indices)(J1) ==>
       (SPEC(in_run)(SPEC(number)(V1), n, J1) <==> SAME2 && i1 <= j1 < i1 + n);
  @/
  void MODE(run_lemma)(uint32_t n, TUPLE1)
  {
    WITH5(/@ assert digit5: \forall integer J1; SPEC(indices)(J1) && SPEC(in_run)(SPEC(number)(V1), n, J1) ==> j5 == i5; @/)
    WITH4(/@ assert digit4: \forall integer J1; SPEC(indices)(J1) && SPEC(in_run)(SPEC(number)(V1), n, J1) ==> j4 == i4; @/)
    WITH3(/@ assert digit3: \forall integer J1; SPEC(indices)(J1) && SPEC(in_run)(SPEC(number)(V1), n, J1) ==> j3 == i3; @/)
    /@ assert digit2: \forall integer J1; SPEC(indices)(J1) && SPEC(in_run)(SPEC(number)(V1), n, J1) ==> j2 == i2; @/
  }
*/

/* A page further on in the same table: its indices, and where the self-map shows its entry. */
/*@ ghost
  /@ requires slot: SPEC(legal_slot)(slot) && SPEC(canonical)(va) && va % 0x1000 == 0;
     requires tuple: SPEC(indices)(V1) && OF_VA && i1 + k < ENTRIES;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures canonical: SPEC(canonical)(va + k * 0x1000) && (va + k * 0x1000) % 0x1000 == 0;
     ensures indices: NEXT_OF_VA;
     ensures entry: SPEC(entry_address)(slot, 1, va + k * 0x1000) == SPEC(entry_address)(slot, 1, va) + k * ENTRY_SIZE;
     ensures fits: SPEC(entry_address)(slot, 1, va) + k * ENTRY_SIZE < 0x10000000000000000;
  @/
  void MODE(next_lemma)(uint64_t slot, uint64_t va, uint32_t k, TUPLE1)
  {
    /@ assert rung1: va / 0x1000 == va / SIZE2 * ENTRIES + i1; @/
    /@ assert page: va == va / 0x1000 * 0x1000; @/
    /@ assert next1: (va + k * 0x1000) / 0x1000 == va / SIZE2 * ENTRIES + i1 + k; @/
    /@ assert next2: (va + k * 0x1000) / SIZE2 == va / SIZE2; @/
    IF3(/@ assert next3: (va + k * 0x1000) / SIZE3 == va / SIZE3; @/)
    IF4(/@ assert next4: (va + k * 0x1000) / SIZE4 == va / SIZE4; @/)
    IF5(/@ assert next5: (va + k * 0x1000) / SIZE5 == va / SIZE5; @/)
  }
*/

/* The entry of level 1 at this address, whose page the caller knows: the table is there. */
/*@ requires \valid_read(info) && APART(info);
    requires bound: SPEC(info)(info);
    requires tree: SPEC(tree)(info->self_map_slot) && SPEC(decoded)(info->frame_limit);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires shown: entry == SPEC(entry_address)(info->self_map_slot, 1, va);
    requires reached: T1 >= 0;
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures aim: aim_entry == entry && aim_frame == T1 && aim_place == i1 && aim_page == va / 0x1000;
    ensures word: SPEC(same_but_ad)(\result, MEMORY.word[T1][i1]);
*/
static WORD MODE(peek)(uint64_t entry) /*@ ghost (const struct pagemap_info *info, uint64_t va, TUPLE1) */
{
    /*@ ghost
      MODE(where_lemma)(info->self_map_slot, 1, va, entry, V1);
      MODE(aim_at)(info->self_map_slot, 1, entry, info->frame_limit, info->no_execute, V1);
      MODE(page_lemma)(info->self_map_slot, va, V1);
    */
    return MODE(machine_load)(entry);
}

/* The tables that show level 1 of a page are its own: no other page outside the window reads there. */
/*@ ghost
  /@ requires tree: SPEC(tree)(slot);
     requires tuple: SPEC(indices)(V1) && SPEC(outside)(slot, V2) && T1 >= 0;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures own: \forall integer J2; SPEC(indices)(J2, 0) && SPEC(outside)(slot, J2) && SPEC(t1)(J2) == T1 ==> SAME2;
     ensures table: 0 <= T1 < MACHINE_FRAMES && table_level[T1] == 1;
  @/
  void MODE(own_lemma)(uint64_t slot, TUPLE1)
  {
    MODE(place_lemma)(slot);
  }
*/

/* A page further on in a range that may be served. */
/*@ ghost
  /@ requires \valid_read(info);
     requires bound: SPEC(info)(info);
     requires run: SPEC(run_ok)(info->self_map_slot, va, pages) && n < pages;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures fits: va + n * 0x1000 < 0x10000000000000000;
     ensures page: SPEC(page_ok)(info->self_map_slot, va + n * 0x1000);
     ensures number: SPEC(number_of)(va + n * 0x1000) == SPEC(number_of)(va) + n;
  @/
  void MODE(further_lemma)(const struct pagemap_info *info, uint64_t va, uint64_t pages, uint64_t n)
  {
    /@ assert page: va == va / 0x1000 * 0x1000; @/
    /@ assert end: va % SPAN + pages * 0x1000 <= (va < HALF ? HALF : SPAN); @/
    /@ assert further: (va + n * 0x1000) % SPAN == va % SPAN + n * 0x1000; @/
  }
*/

/* Tells the caller how far a range got. */
/*@ requires told: \valid(done) && APART(done) && \valid_read(info) && APART(info) && \separated(done, info);
    requires ready: SPEC(ready)(info);
    terminates \true;
    exits \false;
    assigns *done;
    ensures told: *done == pages;
    ensures ready: SPEC(ready)(info);
*/
static void MODE(tell_done)(uint64_t *done, uint64_t pages) /*@ ghost (const struct pagemap_info *info) */
{
    *done = pages;
    /*@ assert fields: *info == \at(*info, Pre); */
    /*@ assert kept: SPEC(info)(info); */
    /*@ assert tree: SPEC(tree)(info->self_map_slot); */
    /*@ assert decoded: SPEC(decoded)(info->frame_limit); */
    /*@ assert clean: SPEC(clean)(info->leaf_levels); */
    /*@ assert counted: SPEC(counted); */
}

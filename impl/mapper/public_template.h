/*
 * public_template.h - the four public functions of one mode (T3): arguments are checked, then the page is changed.
 * Relies on every other template.
 */

/* Of every page outside the window. */
#define WALKS(...) (\forall integer V1; SPEC(indices)(V1) && SPEC(outside)(info->self_map_slot, V2) ==> (__VA_ARGS__))

/* The words that contracts speak of are those that the hardware's walk reads (for a write by the kernel). */
/*@ ghost
  /@ requires \valid_read(info) && APART(info);
     requires ready: SPEC(ready)(info);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures none: \forall integer V1; SPEC(indices)(V1) && SPEC(outside)(info->self_map_slot, V2) && SPEC(word_at)(V1) == 0 ==>
       SPEC(land)(V1, info->frame_limit, info->no_execute) < 0;
     ensures page: \forall integer V1; SPEC(indices)(V1) && SPEC(outside)(info->self_map_slot, V2) && SPEC(w1)(V1) != 0 ==>
       SPEC(land)(V1, info->frame_limit, info->no_execute) ==
       (SPEC(w1)(V1) / 2 % 2 == 0 ? -1 : SPEC(leaf)(SPEC(w1)(V1), info->frame_limit, info->no_execute));
  @/
  void MODE(walk_lemma)(const struct pagemap_info *info)
  {
    MODE(place_lemma)(info->self_map_slot);
    MODE(found_lemma)(info->frame_limit, info->no_execute);
    IF5(/@ assert down5: WALKS(T4 >= 0 ==> HW_DOWN(T5, i5, info->frame_limit, info->no_execute) == T4); @/
    /@ assert none5: WALKS(T4 < 0 ==> MEMORY.word[T5][i5] == 0); @/)
    IF4(/@ assert down4: WALKS(T3 >= 0 ==> T4 >= 0 && HW_DOWN(T4, i4, info->frame_limit, info->no_execute) == T3); @/
    /@ assert none4: WALKS(T4 >= 0 && T3 < 0 ==> MEMORY.word[T4][i4] == 0); @/
    /@ assert down3: WALKS(T2 >= 0 ==> T3 >= 0 && HW_DOWN(T3, i3, info->frame_limit, info->no_execute) == T2); @/)
    /@ assert down2: WALKS(T1 >= 0 ==> T2 >= 0 && HW_DOWN(T2, i2, info->frame_limit, info->no_execute) == T1); @/
    IF4(/@ assert end4: WALKS(SPEC(word_at)(V1) == 0 && T3 < 0 && T4 >= 0 ==> HW_DOWN(T4, i4, info->frame_limit, info->no_execute) == -1); @/
    /@ assert end3: WALKS(SPEC(word_at)(V1) == 0 && T2 < 0 && T3 >= 0 ==> HW_DOWN(T3, i3, info->frame_limit, info->no_execute) == -1); @/)
    /@ assert end2: WALKS(SPEC(word_at)(V1) == 0 && T1 < 0 && T2 >= 0 ==> HW_DOWN(T2, i2, info->frame_limit, info->no_execute) == -1); @/
    /@ assert end1: WALKS(SPEC(word_at)(V1) == 0 && T1 >= 0 ==> HW_LEAF(T1, i1, info->frame_limit, info->no_execute) == -1); @/
  }
*/

/* The hardware takes apart what leaf_word put together. */
/*@ ghost
  /@ requires flags: flags < 0x40 && pfn < limit && limit <= FRAME_LIMIT;
     requires word: word == SPEC(leaf_word)(pfn, flags, nx);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures write: word / 2 % 2 == flags % 2;
     ensures frame: SPEC(raw_pfn)(1, word) == pfn;
     ensures leaf: SPEC(leaf)(word, limit, nx) == pfn;
  @/
  void MODE(leaf_lemma)(uint64_t pfn, uint32_t flags, uint64_t limit, uint32_t nx, WORD word)
  {
    WORD low = word % 0x1000;
    WORD high = (WORD)(word / 0x1000);
    /@ assert parts: word == (NX_PART(flags, nx)) + pfn * 0x1000 + (SPEC(leaf_word)(0, flags, 0)) - (NX_PART(flags, 0)); @/
    /@ assert small: 1 <= SPEC(leaf_word)(0, flags, 0) < 0x1000; @/
    /@ assert high: high == pfn + (NX_PART(flags, nx)) / 0x1000; @/
    /@ assert low: low == SPEC(leaf_word)(0, flags, 0); @/
    /@ assert half: word / 2 == low / 2 + high * 0x800; @/
    /@ assert write: low / 2 % 2 == flags % 2; @/
    /@ assert top: word / 0x8000000000000000 == (NX_PART(flags, nx)) / 0x8000000000000000 && word / 0x10000000000000 % 0x800 == 0; @/
  }
*/

/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: SPEC(ready)(&mapper->info);
    terminates \true;
    exits \false;
    assigns GROWN;
    ensures T3_status: SPEC(map_status){Pre}(&mapper->info, va, pfn, flags, \result);
    ensures T3_mapped: \result == SELFMAP_OK ==> SPEC(is_mapped)(&mapper->info, va, pfn, flags);
    ensures T3_walk: \result == SELFMAP_OK && flags % 2 == 1 ==> SPEC(leads_to)(&mapper->info, va, pfn);
    ensures T3_others: \result == SELFMAP_OK ==> SPEC(others_kept){Pre, Post}(&mapper->info, va);
    ensures T3_unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: SPEC(ready)(&mapper->info);
*/
enum selfmap_status MODE(map_page)(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint32_t flags)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_page)(info, va);
    WORD word;

    if (status != SELFMAP_OK)
        return status;
    status = MODE(check_leaf)(info, pfn, flags);
    if (status != SELFMAP_OK)
        return status;
    /*@ ghost GHOST_TUPLE
      MODE(outside_lemma)(info->self_map_slot, va, V1);
    */
    word = MODE(leaf_word)(pfn, flags, info->no_execute);
    /*@ ghost MODE(rest_lemma)(info); */
    status = MODE(map_at)(info, va, word) /*@ ghost (V1) */;
    /*@ ghost MODE(rest_lemma)(info); */
    /*@ assert rest: rest_kept{Pre, Here}; */
    /*@ ghost MODE(walk_lemma)(info); MODE(leaf_lemma)(pfn, flags, info->frame_limit, info->no_execute, word); */
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper) && \valid(pfn) && APART(pfn) && \separated(pfn, mapper);
    requires ready: SPEC(ready)(&mapper->info);
    terminates \true;
    exits \false;
    assigns SHRUNK, *pfn;
    ensures T3_status: SPEC(unmap_status){Pre}(&mapper->info, va, \result);
    ensures T3_gone: \result == SELFMAP_OK ==> SPEC(is_unmapped)(va);
    ensures T3_walk: \result == SELFMAP_OK ==> SPEC(faults)(&mapper->info, va);
    ensures T3_frame: \result == SELFMAP_OK ==> SPEC(was_at){Pre}(va, *pfn);
    ensures T3_others: \result == SELFMAP_OK ==> SPEC(others_kept){Pre, Post}(&mapper->info, va);
    ensures T3_reclaimed: \result == SELFMAP_OK ==> SPEC(tables_reclaimed)(va);
    ensures T3_unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post} && *pfn == \old(*pfn);
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: SPEC(ready)(&mapper->info);
*/
enum selfmap_status MODE(unmap_page)(const struct mapper *mapper, uint64_t va, uint64_t *pfn)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_page)(info, va);

    if (status != SELFMAP_OK)
        return status;
    /*@ ghost GHOST_TUPLE
      MODE(outside_lemma)(info->self_map_slot, va, V1);
    */
    /*@ ghost MODE(rest_lemma)(info); */
    status = MODE(unmap_at)(info, va, pfn) /*@ ghost (V1) */;
    /*@ ghost MODE(rest_lemma)(info); */
    /*@ assert rest: rest_kept{Pre, Here}; */
    /*@ ghost MODE(walk_lemma)(info); */
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: SPEC(ready)(&mapper->info);
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED;
    ensures T3_status: SPEC(protect_status){Pre}(&mapper->info, va, flags, \result);
    ensures T3_rights: \result == SELFMAP_OK ==> SPEC(keeps_frame){Pre, Post}(&mapper->info, va, flags);
    ensures T3_others: \result == SELFMAP_OK ==> SPEC(others_kept){Pre, Post}(&mapper->info, va);
    ensures T3_unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: SPEC(ready)(&mapper->info);
*/
enum selfmap_status MODE(protect_page)(const struct mapper *mapper, uint64_t va, uint32_t flags)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_page)(info, va);

    if (status != SELFMAP_OK)
        return status;
    status = MODE(check_leaf)(info, 0, flags);
    if (status != SELFMAP_OK)
        return status;
    /*@ ghost GHOST_TUPLE
      MODE(outside_lemma)(info->self_map_slot, va, V1);
    */
    return MODE(protect_at)(info, va, flags) /*@ ghost (V1) */;
}

/*@ requires \valid_read(mapper) && APART(mapper) && \valid(mapping) && APART(mapping) && \separated(mapping, mapper);
    requires ready: SPEC(ready)(&mapper->info);
    terminates \true;
    exits \false;
    assigns AIMED, *mapping;
    ensures T3_status: SPEC(translate_status){Pre}(&mapper->info, va, \result);
    ensures T3_found: \result == SELFMAP_OK ==> SPEC(translates)(mapping, va);
    ensures T3_unchanged: \result != SELFMAP_OK ==> *mapping == \old(*mapping);
    ensures T3_ready: SPEC(ready)(&mapper->info);
*/
enum selfmap_status MODE(translate)(const struct mapper *mapper, uint64_t va, struct mapping *mapping)
{
    const struct pagemap_info *info = &mapper->info;

    if (!(va < HALF IF_WIDE(|| va >= HIGH + HALF)))
        return SELFMAP_NOT_CANONICAL;
    if (va >= info->window_base[0] && va <= info->window_last[0])
        return SELFMAP_IN_WINDOW;
    /*@ ghost GHOST_TUPLE
      MODE(outside_lemma)(info->self_map_slot, va, V1);
    */
    return MODE(translate_at)(info, va, mapping) /*@ ghost (V1) */;
}

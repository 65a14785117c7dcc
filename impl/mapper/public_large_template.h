/*
 * public_large_template.h - the public functions of one mode for large pages (T3): arguments are checked, then the leaf is
 * changed. Relies on large_template.h.
 */

/* The hardware takes apart what large_word put together. */
/*@ ghost
  /@ requires flags: flags < 0x40 && 2 <= level <= LARGEST && SPEC(large_fits)(level, pfn, limit) && limit <= FRAME_LIMIT;
     requires word: word == SPEC(large_word)(pfn, flags, nx);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures write: word / 2 % 2 == flags % 2;
     ensures frame: SPEC(raw_pfn)(level, word) == pfn;
     ensures large: SPEC(large)(word, limit, nx, PAGES(level)) == pfn;
  @/
  void MODE(large_lemma)(uint32_t level, uint64_t pfn, uint32_t flags, uint64_t limit, uint32_t nx, WORD word)
  {
    uint32_t bit = flags / 0x10 == 3 ? 1 : 0;
    WORD low = word % 0x1000;
    WORD high = (WORD)(word / 0x1000);
    /@ assert aligned: pfn % (SIZE2 / 0x1000) == 0; @/
    /@ assert even: pfn % 2 == 0 && pfn + bit < limit; @/
    /@ assert parts: word == (NX_PART(flags, nx)) + (pfn + bit) * 0x1000 + (SPEC(leaf_word)(0, flags, 0)) - (NX_PART(flags, 0)) +
         (bit == 1 ? 0 : 0x80); @/
    /@ assert small: 1 <= SPEC(leaf_word)(0, flags, 0) + (bit == 1 ? 0 : 0x80) < 0x1000; @/
    /@ assert high: high == pfn + bit + (NX_PART(flags, nx)) / 0x1000; @/
    /@ assert low: low == SPEC(leaf_word)(0, flags, 0) + (bit == 1 ? 0 : 0x80); @/
    /@ assert half: word / 2 == low / 2 + high * 0x800; @/
    /@ assert write: low / 2 % 2 == flags % 2; @/
    /@ assert seven: word / 0x80 == low / 0x80 + high * 0x20 && low / 0x80 % 2 == 1; @/
    /@ assert bit: low / 0x80 == low / 0x100 * 2 + 1 && word / 0x80 == (low / 0x100 + high * 0x10) * 2 + 1; @/
    /@ assert large: word / 0x80 % 2 == 1; @/
    /@ assert frame: high % 0x10000000000 == pfn + bit && high % 2 == bit; @/
    /@ assert top: word / 0x8000000000000000 == (NX_PART(flags, nx)) / 0x8000000000000000 && word / 0x10000000000000 % 0x800 == 0; @/
    /@ assert leaf: SPEC(leaf)(word, limit, nx) == pfn + bit; @/
  }
*/

/* A large leaf that the tree has is one that the hardware's walk ends at. */
/*@ ghost
  /@ requires \valid_read(info) && APART(info);
     requires ready: SPEC(ready)(info);
     requires tuple: SPEC(indices)(V1) && SPEC(outside)(info->self_map_slot, V2);
     requires there: 2 <= level <= LARGEST && TABLE(level) >= 0;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures large: SPEC(land_large)(level, V1, info->frame_limit, info->no_execute) ==
       SPEC(hw_large)(TABLE(level), PLACE(level), info->frame_limit, info->no_execute, PAGES(level));
  @/
  void MODE(large_walk_lemma)(const struct pagemap_info *info, uint32_t level, TUPLE1)
  {
    MODE(place_lemma)(info->self_map_slot);
    MODE(found_lemma)(info->frame_limit, info->no_execute);
    IF5(/@ assert down5: T4 >= 0 ==> HW_DOWN(T5, i5, info->frame_limit, info->no_execute) == T4; @/)
    IF4(/@ assert down4: T3 >= 0 ==> T4 >= 0 && HW_DOWN(T4, i4, info->frame_limit, info->no_execute) == T3; @/
    /@ assert down3: T2 >= 0 ==> T3 >= 0 && HW_DOWN(T3, i3, info->frame_limit, info->no_execute) == T2; @/)
  }
*/

/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: SPEC(ready)(&mapper->info);
    terminates \true;
    exits \false;
    assigns GROWN;
    ensures T3_status: SPEC(map_large_status){Pre}(&mapper->info, va, level, pfn, flags, \result);
    ensures T3_mapped: \result == SELFMAP_OK ==> SPEC(is_large)(&mapper->info, va, level, pfn, flags);
    ensures T3_walk: \result == SELFMAP_OK && flags % 2 == 1 ==> SPEC(leads_to_large)(&mapper->info, va, level, pfn);
    ensures T3_others: \result == SELFMAP_OK ==> SPEC(large_others_kept){Pre, Post}(&mapper->info, va, level);
    ensures T3_unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: SPEC(ready)(&mapper->info);
*/
enum selfmap_status MODE(map_large)(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t pfn, uint32_t flags)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_large)(info, va, level);
    WORD word;

    if (status != SELFMAP_OK)
        return status;
    status = MODE(check_large_leaf)(info, level, pfn, flags);
    if (status != SELFMAP_OK)
        return status;
    /*@ ghost GHOST_TUPLE
      MODE(outside_lemma)(info->self_map_slot, va, V1);
    */
    word = MODE(large_word)(pfn, flags, info->no_execute);
    /*@ ghost MODE(rest_lemma)(info); */
    status = MODE(map_large_at)(info, va, level, word) /*@ ghost (V1) */;
    /*@ ghost MODE(rest_lemma)(info); */
    /*@ assert rest: rest_kept{Pre, Here}; */
    /*@ ghost if (status == SELFMAP_OK) {
      MODE(large_walk_lemma)(info, level, V1);
      MODE(large_lemma)(level, pfn, flags, info->frame_limit, info->no_execute, word);
    } */
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper) && \valid(pfn) && APART(pfn) && \separated(pfn, mapper);
    requires ready: SPEC(ready)(&mapper->info);
    terminates \true;
    exits \false;
    assigns SHRUNK, *pfn;
    ensures T3_status: SPEC(unmap_large_status){Pre}(&mapper->info, va, level, \result);
    ensures T3_gone: \result == SELFMAP_OK ==> SPEC(no_large)(va, level);
    ensures T3_walk: \result == SELFMAP_OK ==> SPEC(faults)(&mapper->info, va);
    ensures T3_frame: \result == SELFMAP_OK ==> SPEC(large_was_at){Pre}(va, level, *pfn);
    ensures T3_others: \result == SELFMAP_OK ==> SPEC(large_others_kept){Pre, Post}(&mapper->info, va, level);
    ensures T3_reclaimed: \result == SELFMAP_OK ==> SPEC(tables_reclaimed)(va);
    ensures T3_unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post} && *pfn == \old(*pfn);
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: SPEC(ready)(&mapper->info);
*/
enum selfmap_status MODE(unmap_large)(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t *pfn)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_large)(info, va, level);

    if (status != SELFMAP_OK)
        return status;
    /*@ ghost GHOST_TUPLE
      MODE(outside_lemma)(info->self_map_slot, va, V1);
    */
    /*@ ghost MODE(rest_lemma)(info); */
    status = MODE(unmap_large_at)(info, va, level, pfn) /*@ ghost (V1) */;
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
    ensures T3_status: SPEC(protect_large_status){Pre}(&mapper->info, va, level, flags, \result);
    ensures T3_rights: \result == SELFMAP_OK ==> SPEC(large_keeps_frame){Pre, Post}(&mapper->info, va, level, flags);
    ensures T3_others: \result == SELFMAP_OK ==> SPEC(large_others_kept){Pre, Post}(&mapper->info, va, level);
    ensures T3_unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: SPEC(ready)(&mapper->info);
*/
enum selfmap_status MODE(protect_large)(const struct mapper *mapper, uint64_t va, uint32_t level, uint32_t flags)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_large)(info, va, level);

    if (status != SELFMAP_OK)
        return status;
    status = MODE(check_leaf)(info, 0, flags);
    if (status != SELFMAP_OK)
        return status;
    /*@ ghost GHOST_TUPLE
      MODE(outside_lemma)(info->self_map_slot, va, V1);
    */
    return MODE(protect_large_at)(info, va, level, flags) /*@ ghost (V1) */;
}

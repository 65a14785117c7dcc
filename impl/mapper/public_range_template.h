/*
 * public_range_template.h - the three public functions of one mode that serve ranges (T3): arguments are checked, then the
 * pages are changed. Relies on every other template.
 */

/* Which of the range functions' arguments are refused before any table is looked at. */
/*@ requires \valid_read(info);
    requires bound: SPEC(info)(info);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures refused: SPEC(run_refused)(info, va, pages, \result);
    ensures ok: \result == SELFMAP_OK <==> SPEC(run_ok)(info->self_map_slot, va, pages);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_NOT_CANONICAL || \result == SELFMAP_MISALIGNED ||
      \result == SELFMAP_EMPTY_RANGE || \result == SELFMAP_RANGE_END || \result == SELFMAP_IN_WINDOW;
*/
static enum selfmap_status MODE(check_run)(const struct pagemap_info *info, uint64_t va, uint64_t pages)
{
    const uint64_t end = va < HALF ? (uint64_t)(HALF - 1) : (uint64_t)(HIGH + (SPAN - 1));

    if (!(va < HALF IF_WIDE(|| va >= HIGH + HALF)))
        return SELFMAP_NOT_CANONICAL;
    if (va % 0x1000 != 0)
        return SELFMAP_MISALIGNED;
    if (pages == 0)
        return SELFMAP_EMPTY_RANGE;
    /*@ assert left: (end - va) / 0x1000 + 1 == SPEC(pages_after)(va); */
    if (pages - 1 > (end - va) / 0x1000)
        return SELFMAP_RANGE_END;
    if (va <= info->window_last[0] && va + (pages * 0x1000 - 1) >= info->window_base[0])
        return SELFMAP_IN_WINDOW;
    return SELFMAP_OK;
}

/* The hardware takes apart what leaf_word put together for the frames of a run. */
/*@ ghost
  /@ requires flags: flags < 0x40 && flags % 2 == 1 && pfn + n <= limit && limit <= FRAME_LIMIT;
     requires word: word == SPEC(leaf_word)(pfn, flags, nx);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures found: \forall integer w; word <= w < word + n * 0x1000 && (w - word) % 0x1000 == 0 ==>
       w / 2 % 2 == 1 && SPEC(leaf)(w, limit, nx) == pfn + (w - word) / 0x1000;
  @/
  void MODE(leaves_lemma)(uint64_t pfn, uint64_t n, uint32_t flags, uint64_t limit, uint32_t nx, WORD word)
  {
    uint64_t k = 0;
    /@ loop invariant range: 0 <= k <= n;
       loop invariant found: \forall integer w; word <= w < word + k * 0x1000 && (w - word) % 0x1000 == 0 ==>
         w / 2 % 2 == 1 && SPEC(leaf)(w, limit, nx) == pfn + (w - word) / 0x1000;
       loop assigns k;
       loop variant n - k; @/
    while (k < n) {
      MODE(leaf_lemma)(pfn + k, flags, limit, nx, (WORD)(word + k * 0x1000));
      k++;
    }
  }
*/

/* The pages of a run that was mapped for writing lead to its frames. */
/*@ ghost
  /@ requires \valid_read(info) && APART(info);
     requires ready: SPEC(ready)(info);
     requires flags: flags < 0x40 && flags % 2 == 1 && pfn + n <= info->frame_limit;
     requires word: word == SPEC(leaf_word)(pfn, flags, info->no_execute);
     requires mapped: SPEC(run_mapped)(info, va, pfn, n, flags);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures leads: SPEC(run_leads)(info, va, pfn, n);
  @/
  void MODE(run_walk_lemma)(const struct pagemap_info *info, uint64_t va, uint64_t pfn, uint64_t n, uint32_t flags, WORD word)
  {
    MODE(walk_lemma)(info);
    MODE(leaves_lemma)(pfn, n, flags, info->frame_limit, info->no_execute, word);
    /@ assert words: \forall integer J1; SPEC(indices)(J1) && SPEC(outside)(info->self_map_slot, J2) && SPEC(in_run)(SPEC(number_of)(va), n, J1) ==>
         SPEC(w1)(J1) / 2 % 2 == 1 && SPEC(leaf)(SPEC(w1)(J1), info->frame_limit, info->no_execute) == pfn + (SPEC(number)(J1) - SPEC(number_of)(va)); @/
  }
*/

/*@ requires \valid_read(mapper) && APART(mapper) && \valid(done) && APART(done) && \separated(done, mapper);
    requires ready: SPEC(ready)(&mapper->info);
    terminates \true;
    exits \false;
    assigns GROWN, *done;
    ensures T3_refused: SPEC(run_refused)(&mapper->info, va, pages, \result) &&
      SPEC(run_bad_flags)(&mapper->info, va, pages, flags, \result) &&
      SPEC(run_bad_frame)(&mapper->info, va, pfn, pages, flags, \result);
    ensures T3_all: SPEC(map_all)(&mapper->info, va, pfn, pages, flags, *done, \result);
    ensures T3_mapped: SPEC(run_mapped)(&mapper->info, va, pfn, *done, flags);
    ensures T3_walk: flags % 2 == 1 ==> SPEC(run_leads)(&mapper->info, va, pfn, *done);
    ensures T3_absent: SPEC(run_was_absent){Pre}(&mapper->info, va, \at(*done, Post));
    ensures T3_others: SPEC(run_others_kept){Pre, Post}(&mapper->info, va, *done);
    ensures T3_stop: SPEC(map_stops)(&mapper->info, va, pfn, pages, flags, *done, \result);
    ensures T3_unchanged: *done == 0 ==> SPEC(nothing_changed){Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: SPEC(ready)(&mapper->info);
*/
enum selfmap_status MODE(map_range)(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags, uint64_t *done)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_run)(info, va, pages);
    WORD word;

    MODE(tell_done)(done, 0) /*@ ghost (info) */;
    if (status != SELFMAP_OK) {
        /*@ assert refused: !SPEC(map_run_ok)(info, va, pfn, pages, flags); */
        return status;
    }
    status = MODE(check_leaf)(info, pfn, flags);
    if (status != SELFMAP_OK) {
        /*@ assert refused: !SPEC(map_run_ok)(info, va, pfn, pages, flags); */
        return status;
    }
    if (pages > info->frame_limit - pfn) {
        /*@ assert beyond: !SPEC(map_run_ok)(info, va, pfn, pages, flags); */
        return SELFMAP_BAD_FRAME;
    }
    word = MODE(leaf_word)(pfn, flags, info->no_execute);
    /*@ ghost MODE(rest_lemma)(info); */
    status = MODE(store_range)(info, va, word, pages, done);
    /*@ ghost MODE(rest_lemma)(info); */
    /*@ assert rest: rest_kept{Pre, Here}; */
    /*@ assert stop: status != SELFMAP_OK ==> SPEC(map_stop)(INDICES(va + *done * 0x1000), status); */
    /*@ assert stops: SPEC(map_stops)(info, va, pfn, pages, flags, *done, status); */
    /*@ ghost if (flags % 2 == 1)
          MODE(run_walk_lemma)(info, va, pfn, *done, flags, word); */
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper) && \valid(done) && APART(done) && \separated(done, mapper);
    requires ready: SPEC(ready)(&mapper->info);
    terminates \true;
    exits \false;
    assigns SHRUNK, *done;
    ensures T3_refused: SPEC(run_refused)(&mapper->info, va, pages, \result);
    ensures T3_all: SPEC(unmap_all)(&mapper->info, va, pages, *done, \result);
    ensures T3_gone: SPEC(run_unmapped)(&mapper->info, va, *done);
    ensures T3_walk: SPEC(run_faults)(&mapper->info, va, *done);
    ensures T3_reclaimed: SPEC(run_tables_reclaimed)(&mapper->info, va, *done);
    ensures T3_present: SPEC(run_was_present){Pre}(&mapper->info, va, \at(*done, Post));
    ensures T3_others: SPEC(run_others_kept){Pre, Post}(&mapper->info, va, *done);
    ensures T3_stop: SPEC(unmap_stops)(&mapper->info, va, pages, *done, \result);
    ensures T3_unchanged: *done == 0 ==> SPEC(nothing_changed){Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: SPEC(ready)(&mapper->info);
*/
enum selfmap_status MODE(unmap_range)(const struct mapper *mapper, uint64_t va, uint64_t pages, uint64_t *done)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_run)(info, va, pages);

    MODE(tell_done)(done, 0) /*@ ghost (info) */;
    if (status != SELFMAP_OK) {
        /*@ assert refused: !SPEC(run_ok)(info->self_map_slot, va, pages); */
        return status;
    }
    /*@ ghost MODE(rest_lemma)(info); */
    status = MODE(clear_range)(info, va, pages, done);
    /*@ ghost MODE(rest_lemma)(info); */
    /*@ assert rest: rest_kept{Pre, Here}; */
    /*@ assert stop: status != SELFMAP_OK ==> SPEC(absent_stop)(INDICES(va + *done * 0x1000), status); */
    /*@ assert stops: SPEC(unmap_stops)(info, va, pages, *done, status); */
    /*@ ghost MODE(walk_lemma)(info); */
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper) && \valid(done) && APART(done) && \separated(done, mapper);
    requires ready: SPEC(ready)(&mapper->info);
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, *done;
    ensures T3_refused: SPEC(run_refused)(&mapper->info, va, pages, \result) &&
      SPEC(run_bad_flags)(&mapper->info, va, pages, flags, \result);
    ensures T3_all: SPEC(protect_all)(&mapper->info, va, pages, flags, *done, \result);
    ensures T3_rights: SPEC(run_has_rights){Pre, Post}(&mapper->info, va, *done, flags);
    ensures T3_present: SPEC(run_was_present){Pre}(&mapper->info, va, \at(*done, Post));
    ensures T3_others: SPEC(run_others_kept){Pre, Post}(&mapper->info, va, *done);
    ensures T3_stop: SPEC(protect_stops)(&mapper->info, va, pages, flags, *done, \result);
    ensures T3_unchanged: *done == 0 ==> SPEC(nothing_changed){Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: SPEC(ready)(&mapper->info);
*/
enum selfmap_status MODE(protect_range)(const struct mapper *mapper, uint64_t va, uint64_t pages, uint32_t flags, uint64_t *done)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_run)(info, va, pages);

    MODE(tell_done)(done, 0) /*@ ghost (info) */;
    if (status != SELFMAP_OK) {
        /*@ assert refused: !SPEC(run_flags_ok)(info, va, pages, flags); */
        return status;
    }
    status = MODE(check_leaf)(info, 0, flags);
    if (status != SELFMAP_OK) {
        /*@ assert refused: !SPEC(run_flags_ok)(info, va, pages, flags); */
        return status;
    }
    status = MODE(rights_range)(info, va, pages, flags, done);
    /*@ assert stop: status != SELFMAP_OK ==> SPEC(absent_stop)(INDICES(va + *done * 0x1000), status); */
    /*@ assert stops: SPEC(protect_stops)(info, va, pages, flags, *done, status); */
    return status;
}

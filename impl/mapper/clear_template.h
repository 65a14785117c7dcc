/*
 * clear_template.h - unmap pages in a row: table by table, and within a table entry by entry, each flushed when it is
 * cleared, or everything once when they are many. What a table loses is counted once, behind it. The tables that became empty go
 * last: while a stale translation can lead into a table, it stays. Relies on reclaim_template.h.
 */

/* Clears PTEs in a row from an entry on, as long as they are present, and pays the flush of each but where all is flushed behind it. */
/*@ requires \valid_read(info) && APART(info);
    requires bound: SPEC(info)(info);
    requires tree: SPEC(tree)(info->self_map_slot) && SPEC(decoded)(info->frame_limit) && SPEC(clean)(info->leaf_levels);
    requires canonical: SPEC(canonical)(va) && va % 0x1000 == 0;
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: at == T1 && 0 <= at < MACHINE_FRAMES && table_level[at] == 1;
    requires shown: entry == SPEC(entry_address)(info->self_map_slot, 1, va);
    requires room: 0 < room && i1 + room <= ENTRIES;
    requires how: how == STORE_ONE || how == STORE_LATE;
    requires owed: owed == OWED_BEFORE(how);
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED;
    ensures range: \result <= room;
    ensures tree: SPEC(tree)(info->self_map_slot) && SPEC(decoded)(info->frame_limit) && SPEC(clean)(info->leaf_levels);
    ensures cleared: \forall integer i; i1 <= i < i1 + \result ==> MEMORY.word[at][i] == 0 && \old(MEMORY.word[at][i]) != 0;
    ensures others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i < i1 || i1 + \result <= i) ==>
      MEMORY.word[f][i] == \old(MEMORY.word[f][i]);
    ensures own: SPEC(in_use)(at, ENTRIES) == \old(SPEC(in_use)(at, ENTRIES)) - \result;
    ensures rest: \forall integer f; 0 <= f < MACHINE_FRAMES && f != at ==> SPEC(in_use)(f, ENTRIES) == \old(SPEC(in_use)(f, ENTRIES));
    ensures none: \result == 0 ==> \old(MEMORY.word[at][i1]) == 0;
    ensures stop: \forall integer i; i == i1 + \result && \result < room ==> \old(MEMORY.word[at][i]) == 0;
    ensures debt: owed == OWED_BEFORE(how);
*/
static uint32_t MODE(clear_run)(uint64_t entry, uint64_t va, uint32_t room, uint32_t how) /*@ ghost (const struct pagemap_info *info, int64_t at, TUPLE1) */
{
    uint32_t k = 0;

    /*@ loop invariant range: 0 <= k <= room;
        loop invariant tree: SPEC(tree)(info->self_map_slot) && SPEC(decoded)(info->frame_limit) && SPEC(clean)(info->leaf_levels);
        loop invariant cleared: \forall integer i; i1 <= i < i1 + k ==> MEMORY.word[at][i] == 0;
        loop invariant present: \forall integer i; i1 <= i < i1 + k ==> \at(MEMORY.word[at][i], Pre) != 0;
        loop invariant others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i < i1 || i1 + k <= i) ==>
          MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre);
        loop invariant own: SPEC(in_use)(at, ENTRIES) == \at(SPEC(in_use)(at, ENTRIES), Pre) - k;
        loop invariant rest: \forall integer f; 0 <= f < MACHINE_FRAMES && f != at ==>
          SPEC(in_use)(f, ENTRIES) == \at(SPEC(in_use)(f, ENTRIES), Pre);
        loop invariant debt: owed == OWED_BEFORE(how);
        loop assigns k, AIMED, MEMORY, OWED;
        loop variant room - k; */
    while (k < room) {
        /*@ ghost MODE(next_lemma)(info->self_map_slot, va, k, V1); */
        if (MODE(peek)(entry + (uint64_t)k * ENTRY_SIZE) /*@ ghost (info, va + k * 0x1000, V2, i1 + k) */ % 2 == 0)
            break;
        /*@ assert present: MEMORY.word[at][i1 + k] != 0; */
        MODE(place_leaf)(entry + (uint64_t)k * ENTRY_SIZE, 0, how) /*@ ghost (info->self_map_slot, at, i1 + k, info->frame_limit, info->leaf_levels) */;
        if (how == STORE_ONE)
            machine_flush_page(va + (uint64_t)k * 0x1000);
        k++;
    }
    return k;
}

/* Unmaps pages in a row from va on that one table serves, which is there. The table stays, even when it becomes empty. */
/*@ requires \valid_read(info) && APART(info);
    requires standing: SPEC(standing)(info);
    requires canonical: SPEC(canonical)(va) && va % 0x1000 == 0;
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: T1 >= 0 && table == T1;
    requires room: 0 < room && i1 + room <= ENTRIES;
    requires how: how == STORE_ONE || how == STORE_LATE;
    requires owed: owed == OWED_BEFORE(how);
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures range: \result <= room;
    ensures standing: SPEC(standing)(info);
    ensures debt: owed == OWED_BEFORE(how);
    ensures gone: SPEC(run_absent)(info->self_map_slot, SPEC(number)(V1), \result);
    ensures present: SPEC(run_present){Pre}(info->self_map_slot, SPEC(number)(V1), \result);
    ensures others: SPEC(run_others){Pre, Post}(info->self_map_slot, SPEC(number)(V1), \result);
    ensures absent: \result == 0 ==> SPEC(w1)(V1) == 0;
    ensures stop: \forall integer i; i == i1 + \result && \result < room ==> \old(MEMORY.word[T1][i]) == 0;
    ensures unchanged: \result == 0 ==> SPEC(nothing_changed){Pre, Post};
*/
static uint32_t MODE(clear_here)(const struct pagemap_info *info, uint64_t va, uint64_t table, uint32_t room, uint32_t how) /*@ ghost (TUPLE1) */
{
    uint64_t record;
    uint64_t entry;
    uint32_t done;

    /*@ ghost MODE(own_lemma)(info->self_map_slot, V1); */
    /*@ assert owned: frames_first <= table < frames_first + frames_count && frames_used[table - frames_first] == SPEC(in_use)(table, ENTRIES); */
    record = table - frames_first;
    /*@ assert record: record == table - frames_first; */
    entry = MODE(shown)(info, 1, va);
    if (how == STORE_LATE) /* a loop of its own for each, made by the compiler: no page asks how */
        done = MODE(clear_run)(entry, va, room, STORE_LATE) /*@ ghost (info, table, V1) */;
    else
        done = MODE(clear_run)(entry, va, room, STORE_ONE) /*@ ghost (info, table, V1) */;
    /*@ ghost MODE(in_use_lemma)(table); */
    /*@ assert few: done <= ENTRIES && 0 <= SPEC(in_use)(table, ENTRIES) <= ENTRIES; */
    /*@ assert rest: frames_used[record] - done == SPEC(in_use)(table, ENTRIES); */
    frames_used[record] = (uint16_t)(frames_used[record] - done);
    /*@ assert counted: SPEC(counted); */
    /*@ assert info: SPEC(info)(info); */
    /*@ ghost MODE(run_lemma)(done, V1); */
    /*@ assert same_tables: \forall integer J2; SPEC(indices)(J2, 0) && SPEC(outside)(info->self_map_slot, J2) ==>
          SPEC(t1)(J2) == \at(SPEC(t1)(J2), Pre); */
    return done;
}

/* Unmaps pages in a row from va on, as far as one table serves them. The table stays, even when it becomes empty. */
/*@ requires \valid_read(info) && APART(info);
    requires standing: SPEC(standing)(info);
    requires page: SPEC(page_ok)(info->self_map_slot, va) && 0 < pages;
    requires how: how == STORE_ONE || how == STORE_LATE;
    requires owed: owed == OWED_BEFORE(how);
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures range: \result.pages <= pages;
    ensures standing: SPEC(standing)(info);
    ensures debt: owed == OWED_BEFORE(how);
    ensures some: \result.status == SELFMAP_OK <==> \result.pages > 0;
    ensures total: \result.status == SELFMAP_OK || \result.status == SELFMAP_LARGE_IN_WAY || \result.status == SELFMAP_NOT_MAPPED;
    ensures gone: SPEC(run_absent)(info->self_map_slot, SPEC(number_of)(va), \result.pages);
    ensures present: SPEC(run_present){Pre}(info->self_map_slot, SPEC(number_of)(va), \result.pages);
    ensures others: SPEC(run_others){Pre, Post}(info->self_map_slot, SPEC(number_of)(va), \result.pages);
    ensures stop: \result.status != SELFMAP_OK ==> SPEC(absent_stop)(INDICES(va), \result.status);
    ensures unchanged: \result.status != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
*/
static struct part MODE(clear_part)(const struct pagemap_info *info, uint64_t va, uint64_t pages, uint32_t how)
{
    const uint32_t left = (uint32_t)(ENTRIES - va / SIZE1 % ENTRIES);
    struct part part = {0, SELFMAP_OK};
    uint64_t table;

    /*@ ghost GHOST_TUPLE
      MODE(outside_lemma)(info->self_map_slot, va, V1);
      MODE(number_lemma)(va, V1);
    */
    table = MODE(find_table)(info, va) /*@ ghost (V1) */;
    if (table != NO_TABLE)
        part.pages = MODE(clear_here)(info, va, table, pages < left ? (uint32_t)pages : left, how) /*@ ghost (V1) */;
    /*@ assert standing: SPEC(standing)(info); */
    if (part.pages == 0)
        part.status = MODE(why_none)(info, va) /*@ ghost (V1) */;
    return part;
}

/* Unmaps pages in a row from va on, table by table, and pays every flush. */
/*@ requires \valid_read(info) && APART(info) && \valid(done) && APART(done) && \separated(done, info);
    requires ready: SPEC(ready)(info);
    requires run: SPEC(run_ok)(info->self_map_slot, va, pages);
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1], *done;
    ensures range: *done <= pages && (\result == SELFMAP_OK <==> *done == pages);
    ensures ready: SPEC(ready)(info);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_NOT_MAPPED;
    ensures gone: SPEC(run_absent)(info->self_map_slot, SPEC(number_of)(va), *done);
    ensures present: SPEC(run_present){Pre}(info->self_map_slot, SPEC(number_of)(va), *done);
    ensures others: SPEC(run_others){Pre, Post}(info->self_map_slot, SPEC(number_of)(va), *done);
    ensures stop: \result != SELFMAP_OK ==> SPEC(absent_stop)(INDICES(va + *done * 0x1000), \result);
    ensures unchanged: *done == 0 ==> SPEC(nothing_changed){Pre, Post};
*/
static enum selfmap_status MODE(clear_parts)(const struct pagemap_info *info, uint64_t va, uint64_t pages, uint64_t *done)
{
    const uint32_t how = pages < FLUSH_ALL_FROM ? STORE_ONE : STORE_LATE;
    struct part part = {0, SELFMAP_OK};
    uint64_t n = 0;

    /*@ ghost if (how == STORE_LATE)
          owed = OWED_ALL; */
    /*@ loop invariant range: 0 <= n <= pages && part.status == SELFMAP_OK;
        loop invariant standing: SPEC(standing)(info);
        loop invariant debt: owed == OWED_BEFORE(how);
        loop invariant gone: SPEC(run_absent)(info->self_map_slot, SPEC(number_of)(va), n);
        loop invariant present: SPEC(run_present){Pre}(info->self_map_slot, SPEC(number_of)(va), n);
        loop invariant others: SPEC(run_others){Pre, Here}(info->self_map_slot, SPEC(number_of)(va), n);
        loop invariant unchanged: n == 0 ==> SPEC(nothing_changed){Pre, Here};
        loop assigns n, part, AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
        loop variant pages - n; */
    while (n < pages) {
        /*@ ghost MODE(further_lemma)(info, va, pages, n); */
        part = MODE(clear_part)(info, va + n * 0x1000, pages - n, how);
        if (part.status != SELFMAP_OK)
            break;
        n += part.pages;
    }
    if (how == STORE_LATE)
        machine_flush_all();
    MODE(tell_done)(done, n) /*@ ghost (info) */;
    return part.status;
}

/* The indices of a page that the mapper serves, as the hardware takes them from its address. */
/*@ ghost
  /@ requires \valid_read(info);
     requires bound: SPEC(info)(info);
     requires page: SPEC(page_ok)(info->self_map_slot, va);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures tuple: \forall integer V1; OF_VA ==> SPEC(indices)(V1) && SPEC(outside)(info->self_map_slot, V2);
  @/
  void MODE(tuple_lemma)(const struct pagemap_info *info, uint64_t va)
  {
    GHOST_TUPLE
    MODE(outside_lemma)(info->self_map_slot, va, V1);
  }
*/

/* Of every page of the run. */
#define RUN_PATHS(...) (\forall integer V1; SPEC(indices)(V1) && SPEC(outside)(info->self_map_slot, V2) && \
    SPEC(in_run)(SPEC(number_of)(va), *done, V1) ==> (__VA_ARGS__))

/* Unmaps pages in a row from va on, and no table on their way is left empty. */
/*@ requires \valid_read(info) && APART(info) && \valid(done) && APART(done) && \separated(done, info);
    requires ready: SPEC(ready)(info);
    requires run: SPEC(run_ok)(info->self_map_slot, va, pages);
    terminates \true;
    exits \false;
    assigns SHRUNK, *done;
    ensures range: *done <= pages && (\result == SELFMAP_OK <==> *done == pages);
    ensures ready: SPEC(ready)(info);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_NOT_MAPPED;
    ensures gone: SPEC(run_absent)(info->self_map_slot, SPEC(number_of)(va), *done);
    ensures present: SPEC(run_present){Pre}(info->self_map_slot, SPEC(number_of)(va), *done);
    ensures others: SPEC(run_others){Pre, Post}(info->self_map_slot, SPEC(number_of)(va), *done);
    ensures stop: \result != SELFMAP_OK ==> SPEC(absent_stop)(INDICES(va + *done * 0x1000), \result);
    ensures reclaimed: SPEC(run_reclaimed)(info->self_map_slot, va, *done);
    ensures unchanged: *done == 0 ==> SPEC(nothing_changed){Pre, Post};
*/
static enum selfmap_status MODE(clear_range)(const struct pagemap_info *info, uint64_t va, uint64_t pages, uint64_t *done)
{
    enum selfmap_status status = MODE(clear_parts)(info, va, pages, done);

    /*@ ghost
      if (status != SELFMAP_OK) {
        MODE(further_lemma)(info, va, pages, *done);
        MODE(tuple_lemma)(info, va + *done * 0x1000);
      }
    */
    /*@ ghost
      Cleared:
      MODE(place_lemma)(info->self_map_slot);
      MODE(used_lemma)(info->self_map_slot, info->frame_limit);
    */
    /*@ assert used: RUN_PATHS(T1 >= 0); */
    MODE(reclaim_parts)(info, va, *done);
    /*@ assert stop: status != SELFMAP_OK ==> SPEC(same_page){Cleared, Here}(INDICES(va + *done * 0x1000)); */
    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    WITH5(/*@ assert same4: PATHS(info->self_map_slot, T4 < 0 || T4 == \at(T4, Cleared)); */)
    WITH4(/*@ assert same3: PATHS(info->self_map_slot, T3 < 0 || T3 == \at(T3, Cleared)); */
    /*@ assert same2: PATHS(info->self_map_slot, T2 < 0 || T2 == \at(T2, Cleared)); */
    /*@ assert full2: RUN_PATHS(T2 >= 0 ==> !SPEC(empty_words)(T2)); */
    /*@ assert full3: RUN_PATHS(T3 >= 0 && !KEPT(T3) ==> !SPEC(empty_words)(T3)); */)
    WITH5(/*@ assert full4: RUN_PATHS(T4 >= 0 && !KEPT(T4) ==> !SPEC(empty_words)(T4)); */)
    return status;
}

/*
 * range_template.h - map pages in a row: table by table, and within a table entry by entry. What a table gains is counted
 * once, behind it, so that a page costs a load, a test and a store. Relies on number_template.h and leaf_template.h.
 */

/* A row of words, and one more behind it. */
/*@ ghost
  /@ requires row: \forall integer i; from <= i < from + n ==> MEMORY.word[at][i] == word + (i - from) * 0x1000;
     requires one_more: MEMORY.word[at][from + n] == word + n * 0x1000;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures row: \forall integer i; from <= i < from + n + 1 ==> MEMORY.word[at][i] == word + (i - from) * 0x1000;
  @/
  void MODE(row_lemma)(int64_t at, uint32_t from, uint32_t n, WORD word)
  {
    /@ assert last: \forall integer i; i == from + n ==> MEMORY.word[at][i] == word + (i - from) * 0x1000; @/
  }
*/

/* Stores PTEs in a row from an entry on, as long as they are absent. */
/*@ requires \valid_read(info) && APART(info);
    requires bound: SPEC(info)(info);
    requires tree: SPEC(tree)(info->self_map_slot) && SPEC(decoded)(info->frame_limit) && SPEC(clean)(info->leaf_levels);
    requires canonical: SPEC(canonical)(va) && va % 0x1000 == 0;
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: at == T1 && 0 <= at < MACHINE_FRAMES && table_level[at] == 1;
    requires shown: entry == SPEC(entry_address)(info->self_map_slot, 1, va);
    requires room: 0 < room && i1 + room <= ENTRIES;
    requires word: word % 2 == 1 && word + (room - 1) * 0x1000 < WORD_END;
    requires owed == 0;
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED;
    ensures range: \result <= room;
    ensures tree: SPEC(tree)(info->self_map_slot) && SPEC(decoded)(info->frame_limit) && SPEC(clean)(info->leaf_levels);
    ensures stored: \forall integer i; i1 <= i < i1 + \result ==>
      MEMORY.word[at][i] == word + (i - i1) * 0x1000 && \old(MEMORY.word[at][i]) == 0;
    ensures others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i < i1 || i1 + \result <= i) ==>
      MEMORY.word[f][i] == \old(MEMORY.word[f][i]);
    ensures own: SPEC(in_use)(at, ENTRIES) == \old(SPEC(in_use)(at, ENTRIES)) + \result;
    ensures rest: \forall integer f; 0 <= f < MACHINE_FRAMES && f != at ==> SPEC(in_use)(f, ENTRIES) == \old(SPEC(in_use)(f, ENTRIES));
    ensures none: \result == 0 ==> \old(MEMORY.word[at][i1]) != 0;
    ensures stop: \forall integer i; i == i1 + \result && \result < room ==> \old(MEMORY.word[at][i]) != 0;
    ensures debt: owed == 0;
*/
static uint32_t MODE(store_run)(uint64_t entry, WORD word, uint32_t room) /*@ ghost (const struct pagemap_info *info, uint64_t va, int64_t at, TUPLE1) */
{
    WORD next = word;
    uint32_t k = 0;

    /*@ loop invariant range: 0 <= k < room && next == word + k * 0x1000;
        loop invariant tree: SPEC(tree)(info->self_map_slot) && SPEC(decoded)(info->frame_limit) && SPEC(clean)(info->leaf_levels);
        loop invariant stored: \forall integer i; i1 <= i < i1 + k ==> MEMORY.word[at][i] == word + (i - i1) * 0x1000;
        loop invariant absent: \forall integer i; i1 <= i < i1 + k ==> \at(MEMORY.word[at][i], Pre) == 0;
        loop invariant others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i < i1 || i1 + k <= i) ==>
          MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre);
        loop invariant own: SPEC(in_use)(at, ENTRIES) == \at(SPEC(in_use)(at, ENTRIES), Pre) + k;
        loop invariant rest: \forall integer f; 0 <= f < MACHINE_FRAMES && f != at ==>
          SPEC(in_use)(f, ENTRIES) == \at(SPEC(in_use)(f, ENTRIES), Pre);
        loop invariant debt: owed == 0;
        loop assigns k, next, AIMED, MEMORY, OWED;
        loop variant room - k; */
    for (;;) {
        /*@ ghost MODE(next_lemma)(info->self_map_slot, va, k, V1); */
        if (MODE(peek)(entry + (uint64_t)k * ENTRY_SIZE) /*@ ghost (info, va + k * 0x1000, V2, i1 + k) */ % 2 == 1) {
            /*@ assert others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i < i1 || i1 + k <= i) ==>
                  MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre); */
            return k;
        }
        /*@ assert absent: MEMORY.word[at][i1 + k] == 0; */
        MODE(place_leaf)(entry + (uint64_t)k * ENTRY_SIZE, next, STORE_NEW) /*@ ghost (info->self_map_slot, at, i1 + k, info->frame_limit, info->leaf_levels) */;
        /*@ assert stored: \forall integer i; i1 <= i < i1 + k ==> MEMORY.word[at][i] == word + (i - i1) * 0x1000; */
        /*@ ghost MODE(row_lemma)(at, i1, k, word); */
        /*@ assert before: \forall integer i; i1 <= i < i1 + k + 1 ==> \at(MEMORY.word[at][i], Pre) == 0; */
        k++;
        /*@ assert others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i < i1 || i1 + k <= i) ==>
              MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre); */
        if (k == room)
            return k;
        next += 0x1000;
    }
}

/* Maps pages in a row from va on that one table serves, which is there. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires canonical: SPEC(canonical)(va) && va % 0x1000 == 0;
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: T1 >= 0 && table == T1;
    requires room: 0 < room && i1 + room <= ENTRIES;
    requires word: word % 2 == 1 && word + (room - 1) * 0x1000 < WORD_END;
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures range: \result <= room;
    ensures ready: SPEC(ready)(info);
    ensures reads: SPEC(run_reads)(info->self_map_slot, SPEC(number)(V1), \result, word);
    ensures absent: SPEC(run_absent){Pre}(info->self_map_slot, SPEC(number)(V1), \result);
    ensures others: SPEC(run_others){Pre, Post}(info->self_map_slot, SPEC(number)(V1), \result);
    ensures already: \result == 0 ==> \old(SPEC(w1)(V1)) != 0;
    ensures stop: \forall integer i; i == i1 + \result && \result < room ==> \old(MEMORY.word[T1][i]) != 0;
    ensures unchanged: \result == 0 ==> SPEC(nothing_changed){Pre, Post};
*/
static uint32_t MODE(map_here)(const struct pagemap_info *info, uint64_t va, WORD word, uint64_t table, uint32_t room) /*@ ghost (TUPLE1) */
{
    uint64_t record;
    uint64_t entry;
    uint32_t done;

    /*@ ghost MODE(own_lemma)(info->self_map_slot, V1); */
    /*@ assert owned: frames_first <= table < frames_first + frames_count && frames_used[table - frames_first] == SPEC(in_use)(table, ENTRIES); */
    record = table - frames_first;
    /*@ assert record: record == table - frames_first; */
    entry = MODE(shown)(info, 1, va);
    done = MODE(store_run)(entry, word, room) /*@ ghost (info, va, table, V1) */;
    /*@ ghost MODE(in_use_lemma)(table); */
    /*@ assert few: done <= ENTRIES && 0 <= SPEC(in_use)(table, ENTRIES) <= ENTRIES; */
    /*@ assert sum: frames_used[record] + done == SPEC(in_use)(table, ENTRIES); */
    frames_used[record] = (uint16_t)(frames_used[record] + done);
    /*@ assert counted: SPEC(counted); */
    /*@ assert info: SPEC(info)(info); */
    /*@ ghost MODE(run_lemma)(done, V1); */
    /*@ assert same_tables: \forall integer J2; SPEC(indices)(J2, 0) && SPEC(outside)(info->self_map_slot, J2) ==>
          SPEC(t1)(J2) == \at(SPEC(t1)(J2), Pre); */
    return done;
}

/* Maps pages in a row from va on, as far as one table serves them, which is made if it has to be. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(page_ok)(info->self_map_slot, va) && 0 < pages;
    requires word: word % 2 == 1 && word + (pages - 1) * 0x1000 < WORD_END;
    terminates \true;
    exits \false;
    assigns GROWN;
    ensures range: \result.pages <= pages;
    ensures ready: SPEC(ready)(info);
    ensures some: \result.status == SELFMAP_OK <==> \result.pages > 0;
    ensures total: \result.status == SELFMAP_OK || \result.status == SELFMAP_LARGE_IN_WAY ||
      \result.status == SELFMAP_ALREADY_MAPPED || \result.status == SELFMAP_NO_FRAMES;
    ensures reads: SPEC(run_reads)(info->self_map_slot, SPEC(number_of)(va), \result.pages, word);
    ensures absent: SPEC(run_absent){Pre}(info->self_map_slot, SPEC(number_of)(va), \result.pages);
    ensures others: SPEC(run_others){Pre, Post}(info->self_map_slot, SPEC(number_of)(va), \result.pages);
    ensures stop: \result.status != SELFMAP_OK ==> SPEC(map_stop)(INDICES(va), \result.status);
    ensures unchanged: \result.status != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
*/
static struct part MODE(map_part)(const struct pagemap_info *info, uint64_t va, WORD word, uint64_t pages)
{
    const uint32_t left = (uint32_t)(ENTRIES - va / SIZE1 % ENTRIES);
    struct part part = {0, SELFMAP_OK};
    uint64_t table;

    /*@ ghost GHOST_TUPLE
      MODE(outside_lemma)(info->self_map_slot, va, V1);
      MODE(number_lemma)(va, V1);
    */
    table = MODE(find_table)(info, va) /*@ ghost (V1) */;
    if (table == NO_TABLE) {
        part.status = MODE(make_table)(info, va) /*@ ghost (V1) */;
        /*@ assert why: part.status != SELFMAP_OK ==> SPEC(map_stop)(V1, part.status); */
        if (part.status != SELFMAP_OK)
            return part;
        table = MODE(table_frame)(info, 1, va) /*@ ghost (V1) */;
    }
    /*@ assert same: SPEC(same_map){Pre, Here}(info->self_map_slot); */
    part.pages = MODE(map_here)(info, va, word, table, pages < left ? (uint32_t)pages : left) /*@ ghost (V1) */;
    if (part.pages == 0)
        part.status = SELFMAP_ALREADY_MAPPED;
    return part;
}

/* Maps pages in a row, from va on, to the frames that the words name in a row. */
/*@ requires \valid_read(info) && APART(info) && \valid(done) && APART(done) && \separated(done, info);
    requires ready: SPEC(ready)(info);
    requires run: SPEC(run_ok)(info->self_map_slot, va, pages);
    requires word: word % 2 == 1 && word + (pages - 1) * 0x1000 < WORD_END;
    terminates \true;
    exits \false;
    assigns GROWN, *done;
    ensures range: *done <= pages && (\result == SELFMAP_OK <==> *done == pages);
    ensures ready: SPEC(ready)(info);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_ALREADY_MAPPED ||
      \result == SELFMAP_NO_FRAMES;
    ensures reads: SPEC(run_reads)(info->self_map_slot, SPEC(number_of)(va), *done, word);
    ensures absent: SPEC(run_absent){Pre}(info->self_map_slot, SPEC(number_of)(va), *done);
    ensures others: SPEC(run_others){Pre, Post}(info->self_map_slot, SPEC(number_of)(va), *done);
    ensures stop: \result != SELFMAP_OK ==> SPEC(map_stop)(INDICES(va + *done * 0x1000), \result);
    ensures unchanged: *done == 0 ==> SPEC(nothing_changed){Pre, Post};
*/
static enum selfmap_status MODE(store_range)(const struct pagemap_info *info, uint64_t va, WORD word, uint64_t pages, uint64_t *done)
{
    struct part part = {0, SELFMAP_OK};
    uint64_t n = 0;

    /*@ loop invariant range: 0 <= n <= pages && part.status == SELFMAP_OK;
        loop invariant ready: SPEC(ready)(info);
        loop invariant reads: SPEC(run_reads)(info->self_map_slot, SPEC(number_of)(va), n, word);
        loop invariant absent: SPEC(run_absent){Pre}(info->self_map_slot, SPEC(number_of)(va), n);
        loop invariant others: SPEC(run_others){Pre, Here}(info->self_map_slot, SPEC(number_of)(va), n);
        loop invariant unchanged: n == 0 ==> SPEC(nothing_changed){Pre, Here};
        loop assigns n, part, GROWN;
        loop variant pages - n; */
    while (n < pages) {
        /*@ ghost MODE(further_lemma)(info, va, pages, n); */
        part = MODE(map_part)(info, va + n * 0x1000, word + (WORD)n * 0x1000, pages - n);
        if (part.status != SELFMAP_OK)
            break;
        n += part.pages;
    }
    MODE(tell_done)(done, n) /*@ ghost (info) */;
    return part.status;
}

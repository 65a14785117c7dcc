/*
 * rights_template.h - change the rights of pages in a row: table by table, and within a table entry by entry, each flushed
 * when it is changed, or everything once when they are many. No count changes. Relies on number_template.h and protect_template.h.
 */

/* Gives the PTEs in a row from an entry on these rights, as long as they are present, and pays the flush of each but where all is flushed behind it. */
/*@ requires \valid_read(info) && APART(info);
    requires bound: SPEC(info)(info);
    requires tree: SPEC(tree)(info->self_map_slot) && SPEC(decoded)(info->frame_limit) && SPEC(clean)(info->leaf_levels);
    requires canonical: SPEC(canonical)(va) && va % 0x1000 == 0;
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: at == T1 && 0 <= at < MACHINE_FRAMES && table_level[at] == 1;
    requires shown: entry == SPEC(entry_address)(info->self_map_slot, 1, va);
    requires room: 0 < room && i1 + room <= ENTRIES;
    requires rights: flags < 0x40 && no_execute == info->no_execute;
    requires how: how == STORE_ONE || how == STORE_LATE;
    requires owed: owed == OWED_BEFORE(how);
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED;
    ensures range: \result <= room;
    ensures tree: SPEC(tree)(info->self_map_slot) && SPEC(decoded)(info->frame_limit) && SPEC(clean)(info->leaf_levels);
    ensures rights: \forall integer i; i1 <= i < i1 + \result ==>
      SPEC(same_but_ad)(MEMORY.word[at][i], SPEC(leaf_word)(SPEC(raw_pfn)(1, \old(MEMORY.word[at][i])), flags, no_execute)) &&
      \old(MEMORY.word[at][i]) != 0;
    ensures others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i < i1 || i1 + \result <= i) ==>
      MEMORY.word[f][i] == \old(MEMORY.word[f][i]);
    ensures counts: \forall integer f; 0 <= f < MACHINE_FRAMES ==> SPEC(in_use)(f, ENTRIES) == \old(SPEC(in_use)(f, ENTRIES));
    ensures none: \result == 0 ==> \old(MEMORY.word[at][i1]) == 0;
    ensures debt: owed == OWED_BEFORE(how);
*/
static uint32_t MODE(rights_run)(uint64_t entry, uint64_t va, uint32_t room, uint32_t how, uint32_t flags, uint32_t no_execute) /*@ ghost (const struct pagemap_info *info, int64_t at, TUPLE1) */
{
    uint32_t k = 0;

    /*@ loop invariant range: 0 <= k <= room;
        loop invariant tree: SPEC(tree)(info->self_map_slot) && SPEC(decoded)(info->frame_limit) && SPEC(clean)(info->leaf_levels);
        loop invariant rights: \forall integer i; i1 <= i < i1 + k ==>
          SPEC(same_but_ad)(MEMORY.word[at][i], SPEC(leaf_word)(SPEC(raw_pfn)(1, \at(MEMORY.word[at][i], Pre)), flags, no_execute));
        loop invariant present: \forall integer i; i1 <= i < i1 + k ==> \at(MEMORY.word[at][i], Pre) != 0;
        loop invariant others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i < i1 || i1 + k <= i) ==>
          MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre);
        loop invariant counts: \forall integer f; 0 <= f < MACHINE_FRAMES ==>
          SPEC(in_use)(f, ENTRIES) == \at(SPEC(in_use)(f, ENTRIES), Pre);
        loop invariant debt: owed == OWED_BEFORE(how);
        loop assigns k, AIMED, MEMORY, OWED;
        loop variant room - k; */
    while (k < room) {
        WORD word;

        /*@ ghost MODE(next_lemma)(info->self_map_slot, va, k, V1); */
        word = MODE(peek)(entry + (uint64_t)k * ENTRY_SIZE) /*@ ghost (info, va + k * 0x1000, V2, i1 + k) */;
        if (word % 2 == 0)
            break;
        /*@ assert present: MEMORY.word[at][i1 + k] != 0; */
        word = MODE(with_rights)(word, flags, no_execute) /*@ ghost (MEMORY.word[at][i1 + k]) */;
        MODE(place_leaf)(entry + (uint64_t)k * ENTRY_SIZE, word, how) /*@ ghost (info->self_map_slot, at, i1 + k, info->frame_limit, info->leaf_levels) */;
        if (how == STORE_ONE)
            machine_flush_page(va + (uint64_t)k * 0x1000);
        k++;
    }
    return k;
}

/* Changes the rights of pages in a row from va on that one table serves, which is there. */
/*@ requires \valid_read(info) && APART(info);
    requires standing: SPEC(standing)(info);
    requires canonical: SPEC(canonical)(va) && va % 0x1000 == 0;
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: T1 >= 0 && table == T1;
    requires room: 0 < room && i1 + room <= ENTRIES;
    requires flags: flags < 0x40;
    requires how: how == STORE_ONE || how == STORE_LATE;
    requires owed: owed == OWED_BEFORE(how);
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED;
    ensures range: \result <= room;
    ensures standing: SPEC(standing)(info);
    ensures debt: owed == OWED_BEFORE(how);
    ensures rights: SPEC(run_rights){Pre, Post}(info->self_map_slot, SPEC(number)(V1), \result, flags, info->no_execute);
    ensures present: SPEC(run_present){Pre}(info->self_map_slot, SPEC(number)(V1), \result);
    ensures others: SPEC(run_others){Pre, Post}(info->self_map_slot, SPEC(number)(V1), \result);
    ensures absent: \result == 0 ==> SPEC(w1)(V1) == 0;
    ensures unchanged: \result == 0 ==> SPEC(nothing_changed){Pre, Post};
*/
static uint32_t MODE(rights_here)(const struct pagemap_info *info, uint64_t va, uint32_t room, uint32_t flags, uint32_t how) /*@ ghost (uint64_t table, TUPLE1) */
{
    uint64_t entry;
    uint32_t done;

    /*@ ghost MODE(own_lemma)(info->self_map_slot, V1); */
    entry = MODE(shown)(info, 1, va);
    if (how == STORE_LATE) /* as in clear_here */
        done = MODE(rights_run)(entry, va, room, STORE_LATE, flags, info->no_execute) /*@ ghost (info, table, V1) */;
    else
        done = MODE(rights_run)(entry, va, room, STORE_ONE, flags, info->no_execute) /*@ ghost (info, table, V1) */;
    /*@ assert counted: SPEC(counted); */
    /*@ assert info: SPEC(info)(info); */
    /*@ ghost MODE(run_lemma)(done, V1); */
    return done;
}

/* Changes the rights of pages in a row from va on, as far as one table serves them. */
/*@ requires \valid_read(info) && APART(info);
    requires standing: SPEC(standing)(info);
    requires page: SPEC(page_ok)(info->self_map_slot, va) && 0 < pages;
    requires flags: flags < 0x40;
    requires how: how == STORE_ONE || how == STORE_LATE;
    requires owed: owed == OWED_BEFORE(how);
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED;
    ensures range: \result.pages <= pages;
    ensures standing: SPEC(standing)(info);
    ensures debt: owed == OWED_BEFORE(how);
    ensures some: \result.status == SELFMAP_OK <==> \result.pages > 0;
    ensures total: \result.status == SELFMAP_OK || \result.status == SELFMAP_LARGE_IN_WAY || \result.status == SELFMAP_NOT_MAPPED;
    ensures rights: SPEC(run_rights){Pre, Post}(info->self_map_slot, SPEC(number_of)(va), \result.pages, flags, info->no_execute);
    ensures present: SPEC(run_present){Pre}(info->self_map_slot, SPEC(number_of)(va), \result.pages);
    ensures others: SPEC(run_others){Pre, Post}(info->self_map_slot, SPEC(number_of)(va), \result.pages);
    ensures stop: \result.status != SELFMAP_OK ==> SPEC(absent_stop)(INDICES(va), \result.status);
    ensures unchanged: \result.status != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
*/
static struct part MODE(rights_part)(const struct pagemap_info *info, uint64_t va, uint64_t pages, uint32_t flags, uint32_t how)
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
        part.pages = MODE(rights_here)(info, va, pages < left ? (uint32_t)pages : left, flags, how) /*@ ghost (table, V1) */;
    /*@ assert standing: SPEC(standing)(info); */
    if (part.pages == 0)
        part.status = MODE(why_none)(info, va) /*@ ghost (V1) */;
    return part;
}

/* Changes the rights of pages in a row from va on. */
/*@ requires \valid_read(info) && APART(info) && \valid(done) && APART(done) && \separated(done, info);
    requires ready: SPEC(ready)(info);
    requires run: SPEC(run_ok)(info->self_map_slot, va, pages);
    requires flags: flags < 0x40;
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, *done;
    ensures range: *done <= pages && (\result == SELFMAP_OK <==> *done == pages);
    ensures ready: SPEC(ready)(info);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_NOT_MAPPED;
    ensures rights: SPEC(run_rights){Pre, Post}(info->self_map_slot, SPEC(number_of)(va), *done, flags, info->no_execute);
    ensures present: SPEC(run_present){Pre}(info->self_map_slot, SPEC(number_of)(va), *done);
    ensures others: SPEC(run_others){Pre, Post}(info->self_map_slot, SPEC(number_of)(va), *done);
    ensures stop: \result != SELFMAP_OK ==> SPEC(absent_stop)(INDICES(va + *done * 0x1000), \result);
    ensures unchanged: *done == 0 ==> SPEC(nothing_changed){Pre, Post};
*/
static enum selfmap_status MODE(rights_range)(const struct pagemap_info *info, uint64_t va, uint64_t pages, uint32_t flags, uint64_t *done)
{
    const uint32_t how = pages < FLUSH_ALL_FROM ? STORE_ONE : STORE_LATE;
    struct part part = {0, SELFMAP_OK};
    uint64_t n = 0;

    /*@ ghost if (how == STORE_LATE)
          owed = OWED_ALL; */
    /*@ loop invariant range: 0 <= n <= pages && part.status == SELFMAP_OK;
        loop invariant standing: SPEC(standing)(info);
        loop invariant debt: owed == OWED_BEFORE(how);
        loop invariant rights: SPEC(run_rights){Pre, Here}(info->self_map_slot, SPEC(number_of)(va), n, flags, info->no_execute);
        loop invariant present: SPEC(run_present){Pre}(info->self_map_slot, SPEC(number_of)(va), n);
        loop invariant others: SPEC(run_others){Pre, Here}(info->self_map_slot, SPEC(number_of)(va), n);
        loop invariant unchanged: n == 0 ==> SPEC(nothing_changed){Pre, Here};
        loop assigns n, part, AIMED, MEMORY, OWED;
        loop variant pages - n; */
    while (n < pages) {
        /*@ ghost MODE(further_lemma)(info, va, pages, n); */
        part = MODE(rights_part)(info, va + n * 0x1000, pages - n, flags, how);
        if (part.status != SELFMAP_OK)
            break;
        n += part.pages;
    }
    if (how == STORE_LATE)
        machine_flush_all();
    MODE(tell_done)(done, n) /*@ ghost (info) */;
    return part.status;
}

/*
 * change_template.h - map, unmap and protect one page whose arguments have been checked. Relies on leaf_template.h.
 */

/* Of every page outside the window, down to its level 1 table. */
#define PATHS(slot, ...) (\forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(slot, V2) ==> (__VA_ARGS__))

/* Stores the PTE of the page of these indices, whose table is there. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: T1 >= 0 && table == T1;
    requires word: word % 2 == 1;
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures ready: SPEC(ready)(info);
    ensures already: \result == SELFMAP_ALREADY_MAPPED <==> \old(SPEC(w1)(V1)) != 0;
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_ALREADY_MAPPED;
    ensures mapped: \result == SELFMAP_OK ==> SPEC(w1)(V1) == word;
    ensures others: \result == SELFMAP_OK ==> SPEC(others_same){Pre, Post}(info->self_map_slot, V1);
    ensures unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
*/
static enum selfmap_status MODE(fill_in)(const struct pagemap_info *info, uint64_t va, WORD word, uint64_t table) /*@ ghost (TUPLE1) */
{
    const uint64_t entry = MODE(aim)(info, 1, va) /*@ ghost (V1) */;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    if (MODE(machine_load)(entry) % 2 == 1)
        return SELFMAP_ALREADY_MAPPED;
    /*@ assert absent: MEMORY.word[T1][i1] == 0; */
    MODE(set_leaf)(entry, word, table) /*@ ghost (info->self_map_slot, aim_frame, info->frame_limit, info->leaf_levels, V1) */;
    /*@ assert info: SPEC(info)(info); */
    return SELFMAP_OK;
}

/* Maps the page of these indices, whose table has to be made first. Apart from map_at, which stays short without it. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires none: T1 < 0;
    requires word: word % 2 == 1;
    terminates \true;
    exits \false;
    assigns GROWN;
    ensures ready: SPEC(ready)(info);
    ensures large: \result == SELFMAP_LARGE_IN_WAY <==> \old(SPEC(large_there)(V1));
    ensures frames: \result == SELFMAP_NO_FRAMES <==>
      \old(!SPEC(large_there)(V1) && frames_available < SPEC(missing)(V1));
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_NO_FRAMES;
    ensures mapped: \result == SELFMAP_OK ==> SPEC(w1)(V1) == word;
    ensures others: \result == SELFMAP_OK ==> SPEC(others_same){Pre, Post}(info->self_map_slot, V1);
    ensures unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
*/
__attribute__((cold, noinline))
static enum selfmap_status MODE(map_grow)(const struct pagemap_info *info, uint64_t va, WORD word) /*@ ghost (TUPLE1) */
{
    const enum selfmap_status status = MODE(make_table)(info, va) /*@ ghost (V1) */;
    uint64_t table;

    if (status != SELFMAP_OK)
        return status;
    table = MODE(table_frame)(info, 1, va) /*@ ghost (V1) */;
    /*@ assert same: SPEC(same_map){Pre, Here}(info->self_map_slot); */
    /*@ assert page: SPEC(w1)(V1) == \at(SPEC(w1)(V1), Pre) && table == T1; */
    return MODE(fill_in)(info, va, word, table) /*@ ghost (V1) */;
}

/* Maps the page of these indices. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires word: word % 2 == 1;
    terminates \true;
    exits \false;
    assigns GROWN;
    ensures ready: SPEC(ready)(info);
    ensures large: \result == SELFMAP_LARGE_IN_WAY <==> \old(SPEC(large_there)(V1));
    ensures already: \result == SELFMAP_ALREADY_MAPPED <==> \old(SPEC(w1)(V1)) != 0;
    ensures frames: \result == SELFMAP_NO_FRAMES <==>
      \old(SPEC(w1)(V1) == 0 && !SPEC(large_there)(V1) && frames_available < SPEC(missing)(V1));
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_ALREADY_MAPPED ||
      \result == SELFMAP_NO_FRAMES;
    ensures mapped: \result == SELFMAP_OK ==> SPEC(w1)(V1) == word;
    ensures others: \result == SELFMAP_OK ==> SPEC(others_same){Pre, Post}(info->self_map_slot, V1);
    ensures unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
*/
static enum selfmap_status MODE(map_at)(const struct pagemap_info *info, uint64_t va, WORD word) /*@ ghost (TUPLE1) */
{
    const uint64_t table = MODE(find_table)(info, va) /*@ ghost (V1) */;

    if (table == NO_TABLE)
        return MODE(map_grow)(info, va, word) /*@ ghost (V1) */;
    /*@ assert small: !SPEC(large_there)(V1); */
    return MODE(fill_in)(info, va, word, table) /*@ ghost (V1) */;
}

/* A table on the way of a page that has the next one below it is not empty. */
/*@ ghost
  /@ requires tree: SPEC(tree)(slot) && SPEC(decoded)(limit);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures next1: PATHS(slot, T1 >= 0 ==> T2 >= 0);
     WITH4(ensures used2: PATHS(slot, T1 >= 0 ==> !SPEC(empty_words)(T2));
     ensures used3: PATHS(slot, T2 >= 0 ==> T3 >= 0 && !SPEC(empty_words)(T3));)
     WITH5(ensures used4: PATHS(slot, T3 >= 0 ==> T4 >= 0 && !SPEC(empty_words)(T4));)
  @/
  void MODE(used_lemma)(uint64_t slot, uint64_t limit)
  {
    MODE(place_lemma)(slot);
    /@ assert zero: SPEC(table_of)(0, limit) == -1; @/
    /@ assert word2: PATHS(slot, T1 >= 0 ==> T2 >= 0 && MEMORY.word[T2][i2] != 0); @/
    WITH4(/@ assert word3: PATHS(slot, T2 >= 0 ==> T3 >= 0 && MEMORY.word[T3][i3] != 0); @/)
    WITH5(/@ assert word4: PATHS(slot, T3 >= 0 ==> T4 >= 0 && MEMORY.word[T4][i4] != 0); @/)
  }
*/

IF4(
/* The half of an address is told by its top index. */
/*@ ghost
  /@ requires canonical: SPEC(canonical)(va);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures high: va >= HALF <==> TOP_INDEX(va) >= 256;
  @/
  void MODE(high_lemma)(uint64_t va)
  {
    /@ assert wide: va == va / SPAN * SPAN + va % SPAN; @/
    /@ assert half: va >= HALF <==> va % SPAN >= HALF; @/
  }
*/
)
/* Gives back the tables on the way of va that have become empty, from the lowest up. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: T1 >= 0 && table == T1;
    terminates \true;
    exits \false;
    assigns SHRUNK;
    ensures ready: SPEC(ready)(info);
    ensures same: SPEC(same_map){Pre, Post}(info->self_map_slot);
    ensures reclaimed: SPEC(reclaimed)(va, V1);
    ensures cut: SPEC(only_cut){Pre, Post};
    ensures lean: SPEC(no_more_idle){Pre, Post}(-1);
    ensures lowest: table_level[table] >= 1 && PINNED(1, va) == 0 ==> !SPEC(empty_words)(table);
*/
__attribute__((cold, noinline))
static void MODE(reclaim)(const struct pagemap_info *info, uint64_t va, uint64_t table) /*@ ghost (TUPLE1) */
{
    if (MODE(prune)(info, 1, va, table) /*@ ghost (V1) */ == 0) {
        /*@ ghost MODE(used_lemma)(info->self_map_slot, info->frame_limit); */
        /*@ assert own1: PINNED(1, va) == 0 ==> !SPEC(empty_words)(T1); */
        /*@ assert stays1: SPEC(reclaimed)(va, V1); */
        /*@ assert kept1: SPEC(same_map){Pre, Here}(info->self_map_slot); */
        /*@ assert cut1: SPEC(only_cut){Pre, Here}; */
        /*@ assert lean1: SPEC(no_more_idle){Pre, Here}(-1); */
        /*@ assert lowest1: PINNED(1, va) == 0 ==> !SPEC(empty_words)(\at(table, Pre)); */
        return;
    }
    IF4(/*@ assert above2: table_level[\at(table, Pre)] == -1 && T2 == \at(T2, Pre) && SPEC(no_more_idle){Pre, Here}(T2); */
    table = MODE(table_frame)(info, 2, va) /*@ ghost (V1) */;
    /*@ assert same2: SPEC(same_map){Pre, Here}(info->self_map_slot); */
    if (MODE(prune)(info, 2, va, table) /*@ ghost (V1) */ == 0) {
        /*@ assert lowest2: table_level[\at(table, Pre)] == -1; */
        /*@ ghost MODE(used_lemma)(info->self_map_slot, info->frame_limit); */
        /*@ assert gone2: T1 < 0; */
        /*@ assert own2: PINNED(2, va) == 0 ==> !SPEC(empty_words)(T2); */
        /*@ assert stays2: SPEC(reclaimed)(va, V1); */
        /*@ assert kept2: SPEC(same_map){Pre, Here}(info->self_map_slot); */
        /*@ assert cut2: SPEC(only_cut){Pre, Here}; */
        /*@ assert lean2: SPEC(no_more_idle){Pre, Here}(-1); */
        return;
    }
    /*@ assert above3: table_level[\at(table, Pre)] == -1 && T3 == \at(T3, Pre) && SPEC(no_more_idle){Pre, Here}(T3); */
    table = MODE(table_frame)(info, 3, va) /*@ ghost (V1) */;
    /*@ assert same3: SPEC(same_map){Pre, Here}(info->self_map_slot); */)
    IF5(if (MODE(prune)(info, 3, va, table) /*@ ghost (V1) */ == 0) {
        /*@ assert lowest3: table_level[\at(table, Pre)] == -1; */
        /*@ ghost MODE(used_lemma)(info->self_map_slot, info->frame_limit); */
        /*@ assert gone3: T2 < 0; */
        /*@ assert own3: PINNED(3, va) == 0 ==> !SPEC(empty_words)(T3); */
        /*@ assert stays3: SPEC(reclaimed)(va, V1); */
        /*@ assert kept3: SPEC(same_map){Pre, Here}(info->self_map_slot); */
        /*@ assert cut3: SPEC(only_cut){Pre, Here}; */
        /*@ assert lean3: SPEC(no_more_idle){Pre, Here}(-1); */
        return;
    }
    /*@ assert above4: table_level[\at(table, Pre)] == -1 && T4 == \at(T4, Pre) && SPEC(no_more_idle){Pre, Here}(T4); */
    table = MODE(table_frame)(info, 4, va) /*@ ghost (V1) */;
    /*@ assert same4: SPEC(same_map){Pre, Here}(info->self_map_slot); */)
    IF4(/*@ ghost
      MODE(place_lemma)(info->self_map_slot);
      MODE(high_lemma)(va);
    */
    /*@ assert at: table_level[table] == TOP - 1 && table_prefix[table] == PLACE(TOP); */
    /*@ assert taken: table_level[\at(table, Pre)] == -1; */
    MODE(prune)(info, TOP - 1, va, table) /*@ ghost (V1) */;
    /*@ assert lowest: table_level[\at(table, Pre)] == -1; */
    /*@ ghost MODE(used_lemma)(info->self_map_slot, info->frame_limit); */
    /*@ assert same5: SPEC(same_map){Pre, Here}(info->self_map_slot); */
    /*@ assert gone: SPEC(reclaimed)(va, V1); */)
    /*@ assert cut: SPEC(only_cut){Pre, Here}; */
    /*@ assert lean: SPEC(no_more_idle){Pre, Here}(-1); */
}

/* Unmaps the page of these indices: clears the PTE, pays the flush, takes empty tables away. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires \valid(pfn) && APART(pfn) && \separated(pfn, info);
    terminates \true;
    exits \false;
    assigns SHRUNK, *pfn;
    ensures ready: SPEC(ready)(info);
    ensures large: \result == SELFMAP_LARGE_IN_WAY <==> \old(SPEC(large_there)(V1));
    ensures absent: \result == SELFMAP_NOT_MAPPED <==> \old(!SPEC(large_there)(V1) && SPEC(w1)(V1) == 0);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_NOT_MAPPED;
    ensures gone: \result == SELFMAP_OK ==> SPEC(word_at)(V1) == 0;
    ensures frame: \result == SELFMAP_OK ==> *pfn == SPEC(raw_pfn)(1, \old(SPEC(w1)(V1)));
    ensures others: \result == SELFMAP_OK ==> SPEC(others_same){Pre, Post}(info->self_map_slot, V1);
    ensures reclaimed: \result == SELFMAP_OK ==> SPEC(reclaimed)(va, V1);
    ensures unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post} && *pfn == \old(*pfn);
*/
static enum selfmap_status MODE(unmap_at)(const struct pagemap_info *info, uint64_t va, uint64_t *pfn) /*@ ghost (TUPLE1) */
{
    const uint64_t table = MODE(find_table)(info, va) /*@ ghost (V1) */;
    uint64_t entry;
    WORD word;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    if (table == NO_TABLE)
        return MODE(why_none)(info, va) /*@ ghost (V1) */;
    entry = MODE(aim)(info, 1, va) /*@ ghost (V1) */;
    word = MODE(machine_load)(entry);
    /*@ assert seen: (word % 2 == 0 <==> MEMORY.word[T1][i1] == 0) && !SPEC(large_there)(V1) && SPEC(w1)(V1) == MEMORY.word[T1][i1]; */
    /*@ assert wide: word / 0x1000 == word / 0x80 / 0x20 && MEMORY.word[T1][i1] / 0x1000 == MEMORY.word[T1][i1] / 0x80 / 0x20; */
    if (word % 2 == 0)
        return SELFMAP_NOT_MAPPED;
    /*@ assert frame: SPEC(raw_pfn)(1, \at(SPEC(w1)(V1), Pre)) == word / 0x1000 % 0x10000000000; */
    *pfn = word / 0x1000 % 0x10000000000;
    /*@ assert fields: *info == \at(*info, Pre); */
    /*@ assert kept: SPEC(info)(info) && frames_bounds && SPEC(counted); */
    MODE(set_leaf)(entry, 0, table) /*@ ghost (info->self_map_slot, aim_frame, info->frame_limit, info->leaf_levels, V1) */;
    /*@ ghost MODE(page_lemma)(info->self_map_slot, va, V1); */
    machine_flush_page(va);
    /*@ assert info: SPEC(info)(info); */
    /*@ assert empty: SPEC(word_at)(V1) == 0; */
    /*@ assert cleared: SPEC(others_same){Pre, Here}(info->self_map_slot, V1); */
    if (MODE(idle)(1, va, table) /*@ ghost (info, V1) */ != 0)
        MODE(reclaim)(info, va, table) /*@ ghost (V1) */;
    /*@ ghost else
      MODE(used_lemma)(info->self_map_slot, info->frame_limit);
    */
    /*@ assert gone: SPEC(word_at)(V1) == 0; */
    /*@ assert reclaimed: SPEC(reclaimed)(va, V1); */
    return SELFMAP_OK;
}

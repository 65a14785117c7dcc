/*
 * large_template.h - map, unmap and protect one large page whose arguments have been checked. Relies on
 * large_leaf_template.h and change_template.h.
 */

/* What stands in the place of a large page, or SELFMAP_OK when it is there. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires canonical: SPEC(canonical)(va) && 2 <= level <= info->leaf_levels;
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures state: SPEC(large_state)(level, V1, \result);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_TABLE_IN_WAY || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_NOT_MAPPED;
    ensures there: \result == SELFMAP_OK ==> TABLE(level) >= 0 && MEMORY.word[TABLE(level)][PLACE(level)] == SPEC(own)(level, V1) &&
      SPEC(own)(level, V1) % 2 == 1 && LINKS.child[TABLE(level)][PLACE(level)] == -1;
*/
static enum selfmap_status MODE(large_state)(const struct pagemap_info *info, uint64_t va, uint32_t level) /*@ ghost (TUPLE1) */
{
    const uint32_t found = MODE(descend)(info, va) /*@ ghost (V1) */;
    const WORD word = MODE(load)(info, found, va) /*@ ghost (V1) */;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    if (found < level)
        return SELFMAP_TABLE_IN_WAY;
    if (word % 2 == 0)
        return SELFMAP_NOT_MAPPED;
    IF4(if (found > level)
        return SELFMAP_LARGE_IN_WAY;)
    return SELFMAP_OK;
}

/* Stores the leaf of the large page of these indices, whose place is there and empty. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, level);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires place: TABLE(level) >= 0 && MEMORY.word[TABLE(level)][PLACE(level)] == 0 && LINKS.child[TABLE(level)][PLACE(level)] == -1;
    requires word: word % 2 == 1 && word / 0x80 % 2 == 1;
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures ready: SPEC(ready)(info);
    ensures mapped: SPEC(large_reads)(level, word, V1);
    ensures own: SPEC(own)(level, V1) == word && MEMORY.word[TABLE(level)][PLACE(level)] == word;
    ensures rest: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != TABLE(level) || i != PLACE(level)) ==>
      MEMORY.word[f][i] == \old(MEMORY.word[f][i]);
    ensures others: SPEC(large_others){Pre, Post}(info->self_map_slot, level, V1);
*/
static void MODE(place_large)(const struct pagemap_info *info, uint64_t va, uint32_t level, WORD word) /*@ ghost (TUPLE1) */
{
    uint64_t table = 0;
    uint64_t entry;

    IF4(table = MODE(table_frame)(info, level, va) /*@ ghost (V1) */;)
    entry = MODE(aim)(info, level, va) /*@ ghost (V1) */;
    MODE(set_large)(entry, word, table) /*@ ghost (info->self_map_slot, level, aim_frame, aim_place, info->frame_limit, info->leaf_levels, V1) */;
    /*@ assert info: SPEC(info)(info); */
}

/* Maps the large page of these indices. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, level);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires word: word % 2 == 1 && word / 0x80 % 2 == 1;
    terminates \true;
    exits \false;
    assigns GROWN;
    ensures ready: SPEC(ready)(info);
    ensures table: \result == SELFMAP_TABLE_IN_WAY <==> \old(SPEC(table_there)(level, V1));
    ensures large: \result == SELFMAP_LARGE_IN_WAY <==> \old(SPEC(larger_there)(level, V1));
    ensures already: \result == SELFMAP_ALREADY_MAPPED <==> \old(SPEC(own)(level, V1)) != 0;
    ensures frames: \result == SELFMAP_NO_FRAMES <==> \old(!SPEC(table_there)(level, V1) && SPEC(word_at)(V1) == 0 &&
      frames_available < SPEC(missing)(V1) - (level - 1));
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_TABLE_IN_WAY || \result == SELFMAP_LARGE_IN_WAY ||
      \result == SELFMAP_ALREADY_MAPPED || \result == SELFMAP_NO_FRAMES;
    ensures mapped: \result == SELFMAP_OK ==> SPEC(large_reads)(level, word, V1);
    ensures there: \result == SELFMAP_OK ==> TABLE(level) >= 0 && MEMORY.word[TABLE(level)][PLACE(level)] == word;
    ensures others: \result == SELFMAP_OK ==> SPEC(large_others){Pre, Post}(info->self_map_slot, level, V1);
    ensures unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
*/
static enum selfmap_status MODE(map_large_at)(const struct pagemap_info *info, uint64_t va, uint32_t level, WORD word) /*@ ghost (TUPLE1) */
{
    const uint32_t found = MODE(descend)(info, va) /*@ ghost (V1) */;
    const WORD old = MODE(load)(info, found, va) /*@ ghost (V1) */;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert missing: SPEC(missing)(V1) == found - 1; */
    /*@ assert below: found < level <==> SPEC(table_there)(level, V1); */
    /*@ assert word: MEMORY.word[TABLE(found)][PLACE(found)] == SPEC(word_at)(V1) && (old % 2 == 0 <==> SPEC(word_at)(V1) == 0); */
    if (found < level)
        return SELFMAP_TABLE_IN_WAY;
    IF4(if (old % 2 == 1 && found > level)
        return SELFMAP_LARGE_IN_WAY;)
    if (old % 2 == 1)
        return SELFMAP_ALREADY_MAPPED;
    IF4(if (frames_left() < found - level)
        return SELFMAP_NO_FRAMES;
    MODE(fill)(info, found, level, va) /*@ ghost (V1) */;
    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert same: SPEC(same_map){Pre, Here}(info->self_map_slot); */)
    MODE(place_large)(info, va, level, word) /*@ ghost (V1) */;
    return SELFMAP_OK;
}

/* The tables of PML2 and PAE that hold large leaves stay. */
IF4(
/* Gives back the tables from a level up that have become empty. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires canonical: SPEC(canonical)(va) && 2 <= level <= 3;
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: TABLE(level) >= 0 && BELOW(level) < 0;
    terminates \true;
    exits \false;
    assigns SHRUNK;
    ensures ready: SPEC(ready)(info);
    ensures same: SPEC(same_map){Pre, Post}(info->self_map_slot);
    ensures reclaimed: SPEC(reclaimed)(va, V1);
*/
static void MODE(reclaim_from)(const struct pagemap_info *info, uint64_t va, uint32_t level) /*@ ghost (TUPLE1) */
{
    uint32_t at = level;

    /*@ loop invariant range: level <= at <= TOP;
        loop invariant ready: SPEC(ready)(info);
        loop invariant there: TABLE(at) >= 0 && TABLE(at - 1) < 0;
        loop invariant same: SPEC(same_map){Pre, Here}(info->self_map_slot);
        loop assigns at, SHRUNK;
        loop variant TOP - at; */
    while (at < TOP) {
        if (MODE(prune)(info, at, va, MODE(table_frame)(info, at, va) /*@ ghost (V1) */) /*@ ghost (V1) */ == 0)
            break;
        at++;
    }
    /*@ ghost MODE(used_lemma)(info->self_map_slot, info->frame_limit); */
}
)

/* Clears the leaf of the large page of these indices, which is there, and pays its flushes. No table goes. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, level);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: TABLE(level) >= 0 && MEMORY.word[TABLE(level)][PLACE(level)] % 2 == 1 && LINKS.child[TABLE(level)][PLACE(level)] == -1;
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures ready: SPEC(ready)(info);
    ensures cleared: MEMORY.word[TABLE(level)][PLACE(level)] == 0;
    ensures rest: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != TABLE(level) || i != PLACE(level)) ==>
      MEMORY.word[f][i] == \old(MEMORY.word[f][i]);
    ensures gone: SPEC(large_reads)(level, 0, V1);
    ensures others: SPEC(large_others){Pre, Post}(info->self_map_slot, level, V1);
*/
static void MODE(clear_large)(const struct pagemap_info *info, uint64_t va, uint32_t level) /*@ ghost (TUPLE1) */
{
    uint64_t table = 0;
    uint64_t entry;

    IF4(table = MODE(table_frame)(info, level, va) /*@ ghost (V1) */;)
    entry = MODE(aim)(info, level, va) /*@ ghost (V1) */;
    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert level: table_level[aim_frame] == level && aim_first == SPEC(first_page)(info->self_map_slot, level, entry); */
    MODE(set_large)(entry, 0, table) /*@ ghost (info->self_map_slot, level, aim_frame, aim_place, info->frame_limit, info->leaf_levels, V1) */;
    /*@ assert info: SPEC(info)(info); */
    MODE(flush_large)(info, va, level) /*@ ghost (entry, V1) */;
}

/* Unmaps the large page of these indices: clears its leaf, takes empty tables away. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, level);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires \valid(pfn) && APART(pfn) && \separated(pfn, info);
    terminates \true;
    exits \false;
    assigns SHRUNK, *pfn;
    ensures ready: SPEC(ready)(info);
    ensures state: SPEC(large_state){Pre}(level, V1, \result);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_TABLE_IN_WAY || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_NOT_MAPPED;
    ensures gone: \result == SELFMAP_OK ==> SPEC(large_reads)(level, 0, V1);
    ensures frame: \result == SELFMAP_OK ==> *pfn == SPEC(raw_pfn)(level, \old(SPEC(own)(level, V1)));
    ensures others: \result == SELFMAP_OK ==> SPEC(large_others){Pre, Post}(info->self_map_slot, level, V1);
    ensures reclaimed: \result == SELFMAP_OK ==> SPEC(reclaimed)(va, V1);
    ensures unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post} && *pfn == \old(*pfn);
*/
static enum selfmap_status MODE(unmap_large_at)(const struct pagemap_info *info, uint64_t va, uint32_t level, uint64_t *pfn) /*@ ghost (TUPLE1) */
{
    const enum selfmap_status status = MODE(large_state)(info, va, level) /*@ ghost (V1) */;
    WORD word;

    if (status != SELFMAP_OK)
        return status;
    word = MODE(load)(info, level, va) /*@ ghost (V1) */;
    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert at: 0 <= aim_frame < MACHINE_FRAMES && 0 <= aim_place < ENTRIES && table_level[aim_frame] >= 2; */
    /*@ assert large: MEMORY.word[aim_frame][aim_place] / 0x80 % 2 == 1; */
    /*@ ghost MODE(seen_lemma)(word, MEMORY.word[aim_frame][aim_place]); */
    /*@ assert frame: SPEC(raw_pfn)(level, SPEC(own)(level, V1)) == word / 0x1000 % FRAME_LIMIT - word / 0x1000 % 2; */
    *pfn = word / 0x1000 % FRAME_LIMIT - word / 0x1000 % 2; /* bit 12 of a large leaf is PAT (table 4-18) */
    MODE(clear_large)(info, va, level) /*@ ghost (V1) */;
    IF4(MODE(reclaim_from)(info, va, level) /*@ ghost (V1) */;)
    return SELFMAP_OK;
}

/* Gives the large page of these indices other flags; its frame, and A and D as the CPU shows them, stay. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, level);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires flags: flags < 0x40;
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED;
    ensures ready: SPEC(ready)(info);
    ensures state: SPEC(large_state){Pre}(level, V1, \result);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_TABLE_IN_WAY || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_NOT_MAPPED;
    ensures word: \result == SELFMAP_OK ==> SPEC(same_but_ad)(SPEC(own)(level, V1),
      SPEC(large_word)(SPEC(raw_pfn)(level, \old(SPEC(own)(level, V1))), flags, info->no_execute));
    ensures inside: \result == SELFMAP_OK ==> SPEC(large_reads)(level, SPEC(own)(level, V1), V1);
    ensures others: \result == SELFMAP_OK ==> SPEC(large_others){Pre, Post}(info->self_map_slot, level, V1);
    ensures unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
*/
static enum selfmap_status MODE(protect_large_at)(const struct pagemap_info *info, uint64_t va, uint32_t level, uint32_t flags) /*@ ghost (TUPLE1) */
{
    const enum selfmap_status status = MODE(large_state)(info, va, level) /*@ ghost (V1) */;
    uint64_t entry;
    WORD word;

    if (status != SELFMAP_OK)
        return status;
    entry = MODE(aim)(info, level, va) /*@ ghost (V1) */;
    word = MODE(machine_load)(entry);
    word = MODE(with_large_rights)(word, flags, info->no_execute) /*@ ghost (level, MEMORY.word[aim_frame][aim_place]) */;
    MODE(rewrite_large)(entry, word) /*@ ghost (info->self_map_slot, level, aim_frame, aim_place, info->frame_limit, info->leaf_levels, V1) */;
    /*@ assert info: SPEC(info)(info); */
    MODE(flush_large)(info, va, level) /*@ ghost (entry, V1) */;
    return SELFMAP_OK;
}

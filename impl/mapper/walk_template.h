/*
 * walk_template.h - reading the tree of one mode through its self-map: one entry, the level at which a walk ends.
 * Relies on access_template.h.
 */

/* The entry of va at a level whose table is there. */
/*@ requires \valid_read(info) && APART(info);
    requires standing: SPEC(standing)(info);
    requires level: SPEC(window_level)(level) && SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires reached: TABLE(level) >= 0;
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures aim: aim_frame == TABLE(level) && aim_place == PLACE(level) && aim_page == SPEC(page_of_entry)(info->self_map_slot, aim_entry);
    ensures word: SPEC(same_but_ad)(\result, MEMORY.word[TABLE(level)][PLACE(level)]);
*/
static WORD MODE(load)(const struct pagemap_info *info, uint32_t level, uint64_t va) /*@ ghost (TUPLE1) */
{
    return MODE(machine_load)(MODE(aim)(info, level, va) /*@ ghost (V1) */);
}

/* Does the entry of va at a level above 1 reference a table? P set and PS clear (design 5.5). */
/*@ requires \valid_read(info) && APART(info);
    requires standing: SPEC(standing)(info);
    requires level: 2 <= level && SPEC(window_level)(level) && SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires reached: TABLE(level) >= 0;
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures aim: aim_frame == TABLE(level) && aim_place == PLACE(level) && aim_page == SPEC(page_of_entry)(info->self_map_slot, aim_entry);
    ensures table: \result != 0 <==> LINKS.child[TABLE(level)][PLACE(level)] >= 0;
    ensures boolean: \result == 0 || \result == 1;
*/
static uint32_t MODE(has_table)(const struct pagemap_info *info, uint32_t level, uint64_t va) /*@ ghost (TUPLE1) */
{
    const WORD word = MODE(load)(info, level, va) /*@ ghost (V1) */;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert at: 0 <= aim_frame < MACHINE_FRAMES && 0 <= aim_place < ENTRIES && table_level[aim_frame] >= 2; */
    /*@ assert seen: word % 2 == MEMORY.word[aim_frame][aim_place] % 2 &&
          word / 0x80 % 2 == MEMORY.word[aim_frame][aim_place] / 0x80 % 2; */
    /*@ assert table: LINKS.child[aim_frame][aim_place] >= 0 ==> MEMORY.word[aim_frame][aim_place] % 2 == 1 &&
          MEMORY.word[aim_frame][aim_place] / 0x80 % 2 == 0; */
    /*@ assert other: LINKS.child[aim_frame][aim_place] < 0 ==> MEMORY.word[aim_frame][aim_place] % 2 == 0 ||
          MEMORY.word[aim_frame][aim_place] / 0x80 % 2 == 1; */
    return word % 2 == 1 && word / 0x80 % 2 == 0 ? 1 : 0;
}

/* The table of a level below the top on the way of va, which is there. */
/*@ requires \valid_read(info) && APART(info);
    requires standing: SPEC(standing)(info);
    requires level: 1 <= level < TOP && SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires reached: TABLE(level) >= 0;
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures aim: aim_frame == TABLE(level + 1) && aim_place == PLACE(level + 1) && aim_page == SPEC(page_of_entry)(info->self_map_slot, aim_entry);
    ensures frame: \result == TABLE(level);
*/
static uint64_t MODE(table_frame)(const struct pagemap_info *info, uint32_t level, uint64_t va) /*@ ghost (TUPLE1) */
{
    const WORD word = MODE(load)(info, level + 1, va) /*@ ghost (V1) */;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert at: 0 <= aim_frame < MACHINE_FRAMES && 0 <= aim_place < ENTRIES && table_level[aim_frame] >= 2 &&
          LINKS.child[aim_frame][aim_place] == TABLE(level); */
    /*@ assert entry: LINKS.child[aim_frame][aim_place] == MEMORY.word[aim_frame][aim_place] / 0x1000; */
    /*@ assert seen: word / 0x80 == MEMORY.word[aim_frame][aim_place] / 0x80; */
    /*@ assert wide: word / 0x1000 == word / 0x80 / 0x20; */
    /*@ assert wider: MEMORY.word[aim_frame][aim_place] / 0x1000 == MEMORY.word[aim_frame][aim_place] / 0x80 / 0x20; */
    /*@ assert frame: word / 0x1000 == LINKS.child[aim_frame][aim_place]; */
    return word / 0x1000 % 0x10000000000;
}

/* The level at which the walk of va ends: the first entry from the top that references no table, or 1. */
/*@ requires \valid_read(info) && APART(info);
    requires standing: SPEC(standing)(info);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures aim: aim_page == SPEC(page_of_entry)(info->self_map_slot, aim_entry) && 0 <= aim_frame && 0 <= aim_place;
    ensures range: 1 <= \result <= TOP;
    ensures reached: TABLE(\result) >= 0;
    ensures last: \result > 1 ==> TABLE(\result - 1) < 0;
*/
static uint32_t MODE(descend)(const struct pagemap_info *info, uint64_t va) /*@ ghost (TUPLE1) */
{
    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    IF5(if (MODE(has_table)(info, 5, va) /*@ ghost (V1) */ == 0)
        return 5;)
    IF4(if (MODE(has_table)(info, 4, va) /*@ ghost (V1) */ == 0)
        return 4;
    if (MODE(has_table)(info, 3, va) /*@ ghost (V1) */ == 0)
        return 3;)
    if (MODE(has_table)(info, 2, va) /*@ ghost (V1) */ == 0)
        return 2;
    return 1;
}

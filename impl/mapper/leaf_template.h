/*
 * leaf_template.h - the table of PTEs on the way of a page: find it, or say why it is not there, or make it.
 * Relies on grow_template.h.
 */

/* No frame: what find_table answers when the walk ends above level 1. */
#define NO_TABLE 0xFFFFFFFFFFFFFFFF

/* The table that the entry of va at level 2 references, or NO_TABLE. One load for both. */
/*@ requires \valid_read(info) && APART(info);
    requires standing: SPEC(standing)(info);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires reached: TABLE(2) >= 0;
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures there: T1 >= 0 ==> \result == T1;
    ensures none: T1 < 0 ==> \result == NO_TABLE;
*/
static uint64_t MODE(last_table)(const struct pagemap_info *info, uint64_t va) /*@ ghost (TUPLE1) */
{
    const WORD word = MODE(load)(info, 2, va) /*@ ghost (V1) */;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert at: 0 <= aim_frame < MACHINE_FRAMES && 0 <= aim_place < ENTRIES && table_level[aim_frame] == 2 &&
          LINKS.child[aim_frame][aim_place] == T1; */
    /*@ assert seen: word % 2 == MEMORY.word[aim_frame][aim_place] % 2 &&
          word / 0x80 == MEMORY.word[aim_frame][aim_place] / 0x80; */
    /*@ assert wide: word / 0x1000 == word / 0x80 / 0x20; */
    /*@ assert wider: MEMORY.word[aim_frame][aim_place] / 0x1000 == MEMORY.word[aim_frame][aim_place] / 0x80 / 0x20; */
    /*@ assert table: T1 >= 0 ==> word % 2 == 1 && word / 0x80 % 2 == 0 && word / 0x1000 == T1; */
    /*@ assert other: T1 < 0 ==> MEMORY.word[aim_frame][aim_place] % 2 == 0 || MEMORY.word[aim_frame][aim_place] / 0x80 % 2 == 1; */
    return word % 2 == 1 && word / 0x80 % 2 == 0 ? word / 0x1000 % 0x10000000000 : NO_TABLE;
}

/* The frame of the table of level 1 on the way of va, NO_TABLE when the walk ends above it. */
/*@ requires \valid_read(info) && APART(info);
    requires standing: SPEC(standing)(info);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures there: T1 >= 0 ==> \result == T1;
    ensures none: T1 < 0 ==> \result == NO_TABLE;
*/
static uint64_t MODE(find_table)(const struct pagemap_info *info, uint64_t va) /*@ ghost (TUPLE1) */
{
    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    IF5(if (MODE(has_table)(info, 5, va) /*@ ghost (V1) */ == 0)
        return NO_TABLE;)
    IF4(if (MODE(has_table)(info, 4, va) /*@ ghost (V1) */ == 0)
        return NO_TABLE;
    if (MODE(has_table)(info, 3, va) /*@ ghost (V1) */ == 0)
        return NO_TABLE;)
    return MODE(last_table)(info, va) /*@ ghost (V1) */;
}

/* Why a page has no PTE, or one that is absent. */
/*@ requires \valid_read(info) && APART(info);
    requires standing: SPEC(standing)(info);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires none: SPEC(w1)(V1) == 0;
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures large: \result == SELFMAP_LARGE_IN_WAY <==> SPEC(large_there)(V1);
    ensures absent: \result == SELFMAP_NOT_MAPPED <==> !SPEC(large_there)(V1);
*/
__attribute__((cold, noinline))
static enum selfmap_status MODE(why_none)(const struct pagemap_info *info, uint64_t va) /*@ ghost (TUPLE1) */
{
    const uint32_t level = MODE(descend)(info, va) /*@ ghost (V1) */;
    const WORD word = MODE(load)(info, level, va) /*@ ghost (V1) */;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    return word % 2 == 1 ? SELFMAP_LARGE_IN_WAY : SELFMAP_NOT_MAPPED;
}

/* Makes every table that is missing on the way of va. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires none: T1 < 0;
    terminates \true;
    exits \false;
    assigns GROWN;
    ensures ready: SPEC(ready)(info);
    ensures large: \result == SELFMAP_LARGE_IN_WAY <==> \old(SPEC(large_there)(V1));
    ensures frames: \result == SELFMAP_NO_FRAMES <==> \old(!SPEC(large_there)(V1) && frames_available < SPEC(missing)(V1));
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_NO_FRAMES;
    ensures there: \result == SELFMAP_OK ==> T1 >= 0;
    ensures same: SPEC(same_map){Pre, Post}(info->self_map_slot);
    ensures unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
*/
static enum selfmap_status MODE(make_table)(const struct pagemap_info *info, uint64_t va) /*@ ghost (TUPLE1) */
{
    const uint32_t level = MODE(descend)(info, va) /*@ ghost (V1) */;
    const WORD word = MODE(load)(info, level, va) /*@ ghost (V1) */;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert missing: SPEC(missing)(V1) == level - 1; */
    if (word % 2 == 1)
        return SELFMAP_LARGE_IN_WAY;
    if (frames_left() < level - 1)
        return SELFMAP_NO_FRAMES;
    MODE(fill)(info, level, 1, va) /*@ ghost (V1) */;
    return SELFMAP_OK;
}

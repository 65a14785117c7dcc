/*
 * grow_template.h - tables come and go in one mode: make the next table on the way of a page, take an empty one away.
 * Relies on edit_template.h and walk_template.h, and on the frame source.
 */

/* Makes the table below the entry of va at a level, which is absent. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires level: 2 <= level <= TOP && SPEC(window_level)(level) && SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires absent: TABLE(level) >= 0 && LINKS.child[TABLE(level)][PLACE(level)] == -1 &&
      MEMORY.word[TABLE(level)][PLACE(level)] == 0;
    requires left: frames_available > 0;
    terminates \true;
    exits \false;
    assigns GROWN;
    ensures ready: SPEC(ready)(info);
    ensures made: TABLE(level - 1) >= 0 && SPEC(empty)(TABLE(level - 1));
    ensures same: SPEC(same_map){Pre, Post}(info->self_map_slot);
    ensures left: frames_available == \old(frames_available) - 1;
*/
static void MODE(extend)(const struct pagemap_info *info, uint32_t level, uint64_t va) /*@ ghost (TUPLE1) */
{
    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert at: 0 <= TABLE(level) < MACHINE_FRAMES && table_level[TABLE(level)] == level; */
    const uint64_t frame = frame_take();
    uint64_t table = 0;
    uint64_t entry;

    IF4(if (level < TOP)
        table = MODE(table_frame)(info, level, va) /*@ ghost (V1) */;)
    entry = MODE(aim)(info, level, va) /*@ ghost (V1) */;
    /*@ assert level: 0 <= aim_frame < MACHINE_FRAMES && 0 <= aim_place < ENTRIES && table_level[aim_frame] == level; */
    /*@ assert other: !SELF(info->self_map_slot, aim_frame, aim_place); */
    MODE(link)(entry, frame, table, (uint32_t)(level < TOP)) /*@ ghost (info->self_map_slot, aim_frame, aim_place, info->frame_limit, info->leaf_levels) */;
    /*@ assert info: SPEC(info)(info); */
    /*@ assert spare: frames_ready; */
    /*@ assert stays: TABLE(level) == \at(TABLE(level), Pre); */
    /*@ assert made: TABLE(level - 1) == frame; */
}

/* Makes the tables that are missing below the level at which the walk of va ends, down to a level. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires level: 1 <= to <= level <= TOP && SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires absent: TABLE(level) >= 0 && (level > 1 ==> TABLE(level - 1) < 0 && MEMORY.word[TABLE(level)][PLACE(level)] == 0);
    requires left: frames_available >= level - to;
    terminates \true;
    exits \false;
    assigns GROWN;
    ensures ready: SPEC(ready)(info);
    ensures there: TABLE(to) >= 0;
    ensures absent: to > 1 ==> TABLE(to - 1) < 0 && MEMORY.word[TABLE(to)][PLACE(to)] == 0;
    ensures same: SPEC(same_map){Pre, Post}(info->self_map_slot);
*/
static void MODE(fill)(const struct pagemap_info *info, uint32_t level, uint32_t to, uint64_t va) /*@ ghost (TUPLE1) */
{
    /*@ loop invariant range: to <= level <= \at(level, Pre);
        loop invariant ready: SPEC(ready)(info);
        loop invariant there: TABLE(level) >= 0;
        loop invariant absent: level > 1 ==> TABLE(level - 1) < 0 && MEMORY.word[TABLE(level)][PLACE(level)] == 0;
        loop invariant left: frames_available >= level - to;
        loop invariant same: SPEC(same_map){Pre, Here}(info->self_map_slot);
        loop assigns GROWN, level;
        loop variant level; */
    while (level > to) {
        /*@ ghost MODE(place_lemma)(info->self_map_slot); */
        /*@ assert none: LINKS.child[TABLE(level)][PLACE(level)] == -1; */
        MODE(extend)(info, level, va) /*@ ghost (V1) */;
        level--;
    }
}

/* May the table of a level on the way of va go? It is empty, and the mode does not keep it. */
/*@ requires \valid_read(info);
    requires ready: SPEC(tree)(info->self_map_slot) && SPEC(counted) && frames_bounds;
    requires level: 1 <= level < TOP;
    requires tuple: SPEC(indices)(V1) && SPEC(outside)(info->self_map_slot, V2);
    requires there: TABLE(level) >= 0 && frame == TABLE(level);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures boolean: \result == 0 || \result == 1;
    ensures idle: \result == 1 <==> SPEC(empty_words)(frame) && PINNED(level, va) == 0;
    ensures table: 0 <= frame < MACHINE_FRAMES && table_level[frame] == level;
*/
static uint32_t MODE(idle)(uint32_t level, uint64_t va, uint64_t frame) /*@ ghost (const struct pagemap_info *info, TUPLE1) */
{
    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert table: 0 <= frame < MACHINE_FRAMES && table_level[frame] == level; */
    /*@ assert owned: frames_first <= frame < frames_first + frames_count && frames_used[frame - frames_first] == SPEC(in_use)(frame, ENTRIES); */
    /*@ ghost MODE(none_lemma)(frame); */
    /*@ assert used: frames_used[frame - frames_first] == 0 <==> SPEC(empty_words)(frame); */
    return frames_used[frame - frames_first] + STAYS(level, va) == 0 ? 1 : 0;
}

/* Takes the table of a level on the way of va away, when it is empty and may go; 1 when it did. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires level: 1 <= level < TOP && SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: TABLE(level) >= 0 && frame == TABLE(level);
    terminates \true;
    exits \false;
    assigns SHRUNK;
    ensures ready: SPEC(ready)(info);
    ensures same: SPEC(same_map){Pre, Post}(info->self_map_slot);
    ensures next: level + 1 < TOP ==> TABLE(level + 1) >= 0;
    ensures boolean: \result == 0 || \result == 1;
    ensures reclaimed: \result == 1 <==> \old(SPEC(empty_words)(TABLE(level))) && PINNED(level, va) == 0;
    ensures freed: \result == 1 ==> TABLE(level) == -1;
    ensures kept: \result == 0 ==> SPEC(nothing_changed){Pre, Post};
    ensures used: \result == 0 && PINNED(level, va) == 0 ==> !SPEC(empty_words)(frame) && frame == TABLE(level);
    ensures cut: SPEC(only_cut){Pre, Post};
    ensures lean: SPEC(no_more_idle){Pre, Post}(\old(TABLE(level + 1)));
    ensures gone: \result == 1 ==> table_level[frame] == -1;
    ensures levels: \forall integer f; 0 <= f < MACHINE_FRAMES && f != frame ==> table_level[f] == \old(table_level[f]);
*/
static uint32_t MODE(prune)(const struct pagemap_info *info, uint32_t level, uint64_t va, uint64_t frame) /*@ ghost (TUPLE1) */
{
    uint64_t table = 0;
    uint64_t entry;
    uint64_t window;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    if (MODE(idle)(level, va, frame) /*@ ghost (info, V1) */ == 0)
        return 0;
    /*@ assert empty: SPEC(empty)(frame); */
    IF4(if (level + 1 < TOP)
        table = MODE(table_frame)(info, level + 1, va) /*@ ghost (V1) */;)
    entry = MODE(aim)(info, level + 1, va) /*@ ghost (V1) */;
    window = MODE(shown)(info, level, va);
    /*@ ghost MODE(nest_lemma)(info->self_map_slot, level, va, entry, window, V1); */
    /*@ assert a_table: table_level[frame] == level; */
    /*@ assert not_spare: \forall integer k; 0 <= k < frames_free ==> frames_first + frames_order[k] != frame; */
    MODE(unlink)(entry, table, (uint32_t)(level + 1 < TOP)) /*@ ghost (frame, info->self_map_slot, aim_frame, aim_place, info->frame_limit, info->leaf_levels) */;
    WITH5(/*@ assert above4: level < 4 ==> T4 == \at(T4, Pre); */)
    WITH4(/*@ assert above3: level < 3 ==> T3 == \at(T3, Pre); */)
    WITH3(/*@ assert above2: level < 2 ==> T2 == \at(T2, Pre); */)
    machine_flush_page(window);
    /*@ assert ready: frames_ready; */
    frame_give(frame);
    /*@ assert info: SPEC(info)(info); */
    /*@ assert tree: SPEC(tree)(info->self_map_slot); */
    /*@ assert decoded: SPEC(decoded)(info->frame_limit); */
    /*@ assert clean: SPEC(clean)(info->leaf_levels); */
    /*@ assert counted: SPEC(counted); */
    /*@ assert same: SPEC(same_map){Pre, Here}(info->self_map_slot); */
    /*@ assert paid: frames_ready && frames_first + frames_count <= info->frame_limit && owed == 0; */
    /*@ assert kept: SPEC(ready)(info); */
    return 1;
}

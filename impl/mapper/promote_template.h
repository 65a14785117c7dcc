/*
 * promote_template.h - a full table whose leaves map one aligned run of frames with the same flags becomes one large leaf: the
 * leaves are looked at, cleared and forgotten one by one, the table goes, the large leaf is stored (SDM Vol. 3A, 4.10.4.3).
 * Relies on parts_template.h.
 */

/* A leaf of a first part, A and D taken out, then the mark of a large one put in. */
/*@ ghost
  /@ requires present: first % 2 == 1;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures low: 1 <= first - first / 0x20 % 4 * 0x20 && (first - first / 0x20 % 4 * 0x20) % 0x20 == first % 0x20;
     ensures high: (first - first / 0x20 % 4 * 0x20) / 0x80 == first / 0x80;
     ensures clear: (first - first / 0x20 % 4 * 0x20) / 0x20 % 4 == 0;
  @/
  void MODE(unmark_lemma)(WORD first)
  {
    /@ assert parts: first == first / 0x80 * 0x80 + first / 0x20 % 4 * 0x20 + first % 0x20; @/
    /@ assert without: first - first / 0x20 % 4 * 0x20 == first / 0x80 * 0x80 + first % 0x20; @/
  }
*/

/* The CPU's A and D are no part of what the large leaf maps. */
/*@ ghost
  /@ requires level: 2 <= level <= LARGEST;
     requires seen: SPEC(same_but_ad)(first, old) && old % 2 == 1;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures whole: \forall integer word; SPEC(same_but_ad)(word, SPEC(whole)(level, first)) ==> SPEC(same_but_ad)(word, SPEC(whole)(level, old));
  @/
  void MODE(whole_lemma)(uint32_t level, WORD first, WORD old)
  {
    /@ assert one: (first + 0x1000) / 0x80 == first / 0x80 + 0x20 && (first + 0x80) / 0x80 == first / 0x80 + 1; @/
    /@ assert other: (old + 0x1000) / 0x80 == old / 0x80 + 0x20 && (old + 0x80) / 0x80 == old / 0x80 + 1; @/
    /@ assert low: (first + 0x1000) % 0x20 == first % 0x20 && (first + 0x80) % 0x20 == first % 0x20 &&
         (old + 0x1000) % 0x20 == old % 0x20 && (old + 0x80) % 0x20 == old % 0x20; @/
    /@ assert same: SPEC(whole)(level, first) / 0x80 == SPEC(whole)(level, old) / 0x80 && SPEC(whole)(level, first) % 0x20 == SPEC(whole)(level, old) % 0x20; @/
    /@ assert odd: SPEC(whole)(level, first) % 2 == 1 && SPEC(whole)(level, old) % 2 == 1; @/
  }
*/

/* The large leaf whose first part is this, with A and D as the parts have them together. */
/*@ requires level: 2 <= level <= LARGEST;
    requires first: first % 2 == 1 && SHARE(level, first / 0x80 % 2 == 1, \true) && first + 0x1000 < WORD_END;
    requires marks: marks < 4;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures whole: SPEC(same_but_ad)(\result, SPEC(whole)(level, first));
    ensures large: \result % 2 == 1 && \result / 0x80 % 2 == 1;
*/
static WORD MODE(merge)(uint32_t level, WORD first, uint32_t marks)
{
    const WORD leaf = first - first / 0x20 % 4 * 0x20;
    WORD word;

    (void)level;
    /*@ ghost MODE(unmark_lemma)(first); */
    IF4(if (level == 3) {
        /*@ ghost MODE(mark_lemma)(leaf, marks); */
        return leaf + marks * 0x20;
    })
    /*@ assert combining: (leaf + 0x1000) / 0x80 == leaf / 0x80 + 0x20 && (leaf + 0x80) / 0x80 == leaf / 0x80 + 1; */
    /*@ assert low: (leaf + 0x1000) % 0x20 == leaf % 0x20 && (leaf + 0x80) % 0x20 == leaf % 0x20; */
    /*@ assert first: (first + 0x1000) / 0x80 == first / 0x80 + 0x20 && (first + 0x80) / 0x80 == first / 0x80 + 1; */
    /*@ assert clear: (leaf + 0x1000) / 0x20 == leaf / 0x20 + 0x80 && (leaf + 0x80) / 0x20 == leaf / 0x20 + 4; */
    word = leaf / 0x80 % 2 == 1 ? leaf + 0x1000 : leaf + 0x80; /* the PAT bit, and PS */
    /*@ assert marked: word % 2 == 1 && word / 0x80 % 2 == 1 && word / 0x20 % 4 == 0; */
    /*@ assert same: word / 0x80 == SPEC(whole)(level, first) / 0x80 && word % 0x20 == SPEC(whole)(level, first) % 0x20; */
    /*@ ghost MODE(mark_lemma)(word, (WORD)marks); */
    return word + marks * 0x20;
}

/* Clears the PTEs of a full table, and flushes everything behind it. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, 2);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires full: T1 >= 0 && SPEC(row_of_leaves)(2, T1);
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures ready: SPEC(ready)(info);
    ensures empty: SPEC(empty_words)(T1);
    ensures others: SPEC(large_others){Pre, Post}(info->self_map_slot, 2, V1);
*/
static void MODE(clear_small)(const struct pagemap_info *info, uint64_t va) /*@ ghost (TUPLE1) */
{
    const uint64_t table = MODE(table_frame)(info, 1, va) /*@ ghost (V1) */;
    uint32_t done;

    /*@ ghost MODE(part_lemma)(info, 2, va, 0, V1); */
    /*@ ghost owed = OWED_ALL; */
    done = MODE(clear_here)(info, va, table, ENTRIES, STORE_LATE) /*@ ghost (V1) */;
    machine_flush_all();
    (void)done;
    /*@ assert all: done == ENTRIES; */
    /*@ ghost MODE(run_lemma)(ENTRIES, V1); */
    /*@ assert in_run: \forall integer k; 0 <= k < ENTRIES ==> SPEC(indices)(V2, k) && SPEC(in_run)(SPEC(number)(V1), ENTRIES, V2, k); */
    /*@ assert gone: \forall integer k; 0 <= k < ENTRIES ==> SPEC(word_at)(V2, k) == 0; */
    /*@ assert words: \forall integer k; 0 <= k < ENTRIES ==> SPEC(w1)(V2, k) == MEMORY.word[T1][k]; */
}

IF4(
/* Clears the leaves of a full table of level 2, and pays the flushes of each. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, 3);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires full: T2 >= 0 && SPEC(row_of_leaves)(3, T2);
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures ready: SPEC(ready)(info);
    ensures empty: SPEC(empty_words)(T2);
    ensures others: SPEC(large_others){Pre, Post}(info->self_map_slot, 3, V1);
*/
static void MODE(clear_row)(const struct pagemap_info *info, uint64_t va) /*@ ghost (TUPLE1) */
{
    uint32_t k = 0;

    /*@ ghost MODE(own2_lemma)(info->self_map_slot, V1); */
    /*@ loop invariant range: 0 <= k <= ENTRIES;
        loop invariant ready: SPEC(ready)(info);
        loop invariant cleared: \forall integer i; 0 <= i < k ==> MEMORY.word[T2][i] == 0;
        loop invariant behind: \forall integer i; k <= i < ENTRIES ==> MEMORY.word[T2][i] == \at(MEMORY.word[T2][i], Pre);
        loop invariant others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && f != T2 ==>
          MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre);
        loop assigns k, AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
        loop variant ENTRIES - k; */
    while (k < ENTRIES) {
        /*@ ghost MODE(part_lemma)(info, 3, va, k, V1); */
        MODE(clear_large)(info, MODE(part_va)(3, va, k), 2) /*@ ghost (PART3_TUPLE) */;
        k++;
    }
}
)

/* Takes the parts of the large page of these indices away, and their table with them. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, level);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires full: BELOW(level) >= 0 && PINNED(level - 1, va) == 0 && SPEC(row_of_leaves)(level, BELOW(level));
    terminates \true;
    exits \false;
    assigns SHRUNK;
    ensures ready: SPEC(ready)(info);
    ensures place: TABLE(level) >= 0 && MEMORY.word[TABLE(level)][PLACE(level)] == 0 && LINKS.child[TABLE(level)][PLACE(level)] == -1;
    ensures others: SPEC(large_others){Pre, Post}(info->self_map_slot, level, V1);
*/
static void MODE(drop_parts)(const struct pagemap_info *info, uint64_t va, uint32_t level) /*@ ghost (TUPLE1) */
{
    uint64_t table;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert none: SPEC(own)(level, V1) == 0; */
    IF4(if (level == 3)
        MODE(clear_row)(info, va) /*@ ghost (V1) */;
    else)
        MODE(clear_small)(info, va) /*@ ghost (V1) */;
    /*@ assert cleared: SPEC(large_others){Pre, Here}(info->self_map_slot, level, V1); */
    /*@ assert empty: SPEC(empty_words)(BELOW(level)) && BELOW(level) == TABLE(level - 1); */
    /*@ assert still: SPEC(own)(level, V1) == 0; */
    table = MODE(table_frame)(info, level - 1, va) /*@ ghost (V1) */;
    MODE(prune)(info, level - 1, va, table) /*@ ghost (V1) */;
    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert above: TABLE(level) >= 0 && TABLE(level) < MACHINE_FRAMES && table_level[TABLE(level)] == level; */
    /*@ assert below: BELOW(level) == -1 && LINKS.child[TABLE(level)][PLACE(level)] == -1; */
    /*@ assert same: SPEC(own)(level, V1) == 0; */
}

/* Makes one large page of the pages of these indices. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, level);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    terminates \true;
    exits \false;
    assigns SHRUNK;
    ensures ready: SPEC(ready)(info);
    ensures state: SPEC(promote_state){Pre}(va, level, V1, \result);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_ALREADY_MAPPED ||
      \result == SELFMAP_NOT_MAPPED || \result == SELFMAP_TABLE_IN_WAY || \result == SELFMAP_NOT_UNIFORM;
    ensures promoted: \result == SELFMAP_OK ==> SPEC(was_promoted){Pre, Post}(level, V1);
    ensures others: \result == SELFMAP_OK ==> SPEC(large_others){Pre, Post}(info->self_map_slot, level, V1);
    ensures unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
*/
static enum selfmap_status MODE(promote_at)(const struct pagemap_info *info, uint64_t va, uint32_t level) /*@ ghost (TUPLE1) */
{
    const enum selfmap_status status = MODE(large_state)(info, va, level) /*@ ghost (V1) */;
    uint32_t marks;
    WORD first;

    if (status == SELFMAP_OK)
        return SELFMAP_ALREADY_MAPPED;
    if (status != SELFMAP_TABLE_IN_WAY)
        return status;
    /*@ assert there: BELOW(level) >= 0 && SPEC(own)(level, V1) == 0; */
    IF_KEPT(if (STAYS(level - 1, va) != 0)
        return SELFMAP_TABLE_IN_WAY;)
    first = MODE(part_word)(info, va, level, 0) /*@ ghost (V1) */;
    /*@ ghost
      WORD old = MEMORY.word[aim_frame][aim_place];
      MODE(uniform_lemma)(info->self_map_slot, info->frame_limit, info->leaf_levels, level, first, old, V1);
    */
    if (MODE(begins_run)(level, first) == 0) {
        /*@ assert other: !SPEC(uniform)(level, V1); */
        /*@ assert refused: SPEC(promote_state)(va, level, V1, SELFMAP_NOT_UNIFORM); */
        return SELFMAP_NOT_UNIFORM;
    }
    marks = MODE(run_marks)(info, va, level, first) /*@ ghost (V1) */;
    if (marks == NO_RUN) {
        /*@ assert no_run: !SPEC(uniform)(level, V1); */
        /*@ assert not_uniform: SPEC(promote_state)(va, level, V1, SELFMAP_NOT_UNIFORM); */
        return SELFMAP_NOT_UNIFORM;
    }
    /*@ assert uniform: SPEC(uniform)(level, V1); */
    /*@ assert state: SPEC(promote_state)(va, level, V1, SELFMAP_OK); */
    /*@ assert first: SPEC(part)(level, 0, V1) == old && SPEC(same_but_ad)(first, old); */
    MODE(drop_parts)(info, va, level) /*@ ghost (V1) */;
    /*@ ghost MODE(whole_lemma)(level, first, old); */
    MODE(place_large)(info, va, level, MODE(merge)(level, first, marks)) /*@ ghost (V1) */;
    /*@ assert promoted: SPEC(was_promoted){Pre, Here}(level, V1); */
    return SELFMAP_OK;
}

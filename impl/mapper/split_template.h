/*
 * split_template.h - a large leaf becomes a table of leaves one level down that map the same frames with the same rights. The CPU
 * must not see both at once: the leaf is cleared and its translations are forgotten before the table is linked (SDM Vol. 3A,
 * 4.10.4.3). Relies on large_template.h and range_template.h; in the tree logic, on split_logic.h.
 */

/* Where part k of a large page lies, and that its size divides the page. */
/*@ ghost
  /@ requires \valid_read(info);
     requires bound: SPEC(info)(info);
     requires page: SPEC(large_ok)(info, va, level);
     requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
     requires part: k < ENTRIES;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures fits: PART_VA < 0x10000000000000000;
     ensures canonical: SPEC(canonical)(PART_VA) && PART_VA % 0x1000 == 0;
     ensures indices: PART_OF_VA;
     ensures first: i1 == 0;
     IF4(ensures large: level == 3 ==> SPEC(large_ok)(info, PART_VA, 2);)
  @/
  void MODE(part_lemma)(const struct pagemap_info *info, uint32_t level, uint64_t va, uint32_t k, TUPLE1)
  {
    /@ assert small: va % SIZE2 == 0; @/
    /@ assert whole: va % 0x1000 == 0 && va / 0x1000 == va / SIZE2 * ENTRIES; @/
    /@ assert index: i1 == va / 0x1000 % ENTRIES && i1 == 0; @/
    MODE(next_lemma)(info->self_map_slot, va, k, V1);
    IF4(if (level == 3) {
      /@ assert huge: va % SIZE3 == 0 && va / SIZE2 == va / SIZE3 * ENTRIES && va == va / SIZE3 * SIZE3; @/
      /@ assert part1: (va + k * SIZE2) / SIZE2 == va / SIZE3 * ENTRIES + k && (va + k * SIZE2) % SIZE2 == 0; @/
      /@ assert part0: (va + k * SIZE2) / 0x1000 == (va / SIZE3 * ENTRIES + k) * ENTRIES && (va + k * SIZE2) % 0x1000 == 0; @/
      /@ assert part2: (va + k * SIZE2) / SIZE3 == va / SIZE3; @/
      /@ assert part3: (va + k * SIZE2) / SIZE4 == va / SIZE4; @/
      IF5(/@ assert part4: (va + k * SIZE2) / SIZE5 == va / SIZE5; @/)
      /@ assert half: (va < HALF ==> va + k * SIZE2 < HALF) && va + k * SIZE2 < 0x10000000000000000; @/
      MODE(outside_lemma)(info->self_map_slot, (uint64_t)(va + k * SIZE2), PART3_TUPLE);
    })
  }
*/

/*@ requires fits: PART_VA < 0x10000000000000000;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures part: \result == PART_VA;
*/
static uint64_t MODE(part_va)(uint32_t level, uint64_t va, uint32_t k)
{
    (void)level; /* PML2 and PAE have one size */
    return SHARE(level, va + (uint64_t)k * SIZE2, va + (uint64_t)k * SIZE1);
}

/* Whether a large page of a level can begin at the frame of this large leaf. Bit 12 of it is PAT, no part of the frame (table 4-18). */
/*@ requires large: word / 0x80 % 2 == 1 && 2 <= level <= LARGEST;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures boolean: \result == 0 || \result == 1;
    ensures aligned: \result == 1 <==> SPEC(run_aligned)(level, SPEC(raw_pfn)(level, word));
*/
static uint32_t MODE(aligned)(uint32_t level, WORD word)
{
    (void)level;
    /*@ assert frame: SPEC(raw_pfn)(level, word) == word / 0x1000 % 0x10000000000 - word / 0x1000 % 2; */
    /*@ assert even: word / 0x1000 - word / 0x1000 % 2 == word / 0x2000 * 2; */
    /*@ assert high: word / 0x1000 % 0x10000000000 == word / 0x1000 - word / 0x10000000000000 * 0x10000000000; */
    /*@ assert two: SPEC(raw_pfn)(level, word) % ENTRIES == word / 0x2000 % (ENTRIES / 2) * 2; */
    IF4(/*@ assert three: SPEC(raw_pfn)(level, word) % 0x40000 == word / 0x2000 % 0x20000 * 2; */)
    IF4(if (level == 3)
        return word / 0x2000 % 0x20000 == 0 ? 1 : 0;)
    return word / 0x2000 % (ENTRIES / 2) == 0 ? 1 : 0;
}

/* The leaf of the first part, with A and D as this one has them. */
/*@ requires large: word % 2 == 1 && word / 0x80 % 2 == 1 && 2 <= level <= LARGEST;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures part: \result == SPEC(first_part)(level, word);
    ensures present: \result % 2 == 1;
    IF4(ensures large: level == 3 ==> \result / 0x80 % 2 == 1;)
*/
static WORD MODE(first_part)(uint32_t level, WORD word)
{
    (void)level;
    /*@ assert mark: word >= 0x80; */
    IF4(if (level == 3)
        return word;)
    return word / 0x1000 % 2 == 1 ? word - 0x1000 : word - 0x80;
}

/* The CPU's A and D are no part of what a part maps; and the leaves of an aligned run do not wrap. */
/*@ ghost
  /@ requires level: 2 <= level <= LARGEST;
     requires seen: SPEC(same_but_ad)(word, old) && old % 2 == 1 && old / 0x80 % 2 == 1;
     requires aligned: SPEC(run_aligned)(level, SPEC(raw_pfn)(level, word));
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures same: SPEC(same_but_ad)(SPEC(first_part)(level, word), SPEC(first_part)(level, old));
     ensures room: SPEC(later)(level, SPEC(first_part)(level, word), ENTRIES - 1) < WORD_END;
  @/
  void MODE(first_part_lemma)(uint32_t level, WORD word, WORD old)
  {
    /@ assert wide: word / 0x1000 == word / 0x80 / 0x20 && old / 0x1000 == old / 0x80 / 0x20; @/
    /@ assert pat: word / 0x1000 % 2 == old / 0x1000 % 2; @/
    /@ assert even: word / 0x1000 == word / 0x2000 * 2 + word / 0x1000 % 2; @/
    /@ assert frame: SPEC(raw_pfn)(level, word) == word / 0x1000 % 0x10000000000 - word / 0x1000 % 2; @/
    /@ assert high: word / 0x1000 % 0x10000000000 % ENTRIES == word / 0x1000 % ENTRIES; @/
    /@ assert two: level == 2 ==> word / 0x2000 % (ENTRIES / 2) == 0; @/
    /@ assert parts2: level == 2 ==> word == word / SIZE2 * SIZE2 + word / 0x1000 % 2 * 0x1000 + word % 0x1000; @/
    IF4(/@ assert three: level == 3 ==> word / 0x2000 % 0x20000 == 0; @/
    /@ assert parts3: level == 3 ==> word == word / SIZE3 * SIZE3 + word / 0x1000 % 2 * 0x1000 + word % 0x1000; @/)
    /@ assert big: word >= 0x80 && old >= 0x80; @/
    /@ assert low: level == 2 && word / 0x1000 % 2 == 1 ==> (word - 0x1000) / 0x80 == word / 0x80 - 0x20 && (word - 0x1000) % 0x20 == word % 0x20; @/
    /@ assert lower: level == 2 && word / 0x1000 % 2 == 0 ==> (word - 0x80) / 0x80 == word / 0x80 - 1 && (word - 0x80) % 0x20 == word % 0x20; @/
    /@ assert low_old: level == 2 && old / 0x1000 % 2 == 1 ==> (old - 0x1000) / 0x80 == old / 0x80 - 0x20 && (old - 0x1000) % 0x20 == old % 0x20; @/
    /@ assert lower_old: level == 2 && old / 0x1000 % 2 == 0 ==> (old - 0x80) / 0x80 == old / 0x80 - 1 && (old - 0x80) % 0x20 == old % 0x20; @/
    /@ assert moved: level == 2 && word / 0x1000 % 2 == 1 ==> SPEC(first_part)(level, word) == word - 0x1000 && SPEC(first_part)(level, old) == old - 0x1000; @/
    /@ assert stayed: level == 2 && word / 0x1000 % 2 == 0 ==> SPEC(first_part)(level, word) == word - 0x80 && SPEC(first_part)(level, old) == old - 0x80; @/
    IF4(/@ assert same: level == 3 ==> SPEC(first_part)(level, word) == word && SPEC(first_part)(level, old) == old; @/)
    /@ assert quotient1: level == 2 && word / 0x1000 % 2 == 1 ==> SPEC(first_part)(level, word) / 0x80 == word / 0x80 - 0x20 &&
         SPEC(first_part)(level, old) / 0x80 == word / 0x80 - 0x20; @/
    /@ assert quotient2: level == 2 && word / 0x1000 % 2 == 0 ==> SPEC(first_part)(level, word) / 0x80 == word / 0x80 - 1 &&
         SPEC(first_part)(level, old) / 0x80 == word / 0x80 - 1; @/
    /@ assert quotient: SPEC(first_part)(level, word) / 0x80 == SPEC(first_part)(level, old) / 0x80; @/
    /@ assert rest: SPEC(first_part)(level, word) % 0x20 == SPEC(first_part)(level, old) % 0x20; @/
    /@ assert odd: SPEC(first_part)(level, old) % 2 == 1; @/
  }
*/

/* The pages of a table in a row are the parts of the large page in whose place it stands. */
/*@ ghost
  /@ requires tuple: SPEC(indices)(V1) && SPEC(outside)(slot, V2) && i1 == 0;
     requires row: SPEC(run_reads)(slot, SPEC(number)(V1), ENTRIES, word);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures parts: SPEC(parts_are)(2, word, V1);
  @/
  void MODE(small_row_lemma)(uint64_t slot, WORD word, TUPLE1)
  {
    /@ assert number: \forall integer k; 0 <= k < ENTRIES ==> SPEC(number)(V2, k) == SPEC(number)(V1) + k; @/
    /@ assert in_run: \forall integer k; 0 <= k < ENTRIES ==> SPEC(indices)(V2, k) && SPEC(in_run)(SPEC(number)(V1), ENTRIES, V2, k); @/
    /@ assert reads: \forall integer k; 0 <= k < ENTRIES ==> SPEC(w1)(V2, k) == word + k * 0x1000; @/
  }
*/

/* Stores the parts of a page of level 2 into the table of PTEs that stands in its place, and is empty. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, 2);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: T1 >= 0 && SPEC(empty)(T1);
    requires word: word % 2 == 1 && word + (ENTRIES - 1) * 0x1000 < WORD_END;
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures ready: SPEC(ready)(info);
    ensures parts: SPEC(parts_are)(2, word, V1);
    ensures others: SPEC(large_others){Pre, Post}(info->self_map_slot, 2, V1);
*/
static void MODE(fill_small)(const struct pagemap_info *info, uint64_t va, WORD word) /*@ ghost (TUPLE1) */
{
    const uint64_t table = MODE(table_frame)(info, 1, va) /*@ ghost (V1) */;
    uint32_t done;

    /*@ ghost MODE(part_lemma)(info, 2, va, 0, V1); */
    done = MODE(map_here)(info, va, word, table, ENTRIES) /*@ ghost (V1) */;
    (void)done;
    /*@ assert all: done == ENTRIES; */
    /*@ ghost MODE(small_row_lemma)(info->self_map_slot, word, V1); */
    /*@ ghost MODE(run_lemma)(ENTRIES, V1); */
}

/* Only PML4 and PML5 have pages of level 3. */
IF4(
/* The leaves of a table of level 2 in a row are the parts of the page of level 3 in whose place it stands. */
/*@ ghost
  /@ requires tree: SPEC(tree)(slot) && SPEC(decoded)(limit);
     requires tuple: SPEC(indices)(V1) && SPEC(outside)(slot, V2) && T2 >= 0;
     requires row: \forall integer k; 0 <= k < ENTRIES ==> MEMORY.word[T2][k] == word + k * 0x200000;
     requires word: word / 0x80 % 2 == 1;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures parts: SPEC(parts_are)(3, word, V1);
  @/
  void MODE(large_row_lemma)(uint64_t slot, uint64_t limit, WORD word, TUPLE1)
  {
    MODE(place_lemma)(slot);
    /@ assert at: 0 <= T2 < MACHINE_FRAMES && table_level[T2] == 2; @/
    /@ assert mark: \forall integer k; 0 <= k < ENTRIES ==> (word + k * 0x200000) / 0x80 == word / 0x80 + k * 0x4000; @/
    /@ assert odd: word / 0x80 == word / 0x100 * 2 + 1; @/
    /@ assert large: \forall integer k; 0 <= k < ENTRIES ==> MEMORY.word[T2][k] / 0x80 == (word / 0x100 + k * 0x2000) * 2 + 1; @/
    /@ assert leaf: \forall integer k; 0 <= k < ENTRIES ==> LINKS.child[T2][k] == -1; @/
    /@ assert none: \forall integer k; 0 <= k < ENTRIES ==> SPEC(t1)(V3, k) == -1; @/
    /@ assert reads: \forall integer k; 0 <= k < ENTRIES ==> SPEC(w2)(V3, k) == word + k * 0x200000; @/
  }
*/

/* A row of words, and one more behind it. */
/*@ ghost
  /@ requires row: \forall integer i; 0 <= i < n ==> MEMORY.word[T2][i] == word + i * 0x200000;
     requires one_more: MEMORY.word[T2][n] == word + n * 0x200000;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures row: \forall integer i; 0 <= i < n + 1 ==> MEMORY.word[T2][i] == word + i * 0x200000;
  @/
  void MODE(large_row_step)(uint32_t n, WORD word, TUPLE1)
  {
    /@ assert last: \forall integer i; i == n ==> MEMORY.word[T2][i] == word + i * 0x200000; @/
  }
*/

/* Stores the parts of a page of level 3 into the table of level 2 that stands in its place, and is empty. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, 3);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: T2 >= 0 && SPEC(empty)(T2);
    requires word: word % 2 == 1 && word / 0x80 % 2 == 1 && word + (ENTRIES - 1) * 0x200000 < WORD_END;
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures ready: SPEC(ready)(info);
    ensures parts: SPEC(parts_are)(3, word, V1);
    ensures others: SPEC(large_others){Pre, Post}(info->self_map_slot, 3, V1);
*/
static void MODE(fill_large)(const struct pagemap_info *info, uint64_t va, WORD word) /*@ ghost (TUPLE1) */
{
    uint32_t k = 0;

    /*@ ghost MODE(own2_lemma)(info->self_map_slot, V1); */
    /*@ loop invariant range: 0 <= k <= ENTRIES;
        loop invariant ready: SPEC(ready)(info);
        loop invariant row: \forall integer i; 0 <= i < k ==> MEMORY.word[T2][i] == word + i * 0x200000;
        loop invariant behind: \forall integer i; k <= i < ENTRIES ==> MEMORY.word[T2][i] == 0;
        loop invariant others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && f != T2 ==>
          MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre);
        loop assigns k, AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
        loop variant ENTRIES - k; */
    while (k < ENTRIES) {
        /*@ ghost MODE(part_lemma)(info, 3, va, k, V1); */
        /*@ assert mark: (word + k * 0x200000) / 0x80 == word / 0x80 + k * 0x4000 && (word + k * 0x200000) % 2 == 1; */
        MODE(place_large)(info, MODE(part_va)(3, va, k), 2, word + (WORD)k * 0x200000) /*@ ghost (PART3_TUPLE) */;
        /*@ ghost MODE(large_row_step)(k, word, V1); */
        k++;
    }
    /*@ ghost MODE(large_row_lemma)(info->self_map_slot, info->frame_limit, word, V1); */
    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert same1: \forall integer J1; SPEC(indices)(J1) && SPEC(outside)(info->self_map_slot, J2) ==> SPEC(w1)(J1) == \at(SPEC(w1)(J1), Pre); */
    /*@ assert same2: \forall integer J2; SPEC(indices)(J2, 0) && SPEC(outside)(info->self_map_slot, J2) && !(SAME3) ==>
          SPEC(w2)(J2) == \at(SPEC(w2)(J2), Pre); */
    /*@ assert same3: \forall integer J3; SPEC(indices)(J3, 0, 0) && SPEC(outside)(info->self_map_slot, J3, 0) ==> SPEC(w3)(J3) == \at(SPEC(w3)(J3), Pre); */
}
)

/* Stores the parts of a large page into the table that stands in its place, and is empty. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, level);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: BELOW(level) >= 0 && SPEC(empty)(BELOW(level));
    requires word: word % 2 == 1 && SHARE(level, word / 0x80 % 2 == 1, \true) && SPEC(later)(level, word, ENTRIES - 1) < WORD_END;
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures ready: SPEC(ready)(info);
    ensures parts: SPEC(parts_are)(level, word, V1);
    ensures others: SPEC(large_others){Pre, Post}(info->self_map_slot, level, V1);
*/
static void MODE(fill_parts)(const struct pagemap_info *info, uint64_t va, uint32_t level, WORD word) /*@ ghost (TUPLE1) */
{
    (void)level;
    IF4(if (level == 3) {
        MODE(fill_large)(info, va, word) /*@ ghost (V1) */;
        /*@ assert parts3: SPEC(parts_are)(level, word, V1); */
        /*@ assert others3: SPEC(large_others){Pre, Here}(info->self_map_slot, level, V1); */
        return;
    })
    /*@ assert two: level == 2; */
    MODE(fill_small)(info, va, word) /*@ ghost (V1) */;
    /*@ assert same: \forall integer k; SPEC(later)(level, word, k) == SPEC(later)(2, word, k) && SPEC(part)(level, k, V1) == SPEC(part)(2, k, V1); */
    /*@ assert parts2: SPEC(parts_are)(level, word, V1); */
    /*@ assert others2: SPEC(large_others){Pre, Here}(info->self_map_slot, level, V1); */
    /*@ assert ready: SPEC(ready)(info); */
}

/* Splits the large page of these indices. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, level);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    terminates \true;
    exits \false;
    assigns GROWN;
    ensures ready: SPEC(ready)(info);
    ensures state: SPEC(split_state){Pre}(level, V1, \result);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_TABLE_IN_WAY || \result == SELFMAP_LARGE_IN_WAY ||
      \result == SELFMAP_NOT_MAPPED || \result == SELFMAP_BAD_FRAME || \result == SELFMAP_NO_FRAMES;
    ensures split: \result == SELFMAP_OK ==> SPEC(was_split){Pre, Post}(level, V1);
    ensures others: \result == SELFMAP_OK ==> SPEC(large_others){Pre, Post}(info->self_map_slot, level, V1);
    ensures unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
*/
static enum selfmap_status MODE(split_at)(const struct pagemap_info *info, uint64_t va, uint32_t level) /*@ ghost (TUPLE1) */
{
    const enum selfmap_status status = MODE(large_state)(info, va, level) /*@ ghost (V1) */;
    WORD word;

    if (status != SELFMAP_OK)
        return status;
    word = MODE(load)(info, level, va) /*@ ghost (V1) */;
    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert at: 0 <= aim_frame < MACHINE_FRAMES && 0 <= aim_place < ENTRIES && table_level[aim_frame] >= 2; */
    /*@ assert large: MEMORY.word[aim_frame][aim_place] / 0x80 % 2 == 1 && word / 0x80 % 2 == 1; */
    /*@ ghost
      WORD old = MEMORY.word[aim_frame][aim_place];
      MODE(seen_lemma)(word, old);
    */
    /*@ assert own: old == SPEC(own)(level, V1); */
    /*@ assert frame: SPEC(raw_pfn)(level, SPEC(own)(level, V1)) == SPEC(raw_pfn)(level, word); */
    if (MODE(aligned)(level, word) == 0)
        return SELFMAP_BAD_FRAME;
    if (frames_left() == 0)
        return SELFMAP_NO_FRAMES;
    /*@ ghost MODE(first_part_lemma)(level, word, old); */
    word = MODE(first_part)(level, word);
    MODE(clear_large)(info, va, level) /*@ ghost (V1) */;
    /*@ assert cleared: SPEC(large_others){Pre, Here}(info->self_map_slot, level, V1); */
    MODE(extend)(info, level, va) /*@ ghost (V1) */;
    /*@ assert linked: SPEC(large_others){Pre, Here}(info->self_map_slot, level, V1); */
    MODE(fill_parts)(info, va, level, word) /*@ ghost (V1) */;
    /*@ assert parts: SPEC(parts_are)(level, word, V1); */
    /*@ assert first: SPEC(part)(level, 0, V1) == word; */
    /*@ assert filled: SPEC(large_others){Pre, Here}(info->self_map_slot, level, V1); */
    return SELFMAP_OK;
}

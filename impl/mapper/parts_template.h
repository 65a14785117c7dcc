/*
 * parts_template.h - whether the leaves of a table make one large page: an aligned run of frames with the same flags, A and D
 * masked, in words of the table and in the words that walks read. Relies on split_template.h.
 */

/* What run_marks answers when the leaves of a table do not make a large page. */
#define NO_RUN 4u

/* The entry of part k as the CPU shows it; it may be no leaf. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, level);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: BELOW(level) >= 0 && k < ENTRIES;
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures aim: aim_frame == BELOW(level) && aim_place == k;
    ensures word: SPEC(same_but_ad)(\result, MEMORY.word[BELOW(level)][k]);
*/
static WORD MODE(part_word)(const struct pagemap_info *info, uint64_t va, uint32_t level, uint32_t k) /*@ ghost (TUPLE1) */
{
    /*@ ghost MODE(part_lemma)(info, level, va, k, V1); */
    return MODE(load)(info, level - 1, MODE(part_va)(level, va, k)) /*@ ghost (PART_TUPLE) */;
}

/* One more word of a row that is the same but for A and D. */
/*@ ghost
  /@ requires row: SPEC(row_same)(level, BELOW(level), n, word);
     requires one_more: SPEC(same_but_ad)(MEMORY.word[BELOW(level)][n], SPEC(later)(level, word, n));
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures row: SPEC(row_same)(level, BELOW(level), n + 1, word);
  @/
  void MODE(longer_lemma)(uint32_t level, uint32_t n, WORD word, TUPLE1)
  {
    /@ assert last: \forall integer i; i == n ==>
         SPEC(same_but_ad)(MEMORY.word[BELOW(level)][i], SPEC(later)(level, word, i)); @/
  }
*/

/* The leaf of part k as that of the first part wants it. */
/*@ requires room: SPEC(later)(level, first, k) < WORD_END;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures later: \result == SPEC(later)(level, first, k);
*/
static WORD MODE(later_part)(uint32_t level, WORD first, uint32_t k)
{
    (void)level;
    return SHARE(level, first + (WORD)k * 0x200000, first + (WORD)k * 0x1000);
}

/* A and D of all parts together (1 and 2), when they make one large page; the first part's leaf is a run's first. Else NO_RUN. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(large_ok)(info, va, level);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires there: BELOW(level) >= 0;
    requires first: first % 2 == 1 && SPEC(later)(level, first, ENTRIES - 1) < WORD_END;
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures range: \result <= NO_RUN;
    ensures run: \result != NO_RUN <==> SPEC(row_same)(level, BELOW(level), ENTRIES, first);
*/
static uint32_t MODE(run_marks)(const struct pagemap_info *info, uint64_t va, uint32_t level, WORD first) /*@ ghost (TUPLE1) */
{
    uint32_t accessed = 0;
    uint32_t dirty = 0;
    uint32_t k = 0;

    /*@ loop invariant range: 0 <= k <= ENTRIES && accessed <= 1 && dirty <= 2;
        loop invariant row: SPEC(row_same)(level, BELOW(level), k, first);
        loop assigns k, accessed, dirty, AIMED;
        loop variant ENTRIES - k; */
    while (k < ENTRIES) {
        const WORD word = MODE(part_word)(info, va, level, k) /*@ ghost (V1) */;
        const WORD wanted = MODE(later_part)(level, first, k);

        /*@ assert seen: word / 0x80 == MEMORY.word[BELOW(level)][k] / 0x80 && word % 0x20 == MEMORY.word[BELOW(level)][k] % 0x20; */
        if (word / 0x80 != wanted / 0x80 || word % 0x20 != wanted % 0x20) {
            /*@ assert differs: !SPEC(same_but_ad)(MEMORY.word[BELOW(level)][k], SPEC(later)(level, first, k)); */
            /*@ assert no_row: !SPEC(row_same)(level, BELOW(level), ENTRIES, first); */
            return NO_RUN;
        }
        /*@ assert odd: wanted % 2 == 1; */
        /*@ assert same: SPEC(same_but_ad)(MEMORY.word[BELOW(level)][k], SPEC(later)(level, first, k)); */
        /*@ ghost MODE(longer_lemma)(level, k, first, V1); */
        if (word / 0x20 % 2 == 1)
            accessed = 1;
        if (word / 0x40 % 2 == 1)
            dirty = 2;
        k++;
    }
    return accessed + dirty;
}

/* Whether the leaf of a first part begins a run that a large page can map. */
/*@ requires level: 2 <= level <= LARGEST;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures boolean: \result == 0 || \result == 1;
    ensures first: \result == 1 <==> word % 2 == 1 && SHARE(level, word / 0x80 % 2 == 1, \true) &&
      SPEC(run_aligned)(level, SPEC(raw_pfn)(level - 1, word));
    ensures room: \result == 1 ==> SPEC(later)(level, word, ENTRIES - 1) < WORD_END;
*/
static uint32_t MODE(begins_run)(uint32_t level, WORD word)
{
    (void)level;
    /*@ assert high: word / 0x1000 % 0x10000000000 == word / 0x1000 - word / 0x10000000000000 * 0x10000000000; */
    /*@ assert two: word / 0x1000 % 0x10000000000 % ENTRIES == word / 0x1000 % ENTRIES; */
    /*@ assert parts2: word / 0x1000 % ENTRIES == 0 ==> word == word / SIZE2 * SIZE2 + word % 0x1000; */
    IF4(/*@ assert even: word / 0x1000 - word / 0x1000 % 2 == word / 0x2000 * 2; */
    /*@ assert three: (word / 0x1000 % 0x10000000000 - word / 0x1000 % 2) % 0x40000 == word / 0x2000 % 0x20000 * 2; */
    /*@ assert parts3: word / 0x2000 % 0x20000 == 0 ==> word == word / SIZE3 * SIZE3 + word % 0x2000; */
    if (level == 3)
        return word % 2 == 1 && word / 0x80 % 2 == 1 && word / 0x2000 % 0x20000 == 0 ? 1 : 0;)
    return word % 2 == 1 && word / 0x1000 % ENTRIES == 0 ? 1 : 0;
}

/* Words that differ in A and D alone want the same of the parts behind them. */
/*@ ghost
  /@ requires level: 2 <= level <= LARGEST;
     requires seen: first % 0x20 == old % 0x20 && first / 0x80 == old / 0x80;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures high: \forall integer k; 0 <= k < ENTRIES ==> SPEC(later)(level, first, k) / 0x80 == SPEC(later)(level, old, k) / 0x80;
     ensures low: \forall integer k; 0 <= k < ENTRIES ==> SPEC(later)(level, first, k) % 0x20 == SPEC(later)(level, old, k) % 0x20;
     ensures odd: \forall integer k; 0 <= k < ENTRIES ==> SPEC(later)(level, first, k) % 2 == first % 2 && SPEC(later)(level, old, k) % 2 == first % 2;
     IF4(ensures large: level == 3 && first / 0x80 % 2 == 1 ==>
       \forall integer k; 0 <= k < ENTRIES ==> SPEC(later)(level, first, k) / 0x80 % 2 == 1;)
  @/
  void MODE(later_lemma)(uint32_t level, WORD first, WORD old)
  {
    /@ assert two: first % 2 == first % 0x20 % 2 && old % 2 == old % 0x20 % 2; @/
    /@ assert high1: \forall integer k; (first + k * 0x1000) / 0x80 == first / 0x80 + k * 0x20 || k < 0; @/
    /@ assert high2: \forall integer k; (old + k * 0x1000) / 0x80 == old / 0x80 + k * 0x20 || k < 0; @/
    /@ assert low1: \forall integer k; (first + k * 0x1000) % 0x20 == first % 0x20 || k < 0; @/
    /@ assert low2: \forall integer k; (old + k * 0x1000) % 0x20 == old % 0x20 || k < 0; @/
    IF4(/@ assert mark: first / 0x80 % 2 == 1 ==> first / 0x80 == first / 0x100 * 2 + 1; @/
    /@ assert high3: \forall integer k; (first + k * 0x200000) / 0x80 == first / 0x80 + k * 0x4000 || k < 0; @/
    /@ assert high4: \forall integer k; (old + k * 0x200000) / 0x80 == old / 0x80 + k * 0x4000 || k < 0; @/
    /@ assert low3: \forall integer k; (first + k * 0x200000) % 0x20 == first % 0x20 || k < 0; @/
    /@ assert low4: \forall integer k; (old + k * 0x200000) % 0x20 == old % 0x20 || k < 0; @/
    /@ assert marks: first / 0x80 % 2 == 1 ==> \forall integer k; (first + k * 0x200000) / 0x80 == (first / 0x100 + k * 0x2000) * 2 + 1 || k < 0; @/
    if (level == 3) {
      /@ assert far: \forall integer k; SPEC(later)(level, first, k) == first + k * 0x200000 && SPEC(later)(level, old, k) == old + k * 0x200000; @/
      /@ assert far1: \forall integer k; 0 <= k < ENTRIES ==> SPEC(later)(level, first, k) / 0x80 == first / 0x80 + k * 0x4000; @/
      /@ assert far2: \forall integer k; 0 <= k < ENTRIES ==> SPEC(later)(level, old, k) / 0x80 == old / 0x80 + k * 0x4000; @/
      /@ assert far_high: \forall integer k; 0 <= k < ENTRIES ==> SPEC(later)(level, first, k) / 0x80 == SPEC(later)(level, old, k) / 0x80; @/
      return;
    })
    /@ assert near: \forall integer k; SPEC(later)(level, first, k) == first + k * 0x1000 && SPEC(later)(level, old, k) == old + k * 0x1000; @/
    /@ assert near1: \forall integer k; 0 <= k < ENTRIES ==> SPEC(later)(level, first, k) / 0x80 == first / 0x80 + k * 0x20; @/
    /@ assert near2: \forall integer k; 0 <= k < ENTRIES ==> SPEC(later)(level, old, k) / 0x80 == old / 0x80 + k * 0x20; @/
    /@ assert near_high: \forall integer k; 0 <= k < ENTRIES ==> SPEC(later)(level, first, k) / 0x80 == SPEC(later)(level, old, k) / 0x80; @/
  }
*/

/* The words of the table and the parts that a walk reads say the same, for the first part's leaf as the CPU shows it. */
/*@ ghost
  /@ requires ready: SPEC(tree)(slot) && SPEC(decoded)(limit) && SPEC(clean)(leaves);
     requires tuple: SPEC(indices)(V1) && SPEC(outside)(slot, V2);
     requires there: 2 <= level <= LARGEST && BELOW(level) >= 0;
     requires first: SPEC(same_but_ad)(first, old) && old == MEMORY.word[BELOW(level)][0];
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures uniform: SPEC(uniform)(level, V1) <==> first % 2 == 1 && SHARE(level, first / 0x80 % 2 == 1, \true) &&
       SPEC(run_aligned)(level, SPEC(raw_pfn)(level - 1, first)) && SPEC(row_same)(level, BELOW(level), ENTRIES, first);
     ensures same: SPEC(uniform)(level, V1) ==> SPEC(part)(level, 0, V1) == old;
     ensures leaves: SPEC(uniform)(level, V1) ==> SPEC(row_of_leaves)(level, BELOW(level));
  @/
  void MODE(uniform_lemma)(uint64_t slot, uint64_t limit, uint32_t leaves, uint32_t level, WORD first, WORD old, TUPLE1)
  {
    MODE(place_lemma)(slot);
    MODE(seen_lemma)(first, old);
    /@ assert table: 0 <= BELOW(level) < MACHINE_FRAMES && table_level[BELOW(level)] == level - 1; @/
    MODE(later_lemma)(level, first, old);
    /@ assert parts1: level == 2 ==> \forall integer k; 0 <= k < ENTRIES ==> SPEC(part)(level, k, V1) == MEMORY.word[BELOW(level)][k]; @/
    IF4(/@ assert parts2: level == 3 ==> \forall integer k; 0 <= k < ENTRIES && MEMORY.word[BELOW(level)][k] / 0x80 % 2 == 1 ==>
         LINKS.child[BELOW(level)][k] == -1 && SPEC(part)(level, k, V1) == MEMORY.word[BELOW(level)][k]; @/
    /@ assert none2: level == 3 ==> \forall integer k; 0 <= k < ENTRIES && MEMORY.word[BELOW(level)][k] / 0x80 % 2 == 0 ==> SPEC(part)(level, k, V1) == 0; @/)
    /@ assert begun: SPEC(uniform)(level, V1) ==> SPEC(part)(level, 0, V1) == old && first % 2 == 1; @/
    /@ assert wanted: SPEC(uniform)(level, V1) ==> \forall integer k; 0 <= k < ENTRIES ==>
         SPEC(same_but_ad)(SPEC(part)(level, k, V1), SPEC(later)(level, first, k)); @/
    /@ assert there: SPEC(uniform)(level, V1) ==> \forall integer k; 0 <= k < ENTRIES ==> SPEC(part)(level, k, V1) % 2 == 1; @/
    /@ assert found: SPEC(uniform)(level, V1) ==> \forall integer k; 0 <= k < ENTRIES ==> SPEC(part)(level, k, V1) == MEMORY.word[BELOW(level)][k]; @/
    /@ assert forth: SPEC(uniform)(level, V1) ==> SPEC(row_same)(level, BELOW(level), ENTRIES, first); @/
    /@ assert leaves: first % 2 == 1 && SHARE(level, first / 0x80 % 2 == 1, \true) && SPEC(row_same)(level, BELOW(level), ENTRIES, first) ==>
         SPEC(row_of_leaves)(level, BELOW(level)); @/
    /@ assert parts: first % 2 == 1 && SHARE(level, first / 0x80 % 2 == 1, \true) && SPEC(row_same)(level, BELOW(level), ENTRIES, first) ==>
         \forall integer k; 0 <= k < ENTRIES ==> SPEC(part)(level, k, V1) == MEMORY.word[BELOW(level)][k]; @/
    /@ assert back: first % 2 == 1 && SHARE(level, first / 0x80 % 2 == 1, \true) && SPEC(row_same)(level, BELOW(level), ENTRIES, first) ==>
         SPEC(parts_same)(level, old, V1) && SPEC(row_of_leaves)(level, BELOW(level)); @/
  }
*/

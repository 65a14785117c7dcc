/*
 * large_leaf_template.h - the leaf of a large page: its word, its store, its flushes. Relies on protect_template.h; in the
 * tree logic, on large_logic.h.
 */

/* Large leaves hang in the tables of levels 2 and 3: below the top of PML4 and PML5, where entries are counted. */
#define COUNTS_LARGE IF4(1 +) 0

/* Which arguments of a large page's functions are refused before any table is looked at. */
/*@ requires \valid_read(info);
    requires bound: SPEC(info)(info);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures refused: SPEC(large_refused)(info, va, level, \result);
    ensures ok: \result == SELFMAP_OK <==> SPEC(large_ok)(info, va, level);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_BAD_LEVEL || \result == SELFMAP_NOT_CANONICAL ||
      \result == SELFMAP_MISALIGNED || \result == SELFMAP_IN_WINDOW;
*/
static enum selfmap_status MODE(check_large)(const struct pagemap_info *info, uint64_t va, uint32_t level)
{
    if (level < 2 || level > info->leaf_levels)
        return SELFMAP_BAD_LEVEL;
    if (!(va < HALF IF_WIDE(|| va >= HIGH + HALF)))
        return SELFMAP_NOT_CANONICAL;
    if (OFFSET(level, va) != 0)
        return SELFMAP_MISALIGNED;
    if (va >= info->window_base[0] && va <= info->window_last[0])
        return SELFMAP_IN_WINDOW;
    return SELFMAP_OK;
}

/* A large page needs a run of frames that starts at a multiple of its size and ends within reach. */
/*@ requires \valid_read(info);
    requires bound: SPEC(info)(info) && 2 <= level <= info->leaf_levels;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures flags: \result == SELFMAP_BAD_FLAGS <==> !SPEC(leaf_flags_ok)(flags, info->pat);
    ensures frame: \result == SELFMAP_BAD_FRAME <==> SPEC(leaf_flags_ok)(flags, info->pat) && !SPEC(large_fits)(level, pfn, info->frame_limit);
    ensures even: \result == SELFMAP_OK ==> pfn % 2 == 0;
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_BAD_FLAGS || \result == SELFMAP_BAD_FRAME;
*/
static enum selfmap_status MODE(check_large_leaf)(const struct pagemap_info *info, uint32_t level, uint64_t pfn, uint32_t flags)
{
    const enum selfmap_status status = MODE(check_leaf)(info, pfn, flags);

    (void)level; /* PML2 and PAE have one size */
    if (status != SELFMAP_OK)
        return status;
    IF4(if (level == 3)
        return pfn % 0x40000 == 0 && info->frame_limit - pfn >= 0x40000 ? SELFMAP_OK : SELFMAP_BAD_FRAME;)
    /* PML2's reach is 2^32 whatever the CPU, so that an aligned run ends within. */
    return pfn % ENTRIES == 0 IF3(&& info->frame_limit - pfn >= ENTRIES) ? SELFMAP_OK : SELFMAP_BAD_FRAME;
}

/*@ requires flags < 0x40 && pfn % 2 == 0 && pfn < FRAME_LIMIT;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures word: \result == SPEC(large_word)(pfn, flags, no_execute);
    ensures present: \result % 2 == 1 && \result / 0x80 % 2 == 1;
    ensures clean: \result / 0x20 % 4 == 0;
*/
static WORD MODE(large_word)(uint64_t pfn, uint32_t flags, uint32_t no_execute)
{
    const WORD word = MODE(leaf_word)(pfn, flags, no_execute);

    /*@ assert parts: word == (NX_PART(flags, no_execute)) + pfn * 0x1000 + (SPEC(leaf_word)(0, flags, 0)) - (NX_PART(flags, 0)); */
    /*@ assert low: word % 0x1000 == SPEC(leaf_word)(0, flags, 0); */
    /*@ assert bit: SPEC(leaf_word)(0, flags, 0) / 0x80 % 2 == (flags / 0x10 == 3 ? 1 : 0); */
    /*@ assert wide: word / 0x80 == word / 0x1000 * 0x20 + word % 0x1000 / 0x80; */
    /*@ assert pat: word / 0x80 % 2 == (flags / 0x10 == 3 ? 1 : 0); */
    /*@ assert combining: flags / 0x10 == 3 ==> (word + 0x1000) / 0x80 == word / 0x80 + 0x20; */
    /*@ assert other: flags / 0x10 != 3 ==> (word + 0x80) / 0x80 == word / 0x80 + 1; */
    /*@ assert marks: (word + 0x1000) / 0x20 == word / 0x20 + 0x80 && (word + 0x80) / 0x20 == word / 0x20 + 4; */
    return word + (flags / 0x10 == 3 ? 0x1000 : 0x80);
}

/* The address at which the self-map shows the PTE of va, for proofs. */
/*@ ghost
  /@ requires \valid_read(info);
     requires bound: SPEC(info)(info) && SPEC(canonical)(va);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures shown: \result == SPEC(entry_address)(info->self_map_slot, 1, va);
  @/
  uint64_t MODE(pte_of)(const struct pagemap_info *info, uint64_t va)
  {
    /@ assert rung1: va / 0x1000 == va / SIZE2 * ENTRIES + MODE(index1)(va); @/
    IF3(/@ assert rung2: va / SIZE2 == va / SIZE3 * ENTRIES + MODE(index2)(va); @/)
    IF4(/@ assert rung3: va / SIZE3 == va / SIZE4 * ENTRIES + MODE(index3)(va); @/)
    IF5(/@ assert rung4: va / SIZE4 == va / SIZE5 * ENTRIES + MODE(index4)(va); @/)
    /@ assert low1: va % SPAN / 0x1000 == WITH5(MODE(index5)(va) * 0x1000000000 +) WITH4(MODE(index4)(va) * 0x8000000 +)
         WITH3(MODE(index3)(va) * (SIZE3 / 0x1000) +) MODE(index2)(va) * ENTRIES + MODE(index1)(va); @/
    return info->window_base[0] + va % SPAN / SIZE1 * ENTRY_SIZE;
  }
*/

/* The first page that a large leaf maps is va, looked up from its entry through the window, level by level (T1d). */
/*@ ghost
  /@ requires \valid_read(info);
     requires bound: SPEC(info)(info);
     requires page: SPEC(large_ok)(info, va, level);
     requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
     requires shown: entry == SPEC(entry_address)(info->self_map_slot, level, va);
     requires window: window == SPEC(entry_address)(info->self_map_slot, level - 1, va) &&
       window / 0x1000 == SPEC(page_of_entry)(info->self_map_slot, entry);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures first: SPEC(first_page)(info->self_map_slot, level, entry) == va / 0x1000;
     ensures middle: level == 3 ==> SPEC(middle_page)(info->self_map_slot, entry) == SPEC(entry_address)(info->self_map_slot, 1, va) / 0x1000;
  @/
  void MODE(first_lemma)(const struct pagemap_info *info, uint32_t level, uint64_t va, uint64_t entry, uint64_t window, TUPLE1)
  {
    /@ assert small: va % SIZE2 == 0; @/
    /@ assert index: i1 == va / 0x1000 % ENTRIES && i1 == 0; @/
    IF4(/@ assert huge: level == 3 ==> va % SIZE3 == 0; @/
    /@ assert middle: level == 3 ==> i2 == va / SIZE2 % ENTRIES && i2 == 0; @/)
    uint64_t lowest = MODE(pte_of)(info, va);
    MODE(where_lemma)(info->self_map_slot, level - 1, va, window, V1);
    MODE(where_lemma)(info->self_map_slot, 1, va, lowest, V1);
    /@ assert start: lowest % 0x1000 == 0; @/
    MODE(page_lemma)(info->self_map_slot, va, V1);
    IF4(if (level == 3)
      MODE(nest_lemma)(info->self_map_slot, 1, va, window, lowest, V1);)
    /@ assert page: window % 0x1000 == 0; @/
    /@ assert shown: SPEC(page_of_entry)(info->self_map_slot, entry) * 0x1000 == window; @/
    /@ assert own: SPEC(page_of_entry)(info->self_map_slot, lowest) == va / 0x1000; @/
    /@ assert first2: level == 2 ==> SPEC(middle_page)(info->self_map_slot, entry) == va / 0x1000; @/
    IF4(/@ assert first3: level == 3 ==> SPEC(middle_page)(info->self_map_slot, entry) * 0x1000 == lowest; @/)
  }
*/

IF4(
/* The table of level 2 on the way of a page is read by the pages of one GiB alone. */
/*@ ghost
  /@ requires tree: SPEC(tree)(slot);
     requires tuple: SPEC(indices)(V1) && SPEC(outside)(slot, V2) && T2 >= 0;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures own: \forall integer J2; SPEC(indices)(J2, 0) && SPEC(outside)(slot, J2) && SPEC(t2)(J3) == T2 ==> INSIDE(3);
     ensures table: 0 <= T2 < MACHINE_FRAMES && table_level[T2] == 2;
  @/
  void MODE(own2_lemma)(uint64_t slot, TUPLE1)
  {
    MODE(place_lemma)(slot);
  }
*/
)

/* A large leaf comes, or goes, or changes: the pages inside read this word, every other page what it read. */
/*@ requires tree: SPEC(tree)(slot);
    requires indices: SPEC(indices)(V1) && SPEC(outside)(slot, V2);
    requires where: 2 <= level <= LARGEST && level <= leaves && at == TABLE(level) && 0 <= at && place == PLACE(level);
    requires aimed: aim_entry == entry && aim_frame == at && aim_place == place;
    requires counted: SPEC(counted) && frames_bounds;
    requires range: IF4(table == at &&) LINKS.child[at][place] == -1;
    requires change: word == 0 <==> MEMORY.word[at][place] != 0;
    requires word: word == 0 || (word % 2 == 1 && word / 0x80 % 2 == 1);
    requires coded: SPEC(decoded)(limit) && SPEC(clean)(leaves);
    requires owed == 0;
    terminates \true;
    exits \false;
    assigns MEMORY, aim_entry, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures tree: SPEC(tree)(slot) && SPEC(decoded)(limit) && SPEC(clean)(leaves);
    ensures stored: MEMORY.word[at][place] == word;
    ensures rest: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i != place) ==>
      MEMORY.word[f][i] == \old(MEMORY.word[f][i]);
    ensures inside: SPEC(large_reads)(level, word, V1);
    ensures others: SPEC(large_others){Pre, Post}(slot, level, V1);
    ensures counted: SPEC(counted);
    ensures debt: word == 0 ==> owed == level && owed_page == \old(aim_page) && owed_middle == \old(aim_middle) &&
      owed_first == \old(aim_first);
    ensures none: word != 0 ==> owed == 0;
*/
static void MODE(set_large)(uint64_t entry, WORD word, uint64_t table) /*@ ghost (uint64_t slot, uint32_t level, int64_t at, uint32_t place, uint64_t limit, uint32_t leaves, TUPLE1) */
{
    /*@ ghost MODE(place_lemma)(slot); */
    /*@ assert at: at < MACHINE_FRAMES && table_level[at] == level; */
    IF4(/*@ ghost if (level == 2)
      MODE(own2_lemma)(slot, V1); */
    /*@ assert other2: level != 2 ==> \forall integer J2; SPEC(indices)(J2, 0) && SPEC(outside)(slot, J2) ==> SPEC(t2)(J3) != at; */
    /*@ assert mine2: level == 2 ==> at == T2; */
    /*@ assert own2: \forall integer J2; SPEC(indices)(J2, 0) && SPEC(outside)(slot, J2) && SPEC(t2)(J3) == at ==> level == 2 && SAME3; */)
    MODE(put)(entry, word, table, COUNTS_LARGE) /*@ ghost (at, place) */;
    /*@ assert none: SPEC(table_of)(word, limit) == -1; */
    /*@ assert spare: SPEC(spare_is_empty); */
    /*@ assert tree: SPEC(tree)(slot); */
    IF4(/*@ assert same1: \forall integer J1; SPEC(indices)(J1) && SPEC(outside)(slot, J2) ==> SPEC(w1)(J1) == \at(SPEC(w1)(J1), Pre); */
    /*@ assert same2: \forall integer J2; SPEC(indices)(J2, 0) && SPEC(outside)(slot, J2) && !(level == 2 && SAME2) ==>
          SPEC(w2)(J2) == \at(SPEC(w2)(J2), Pre); */
    /*@ assert same3: \forall integer J3; SPEC(indices)(J3, 0, 0) && SPEC(outside)(slot, J3, 0) && !(level == 3 && SAME3) ==>
          SPEC(w3)(J3) == \at(SPEC(w3)(J3), Pre); */)
}

/* A large leaf, as the CPU shows it, with other rights: its frame, and A and D, stay. */
/*@ requires flags: flags < 0x40;
    requires seen: word % 2 == 1 && word / 0x80 % 2 == 1 && SPEC(same_but_ad)(word, old) && 2 <= level;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures rights: SPEC(same_but_ad)(\result, SPEC(large_word)(SPEC(raw_pfn)(level, old), flags, no_execute));
    ensures present: \result % 2 == 1 && \result / 0x80 % 2 == 1;
*/
static WORD MODE(with_large_rights)(WORD word, uint32_t flags, uint32_t no_execute) /*@ ghost (uint32_t level, WORD old) */
{
    const WORD leaf = MODE(large_word)(word / 0x1000 % FRAME_LIMIT - word / 0x1000 % 2, flags, no_execute);
    const WORD used = word / 0x20 % 4;

    /*@ assert wide: word / 0x1000 == word / 0x80 / 0x20 && old / 0x1000 == old / 0x80 / 0x20; */
    /*@ assert large: old / 0x80 % 2 == 1; */
    /*@ assert frame: SPEC(raw_pfn)(level, old) == word / 0x1000 % FRAME_LIMIT - word / 0x1000 % 2; */
    /*@ ghost MODE(mark_lemma)(leaf, used); */
    return leaf + used * 0x20;
}

/* Rewrites a large leaf that stays: the pages inside read this word, every other page what it read. No count changes. */
/*@ requires tree: SPEC(tree)(slot);
    requires indices: SPEC(indices)(V1) && SPEC(outside)(slot, V2);
    requires where: 2 <= level <= LARGEST && level <= leaves && at == TABLE(level) && 0 <= at && place == PLACE(level);
    requires aimed: aim_entry == entry && aim_frame == at && aim_place == place;
    requires used: LINKS.child[at][place] == -1 && MEMORY.word[at][place] != 0;
    requires word: word % 2 == 1 && word / 0x80 % 2 == 1;
    requires coded: SPEC(decoded)(limit) && SPEC(clean)(leaves) && SPEC(counted);
    requires owed == 0;
    terminates \true;
    exits \false;
    assigns MEMORY, aim_entry, OWED;
    ensures tree: SPEC(tree)(slot) && SPEC(decoded)(limit) && SPEC(clean)(leaves);
    ensures inside: SPEC(large_reads)(level, word, V1) && SPEC(own)(level, V1) == word;
    ensures others: SPEC(large_others){Pre, Post}(slot, level, V1);
    ensures counted: SPEC(counted);
    ensures debt: owed == level && owed_page == \old(aim_page) && owed_middle == \old(aim_middle) &&
      owed_first == \old(aim_first);
*/
static void MODE(rewrite_large)(uint64_t entry, WORD word) /*@ ghost (uint64_t slot, uint32_t level, int64_t at, uint32_t place, uint64_t limit, uint32_t leaves, TUPLE1) */
{
    /*@ ghost MODE(place_lemma)(slot); */
    MODE(machine_store)(entry, word);
    /*@ ghost
      int n = 0;
      /@ loop invariant range: 0 <= n <= ENTRIES;
         loop invariant same: \forall integer f; 0 <= f < MACHINE_FRAMES ==>
           SPEC(in_use)(f, n) == \at(SPEC(in_use)(f, \at(n, Here)), Pre);
         loop assigns n;
         loop variant ENTRIES - n; @/
      while (n < ENTRIES)
        n++;
    */
    /*@ assert none: SPEC(table_of)(word, limit) == -1; */
}

/*
 * Forgets the translations that a large leaf leaves behind: of its page, and of its window, where a walk took it for a PTE. One of
 * 1 GiB first in the PTEs' window, where a walk took it for a PDE with PS set: 2 MiB of data where tables will be.
 */
/*@ requires \valid_read(info);
    requires bound: SPEC(info)(info);
    requires page: SPEC(large_ok)(info, va, level);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires entry: entry == SPEC(entry_address)(info->self_map_slot, level, va);
    requires owed: owed == level && owed_middle == SPEC(middle_page)(info->self_map_slot, entry) &&
      owed_first == SPEC(first_page)(info->self_map_slot, level, entry) && owed_page == SPEC(page_of_entry)(info->self_map_slot, entry);
    terminates \true;
    exits \false;
    assigns owed;
    ensures paid: owed == 0;
*/
static void MODE(flush_large)(const struct pagemap_info *info, uint64_t va, uint32_t level) /*@ ghost (uint64_t entry, TUPLE1) */
{
    const uint64_t window = MODE(shown)(info, level - 1, va);

    /*@ ghost
      MODE(nest_lemma)(info->self_map_slot, level - 1, va, entry, window, V1);
      MODE(first_lemma)(info, level, va, entry, window, V1);
    */
    IF4(if (level == 3)
        machine_flush_page(MODE(shown)(info, 1, va));)
    machine_flush_page(va);
    machine_flush_page(window);
}

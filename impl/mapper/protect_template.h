/*
 * protect_template.h - change the rights of a page that stays mapped. Relies on leaf_template.h.
 */

/* Rewrites a PTE that stays in use: the page reads this word, every other page what it read. No count changes. */
/*@ requires tree: SPEC(tree)(slot);
    requires indices: SPEC(indices)(V1) && SPEC(outside)(slot, V2);
    requires where: at == T1 && 0 <= at < MACHINE_FRAMES;
    requires aimed: aim_entry == entry && aim_frame == at && aim_place == i1;
    requires counted: SPEC(counted);
    requires used: word % 2 == 1 && MEMORY.word[at][i1] != 0;
    requires owed == 0;
    terminates \true;
    exits \false;
    assigns MEMORY, aim_entry, OWED;
    ensures tree: SPEC(tree)(slot);
    ensures page: SPEC(w1)(V1) == word;
    ensures others: SPEC(others_same){Pre, Post}(slot, V1);
    ensures decoded: \old(SPEC(decoded)(limit)) ==> SPEC(decoded)(limit);
    ensures clean: \old(SPEC(clean)(leaves)) ==> SPEC(clean)(leaves);
    ensures counted: SPEC(counted);
    ensures debt: owed == 0 || (owed == 1 && owed_page == \old(aim_page));
*/
static void MODE(rewrite)(uint64_t entry, WORD word) /*@ ghost (uint64_t slot, int64_t at, uint64_t limit, uint32_t leaves, TUPLE1) */
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
    /*@ assert own: \forall integer J2; SPEC(indices)(J2, 0) && SPEC(outside)(slot, J2) && SPEC(t1)(J2) == at ==> SAME2; */
    /*@ assert upper: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] != 1 ==>
          MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre); */
}

/* A and D in a leaf that has them clear change nothing else. */
/*@ ghost
  /@ requires clear: leaf % 2 == 1 && leaf / 0x20 % 4 == 0 && used < 4;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures fits: leaf + used * 0x20 < (sizeof(WORD) == 4 ? 0x100000000 : 0x10000000000000000);
     ensures same: SPEC(same_but_ad)(leaf + used * 0x20, leaf);
  @/
  void MODE(mark_lemma)(WORD leaf, WORD used)
  {
    /@ assert parts: leaf == leaf / 0x80 * 0x80 + leaf % 0x20; @/
    /@ assert low: (leaf + used * 0x20) % 0x20 == leaf % 0x20; @/
    /@ assert high: (leaf + used * 0x20) / 0x80 == leaf / 0x80; @/
  }
*/

/* A present leaf, as the CPU shows it, with other rights: its frame, and A and D, stay. */
/*@ requires flags: flags < 0x40;
    requires seen: word % 2 == 1 && SPEC(same_but_ad)(word, old);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures rights: SPEC(same_but_ad)(\result, SPEC(leaf_word)(SPEC(raw_pfn)(1, old), flags, no_execute));
    ensures present: \result % 2 == 1;
*/
static WORD MODE(with_rights)(WORD word, uint32_t flags, uint32_t no_execute) /*@ ghost (WORD old) */
{
    const WORD leaf = MODE(leaf_word)(word / 0x1000 % FRAME_LIMIT, flags, no_execute);
    const WORD used = word / 0x20 % 4;

    /*@ assert wide: word / 0x1000 == word / 0x80 / 0x20 && old / 0x1000 == old / 0x80 / 0x20; */
    /*@ assert frame: SPEC(raw_pfn)(1, old) == word / 0x1000 % FRAME_LIMIT; */
    /*@ ghost MODE(mark_lemma)(leaf, used); */
    return leaf + used * 0x20;
}

/* Gives the page of these indices other flags; its frame, and A and D as the CPU shows them, stay. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires flags: flags < 0x40;
    terminates \true;
    exits \false;
    assigns AIMED, MEMORY, OWED;
    ensures ready: SPEC(ready)(info);
    ensures large: \result == SELFMAP_LARGE_IN_WAY <==> \old(SPEC(large_there)(V1));
    ensures absent: \result == SELFMAP_NOT_MAPPED <==> \old(!SPEC(large_there)(V1) && SPEC(w1)(V1) == 0);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_LARGE_IN_WAY || \result == SELFMAP_NOT_MAPPED;
    ensures word: \result == SELFMAP_OK ==> SPEC(same_but_ad)(SPEC(w1)(V1),
      SPEC(leaf_word)(SPEC(raw_pfn)(1, \old(SPEC(w1)(V1))), flags, info->no_execute));
    ensures others: \result == SELFMAP_OK ==> SPEC(others_same){Pre, Post}(info->self_map_slot, V1);
    ensures unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
*/
static enum selfmap_status MODE(protect_at)(const struct pagemap_info *info, uint64_t va, uint32_t flags) /*@ ghost (TUPLE1) */
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
    if (word % 2 == 0)
        return SELFMAP_NOT_MAPPED;
    word = MODE(with_rights)(word, flags, info->no_execute) /*@ ghost (MEMORY.word[aim_frame][aim_place]) */;
    MODE(rewrite)(entry, word) /*@ ghost (info->self_map_slot, aim_frame, info->frame_limit, info->leaf_levels, V1) */;
    /*@ ghost MODE(page_lemma)(info->self_map_slot, va, V1); */
    machine_flush_page(va);
    /*@ assert info: SPEC(info)(info); */
    return SELFMAP_OK;
}

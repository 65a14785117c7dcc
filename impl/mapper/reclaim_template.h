/*
 * reclaim_template.h - the second half of unmapping pages in a row: the last tables on their way that became empty go, and those above
 * that become empty by it. Relies on number_template.h and change_template.h.
 */

/* A level 1 table that the mode keeps is one of the kernel's half. */
/*@ ghost
  /@ requires tree: SPEC(tree)(slot) && SPEC(canonical)(va);
     requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(slot, V2) && T1 >= 0;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures kept: PINNED(1, va) != 0 ==> KEPT(T1);
     ensures table: table_level[T1] == 1;
  @/
  void MODE(kept_lemma)(uint64_t slot, uint64_t va, TUPLE1)
  {
    MODE(place_lemma)(slot);
  }
*/

/* Takes the table away that serves the first of these pages, when it is empty and may go; the number of pages that it serves. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires page: SPEC(page_ok)(info->self_map_slot, va) && 0 < pages;
    terminates \true;
    exits \false;
    assigns SHRUNK;
    ensures range: 0 < \result <= pages;
    ensures ready: SPEC(ready)(info);
    ensures same: SPEC(same_map){Pre, Post}(info->self_map_slot);
    ensures lowest: SPEC(run_lowest)(info->self_map_slot, SPEC(number_of)(va), \result);
    ensures cut: SPEC(only_cut){Pre, Post};
    ensures lean: SPEC(no_more_idle){Pre, Post}(-1);
*/
static uint64_t MODE(reclaim_part)(const struct pagemap_info *info, uint64_t va, uint64_t pages)
{
    const uint32_t left = (uint32_t)(ENTRIES - va / SIZE1 % ENTRIES);
    const uint32_t here = pages < left ? (uint32_t)pages : left;
    uint64_t table;

    /*@ ghost GHOST_TUPLE
      MODE(outside_lemma)(info->self_map_slot, va, V1);
      MODE(number_lemma)(va, V1);
      MODE(run_lemma)(here, V1);
    */
    table = MODE(find_table)(info, va) /*@ ghost (V1) */;
    if (table != NO_TABLE) {
        /*@ ghost MODE(kept_lemma)(info->self_map_slot, va, V1); */
        if (MODE(idle)(1, va, table) /*@ ghost (info, V1) */ != 0)
            MODE(reclaim)(info, va, table) /*@ ghost (V1) */;
    }
    /*@ assert lowest: T1 >= 0 && !KEPT(T1) ==> !SPEC(empty_words)(T1); */
    return here;
}

/* Takes the tables away that serve pages in a row, those that are empty and may go. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires run: pages != 0 ==> SPEC(run_ok)(info->self_map_slot, va, pages);
    terminates \true;
    exits \false;
    assigns SHRUNK;
    ensures ready: SPEC(ready)(info);
    ensures same: SPEC(same_map){Pre, Post}(info->self_map_slot);
    ensures lowest: SPEC(run_lowest)(info->self_map_slot, SPEC(number_of)(va), pages);
    ensures cut: SPEC(only_cut){Pre, Post};
    ensures lean: SPEC(no_more_idle){Pre, Post}(-1);
    ensures unchanged: pages == 0 ==> SPEC(nothing_changed){Pre, Post};
*/
static void MODE(reclaim_parts)(const struct pagemap_info *info, uint64_t va, uint64_t pages)
{
    uint64_t n = 0;

    /*@ loop invariant range: 0 <= n <= pages;
        loop invariant ready: SPEC(ready)(info);
        loop invariant same: SPEC(same_map){Pre, Here}(info->self_map_slot);
        loop invariant lowest: SPEC(run_lowest)(info->self_map_slot, SPEC(number_of)(va), n);
        loop invariant cut: SPEC(only_cut){Pre, Here};
        loop invariant lean: SPEC(no_more_idle){Pre, Here}(-1);
        loop invariant unchanged: n == 0 ==> SPEC(nothing_changed){Pre, Here};
        loop assigns n, SHRUNK;
        loop variant pages - n; */
    while (n < pages) {
        uint64_t here;

        /*@ ghost
          Before:
          MODE(further_lemma)(info, va, pages, n);
        */
        here = MODE(reclaim_part)(info, va + n * 0x1000, pages - n);
        /*@ ghost MODE(place_lemma)(info->self_map_slot); */
        /*@ assert same1: PATHS(info->self_map_slot, T1 < 0 || T1 == \at(T1, Before)); */
        /*@ assert before: SPEC(run_lowest)(info->self_map_slot, SPEC(number_of)(va), n); */
        n += here;
    }
}

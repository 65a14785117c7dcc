/*
 * put_template.h - the one store of the mapper that makes an entry appear or vanish, and the count of entries in use
 * that goes with it (T3). Relies on machine_template.h; in the tree logic, on in_use and counted.
 */

/* Every count lies between 0 and what it counts over, and is not 0 when an entry among them is in use. */
/*@ ghost
  /@ terminates \true;
     exits \false;
     assigns \nothing;
     ensures bounds: 0 <= SPEC(in_use)(f, ENTRIES) <= ENTRIES;
     ensures present: \forall integer i; 0 <= i < ENTRIES && MEMORY.word[f][i] != 0 ==> SPEC(in_use)(f, ENTRIES) >= 1;
  @/
  void MODE(in_use_lemma)(int64_t f)
  {
    int n = 0;
    /@ loop invariant range: 0 <= n <= ENTRIES;
       loop invariant bounds: 0 <= SPEC(in_use)(f, n) <= n;
       loop invariant present: \forall integer i; 0 <= i < n && MEMORY.word[f][i] != 0 ==> SPEC(in_use)(f, n) >= 1;
       loop assigns n;
       loop variant ENTRIES - n; @/
    while (n < ENTRIES)
      n++;
  }
*/

/* A count of 0 says that the table is empty. */
/*@ ghost
  /@ terminates \true;
     exits \false;
     assigns \nothing;
     ensures none: SPEC(in_use)(f, ENTRIES) == 0 <==> SPEC(empty_words)(f);
  @/
  void MODE(none_lemma)(int64_t f)
  {
    int n = 0;
    /@ loop invariant range: 0 <= n <= ENTRIES;
       loop invariant none: (SPEC(in_use)(f, n) == 0 <==> (\forall integer i; 0 <= i < n ==> MEMORY.word[f][i] == 0)) &&
         SPEC(in_use)(f, n) >= 0;
       loop assigns n;
       loop variant ENTRIES - n; @/
    while (n < ENTRIES)
      n++;
  }
*/

/* Stores an entry that changes from absent to present or back, and counts it where tables can be freed (below the top). */
/*@ requires aimed: entry == aim_entry && aim_frame == at && aim_place == place && place < ENTRIES;
    requires table: 0 <= at < MACHINE_FRAMES && 1 <= table_level[at] <= TOP;
    requires counted: SPEC(counted) && frames_bounds;
    requires range: (counts == 0 <==> table_level[at] == TOP) && (counts != 0 ==> table == at);
    requires change: word == 0 <==> MEMORY.word[at][place] != 0;
    requires paid: owed == 0;
    terminates \true;
    exits \false;
    assigns MEMORY, OWED, aim_entry, frames_used[0 .. FRAMES_SPAN - 1];
    ensures stored: MEMORY.word[at][place] == word;
    ensures others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i != place) ==>
      MEMORY.word[f][i] == \old(MEMORY.word[f][i]);
    ensures counted: SPEC(counted);
    ensures debt: owed == \old(SPEC(debt)(table_level[at], MEMORY.word[at][place])) &&
      (owed != 0 ==> owed_page == \old(aim_page) && owed_middle == \old(aim_middle) && owed_first == \old(aim_first));
*/
static void MODE(put)(uint64_t entry, WORD word, uint64_t table, uint32_t counts) /*@ ghost (int64_t at, uint32_t place) */
{
    /*@ ghost MODE(in_use_lemma)(at); */
    if (counts != 0) {
        if (word == 0)
            frames_used[table - frames_first] -= 1;
        else
            frames_used[table - frames_first] += 1;
    }
    MODE(machine_store)(entry, word);
    /*@ ghost
      int n = 0;
      /@ loop invariant range: 0 <= n <= ENTRIES;
         loop invariant others: \forall integer f; 0 <= f < MACHINE_FRAMES && f != at ==>
           SPEC(in_use)(f, n) == \at(SPEC(in_use)(f, \at(n, Here)), Pre);
         loop invariant own: SPEC(in_use)(at, n) == \at(SPEC(in_use)(at, \at(n, Here)), Pre) +
           (n > place ? (word == 0 ? -1 : 1) : 0);
         loop assigns n;
         loop variant ENTRIES - n; @/
      while (n < ENTRIES)
        n++;
    */
    /*@ assert counted_own: table_level[at] < TOP ==> frames_first <= at < frames_first + frames_count &&
          frames_used[at - frames_first] == SPEC(in_use)(at, ENTRIES); */
    /*@ assert counted_others: \forall integer f; 0 <= f < MACHINE_FRAMES && f != at && -1 <= table_level[f] < TOP ==>
          frames_first <= f < frames_first + frames_count && frames_used[f - frames_first] == SPEC(in_use)(f, ENTRIES); */
}

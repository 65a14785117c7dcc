/* edit_template.h - single changes of the tree (T3): link a table, store a leaf. */

/* Links a zero frame as the table that an absent entry references. */
/*@ requires tree: SPEC(tree)(slot);
    requires aimed: aim_entry == entry && aim_frame == at && aim_place == place;
    requires where: 0 <= at < MACHINE_FRAMES && place < ENTRIES && table_level[at] >= 2 && !SELF(slot, at, place);
    requires prefix: 0 <= table_prefix[at] < 0x1000000000000;
    requires absent: MEMORY.word[at][place] == 0 && LINKS.child[at][place] == -1;
    requires in_hand: 0 <= frame < limit && limit <= FRAME_LIMIT && table_level[frame] == 0;
    requires counted: SPEC(counted) && frames_bounds;
    requires range: (counts == 0 <==> table_level[at] == TOP) && (counts != 0 ==> table == at);
    requires owed == 0;
    terminates \true;
    exits \false;
    assigns MEMORY, aim_entry, LINKS, table_level[frame], table_parent[frame], table_place[frame], table_prefix[frame],
      OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures tree: SPEC(tree)(slot);
    ensures linked: LINKS.child[at][place] == frame && table_level[frame] == table_level[at] - 1;
    ensures decoded: \old(SPEC(decoded)(limit)) ==> SPEC(decoded)(limit);
    ensures clean: \old(SPEC(clean)(leaves)) ==> SPEC(clean)(leaves);
    ensures counted: SPEC(counted);
    ensures same: SPEC(same_map){Pre, Post}(slot);
    ensures new: SPEC(empty)(frame);
    ensures links: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i != place) ==>
      LINKS.child[f][i] == \old(LINKS.child[f][i]);
    ensures debt: owed == 0;
*/
static void MODE(link)(uint64_t entry, uint64_t frame, uint64_t table, uint32_t counts) /*@ ghost (uint64_t slot, int64_t at, uint32_t place, uint64_t limit, uint32_t leaves) */
{
    /*@ ghost MODE(place_lemma)(slot); */
    MODE(put)(entry, (WORD)(frame * 0x1000 + 7), table, counts) /*@ ghost (at, place) */;
    /*@ assert entry: SPEC(table_of)((WORD)(frame * 0x1000 + 7), limit) == frame; */
    /*@ ghost
      LINKS.child[at][place] = frame;
      table_level[frame] = table_level[at] - 1;
      table_parent[frame] = at;
      table_place[frame] = place;
      table_prefix[frame] = table_prefix[at] * ENTRIES + place;
    */
    /*@ assert tree_levels: SPEC(levels); */
    /*@ assert tree_top: SPEC(top)(slot); */
    /*@ assert tree_child: SPEC(child_or_none); */
    /*@ assert tree_leaf: SPEC(leaf_has_no_child); */
    /*@ assert tree_below: SPEC(child_is_below)(slot); */
    /*@ assert tree_spare: SPEC(spare_is_empty); */
    /*@ assert fresh: SPEC(empty)(frame) && SPEC(table_of)(0, limit) == -1; */
    /*@ assert words: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i != place) ==>
          MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre) && LINKS.child[f][i] == \at(LINKS.child[f][i], Pre); */
    /*@ assert was: \forall integer f; 0 <= f < MACHINE_FRAMES && f != frame ==> table_level[f] == \at(table_level[f], Pre); */
    /*@ assert step: \forall integer f, i; f < MACHINE_FRAMES && 0 <= i < ENTRIES ==> SPEC(down)(f, i) == \at(SPEC(down)(f, i), Pre) ||
          (f == at && i == place && \at(SPEC(down)(f, i), Pre) < 0 && SPEC(down)(f, i) == frame); */
    /*@ assert none: \forall integer i; 0 <= i < ENTRIES ==> SPEC(down)(frame, i) == -1; */
    WITH5(/*@ assert t4: \forall integer V5; SPEC(indices)(V5, 0, 0, 0, 0) && SPEC(outside)(slot, V5, 0, 0, 0) ==> SPEC(t4)(V5) == \at(SPEC(t4)(V5), Pre) ||
      (\at(SPEC(t4)(V5), Pre) < 0 && SPEC(t4)(V5) == frame && table_level[frame] == 4); */)
    WITH4(/*@ assert t3: \forall integer V4; SPEC(indices)(V4, 0, 0, 0) && SPEC(outside)(slot, V4, 0, 0) ==> SPEC(t3)(V4) == \at(SPEC(t3)(V4), Pre) ||
      (\at(SPEC(t3)(V4), Pre) < 0 && SPEC(t3)(V4) == frame && table_level[frame] == 3); */)
    WITH4(/*@ assert t2: \forall integer V3; SPEC(indices)(V3, 0, 0) && SPEC(outside)(slot, V3, 0) ==> SPEC(t2)(V3) == \at(SPEC(t2)(V3), Pre) ||
      (\at(SPEC(t2)(V3), Pre) < 0 && SPEC(t2)(V3) == frame && table_level[frame] == 2); */)
    /*@ assert t1: \forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(slot, V2) ==> SPEC(t1)(V2) == \at(SPEC(t1)(V2), Pre) ||
      (\at(SPEC(t1)(V2), Pre) < 0 && SPEC(t1)(V2) == frame && table_level[frame] == 1); */
    /*@ assert leaf_tables: \forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(slot, V2) && \at(SPEC(t1)(V2), Pre) >= 0 ==>
          SPEC(t1)(V2) == \at(SPEC(t1)(V2), Pre) && SPEC(t1)(V2) != at && 0 <= SPEC(t1)(V2) < MACHINE_FRAMES; */
    /*@ assert same1: \forall integer V1; SPEC(indices)(V1) && SPEC(outside)(slot, V2) ==> SPEC(w1)(V1) == \at(SPEC(w1)(V1), Pre); */
    /*@ assert same2_new: \forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(slot, V2) && \at(T2, Pre) < 0 ==>
          SPEC(w2)(V2) == 0 && \at(SPEC(w2)(V2), Pre) == 0; */
    /*@ assert same2_stays: \forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(slot, V2) && \at(T2, Pre) >= 0 ==>
          SPEC(w2)(V2) == \at(SPEC(w2)(V2), Pre); */
    /*@ assert same2: \forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(slot, V2) ==> SPEC(w2)(V2) == \at(SPEC(w2)(V2), Pre); */
    WITH4(/*@ assert same3: \forall integer V3; SPEC(indices)(V3, 0, 0) && SPEC(outside)(slot, V3, 0) ==> SPEC(w3)(V3) == \at(SPEC(w3)(V3), Pre); */)
}

/* The links' part of unlink, once the entry is 0: walks that came to the table end above it, and read 0 as before. */
/*@ ghost
  /@ requires tree: SPEC(tree)(slot);
     requires where: 0 <= at < MACHINE_FRAMES && place < ENTRIES && table_level[at] >= 2 && !SELF(slot, at, place);
     requires child: LINKS.child[at][place] == frame && 0 <= frame < MACHINE_FRAMES;
     requires empty: SPEC(empty)(frame);
     requires cleared: MEMORY.word[at][place] == 0;
     terminates \true;
     exits \false;
     assigns LINKS, table_level[frame];
     ensures tree: SPEC(tree)(slot);
     ensures unlinked: LINKS.child[at][place] == -1 && table_level[frame] == 0;
     ensures links: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i != place) ==>
       LINKS.child[f][i] == \old(LINKS.child[f][i]);
     ensures same: SPEC(same_map){Pre, Post}(slot);
  @/
  void MODE(cut)(int64_t frame, uint64_t slot, int64_t at, uint32_t place)
  {
    MODE(place_lemma)(slot);
    LINKS.child[at][place] = -1;
    table_level[frame] = 0;
    /@ assert links: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i != place) ==>
         LINKS.child[f][i] == \at(LINKS.child[f][i], Pre); @/
    /@ assert only: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && \at(table_level[f], Pre) >= 2 &&
         \at(LINKS.child[f][i], Pre) == frame && !SELF(slot, f, i) ==> f == at && i == place; @/
    /@ assert tree_levels: SPEC(levels) && SPEC(top)(slot) && SPEC(child_or_none) && SPEC(leaf_has_no_child); @/
    /@ assert tree_below: SPEC(child_is_below)(slot); @/
    /@ assert tree_spare: SPEC(spare_is_empty); @/
    WITH5(/@ assert t4: \forall integer V5; SPEC(indices)(V5, 0, 0, 0, 0) && SPEC(outside)(slot, V5, 0, 0, 0) ==> SPEC(t4)(V5) == \at(SPEC(t4)(V5), Pre) ||
      (\at(SPEC(t4)(V5), Pre) == frame && SPEC(t4)(V5) == -1); @/)
    WITH4(/@ assert t3: \forall integer V4; SPEC(indices)(V4, 0, 0, 0) && SPEC(outside)(slot, V4, 0, 0) ==> SPEC(t3)(V4) == \at(SPEC(t3)(V4), Pre) ||
      (\at(SPEC(t3)(V4), Pre) == frame && SPEC(t3)(V4) == -1); @/)
    WITH4(/@ assert t2: \forall integer V3; SPEC(indices)(V3, 0, 0) && SPEC(outside)(slot, V3, 0) ==> SPEC(t2)(V3) == \at(SPEC(t2)(V3), Pre) ||
      (\at(SPEC(t2)(V3), Pre) == frame && SPEC(t2)(V3) == -1); @/)
    /@ assert t1: \forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(slot, V2) ==> SPEC(t1)(V2) == \at(SPEC(t1)(V2), Pre) ||
      (\at(SPEC(t1)(V2), Pre) == frame && SPEC(t1)(V2) == -1); @/
    /@ assert same1: \forall integer V1; SPEC(indices)(V1) && SPEC(outside)(slot, V2) ==> SPEC(w1)(V1) == \at(SPEC(w1)(V1), Pre); @/
    /@ assert same2: \forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(slot, V2) ==> SPEC(w2)(V2) == \at(SPEC(w2)(V2), Pre); @/
    WITH4(/@ assert same3: \forall integer V3; SPEC(indices)(V3, 0, 0) && SPEC(outside)(slot, V3, 0) ==> SPEC(w3)(V3) == \at(SPEC(w3)(V3), Pre); @/)
  }
*/

/* Clears the entry that references an empty table, which is then in hand. Its window page is owed a flush. */
/*@ requires tree: SPEC(tree)(slot);
    requires aimed: aim_entry == entry && aim_frame == at && aim_place == place;
    requires where: 0 <= at < MACHINE_FRAMES && place < ENTRIES && table_level[at] >= 2 && !SELF(slot, at, place);
    requires child: LINKS.child[at][place] == frame && 0 <= frame < MACHINE_FRAMES;
    requires decoded: SPEC(decoded)(limit) && limit <= 0x10000000000;
    requires empty: SPEC(empty)(frame);
    requires counted: SPEC(counted) && frames_bounds;
    requires range: (counts == 0 <==> table_level[at] == TOP) && (counts != 0 ==> table == at);
    requires owed == 0;
    terminates \true;
    exits \false;
    assigns MEMORY, aim_entry, LINKS, table_level[frame], OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures tree: SPEC(tree)(slot);
    ensures unlinked: LINKS.child[at][place] == -1 && table_level[frame] == 0;
    ensures decoded: SPEC(decoded)(limit);
    ensures clean: \old(SPEC(clean)(leaves)) ==> SPEC(clean)(leaves);
    ensures counted: SPEC(counted);
    ensures same: SPEC(same_map){Pre, Post}(slot);
    ensures links: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i != place) ==>
      LINKS.child[f][i] == \old(LINKS.child[f][i]) && MEMORY.word[f][i] == \old(MEMORY.word[f][i]);
    ensures debt: owed == 1 && owed_page == \old(aim_page);
*/
static void MODE(unlink)(uint64_t entry, uint64_t table, uint32_t counts) /*@ ghost (int64_t frame, uint64_t slot, int64_t at, uint32_t place, uint64_t limit, uint32_t leaves) */
{
    /*@ ghost MODE(place_lemma)(slot); */
    /*@ assert present: MEMORY.word[at][place] % 2 == 1 && MEMORY.word[at][place] / 0x80 % 2 == 0; */
    MODE(put)(entry, 0, table, counts) /*@ ghost (at, place) */;
    /*@ assert tree: SPEC(tree)(slot); */
    /*@ assert same: SPEC(same_map){Pre, Here}(slot); */
    /*@ ghost MODE(cut)(frame, slot, at, place); */
    /*@ assert none: SPEC(table_of)(0, limit) == -1; */
}

/* A leaf comes, or goes: the page reads this word, every other page what it read. */
/*@ requires tree: SPEC(tree)(slot);
    requires indices: SPEC(indices)(V1) && SPEC(outside)(slot, V2);
    requires where: at == T1 && table == at && 0 <= at < MACHINE_FRAMES;
    requires aimed: aim_entry == entry && aim_frame == at && aim_place == i1;
    requires counted: SPEC(counted) && frames_bounds;
    requires change: word == 0 <==> MEMORY.word[at][i1] != 0;
    requires owed == 0;
    terminates \true;
    exits \false;
    assigns MEMORY, aim_entry, OWED, frames_used[0 .. FRAMES_SPAN - 1];
    ensures tree: SPEC(tree)(slot);
    ensures page: SPEC(w1)(V1) == word;
    ensures others: \forall integer J1; SPEC(indices)(J1) && SPEC(outside)(slot, J2) && !(SAME1) ==> SPEC(same_page){Pre, Post}(J1);
    ensures decoded: \old(SPEC(decoded)(limit)) ==> SPEC(decoded)(limit);
    ensures clean: (word == 0 || word % 2 == 1) && \old(SPEC(clean)(leaves)) ==> SPEC(clean)(leaves);
    ensures counted: SPEC(counted);
    ensures debt: owed == \old(MEMORY.word[at][i1]) % 2 && (owed != 0 ==> owed_page == \old(aim_page));
*/
static void MODE(set_leaf)(uint64_t entry, WORD word, uint64_t table) /*@ ghost (uint64_t slot, int64_t at, uint64_t limit, uint32_t leaves, TUPLE1) */
{
    /*@ ghost MODE(place_lemma)(slot); */
    MODE(put)(entry, word, table, 1) /*@ ghost (at, i1) */;
    /*@ assert own: \forall integer J2; SPEC(indices)(J2, 0) && SPEC(outside)(slot, J2) && SPEC(t1)(J2) == at ==> SAME2; */
    /*@ assert upper: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] != 1 ==>
          MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre); */
}

/* How a PTE is stored: its page is flushed next; nothing is there that would have to be; everything is flushed behind it. */
#define STORE_ONE 0u
#define STORE_NEW 1u
#define STORE_LATE 2u
#define OWED_BEFORE(how) (how == STORE_LATE ? OWED_ALL : 0)

/* From so many pages of one range on, one flush of everything is cheaper than theirs one by one: INVLPG costs some hundred cycles
   each, what a full flush forgets is walked again once. Linux draws the line at 33 pages. */
#define FLUSH_ALL_FROM 33u

/* A PTE by itself, for whoever keeps the count: what a run of pages does to a table is counted once, behind it. */
/*@ requires tree: SPEC(tree)(slot) && SPEC(decoded)(limit) && SPEC(clean)(leaves);
    requires where: 0 <= at < MACHINE_FRAMES && table_level[at] == 1 && place < ENTRIES;
    requires aimed: aim_entry == entry && aim_frame == at && aim_place == place;
    requires word: word == 0 || word % 2 == 1;
    requires how: how <= STORE_LATE && (how == STORE_NEW ==> MEMORY.word[at][place] == 0);
    requires owed: owed == OWED_BEFORE(how);
    terminates \true;
    exits \false;
    assigns MEMORY, aim_entry, OWED;
    ensures tree: SPEC(tree)(slot) && SPEC(decoded)(limit) && SPEC(clean)(leaves);
    ensures stored: MEMORY.word[at][place] == word;
    ensures others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i != place) ==>
      MEMORY.word[f][i] == \old(MEMORY.word[f][i]);
    ensures own: SPEC(in_use)(at, ENTRIES) == \old(SPEC(in_use)(at, ENTRIES)) + (word == 0 ? 0 : 1) - (\old(MEMORY.word[at][place]) == 0 ? 0 : 1);
    ensures rest: \forall integer f; 0 <= f < MACHINE_FRAMES && f != at ==> SPEC(in_use)(f, ENTRIES) == \old(SPEC(in_use)(f, ENTRIES));
    ensures debt: how == STORE_ONE ==> owed == \old(MEMORY.word[at][place]) % 2 && (owed != 0 ==> owed_page == \old(aim_page));
    ensures late: how != STORE_ONE ==> owed == OWED_BEFORE(how);
*/
static void MODE(place_leaf)(uint64_t entry, WORD word, uint32_t how) /*@ ghost (uint64_t slot, int64_t at, uint32_t place, uint64_t limit, uint32_t leaves) */
{
    if (how == STORE_NEW)
        MODE(machine_fill)(entry, word);
    else if (how == STORE_LATE)
        MODE(machine_store_late)(entry, word);
    else
        MODE(machine_store)(entry, word);
    /*@ assert stored: MEMORY.word[at][place] == word; */
    /*@ assert others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != at || i != place) ==>
          MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre); */
    /*@ ghost
      int n = 0;
      /@ loop invariant range: 0 <= n <= ENTRIES;
         loop invariant others: \forall integer f; 0 <= f < MACHINE_FRAMES && f != at ==>
           SPEC(in_use)(f, n) == \at(SPEC(in_use)(f, \at(n, Here)), Pre);
         loop invariant own: SPEC(in_use)(at, n) == \at(SPEC(in_use)(at, \at(n, Here)), Pre) +
           (n > place ? (word == 0 ? 0 : 1) - (\at(MEMORY.word[at][place], Pre) == 0 ? 0 : 1) : 0);
         loop assigns n;
         loop variant ENTRIES - n; @/
      while (n < ENTRIES)
        n++;
    */
    /*@ assert upper: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] != 1 ==>
          MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre); */
}

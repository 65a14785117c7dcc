/*
 * tree_logic.h - the tree of page tables in one mode, over indices and links: no bit of an entry is looked at here but in
 * `decoded`. A template: tree_pml2.h to tree_pml5.h define the mode's names first.
 */

#define HW_DOWN SPEC(hw_down)
#define HW_LEAF SPEC(hw_leaf)
/* What holds from call to call and, but for the flushes that are owed, within one. In two predicates, so that each is one step to unfold. */
#define STANDING(info) SPEC(info)(info) && SPEC(tree)(info->self_map_slot) && \
    SPEC(decoded)(info->frame_limit) && SPEC(clean)(info->leaf_levels) && SPEC(counted) && frames_ready && \
    frames_first + frames_count <= info->frame_limit

/*@
  // The hardware's walk for a write by the kernel, by the bits of words: one step to a table, the last step to a page.
  logic integer SPEC(hw_down){L}(integer table, integer i, integer limit, integer nx) =
    table < 0 || MEMORY.word[table][i] / 2 % 2 == 0 ? -1 : SPEC(child)(MEMORY.word[table][i], limit, nx);
  logic integer SPEC(hw_leaf){L}(integer table, integer i, integer limit, integer nx) =
    table < 0 || MEMORY.word[table][i] / 2 % 2 == 0 ? -1 : SPEC(leaf)(MEMORY.word[table][i], limit, nx);
  logic integer SPEC(land){L}(P1, integer limit, integer nx) = LANDING;
  logic integer SPEC(landing){L}(integer e, integer limit, integer nx) = SPEC(land)(INDICES(e), limit, nx);

  // The table one step down.
  logic integer SPEC(down){L}(integer table, integer i) = table < 0 ? -1 : LINKS.child[table][i];

  // The table of each level on the way of these indices, -1 for none (PAE starts at level 2).
  WITH5(logic integer SPEC(t4){L}(P5) = SPEC(down)(T5, i5);)
  WITH4(logic integer SPEC(t3){L}(P4) = SPEC(down)(T4, i4);)
  WITH4(logic integer SPEC(t2){L}(P3) = SPEC(down)(T3, i3);)
  logic integer SPEC(t1){L}(P2) = SPEC(down)(T2, i2);

  // The word of each level that the walk of these indices reads, 0 when it does not get there.
  logic integer SPEC(w1){L}(P1) = T1 < 0 ? 0 : MEMORY.word[T1][i1];
  logic integer SPEC(w2){L}(P2) = T2 < 0 || T1 >= 0 ? 0 : MEMORY.word[T2][i2];
  WITH4(logic integer SPEC(w3){L}(P3) = T3 < 0 || T2 >= 0 ? 0 : MEMORY.word[T3][i3];)

  predicate SPEC(indices)(P1) = WITH5(0 <= i5 < 512 &&) WITH4(0 <= i4 < 512 &&) WITH3(0 <= i3 < ENTRIES3 &&)
    0 <= i2 < ENTRIES && 0 <= i1 < ENTRIES;
  predicate SPEC(outside)(integer slot, P2) = !WINDOW(slot);

  // The table that an entry references as the mapper makes them: P and W set, U as may be; every other bit but A, D and the
  // frame clear (design 5.1).
  logic integer SPEC(table_of)(integer word, integer limit) =
    (word % 0x20 == 7 || word % 0x20 == 3) && word / 0x80 % 0x20 == 0 && word / 0x1000 < limit ? word / 0x1000 : -1;

  // Well-formedness of the tree, a local fact per table (T3).
  predicate SPEC(levels){L} = \forall integer f; 0 <= f < MACHINE_FRAMES ==> -2 <= table_level[f] <= TOP;
  predicate SPEC(top){L}(integer slot) = TOPS(slot);
  predicate SPEC(child_is_below){L}(integer slot) = \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES &&
    2 <= table_level[f] && LINKS.child[f][i] >= 0 && !SELF(slot, f, i) ==>
    LINKS.child[f][i] < MACHINE_FRAMES && table_level[LINKS.child[f][i]] == table_level[f] - 1 &&
    table_parent[LINKS.child[f][i]] == f && table_place[LINKS.child[f][i]] == i &&
    table_prefix[LINKS.child[f][i]] == table_prefix[f] * ENTRIES + i;
  predicate SPEC(child_or_none){L} = \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES ==>
    -1 <= LINKS.child[f][i];
  predicate SPEC(empty){L}(integer f) = \forall integer i; 0 <= i < ENTRIES ==>
    MEMORY.word[f][i] == 0 && LINKS.child[f][i] == -1;
  predicate SPEC(empty_words){L}(integer f) = \forall integer i; 0 <= i < ENTRIES ==> MEMORY.word[f][i] == 0;
  predicate SPEC(spare_is_empty){L} = \forall integer f; 0 <= f < MACHINE_FRAMES && -1 <= table_level[f] <= 0 ==> SPEC(empty)(f);
  predicate SPEC(leaf_has_no_child){L} = \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES &&
    table_level[f] == 1 ==> LINKS.child[f][i] == -1;
  // Every other frame of RAM is none of the mapper's affair: it reads what the ghost copy holds, which no function of the mapper writes.
  predicate SPEC(rest){L} = \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] < -1 ==>
    MEMORY.word[f][i] == REST.word[f][i];
  predicate SPEC(tree){L}(integer slot) = SPEC(levels) && SPEC(top)(slot) && SPEC(child_is_below)(slot) &&
    SPEC(child_or_none) && SPEC(spare_is_empty) && SPEC(leaf_has_no_child) && SPEC(rest);

  // The links are what the words say.
  predicate SPEC(decoded){L}(integer limit) = \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES &&
    table_level[f] >= 2 ==> LINKS.child[f][i] == SPEC(table_of)(MEMORY.word[f][i], limit);
  // A word of a table is 0, or present; above level 1 it references a table or is a large leaf.
  predicate SPEC(clean){L}(integer leaves) = \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES &&
    table_level[f] >= 1 && MEMORY.word[f][i] != 0 ==> MEMORY.word[f][i] % 2 == 1 &&
    (table_level[f] >= 2 && LINKS.child[f][i] < 0 ==> table_level[f] <= leaves && MEMORY.word[f][i] / 0x80 % 2 == 1);

  // Two states in which every page outside the window reads the same words; all but one page.
  predicate SPEC(same_page){K, L}(P1) = SPEC(w1){K}(V1) == SPEC(w1){L}(V1) && SPEC(w2){K}(V2) == SPEC(w2){L}(V2)
    WITH4(&& SPEC(w3){K}(V3) == SPEC(w3){L}(V3));
  predicate SPEC(same_map){K, L}(integer slot) = \forall integer V1; SPEC(indices)(V1) && SPEC(outside)(slot, V2) ==>
    SPEC(same_page){K, L}(V1);

  // Where tables stand on the way of indices outside the window: the level and the prefix tell (the ladder).
  WITH5(predicate SPEC(placed4){L}(P5) = T4 >= 0 ==>
    T4 < MACHINE_FRAMES && table_level[T4] == 4 && table_prefix[T4] == i5;)
  WITH4(predicate SPEC(placed3){L}(P4) = T3 >= 0 ==>
    T3 < MACHINE_FRAMES && table_level[T3] == 3 && table_prefix[T3] == WITH5(i5 * 512 +) i4;)
  WITH4(predicate SPEC(placed2){L}(P3) = T2 >= 0 ==>
    T2 < MACHINE_FRAMES && table_level[T2] == 2 && table_prefix[T2] == WITH5(i5 * 262144 +) i4 * 512 + i3;)
  predicate SPEC(placed1){L}(P2) = T1 >= 0 ==>
    T1 < MACHINE_FRAMES && table_level[T1] == 1 &&
    table_prefix[T1] == WITH5(i5 * 134217728 +) WITH4(i4 * 262144 +) WITH3(i3 * 512 +) i2;
  predicate SPEC(all_placed){L}(integer slot) =
    WITH5((\forall integer V5; SPEC(indices)(V5, 0, 0, 0, 0) && SPEC(outside)(slot, V5, 0, 0, 0) ==> SPEC(placed4)(V5)) &&)
    WITH4((\forall integer V4; SPEC(indices)(V4, 0, 0, 0) && SPEC(outside)(slot, V4, 0, 0) ==> SPEC(placed3)(V4)) &&)
    WITH4((\forall integer V3; SPEC(indices)(V3, 0, 0) && SPEC(outside)(slot, V3, 0) ==> SPEC(placed2)(V3)) &&)
    (\forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(slot, V2) ==> SPEC(placed1)(V2));
*/
/*@
  // What a caller asks of a page, as a word: P; W, U, G as the flags say; the cache type through the PAT layout of mapper.h;
  // XD for a page that may not be executed, where the CPU has it (SDM Vol. 3A, tables 4-6, 4-11, 4-20).
  logic integer SPEC(leaf_word)(integer pfn, integer flags, integer nx) =
    1 + flags % 2 * 2 + flags / 4 % 2 * 4 + (flags / 0x10 == 1 ? 0x8 : flags / 0x10 == 2 ? 0x18 : flags / 0x10 == 3 ? 0x80 : 0) +
    flags / 8 % 2 * 0x100 + pfn * 0x1000 + NX_PART(flags, nx);
  predicate SPEC(leaf_flags_ok)(integer flags, integer pat) = flags < 0x40 && (flags / 0x10 == 3 ==> pat != 0);

  // A page that the mapper serves.
  predicate SPEC(page_ok)(integer slot, integer va) =
    SPEC(canonical)(va) && va % 0x1000 == 0 && !SPEC(in_window)(slot, 1, va);

  // Nothing changed: every word of every table, every link, every count.
  predicate SPEC(nothing_changed){K, L} = (\forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES ==>
      \at(MEMORY.word[f][i], K) == \at(MEMORY.word[f][i], L) && \at(LINKS.child[f][i], K) == \at(LINKS.child[f][i], L)) &&
    (\forall integer f; 0 <= f < MACHINE_FRAMES ==> \at(table_level[f], K) == \at(table_level[f], L)) &&
    \at(frames_free, K) == \at(frames_free, L) && \at(frames_quota, K) == \at(frames_quota, L);

  // The page (address / 4096) whose PTE the self-map shows at an address of its level 1 window.
  logic integer SPEC(page_of_entry)(integer slot, integer entry) =
    SPEC(extend)((entry - SPEC(window_base)(slot, 1)) / ENTRY_SIZE * 0x1000) / 0x1000;
  // The large page (its first page) whose PDE it shows there.
  logic integer SPEC(middle_page)(integer slot, integer entry) = SPEC(page_of_entry)(slot, SPEC(page_of_entry)(slot, entry) * 0x1000);
  // The first page that the entry of a table of this level serves: up through the window, once per level.
  logic integer SPEC(first_page)(integer slot, integer level, integer entry) =
    level == 1 ? SPEC(page_of_entry)(slot, entry) :
    level == 2 ? SPEC(middle_page)(slot, entry) :
    SPEC(page_of_entry)(slot, SPEC(middle_page)(slot, entry) * 0x1000);
  // Flushes that the store over a word of a table of this level owes: a large leaf is read as one at every level below, too.
  logic integer SPEC(debt)(integer level, integer word) =
    word % 2 == 0 ? 0 : level >= 2 && word / 0x80 % 2 == 1 ? level : 1;

  // Entries in use among the first n of a table, and that the frame source keeps this number. It ends: n falls to 0.
  logic integer SPEC(in_use){L}(integer f, integer n) =
    n <= 0 ? 0 : SPEC(in_use)(f, n - 1) + (MEMORY.word[f][n - 1] != 0 ? 1 : 0);
  predicate SPEC(counted){L} = \forall integer f; 0 <= f < MACHINE_FRAMES && -1 <= table_level[f] < TOP ==>
    frames_first <= f < frames_first + frames_count && frames_used[f - frames_first] == SPEC(in_use)(f, ENTRIES);

  // Everything that the mapper keeps true between calls; within a call, whatever flushes are owed.
  predicate SPEC(ready){L}(struct pagemap_info *info) = STANDING(info) && owed == 0;
  predicate SPEC(standing){L}(struct pagemap_info *info) = STANDING(info);

  // A word as the CPU may show it: A and D (bits 5 and 6) of a present entry are the CPU's to set.
  predicate SPEC(same_but_ad)(integer seen, integer word) =
    seen % 0x20 == word % 0x20 && seen / 0x80 == word / 0x80 && (word % 2 == 0 ==> seen == word);
*/

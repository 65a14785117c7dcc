/*
 * cr3_template.h - the CR3 theorem of one mode (T4): no frame that the walk from CR3 reaches as a table is one that the
 * frame database hands out. In two halves. The census (impl/frames/census.c) makes it true of whatever tables it finds; what
 * the mapper keeps between calls keeps it true, since every table that the mapper makes was lent by its frame source.
 * Nothing here is linked anywhere: a function's contract is the theorem, its body the proof.
 */
/*@
  // The hardware's walk: one step from a table to the table that its entry references, -1 for none (walk_logic.h).
  logic integer SPEC(goes){L}(integer table, integer i, integer limit, integer nx) =
    table < 0 ? -1 : SPEC(child)(MEMORY.word[table][i], limit, nx);
  predicate SPEC(never){L}(integer table) = table >= 0 ==> !ram_free(table);
*/

/* What the hardware follows is what the census followed. */
/*@ ghost
  /@ terminates \true;
     exits \false;
     assigns \nothing;
     ensures T4_followed: \forall integer word; SPEC(child)(word, limit, nx) >= 0 ==> SPEC(child)(word, limit, nx) == referenced(word);
  @/
  void MODE(followed_lemma)(uint64_t limit, uint32_t nx)
  {
  }
*/

/* After the census: each table on the way of any indices, through the self-map's slot too, is no free frame. */
/*@ requires ready: ram_ready;
    requires covered: walk_covered(TOP, root);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_cr3_root: SPEC(never)(root);
    ensures T4_cr3_first: \forall integer i; 0 <= i < ENTRIES ==> SPEC(never)(SPEC(goes)(root, i, limit, nx));
    WITH4(ensures T4_cr3_second: \forall integer i, j; 0 <= i < 512 && 0 <= j < 512 ==>
      SPEC(never)(SPEC(goes)(SPEC(goes)(root, i, limit, nx), j, limit, nx));)
    WITH4(ensures T4_cr3_third: \forall integer i, j, k; 0 <= i < 512 && 0 <= j < 512 && 0 <= k < 512 ==>
      SPEC(never)(SPEC(goes)(SPEC(goes)(SPEC(goes)(root, i, limit, nx), j, limit, nx), k, limit, nx));)
    WITH5(ensures T4_cr3_fourth: \forall integer i, j, k, m; 0 <= i < 512 && 0 <= j < 512 && 0 <= k < 512 && 0 <= m < 512 ==>
      SPEC(never)(SPEC(goes)(SPEC(goes)(SPEC(goes)(SPEC(goes)(root, i, limit, nx), j, limit, nx), k, limit, nx), m, limit, nx));)
*/
void MODE(cr3_theorem)(uint64_t root, uint64_t limit, uint32_t nx)
{
    /*@ ghost MODE(followed_lemma)(limit, nx); */
    /*@ assert kept: \forall integer f; kept(f) ==> !ram_free(f); */
    /*@ assert first: \forall integer i; 0 <= i < ENTRIES && SPEC(goes)(root, i, limit, nx) >= 0 ==> kept(SPEC(goes)(root, i, limit, nx))
          WITH4(&& COVERED_BELOW_TOP(SPEC(goes)(root, i, limit, nx), 512)); */
    WITH5(/*@ assert second5: \forall integer i, j; 0 <= i < 512 && 0 <= j < 512 && SPEC(goes)(SPEC(goes)(root, i, limit, nx), j, limit, nx) >= 0 ==>
          kept(SPEC(goes)(SPEC(goes)(root, i, limit, nx), j, limit, nx)) &&
          covered64_3(SPEC(goes)(SPEC(goes)(root, i, limit, nx), j, limit, nx), 512); */)
    WITH4(/*@ assert second: \forall integer i, j; 0 <= i < 512 && 0 <= j < 512 && SPEC(goes)(SPEC(goes)(root, i, limit, nx), j, limit, nx) >= 0 ==>
          kept(SPEC(goes)(SPEC(goes)(root, i, limit, nx), j, limit, nx)); */)
    WITH5(/*@ assert third5: \forall integer i, j, k; 0 <= i < 512 && 0 <= j < 512 && 0 <= k < 512 &&
          SPEC(goes)(SPEC(goes)(SPEC(goes)(root, i, limit, nx), j, limit, nx), k, limit, nx) >= 0 ==>
          covered64_2(SPEC(goes)(SPEC(goes)(SPEC(goes)(root, i, limit, nx), j, limit, nx), k, limit, nx), 512); */)
}

/* A table's entry that references a table references one that the mapper knows: the root, or a table one level down. */
/*@ ghost
  /@ requires tree: SPEC(tree)(slot) && SPEC(decoded)(limit) && SPEC(clean)(leaves) && limit <= 0x10000000000;
     requires counted: SPEC(counted);
     requires known: frames_known && frames_marked && supply_apart;
     requires root: kept(root_frame);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T4_known: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] >= 2 &&
       referenced(MEMORY.word[f][i]) >= 0 ==> referenced(MEMORY.word[f][i]) < MACHINE_FRAMES && kept(referenced(MEMORY.word[f][i])) &&
       table_level[referenced(MEMORY.word[f][i])] >= table_level[f] - 1;
  @/
  void MODE(known_lemma)(uint64_t slot, uint64_t limit, uint32_t leaves)
  {
    /@ assert words: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] >= 2 &&
         referenced(MEMORY.word[f][i]) >= 0 ==> LINKS.child[f][i] >= 0; @/
    /@ assert links: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] >= 2 &&
         referenced(MEMORY.word[f][i]) >= 0 ==> referenced(MEMORY.word[f][i]) == LINKS.child[f][i]; @/
    /@ assert levels: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] >= 2 && LINKS.child[f][i] >= 0 ==>
         LINKS.child[f][i] == root_frame || table_level[LINKS.child[f][i]] == table_level[f] - 1; @/
    /@ assert kept: \forall integer f; 0 <= f < MACHINE_FRAMES && 1 <= table_level[f] < TOP ==> kept(f); @/
  }
*/

/* Between the mapper's calls: what it has was lent to it and is the database's no more, and so is all that the walk reaches. */
/*@ requires \valid_read(info) && SUPPLY_APART(info);
    requires ready: SPEC(ready)(info) && supply_apart;
    requires root: kept(root_frame);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_cr3_stays: walk_covered(TOP, root_frame);
*/
void MODE(cr3_stays_theorem)(const struct pagemap_info *info)
{
    /*@ ghost MODE(known_lemma)(info->self_map_slot, info->frame_limit, info->leaf_levels); */
    /*@ assert covered2: \forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] >= 2 ==> COVERED2(f, ENTRIES); */
    WITH4(/*@ assert covered3: \forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] >= 3 ==> covered64_3(f, 512); */)
    WITH4(/*@ assert covered4: \forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] >= 4 ==> covered64_4(f, 512); */)
    WITH5(/*@ assert covered5: \forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] >= 5 ==> covered64_5(f, 512); */)
}

/*
 * access_template.h - the entries of one mode through its self-map: where they stand, and that the hardware's walk
 * ends there (T1b inside the mapper). Relies on machine_template.h and on the tree logic of the mode.
 */

/* The address at which the self-map shows the entry of va at a level. */
/*@ requires \valid_read(info);
    requires bound: SPEC(info)(info);
    requires level: SPEC(window_level)(level) && SPEC(canonical)(va);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures shown: \result == SPEC(entry_address)(info->self_map_slot, level, va);
*/
static uint64_t MODE(shown)(const struct pagemap_info *info, uint32_t level, uint64_t va)
{
    /*@ assert rung1: va / 0x1000 == va / SIZE2 * ENTRIES + MODE(index1)(va); */
    IF3(/*@ assert rung2: va / SIZE2 == va / SIZE3 * ENTRIES + MODE(index2)(va); */)
    IF4(/*@ assert rung3: va / SIZE3 == va / SIZE4 * ENTRIES + MODE(index3)(va); */)
    IF5(/*@ assert rung4: va / SIZE4 == va / SIZE5 * ENTRIES + MODE(index4)(va); */)
    /*@ assert low1: va % SPAN / 0x1000 == WITH5(MODE(index5)(va) * 0x1000000000 +) WITH4(MODE(index4)(va) * 0x8000000 +)
          WITH3(MODE(index3)(va) * (SIZE3 / 0x1000) +) MODE(index2)(va) * ENTRIES + MODE(index1)(va); */
    /*@ assert low2: va % SPAN / SIZE2 == WITH5(MODE(index5)(va) * 0x8000000 +) WITH4(MODE(index4)(va) * 0x40000 +)
          WITH3(MODE(index3)(va) * 0x200 +) MODE(index2)(va); */
    switch (level) {
    case 1:
        return info->window_base[0] + va % SPAN / SIZE1 * ENTRY_SIZE;
    IF_WINDOW3(case 3:
        return info->window_base[2] + va % SPAN / SIZE3 * ENTRY_SIZE;)
    IF4(case 4:
        return info->window_base[3] + va % SPAN / SIZE4 * ENTRY_SIZE;)
    IF5(case 5:
        return info->window_base[4] + va % SPAN / SIZE5 * ENTRY_SIZE;)
    default:
        return info->window_base[1] + va % SPAN / SIZE2 * ENTRY_SIZE;
    }
}

/* The hardware takes apart what pack put together. */
/*@ ghost
  /@ requires range: SPEC(indices)(V1) && byte < 0x1000;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures byte: SPEC(pack)(V1, byte) % 0x1000 == byte;
     ensures index1: SPEC(index1)(SPEC(pack)(V1, byte)) == i1;
     ensures index2: SPEC(index2)(SPEC(pack)(V1, byte)) == i2;
     WITH3(ensures index3: SPEC(index3)(SPEC(pack)(V1, byte)) == i3;)
     WITH4(ensures index4: SPEC(index4)(SPEC(pack)(V1, byte)) == i4;)
     WITH5(ensures index5: SPEC(index5)(SPEC(pack)(V1, byte)) == i5;)
  @/
  void MODE(unpack_lemma)(TUPLE1, uint64_t byte)
  {
    /@ assert rung1: SPEC(pack)(V1, byte) / 0x1000 == SIGN(HIGH / 0x1000) +
         WITH5(i5 * (SIZE5 / 0x1000) +) WITH4(i4 * (SIZE4 / 0x1000) +) WITH3(i3 * (SIZE3 / 0x1000) +) i2 * (SIZE2 / 0x1000) + i1; @/
    /@ assert rung2: SPEC(pack)(V1, byte) / SIZE2 == SIGN(HIGH / SIZE2) +
         WITH5(i5 * (SIZE5 / SIZE2) +) WITH4(i4 * (SIZE4 / SIZE2) +) WITH3(i3 * (SIZE3 / SIZE2) +) i2; @/
    WITH3(/@ assert rung3: SPEC(pack)(V1, byte) / SIZE3 == SIGN(HIGH / SIZE3) +
         WITH5(i5 * (SIZE5 / SIZE3) +) WITH4(i4 * (SIZE4 / SIZE3) +) i3; @/)
    WITH4(/@ assert rung4: SPEC(pack)(V1, byte) / SIZE4 == SIGN(HIGH / SIZE4) + WITH5(i5 * (SIZE5 / SIZE4) +) i4; @/)
    WITH5(/@ assert rung5: SPEC(pack)(V1, byte) / SIZE5 == SIGN(HIGH / SIZE5) + i5; @/)
  }
*/

/* A table that the links show is one that the hardware finds. */
/*@ ghost
  /@ requires decoded: SPEC(decoded)(limit) && limit <= 0x10000000000;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures found: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] >= 2 &&
       LINKS.child[f][i] >= 0 ==>
       HW_DOWN(f, i, limit, nx) == LINKS.child[f][i] && HW_LEAF(f, i, limit, nx) == LINKS.child[f][i];
  @/
  void MODE(found_lemma)(uint64_t limit, uint32_t nx)
  {
    /@ assert word: \forall integer word; SPEC(table_of)(word, limit) >= 0 ==> word / 2 % 2 == 1 &&
         SPEC(child)(word, limit, nx) == SPEC(table_of)(word, limit) && SPEC(leaf)(word, limit, nx) == SPEC(table_of)(word, limit); @/
  }
*/

/* The self-map shows, at each level, the table that the walk of these indices reads there. */
/*@ ghost
  /@ requires tree: SPEC(tree)(slot);
     requires decoded: SPEC(decoded)(limit) && limit <= 0x10000000000;
     requires tuple: SPEC(indices)(V1) && SPEC(outside)(slot, V2);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures lands1: T1 >= 0 ==> SPEC(land)(X1, limit, nx) == T1;
     ensures lands2: T2 >= 0 ==> SPEC(land)(X2, limit, nx) == T2;
     WITH4(ensures lands3: T3 >= 0 ==> SPEC(land)(X3, limit, nx) == T3;)
     WITH4(ensures lands4: T4 >= 0 ==> SPEC(land)(X4, limit, nx) == T4;)
     WITH5(ensures lands5: T5 >= 0 ==> SPEC(land)(X5, limit, nx) == T5;)
  @/
  void MODE(lands_lemma)(uint64_t slot, uint64_t limit, uint32_t nx, TUPLE1)
  {
    MODE(place_lemma)(slot);
    MODE(found_lemma)(limit, nx);
    SHIFT_PROOF
  }
*/

/* Where the walk of an entry's address goes: the slot once per level, then the indices of va. Arithmetic alone. */
/*@ ghost
  /@ requires level: SPEC(window_level)(level) && SPEC(legal_slot)(slot);
     requires tuple: SPEC(indices)(V1) && OF_VA;
     requires shown: entry == SPEC(entry_address)(slot, level, va);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures where1: level == 1 ==> IS(entry, E1);
     ensures where2: level == 2 ==> IS(entry, E2);
     WITH4(ensures where3: level == 3 ==> IS(entry, E3);)
     WITH4(ensures where4: level == 4 ==> IS(entry, E4);)
     WITH5(ensures where5: level == 5 ==> IS(entry, E5);)
  @/
  void MODE(where_lemma)(uint64_t slot, uint32_t level, uint64_t va, uint64_t entry, TUPLE1)
  {
    if (level == 1)
      MODE(unpack_lemma)(E1);
    else if (level == 2)
      MODE(unpack_lemma)(E2);
    WITH4(else if (level == 3)
      MODE(unpack_lemma)(E3);
    else if (level == 4)
      MODE(unpack_lemma)(E4);)
    WITH5(else
      MODE(unpack_lemma)(E5);)
  }
*/

/* Aims at the entry of a level, once the indices of its address are known. */
/*@ ghost
  /@ requires tree: SPEC(tree)(slot);
     requires decoded: SPEC(decoded)(limit) && limit <= 0x10000000000;
     requires tuple: SPEC(indices)(V1) && SPEC(outside)(slot, V2);
     requires level: SPEC(window_level)(level) && TABLE(level) >= 0;
     requires where1: level == 1 ==> IS(entry, E1);
     requires where2: level == 2 ==> IS(entry, E2);
     WITH4(requires where3: level == 3 ==> IS(entry, E3);)
     WITH4(requires where4: level == 4 ==> IS(entry, E4);)
     WITH5(requires where5: level == 5 ==> IS(entry, E5);)
     terminates \true;
     exits \false;
     assigns AIMED;
     ensures aim: aim_entry == entry && aim_frame == TABLE(level) && aim_place == PLACE(level);
     ensures page: aim_page == SPEC(page_of_entry)(slot, entry) && aim_middle == SPEC(middle_page)(slot, entry) &&
       aim_first == SPEC(first_page)(slot, table_level[aim_frame], entry);
  @/
  void MODE(aim_at)(uint64_t slot, uint32_t level, uint64_t entry, uint64_t limit, uint32_t nx, TUPLE1)
  {
    MODE(lands_lemma)(slot, limit, nx, V1);
    /@ assert lands1: level == 1 ==> SPEC(landing)(entry, limit, nx) == T1; @/
    /@ assert lands2: level == 2 ==> SPEC(landing)(entry, limit, nx) == T2; @/
    /@ assert lands: SPEC(landing)(entry, limit, nx) == TABLE(level); @/
    MODE(machine_aim)(entry, limit, nx, slot);
  }
*/

/* The page whose PTE stands at the entry of level 1 is va's own; higher up it is the window page of the table below. */
/*@ ghost
  /@ requires slot: SPEC(legal_slot)(slot) && SPEC(canonical)(va);
     requires tuple: SPEC(indices)(V1) && OF_VA;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures page1: SPEC(page_of_entry)(slot, SPEC(entry_address)(slot, 1, va)) == va / 0x1000;
  @/
  void MODE(page_lemma)(uint64_t slot, uint64_t va, TUPLE1)
  {
    PAGE_PROOF
  }
*/

/* The entry that references the table of a level is the PTE of that table's page in the window (T1d). */
/*@ ghost
  /@ requires slot: SPEC(legal_slot)(slot) && SPEC(canonical)(va);
     requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(slot, V2);
     requires level: 1 <= level < TOP && entry == SPEC(entry_address)(slot, level + 1, va) && lower == SPEC(entry_address)(slot, level, va);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures page: SPEC(page_of_entry)(slot, entry) == lower / 0x1000;
  @/
  void MODE(nest_lemma)(uint64_t slot, uint32_t level, uint64_t va, uint64_t entry, uint64_t lower, TUPLE1)
  {
    NEST_PROOF
  }
*/

/*@ requires \valid_read(info);
    requires bound: SPEC(info)(info);
    requires tree: SPEC(tree)(info->self_map_slot) && SPEC(decoded)(info->frame_limit);
    requires level: SPEC(window_level)(level) && SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires reached: TABLE(level) >= 0;
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures aim: aim_entry == \result && aim_frame == TABLE(level) && aim_place == PLACE(level);
    ensures page: aim_page == SPEC(page_of_entry)(info->self_map_slot, \result) &&
      aim_middle == SPEC(middle_page)(info->self_map_slot, \result) &&
      aim_first == SPEC(first_page)(info->self_map_slot, table_level[aim_frame], \result);
    ensures shown: \result == SPEC(entry_address)(info->self_map_slot, level, va);
*/
static uint64_t MODE(aim)(const struct pagemap_info *info, uint32_t level, uint64_t va) /*@ ghost (TUPLE1) */
{
    const uint64_t entry = MODE(shown)(info, level, va);

    /*@ ghost
      MODE(where_lemma)(info->self_map_slot, level, va, entry, V1);
      MODE(aim_at)(info->self_map_slot, level, entry, info->frame_limit, info->no_execute, V1);
    */
    return entry;
}

/*
 * walk_template.h - the walk theorem of one mode (T1b): what entry_address computes is, for the hardware's walk,
 * exactly the entry that the walk of va reads; and the nesting of the windows (T1d). Included once by each of
 * walk_pml2.c to walk_pml5.c, which prove the lemmas used here. Nothing here is linked anywhere: a function's contract
 * is the theorem, its body the proof.
 */

#define SLOT slot

/* The indices that the hardware takes from an entry's address: the slot once per level, then those of va. */
/*@ requires legal: MODE(legal_slot)(slot) && MODE(window_level)(level) && MODE(canonical)(va);
    requires shown: entry == MODE(entry_address)(slot, level, va);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_where1: level == 1 ==> IF5(MODE(index5)(entry) == K_TOP(6) &&) IF4(MODE(index4)(entry) == K(5) &&) IF3(MODE(index3)(entry) == K_TOP(4) &&)
      MODE(index2)(entry) == K(3) && MODE(index1)(entry) == K(2) && entry % 0x1000 == MODE(index1)(va) * ENTRY_SIZE;
    ensures T1b_where2: level == 2 ==> IF5(MODE(index5)(entry) == K(7) &&) IF4(MODE(index4)(entry) == K(6) &&) IF3(MODE(index3)(entry) == K_TOP(5) &&)
      MODE(index2)(entry) == K(4) && MODE(index1)(entry) == K(3) && entry % 0x1000 == MODE(index2)(va) * ENTRY_SIZE;
    IF4(ensures T1b_where3: level == 3 ==> IF5(MODE(index5)(entry) == K(8) &&) MODE(index4)(entry) == K(7) && MODE(index3)(entry) == K(6) &&
      MODE(index2)(entry) == K(5) && MODE(index1)(entry) == K(4) && entry % 0x1000 == MODE(index3)(va) * ENTRY_SIZE;)
    IF4(ensures T1b_where4: level == 4 ==> IF5(MODE(index5)(entry) == K(9) &&) MODE(index4)(entry) == K(8) && MODE(index3)(entry) == K(7) &&
      MODE(index2)(entry) == K(6) && MODE(index1)(entry) == K(5) && entry % 0x1000 == MODE(index4)(va) * ENTRY_SIZE;)
    IF5(ensures T1b_where5: level == 5 ==> IF5(MODE(index5)(entry) == K(10) &&) MODE(index4)(entry) == K(9) && MODE(index3)(entry) == K(8) &&
      MODE(index2)(entry) == K(7) && MODE(index1)(entry) == K(6) && entry % 0x1000 == MODE(index5)(va) * ENTRY_SIZE;)
    ensures T1d_nesting: MODE(window_level)(level + 1) ==>
      MODE(entry_address)(slot, 1, entry) == MODE(entry_address)(slot, level + 1, va);
*/
static void MODE(where_lemma)(uint32_t slot, uint32_t level, uint64_t va, uint64_t entry)
{
    const uint64_t v1 = va / 0x1000 % ENTRIES;
    const uint64_t v2 = va / SIZE2 % ENTRIES;
    IF3(const uint64_t v3 = va / SIZE3 % ENTRIES;)
    IF4(const uint64_t v4 = va / SIZE4 % ENTRIES;)
    IF5(const uint64_t v5 = va / SIZE5 % ENTRIES;)

    (void)entry;
    if (level == 1) {
        MODE(unpack_lemma)(IF5(TOP(6),) IF4(J(5),) IF3(TOP(4),) J(3), J(2), v1 * ENTRY_SIZE);
        /*@ assert T1d_nesting1: MODE(entry_address)(slot, 1, entry) == MODE(entry_address)(slot, 2, va); */
        return;
    }
    UNLESS_LAST2(if (level == 2)) {
        MODE(unpack_lemma)(IF5(J(7),) IF4(J(6),) IF3(TOP(5),) J(4), J(3), v2 * ENTRY_SIZE);
        IF_WINDOW3(/*@ assert T1d_nesting2: MODE(entry_address)(slot, 1, entry) == MODE(entry_address)(slot, 3, va); */)
        return;
    }
    IF4(if (level == 3) {
        MODE(unpack_lemma)(IF5(J(8),) J(7), J(6), J(5), J(4), v3 * ENTRY_SIZE);
        IF4(/*@ assert T1d_nesting3: MODE(entry_address)(slot, 1, entry) == MODE(entry_address)(slot, 4, va); */)
        return;
    })
    IF4(UNLESS_LAST4(if (level == 4)) {
        MODE(unpack_lemma)(IF5(J(9),) J(8), J(7), J(6), J(5), v4 * ENTRY_SIZE);
        IF5(/*@ assert T1d_nesting4: MODE(entry_address)(slot, 1, entry) == MODE(entry_address)(slot, 5, va); */)
        return;
    })
    IF5({
        MODE(unpack_lemma)(IF5(J(10),) J(9), J(8), J(7), J(6), v5 * ENTRY_SIZE);
        return;
    })
}

#undef SLOT
#define SLOT info->self_map_slot

/* The same for the address that entry_address computes. */
/*@ requires bound: MODE(info)(info);
    requires \valid_read(info);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_entry: MODE(canonical)(va) && MODE(window_level)(level) ==>
      \result == MODE(entry_address)(SLOT, level, va);
    ensures T1b_where1: MODE(canonical)(va) && level == 1 ==> IF5(MODE(index5)(\result) == K_TOP(6) &&) IF4(MODE(index4)(\result) == K(5) &&) IF3(MODE(index3)(\result) == K_TOP(4) &&)
      MODE(index2)(\result) == K(3) && MODE(index1)(\result) == K(2) && \result % 0x1000 == MODE(index1)(va) * ENTRY_SIZE;
    ensures T1b_where2: MODE(canonical)(va) && level == 2 ==> IF5(MODE(index5)(\result) == K(7) &&) IF4(MODE(index4)(\result) == K(6) &&) IF3(MODE(index3)(\result) == K_TOP(5) &&)
      MODE(index2)(\result) == K(4) && MODE(index1)(\result) == K(3) && \result % 0x1000 == MODE(index2)(va) * ENTRY_SIZE;
    IF4(ensures T1b_where3: MODE(canonical)(va) && level == 3 ==> IF5(MODE(index5)(\result) == K(8) &&) MODE(index4)(\result) == K(7) && MODE(index3)(\result) == K(6) &&
      MODE(index2)(\result) == K(5) && MODE(index1)(\result) == K(4) && \result % 0x1000 == MODE(index3)(va) * ENTRY_SIZE;)
    IF4(ensures T1b_where4: MODE(canonical)(va) && level == 4 ==> IF5(MODE(index5)(\result) == K(9) &&) MODE(index4)(\result) == K(8) && MODE(index3)(\result) == K(7) &&
      MODE(index2)(\result) == K(6) && MODE(index1)(\result) == K(5) && \result % 0x1000 == MODE(index4)(va) * ENTRY_SIZE;)
    IF5(ensures T1b_where5: MODE(canonical)(va) && level == 5 ==> IF5(MODE(index5)(\result) == K(10) &&) MODE(index4)(\result) == K(9) && MODE(index3)(\result) == K(8) &&
      MODE(index2)(\result) == K(7) && MODE(index1)(\result) == K(6) && \result % 0x1000 == MODE(index5)(va) * ENTRY_SIZE;)
    ensures T1d_nesting: MODE(canonical)(va) && MODE(window_level)(level) && MODE(window_level)(level + 1) ==>
      MODE(entry_address)(SLOT, 1, \result) == MODE(entry_address)(SLOT, level + 1, va);
*/
uint64_t MODE(where_theorem)(const struct pagemap_info *info, uint32_t level, uint64_t va)
{
    uint64_t entry = 0;

    if (MODE(entry_address)(info, level, va, &entry) != SELFMAP_OK)
        return 0;
    MODE(where_lemma)(info->self_map_slot, level, va, entry);
    return entry;
}

/*@ requires bound: MODE(info)(info);
    requires \valid_read(info);
    requires installed: MODE(self_mapped)(mem, limit, nx, root, SLOT);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_walk: MODE(canonical)(va) && MODE(window_level)(level) &&
      MODE(walk_table)(mem, limit, nx, root, level, va) >= 0 ==>
      MODE(walk)(mem, limit, nx, root, MODE(entry_address)(SLOT, level, va)) ==
      MODE(entry_place)(mem, limit, nx, root, level, va);
*/
void MODE(walk_theorem)(const struct pagemap_info *info, uint32_t level, uint64_t va, WORD *mem, uint64_t limit,
                        uint32_t nx, uint64_t root)
{
    uint64_t entry;

    if (!MODE(canonical)(va))
        return;
    entry = MODE(where_theorem)(info, level, va);
    MODE(shift_lemma)(mem, limit, nx, root, SLOT);
    if (level == 1) {
        LANDS1
        /*@ assert T1b_lands1: MODE(walk_table)(mem, limit, nx, root, 1, va) >= 0 ==>
              MODE(walk)(mem, limit, nx, root, entry) == MODE(entry_place)(mem, limit, nx, root, 1, va); */
        return;
    }
    if (level == 2) {
        LANDS2
        /*@ assert T1b_lands2: MODE(walk_table)(mem, limit, nx, root, 2, va) >= 0 ==>
              MODE(walk)(mem, limit, nx, root, entry) == MODE(entry_place)(mem, limit, nx, root, 2, va); */
        return;
    }
    IF4(if (level == 3) {
        /*@ assert T1b_lands3: MODE(walk_table)(mem, limit, nx, root, 3, va) >= 0 ==>
              MODE(walk)(mem, limit, nx, root, entry) == MODE(entry_place)(mem, limit, nx, root, 3, va); */
        return;
    })
    IF4(if (level == 4) {
        /*@ assert T1b_lands4: MODE(walk_table)(mem, limit, nx, root, 4, va) >= 0 ==>
              MODE(walk)(mem, limit, nx, root, entry) == MODE(entry_place)(mem, limit, nx, root, 4, va); */
        return;
    })
    IF5(if (level == 5) {
        /*@ assert T1b_lands5: MODE(walk_table)(mem, limit, nx, root, 5, va) >= 0 ==>
              MODE(walk)(mem, limit, nx, root, entry) == MODE(entry_place)(mem, limit, nx, root, 5, va); */
        return;
    })
}

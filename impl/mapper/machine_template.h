/*
 * machine_template.h - what is believed about the CPU in one mode: the contracts of its door (machine.h).
 * Included once by each mapper_pmlN.c, after the mode's tree logic.
 */

/* Ghost: where the hardware's walk of an entry's address ends now. A store may move it, so a store spends it. */
/*@ ghost
  /@ requires lands: SPEC(landing)(entry, limit, nx) >= 0;
     terminates \true;
     exits \false;
     assigns AIMED;
     ensures aim: aim_entry == entry && aim_frame == SPEC(landing)(entry, limit, nx) &&
       aim_place == entry % 0x1000 / ENTRY_SIZE && aim_page == SPEC(page_of_entry)(slot, entry) &&
       aim_middle == SPEC(middle_page)(slot, entry) && aim_first == SPEC(first_page)(slot, table_level[aim_frame], entry);
  @/
  void MODE(machine_aim)(uint64_t entry, uint64_t limit, uint32_t nx, uint64_t slot);
*/

/* The entry at this address; A and D may be set in it although memory's word has them clear (design 5.2). */
/*@ requires aimed: entry == aim_entry;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures word: SPEC(same_but_ad)(\result, MEMORY.word[aim_frame][aim_place]);
*/
WORD MODE(machine_load)(uint64_t entry);

/*
 * Stores an entry. If the old one was present, the translation of the page whose PTE it is may be stale from now on: a debt.
 * A large leaf's entry is the PTE of a page in the window, and maps its own page besides: two debts (SDM Vol. 3A, 4.10.4.2).
 * One of 1 GiB is the PDE of 2 MiB of the window too, because bit 7 says the same in both: three.
 */
/*@ requires aimed: entry == aim_entry;
    requires paid: owed == 0;
    terminates \true;
    exits \false;
    assigns MEMORY, OWED, aim_entry;
    ensures stored: MEMORY.word[aim_frame][aim_place] == raw;
    ensures others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != aim_frame || i != aim_place) ==>
      MEMORY.word[f][i] == \old(MEMORY.word[f][i]);
    ensures debt: owed == SPEC(debt)(table_level[aim_frame], \old(MEMORY.word[aim_frame][aim_place])) &&
      (owed != 0 ==> owed_page == aim_page && owed_middle == aim_middle && owed_first == aim_first);
    ensures spent: aim_entry == 1;
*/
void MODE(machine_store)(uint64_t entry, WORD raw);

/*
 * The same where no entry is present: no translation can be stale, because the TLB keeps none of an absent entry
 * (SDM Vol. 3A, 4.10.2.3), and nobody sees one half without the other as long as the half with P goes last.
 */
/*@ requires aimed: entry == aim_entry;
    requires absent: MEMORY.word[aim_frame][aim_place] % 2 == 0;
    requires paid: owed == 0;
    terminates \true;
    exits \false;
    assigns MEMORY, aim_entry;
    ensures stored: MEMORY.word[aim_frame][aim_place] == raw;
    ensures others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != aim_frame || i != aim_place) ==>
      MEMORY.word[f][i] == \old(MEMORY.word[f][i]);
    ensures spent: aim_entry == 1;
*/
void MODE(machine_fill)(uint64_t entry, WORD raw);

/* The same where the flush of everything is owed already: whatever this store leaves stale, that pays for. */
/*@ requires aimed: entry == aim_entry;
    requires late: owed == OWED_ALL;
    terminates \true;
    exits \false;
    assigns MEMORY, aim_entry;
    ensures stored: MEMORY.word[aim_frame][aim_place] == raw;
    ensures others: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && (f != aim_frame || i != aim_place) ==>
      MEMORY.word[f][i] == \old(MEMORY.word[f][i]);
    ensures spent: aim_entry == 1;
*/
void MODE(machine_store_late)(uint64_t entry, WORD raw);

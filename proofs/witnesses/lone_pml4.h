/*
 * lone_pml4.h - a machine in PML4 whose only table is the top one, and whose mapper has no frames: where witnesses start. The logic of the mapper
 * (impl/mapper/modes.h, spec/tree_pml4.h) is included before.
 */
#ifndef PROOFS_WITNESSES_LONE_PML4_H
#define PROOFS_WITNESSES_LONE_PML4_H

/* A machine with no table and no mapping, and a frame source without frames. */
/*@ ghost
  /@ terminates \true;
     exits \false;
     assigns memory64, links64, table_level[0 .. MACHINE_FRAMES - 1], table_prefix[0 .. MACHINE_FRAMES - 1], table_lent[0 .. MACHINE_FRAMES - 1], owed;
     ensures T3_nothing: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < 512 ==>
       memory64.word[f][i] == 0 && links64.child[f][i] == -1;
     ensures T3_no_table: \forall integer f; 0 <= f < MACHINE_FRAMES ==> table_level[f] == -2 && table_prefix[f] == 0 && table_lent[f] == 0;
     ensures T3_paid: owed == 0;
  @/
  void empty_machine(void)
  {
    int64_t f = 0;
    int i;
    owed = 0;
    /@ loop invariant range: 0 <= f <= MACHINE_FRAMES;
       loop invariant nothing: \forall integer g, k; 0 <= g < f && 0 <= k < 512 ==>
         memory64.word[g][k] == 0 && links64.child[g][k] == -1;
       loop invariant no_table: \forall integer g; 0 <= g < f ==> table_level[g] == -2 && table_prefix[g] == 0 && table_lent[g] == 0;
       loop assigns f, i, memory64, links64, table_level[0 .. MACHINE_FRAMES - 1], table_prefix[0 .. MACHINE_FRAMES - 1],
         table_lent[0 .. MACHINE_FRAMES - 1];
       loop variant MACHINE_FRAMES - f; @/
    while (f < MACHINE_FRAMES) {
      i = 0;
      /@ loop invariant range: 0 <= i <= 512;
         loop invariant nothing: \forall integer g, k; 0 <= g < f && 0 <= k < 512 ==>
           memory64.word[g][k] == 0 && links64.child[g][k] == -1;
         loop invariant own: \forall integer k; 0 <= k < i ==> memory64.word[f][k] == 0 && links64.child[f][k] == -1;
         loop assigns i, memory64, links64;
         loop variant 512 - i; @/
      while (i < 512) {
        memory64.word[f][i] = 0;
        links64.child[f][i] = -1;
        i++;
      }
      table_level[f] = -2;
      table_lent[f] = 0;
      table_prefix[f] = 0;
      f++;
    }
  }
*/

/* What lone_pml4 writes. */
#define LONE memory64, links64, table_level[0 .. MACHINE_FRAMES - 1], table_prefix[0 .. MACHINE_FRAMES - 1], \
    table_lent[0 .. MACHINE_FRAMES - 1], owed, root_frame, rest64, frames_first, frames_count, frames_lent, frames_free, frames_quota

/* The top table in frame 7, its self-map in this slot, no free frame. */
/*@ requires slot < 511;
    terminates \true;
    exits \false;
    assigns LONE;
    ensures T3_tree: pml4_tree(slot) && owed == 0;
    ensures T3_decoded: pml4_decoded(0x100000) && pml4_clean(3) && pml4_counted;
    ensures T3_alone: \forall integer f; 0 <= f < MACHINE_FRAMES && f != 7 ==> table_level[f] == -2;
    ensures T3_unlent: \forall integer f; 0 <= f < MACHINE_FRAMES ==> table_lent[f] == 0;
    ensures T3_frames: frames_ready && frames_count == 0 && frames_available == 0 && frames_first == 0;
*/
static void lone_pml4(uint32_t slot)
{
    frames_first = 0;
    frames_count = 0;
    frames_lent = 0;
    frames_free = 0;
    frames_quota = 0;
    /*@ ghost
      empty_machine();
      root_frame = 7;
      table_level[7] = 4;
      memory64.word[7][slot] = 7 * 0x1000 + 3;
      links64.child[7][slot] = 7;
      rest64 = memory64;
    */
    /*@ assert self: pml4_table_of(0x7003, 0x100000) == 7 && pml4_table_of(0, 0x100000) == -1; */
    /*@ assert word: memory64.word[7][slot] == 0x7003; */
}

#endif

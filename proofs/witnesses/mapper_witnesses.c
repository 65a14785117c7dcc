/*
 * mapper_witnesses.c - the mapper's contracts can be met: a machine whose only table is the top one and that maps
 * nothing but itself is `ready`; there map_page without a free frame answers as its contract says. Nothing here is linked.
 */
#include "impl/mapper/modes.h"

#include "spec/tree_pml4.h"

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

/* The top table in frame 7, its self-map in this slot, no free frame. */
/*@ requires slot < 511;
    terminates \true;
    exits \false;
    assigns memory64, links64, table_level[0 .. MACHINE_FRAMES - 1], table_prefix[0 .. MACHINE_FRAMES - 1],
      table_lent[0 .. MACHINE_FRAMES - 1], owed, root_frame, rest64,
      frames_first, frames_count, frames_lent, frames_free, frames_quota;
    ensures T3_tree: pml4_tree(slot) && owed == 0;
    ensures T3_decoded: pml4_decoded(0x100000) && pml4_clean(3) && pml4_counted;
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


/* Ready; and refused for want of frames, since three tables are missing. */
/*@ requires \valid_read(mapper) && APART(mapper);
    requires bound: pml4_info(&mapper->info) && mapper->info.self_map_slot == 0x1ED && mapper->info.leaf_levels == 3 &&
      mapper->info.frame_limit == 0x100000;
    terminates \true;
    exits \false;
    assigns AIMED, memory64, links64, rest64, OWED, root_frame, table_level[0 .. MACHINE_FRAMES - 1], table_lent[0 .. MACHINE_FRAMES - 1],
      table_parent[0 .. MACHINE_FRAMES - 1], table_place[0 .. MACHINE_FRAMES - 1], table_prefix[0 .. MACHINE_FRAMES - 1],
      frames_used[0 .. FRAMES_SPAN - 1], frames_first, frames_count, frames_lent, frames_free, frames_quota;
    ensures T3_still: pml4_ready(&mapper->info);
*/
void witness_mapper(const struct mapper *mapper)
{
    enum selfmap_status status;

    lone_pml4(mapper->info.self_map_slot);
    /*@ assert bound: pml4_info(&mapper->info); */
    /*@ check T3_ready: pml4_ready(&mapper->info); */
    /*@ assert way: pml4_index4(0x1000) == 0 && pml4_index3(0x1000) == 0 && pml4_index2(0x1000) == 0 && pml4_index1(0x1000) == 1; */
    /*@ assert none: pml4_t3(0) == -1 && pml4_t2(0, 0) == -1 && pml4_t1(0, 0, 0) == -1; */
    /*@ assert served: pml4_map_ok(&mapper->info, 0x1000, 5, MAP_WRITE) && pml4_missing(0, 0, 0, 1) == 3; */
    status = pml4_map_page(mapper, 0x1000, 5, MAP_WRITE);
    (void)status;
    /*@ check T3_no_frames: status == SELFMAP_NO_FRAMES; */
}

/* What must not follow from the contracts of map_page and unmap_page. */
/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: pml4_ready(&mapper->info);
    terminates \true;
    exits \false;
    assigns AIMED, memory64, links64, OWED, table_level[0 .. MACHINE_FRAMES - 1],
      table_parent[0 .. MACHINE_FRAMES - 1], table_place[0 .. MACHINE_FRAMES - 1], table_prefix[0 .. MACHINE_FRAMES - 1],
      frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota, frames_order[0 .. FRAMES_LIMIT - 1],
      frames_place[0 .. FRAMES_SPAN - 1];
    ensures T3_still: pml4_ready(&mapper->info);
*/
void bad_after_map(const struct mapper *mapper, uint64_t va, uint64_t pfn)
{
    uint64_t was = 0;
    enum selfmap_status status = pml4_map_page(mapper, va, pfn, MAP_WRITE);

    (void)status;
    /*@ check must_fail_nothing_follows: \false; */
    /*@ check must_fail_always_maps: status == SELFMAP_OK; */
    /*@ check must_fail_never_maps: status != SELFMAP_OK; */
    /*@ check must_fail_all_memory_kept: \forall integer f; 0 <= f < MACHINE_FRAMES ==> same_words{Pre, Here}(f); */
    status = pml4_unmap_page(mapper, va, &was);
    /*@ check must_fail_nothing_follows_unmap: \false; */
    /*@ check must_fail_always_unmaps: status == SELFMAP_OK; */
}

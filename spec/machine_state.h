/*
 * machine_state.h - the state of the machine that contracts speak of: physical memory, the root, what is free, what is a
 * table, and the translations that the TLB may still hold although memory no longer says so. All of it is ghost:
 * nothing of it is compiled. See machine.h for the functions that change it.
 */
#ifndef SPEC_MACHINE_STATE_H
#define SPEC_MACHINE_STATE_H

#include <stdint.h>

/* Every frame that an entry can name: 2^40. */
#define MACHINE_FRAMES 0x10000000000

/*
 * Physical memory as the walk reads it, by frame and entry (A and D bits are not part of it, design 5.2); and what the words of
 * tables mean: the table that an entry references, -1 for none.
 */
/*@ ghost
  struct memory64 { uint64_t word[MACHINE_FRAMES][512]; };
  struct memory32 { uint32_t word[MACHINE_FRAMES][1024]; };
  struct links64 { int64_t child[MACHINE_FRAMES][512]; };
  struct links32 { int64_t child[MACHINE_FRAMES][1024]; };
*/

/*@ ghost
  struct memory64 memory64;
  struct memory32 memory32;
  struct links64 links64;
  struct links32 links32;
  struct memory64 rest64;               // what the frames that the mapper does not have read (table_level below -1): none of its
  struct memory32 rest32;               // functions writes this, and `tree` says that memory agrees with it
  int64_t root_frame;                   // CR3
  int64_t latched[4];                   // PAE: the directories whose PDPTEs the CPU latched at the load of CR3
  int table_level[MACHINE_FRAMES];      // -2 not ours, -1 free in the frame source, 0 in hand, 1 and more a table
  int8_t table_lent[MACHINE_FRAMES];    // 1: the frame source has it, free, in hand or as a table
  int64_t table_parent[MACHINE_FRAMES]; // the table whose entry references this one,
  int table_place[MACHINE_FRAMES];      // at this index,
  int64_t table_prefix[MACHINE_FRAMES]; // and the indices on the way to this table, as one number
  uint64_t aim_entry;                   // the address that machine_aim looked up last: the walk ends there in
  int64_t aim_frame;                    // this frame,
  int aim_place;                        // at this entry, which is
  int64_t aim_page;                     // the PTE of this page (its address / 4096)
  int64_t aim_middle;                   // and the PDE of the large page that this one begins,
  int64_t aim_first;                    // and this is the first page that it serves at the level of its table, were it a leaf
  int64_t owed;                         // pages whose stale translations are owed a flush, by the level of a leaf that was
  int64_t owed_middle;                  // there 0 to 3 (OWED_ALL: any): 3 when this one is not flushed yet,
  int64_t owed_first;                   // 2 when this one,
  int64_t owed_page;                    // 1 when this one
*/

/* Of `owed`: any number of pages, and only machine_flush_all pays. */
#define OWED_ALL 4

/* What a lookup writes, and what a store does: for lists of what a function assigns. */
#define AIMED aim_entry, aim_frame, aim_place, aim_page, aim_middle, aim_first
#define OWED owed, owed_page, owed_middle, owed_first

#endif

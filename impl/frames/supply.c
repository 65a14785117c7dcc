/* supply.c - see selfmap/supply.h: frames between the database and the mapper's frame source. Relies on both. */
#include "selfmap/supply.h"

#include "source.h"
#include "spec/supply_logic.h"

/* What the database may change when a frame comes or goes, and what the source may. */
#define RAM_MOVED ram_zeroed, ram_dirty_from, frame_kinds[0 .. RAM_LIMIT - 1]
#define SOURCE_MOVED frames_lent, frames_free, frames_order[0 .. FRAMES_LIMIT - 1], frames_place[0 .. FRAMES_SPAN - 1], \
    table_level[0 .. MACHINE_FRAMES - 1], table_lent[0 .. MACHINE_FRAMES - 1]

/* Ghost: nothing is linked below a frame that is no table. */
/*@ ghost
  /@ requires range: 0 <= frame < MACHINE_FRAMES;
     terminates \true;
     exits \false;
     assigns links64, links32;
     ensures unlinked: unlinked(frame);
     ensures others: \forall integer f; 0 <= f < MACHINE_FRAMES && f != frame ==> same_links{Pre, Post}(f);
  @/
  static void unlink_all(int64_t frame)
  {
    int i = 0;
    /@ loop invariant range: 0 <= i <= 512;
       loop invariant done: \forall integer k; 0 <= k < i ==> links64.child[frame][k] == -1;
       loop invariant others: \forall integer f, k; 0 <= f < MACHINE_FRAMES && 0 <= k < 512 && f != frame ==>
         links64.child[f][k] == \at(links64.child[f][k], Pre);
       loop assigns i, links64;
       loop variant 512 - i; @/
    while (i < 512) {
      links64.child[frame][i] = -1;
      i++;
    }
    i = 0;
    /@ loop invariant range: 0 <= i <= 1024;
       loop invariant done: \forall integer k; 0 <= k < i ==> links32.child[frame][k] == -1;
       loop invariant others: \forall integer f, k; 0 <= f < MACHINE_FRAMES && 0 <= k < 1024 && f != frame ==>
         links32.child[f][k] == \at(links32.child[f][k], Pre);
       loop assigns i, links32;
       loop variant 1024 - i; @/
    while (i < 1024) {
      links32.child[frame][i] = -1;
      i++;
    }
  }
*/

/* One frame more. */
/*@ requires ready: supply_ready;
    requires some: ram_left > 0 && frames_lent < FRAMES_LIMIT;
    requires span: frames_first <= ram_first && ram_end <= frames_first + frames_count;
    terminates \true;
    exits \false;
    assigns RAM_MOVED, SOURCE_MOVED, frames_used[0 .. FRAMES_SPAN - 1], memory64, memory32, links64, links32;
    ensures ready: supply_ready;
    ensures T4_one_more: frames_free == \old(frames_free) + 1 && frames_lent == \old(frames_lent) + 1;
    ensures T4_left: ram_left == \old(ram_left) - 1;
    ensures T4_lent: only_lent{Pre, Post};
*/
static void fill_one(void)
{
    uint64_t frame = 0;

    frame_alloc(&frame);
    /*@ assert held: ram_held(frame) && frame_zero(frame); */
    /*@ assert span: frame_in_span(frame) && !frame_lent(frame) && table_level[frame] < -1; */
    frame_kinds[frame] = KIND_LENT;
    /*@ ghost unlink_all((int64_t)frame); */
    frames_lend(frame);
    /*@ assert fresh: fresh(frame); */
    /*@ assert others: \forall integer f; 0 <= f < MACHINE_FRAMES && f != frame ==> same_links{Pre, Here}(f) && same_used{Pre, Here}(f) &&
          same_words{Pre, Here}(f) && table_level[f] == \at(table_level[f], Pre); */
    /*@ assert ram: ram_ready; */
    /*@ assert apart: supply_apart; */
}

/*@ requires ready: supply_ready;
    terminates \true;
    exits \false;
    assigns RAM_MOVED, SOURCE_MOVED, frames_used[0 .. FRAMES_SPAN - 1], memory64, memory32, links64, links32;
    ensures ready: supply_ready;
    ensures T4_lent: only_lent{Pre, Post};
    ensures T4_ok: \result == SELFMAP_OK ==> frames_free == \max(count, \old(frames_free));
    ensures T4_no_frames: \result == SELFMAP_NO_FRAMES <==> count > \old(frames_free + ram_left);
    ensures T4_no_room: \result == SELFMAP_NO_ROOM <==> \old(frames_free) < count <= \old(frames_free + ram_left) &&
      count - \old(frames_free) > FRAMES_LIMIT - \old(frames_lent);
    ensures T4_total: \result == SELFMAP_OK || \result == SELFMAP_NO_FRAMES || \result == SELFMAP_NO_ROOM || \result == SELFMAP_BAD_FRAME;
    ensures T4_span: \result == SELFMAP_BAD_FRAME <==> \old(frames_free) < count <= \old(frames_free + ram_left) &&
      count - \old(frames_free) <= FRAMES_LIMIT - \old(frames_lent) &&
      (frames_first > \old(ram_first) || \old(ram_end) > frames_first + frames_count);
    ensures T4_moved: ram_left + frames_free == \old(ram_left + frames_free) && frames_lent - frames_free == \old(frames_lent - frames_free);
    ensures unchanged: \result != SELFMAP_OK ==> frames_free == \old(frames_free) && frames_lent == \old(frames_lent) &&
      same_ram{Pre, Post} && memory64 == \old(memory64) && memory32 == \old(memory32) && links64 == \old(links64) && links32 == \old(links32) &&
      same_source{Pre, Post};
*/
enum selfmap_status frames_fill(uint32_t count)
{
    if (count <= frames_free)
        return SELFMAP_OK;
    if (count - frames_free > ram_zeroed + (ram_frames - ram_dirty_from))
        return SELFMAP_NO_FRAMES;
    if (count - frames_free > FRAMES_LIMIT - frames_lent)
        return SELFMAP_NO_ROOM;
    if (frames_first > ram_first || ram_end > frames_first + frames_count)
        return SELFMAP_BAD_FRAME;
    /*@ loop invariant ready: supply_ready;
        loop invariant range: \at(frames_free, Pre) <= frames_free <= count;
        loop invariant moved: ram_left + frames_free == \at(ram_left + frames_free, Pre) &&
          frames_lent - frames_free == \at(frames_lent - frames_free, Pre);
        loop invariant lent: only_lent{Pre, Here};
        loop assigns RAM_MOVED, SOURCE_MOVED, frames_used[0 .. FRAMES_SPAN - 1], memory64, memory32, links64, links32;
        loop variant count - frames_free; */
    while (frames_free < count)
        fill_one();
    return SELFMAP_OK;
}

/*@
  // The frame of a slot came from the database.
  predicate from_database{L}(integer k) = frames_first + frames_order[k] < RAM_LIMIT && frame_kinds[frames_first + frames_order[k]] == KIND_LENT;
*/
/* The free frame of a slot goes back to the database. */
/*@ requires ready: supply_ready;
    requires free: slot < frames_free && from_database(slot);
    requires rest: \forall integer k; slot < k < frames_free ==> !from_database(k);
    terminates \true;
    exits \false;
    assigns RAM_MOVED, SOURCE_MOVED, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures ready: supply_ready;
    ensures T4_withdrawn: only_withdrawn{Pre, Post};
    ensures T4_rest: \forall integer k; slot <= k < frames_free ==> !from_database(k);
    ensures T4_moved: ram_left == \old(ram_left) + 1 && frames_free == \old(frames_free) - 1 && frames_lent == \old(frames_lent) - 1;
*/
static void give_back(uint32_t slot)
{
    const uint32_t frame = (uint32_t)frame_withdraw(slot);

    /*@ assert rest: \forall integer k; slot <= k < frames_free ==> !from_database(k) && frames_first + frames_order[k] != frame; */
    frame_kinds[frame] = KIND_ORDINARY;
    ram_give(frame);
    /*@ assert kinds: \forall integer f; 0 <= f < RAM_LIMIT && f != frame ==> frame_kinds[f] == \at(frame_kinds[f], Pre); */
}

/*@ requires ready: supply_ready;
    terminates \true;
    exits \false;
    assigns RAM_MOVED, SOURCE_MOVED, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures ready: supply_ready;
    ensures T4_withdrawn: only_withdrawn{Pre, Post};
    ensures T4_all: \forall integer k; 0 <= k < frames_free ==> !from_database(k);
    ensures T4_moved: ram_left + frames_free == \old(ram_left + frames_free) && frames_lent - frames_free == \old(frames_lent - frames_free);
*/
void frames_drain(void)
{
    uint32_t slot = frames_free;

    /*@ loop invariant ready: supply_ready;
        loop invariant range: 0 <= slot <= frames_free;
        loop invariant moved: ram_left + frames_free == \at(ram_left + frames_free, Pre) &&
          frames_lent - frames_free == \at(frames_lent - frames_free, Pre);
        loop invariant withdrawn: only_withdrawn{Pre, Here};
        loop invariant rest: \forall integer k; slot <= k < frames_free ==> !from_database(k);
        loop assigns slot, RAM_MOVED, SOURCE_MOVED, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
        loop variant slot; */
    while (slot > 0) {
        slot--;
        const uint64_t frame = frames_first + frames_order[slot];

        if (frame < RAM_LIMIT && frame_kinds[frame] == KIND_LENT)
            give_back(slot);
    }
}

/*@ requires ready: ram_ready && frames_bounds && frames_inverse && frames_marked;
    terminates \true;
    exits \false;
    assigns RAM_MOVED, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T4_ready: ram_ready;
    ensures T4_apart: supply_apart;
    ensures T4_still: \forall integer f; \old(kept(f)) ==> kept(f);
*/
void frames_claim(void)
{
    uint32_t k;

    /*@ loop invariant range: 0 <= k <= frames_lent;
        loop invariant ready: ram_ready;
        loop invariant done: \forall integer j; 0 <= j < k ==> kept(frames_first + frames_order[j]);
        loop invariant still: \forall integer f; \at(kept(f), Pre) ==> kept(f);
        loop assigns k, RAM_MOVED, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
        loop variant frames_lent - k; */
    for (k = 0; k < frames_lent; k++) {
        frame_adopt_table(frames_first + frames_order[k]);
        /*@ assert mine: kept(frames_first + frames_order[k]); */
        /*@ assert held: \forall integer f; \at(kept(f), LoopCurrent) ==> kept(f); */
    }
    /*@ assert lent: \forall integer f; frame_lent(f) ==> kept(f); */
}

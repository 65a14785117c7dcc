/* single.c - see selfmap/frame_database.h: one frame at a time. */
#include "database.h"

#include "impl/machine.h"

/*@ requires \valid(frame) && RAM_APART(frame);
    requires ready: ram_ready;
    terminates \true;
    exits \false;
    assigns *frame, ram_zeroed, ram_dirty_from, memory64, memory32;
    ensures T4_ready: ram_ready;
    ensures T4_status: \result == (\old(ram_left) == 0 ? SELFMAP_NO_FRAMES : SELFMAP_OK);
    ensures T4_was_free: \result == SELFMAP_OK ==> ram_free{Pre}(*frame);
    ensures T4_out: \result == SELFMAP_OK ==> ram_held(*frame);
    ensures T4_others: \result == SELFMAP_OK ==> same_free_but{Pre, Post}(*frame, *frame + 1);
    ensures T4_zero: \result == SELFMAP_OK ==> frame_zero(*frame);
    ensures T4_memory: \result == SELFMAP_OK ==> other_frames_same{Pre, Post}(*frame);
    ensures T4_left: \result == SELFMAP_OK ==> ram_left == \old(ram_left) - 1;
    ensures unchanged: \result != SELFMAP_OK ==> ram_zeroed == \old(ram_zeroed) && ram_dirty_from == \old(ram_dirty_from) &&
      *frame == \old(*frame) && memory64 == \old(memory64) && memory32 == \old(memory32);
*/
enum selfmap_status frame_alloc(uint64_t *frame)
{
    if (ram_zeroed == 0) {
        if (ram_dirty_from == ram_frames)
            return SELFMAP_NO_FRAMES;
        machine_zero_frame(frame_order[ram_dirty_from]);
        *frame = frame_order[ram_dirty_from];
        ram_dirty_from++;
        /*@ assert others: same_free_but{Pre, Here}(*frame, *frame + 1); */
        return SELFMAP_OK;
    }
    ram_zeroed--;
    *frame = frame_order[ram_zeroed];
    /*@ assert others: same_free_but{Pre, Here}(*frame, *frame + 1); */
    return SELFMAP_OK;
}

/*@ requires \valid(frame) && RAM_APART(frame);
    requires ready: ram_ready;
    terminates \true;
    exits \false;
    assigns *frame, ram_zeroed, ram_dirty_from;
    ensures T4_ready: ram_ready;
    ensures T4_status: \result == (\old(ram_left) == 0 ? SELFMAP_NO_FRAMES : SELFMAP_OK);
    ensures T4_was_free: \result == SELFMAP_OK ==> ram_free{Pre}(*frame);
    ensures T4_out: \result == SELFMAP_OK ==> ram_held(*frame);
    ensures T4_others: \result == SELFMAP_OK ==> same_free_but{Pre, Post}(*frame, *frame + 1);
    ensures T4_left: \result == SELFMAP_OK ==> ram_left == \old(ram_left) - 1;
    ensures T4_dirty_first: \old(ram_dirty_from < ram_frames) ==> ram_zeroed == \old(ram_zeroed);
    ensures unchanged: \result != SELFMAP_OK ==> ram_zeroed == \old(ram_zeroed) && ram_dirty_from == \old(ram_dirty_from) &&
      *frame == \old(*frame);
*/
enum selfmap_status frame_alloc_dirty(uint64_t *frame)
{
    if (ram_dirty_from < ram_frames) {
        *frame = frame_order[ram_dirty_from];
        ram_dirty_from++;
        /*@ assert others: same_free_but{Pre, Here}(*frame, *frame + 1); */
        return SELFMAP_OK;
    }
    if (ram_zeroed == 0)
        return SELFMAP_NO_FRAMES;
    ram_zeroed--;
    *frame = frame_order[ram_zeroed];
    /*@ assert others: same_free_but{Pre, Here}(*frame, *frame + 1); */
    return SELFMAP_OK;
}

/*@ requires ready: ram_ready;
    terminates \true;
    exits \false;
    assigns ram_zeroed, ram_dirty_from, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1], memory64, memory32;
    ensures T4_ready: ram_ready;
    ensures T4_status: \result == (\old(ram_dirty_from == ram_frames) ? SELFMAP_NO_FRAMES : SELFMAP_OK);
    ensures T4_same: \forall integer f; ram_free(f) <==> \old(ram_free(f));
    ensures T4_one: \result == SELFMAP_OK ==> ram_zeroed == \old(ram_zeroed) + 1 && ram_dirty_from == \old(ram_dirty_from) + 1;
    ensures T4_memory: \result == SELFMAP_OK ==> other_frames_same{Pre, Post}(\old(frame_order[ram_dirty_from]));
    ensures unchanged: \result != SELFMAP_OK ==> same_ram{Pre, Post} && memory64 == \old(memory64) && memory32 == \old(memory32);
*/
enum selfmap_status frame_clean(void)
{
    if (ram_dirty_from == ram_frames)
        return SELFMAP_NO_FRAMES;
    machine_zero_frame(frame_order[ram_dirty_from]);
    ram_exchange(ram_dirty_from, ram_zeroed);
    ram_zeroed++;
    ram_dirty_from++;
    /*@ assert moved: frame_place[frame_order[ram_zeroed - 1]] == ram_zeroed - 1 &&
          frame_place[frame_order[ram_dirty_from - 1]] == ram_dirty_from - 1; */
    /*@ assert zeroed: \forall integer f; ram_frame(f) && f != frame_order[ram_zeroed - 1] ==>
          (frame_place[f] < ram_zeroed <==> \at(frame_place[f] < ram_zeroed, Pre)); */
    /*@ assert dirty: \forall integer f; ram_frame(f) && f != frame_order[ram_zeroed - 1] ==>
          (ram_dirty_from <= frame_place[f] <==> \at(ram_dirty_from <= frame_place[f], Pre)); */
    /*@ assert still: ram_free(frame_order[ram_zeroed - 1]) && \at(ram_free(frame_order[ram_dirty_from]), Pre); */
    /*@ assert own: frame_zero(frame_order[ram_zeroed - 1]); */
    /*@ assert rest: \forall integer k; 0 <= k < ram_zeroed - 1 ==> frame_order[k] == \at(frame_order[k], Pre) &&
          frame_order[k] != frame_order[ram_zeroed - 1]; */
    /*@ assert before: \forall integer k; 0 <= k < ram_zeroed - 1 ==> \at(frame_zero(frame_order[k]), Pre); */
    /*@ assert zero: \forall integer k; 0 <= k < ram_zeroed - 1 ==> frame_zero(frame_order[k]); */
    return SELFMAP_OK;
}

/*@ requires ready: ram_ready;
    terminates \true;
    exits \false;
    assigns ram_dirty_from, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T4_ready: ram_ready;
    ensures T4_status: \result == \old(ram_status(frame));
    ensures T4_freed: \result == SELFMAP_OK ==> ram_free(frame);
    ensures T4_others: \result == SELFMAP_OK ==> same_free_but{Pre, Post}(frame, frame + 1);
    ensures T4_left: \result == SELFMAP_OK ==> ram_left == \old(ram_left) + 1;
    ensures unchanged: \result != SELFMAP_OK ==> same_ram{Pre, Post};
*/
enum selfmap_status frame_free(uint64_t frame)
{
    if (frame < RAM_LIMIT && frame_kinds[frame] == KIND_ORDINARY && frame_place[frame] >= ram_zeroed &&
        frame_place[frame] < ram_dirty_from) {
        ram_give((uint32_t)frame);
        return SELFMAP_OK;
    }
    return ram_held_status(frame);
}

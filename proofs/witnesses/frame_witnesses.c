/*
 * frame_witnesses.c - the frame database's contracts can be met: from the state in which a program starts it comes up,
 * hands out, takes back and refuses as it says. Nothing here is linked.
 */
#include "impl/frames/database.h"

/* The records as a program finds them: every byte 0. */
/*@
  predicate untouched{L} = ram_first == 0 && ram_end == 0 && ram_frames == 0 && ram_zeroed == 0 && ram_dirty_from == 0 &&
    (\forall integer f; 0 <= f < RAM_LIMIT ==> frame_kinds[f] == KIND_ABSENT);
*/
#define RECORDS ram_first, ram_end, ram_frames, ram_zeroed, ram_dirty_from, frame_kinds[0 .. RAM_LIMIT - 1], \
    frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1]

void witness_frames(void);
void bad_after_alloc(uint64_t *frame);

/*@ requires start: untouched;
    terminates \true;
    exits \false;
    assigns RECORDS, memory64, memory32;
    ensures T4_still: ram_ready;
*/
void witness_frames(void)
{
    enum selfmap_status status;
    uint64_t frame;
    uint64_t other;

    frame_ram_reset();
    status = frame_ram_add(0x100, 0x102);
    /*@ check T4_added: status == SELFMAP_OK && ram_left == 2; */
    status = frame_alloc(&frame);
    /*@ check T4_allocated: status == SELFMAP_OK && 0x100 <= frame < 0x102 && frame_zero(frame); */
    status = frame_alloc_dirty(&other);
    /*@ check T4_other: status == SELFMAP_OK && other != frame && 0x100 <= other < 0x102; */
    /*@ check T4_exhausted: ram_left == 0; */
    status = frame_free(frame);
    /*@ check T4_freed: status == SELFMAP_OK; */
    status = frame_free(frame);
    /*@ check T4_twice: status == SELFMAP_FRAME_FREE; */
    status = frame_free(0x102);
    /*@ check T4_hole: status == SELFMAP_BAD_FRAME; */
    (void)status;
}

/* What must not follow from the contracts. */
/*@ requires \valid(frame) && RAM_APART(frame);
    requires ready: ram_ready;
    terminates \true;
    exits \false;
    assigns *frame, RECORDS, memory64, memory32;
    ensures T4_still: ram_ready;
    ensures T4_untold: *frame == *frame;
*/
void bad_after_alloc(uint64_t *frame)
{
    enum selfmap_status status = frame_alloc(frame);

    /*@ check must_fail_nothing_follows: \false; */
    /*@ check must_fail_always_allocates: status == SELFMAP_OK; */
    /*@ check must_fail_never_allocates: status != SELFMAP_OK; */
    status = frame_free(0x100);
    (void)status;
    /*@ check must_fail_always_frees: status == SELFMAP_OK; */
    /*@ check must_fail_never_frees: status != SELFMAP_OK; */
}

/* database.c - see database.h: the order of frames and its two borders, what moves a frame across them, and counts. */
#include "database.h"

uint32_t ram_first, ram_end, ram_frames, ram_zeroed, ram_dirty_from;
uint32_t frame_order[RAM_LIMIT], frame_place[RAM_LIMIT];
uint8_t frame_kinds[RAM_LIMIT];

void ram_exchange(uint32_t a, uint32_t b)
{
    const uint32_t at_a = frame_order[a];
    const uint32_t at_b = frame_order[b];

    frame_order[a] = at_b;
    frame_order[b] = at_a;
    frame_place[at_a] = b;
    frame_place[at_b] = a;
}

void ram_take(uint32_t frame)
{
    const uint32_t place = frame_place[frame];

    if (place < ram_zeroed) {
        ram_exchange(place, ram_zeroed - 1);
        ram_zeroed--;
        /*@ assert own: frame_place[frame] == ram_zeroed; */
        /*@ assert zeroed: \forall integer f; ram_frame(f) && f != frame ==>
              (frame_place[f] < ram_zeroed <==> \at(frame_place[f] < ram_zeroed, Pre)); */
        /*@ assert dirty: \forall integer f; ram_frame(f) && f != frame ==>
              (ram_dirty_from <= frame_place[f] <==> \at(ram_dirty_from <= frame_place[f], Pre)); */
        /*@ assert others: same_free_but{Pre, Here}(frame, frame + 1); */
    } else {
        ram_exchange(place, ram_dirty_from);
        ram_dirty_from++;
        /*@ assert own: frame_place[frame] == ram_dirty_from - 1; */
        /*@ assert zeroed: \forall integer f; ram_frame(f) && f != frame ==>
              (frame_place[f] < ram_zeroed <==> \at(frame_place[f] < ram_zeroed, Pre)); */
        /*@ assert dirty: \forall integer f; ram_frame(f) && f != frame ==>
              (ram_dirty_from <= frame_place[f] <==> \at(ram_dirty_from <= frame_place[f], Pre)); */
        /*@ assert others: same_free_but{Pre, Here}(frame, frame + 1); */
    }
}

void ram_give(uint32_t frame)
{
    ram_exchange(frame_place[frame], ram_dirty_from - 1);
    ram_dirty_from--;
}

/*@ requires shape: ram_shape;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_absent: \result == FRAME_ABSENT <==> !ram_frame(frame);
    ensures T4_free: \result == FRAME_ZEROED || \result == FRAME_DIRTY <==> ram_free(frame);
    ensures T4_zeroed: \result == FRAME_ZEROED ==> frame_place[frame] < ram_zeroed;
    ensures T4_dirty: \result == FRAME_DIRTY ==> frame_place[frame] >= ram_dirty_from;
    ensures T4_kind: ram_frame(frame) && !ram_free(frame) ==> (frame_kinds[frame] == KIND_RESERVED ? \result == FRAME_RESERVED :
      frame_kinds[frame] >= KIND_TABLE ? \result == FRAME_TABLE : \result == FRAME_HELD);
*/
enum frame_state frame_state(uint64_t frame)
{
    if (frame >= RAM_LIMIT || frame_kinds[frame] == KIND_ABSENT)
        return FRAME_ABSENT;
    if (frame_place[frame] < ram_zeroed)
        return FRAME_ZEROED;
    if (frame_place[frame] >= ram_dirty_from)
        return FRAME_DIRTY;
    if (frame_kinds[frame] == KIND_RESERVED)
        return FRAME_RESERVED;
    return frame_kinds[frame] >= KIND_TABLE ? FRAME_TABLE : FRAME_HELD;
}

enum selfmap_status ram_held_status(uint64_t frame)
{
    if (frame >= RAM_LIMIT)
        return SELFMAP_BAD_FRAME;
    if (frame_kinds[frame] == KIND_ORDINARY)
        return frame_place[frame] < ram_zeroed || frame_place[frame] >= ram_dirty_from ? SELFMAP_FRAME_FREE : SELFMAP_OK;
    if (frame_kinds[frame] == KIND_RESERVED)
        return SELFMAP_FRAME_RESERVED;
    return frame_kinds[frame] >= KIND_TABLE ? SELFMAP_FRAME_TABLE : SELFMAP_BAD_FRAME;
}

/*@ requires \valid(statistics) && RAM_APART(statistics);
    requires bounds: ram_bounds;
    terminates \true;
    exits \false;
    assigns *statistics;
    ensures T4_frames: statistics->frames == ram_frames;
    ensures T4_free: statistics->zeroed == ram_zeroed && statistics->dirty == ram_frames - ram_dirty_from;
    ensures T4_conserved: statistics->zeroed + statistics->dirty + statistics->out == statistics->frames;
*/
void frame_statistics(struct frame_statistics *statistics)
{
    statistics->frames = ram_frames;
    statistics->zeroed = ram_zeroed;
    statistics->dirty = ram_frames - ram_dirty_from;
    statistics->out = ram_dirty_from - ram_zeroed;
}

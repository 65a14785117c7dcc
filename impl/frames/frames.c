/* frames.c - see selfmap/frames.h: a stack of free frames, those that are out behind it, and the place of each (T4). */
#include "source.h"

uint64_t frames_first;
uint32_t frames_count, frames_lent, frames_free, frames_quota;
uint32_t frames_order[FRAMES_LIMIT];
uint16_t frames_place[FRAMES_SPAN];
uint16_t frames_used[FRAMES_SPAN];

/*@ terminates \true;
    exits \false;
    assigns frames_first, frames_count, frames_lent, frames_free, frames_quota;
    ensures T4_refused: \result == SELFMAP_BAD_FRAME <==> count > FRAMES_SPAN || first > MACHINE_FRAMES - count;
    ensures T4_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_FRAME;
    ensures T4_span: \result == SELFMAP_OK ==> frames_first == first && frames_count == count;
    ensures T4_none: \result == SELFMAP_OK ==> frames_lent == 0 && frames_free == 0 && frames_quota == FRAMES_LIMIT;
    ensures T4_ready: \result == SELFMAP_OK && (\forall integer f; first <= f < first + count ==> table_level[f] == -2) &&
      (\forall integer f; 0 <= f < MACHINE_FRAMES ==> table_lent[f] == 0) ==> frames_ready;
    ensures unchanged: \result != SELFMAP_OK ==> frames_first == \old(frames_first) && frames_count == \old(frames_count) &&
      frames_lent == \old(frames_lent) && frames_free == \old(frames_free) && frames_quota == \old(frames_quota);
*/
enum selfmap_status frames_init(uint64_t first, uint32_t count)
{
    if (count > FRAMES_SPAN || first > (uint64_t)MACHINE_FRAMES - count)
        return SELFMAP_BAD_FRAME;
    frames_first = first;
    frames_count = count;
    frames_lent = 0;
    frames_free = 0;
    frames_quota = FRAMES_LIMIT;
    return SELFMAP_OK;
}

/* Is the frame lent? */
/*@ requires bounds: frames_bounds;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_lent: \result != 0 <==> frame_lent(frame);
    ensures boolean: \result <= 1;
*/
static uint32_t is_lent(uint64_t frame)
{
    if (frame < frames_first || frame - frames_first >= frames_count)
        return 0;
    const uint32_t slot = frames_place[frame - frames_first];

    if (slot >= frames_lent)
        return 0;
    return frames_order[slot] == frame - frames_first ? 1 : 0;
}

/* The frame `mine`, which is not lent, is out from now on, in the last slot. */
/*@ requires bounds: frames_bounds && frames_inverse;
    requires room: frames_lent < FRAMES_LIMIT;
    requires mine: mine < frames_count && !frame_lent(frames_first + mine);
    terminates \true;
    exits \false;
    assigns frames_lent, frames_order[frames_lent], frames_place[mine];
    ensures bounds: frames_bounds && frames_inverse;
    ensures one_more: frames_lent == \old(frames_lent) + 1;
    ensures T4_out: frames_order[frames_lent - 1] == mine && frames_place[mine] == frames_lent - 1 && frames_out(frames_first + mine);
    ensures T4_slots: \forall integer k; 0 <= k < frames_lent - 1 ==> frames_order[k] == \old(frames_order[k]);
    ensures T4_places: \forall integer r; 0 <= r < FRAMES_SPAN && r != mine ==> frames_place[r] == \old(frames_place[r]);
    ensures T4_others: same_lent_but{Pre, Post}(frames_first + mine);
*/
static void append(uint32_t mine)
{
    /*@ assert new: \forall integer k; 0 <= k < frames_lent ==> frames_order[k] != mine; */
    frames_order[frames_lent] = mine;
    frames_place[mine] = (uint16_t)frames_lent;
    frames_lent++;
    /*@ assert slots: \forall integer k; 0 <= k < frames_lent - 1 ==> frames_order[k] == \at(frames_order[k], Pre) && frames_order[k] != mine; */
    /*@ assert others: \forall integer f; f != frames_first + mine && frame_in_span(f) ==>
          frames_place[f - frames_first] == \at(frames_place[f - frames_first], Pre); */
}

/* The frames of two slots change places. */
/*@ requires bounds: frames_bounds && frames_inverse;
    requires range: a < frames_lent && b < frames_lent;
    terminates \true;
    exits \false;
    assigns frames_order[0 .. FRAMES_LIMIT - 1], frames_place[0 .. FRAMES_SPAN - 1];
    ensures bounds: frames_bounds && frames_inverse;
    ensures T4_slots: frames_order[a] == \old(frames_order[b]) && frames_order[b] == \old(frames_order[a]);
    ensures T4_other_slots: \forall integer k; 0 <= k < FRAMES_LIMIT && k != a && k != b ==> frames_order[k] == \old(frames_order[k]);
    ensures T4_others: \forall integer f; frame_lent(f) <==> \old(frame_lent(f));
    ensures T4_places: \forall integer r; 0 <= r < FRAMES_SPAN && r != frames_order[a] && r != frames_order[b] ==>
      frames_place[r] == \old(frames_place[r]);
    ensures T4_spare: \old(frames_spare) && (a < frames_free <==> b < frames_free) ==> frames_spare;
*/
static void exchange(uint32_t a, uint32_t b)
{
    const uint32_t one = frames_order[a];
    const uint32_t other = frames_order[b];

    frames_order[a] = other;
    frames_place[other] = (uint16_t)a;
    frames_order[b] = one;
    frames_place[one] = (uint16_t)b;
    /*@ assert slots: \forall integer k; 0 <= k < frames_lent && k != a && k != b ==> frames_order[k] == \at(frames_order[k], Pre) &&
          frames_order[k] != one && frames_order[k] != other; */
    /*@ assert inverse: frames_inverse; */
    /*@ assert own: frame_lent(frames_first + one) && frame_lent(frames_first + other) &&
          \at(frame_lent(frames_first + frames_order[a]) && frame_lent(frames_first + frames_order[b]), Pre); */
    /*@ assert rest: \forall integer f; frame_in_span(f) && f != frames_first + one && f != frames_first + other ==>
          frames_place[f - frames_first] == \at(frames_place[f - frames_first], Pre); */
    /*@ assert others: \forall integer f; f != frames_first + one && f != frames_first + other ==>
          (frame_lent(f) <==> \at(frame_lent(f), Pre)); */
}

/*@ requires bounds: frames_bounds && frames_inverse;
    terminates \true;
    exits \false;
    assigns frames_lent, frames_order[0 .. FRAMES_LIMIT - 1], frames_place[0 .. FRAMES_SPAN - 1], frames_used[0 .. FRAMES_SPAN - 1],
      table_lent[frame];
    ensures bounds: frames_bounds && frames_inverse;
    ensures T4_mark: \result == SELFMAP_OK && \old(frames_marked) ==> frames_marked && table_lent[frame] == 1;
    ensures T4_refused: \result == SELFMAP_BAD_FRAME <==> !frame_in_span(frame) || used > FRAMES_MOST_USED ||
      \old(frame_lent(frame) && !frames_out(frame));
    ensures T4_full: \result == SELFMAP_NO_ROOM <==> frame_in_span(frame) && used <= FRAMES_MOST_USED && !\old(frame_lent(frame)) &&
      \old(frames_lent) == FRAMES_LIMIT;
    ensures T4_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_FRAME || \result == SELFMAP_NO_ROOM;
    ensures T4_out: \result == SELFMAP_OK ==> frames_out(frame) && frames_used[frame - frames_first] == used;
    ensures T4_lent: \result == SELFMAP_OK ==> \old(frame_lent(frame)) ? frames_lent == \old(frames_lent) : frames_lent == \old(frames_lent) + 1;
    ensures T4_others: same_lent_but{Pre, Post}(frame);
    ensures T4_used: \forall integer r; 0 <= r < FRAMES_SPAN && r != frame - frames_first ==> frames_used[r] == \old(frames_used[r]);
    ensures T4_slots: \forall integer k; 0 <= k < \old(frames_lent) ==> frames_order[k] == \old(frames_order[k]);
    ensures T4_places: \forall integer r; 0 <= r < FRAMES_SPAN && r != frame - frames_first ==> frames_place[r] == \old(frames_place[r]);
    ensures ready: \old(frames_ready) ==> frames_ready;
    ensures unchanged: \result != SELFMAP_OK ==> frames_lent == \old(frames_lent) && table_lent[frame] == \old(table_lent[frame]) &&
      (frame_in_span(frame) ==> frames_used[frame - frames_first] == \old(frames_used[frame - frames_first]) &&
        frames_place[frame - frames_first] == \old(frames_place[frame - frames_first]));
*/
enum selfmap_status frames_adopt(uint64_t frame, uint32_t used)
{
    if (frame < frames_first || frame - frames_first >= frames_count || used > FRAMES_MOST_USED)
        return SELFMAP_BAD_FRAME;
    if (is_lent(frame) == 0) {
        if (frames_lent == FRAMES_LIMIT)
            return SELFMAP_NO_ROOM;
        append((uint32_t)(frame - frames_first));
        /*@ assert still: \at(frames_spare, Pre) ==> frames_spare; */
        /*@ ghost table_lent[frame] = 1; */
        /*@ assert spare: \at(frames_spare, Pre) ==> frames_spare; */
    } else if (frames_place[frame - frames_first] < frames_free) {
        return SELFMAP_BAD_FRAME;
    }
    frames_used[frame - frames_first] = (uint16_t)used;
    /*@ assert others: same_lent_but{Pre, Here}(frame); */
    /*@ assert marked: \at(frames_marked, Pre) ==> frames_marked && table_lent[frame] == 1; */
    /*@ assert spare: \at(frames_ready, Pre) ==> frames_spare; */
    /*@ assert known: \at(frames_ready, Pre) ==> frames_known; */
    return SELFMAP_OK;
}

/*@ requires ready: frames_ready;
    terminates \true;
    exits \false;
    assigns frames_lent, frames_free, frames_order[0 .. FRAMES_LIMIT - 1], frames_place[0 .. FRAMES_SPAN - 1],
      frames_used[0 .. FRAMES_SPAN - 1], table_level[frame], table_lent[frame];
    ensures ready: frames_ready;
    ensures T4_refused: \result == SELFMAP_BAD_FRAME <==> !frame_in_span(frame) || \old(frame_lent(frame)) || !kept(frame);
    ensures T4_full: \result == SELFMAP_NO_ROOM <==> frame_in_span(frame) && !\old(frame_lent(frame)) && kept(frame) && \old(frames_lent) == FRAMES_LIMIT;
    ensures T4_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_FRAME || \result == SELFMAP_NO_ROOM;
    ensures T4_lent: \result == SELFMAP_OK ==> frame_lent(frame) && !frames_out(frame) && table_level[frame] == -1 &&
      frames_used[frame - frames_first] == 0 && frames_lent == \old(frames_lent) + 1 && frames_free == \old(frames_free) + 1;
    ensures T4_next: \result == SELFMAP_OK ==> frames_order[frames_free - 1] == frame - frames_first;
    ensures T4_others: same_lent_but{Pre, Post}(frame);
    ensures T4_used: \forall integer r; 0 <= r < FRAMES_SPAN && r != frame - frames_first ==> frames_used[r] == \old(frames_used[r]);
    ensures T4_mark: \result == SELFMAP_OK ==> table_lent[frame] == 1;
    ensures unchanged: \result != SELFMAP_OK ==> frames_lent == \old(frames_lent) && frames_free == \old(frames_free) &&
      table_lent[frame] == \old(table_lent[frame]) && (frame_in_span(frame) ==> table_level[frame] == \old(table_level[frame]) &&
        frames_used[frame - frames_first] == \old(frames_used[frame - frames_first]));
    ensures unchanged_order: \result != SELFMAP_OK ==>
      (\forall integer k; 0 <= k < FRAMES_LIMIT ==> frames_order[k] == \old(frames_order[k]));
    ensures unchanged_place: \result != SELFMAP_OK ==>
      (\forall integer r; 0 <= r < FRAMES_SPAN ==> frames_place[r] == \old(frames_place[r]));
*/
enum selfmap_status frames_lend(uint64_t frame)
{
    /*@ assert same: same_lent_but{Pre, Here}(frame); */
    if (frame < frames_first || frame - frames_first >= frames_count || is_lent(frame) != 0 ||
        (frame < RAM_LIMIT && frame_kinds[frame] == KIND_ORDINARY))
        return SELFMAP_BAD_FRAME;
    if (frames_lent == FRAMES_LIMIT)
        return SELFMAP_NO_ROOM;
    /*@ assert nobody: table_level[frame] < -1; */
    append((uint32_t)(frame - frames_first));
    exchange(frames_lent - 1, frames_free);
    frames_used[frame - frames_first] = 0;
    frames_free++;
    /*@ ghost table_level[frame] = -1; table_lent[frame] = 1; */
    /*@ assert others: same_lent_but{Pre, Here}(frame); */
    /*@ assert mine: frames_order[frames_free - 1] == frame - frames_first && frames_place[frame - frames_first] == frames_free - 1; */
    /*@ assert lower: \forall integer k; 0 <= k < frames_free - 1 ==> frames_order[k] == \at(frames_order[k], Pre); */
    /*@ assert rest: \forall integer k; 0 <= k < frames_free - 1 ==> \at(table_level[frames_first + frames_order[k]], Pre) == -1; */
    /*@ assert apart: \forall integer k; 0 <= k < frames_free - 1 ==> frames_order[k] != frame - frames_first; */
    /*@ assert below: \forall integer k; 0 <= k < frames_free - 1 ==> table_level[frames_first + frames_order[k]] == -1; */
    /*@ assert spare: frames_spare; */
    /*@ assert had: \forall integer f; f != frame && frame_in_span(f) && -1 <= table_level[f] ==> \at(frame_lent(f), Pre); */
    /*@ assert still: \forall integer f; f != frame && frame_in_span(f) && -1 <= table_level[f] ==> frame_lent(f); */
    /*@ assert own: frame_lent(frame); */
    /*@ assert marked: frames_marked; */
    /*@ assert known: frames_known; */
    return SELFMAP_OK;
}

uint32_t frames_left(void)
{
    return frames_free < frames_quota ? frames_free : frames_quota;
}

/*@ terminates \true;
    exits \false;
    assigns frames_quota;
    ensures T4_quota: frames_quota == (quota > FRAMES_LIMIT ? FRAMES_LIMIT : quota);
    ensures ready: \old(frames_ready) ==> frames_ready;
*/
void frames_set_quota(uint32_t quota)
{
    frames_quota = quota > FRAMES_LIMIT ? FRAMES_LIMIT : quota;
}

uint64_t frame_take(void)
{
    uint64_t frame;

    frames_free--;
    frames_quota--;
    frame = frames_first + frames_order[frames_free];
    /*@ ghost table_level[frame] = 0; */
    return frame;
}

void frame_give(uint64_t frame)
{
    /*@ assert lent: frames_out(frame); */
    exchange(frames_place[frame - frames_first], frames_free);
    frames_free++;
    if (frames_quota < FRAMES_LIMIT)
        frames_quota++;
    /*@ ghost table_level[frame] = -1; */
    /*@ assert lower: \forall integer k; 0 <= k < frames_free - 1 ==> frames_order[k] == \at(frames_order[k], Pre); */
    /*@ assert last: frames_order[frames_free - 1] == frame - frames_first; */
    /*@ assert rest: \forall integer k; 0 <= k < frames_free - 1 ==> \at(table_level[frames_first + frames_order[k]], Pre) == -1; */
    /*@ assert spare: \forall integer k; 0 <= k < frames_free - 1 ==> table_level[frames_first + frames_order[k]] == -1; */
    /*@ assert known: frames_known; */
    /*@ assert marked: frames_marked; */
}

uint64_t frame_withdraw(uint32_t slot)
{
    const uint32_t mine = frames_order[slot];

    exchange(slot, frames_free - 1);
    /*@ assert swapped: frames_spare; */
    frames_free--;
    /*@ assert fewer: frames_spare; */
    exchange(frames_free, frames_lent - 1);
    /*@ assert above: frames_spare; */
    frames_lent--;
    /*@ assert slots: \forall integer k; 0 <= k < frames_free && k != slot ==> frames_order[k] == \at(frames_order[k], Pre); */
    /*@ assert moved: slot < frames_free ==> frames_order[slot] == \at(frames_order[frames_free - 1], Pre); */
    /*@ assert last: frames_order[frames_lent] == mine; */
    /*@ assert inverse: frames_inverse; */
    /*@ assert unique: \forall integer k; 0 <= k < frames_lent ==> frames_order[k] != mine; */
    /*@ assert gone: !frame_lent(frames_first + mine); */
    /*@ assert still: frames_spare; */
    /*@ ghost table_level[frames_first + mine] = -2; table_lent[frames_first + mine] = 0; */
    /*@ assert others: same_lent_but{Pre, Here}(frames_first + mine); */
    /*@ assert spare: frames_spare; */
    /*@ assert known: frames_known; */
    /*@ assert marked: frames_marked; */
    return frames_first + mine;
}

/*@ requires bounds: frames_bounds;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_used: \result == (frames_first <= frame < frames_first + frames_count ? frames_used[frame - frames_first] : 0);
*/
uint32_t frame_used(uint64_t frame)
{
    if (frame < frames_first || frame - frames_first >= frames_count)
        return 0;
    return frames_used[frame - frames_first];
}

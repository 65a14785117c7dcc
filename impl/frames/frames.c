/* frames.c - see selfmap/frames.h: a stack of free frames, and the place of each frame in it (T4). */
#include "source.h"

uint64_t frames_first;
uint32_t frames_count, frames_free, frames_quota;
uint32_t frames_order[FRAMES_LIMIT], frames_place[FRAMES_LIMIT];
uint16_t frames_used[FRAMES_LIMIT];

/*@ terminates \true;
    exits \false;
    assigns frames_first, frames_count, frames_free, frames_quota, frames_order[0 .. FRAMES_LIMIT - 1],
      frames_place[0 .. FRAMES_LIMIT - 1], frames_used[0 .. FRAMES_LIMIT - 1];
    ensures T4_refused: \result == SELFMAP_BAD_FRAME <==> count > FRAMES_LIMIT || taken > count || first > FRAMES_LAST_FIRST;
    ensures T4_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_FRAME;
    ensures T4_run: \result == SELFMAP_OK ==> frames_first == first && frames_count == count;
    ensures T4_free: \result == SELFMAP_OK ==> frames_free == count - taken && frames_quota == FRAMES_LIMIT;
    ensures T4_bounds: \result == SELFMAP_OK ==> frames_bounds;
    ensures T4_inverse: \result == SELFMAP_OK ==> frames_inverse;
    ensures T4_order: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < count ==> frames_order[k] == count - 1 - k);
    ensures T4_place: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < count ==> frames_place[k] == count - 1 - k);
    ensures T4_unused: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < count ==> frames_used[k] == 0);
    ensures T4_ready: \result == SELFMAP_OK && (\forall integer f; first + taken <= f < first + count ==> table_level[f] == -1) ==>
      frames_ready;
    ensures unchanged: \result != SELFMAP_OK ==> frames_first == \old(frames_first) && frames_count == \old(frames_count) &&
      frames_free == \old(frames_free) && frames_quota == \old(frames_quota);
    ensures unchanged_order: \result != SELFMAP_OK ==>
      (\forall integer k; 0 <= k < FRAMES_LIMIT ==> frames_order[k] == \old(frames_order[k]));
    ensures unchanged_place: \result != SELFMAP_OK ==>
      (\forall integer k; 0 <= k < FRAMES_LIMIT ==> frames_place[k] == \old(frames_place[k]));
    ensures unchanged_used: \result != SELFMAP_OK ==>
      (\forall integer k; 0 <= k < FRAMES_LIMIT ==> frames_used[k] == \old(frames_used[k]));
*/
enum selfmap_status frames_init(uint64_t first, uint32_t count, uint32_t taken)
{
    uint32_t i;

    if (count > FRAMES_LIMIT || taken > count || first > FRAMES_LAST_FIRST)
        return SELFMAP_BAD_FRAME;
    frames_first = first;
    frames_count = count;
    frames_free = count - taken;
    frames_quota = FRAMES_LIMIT;
    /*@ loop invariant range: 0 <= i <= count;
        loop invariant order: \forall integer k; 0 <= k < i ==> frames_order[k] == count - 1 - k;
        loop invariant place: \forall integer k; 0 <= k < i ==> frames_place[k] == count - 1 - k;
        loop invariant unused: \forall integer k; 0 <= k < i ==> frames_used[k] == 0;
        loop assigns i, frames_order[0 .. FRAMES_LIMIT - 1], frames_place[0 .. FRAMES_LIMIT - 1], frames_used[0 .. FRAMES_LIMIT - 1];
        loop variant count - i; */
    for (i = 0; i < count; i++) {
        frames_order[i] = count - 1 - i; /* the lowest free frame is handed out first */
        frames_place[i] = count - 1 - i;
        frames_used[i] = 0;
    }
    return SELFMAP_OK;
}

/*@ requires bounds: frames_bounds;
    terminates \true;
    exits \false;
    assigns frames_used[frame - frames_first];
    ensures T4_refused: \result == SELFMAP_OK <==> frames_out(frame) && used <= FRAMES_MOST_USED;
    ensures T4_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_FRAME;
    ensures T4_used: \result == SELFMAP_OK ==> frames_used[frame - frames_first] == used;
    ensures unchanged: \result != SELFMAP_OK ==>
      (\forall integer k; 0 <= k < FRAMES_LIMIT ==> frames_used[k] == \old(frames_used[k]));
*/
enum selfmap_status frames_adopt(uint64_t frame, uint32_t used)
{
    if (frame < frames_first || frame - frames_first >= frames_count || used > FRAMES_MOST_USED)
        return SELFMAP_BAD_FRAME;
    if (frames_place[frame - frames_first] < frames_free)
        return SELFMAP_BAD_FRAME;
    frames_used[frame - frames_first] = (uint16_t)used;
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
    const uint32_t mine = (uint32_t)(frame - frames_first);
    const uint32_t hole = frames_place[mine];
    /*@ assert back: mine < frames_count && frames_first + mine == frame && frames_order[hole] == mine && hole < frames_count; */
    /*@ assert out: frames_free <= hole; */
    const uint32_t other = frames_order[frames_free];

    frames_order[hole] = other;
    frames_place[other] = hole;
    frames_order[frames_free] = mine;
    frames_place[mine] = frames_free;
    /*@ assert inverse: frames_inverse; */
    frames_free++;
    if (frames_quota < FRAMES_LIMIT)
        frames_quota++;
    /*@ ghost table_level[frame] = -1; */
    /*@ assert lower: \forall integer k; 0 <= k < frames_free - 1 ==> frames_order[k] == \at(frames_order[k], Pre); */
    /*@ assert last: frames_order[frames_free - 1] == mine && table_level[frames_first + mine] == -1; */
    /*@ assert rest: \forall integer k; 0 <= k < frames_free - 1 ==> \at(table_level[frames_first + frames_order[k]], Pre) == -1; */
    /*@ assert spare: \forall integer k; 0 <= k < frames_free - 1 ==> table_level[frames_first + frames_order[k]] == -1; */
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

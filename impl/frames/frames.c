/* frames.c - see selfmap/frames.h: a stack of free frames, and the place of each frame in it. */
#include "source.h"

uint64_t frames_first;
uint32_t frames_count, frames_free, frames_quota;
uint32_t frames_order[FRAMES_LIMIT], frames_place[FRAMES_LIMIT];
uint16_t frames_used[FRAMES_LIMIT];

enum selfmap_status frames_init(uint64_t first, uint32_t count, uint32_t taken)
{
    uint32_t i;

    if (count > FRAMES_LIMIT || taken > count || first > MACHINE_FRAMES - FRAMES_LIMIT)
        return SELFMAP_BAD_FRAME;
    frames_first = first;
    frames_count = count;
    frames_free = count - taken;
    frames_quota = FRAMES_LIMIT;
    for (i = 0; i < count; i++) {
        frames_order[i] = count - 1 - i; /* the lowest free frame is handed out first */
        frames_place[i] = count - 1 - i;
        frames_used[i] = 0;
    }
    return SELFMAP_OK;
}

enum selfmap_status frames_adopt(uint64_t frame, uint32_t used)
{
    if (frame < frames_first || frame - frames_first >= frames_count || used > 1024)
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

uint32_t frame_used(uint64_t frame)
{
    if (frame < frames_first || frame - frames_first >= frames_count)
        return 0;
    return frames_used[frame - frames_first];
}

/* frames.c - see selfmap/frames.h: a stack of free frames, and the place of each frame in it. */
#include "source.h"

/* order[0 .. free_count - 1] are the free frames, the rest are out; place[] is its inverse. Frames count from `first`. */
static uint64_t first_frame;
static uint32_t frame_count, free_count, quota_left;
static uint32_t order[FRAMES_LIMIT], place[FRAMES_LIMIT];
static uint16_t used_entries[FRAMES_LIMIT];

enum selfmap_status frames_init(uint64_t first, uint32_t count, uint32_t taken)
{
    uint32_t i;

    if (count > FRAMES_LIMIT || taken > count || first >= 0x10000000000 - FRAMES_LIMIT)
        return SELFMAP_BAD_FRAME;
    first_frame = first;
    frame_count = count;
    free_count = count - taken;
    quota_left = FRAMES_LIMIT;
    for (i = 0; i < count; i++) {
        order[i] = count - 1 - i; /* the lowest free frame is handed out first */
        place[count - 1 - i] = i;
        used_entries[i] = 0;
    }
    return SELFMAP_OK;
}

enum selfmap_status frames_adopt(uint64_t frame, uint32_t used)
{
    if (frame < first_frame || frame - first_frame >= frame_count || used > 1024)
        return SELFMAP_BAD_FRAME;
    if (place[frame - first_frame] < free_count)
        return SELFMAP_BAD_FRAME;
    used_entries[frame - first_frame] = (uint16_t)used;
    return SELFMAP_OK;
}

uint32_t frames_left(void)
{
    return free_count < quota_left ? free_count : quota_left;
}

void frames_set_quota(uint32_t quota)
{
    quota_left = quota;
}

uint64_t frame_take(void)
{
    free_count--;
    quota_left--;
    return first_frame + order[free_count];
}

void frame_give(uint64_t frame)
{
    const uint32_t mine = (uint32_t)(frame - first_frame);
    const uint32_t hole = place[mine];
    const uint32_t other = order[free_count];

    order[hole] = other;
    place[other] = hole;
    order[free_count] = mine;
    place[mine] = free_count;
    free_count++;
    if (quota_left < FRAMES_LIMIT)
        quota_left++;
}

uint32_t frame_used(uint64_t frame)
{
    return used_entries[frame - first_frame];
}

void frame_set_used(uint64_t frame, uint32_t used)
{
    used_entries[frame - first_frame] = (uint16_t)used;
}

/*
 * frames.h - the frame source: frames that the mapper makes tables of, and how many entries each table has in use.
 *
 * A run of frames [first, first + count) that somebody set aside, at most FRAMES_LIMIT. Every free frame is zero: the
 * caller zeroes the run before frames_init, and the mapper gives back only tables whose entries are all zero.
 */
#ifndef SELFMAP_FRAMES_H
#define SELFMAP_FRAMES_H

#include <stdint.h>

#include "selfmap/status.h"

#define FRAMES_LIMIT 4096u

/*
 * Starts over with the run [first, first + count), frame numbers: the first `taken` frames stand as tables already (their
 * used counts are 0 until frames_adopt), the rest is free, lowest first; no quota. Error: SELFMAP_BAD_FRAME (count above
 * FRAMES_LIMIT, taken above count, first above 2^40 - FRAMES_LIMIT); nothing has changed then.
 * Cost: one step per frame. Theorem: T4.
 */
enum selfmap_status frames_init(uint64_t first, uint32_t count, uint32_t taken);

/*
 * The table in this frame has `used` entries in use. For tables that stood before frames_init (`taken`): the mapper keeps
 * the counts of those that it makes. Error: SELFMAP_BAD_FRAME (no frame of the run, a free one, used above 1024); nothing
 * has changed then. Cost: constant. Theorem: T4.
 */
enum selfmap_status frames_adopt(uint64_t frame, uint32_t used);

/* Entries in use of the table in this frame; 0 for a frame that is not of the run. Cost: constant. Theorem: T4. */
uint32_t frame_used(uint64_t frame);

/* Frames that frame_take can hand out now: what is free, within the quota. Cost: constant. Theorem: T4. */
uint32_t frames_left(void);

/*
 * From now on at most this many frames are handed out, until frames given back raise the quota again, one by one;
 * FRAMES_LIMIT or more is no quota. Cost: constant. Theorem: T4.
 */
void frames_set_quota(uint32_t quota);

#endif

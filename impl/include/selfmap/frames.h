/*
 * frames.h - the frame source: frames that the mapper makes tables of, and how many entries each table has in use.
 *
 * Frames are lent to it one by one, from one span of frame numbers, at most FRAMES_LIMIT at a time; supply.h lends those of the
 * frame database. Every free frame is zero: the caller zeroes it before frames_lend, and the mapper gives back only tables whose
 * entries are all zero. Four bytes a frame of the span, of which only those of lent frames are ever touched.
 */
#ifndef SELFMAP_FRAMES_H
#define SELFMAP_FRAMES_H

#include <stdint.h>

#include "selfmap/status.h"

#define FRAMES_SPAN 0x1000000u /* frame numbers that a source can reach over: 64 GiB */
#define FRAMES_LIMIT 0x10000u  /* frames that it can have at a time: tables for 128 GiB of pages in PML4 */

/*
 * Starts over: lent are only frames of [first, first + count), and none is yet; no quota. Error: SELFMAP_BAD_FRAME (count above
 * FRAMES_SPAN, or the end above 2^40); nothing has changed then. Cost: constant. Theorem: T4.
 */
enum selfmap_status frames_init(uint64_t first, uint32_t count);

/*
 * This frame is free for tables from now on, and the next that is handed out; it is zero and nobody else's. Errors: SELFMAP_BAD_FRAME
 * (outside of the span, lent already, or RAM that the database may hand out), SELFMAP_NO_ROOM (FRAMES_LIMIT frames are lent). Cost: constant. Theorem: T4.
 */
enum selfmap_status frames_lend(uint64_t frame);

/*
 * The frame is a table that stood before the mapper came, with `used` entries in use; the mapper keeps the counts of those that
 * it makes. It counts as lent, and is free once the mapper has no use for it. Errors: SELFMAP_BAD_FRAME (outside of the span, a free
 * one, used above 1024), SELFMAP_NO_ROOM (FRAMES_LIMIT frames are lent); nothing has changed then. Cost: constant. Theorem: T4.
 */
enum selfmap_status frames_adopt(uint64_t frame, uint32_t used);

/* Entries in use of the table in this frame; 0 outside of the span, anything for a frame that was never lent. Cost: constant. Theorem: T4. */
uint32_t frame_used(uint64_t frame);

/* Frames that frame_take can hand out now: what is free, within the quota. Cost: constant. Theorem: T4. */
uint32_t frames_left(void);

/*
 * From now on at most this many frames are handed out, until frames given back raise the quota again, one by one;
 * FRAMES_LIMIT or more is no quota. Cost: constant. Theorem: T4.
 */
void frames_set_quota(uint32_t quota);

#endif

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
 * Starts over with the run [first, first + count), all free, but `taken` frames from its start that stand as tables already
 * (their used counts are 0 until frame_set_used). Errors: SELFMAP_BAD_FRAME (more than FRAMES_LIMIT frames, taken above
 * count, or frames beyond 2^40).
 */
enum selfmap_status frames_init(uint64_t first, uint32_t count, uint32_t taken);

/* Entries in use of the table in this frame; 0 for a frame that is not of the run. */
uint32_t frame_used(uint64_t frame);

/* Frames that frame_take can hand out now. */
uint32_t frames_left(void);

/*
 * A table that stood before frames_init (one of `taken`) has this many entries in use. Error: SELFMAP_BAD_FRAME.
 */
enum selfmap_status frames_adopt(uint64_t frame, uint32_t used);

/* The next frame_take calls may hand out at most this many frames (a quota; frames given back raise it again). */
void frames_set_quota(uint32_t quota);

#endif

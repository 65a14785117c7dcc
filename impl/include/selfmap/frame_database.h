/*
 * frame_database.h - every frame of RAM and whose it is: allocate and free single frames and runs of them (T4).
 *
 * One record a frame, 9 bytes in three arrays: kind and place at the frame's number, and a slot of the order (four bytes more
 * in frames.h, for the mapper's tables). A hole in RAM
 * costs virtual addresses only: its places are never touched and its kinds never written, so one shared page of zeros
 * backs the kinds of 16 MiB of hole. RAM is added from the top down, as dirty frames; then what must not be handed out is reserved.
 *
 * Free frames are kept apart: zeroed ones, which frame_alloc hands out without touching them, and dirty ones.
 * Who holds no frame does not write to it; then the zeroed stay zero. One CPU; the caller serialises calls.
 * Page colouring is left out: no cache of today's CPUs asks for it.
 *
 * No scalar argument has a precondition; on any status but SELFMAP_OK nothing has changed. Frames are frame numbers.
 */
#ifndef SELFMAP_FRAME_DATABASE_H
#define SELFMAP_FRAME_DATABASE_H

#include <stdint.h>

#include "selfmap/status.h"

/* Frames that the database can describe: RAM below 64 GiB. */
#define RAM_LIMIT 0x1000000u

/* Whose a frame is. */
enum frame_state {
    FRAME_ABSENT = 0,   /* no RAM, or above RAM_LIMIT */
    FRAME_HELD = 1,     /* handed out */
    FRAME_RESERVED = 2, /* taken for good */
    FRAME_TABLE = 3,    /* a table that a walk reaches: taken for good */
    FRAME_ZEROED = 4,   /* free, every byte 0 */
    FRAME_DIRTY = 5     /* free, whatever is in it */
};

/* Frames of RAM, and how many of them are free; the rest is held, reserved or a table. */
struct frame_statistics {
    uint32_t frames, zeroed, dirty, out;
};

/* Forgets all RAM. The first call of all; until then there is none and none can be added. Cost: a step per frame of RAM. Theorem: T4. */
void frame_ram_reset(void);

/*
 * The frames [first, end) are RAM, dirty and free. From the top down: end is at most what was first before. An empty span
 * adds nothing. Errors: SELFMAP_BAD_FRAME (end above RAM_LIMIT, or first above end), SELFMAP_BAD_ORDER (the span is not
 * below the ones before). Cost: three stores a frame. Theorem: T4.
 */
enum selfmap_status frame_ram_add(uint64_t first, uint64_t end);

/*
 * Takes the frames [first, end) for good; what is reserved, a table, or no RAM stays what it is.
 * Errors: SELFMAP_BAD_FRAME (first above end), SELFMAP_FRAME_HELD (one of them is handed out).
 * Cost: two steps a frame. Theorem: T4.
 */
enum selfmap_status frame_reserve(uint64_t first, uint64_t end);

/*
 * A walk reaches this frame as a table: whatever it was, it is not handed out from now on, and not taken back. What is
 * reserved or no RAM stays so. Cost: constant. Theorem: T4, the CR3 theorem.
 */
void frame_adopt_table(uint64_t frame);

/* A frame of zeros. Error: SELFMAP_NO_FRAMES. Cost: constant; with no zeroed frame left, zeroing one. Theorem: T4. */
enum selfmap_status frame_alloc(uint64_t *frame);

/* A frame with anything in it: a dirty one while there are. Error: SELFMAP_NO_FRAMES. Cost: constant. Theorem: T4. */
enum selfmap_status frame_alloc_dirty(uint64_t *frame);

/*
 * The highest `count` frames in a row that are free, start at a multiple of `alignment` frames and end at or below `limit`
 * (0x100 for 1 MiB, 0x1000 for 16 MiB, 0x100000 for 4 GiB); anything may be in them. Any alignment from 1 to RAM_LIMIT.
 * Errors: SELFMAP_EMPTY_RANGE, SELFMAP_BAD_ALIGNMENT, SELFMAP_NO_FRAMES (exactly when there are none such).
 * Cost: a step per frame between the lowest of RAM and the limit, at most RAM_LIMIT, and one per frame of the run. Theorem: T4.
 */
enum selfmap_status frame_alloc_run(uint64_t count, uint64_t alignment, uint64_t limit, uint64_t *first);

/*
 * Takes back a frame that was handed out; it is dirty. Errors: SELFMAP_BAD_FRAME (no RAM), SELFMAP_FRAME_FREE (twice),
 * SELFMAP_FRAME_RESERVED, SELFMAP_FRAME_TABLE. Cost: constant. Theorem: T4.
 */
enum selfmap_status frame_free(uint64_t frame);

/*
 * Takes back `count` frames in a row, in whichever calls they were handed out. Errors: SELFMAP_EMPTY_RANGE, and those of
 * frame_free, for the first frame that has one. Cost: two steps a frame. Theorem: T4.
 */
enum selfmap_status frame_free_run(uint64_t first, uint64_t count);

/* Zeroes a dirty frame, for the idle loop. Error: SELFMAP_NO_FRAMES (none is dirty). Cost: zeroing it. Theorem: T4. */
enum selfmap_status frame_clean(void);

/* Whose this frame is. Cost: constant. Theorem: T4. */
enum frame_state frame_state(uint64_t frame);

/* Counts. Cost: constant. Theorem: T4. */
void frame_statistics(struct frame_statistics *statistics);

#endif

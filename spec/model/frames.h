/*
 * frames.h - model: the frame database (T4) as one state per frame of a small piece of memory, looked at one by one.
 *
 * The piece is MODEL_FRAMES frames from `base` on; every other frame is no RAM. Which free frame a single allocation
 * gives is the implementation's choice: the model says whether the choice was allowed.
 */
#ifndef SELFMAP_MODEL_FRAMES_H
#define SELFMAP_MODEL_FRAMES_H

#include "spec/model/mode.h"

#define MODEL_FRAMES 64u
#define MODEL_RAM_LIMIT 0x1000000u

enum model_frame_state {
    MODEL_ABSENT = 0,
    MODEL_HELD = 1,
    MODEL_RESERVED = 2,
    MODEL_TABLE = 3,
    MODEL_ZEROED = 4,
    MODEL_DIRTY = 5
};

struct model_frames {
    uint64_t base;
    uint64_t lowest;  /* the first frame of the lowest span so far; a span of no frames counts */
    uint64_t highest; /* behind the last frame of the highest span; one of no frames does not count once there is RAM */
    uint8_t state[MODEL_FRAMES];
};

void model_frames_start(uint64_t base, struct model_frames *frames);
enum model_frame_state model_frame_state(const struct model_frames *frames, uint64_t frame);
uint32_t model_frames_count(const struct model_frames *frames, enum model_frame_state state);

/* A span that is accepted must lie in the piece. */
enum model_status model_frames_add(struct model_frames *frames, uint64_t first, uint64_t end);
enum model_status model_frames_reserve(struct model_frames *frames, uint64_t first, uint64_t end);
void model_frames_adopt(struct model_frames *frames, uint64_t frame);

/* What an allocation of one frame answers; and whether it may be this one: a zeroed (or a dirty) one while there are. */
enum model_status model_frames_alloc(const struct model_frames *frames);
uint32_t model_frames_handed_out(struct model_frames *frames, uint64_t frame, enum model_frame_state rather);

enum model_status model_frames_alloc_run(struct model_frames *frames, uint64_t count, uint64_t alignment, uint64_t limit,
                                         uint64_t *first);
enum model_status model_frames_free(struct model_frames *frames, uint64_t frame);
enum model_status model_frames_free_run(struct model_frames *frames, uint64_t first, uint64_t count);

/* What zeroing one more answers; and whether it may be this one. */
enum model_status model_frames_clean(const struct model_frames *frames);
uint32_t model_frames_cleaned(struct model_frames *frames, uint64_t frame);

/*
 * The tables that a walk from root reaches in a mode of so many levels. `entry` reads one of the entries of a frame.
 * The walk is a list of (frame, level) that have been found, looked at one after the other; each stands in it once.
 */
typedef uint64_t (*model_entry)(uint64_t frame, uint32_t index, uint32_t bytes);
enum model_status model_frames_adopt_walk(struct model_frames *frames, uint32_t levels, uint64_t root, model_entry entry);

#endif

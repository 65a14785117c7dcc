/* frames.c - see frames.h. */
#include "spec/model/frames.h"

void model_frames_start(uint64_t base, struct model_frames *frames)
{
    frames->base = base;
    frames->lowest = MODEL_RAM_LIMIT;
    frames->highest = MODEL_RAM_LIMIT;
    for (uint32_t i = 0; i < MODEL_FRAMES; i++)
        frames->state[i] = MODEL_ABSENT;
}

static uint32_t inside(const struct model_frames *frames, uint64_t frame)
{
    return frame >= frames->base && frame - frames->base < MODEL_FRAMES;
}

static uint8_t *state_of(struct model_frames *frames, uint64_t frame)
{
    return &frames->state[frame - frames->base];
}

enum model_frame_state model_frame_state(const struct model_frames *frames, uint64_t frame)
{
    if (!inside(frames, frame))
        return MODEL_ABSENT;
    return (enum model_frame_state)frames->state[frame - frames->base];
}

static uint32_t is_free(const struct model_frames *frames, uint64_t frame)
{
    enum model_frame_state state = model_frame_state(frames, frame);

    return state == MODEL_ZEROED || state == MODEL_DIRTY;
}

uint32_t model_frames_count(const struct model_frames *frames, enum model_frame_state state)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < MODEL_FRAMES; i++)
        if (frames->state[i] == state)
            count++;
    return count;
}

enum model_status model_frames_add(struct model_frames *frames, uint64_t first, uint64_t end)
{
    if (end > MODEL_RAM_LIMIT || first > end)
        return MODEL_BAD_FRAME;
    if (end > frames->lowest)
        return MODEL_BAD_ORDER;
    if (model_frames_count(frames, MODEL_ABSENT) == MODEL_FRAMES)
        frames->highest = end;
    for (uint64_t frame = first; frame < end; frame++)
        *state_of(frames, frame) = MODEL_DIRTY;
    frames->lowest = first;
    return MODEL_OK;
}

/* Only frames of the piece are anything; a span may name many more. */
static uint32_t between(const struct model_frames *frames, uint32_t i, uint64_t first, uint64_t end)
{
    return frames->base + i >= first && frames->base + i < end;
}

enum model_status model_frames_reserve(struct model_frames *frames, uint64_t first, uint64_t end)
{
    if (first > end)
        return MODEL_BAD_FRAME;
    for (uint32_t i = 0; i < MODEL_FRAMES; i++)
        if (between(frames, i, first, end) && frames->state[i] == MODEL_HELD)
            return MODEL_FRAME_HELD;
    for (uint32_t i = 0; i < MODEL_FRAMES; i++)
        if (between(frames, i, first, end) && is_free(frames, frames->base + i))
            frames->state[i] = MODEL_RESERVED;
    return MODEL_OK;
}

void model_frames_adopt(struct model_frames *frames, uint64_t frame)
{
    if (is_free(frames, frame) || model_frame_state(frames, frame) == MODEL_HELD)
        *state_of(frames, frame) = MODEL_TABLE;
}

enum model_status model_frames_alloc(const struct model_frames *frames)
{
    if (model_frames_count(frames, MODEL_ZEROED) == 0 && model_frames_count(frames, MODEL_DIRTY) == 0)
        return MODEL_NO_FRAMES;
    return MODEL_OK;
}

uint32_t model_frames_handed_out(struct model_frames *frames, uint64_t frame, enum model_frame_state rather)
{
    if (!is_free(frames, frame))
        return 0;
    if (model_frame_state(frames, frame) != rather && model_frames_count(frames, rather) > 0)
        return 0;
    *state_of(frames, frame) = MODEL_HELD;
    return 1;
}

enum model_status model_frames_alloc_run(struct model_frames *frames, uint64_t count, uint64_t alignment, uint64_t limit,
                                         uint64_t *first)
{
    if (count == 0)
        return MODEL_EMPTY_RANGE;
    if (alignment == 0 || alignment > MODEL_RAM_LIMIT)
        return MODEL_BAD_ALIGNMENT;
    for (uint32_t i = MODEL_FRAMES; i > 0; i--) {
        uint64_t start = frames->base + i - 1;
        uint64_t length = 0;

        while (length < count && start + length < limit && is_free(frames, start + length))
            length++;
        if (length < count || (uint32_t)start % (uint32_t)alignment != 0)
            continue;
        for (length = 0; length < count; length++)
            *state_of(frames, start + length) = MODEL_HELD;
        *first = start;
        return MODEL_OK;
    }
    return MODEL_NO_FRAMES;
}

static enum model_status free_status(const struct model_frames *frames, uint64_t frame)
{
    switch (model_frame_state(frames, frame)) {
    case MODEL_HELD:
        return MODEL_OK;
    case MODEL_RESERVED:
        return MODEL_FRAME_RESERVED;
    case MODEL_TABLE:
        return MODEL_FRAME_TABLE;
    case MODEL_ZEROED:
    case MODEL_DIRTY:
        return MODEL_FRAME_FREE;
    default:
        return MODEL_BAD_FRAME;
    }
}

enum model_status model_frames_free(struct model_frames *frames, uint64_t frame)
{
    enum model_status status = free_status(frames, frame);

    if (status == MODEL_OK)
        *state_of(frames, frame) = MODEL_DIRTY;
    return status;
}

/* The first frame that is refused decides; behind the last frame of the piece there is no RAM, so the loop ends. */
enum model_status model_frames_free_run(struct model_frames *frames, uint64_t first, uint64_t count)
{
    if (count == 0)
        return MODEL_EMPTY_RANGE;
    for (uint64_t i = 0; i < count; i++) {
        enum model_status status = free_status(frames, first + i);

        if (status != MODEL_OK)
            return status;
    }
    for (uint64_t i = 0; i < count; i++)
        *state_of(frames, first + i) = MODEL_DIRTY;
    return MODEL_OK;
}

enum model_status model_frames_clean(const struct model_frames *frames)
{
    return model_frames_count(frames, MODEL_DIRTY) == 0 ? MODEL_NO_FRAMES : MODEL_OK;
}

uint32_t model_frames_cleaned(struct model_frames *frames, uint64_t frame)
{
    if (model_frame_state(frames, frame) != MODEL_DIRTY)
        return 0;
    *state_of(frames, frame) = MODEL_ZEROED;
    return 1;
}

#define FOUND 128u

enum model_status model_frames_adopt_walk(struct model_frames *frames, uint32_t levels, uint64_t root, model_entry entry)
{
    uint64_t frame[FOUND];
    uint32_t level[FOUND];
    uint32_t found = 1;

    if (levels < 2 || levels > 5)
        return MODEL_BAD_MODE;
    if (root >= 0x10000000000u)
        return MODEL_BAD_FRAME;
    frame[0] = root;
    level[0] = levels;
    for (uint32_t n = 0; n < found; n++) {
        uint32_t entries = levels == 2 ? 1024 : levels == 3 && n == 0 ? 4 : 512;

        model_frames_adopt(frames, frame[n]);
        for (uint32_t i = 0; i < entries && level[n] > 1; i++) {
            uint64_t word = entry(frame[n], i, levels == 2 ? 4 : 8);
            uint64_t child = word >> 12 & 0xFFFFFFFFFFu;
            uint32_t at = 0;

            if ((word & 1) == 0 || (word & 0x80) != 0)
                continue;
            while (at < found && (frame[at] != child || level[at] != level[n] - 1))
                at++;
            if (at == found && found < FOUND) {
                frame[found] = child;
                level[found] = level[n] - 1;
                found++;
            }
        }
    }
    return MODEL_OK;
}

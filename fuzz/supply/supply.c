/* supply.c - see supply.h. */
#include "fuzz/supply/supply.h"

#include <string.h>

#include "fuzz/machine/data.h"
#include "impl/frames/source.h"
#include "selfmap/supply.h"

#define WRITTEN 0x7AB1Eu /* what stands in a table; not 0 */

static struct model_supply supply;
static uint32_t may_be_crowded; /* by the input: a crowd costs as much time as several runs without one */

void supply_start(struct model_frames *frames, uint32_t where)
{
    const uint64_t half = frames->base + MODEL_FRAMES / 2;
    const uint64_t first = (where & 0x18) == 0x10 ? half : (where & 0x18) == 0x08 ? frames->base : 0;
    const uint32_t count = (where & 0x18) == 0x08 ? MODEL_FRAMES / 2 : FRAMES_SPAN;

    may_be_crowded = (where & 0xE0) == 0xE0;
    model_supply_start(frames, &supply);
    agree("frames_init", frames_init(first, count), (uint64_t)model_supply_init(&supply, first, count));
}

static uint32_t is_memory(uint64_t frame)
{
    return frame >= supply.frames->base && frame - supply.frames->base < MODEL_FRAMES;
}

static void write_if_memory(uint64_t frame, uint32_t content)
{
    if (is_memory(frame))
        data_write(frame, content);
}

/* The n-th lent frame that is spare or not, as the model lists them; counted around. */
static uint64_t nth(uint32_t n, uint32_t spare)
{
    uint32_t there = 0;

    for (uint32_t i = 0; i < supply.listed; i++)
        there += supply.lent[i].spare == spare;
    if (there == 0)
        return UINT64_MAX;
    n %= there;
    for (uint32_t i = 0;; i++)
        if (supply.lent[i].spare == spare && n-- == 0)
            return supply.lent[i].frame;
}

void supply_settle(void)
{
    if (model_supply_unclaimed(&supply) == 0)
        return;
    story_asked("frames_claim", 0, 0, 0, 0);
    frames_claim();
    model_supply_claim(&supply);
}

/* What the source has free and the model has no record of must be what was lent now. */
static void fill(struct cursor *input)
{
    const uint32_t byte = take8(input);
    const uint32_t count = byte == 0xFF ? (uint32_t)take(input, 4) : byte < 0xC0 ? frames_left() + byte % 8 : byte & 63;
    const enum model_status status = model_supply_fill(&supply, count);

    story_asked("frames_fill", count, 0, 0, 0);
    agree("frames_fill", frames_fill(count), (uint64_t)status);
    if (status != MODEL_OK)
        return;
    for (uint32_t k = 0; k < frames_free; k++) {
        const uint64_t frame = frames_first + frames_order[k];

        if (model_supply_record(&supply, frame) == NULL && !model_supply_filled(&supply, frame))
            finding("a frame is lent that must not be", frame, (uint64_t)model_frame_state(supply.frames, frame));
    }
    if (model_supply_spare(&supply) < count)
        finding("fewer frames are free than were asked for", model_supply_spare(&supply), count);
    (void)data_zeroed_last();
}

static void drain(void)
{
    story_asked("frames_drain", 0, 0, 0, 0);
    frames_drain();
    model_supply_drain(&supply);
}

/* Everything is claimed already, so nothing changes. */
static void claim(void)
{
    if (supply.crowd > 0)
        return;
    story_asked("frames_claim", 0, 0, 0, 0);
    frames_claim();
    model_supply_claim(&supply);
}

/* Who lends a frame has zeroed it; the answer is asked of the model first, because only its own may be written. */
static void lend(uint64_t frame)
{
    const enum model_status status = model_supply_lend(&supply, frame);

    if (status == MODEL_OK)
        write_if_memory(frame, 0);
    story_asked("frames_lend", frame, 0, 0, 0);
    agree("frames_lend", frames_lend(frame), (uint64_t)status);
}

/* Mostly a sensible number of entries. Nothing is written: the database may have the frame as a zeroed one until it is claimed. */
static void adopt(uint64_t frame, uint32_t byte)
{
    const uint32_t used = byte < 0xF0 ? byte : byte == 0xFF ? UINT32_MAX : 1016 + (byte & 15);
    const enum model_status status = model_supply_adopt(&supply, frame, used);

    story_asked("frames_adopt", frame, used, 0, 0);
    agree("frames_adopt", frames_adopt(frame, used), (uint64_t)status);
}

static void take_one(void)
{
    uint64_t frame;

    if (frames_left() == 0)
        return;
    frame = frame_take();
    story_asked("frame_take", frame, 0, 0, 0);
    if (!model_supply_taken(&supply, frame))
        finding("a frame is handed out to the mapper that must not be", frame, (uint64_t)model_frame_state(supply.frames, frame));
    if (is_memory(frame) && data_read(frame) != 0)
        finding("a frame is handed out to the mapper and is not zero", frame, data_read(frame));
    agree("frame_used of a new table", frame_used(frame), 0);
    write_if_memory(frame, WRITTEN);
}

/* The mapper gives back tables without entries, whose count is 0 then. */
static void give(uint32_t n)
{
    const uint64_t frame = nth(n, 0);

    if (frame == UINT64_MAX)
        return;
    story_asked("frame_give", frame, 0, 0, 0);
    agree("frames_adopt of a table", frames_adopt(frame, 0), SELFMAP_OK);
    write_if_memory(frame, 0);
    frame_give(frame);
    model_supply_given(&supply, frame);
}

static void set_quota(uint32_t byte)
{
    const uint32_t quota = byte < 0xC0 ? byte % 8 : byte < 0xE0 ? FRAMES_LIMIT - 0xD0 + byte : UINT32_MAX;

    story_asked("frames_set_quota", quota, 0, 0, 0);
    frames_set_quota(quota);
    model_supply_set_quota(&supply, quota);
}

/* A crowd: its place in the span, and what its records were when it was adopted for the first time. */
#define CROWD_AT 0x400000u
static struct {
    uint32_t order[FRAMES_LIMIT];
    uint16_t place[FRAMES_LIMIT];
    uint16_t used[FRAMES_LIMIT];
    uint32_t known;
} crowd_records;

/* To adopt a frame costs little, to adopt 65536 in every other run too much: what the first time left is put there again. */
static void adopt_crowd(uint64_t first, uint32_t count)
{
    if (count <= crowd_records.known) {
        memcpy(frames_order, crowd_records.order, count * sizeof crowd_records.order[0]);
        memcpy(&frames_place[CROWD_AT], crowd_records.place, count * sizeof crowd_records.place[0]);
        memcpy(&frames_used[CROWD_AT], crowd_records.used, count * sizeof crowd_records.used[0]);
        frames_lent = count;
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        agree("frames_adopt of one of many", frames_adopt(first + i, 1), SELFMAP_OK);
    memcpy(crowd_records.order, frames_order, count * sizeof crowd_records.order[0]);
    memcpy(crowd_records.place, &frames_place[CROWD_AT], count * sizeof crowd_records.place[0]);
    memcpy(crowd_records.used, &frames_used[CROWD_AT], count * sizeof crowd_records.used[0]);
    crowd_records.known = count;
}

/* So many tables that there is room for only a few frames more; before anything else is lent. */
static void crowd(uint32_t byte)
{
    const uint64_t first = supply.first + CROWD_AT;
    const uint32_t count = FRAMES_LIMIT - (byte & 3);

    if (!may_be_crowded || byte < 0xFC || model_supply_lent(&supply) > 0 || !model_supply_adopt_crowd(&supply, first, count))
        return;
    story_asked("frames_adopt of many", first, count, 0, 0);
    adopt_crowd(first, count);
}

/* It starts over, and what was lent is no longer; or is told a span that is none, and nothing has changed. */
static void init_again(uint32_t byte)
{
    const uint64_t first = byte < 0x80 ? byte : UINT64_MAX - (byte & 0x3F);
    const uint32_t count = (uint32_t)(supply.end - supply.first);

    story_asked("frames_init", byte < 0xF8 ? first : supply.first, byte < 0xF8 ? FRAMES_SPAN + 1 : count, 0, 0);
    if (byte >= 0xF8) {
        agree("frames_init", frames_init(supply.first, count), (uint64_t)model_supply_init(&supply, supply.first, count));
        return;
    }
    agree("frames_init, too long", frames_init(first, FRAMES_SPAN + 1 + byte), SELFMAP_BAD_FRAME);
    agree("frames_init, too high", frames_init(0x10000000000u - byte, byte + 1), SELFMAP_BAD_FRAME);
    agree("frames_init, wrapping", frames_init(UINT64_MAX - byte, byte + 2), SELFMAP_BAD_FRAME);
}

void operation_supply(struct cursor *input, uint32_t choices, uint64_t (*frame)(struct cursor *))
{
    const uint32_t choice = choices & 0x1F;
    uint64_t which;

    if (choice >= 14 && choice < 17) {
        which = frame(input);
        adopt(which, take8(input));
        return;
    }
    supply_settle();
    if (choice < 6)
        fill(input);
    else if (choice < 9)
        drain();
    else if (choice < 10)
        claim();
    else if (choice < 14)
        lend(frame(input));
    else if (choice < 23)
        take_one();
    else if (choice < 28)
        give(take8(input));
    else if (choice < 30)
        set_quota(take8(input));
    else if (choice < 31)
        crowd(take8(input));
    else
        init_again(take8(input));
}

void supply_compare_counts(void)
{
    agree("frames_left", frames_left(), model_supply_left(&supply));
    agree("frames lent", frames_lent, model_supply_lent(&supply));
    agree("frames free", frames_free, model_supply_spare(&supply));
}

/* Of a crowd only those are looked at that stand where frames come and go. */
void supply_compare(void)
{
    for (uint32_t k = 0; k < frames_lent; k++) {
        const struct model_lent *lent;

        if (k == frames_free + MODEL_SUPPLY_LISTED && frames_lent - k > MODEL_SUPPLY_LISTED)
            k = frames_lent - MODEL_SUPPLY_LISTED;

        const uint64_t frame = frames_first + frames_order[k];

        agree("the slot of a lent frame", frames_place[frame - frames_first], k);
        if (k >= frames_free && model_supply_in_crowd(&supply, frame))
            continue;
        lent = model_supply_record(&supply, frame);
        if (lent == NULL)
            finding("a frame is lent that was not", frame, k);
        agree("a lent frame is spare", k < frames_free, lent->spare);
        agree("frame_used", frame_used(frame), lent->used);
        if (lent->spare && is_memory(frame) && data_read(frame) != 0)
            finding("a spare frame is not zero", frame, data_read(frame));
    }
}

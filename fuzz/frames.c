/*
 * frames.c - fuzz target `frames`: RAM in spans, reservations, then a sequence of allocations and frees, single and in
 * rows, with wild frames among them, the census of a few tables, and what the mapper's frame source is lent (supply/); after each
 * the whole state against the model, and what is in each frame.
 *
 * Input: a byte that says where the piece of memory lies and how far the frame source reaches, a byte with the number of spans, two
 * bytes a span (hole above it, length), then operations: a byte, from 0xE0 on for the frame source, and what it takes.
 */
#include "fuzz/common/harness.h"
#include "fuzz/machine/data.h"
#include "fuzz/supply/supply.h"
#include "impl/machine.h"
#include "selfmap/census.h"
#include "selfmap/frame_database.h"
#include "spec/model/frames.h"

#define OPERATIONS 24
#define WALKS 2 /* a census reads thousands of entries */

static struct model_frames model;

/* What a holder writes: never 0. */
static uint32_t stamp;
static uint32_t walks;

static void write_held(uint64_t frame)
{
    stamp = stamp % 0xFFFF + 1;
    data_write(frame, stamp);
}

/* Counts are conserved: after each operation. */
static void compare_counts(void)
{
    struct frame_statistics statistics;
    const uint32_t zeroed = model_frames_count(&model, MODEL_ZEROED);
    const uint32_t dirty = model_frames_count(&model, MODEL_DIRTY);
    const uint32_t absent = model_frames_count(&model, MODEL_ABSENT);

    frame_statistics(&statistics);
    agree("statistics.frames", statistics.frames, MODEL_FRAMES - absent);
    agree("statistics.zeroed", statistics.zeroed, zeroed);
    agree("statistics.dirty", statistics.dirty, dirty);
    agree("statistics.out", statistics.out, MODEL_FRAMES - absent - zeroed - dirty);
    supply_compare_counts();
}

/* Every frame of the piece, and its neighbours: at intervals and at the end. */
static void compare_frames(void)
{
    for (uint32_t i = 0; i < MODEL_FRAMES; i++) {
        const uint64_t frame = model.base + i;

        agree("frame_state", (uint64_t)frame_state(frame), model.state[i]);
        if (model.state[i] == MODEL_ZEROED && data_read(frame) != 0)
            finding("a frame that counts as zeroed is not", frame, data_read(frame));
    }
    agree("frame_state below the piece", (uint64_t)frame_state(model.base - 1), MODEL_ABSENT);
    agree("frame_state above the piece", (uint64_t)frame_state(model.base + MODEL_FRAMES), MODEL_ABSENT);
    supply_compare();
}

/* Mostly a frame of the piece or next to it, now and then any number. */
static uint64_t take_frame(struct cursor *input)
{
    const uint32_t byte = take8(input);

    if (byte == 0xFF)
        return take64(input);
    return model.base + byte % (MODEL_FRAMES + 4) - 2;
}

static uint64_t take_count(struct cursor *input)
{
    const uint32_t byte = take8(input);

    if (byte == 0xFF)
        return take64(input);
    return byte < 0xC0 ? byte & 7 : byte & 63;
}

/* Mostly a power of two. */
static uint64_t take_alignment(struct cursor *input)
{
    const uint32_t byte = take8(input);

    if (byte == 0xFF)
        return take64(input);
    return byte < 0xE0 ? 1u << (byte & 7) : byte & 31;
}

static uint64_t take_limit(struct cursor *input)
{
    static const uint64_t limits[4] = {0x100, 0x1000, 0x100000, UINT64_MAX};
    const uint32_t byte = take8(input);

    if (byte < 0x40)
        return limits[byte & 3];
    return byte == 0xFF ? take64(input) : model.base + (byte - 0x40);
}

static void add_span(uint64_t first, uint64_t end)
{
    if (first <= end && end <= RAM_LIMIT && (first < model.base || end > model.base + MODEL_FRAMES))
        return; /* it may be accepted, and the model has no room for it */
    story_asked("frame_ram_add", first, end, 0, 0);
    agree("frame_ram_add", frame_ram_add(first, end), (uint64_t)model_frames_add(&model, first, end));
}

static void start(struct cursor *input)
{
    static const uint64_t bases[8] = {0, 0x40, 0xE0, 0xFE0, 0xFFFE0, 0x12345, RAM_LIMIT - MODEL_FRAMES, 0xB0};
    const uint32_t where = take8(input);
    const uint32_t spans = take8(input) % 6;
    uint64_t end;

    frame_ram_reset();
    model_frames_start(bases[where & 7], &model);
    supply_start(&model, where);
    data_start(model.base);
    data_start_tables();
    stamp = where;
    walks = 0;
    story_bound("base, spans", model.base, spans, 0, 0);
    end = model.base + MODEL_FRAMES;
    for (uint32_t i = 0; i < spans; i++) {
        const uint32_t hole = take8(input) & 7;
        const uint32_t length = take8(input) & 31;

        if (end - model.base < hole + length)
            break;
        add_span(end - hole - length, end - hole);
        end -= hole + length;
    }
    compare_counts();
}

static void alloc_single(uint32_t zeroed)
{
    uint64_t frame = UNTOUCHED;
    const enum selfmap_status status = zeroed ? frame_alloc(&frame) : frame_alloc_dirty(&frame);

    story_asked(zeroed ? "frame_alloc" : "frame_alloc_dirty", frame, 0, 0, 0);
    agree("status of a single frame", status, (uint64_t)model_frames_alloc(&model));
    if (status != SELFMAP_OK) {
        agree("frame", frame, UNTOUCHED);
        return;
    }
    if (!model_frames_handed_out(&model, frame, zeroed ? MODEL_ZEROED : MODEL_DIRTY))
        finding("a frame is handed out that must not be", frame, (uint64_t)model_frame_state(&model, frame));
    if (zeroed && data_read(frame) != 0)
        finding("a frame is handed out as zeroed and is not", frame, data_read(frame));
    (void)data_zeroed_last();
    write_held(frame);
}

static void alloc_run(struct cursor *input)
{
    const uint64_t count = take_count(input);
    const uint64_t alignment = take_alignment(input);
    const uint64_t limit = take_limit(input);
    uint64_t first = UNTOUCHED;
    uint64_t expected = UNTOUCHED;
    enum model_status status;

    story_asked("frame_alloc_run", count, alignment, limit, 0);
    status = model_frames_alloc_run(&model, count, alignment, limit, &expected);
    agree("frame_alloc_run", frame_alloc_run(count, alignment, limit, &first), (uint64_t)status);
    agree("first", first, expected);
    if (status == MODEL_OK)
        for (uint64_t i = 0; i < count; i++)
            write_held(first + i);
}

static void clean(void)
{
    const enum selfmap_status status = frame_clean();
    const uint64_t frame = data_zeroed_last();

    story_asked("frame_clean", frame, 0, 0, 0);
    agree("frame_clean", status, (uint64_t)model_frames_clean(&model));
    if (status == SELFMAP_OK && !model_frames_cleaned(&model, frame))
        finding("a frame is zeroed that was not dirty", frame, (uint64_t)model_frame_state(&model, frame));
    if (status != SELFMAP_OK)
        agree("frame zeroed", frame, NO_DATA_FRAME);
}

/* An entry as the model asks for it. */
static uint64_t entry_of(uint64_t frame, uint32_t index, uint32_t bytes)
{
    return bytes == 4 ? machine_peek32(frame, index) : machine_peek64(frame, index);
}

/* A few entries in a few tables, then the walk. Tables of other operations stay, so that the same frame comes up again. */
static void adopt_walk(struct cursor *input)
{
    if (walks == WALKS)
        return;
    walks++;

    const uint32_t choices = take8(input);
    const uint32_t levels = (choices & 0x80) != 0 ? choices & 0x7F : 2 + choices % 4;
    const uint64_t root = take_frame(input);
    uint64_t table = root;
    enum model_status status;

    for (uint32_t i = 0; i < (choices >> 4 & 3); i++) {
        uint64_t *words = data_table(table);
        const uint32_t place = take8(input);
        const uint64_t child = take_frame(input) & 0xFFFFFFFFFFu;

        if (words == NULL)
            break;
        words[(place & 0x20) != 0 ? 511 : place & 3] = child << (levels == 2 && (place & 4) != 0 ? 44 : 12) |
                                                    (place & 0x80 ? 0x63u : 3u) | (place & 8 ? 0x80u : 0) |
                                                    ((place & 4) != 0 && levels == 2 ? (uint64_t)3 << 32 : 0);
        if ((place & 0x10) != 0)
            table = child;
    }
    story_asked("frame_adopt_walk", levels, root, 0, 0);
    status = model_frames_adopt_walk(&model, levels, root, entry_of);
    agree("frame_adopt_walk", frame_adopt_walk(levels, root), (uint64_t)status);
}

static void operation(struct cursor *input)
{
    uint64_t first;
    uint64_t second;
    const uint32_t choices = take8(input);

    if (choices >= 0xE0) {
        operation_supply(input, choices, take_frame);
        compare_counts();
        return;
    }
    supply_settle();
    switch (choices % 14) {
    case 0:
    case 1:
        alloc_single(1);
        break;
    case 2:
        alloc_single(0);
        break;
    case 3:
    case 4:
        alloc_run(input);
        break;
    case 5:
    case 6:
    case 7:
        first = take_frame(input);
        story_asked("frame_free", first, 0, 0, 0);
        agree("frame_free", frame_free(first), (uint64_t)model_frames_free(&model, first));
        break;
    case 8:
        first = take_frame(input);
        second = take_count(input);
        story_asked("frame_free_run", first, second, 0, 0);
        agree("frame_free_run", frame_free_run(first, second), (uint64_t)model_frames_free_run(&model, first, second));
        break;
    case 9:
        clean();
        break;
    case 10:
        first = take_frame(input);
        second = first + take_count(input) - 1;
        story_asked("frame_reserve", first, second, 0, 0);
        agree("frame_reserve", frame_reserve(first, second), (uint64_t)model_frames_reserve(&model, first, second));
        break;
    case 11:
        first = take_frame(input);
        story_asked("frame_adopt_table", first, 0, 0, 0);
        frame_adopt_table(first);
        model_frames_adopt(&model, first);
        break;
    case 12:
        adopt_walk(input);
        break;
    default:
        first = take_frame(input);
        add_span(first, first + take_count(input));
        break;
    }
    compare_counts();
}

void fuzz_target(struct cursor *input)
{
    start(input);
    for (uint32_t i = 0; i < OPERATIONS && input->left > 0; i++) {
        operation(input);
        if (i % 8 == 7)
            compare_frames();
    }
    compare_frames();
}

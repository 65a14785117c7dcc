/* model_test_frame_database.c - the model of the frame database against answers written by hand. */
#include "fuzz/common/check.h"
#include "spec/model/frames.h"

static struct model_frames frames;

static uint64_t run_of(uint64_t count, uint64_t alignment, uint64_t limit)
{
    uint64_t first = 0;
    enum model_status status = model_frames_alloc_run(&frames, count, alignment, limit, &first);

    return status == MODEL_OK ? first : 0x1000000000u + status;
}

#define NONE(status) (0x1000000000u + (status))

static void test_spans(void)
{
    model_frames_start(0xE0, &frames);
    CHECK(model_frames_alloc(&frames), MODEL_NO_FRAMES);
    CHECK(model_frames_add(&frames, 0x110, 0x11A), MODEL_OK);
    CHECK(model_frames_add(&frames, 0xF0, 0x111), MODEL_BAD_ORDER);
    CHECK(model_frames_add(&frames, 0xF0, 0xEF), MODEL_BAD_FRAME);
    CHECK(model_frames_add(&frames, 0xF0, MODEL_RAM_LIMIT + 1), MODEL_BAD_FRAME);
    CHECK(model_frames_add(&frames, 0xF0, 0x108), MODEL_OK);
    CHECK(model_frames_count(&frames, MODEL_DIRTY), 0x18 + 10);
    CHECK(model_frame_state(&frames, 0x108), MODEL_ABSENT);
    CHECK(model_frame_state(&frames, 0xE0000000000u), MODEL_ABSENT);
}

static void test_runs(void)
{
    CHECK(run_of(0, 1, 0x1000), NONE(MODEL_EMPTY_RANGE));
    CHECK(run_of(1, 0, 0x1000), NONE(MODEL_BAD_ALIGNMENT));
    CHECK(run_of(1, MODEL_RAM_LIMIT + 1, 0x1000), NONE(MODEL_BAD_ALIGNMENT));
    CHECK(run_of(10, 1, 0x1000), 0x110);
    CHECK(run_of(10, 1, 0x1000), 0xFE);
    CHECK(run_of(4, 4, 0x100), 0xF8);
    CHECK(run_of(15, 1, 0x1000), NONE(MODEL_NO_FRAMES));
    CHECK(run_of(1, 0x10, 0x1000), 0xF0);
    CHECK(model_frames_free_run(&frames, 0x110, 11), MODEL_BAD_FRAME);
    CHECK(model_frames_free_run(&frames, 0x110, 0), MODEL_EMPTY_RANGE);
    CHECK(model_frames_free_run(&frames, 0x110, 10), MODEL_OK);
    CHECK(model_frames_free_run(&frames, 0x110, 10), MODEL_FRAME_FREE);
}

static void test_kinds(void)
{
    CHECK(model_frames_reserve(&frames, 0x112, 0x111), MODEL_BAD_FRAME);
    CHECK(model_frames_reserve(&frames, 0x100, 0x200), MODEL_FRAME_HELD);
    CHECK(model_frames_reserve(&frames, 0x110, 0x112), MODEL_OK);
    CHECK(model_frames_free(&frames, 0x111), MODEL_FRAME_RESERVED);
    CHECK(model_frames_handed_out(&frames, 0x111, MODEL_DIRTY), 0);
    CHECK(model_frames_cleaned(&frames, 0x112), 1);
    CHECK(model_frames_cleaned(&frames, 0x112), 0);
    CHECK(model_frames_handed_out(&frames, 0x113, MODEL_ZEROED), 0);
    CHECK(model_frames_handed_out(&frames, 0x112, MODEL_ZEROED), 1);
    CHECK(model_frames_free(&frames, 0x112), MODEL_OK);
    CHECK(model_frames_free(&frames, 0x112), MODEL_FRAME_FREE);
    model_frames_adopt(&frames, 0x112);
    CHECK(model_frames_free(&frames, 0x112), MODEL_FRAME_TABLE);
    model_frames_adopt(&frames, 0x111);
    CHECK(model_frames_free(&frames, 0x111), MODEL_FRAME_RESERVED);
}

/* A root in 0x114 whose entry 1 leads to 0x115, whose entry 511 leads to 0x116; entry 2 is a large page, 3 is absent. */
static uint64_t entry(uint64_t frame, uint32_t index, uint32_t bytes)
{
    if (frame == 0x114 && index == 1)
        return 0x115003;
    if (frame == 0x114 && index == 2)
        return 0x117083;
    if (frame == 0x114 && index == 3)
        return 0x118002;
    return frame == 0x115 && index == 511 && bytes == 8 ? 0x8000000000116063u : 0;
}

static void test_walk(void)
{
    CHECK(model_frames_adopt_walk(&frames, 6, 0x114, entry), MODEL_BAD_MODE);
    CHECK(model_frames_adopt_walk(&frames, 4, 0x10000000000u, entry), MODEL_BAD_FRAME);
    CHECK(model_frames_adopt_walk(&frames, 2, 0x114, entry), MODEL_OK);
    CHECK(model_frame_state(&frames, 0x115), MODEL_TABLE);
    CHECK(model_frame_state(&frames, 0x116), MODEL_DIRTY);
    CHECK(model_frames_adopt_walk(&frames, 3, 0x114, entry), MODEL_OK);
    CHECK(model_frame_state(&frames, 0x114), MODEL_TABLE);
    CHECK(model_frame_state(&frames, 0x116), MODEL_TABLE);
    CHECK(model_frame_state(&frames, 0x117), MODEL_DIRTY);
    CHECK(model_frame_state(&frames, 0x118), MODEL_DIRTY);
}

void test_frame_database(void)
{
    test_spans();
    test_runs();
    test_kinds();
    test_walk();
}

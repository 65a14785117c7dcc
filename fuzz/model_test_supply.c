/* model_test_supply.c - the model of the mapper's frame source against answers written by hand. */
#include "fuzz/common/check.h"
#include "spec/model/supply.h"

static struct model_frames frames;
static struct model_supply supply;

/* RAM is [0x100, 0x104) and [0x10A, 0x110), all dirty; the source reaches from 0x80 on. */
static void start(uint64_t count)
{
    model_frames_start(0xE0, &frames);
    CHECK(model_frames_add(&frames, 0x10A, 0x110), MODEL_OK);
    CHECK(model_frames_add(&frames, 0x100, 0x104), MODEL_OK);
    model_supply_start(&frames, &supply);
    CHECK(model_supply_init(&supply, 0x80, count), MODEL_OK);
}

static void test_span(void)
{
    start(0x100);
    CHECK(model_supply_lend(&supply, 0x90), MODEL_OK);
    CHECK(model_supply_init(&supply, 0, MODEL_SUPPLY_SPAN + 1), MODEL_BAD_FRAME);
    CHECK(model_supply_init(&supply, 0xFFFFFFFFFFu, 2), MODEL_BAD_FRAME);
    CHECK(model_supply_init(&supply, UINT64_MAX, 1), MODEL_BAD_FRAME);
    CHECK(model_supply_lent(&supply), 1);
    CHECK(model_supply_init(&supply, 0xFFFFFFFFFFu, 1), MODEL_OK);
    CHECK(model_supply_lent(&supply), 0);
    CHECK(model_supply_lend(&supply, 0xFFFFFFFFFEu), MODEL_BAD_FRAME);
    CHECK(model_supply_lend(&supply, 0xFFFFFFFFFFu), MODEL_OK);
    CHECK(model_supply_lend(&supply, 0x10000000000u), MODEL_BAD_FRAME);
}

static void test_lend_and_adopt(void)
{
    start(0x100);
    CHECK(model_supply_lend(&supply, 0x7F), MODEL_BAD_FRAME);
    CHECK(model_supply_lend(&supply, 0x180), MODEL_BAD_FRAME);
    CHECK(model_supply_lend(&supply, 0x102), MODEL_BAD_FRAME);
    CHECK(model_frames_handed_out(&frames, 0x102, MODEL_DIRTY), 1);
    CHECK(model_supply_lend(&supply, 0x102), MODEL_BAD_FRAME);
    CHECK(model_supply_lend(&supply, 0x105), MODEL_OK);
    CHECK(model_supply_lend(&supply, 0x105), MODEL_BAD_FRAME);
    CHECK(model_supply_adopt(&supply, 0x105, 0), MODEL_BAD_FRAME);
    CHECK(model_supply_adopt(&supply, 0x180, 0), MODEL_BAD_FRAME);
    CHECK(model_supply_adopt(&supply, 0x106, 1025), MODEL_BAD_FRAME);
    CHECK(model_supply_adopt(&supply, 0x106, 1024), MODEL_OK);
    CHECK(model_supply_record(&supply, 0x106)->used, 1024);
    CHECK(model_supply_adopt(&supply, 0x106, 3), MODEL_OK);
    CHECK(model_supply_record(&supply, 0x106)->used, 3);
    CHECK(model_supply_lent(&supply), 2);
    CHECK(model_supply_spare(&supply), 1);
    CHECK(model_supply_adopt(&supply, 0x103, 7), MODEL_OK);
    CHECK(model_supply_adopt(&supply, 0x102, 7), MODEL_OK);
    CHECK(model_supply_unclaimed(&supply), 2);
    model_supply_claim(&supply);
    CHECK(model_supply_unclaimed(&supply), 0);
    CHECK(model_frame_state(&frames, 0x103), MODEL_TABLE);
    CHECK(model_frame_state(&frames, 0x102), MODEL_TABLE);
    CHECK(model_frame_state(&frames, 0x105), MODEL_ABSENT);
}

static void test_fill_and_drain(void)
{
    start(0x90);
    CHECK(model_supply_fill(&supply, 0), MODEL_OK);
    CHECK(model_supply_fill(&supply, 10), MODEL_OK);
    CHECK(model_supply_fill(&supply, 11), MODEL_NO_FRAMES);
    CHECK(model_supply_fill(&supply, UINT32_MAX), MODEL_NO_FRAMES);
    CHECK(model_supply_lend(&supply, 0x105), MODEL_OK);
    CHECK(model_supply_fill(&supply, 11), MODEL_OK);
    CHECK(model_supply_fill(&supply, 12), MODEL_NO_FRAMES);
    CHECK(model_supply_filled(&supply, 0x104), 0);
    CHECK(model_supply_filled(&supply, 0x105), 0);
    CHECK(model_supply_filled(&supply, 0x103), 1);
    CHECK(model_supply_filled(&supply, 0x103), 0);
    CHECK(model_supply_filled(&supply, 0x10F), 1);
    CHECK(model_frame_state(&frames, 0x103), MODEL_TABLE);
    CHECK(model_frames_free(&frames, 0x103), MODEL_FRAME_TABLE);
    CHECK(model_supply_spare(&supply), 3);
    CHECK(model_supply_taken(&supply, 0x103), 1);
    CHECK(model_supply_taken(&supply, 0x103), 0);
    model_supply_drain(&supply);
    CHECK(model_frame_state(&frames, 0x10F), MODEL_DIRTY);
    CHECK(model_frame_state(&frames, 0x103), MODEL_TABLE);
    CHECK(model_supply_lent(&supply), 2);
    model_supply_given(&supply, 0x103);
    CHECK(model_supply_spare(&supply), 2);
    model_supply_drain(&supply);
    CHECK(model_supply_lent(&supply), 1);
    CHECK(model_supply_record(&supply, 0x105) != 0, 1);
}

/* What the database has lent it takes back, also when the source has started over meanwhile and got the frame by hand. */
static void test_start_over(void)
{
    start(0x100);
    CHECK(model_supply_filled(&supply, 0x103), 1);
    CHECK(model_supply_filled(&supply, 0x102), 1);
    CHECK(model_supply_init(&supply, 0, 0x200), MODEL_OK);
    CHECK(model_frame_state(&frames, 0x103), MODEL_TABLE);
    CHECK(model_supply_lend(&supply, 0x103), MODEL_OK);
    model_supply_drain(&supply);
    CHECK(model_frame_state(&frames, 0x103), MODEL_DIRTY);
    CHECK(model_frame_state(&frames, 0x102), MODEL_TABLE);
    CHECK(model_supply_lend(&supply, 0x103), MODEL_BAD_FRAME);
}

/* A source that does not hold all RAM fills nothing, but says what it lacks first; RAM ends where its highest span ended. */
static void test_short_source(void)
{
    start(0x8F);
    CHECK(model_supply_fill(&supply, 11), MODEL_NO_FRAMES);
    CHECK(model_supply_fill(&supply, 1), MODEL_BAD_FRAME);
    CHECK(model_supply_lend(&supply, 0x105), MODEL_OK);
    CHECK(model_supply_fill(&supply, 1), MODEL_OK);
    CHECK(model_supply_init(&supply, 0x100, 0x10), MODEL_OK);
    CHECK(model_supply_fill(&supply, 1), MODEL_OK);
    CHECK(model_supply_init(&supply, 0x101, 0x10), MODEL_OK);
    CHECK(model_supply_fill(&supply, 1), MODEL_BAD_FRAME);
    model_frames_start(0xE0, &frames);
    CHECK(model_frames_add(&frames, 0x120, 0x120), MODEL_OK);
    CHECK(model_frames_add(&frames, 0x101, 0x108), MODEL_OK);
    CHECK(model_supply_fill(&supply, 1), MODEL_OK);
}

static void test_limits(void)
{
    start(MODEL_SUPPLY_SPAN);
    CHECK(model_supply_adopt_crowd(&supply, 0x90, 0x100), 0);
    CHECK(model_supply_adopt_crowd(&supply, 0xFF0000, MODEL_SUPPLY_LIMIT + 1), 0);
    CHECK(model_supply_lend(&supply, 0x1010), MODEL_OK);
    CHECK(model_supply_adopt_crowd(&supply, 0x1000, 0x100), 0);
    CHECK(model_supply_adopt_crowd(&supply, 0x2000, MODEL_SUPPLY_LIMIT - 3), 1);
    CHECK(model_supply_lent(&supply), MODEL_SUPPLY_LIMIT - 2);
    CHECK(model_supply_lend(&supply, 0x2000), MODEL_BAD_FRAME);
    CHECK(model_supply_fill(&supply, 4), MODEL_NO_ROOM);
    CHECK(model_supply_fill(&supply, 12), MODEL_NO_FRAMES);
    CHECK(model_supply_fill(&supply, 3), MODEL_OK);
    CHECK(model_supply_lend(&supply, 0x1011), MODEL_OK);
    CHECK(model_supply_adopt(&supply, 0x1012, 0), MODEL_OK);
    CHECK(model_supply_lend(&supply, 0x1013), MODEL_NO_ROOM);
    CHECK(model_supply_lend(&supply, 0x100), MODEL_BAD_FRAME);
    CHECK(model_supply_adopt(&supply, 0x1013, 0), MODEL_NO_ROOM);
    CHECK(model_supply_adopt(&supply, 0x1012, 5), MODEL_OK);
    CHECK(model_supply_adopt(&supply, 0x2001, 5), MODEL_OK);
}

static void test_quota_and_order(void)
{
    start(0x100);
    CHECK(model_supply_left(&supply), 0);
    CHECK(model_supply_lend(&supply, 0x90), MODEL_OK);
    CHECK(model_supply_lend(&supply, 0x91), MODEL_OK);
    CHECK(model_supply_lend(&supply, 0x92), MODEL_OK);
    CHECK(model_supply_left(&supply), 3);
    model_supply_set_quota(&supply, 1);
    CHECK(model_supply_left(&supply), 1);
    CHECK(model_supply_taken(&supply, 0x91), 0);
    CHECK(model_supply_taken(&supply, 0x92), 1);
    CHECK(model_supply_left(&supply), 0);
    CHECK(model_supply_taken(&supply, 0x91), 0);
    model_supply_given(&supply, 0x92);
    CHECK(model_supply_left(&supply), 1);
    model_supply_set_quota(&supply, MODEL_SUPPLY_LIMIT);
    CHECK(model_supply_left(&supply), 3);
    CHECK(model_supply_taken(&supply, 0x90), 1);
    CHECK(model_supply_left(&supply), 2);
    CHECK(model_supply_taken(&supply, 0x93), 0);
}

void test_supply(void)
{
    test_span();
    test_lend_and_adopt();
    test_fill_and_drain();
    test_start_over();
    test_short_source();
    test_limits();
    test_quota_and_order();
}

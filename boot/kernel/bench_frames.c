/* bench_frames.c - the frame database in figures: one zeroed frame, a run, its records. See bench_figure.h. */
#include "bench_figure.h"
#include "frame_records.h"
#include "selfmap/frame_database.h"

/* A zeroed frame is allocated and freed again; a run of 16. */
static void bench_frame_operations(void)
{
    struct figure pair = {0, 0}, run = {0, 0};
    uint64_t frame = 0;

    for (uint32_t i = 0; i < PAGES; i++)
        bench_expect(frame_clean() == SELFMAP_OK);
    for (uint32_t i = 0; i < PAGES; i++) {
        enum selfmap_status status;

        MEASURE(pair, status = frame_alloc(&frame));
        bench_expect(status == SELFMAP_OK);
        MEASURE(pair, status = frame_free(frame));
        bench_expect(status == SELFMAP_OK);
    }
    pair.count = PAGES;
    for (uint32_t i = 0; i < ROUNDS; i++) {
        enum selfmap_status status;

        MEASURE(run, status = frame_alloc_run(16, 16, UINT64_MAX, &frame));
        bench_expect(status == SELFMAP_OK);
        bench_expect(frame_free_run(frame, 16) == SELFMAP_OK);
    }
    bench_print("frame_pair", pair, 0);
    bench_print("frame_run", run, 0);
}

/* The records of some frames are made, and their bytes cleared. Nothing of the database is used afterwards. */
static void bench_frame_records(void)
{
    const uint32_t frames = (frame_first_span() - 8) & ~7u;
    struct figure made = {0, 0}, cleared = {0, 0};
    enum selfmap_status status;

    frame_ram_reset();
    MEASURE(made, status = frame_ram_add(frame_records_first() - frames, frame_records_first()));
    bench_expect(status == SELFMAP_OK);
    MEASURE(cleared, frame_clear_records(frames));
    made.count = frames;
    cleared.count = frames;
    bench_print("frame_records", made, 0);
    bench_print("bare_frame_clear", cleared, 0);
}

void bench_frames(void)
{
    bench_frame_operations();
    bench_frame_records();
}

/*
 * bench_figure.h - what stands between two RDTSC, and how it is printed: for the files of the benchmark alone.
 */
#ifndef BOOT_BENCH_FIGURE_H
#define BOOT_BENCH_FIGURE_H

#include "bench.h"
#include "cpu.h"

#define PAGES 256u /* for the single operations; a table's first page stands already */
#define ROUNDS 16u /* for those that make and free tables, or runs of frames */

/* What two RDTSC take with nothing between them (bench.c). */
extern uint32_t bench_nothing_takes;

/* Runs the statement and adds what it took. 32 bits of the counter are enough for one statement. */
#define MEASURE(result, statement)                                     \
    do {                                                               \
        uint32_t before_ = read_time_stamp();                          \
        statement;                                                     \
        (result).total += read_time_stamp() - before_ - bench_nothing_takes; \
        (result).count++;                                              \
    } while (0)

struct figure {
    uint64_t total;
    uint32_t count;
};

/* Prints the line of one operation. */
void bench_print(const char *name, struct figure figure, uint32_t flushes);

/* An answer that must be so, or the run has failed. */
void bench_expect(uint32_t holds);

/* ---- bench_frames.c: the frame database, which is up; it is not usable afterwards ---- */
void bench_frames(void);

#endif

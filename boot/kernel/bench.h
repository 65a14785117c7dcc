/*
 * bench.h - instructions per operation of the mapper, with the word `bench` on the command line instead of the checks.
 * Meant for QEMU's `-icount shift=0`, where RDTSC counts instructions and every run prints the same (harness/bench.py).
 */
#ifndef BOOT_BENCH_H
#define BOOT_BENCH_H

#include <stdint.h>

#include "checks.h"

/* Measures, prints a line `bench NAME total=.. count=.. invlpg=..` for each operation, and ends the run. */
_Noreturn void bench_run(const struct live *live, const struct mapper *mapper);

/* ---- bench_loops.c: what a range costs at least, without the library ---- */

/* A loop that only stores `count` neighbouring entries, `raw` and then each a frame further. */
void bench_store_loop(uint64_t entry, uint32_t count, uint64_t raw, uint32_t entry_bytes);

/* The same with a test whether the entry is present; stops at the first that is and says how far it got. */
uint32_t bench_checked_loop(uint64_t entry, uint32_t count, uint64_t raw, uint32_t entry_bytes);

/* Zeroes the entries. */
void bench_clear_loop(uint64_t entry, uint32_t count, uint32_t entry_bytes);

#endif

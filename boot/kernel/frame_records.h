/*
 * frame_records.h - the frame database comes up in the kernel: its records stand at addresses that the linker scripts
 * keep free, in frames that the database describes and never hands out.
 */
#ifndef BOOT_FRAME_RECORDS_H
#define BOOT_FRAME_RECORDS_H

#include "checks.h"

/* Maps the records, adds RAM, reserves what is in use, and takes the live tables. */
void frame_records_start(const struct live *live, const struct mapper *mapper);

/* The tables that a walk from this frame reaches are nobody's to have. */
void frame_census(uint32_t mode, uint64_t root);

/* A frame through the one page that shows frames; the page shows it until the next call. */
volatile uint32_t *frame_shown(uint64_t frame);

/* The frames that the records themselves stand in: [first, end). */
uint64_t frame_records_first(void);
uint64_t frame_records_end(void);

/* Backs the tags of the pool's page of this number, once, with a frame of the database; 0 when there is none. */
uint32_t frame_back_tags(uint32_t page);

/* The frames of the tags of so many pages go back. */
void frame_drop_tags(uint32_t pages);

/* For the benchmark: frames of the largest span below the records; and the bytes of so many frames' records zeroed. */
uint32_t frame_first_span(void);
void frame_clear_records(uint32_t frames);

/* The checks: what is in use is kept, before anything is allocated (so many failed); and all free RAM allocated, written, read back and freed. */
uint32_t check_kept(const struct live *live);
void check_frames(const struct live *live, const struct mapper *mapper);

#endif

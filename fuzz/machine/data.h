/* data.h - frames that hold data, for targets that hand frames out: what is in each, as one number. */
#ifndef SELFMAP_FUZZ_MACHINE_DATA_H
#define SELFMAP_FUZZ_MACHINE_DATA_H

#include <stdint.h>

#define DATA_FRAMES 64u
#define NO_DATA_FRAME UINT64_MAX

/* DATA_FRAMES frames from `first` on are memory, none of them zero. */
void data_start(uint64_t first);
uint32_t data_read(uint64_t frame);
void data_write(uint64_t frame, uint32_t content);

/* The frame that the implementation zeroed last since the last call of this, or NO_DATA_FRAME. */
uint64_t data_zeroed_last(void);

/* Tables that a census reads: the words of a frame's table, made when there is none; null when there are too many. */
#define DATA_TABLES 8u
void data_start_tables(void);
uint64_t *data_table(uint64_t frame);

#endif

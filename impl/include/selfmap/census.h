/*
 * census.h - the live page tables and the frame database: no frame that the walk from CR3 reaches as a table is ever
 * handed out, whatever the loader's memory map said of it (T4, the CR3 theorem).
 */
#ifndef SELFMAP_CENSUS_H
#define SELFMAP_CENSUS_H

#include <stdint.h>

#include "selfmap/status.h"

/*
 * Walks every table that the hardware can reach from `root`, a frame number, in a mode of so many levels (2: PML2, 3: PAE,
 * 4, 5), and takes each for good (frame_adopt_table). After it no frame of them is free, and none becomes free. Call it
 * when RAM has been added, before the first allocation, with the tables that CR3 holds. Errors: SELFMAP_BAD_MODE,
 * SELFMAP_BAD_FRAME (root is 2^40 or more). Cost: a step per entry of each table, once for each way that leads there. Theorem: T4.
 */
enum selfmap_status frame_adopt_walk(uint32_t levels, uint64_t root);

#endif

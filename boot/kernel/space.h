/*
 * space.h - early page tables, in a run of free frames right behind the kernel's image: as many as it takes to bring the frame
 * database up, which lends all others. Tables and leaves are made with the library's entry constructors, and written through physical
 * memory (kernel base + physical address).
 */
#ifndef BOOT_SPACE_H
#define BOOT_SPACE_H

#include <stdint.h>

#include "selfmap/frames.h"
#include "selfmap/pagemap.h"

struct space {
    const struct pagemap *pagemap;
    uint64_t root; /* physical address of the top table */
};

/* The run, from the image's end on: frames for data, then those of tables, the last of which are free at space_hand_over. */
uint64_t space_run(void);          /* its physical address */
uint32_t space_run_frames(void);
uint64_t space_early(void);        /* the physical address of its part for tables */
uint32_t space_early_frames(void);
uint32_t space_tables(void);       /* so many of these this file made tables of */

/* The physical address of a zeroed frame for data that nobody else has. Stops the kernel when there is none left. */
uint64_t space_frame(void);

/* An empty space whose self-map slot is installed. */
void space_create(struct space *space, const struct pagemap *pagemap);

/* Maps `va` to the frames from `pfn` with a leaf at `level`. Stops the kernel on any error: all uses are constants. */
void space_map(struct space *space, uint64_t va, uint32_t level, uint64_t pfn, uint32_t flags);

/* Is [first, last] clear of the self-map's windows (design 5.7)? */
uint32_t space_clear_of_windows(const struct pagemap *pagemap, uint64_t first, uint64_t last);

/*
 * Maps the run itself, and behind the last table so many free frames more. After the last space_map, before the space is live; from
 * then on the run is as large as it will ever be.
 */
void space_finish(struct space *space, uint32_t free_frames);

/* Gives the free frames to the mapper's frame source, which learns how full each table is. Once, when the space is live. */
void space_hand_over(const struct space *space);

#endif

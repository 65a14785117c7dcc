/*
 * space.h - early page tables out of a static arena of the kernel. Tables and leaves are made with the library's
 * entry constructors, and written through physical memory (kernel base + physical address).
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

/* Frames that tables are made of, one run of them, enough for any use of the kernel. */
#define SPACE_ARENA_FRAMES 512u

/* Physical address of the arena, and how many of its frames, from its start, this file made tables of. */
uint64_t space_arena(void);
uint32_t space_tables(void);

/* The physical address of a zeroed frame for data that nobody else has. Stops the kernel when there is none left. */
uint64_t space_frame(void);

/* An empty space whose self-map slot is installed. */
void space_create(struct space *space, const struct pagemap *pagemap);

/* Maps `va` to the frames from `pfn` with a leaf at `level`. Stops the kernel on any error: all uses are constants. */
void space_map(struct space *space, uint64_t va, uint32_t level, uint64_t pfn, uint32_t flags);

/* Is [first, last] clear of the self-map's windows (design 5.7)? */
uint32_t space_clear_of_windows(const struct pagemap *pagemap, uint64_t first, uint64_t last);

/* Gives the rest of the arena to the mapper's frame source, which learns how full each table is. Once, after the last
   space_map. */
void space_hand_over(const struct space *space);

#endif

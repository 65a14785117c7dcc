/*
 * probes.h - the addresses that this run looks at: some mapped for the purpose, some that the kernel needs anyway,
 * some in the self-map's windows. The checks and the oracle outside go through the same list.
 */
#ifndef BOOT_PROBES_H
#define BOOT_PROBES_H

#include <stdint.h>

#include "space.h"

struct probe {
    uint64_t va;
    uint64_t frame; /* physical address that this list mapped it to; 0: mapped by others, or not at all */
};

#define PROBES_MAX 64
extern struct probe probes[PROBES_MAX];
extern uint32_t probe_count;

/* Every address that some mode has and that may be probed, mapped or refused. */
#define PROBE_CANDIDATES 28
extern const uint64_t probe_candidates[PROBE_CANDIDATES];

/* Maps the kernel itself. Stops with one line when the self-map's slot is where the kernel lies. */
void map_kernel(struct space *space);

/* Backs what database and frame source note of the frames that the mapper starts with. Stops the kernel when a window lies there. */
void map_records(struct space *space);

/* Maps the candidates that the mode has and the windows leave free, each to a frame of its own. */
void map_probes(struct space *space);

/* Adds the first and last page of each window, and addresses of the kernel, to the list. */
void add_landmarks(const struct pagemap *pagemap);

/* Large leaves (check_leaves.c), where the CPU has them. The two of level 2 are also the second view of the frames that
   check_mapper_large.c maps; where there is no memory (tables_large_memory) nobody looks through them. */
#define LARGE2_VA 0x50000000ull
#define LARGE2_FRAME 0x1000000ull /* 16 MiB: memory on every machine of 32 MiB and more, above the kernel */
#define LARGE2_OTHER_VA 0x50400000ull
#define LARGE2_OTHER_FRAME 0x1400000ull
#define LARGE2_BYTES 0x800000ull /* what must be usable from LARGE2_FRAME on */
#define LARGE3_VA 0x0000200040000000ull

/* Two views of the highest frame, and one page whose neighbour check_faults.c maps through the window. */
#define HIGH_VIEW_A 0x60000000ull
#define HIGH_VIEW_B 0x60C07000ull
#define READ_ONLY_VA 0x61000000ull
#define SPARE_VA 0x61001000ull
void map_extras(struct space *space, uint64_t high_frame);

#endif

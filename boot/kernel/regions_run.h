/*
 * regions_run.h - random reservations and releases beside the model, and a SHA-1 digest of the state that they end in. The
 * same seed gives the same digest in every kernel and on the host (`make model-test`): the numbers below.
 */
#ifndef BOOT_REGIONS_RUN_H
#define BOOT_REGIONS_RUN_H

#include <stdint.h>

#define REGIONS_RUN_BASE 0xFFFFF80000003u
#define REGIONS_RUN_PAGES 0x1000u
#define REGIONS_RUN_SEED 5u
#define REGIONS_RUN_OPERATIONS 3000u
#define REGIONS_RUN_DIGEST {0x7bb372db, 0x7924384b, 0x2496b22d, 0xf7f9719f, 0x87354ada}

/* What a run came to: calls that the model does not agree with, calls that were refused as they should be, the digest. */
struct regions_run {
    uint32_t wrong, refused, ranges;
    uint32_t digest[5];
};

void regions_run(uint64_t base, uint64_t pages, uint64_t seed, uint32_t operations, struct regions_run *run);

#endif

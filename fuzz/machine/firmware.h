/*
 * firmware.h - a simulated UEFI firmware, as hostile as UEFI allows and a little more: its map grows and shrinks at any call,
 * keys go stale, memory runs out, answers and sizes are absurd. It implements the doors of selfmap/firmware.h.
 */
#ifndef SELFMAP_FUZZ_FIRMWARE_H
#define SELFMAP_FUZZ_FIRMWARE_H

#include "fuzz/common/cursor.h"
#include "spec/model/firmware.h"

/* From now on the firmware does what the input says, two bytes a call; without an input it refuses everything. */
void simulated_firmware_start(struct cursor *input, uint64_t map_bytes, uint64_t stride);

/* The monitor's view of what happened; gives back the buffer. */
const struct model_firmware *simulated_firmware_stop(void);

#endif

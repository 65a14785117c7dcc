/*
 * firmware.c - fuzz target `firmware`: leaving a simulated UEFI firmware (machine/firmware.h) that does what the input says,
 * watched by the monitor of spec/model/firmware.h.
 *
 * Input: the map's size at first in descriptors (2 bytes), what a descriptor has above 40 bytes (1), then two bytes for each call.
 */
#include "fuzz/common/harness.h"
#include "fuzz/machine/firmware.h"
#include "selfmap/firmware.h"

void fuzz_target(struct cursor *input)
{
    struct firmware_map map = {UNTOUCHED, UNTOUCHED, UNTOUCHED, UNTOUCHED32};
    const struct model_firmware *monitor;
    enum selfmap_status status;
    const uint64_t descriptors = take(input, 2);
    const uint64_t stride = 40 + (uint64_t)take8(input);
    uint32_t fault;

    story_bound("descriptors, stride", descriptors, stride, 0, 0);
    simulated_firmware_start(input, descriptors * stride, stride);
    status = firmware_leave(&map);
    monitor = simulated_firmware_stop();
    story_asked("status, calls, stale, broken", (uint64_t)status, monitor->calls, monitor->stale, monitor->broken);
    fault = model_firmware_end(monitor, status == SELFMAP_OK, map.size, map.key, map.stride);
    if (fault != MODEL_FIRMWARE_FINE)
        finding("the firmware's monitor, at the end: fault, status", fault, (uint64_t)status);
    if (status == SELFMAP_OK) {
        agree("version", map.version, 1);
        return;
    }
    agree("map.size after an error", map.size, UNTOUCHED);
    agree("map.key after an error", map.key, UNTOUCHED);
    agree("map.stride after an error", map.stride, UNTOUCHED);
    agree("map.version after an error", map.version, UNTOUCHED32);
    agree("the error is one of the firmware's", status >= SELFMAP_FIRMWARE_MEMORY && status <= SELFMAP_FIRMWARE_TRIES, 1);
}

/*
 * firmware.h - the model of leaving UEFI: a monitor that is told of each call to the firmware and of its answer, and says which
 * call was not allowed, and what the end must look like. Written from theorem T6 and UEFI 2.10, 7.2.3 and 7.4.6.
 */
#ifndef SPEC_MODEL_FIRMWARE_H
#define SPEC_MODEL_FIRMWARE_H

#include <stdint.h>

/* What must not happen. */
enum model_firmware_fault {
    MODEL_FIRMWARE_FINE = 0,
    MODEL_FIRMWARE_CALLED_AFTER_EXIT = 1,
    MODEL_FIRMWARE_PAST_BUFFER = 2,         /* the firmware was told of more room than there is */
    MODEL_FIRMWARE_ALLOCATED_TOO_LATE = 3,  /* after an attempt to exit */
    MODEL_FIRMWARE_NO_SLACK = 4,            /* a buffer as small as the map that was too large for the last one */
    MODEL_FIRMWARE_EXIT_WITHOUT_MAP = 5,    /* no map, or something was called between the map and the exit */
    MODEL_FIRMWARE_WRONG_KEY = 6,
    MODEL_FIRMWARE_TOO_MANY_CALLS = 7,
    MODEL_FIRMWARE_UNDONE = 8,              /* success, and the firmware is still there; or the other way round */
    MODEL_FIRMWARE_WRONG_MAP = 9,           /* the map that is told is not the one in the buffer */
    MODEL_FIRMWARE_GAVE_UP = 10             /* an error, and the firmware had done nothing to deserve it */
};

#define MODEL_FIRMWARE_MOST_CALLS 16

struct model_firmware {
    uint64_t room;   /* bytes of the buffer */
    uint64_t needed; /* what the map took when it did not fit */
    uint64_t size;   /* the map that the buffer holds, */
    uint64_t key;
    uint64_t stride;
    uint32_t held;   /* 1 when it holds one and nothing was called since */
    uint32_t calls;  /* of the map door */
    uint32_t tried;
    uint32_t gone;
    uint32_t stale;  /* answers "stale" */
    uint32_t small;  /* answers "too small" */
    uint32_t broken; /* answers that no caller can live with */
};

void model_firmware_start(struct model_firmware *model);

/* Each is told of the call after the answer is known: answer 0 done, 1 too small, 2 stale, else failed. Returns a fault. */
uint32_t model_firmware_allocate(struct model_firmware *model, uint64_t bytes, uint32_t answer);
uint32_t model_firmware_get_map(struct model_firmware *model, uint64_t capacity, uint32_t answer, uint64_t size, uint64_t key,
                                uint64_t stride);
uint32_t model_firmware_exit(struct model_firmware *model, uint64_t key, uint32_t answer);

/* The end: success or not, and the map that the caller was told of. */
uint32_t model_firmware_end(const struct model_firmware *model, uint32_t success, uint64_t size, uint64_t key, uint64_t stride);

#endif

/* leave.c - firmware_leave until impl/firmware brings the proved one. */
#include "selfmap/firmware.h"

enum selfmap_status firmware_leave(struct firmware_map *map)
{
    struct firmware_map now;
    uint64_t room = 0;

    for (uint32_t i = 0; i < FIRMWARE_TRIES; i++) {
        uint32_t answer = firmware_get_map(room, &now);

        if (answer == FIRMWARE_TOO_SMALL) {
            room = now.size + FIRMWARE_SLACK;
            if (firmware_allocate(room) != FIRMWARE_DONE)
                return SELFMAP_FIRMWARE_MEMORY;
            continue;
        }
        if (answer != FIRMWARE_DONE)
            return SELFMAP_FIRMWARE_MAP;
        answer = firmware_exit(now.key);
        if (answer == FIRMWARE_DONE) {
            *map = now;
            return SELFMAP_OK;
        }
        if (answer != FIRMWARE_STALE)
            return SELFMAP_FIRMWARE_EXIT;
    }
    return SELFMAP_FIRMWARE_TRIES;
}

/* firmware.c - see firmware.h. The buffer is a heap block of exactly the bytes asked for, so that the sanitizer watches its end. */
#include "fuzz/machine/firmware.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz/common/harness.h"
#include "selfmap/firmware.h"

/* A real buffer above this would only cost time: the monitor still knows how large it is meant to be. */
#define LARGEST_REAL_BUFFER 65536u

static struct cursor *script;
static struct model_firmware monitor;
static uint8_t *buffer;
static uint64_t real_bytes;
static uint64_t map_bytes;
static uint64_t stride;
static uint64_t key;

void simulated_firmware_start(struct cursor *input, uint64_t bytes, uint64_t stride_bytes)
{
    script = input;
    model_firmware_start(&monitor);
    map_bytes = bytes;
    stride = stride_bytes;
    key = 1;
}

static void drop_buffer(void)
{
    free(buffer);
    buffer = NULL;
    real_bytes = 0;
}

const struct model_firmware *simulated_firmware_stop(void)
{
    drop_buffer();
    script = NULL;
    return &monitor;
}

static void judge(uint32_t fault, uint64_t asked)
{
    if (fault != MODEL_FIRMWARE_FINE)
        finding("the firmware's monitor: fault, argument of the call", fault, asked);
}

/* Between any two calls the map may change; then the key does too. Returns the event, for what the door does with it. */
static uint32_t event(void)
{
    const uint32_t what = take8(script);
    const uint64_t amount = take8(script);

    switch (what & 7) {
    case 1:
        map_bytes += stride * (amount & 7);
        break;
    case 2:
        map_bytes += amount << 8;
        break;
    case 3:
        map_bytes += (uint64_t)1 << (amount & 63);
        break;
    case 4:
        map_bytes = map_bytes > stride * 2 ? map_bytes - stride : map_bytes;
        break;
    default:
        return what;
    }
    key++;
    return what;
}

uint32_t firmware_allocate(uint64_t bytes)
{
    uint32_t answer = FIRMWARE_DONE;

    if (script == NULL)
        return FIRMWARE_FAILED;
    if ((event() & 0xC0) == 0xC0)
        answer = FIRMWARE_FAILED;
    drop_buffer();
    map_bytes += stride; /* every allocation splits a region: the map grows by two entries at most (UEFI 2.10, 7.2.3) */
    key++;
    judge(model_firmware_allocate(&monitor, bytes, answer), bytes);
    if (answer == FIRMWARE_DONE) {
        real_bytes = bytes < LARGEST_REAL_BUFFER ? bytes : LARGEST_REAL_BUFFER;
        buffer = malloc((size_t)real_bytes);
    }
    return answer;
}

/* What a firmware that is not broken answers. */
static uint32_t honest_map(uint64_t capacity, struct firmware_map *map)
{
    map->size = map_bytes;
    if (map_bytes > capacity)
        return FIRMWARE_TOO_SMALL;
    if (buffer != NULL)
        memset(buffer, (int)(key & 0xFF), (size_t)(map_bytes < real_bytes ? map_bytes : real_bytes));
    map->key = key;
    map->stride = stride;
    map->version = 1;
    return FIRMWARE_DONE;
}

uint32_t firmware_get_map(uint64_t capacity, struct firmware_map *map)
{
    uint32_t what;
    uint32_t answer;

    if (script == NULL)
        return FIRMWARE_FAILED;
    what = event();
    answer = honest_map(capacity, map);
    switch (what & 0xF8) {
    case 0xF8:
        answer = take8(script);
        break;
    case 0xF0:
        map->size = take64(script);
        break;
    case 0xE8:
        map->stride = take8(script);
        break;
    default:
        break;
    }
    judge(model_firmware_get_map(&monitor, capacity, answer, map->size, map->key, map->stride), capacity);
    return answer;
}

uint32_t firmware_exit(uint64_t asked)
{
    uint32_t what;
    uint32_t answer;

    if (script == NULL)
        return FIRMWARE_FAILED;
    what = event();
    answer = asked == key ? FIRMWARE_DONE : FIRMWARE_STALE;
    if ((what & 0xF8) == 0xF8)
        answer = (uint32_t)take8(script) + 3;
    judge(model_firmware_exit(&monitor, asked, answer), asked);
    return answer;
}

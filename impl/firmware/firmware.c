/* firmware.c - the last map, its key, and out (T6). Relies on door.h, and on nothing else. */
#include "door.h"

/* A map that the firmware says it wrote: does it lie in the buffer, in descriptors that can be read? */
/*@ requires \valid_read(map);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T6_sane: \result == 1 <==> map->size <= capacity && 40 <= map->stride && (map->size == 0 || map->stride <= map->size);
    ensures T6_boolean: \result == 0 || \result == 1;
*/
static uint32_t sane(const struct firmware_map *map, uint64_t capacity)
{
    return map->size <= capacity && map->stride >= 40 && (map->size == 0 || map->stride <= map->size);
}

/*
 * A buffer for a map of `size` bytes, with room to spare: allocating it makes the map longer. `capacity` is what there is
 * now, and the new one is larger, so that a firmware that always wants a little more is met in the end.
 */
/*@ requires here: firmware_gone == 0 && firmware_tried == 0;
    requires capacity: capacity <= FIRMWARE_MOST_BYTES;
    terminates \true;
    exits \false;
    assigns firmware_room, firmware_held;
    ensures T6_room: \result != 0 ==> firmware_room == \result && FIRMWARE_SLACK <= \result <= FIRMWARE_MOST_BYTES;
    ensures T6_slack: \result != 0 ==> size + FIRMWARE_SLACK <= \result && capacity + FIRMWARE_SLACK <= \result;
    ensures T6_forgotten: firmware_held == 0 || firmware_held == \old(firmware_held);
*/
static uint64_t grow(uint64_t size, uint64_t capacity)
{
    uint64_t bytes = size < capacity ? capacity : size;

    if (bytes > FIRMWARE_MOST_BYTES - FIRMWARE_SLACK)
        return 0;
    bytes += FIRMWARE_SLACK;
    return firmware_allocate(bytes) == FIRMWARE_DONE ? bytes : 0;
}

/*@ requires \valid(map);
    requires here: firmware_gone == 0 && firmware_tried == 0 && firmware_room == 0 && firmware_calls == 0;
    terminates \true;
    exits \false;
    assigns *map, FIRMWARE_STATE;
    ensures T6_total: \result \in {SELFMAP_OK, SELFMAP_FIRMWARE_MEMORY, SELFMAP_FIRMWARE_MAP, SELFMAP_FIRMWARE_EXIT, SELFMAP_FIRMWARE_TRIES};
    ensures T6_gone: \result == SELFMAP_OK <==> firmware_gone == 1;
    ensures T6_here: \result != SELFMAP_OK <==> firmware_gone == 0;
    ensures T6_consistent: \result == SELFMAP_OK ==> firmware_held == 1 && map->key == firmware_held_key;
    ensures T6_inside: \result == SELFMAP_OK ==> map->size <= firmware_room <= FIRMWARE_MOST_BYTES;
    ensures T6_readable: \result == SELFMAP_OK ==> 40 <= map->stride && (map->size == 0 || map->stride <= map->size);
    ensures T6_attempt: \result \in {SELFMAP_FIRMWARE_EXIT, SELFMAP_OK} ==> firmware_tried == 1;
    ensures T6_bounded: firmware_calls <= FIRMWARE_TRIES;
    ensures T6_no_attempt: \result == SELFMAP_FIRMWARE_MEMORY ==> firmware_tried == 0;
    ensures unchanged: \result != SELFMAP_OK ==> *map == \old(*map);
*/
enum selfmap_status firmware_leave(struct firmware_map *map)
{
    struct firmware_map now = {0, 0, 0, 0};
    uint64_t capacity = 0;
    uint32_t stale = 0;
    uint32_t answer;
    uint32_t i;

    /*@ loop invariant range: 0 <= i <= FIRMWARE_TRIES;
        loop invariant here: firmware_gone == 0;
        loop invariant calls: firmware_calls == i;
        loop invariant room: capacity == firmware_room && capacity <= FIRMWARE_MOST_BYTES;
        loop invariant tried: stale == firmware_tried;
        loop invariant boolean: stale == 0 || stale == 1;
        loop assigns i, now, capacity, stale, answer, FIRMWARE_STATE;
        loop variant FIRMWARE_TRIES - i; */
    for (i = 0; i < FIRMWARE_TRIES; i++) {
        answer = firmware_get_map(capacity, &now);
        if (answer == FIRMWARE_TOO_SMALL && stale == 0) {
            capacity = grow(now.size, capacity);
            if (capacity == 0)
                return SELFMAP_FIRMWARE_MEMORY;
            continue;
        }
        if (answer != FIRMWARE_DONE || sane(&now, capacity) == 0)
            return SELFMAP_FIRMWARE_MAP;
        answer = firmware_exit(now.key);
        stale = 1;
        if (answer == FIRMWARE_DONE) {
            map->size = now.size;
            map->key = now.key;
            map->stride = now.stride;
            map->version = now.version;
            return SELFMAP_OK;
        }
        if (answer != FIRMWARE_STALE)
            return SELFMAP_FIRMWARE_EXIT;
    }
    return SELFMAP_FIRMWARE_TRIES;
}

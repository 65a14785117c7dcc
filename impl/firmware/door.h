/*
 * door.h - what is believed of the firmware: UEFI 2.10, 7.2.3 (GetMemoryMap) and 7.4.6 (ExitBootServices), nothing more.
 * Private to impl/; the doors' prototypes stand in selfmap/firmware.h, and the list `trusted` of proofs/units.json names them.
 *
 * The firmware may change its map whenever it likes, and by any amount. All that it promises: it writes no more than the
 * capacity that it is told; after FIRMWARE_DONE the buffer holds the map that belongs to the key; an exit is done only with the key of the
 * map as it is at that moment. What sizes it tells is not believed.
 */
#ifndef SELFMAP_FIRMWARE_DOOR_H
#define SELFMAP_FIRMWARE_DOOR_H

#include "selfmap/firmware.h"

/*@ ghost
  uint64_t firmware_room;     // bytes of the buffer that stands ready, 0 for none
  int firmware_held;          // 1: the buffer holds a whole map, and nothing has been allocated since,
  uint64_t firmware_held_key; // of this key
  int firmware_tried;         // an exit was attempted: nothing may be allocated any more
  int firmware_gone;          // 1: boot services are over
  unsigned firmware_calls;    // how often the map was asked for
*/

#define FIRMWARE_STATE firmware_room, firmware_held, firmware_held_key, firmware_tried, firmware_gone, firmware_calls

/*@ requires here: firmware_gone == 0;
    requires before_exit: firmware_tried == 0;
    requires bytes: FIRMWARE_SLACK <= bytes <= FIRMWARE_MOST_BYTES;
    terminates \true;
    exits \false;
    assigns firmware_room, firmware_held;
    ensures room: \result == FIRMWARE_DONE ==> firmware_room == bytes;
    ensures no_room: \result != FIRMWARE_DONE ==> firmware_room == 0;
    ensures forgotten: firmware_held == 0;
*/
uint32_t firmware_allocate(uint64_t bytes);

/*@ requires here: firmware_gone == 0;
    requires inside: capacity <= firmware_room;
    requires tries: firmware_calls < FIRMWARE_TRIES;
    requires valid: \valid(map);
    terminates \true;
    exits \false;
    assigns *map, firmware_held, firmware_held_key, firmware_calls;
    ensures counted: firmware_calls == \old(firmware_calls) + 1;
    ensures held: \result == FIRMWARE_DONE ==> firmware_held == 1 && firmware_held_key == map->key;
    ensures not_held: \result != FIRMWARE_DONE ==> firmware_held == 0;
*/
uint32_t firmware_get_map(uint64_t capacity, struct firmware_map *map);

/*@ requires here: firmware_gone == 0;
    requires held: firmware_held == 1 && firmware_held_key == key;
    terminates \true;
    exits \false;
    assigns firmware_tried, firmware_gone;
    ensures tried: firmware_tried == 1;
    ensures gone: firmware_gone == (\result == FIRMWARE_DONE ? 1 : 0);
*/
uint32_t firmware_exit(uint64_t key);

#endif

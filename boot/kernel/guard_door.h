/* guard_door.h - what the checks see of the doors of selfmap/guard.h. */
#ifndef BOOT_GUARD_DOOR_H
#define BOOT_GUARD_DOOR_H

#include <stdint.h>

/* How often the lock was taken, and whether it is held. */
extern uint32_t guard_door_turns, guard_door_held;

/* 1: guard_differs finds nothing any more (fault=guard). */
extern uint32_t guard_door_blind;

/* The CPU's flags register; bit 9 is IF (SDM Vol. 3A, 2.3). */
unsigned long guard_door_flags(void);
#define FLAG_INTERRUPTS 0x200ul

#endif

/*
 * guard_door.h - what the user of selfmap/guard.h supplies: a lock, and bytes of memory. The kernel here does so in boot/kernel/guard_door.c.
 */
#ifndef SELFMAP_GUARD_DOOR_PUBLIC_H
#define SELFMAP_GUARD_DOOR_PUBLIC_H

#include <stdint.h>

/*
 * guard_lock: nobody else is between here and guard_unlock, on any CPU, in interrupts neither; its word goes
 * to guard_unlock (the interrupt flag as it was, say). guard_fill: every byte of the range is this one. guard_differs: 1 when
 * a byte of the range is another one, 0 when none is. The range lies in pages of the pool.
 */
uint64_t guard_lock(void);
void guard_unlock(uint64_t word);
void guard_fill(uint64_t address, uint64_t bytes, uint8_t byte);
uint32_t guard_differs(uint64_t address, uint64_t bytes, uint8_t byte);

#endif

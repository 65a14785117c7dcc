/*
 * guard.h - the doors of selfmap/guard.h: a lock that knows when it is misused, and the memory of a pool's blocks.
 */
#ifndef SELFMAP_FUZZ_GUARD_H
#define SELFMAP_FUZZ_GUARD_H

#include <stdint.h>

/* From now on the pool's memory stands here; before that the doors find fault with every call. */
void simulated_memory_start(uint64_t base);

/* So many pages from there on are mapped: a fill or a look beyond them is a finding. */
void simulated_memory_pages(uint64_t pages);

uint8_t *simulated_bytes(uint64_t address);

/* How often the lock was taken; a finding when it is held. */
uint64_t simulated_lock_turns(void);

#endif

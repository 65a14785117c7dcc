/*
 * flush_sites.h - where the INVLPG instructions of the door stand in the text, so that one and the same kernel can run
 * with them (always, but for the two below), without them (a planted fault), or with a counting trap in their place
 * (the benchmark). The mapper's path carries nothing for this.
 */
#ifndef BOOT_FLUSH_SITES_H
#define BOOT_FLUSH_SITES_H

#include <stdint.h>

/* Overwrites every INVLPG of the door with NOPs: from here on nothing is flushed. */
void flush_sites_remove(void);

/* Overwrites them with INT3: each time one would run it is counted, and the whole TLB is flushed instead. */
void flush_sites_count(void);

/* Puts the instructions back, but for the one that was the number-th to run since flush_sites_count, from 0: that one is
   gone for good. */
void flush_sites_remove_one(uint32_t number);

/* Puts the instructions back. */
void flush_sites_restore(void);

/* How many of them have run since flush_sites_count. */
uint32_t flush_sites_counted(void);

/* For traps.c: was the breakpoint that ended before `ip` one of ours? Then it has been counted. */
uint32_t flush_sites_hit(uintptr_t ip);

#endif

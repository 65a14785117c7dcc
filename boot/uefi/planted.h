/*
 * planted.h - faults that `make boot-selftest` asks for by `fault=` words, to show that the harness rejects each, and the
 * regression boots': a map in which what the loader handed over is called usable, and a map that grows while it is fetched; the
 * reference's loader fell over both.
 */
#ifndef UEFI_PLANTED_H
#define UEFI_PLANTED_H

#include "loader.h"
#include "memory.h"

/* fault=loader-line: the kernel gets no command line. */
uint32_t planted_drop_line(const struct choice *choice);

/* fault=loader-usable: kernel and hand-off are called usable, as in QEMU's own map. */
uint32_t planted_usable(const struct choice *choice);

/* fault=loader-cut: the map ends before its last usable range. fault=loader-invented: usable memory
   reaches over the display to where option ROMs would be; the kernel never looks there, so that only the oracle outside can tell. */
void planted_map(const struct choice *choice, struct memory_list *list);

/*
 * A firmware whose map grows, on demand: fault=loader-grow, while the buffer for it is allocated; fault=loader-stale, just before
 * the first exits, so that their keys are stale, by less than the buffer has room; fault=loader-outgrow, by more.
 */
void planted_choose(const struct choice *choice);
void planted_allocated(void);
void planted_exiting(void);

/* fault=loader-occupied: boot services hold the first page of the kernel's place; fault=loader-taken: the firmware does, for good. */
void planted_occupy(uint64_t address);

#endif

/*
 * planted.h - faults that `make boot-selftest` asks for by `fault=` words, to show that the harness rejects each, and the
 * regression boot's: a map in which what the loader handed over is called usable, as the reference's loader did.
 */
#ifndef UEFI_PLANTED_H
#define UEFI_PLANTED_H

#include "loader.h"
#include "memory.h"

/* fault=loader-line: the kernel gets no command line. */
uint32_t planted_drop_line(const struct choice *choice);

/* fault=loader-usable: kernel and hand-off are called usable, as in QEMU's own map. */
uint32_t planted_usable(const struct choice *choice);

/* fault=loader-cut: the map ends before its last usable range. fault=loader-invented: what is reserved is called usable. */
void planted_map(const struct choice *choice, struct memory_list *list);

#endif

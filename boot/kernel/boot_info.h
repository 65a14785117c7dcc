/*
 * boot_info.h - what the loader told us, copied out of its memory before paging is on.
 * entry/pvh.inc writes it and knows the offsets; boot_info.c holds both to them.
 */
#ifndef BOOT_BOOT_INFO_H
#define BOOT_BOOT_INFO_H

#include <stdint.h>

#include "selfmap/boot_params.h"
#include "selfmap/pagemap.h"

#define BOOT_COMMAND_LINE_BYTES 4096
#define BOOT_MEMORY_RANGES 128
#define BOOT_MAGIC 0x336EC578u /* of hvm_start_info */

struct memory_range {
    uint64_t base;
    uint64_t size; /* bytes */
    uint32_t type;
    uint32_t reserved;
};

struct boot_info {
    uint32_t magic;
    uint32_t command_line_length;
    uint32_t memory_count;
    uint32_t truncated; /* 1: command line cut, 2: memory map cut */
    char command_line[BOOT_COMMAND_LINE_BYTES];
    struct memory_range memory[BOOT_MEMORY_RANGES];
};

extern struct boot_info boot_info;

/* Stops with one line when the hand-off is not one that we understand. */
void boot_info_check(void);

/* The command line in the form that boot_params.h reads; PVH's has no program name. */
struct boot_line boot_line(void);

/* Does this word stand on the command line? */
uint32_t boot_word(const char *word);

/* What the command line and this kernel's kind ask for. Stops with one line when slot= is no number. */
struct pagemap_options boot_options(void);

/* Ends the run with "boot: slot=SLOT: WHY". */
_Noreturn void stop_with_slot(uint64_t slot, const char *why);

/* The facts of this CPU; all zero when it has no CPUID. */
struct paging_features cpu_features(void);

#endif

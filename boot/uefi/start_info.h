/*
 * start_info.h - PVH's hvm_start_info, version 1 (Xen's public/arch-x86/hvm/start_info.h): what both kernels read at
 * their 32-bit entry, from QEMU's -kernel as from these loaders. boot/pvh.inc is the other end.
 */
#ifndef UEFI_START_INFO_H
#define UEFI_START_INFO_H

#include "loader.h"
#include "memory.h"

#define START_INFO_MAGIC 0x336EC578u
#define START_INFO_RANGES 512u

struct start_info {
    uint32_t magic, version, flags, module_count;
    uint64_t modules, command_line, rsdp, memory_map; /* physical addresses */
    uint32_t memory_count, reserved;
};

/* All of the hand-off in one block below 4 GiB, of loader data: reserved in the map that it holds. */
struct hand_over {
    struct start_info info;
    char line[LINE_BYTES];
    struct memory_range ranges[START_INFO_RANGES];
};

/* Allocates and fills the block, but for the memory map. Refuses when there is no memory for it. */
struct hand_over *start_info_make(const struct choice *choice);

/* The firmware's last map, which memory_read has read, goes into the block; the kernel lies at [first, end). */
void start_info_memory(struct hand_over *block, const struct choice *choice, uint32_t first, uint32_t end);

#endif

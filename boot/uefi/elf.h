/*
 * elf.h - reads an ELF file of either class as a PVH kernel: what lies where in physical memory, and where it starts.
 * Works on bytes alone: any file gets an answer, and nothing outside the file is read.
 */
#ifndef UEFI_ELF_H
#define UEFI_ELF_H

#include <stdint.h>

#define ELF_SEGMENTS 16

struct elf_segment {
    uint32_t address; /* physical */
    uint32_t bytes;   /* in memory; what the file does not fill is zero */
    uint32_t file_offset, file_bytes;
};

struct elf_kernel {
    uint32_t entry; /* 32-bit protected mode, paging off */
    uint32_t segment_count;
    struct elf_segment segments[ELF_SEGMENTS];
    uint32_t first, end; /* the page-aligned span of all segments */
};

/* Null when `kernel` is filled, else the reason in words that follow the file's name. */
const char *elf_read(const uint8_t *file, uint32_t length, struct elf_kernel *kernel);

#endif

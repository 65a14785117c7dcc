/* image.h - a kernel's file, its place in physical memory, and the jump into it. */
#ifndef UEFI_IMAGE_H
#define UEFI_IMAGE_H

#include "elf.h"

/* Reads and checks the file. Refuses what is missing and what is no PVH kernel. Frees nothing: the bytes are used later. */
void image_load(const char *name, struct elf_kernel *kernel, const uint8_t **bytes);

/* Takes the memory that the kernel is linked for, and copies it there. Refuses when the firmware needs that memory. */
void image_place(const char *name, const struct elf_kernel *kernel, const uint8_t *bytes);

/* Allocates and fills the page, below 4 GiB, from which the jump is made. Refuses when there is none. */
void image_prepare_jump(void);

/* After ExitBootServices: 32-bit protected mode without paging, EBX = start_info, EIP = entry. */
_Noreturn void image_jump(uint32_t entry, uint32_t start_info);

#endif

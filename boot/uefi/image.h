/* image.h - a kernel's file, its place in physical memory, and the jump into it. */
#ifndef UEFI_IMAGE_H
#define UEFI_IMAGE_H

#include "elf.h"

/* Reads and checks the file. Refuses what is missing and what is no PVH kernel. Frees nothing: the bytes are used later. */
void image_load(const char *name, struct elf_kernel *kernel, const uint8_t **bytes);

/*
 * Takes the memory that the kernel is linked for, and copies it there. Where boot services hold some of that memory still, the
 * kernel waits elsewhere, and the jump's code moves it. Refuses when the memory is not going to be free.
 */
void image_place(const char *name, const struct elf_kernel *kernel, const uint8_t *bytes);

/* Allocates and fills the page, below 4 GiB, from which the jump is made. Refuses when there is none. */
void image_prepare_jump(void);

/* After ExitBootServices and memory_read: is the kernel in its place, or is its place free? */
uint32_t image_may_land(const struct elf_kernel *kernel);

/* After ExitBootServices: 32-bit protected mode without paging, EBX = start_info, EIP = the kernel's entry. */
_Noreturn void image_jump(const struct elf_kernel *kernel, uint32_t start_info);

#endif

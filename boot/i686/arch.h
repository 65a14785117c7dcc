/*
 * arch.h (i686) - what differs between the two kernels. The amd64 kernel has a file of the same name and shape.
 */
#ifndef BOOT_ARCH_H
#define BOOT_ARCH_H

#include <stdint.h>

#include "image.h"
#include "selfmap/pagemap.h"

#define ARCH_NAME "i686"
#define ARCH_LONG_MODE 0
#define ARCH_KERNEL_BASE 0x80000000u
#define ARCH_ADDRESS_DIGITS 8

/* Own exception handling from here on. */
void arch_traps_init(void);

/* Makes the space whose root table is at physical address `root` the live one, in the bound mode. */
void arch_enter_space(const struct pagemap_info *info, uint32_t root);

/* A page that must be identity mapped, writable and executable during arch_enter_space in this mode; 0: none. */
uint64_t arch_trampoline_page(const struct pagemap_info *info);

/* Long mode is on? (The walker asks; nothing else may decide by it.) */
uint32_t arch_long_mode_active(void);

static inline uint64_t kernel_image_end(void)
{
    return (uintptr_t)image_data_end - ARCH_KERNEL_BASE;
}

#endif

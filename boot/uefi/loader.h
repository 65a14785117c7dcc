/*
 * loader.h - what all parts of the loader share: the firmware's tables, the command line, and the one way to give up.
 * One loader per width of firmware; each starts either kernel (start_info.h says how).
 */
#ifndef UEFI_LOADER_H
#define UEFI_LOADER_H

#include "efi.h"

extern struct efi_system_table *efi;
extern struct efi_boot_services *services; /* of no use after leave_firmware */
extern efi_handle own_image;

#define PAGE_BYTES 4096u
#define LINE_BYTES 4096u /* what both kernels read, the final NUL among them */
#define NAME_BYTES 128u

/* What is to be started. */
struct choice {
    char kernel[NAME_BYTES]; /* a file on the volume, with a NUL */
    char line[LINE_BYTES];   /* the kernel's command line, with a NUL */
    uint32_t line_length;
};

/* Does this word stand on the command line? */
uint32_t choice_has(const struct choice *choice, const char *word);

/*
 * Ends with the one line "loader: WHAT: WHY": waits for a key, gives back what was allocated and returns to the
 * firmware, which goes on with its next boot option.
 */
_Noreturn void refuse(const char *what, const char *why);

/* The same for a line of selfmap.cfg. */
_Noreturn void refuse_line(uint32_t number, const char *why);

/* Returns to the firmware at once, after one line. */
_Noreturn void leave(const char *why);

#endif

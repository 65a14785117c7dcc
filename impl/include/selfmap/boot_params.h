/*
 * boot_params.h - words on the kernel's command line.
 *
 * A word is a longest run of bytes above 0x20; everything else separates (blank, tab, newline, NUL).
 * Names are compared without regard to the case of A-Z. The text is `length` bytes, terminated or not.
 */
#ifndef SELFMAP_BOOT_PARAMS_H
#define SELFMAP_BOOT_PARAMS_H

#include <stdint.h>

#include "selfmap/status.h"

struct boot_line {
    const char *text;      /* may be null when length is 0 */
    uint32_t length;       /* bytes */
    uint32_t program_name; /* non-zero: the first word is the program's name (multiboot) and never a parameter */
};

/*
 * 1 when `name` (name_length bytes, at least one, none a separator) stands on the line as a whole word, else 0.
 * "NOXPAX", "NOXPA=1" and the program "/boot/NOXPA/kernel" are not the word NOXPA.
 * Cost: at most length x name_length steps. Theorem: T2.
 */
uint32_t boot_params_flag(const struct boot_line *line, const char *name, uint32_t name_length);

/* boot_params_flag for NOXPA, the word that turns extended physical addressing (PAE, LA57) off. Theorem: T2. */
uint32_t boot_params_noxpa(const struct boot_line *line);

/*
 * Reads "key=NUMBER": the first whole word that starts with the key (key_length bytes, its '=' included).
 * NUMBER is decimal, or hexadecimal after 0x. Errors: SELFMAP_NOT_FOUND, SELFMAP_BAD_NUMBER (no digits, a byte
 * that is no digit, more than 64 bits); `value` is written only on success. Theorem: T2.
 */
enum selfmap_status boot_params_number(const struct boot_line *line, const char *key, uint32_t key_length,
                                       uint64_t *value);

#endif

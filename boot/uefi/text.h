/* text.h - small helpers for ASCII text. A word is a run of bytes above 0x20, as in selfmap/boot_params.h. */
#ifndef UEFI_TEXT_H
#define UEFI_TEXT_H

#include <stdint.h>

uint32_t text_length(const char *text);

/* Does text[0 .. length - 1] start with, or end in, `part`? Without regard to the case of A-Z. */
uint32_t text_starts(const char *text, uint32_t length, const char *part);
uint32_t text_ends(const char *text, uint32_t length, const char *part);

/* Where the next word of text[0 .. length - 1] starts from `at` on (length when there is none), and where it ends. */
uint32_t word_start(const char *text, uint32_t length, uint32_t at);
uint32_t word_end(const char *text, uint32_t length, uint32_t at);

#endif

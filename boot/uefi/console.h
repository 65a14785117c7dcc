/* console.h - text and keys through the firmware's console: a screen, a serial line, or both. Gone after ExitBootServices. */
#ifndef UEFI_CONSOLE_H
#define UEFI_CONSOLE_H

#include <stdint.h>

void put_text(const char *text); /* "\n" becomes the console's line end; a byte that is not ASCII becomes '?' */
void put_line(const char *text);
void put_hex(uint64_t value);
void put_number(uint32_t value);

/* Without the firmware: one line on COM1, then nothing more ever. */
_Noreturn void serial_halt(const char *why);

/* The key that was pressed since the last look, 0 when there is none. A key without a character is 1. */
uint16_t key_pressed(void);
uint16_t key_wait(void);

#endif

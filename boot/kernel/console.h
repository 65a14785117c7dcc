/*
 * console.h - text to a person or a harness over COM1, and the way out of the machine.
 * One function per kind of value, so that the compiler checks the kind.
 */
#ifndef BOOT_CONSOLE_H
#define BOOT_CONSOLE_H

#include <stdint.h>

/* What the kernel tells isa-debug-exit; QEMU's status is twice that plus one. */
enum exit_code {
    EXIT_SUCCESS = 0x10,   /* 33 */
    EXIT_CHECKS = 0x11,    /* 35: a check failed */
    EXIT_REFUSED = 0x12,   /* 37: the command line or the CPU cannot be served; refused.asm knows this value too */
    EXIT_EXCEPTION = 0x13, /* 39 */
    EXIT_INTERNAL = 0x14   /* 41: the kernel could not build its tables */
};

void console_init(void);
void put_text(const char *text);
void put_line(const char *text); /* with the newline */
void put_hex(uint64_t value);    /* 0x and as many digits as it takes */
void put_hex_wide(uint64_t value, uint32_t digits);
void put_number(uint32_t value);

/* Waits for a byte from the other end of the line. */
uint8_t console_wait(void);

/* Ends the virtual machine; halts where there is no isa-debug-exit. */
_Noreturn void machine_exit(enum exit_code code);

/* Ends with the one line "boot: WHAT: WHY". */
_Noreturn void stop_with(enum exit_code code, const char *what, const char *why);

#endif

/* console.c - a polled 16550 on COM1 and QEMU's isa-debug-exit. Relies on cpu.h. */
#include "console.h"

#include "cpu.h"

#define COM1 0x3F8
#define DEBUG_EXIT 0xF4

#define LINE_STATUS 5
#define RECEIVED 0x01
#define TRANSMIT_EMPTY 0x20

void console_init(void)
{
    port_write8(COM1 + 1, 0x00); /* no interrupts: everything is polled */
    port_write8(COM1 + 3, 0x80); /* divisor 1 = 115200 baud */
    port_write8(COM1 + 0, 0x01);
    port_write8(COM1 + 1, 0x00);
    port_write8(COM1 + 3, 0x03); /* 8 bits, no parity, one stop bit */
    port_write8(COM1 + 2, 0x00);
}

static void put_byte(uint8_t byte)
{
    while ((port_read8(COM1 + LINE_STATUS) & TRANSMIT_EMPTY) == 0)
        ;
    port_write8(COM1, byte);
}

void put_text(const char *text)
{
    while (*text != 0)
        put_byte((uint8_t)*text++);
}

void put_line(const char *text)
{
    put_text(text);
    put_text("\n");
}

void put_hex_wide(uint64_t value, uint32_t digits)
{
    put_text("0x");
    while (digits > 0) {
        digits--;
        put_byte((uint8_t) "0123456789abcdef"[value >> (4 * digits) & 15]);
    }
}

void put_hex(uint64_t value)
{
    uint32_t digits = 1;

    while (digits < 16 && value >> (4 * digits) != 0)
        digits++;
    put_hex_wide(value, digits);
}

void put_number(uint32_t value)
{
    if (value >= 10)
        put_number(value / 10);
    put_byte((uint8_t)('0' + value % 10));
}

uint8_t console_wait(void)
{
    while ((port_read8(COM1 + LINE_STATUS) & RECEIVED) == 0)
        ;
    return port_read8(COM1);
}

_Noreturn void machine_exit(enum exit_code code)
{
    port_write32(DEBUG_EXIT, (uint32_t)code);
    for (;;)
        __asm__ volatile("cli; hlt");
}

_Noreturn void stop_with(enum exit_code code, const char *what, const char *why)
{
    put_text("boot: ");
    put_text(what);
    put_text(": ");
    put_line(why);
    machine_exit(code);
}

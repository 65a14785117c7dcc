/* console.c - see console.h. Relies on the firmware's simple text protocols. */
#include "console.h"

#include "loader.h"

#define COM1 0x3F8
#define LINE_STATUS 5
#define TRANSMIT_EMPTY 0x20

static void put_byte(char byte)
{
    uint16_t text[3] = {'?', 0, 0};

    if (byte == '\n') {
        text[0] = '\r';
        text[1] = '\n';
    } else if (byte >= ' ' && byte <= '~') {
        text[0] = (uint16_t)byte;
    }
    (void)efi->console_out->output_string(efi->console_out, text);
}

void put_text(const char *text)
{
    while (*text != 0)
        put_byte(*text++);
}

void put_line(const char *text)
{
    put_text(text);
    put_text("\n");
}

void put_hex(uint64_t value)
{
    uint32_t digits = 1;

    put_text("0x");
    while (digits < 16 && value >> (4 * digits) != 0)
        digits++;
    while (digits > 0) {
        digits--;
        put_byte("0123456789abcdef"[value >> (4 * digits) & 15]);
    }
}

void put_number(uint32_t value)
{
    if (value >= 10)
        put_number(value / 10);
    put_byte((char)('0' + value % 10));
}

uint16_t key_pressed(void)
{
    struct efi_input_key key = {0, 0};

    if (efi->console_in->read_key(efi->console_in, &key) != EFI_SUCCESS)
        return 0;
    return key.unicode != 0 ? key.unicode : 1;
}

uint16_t key_wait(void)
{
    uintptr_t index = 0;
    uint16_t key = key_pressed();

    while (key == 0) {
        if (services->wait_for_event(1, &efi->console_in->wait_for_key, &index) != EFI_SUCCESS)
            (void)services->stall(10000);
        key = key_pressed();
    }
    return key;
}

static uint8_t port_read8(uint16_t port)
{
    uint8_t value;

    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static void port_write8(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static void serial_text(const char *text)
{
    for (; *text != 0; text++) {
        while ((port_read8(COM1 + LINE_STATUS) & TRANSMIT_EMPTY) == 0)
            ;
        port_write8(COM1, (uint8_t)*text);
    }
}

_Noreturn void serial_halt(const char *why)
{
    serial_text("loader: the firmware: ");
    serial_text(why);
    serial_text("\r\n");
    for (;;)
        __asm__ volatile("cli; hlt");
}

/* shell_line.c - a line from COM1, echoed as it is typed, in words; and the numbers in it. Relies on console. */
#include "shell.h"

#include "console.h"

#define LINE_BYTES 80u
#define BACKSPACE 8u
#define DELETE 127u

static char text[LINE_BYTES + 1];

/* Fills text; what does not fit is dropped, and not echoed either. */
static void read_text(void)
{
    uint32_t length = 0;

    for (;;) {
        const uint8_t byte = console_wait();
        const char echo[2] = {(char)byte, 0};

        if (byte == '\r' || byte == '\n')
            break;
        if ((byte == BACKSPACE || byte == DELETE) && length > 0) {
            length--;
            put_text("\b \b");
        } else if (byte >= ' ' && byte < DELETE && length < LINE_BYTES) {
            text[length++] = (char)byte;
            put_text(echo);
        }
    }
    text[length] = 0;
    put_text("\n");
}

void shell_read(struct shell_line *line)
{
    char *at = text;

    put_text("> ");
    read_text();
    line->words = 0;
    for (uint32_t i = 0; i < SHELL_WORDS; i++)
        line->word[i] = "";
    for (;;) {
        while (*at == ' ')
            *at++ = 0;
        if (*at == 0)
            return;
        if (line->words < SHELL_WORDS)
            line->word[line->words] = at;
        line->words++;
        while (*at != 0 && *at != ' ')
            at++;
    }
}

/* The digit's value, or 16. */
static uint32_t digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0');
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10 : 16;
}

/* Digits of this base to the end of the text: 0 when there are none, another character, or more than 64 bits. */
static uint32_t read_digits(const char *at, uint32_t base, uint64_t *value)
{
    if (*at == 0)
        return 0;
    for (*value = 0; *at != 0; at++) {
        const uint64_t before = *value;
        const uint32_t digit = digit_of(*at);

        *value = before * base + digit;
        if (digit >= base || before > (base == 16 ? UINT64_MAX >> 4 : 1844674407370955161ull) || *value < digit)
            return 0;
    }
    return 1;
}

uint32_t shell_number(const char *number, uint64_t *value)
{
    const uint32_t hexadecimal = number[0] == '0' && (number[1] | 0x20) == 'x';

    if (read_digits(number + (hexadecimal ? 2 : 0), hexadecimal ? 16 : 10, value))
        return 1;
    put_text("`");
    put_text(number);
    put_line("` is no number of 64 bits: give digits, or hexadecimal ones after 0x");
    return 0;
}

uint32_t shell_good(enum selfmap_status status)
{
    if (status != SELFMAP_OK)
        put_line(selfmap_status_text(status));
    return status == SELFMAP_OK;
}

/* shell_line.c - a line from COM1, echoed as it is typed, in words; and the numbers in it. Relies on console and boot_params. */
#include "shell.h"

#include "console.h"
#include "selfmap/boot_params.h"

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

/* The library's reader of `key=NUMBER`, with a key of nothing but the `=`. */
uint32_t shell_number(const char *number, uint64_t *value)
{
    char keyed[LINE_BYTES + 2] = "=";
    struct boot_line line = {keyed, 1, 0};

    while (number[line.length - 1] != 0) {
        keyed[line.length] = number[line.length - 1];
        line.length++;
    }
    if (boot_params_number(&line, "=", 1, value) == SELFMAP_OK)
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

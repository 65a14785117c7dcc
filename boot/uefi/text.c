/* text.c - see text.h. Relies on nothing. */
#include "text.h"

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

uint32_t text_length(const char *text)
{
    uint32_t length = 0;

    while (text[length] != 0)
        length++;
    return length;
}

static uint32_t alike(const char *text, const char *part, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (lower(text[i]) != lower(part[i]))
            return 0;
    return 1;
}

uint32_t text_starts(const char *text, uint32_t length, const char *part)
{
    uint32_t wanted = text_length(part);

    return wanted <= length && alike(text, part, wanted);
}

uint32_t text_ends(const char *text, uint32_t length, const char *part)
{
    uint32_t wanted = text_length(part);

    return wanted <= length && alike(text + (length - wanted), part, wanted);
}

uint32_t word_start(const char *text, uint32_t length, uint32_t at)
{
    while (at < length && (unsigned char)text[at] <= ' ')
        at++;
    return at;
}

uint32_t word_end(const char *text, uint32_t length, uint32_t at)
{
    while (at < length && (unsigned char)text[at] > ' ')
        at++;
    return at;
}

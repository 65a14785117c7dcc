/* line.c - model: the command-line rule. See line.h; relies on nothing else. */
#include "spec/model/line.h"

static uint32_t is_separator(char byte)
{
    return (unsigned char)byte <= 0x20;
}

static char lower(char byte)
{
    static const char upper_case[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char lower_case[] = "abcdefghijklmnopqrstuvwxyz";
    for (uint32_t i = 0; i < 26; i++) {
        if (byte == upper_case[i])
            return lower_case[i];
    }
    return byte;
}

/* Finds the parameter number `which` of the line: 1 and its place, or 0 when there are not so many. */
static uint32_t parameter(const struct model_line *line, uint32_t which, uint32_t *start, uint32_t *length)
{
    uint32_t skip = which + (line->program_name ? 1 : 0);
    uint32_t seen = 0;
    for (uint32_t at = 0; at < line->length; at++) {
        uint32_t begins = !is_separator(line->text[at]) && (at == 0 || is_separator(line->text[at - 1]));
        if (!begins)
            continue;
        if (seen == skip) {
            *start = at;
            *length = 0;
            while (at < line->length && !is_separator(line->text[at])) {
                *length += 1;
                at++;
            }
            return 1;
        }
        seen++;
    }
    return 0;
}

static uint32_t same(const char *a, const char *b, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++) {
        if (lower(a[i]) != lower(b[i]))
            return 0;
    }
    return 1;
}

uint32_t model_flag(const struct model_line *line, const char *name, uint32_t name_length)
{
    uint32_t start;
    uint32_t length;
    for (uint32_t which = 0; parameter(line, which, &start, &length); which++) {
        if (length == name_length && same(line->text + start, name, name_length))
            return 1;
    }
    return 0;
}

uint32_t model_noxpa(const struct model_line *line)
{
    return model_flag(line, "NOXPA", 5);
}

/* A digit's value, or 16. */
static uint32_t digit_value(char byte)
{
    static const char digits[] = "0123456789abcdef";
    for (uint32_t i = 0; i < 16; i++) {
        if (lower(byte) == digits[i])
            return i;
    }
    return 16;
}

static enum model_status read_number(const char *text, uint32_t length, uint64_t *value)
{
    uint32_t base = 10;
    uint64_t sum = 0;
    if (length >= 2 && text[0] == '0' && lower(text[1]) == 'x') {
        base = 16;
        text += 2;
        length -= 2;
    }
    if (length == 0)
        return MODEL_BAD_NUMBER;
    for (uint32_t i = 0; i < length; i++) {
        uint32_t digit = digit_value(text[i]);
        if (digit >= base)
            return MODEL_BAD_NUMBER;
        /* 2^64 - 1 is 18446744073709551615, and 0xF followed by fifteen more. */
        if (base == 10 && (sum > 1844674407370955161u || (sum == 1844674407370955161u && digit > 5)))
            return MODEL_BAD_NUMBER;
        if (base == 16 && sum > 0x0FFFFFFFFFFFFFFFu)
            return MODEL_BAD_NUMBER;
        sum = sum * base + digit;
    }
    *value = sum;
    return MODEL_OK;
}

enum model_status model_number(const struct model_line *line, const char *key, uint32_t key_length, uint64_t *value)
{
    uint32_t start;
    uint32_t length;
    for (uint32_t which = 0; parameter(line, which, &start, &length); which++) {
        if (length >= key_length && same(line->text + start, key, key_length))
            return read_number(line->text + start + key_length, length - key_length, value);
    }
    return MODEL_NOT_FOUND;
}

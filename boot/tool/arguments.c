/* arguments.c - parses the host tool's command line. See arguments.h. */
#include "boot/tool/arguments.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "selfmap/pagemap.h"

static const char *const command_names[] = {
    [COMMAND_EXPLAIN] = "explain", [COMMAND_WINDOWS] = "windows", [COMMAND_REVERSE] = "reverse"};

/* What has been seen so far; pointers are words of the command line. */
struct words {
    const char *command;
    const char *mode;
    const char *slot;
    const char *address;
    bool json;
};

/* What the user typed may hold control characters: the complaint stays one line. */
void complain(const char *format, ...)
{
    char line[512];
    va_list list;
    va_start(list, format);
    vsnprintf(line, sizeof line, format, list);
    va_end(list);
    for (char *byte = line; *byte != '\0'; byte++) {
        if ((unsigned char)*byte < 0x20 || *byte == 0x7F)
            *byte = '?';
    }
    fprintf(stderr, "selfmap: %s\n", line);
}

static int digit_value(char byte)
{
    const char *digits = "0123456789abcdef";
    const char *found = byte >= 'A' && byte <= 'F' ? strchr(digits, byte - 'A' + 'a') : strchr(digits, byte);
    return byte != '\0' && found != NULL ? (int)(found - digits) : 16;
}

/* Every byte of the text must be a digit of the base, and the value must fit. */
static bool parse_digits(const char *text, unsigned base, uint64_t *value)
{
    uint64_t sum = 0;
    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++) {
        unsigned digit = (unsigned)digit_value(*text);
        if (digit >= base || sum > (UINT64_MAX - digit) / base)
            return false;
        sum = sum * base + digit;
    }
    *value = sum;
    return true;
}

/* Hexadecimal after 0x; else decimal; else, for addresses, hexadecimal when a letter shows that it is. */
static bool parse_number(const char *text, bool bare_hexadecimal, uint64_t *value)
{
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
        return parse_digits(text + 2, 16, value);
    if (bare_hexadecimal && strpbrk(text, "abcdefABCDEF") != NULL)
        return parse_digits(text, 16, value);
    return parse_digits(text, 10, value);
}

/* The value of an option, from `--name value` or `--name=value`; false when this word is not the option. */
static bool option_value(const char *name, int count, char **words, int *at, const char **value, bool *good)
{
    const char *word = words[*at];
    size_t length = strlen(name);
    const char *found = NULL;
    if (strncmp(word, name, length) != 0 || (word[length] != '\0' && word[length] != '='))
        return false;
    if (word[length] == '=')
        found = word + length + 1;
    else if (*at + 1 < count)
        found = words[++*at];
    if (found == NULL)
        complain("%s needs a value: see selfmap --help", name);
    else if (*value != NULL)
        complain("%s is given twice: give it once", name);
    *good = found != NULL && *value == NULL;
    *value = found;
    return true;
}

/* Sorts the words; true when each has a place. Help and version end the search. */
static bool collect(int count, char **argv, struct words *words, struct arguments *arguments)
{
    bool options = true;
    for (int at = 1; at < count; at++) {
        bool good = true;
        if (options && strcmp(argv[at], "--") == 0) {
            options = false;
        } else if (options && strcmp(argv[at], "--help") == 0) {
            arguments->command = COMMAND_HELP;
            return true;
        } else if (options && strcmp(argv[at], "--version") == 0) {
            arguments->command = COMMAND_VERSION;
            return true;
        } else if (options && strcmp(argv[at], "--json") == 0) {
            words->json = true;
        } else if (options && (option_value("--mode", count, argv, &at, &words->mode, &good) ||
                               option_value("--slot", count, argv, &at, &words->slot, &good))) {
            if (!good)
                return false;
        } else if (options && argv[at][0] == '-') {
            complain("unknown option %s: see selfmap --help", argv[at]);
            return false;
        } else if (words->command == NULL) {
            words->command = argv[at];
        } else if (words->address == NULL) {
            words->address = argv[at];
        } else {
            complain("one argument too many, %s: see selfmap --help", argv[at]);
            return false;
        }
    }
    arguments->command = COMMAND_EXPLAIN;
    return true;
}

static bool parse_command(const struct words *words, struct arguments *arguments)
{
    if (words->command == NULL) {
        complain("no command: give explain, windows or reverse, or see selfmap --help");
        return false;
    }
    for (int command = COMMAND_EXPLAIN; command <= COMMAND_REVERSE; command++) {
        if (strcmp(words->command, command_names[command]) == 0) {
            arguments->command = (enum command)command;
            return true;
        }
    }
    complain("unknown command %s: give explain, windows or reverse", words->command);
    return false;
}

static bool parse_mode(const struct words *words, struct arguments *arguments)
{
    if (words->mode == NULL) {
        complain("no mode: give --mode pml2, pml3, pml4 or pml5");
        return false;
    }
    if (strncasecmp(words->mode, "pml", 3) == 0 && words->mode[3] >= '2' && words->mode[3] <= '5' &&
        words->mode[4] == '\0') {
        arguments->mode = (uint32_t)(words->mode[3] - '0');
        return true;
    }
    complain("--mode %s: %s", words->mode, selfmap_status_text(SELFMAP_BAD_MODE));
    return false;
}

static bool parse_slot(const struct words *words, struct arguments *arguments)
{
    uint64_t slot;
    arguments->slot = PAGEMAP_SLOT_DEFAULT;
    if (words->slot == NULL)
        return true;
    if (!parse_number(words->slot, false, &slot)) {
        complain("--slot %s: no number: give a decimal one, or 0x and hexadecimal digits", words->slot);
        return false;
    }
    if (slot >= PAGEMAP_SLOT_DEFAULT) { /* the value that asks for the default is no slot */
        complain("--slot %s: %s", words->slot, selfmap_status_text(SELFMAP_BAD_SLOT));
        return false;
    }
    arguments->slot = (uint32_t)slot;
    return true;
}

static bool parse_address(const struct words *words, struct arguments *arguments)
{
    bool wanted = arguments->command != COMMAND_WINDOWS;
    if (!wanted && words->address != NULL) {
        complain("windows takes no address, but got %s: see selfmap --help", words->address);
        return false;
    }
    if (!wanted)
        return true;
    if (words->address == NULL) {
        complain("%s needs an address: see selfmap --help", words->command);
        return false;
    }
    if (!parse_number(words->address, true, &arguments->address)) {
        complain("%s: no 64-bit address: give 0x and up to 16 hexadecimal digits", words->address);
        return false;
    }
    return true;
}

bool arguments_parse(int count, char **argv, struct arguments *arguments)
{
    struct words words = {NULL, NULL, NULL, NULL, false};
    if (!collect(count, argv, &words, arguments))
        return false;
    if (arguments->command == COMMAND_HELP || arguments->command == COMMAND_VERSION)
        return true;
    arguments->json = words.json;
    return parse_command(&words, arguments) && parse_mode(&words, arguments) && parse_slot(&words, arguments) &&
           parse_address(&words, arguments);
}

/* config.c - see config.h. Relies on files and text. */
#include "config.h"

#include "console.h"
#include "files.h"
#include "text.h"

#define CONFIG_LIMIT 65536u

void config_append(struct choice *choice, const char *words, uint32_t length)
{
    uint32_t blank = choice->line_length != 0 && length != 0;

    if (length >= LINE_BYTES || choice->line_length + blank + length >= LINE_BYTES)
        refuse("the command line", "it is too long: keep it below 4096 bytes");
    if (blank)
        choice->line[choice->line_length++] = ' ';
    for (uint32_t i = 0; i < length; i++)
        choice->line[choice->line_length++] = words[i];
    choice->line[choice->line_length] = 0;
}

void config_remove(struct choice *choice, const char *word)
{
    uint32_t length = text_length(word), end;

    for (uint32_t at = word_start(choice->line, choice->line_length, 0); at < choice->line_length;
         at = word_start(choice->line, choice->line_length, end)) {
        end = word_end(choice->line, choice->line_length, at);
        if (end - at == length && text_starts(choice->line + at, length, word))
            for (uint32_t i = at; i < end; i++)
                choice->line[i] = ' ';
    }
}

void config_kernel(struct choice *choice, const char *name, uint32_t length)
{
    if (length == 0 || length >= NAME_BYTES)
        refuse("kernel=", "give the name of a file on the volume, below 128 bytes");
    for (uint32_t i = 0; i < length; i++)
        choice->kernel[i] = name[i];
    choice->kernel[length] = 0;
}

/* One line without blanks around it. */
static void config_line(struct choice *choice, const char *line, uint32_t length, uint32_t number)
{
    if (length == 0 || line[0] == '#')
        return;
    if (text_starts(line, length, "kernel="))
        config_kernel(choice, line + 7, length - 7);
    else if (text_starts(line, length, "append="))
        config_append(choice, line + 7, length - 7);
    else
        refuse_line(number, "unknown: give kernel=FILE, append=WORDS or a comment after #");
}

static void config_text(struct choice *choice, const char *text, uint32_t length)
{
    uint32_t number = 0;

    for (uint32_t at = 0; at < length;) {
        uint32_t end = at, next;

        while (end < length && text[end] != '\n')
            end++;
        next = end + 1;
        while (end > at && (unsigned char)text[end - 1] <= ' ')
            end--;
        at = word_start(text, end, at);
        config_line(choice, text + at, end - at, ++number);
        at = next;
    }
}

static void config_file(struct choice *choice)
{
    struct file file = {0, 0};

    switch (file_read(CONFIG_NAME, CONFIG_LIMIT, &file)) {
    case FILE_MISSING:
        put_line("loader: no " CONFIG_NAME ", so the defaults are taken");
        break;
    case FILE_READ:
        config_text(choice, (const char *)file.bytes, file.length);
        file_free(&file);
        break;
    default:
        refuse(CONFIG_NAME, "it cannot be read: it must be a file of at most 65536 bytes");
    }
}

/* Load options are whatever the boot entry holds: text in UTF-16, or something else, which is none of our business. */
static uint32_t options_text(const struct efi_loaded_image *image, char *text)
{
    uint32_t units = image->load_options == 0 ? 0 : image->load_options_bytes / 2;
    uint32_t length = 0;

    for (; length < units && image->load_options[length] != 0; length++) {
        uint16_t unit = image->load_options[length];

        if (unit > '~' || (unit < ' ' && unit != '\t')) {
            put_line("loader: the load options are no ASCII text and are left out");
            return 0;
        }
        if (length == LINE_BYTES)
            refuse("the load options", "they are too long: keep them below 4096 characters");
        text[length] = (char)unit;
    }
    return length;
}

static void config_options(struct choice *choice)
{
    static char text[LINE_BYTES];
    struct efi_loaded_image *image = 0;
    uint32_t length, end;

    if (services->handle_protocol(own_image, &efi_loaded_image_guid, (void **)&image) != EFI_SUCCESS)
        return;
    length = options_text(image, text);
    for (uint32_t at = word_start(text, length, 0); at < length; at = word_start(text, length, end)) {
        end = word_end(text, length, at);
        if (text_starts(text + at, end - at, "kernel="))
            config_kernel(choice, text + at + 7, end - at - 7);
        else if (at != word_start(text, length, 0) || !text_ends(text + at, end - at, ".efi"))
            config_append(choice, text + at, end - at);
    }
}

void config_read(struct choice *choice)
{
    const char *kernel = sizeof(void *) == 8 ? "kernel-amd64.elf" : "kernel-i686.elf";

    choice->line_length = 0;
    choice->line[0] = 0;
    config_kernel(choice, kernel, text_length(kernel));
    config_file(choice);
    config_options(choice);
}

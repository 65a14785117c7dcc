/* menu.c - see menu.h. Relies on console and config. */
#include "menu.h"

#include "config.h"
#include "console.h"
#include "text.h"

static const struct {
    const char *kernel;
    uint32_t noxpa;
    const char *title;
} entries[] = {
    {"kernel-amd64.elf", 0, "amd64: PML5 where the CPU has five levels, else PML4"},
    {"kernel-amd64.elf", 1, "amd64: PML4"},
    {"kernel-i686.elf", 0, "i686: PML3 where the CPU has PAE, else PML2"},
    {"kernel-i686.elf", 1, "i686: PML2"},
};

#define KEY_LOOKS 10
#define KEY_LOOK_MICROSECONDS 10000
#define ENTRIES (sizeof entries / sizeof entries[0])

static void show(const struct choice *choice)
{
    put_line("");
    for (uint32_t i = 0; i < ENTRIES; i++) {
        put_text("  ");
        put_number(i + 1);
        put_text("  ");
        put_line(entries[i].title);
    }
    put_text("  s  start ");
    put_text(choice->kernel);
    put_text(" ");
    put_line(choice->line);
    put_line("  q  back to the firmware");
    put_text("loader: choose one: ");
}

/* The other words of the command line stay: an entry speaks of the kernel and of NOXPA only. */
static void take(struct choice *choice, uint32_t entry)
{
    config_kernel(choice, entries[entry].kernel, text_length(entries[entry].kernel));
    config_remove(choice, "NOXPA");
    if (entries[entry].noxpa)
        config_append(choice, "NOXPA", 5);
}

/* A keyboard repeats a held key some twenty times a second, and the firmware looks at it now and then. */
static uint32_t key_held(void)
{
    for (uint32_t i = 0; i < KEY_LOOKS; i++) {
        if (key_pressed() != 0)
            return 1;
        (void)services->stall(KEY_LOOK_MICROSECONDS);
    }
    return 0;
}

void menu(struct choice *choice)
{
    uint16_t key;

    if (!key_held())
        return;
    show(choice);
    /* Other keys, the held one among them, mean nothing. */
    do {
        key = key_wait();
        if (key == 'q' || key == 'Q') {
            put_line("");
            leave("back to the firmware");
        }
    } while (key != 's' && key != 'S' && key != '\r' && (key < '1' || key >= '1' + ENTRIES));
    put_line("");
    if (key >= '1' && key < '1' + ENTRIES)
        take(choice, (uint32_t)(key - '1'));
}

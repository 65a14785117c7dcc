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
    put_text("loader: choose: ");
}

/* The other words of the command line stay: an entry speaks of the kernel and of NOXPA only. */
static void take(struct choice *choice, uint32_t entry)
{
    config_kernel(choice, entries[entry].kernel, text_length(entries[entry].kernel));
    config_remove(choice, "NOXPA");
    if (entries[entry].noxpa)
        config_append(choice, "NOXPA", 5);
}

void menu(struct choice *choice)
{
    uint16_t key;

    if (key_pressed() == 0)
        return;
    for (;;) {
        show(choice);
        key = key_wait();
        put_line("");
        if (key == 's' || key == 'S' || key == '\r')
            return;
        if (key == 'q' || key == 'Q')
            leave("back to the firmware");
        if (key >= '1' && key < '1' + ENTRIES) {
            take(choice, (uint32_t)(key - '1'));
            return;
        }
    }
}

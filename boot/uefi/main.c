/*
 * main.c - the loader from the firmware's call to the kernel's first instruction: what to start, where it goes, what
 * it is told, farewell to the firmware. Relies on everything else in this folder, and on the library for the command line's
 * words and for the way out of the boot services.
 */
#include "config.h"
#include "console.h"
#include "doors.h"
#include "image.h"
#include "loader.h"
#include "menu.h"
#include "planted.h"
#include "start_info.h"
#include "text.h"

#include "selfmap/boot_params.h"
#include "selfmap/firmware.h"

struct efi_system_table *efi;
struct efi_boot_services *services;
efi_handle own_image;

efi_status efi_main(efi_handle image, struct efi_system_table *table);

uint32_t choice_has(const struct choice *choice, const char *word)
{
    struct boot_line line = {choice->line, choice->line_length, 0};

    return boot_params_flag(&line, word, text_length(word));
}

_Noreturn void leave(const char *why)
{
    put_text("loader: ");
    put_line(why);
    for (;;)
        (void)services->exit(own_image, EFI_LOAD_ERROR, 0, 0);
}

/* A key that was pressed before the line came does not count as having read it; one that comes with the line does. */
static void forget_keys(void)
{
    while (key_pressed() != 0)
        ;
}

static _Noreturn void wait_and_leave(void)
{
    (void)key_wait();
    leave("back to the firmware");
}

_Noreturn void refuse(const char *what, const char *why)
{
    forget_keys();
    put_text("loader: ");
    put_text(what);
    put_text(": ");
    put_text(why);
    put_line(" (press a key)");
    wait_and_leave();
}

_Noreturn void refuse_line(uint32_t number, const char *why)
{
    forget_keys();
    put_text("loader: " CONFIG_NAME " line ");
    put_number(number);
    put_text(": ");
    put_text(why);
    put_line(" (press a key)");
    wait_and_leave();
}

static void announce(const struct choice *choice, const struct elf_kernel *kernel)
{
    put_text("loader: ");
    put_text(choice->kernel);
    put_text(" at ");
    put_hex(kernel->first);
    put_text(" to ");
    put_hex(kernel->end);
    put_text(", entry ");
    put_hex(kernel->entry);
    put_text(", command line: ");
    put_line(choice->line);
}

/* What can be refused comes first; then memory is taken; then the firmware is left, and nothing can be said any more. */
static _Noreturn void start(const struct choice *choice)
{
    struct elf_kernel kernel;
    struct firmware_map map = {0, 0, 0, 0};
    const uint8_t *bytes = 0;
    struct hand_over *block;
    enum selfmap_status status;

    planted_choose(choice);
    image_load(choice->kernel, &kernel, &bytes);
    announce(choice, &kernel);
    block = start_info_make(choice);
    image_prepare_jump();
    image_place(choice->kernel, &kernel, bytes);
    status = firmware_leave(&map);
    if (status != SELFMAP_OK && !doors_exit_tried())
        refuse("the firmware", selfmap_status_text(status));
    if (status != SELFMAP_OK)
        serial_halt(selfmap_status_text(status));
    doors_read(&map);
    if (!image_may_land(&kernel))
        serial_halt("the memory that the kernel is linked for is no longer free");
    start_info_memory(block, choice, kernel.first, kernel.end);
    image_jump(&kernel, (uint32_t)(uintptr_t)block);
}

efi_status efi_main(efi_handle image, struct efi_system_table *table)
{
    static struct choice choice;

    efi = table;
    services = table->boot_services;
    own_image = image;
    (void)services->set_watchdog(0, 0, 0, 0); /* the menu may wait for longer than five minutes */
    put_line(sizeof(void *) == 8 ? "selfmap loader, x64" : "selfmap loader, ia32");
    config_read(&choice);
    menu(&choice);
    start(&choice);
}

/* planted.c - see planted.h. Relies on choice_has, and for a growing map on the firmware's memory services. */
#include "planted.h"

#define DISPLAY 0xA0000u /* where memory below 1 MiB ends, and VGA's begins */
#define ABOVE_SLACK 120u /* descriptors; FIRMWARE_SLACK holds 85 of 48 bytes */
#define WITHIN_SLACK 5u
#define TIMES 3u

static uint32_t grow, stale, outgrow; /* how often still */
static uint32_t occupied;             /* a memory type, or 0 */

uint32_t planted_drop_line(const struct choice *choice)
{
    return choice_has(choice, "fault=loader-line");
}

uint32_t planted_usable(const struct choice *choice)
{
    return choice_has(choice, "fault=loader-usable");
}

static uint32_t last_usable(const struct memory_list *list)
{
    uint32_t at = list->count;

    while (at > 0 && list->ranges[at - 1].type != RANGE_USABLE)
        at--;
    return at > 0 ? at - 1 : 0;
}

void planted_map(const struct choice *choice, struct memory_list *list)
{
    if (choice_has(choice, "fault=loader-cut"))
        list->count = last_usable(list);
    if (choice_has(choice, "fault=loader-invented"))
        for (uint32_t i = 0; i < list->count; i++)
            if (list->ranges[i].type == RANGE_USABLE && list->ranges[i].base + list->ranges[i].bytes == DISPLAY)
                list->ranges[i].bytes += 0x40000; /* the display, and where option ROMs would be */
}

/* Pages of alternating types, one descriptor each. */
static void lengthen_map(uint32_t descriptors)
{
    for (uint32_t i = 0; i < descriptors; i++) {
        uint64_t page = UINT32_MAX;

        (void)services->allocate_pages(EFI_ALLOCATE_BELOW, i % 2 == 0 ? EFI_LOADER_CODE : EFI_LOADER_DATA, 1, &page);
    }
}

void planted_choose(const struct choice *choice)
{
    grow = choice_has(choice, "fault=loader-grow") ? TIMES : 0;
    stale = choice_has(choice, "fault=loader-stale") ? TIMES : 0;
    outgrow = choice_has(choice, "fault=loader-outgrow") ? 1 : 0;
    occupied = choice_has(choice, "fault=loader-occupied") ? EFI_BOOT_DATA : 0;
    if (choice_has(choice, "fault=loader-taken"))
        occupied = EFI_ACPI_NVS;
}

void planted_occupy(uint64_t address)
{
    if (occupied != 0)
        (void)services->allocate_pages(EFI_ALLOCATE_AT, occupied, 1, &address);
}

void planted_allocated(void)
{
    if (grow == 0)
        return;
    grow--;
    lengthen_map(ABOVE_SLACK);
}

void planted_exiting(void)
{
    if (stale != 0) {
        stale--;
        lengthen_map(WITHIN_SLACK);
    }
    if (outgrow != 0) {
        outgrow--;
        lengthen_map(2 * ABOVE_SLACK);
    }
}

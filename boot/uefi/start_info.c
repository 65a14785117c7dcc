/* start_info.c - see start_info.h. Relies on memory, and on planted for the faults that boot-selftest asks for. */
#include "start_info.h"

#include <stddef.h>

#include "planted.h"

_Static_assert(sizeof(struct start_info) == 56 && offsetof(struct start_info, memory_map) == 40, "PVH's start info");
_Static_assert(sizeof(struct memory_range) == 24, "PVH's memory map entry");

static uint32_t same_guid(const struct efi_guid *one, const struct efi_guid *other)
{
    for (uint32_t i = 0; i < 8; i++)
        if (one->data4[i] != other->data4[i])
            return 0;
    return one->data1 == other->data1 && one->data2 == other->data2 && one->data3 == other->data3;
}

static uint64_t table_of(const struct efi_guid *guid)
{
    for (uintptr_t i = 0; i < efi->configuration_count; i++)
        if (same_guid(&efi->configuration[i].vendor, guid))
            return (uintptr_t)efi->configuration[i].table;
    return 0;
}

struct hand_over *start_info_make(const struct choice *choice)
{
    uint64_t address = UINT32_MAX;
    uintptr_t pages = (sizeof(struct hand_over) + PAGE_BYTES - 1) / PAGE_BYTES;
    struct hand_over *block;

    if (services->allocate_pages(EFI_ALLOCATE_BELOW, EFI_LOADER_DATA, pages, &address) != EFI_SUCCESS)
        refuse("the hand-off", "no memory is left for it below 4 GiB");
    block = (struct hand_over *)(uintptr_t)address;
    block->info = (struct start_info){START_INFO_MAGIC, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    for (uint32_t i = 0; i <= choice->line_length; i++)
        block->line[i] = choice->line[i];
    block->info.command_line = planted_drop_line(choice) ? 0 : (uintptr_t)block->line;
    block->info.rsdp = table_of(&efi_acpi_20_guid);
    if (block->info.rsdp == 0)
        block->info.rsdp = table_of(&efi_acpi_10_guid);
    block->info.memory_map = (uintptr_t)block->ranges;
    return block;
}

void start_info_memory(struct hand_over *block, const struct choice *choice, uint32_t first, uint32_t end)
{
    struct memory_list list = {block->ranges, START_INFO_RANGES, 0};

    memory_fill(&list, planted_usable(choice) ? RANGE_USABLE : RANGE_RESERVED, first, end);
    planted_map(choice, &list);
    block->info.memory_count = list.count;
}

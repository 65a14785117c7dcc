/* human.c - the host tool's answers as aligned tables for people. See answer.h. */
#include <inttypes.h>
#include <stdio.h>

#include "boot/tool/answer.h"

static const char *mode_words(uint32_t mode)
{
    switch (mode) {
    case PAGING_PML2:
        return "PML2 (32-bit paging)";
    case PAGING_PML3:
        return "PML3 (PAE)";
    case PAGING_PML4:
        return "PML4 (4-level paging)";
    default:
        return "PML5 (LA57, 5-level paging)";
    }
}

/* Hex digits that show every address of the mode. */
static int address_digits(const struct pagemap_info *info)
{
    return info->address_bits <= 32 ? 8 : 16;
}

static void print_address(const struct pagemap_info *info, uint64_t address)
{
    printf("0x%0*" PRIx64, address_digits(info), address);
}

/* A power of two in the largest unit that it fills, the number at least `width` wide. */
static void print_size(int width, uint64_t bytes)
{
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    unsigned unit = 0;
    while (bytes >= 1024 && unit < 5) {
        bytes /= 1024;
        unit++;
    }
    printf("%*" PRIu64 " %s", width, bytes, units[unit]);
}

static void print_bound(const struct pagemap_info *info)
{
    printf("mode       %s, %" PRIu32 "-bit addresses\n", mode_words(info->mode), info->address_bits);
    if (info->mode == PAGING_PML3)
        printf("slot       PD#3[%" PRIu32 "..%" PRIu32 "]", info->self_map_slot, info->self_map_slot + 3);
    else
        printf("slot       %" PRIu32 " (0x%" PRIx32 ")", info->self_map_slot, info->self_map_slot);
    printf("\n");
}

static void print_range(const struct pagemap_info *info, uint64_t first, uint64_t last)
{
    print_address(info, first);
    printf(" to ");
    print_address(info, last);
    printf(" (");
    print_size(0, last - first + 1);
    printf(")\n");
}

void human_explain(const struct pagemap *pagemap, const struct explain_answer *answer)
{
    const struct pagemap_info *info = &pagemap->info;
    print_bound(info);
    printf("address    ");
    print_address(info, answer->address);
    printf("\ncanonical  %s\n", answer->canonical ? "yes" : "no");
    if (!answer->canonical)
        return;
    printf("\nlevel  name   index    entry maps  entry address\n");
    for (uint32_t level = 1; level <= info->mode; level++) {
        const struct level_answer *here = &answer->level[level - 1];
        printf("%5" PRIu32 "  %-5s  %5" PRIu32 "    ", level, level_name(level), here->index);
        print_size(4, level_reach(info, level));
        printf("    ");
        if (here->shown)
            print_address(info, here->entry_address);
        else
            printf("not visible through the self-map");
        printf("\n");
    }
    if (!answer->in_window)
        return;
    printf("\nThe address lies in the self-map: it is ");
    if (answer->address != answer->entry.entry_address)
        printf("byte %" PRIu64 " of ", answer->address - answer->entry.entry_address);
    printf("entry %" PRIu32 " of a level %" PRIu32 " table (a %s),\nwhich maps ", answer->entry.index,
           answer->entry.level, level_name(answer->entry.level));
    print_range(info, answer->entry.first, answer->entry.last);
}

void human_windows(const struct pagemap *pagemap)
{
    const struct pagemap_info *info = &pagemap->info;
    int width = address_digits(info) + 2;
    print_bound(info);
    printf("\nlevel  name   %-*s  %-*s  size\n", width, "first", width, "last");
    for (uint32_t level = 1; level <= info->window_levels; level++) {
        printf("%5" PRIu32 "  %-5s  ", level, level_name(level));
        print_address(info, info->window_base[level - 1]);
        printf("  ");
        print_address(info, info->window_last[level - 1]);
        printf("  ");
        print_size(4, info->window_last[level - 1] - info->window_base[level - 1] + 1);
        printf("\n");
    }
}

void human_reverse(const struct pagemap *pagemap, const struct entry_answer *answer)
{
    const struct pagemap_info *info = &pagemap->info;
    print_bound(info);
    printf("entry      ");
    print_address(info, answer->entry_address);
    printf("\nlevel      %" PRIu32 " (%s), index %" PRIu32 "\n", answer->level, level_name(answer->level),
           answer->index);
    printf("maps       ");
    print_range(info, answer->first, answer->last);
}

/* json.c - the host tool's answers for programs, in the shapes of design.md section 9. See answer.h. */
#include <inttypes.h>
#include <stdio.h>

#include "boot/tool/answer.h"

static void print_bound(const struct pagemap *pagemap)
{
    printf("{\"mode\": \"pml%" PRIu32 "\", \"slot\": %" PRIu32, pagemap->info.mode, pagemap->info.self_map_slot);
}

static void print_address(const char *name, uint64_t address)
{
    printf(", \"%s\": \"0x%" PRIx64 "\"", name, address);
}

static void print_level(uint32_t level)
{
    printf("%s{\"level\": %" PRIu32 ", \"name\": \"%s\"", level == 1 ? "" : ", ", level, level_name(level));
}

void json_explain(const struct pagemap *pagemap, const struct explain_answer *answer)
{
    print_bound(pagemap);
    print_address("address", answer->address);
    printf(", \"canonical\": %s, \"levels\": [", answer->canonical ? "true" : "false");
    for (uint32_t level = 1; answer->canonical && level <= pagemap->info.mode; level++) {
        const struct level_answer *here = &answer->level[level - 1];
        print_level(level);
        printf(", \"index\": %" PRIu32, here->index);
        if (here->shown)
            print_address("entry_address", here->entry_address);
        else
            printf(", \"entry_address\": null");
        printf("}");
    }
    printf("]}\n");
}

void json_windows(const struct pagemap *pagemap)
{
    print_bound(pagemap);
    printf(", \"windows\": [");
    for (uint32_t level = 1; level <= pagemap->info.window_levels; level++) {
        print_level(level);
        print_address("base", pagemap->info.window_base[level - 1]);
        print_address("last", pagemap->info.window_last[level - 1]);
        printf("}");
    }
    printf("]}\n");
}

void json_reverse(const struct pagemap *pagemap, const struct entry_answer *answer)
{
    print_bound(pagemap);
    print_address("entry_address", answer->entry_address);
    printf(", \"level\": %" PRIu32, answer->level);
    print_address("first", answer->first);
    print_address("last", answer->last);
    printf("}\n");
}

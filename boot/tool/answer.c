/* answer.c - asks the library what the host tool is to print. See answer.h; relies on the public functions alone. */
#include "boot/tool/answer.h"

const char *level_name(uint32_t level)
{
    static const char *const names[PAGEMAP_MAX_LEVELS] = {"PTE", "PDE", "PDPTE", "PML4E", "PML5E"};
    return names[level - 1];
}

uint64_t level_reach(const struct pagemap_info *info, uint32_t level)
{
    uint64_t reach = 0x1000;
    for (uint32_t below = 1; below < level; below++)
        reach *= info->entries_per_table;
    return reach;
}

enum selfmap_status answer_bind(uint32_t mode, uint32_t slot, struct pagemap *pagemap)
{
    const struct paging_features everything = {
        .pse = 1, .pae = 1, .pge = 1, .pat = 1, .nx = 1, .page1g = 1, .long_mode = 1, .la57 = 1, .physical_bits = 52};
    return pagemap_bind_mode(mode, &everything, slot, pagemap);
}

enum selfmap_status answer_reverse(const struct pagemap *pagemap, uint64_t entry_address, struct entry_answer *answer)
{
    enum selfmap_status status;
    answer->entry_address = entry_address;
    if (!pagemap_canonical(pagemap, entry_address))
        return SELFMAP_NOT_CANONICAL;
    status = pagemap_window_level(pagemap, entry_address, &answer->level);
    if (status != SELFMAP_OK)
        return status;
    status = pagemap_va_of_entry(pagemap, answer->level, entry_address, &answer->first);
    if (status != SELFMAP_OK)
        return status;
    answer->last = answer->first + (level_reach(&pagemap->info, answer->level) - 1);
    return pagemap_index(pagemap, answer->level, answer->first, &answer->index);
}

void answer_explain(const struct pagemap *pagemap, uint64_t address, struct explain_answer *answer)
{
    uint64_t entry = address - address % pagemap->info.entry_size;
    answer->address = address;
    answer->canonical = pagemap_canonical(pagemap, address) != 0;
    answer->in_window = false;
    if (!answer->canonical)
        return;
    for (uint32_t level = 1; level <= pagemap->info.mode; level++) {
        struct level_answer *here = &answer->level[level - 1];
        here->index = 0;
        here->entry_address = 0;
        (void)pagemap_index(pagemap, level, address, &here->index);
        here->shown = pagemap_entry_address(pagemap, level, address, &here->entry_address) == SELFMAP_OK;
    }
    answer->in_window = answer_reverse(pagemap, entry, &answer->entry) == SELFMAP_OK;
}

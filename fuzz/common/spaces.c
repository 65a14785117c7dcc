/* spaces.c - comparison of a bound pagemap with the model's space. See spaces.h. */
#include "fuzz/common/spaces.h"

#include <string.h>

#include "spec/model/address.h"
#include "spec/model/entry.h"

void facts_to_model(const struct paging_features *features, struct model_facts *facts)
{
    facts->pse = features->pse;
    facts->pae = features->pae;
    facts->pge = features->pge;
    facts->pat = features->pat;
    facts->nx = features->nx;
    facts->page1g = features->page1g;
    facts->long_mode = features->long_mode;
    facts->la57 = features->la57;
    facts->physical_bits = features->physical_bits;
}

void spoil_pagemap(struct pagemap *pagemap)
{
    memset(pagemap, 0xA5, sizeof *pagemap);
}

uint32_t pagemap_untouched(const struct pagemap *pagemap)
{
    struct pagemap spoiled;
    memset(&spoiled, 0xA5, sizeof spoiled);
    return memcmp(pagemap, &spoiled, sizeof spoiled) == 0;
}

void compare_info(const struct pagemap_info *info, const struct model_space *space)
{
    agree("info.mode", info->mode, space->mode);
    agree("info.window_levels", info->window_levels, model_window_levels(space->mode));
    agree("info.address_bits", info->address_bits, model_address_bits(space->mode));
    agree("info.entry_size", info->entry_size, model_entry_size(space->mode));
    agree("info.entries_per_table", info->entries_per_table, (uint64_t)1 << model_index_bits(space->mode, 1));
    agree("info.xpa", info->xpa, space->mode == MODEL_PML3 || space->mode == MODEL_PML5);
    agree("info.self_map_slot", info->self_map_slot, space->slot);
    agree("info.leaf_levels", info->leaf_levels, space->leaf_levels);
    agree("info.no_execute", info->no_execute, space->no_execute);
    agree("info.global", info->global, space->global);
    agree("info.pat", info->pat, space->pat);
    agree("info.frame_limit", info->frame_limit, (uint64_t)1 << (space->physical_bits - 12));
    for (uint32_t level = 1; level <= PAGEMAP_MAX_LEVELS; level++) {
        uint64_t base = 0;
        uint64_t last = 0;
        model_window(space, level, &base, &last);
        agree("info.window_base", info->window_base[level - 1], base);
        agree("info.window_last", info->window_last[level - 1], last);
    }
}

/* The level-independent questions about an address. */
static void compare_address(const struct pagemap *pagemap, const struct model_space *space, uint64_t va)
{
    uint64_t extended = UNTOUCHED;
    uint64_t model_extended = UNTOUCHED;
    uint32_t level = UNTOUCHED32;
    uint32_t model_level = UNTOUCHED32;

    agree("canonical", pagemap_canonical(pagemap, va), model_canonical(space->mode, va));
    agree("sign_extend status", pagemap_sign_extend(pagemap, va, &extended),
          model_sign_extend(space->mode, va, &model_extended));
    agree("sign_extend", extended, model_extended);
    agree("window_level status", pagemap_window_level(pagemap, va, &level),
          model_window_level(space, va, &model_level));
    agree("window_level", level, model_level);
}

/* The questions about an address at one level, legal or not, and that entry_address and va_of_entry are inverse. */
static void compare_level(const struct pagemap *pagemap, const struct model_space *space, uint32_t level, uint64_t va)
{
    uint32_t index = UNTOUCHED32;
    uint32_t model_index_value = UNTOUCHED32;
    uint64_t entry = UNTOUCHED;
    uint64_t model_entry = UNTOUCHED;
    uint64_t back = UNTOUCHED;
    uint64_t model_back = UNTOUCHED;

    agree("index status", pagemap_index(pagemap, level, va, &index),
          model_index(space->mode, level, va, &model_index_value));
    agree("index", index, model_index_value);

    enum selfmap_status status = pagemap_entry_address(pagemap, level, va, &entry);
    agree("entry_address status", status, model_entry_address(space, level, va, &model_entry));
    agree("entry_address", entry, model_entry);
    if (status == SELFMAP_OK) {
        uint64_t again = UNTOUCHED;
        agree("va_of_entry(entry_address) status", pagemap_va_of_entry(pagemap, level, entry, &back), SELFMAP_OK);
        agree("entry_address(va_of_entry) status", pagemap_entry_address(pagemap, level, back, &again), SELFMAP_OK);
        agree("entry_address(va_of_entry)", again, entry);
    }

    back = UNTOUCHED;
    agree("va_of_entry status", pagemap_va_of_entry(pagemap, level, va, &back),
          model_va_of_entry(space, level, va, &model_back));
    agree("va_of_entry", back, model_back);
}

void compare_addresses(const struct pagemap *pagemap, const struct model_space *space, uint64_t va)
{
    compare_address(pagemap, space, va);
    for (uint32_t level = 0; level <= pagemap->info.mode + 1; level++)
        compare_level(pagemap, space, level, va);
    compare_level(pagemap, space, (uint32_t)va, va); /* any other level there is */
}

static void compare_fields(const struct pte_fields *fields, const struct model_fields *model)
{
    agree("decode pfn", fields->pfn, model->pfn);
    agree("decode flags", fields->flags, model->flags);
    agree("decode software", fields->software, model->software);
}

void compare_encode(const struct pagemap *pagemap, const struct model_space *space, uint32_t level,
                    const struct pte_fields *fields)
{
    struct model_fields model = {fields->pfn, fields->flags, fields->software};
    uint64_t raw = UNTOUCHED;
    uint64_t model_raw = UNTOUCHED;
    enum selfmap_status status = pagemap_encode(pagemap, level, fields, &raw);
    agree("encode status", status, model_encode(space, level, &model, &model_raw));
    agree("encode", raw, model_raw);
    if (status == SELFMAP_OK) {
        struct pte_fields back = {UNTOUCHED, UNTOUCHED32, UNTOUCHED32};
        agree("decode(encode) status", pagemap_decode(pagemap, level, raw, &back), SELFMAP_OK);
        compare_fields(&back, &model);
    }
}

void compare_decode(const struct pagemap *pagemap, const struct model_space *space, uint32_t level, uint64_t raw)
{
    struct pte_fields fields = {UNTOUCHED, UNTOUCHED32, UNTOUCHED32};
    struct model_fields model = {UNTOUCHED, UNTOUCHED32, UNTOUCHED32};
    enum selfmap_status status = pagemap_decode(pagemap, level, raw, &fields);
    agree("decode status", status, model_decode(space, level, raw, &model));
    compare_fields(&fields, &model);
    if (status == SELFMAP_OK) {
        uint64_t back = UNTOUCHED;
        agree("encode(decode) status", pagemap_encode(pagemap, level, &fields, &back), SELFMAP_OK);
        agree("encode(decode)", back, raw);
    }
}

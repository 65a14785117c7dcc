/*
 * bind_template.h - fills a pagemap with one mode's constants and routines (T2).
 * Included once by each of pml2.c to pml5.c. Relies on address_template.h and entry_template.h.
 */
#include "bound.h"

/*@ requires \valid(routines);
    terminates \true;
    exits \false;
    assigns *routines;
    ensures T2_routines: MODE(routines)(routines);
*/
static void MODE(bind_routines)(struct pagemap_routines *routines)
{
    routines->canonical = &MODE(canonical);
    routines->sign_extend = &MODE(sign_extend);
    routines->index = &MODE(index);
    routines->entry_address = &MODE(entry_address);
    routines->va_of_entry = &MODE(va_of_entry);
    routines->encode = &MODE(encode);
    routines->decode = &MODE(decode);
}

/*@ requires \valid(info);
    requires legal: MODE(legal_slot)(slot);
    terminates \true;
    exits \false;
    assigns info->self_map_slot, info->window_base[0 .. 4], info->window_last[0 .. 4];
    ensures T2_slot: info->self_map_slot == slot;
    ensures T2_windows: MODE(windows)(info);
    ensures T2_unused: \forall integer i; WINDOW_LEVELS <= i < 5 ==> info->window_base[i] == 0 && info->window_last[i] == 0;
*/
static void MODE(bind_windows)(struct pagemap_info *info, uint32_t slot)
{
    const uint64_t first = slot;

    info->self_map_slot = slot;
    info->window_base[0] = MODE(extend)(BASE1 + first * STRIDE1);
    info->window_base[1] = MODE(extend)(BASE2 + first * STRIDE2);
    info->window_base[2] = 0 IF_WINDOW3(+ MODE(extend)(BASE3 + first * STRIDE3));
    info->window_base[3] = 0 IF4(+ MODE(extend)(BASE4 + first * STRIDE4));
    info->window_base[4] = 0 IF5(+ MODE(extend)(BASE5 + first * STRIDE5));
    info->window_last[0] = info->window_base[0] + (SPAN / SIZE1 * ENTRY_SIZE - 1);
    info->window_last[1] = info->window_base[1] + (SPAN / SIZE2 * ENTRY_SIZE - 1);
    info->window_last[2] = 0 IF_WINDOW3(+ info->window_base[2] + (SPAN / SIZE3 * ENTRY_SIZE - 1));
    info->window_last[3] = 0 IF4(+ info->window_base[3] + (SPAN / SIZE4 * ENTRY_SIZE - 1));
    info->window_last[4] = 0 IF5(+ info->window_base[4] + (SPAN / SIZE5 * ENTRY_SIZE - 1));
}

/*@ requires \valid_read(features) && \valid(info) && \separated(features, info);
    requires width: 32 <= features->physical_bits <= 52;
    terminates \true;
    exits \false;
    assigns info->mode, info->window_levels, info->address_bits, info->entry_size, info->entries_per_table, info->xpa,
            info->leaf_levels, info->no_execute, info->global, info->pat, info->frame_limit;
    ensures T2_constants: MODE(constants)(info);
    ensures T2_limits: MODE(limits)(info);
    ensures T2_facts: MODE(facts)(info, features->pse, features->page1g, features->nx, features->pge, features->pat,
                                  features->physical_bits);
*/
static void MODE(bind_constants)(const struct paging_features *features, struct pagemap_info *info)
{
    info->mode = LEVELS;
    info->window_levels = WINDOW_LEVELS;
    info->address_bits = ADDRESS_BITS;
    info->entry_size = ENTRY_SIZE;
    info->entries_per_table = ENTRIES;
    info->xpa = XPA;
    info->leaf_levels = LEAF_LEVELS(features);
    info->no_execute = NO_EXECUTE(features);
    info->global = features->pge != 0 ? 1 : 0;
    info->pat = features->pat != 0 ? 1 : 0;
    info->frame_limit = pagemap_frames(WIDTH(features));
}

/*@ requires \valid_read(features) && \valid(pagemap) && \separated(features, pagemap);
    terminates \true;
    exits \false;
    assigns *pagemap;
    ensures T2_slot: \result == SELFMAP_BAD_SLOT <==> !MODE(slot_in_range)(MODE(chosen_slot)(slot));
    ensures T2_top_slot: \result == SELFMAP_TOP_SLOT <==>
      MODE(slot_in_range)(MODE(chosen_slot)(slot)) && !MODE(legal_slot)(MODE(chosen_slot)(slot));
    ensures T2_width: \result == SELFMAP_BAD_PHYSICAL_WIDTH <==>
      MODE(legal_slot)(MODE(chosen_slot)(slot)) && !(32 <= features->physical_bits <= 52);
    ensures T2_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_SLOT || \result == SELFMAP_TOP_SLOT ||
      \result == SELFMAP_BAD_PHYSICAL_WIDTH;
    ensures T2_bound: \result == SELFMAP_OK ==> MODE(bound)(pagemap);
    ensures T2_chosen: \result == SELFMAP_OK ==> pagemap->info.self_map_slot == MODE(chosen_slot)(slot);
    ensures T2_facts: \result == SELFMAP_OK ==>
      MODE(facts)(&pagemap->info, features->pse, features->page1g, features->nx, features->pge, features->pat,
                  features->physical_bits);
    ensures unchanged: \result != SELFMAP_OK ==> *pagemap == \old(*pagemap);
*/
enum selfmap_status MODE(bind)(const struct paging_features *features, uint32_t slot, struct pagemap *pagemap)
{
    const uint32_t chosen = slot == PAGEMAP_SLOT_DEFAULT ? DEFAULT_SLOT : slot;

    if (chosen >= TOP_SLOT + SLOT_STEP IF_STEP(|| chosen % SLOT_STEP != 0))
        return SELFMAP_BAD_SLOT;
    if (chosen == TOP_SLOT)
        return SELFMAP_TOP_SLOT;
    if (features->physical_bits < 32 || features->physical_bits > 52)
        return SELFMAP_BAD_PHYSICAL_WIDTH;
    MODE(bind_constants)(features, &pagemap->info);
    MODE(bind_windows)(&pagemap->info, chosen);
    MODE(bind_routines)(&pagemap->routines);
    return SELFMAP_OK;
}

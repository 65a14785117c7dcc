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
    assigns info->self_map_slot, info->window_base[0], info->window_base[1], info->window_base[2], info->window_base[3],
            info->window_base[4], info->window_last[0], info->window_last[1], info->window_last[2], info->window_last[3],
            info->window_last[4];
    ensures T2_slot: info->self_map_slot == slot;
    ensures T2_shown1: MODE(shows_window)(info, 1);
    ensures T2_shown2: MODE(shows_window)(info, 2);
    IF_WINDOW3(ensures T2_shown3: MODE(shows_window)(info, 3);)
    IF4(ensures T2_shown4: MODE(shows_window)(info, 4);)
    IF5(ensures T2_shown5: MODE(shows_window)(info, 5);)
    ensures T2_unused: \forall integer i; WINDOW_LEVELS <= i < 5 ==> info->window_base[i] == 0 && info->window_last[i] == 0;
*/
static void MODE(bind_windows)(struct pagemap_info *info, uint32_t slot)
{
    const uint64_t base1 = MODE(window_start)(slot, 1);
    const uint64_t base2 = MODE(window_start)(slot, 2);
    IF_WINDOW3(const uint64_t base3 = MODE(window_start)(slot, 3);)
    IF4(const uint64_t base4 = MODE(window_start)(slot, 4);)
    IF5(const uint64_t base5 = MODE(window_start)(slot, 5);)

    info->self_map_slot = slot;
    info->window_base[0] = base1;
    info->window_base[1] = base2;
    info->window_base[2] = 0 IF_WINDOW3(+ base3);
    info->window_base[3] = 0 IF4(+ base4);
    info->window_base[4] = 0 IF5(+ base5);
    info->window_last[0] = base1 + (SPAN / SIZE1 * ENTRY_SIZE - 1);
    info->window_last[1] = base2 + (SPAN / SIZE2 * ENTRY_SIZE - 1);
    info->window_last[2] = 0 IF_WINDOW3(+ base3 + (SPAN / SIZE3 * ENTRY_SIZE - 1));
    info->window_last[3] = 0 IF4(+ base4 + (SPAN / SIZE4 * ENTRY_SIZE - 1));
    info->window_last[4] = 0 IF5(+ base5 + (SPAN / SIZE5 * ENTRY_SIZE - 1));
    /*@ ghost MODE(sizes_lemma)(); */
}

/*@ requires \valid_read(features) && \valid(info) && \separated(features, info);
    requires width: 32 <= features->physical_bits <= 52;
    terminates \true;
    exits \false;
    assigns info->mode, info->window_levels, info->address_bits, info->entry_size, info->entries_per_table, info->xpa,
            info->leaf_levels, info->no_execute, info->global, info->pat, info->frame_limit;
    ensures T2_mode: info->mode == LEVELS;
    ensures T2_window_levels: info->window_levels == WINDOW_LEVELS;
    ensures T2_address_bits: info->address_bits == ADDRESS_BITS;
    ensures T2_entry_size: info->entry_size == ENTRY_SIZE;
    ensures T2_entries: info->entries_per_table == ENTRIES;
    ensures T2_xpa: info->xpa == XPA;
    ensures T2_leaf_levels: info->leaf_levels == \old(LEAF_LEVELS(features));
    ensures T2_no_execute: info->no_execute == \old(NO_EXECUTE(features));
    ensures T2_global: info->global == \old(features->pge != 0 ? 1 : 0);
    ensures T2_pat: info->pat == \old(features->pat != 0 ? 1 : 0);
    ensures T2_frame_limit: info->frame_limit == \old(frames_of_width(WIDTH(features)));
    ensures T2_frames: 0x100000 <= info->frame_limit <= FRAME_LIMIT;
*/
static void MODE(bind_constants)(const struct paging_features *features, struct pagemap_info *info)
{
    const uint32_t leaf_levels = LEAF_LEVELS(features);
    const uint32_t no_execute = NO_EXECUTE(features);
    const uint32_t global = features->pge != 0 ? 1 : 0;
    const uint32_t pat = features->pat != 0 ? 1 : 0;
    const uint64_t frame_limit = pagemap_frames(WIDTH(features));

    info->mode = LEVELS;
    info->window_levels = WINDOW_LEVELS;
    info->address_bits = ADDRESS_BITS;
    info->entry_size = ENTRY_SIZE;
    info->entries_per_table = ENTRIES;
    info->xpa = XPA;
    info->leaf_levels = leaf_levels;
    info->no_execute = no_execute;
    info->global = global;
    info->pat = pat;
    info->frame_limit = frame_limit;
}

/* The fields one by one make a bound pagemap. */
/*@ ghost
    /@ requires \valid_read(info);
       requires legal: MODE(legal_slot)(info->self_map_slot);
       requires constants: MODE(constants)(info);
       requires limits: MODE(limits)(info);
       requires shown1: MODE(shows_window)(info, 1);
       requires shown2: MODE(shows_window)(info, 2);
       IF_WINDOW3(requires shown3: MODE(shows_window)(info, 3);)
       IF4(requires shown4: MODE(shows_window)(info, 4);)
       IF5(requires shown5: MODE(shows_window)(info, 5);)
       terminates \true;
       exits \false;
       assigns \nothing;
       ensures T2_info: MODE(info)(info);
    @/
    void MODE(info_lemma)(const struct pagemap_info *info)
    {
    }
*/

/* The whole pagemap, once nothing can be refused any more. */
/*@ requires \valid_read(features) && \valid(pagemap) && \separated(features, pagemap);
    requires legal: MODE(legal_slot)(slot);
    requires width: 32 <= features->physical_bits <= 52;
    terminates \true;
    exits \false;
    assigns *pagemap;
    ensures T2_bound: MODE(bound)(pagemap);
    ensures T2_chosen: pagemap->info.self_map_slot == slot;
    ensures T2_facts: MODE(facts)(&pagemap->info, features->pse, features->page1g, features->nx, features->pge, features->pat,
                                  features->physical_bits);
*/
static void MODE(bind_all)(const struct paging_features *features, uint32_t slot, struct pagemap *pagemap)
{
    MODE(bind_constants)(features, &pagemap->info);
    MODE(bind_windows)(&pagemap->info, slot);
    /*@ ghost MODE(info_lemma)(&pagemap->info); */
    MODE(bind_routines)(&pagemap->routines);
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
    MODE(bind_all)(features, chosen, pagemap);
    return SELFMAP_OK;
}

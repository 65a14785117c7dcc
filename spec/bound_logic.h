/*
 * bound_logic.h - what it means that a struct pagemap_info holds one mode's constants (T2).
 * A template like address_logic.h.
 */

/*@
  predicate SPEC(shows_window){L}(struct pagemap_info *info, integer level) =
    info->window_base[level - 1] == SPEC(window_base)(info->self_map_slot, level) &&
    info->window_last[level - 1] == SPEC(window_base)(info->self_map_slot, level) + (SPEC(window_size)(level) - 1);

  predicate SPEC(windows){L}(struct pagemap_info *info) =
    SPEC(shows_window)(info, 1) && SPEC(shows_window)(info, 2)
    WITH_WINDOW3(&& SPEC(shows_window)(info, 3)) WITH4(&& SPEC(shows_window)(info, 4)) WITH5(&& SPEC(shows_window)(info, 5));

  // What the CPU lets entries of this mode carry: bounds, and their exact values from CPU facts.
  predicate SPEC(limits){L}(struct pagemap_info *info) =
    0x100000 <= info->frame_limit <= SPEC_FRAME_LIMIT && 1 <= info->leaf_levels <= SPEC_LEAF_LEVELS &&
    (SPEC_RAW_LAST == 0xFFFFFFFF ==> info->no_execute == 0);

  predicate SPEC(facts){L}(struct pagemap_info *info, integer pse, integer page1g, integer nx, integer pge, integer pat,
                           integer physical_bits) =
    info->leaf_levels == SPEC_LEAVES(pse, page1g) && info->no_execute == SPEC_NX(nx) &&
    info->global == (pge != 0 ? 1 : 0) && info->pat == (pat != 0 ? 1 : 0) &&
    info->frame_limit == frames_of_width(SPEC_WIDTH(physical_bits));

  predicate SPEC(constants){L}(struct pagemap_info *info) =
    info->mode == SPEC_LEVELS && info->window_levels == SPEC_WINDOW_LEVELS &&
    info->address_bits == SPEC_ADDRESS_BITS && info->entry_size == SPEC_ENTRY_SIZE &&
    info->entries_per_table == SPEC_ENTRIES && info->xpa == SPEC_XPA;

  // The constants of this mode, with windows where the slot puts them.
  predicate SPEC(info){L}(struct pagemap_info *info) =
    SPEC(constants)(info) && SPEC(legal_slot)(info->self_map_slot) && SPEC(windows)(info) && SPEC(limits)(info);

  // The slot that a request means, and whether the mode has it at all (the topmost included).
  logic integer SPEC(chosen_slot)(integer request) = request == 0xFFFFFFFF ? SPEC_DEFAULT_SLOT : request;
  predicate SPEC(slot_in_range)(integer slot) = 0 <= slot <= SPEC_TOP_SLOT && slot % SPEC_SLOT_STEP == 0;
*/

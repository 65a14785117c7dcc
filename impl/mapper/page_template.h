/*
 * page_template.h - a page and what is asked of it, before any table is looked at. Relies on the tree logic of the mode.
 */

/* Which of the public functions' arguments are refused before any table is looked at. */
/*@ requires \valid_read(info);
    requires bound: SPEC(info)(info);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures canonical: \result == SELFMAP_NOT_CANONICAL <==> !SPEC(canonical)(va);
    ensures aligned: \result == SELFMAP_MISALIGNED <==> SPEC(canonical)(va) && va % 0x1000 != 0;
    ensures window: \result == SELFMAP_IN_WINDOW <==> SPEC(canonical)(va) && va % 0x1000 == 0 &&
      SPEC(in_window)(info->self_map_slot, 1, va);
    ensures ok: \result == SELFMAP_OK <==> SPEC(page_ok)(info->self_map_slot, va);
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_NOT_CANONICAL || \result == SELFMAP_MISALIGNED ||
      \result == SELFMAP_IN_WINDOW;
*/
static enum selfmap_status MODE(check_page)(const struct pagemap_info *info, uint64_t va)
{
    if (!(va < HALF IF_WIDE(|| va >= HIGH + HALF)))
        return SELFMAP_NOT_CANONICAL;
    if (va % 0x1000 != 0)
        return SELFMAP_MISALIGNED;
    if (va >= info->window_base[0] && va <= info->window_last[0])
        return SELFMAP_IN_WINDOW;
    return SELFMAP_OK;
}

/*@ requires \valid_read(info);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures flags: \result == SELFMAP_BAD_FLAGS <==> !SPEC(leaf_flags_ok)(flags, info->pat);
    ensures frame: \result == SELFMAP_BAD_FRAME <==> SPEC(leaf_flags_ok)(flags, info->pat) && pfn >= info->frame_limit;
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_BAD_FLAGS || \result == SELFMAP_BAD_FRAME;
*/
static enum selfmap_status MODE(check_leaf)(const struct pagemap_info *info, uint64_t pfn, uint32_t flags)
{
    if (flags >= MAP_FLAGS_LIMIT || (flags / 0x10 == 3 && info->pat == 0))
        return SELFMAP_BAD_FLAGS;
    return pfn < info->frame_limit ? SELFMAP_OK : SELFMAP_BAD_FRAME;
}

/* PWT, PCD and PAT of a PTE for the cache types of mapper.h: entries 0, 1, 3 and 4 of the PAT. */
static const uint8_t MODE(cache_bits)[4] = {0, 0x8, 0x18, 0x80};

/*@ requires flags < 0x40 && pfn < FRAME_LIMIT;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures word: \result == SPEC(leaf_word)(pfn, flags, no_execute);
    ensures present: \result % 2 == 1;
    ensures clean: \result / 0x20 % 4 == 0;
*/
static WORD MODE(leaf_word)(uint64_t pfn, uint32_t flags, uint32_t no_execute)
{
    const WORD cache = MODE(cache_bits)[flags / 0x10];
    const WORD low = 1 + flags % 2 * 2 + flags / 4 % 2 * 4 + flags / 8 % 2 * 0x100 + cache;

    /*@ assert cache: cache == (flags / 0x10 == 1 ? 0x8 : flags / 0x10 == 2 ? 0x18 : flags / 0x10 == 3 ? 0x80 : 0); */
    /*@ assert low: low / 0x20 % 4 == 0 && low < 0x1000; */
    return low + (WORD)pfn * 0x1000 + NX_BIT(flags, no_execute);
}

/* An address is in the window exactly when the walk takes the slot at the top. */
/*@ ghost
  /@ requires slot: SPEC(legal_slot)(slot) && SPEC(canonical)(va);
     requires tuple: SPEC(indices)(V1) && OF_VA;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures outside: SPEC(outside)(slot, V2) <==> !SPEC(in_window)(slot, 1, va);
  @/
  void MODE(outside_lemma)(uint64_t slot, uint64_t va, TUPLE1)
  {
    OUTSIDE_PROOF
  }
*/

/* What is none of the mapper's affair, told apart from the rest of `ready`: between two states it gives rest_kept. */
/*@ ghost
  /@ requires \valid_read(info);
     requires ready: SPEC(ready)(info);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures rest: SPEC(rest);
     ensures not_lent: \forall integer f; 0 <= f < MACHINE_FRAMES && table_lent[f] != 1 && table_level[f] != TOP ==> table_level[f] < -1;
     ensures tops: SPEC(top)(info->self_map_slot);
  @/
  void MODE(rest_lemma)(const struct pagemap_info *info)
  {
  }
*/

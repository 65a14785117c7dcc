/*
 * large_logic.h - large pages, and what the mapper's functions promise of them (T3), in the words of page_logic.h. A template like
 * it. A large page of level 2 or 3 is one leaf of that level: every page of 4 KiB inside it reads that word.
 */

#define HW_LARGE(table, i, frames) SPEC(hw_large)(table, i, limit, nx, frames)

/*@
  // The hardware's last step to a large page, for a write by the kernel: its first frame.
  logic integer SPEC(hw_large){L}(integer table, integer i, integer limit, integer nx, integer frames) =
    table < 0 || MEMORY.word[table][i] / 2 % 2 == 0 ? -1 : SPEC(large)(MEMORY.word[table][i], limit, nx, frames);
  logic integer SPEC(land_large){L}(integer level, P1, integer limit, integer nx) = HW_PAGE(level);

  // A large leaf as a word: PS, and the PAT bit stands at bit 12 (SDM Vol. 3A, tables 4-4, 4-9, 4-15, 4-17).
  logic integer SPEC(large_word)(integer pfn, integer flags, integer nx) =
    SPEC(leaf_word)(pfn, flags, nx) + (flags / 0x10 == 3 ? 0x1000 : 0x80);

  // The word of the leaf of a level on the way of these indices, 0 when there is none; what stands instead.
  logic integer SPEC(own){L}(integer level, P1) = OWN(level);
  predicate SPEC(table_there){L}(integer level, P1) = BELOW(level) >= 0;
  predicate SPEC(larger_there){L}(integer level, P1) = SPEC(word_at)(V1) != 0 && OWN(level) == 0 && BELOW(level) < 0;
  // Every page inside reads this word, and no other; every page outside what it read.
  predicate SPEC(large_reads){L}(integer level, integer word, P1) = \forall integer J1; SPEC(indices)(J1) && INSIDE(level) ==>
    SPEC(word_at)(J1) == word && (word != 0 ==> SPEC(level_at)(J1) == level);
  predicate SPEC(large_others){K, L}(integer slot, integer level, P1) = \forall integer J1;
    SPEC(indices)(J1) && SPEC(outside)(slot, J2) && !INSIDE(level) ==> SPEC(same_page){K, L}(J1);

  // Arguments that are refused whatever the tables say.
  predicate SPEC(large_ok)(struct pagemap_info *info, integer va, integer level) = 2 <= level <= info->leaf_levels &&
    SPEC(canonical)(va) && OFFSET(level, va) == 0 && !SPEC(in_window)(info->self_map_slot, 1, va);
  predicate SPEC(large_flags_ok)(struct pagemap_info *info, integer va, integer level, integer flags) =
    SPEC(large_ok)(info, va, level) && SPEC(leaf_flags_ok)(flags, info->pat);
  predicate SPEC(large_fits)(integer level, integer pfn, integer limit) = pfn % PAGES(level) == 0 && pfn + PAGES(level) <= limit;
  predicate SPEC(map_large_ok)(struct pagemap_info *info, integer va, integer level, integer pfn, integer flags) =
    SPEC(large_flags_ok)(info, va, level, flags) && SPEC(large_fits)(level, pfn, info->frame_limit);

  // The answers of the public functions, each exactly when it applies (the order of mapper.h).
  predicate SPEC(large_refused)(struct pagemap_info *info, integer va, integer level, integer status) =
    (status == SELFMAP_BAD_LEVEL <==> !(2 <= level <= info->leaf_levels)) &&
    (status == SELFMAP_NOT_CANONICAL <==> 2 <= level <= info->leaf_levels && !SPEC(canonical)(va)) &&
    (status == SELFMAP_MISALIGNED <==> 2 <= level <= info->leaf_levels && SPEC(canonical)(va) && OFFSET(level, va) != 0) &&
    (status == SELFMAP_IN_WINDOW <==> 2 <= level <= info->leaf_levels && SPEC(canonical)(va) && OFFSET(level, va) == 0 &&
      SPEC(in_window)(info->self_map_slot, 1, va));
  predicate SPEC(large_bad_flags)(struct pagemap_info *info, integer va, integer level, integer flags, integer status) =
    status == SELFMAP_BAD_FLAGS <==> SPEC(large_ok)(info, va, level) && !SPEC(leaf_flags_ok)(flags, info->pat);
  predicate SPEC(map_large_status){L}(struct pagemap_info *info, integer va, integer level, integer pfn, integer flags, integer status) =
    SPEC(large_refused)(info, va, level, status) && SPEC(large_bad_flags)(info, va, level, flags, status) &&
    (status == SELFMAP_BAD_FRAME <==> SPEC(large_flags_ok)(info, va, level, flags) && !SPEC(large_fits)(level, pfn, info->frame_limit)) &&
    (status == SELFMAP_TABLE_IN_WAY <==> SPEC(map_large_ok)(info, va, level, pfn, flags) && SPEC(table_there)(level, INDICES(va))) &&
    (status == SELFMAP_LARGE_IN_WAY <==> SPEC(map_large_ok)(info, va, level, pfn, flags) && SPEC(larger_there)(level, INDICES(va))) &&
    (status == SELFMAP_ALREADY_MAPPED <==> SPEC(map_large_ok)(info, va, level, pfn, flags) && SPEC(own)(level, INDICES(va)) != 0) &&
    (status == SELFMAP_NO_FRAMES <==> SPEC(map_large_ok)(info, va, level, pfn, flags) && !SPEC(table_there)(level, INDICES(va)) &&
      SPEC(word_at)(INDICES(va)) == 0 && frames_available < SPEC(missing)(INDICES(va)) - (level - 1)) &&
    (status == SELFMAP_OK <==> SPEC(map_large_ok)(info, va, level, pfn, flags) && !SPEC(table_there)(level, INDICES(va)) &&
      SPEC(word_at)(INDICES(va)) == 0 && frames_available >= SPEC(missing)(INDICES(va)) - (level - 1));
  predicate SPEC(large_state){L}(integer level, P1, integer status) =
    (status == SELFMAP_TABLE_IN_WAY <==> SPEC(table_there)(level, V1)) &&
    (status == SELFMAP_LARGE_IN_WAY <==> SPEC(larger_there)(level, V1)) &&
    (status == SELFMAP_NOT_MAPPED <==> !SPEC(table_there)(level, V1) && SPEC(word_at)(V1) == 0) &&
    (status == SELFMAP_OK <==> SPEC(own)(level, V1) != 0);
  predicate SPEC(unmap_large_status){L}(struct pagemap_info *info, integer va, integer level, integer status) =
    SPEC(large_refused)(info, va, level, status) &&
    (SPEC(large_ok)(info, va, level) ==> SPEC(large_state)(level, INDICES(va), status));
  predicate SPEC(protect_large_status){L}(struct pagemap_info *info, integer va, integer level, integer flags, integer status) =
    SPEC(large_refused)(info, va, level, status) && SPEC(large_bad_flags)(info, va, level, flags, status) &&
    (SPEC(large_flags_ok)(info, va, level, flags) ==> SPEC(large_state)(level, INDICES(va), status));

  // And their effects, by address.
  predicate SPEC(is_large){L}(struct pagemap_info *info, integer va, integer level, integer pfn, integer flags) =
    SPEC(large_reads)(level, SPEC(large_word)(pfn, flags, info->no_execute), INDICES(va));
  predicate SPEC(leads_to_large){L}(struct pagemap_info *info, integer va, integer level, integer pfn) =
    SPEC(land_large)(level, INDICES(va), info->frame_limit, info->no_execute) == pfn;
  predicate SPEC(no_large){L}(integer va, integer level) = SPEC(large_reads)(level, 0, INDICES(va));
  predicate SPEC(large_was_at){K}(integer va, integer level, integer pfn) = pfn == SPEC(raw_pfn)(level, SPEC(own){K}(level, INDICES(va)));
  predicate SPEC(large_keeps_frame){K, L}(struct pagemap_info *info, integer va, integer level, integer flags) =
    SPEC(same_but_ad)(SPEC(own){L}(level, INDICES(va)),
      SPEC(large_word)(SPEC(raw_pfn)(level, SPEC(own){K}(level, INDICES(va))), flags, \at(info->no_execute, L))) &&
    SPEC(large_reads){L}(level, SPEC(own){L}(level, INDICES(va)), INDICES(va));
  predicate SPEC(large_others_kept){K, L}(struct pagemap_info *info, integer va, integer level) =
    SPEC(large_others){K, L}(\at(info->self_map_slot, K), level, INDICES(va));
*/

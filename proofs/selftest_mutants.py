"""selftest_mutants.py - faults planted in a copy of the project: the unit that holds the fault must turn red."""
import shutil

import planted
import selftest as base

# name: file, text, replacement, unit, machdep, functions proved again, goal that must not prove; where a fault takes two
# changes, text and replacement of the second, behind the first
MUTANTS = {
    "mutant_dropped_span": (
        "impl/pagemap/address_template.h", "va % SPAN / SIZE1 * ENTRY_SIZE", "va / SIZE1 * ENTRY_SIZE",
        "pml4", "gcc_x86_64", "pml4_window_place", r"unproved: pml4_window_place_"),
    "mutant_pml5_default_slot": (
        "impl/pagemap/pml5.c", "#define DEFAULT_SLOT 0x1ED", "#define DEFAULT_SLOT 0x1EC",
        "pml5", "gcc_x86_64", "pml5_bind,pml5_bind_windows,pml5_bind_constants", r"unproved: pml5_bind"),
    "mutant_pml4_stride": (
        "impl/pagemap/pml4.c", "#define STRIDE2 (SIZE4 + SIZE3)", "#define STRIDE2 (SIZE4 + SIZE2)",
        "pml4", "gcc_x86_64", "pml4_window_start", r"unproved: pml4_window_start_"),
    "mutant_pml5_top_slot": (
        "impl/pagemap/pml5.c", "#define TOP_SLOT 511", "#define TOP_SLOT 512",
        "pml5", "gcc_x86_64", "pml5_bind,pml5_bind_windows", r"unproved: pml5_bind"),
    "mutant_region_next_not_merged": (
        "impl/regions/change.c", "next == REGION_NONE || region_state[next] != REGION_FREE", "next <= REGION_NONE",
        "regions", "gcc_x86_64", "absorb_next", r"unproved: absorb_next_"),
    "mutant_region_size_cut": (
        "impl/regions/change.c", "    if (pages > regions_pages)\n", "    pages = (uint32_t)(pages % 0x100000000);\n    if (pages > regions_pages)\n",
        "regions", "gcc_x86_64", "region_reserve", r"unproved: region_reserve_"),
    "mutant_region_end_missed": (
        "impl/regions/search.c", "start + need > region_first[d]", "start + need >= region_first[d]",
        "regions", "gcc_x86_64", "fits", r"unproved: fits_"),
    "mutant_region_interior_released": (
        "impl/regions/search.c", "region_first[d] + region_guards[d] % 2 == first", "region_first[d] <= first",
        "regions", "gcc_x86_64", "region_of", r"unproved: region_of_"),
    "mutant_mapper_writes_beside": (
        "impl/mapper/grow_template.h", "    frame_give(frame);\n", "    frame_give(frame);\n    machine_zero_frame(frame + 1);\n",
        "mapper_pml4", "gcc_x86_64", "pml4_prune", r"unproved: pml4_prune_"),
    "mutant_mapper_rest_forgotten": (
        "spec/tree_logic.h", " && SPEC(rest);", ";",
        "mapper_pml4", "gcc_x86_64", "pml4_map_page", r"unproved: pml4_map_page_(assert_rest|ensures_T3_memory)"),
    "mutant_io_region_kept": (
        "impl/space/runs.c", "        space_release(page);\n", "",
        "space_runs", "gcc_x86_64", "space_place", r"unproved: space_place_"),
    "mutant_io_no_rollback": (
        "impl/space/runs.c", "    space_unmap_run(mapper, va, done);\n", "",
        "space_runs", "gcc_x86_64", "space_map_run", r"unproved: space_map_run_"),
    "mutant_io_one_page_too_few": (
        "impl/space/io.c", "/ 0x1000 - physical / 0x1000 + 1;", "/ 0x1000 - physical / 0x1000;",
        "space", "gcc_x86_64", "io_map", r"unproved: io_map_"),
    "mutant_io_cache_type": (
        "impl/space/io.c", "pages, flags + MAP_GLOBAL, 0, &first", "pages, flags % 0x10 + MAP_GLOBAL, 0, &first",
        "space", "gcc_x86_64", "io_map", r"unproved: io_map_"),
    "mutant_io_offset": (
        "impl/space/io.c", "first * 0x1000 + physical % 0x1000)", "first * 0x1000)",
        "space", "gcc_x86_64", "io_map", r"unproved: io_map_"),
    "mutant_io_wrap_accepted": (
        "impl/space/io.c", "    if (bytes - 1 > 0xFFFFFFFFFFFFFFFF - physical)\n        return SELFMAP_BAD_FRAME;\n", "",
        "space", "gcc_x86_64", "check_io", r"unproved: check_io_"),
    "mutant_io_unmap_not_looked_at": (
        "impl/space/io.c", "    status = space_check_run(mapper, first * 0x1000, pages);\n", "    status = SELFMAP_OK;\n",
        "space", "gcc_x86_64", "io_unmap", r"unproved: io_unmap_"),
    "mutant_memory_frames_kept": (
        "impl/space/memory.c", "    if (status != SELFMAP_OK)\n        (void)frame_free_run(frame, pages);\n", "",
        "memory", "gcc_x86_64", "map_frames", r"unproved: map_frames_"),
    "mutant_memory_guard_not_looked_at": (
        "impl/space/runs.c", "status = check_guard(mapper, va - 0x1000);", "status = check_guard(mapper, va);",
        "space_runs", "gcc_x86_64", "check_guards", r"unproved: check_guards_ensures_T3_guarded"),
    "mutant_memory_not_a_row": (
        "impl/space/memory.c", "            return NO_ROW;\n", "            return frame;\n",
        "memory", "gcc_x86_64", "row_of", r"unproved: row_of_"),
    "mutant_memory_not_held": (
        "impl/space/memory.c", "    status = ram_run_status(frame, pages);\n", "    status = SELFMAP_OK;\n",
        "memory", "gcc_x86_64", "memory_free", r"unproved: memory_free_"),
    "mutant_growth_not_mapped": (
        "impl/space/growth.c", "    status = map_behind(mapper, end, frame, pages);\n", "    status = SELFMAP_OK;\n",
        "growth", "gcc_x86_64", "pool_grow", r"unproved: pool_grow_"),
    "mutant_growth_one_page_too_few": (
        "impl/space/growth.c", " + (size % POOL_PAGE_SIZE != 0)", "",
        "growth", "gcc_x86_64", "pool_alloc_grown", r"unproved: pool_alloc_grown_"),
    "mutant_trim_frames_kept": (
        "impl/space/growth.c", "        (void)frame_free(frame);\n", "",
        "growth", "gcc_x86_64", "free_frames", r"unproved: free_frames_"),
    "mutant_trim_refused_and_gone": (
        "impl/space/growth.c", "        join_pages(pages);\n", "",
        "growth", "gcc_x86_64", "pool_trim", r"unproved: pool_trim_"),
    "mutant_list_order": (
        "impl/rtl/list.c", "    nodes[node].next = follower;\n    nodes[node].prev = place;\n    nodes[follower].prev = node;\n    nodes[place].next = node;\n",
        "    nodes[place].next = node;\n    nodes[node].next = nodes[place].next;\n    nodes[node].prev = place;\n    nodes[follower].prev = node;\n",
        "list", "gcc_x86_64", "link_behind", r"unproved: link_behind_"),
    "mutant_sha1_length": (
        "impl/rtl/sha1.c", "const uint64_t bits = s->length * 8;", "const uint64_t bits = s->length * 8 % 0x100000000;",
        "sha1", "gcc_x86_64", "sha1_final", r"unproved: sha1_final_"),
    "mutant_frames_place": (
        "impl/frames/frames.c", "    frames_place[one] = (uint16_t)b;\n", "",
        "frames", "gcc_x86_64", "exchange", r"unproved: exchange_assert_inverse"),
    "mutant_frames_lend_ordinary": (
        "impl/frames/frames.c", " ||\n        (frame < RAM_LIMIT && frame_kinds[frame] == KIND_ORDINARY))", ")",
        "frames", "gcc_x86_64", "frames_lend", r"unproved: frames_lend_"),
    "mutant_supply_kind": (
        "impl/frames/supply.c", "    frame_kinds[frame] = KIND_LENT;\n", "",
        "supply", "gcc_x86_64", "fill_one", r"unproved: fill_one_"),
    # Memory maps and the leaving of the firmware: the faults that issue 4 names.
    "mutant_memmap_overlap_ignored": (
        "impl/memmap/list.c", "        if (memmap_types[i] < type)\n            memmap_types[i] = type;", "        memmap_types[i] = type;",
        "memmap", "gcc_x86_64", "raise_types", r"unproved: raise_types_"),
    "mutant_memmap_unknown_free": (
        "impl/memmap/e820.c", "    default:\n        return MEMMAP_RESERVED;", "    default:\n        return MEMMAP_USABLE;",
        "memmap", "gcc_x86_64", "e820_type", r"unproved: e820_type_"),
    "mutant_memmap_rounded_outwards": (
        "impl/memmap/entry.c", "            end--;", "            ;",
        "memmap", "gcc_x86_64", "memmap_add", r"unproved: memmap_add_ensures_T4_usable"),
    "mutant_memmap_cut_to_32_bits": (
        "impl/memmap/entry.c", "uint64_t first = base / 0x1000;", "uint64_t first = base % 0x100000000 / 0x1000;",
        "memmap", "gcc_x86_64", "memmap_add", r"unproved: memmap_add_ensures_T4_"),
    "mutant_memmap_wrap_accepted": (
        "impl/memmap/e820.c", "return (uint32_t)(size - 1 > LAST_BYTE - base);", "return 0;",
        "memmap", "gcc_x86_64", "bytes_wrap", r"unproved: bytes_wrap_"),
    "mutant_memmap_full_list_frees": (
        "impl/memmap/list.c", "full == 0 || type != MEMMAP_USABLE", "1",
        "memmap", "gcc_x86_64", "memmap_paint", r"unproved: memmap_paint_ensures_T4_usable"),
    "mutant_memmap_reservation_forgotten": (
        "impl/memmap/memmap.c", "    memmap_put(first, first + count, (uint8_t)kind);\n", "",
        "memmap", "gcc_x86_64", "memmap_reserve", r"unproved: memmap_reserve_ensures_T4_reserved"),
    "mutant_firmware_no_slack": (
        "impl/firmware/firmware.c", "    bytes += FIRMWARE_SLACK;\n", "",
        "firmware", "gcc_x86_64", "grow", r"unproved: grow_"),
    "mutant_firmware_past_the_buffer": (
        "impl/firmware/firmware.c", "answer = firmware_get_map(capacity, &now);", "answer = firmware_get_map(capacity + 48, &now);",
        "firmware", "gcc_x86_64", "firmware_leave", r"unproved: firmware_leave_call_firmware_get_map_requires_inside"),
    "mutant_firmware_allocates_before_exit": (
        "impl/firmware/firmware.c", "        answer = firmware_exit(now.key);",
        "        (void)firmware_allocate(FIRMWARE_SLACK);\n        answer = firmware_exit(now.key);",
        "firmware", "gcc_x86_64", "firmware_leave", r"unproved: firmware_leave_call_firmware_allocate_requires_before_exit"),
    # The faults of the mapper that issue 3 names; each in PML4, but for the width of an entry, which differs in PML2 alone.
    "mutant_mapper_no_flush": (
        "impl/mapper/change_template.h", "    machine_flush_page(va);\n", "",
        "mapper_pml4", "gcc_x86_64", "pml4_unmap_at", r"unproved: pml4_unmap_at_"),
    "mutant_mapper_flush_first": (
        "impl/mapper/change_template.h",
        "    MODE(set_leaf)(entry, 0, table)", "    machine_flush_page(va);\n    MODE(set_leaf)(entry, 0, table)",
        "mapper_pml4", "gcc_x86_64", "pml4_unmap_at", r"unproved: pml4_unmap_at_",
        "    machine_flush_page(va);\n    /*@ assert info", "    /*@ assert info"),
    "mutant_mapper_window_not_flushed": (
        "impl/mapper/grow_template.h", "    machine_flush_page(window);\n", "",
        "mapper_pml4", "gcc_x86_64", "pml4_prune", r"unproved: pml4_prune_"),
    "mutant_mapper_global_table": (
        "impl/mapper/edit_template.h", "(WORD)(frame * 0x1000 + 7), table", "(WORD)(frame * 0x1000 + 0x107), table",
        "mapper_pml4", "gcc_x86_64", "pml4_link", r"unproved: pml4_link_"),
    "mutant_mapper_nx_in_table": (
        "impl/mapper/edit_template.h", "(WORD)(frame * 0x1000 + 7), table", "(WORD)(frame * 0x1000 + 0x8000000000000007), table",
        "mapper_pml4", "gcc_x86_64", "pml4_link", r"unproved: pml4_link_"),
    "mutant_mapper_no_ps_check": (
        "impl/mapper/walk_template.h", "return word % 2 == 1 && word / 0x80 % 2 == 0 ? 1 : 0;", "return word % 2 == 1 ? 1 : 0;",
        "mapper_pml4", "gcc_x86_64", "pml4_has_table", r"unproved: pml4_has_table_"),
    "mutant_mapper_full_table_freed": (
        "impl/mapper/grow_template.h", "    if (MODE(idle)(level, va, frame) /*@ ghost (info, V1) */ == 0)\n        return 0;\n", "",
        "mapper_pml4", "gcc_x86_64", "pml4_prune", r"unproved: pml4_prune_"),
    "mutant_mapper_count_kept": (
        "impl/mapper/put_template.h", "frames_used[table - frames_first] -= 1;", "frames_used[table - frames_first] -= 0;",
        "mapper_pml4", "gcc_x86_64", "pml4_put", r"unproved: pml4_put_"),
    "mutant_mapper_no_rollback": (
        "impl/mapper/leaf_template.h", "    if (frames_left() < level - 1)\n        return SELFMAP_NO_FRAMES;\n", "",
        "mapper_pml4", "gcc_x86_64", "pml4_make_table", r"unproved: pml4_make_table_"),
    "mutant_range_no_flush": (
        "impl/mapper/clear_template.h", "            machine_flush_page(va + (uint64_t)k * 0x1000);\n", "            ;\n",
        "mapper_pml4", "gcc_x86_64", "pml4_clear_run", r"unproved: pml4_clear_run_"),
    "mutant_range_no_full_flush": (
        "impl/mapper/clear_template.h", "    if (how == STORE_LATE)\n        machine_flush_all();\n", "",
        "mapper_pml4", "gcc_x86_64", "pml4_clear_parts", r"unproved: pml4_clear_parts_"),
    "mutant_range_tables_go_before_the_flush": (
        "impl/mapper/clear_template.h", "    if (how == STORE_LATE)\n        machine_flush_all();\n",
        "    MODE(reclaim_parts)(info, va, n);\n    if (how == STORE_LATE)\n        machine_flush_all();\n",
        "mapper_pml4", "gcc_x86_64", "pml4_clear_parts", r"unproved: pml4_clear_parts_"),
    "mutant_range_table_left": (
        "impl/mapper/reclaim_template.h", "        if (MODE(idle)(1, va, table) /*@ ghost (info, V1) */ != 0)\n", "        if (0)\n",
        "mapper_pml4", "gcc_x86_64", "pml4_reclaim_part", r"unproved: pml4_reclaim_part_"),
    "mutant_range_same_frame": (
        "impl/mapper/range_template.h", "* ENTRY_SIZE, next, STORE_NEW)", "* ENTRY_SIZE, word, STORE_NEW)",
        "mapper_pml4", "gcc_x86_64", "pml4_store_run", r"unproved: pml4_store_run_"),
    "mutant_range_not_counted": (
        "impl/mapper/range_template.h", "(uint16_t)(frames_used[record] + done)", "(uint16_t)(frames_used[record])",
        "mapper_pml4", "gcc_x86_64", "pml4_map_here", r"unproved: pml4_map_here_"),
    "mutant_range_over_the_window": (
        "impl/mapper/public_range_template.h", "    if (va <= info->window_last[0] && va + (pages * 0x1000 - 1) >= info->window_base[0])",
        "    if (va <= info->window_last[0] && va >= info->window_base[0])",
        "mapper_pml4", "gcc_x86_64", "pml4_check_run", r"unproved: pml4_check_run_"),
    "mutant_range_too_far": (
        "impl/mapper/range_template.h", "pages < left ? (uint32_t)pages : left", "left",
        "mapper_pml4", "gcc_x86_64", "pml4_map_part", r"unproved: pml4_map_part_"),
    "mutant_large_window_not_flushed": (
        "impl/mapper/large_leaf_template.h", "    machine_flush_page(window);\n", "",
        "mapper_pml4", "gcc_x86_64", "pml4_flush_large", r"unproved: pml4_flush_large_"),
    "mutant_large_window_of_ptes_not_flushed": (
        "impl/mapper/large_leaf_template.h", "        machine_flush_page(MODE(shown)(info, 1, va));)", "        ;)",
        "mapper_pml4", "gcc_x86_64", "pml4_flush_large", r"unproved: pml4_flush_large_"),
    "mutant_large_pat_at_bit_7": (
        "impl/mapper/large_leaf_template.h", "return word + (flags / 0x10 == 3 ? 0x1000 : 0x80);", "return word + (word / 0x80 % 2 == 1 ? 0 : 0x80);",
        "mapper_pml4", "gcc_x86_64", "pml4_large_word", r"unproved: pml4_large_word_"),
    "mutant_large_frame_misaligned": (
        "impl/mapper/large_leaf_template.h", "return pfn % ENTRIES == 0", "return pfn % 2 == 0",
        "mapper_pml4", "gcc_x86_64", "pml4_check_large_leaf", r"unproved: pml4_check_large_leaf_"),
    "mutant_large_over_a_table": (
        "impl/mapper/large_template.h", "    if (found < level)\n        return SELFMAP_TABLE_IN_WAY;\n    IF4(", "    IF4(",
        "mapper_pml4", "gcc_x86_64", "pml4_map_large_at", r"unproved: pml4_map_large_at_"),
    "mutant_split_pat_kept": (
        "impl/mapper/split_template.h", "return word / 0x1000 % 2 == 1 ? word - 0x1000 : word - 0x80;", "return word - 0x80;",
        "mapper_pml4", "gcc_x86_64", "pml4_first_part", r"unproved: pml4_first_part_"),
    "mutant_promote_flags_not_compared": (
        "impl/mapper/parts_template.h", "word / 0x80 != wanted / 0x80 || word % 0x20 != wanted % 0x20", "word / 0x80 != wanted / 0x80",
        "mapper_pml4", "gcc_x86_64", "pml4_run_marks", r"unproved: pml4_run_marks_"),
    # The frame database: what issue 4 names.
    "mutant_database_double_free": (
        "impl/frames/single.c", " &&\n        frame_place[frame] < ram_dirty_from) {", ") {",
        "frame_database", "gcc_x86_64", "frame_free", r"unproved: frame_free_"),
    "mutant_database_bootstrap_reissued": (
        "impl/frames/bootstrap.c", "        ram_take(frame);\n", "        ;\n",
        "frame_runs", "gcc_x86_64", "take_for_good", r"unproved: take_for_good_"),
    "mutant_database_count_drift": (
        "impl/frames/database.c", "    ram_dirty_from--;\n", "",
        "frame_database", "gcc_x86_64", "ram_give", r"unproved: ram_give_"),
    "mutant_database_dirty_as_zeroed": (
        "impl/frames/single.c", "        machine_zero_frame(frame_order[ram_dirty_from]);\n        *frame", "        *frame",
        "frame_database", "gcc_x86_64", "frame_alloc", r"unproved: frame_alloc_"),
    "mutant_database_run_over_a_hole": (
        "impl/frames/runs.c", "frame_kinds[f] != KIND_ABSENT && (", "(",
        "frame_runs", "gcc_x86_64", "find_run", r"unproved: find_run_"),
    "mutant_database_limit_ignored": (
        "impl/frames/runs.c", "limit > ram_end ? ram_end : (uint32_t)limit", "ram_end",
        "frame_runs", "gcc_x86_64", "frame_alloc_run", r"unproved: frame_alloc_run_"),
    "mutant_database_alignment_ignored": (
        "impl/frames/runs.c", " && f % alignment == 0", "",
        "frame_runs", "gcc_x86_64", "find_run", r"unproved: find_run_"),
    "mutant_census_without_cr3": (
        "impl/frames/census.c", "    frame_adopt_table(root);\n", "",
        "census", "gcc_x86_64", "frame_adopt_walk", r"unproved: frame_adopt_walk_"),
    "mutant_census_stops_a_level_early": (
        "impl/frames/census.c", "            census64_2(child, 512);\n", "",
        "census", "gcc_x86_64", "census64_3", r"unproved: census64_3_"),
    "mutant_mapper_wide_store": (
        "impl/mapper/mapper_pml2.c", "#define WORD uint32_t", "#define WORD uint64_t",
        "mapper_pml2", "gcc_x86_32", "pml2_put", r"pml2_machine_(load|store)"),
    # The pool's, of issue 5.
    "mutant_pool_neighbour_not_merged": (
        "impl/pool/runs.c", "    if (pool_kind[next] == POOL_FREE) {", "    if (0) {",
        "pool_runs", "gcc_x86_64", "pool_run_free", r"unproved: pool_run_free_"),
    "mutant_pool_tail_stale": (
        "impl/pool/runs.c", "    pool_end[middle] = (uint16_t)end;\n", "",
        "pool_runs", "gcc_x86_64", "split", r"unproved: split_"),
    "mutant_pool_exact_fit": (
        "impl/pool/runs.c", "pool_bin_first(pages - 1)", "pool_bin_first(pages)",
        "pool_runs", "gcc_x86_64", "find", r"unproved: find_"),
    "mutant_pool_double_free": (
        "impl/pool/lookup.c", "POOL_GRANULE == 0 &&\n        bit_test(pool_live[granule / WORD_BITS], granule % WORD_BITS) != 0", "POOL_GRANULE == 0",
        "pool_lookup", "gcc_x86_64", "state_of", r"unproved: state_of_"),
    "mutant_pool_wrong_tag": (
        "impl/pool/lookup.c", "    if (pool_tag[granule] != tag)\n        return SELFMAP_WRONG_TAG;\n", "",
        "pool_lookup", "gcc_x86_64", "pool_free", r"unproved: pool_free_"),
    "mutant_pool_size_cut": (
        "impl/pool/pool.c", "    if (size > (uint64_t)POOL_GRANULE * POOL_GRANULES)", "    size = size % 0x100000000;\n    if (size > (uint64_t)POOL_GRANULE * POOL_GRANULES)",
        "pool_alloc", "gcc_x86_64", "alloc_other", r"unproved: alloc_other_"),
    "mutant_pool_refused_too_soon": (
        "impl/pool/pool.c", "    if (granule == POOL_NO_GRANULE)\n", "    if (granule == POOL_NO_GRANULE || units > PAGE_GRANULES)\n",
        "pool_alloc", "gcc_x86_64", "alloc_other", r"unproved: alloc_other_"),
    "mutant_pool_alignment_ignored": (
        "impl/pool/pool.c", "if (alignment <= POOL_GRANULE || ", "if (alignment <= POOL_PAGE_SIZE || ",
        "pool_alloc", "gcc_x86_64", "pool_alloc_aligned", r"unproved: pool_alloc_aligned_"),
    "mutant_pool_inside_missed": (
        "impl/pool/lookup.c", "while (back < units && ", "while (back + 1 < units && ",
        "pool_lookup", "gcc_x86_64", "inside_slot", r"unproved: inside_slot_"),
    "mutant_pool_figures_drift": (
        "impl/pool/tagged.c", "plus(pool_tag_blocks[tag], 1)", "plus(pool_tag_blocks[tag], granule % 2 + 1)",
        "pool_tagged", "gcc_x86_64", "add_other", r"unproved: add_other_"),
    "mutant_pool_open_word_missed": (
        "impl/pool/slabs.c", "    pool_open[page] = bit_set(pool_open[page], w - PAGE_WORDS * page);\n", "",
        "pool_slabs", "gcc_x86_64", "pool_slab_list", r"unproved: pool_slab_list_"),
    "mutant_pool_open_word_lost": (
        "impl/pool/slabs.c", "bit_clear(pool_open[page], i)", "bit_clear(pool_open[page], i ^ 1)",
        "pool_slabs", "gcc_x86_64", "next_slot", r"unproved: next_slot_"),
    "mutant_pool_word_closed_too_soon": (
        "impl/pool/slabs.c", "bits_below(last)", "bits_below(last + 1)",
        "pool_slabs", "gcc_x86_64", "close_gap", r"unproved: close_gap_"),
    "mutant_pool_spare_no_room": (
        "impl/pool/tagged.c", "if (pool_spares[class] == CLASS_SPARES)", "if (pool_spares[class] > CLASS_SPARES)",
        "pool_tagged", "gcc_x86_64", "remove_block", r"unproved: remove_block_"),
    "mutant_pool_spare_lost": (
        "impl/pool/spares.c", "    pool_slab_list(granule);\n", "",
        "pool_spares", "gcc_x86_64", "pool_spare_drop", r"unproved: pool_spare_drop_"),
    "mutant_pool_end_stays": (
        "impl/pool/runs.c", "pool_count - page <= keep)", "pool_count - page <= keep + 1)",
        "pool_runs", "gcc_x86_64", "pool_run_trim", r"unproved: pool_run_trim_"),
    # The guard: lock, cap, redzones, poison.
    "mutant_guard_lock_kept": (
        "impl/guard/guard.c", "guard_give_back(address, tag);\n\n", "guard_give_back(address, tag);\n\n    if (status != SELFMAP_OK)\n        return status;\n",
        "guard", "gcc_x86_64", "guard_free", r"unproved: guard_free_"),
    "mutant_guard_lock_not_taken": (
        "impl/guard/guard.c", "const uint64_t word = guard_lock();\n    const enum selfmap_status status = lengthen", "const uint64_t word = 0;\n    const enum selfmap_status status = lengthen",
        "guard", "gcc_x86_64", "guard_extend", r"unproved: guard_extend_call_lengthen_requires_held"),
    "mutant_guard_pages_not_filled": (
        "impl/guard/guard.c", "guard_fill(end, POOL_PAGE_SIZE * pages,", "guard_fill(end, POOL_PAGE_SIZE * pages - 1,",
        "guard", "gcc_x86_64", "lengthen", r"unproved: lengthen_"),
    "mutant_guard_cap_off_by_one": (
        "impl/guard/held.c", "if (bytes > guard_cap - guard_bytes)", "if (bytes > guard_cap - guard_bytes + 1)",
        "guard_held", "gcc_x86_64", "verdict", r"unproved: verdict_"),
    "mutant_guard_poison_last_byte": (
        "impl/guard/held.c", "guard_differs(address, bytes, GUARD_POISON_BYTE)", "guard_differs(address, bytes - 1, GUARD_POISON_BYTE)",
        "guard_held", "gcc_x86_64", "verdict", r"unproved: verdict_"),
    "mutant_guard_zone_not_looked_at": (
        "impl/guard/held.c", "guard_differs(address + size.value - GUARD_ZONE, GUARD_ZONE,", "guard_differs(address + size.value - GUARD_ZONE, GUARD_ZONE / 2,",
        "guard_held", "gcc_x86_64", "guard_give_back", r"unproved: guard_give_back_"),
    "mutant_guard_bytes_drift": (
        "impl/guard/held.c", "    guard_bytes -= size.value;\n", "",
        "guard_held", "gcc_x86_64", "guard_give_back", r"unproved: guard_give_back_"),
}


def mutant_test(name):
    path, text, replacement, unit, machdep, functions, goal, *more = MUTANTS[name]

    def test():
        root = base.OUT / name
        shutil.rmtree(root, ignore_errors=True)
        for folder in ("impl", "spec", "proofs"):
            shutil.copytree(base.ROOT / folder, root / folder,
                            ignore=shutil.ignore_patterns("__pycache__", "fixtures", "model"))
        source = root / path
        after = planted.change(source.read_text(), text, replacement, more)
        if after is None:
            raise base.Failed(f"{path} no longer holds '{text}' or what is changed behind it: write this fault again in "
                              "proofs/selftest_mutants.py")
        source.write_text(after)
        base.refused(*base.verify(root, "--unit", unit, "--machdep", machdep, "--no-smoke", "--timeout", "10",
                                  "--first", "--fct", functions), [goal])
    return test


def tests():
    return {name: mutant_test(name) for name in MUTANTS}

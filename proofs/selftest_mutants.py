"""selftest_mutants.py - faults planted in a copy of the project: the unit that holds the fault must turn red."""
import shutil

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
    "mutant_frames_place": (
        "impl/frames/frames.c", "    frames_place[other] = hole;\n", "",
        "frames", "gcc_x86_64", "frame_give", r"unproved: frame_give_assert_inverse"),
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
        "impl/mapper/clear_template.h", "        machine_flush_page(va + (uint64_t)k * 0x1000);\n", "",
        "mapper_pml4", "gcc_x86_64", "pml4_clear_run", r"unproved: pml4_clear_run_"),
    "mutant_range_same_frame": (
        "impl/mapper/range_template.h", "* ENTRY_SIZE, word + (WORD)k * 0x1000)", "* ENTRY_SIZE, word)",
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
        before = source.read_text()
        if text not in before:
            raise base.Failed(f"{path} no longer holds '{text}': write this fault again in proofs/selftest_mutants.py")
        after = before.replace(text, replacement, 1)
        if more:
            head, tail = after.rsplit(replacement, 1)
            after = head + replacement + tail.replace(*more, 1)
        source.write_text(after)
        base.refused(*base.verify(root, "--unit", unit, "--machdep", machdep, "--no-smoke", "--timeout", "10",
                                  "--first", "--fct", functions), [goal])
    return test


def tests():
    return {name: mutant_test(name) for name in MUTANTS}

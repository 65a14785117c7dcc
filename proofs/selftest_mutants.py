"""selftest_mutants.py - faults planted in a copy of the project: the unit that holds the fault must turn red."""
import shutil

import selftest as base

# name: file, text, replacement, unit, machdep, functions proved again, goal that must not prove
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
    "mutant_mapper_no_flush": (
        "impl/mapper/grow_template.h", "    machine_flush_page(window);\n", "",
        "mapper_pml4", "gcc_x86_64", "pml4_prune", r"unproved: pml4_prune_"),
}


def mutant_test(name):
    path, text, replacement, unit, machdep, functions, goal = MUTANTS[name]

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
        source.write_text(before.replace(text, replacement, 1))
        base.refused(*base.verify(root, "--unit", unit, "--machdep", machdep, "--no-smoke", "--timeout", "10",
                                  "--first", "--fct", functions), [goal])
    return test


def tests():
    return {name: mutant_test(name) for name in MUTANTS}

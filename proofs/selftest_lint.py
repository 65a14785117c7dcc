"""selftest_lint.py - breaches of the house rules, planted in a copy, that lint must refuse."""
import selftest_audit as audit

INCLUDE = "#include \"selfmap/features.h\""

# name: file, text, replacement, what lint must say
FAULTS = {
    "lint_long_file": ("impl/pagemap/features.c", INCLUDE, INCLUDE + "\n" * 400, r"features.c: \d+ lines, more than 400"),
    "lint_path_of_a_machine": ("README.md", "selfmap", "/" + "home/somebody/selfmap", r"README.md:\d+: a path of this machine"),
    "lint_no_end_of_line": ("impl/pagemap/bind.c", "options->slot, pagemap);\n}\n", "options->slot, pagemap);\n}", r"bind.c: no newline at the end"),
    "lint_stale_plant": ("impl/frames/runs.c", "status = ram_run_status(first, count)",
                         "status = ram_run_status(first, (count))", r"run-free-unchecked: .* is not in frames/runs.c"),
    "lint_plant_in_a_contract": ("impl/frames/runs.c", "status = ram_run_status(first, count);",
                                 "status = ram_run_status(first, (count)); //@ assert status = ram_run_status(first, count);",
                                 r"run-free-unchecked: .* is not in frames/runs.c"),
    "lint_stale_mutant": ("impl/space/io.c", "pages, flags + MAP_GLOBAL, 0, &first", "pages, flags + MAP_GLOBAL + 0, 0, &first",
                          r"mutant_io_cache_type: impl/space/io.c no longer holds"),
    "lint_stale_second_change": ("impl/mapper/change_template.h", "    machine_flush_page(va);\n    /*@ assert info",
                                 "    machine_flush_page(va);\n\n    /*@ assert info", r"mutant_mapper_flush_first: .* and its second text"),
    "lint_stale_audit_fault": ("boot/boot.mk", "i686_FLAGS := ", "i686_FLAGS  := ", r"audit_macro_in_kernel: boot/boot.mk no longer"),
}


def tests():
    return {name: audit.refused(name, fault, "lint", "selftest_lint.py") for name, fault in FAULTS.items()}

#!/usr/bin/env python3
"""`make fuzz-selftest`: plants one fault at a time in a copy of impl/ and expects the fuzzer to find it.

The corpus alone or a few seconds of fuzzing must do. A plant is a pattern in one file; one that matches nothing fails,
so that the list follows the code. The unmodified copy must pass.
Usage: selftest.py IMPL CORPORA SCRATCH COMPILER OBJECT-FOLDER TARGET... [--only TARGET]
Last line: `fuzz-selftest: N passed, N failed`.
"""
import concurrent.futures
import pathlib
import re
import shutil
import subprocess
import sys

FUZZ_SECONDS = 8
# How the mapper names the window page of a table that it frees.
WINDOW = r"(?:window|MODE\(shown\)\(info, level, va\))"
PLANTS = [  # (name, target, file or glob under impl/ (without a folder: under impl/pagemap), pattern, replacement)
    ("pml5-default-slot", "bind", "pml5.c", r"#define DEFAULT_SLOT .*", "#define DEFAULT_SLOT 0x1EC"),
    ("pml4-default-slot", "bind", "pml4.c", r"#define DEFAULT_SLOT .*", "#define DEFAULT_SLOT 0x1EE"),
    ("pml5-window-past-the-top", "address", "pml5.c", r"#define TOP_SLOT .*", "#define TOP_SLOT 512"),
    ("pml2-window-past-the-top", "bind", "pml2.c", r"#define TOP_SLOT .*", "#define TOP_SLOT 1024"),
    ("pml3-any-slot", "address", "pml3.c", r"#define SLOT_STEP .*", "#define SLOT_STEP 2"),
    ("pml5-stride-of-pml4", "address", "pml5.c", r"#define STRIDE2 .*", "#define STRIDE2 (SIZE4 + SIZE3)"),
    ("pml3-directory-base", "address", "pml3.c", r"#define BASE2 .*", "#define BASE2 0xC0400000"),
    ("pml4-sign-lost", "address", "pml4.c", r"#define HIGH .*", "#define HIGH 0"),
    ("pml2-shift-of-pml3", "address", "pml2.c", r"#define SIZE2 .*", "#define SIZE2 0x200000"),
    ("pml2-entry-of-eight-bytes", "address", "pml2.c", r"#define ENTRY_SIZE .*", "#define ENTRY_SIZE 8"),
    ("canonical-check-dropped", "address", "address_template.h", r"if \(!MODE\(canonical\)\(va\)\)", "if (0)"),
    ("written-on-error", "address", "address_template.h", r"if \(offset >= SPAN\)",
     "*va = offset;\n    if (offset >= SPAN)"),
    ("misaligned-accepted", "address", "address_template.h", r"offset % ENTRY_SIZE != 0", "offset % 2 != 0"),
    ("window-end-exclusive", "bind", "bind_template.h", r"ENTRY_SIZE - 1\)", "ENTRY_SIZE)"),
    ("routine-of-another-mode", "bind", "bind_template.h", r"&MODE\(va_of_entry\)", "&pml4_va_of_entry"),
    ("frame-cut-to-36-bits", "address", "entry_template.h", r"% 0x10000000000;", "% 0x1000000;"),
    ("frame-limit-dropped", "address", "entry_template.h", r"pfn >= info->frame_limit", "0"),
    ("large-frame-misaligned", "address", "pml4.c", r"#define LARGE2 .*", "#define LARGE2 1"),
    ("nx-ignored", "bind", "pml4.c", r"#define NO_EXECUTE\(features\).*", "#define NO_EXECUTE(features) 0"),
    ("pdpte-reserved-bits", "address", "pml3.c", r"#define IS_PDPTE\(level\).*", "#define IS_PDPTE(level) 0"),
    ("software-bits-cut", "address", "pml5.c", r"#define SOFTWARE_LIMIT .*", "#define SOFTWARE_LIMIT 0x2000"),
    ("noxpa-ignored", "bind", "bind.c", r"options->noxpa", "0 * options->noxpa"),
    ("noxpa-prefix", "bind", "boot_params.c", r"is_separator\(line->text\[at \+ name_length\]\)", "1"),
    ("noxpa-substring", "bind", "boot_params.c", r"is_separator\(line->text\[at - 1\]\)", "1"),
    ("noxpa-case", "bind", "boot_params.c", r"c <= 'Z'", "c <= 'O'"),
    ("number-wraps", "bind", "boot_params.c", r"scaled > UINT64_MAX - digit", "0"),
    ("leaf-guard-dropped", "bind", "features.c", r"max_extended >= 0x80000008", "max_extended >= 0"),
    ("physical-width-uncut", "bind", "features.c", r"bits > 52\b", "bits > 53"),
    # The mapper: the rows about mapping of spec/README.md's table of bugs, and the order and silence of errors.
    ("unmap-without-flush", "mapper", "mapper/*", r"(?s)(\(unmap_(?:page|at)\)\(.*?)machine_flush_page\(va\);", r"\1"),
    ("protect-without-flush", "mapper", "mapper/*",
     r"(?s)(\(protect_(?:page|at)\)\(.*?)machine_flush_page\(va\);", r"\1"),
    ("unmap-flush-before-store", "mapper", "mapper/*",
     r"(?s)(\(unmap_(?:page|at)\)\(.*?)(MODE\((?:put|set_leaf)\)\(.*?)machine_flush_page\(va\);",
     r"\1machine_flush_page(va); \2"),
    ("protect-flush-before-store", "mapper", "mapper/*",
     r"(?s)(\(protect_(?:page|at)\)\(.*?)(MODE\((?:machine_store|put|set_leaf)\)\(.*?)machine_flush_page\(va\);",
     r"\1machine_flush_page(va); \2"),
    ("freed-table-window-not-flushed", "mapper", "mapper/*", f"machine_flush_page\\({WINDOW}\\);", ";"),
    ("freed-table-window-flushed-first", "mapper", "mapper/*",
     f"(?s)(MODE\\((?:put|unlink)\\)\\((?:info, level \\+ 1|entry, table).*?)(machine_flush_page\\({WINDOW}\\);)",
     r"\2 \1"),
    ("freed-table-wrong-window", "mapper", "mapper/*", f"machine_flush_page\\({WINDOW}\\);",
     "machine_flush_page(MODE(shown)(info, level + 1, va));"),
    ("global-table-entry", "mapper", "mapper/*", r"\* 0x1000 \+ 7\)", "* 0x1000 + 0x107)"),
    ("no-execute-table-entry", "mapper", "mapper/*", r"\* 0x1000 \+ 7\)", "* 0x1000 + 7 + (WORD)0x8000000000000000)"),
    ("supervisor-table-entry", "mapper", "mapper/*", r"\* 0x1000 \+ 7\)", "* 0x1000 + 3)"),
    ("descends-through-large-page", "mapper", "mapper/*", r"word % 2 == 1 && word / 0x80 % 2 == 0", "word % 2 == 1"),
    ("table-freed-with-entries", "mapper", "mapper/*",
     r"if \(frame(?:_used\(table\)|s_used\[frame - frames_first\]) != 0\)", "if (0)"),
    ("table-not-zero-when-freed", "mapper", "mapper/*",
     r"(MODE\(machine_store\)\((?:entry|MODE\(shown\)\(info, level, va\)), word)\)", r"\1 + (word == 0 ? 0x200 : 0))"),
    ("pml2-eight-byte-stride", "mapper", "mapper/map*_pml2.c", r"#define ENTRY_SIZE .*", "#define ENTRY_SIZE 8"),
    ("count-not-decremented", "mapper", "mapper/*",
     r"frames_used\[table - frames_first\] -= 1;|frame_set_used\(table, frame_used\(table\) - 1\);", ";"),
    ("count-not-incremented", "mapper", "mapper/*",
     r"frames_used\[table - frames_first\] \+= 1;|frame_set_used\(table, frame_used\(table\) \+ 1\);", ";"),
    ("frames-not-asked-for", "mapper", "mapper/*", r"frames_left\(\) < level - 1", "0"),
    ("frames-short-by-one", "mapper", "mapper/*", r"frames_left\(\) < level - 1", "frames_left() + 1 < level - 1"),
    ("window-of-another-level", "mapper", "mapper/*", r"va <= info->window_last\[0\]", "va <= info->window_last[1]"),
    ("window-first-page-free", "mapper", "mapper/*", r"va >= info->window_base\[0\]", "va > info->window_base[0]"),
    ("map-over-a-mapped-page", "mapper", "mapper/*",
     r"if \(((?:MODE\(load\)\(info, level, va\)|old) % 2 == 1)\)", r"if (level > 1 && \1)"),
    ("write-combining-wrong-bit", "mapper", "mapper/*", r"cache == 3 \? 0x80", "cache == 3 ? 0x100"),
    ("uncached-minus", "mapper", "mapper/*", r"cache == 2 \? 0x18", "cache == 2 ? 0x10"),
    ("large-page-pat-bit", "mapper", "mapper/*",
     r"level == 1 \? word / 0x80 % 2 == 1 : word / 0x1000 % 2 == 1", "word / 0x80 % 2 == 1"),
    ("no-execute-wrong-bit", "mapper", "mapper/map*_pml4.c", r"0x8000000000000000 : 0\)", "0x4000000000000000 : 0)"),
    ("no-execute-without-nx", "mapper", "mapper/map*_pml3.c", r"&& no_execute != 0", "&& no_execute <= 1"),
    ("pml2-kernel-table-freed", "mapper", "mapper/map*_pml2.c", r"#define STAYS.*", "#define STAYS(level, va) 0"),
    ("pml4-kernel-table-freed", "mapper", "mapper/map*_pml4.c", r"#define STAYS.*", "#define STAYS(level, va) 0"),
    ("pml5-kernel-table-freed", "mapper", "mapper/map*_pml5.c", r"#define STAYS.*",
     "#define STAYS(level, va) (level == 3 && va >= HALF)"),
    ("pml4-user-table-kept", "mapper", "mapper/map*_pml4.c",
     r"#define STAYS.*", "#define STAYS(level, va) (level == 3)"),
    ("dirty-lost-in-protect", "mapper", "mapper/*", r"word / 0x20 % 4 \* 0x20", "word / 0x20 % 2 * 0x20"),
    ("large-page-frame-of-its-start", "mapper", "mapper/*", r"inside = va / SIZE1 % ENTRIES -", "inside = 0 -"),
    ("misaligned-page-accepted", "mapper", "mapper/*", r"va % 0x1000 != 0", "0"),
    ("frame-limit-is-a-frame", "mapper", "mapper/*", r"pfn < info->frame_limit", "pfn <= info->frame_limit"),
    ("flags-limit-dropped", "mapper", "mapper/*", r"flags >= MAP_FLAGS_LIMIT", "flags > MAP_FLAGS_LIMIT"),
    ("pfn-written-on-error", "mapper", "mapper/*",
     r"(?s)(\(unmap_page\)\(.*?)(if \(status != SELFMAP_OK\))", r"\1*pfn = va; \2"),
    ("table-frame-cut-to-36-bits", "mapper", "mapper/*",
     r"word / 0x1000 % 0x10000000000\b", "word / 0x1000 % 0x1000000"),
    ("table-entry-bare-compare", "mapper", "mapper/*", r"word % 2 == 1 && word / 0x80 % 2 == 0", "word % 0x1000 == 7"),
    ("cache-type-in-a-software-bit", "mapper", "mapper/*", r"flags / 8 % 2 \* 0x100", "flags / 8 % 4 * 0x100"),
    ("table-frame-leaked", "mapper", "mapper/*", r"frame_give\((?:table|frame)\);", ";"),
    ("frame-handed-out-twice", "mapper", "frames/frames.c", r"(free_count|frames_free)--;", ""),
    ("quota-not-raised-again", "mapper", "frames/frames.c", r"(quota_left|frames_quota)\+\+;", ";"),
]


class Bench:
    """Where things are, and how one copy of impl/ is built and run."""

    def __init__(self, impl, corpora, scratch, compiler, objects):
        self.impl, self.corpora, self.scratch = (pathlib.Path(path) for path in (impl, corpora, scratch))
        self.compiler = compiler
        self.objects = pathlib.Path(objects)

    def copy(self, name):
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.impl, folder / "impl")
        return folder

    def build(self, folder, target):
        """An empty string, or what the compiler said."""
        sources = sorted(str(path) for path in (folder / "impl").glob("*/*.c"))
        objects = [str(path) for room in ("model", "machine", "harness")
                   for path in sorted((self.objects / room).rglob("*.o"))]
        command = [self.compiler, "-std=c11", "-O1", "-g", "-w", "-fsanitize=fuzzer,address,undefined",
                   "-fno-sanitize-recover=all", f"-I{folder}/impl/include", "-I.", *sources, *objects,
                   str(self.objects / f"{target}.o"), "-o", str(folder / target)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        return "" if run.returncode == 0 else run.stderr.strip()[:600] or "the compiler failed"

    def run(self, folder, target, seconds):
        """Whether the target found something: first over the corpus alone, then by fuzzing for a few seconds."""
        corpus = folder / "corpus"
        shutil.copytree(self.corpora / target, corpus)
        base = [str(folder / target), f"-artifact_prefix={folder}/", "-max_len=96"]
        for extra in (["-runs=0"], [f"-max_total_time={seconds}"]):
            run = subprocess.run([*base, *extra, str(corpus)], capture_output=True, text=True, errors="replace",
                                 check=False)
            if run.returncode != 0:
                said = re.search(r"FINDING: .*|runtime error: .*|ERROR: AddressSanitizer.*", run.stderr)
                how = "the corpus" if extra == ["-runs=0"] else "fuzzing"
                return True, f"{how}: {said[0] if said else 'status ' + str(run.returncode)}"
        return False, "nothing found"


def plant(bench, name, target, file, pattern, replacement):
    """(passed, line)"""
    folder = bench.copy(name)
    total = 0
    for path in sorted((folder / "impl").glob(file if "/" in file else f"pagemap/{file}")):
        text, hits = re.subn(pattern, lambda match: match.expand(replacement), path.read_text())
        path.write_text(text)
        total += hits
    if total == 0:
        return False, f"{name}: the plant no longer applies: /{pattern}/ is not in {file}; update fuzz/selftest.py"
    error = bench.build(folder, target)
    if error:
        return False, f"{name}: the planted copy does not compile: {error}"
    found, how = bench.run(folder, target, FUZZ_SECONDS)
    shutil.rmtree(folder)
    return found, f"{name}: {'caught by ' + how if found else 'NOT CAUGHT by target ' + target}"


def unmodified(bench, target):
    folder = bench.copy("unmodified-" + target)
    error = bench.build(folder, target)
    if error:
        return False, f"unmodified copy, {target}: does not compile: {error}"
    found, how = bench.run(folder, target, 3)
    if not found:
        shutil.rmtree(folder)
    return not found, f"unmodified copy, {target}: {how}"


def main():
    arguments = sys.argv[1:]
    only = arguments.pop(arguments.index("--only") + 1) if "--only" in arguments else None
    impl, corpora, scratch, compiler, objects, *targets = [word for word in arguments if word != "--only"]
    targets = [target for target in targets if only in (None, target)]
    bench = Bench(impl, corpora, scratch, compiler, objects)
    jobs = [lambda target=target: unmodified(bench, target) for target in targets]
    jobs += [lambda row=row: plant(bench, *row) for row in PLANTS if row[1] in targets]
    passed = 0
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as workers:
        for good, line in workers.map(lambda job: job(), jobs):
            print(f"  {'ok  ' if good else 'FAIL'} {line}", flush=True)
            passed += good
            failed += not good
    print(f"fuzz-selftest: {passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""`make fuzz-selftest`: plants one fault at a time in a copy of impl/ and expects the fuzzer to find it.

The corpus alone or a few seconds of fuzzing must do. A plant is a pattern in one file; one that matches nothing fails,
so that the list follows the code. The unmodified copy must pass.
Usage: selftest.py IMPL CORPORA SCRATCH COMPILER OBJECT-FOLDER TARGET...
Last line: `fuzz-selftest: N passed, N failed`.
"""
import concurrent.futures
import pathlib
import re
import shutil
import subprocess
import sys

FUZZ_SECONDS = 8
PLANTS = [  # (name, target, file under impl/pagemap, pattern, replacement)
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
        objects = [str(path) for room in ("model", "common") for path in sorted((self.objects / room).glob("*.o"))]
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
    path = folder / "impl" / "pagemap" / file
    text, hits = re.subn(pattern, lambda match: replacement, path.read_text()) if path.exists() else ("", 0)
    if hits == 0:
        return False, f"{name}: the plant no longer applies: /{pattern}/ is not in {file}; update fuzz/selftest.py"
    path.write_text(text)
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
    impl, corpora, scratch, compiler, objects, *targets = sys.argv[1:]
    bench = Bench(impl, corpora, scratch, compiler, objects)
    jobs = [lambda target=target: unmodified(bench, target) for target in targets]
    jobs += [lambda row=row: plant(bench, *row) for row in PLANTS]
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

#!/usr/bin/env python3
"""`make fuzz-selftest`: plants one fault at a time in a copy of impl/ and expects the fuzzer to find it.

The corpus alone or a few seconds of fuzzing must do. A plant (plants.py) is a pattern in the code of one file, contracts
and ghost code taken out; one that matches nothing there fails, so that the list follows the code. The unmodified copy
must pass.
Last line: `fuzz-selftest: N passed, N failed`.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys

from plants import PLANTS

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "proofs"))
import planted  # noqa: E402
import share  # noqa: E402

FUZZ_SECONDS = 30


class Bench:
    """Where things are, and how one copy of impl/ is built and run."""

    def __init__(self, impl, corpora, scratch, compiler, objects):
        self.impl, self.corpora, self.scratch = (pathlib.Path(path) for path in (impl, corpora, scratch))
        self.compiler = compiler
        self.objects = pathlib.Path(objects)
        self.reads = {source: self.read_by(source) for source in sorted(self.impl.glob("*/*.c"))}

    def read_by(self, source):
        """The files of impl/ that the compiler reads for a source, the source among them."""
        run = subprocess.run([self.compiler, "-MM", f"-I{self.impl}/include", "-I.", str(source)], capture_output=True, text=True,
                             check=True)
        return {pathlib.Path(os.path.normpath(name)) for name in run.stdout.replace("\\\n", " ").split(":", 1)[1].split()}

    def copy(self, name):
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.impl, folder / "impl")
        return folder

    def build(self, folder, target, changed):
        """Compiles the sources that read a changed file, takes all else as it was built. An empty string, or what the compiler said."""
        sources, objects = [], [self.objects / f"{target}.o"]
        for source, read in self.reads.items():
            if read & changed:
                sources.append(folder / "impl" / source.relative_to(self.impl))
            else:
                objects.append((self.objects / "impl" / source.relative_to(self.impl)).with_suffix(".o"))
        for room in ("model", "machine", "harness"):
            objects += sorted((self.objects / room).rglob("*.o"))
        command = [self.compiler, "-std=c11", "-O1", "-g", "-w", "-fsanitize=fuzzer,address,undefined",
                   "-fno-sanitize-recover=all", f"-I{folder}/impl/include", f"-I{folder}", "-I.", *map(str, sources + objects),
                   "-o", str(folder / target)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        return "" if run.returncode == 0 else run.stderr.strip()[:600] or "the compiler failed"

    def run(self, folder, target, seconds):
        """Whether the target found something: first over the corpus alone, then by fuzzing for a few seconds."""
        corpus = folder / "corpus"
        shutil.copytree(self.corpora / target, corpus)
        base = [str(folder / target), f"-artifact_prefix={folder}/", "-max_len=96", "-timeout=25"]
        for extra in (["-runs=0"], [f"-max_total_time={seconds}"]):
            run = subprocess.run([*base, *extra, str(corpus)], capture_output=True, text=True, errors="replace",
                                 check=False)
            if run.returncode != 0:
                said = re.search(r"FINDING: .*|runtime error: .*|ERROR: (AddressSanitizer|libFuzzer: timeout).*", run.stderr)
                how = "the corpus" if extra == ["-runs=0"] else "fuzzing"
                return True, f"{how}: {said[0] if said else 'status ' + str(run.returncode)}"
        return False, "nothing found"


def plant(bench, name, target, file, pattern, replacement):
    """(passed, line)"""
    folder = bench.copy(name)
    total = 0
    changed = set()
    for path in planted.targets(folder, file):
        text, hits = re.subn(pattern, lambda match: match.expand(replacement), planted.code(path.read_text()))
        path.write_text(text)
        total += hits
        if hits:
            changed.add(bench.impl / path.relative_to(folder / "impl"))
    if total == 0:
        return False, f"{name}: the plant no longer applies: /{pattern}/ is not in {file}; update fuzz/selftest.py"
    error = bench.build(folder, target, changed)
    if error:
        return False, f"{name}: the planted copy does not compile: {error}"
    found, how = bench.run(folder, target, FUZZ_SECONDS)
    shutil.rmtree(folder)
    return found, f"{name}: {'caught by ' + how if found else 'NOT CAUGHT by target ' + target}"


def unmodified(bench, target):
    folder = bench.copy("unmodified-" + target)
    error = bench.build(folder, target, set())
    if error:
        return False, f"unmodified copy, {target}: does not compile: {error}"
    found, how = bench.run(folder, target, 3)
    if not found:
        shutil.rmtree(folder)
    return not found, f"unmodified copy, {target}: {how}"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("impl", "corpora", "scratch", "compiler", "objects"):
        parser.add_argument(name)
    parser.add_argument("targets", nargs="+")
    parser.add_argument("--only", help="this target alone")
    parser.add_argument("--plants", default="", help="only plants whose name this pattern matches; no unmodified copy")
    return parser.parse_args()


def main():
    asked = arguments()
    targets = [target for target in asked.targets if asked.only in (None, target)]
    bench = Bench(asked.impl, asked.corpora, asked.scratch, asked.compiler, asked.objects)
    rows = share.of([row for row in PLANTS if row[1] in targets and re.search(asked.plants, row[0])])
    jobs = [] if asked.plants else [lambda target=target: unmodified(bench, target) for target in targets]
    jobs += [lambda row=row: plant(bench, *row) for row in rows]
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

"""bench.py - `make bench`: instructions per operation of the mapper in the kernel, in all four modes.

Under `-icount shift=0` the time stamp counts instructions, so every run prints the same. Writes build/bench.json (the
form is design.md's); entries of other suites that stand there are kept."""

import argparse
import json
import os
import re
import sys

from boot import MODES
from qemu import Failure, Guest

STATUS_SUCCESS = 33
SECONDS = 120
LINE = re.compile(r"bench (\w+) total=(0x[0-9a-f]+) count=(0x[0-9a-f]+) invlpg=(0x[0-9a-f]+)")
DONE = "bench: 0 wrong answers"
# What design.md and the mapper's issue ask for; a figure above is printed with a mark.
AT_MOST = {("map_page", "pml2"): 90, ("map_page", "pml4"): 100, ("map_page", "pml5"): 120}
PER_PAGE = ("bare_", "map_range", "unmap_range", "protect_range")
MANY_PAGES = "map_range_65536"
RANGE_AT_MOST = 1.25  # map_range of so many pages, in bare checked loops


def measure(kernel, cpu, append):
    """{name: (instructions, INVLPG)} of one boot."""
    with Guest(kernel, cpu, "64M", append, SECONDS, ("-icount", "shift=0")) as guest:
        status, complaints = guest.finish()
        lines = guest.log.splitlines()
    if status != STATUS_SUCCESS or not lines or lines[-1] != DONE:
        said = lines[-1] if lines else complaints or "nothing"
        raise Failure(f"status {status}, the last line is: {said}")
    found = {}
    for match in filter(None, map(LINE.fullmatch, lines)):
        total, count, flushes = (int(value, 16) for value in match.groups()[1:])
        found[match.group(1)] = (total / count, flushes)
    if not found:
        raise Failure("no figure was printed")
    return found


def entries(figures):
    for mode, found in figures.items():
        for name, (instructions, flushes) in found.items():
            unit = "instructions/page" if name.startswith(PER_PAGE) else "instructions"
            yield {"suite": "kernel", "mode": mode, "name": name, "value": round(instructions, 2), "unit": unit}
            if flushes or name.startswith(("map_page", "map_large", "split_large", "unmap_page", "protect_page", "translate")):
                yield {"suite": "kernel", "mode": mode, "name": name, "value": float(flushes), "unit": "invlpg"}


def write(path, figures):
    try:
        with open(path, encoding="utf-8") as file:
            others = [entry for entry in json.load(file) if entry["suite"] != "kernel"]
    except (OSError, ValueError, KeyError):
        others = []
    with open(path, "w", encoding="utf-8") as file:
        json.dump(list(entries(figures)) + others, file, indent=1)
        file.write("\n")


def cell(name, mode, found):
    if name not in found:
        return "-"
    instructions, flushes = found[name]
    at_most = AT_MOST.get((name, mode), float("inf"))
    if name == MANY_PAGES:
        at_most = RANGE_AT_MOST * found["bare_checked_loop"][0]
    mark = " !" if instructions > at_most else ""
    return f"{instructions:.1f}" + (f" + {flushes} inv" if flushes else "") + mark


def show(figures):
    names = list(dict.fromkeys(name for found in figures.values() for name in found))
    print("instructions per operation in the kernel, INVLPG among them (!: above the figure to reach; ranges and loops: per page)")
    print(f"{'operation':<22}" + "".join(f"{mode:>18}" for mode in figures))
    for name in names:
        print(f"{name:<22}" + "".join(f"{cell(name, mode, found):>18}" for mode, found in figures.items()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    build = parser.parse_args().build
    figures = {}
    for mode, (arch, cpu, word) in MODES.items():
        try:
            figures[mode] = measure(os.path.join(build, f"kernel-{arch}.elf"), cpu, f"bench {word}".strip())
        except Failure as failure:
            print(f"bench: {mode} failed: {failure}")
            return 1
    write(os.path.join(build, "bench.json"), figures)
    show(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""`make bench-pool`: instructions per pair of alloc and free on fixed traces, the pool and malloc side by side.

    pool_bench.py BINARY FOLDER [RESULTS.json]

Instructions are those that callgrind counts, the trace's own cost (`none`) taken away, so that no load changes them. Appends to the array in RESULTS.json.
"""
import json
import pathlib
import re
import subprocess
import sys

NAMES = {"pair_64": "pool_pair_64", "random_64": "pool_random_64", "mixed": "pool_mixed", "large": "pool_large"}


def instructions(binary, who, trace, rounds):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", binary, who, str(trace), str(rounds)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", run.stderr)[1])


def per_pair(binary, who, trace, pairs):
    """The second round: the first lets the pool grow."""
    def rounds(one):
        return instructions(binary, one, trace, 2) - instructions(binary, one, trace, 1)
    return (rounds(who) - rounds("none")) / pairs


def main():
    binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    rows = []
    for name, public in NAMES.items():
        trace = folder / name
        pairs = sum(line.startswith("a") for line in trace.read_text().splitlines())
        for who, label in (("pool", public), ("malloc", public + "@glibc")):
            value = per_pair(binary, who, trace, pairs)
            rows.append({"suite": "host", "mode": None, "name": label, "value": round(value, 1), "unit": "instructions"})
            print(f"{label:24} {value:8.1f} instructions a pair", flush=True)
    for name in ("mixed", "fragment"):
        run = subprocess.run([binary, "pool", str(folder / name)], capture_output=True, text=True, check=True)
        value = float(run.stdout.split()[1])
        label = "pool_footprint" + ("" if name == "mixed" else "_" + name)
        rows.append({"suite": "host", "mode": None, "name": label, "value": value, "unit": "pages over live bytes"})
        print(f"{label:24} {value:8.3f} pages over live bytes")
    if len(sys.argv) > 3:
        path = pathlib.Path(sys.argv[3])
        old = json.loads(path.read_text()) if path.exists() else []
        path.write_text(json.dumps([row for row in old if row["suite"] != "host"] + rows, indent=1) + "\n")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""`make bench-pool`: instructions per pair of alloc and free on fixed traces, the pool and other allocators side by side: glibc's malloc,
and of mimalloc and jemalloc those that are installed (Debian's libmimalloc2.0, libjemalloc2); then the worst single operation, the
pool's pages over live bytes, and what its records take.

    pool_bench.py BINARY FOLDER [RESULTS.json]

Instructions are those that callgrind counts, the trace's own cost (`none`) taken away, so that no load changes them. Appends to the array in RESULTS.json.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

NAMES = {"pair_64": "pool_pair_64", "random_64": "pool_random_64", "mixed": "pool_mixed", "large": "pool_large"}
PEERS = {"malloc": "glibc", "mimalloc": "mimalloc", "jemalloc": "jemalloc"}
# jemalloc keeps its state in static TLS, of which a library that is loaded by hand gets little unless it is asked for.
ENVIRONMENT = {"GLIBC_TUNABLES": "glibc.rtld.optional_static_tls=16384", **os.environ}
POOL_BYTES = 4096 * 4096


def instructions(binary, who, trace, rounds):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", binary, who, str(trace), str(rounds)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    return int(re.search(r"Collected : (\d+)", run.stderr)[1])


def per_pair(binary, who, trace, pairs):
    """The second round: the first lets the pool grow."""
    def rounds(one):
        return instructions(binary, one, trace, 2) - instructions(binary, one, trace, 1)
    return (rounds(who) - rounds("none")) / pairs


def installed(binary, trace):
    """The allocators that can run a trace; says in a line which cannot, and why."""
    found = ["pool"]
    for who in PEERS:
        run = subprocess.run([binary, who, str(trace), "0"], capture_output=True, text=True, check=False, env=ENVIRONMENT)
        if run.returncode == 2:
            print(f"left out: {run.stderr.strip()}")
        elif run.returncode != 0:
            raise SystemExit(f"{who}: {run.stderr.strip()}")
        else:
            found.append(who)
    return found


def records(binary):
    """Bytes of the pool's records, and of those that tags alone need."""
    symbols = subprocess.run(["nm", "-S", "--defined-only", binary], capture_output=True, text=True, check=True).stdout
    sizes = {name: int(size, 16) for size, name in re.findall(r"^\w+ (\w+) [bBdD] (pool_\w+)", symbols, re.M)}
    return sum(sizes.values()), sum(size for name, size in sizes.items() if name.startswith("pool_tag"))


def main():
    binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    rows = []

    def tell(name, value, digits, unit):
        rows.append({"suite": "host", "mode": None, "name": name, "value": round(value, digits), "unit": unit})
        print(f"{name:26} {value:9.{digits}f} {unit}", flush=True)

    def public(name, who):
        return name if who == "pool" else f"{name}@{PEERS[who]}"

    allocators = installed(binary, folder / "pair_64")
    for name, known in NAMES.items():
        trace = folder / name
        pairs = sum(line.startswith("a") for line in trace.read_text().splitlines())
        for who in allocators:
            tell(public(known, who), per_pair(binary, who, trace, pairs), 1, "instructions a pair")
    for who in allocators:
        run = subprocess.run([binary, who, str(folder / "mixed"), "worst"], capture_output=True, text=True, check=True, env=ENVIRONMENT)
        alloc, free = (int(number) for number in run.stdout.split()[1:])
        tell(public("pool_worst", who), max(alloc, free), 0, f"instructions, mixed (allocation {alloc}, free {free})")
    for name in ("mixed", "fragment"):
        run = subprocess.run([binary, "pool", str(folder / name)], capture_output=True, text=True, check=True)
        tell("pool_footprint" + ("" if name == "mixed" else "_" + name), float(run.stdout.split()[1]), 3, "pages over live bytes")
    everything, tags = records(binary)
    tell("pool_metadata", 100 * everything / POOL_BYTES, 2, "percent of the largest pool, with tags")
    tell("pool_metadata_tags", 100 * tags / POOL_BYTES, 2, "percent of it, for the tags alone")
    if len(sys.argv) > 3:
        path = pathlib.Path(sys.argv[3])
        old = json.loads(path.read_text()) if path.exists() else []
        path.write_text(json.dumps([row for row in old if row["suite"] != "host"] + rows, indent=1) + "\n")


if __name__ == "__main__":
    main()

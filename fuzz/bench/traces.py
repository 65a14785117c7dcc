#!/usr/bin/env python3
"""Writes the traces of the pool's benchmark: lines `a ID SIZE TAG` and `f ID`, the same at every run.

    traces.py FOLDER

pair_64: one block of 64 bytes, again and again. random_64: 4 096 live blocks of 64 bytes, freed in random order. mixed: 8 192 live,
16 to 4 096 bytes, log-uniform. large: 96 live, 4 KiB to 256 KiB, log-uniform. fragment: fill with 16 to 511 bytes,
free half at random, refill with 512 to 16 383.
"""
import pathlib
import random
import sys


def log_uniform(rng, low, high):
    return int(low * (high / low) ** rng.random())


def churn(seed, live, operations, size):
    """Fills up to `live` blocks, then frees one at random and allocates another."""
    rng = random.Random(seed)
    lines, ids = [], []
    for number in range(live + operations):
        if len(ids) == live:
            index = rng.randrange(live)
            lines.append(f"f {ids[index]}")
            ids[index] = ids[-1]
            ids.pop()
        lines.append(f"a {number} {size(rng)} {number % 7}")
        ids.append(number)
    return lines + [f"f {number}" for number in ids]


def pairs(count):
    lines = []
    for number in range(count):
        lines += [f"a {number} 64 1", f"f {number}"]
    return lines


def fragment(seed):
    rng = random.Random(seed)
    lines = [f"a {number} {rng.randint(16, 511)} 1" for number in range(16384)]
    ids = list(range(16384))
    rng.shuffle(ids)
    lines += [f"f {number}" for number in ids[:8192]]
    total = 0
    number = 16384
    while total < 2 << 20:
        size = rng.randint(512, 16383)
        total += size
        lines.append(f"a {number} {size} 2")
        ids.append(number)
        number += 1
    return lines + [f"f {one}" for one in ids[8192:]]


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    traces = {
        "pair_64": pairs(100000),
        "random_64": churn(1, 4096, 200000, lambda rng: 64),
        "mixed": churn(2, 8192, 200000, lambda rng: log_uniform(rng, 16, 4096)),
        "large": churn(3, 96, 50000, lambda rng: log_uniform(rng, 4096, 262144)),
        "fragment": fragment(4),
    }
    for name, lines in traces.items():
        (folder / name).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

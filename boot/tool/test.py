#!/usr/bin/env python3
"""`make tool-test`: the host tool against arithmetic of this file's own, the JSON shapes, and every bad input.

The oracle is the textbook form: an entry address is the window's base plus the page number times the entry size; it
shares no code and no formulation with the library or its model. Last line: `tool-test: N passed, N failed`.
"""
import concurrent.futures
import json
import random
import re
import subprocess
import sys

MODES = {  # address bits, index bits from level 1 up, entry size, window levels, default slot
    "pml2": (32, [10, 10], 4, 2, 768),
    "pml3": (32, [9, 9, 2], 8, 2, 0),
    "pml4": (48, [9, 9, 9, 9], 8, 4, 493),
    "pml5": (57, [9, 9, 9, 9, 9], 8, 5, 493),
}
NAMES = ["PTE", "PDE", "PDPTE", "PML4E", "PML5E"]
SLOTS = {"pml2": [0, 1, 511, 768, 1022], "pml3": [0, 4, 252, 504], "pml4": [0, 1, 255, 256, 493, 510],
         "pml5": [0, 1, 255, 256, 493, 510]}


def canonical(bits, offset):
    offset %= 1 << bits
    return offset + (1 << 64) - (1 << bits) if bits > 32 and offset >> (bits - 1) else offset


def shift(mode, level):
    """The lowest address bit that the index of `level` uses."""
    return 12 + sum(MODES[mode][1][:level - 1])


def window(mode, slot, level):
    """First and last byte, by the geometric series of the slot."""
    bits, _, size, _, _ = MODES[mode]
    if mode == "pml3":
        base = 0xC0000000 + slot * (1 << 21) if level == 1 else 0xC0000000 + (slot + 3) * (1 << 21) + slot * (1 << 12)
    else:
        base = sum(slot << shift(mode, len(MODES[mode][1]) - up) for up in range(level))
    length = (1 << (bits - shift(mode, level))) * size
    return canonical(bits, base), canonical(bits, base) + length - 1


def entry_address(mode, slot, level, address):
    bits, _, size, _, _ = MODES[mode]
    return window(mode, slot, level)[0] + ((address % (1 << bits)) >> shift(mode, level)) * size


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, good, what):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {what}")


def run(tool, *words):
    return subprocess.run([tool, *words], capture_output=True, text=True, check=False)


def expected_explain(mode, slot, address):
    levels = []
    for level, width in enumerate(MODES[mode][1], 1):
        shown = level <= MODES[mode][3]
        levels.append({"level": level, "name": NAMES[level - 1],
                       "index": address >> shift(mode, level) & (1 << width) - 1,
                       "entry_address": hex(entry_address(mode, slot, level, address)) if shown else None})
    return {"mode": mode, "slot": slot, "address": hex(address), "canonical": True, "levels": levels}


def expected_reverse(mode, slot, entry):
    size = MODES[mode][2]
    for level in range(MODES[mode][3], 0, -1):
        base, last = window(mode, slot, level)
        if base <= entry <= last and entry % size == 0:
            first = canonical(MODES[mode][0], (entry - base) // size << shift(mode, level))
            return {"mode": mode, "slot": slot, "entry_address": hex(entry), "level": level, "first": hex(first),
                    "last": hex(first + (1 << shift(mode, level)) - 1)}
    return None


def addresses(mode, slot, random_source):
    bits = MODES[mode][0]
    yield from (0, 1, canonical(bits, (1 << bits) - 1), (1 << (bits - 1)) - 1, canonical(bits, 1 << (bits - 1)))
    for level in range(1, MODES[mode][3] + 1):
        yield from window(mode, slot, level)
    for _ in range(4):
        yield canonical(bits, random_source.getrandbits(bits))


def check_json(tally, tool, mode, slot, address):
    words = ["--mode", mode, "--slot", str(slot), "--json"]
    what = f"{mode} slot {slot} {hex(address)}"
    answer = run(tool, "explain", hex(address), *words)
    tally.check(answer.returncode == 0 and answer.stderr == "", f"explain {what}: status {answer.returncode}")
    tally.check(json.loads(answer.stdout or "null") == expected_explain(mode, slot, address),
                f"explain {what}: {answer.stdout}")
    entry = address - address % MODES[mode][2]
    expected = expected_reverse(mode, slot, entry)
    answer = run(tool, *words, "reverse", hex(entry))
    if expected is None:
        tally.check(answer.returncode == 2 and answer.stdout == "" and "no self-map window" in answer.stderr,
                    f"reverse {what} outside the windows: {answer.stdout}{answer.stderr}")
    else:
        tally.check(json.loads(answer.stdout or "null") == expected, f"reverse {what}: {answer.stdout}{answer.stderr}")


def check_windows(tally, tool, mode, slot):
    answer = run(tool, "windows", "--json", f"--mode={mode}", f"--slot={hex(slot)}")
    expected = []
    for level in range(1, MODES[mode][3] + 1):
        base, last = window(mode, slot, level)
        expected.append({"level": level, "name": NAMES[level - 1], "base": hex(base), "last": hex(last)})
    tally.check(json.loads(answer.stdout or "null") == {"mode": mode, "slot": slot, "windows": expected},
                f"windows {mode} {slot}: {answer.stdout}")
    text = run(tool, "windows", "--mode", mode, "--slot", str(slot)).stdout
    tally.check(all(row["base"][2:] in text and row["last"][2:] in text and row["name"] in text for row in expected),
                f"windows {mode} {slot}, for people: {text}")


def check_defaults(tally, tool):
    for mode, (_, _, _, _, slot) in MODES.items():
        answer = json.loads(run(tool, "windows", "--mode", mode, "--json").stdout)
        tally.check(answer["slot"] == slot, f"default slot of {mode}: {answer}")
    bases = [row["base"] for row in json.loads(run(tool, "windows", "--mode", "pml5", "--json").stdout)["windows"]]
    tally.check(bases == ["0xffed000000000000", "0xffedf68000000000", "0xffedf6fb40000000", "0xffedf6fb7da00000",
                          "0xffedf6fb7dbed000"], f"reference bases: {bases}")


def check_human(tally, tool):
    text = run(tool, "explain", "--mode", "pml3", "0xc0600008").stdout
    for words in (r"PML3 \(PAE\)", r"PD#3\[0\.\.3\]", r"canonical\s+yes", r"PTE\s+0\s+4 KiB\s+0xc0603000",
                  r"PDE\s+3\s+2 MiB\s+0xc0603018", r"PDPTE\s+3\s+1 GiB\s+not visible", r"entry 1 of a level 2 table"):
        tally.check(re.search(words, text), f"explain for people lacks /{words}/: {text}")
    text = run(tool, "explain", "--mode", "pml2", "0xc0300c01").stdout
    tally.check("byte 1 of entry 768 of a level 2 table" in text, f"explain inside an entry: {text}")
    text = run(tool, "explain", "--mode", "pml2", "0x1000").stdout
    tally.check("self-map:" not in text, f"explain outside the windows: {text}")
    text = run(tool, "reverse", "--mode", "pml4", "fffff6fb7dbedf68").stdout
    tally.check("4 (PML4E), index 493" in text and "0xfffff68000000000 to 0xfffff6ffffffffff (512 GiB)" in text,
                f"reverse: {text}")


def check_numbers(tally, tool):
    same = ("0xc0000", "0XC0000", "c0000", "C0000", "786432", "000786432", "0x00000000000000000c0000")
    for word in same:
        answer = run(tool, "explain", "--mode", "pml2", "--json", word)
        tally.check(json.loads(answer.stdout or '{"address": ""}')["address"] == "0xc0000",
                    f"number {word}: {answer.stderr}")
    for words in (["--help"], ["explain", "--help"], ["--version"], ["--json", "--version", "explain"]):
        answer = run(tool, *words)
        tally.check(answer.returncode == 0 and "selfmap" in answer.stdout and not answer.stderr, f"{words}")
    answer = run(tool, "--json", "--slot", "0x1ec", "--", "explain", "0x0")
    tally.check(answer.returncode == 2, "no mode after all")
    answer = run(tool, "--slot", "0x1ec", "explain", "--json", "--mode", "PML4", "--", "0x0")
    tally.check(json.loads(answer.stdout or "{}").get("slot") == 492, f"options in any order: {answer.stderr}")


BAD = [  # words, what the line must speak of
    ([], "no command"),
    (["explian"], "unknown command explian"),
    (["explain", "0"], "no mode"),
    (["explain", "--mode", "pml6", "0"], "pml2, pml3, pml4 or pml5"),
    (["explain", "--mode", "pml4x", "0"], "--mode pml4x"),
    (["explain", "--mode", "", "0"], "--mode"),
    (["explain", "0", "--mode"], "needs a value"),
    (["explain", "--mode", "pml4"], "needs an address"),
    (["reverse", "--mode", "pml4"], "needs an address"),
    (["windows", "--mode", "pml4", "0x1000"], "takes no address"),
    (["explain", "--mode", "pml4", "1", "2"], "too many"),
    (["explain", "--mode", "pml4", "--slots", "1", "2"], "unknown option --slots"),
    (["explain", "--mode", "pml4", "-5"], "unknown option -5"),
    (["explain", "--mode", "pml4", "--json=1", "2"], "unknown option"),
    (["explain", "--mode", "pml4", "--mode", "pml5", "2"], "twice"),
    (["windows", "--slot=1", "--slot=2"], "twice"),
    (["explain", "--mode", "pml4", "0x"], "0x"),
    (["explain", "--mode", "pml4", ""], "address"),
    (["explain", "--mode", "pml4", "0xg"], "0xg"),
    (["explain", "--mode", "pml4", "12 "], "address"),
    (["explain", "--mode", "pml4", " 12"], "address"),
    (["explain", "--mode", "pml4", "+12"], "address"),
    (["explain", "--mode", "pml4", "0x1_000"], "address"),
    (["explain", "--mode", "pml4", "1.5"], "address"),
    (["explain", "--mode", "pml4", "0x10000000000000000"], "64-bit"),
    (["explain", "--mode", "pml4", "18446744073709551616"], "64-bit"),
    (["explain", "--mode", "pml4", "fffffffffffffffff"], "64-bit"),
    (["explain", "--mode", "pml4", "two\nlines"], "two?lines"),
    (["windows", "--mode", "pml4", "--slot", "x"], "--slot x"),
    (["windows", "--mode", "pml4", "--slot", "1f"], "--slot 1f"),
    (["windows", "--mode", "pml4", "--slot", "-1"], "--slot -1"),
    (["windows", "--mode", "pml4", "--slot", "512"], "out of range"),
    (["windows", "--mode", "pml4", "--slot", "511"], "topmost"),
    (["windows", "--mode", "pml2", "--slot", "1023"], "topmost"),
    (["windows", "--mode", "pml3", "--slot", "508"], "topmost"),
    (["windows", "--mode", "pml3", "--slot", "6"], "multiple of 4"),
    (["windows", "--mode", "pml4", "--slot", "4294967295"], "out of range"),
    (["windows", "--mode", "pml4", "--slot", "4294967789"], "out of range"),
    (["windows", "--mode", "pml4", "--slot", "99999999999999999999"], "--slot"),
    (["reverse", "--mode", "pml4", "0x1000"], "no self-map window"),
    (["reverse", "--mode", "pml2", "0xc0000002"], "inside an entry"),
    (["reverse", "--mode", "pml5", "0xffed000000000004"], "inside an entry"),
    (["reverse", "--mode", "pml4", "0x800000000000"], "not canonical"),
    (["reverse", "--mode", "pml2", "0x1c0000000"], "not canonical"),
]


def check_bad(tally, tool):
    for words, speaks_of in BAD:
        answer = run(tool, *words)
        good = answer.returncode == 2 and answer.stdout == "" and answer.stderr.startswith("selfmap: ") \
            and answer.stderr.count("\n") == 1 and answer.stderr.endswith("\n") and speaks_of in answer.stderr
        tally.check(good, f"bad input {words}: status {answer.returncode}, {answer.stdout!r}, {answer.stderr!r}")
    for mode, address in (("pml4", 1 << 47), ("pml4", (1 << 64) - (1 << 47) - 1), ("pml5", 1 << 56), ("pml2", 1 << 32),
                          ("pml3", (1 << 64) - 1)):
        answer = run(tool, "explain", "--mode", mode, "--json", hex(address))
        expected = {"mode": mode, "slot": MODES[mode][4], "address": hex(address), "canonical": False, "levels": []}
        tally.check(answer.returncode == 2 and json.loads(answer.stdout or "null") == expected
                    and answer.stderr.count("\n") == 1 and "not canonical" in answer.stderr,
                    f"non-canonical {mode} {hex(address)}")
        answer = run(tool, "explain", "--mode", mode, hex(address))
        tally.check(answer.returncode == 2 and re.search(r"canonical\s+no", answer.stdout),
                    f"non-canonical {mode}, for people")
    with open("/dev/full", "w", encoding="ascii") as full:
        answer = subprocess.run([tool, "--help"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    tally.check(answer.returncode == 1 and "could not be written" in answer.stderr, "a full disk")


def main():
    tally = Tally()
    for tool in sys.argv[1:]:
        random_source = random.Random(20261)
        check_defaults(tally, tool)
        check_human(tally, tool)
        check_numbers(tally, tool)
        check_bad(tally, tool)
        jobs = []
        for mode, slots in SLOTS.items():
            for slot in slots:
                check_windows(tally, tool, mode, slot)
                jobs += [(mode, slot, address) for address in addresses(mode, slot, random_source)]
        with concurrent.futures.ThreadPoolExecutor(4) as workers:
            list(workers.map(lambda job, tool=tool: check_json(tally, tool, *job), jobs))
    print(f"tool-test: {tally.passed} passed, {tally.failed} failed")
    return 0 if tally.failed == 0 and tally.passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())

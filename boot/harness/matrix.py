"""matrix.py - `make boot-test`: every paging mode on every kind of CPU that leads to it, small and large memory,
other slots, and what must be refused. Each case names the mode it must end in; two run at a time."""

import argparse
import concurrent.futures
import os
import sys
import time

import shell
import uefi_cases
import verdict

SMALL, LARGE = "64M", "8G"
TIGHT = ("3M", "4M", "8M", "32M", "16G")  # the least, what checks less (coverage.py), the least that checks all, and the most

# kernel, CPU, command line, the mode it must choose
MODES = [
    ("i686", "486", "", "pml2"),
    ("i686", "486,-pse", "", "pml2"),  # no large pages at all
    ("i686", "pentium", "", "pml2"),
    ("i686", "pentium3", "", "pml3"),
    ("i686", "qemu32", "", "pml3"),
    ("i686", "max,-pae", "", "pml2"),
    ("i686", "max", "", "pml3"),
    ("i686", "max", "NOXPA", "pml2"),
    ("i686", "max", "quiet noxpa", "pml2"),
    ("i686", "max", "NoXpA quiet", "pml2"),
    ("i686", "max", "NOXPAX", "pml3"),  # another word
    ("i686", "max", "NOXPA=1 /boot/NOXPA/kernel", "pml3"),
    ("i686", "max,-nx,-pge", "", "pml3"),
    ("amd64", "qemu64", "", "pml4"),
    ("amd64", "qemu64,+la57", "", "pml5"),
    ("amd64", "max", "", "pml5"),
    ("amd64", "max,la57=off", "", "pml4"),
    ("amd64", "max", "NOXPA", "pml4"),
    ("amd64", "max", "noXPA", "pml4"),
    ("amd64", "max", "NOXPAX", "pml5"),
    ("amd64", "max,-pdpe1gb,-nx,-pge", "", "pml5"),
]

# A second slot in every mode, both halves where there are two, and the highest that is allowed.
SLOTS = [
    ("i686", "max", "NOXPA", "pml2", (0x280, 0x100, 1022)),
    ("i686", "max", "", "pml3", (16, 0x100, 504)),
    ("amd64", "max", "NOXPA", "pml4", (0x101, 0x100, 510)),
    ("amd64", "max", "", "pml5", (0x0A5, 0x100, 510)),
]

# Other random operations of the mapper, and long runs.
SEEDS = [
    ("i686", "max", "NOXPA", "pml2"),
    ("i686", "max", "", "pml3"),
    ("amd64", "max", "NOXPA", "pml4"),
    ("amd64", "max", "", "pml5"),
]
SEED_WORDS = ("seed=2", "seed=0xfeedface", "seed=3 ops=20000")

# With the least memory, beside those.
OTHERS = [
    ("i686", "486", "", "pml2"),
    ("i686", "486,-pse", "", "pml2"),
    ("i686", "max", "seed=2", "pml3"),
    ("amd64", "qemu64,+la57", "", "pml5"),
    ("amd64", "max,-pdpe1gb,-nx,-pge", "seed=2", "pml5"),
]

# Into the shell, in every mode and without CPUID.
SHELLS = SEEDS + [("i686", "486", "", "pml2")]

OUT_OF_RANGE = "out of range"
TOPMOST = "topmost slot"
OCCUPIED = "the kernel itself lies there"
NO_NUMBER = "no 64-bit number"

# kernel, CPU, command line, what the one line must say
REFUSED = [
    ("i686", "max", "NOXPA slot=1024", OUT_OF_RANGE),
    ("i686", "max", "NOXPA slot=1023", TOPMOST),
    ("i686", "max", "NOXPA slot=0", OCCUPIED),
    ("i686", "max", "NOXPA slot=0x200", OCCUPIED),
    ("i686", "max", "slot=510", OUT_OF_RANGE),  # no multiple of 4
    ("i686", "max", "slot=512", OUT_OF_RANGE),
    ("i686", "max", "slot=508", TOPMOST),
    ("i686", "max", "slot=", NO_NUMBER),
    ("i686", "486", "slot=0x3ff", TOPMOST),
    ("amd64", "max", "NOXPA slot=512", OUT_OF_RANGE),
    ("amd64", "max", "NOXPA slot=0x1FF", TOPMOST),
    ("amd64", "max", "NOXPA slot=0", OCCUPIED),
    ("amd64", "max", "slot=511", TOPMOST),
    ("amd64", "max", "slot=0", OCCUPIED),
    ("amd64", "max", "slot=0xffffffff", OUT_OF_RANGE),     # the library's word for "the default"
    ("amd64", "max", "slot=0x1000001ED", OUT_OF_RANGE),    # cut to 32 bits it would be the default
    ("amd64", "max", "slot=12x", NO_NUMBER),
    ("amd64", "max", "slot=0x10000000000000000", NO_NUMBER),
    ("amd64", "max", "seed=one", NO_NUMBER),
    ("i686", "max", "ops=3", "give 4 to"),
    ("amd64", "qemu32", "", "no long mode"),
    ("amd64", "486", "", "no long mode"),
    ("amd64", "pentium3", "slot=7", "no long mode"),
]

TOO_LITTLE = "too little memory: this kernel needs a machine of 3 MiB or more"

# kernel, command line, memory: below about 1.9 MiB the kernel's image itself has no place, and QEMU or its BIOS gives up
STARVED = [
    ("i686", "NOXPA", "2M"),
    ("i686", "", "2M"),
    ("i686", "", "2560K"),
    ("amd64", "NOXPA", "2M"),
    ("amd64", "", "2M"),
    ("amd64", "", "2900K"),  # the early tables stand, and the database has next to nothing
]


def cases(build):
    """(title, function that runs it) in the order of the report."""
    def kernel(arch):
        return os.path.join(build, f"kernel-{arch}.elf")

    def boots(arch, cpu, memory, append, mode, slot=None):
        title = " ".join(filter(None, (arch, f"-cpu {cpu}", f"-m {memory}", f"'{append}'" if append else "")))
        return f"{title} -> {mode}", lambda: verdict.boot(kernel(arch), cpu, memory, append, mode, slot)

    def refuses(arch, cpu, append, text, memory=SMALL):
        title = f"{arch} -cpu {cpu} -m {memory} '{append}' -> refused: {text}"
        return title, lambda: verdict.refused(kernel(arch), cpu, memory, append, text)

    found = [boots(arch, cpu, memory, append, mode) for arch, cpu, append, mode in MODES for memory in (SMALL, LARGE)]
    found += [boots(arch, cpu, memory, append, mode) for arch, cpu, append, mode in SEEDS for memory in TIGHT]
    found += [boots(arch, cpu, TIGHT[0], append, mode) for arch, cpu, append, mode in OTHERS]
    found += [boots(arch, cpu, SMALL, f"{append} slot={slot:#x}".strip(), mode, slot)
              for arch, cpu, append, mode, slots in SLOTS for slot in slots]
    found += [boots(arch, cpu, SMALL, f"{append} {words}".strip(), mode)
              for arch, cpu, append, mode in SEEDS for words in SEED_WORDS]
    found += [(f"shell {arch} -cpu {cpu} -m {memory} '{append}' -> {mode}",
               lambda arch=arch, cpu=cpu, memory=memory, append=append, mode=mode:
               shell.session_of(kernel(arch), cpu, memory, append, mode))
              for arch, cpu, append, mode in SHELLS for memory in (TIGHT[0], SMALL)]
    found += [refuses(*case) for case in REFUSED]
    found += [refuses(arch, "max", append, TOO_LITTLE, memory) for arch, append, memory in STARVED]
    return found + uefi_cases.cases(build)


def show(title, run):
    """One line; the log too when it failed."""
    if run.failure is None:
        checks = f", {run.passed + run.oracle_passed} checks" if run.mode else ""
        print(f"ok {title} ({run.seconds:.2f} s{checks})", flush=True)
        return
    print(f"---- log of: {title}")
    print(run.log, end="")
    for line in run.oracle_failures:
        print(line)
    print(f"FAIL {title}: {run.failure}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    build = parser.parse_args().build
    started = time.monotonic()
    listed = cases(build)
    passed = 0
    slowest = 0.0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = [(title, pool.submit(function)) for title, function in listed]
        for title, future in runs:
            run = future.result()
            show(title, run)
            passed += run.failure is None
            slowest = max(slowest, run.seconds)
    sizes = ", ".join(f"{arch} {os.path.getsize(os.path.join(build, f'kernel-{arch}.elf'))} bytes"
                      for arch in ("i686", "amd64"))
    print(f"kernel images: {sizes}; slowest boot {slowest:.2f} s; all in {time.monotonic() - started:.0f} s")
    print(f"boot-test: {passed} passed, {len(listed) - passed} failed")
    return 0 if passed == len(listed) else 1


if __name__ == "__main__":
    sys.exit(main())

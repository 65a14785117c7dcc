"""selftest.py - `make boot-selftest`: the harness must reject what is wrong. Each case plants one fault, in the kernel
by a `fault=` word or in what the harness is told to expect, and passes when the run is rejected for that reason."""

import argparse
import itertools
import os
import pathlib
import sys
import tempfile

import coverage
import handover
import mapping
import oracle
import qemu
import shell
import uefi
import uefi_refusals
import verdict

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "proofs"))
import share  # noqa: E402

HANG_SECONDS = 3.0

# fault= word, what the rejection must say, seconds or None
PLANTED = [
    ("triple", "triple fault", None),
    ("late-triple", "triple fault", None),
    ("hang", "hang", HANG_SECONDS),
    ("late-hang", "hang", HANG_SECONDS),
    ("exception", "#UD invalid opcode", None),
    ("silent", "the last line is missing", None),
    ("check", "1 checks failed in the kernel", None),
    ("reserve", "checks failed in the kernel", None),
    ("window", "checks failed in the kernel", None),
    ("flags", "checks failed in the kernel", None),
    ("flush", "checks failed in the kernel", None),
    ("flush-large-page", "checks failed in the kernel", None),
    ("flush-large-window", "checks failed in the kernel", None),
    ("flush-large-ptes", "checks failed in the kernel", None),
    ("flush-all", "checks failed in the kernel", None),
    ("flush-promote", "checks failed in the kernel", None),
    ("frame", "checks failed in the kernel", None),
    ("large-random", "checks failed in the kernel", None),
    ("census", "checks failed in the kernel", None),
    ("claim", "checks failed in the kernel", None),
    ("guard", "checks failed in the kernel", None),
    ("records", "checks failed in the kernel", None),
    ("map", "comparisons with QEMU failed", None),
    ("large-pat", "FAIL oracle map 0 leaf of", None),
    ("large-global", "FAIL oracle map 0 leaf of", None),
    ("large-frame", "FAIL oracle map 0 leaf of", None),
    ("no-maps", "the map was compared 0 times", None),
    ("skip", "skipped data in large pages, with 64M", None),
    ("scale", "scaled frames for tables down to", None),
    ("fewer", "checks, at least", None),
    ("no-pool", "no checks of the group pool", None),
    ("count", "add up to", None),
    ("status", "ended with status 35", None),
    ("probe-value", "comparisons with QEMU failed", None),
    ("probe-address", "comparisons with QEMU failed", None),
    ("no-probes", "too few probes", None),
]
# loader, kernel, memory, command line, mode, what the rejection must say
LOADER_PLANTED = [
    ("x64", "amd64", "128M", "NOXPA fault=loader-line", "pml4", "booted pml5, expected pml4"),
    ("ia32", "i686", "128M", "fault=loader-usable", "pml3", "bytes of the kernel called usable"),
    ("x64", "amd64", "8G", "fault=loader-cut", "pml5", "MiB usable, enough"),
    ("ia32", "amd64", "128M", "NOXPA fault=loader-invented", "pml4", "usable ranges that are no RAM"),
]
# A mode on i686 has no pages of 1 GiB. And TCG, which guesses nothing, has an empty TLB there when promote_large comes to its last INVLPG,
# because everything has been flushed: the hostile TLB of the fuzzer's machine is what looks for that one.
ONLY_AMD64 = ("flush-large-ptes", "flush-promote")


class Flipped(oracle.Memory):
    """Memory that lies to the own walker about one present bit, as a broken walker would."""

    def load(self, address, size):
        return super().load(address, size) ^ (1 if address & 0xFFF == 0 else 0)


class Dirty(mapping.Dump):
    """A dump in which one free frame is not zero."""

    def zero(self, frame):
        return super().zero(frame) and any(self.zeros(other) for other in self.bytes if other < frame)

    def zeros(self, frame):
        return super().zero(frame)


class ChangedRoot(mapping.Dump):
    """A dump whose top-level table has other bits in one entry: what TCG forgives, the audit must not."""

    bits, index = 0, 0

    def entries(self, table, size, count):
        found = super().entries(table, size, count)
        if table & ~0xFFF != self.root:
            return found
        chosen = [index for index, _ in found if index == self.index] or [found[0][0]]
        return [(index, entry | self.bits if index == chosen[0] else entry) for index, entry in found]


class GlobalInTable(ChangedRoot):
    bits = mapping.G


class WritableRootEntry(ChangedRoot):
    bits = mapping.W


class UserInSelfMap(ChangedRoot):
    bits, index = mapping.U, 0x1ED


class ChangedLarge(mapping.Dump):
    """A dump in which an early large leaf (kernel/probes.h) has other bits: nobody printed it, so the audit must see."""

    bits = 0

    def entries(self, table, size, count):
        leaf = 0x1000000 | mapping.PS
        return [(index, entry ^ self.bits if entry & (mapping.FRAME | mapping.PS) == leaf else entry)
                for index, entry in super().entries(table, size, count)]


class LowReservedInLarge(ChangedLarge):
    bits = 1 << 13


class HighReservedInLarge(ChangedLarge):
    bits = 1 << 21  # the highest in PML2, whose large pages are 4 MiB; elsewhere a bit of the frame


class PatInLarge(ChangedLarge):
    bits = mapping.PAT_LARGE


class GlobalInLarge(ChangedLarge):
    bits = mapping.G


def with_dump(dump, kernel, append, mode):
    """A boot whose tables are dumped by this class."""
    honest, mapping.Dump = mapping.Dump, dump
    try:
        return verdict.boot(kernel, "max", "64M", append, mode)
    finally:
        mapping.Dump = honest


def rejected(title, run, text):
    """1 when the run failed for the reason that was planted: its one line says so, or a line of the oracle."""
    if run.failure is not None and any(text in line for line in [run.failure] + run.oracle_failures):
        print(f"ok {title}: {run.failure}", flush=True)
        return 1
    print(run.log, end="")
    print(f"FAIL {title}: expected a rejection with {text!r}, got {run.failure or 'success'}", flush=True)
    return 0


def planted_cases(kernels, only):
    rows = PLANTED if only else share.of(PLANTED)
    for arch, mode in (("i686", "pml3"), ("amd64", "pml5")):
        for word, text, seconds in rows:
            if only not in (None, word) or (arch == "i686" and word in ONLY_AMD64):
                continue
            run = verdict.boot(kernels[arch], "max", "64M", f"fault={word}", mode, timeout=seconds)
            yield f"{arch} fault={word}", run, text


def loader_cases(build, kernels):
    """What a UEFI loader may do wrong, and what the harness may expect of one in vain."""
    for width, arch, memory, append, mode, text in LOADER_PLANTED:
        check = handover.asker(kernels[arch], f"{append} oracle")
        run = verdict.boot(kernels[arch], "max", memory, append, mode, timeout=uefi.TIMEOUT, start=uefi.through(width),
                           check=check)
        yield f"UEFI {width} {arch} {append}", run, text
    refused = ("kernel=kernel-amd64.elf quiet", "kernel-amd64.elf: is no ELF file")
    yield "loader's refusal expected, boots", uefi_refusals.boot(build, "x64", [refused]), "must refuse 2 times"
    honest, uefi.FIRMWARE["x64"] = uefi.FIRMWARE["x64"], (["no-such.fd"], [])
    try:
        run = verdict.boot(kernels["amd64"], "max", "128M", "", "pml5", start=uefi.through("x64"))
        yield "no firmware", run, "is not installed"
    finally:
        uefi.FIRMWARE["x64"] = honest


class LyingMemory(shell.Session):
    def memory(self, address, size):
        return super().memory(address, size) ^ 1


class LyingWalker(shell.Session):
    def physical(self, va):
        return (super().physical(va) or 0) ^ 0x1000


def shell_cases(kernels):
    """The kernel's shell is right; what it is compared with is not."""
    honest = shell.Session
    try:
        for session, mode, text in ((LyingMemory, "pml5", "memory behind the page"), (LyingWalker, "pml5", "QEMU's frame of the page"),
                                    (honest, "pml4", "must answer mode pml4")):
            shell.Session = session
            yield f"shell: {session.__name__} in {mode}", shell.session_of(kernels["amd64"], "max", "64M", "", mode), text
    finally:
        shell.Session = honest


def expectation_cases(kernels):
    """The kernel is right; what it is compared with is not."""
    amd64 = kernels["amd64"]
    yield "wrong mode", verdict.boot(amd64, "max", "64M", "", "pml4"), "expected mode pml4"
    yield "wrong mode on i686", verdict.boot(kernels["i686"], "486", "64M", "", "pml3"), "expected mode pml3"
    yield "wrong slot", verdict.boot(amd64, "max", "64M", "slot=0x123", "pml5"), "expected mode pml5 slot 0x1ed"
    yield "no such CPU", verdict.boot(amd64, "no-such-cpu", "64M", "", "pml5"), "unable to find CPU model"
    yield "refusal expected, boots", verdict.refused(amd64, "max", "64M", "", "no long mode"), "expected a refusal"
    yield "refusal for another reason", verdict.refused(amd64, "qemu32", "64M", "", "topmost"), "expected a line with"
    with tempfile.NamedTemporaryFile(suffix=".elf") as empty:
        yield "no kernel", verdict.boot(empty.name, "max", "64M", "", "pml5", timeout=HANG_SECONDS), ""
    honest = oracle.Memory
    oracle.Memory = Flipped
    try:
        yield "oracle with a broken walk", verdict.boot(amd64, "max", "64M", "", "pml5"), "comparisons with QEMU failed"
    finally:
        oracle.Memory = honest
    yield "dump: dirty free frame", with_dump(Dirty, amd64, "", "pml5"), "free frames that are not zero"
    yield "dump: G in a PML5E", with_dump(GlobalInTable, amd64, "", "pml5"), "flags of a level 5 entry"
    yield "dump: U in the self-map", with_dump(UserInSelfMap, amd64, "NOXPA", "pml4"), "the self-map's entries"
    yield "dump: W in a PDPTE", with_dump(WritableRootEntry, kernels["i686"], "", "pml3"), "flags of a level 3 entry"
    reserved = "reserved bits of the large leaf"
    yield "dump: reserved bit in a large leaf", with_dump(LowReservedInLarge, amd64, "", "pml5"), reserved
    yield "dump: highest reserved bit in PML2", with_dump(HighReservedInLarge, kernels["i686"], "NOXPA", "pml2"), reserved
    yield "dump: PAT in a large leaf", with_dump(PatInLarge, amd64, "NOXPA", "pml4"), "PAT of the large leaf"
    yield "dump: G in a large leaf", with_dump(GlobalInLarge, kernels["i686"], "", "pml3"), "global pages that nobody"
    honest, coverage.LEAST_SCALED = coverage.LEAST_SCALED, {**coverage.LEAST_SCALED, "frames for tables": 448}
    try:
        yield "too few frames for tables", verdict.boot(amd64, "max", "3M", "", "pml5"), "scaled frames for tables down to"
    finally:
        coverage.LEAST_SCALED = honest
    yield "too few operations with 3 MiB", verdict.boot(amd64, "max", "3M", "fault=fewer", "pml5"), "checks, at least"
    yield "too little memory", verdict.boot(amd64, "max", "2M", "", "pml5"), "too little memory"
    program, qemu.QEMU = qemu.QEMU, "no-such-qemu"
    try:
        yield "no QEMU", verdict.boot(amd64, "max", "64M", "", "pml5"), "is not installed"
    finally:
        qemu.QEMU = program


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--only", metavar="WORD", help="only the cases of this fault= word")
    asked = parser.parse_args()
    kernels = {arch: os.path.join(asked.build, f"kernel-{arch}.elf") for arch in ("i686", "amd64")}
    if asked.only not in [None] + [word for word, _, _ in PLANTED]:
        parser.error(f"no fault={asked.only}: give one of " + ", ".join(word for word, _, _ in PLANTED))
    passed = failed = 0
    unasked = () if asked.only else itertools.chain(loader_cases(asked.build, kernels), expectation_cases(kernels),
                                                        shell_cases(kernels))
    for cases in (planted_cases(kernels, asked.only), unasked):
        for title, run, text in cases:
            if rejected(title, run, text):
                passed += 1
            else:
                failed += 1
    # And the faults are what makes them fail: without one, the same boot is accepted.
    for arch, mode in (("i686", "pml3"), ("amd64", "pml5")):
        run = verdict.boot(kernels[arch], "max", "64M", "fault=none", mode)
        print(f"{'FAIL' if run.failure else 'ok'} {arch} without a fault: {run.failure or 'accepted'}")
        passed, failed = (passed, failed + 1) if run.failure else (passed + 1, failed)
    print(f"boot-selftest: {passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())

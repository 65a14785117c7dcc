"""coverage.py - did a run check what a machine of its memory lets it check? What a small memory skips or scales down the kernel says
in lines of their own; where there is memory enough no such line may stand, and below that only known ones, down to a stated number."""

import re

from qemu import Failure

WHOLE_MIB = 32  # from here on everything is checked, in full
DEFAULT_OPERATIONS = 2000

SKIPPED = re.compile(r"^skipped (.*): .*$", re.M)
SCALED = re.compile(r"^scaled (.*): (\d+) of (\d+)$", re.M)
OPERATIONS = re.compile(r"^mapper seed=\S+ ops=(\d+) ", re.M)

MAY_SKIP = {"data in large pages", "promotions among random operations"}
# The least that a small memory must still do; measured with 3 MiB: 38, 15, 45, 4 in PML5, more in the other modes.
LEAST_SCALED = {"frames for tables": 36, "pages for the pool": 14, "frames to clean": 40, "frames in a run": 4}
# Checks of the kernel with the default operations: with all memory, with a small one. Measured: a tenth more or better.
LEAST_CHECKS = {"pml2": (90000, 65000), "pml3": (80000, 60000), "pml4": (90000, 60000), "pml5": (104000, 48000)}
LEAST_WITHOUT_LARGE = (50000, 40000)  # a CPU that has pages of 4 KiB only
LEAST_WITH_FEWER_OPERATIONS = 15000

GROUPS = ("memory", "entries", "data", "tables", "frames-refused", "mapper-start", "mapper-data", "mapper-tables-swap", "mapper-range-long",
          "mapper-range", "mapper-operations", "mapper-audit", "mapper-unmap-all", "pool", "io", "stack", "growth", "guard", "frames-drain", "frames-census",
          "frames-zeroed", "frames-runs", "frames", "frames-samples")
LARGE_GROUPS = ("mapper-large-shown", "mapper-large-places", "mapper-large-operations")
LARGE_DATA_GROUPS = ("mapper-large-2", "mapper-split-2")


def mib(memory):
    """QEMU's -m in MiB."""
    return int(memory[:-1]) * {"K": 1 / 1024, "M": 1, "G": 1024}[memory[-1]]


def has_large(log, mode):
    return mode != "pml2" or re.search(r"^cpu .*\bpse\b", log, re.M) is not None


def require_groups(log, names):
    for name in names:
        if not re.search(rf"^ok {name} .* checks=[1-9]\d*$", log, re.M):
            raise Failure(f"no checks of the group {name}")


def require(log, memory, mode, passed):
    """Raises when less was checked than this memory lets the kernel check."""
    whole = mib(memory) >= WHOLE_MIB
    large = has_large(log, mode)
    for what in SKIPPED.findall(log):
        if whole or what not in MAY_SKIP:
            raise Failure(f"skipped {what}, with {memory} of memory")
    for what, count, of in SCALED.findall(log):
        if whole or int(count) < LEAST_SCALED.get(what, int(of)):
            raise Failure(f"scaled {what} down to {count} of {of}, with {memory} of memory")
    require_groups(log, GROUPS + (LARGE_GROUPS if large else ()))
    if large and not SKIPPED.search(log):
        require_groups(log, LARGE_DATA_GROUPS)
    operations = OPERATIONS.search(log)
    least = (LEAST_CHECKS[mode] if large else LEAST_WITHOUT_LARGE)[0 if whole else 1]
    if operations and int(operations.group(1)) < DEFAULT_OPERATIONS:
        least = LEAST_WITH_FEWER_OPERATIONS
    if passed < least:
        raise Failure(f"{passed} checks, at least {least} expected with {memory} of memory")

"""handover.py - what a UEFI loader told the kernel, read from the kernel's copy in guest memory and held to what the harness
knows: the RAM that QEMU has, the command line that was asked for, the place of the kernel. Shares nothing with the loader.

Relies on nm for the kernel's symbols, on `struct boot_info` (kernel/boot_info.h) and on QEMU's `info mtree`."""

import re
import struct
import subprocess

from qemu import Failure

FIRMWARE_KEEPS = 20 << 20  # bytes of RAM that OVMF keeps for good, at most; the kernel's own come on top
USABLE = 1
PAGE = 4096
LINE_AT, LINE_BYTES = 16, 4096
RANGE = struct.Struct("<QQII")
RAM = re.compile(r"^\s*([0-9a-f]{16})-([0-9a-f]{16}) \(prio \S+ ram\): pc\.ram", re.M)


def symbols(kernel):
    done = subprocess.run(["nm", kernel], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"nm {kernel}: {done.stderr.strip()}")
    return {name: int(value, 16) for value, _, name in (line.split() for line in done.stdout.splitlines())}


def image_span(names):
    """Physical addresses of the kernel, first and end."""
    return names["image_boot_start"], names["image_data_end"] - (names["boot_info"] - names["boot_info_physical"])


def read_memory(guest, address, size):
    first, end = address & ~7, (address + size + 7) & ~7
    answer = guest.monitor(f"xp/{(end - first) // 8}gx {first:#x}")
    words = [int(word, 16) for line in answer.splitlines() for word in line.split(":", 1)[1].split()]
    if len(words) != (end - first) // 8:
        raise ValueError(f"xp gave {len(words)} words")
    return struct.pack(f"<{len(words)}Q", *words)[address - first:address - first + size]


def handed_over(guest, names):
    """(command line, [(base, end, type)]) as the kernel's entry copied them."""
    info = names["boot_info_physical"]
    _, length, count, _ = struct.unpack("<4I", read_memory(guest, info, 16))
    line = read_memory(guest, info + LINE_AT, min(length, LINE_BYTES)).decode("ascii", "replace")
    table = read_memory(guest, info + LINE_AT + LINE_BYTES, count * RANGE.size)
    return line, [(base, base + size, kind) for base, size, kind, _ in RANGE.iter_unpack(table)]


def merged(ranges):
    found = []
    for first, end in sorted(ranges):
        if found and first <= found[-1][1]:
            found[-1][1] = max(end, found[-1][1])
        else:
            found.append([first, end])
    return found


def ram(guest):
    """What QEMU has as RAM where the CPU sees it now."""
    return merged((int(first, 16), int(last, 16) + 1) for first, last in RAM.findall(guest.monitor("info mtree -f")))


def overlap(ranges, first, end):
    return sum(max(0, min(end, high) - max(first, low)) for low, high in ranges)


def asker(kernel, line, careless=False):
    """The question for verdict.boot: `line` is the command line that the kernel must get. `careless`: the loader was told to
    call its own and the kernel's memory usable."""
    def ask(guest, result):
        names = symbols(kernel)
        told, ranges = handed_over(guest, names)
        memory = ram(guest)
        usable = merged((first, end) for first, end, kind in ranges if kind == USABLE)
        total = sum(end - first for first, end in memory)
        first, end = image_span(names)
        result.equal("hand-over: command line", told.split(), line.split())
        result.equal("hand-over: ranges that overlap or are empty",
                     [hex(low) for (low, high, _), after in zip(ranges, ranges[1:] + [(2 ** 64, 0, 0)])
                      if high <= low or high > after[0]], [])
        result.equal("hand-over: usable ranges that are no RAM",
                     [f"{low:#x}-{high:#x}" for low, high in usable if overlap(memory, low, high) != high - low], [])
        found = overlap(usable, 0, 2 ** 64)
        result.equal(f"hand-over: {found >> 20} of {total >> 20} MiB usable, enough", found + (end - first) + FIRMWARE_KEEPS >= total, True)
        result.equal("hand-over: bytes of the kernel called usable", overlap(usable, first, end),
                     end - first if careless else 0)
    return ask

"""Seeds of the targets `memmap` and `firmware`: one situation each, in the layouts that fuzz/memmap.c and fuzz/firmware.c read.

The maps have the shapes of real machines, written for this project, not copied from any.
"""
import struct

KIB, MIB, GIB, TIB = 1 << 10, 1 << 20, 1 << 30, 1 << 40
USABLE, RESERVED, ACPI, NVS, BAD = 1, 2, 3, 4, 5
E820, UEFI, RESERVE_FRAMES, RESERVE, COMB = 0, 3, 5, 6, 7
LOADER_CODE, LOADER_DATA, BOOT_CODE, BOOT_DATA, RUNTIME_CODE, RUNTIME_DATA, CONVENTIONAL, UNUSABLE = range(1, 9)
AGAIN = 0x80  # the operation begins where the last one ended


def compact(value):
    """The three bytes of a number: 16 bits, a shift, and perhaps a little beside it."""
    for beside, code in ((0, 0), (1, 1), (-1, 2), (0x800, 3)):
        number, shift = value - beside, 0
        if number < 0:
            continue
        while number > 0xFFFF and number % 2 == 0:
            number, shift = number // 2, shift + 1
        if number <= 0xFFFF:
            return struct.pack("<HB", number, shift | code << 6)
    raise ValueError(f"{value:#x} is no compact number")


def begin(width=52, room=0, raw=0):
    return bytes([raw, width - 32, room])


def entry(base, size, kind=USABLE, what=E820):
    """base None: where the last one ended."""
    start = b"" if base is None else compact(base)
    return bytes([what | (AGAIN if base is None else 0)]) + start + compact(size) + bytes([kind])


def uefi(base, pages, kind=CONVENTIONAL, attributes=0):
    return entry(base, pages, kind, UEFI) + bytes([attributes])


def reserve(first, count, kind):
    return entry(first, count, kind, RESERVE_FRAMES)


def raw_e820(*entries, stride=24):
    return bytes([1, 20, 0, stride]) + b"".join(
        struct.pack("<QQI", base, size, kind).ljust(stride, b"\xEE") for base, size, kind in entries)


def raw_uefi(*entries, stride=48):
    return bytes([3, 20, 0, stride]) + b"".join(
        struct.pack("<IIQQQQ", kind, 0xEEEEEEEE, base, 0, pages, attributes).ljust(stride, b"\xEE")
        for kind, base, pages, attributes in entries)


def machines():
    return {
        "machine-microvm-empty": begin(40),
        "machine-qemu": begin(40) + entry(0, 0x9FC00) + entry(None, 0x400, RESERVED) + entry(0xF0000, 0x10000, RESERVED)
        + entry(MIB, 0x3EE0000) + entry(None, 0x20000, RESERVED) + entry(0xFFFC0000, 0x40000, RESERVED)
        + reserve(0, 0x100, 2) + reserve(0x200, 0x2EF, 3),
        "machine-qemu-high": begin(40) + entry(0, 0x9FC00) + entry(MIB, 0xBFEE0000) + entry(4 * GIB, 5 * GIB)
        + entry(0xFD00000000, 12 * GIB, RESERVED) + reserve(0x100, 0x300, 3),
        "machine-laptop": begin(39) + entry(0, 0x58000) + entry(None, 0x1000, RESERVED) + entry(None, 0x46000)
        + entry(None, 0x61000, RESERVED) + entry(None, 0x7F000000) + entry(None, 0x2000000, NVS) + entry(None, 0x1000000, ACPI)
        + entry(None, 0x4000000, RESERVED) + entry(0xE0000000, 0x10000000, RESERVED) + entry(4 * GIB, 0x380000000),
        "machine-server": begin(46) + entry(MIB, 2047 * MIB) + entry(4 * GIB, 2 * TIB - 4 * GIB) + entry(4 * TIB, 2 * TIB)
        + entry(8 * TIB, 2 * TIB) + entry(12 * TIB, 2 * TIB) + entry(9 * TIB, GIB, BAD) + entry(20 * TIB, TIB, 7),
        "machine-32-bit": begin(32) + entry(0, 0x9F000) + entry(MIB, 0xDFF00000) + entry(4 * GIB, 4 * GIB),
        "machine-pae": begin(36) + entry(MIB, 0xDFF00000) + entry(4 * GIB, 64 * GIB),
        "machine-uefi": begin(46) + uefi(0, 0xA0, BOOT_CODE) + uefi(MIB, 0x700) + uefi(0x800000, 8, 10)
        + uefi(0x808000, 0x100) + uefi(0x900000, 0x1F00, BOOT_DATA) + uefi(0x2800000, 0x4000, LOADER_DATA)
        + uefi(0x6800000, 0x200, RUNTIME_DATA, 8) + uefi(0x6A00000, 0x1600),
    }


def hostile():
    top = 1 << 64
    return {
        "overlap-reserved-in-usable": begin() + entry(0, MIB) + entry(0x40000, 0x1000, RESERVED),
        "overlap-usable-later": begin() + entry(0x40000, 0x1000, RESERVED) + entry(0, MIB),
        "overlap-three": begin() + entry(0, 64 * MIB) + entry(16 * MIB, 32 * MIB, NVS) + entry(24 * MIB, 32 * MIB, BAD)
        + entry(20 * MIB, 8 * MIB, ACPI),
        "unsorted": begin() + entry(4 * GIB, GIB) + entry(MIB, GIB) + entry(2 * GIB, GIB) + entry(0, 0x9F000),
        "adjacent": begin() + entry(0, MIB) + entry(None, MIB) + entry(None, MIB, RESERVED) + entry(None, MIB),
        "bridge": begin() + entry(0, MIB) + entry(2 * MIB, MIB) + entry(MIB, MIB),
        "empty-entries": begin() + entry(MIB, 0) + entry(0, 0, RESERVED) + entry(0, MIB),
        "halves-of-a-frame": begin() + entry(0, 0x800) + entry(0x800, 0x800) + entry(0x2800, 0x800, RESERVED),
        "round-usable": begin() + entry(0x800, 0x3000) + entry(0x10001, 0x2000) + entry(0x20FFF, 2),
        "round-reserved": begin() + entry(0, MIB) + entry(0x10FFF, 2, RESERVED) + entry(0x20000, 1, RESERVED)
        + entry(0x30FFF, 1, RESERVED),
        "one-byte-usable": begin() + entry(0x1000, 1) + entry(0x3000, 0xFFF) + entry(0x5000, 0x1000),
        "wrap-usable": begin() + entry(MIB, top - (1 << 48)) + entry(top - (1 << 48), 1 << 49),
        "wrap-reserved": begin() + entry(0, 64 * MIB) + entry(32 * MIB, top - (1 << 50), RESERVED)
        + entry(top - (1 << 48), 1 << 49, RESERVED),
        "ends-at-the-top": begin() + entry(top - (1 << 48), 1 << 48) + entry(top - (1 << 60), 1 << 60, RESERVED),
        "uefi-pages-wrap": begin() + uefi(0, 1 << 52) + uefi(0, (1 << 52) + (1 << 40)) + uefi(0x1000, 1 << 52, 0),
        "uefi-pages-unaligned": begin() + uefi(0x800, 16) + uefi(0x100800, 16, 0) + uefi(0x1000, 0),
        "uefi-attributes": begin() + b"".join(uefi(i * MIB, 16, CONVENTIONAL, 1 << i & 0xF) for i in range(5))
        + uefi(8 * MIB, 16, LOADER_CODE, 1),
        "uefi-types": begin() + b"".join(uefi(i * MIB, 16, i) for i in (0, 6, 8, 9, 11, 13, 14, 15, 16)),
        "types": begin() + entry(0, 16 * MIB) + b"".join(entry(i * MIB, MIB, i) for i in (0, 3, 4, 5, 6, 7, 8, 17)),
        "type-garbage": begin() + entry(0, 16 * MIB) + bytes([E820]) + compact(MIB) + compact(MIB) + b"\xFF"
        + struct.pack("<I", 0x80000001),
        "reach-cut": begin(32) + entry(0, 8 * GIB) + entry(4 * GIB - 0x10000, 0x20000, RESERVED),
        "reach-above": begin(32) + entry(4 * GIB, GIB) + entry(5 * GIB, GIB, RESERVED),
        "limit-odd": b"\x00\xC5" + compact(0x12345) + b"\x00" + entry(0, 8 * GIB),
        "limit-zero": b"\x00\xC5" + compact(0) + b"\x00" + entry(0, MIB),
        "room-too-much": begin(52, 0xFF) + entry(0, MIB),
        "room-one": begin(52, 1) + entry(0, MIB) + entry(0, MIB, RESERVED),
        "room-two-usable": begin(52, 2) + entry(0, 16 * MIB) + entry(4 * MIB, MIB, RESERVED) + entry(32 * MIB, MIB),
        "room-three-reserved": begin(52, 3) + entry(MIB, MIB) + entry(4 * MIB, MIB, RESERVED) + entry(16 * MIB, MIB, BAD),
        "room-comb": begin(52, 8) + bytes([COMB]) + compact(0) + compact(15) + b"\x01" + entry(0, MIB, RESERVED),
        "comb": begin() + bytes([COMB]) + compact(0) + compact(15) + b"\x01" + bytes([COMB]) + compact(0x1000) + compact(15)
        + b"\x02" + entry(0x8000, 0x20000, NVS),
        "reserve-before": begin() + reserve(0, 0x100, 2) + entry(0, 16 * MIB) + reserve(0x400, 0x200, 7),
        "reserve-kinds": begin() + entry(0, 16 * MIB) + b"".join(reserve(i << 8, 16, i) for i in range(1, 9)),
        "reserve-wrap": begin() + entry(0, 16 * MIB) + reserve(1 << 49, top - (1 << 48), 3) + reserve(0x100, 0, 3)
        + reserve(top - (1 << 50), 1 << 50, 3),
        "reserve-beyond": begin(32) + entry(0, 4 * GIB) + reserve(0xFFFFF, 16, 4) + reserve(1 << 20, 16, 4),
        "reserve-in-bad": begin() + entry(0, 16 * MIB, BAD) + reserve(0, 0x100, 3),
        "raw-e820": raw_e820((0, 0x9FC00, 1), (0x100000, 0x7F00000, 1), (0x4000000, 0x1000, 2)),
        "raw-e820-stride-20": raw_e820((0, 0x9FC00, 1), (0x9FC00, 0x400, 2), (MIB, GIB, 1), (4 * GIB, GIB, 1), stride=20),
        "raw-e820-stride-19": raw_e820((0, MIB, 1), stride=24)[:3] + b"\x13" + bytes(60),
        "raw-uefi": raw_uefi((7, MIB, 256, 0xF)),
        "raw-uefi-stride-40": raw_uefi((7, MIB, 256, 0xF), (0, 2 * MIB, 1, 0), stride=40),
        "raw-uefi-stride-39": b"\x03\x14\x00\x27" + bytes(80),
    }


def memmap_seeds():
    return {**machines(), **hostile()}


def firmware(descriptors, extra, *events):
    return struct.pack("<HB", descriptors, extra) + b"".join(bytes(event) for event in events)


def firmware_seeds():
    quiet, grow, much = (0, 0), (1, 2), (2, 8)
    odd = (0xF8, 0)
    return {
        "calm": firmware(100, 8),
        "no-map": firmware(0, 8),
        "grows-at-each-call": firmware(100, 8, *[grow] * 20),
        "grows-much": firmware(100, 8, *[much] * 40),
        "grows-past-the-slack": firmware(100, 8, quiet, quiet, (2, 32), quiet, quiet),
        "grows-absurdly": firmware(100, 8, (3, 40)),
        "grows-past-every-buffer": firmware(100, 8, (3, 23), (3, 23)),
        "shrinks": firmware(100, 8, (4, 0), (4, 0), (4, 0), (4, 0)),
        "stale-once": firmware(100, 8, quiet, quiet, quiet, grow),
        "stale-eight-times": firmware(100, 8, quiet, quiet, *[quiet, (1, 1)] * 8),
        "stale-for-ever": firmware(100, 8, quiet, quiet, *[quiet, (1, 1)] * 20),
        "stale-and-outgrown": firmware(100, 8, quiet, quiet, quiet, (2, 100), quiet),
        "no-memory": firmware(100, 8, quiet, (0xC0, 0)),
        "map-fails": firmware(100, 8, odd + (3,)),
        "map-fails-later": firmware(100, 8, quiet, quiet, odd + (9,)),
        "map-too-small-for-ever": firmware(100, 8, *[odd + (1,), quiet] * 16),
        "size-lies": firmware(100, 8, quiet, quiet, (0xF0, 0) + tuple(struct.pack("<Q", 1 << 40))),
        "stride-lies": firmware(100, 8, quiet, quiet, (0xE8, 0, 8)),
        "exit-fails": firmware(100, 8, quiet, quiet, quiet, odd + (0,)),
        "exit-stale-then-fails": firmware(100, 8, quiet, quiet, quiet, grow, quiet, odd + (1,)),
        "wide-descriptors": firmware(60, 216, grow, grow, grow, grow),
    }

#!/usr/bin/env python3
"""Writes the hand-made seeds of the fuzz corpora: fuzz/corpus/TARGET/NAME, one meaningful situation each.

The layouts are those that fuzz/address.c, fuzz/bind.c and, for `mapper`, fuzz/mapping/world.c and fuzz/mapper.c read. Run it
after a layout changes, then `make fuzz-merge`.
"""
import pathlib
import struct
import sys

ALL = 0x1F  # every feature bit of target `address`: pse, pge, pat, nx, page1g
DEFAULT_SLOT = 0x8000
BOUNDARIES = {
    2: [0, 0x7FFFFFFF, 0xC0000000, 0xC0300C00, 0xC03FFFFF, 0xFFFFFFFF, 1 << 32],
    3: [0, 0x3FFFFFFF, 0xC0000000, 0xC0600000, 0xC0603FF8, 0xC07FFFFF, 0xFFFFFFFF, 1 << 32],
    4: [0, (1 << 47) - 1, 1 << 47, (1 << 64) - (1 << 47) - 1, (1 << 64) - (1 << 47), 0xFFFFF68000000000,
        0xFFFFF6FB7DBEDF68, 0xFFFFF6FFFFFFFFFF, (1 << 64) - 1],
    5: [0, (1 << 47), (1 << 56) - 1, 1 << 56, (1 << 64) - (1 << 56) - 1, (1 << 64) - (1 << 56), 0xFFED000000000000,
        0xFFEDF6FB7DBEDF68, 0xFFEDFFFFFFFFFFFF, (1 << 64) - 1],
}


def bind(mode, slot=DEFAULT_SLOT, features=ALL, physical=52):
    return struct.pack("<BBBH", mode - 2, features, physical - 32, slot)


def address(value, shape=0):
    return struct.pack("<BBQ", 0, shape, value & (1 << 64) - 1)


def encode(level, flags, software, pfn):
    return struct.pack("<BBHHQ", 2, level, flags, software, pfn)


def decode(level, raw):
    return struct.pack("<BBQ", 3, level, raw)


def constructors(level, flags, pfn):
    return struct.pack("<BBHQ", 4, level, flags, pfn)


def walk(choices, value, root=0x100):
    return struct.pack("<BBBQ", 5, choices, 5, value) + root.to_bytes(5, "little")


def address_seeds():
    seeds = {}
    slots = {2: [0, 511, 1022], 3: [0, 4, 504], 4: [0, 255, 256, 510], 5: [0, 255, 256, 510]}
    refused = {2: [1023, 1024], 3: [1, 2, 508, 512], 4: [511, 512], 5: [511, 512]}
    for mode in (2, 3, 4, 5):
        name = f"pml{mode}"
        values = BOUNDARIES[mode]
        for part in range(0, len(values), 3):
            seeds[f"{name}-boundaries-{part // 3}"] = bind(mode) + b"".join(address(v) for v in values[part:part + 3])
        for slot in slots[mode]:
            seeds[f"{name}-slot-{slot}"] = bind(mode, slot) + address(0x8000, 2) + address(0x8001, 3) \
                + walk(0, 0x123456)
        for slot in refused[mode]:
            seeds[f"{name}-slot-refused-{slot}"] = bind(mode, slot)
        for level in range(0, mode + 2):
            large = 0x80 if level > 1 else 0
            aligned = {2: 1024 if mode == 2 else 512, 3: 1 << 18}.get(level, 1)
            seeds[f"{name}-encode-level-{level}"] = bind(mode) + encode(level, 0x801F, 0, 0x12345) \
                + encode(level, 0x8000 | 0x67 | large, 5, aligned * 3) + encode(level, 0x8000 | 0x201 | large, 0, 0) \
                + encode(level, 0x8400, 0x3FFF, aligned) + constructors(level, 7, aligned)
            seeds[f"{name}-decode-level-{level}"] = bind(mode) + decode(level, 0x80000000000001E7) \
                + decode(level, 0x0000000000001083) + decode(level, 0x7FF0000000000E01) + decode(level, 0x12345067)
        seeds[f"{name}-frame-limit"] = bind(mode) + encode(1, 0x8001, 0, (1 << 40) - 1) \
            + encode(1, 0x8001, 0, 1 << 40) + encode(1, 0x8001, 0, (1 << 20) - 1) + decode(1, 0x000FFFFFFFFFF001)
        seeds[f"{name}-physical-36"] = bind(mode, physical=36) + encode(1, 0x8001, 0, (1 << 24) - 1) \
            + encode(1, 0x8001, 0, 1 << 24) + decode(1, 1 << 36 | 1)
        seeds[f"{name}-no-features"] = bind(mode, features=0) + encode(2, 0x8081, 0, 1024) + encode(1, 0x8401, 0, 1) \
            + encode(1, 0x8201, 0, 1) + decode(1, 0x81) + decode(2, 0x83)
        seeds[f"{name}-large-misaligned"] = bind(mode) + b"".join(
            encode(level, 0x8081, 0, pfn) for level, pfn in ((2, 512), (2, 1023), (3, 512), (3, (1 << 18) + 512)))
        seeds[f"{name}-walk-4k"] = bind(mode) + walk(0, 0x12345678) + walk(0x80, 0xFFFFF000)
        seeds[f"{name}-walk-large"] = bind(mode) + walk(1, 0x12345678) + walk(2, 0x1234567890ABCD, (1 << 40) - 1)
    return seeds


CPUS = {  # max_basic, max_extended nibble, 1 EDX, 7 ECX, 80000001 EDX, 80000008 EAX
    "none": (0, 0, 0, 0, 0, 0),
    "486": (1, 0, 0x1, 0, 0, 0),
    "pentium": (1, 0, 0x1BF, 0, 0, 0),
    "pentium-garbage": (1, 0, 0x1BF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
    "pentium3": (2, 0, 0x383F9FF, 0, 0, 0),
    "qemu32": (4, 4, 0x78BFBFD, 0, 0, 0),
    "qemu64": (13, 10, 0x78BFBFD, 0, 0x2191ABFD, 0x3028),
    "qemu64-la57": (13, 10, 0x78BFBFD, 0x10000, 0x2191ABFD, 0x3928),
    "max": (13, 10, 0xFFFFFFFF, 0x10000, 0x2C100800, 0x3934),
    "wide": (13, 8, 0xFFFFFFFF, 0x10000, 0x2C100800, 0xFF),
}


def cpu(name):
    basic, extended, edx1, ecx7, edx_ext, eax8 = CPUS[name]
    return struct.pack("<BBIIII", basic, extended, edx1, ecx7, edx_ext, eax8)


def binding(mode, long_mode, noxpa, slot=DEFAULT_SLOT, level=1, va=0xFFFFF68000000000):
    return struct.pack("<BBBHBQ", mode, long_mode, noxpa, slot, level, va)


def line(text, key=b"", program=0):
    return bytes([len(key) | program << 3]) + key + text


LINES = {
    "empty": line(b""),
    "noxpa": line(b"NOXPA"),
    "noxpa-lower-between": line(b"quiet noxpa slot=5"),
    "noxpa-mixed-tab": line(b"a\tnOxPa\nb"),
    "noxpa-longer": line(b"NOXPAX xNOXPA NOXPA=1 noxp"),
    "noxpa-program": line(b"NOXPA quiet", program=1),
    "noxpa-program-path": line(b" /boot/NOXPA/kernel NOXPA", program=1),
    "noxpa-high-bytes": line(b"\x80NOXPA NOXPA\xff"),
    "noxpa-nul": line(b"a\0NOXPA\0"),
    "slot-decimal": line(b"slot=493"),
    "slot-hex": line(b"SLOT=0x1Ed quiet"),
    "slot-first-wins": line(b"slot= slot=7"),
    "slot-bad": line(b"slot=12a"),
    "slot-0x": line(b"slot=0x"),
    "slot-max": line(b"slot=18446744073709551615"),
    "slot-over": line(b"slot=18446744073709551616"),
    "slot-over-far": line(b"slot=99999999999999999999999"),
    "slot-hex-max": line(b"slot=0xFFFFFFFFFFFFFFFF"),
    "slot-hex-over": line(b"slot=0x10000000000000000"),
    "key-word": line(b"mem=4096 mem", b"mem="),
    "key-flag": line(b"quiet QUIET", b"quiet"),
}


def bind_seeds():
    seeds = {f"line-{name}": b"\x03" + text for name, text in LINES.items()}
    for name in CPUS:
        for width in (0, 1):
            for noxpa in (0, 1):
                seeds[f"cpu-{name}-{'amd64' if width else 'i686'}{'-noxpa' if noxpa else ''}"] = \
                    b"\x00" + cpu(name) + binding(2 + (width * 2 + noxpa), width, noxpa) + LINES["noxpa"]
    for physical in (0, 31, 32, 40, 52, 53):
        eax = cpu("max")[:-4] + struct.pack("<I", physical)
        seeds[f"physical-{physical}"] = b"\x00" + eax + binding(5, 1, 0, level=2, va=0x8000000000000083) + line(b"")
    garbage = b"".join(b"\xff" + struct.pack("<I", value) for value in (2, 0x80000000, 4, 8, 16, 32, 0xFFFFFFFF, 64))
    seeds["facts-garbage"] = b"\x02" + cpu("max") + garbage + b"\x01" + bytes([22]) + binding(5, 1, 0) + line(b"")
    seeds["facts-bad-width"] = b"\x02" + cpu("max") + garbage + b"\xff" + struct.pack("<I", 53) + binding(5, 1, 0)
    seeds["mode-garbage"] = b"\x00" + cpu("max") + b"\xff" + struct.pack("<I", 6) + binding(0, 1, 0)[1:] + line(b"")
    for mode, slot in ((2, 1023), (2, 1024), (3, 508), (3, 6), (4, 511), (5, 511), (5, 512), (3, 504), (5, 510)):
        seeds[f"slot-pml{mode}-{slot}"] = b"\x00" + cpu("max") + binding(mode, mode > 3, mode in (2, 4), slot) \
            + line(b"")
    return seeds


# ---- target `mapper` ----

WRITE, EXECUTE, USER, GLOBAL, THROUGH, UNCACHED, COMBINING = 1, 2, 4, 8, 0x10, 0x20, 0x30
KERNEL = {2: 0x80000000, 3: 0xE0000000, 4: 0xFFFF800000000000, 5: 0xFF00000000000000}
LOW_END = {2: 1 << 32, 3: 1 << 32, 4: 1 << 47, 5: 1 << 56}  # the first address that is not there
WINDOW = {2: (0xC0000000, 0xC0400000), 3: (0xC0000000, 0xC0800000), 4: (0xFFFFF68000000000, 0xFFFFF70000000000),
          5: (0xFFED000000000000, 0xFFEE000000000000)}
MAP, UNMAP, PROTECT, TRANSLATE, BETWEEN = 0, 3, 5, 6, 7
READ_AFTER, WRITE_AFTER = 1, 3  # choices of MAP: the page is touched when it is mapped


def world(mode, slot=DEFAULT_SLOT, features=ALL, width=21, first=0x10, frames=60, kernel=(), large2=b"", large3=b"",
          pages=()):
    stands = len(kernel) | bool(large2) << 2 | bool(large3) << 3 | len(pages) << 4
    return struct.pack("<BBBHBBB", mode - 2, features, width, slot, first, frames, stands) + bytes(kernel) \
        + large2 + large3 + b"".join(pages)


def raw(va):
    return b"\x04" + struct.pack("<Q", va & (1 << 64) - 1)


def again(index):
    """The address of the index-th question of this run, counted modulo 8."""
    return bytes([index << 3])


def placed(va, flags, pfn):
    return raw(va) + bytes([flags, pfn])


def op(kind, va, *rest, choices=0):
    return bytes([kind | choices << 3]) + va + bytes(rest)


def between(choice, *rest):
    return bytes([BETWEEN | choice << 3, *rest])


def mapper_seeds():
    seeds = {}
    for mode in (2, 3, 4, 5):
        name = f"pml{mode}"
        span = 0x400000 if mode == 2 else 0x200000
        kernel = KERNEL[mode]
        base, end = WINDOW[mode]
        here = again(0)
        seeds[f"{name}-map-unmap"] = world(mode) + op(MAP, raw(0x1234000), 5, WRITE, choices=WRITE_AFTER) \
            + op(TRANSLATE, here) + op(UNMAP, here) + op(TRANSLATE, here)
        seeds[f"{name}-protect-dirty"] = world(mode) \
            + op(MAP, raw(0x1234000), 5, WRITE | USER, choices=WRITE_AFTER) + op(PROTECT, here, EXECUTE) \
            + between(7) + here + op(PROTECT, here, WRITE | COMBINING) + between(6) + here + op(UNMAP, here)
        seeds[f"{name}-twice"] = world(mode) + op(MAP, raw(0x5000), 5, WRITE) + op(MAP, here, 6, USER) \
            + op(UNMAP, here) + op(UNMAP, here) + op(PROTECT, here, WRITE)
        seeds[f"{name}-table-edge"] = world(mode) + op(MAP, raw(span - 0x1000), 1, WRITE, choices=READ_AFTER) \
            + op(MAP, raw(span), 2, USER, choices=READ_AFTER) + op(UNMAP, again(0)) + op(TRANSLATE, again(1)) \
            + op(UNMAP, again(1))
        seeds[f"{name}-two-in-a-table"] = world(mode) + op(MAP, raw(0x7000), 1, WRITE, choices=READ_AFTER) \
            + op(MAP, raw(0x9000), 2, 0, choices=READ_AFTER) + op(UNMAP, again(0)) + between(5) + op(UNMAP, again(1))
        seeds[f"{name}-protect-beside"] = world(mode) + op(MAP, raw(0x8000), 1, WRITE) \
            + op(MAP, raw(0x7000), 2, WRITE) + op(PROTECT, again(1), USER) \
            + op(PROTECT, again(0), USER) + op(UNMAP, again(1))
        seeds[f"{name}-table-frame-reused"] = world(mode) + op(MAP, raw(0x7000), 1, WRITE, choices=WRITE_AFTER) \
            + op(UNMAP, here) + op(MAP, raw(0x10000000), 3, WRITE, choices=WRITE_AFTER) + op(UNMAP, again(2))
        seeds[f"{name}-table-frames-reordered"] = world(mode) + b"".join(
            op(MAP, raw(i * span), i, WRITE) for i in (1, 2, 3)) + op(UNMAP, again(0)) + op(UNMAP, again(2)) \
            + b"".join(op(MAP, raw(i * span), i, WRITE) for i in (4, 5))
        seeds[f"{name}-kernel-half"] = world(mode) + op(MAP, raw(kernel + 0x3000), 9, WRITE | GLOBAL, choices=3) \
            + op(UNMAP, here) + op(MAP, here, 8, EXECUTE) + between(3) + op(UNMAP, here)
        seeds[f"{name}-kernel-table-stands"] = world(mode, kernel=(0, 3)) \
            + op(MAP, raw(kernel + 0x3000), 9, WRITE | GLOBAL, choices=3) + op(UNMAP, here)
        seeds[f"{name}-global-survives"] = world(mode) + op(MAP, raw(kernel), 9, WRITE | GLOBAL, choices=WRITE_AFTER) \
            + between(3) + op(PROTECT, here, GLOBAL) + between(3) + op(UNMAP, here)
        seeds[f"{name}-large-in-way"] = world(mode, large2=placed(2 * span, WRITE | COMBINING, 3)) \
            + op(MAP, raw(2 * span + 0x3000), 1, 0) + op(UNMAP, again(1)) + op(PROTECT, again(1), WRITE) \
            + op(TRANSLATE, raw(2 * span + span - 1)) + op(MAP, raw(3 * span), 1, 0) + op(UNMAP, again(5))
        if mode > 3:
            seeds[f"{name}-huge-in-way"] = world(mode, large3=placed(1 << 30, USER | UNCACHED, 3)) \
                + op(MAP, raw((1 << 30) + 0x3000), 1, 0) + op(UNMAP, again(1)) + op(TRANSLATE, raw((2 << 30) - 1)) \
                + op(MAP, raw((1 << 30) - 0x1000), 1, 0)
            seeds[f"{name}-huge-write-combining"] = world(mode, large3=placed(1 << 30, COMBINING, 3)) \
                + op(TRANSLATE, raw(1 << 30)) + op(TRANSLATE, raw((2 << 30) - 1))
        seeds[f"{name}-pages-stand"] = world(mode, pages=(placed(0x4000, WRITE, 7), placed(kernel + span, USER, 8))) \
            + between(6) + again(0) + op(UNMAP, again(0)) + op(PROTECT, again(1), WRITE) + op(UNMAP, again(1))
        for quota in range(mode):
            seeds[f"{name}-quota-{quota}"] = world(mode) + between(0, quota) + op(MAP, raw(0x1234000), 5, WRITE) \
                + op(MAP, raw(kernel), 6, WRITE) + op(UNMAP, again(0)) + op(MAP, again(1), 6, WRITE)
        seeds[f"{name}-frames-run-out"] = world(mode, frames=0) + b"".join(
            op(MAP, raw(0x40000000 * i), i, WRITE) for i in range(1, 4)) + b"".join(
            op(MAP, raw(0x20000000 * i), i, WRITE) for i in (1, 3)) + op(UNMAP, again(0)) + between(5)
        seeds[f"{name}-window"] = world(mode) + b"".join(
            op(MAP, raw(va), 1, WRITE) for va in (base - 0x1000, base, end - 0x1000, end)) \
            + op(TRANSLATE, raw(base)) + op(UNMAP, again(1)) + op(PROTECT, again(2), WRITE) + op(UNMAP, again(0))
        seeds[f"{name}-translate-edges"] = world(mode) + b"".join(
            op(TRANSLATE, raw(va)) for va in (base - 1, base, end - 1, end, LOW_END[mode] - 1, LOW_END[mode],
                                              -LOW_END[mode] - 1, -LOW_END[mode]))
        seeds[f"{name}-canonical"] = world(mode) + op(MAP, raw(LOW_END[mode] - 0x1000), 1, WRITE) \
            + op(MAP, raw(LOW_END[mode]), 1, WRITE) + op(TRANSLATE, raw(-LOW_END[mode] - 1)) \
            + op(MAP, raw(-LOW_END[mode]), 1, WRITE) + op(MAP, raw(-0x1000), 1, WRITE) + op(UNMAP, again(0)) \
            + op(MAP, raw(-LOW_END[mode] - 0x1000), 1, WRITE)
        seeds[f"{name}-refused"] = world(mode) + op(MAP, raw(0x1800), 1, WRITE) + op(UNMAP, again(0)) \
            + op(MAP, raw(0x1000), 1, 0xF8, 0x40, 0, 0, 0) + op(MAP, again(2), 0xF9, WRITE) \
            + op(MAP, again(2), 0xFB, WRITE) + op(MAP, again(2), 0xF8, WRITE) \
            + op(PROTECT, again(2), 0xF8, 0x40, 0, 0, 0) + op(PROTECT, again(2), 0xF8, 1, 0, 0, 0x80) \
            + op(UNMAP, again(2))
        bad_flags = (0xF8, 0x40, 0, 0, 0)  # and 0xF9 is the first frame that is too high
        seeds[f"{name}-refused-in-order"] = world(mode) + op(MAP, raw(base + 0x800), 0xF9, *bad_flags) \
            + op(UNMAP, again(0)) + op(PROTECT, again(0), *bad_flags) + op(MAP, raw(base), 0xF9, *bad_flags) \
            + op(MAP, raw(0x1000), 0xF9, *bad_flags) + op(MAP, raw(LOW_END[mode] + 0x800), 1, WRITE)
        seeds[f"{name}-no-features"] = world(mode, features=0, width=0) + op(MAP, raw(0x1000), 1, COMBINING) \
            + op(MAP, again(0), 1, UNCACHED | GLOBAL) + op(TRANSLATE, again(0)) + op(PROTECT, again(0), COMBINING) \
            + op(PROTECT, again(0), THROUGH) + op(UNMAP, again(0))
        seeds[f"{name}-weather"] = world(mode, slot=0, frames=30) + b"".join(
            op(MAP, raw(0x10203000 * i), i, WRITE, choices=15 + i) + op(PROTECT, again(2 * i % 8), USER, choices=20 + i)
            for i in (1, 2, 3)) + b"".join(op(UNMAP, again(2 * i), choices=24 + i) for i in range(3))
        for part in range(0, 64, 13):
            seeds[f"{name}-all-flags-{part // 13}"] = world(mode) + op(MAP, raw(0x5000), 5, 63 - part) + b"".join(
                op(PROTECT, here, flags) + op(TRANSLATE, here) for flags in range(part, min(part + 13, 64)))
        seeds[f"{name}-forgetful"] = world(mode) + op(MAP, raw(0x5000), 5, WRITE, choices=WRITE_AFTER) + between(2) \
            + between(4, 1) + between(1, 0) + op(UNMAP, here) + between(2) + op(MAP, here, 5, WRITE)
        for slot in {2: (0, 511, 1022), 3: (1, 64, 126), 4: (0, 255, 256, 510), 5: (0, 255, 256, 510)}[mode]:
            seeds[f"{name}-slot-{slot}"] = world(mode, slot=slot, first=0xFF) + b"".join(
                op(MAP, raw(va), 1, WRITE, choices=WRITE_AFTER) for va in (0, kernel, LOW_END[mode] - 0x1000)) \
                + b"".join(op(UNMAP, again(i)) for i in range(3))
    return seeds


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "corpus")
    for target, seeds in (("address", address_seeds()), ("bind", bind_seeds()), ("mapper", mapper_seeds())):
        folder = root / target
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in seeds.items():
            (folder / name).write_bytes(data)
        print(f"{folder}: {len(seeds)} seeds")


if __name__ == "__main__":
    main()

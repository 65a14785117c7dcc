#!/usr/bin/env python3
"""Writes the hand-made seeds of the fuzz corpora: fuzz/corpus/TARGET/NAME, one meaningful situation each.

The layouts are those that fuzz/address.c and fuzz/bind.c read; seeds_mapper.py, seeds_large.py and seeds_split.py have those of target `mapper`,
seeds_memmap.py those of `memmap` and `firmware`, seeds_rtl.py those of `regions` and `rtl`, seeds_pool.py, seeds_frames.py, seeds_space.py and seeds_growth.py those of `pool`,
`frames` and `space`.
Run it after a layout changes, then `make fuzz-merge`.
"""
import pathlib
import struct
import sys

from seeds_frames import frames_seeds
from seeds_large import large_seeds
from seeds_split import split_seeds
from seeds_mapper import ALL, DEFAULT_SLOT, mapper_seeds
from seeds_memmap import firmware_seeds, memmap_seeds
from seeds_rtl import regions_seeds, rtl_seeds
from seeds_growth import growth_seeds
from seeds_guard import guard_seeds
from seeds_pool import pool_seeds
from seeds_space import space_seeds

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


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "corpus")
    for target, seeds in (("address", address_seeds()), ("bind", bind_seeds()),
                          ("mapper", {**mapper_seeds(), **large_seeds(), **split_seeds()}),
                          ("memmap", memmap_seeds()), ("firmware", firmware_seeds()),
                           ("regions", regions_seeds()), ("rtl", rtl_seeds()), ("pool", pool_seeds()), ("guard", guard_seeds()),
                           ("frames", frames_seeds()), ("space", space_seeds()), ("growth", growth_seeds())):
        folder = root / target
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in seeds.items():
            (folder / name).write_bytes(data)
        print(f"{folder}: {len(seeds)} seeds")


if __name__ == "__main__":
    main()

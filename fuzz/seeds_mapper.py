"""The seeds of target `mapper`, for seeds.py: worlds and sequences, as fuzz/mapping/ and fuzz/mapper.c read them."""
import struct

ALL = 0x1F  # every feature bit: pse, pge, pat, nx, page1g
DEFAULT_SLOT = 0x8000

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


# ---- ranges: what they do, and how many pages, as take_pages of fuzz/mapping/inputs.c reads it ----

MAP_RANGE, UNMAP_RANGE, PROTECT_RANGE = 8, 9, 10
READ_PAGES, WRITE_PAGES, WEATHER = 1, 3, 4  # the range is touched after map, before unmap, before and after protect


def ranged(kind, va, pages, *rest, use=0):
    return between(kind + 3 * use) + va + pages + bytes(rest)


def few(pages):
    return bytes([pages - 1 << 3])


def exactly(pages):
    return bytes([5 << 3 | 7]) + struct.pack("<Q", pages & (1 << 64) - 1)


def to_table_end(more=0):
    return bytes([more + 4 << 3 | 3])


def to_half_end(more=0):
    return bytes([more + 4 << 3 | 5])


def to_window(more=0):
    return bytes([more + 4 << 3 | 6])


def hostile(choice):
    return bytes([choice << 3 | 7])


def range_seeds(mode):
    span = 0x400000 if mode == 2 else 0x200000
    kernel = KERNEL[mode]
    base, end = WINDOW[mode]
    edge = raw(2 * span - 0x2000)
    here = again(0)
    bad_flags = (0xF8, 0x40, 0, 0, 0)
    endless = to_window() if mode < 4 else exactly(1 << 34)  # until the frames run out
    seeds = {
        "map-unmap": ranged(MAP_RANGE, edge, few(5), 5, WRITE, use=WRITE_PAGES)
                     + ranged(PROTECT_RANGE, here, few(5), USER, use=READ_PAGES)
                     + ranged(UNMAP_RANGE, here, few(5), use=READ_PAGES) + op(TRANSLATE, here),
        "dirty": ranged(MAP_RANGE, edge, few(4), 5, WRITE, use=WRITE_PAGES)
                 + ranged(PROTECT_RANGE, here, few(4), WRITE | USER, use=WRITE_PAGES) + between(2)
                 + ranged(PROTECT_RANGE, here, few(4), EXECUTE, use=READ_PAGES),
        "whole-table": ranged(MAP_RANGE, raw(span), to_table_end(), 9, WRITE, use=READ_PAGES)
                       + ranged(UNMAP_RANGE, here, to_table_end(), use=READ_PAGES)
                       + op(MAP, raw(0x10000000), 3, WRITE, choices=WRITE_AFTER) + op(UNMAP, again(2)),
        "three-tables": ranged(MAP_RANGE, raw(span - 0x1000), exactly(span // 0x1000 + 2), 5, WRITE, use=READ_PAGES)
                        + ranged(PROTECT_RANGE, here, exactly(span // 0x1000 + 2), USER, use=READ_PAGES)
                        + ranged(UNMAP_RANGE, here, exactly(span // 0x1000 + 2), use=READ_PAGES),
        "part-of-a-table": ranged(MAP_RANGE, raw(span + 0x5000), few(8), 5, WRITE, use=WRITE_PAGES)
                           + ranged(UNMAP_RANGE, here, few(3), use=READ_PAGES) + between(5)
                           + ranged(UNMAP_RANGE, raw(span + 0x8000), few(4)) + op(UNMAP, raw(span + 0xC000)),
        "page-in-the-way": op(MAP, raw(span + 0x3000), 5, WRITE)
                           + ranged(MAP_RANGE, raw(span), few(8), 7, WRITE, use=READ_PAGES)
                           + ranged(MAP_RANGE, here, few(2), 8, WRITE) + ranged(PROTECT_RANGE, again(1), few(8), USER)
                           + ranged(UNMAP_RANGE, again(1), few(8), use=READ_PAGES)
                           + ranged(UNMAP_RANGE, again(1), few(1)) + ranged(PROTECT_RANGE, again(1), few(1), USER),
        "page-in-the-next-table": op(MAP, raw(2 * span + 0x1000), 5, WRITE)
                                  + ranged(MAP_RANGE, edge, few(6), 7, WRITE, use=READ_PAGES)
                                  + op(UNMAP, raw(2 * span)) + ranged(PROTECT_RANGE, again(1), few(6), USER)
                                  + ranged(UNMAP_RANGE, again(1), few(6), use=READ_PAGES) + between(5),
        "quota": between(0, mode - 1 if mode > 3 else 1) + ranged(MAP_RANGE, edge, few(4), 5, WRITE, use=READ_PAGES)
                 + ranged(MAP_RANGE, raw(2 * span), few(2), 5, WRITE) + ranged(UNMAP_RANGE, here, few(3))
                 + ranged(UNMAP_RANGE, here, few(2)) + ranged(MAP_RANGE, raw(0x1000), few(3), 5, WRITE),
        "half-end": b"".join(ranged(MAP_RANGE, raw(LOW_END[mode] - 0x3000), size, 5, WRITE)
                             for size in (to_half_end(1), to_half_end()))
                    + ranged(PROTECT_RANGE, here, to_half_end(1), USER)
                    + ranged(PROTECT_RANGE, here, to_half_end(), USER)
                    + ranged(UNMAP_RANGE, here, to_half_end(1)) + ranged(UNMAP_RANGE, here, to_half_end()),
        "half-end-high": b"".join(ranged(MAP_RANGE, raw(-0x3000), size, 5, WRITE)
                                  for size in (to_half_end(1), to_half_end()))
                         + ranged(PROTECT_RANGE, here, to_half_end(1), USER)
                         + ranged(UNMAP_RANGE, here, to_half_end(1)) + ranged(UNMAP_RANGE, here, to_half_end()),
        "middle": ranged(MAP_RANGE, raw(kernel - 0x1000), few(2), 5, WRITE, use=READ_PAGES)
                  + ranged(UNMAP_RANGE, here, few(2), use=READ_PAGES) + ranged(UNMAP_RANGE, again(0), few(1)),
        "hostile": ranged(MAP_RANGE, raw(span), hostile(0), 5, WRITE) + b"".join(
            ranged(kind, here, hostile(choice), *rest) for choice in range(5)
            for kind, rest in ((MAP_RANGE, (5, WRITE)), (PROTECT_RANGE, (USER,)), (UNMAP_RANGE, ()))),
        "endless": between(0, 0) + ranged(MAP_RANGE, edge, endless, 0, WRITE)
                   + between(0, mode - 1 if mode > 3 else 1)
                   + ranged(MAP_RANGE, here, endless, 0, WRITE, use=READ_PAGES)
                   + ranged(PROTECT_RANGE, here, endless, USER) + ranged(UNMAP_RANGE, here, endless),
        "beyond-32-bits": ranged(MAP_RANGE, edge, few(3), 5, WRITE)
                          + ranged(PROTECT_RANGE, here, exactly(1 << 32), USER)
                          + ranged(PROTECT_RANGE, here, exactly((1 << 32) + 3), WRITE)
                          + ranged(UNMAP_RANGE, here, exactly(1 << 32)),
        "window-below": b"".join(ranged(MAP_RANGE, raw(base - 0x3000) if more == 2 else here, to_window(more), 5, WRITE)
                                 for more in (2, 1, 0)) + ranged(PROTECT_RANGE, here, to_window(1), USER)
                        + ranged(UNMAP_RANGE, here, to_window(1)) + ranged(UNMAP_RANGE, here, to_window()),
        "window-above": ranged(MAP_RANGE, raw(end - 0x1000), few(3), 5, WRITE) + ranged(UNMAP_RANGE, here, few(3))
                        + ranged(MAP_RANGE, raw(end), few(3), 5, WRITE) + ranged(UNMAP_RANGE, again(2), few(3)),
        "window-inside": b"".join(ranged(UNMAP_RANGE, raw(base - 0x3000), exactly((end - base) // 0x1000 + more))
                                  for more in (2, 3, 9)) + ranged(MAP_RANGE, again(0), to_window(2), 0xF9, *bad_flags),
        "frame-limit": ranged(MAP_RANGE, raw(0x1000), few(2), 0xF8, WRITE)
                       + ranged(MAP_RANGE, here, few(1), 0xF8, WRITE)
                       + ranged(MAP_RANGE, raw(0x2000), few(1), 0xF9, WRITE)
                       + ranged(MAP_RANGE, again(2), few(2), 0xFE, *struct.pack("<QB", (1 << 64) - 1, WRITE))
                       + ranged(MAP_RANGE, again(2), exactly((1 << 40) - 1), 2, WRITE),
        "frame-limit-low": ranged(MAP_RANGE, raw(0), exactly((1 << 20) + 1), 0, WRITE)
                           + ranged(MAP_RANGE, raw(0), exactly(1 << 32), 0, WRITE)
                           + ranged(MAP_RANGE, raw(0), few(2), 0, WRITE),
        "refused-in-order": ranged(MAP_RANGE, raw(LOW_END[mode] + 0x800), hostile(0), 0xF9, *bad_flags)
                            + ranged(MAP_RANGE, raw(base + 0x800), hostile(0), 0xF9, *bad_flags)
                            + ranged(MAP_RANGE, raw(base), hostile(0), 0xF9, *bad_flags)
                            + ranged(MAP_RANGE, again(2), hostile(1), 0xF9, *bad_flags)
                            + ranged(MAP_RANGE, again(2), few(1), 0xF9, *bad_flags),
        "refused-flags": ranged(MAP_RANGE, raw(0x1000), few(2), 0xF9, *bad_flags)
                         + ranged(PROTECT_RANGE, here, few(2), *bad_flags) + ranged(MAP_RANGE, here, few(2), 5, WRITE)
                         + ranged(PROTECT_RANGE, here, few(2), *bad_flags) + ranged(PROTECT_RANGE, here, few(2), 0x3F),
        "kernel-half": ranged(MAP_RANGE, raw(kernel + span - 0x2000), few(4), 5, WRITE | GLOBAL, use=WRITE_PAGES)
                       + between(3) + ranged(PROTECT_RANGE, here, few(4), GLOBAL, use=READ_PAGES) + between(3)
                       + ranged(UNMAP_RANGE, here, few(4), use=READ_PAGES) + op(MAP, here, 1, WRITE),
        "weather": ranged(MAP_RANGE, edge, few(8), 5, WRITE, use=WEATHER | WRITE_PAGES) + b"".join(
            ranged(PROTECT_RANGE, here, few(8), flags, use=WEATHER) for flags in (USER, WRITE, EXECUTE))
            + ranged(UNMAP_RANGE, here, few(3), use=WEATHER)
            + ranged(UNMAP_RANGE, raw(2 * span + 0x1000), few(5), use=WEATHER),
    }
    worlds = {"refused-flags": world(mode, features=0, width=0), "frame-limit-low": world(mode, width=0)}
    seeds = {f"range-{name}": worlds.get(name, world(mode)) + data for name, data in seeds.items()}
    seeds["range-large-in-way"] = world(mode, large2=placed(2 * span, WRITE, 3)) \
        + ranged(MAP_RANGE, edge, few(4), 5, WRITE, use=READ_PAGES) \
        + b"".join(ranged(kind, va, few(4), *rest) for va in (again(1), again(0))
                   for kind, rest in ((MAP_RANGE, (5, WRITE)), (PROTECT_RANGE, (USER,)), (UNMAP_RANGE, ())))
    return seeds


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
        seeds.update({f"{name}-{situation}": data for situation, data in range_seeds(mode).items()})
    return seeds

"""The seeds of target `mapper` for split and promote, in the words of seeds_large.py. Each fits in run.py's LONGEST_INPUT."""
from seeds_large import (AS_IT_IS, LAST, MAP_LARGE, PROTECT_LARGE, UNMAP_LARGE, at, large)
from seeds_mapper import (COMBINING, EXECUTE, GLOBAL, KERNEL, MAP, PROTECT, TRANSLATE, UNCACHED, UNMAP, USER, WINDOW, WRITE,
                          MAP_RANGE, WRITE_AFTER, WRITE_PAGES, again, between, op, placed, ranged, raw, world)

SPLIT, PROMOTE = 30, 31  # choices of the opcode of large pages
TOUCH, DIRTY, STORM = 0x20, 0x60, 0x80  # bits of the shape: read, write before and after; the weather
SET_QUOTA, COMPARE = 0, 5


def parts(choice, level, va, shape=0):
    return bytes([4 | choice << 3, {2: 0, 3: 3, "high": 5, "zero": 6}[level] | shape]) + va


def split(level, va, shape=0):
    return parts(SPLIT, level, va, shape)


def promote(level, va, shape=0):
    return parts(PROMOTE, level, va, shape)


def both(level, va, shape=0):
    return split(level, va, shape) + promote(level, va, shape)


def sized_seeds(mode, level):
    page, last = at(level, 2), at(level, 2, LAST)
    kernel = raw(KERNEL[mode])
    size = 1 << 30 if level == 3 else 0x400000 if mode == 2 else 0x200000

    def mapped(va, pfn=5, flags=WRITE, use=0):
        return large(MAP_LARGE, level, va, pfn, flags, use=use)

    # One part inside: of 4 KiB in a page of level 2, of 2 MiB in one of level 3.
    def part_mapped(va, pfn, flags):
        return op(MAP, va, pfn, flags) if level == 2 else large(MAP_LARGE, 2, va, pfn, flags)

    def part_protected(va, flags):
        return op(PROTECT, va, flags) if level == 2 else large(PROTECT_LARGE, 2, va, flags)

    def part_unmapped(va):
        return op(UNMAP, va) if level == 2 else large(UNMAP_LARGE, 2, va)

    inside = at(level, 2, 1)
    seeds = {
        "and-back": mapped(page) + op(TRANSLATE, last) + split(level, page) + op(TRANSLATE, last) + promote(level, page)
                    + large(UNMAP_LARGE, level, page),
        "dirty": mapped(page, use=WRITE_PAGES) + both(level, page, DIRTY) + large(PROTECT_LARGE, level, page, 0) + both(level, page),
        "one-part-dirty": mapped(page) + split(level, page) + op(PROTECT, last, WRITE, choices=0) + between(7) + inside
                          + promote(level, page) + split(level, page),
        "read-only": mapped(page, flags=0) + both(level, page, TOUCH),
        "storm": mapped(page, use=WRITE_PAGES) + both(level, page, STORM | DIRTY) + both(level, page, STORM),
        "flags": b"".join(mapped(page, 5, flags) + both(level, page, DIRTY) + large(UNMAP_LARGE, level, page)
                          for flags in (COMBINING | WRITE, GLOBAL | UNCACHED | USER, EXECUTE)),
        "one-part-read-only": mapped(page, use=WRITE_PAGES) + split(level, page) + part_protected(inside, 0)
                              + promote(level, page) + part_protected(again(1), WRITE) + promote(level, page),
        "one-part-gone": mapped(page) + split(level, page) + part_unmapped(inside) + promote(level, page)
                         + part_mapped(again(1), 9, WRITE) + promote(level, page),
        "last-part-gone": mapped(page) + split(level, page) + part_unmapped(last) + promote(level, page),
        "first-part-gone": mapped(page) + split(level, page) + part_unmapped(page) + promote(level, page)
                           + part_mapped(page, 9, WRITE) + promote(level, page),
        "twice": mapped(page) + split(level, page) + split(level, page) + promote(level, page) + promote(level, page),
        "nothing": split(level, page) + promote(level, page),
        "beside": mapped(page) + mapped(at(level, 1), 6) + split(level, page) + promote(level, at(level, 1))
                  + split(level, at(level, 1)) + promote(level, page) + promote(level, at(level, 1)),
        "kernel": mapped(kernel, flags=WRITE | GLOBAL, use=WRITE_PAGES) + both(level, kernel, DIRTY),
        "quota": mapped(page, use=WRITE_PAGES) + between(SET_QUOTA, 0) + both(level, page) + between(SET_QUOTA, 1)
                 + split(level, page) + split(level, at(level, 1)) + promote(level, page),
        "window": split(level, raw(WINDOW[mode][0])) + promote(level, raw(WINDOW[mode][0])),
        "misaligned": mapped(page) + split(level, inside, AS_IT_IS) + promote(level, inside, AS_IT_IS)
                      + split(level, raw(2 * size + 0x800), AS_IT_IS) + promote(level, again(0), AS_IT_IS),
        "levels": b"".join(split(wrong, page) + promote(wrong, page) for wrong in ("high", "zero")),
        "unmapped-after": mapped(page) + split(level, page) + part_unmapped(inside) + part_unmapped(last) + between(COMPARE),
    }
    seeds = {f"split{level}-{name}": world(mode) + data for name, data in seeds.items()}
    stands = "large2" if level == 2 else "large3"
    seeds[f"split{level}-stands"] = world(mode, **{stands: placed(2 * size, WRITE | COMBINING, 3)}) + both(level, page, DIRTY)
    seeds[f"split{level}-old-cpu"] = world(mode, features=0x11, width=0) + mapped(page, 5, UNCACHED | GLOBAL) \
        + both(level, page) + split(level, page) + part_protected(inside, UNCACHED | GLOBAL | EXECUTE) + promote(level, page)
    return seeds


def run_seeds(mode):
    """Pages mapped by hand, a table full of them or nearly so."""
    entries = 1024 if mode == 2 else 512
    page = raw(0x40000000)
    full = bytes([3 | 4 << 3])  # to the end of the table
    seeds = {
        "run": ranged(MAP_RANGE, page, full, 0, WRITE) + promote(2, page, TOUCH) + split(2, page),
        "run-misaligned": ranged(MAP_RANGE, page, full, 0xFE, *(7).to_bytes(8, "little"), WRITE) + promote(2, page),
        "run-half-aligned": ranged(MAP_RANGE, page, full, 0xFE, *(entries // 2).to_bytes(8, "little"), WRITE) + promote(2, page),
        "run-aligned": ranged(MAP_RANGE, page, full, 0xFE, *(entries * 3).to_bytes(8, "little"), WRITE | GLOBAL) + promote(2, page, DIRTY),
        "run-one-short": ranged(MAP_RANGE, page, bytes([3 | 3 << 3]), 0xFE, *(entries * 3).to_bytes(8, "little"), WRITE) + promote(2, page),
        "run-late": ranged(MAP_RANGE, raw(0x40001000), full, 0xFE, *(entries * 3 + 1).to_bytes(8, "little"), WRITE) + promote(2, page)
                    + op(MAP, page, 0xFE, *(entries * 3).to_bytes(8, "little"), WRITE) + promote(2, page),
        "run-other-frame": ranged(MAP_RANGE, raw(0x40001000), full, 0xFE, *(entries * 3 + 1).to_bytes(8, "little"), WRITE)
                           + op(MAP, page, 0xFE, *(entries * 4).to_bytes(8, "little"), WRITE) + promote(2, page),
        "run-other-flags": ranged(MAP_RANGE, raw(0x40001000), full, 0xFE, *(entries * 3 + 1).to_bytes(8, "little"), WRITE)
                           + op(MAP, page, 0xFE, *(entries * 3).to_bytes(8, "little"), WRITE | GLOBAL) + promote(2, page)
                           + op(PROTECT, page, WRITE) + promote(2, page),
    }
    return {f"promote-{name}": world(mode) + data for name, data in seeds.items()}


def split_seeds():
    seeds = {}
    for mode in (2, 3, 4, 5):
        own = {**sized_seeds(mode, 2), **run_seeds(mode)}
        if mode > 3:
            own.update(sized_seeds(mode, 3))
            gib = at(3, 2)
            own["split-both-sizes"] = world(mode) + large(MAP_LARGE, 3, gib, 5, WRITE, use=WRITE_PAGES) + split(3, gib, DIRTY) \
                + split(2, gib) + promote(3, gib) + promote(2, gib) + promote(3, gib, DIRTY)
        seeds.update({f"pml{mode}-{name}": data for name, data in own.items()})
    return seeds

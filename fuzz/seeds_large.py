"""The seeds of target `mapper` for large pages, in the words of seeds_mapper.py. Each fits in run.py's LONGEST_INPUT."""
import struct

from seeds_mapper import (COMBINING, EXECUTE, GLOBAL, KERNEL, LOW_END, MAP, MAP_RANGE, PROTECT, PROTECT_RANGE,
                          READ_PAGES, THROUGH, TRANSLATE, UNCACHED, UNMAP, UNMAP_RANGE, USER, WEATHER, WINDOW, WRITE,
                          WRITE_AFTER, WRITE_PAGES, again, between, few, op, placed, ranged, raw, world)

MAP_LARGE, UNMAP_LARGE, PROTECT_LARGE = 0, 1, 2
ALL_THREE = (MAP_LARGE, PROTECT_LARGE, UNMAP_LARGE)
AS_IT_IS, FRAME_AS_IT_IS = 3 << 3, 3 << 5  # the address, the frame is not cut to a multiple of the page's size
LAST, HALF = 5, 3  # indices, as `composed` of fuzz/mapping/inputs.c reads them; 0, 1, 2 are themselves
BAD_FLAGS = (0xF8, 0x40, 0, 0, 0)
NO_FRAME = 0xF9  # the first that is too high


def at(level, index, below=0):
    """The address whose index of `level` is this, those of the levels below that: three bytes."""
    choices = index << 3 * (level - 1) | sum(below << 3 * lower for lower in range(level - 1))
    return b"\x07" + struct.pack("<H", choices)


def large(kind, level, va, *rest, use=0, shape=0):
    """Levels: 2 and 3 (2 where the CPU has no 3), `high` one above the highest, `low` 1 or `zero` 0, or any number."""
    choice = {2: 0, 3: 3, "high": 5, "low": 6 | 1 << 3, "zero": 6}.get(level, 7)
    number = struct.pack("<I", level) if choice == 7 else b""
    return bytes([4 | kind + 3 * use << 3, choice | shape]) + number + va + bytes(rest)


def each(level, va, pfn=(5,), flags=(WRITE,), shape=0):
    """All three functions on one page, which is not unmapped before it was protected."""
    rest = {MAP_LARGE: (*pfn, *flags), PROTECT_LARGE: flags, UNMAP_LARGE: ()}
    return b"".join(large(kind, level, va, *rest[kind], shape=shape) for kind in ALL_THREE)


def sized_seeds(mode, level):
    """Seeds for one size of large pages. A frame's byte below 0xF8 chooses one, which is then cut to the size."""
    size = 1 << 30 if level == 3 else 0x400000 if mode == 2 else 0x200000
    kernel = raw(KERNEL[mode])
    base, end = WINDOW[mode]
    low_end = LOW_END[mode]
    here = again(0)
    page, before, last = at(level, 2), at(level, 1), at(level, 2, LAST)

    def mapped(va, pfn=5, flags=WRITE, use=0):
        return large(MAP_LARGE, level, va, pfn, flags, use=use)

    def unmapped(va, use=0):
        return large(UNMAP_LARGE, level, va, use=use)

    def protected(va, flags, use=0):
        return large(PROTECT_LARGE, level, va, flags, use=use)

    seeds = {
        "map-unmap": mapped(page, use=WRITE_PAGES) + op(TRANSLATE, last) + unmapped(here, use=READ_PAGES)
                     + op(TRANSLATE, here),
        "not-used": mapped(page) + protected(here, USER) + unmapped(here) + op(MAP, page, 3, WRITE, choices=WRITE_AFTER),
        "twice": mapped(page) + mapped(here, 6, USER) + unmapped(here) + unmapped(here) + protected(here, WRITE)
                 + mapped(here, 7),
        "dirty": mapped(page, flags=WRITE | USER, use=WRITE_PAGES) + protected(here, EXECUTE, use=READ_PAGES)
                 + between(2) + protected(here, WRITE | COMBINING, use=WRITE_PAGES) + protected(here, USER)
                 + unmapped(here),
        "accessed": mapped(page, use=READ_PAGES) + protected(here, USER) + protected(here, WRITE),
        "read-only": mapped(page, flags=0, use=WRITE_PAGES) + protected(here, WRITE, use=WRITE_PAGES)
                     + protected(here, 0, use=WRITE_PAGES),
        "cache-types": b"".join(mapped(page, 5, flags) + op(TRANSLATE, last) + protected(page, flags ^ 0x31)
                                + unmapped(page) for flags in (0, THROUGH, UNCACHED, COMBINING)),
        "combining": mapped(page, 7, COMBINING | WRITE, use=WRITE_PAGES) + protected(here, COMBINING)
                     + protected(here, UNCACHED) + protected(here, COMBINING) + unmapped(here, use=READ_PAGES),
        "two-in-a-table": mapped(page, use=READ_PAGES) + mapped(before, 6, use=READ_PAGES) + unmapped(again(0))
                          + between(5) + unmapped(again(1)) + between(5),
        "in-two-tables": mapped(page) + mapped(at(level + 1, 1)) + unmapped(again(0)) + between(5) + unmapped(again(1)),
        "small-after": mapped(page, use=WRITE_PAGES) + unmapped(here) + op(MAP, page, 3, WRITE, choices=WRITE_AFTER)
                       + op(MAP, last, 4, WRITE, choices=WRITE_AFTER) + unmapped(page) + op(UNMAP, last)
                       + op(UNMAP, page) + mapped(page, use=WRITE_PAGES),
        "small-beside": mapped(page) + op(MAP, before, 3, WRITE) + unmapped(again(0)) + between(5) + op(UNMAP, again(1)),
        "small-in-the-way": op(MAP, last, 5, WRITE) + each(level, page) + op(UNMAP, again(0)) + each(level, page),
        "in-the-way-of-pages": mapped(page) + op(MAP, last, 1, 0) + op(UNMAP, last) + op(PROTECT, last, WRITE)
                               + op(UNMAP, page),
        "in-the-way-of-ranges": mapped(page) + b"".join(
            ranged(kind, at(level, 1, LAST), few(4), *rest)
            for kind, rest in ((MAP_RANGE, (5, WRITE)), (PROTECT_RANGE, (USER,)), (UNMAP_RANGE, ()))),
        "kernel-half": mapped(kernel, flags=WRITE | GLOBAL, use=WRITE_PAGES) + between(3)
                       + protected(here, GLOBAL, use=READ_PAGES) + between(3) + unmapped(here, use=READ_PAGES)
                       + mapped(again(0), flags=EXECUTE | GLOBAL) + unmapped(again(0)),
        "kernel-table-kept": op(MAP, kernel, 5, WRITE) + op(UNMAP, here) + each(level, here)
                             + mapped(raw(KERNEL[mode] + size)),
        "window": b"".join(mapped(raw(va), 1) for va in (base - size, base, end - size, end))
                  + unmapped(again(1)) + protected(again(2), WRITE) + unmapped(again(0)) + unmapped(again(3)),
        "canonical": mapped(raw(low_end - size)) + mapped(raw(low_end)) + mapped(raw(-low_end - size))
                     + protected(again(1), USER) + unmapped(again(1)) + unmapped(again(0)) + mapped(raw(-size)),
        "misaligned": b"".join(large(MAP_LARGE, level, va, 5, WRITE, shape=AS_IT_IS)
                               for va in (at(level, 2, 1), at(level, 2, HALF), at(level, 2, LAST)))
                      + large(MAP_LARGE, level, raw(2 * size + 0x800), 5, WRITE, shape=AS_IT_IS) + mapped(page)
                      + b"".join(large(PROTECT_LARGE, level, va, USER, shape=AS_IT_IS)
                                 + large(UNMAP_LARGE, level, va, shape=AS_IT_IS)
                                 for va in (at(level, 2, 1), again(3))),
        "misaligned-halves": b"".join(large(kind, level, raw(2 * size + size // 2), *rest, shape=AS_IT_IS)
                                      for kind, rest in ((MAP_LARGE, (5, WRITE)), (UNMAP_LARGE, ()))) + mapped(page)
                             + large(UNMAP_LARGE, level, again(0), shape=AS_IT_IS)
                             + large(PROTECT_LARGE, level, again(0), USER, shape=AS_IT_IS),
        "frame-misaligned": b"".join(large(MAP_LARGE, level, page, *pfn, WRITE, shape=FRAME_AS_IT_IS) for pfn in (
            (0xF8,), (5,), (0xFE, *struct.pack("<Q", 1)), (0xFE, *struct.pack("<Q", size >> 13)),
            (0xFE, *struct.pack("<Q", size >> 12)))),
        "frame-limit": b"".join(large(MAP_LARGE, level, page, *pfn, WRITE) for pfn in (
            (0xF9,), (0xFB,), (0xFF, *struct.pack("<Q", (1 << 64) - 1)), (0xF8,)))
                       + op(TRANSLATE, last) + unmapped(page),
        "refused-all": each("high", raw(low_end + 0x800), (NO_FRAME,), BAD_FLAGS, AS_IT_IS)
                       + each(level, again(0), (NO_FRAME,), BAD_FLAGS, AS_IT_IS),
        "refused-window": each(level, raw(base + 0x1000), (NO_FRAME,), BAD_FLAGS, AS_IT_IS)
                          + each(level, raw(base), (NO_FRAME,), BAD_FLAGS),
        "refused-flags": each(level, page, (NO_FRAME,), BAD_FLAGS) + each(level, page, (NO_FRAME,))
                         + each(level, page, (5,), (COMBINING,)) + mapped(page, flags=UNCACHED)
                         + protected(page, COMBINING) + op(TRANSLATE, page),
        "all-flags": mapped(page, 5, 63) + b"".join(protected(page, flags) for flags in (5, 10, 15, 0x21, 0x3E)),
        "weather": b"".join(mapped(at(level, i), i, use=WEATHER | WRITE_PAGES) + protected(at(level, i), 9 * i)
                            + protected(at(level, i), USER, use=WEATHER * 2) for i in (1, 2))
                   + unmapped(before, use=WEATHER) + unmapped(page, use=WEATHER * 2 + 1),
    }
    worlds = {"refused-flags": {"features": 0x1B}}  # no PAT
    seeds = {f"large{level}-{name}": world(mode, **worlds.get(name, {})) + data for name, data in seeds.items()}
    for quota in range(mode - level + 1 if mode > 3 else 1):
        seeds[f"large{level}-quota-{quota}"] = world(mode) + between(0, quota) + mapped(page, use=WRITE_PAGES) \
            + mapped(kernel, 6) + unmapped(again(0)) + unmapped(again(1)) + mapped(again(1), 6) + between(5)
    seeds[f"large{level}-old-cpu"] = world(mode, features=0x11, width=0) + mapped(page, 5, COMBINING) \
        + mapped(here, 5, UNCACHED | GLOBAL, use=READ_PAGES) + op(TRANSLATE, here) + protected(here, COMBINING) \
        + protected(here, THROUGH) + unmapped(here) + op(MAP, here, 2, WRITE, choices=WRITE_AFTER)
    stands = "large2" if level == 2 else "large3"
    seeds[f"large{level}-stands"] = world(mode, **{stands: placed(2 * size, WRITE | COMBINING, 3)}) \
        + mapped(page) + protected(page, USER, use=WRITE_PAGES) + unmapped(page, use=READ_PAGES) + mapped(page)
    return seeds


def level_seeds(mode):
    page = raw(0x40000000)
    seeds = {"large-level-small": b"".join(each(level, again(0), (0,)) for level in (1, 0, "low", "zero")),
             "large-level-high": b"".join(each(level, again(0), (0,)) for level in ("high", 4, 5)),
             "large-level-huge": b"".join(each(level, again(0), (0,)) for level in (0x80000002, 0xFFFFFFFF, 6)),
             "large-level-3": each(3, page) + large(MAP_LARGE, 2, again(0), 5, WRITE) + each("high", again(0))}
    seeds = {name: world(mode) + data for name, data in seeds.items()}
    seeds["large-level-old-cpu"] = world(mode, features=0) + each(2, page) + each(3, again(0)) \
        + each("high", again(0)) + large(MAP_LARGE, 2, again(0), 5, WRITE)
    return seeds


def both_seeds():
    """Large pages of both sizes in each other's way."""
    gib, inside, end = at(3, 1), at(3, 1, 2), at(3, 1, LAST)
    seeds = {
        "large-in-large": large(MAP_LARGE, 3, gib, 5, WRITE, use=WRITE_PAGES) + each(2, gib) + each(2, end)
                          + large(UNMAP_LARGE, 3, gib) + large(MAP_LARGE, 2, gib, 5, WRITE, use=WRITE_PAGES),
        "large-over-large": large(MAP_LARGE, 2, end, 5, WRITE, use=WRITE_PAGES) + each(3, gib)
                            + large(UNMAP_LARGE, 2, end) + each(3, gib)
                            + op(MAP, gib, 3, WRITE, choices=WRITE_AFTER) + op(MAP, end, 3, WRITE, choices=WRITE_AFTER),
        "large-three-sizes": large(MAP_LARGE, 3, gib, 5, WRITE, use=WRITE_PAGES)
                             + large(MAP_LARGE, 2, at(3, 2, 1), 6, WRITE, use=WRITE_PAGES)
                             + op(MAP, at(3, 2, 2), 7, WRITE, choices=WRITE_AFTER)
                             + large(UNMAP_LARGE, 2, at(3, 2, 1)) + between(5) + op(UNMAP, at(3, 2, 2)) + between(5)
                             + large(UNMAP_LARGE, 3, gib),
        "large-in-use-above": large(MAP_LARGE, 2, inside, 5, WRITE) + large(MAP_LARGE, 3, at(3, 2), 6, WRITE)
                              + large(UNMAP_LARGE, 2, inside) + between(5) + large(UNMAP_LARGE, 3, at(3, 2)),
    }
    return seeds


def large_seeds():
    seeds = {}
    for mode in (2, 3, 4, 5):
        own = {**level_seeds(mode), **sized_seeds(mode, 2)}
        if mode > 3:
            own.update(sized_seeds(mode, 3))
            own.update({name: world(mode) + data for name, data in both_seeds().items()})
        seeds.update({f"pml{mode}-{name}": data for name, data in own.items()})
    return seeds

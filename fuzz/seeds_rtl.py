"""The seeds of targets `regions` and `rtl`, in the layouts that fuzz/regions.c and fuzz/rtl.c read."""
import struct

ONE, BELOW, ABOVE, BOTH = 0, 1, 2, 3  # guards, as the operation's byte says them
PAGES, MORE, LONGEST, LONGER, CUT, WRAP, ANY = range(0xC0, 0xC7)  # sizes by what the range has
PLAIN = 0


def world(base=0, size=64, at=0):
    """A range of so many pages (1 to 128) at one of the four bases."""
    return bytes([base, at, size - 1])


def huge(power, base=0):
    """A range of 2^(4 power) pages."""
    return bytes([base | 3 << 2 | power << 4, 0])


def reserve(pages, alignment=PLAIN, guards=ONE, rest=b""):
    """`pages` below 0x60, or a choice of above with its own bytes behind."""
    return bytes([guards, pages]) + rest + bytes([alignment])


def aligned(power):
    """The byte that asks for 2^power pages: at least 80h, and power modulo 20."""
    return next(value for value in range(0x80, 0xF0) if value % 20 == power)


def release(number):
    """The reservation of this number, modulo how many there are (0x90 is 0 modulo 1, 2, 3, 4, 6, 8, 9, ..)."""
    return bytes([0x90 + number])


def wild(kind, near=0):
    """Beside a reservation: its second page, the page before, behind, 2^32 above, its address, released twice, its guard."""
    return bytes([0xD0, near * 8 + kind])


def regions_seeds():
    three = reserve(8) + reserve(8) + reserve(8)
    seeds = {
        "fill": world(size=24) + three + reserve(1),
        "merge-both": world(size=24) + three + release(0) + release(0) + release(0) + reserve(24),
        "merge-next": world(size=16) + reserve(8) + reserve(8) + release(1) + release(0) + reserve(16),
        "merge-previous": world(size=16) + reserve(8) + reserve(8) + release(0) + release(0) + reserve(16),
        "exact-fit": world(size=24) + three + release(0) + reserve(8) + reserve(1),
        "run-at-the-end": world(size=24) + reserve(23) + reserve(1) + reserve(1),
        "zero": world() + reserve(0) + reserve(0, 0xF0),
        "oversized": world() + reserve(PAGES) + release(0) + reserve(MORE) + reserve(LONGEST) + reserve(1),
        "longest": world() + reserve(10) + reserve(LONGER) + reserve(LONGEST) + reserve(1),
        "size-of-32-bits": world() + reserve(CUT, rest=b"\x01") + reserve(CUT, rest=b"\x00") + reserve(WRAP, rest=b"\x00"),
        "size-that-wraps": world() + b"".join(reserve(WRAP, guards=BOTH, rest=bytes([low])) for low in range(4)),
        "guards": world(size=8) + reserve(2, guards=BOTH) + reserve(2, guards=BELOW) + reserve(1) + reserve(1),
        "guard-above": world(size=3) + reserve(2, guards=ABOVE) + reserve(1),
        "guard-released": world() + reserve(2, guards=BELOW) + wild(6) + wild(1) + wild(2) + release(0) + wild(5),
        "guards-without-room": world(size=4) + reserve(4, guards=BELOW) + reserve(3, guards=BOTH) + reserve(2, guards=BOTH),
        "bad-guards": world() + bytes([0x84, 1, 0]) + bytes([0x80, 1, 0]),
        "alignments": huge(6) + b"".join(reserve(3, aligned(power)) for power in range(19)),
        "aligned-guard": world(at=3) + reserve(4, aligned(3), BELOW) + reserve(4, aligned(3), BOTH) + reserve(1),
        "lucky-start": world(size=16) + reserve(8, aligned(3)) + reserve(8, aligned(3)) + reserve(1),
        "lucky-start-later": world(size=40, at=5) + reserve(4) + reserve(8, aligned(3)) + reserve(8, aligned(3))
        + reserve(8, aligned(3)) + reserve(8, aligned(3)),
        "bad-alignments": world() + b"".join(reserve(1, byte) for byte in (0xF0, 0xF1, 0xF2, 0xF5, aligned(19))),
        "wild": world() + reserve(4) + reserve(4) + b"".join(wild(kind, near) for near in range(2) for kind in range(8)),
        "twice": world() + reserve(4) + reserve(4) + release(0) + wild(5) + release(0) + wild(5) + wild(7),
        "descriptors-run-out": b"\xb5\x00\x00\x02" + reserve(1) + release(0) + reserve(1) + release(0) + reserve(2) + reserve(1),
        "descriptors-two-left": b"\xb5\x00\x00\x00" + reserve(1) + reserve(1) + reserve(1, guards=BOTH) + reserve(1),
    }
    five = b"".join(reserve(size) for size in (4, 5, 6, 7, 8))
    seeds["descriptors-swapped"] = world(size=32) + five + release(3) + release(1) + release(1) + release(0) + five + release(2) \
        + release(0) + five + release(1) + release(1) + five
    for base in range(4):
        seeds[f"base-{base}"] = world(base, 64) + three + reserve(5, aligned(2), BOTH) + release(1) + reserve(9)
    for power in (0, 8, 9, 10, 12, 13, 14):
        seeds[f"huge-{power}"] = huge(power) + reserve(ANY, rest=struct.pack("<Q", 1 << 36 | 5)) + reserve(LONGEST) \
            + release(0) + reserve(CUT, guards=BOTH, rest=b"\x03") + reserve(LONGER) + wild(3) + wild(4)
    return seeds


HEAD, TAIL, REMOVE = 0, 1, 2


def linked(*operations, elements=8, lists=3):
    """(what, list, element) each."""
    return bytes([0, lists << 5 | elements]) + b"".join(
        bytes([what | where << 2, element]) for what, where, element in operations)


def moved(what, to, start, count, text):
    return bytes([2, what, to, start, count]) + text


def message(length, text=b"\x01\x3f\x40\x41\x00\x80"):
    return bytes([3, length]) + text


def rtl_seeds():
    text = bytes(range(1, 41))
    seeds = {
        "list-order": linked(*((HEAD, 0, e) for e in range(4)), *((TAIL, 0, e) for e in range(4, 8))),
        "list-remove": linked(*((TAIL, 1, e) for e in range(5)), (REMOVE, 0, 2), (REMOVE, 0, 0), (REMOVE, 0, 4), (REMOVE, 0, 1)),
        "list-twice": linked((HEAD, 0, 1), (HEAD, 0, 1), (TAIL, 1, 1), (REMOVE, 0, 1), (REMOVE, 0, 1), (TAIL, 1, 1)),
        "list-two": linked((HEAD, 0, 1), (HEAD, 1, 2), (TAIL, 0, 3), (TAIL, 1, 4), (REMOVE, 0, 1), (HEAD, 1, 1)),
        "list-wrong": linked((HEAD, 3, 1), (TAIL, 0, 8), (REMOVE, 0, 8), (HEAD, 0, 0xE1), (TAIL, 7, 0)),
        "list-wrong-far": linked((HEAD, 3, 0xF9)) + b"\x01\x00\x00\x00" + b"\x02\xff\xff\xff\xff\xff",
        "list-none": linked((HEAD, 0, 0), elements=0, lists=1) + linked(elements=3, lists=0),
        "move-up": moved(0, 9, 3, 12, text), "move-down": moved(0, 3, 9, 12, text), "move-same": moved(0, 4, 4, 9, text),
        "move-end": moved(0, 28, 0, 12, text), "move-past-the-end": moved(0, 29, 0, 12, text),
        "move-from-past-the-end": moved(0, 0, 29, 12, text), "move-wrap": moved(0, 0xF1, 2, 3, text),
        "move-wrap-count": moved(0, 1, 2, 0xF1, text), "move-none": moved(0, 40, 40, 0, text),
        "copy": moved(1, 0, 5, 20, text), "zero": moved(2, 5, 0, 20, text), "fill": moved(0x82, 5, 0, 35, text),
        "compare": moved(3, 1, 0, 20, text), "compare-equal": moved(3, 10, 0, 10, text[:10] * 2),
        "compare-high": moved(3, 1, 0, 3, b"\x80\x7f\x80\x7f"),
    }
    for length in (0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 121, 127, 128, 129, 183, 184, 255):
        seeds[f"sha1-{length}"] = message(length)
    return seeds

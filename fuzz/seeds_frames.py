"""seeds_frames.py - hand-made seeds of target `frames`: one situation each, as fuzz/frames.c reads them."""

ZERO, LOW, MEGABYTE, DMA, FOUR_GIB, ODD, LAST, NEAR = range(8)  # where the piece of memory lies
WHOLE = [(0, 31), (0, 31)]


def memory(where, spans):
    return bytes([where, len(spans)]) + b"".join(bytes(span) for span in spans)


def wild(value):
    return b"\xff" + value.to_bytes(8, "little")


def frame(n):
    return bytes([n + 2])


def run(count, alignment=1, limit=b"\x03"):
    return bytes([3, count, alignment.bit_length() - 1]) + limit


def free(n):
    return b"\x05" + frame(n)


def below(n):
    return bytes([0x40 + n])


ALLOC, DIRTY, CLEAN = b"\x00", b"\x02", b"\x09"
# The frame source: its operations, and where its span lies (bits of the first byte; CROWDED lets it be filled to its limit).
DRAIN, CLAIM, TAKE = b"\xe6", b"\xe9", b"\xf1"
LOWER, UPPER, CROWDED = 0x08, 0x10, 0xE0


def fill(more):
    return bytes([0xE0, more])


def fill_to(count):
    return bytes([0xE0, 0xC0 + count])


def lend(at):
    return b"\xea" + at


def adopt(at, used):
    return b"\xee" + at + bytes([used])


def give(n):
    return bytes([0xF7, n])


def quota(byte):
    return bytes([0xFC, byte])


def crowd(room):
    return bytes([0xFE, 0xFC + room])


def init(byte):
    return bytes([0xFF, byte])


def add(first, count):
    return b"\x0d" + frame(first) + bytes([0xC0 + count])


def reserve(first, count):
    return b"\x0a" + frame(first) + bytes([count + 1])


def frames_seeds():
    seeds = {}
    for name, where in (("zero", ZERO), ("low", LOW), ("megabyte", MEGABYTE), ("dma", DMA), ("four-gib", FOUR_GIB),
                        ("odd", ODD), ("last", LAST), ("near", NEAR)):
        seeds[f"singles-{name}"] = memory(where, WHOLE) + ALLOC * 6 + free(61) + free(61) + free(3) + ALLOC
        seeds[f"limits-{name}"] = memory(where, WHOLE) + b"".join(run(2, 2, bytes([n])) for n in range(4)) + run(4, 8, below(40))
    seeds["no-memory"] = memory(LOW, []) + ALLOC + DIRTY + CLEAN + run(1) + free(0)
    seeds["exhausted"] = memory(LOW, [(0, 3)]) + ALLOC * 3 + DIRTY + ALLOC + free(61) + ALLOC
    seeds["double-free"] = memory(LOW, WHOLE) + ALLOC + free(63) + free(63) + free(62)
    seeds["wild-frees"] = memory(LOW, WHOLE) + b"".join(b"\x05" + wild(n) for n in (1 << 24, (1 << 32) + 0x60, 1 << 40, (1 << 64) - 1))
    seeds["run-over-a-hole"] = memory(ZERO, [(0, 5), (2, 5), (1, 7)]) + run(6) + run(5) + run(7) + run(5) + run(1)
    seeds["run-aligned"] = memory(ODD, WHOLE) + run(3, 4) + run(5, 8) + run(1, 16) + run(7, 2) + run(2, 32) + run(6, 64)
    seeds["run-bad"] = memory(ODD, WHOLE) + run(0) + b"\x03\x01" + wild(0) + b"\x03" + b"\x03\x01" + wild(RAM_LIMIT + 1) + b"\x03" \
        + b"\x03\x01" + wild(RAM_LIMIT) + b"\x03" + b"\x03" + wild(1 << 63) + b"\x00\x03"
    seeds["run-free"] = memory(LOW, WHOLE) + run(7) + b"\x08" + frame(57) + b"\x07" + run(7) + b"\x08" + frame(56) + b"\x07" \
        + b"\x08" + frame(58) + b"\x03" + b"\x08" + frame(57) + b"\x00"
    seeds["run-free-too-far"] = memory(LAST, WHOLE) + run(4) + b"\x08" + frame(60) + b"\x05" + b"\x08" + frame(60) + wild(1 << 63)
    seeds["clean-then-use"] = memory(LOW, [(0, 8)]) + CLEAN * 5 + ALLOC * 3 + DIRTY * 4 + free(60) + free(61) + ALLOC * 3
    seeds["zeroed-for-dirty"] = memory(LOW, [(0, 4)]) + CLEAN * 4 + DIRTY * 2 + run(2) + CLEAN
    seeds["run-of-zeroed"] = memory(LOW, [(0, 12)]) + CLEAN * 9 + run(5) + ALLOC * 4 + DIRTY * 2
    seeds["dirty-again"] = memory(LOW, [(0, 4)]) + CLEAN * 4 + ALLOC * 2 + free(63) + free(62) + free(61) + free(60) + ALLOC * 3
    seeds["reserved"] = memory(ZERO, WHOLE) + b"\x0a" + frame(0) + b"\x07" + free(3) + run(7) * 7 + ALLOC * 4
    seeds["reserve-held"] = memory(ZERO, WHOLE) + ALLOC + b"\x0a" + frame(60) + b"\x05" + b"\x0a" + frame(5) + wild(0) + ALLOC
    seeds["reserve-all"] = memory(ODD, WHOLE) + b"\x0a" + wild(0) + wild(1 << 40) + ALLOC
    seeds["adopted"] = memory(LOW, WHOLE) + b"\x0b" + frame(63) + ALLOC * 2 + b"\x0b" + frame(61) + free(61) + free(63) + run(7)
    seeds["adopt-hole"] = memory(LOW, [(3, 4)]) + b"\x0b" + frame(63) + b"\x0b" + frame(2) + b"\x0b" + wild(1 << 50) + ALLOC * 5
    for levels in (2, 3, 4, 5):
        at = levels - 2
        walk = bytes([12, at | 0x30]) + frame(63) + b"\x10" + frame(62) + b"\x11" + frame(61) + b"\x10" + frame(60)
        seeds[f"walk-{levels}"] = memory(LOW, WHOLE) + walk + ALLOC * 5 + free(62)
        seeds[f"walk-self-{levels}"] = memory(LOW, WHOLE) + bytes([12, at | 0x20]) + frame(63) + b"\x03" + frame(63) + b"\x80" + frame(40) + ALLOC * 3
        seeds[f"walk-large-{levels}"] = memory(LOW, WHOLE) + bytes([12, at | 0x20]) + frame(63) + b"\x08" + frame(62) + b"\x01" + frame(61) + ALLOC * 3
        seeds[f"walk-last-entry-{levels}"] = memory(LOW, WHOLE) + bytes([12, at | 0x10]) + frame(63) + b"\x27" + frame(62) + ALLOC * 3
        seeds[f"walk-high-{levels}"] = memory(LAST, WHOLE) + walk + ALLOC * 5
    seeds["walk-last-pdpte"] = memory(LOW, WHOLE) + bytes([12, 1 | 0x10]) + frame(63) + b"\x03" + frame(62) + ALLOC * 3
    seeds["ram-too-high"] = memory(LOW, [(0, 5)]) + b"\x0d" + frame(60) + wild(RAM_LIMIT)
    seeds["walk-bad"] = memory(LOW, WHOLE) + bytes([12, 0x81]) + frame(0) + bytes([12, 0]) + wild(1 << 41) + ALLOC
    seeds["spans-out-of-order"] = memory(LOW, [(5, 10)]) + b"\x0d" + frame(60) + b"\x02" + b"\x0d" + frame(10) + b"\x05" + b"\x0d" + frame(12) + b"\x01" \
        + b"\x0d" + frame(4) + b"\x03" + b"\x0d" + wild(5) + wild((1 << 64) - 1)
    seeds |= {f"supply-{name}": seed for name, seed in supply_seeds().items()}
    return {name: seed[:96] for name, seed in seeds.items()}


def supply_seeds():
    low, small, hole = memory(LOW, WHOLE), memory(LOW, [(0, 8)]), memory(LOW, [(4, 20)])
    full = memory(LOW | CROWDED, WHOLE) + crowd(2)
    return {
        "fill": low + fill(4) + TAKE * 4 + fill_to(4) + TAKE + ALLOC + free(63) + fill(0),
        "fill-zeroed-first-and-dirty": small + CLEAN * 3 + fill_to(6) + TAKE * 6 + fill_to(6) + fill(1) + ALLOC,
        "fill-to-what-is-there": small + fill_to(5) + fill_to(8) + fill_to(9) + b"\xe0\xff\xff\xff\xff\xff" + TAKE * 8 + fill_to(1),
        "fill-then-database": small + fill_to(4) + ALLOC * 5 + b"".join(free(n) for n in range(56, 64)) + CLEAN * 4,
        "fill-then-runs": small + fill_to(3) + run(6) + run(5) + b"\x08" + frame(56) + b"\x07" + reserve(56, 6) + ALLOC,
        "drain": low + fill(5) + DRAIN + ALLOC * 2 + fill(2) + DRAIN * 2 + run(7),
        "drain-but-for-tables": small + fill_to(6) + TAKE * 2 + DRAIN + give(1) + ALLOC * 6 + DRAIN + ALLOC * 2 + give(0) + DRAIN + ALLOC,
        "drain-then-lend-again": small + fill_to(8) + DRAIN + fill_to(8) + TAKE * 3 + give(1) + DRAIN + fill_to(6),
        "drain-not-the-lent": hole + lend(frame(1)) + fill(3) + lend(frame(62)) + fill(2) + DRAIN + TAKE * 2 + ALLOC * 3,
        "drain-not-the-adopted": low + adopt(frame(50), 3) + adopt(frame(63), 0) + CLAIM + give(0) + give(0) + fill(3) + DRAIN + TAKE * 2 + DRAIN,
        "drain-beyond-the-database": memory(LAST | UPPER, [(0, 31)]) + lend(frame(64)) + lend(b"\xff" + (RAM_LIMIT + 0x1000).to_bytes(8, "little"))
        + fill(3) + DRAIN + TAKE * 2,
        "claim-free-and-held": low + ALLOC + adopt(frame(63), 7) + adopt(frame(20), 9) + adopt(frame(3), 0) + ALLOC * 2 + free(63) + free(20),
        "claim-ram-that-came-later": hole + lend(frame(39)) + lend(frame(38)) + TAKE + add(30, 10) + ALLOC * 2 + fill(5) + DRAIN + run(7),
        "claim-what-is-reserved": low + reserve(60, 3) + lend(frame(61)) + adopt(frame(60), 2) + CLAIM + TAKE + give(1) + DRAIN + free(61),
        "lend-twice": hole + lend(frame(1)) + lend(frame(1)) + adopt(frame(1), 0) + TAKE + lend(frame(1)) + adopt(frame(1), 5) + give(0),
        "lend-refused": low + lend(frame(63)) + ALLOC + lend(frame(63)) + lend(frame(5)) + lend(wild(RAM_LIMIT)) + lend(wild(1 << 40)) + lend(wild(0)),
        "lend-at-the-end-of-the-span": memory(LAST, WHOLE) + lend(frame(64)) + adopt(frame(64), 0) + lend(frame(65)) + lend(frame(-1))
        + adopt(frame(63), 0),
        "lend-table-of-a-walk": low + bytes([12, 2 | 0x10]) + frame(63) + b"\x00" + frame(62) + lend(frame(62)) + TAKE + give(0) + DRAIN + ALLOC,
        "adopt-used": hole + adopt(frame(1), 0xF8) + adopt(frame(2), 0xF9) + adopt(frame(3), 0xFF) + adopt(frame(1), 200) + adopt(frame(2), 0)
        + TAKE + give(0),
        "take-and-give": hole + fill(5) + TAKE * 4 + give(0) + give(2) + TAKE + give(1) + give(0) + TAKE * 2 + give(0) + DRAIN,
        "quota": low + fill(6) + quota(2) + TAKE * 3 + give(0) + TAKE * 2 + quota(0) + TAKE + give(1) + quota(0xFF) + TAKE * 3,
        "quota-at-the-limit": low + fill(4) + quota(0xCF) + TAKE * 2 + quota(0xD0) + give(0) + quota(0xDF) + TAKE * 2,
        "init-again": hole + adopt(frame(1), 5) + adopt(frame(2), 6) + fill(3) + init(0xFF) + TAKE + lend(frame(2)) + lend(frame(1)) + fill(3) + DRAIN,
        "init-again-then-drain": small + fill_to(3) + init(0xFF) + lend(frame(63)) + lend(frame(1)) + adopt(frame(62), 3) + DRAIN + give(0) + DRAIN
        + lend(frame(63)) + ALLOC * 6,
        "init-refused": low + fill(3) + init(0) + init(1) + init(0x81) + TAKE + DRAIN,
        "full-fill": full + fill(3) + fill(1) + fill(1) + TAKE + lend(frame(-1)) + DRAIN + fill(1) + fill(2),
        "full-lend": full + lend(frame(-1)) + adopt(frame(64), 3) + lend(frame(65)) + adopt(frame(65), 0) + lend(frame(5)) + adopt(frame(64), 4)
        + fill(1) + give(0),
        "full-and-no-frames": full + fill_to(62) + fill_to(61) + ALLOC * 3 + fill_to(60) + fill_to(59),
        "span-too-low": memory(LOW | LOWER, []) + add(30, 3) + fill(4) + fill(2) + lend(frame(3)) + fill(0) + lend(frame(32)),
        "span-just-long-enough": memory(LOW | LOWER, []) + add(20, 12) + fill(5) + fill_to(12) + DRAIN,
        "span-too-high": memory(LOW | UPPER, [(20, 5), (0, 30)]) + fill(5) + lend(frame(31)) + adopt(frame(31), 1) + lend(frame(33)) + fill(4),
        "span-from-the-first": memory(LOW | UPPER, []) + add(32, 12) + fill(5) + fill_to(12) + TAKE + DRAIN,
        "span-behind-an-empty-one": memory(LOW | LOWER, []) + add(50, 0) + add(20, 7) + fill(2) + add(10, 0) + fill(3),
    }


RAM_LIMIT = 0x1000000

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
    return {name: seed[:96] for name, seed in seeds.items()}


RAM_LIMIT = 0x1000000

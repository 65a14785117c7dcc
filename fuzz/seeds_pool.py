"""Seeds of fuzz target `pool`; the layout is the one that fuzz/pool.c reads."""
import struct


def size(count):
    """The byte or bytes by which take_size reads this size: exact, or the next above that has a short form."""
    if count == 0:
        return b"\x00"
    for byte in range(1, 0xF0):
        octave = 1 << (byte >> 4)
        if octave + octave * (byte & 15) // 16 == count:
            return bytes([byte])
    if count % 0x1000 == 0 and count // 0x1000 < 15:
        return bytes([0xF0 + count // 0x1000, 0])
    return b"\xff" + struct.pack("<Q", count)


def alloc(count, tag=1):
    return bytes([tag << 5]) + size(count)


def aligned(count, shift, tag=1):
    return bytes([4 | shift << 4]) + size(count) + bytes([tag])


def many(count, times):
    return bytes([5 | times << 4]) + size(count)


def free(index):
    return bytes([6, index])


def free_most(how=0):
    return bytes([9 | how << 4])


def free_at(offset, tag=1):
    return bytes([10, 0x80]) + struct.pack("<I", offset) + bytes([tag])


def free_near(index, delta, tag=1):
    return bytes([10, 16 + delta, index, tag])


def free_any(address, tag=1):
    return bytes([10, 0xFF]) + struct.pack("<Q", address) + bytes([tag])


def wrong_tag(index, more=0):
    return bytes([11 | more << 4, index])


def size_at(offset):
    return bytes([12, 0x80]) + struct.pack("<I", offset)


def walk(offset, tag):
    return bytes([0xFD, 0x80]) + struct.pack("<I", offset) + bytes([tag])


STATS = bytes([13 | 1 << 4, 0xFF]) + bytes(8)
CHECK = b"\xff\x5a"


def join(pages):
    return bytes([14 | pages << 4])


def leave(keep):
    return bytes([15 | keep << 4])


def pool_seeds():
    seeds = {"empty": b"\x00", "pair": b"\x00" + alloc(64) + free(0), "check": b"\x03" + CHECK + alloc(64) + CHECK,
             "zero-size": b"\x00" + alloc(0) + alloc(1), "huge": b"\x07" + alloc(1 << 32) + alloc((1 << 32) + 64) + alloc((1 << 64) - 1),
             "double-free": b"\x00" + alloc(64) + free_at(0) + free_at(0) + CHECK,
             "double-free-run": b"\x0f" + alloc(8192) + alloc(8192) + free_at(0) + free_at(0) + free_at(4096) + CHECK,
             "interior": b"\x00" + alloc(64) + free_near(0, 8) + free_near(0, 15) + free_near(0, 1) + free_at(48) + free_at(63),
             "interior-run": b"\x0f" + alloc(0x3000) + free_at(0x1000) + free_at(0x2FF0) + free_at(0x3000) + free_at(16),
             "interior-last": b"\x00" + alloc(1024) + size_at(1008) + size_at(1023) + size_at(1024),
             "foreign": b"\x00" + free_any(0) + free_any((1 << 64) - 1) + free_any(0x7FFF_FFFF_FFFF) + free_at(0x1000) + free_at(0xFFF),
             "foreign-end": b"\x01" + alloc(8192) + size_at(0x2000) + size_at(0x1FFF) + free_at(0x2000),
             "wrong-tag": b"\x00" + alloc(64, 1) + wrong_tag(0) + wrong_tag(0, 15) + free_at(0, 0xFF) + b"\x01\x01\x00\x00" + free(0),
             "exact-fit": b"\x04" + alloc(0x5000) + free(0) + alloc(0x5000) + free(0) + alloc(0x2000) + alloc(0x3000) + CHECK,
             "merge-right": b"\x05" + alloc(0x2000) + alloc(0x2000) + alloc(0x2000) + free(1) + free(0) + alloc(0x4000) + CHECK,
             "merge-left": b"\x05" + alloc(0x2000) + alloc(0x2000) + alloc(0x2000) + free(0) + free(0) + alloc(0x4000) + CHECK,
             "merge-both": b"\x05" + alloc(0x2000) + alloc(0x2000) + alloc(0x2000) + free(0) + free(0) + free(0) + CHECK + alloc(0x6000),
             "split": b"\x3f" + alloc(0x1000) + alloc(0x2000) + alloc(0x3000) + free(1) + alloc(0x1000) + alloc(0x1000) + CHECK,
             "long-runs": b"\x3f" + join(14) + join(14) + join(14) + alloc(0x40000 + 1) + alloc(0x20000) + CHECK + free(0) + alloc(0x40000 + 1),
             "long-run-last": b"\x3f" + join(8) + alloc(0x2000) + alloc(0x41000) + CHECK + free(1) + alloc(0x46000) + CHECK,
             "runs-far-apart": b"\x3f" + join(14) + join(14) + join(10) + alloc(0x1000) + alloc(0x63000) + alloc(0x1000) + alloc(0x1000) +
                               free_at(0) + free_at(0x64000) + alloc(0x1000) + alloc(0x1000) + CHECK,
             "aligned": b"\x1f" + b"".join(aligned(24, shift) for shift in range(13)),
             "aligned-pages": b"\x1f" + aligned(5000, 12) + aligned(2049, 11) + aligned(100, 14) + aligned(3000, 9),
             "aligned-refused": b"\x1f" + aligned(24, 13) + b"\xf4\x60" + struct.pack("<Q", 48) + b"\x01" + b"\xf4\x60" + bytes(8) + b"\x01",
             "no-room": b"\x01" + alloc(0x1000) + alloc(0x1000) + alloc(1) + join(1) + alloc(1) + CHECK,
             "spares": b"\x07" + alloc(64) + alloc(512) + alloc(100) + free(0) + free(0) + free(0) + alloc(0x8000) + CHECK,
             "leave": b"\x0f" + alloc(0x1000) + leave(4) + leave(0) + join(2) + alloc(0x2000) + leave(1) + free(0) + leave(0) + CHECK,
             "leave-kept": b"\x0f" + alloc(64) + leave(0) + free(0) + leave(2) + leave(0) + join(3) + alloc(0x3000),
             "join-refused": b"\x00" + b"\xfe" + struct.pack("<Q", 4096) + b"\xfe" + struct.pack("<Q", 1 << 32) + join(0) +
                             b"\xfe" + struct.pack("<Q", 4095) + alloc(1 << 24),
             "walk": b"\x00" + alloc(64, 1) + alloc(64, 2) + alloc(512, 1) + walk(0, 1) + walk(1, 1) + walk(65, 2) + walk(0, 3) + b"\xfd\x80\0\0\0\0\xff\0\x01\0\0",
             "walk-second-word": b"\x03" + alloc(1024, 1) + alloc(1024, 1) + free_at(0) + walk(0, 1),
             "stats": b"\x03" + alloc(64, 1) + alloc(100, 1) + alloc(100, 2) + STATS + b"\x1d\x80\0\0\0\0" + free(0) + b"\x1d\x80\0\0\0\0" + STATS,
             "again": b"\x00" + CHECK + struct.pack("<Q", 0x1000) + CHECK + struct.pack("<Q", 8) + CHECK + bytes(8) + alloc(64) + free(0)}
    for count in (1, 16, 17, 64, 100, 256, 272, 448, 704, 1024, 1536, 2048, 3328):
        seeds[f"slots-{count}"] = b"\x0f" + many(count, 15) + free_most(3) + many(count, 4) + free_most(1) + CHECK + free_most(11)
    return seeds

"""Seeds of fuzz target `guard`; the layout is the one that fuzz/guard.c reads."""
import struct

PLAIN, ZONES, POISON, BOTH = 0, 1, 2, 3


def begin(options, pages=1, cap=None):
    """Cap: a multiple of 512 below 16 KiB."""
    return bytes([options if cap is None else options | 0x80 | cap // 0x80, pages - 1])


def size(count):
    if count == 0:
        return b"\x00"
    for byte in range(1, 0xFF):
        octave = 1 << (byte >> 4)
        if octave + octave * (byte & 15) // 16 == count:
            return bytes([byte])
    return b"\xff" + struct.pack("<Q", count)


def alloc(count, tag=1):
    return bytes([tag << 5]) + size(count)


def aligned(count, shift):
    return bytes([3 | shift << 4]) + size(count)


def many(count, times):
    return bytes([4 | times << 4]) + size(count)


def free(index, wrong=0):
    return bytes([5 | (0xF0 if wrong else 0), index])


def free_at(offset, tag=1):
    return bytes([8 | tag << 4]) + struct.pack("<I", offset)


def past_end(index, place, how=9):
    """A write to byte `place` of the 32 around the end of a block; 16 is the first behind it."""
    return bytes([how, index, place])


def anywhere(offset, byte=0x55):
    """A write somewhere in the first 64 pages."""
    return bytes([11]) + struct.pack("<I", byte << 24 | offset)


def after_free(index, place, byte=0):
    return bytes([12 | byte << 4, index, place])


FIGURES = b"\x1d"


def join(pages):
    return bytes([14 | pages << 4])


def leave(keep):
    return bytes([15 | keep << 4])


def guard_seeds():
    seeds = {"empty": b"\x00", "refused": begin(BOTH) + alloc(0) + alloc(1 << 33) + b"\xf0\x40\x00" + b"\xf0\x40\x01" + b"\xf3\x40" + bytes(8) + FIGURES,
             "whole-start": bytes([BOTH, 0xFC]) + alloc(64) + FIGURES + bytes([0, 0xFF]),
             "foreign": begin(BOTH) + alloc(64) + free_at(8) + free_at(16) + free_at(0x1000) + free_at(0x3FFFF) + free_at(0, 2),
             "wrong-tag": begin(BOTH) + alloc(64) + free(0, 1) + past_end(0, 3) + free(0, 1) + free(0),
             "join-refused": begin(BOTH) + b"\xfe" + bytes(4) + join(0) + join(15) + join(15),
             "leave": begin(BOTH, 4) + alloc(0x1000) + leave(2) + leave(0) + free(0) + leave(0) + join(3) + alloc(0x2000),
             "stale-pages": begin(POISON, 8) + many(512, 8) + leave(0) + join(2) + alloc(0x1000) + leave(1) + join(4) + alloc(0x3000)}
    seeds["start-over"] = begin(BOTH, 2, 0x1000) + many(240, 6) + b"\xfd" + alloc(4080) + b"\xfd" + many(240, 8) + FIGURES
    seeds["option-next"] = begin(PLAIN) + b"\x0d" + alloc(64)
    for options in (PLAIN, ZONES, POISON, BOTH):
        seeds[f"pair-{options}"] = begin(options) + alloc(64) + FIGURES + free(0) + FIGURES + alloc(64)
        seeds[f"sizes-{options}"] = begin(options, 8) + b"".join(alloc(count) for count in (1, 16, 17, 240, 1024, 3616, 3632, 4080, 4096)) + free(3)
        seeds[f"aligned-{options}"] = begin(options, 8) + b"".join(aligned(48, shift) for shift in range(13))
        seeds[f"cap-{options}"] = begin(options, 8, 512) + many(112, 3) + many(16, 15) + FIGURES + free(0) + alloc(96) + alloc(112) + alloc(128)
        seeds[f"cap-run-{options}"] = begin(options, 8, 0x1000) + alloc(0x1000) + alloc(4080) + free(0) + alloc(4000) + alloc(1) + FIGURES
        seeds[f"cap-longer-{options}"] = begin(options, 8, 0xE00) + alloc(3500) + alloc(3584) + alloc(3568)
        seeds[f"cap-first-{options}"] = begin(options, 1, 512) + alloc(0x2000) + alloc(0x1000)
        seeds[f"cap-zero-{options}"] = begin(options, 8, 0) + alloc(1) + alloc(0)
        seeds[f"no-room-{options}"] = begin(options, 1) + alloc(0x2000) + many(1024, 4) + join(2) + alloc(0x1800)
        seeds[f"zone-first-{options}"] = begin(options) + alloc(64) + past_end(0, 0) + free(0) + free(0)
        seeds[f"zone-last-{options}"] = begin(options) + alloc(64) + past_end(0, 15) + free(0)
        seeds[f"zone-put-right-{options}"] = begin(options) + alloc(64) + past_end(0, 5) + free(0) + past_end(0, 5, 0xA2 & 0xF0 | 10) + free(0)
        seeds[f"behind-{options}"] = begin(options) + alloc(64) + alloc(64) + past_end(0, 16) + past_end(1, 17) + free(1) + alloc(64) + alloc(64) + alloc(64)
        seeds[f"used-freed-{options}"] = begin(options) + alloc(64) + after_free(0, 7) + alloc(64) + alloc(64)
        seeds[f"used-freed-run-{options}"] = begin(options, 4) + alloc(0x2000) + after_free(0, 128) + alloc(0x2000) + alloc(0x2000)
        seeds[f"used-freed-twice-{options}"] = begin(options, 4) + many(240, 6) + after_free(1, 3) + after_free(1, 255) + many(240, 6) + many(240, 6)
        seeds[f"anywhere-{options}"] = begin(options, 8) + anywhere(5) + anywhere(0x1FFF) + anywhere(0x7FFF) + many(1024, 15) + alloc(0x2000)
    return seeds

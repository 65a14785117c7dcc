"""The seeds of target `space`, in the layout that fuzz/space.c reads behind the world of target `mapper`."""
import struct

from seeds_mapper import KERNEL, LOW_END, WINDOW, raw, world

MAP, MEMORY, UNMAP, PAGE, RESERVE, QUOTA = 0, 2, 3, 5, 6, 7
TO_THE_END, ONE_MORE = bytes([1]), bytes([9])  # bytes to the end of the page, and one more
WRAPS, BEYOND = bytes([15 << 4 | 4]), bytes([17 << 3 | 5])


def op(kind, choice, *rest):
    return bytes([kind | choice << 3]) + b"".join(rest)


def begin(mode, base, pages, ram=0, **more):
    """`ram` says how the RAM lies that memory_alloc takes frames of: 1 half beyond what 32 bits reach; the hole from its bit 4 on."""
    return world(mode, **more) + raw(base) + bytes([pages - 1, ram])


def io_map(pfn, offset, size, cache=2, write=0):
    """`pfn` below 0xF8, the offset in units of 0x11; the cache type as the operation's byte says it."""
    return op(MAP, cache << 2 | write << 1, bytes([pfn, offset]), size)


def pages_of(count):
    return bytes([count << 3 | 2])


def io_unmap(number, byte=0):
    """Reservation of this number, modulo how many there are; at a byte of its first page."""
    return op(UNMAP, number << 2 | 1, bytes([byte]))


def stack(pages):
    return op(MEMORY, 0, bytes([pages]))


def memory(pages, guards):
    return op(MEMORY, guards << 3 | 1, bytes([pages]))


def memory_free(number, byte=0):
    return op(MEMORY, 3, bytes([number << 2 | 1, byte]))


def somebody(frame, give):
    return op(MEMORY, give << 3 | 7, bytes([frame]))


def memory_seeds(mode, base):
    start = begin(mode, base, 16)
    yield "stack", start + stack(2) + stack(1) + memory_free(0, 9) + memory_free(0)
    yield "memory-guards", start + b"".join(memory(2, guards) for guards in range(4)) + memory_free(3) + memory_free(0)
    yield "memory-refused", start + memory(0, 0) + op(MEMORY, 3 << 3 | 2, b"\x01") + memory(0xE0 | 16, 0) + op(MEMORY, 1, b"\xFF" + struct.pack("<Q", 1 << 33))
    yield "memory-no-frames", begin(mode, base, 0x60, ram=0xF0) + b"".join(memory(0xE0 | 20, 0) for _ in range(3)) + memory_free(1) + memory(5, 0)
    yield "memory-beyond-reach", begin(mode, base, 0x60, ram=1) + b"".join(memory(0xE0 | 20, 0) for _ in range(3)) + memory_free(0)
    yield "memory-guard-mapped", start + op(PAGE, 1 << 1, b"\x00") + stack(1) + op(PAGE, 1, b"\x00") + stack(1)
    yield "memory-guard-above-mapped", start + op(PAGE, 1 << 1, b"\x02") + memory(2, 2) + op(PAGE, 1, b"\x02") + memory(2, 2)
    yield "memory-in-the-way", start + op(PAGE, 1 << 1, b"\x02") + memory(5, 0) + memory(2, 0)
    yield "memory-not-a-row", start + memory(3, 0) + op(PAGE, 1, b"\x01") + op(PAGE, 2, b"\x01") + memory_free(0)
    yield "memory-first-not-a-row", start + memory(2, 0) + op(PAGE, 1, b"\x00") + op(PAGE, 2, b"\x00") + memory_free(0)
    yield "memory-of-anothers-frame", start + somebody(1, 0) + memory(2, 0) + op(PAGE, 1, b"\x01") + op(PAGE, 16, b"\x01") + memory_free(0)
    yield "memory-of-a-device", start + io_map(0x10, 0, pages_of(2)) + memory_free(0) + io_unmap(0)
    yield "memory-freed-before", start + memory(2, 0) + somebody(0x37, 1) + somebody(0x38, 1) + somebody(0x3E, 1) + memory_free(0) + somebody(0x3D, 1) + memory_free(0)
    yield "memory-unmapped-by-io", start + stack(2) + io_unmap(0) + stack(2)
    yield "memory-somebody", start + somebody(2, 0) + memory(3, 0) + somebody(1, 0) + memory(1, 1) + memory_free(0) + memory(4, 3)
    for quota in range(0, 5):
        yield f"memory-frames-{quota}", begin(mode, base + 0x400000 - 0x4000, 16) + op(QUOTA, quota) + memory(0xE0 | 8, 0) + op(QUOTA, 31) + memory(0xE0 | 8, 0)


def space_seeds():
    seeds = {}
    for mode in (2, 3, 4, 5):
        base = KERNEL[mode]
        name = f"pml{mode}"
        start = begin(mode, base, 16)
        seeds.update((f"{name}-{what}", seed) for what, seed in memory_seeds(mode, base))
        seeds[f"{name}-registers"] = start + io_map(0x10, 5, bytes([4 << 3])) + io_unmap(0, 7)
        seeds[f"{name}-page-and-one-byte"] = start + io_map(0x10, 5, TO_THE_END) + io_map(0x11, 5, ONE_MORE) + io_unmap(1) + io_unmap(0)
        seeds[f"{name}-cache-types"] = start + b"".join(io_map(0x20 + cache, 0, pages_of(2), cache, 1) for cache in range(4)) + io_unmap(2)
        seeds[f"{name}-in-the-way"] = start + op(PAGE, 0, bytes([2])) + io_map(0x10, 0, pages_of(5)) + io_map(0x10, 0, pages_of(2))
        seeds[f"{name}-one-is-gone"] = start + io_map(0x10, 0, pages_of(4)) + op(PAGE, 1, bytes([3])) + io_unmap(0) + io_unmap(0)
        seeds[f"{name}-full"] = start + io_map(0x10, 0, pages_of(16)) + io_map(0x10, 0, pages_of(1)) + io_unmap(0) + io_map(0x10, 1, pages_of(15))
        seeds[f"{name}-no-frames"] = begin(mode, base + 0x400000 - 0x4000, 16) + op(QUOTA, 3) + io_map(0x10, 0, pages_of(8)) \
            + op(QUOTA, 0) + io_map(0x10, 0, pages_of(8)) + op(QUOTA, 31) + io_map(0x10, 0, pages_of(8))
        for quota in range(1, 5):
            seeds[f"{name}-frames-{quota}"] = begin(mode, base + 0x400000 - 0x4000, 16) + op(QUOTA, quota) + io_map(0x10, 0, pages_of(8))
        seeds[f"{name}-reach"] = start + io_map(0xF8, 0, pages_of(1)) + io_map(0xF8, 1, pages_of(1)) + io_map(0xF9, 0, pages_of(1)) \
            + op(MAP, 8, b"\xF8\x05", BEYOND) + op(MAP, 8, b"\x20\x05", BEYOND)
        seeds[f"{name}-wraps"] = start + op(MAP, 8, b"\x10\x05", WRAPS) + op(MAP, 8, b"\xFF" + struct.pack("<Q", (1 << 52) - 1) + b"\x05", bytes([2 << 3 | 2]))
        seeds[f"{name}-flags"] = start + b"".join(op(MAP, 1, b"\x10\x00", pages_of(1), bytes([flags])) for flags in (2, 4, 8, 0x21, 0x30, 0x3F))
        seeds[f"{name}-no-pat"] = begin(mode, base, 16, features=0x1B) + io_map(0x10, 0, pages_of(1), 3) + io_map(0x10, 0, pages_of(1), 2)
        seeds[f"{name}-window"] = begin(mode, WINDOW[mode][0] - 0x2000, 8) + io_map(0x10, 0, pages_of(2)) + io_map(0x10, 0, pages_of(3))
        seeds[f"{name}-hole"] = begin(mode, LOW_END[mode] - 0x2000, 8) + io_map(0x10, 0, pages_of(2)) + io_map(0x10, 0, pages_of(3))
        seeds[f"{name}-reserved-by-hand"] = start + op(RESERVE, 1, bytes([3])) + io_unmap(0) + op(PAGE, 0, bytes([1])) + io_unmap(0) \
            + op(PAGE, 0, bytes([2])) + op(PAGE, 0, bytes([3])) + io_unmap(0)
        seeds[f"{name}-above-4-gib"] = start + io_map(0xFD, 3, pages_of(3)) + io_map(0xF8, 3, bytes([1])) + io_unmap(0)
        seeds[f"{name}-second-page"] = start + io_map(0x10, 0, pages_of(3)) + op(UNMAP, 2, b"\x00") + io_unmap(0)
        large = raw(base & ~0x3FFFFF) + bytes([1, 0x40])
        seeds[f"{name}-large-page"] = begin(mode, base, 16, large2=large) + io_map(0x10, 0, pages_of(3)) + op(RESERVE, 0, bytes([3])) + io_unmap(0)
    return seeds

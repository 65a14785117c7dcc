"""The seeds of target `growth`, in the layout that fuzz/growth.c reads behind the world of target `mapper`."""
from seeds_mapper import KERNEL, LOW_END, WINDOW, raw, world

ALLOC, FREE, TRIM, GROW, PAGE, FRAMES, QUOTA = 0, 2, 3, 4, 5, 6, 7
ANYWHERE, ONE_SHORT, JUST_ENOUGH, ONE_MORE = 0, 1, 2, 3
HUGE = b"\xFF" * 9


def op(kind, choice=0, *rest):
    return bytes([kind | choice << 3]) + b"".join(rest)


def begin(mode, base, how=JUST_ENOUGH, ram=0, **more):
    return world(mode, **more) + bytes([ram, how]) + raw(base)


def small(units, tag=1):
    """A block of `units` times 17 bytes."""
    return op(ALLOC, tag, bytes([units]))


def pages(quarters, more=0, tag=2):
    """A block of so many quarters of a page, and of a byte more."""
    return op(ALLOC, tag, bytes([0x80 | more << 5 | quarters]))


def growth_seeds():
    seeds = {}
    for mode in (2, 3, 4, 5):
        base = KERNEL[mode]
        name = f"pml{mode}"
        start = begin(mode, base)
        seeds[f"{name}-one-block"] = start + small(3) + op(FREE) + op(TRIM)
        seeds[f"{name}-slab-then-run"] = start + small(3) + pages(12) + small(100) + op(FREE, 1) + op(TRIM, 1) + pages(9, 1) + op(TRIM)
        seeds[f"{name}-no-growth-twice"] = start + small(3) * 40 + op(FREE, 3) + small(3) + op(TRIM)
        seeds[f"{name}-grow-and-trim"] = start + op(GROW, 5) + op(TRIM, 2) + op(GROW, 1) + pages(11) + op(TRIM, 1) + op(FREE) + op(TRIM, 1) + op(TRIM)
        seeds[f"{name}-nothing-to-grow"] = start + op(GROW) + op(GROW, 31, HUGE[:8]) + op(ALLOC, 1, HUGE) + op(ALLOC, 1, b"\x00") + op(ALLOC, 31, b"\x01")
        seeds[f"{name}-frames-run-out"] = begin(mode, base, ram=0xF0) + pages(31) * 12 + op(FREE, 2) + pages(30) + op(TRIM, 0)
        seeds[f"{name}-beyond-reach"] = begin(mode, base, ram=1) + pages(31) * 10 + op(FREE) + op(TRIM)
        seeds[f"{name}-in-the-way"] = start + small(1) + op(PAGE, 2, b"\x02") + pages(12) + pages(4) + op(PAGE, 1, b"\x02") + pages(12)
        seeds[f"{name}-first-in-the-way"] = start + op(PAGE, 2, b"\x00") + small(1) + op(PAGE, 1, b"\x00") + small(1)
        seeds[f"{name}-trim-what-is-unmapped"] = start + op(GROW, 4) + op(PAGE, 1, b"\x02") + op(TRIM) + op(PAGE, 4, b"\x02") + op(TRIM)
        seeds[f"{name}-trim-a-foreign-frame"] = start + op(GROW, 4) + op(PAGE, 1, b"\x02") + op(PAGE, 4, b"\x02") + op(TRIM, 1) + op(TRIM)
        seeds[f"{name}-frame-freed-before"] = start + op(GROW, 2) + op(FRAMES, 1, b"\x3E") + op(FRAMES, 1, b"\x3D") + op(TRIM)
        seeds[f"{name}-somebody-takes-frames"] = start + op(FRAMES, 0, b"\x03") + op(GROW, 3) + op(FRAMES, 0, b"\x01") + op(GROW, 3) + op(TRIM, 2)
        seeds[f"{name}-trim-anothers-frame"] = start + op(FRAMES, 0, b"\x01") + op(GROW, 4) + op(PAGE, 1, b"\x02") + op(PAGE, 16, b"\x02") + op(TRIM, 1) + op(TRIM)
        seeds[f"{name}-trim-one-frame-twice"] = start + op(GROW, 4) + op(PAGE, 1, b"\x02") + op(PAGE, 17, b"\x02") + op(TRIM)
        seeds[f"{name}-grow-to-the-cap"] = start + op(GROW, 2) + op(GROW, 31, (4094).to_bytes(8, "little")) + op(GROW, 31, (4095).to_bytes(8, "little"))
        for quota in range(4):
            seeds[f"{name}-tables-{quota}"] = begin(mode, base + 0x400000 - 0x4000, ANYWHERE) + op(QUOTA, quota) + op(GROW, 8) + op(QUOTA, 31) + op(GROW, 8) + op(TRIM)
        seeds[f"{name}-one-page-short"] = begin(mode, base, ONE_SHORT) + small(1)
        seeds[f"{name}-a-page-more"] = begin(mode, base, ONE_MORE) + small(1) + op(TRIM)
        seeds[f"{name}-page-zero"] = begin(mode, 0) + small(1) + op(TRIM)
        seeds[f"{name}-window"] = begin(mode, WINDOW[mode][0] - 0x3000, ANYWHERE) + op(GROW, 2) + op(GROW, 2) + op(GROW, 1) + small(200)
        seeds[f"{name}-hole"] = begin(mode, LOW_END[mode] - 0x3000, ANYWHERE) + op(GROW, 2) + op(GROW, 2) + op(GROW, 1) + small(200)
    return seeds

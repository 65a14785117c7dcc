/*
 * check_mapper_large_data.c - what one large page does: every part of it shows its part of a run of frames, each right
 * holds and is gone at once when taken away, and neither the page nor the window that showed its leaf as a table outlives
 * a change. Relies on the early large leaves (probes.h) for another view of the frames, and on traps.
 */
#include "mapper_large.h"

#include "cpu.h"
#include "traps.h"

#define DIRTY 0x40ull
#define RETURN_INSTRUCTION 0xC3u

/* ---- Words of the page, and of its frames by way of the early leaves ---- */

static uintptr_t in_page(const struct large_page *at, uint64_t offset)
{
    return (uintptr_t)(at->va + at->seen + offset);
}

static volatile uint32_t *in_frames(uint64_t offset)
{
    return (volatile uint32_t *)(uintptr_t)(LARGE2_VA + offset);
}

static volatile uint32_t *in_other_frames(uint64_t offset)
{
    return (volatile uint32_t *)(uintptr_t)(LARGE2_OTHER_VA + offset);
}

/* Offsets of words in the first and last frame, in the middle, and on both sides of a frame's end. */
#define SPOTS 6u
static uint64_t spot(const struct large_page *at, uint32_t number)
{
    const uint64_t bytes = walk_span(&at->run->live->shape, 2);
    const uint64_t spots[SPOTS] = {0, 0xFFC, 0x1000, bytes / 2 + 0x234, bytes - 0x1000, bytes - 4};

    return spots[number];
}

/* ---- Calls ---- */

void large_map(const struct large_page *at, uint64_t pfn, uint32_t flags)
{
    check_equal("map_large status", map_large(at->run->mapper, at->va, at->level, pfn, flags), SELFMAP_OK);
}

void large_unmap(const struct large_page *at, uint64_t pfn)
{
    uint64_t was = ~pfn;

    check_equal("unmap_large status", unmap_large(at->run->mapper, at->va, at->level, &was), SELFMAP_OK);
    check_equal("unmap_large frame", was, pfn);
}

static void protect_it(const struct large_page *at, uint32_t flags)
{
    check_equal("protect_large status", protect_large(at->run->mapper, at->va, at->level, flags), SELFMAP_OK);
}

/* ---- What stands in the tables ---- */

/* translate() is asked at both ends and in the middle. */
void large_found(const struct large_page *at, uint64_t pfn, uint32_t flags)
{
    const uint64_t offsets[] = {0, 0xFFF, 0x1000, at->bytes / 2 + 5, at->bytes - 1};
    const uint32_t effective = flags | (at->run->live->pagemap->info.no_execute != 0 ? 0 : MAP_EXECUTE);
    struct mapping mapping = {0, 0, 0};
    struct walk_step step;

    check_equal("the walk's end", walk_to(&at->run->live->shape, at->va, at->level, &step), WALK_REACHED);
    check_equal("the leaf", step.raw & ~WALK_ACCESSED_DIRTY, mapper_large_raw(at->run, pfn, flags));
    for (uint32_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
        check_equal("translate status", translate(at->run->mapper, at->va + offsets[i], &mapping), SELFMAP_OK);
        check_equal("translate frame", mapping.pfn, pfn + (offsets[i] >> 12));
        check_equal("translate level", mapping.level, at->level);
        check_equal("translate flags", mapping.flags, effective);
    }
    check_equal("right before", translate(at->run->mapper, at->va - 1, &mapping), SELFMAP_NOT_MAPPED);
    check_equal("right behind", translate(at->run->mapper, at->va + at->bytes, &mapping), SELFMAP_NOT_MAPPED);
}

static void check_all_flags(const struct large_page *at)
{
    uint32_t seen = 0;

    for (uint32_t flags = 0; flags < MAP_FLAGS_LIMIT; flags++) {
        if ((flags & MAP_CACHE) == MAP_WRITE_COMBINING && at->run->live->pagemap->info.pat == 0)
            continue;
        protect_it(at, flags);
        large_found(at, at->pfn, flags);
        *in_frames(20) = flags + 0xF1A60000;
        check_equal("reading raises an exception", peek(in_page(at, 20), &seen), 0);
        check_equal("what is read", seen, flags + 0xF1A60000);
    }
}

/* ---- Data and rights ---- */

static void check_lands(const struct large_page *at)
{
    uint32_t seen = 0;

    for (uint32_t i = 0; i < SPOTS; i++) {
        const uint64_t offset = spot(at, i);

        *in_frames(offset) = 0;
        *in_other_frames(offset) = 0x0DDF0000 + i;
        check_equal("writing raises an exception", poke(in_page(at, offset), 0xDA7A0000 + i), 0);
        check_equal("written through the page, read in the frame", *in_frames(offset), 0xDA7A0000 + i);
        check_equal("the other frame", *in_other_frames(offset), 0x0DDF0000 + i);
        *in_frames(offset) = 0xF4A3E000 + i;
        check_equal("reading raises an exception", peek(in_page(at, offset), &seen), 0);
        check_equal("written in the frame, read through the page", seen, 0xF4A3E000 + i);
    }
}

/* The page has been written to, so that the TLB holds the right to: it must be gone at once, everywhere. D stays. */
static void check_read_only(const struct large_page *at)
{
    struct walk_step step;
    uint32_t seen = 0;

    check_equal("the page is writable", poke(in_page(at, 8), 0x0B5E55ED), 0);
    protect_it(at, 0);
    for (uint32_t i = 0; i < SPOTS; i++) {
        const uint64_t offset = spot(at, i);
        const uint32_t before = *in_frames(offset);

        check_equal("writing raises an exception", poke(in_page(at, offset), ~before), 1);
        mapper_fault_check(in_page(at, offset), FAULT_PROTECTION | FAULT_WRITE);
        check_equal("the frame after a refused write", *in_frames(offset), before);
        check_equal("reading raises an exception", peek(in_page(at, offset), &seen), 0);
        check_equal("what is read", seen, before);
    }
    (void)walk_to(&at->run->live->shape, at->va, at->level, &step);
    check_equal("D after a write and a change of flags", step.raw & DIRTY, DIRTY);
    protect_it(at, MAP_WRITE);
    check_equal("writing once it may raises an exception", poke(in_page(at, 8), 1), 0);
}

/*
 * Frames hold RET: executed it comes back, and where the CPU has NX it can be forbidden. TCG runs again what it ran before
 * at an address unless an INVLPG has named that very page of 4 KiB (its jump cache): what has run is asked again in the
 * large page's first frame only, elsewhere what has not run yet.
 */
static void check_execute(const struct large_page *at)
{
    const uint32_t first = at->seen == 0 ? 0 : 2;

    for (uint32_t i = 0; i < SPOTS; i++)
        *in_frames(spot(at, i)) = RETURN_INSTRUCTION;
    protect_it(at, MAP_EXECUTE);
    for (uint32_t i = 0; i < 2; i++)
        check_equal("executing raises an exception", jump_to(in_page(at, spot(at, i))), 0);
    protect_it(at, MAP_WRITE);
    if (at->run->live->pagemap->info.no_execute == 0)
        return;
    for (uint32_t i = first; i < SPOTS; i++) {
        check_equal("executing data raises an exception", jump_to(in_page(at, spot(at, i))), 1);
        mapper_fault_check(in_page(at, spot(at, i)), FAULT_PROTECTION | FAULT_FETCH);
    }
}

/* A load of CR3 leaves the G bit where it is; only INVLPG takes a global translation away (SDM Vol. 3A, 4.10.4.1). */
static void check_global(const struct large_page *at)
{
    uint32_t seen = 0;

    protect_it(at, MAP_WRITE | MAP_GLOBAL);
    check_equal("writing raises an exception", poke(in_page(at, 0), 0x6106A700), 0);
    write_cr3(read_cr3());
    check_equal("reading raises an exception", peek(in_page(at, 0), &seen), 0);
    check_equal("what is read", seen, 0x6106A700);
    large_found(at, at->pfn, MAP_WRITE | MAP_GLOBAL);
    protect_it(at, MAP_GLOBAL);
    check_equal("writing raises an exception", poke(in_page(at, 0), 1), 1);
    mapper_fault_check(in_page(at, 0), FAULT_PROTECTION | FAULT_WRITE);
}

/* ---- What no TLB may keep ---- */

/*
 * TCG remembers one region that holds every large page touched since everything was flushed, and an INVLPG inside it flushes
 * everything: with the early leaves in it, any INVLPG would do. So the TLB is empty before each page and window is touched.
 */
static void check_gone(const struct large_page *at)
{
    uint32_t seen = 0;

    for (uint32_t i = 0; i < SPOTS; i++) {
        large_map(at, at->pfn, MAP_WRITE);
        flush_everything();
        check_equal("writing raises an exception", poke(in_page(at, spot(at, i)), 1), 0);
        protect_it(at, 0);
        check_equal("writing after protect_large raises an exception", poke(in_page(at, spot(at, i)), 2), 1);
        mapper_fault_check(in_page(at, spot(at, i)), FAULT_PROTECTION | FAULT_WRITE);
        flush_everything();
        check_equal("reading raises an exception", peek(in_page(at, spot(at, i)), &seen), 0);
        large_unmap(at, at->pfn);
        check_equal("reading after unmap_large raises an exception", peek(in_page(at, spot(at, i)), &seen), 1);
        mapper_fault_check(in_page(at, spot(at, i)), 0);
        check_equal("writing after unmap_large raises an exception", poke(in_page(at, spot(at, i)), 1), 1);
        mapper_fault_check(in_page(at, spot(at, i)), FAULT_WRITE);
    }
}

/*
 * The window of the level below takes the large leaf for a table's entry and shows the page's first frame; that of level 1
 * takes a leaf of 1 GiB for one of 2 MiB. Who looked there, and a CPU may by itself, has that translation: the next tables
 * here would be read, and written, in the old frames.
 */
static void check_window(const struct large_page *at, uint32_t below)
{
    const uint32_t first = 0x0DD0E000;
    const struct pagemap *pagemap = at->run->live->pagemap;
    uint64_t window = 0;
    uint32_t seen = 0;

    check_equal("entry_address status", pagemap_entry_address(pagemap, below, at->va, &window), SELFMAP_OK);
    large_map(at, at->pfn, MAP_WRITE);
    *in_frames(0) = first;
    flush_everything();
    check_equal("reading the window raises an exception", peek((uintptr_t)window, &seen), 0);
    if (at->seen == 0) {
        check_equal("the window shows the first frame", seen, first);
        check_equal("writing the window raises an exception", poke((uintptr_t)window, first), 0);
    }
    protect_it(at, 0);
    check_equal("writing the window after protect_large raises an exception", poke((uintptr_t)window, first), 1);
    mapper_fault_check(window, FAULT_PROTECTION | FAULT_WRITE);
    flush_everything();
    check_equal("reading the window raises an exception", peek((uintptr_t)window, &seen), 0);
    large_unmap(at, at->pfn);
    check_equal("reading the window after unmap_large raises an exception", peek((uintptr_t)window, &seen), 1);
    mapper_fault_check(window, 0);
}

/* Unmapped and mapped to the other run of frames: the old ones must not be read any more. */
static void check_moved(const struct large_page *at)
{
    uint32_t seen = 0;

    large_map(at, at->pfn, MAP_WRITE);
    for (uint32_t i = 0; i < SPOTS; i++) {
        *in_frames(spot(at, i)) = 0x01D00000 + i;
        *in_other_frames(spot(at, i)) = 0x4E300000 + i;
        check_equal("reading raises an exception", peek(in_page(at, spot(at, i)), &seen), 0);
        check_equal("the page shows its frames", seen, 0x01D00000 + i);
    }
    large_unmap(at, at->pfn);
    large_map(at, at->other_pfn, MAP_WRITE);
    large_found(at, at->other_pfn, MAP_WRITE);
    for (uint32_t i = 0; i < SPOTS && at->other_seen; i++) {
        check_equal("reading raises an exception", peek(in_page(at, spot(at, i)), &seen), 0);
        check_equal("the page shows its new frames", seen, 0x4E300000 + i);
    }
    large_unmap(at, at->other_pfn);
}

/* A table in the place where the large page was: its entries must be read in the table. */
void check_large_replaced(const struct large_page *at)
{
    const uint64_t frame = at->run->frame[0];
    const volatile uint32_t *word = (volatile uint32_t *)((uintptr_t)frame + ARCH_KERNEL_BASE);
    uint64_t was = 0;
    uint32_t seen = 0;

    large_map(at, at->pfn, MAP_WRITE);
    check_equal("reading raises an exception", peek(in_page(at, 0), &seen), 0);
    large_unmap(at, at->pfn);
    check_equal("map_page status", map_page(at->run->mapper, at->va, frame >> 12, MAP_WRITE), SELFMAP_OK);
    check_equal("the page's place", walk_translate(&at->run->live->shape, at->va), frame);
    check_equal("writing raises an exception", poke((uintptr_t)at->va, 0x57A11000), 0);
    check_equal("written through the page, read in the frame", *word, 0x57A11000);
    check_equal("unmap_page status", unmap_page(at->run->mapper, at->va, &was), SELFMAP_OK);
    check_equal("unmap_page frame", was, frame >> 12);
}

void check_large_data(const struct large_page *at)
{
    large_map(at, at->pfn, MAP_WRITE);
    large_found(at, at->pfn, MAP_WRITE);
    check_lands(at);
    check_read_only(at);
    check_execute(at);
    check_all_flags(at);
    check_global(at);
    large_unmap(at, at->pfn);
    check_gone(at);
    for (uint32_t below = 1; below < at->level; below++)
        check_window(at, below);
    check_moved(at);
}

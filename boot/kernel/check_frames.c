/*
 * check_frames.c - all RAM that is free is allocated, written, read back and freed; no frame comes twice, none of them is a
 * table, a record or the kernel. Up to 64 MiB every frame; of larger memories so many from the top, and samples below.
 */
#include "arch.h"
#include "boot_info.h"
#include "frame_records.h"
#include "memory_map.h"
#include "selfmap/census.h"
#include "selfmap/frame_database.h"
#include "selfmap/memmap.h"
#include "probes.h"
#include "selfmap/supply.h"
#include "tables.h"

#define MOST 16384u    /* frames that are taken one by one */
#define SAMPLES 64u    /* places below them that are looked at, */
#define RUN 16u        /* so many frames each, */
#define SMALL_RUN 4u   /* or so many where hardly more than a few tables' frames are free, and tables that stay lie among them */
#define FEW 256u

static uint32_t mark_of(uint64_t frame)
{
    return (uint32_t)frame * 2654435761u + 1;
}

/* May this frame be handed out at all? Asked of the kernel's memory map, not of the database. */
static uint32_t lawful(uint64_t frame)
{
    return memory_usable(frame << 12, 4096) && (frame < frame_records_first() || frame >= frame_records_end());
}

static uint32_t take_all(uint64_t *lowest, uint64_t *highest)
{
    uint64_t frame = 0;
    uint32_t count = 0, unlawful = 0;

    *lowest = UINT64_MAX;
    *highest = 0;
    while (count < MOST && frame_alloc_dirty(&frame) == SELFMAP_OK) {
        count++;
        *lowest = frame < *lowest ? frame : *lowest;
        *highest = frame > *highest ? frame : *highest;
        if (!lawful(frame)) {
            unlawful++; /* and not written to, so that the run can go on and say so */
            continue;
        }
        frame_shown(frame)[0] = mark_of(frame);
        frame_shown(frame)[1023] = ~mark_of(frame);
    }
    check_equal("frames handed out that must not be", unlawful, 0);
    return count;
}

static uint32_t give_all(uint64_t lowest, uint64_t highest)
{
    uint32_t count = 0, spoilt = 0, refused = 0, twice = 0;

    for (uint64_t frame = lowest; frame <= highest; frame++) {
        if (frame_state(frame) != FRAME_HELD)
            continue;
        spoilt += frame_shown(frame)[0] != mark_of(frame) || frame_shown(frame)[1023] != ~mark_of(frame);
        refused += frame_free(frame) != SELFMAP_OK;
        twice += frame_free(frame) != SELFMAP_FRAME_FREE;
        count++;
    }
    check_equal("frames whose contents changed", spoilt, 0);
    check_equal("frames refused", refused, 0);
    check_equal("frames freed twice", twice, 0);
    return count;
}

/* Runs all over memory, none of which may hold what must not be handed out. */
static void check_samples(uint64_t lowest, uint64_t end, uint32_t run)
{
    uint32_t unlawful = 0, refused = 0, found = 0;

    check_open("frames-samples", end);
    for (uint32_t i = 1; i <= SAMPLES; i++) {
        uint64_t first = 0;

        if (frame_alloc_run(run, 1, lowest + (end - lowest) * i / SAMPLES, &first) != SELFMAP_OK)
            continue;
        found++;
        for (uint64_t frame = first; frame < first + run; frame++) {
            unlawful += !lawful(frame);
            if (lawful(frame))
                frame_shown(frame)[0] = mark_of(frame);
        }
        for (uint64_t frame = first; frame < first + run; frame++)
            refused += frame_shown(frame)[0] != mark_of(frame);
        refused += frame_free_run(first, run) != SELFMAP_OK;
    }
    check_true("places found", found > (run == RUN ? SAMPLES / 2 : 0));
    check_equal("frames handed out that must not be", unlawful, 0);
    check_equal("frames spoilt or not taken back", refused, 0);
    check_close();
}

static void check_all(uint32_t run)
{
    struct frame_statistics before, after;
    uint64_t lowest, highest;
    uint32_t count;

    frame_statistics(&before);
    check_open("frames", before.frames);
    count = take_all(&lowest, &highest);
    check_equal("frames taken", count, before.zeroed + before.dirty < MOST ? before.zeroed + before.dirty : MOST);
    check_equal("frames given back", give_all(lowest, highest), count);
    frame_statistics(&after);
    check_equal("frames free again", after.zeroed + after.dirty, before.zeroed + before.dirty);
    check_equal("frames out", after.out, before.out);
    check_close();
    check_samples(lowest, highest + 1, run);
}

/* Frames of the early run that are kept as tables, or for tables. */
static uint32_t tables_found(void)
{
    uint32_t count = 0;

    for (uint64_t i = 0; i < space_early_frames(); i++)
        count += frame_state((space_early() >> 12) + i) == FRAME_TABLE;
    return count;
}

/* Whether the hand-off itself calls this address usable, whatever the library made of it. */
static uint32_t told_usable(uint64_t address)
{
    uint32_t usable = 0;

    for (uint32_t i = 0; i < boot_info.memory_count; i++)
        usable |= boot_info.memory[i].type == 1 && address - boot_info.memory[i].base < boot_info.memory[i].size;
    return usable;
}

/* A loader may keep the image's place off the map of usable memory: then the database has no records of it, and refuses it for that. */
uint32_t check_kept(const struct live *live)
{
    const uint32_t before = checks_failed();
    const uint64_t image = (uintptr_t)image_boot_start >> 12;
    const uint32_t listed = memmap_type_of(image) <= MEMMAP_LAST_RESERVATION;

    check_open("frames-refused", live->shape.root);
    check_equal("the image's place is on the map", listed, told_usable(image << 12));
    check_equal("the image", frame_free(image), listed ? SELFMAP_FRAME_RESERVED : SELFMAP_BAD_FRAME);
    check_equal("the root", frame_free(live->shape.root >> 12), SELFMAP_FRAME_TABLE);
    check_equal("the source's frames are kept", tables_found(), space_early_frames());
    check_equal("a record", frame_free(frame_records_first()), SELFMAP_FRAME_RESERVED);
    check_equal("a frame beyond RAM", frame_free(RAM_LIMIT), SELFMAP_BAD_FRAME);
    check_equal("a frame of 2^40", frame_free((uint64_t)1 << 40), SELFMAP_BAD_FRAME);
    check_equal("the hole below 1 MiB", frame_free(0xB8), SELFMAP_BAD_FRAME);
    check_close();
    return checks_failed() - before;
}

/* Zeroed frames are zero, whatever was in them; runs keep to alignment and limit. */
static void check_kinds(uint32_t run)
{
    struct frame_statistics figures;
    uint64_t frame = 0, first = 0;
    uint32_t words = 0, cleaned;

    check_open("frames-zeroed", 0);
    frame_statistics(&figures);
    cleaned = check_scaled("frames to clean", figures.dirty, 64);
    for (uint32_t i = 0; i < cleaned; i++)
        check_equal("cleaned", frame_clean(), SELFMAP_OK);
    for (uint32_t i = 0; i < 96; i++) {
        check_equal("allocated", frame_alloc(&frame), SELFMAP_OK);
        for (uint32_t word = 0; word < 1024; word++)
            words += frame_shown(frame)[word] != 0;
        frame_shown(frame)[i] = i + 1;
        check_equal("freed", frame_free(frame), SELFMAP_OK);
    }
    check_equal("words that are not zero", words, 0);
    check_close();
    check_open("frames-runs", run);
    check_equal("a run below 16 MiB", frame_alloc_run(run, run, 0x1000, &first), SELFMAP_OK);
    check_true("aligned, below", (first & (run - 1)) == 0 && first + run <= 0x1000);
    check_equal("freed", frame_free_run(first, run), SELFMAP_OK);
    check_equal("freed again", frame_free_run(first, run), SELFMAP_FRAME_FREE);
    check_equal("below 1 MiB nothing is left", frame_alloc_run(1, 1, 0x100, &first), SELFMAP_NO_FRAMES);
    check_close();
}

/* Two frames are linked as root and table, and nobody runs on them: the census finds both, and they are kept from then on. */
static void check_census(const struct live *live)
{
    uint64_t root = 0, table = 0;

    check_open("frames-census", live->shape.levels);
    check_equal("frame_alloc", frame_alloc(&root), SELFMAP_OK);
    check_equal("frame_alloc", frame_alloc(&table), SELFMAP_OK);
    frame_shown(root)[live->shape.entry_bytes / 4] = (uint32_t)(table << 12) | 1; /* entry 1: P */
    if (live->shape.entry_bytes == 8)
        frame_shown(root)[3] = (uint32_t)(table >> 20);
    frame_census(live->pagemap->info.mode, root);
    check_equal("the root is", frame_state(root), FRAME_TABLE);
    check_equal("its table is", frame_state(table), FRAME_TABLE);
    check_equal("frame_free of the table", frame_free(table), SELFMAP_FRAME_TABLE);
    check_close();
}

/*
 * The frame source grows by frames of the database: a table is made in one, at a place where none stands, and nobody else gets that
 * frame while it is lent. Behind it all frames are where they were.
 */
static void check_supply(const struct live *live, const struct mapper *mapper)
{
    /* Below a table of the early run, so that the kernel's own walk finds it; where no mode keeps an empty table of level 1. */
    const uint64_t va = live->shape.levels > 3 ? ((uintptr_t)image_records_end + 0x7FFFFF) & ~(uint64_t)0x3FFFFF : 0x70000000;
    const uint32_t left = frames_left();
    struct frame_statistics before, after;
    struct walk_step step = {0, 0, 0};
    uint64_t frame = 0, table, was;

    if (!space_clear_of_windows(live->pagemap, va, va + 0xFFF))
        return;
    frame_statistics(&before);
    check_open("frames-supply", va);
    check_equal("frames_fill of more than there is", frames_fill(UINT32_MAX), SELFMAP_NO_FRAMES);
    check_equal("frames_fill", frames_fill(left + 4), SELFMAP_OK);
    check_equal("frames left", frames_left(), left + 4);
    check_equal("frame_alloc", frame_alloc(&frame), SELFMAP_OK);
    check_equal("map_page", map_page(mapper, va, frame, MAP_WRITE), SELFMAP_OK);
    *(volatile uint32_t *)(uintptr_t)va = mark_of(frame);
    check_equal("data", frame_shown(frame)[0], mark_of(frame));
    check_equal("the walk", walk_to(&live->shape, va, 2, &step), WALK_REACHED);
    table = walk_frame(&live->shape, step.raw) >> 12;
    check_true("the table's frame came from the database", table - (space_early() >> 12) >= space_early_frames());
    check_equal("whose it is", frame_state(table), FRAME_TABLE);
    check_equal("frame_free of it", frame_free(table), SELFMAP_FRAME_TABLE);
    check_equal("frames_lend of it", frames_lend(table), SELFMAP_BAD_FRAME);
    check_equal("unmap_page", unmap_page(mapper, va, &was), SELFMAP_OK);
    check_equal("frame_free", frame_free(was), SELFMAP_OK);
    frames_drain();
    check_equal("frames left after frames_drain", frames_left(), left);
    check_equal("the table's frame is free", frame_free(table), SELFMAP_FRAME_FREE);
    frame_statistics(&after);
    check_equal("frames free again", after.zeroed + after.dirty, before.zeroed + before.dirty);
    check_close();
}

/* What the database lent for the mapper's checks comes back, but for the tables of the kernel's half that stay (design 5.9). */
static void check_drain(const struct mapper *mapper)
{
    struct frame_statistics before, after;
    const uint32_t lent = tables_count() - space_early_frames(), large = tables_large_memory() ? LARGE2_BYTES >> 12 : 0;
    uint32_t kept;

    check_open("frames-drain", lent);
    frame_statistics(&before);
    kept = tables_end(mapper);
    frame_statistics(&after);
    check_equal("frames that came back", before.out - after.out, lent - kept + large);
    check_equal("frames left are those of the early run", frames_left() <= space_early_frames(), 1);
    check_true("tables that stay are few", kept < lent / 2 + 1);
    check_close();
}

void check_frames(const struct live *live, const struct mapper *mapper)
{
    struct frame_statistics figures;
    uint32_t run;

    check_drain(mapper);
    check_census(live);
    check_supply(live, mapper);
    frame_statistics(&figures);
    run = check_scaled("frames in a run", figures.zeroed + figures.dirty < FEW ? SMALL_RUN : RUN, RUN);
    check_kinds(run);
    check_all(run);
}

/*
 * tables.c - see tables.h. A lent frame is seen through a page of its own that stays mapped, so that looking at tables flushes nothing.
 * Relies on the database to tell what it has lent.
 */
#include "tables.h"

#include "arch.h"
#include "boot_info.h"
#include "console.h"
#include "impl/frames/source.h"
#include "memory_map.h"
#include "probes.h"
#include "selfmap/frame_database.h"
#include "selfmap/memmap.h"
#include "selfmap/supply.h"

#define PAGE 0x1000u
#define MOST_LENT 448u
#define LEAST_LENT 24u /* the deepest mode's checks of single pages and ranges, and the views */
#define LARGE2_END ((LARGE2_FRAME + LARGE2_BYTES) >> 12)

static uint64_t lent[MOST_LENT]; /* each is shown by the page of its place from image_table_views on */
static uint32_t lent_count, large_held;

static uint64_t last_frame = UINT64_MAX; /* of tables_words: sweeps ask for entry after entry of one table */
static volatile uint32_t *last_words;

static void require(enum selfmap_status status)
{
    if (status != SELFMAP_OK)
        stop_with(EXIT_INTERNAL, "frames for tables", selfmap_status_text(status));
}

static uintptr_t view_of(uint32_t number)
{
    return (uintptr_t)image_table_views + (uintptr_t)number * PAGE;
}

/* Adds what the database has lent since: its tables that are not on the list. */
static void list_lent(const struct mapper *mapper, uint32_t count)
{
    struct memmap_region region;

    for (uint32_t i = 0; memmap_region(i, &region) == SELFMAP_OK && lent_count < count; i++)
        for (uint64_t f = region.first; region.type == MEMMAP_USABLE && f < region.end && lent_count < count; f++)
            if (frame_state(f) == FRAME_TABLE && tables_place(f) == TABLE_NOWHERE) {
                require(map_page(mapper, view_of(lent_count), f, MAP_WRITE));
                lent[lent_count++] = f;
            }
    if (lent_count != count)
        stop_with(EXIT_INTERNAL, "frames for tables", "the database does not tell which it lent");
}

enum selfmap_status tables_fill(const struct mapper *mapper, uint32_t count)
{
    const enum selfmap_status status = frames_fill(count);
    const uint32_t from_database = frames_lent - space_early_frames();

    if (status == SELFMAP_OK)
        list_lent(mapper, from_database < MOST_LENT ? from_database : MOST_LENT);
    return status;
}

void tables_start(const struct mapper *mapper)
{
    struct frame_statistics figures;
    uint64_t first = 0;
    uint32_t before = frames_left(), count;

    large_held = memory_usable(LARGE2_FRAME, LARGE2_BYTES) && !boot_word("fault=skip") &&
                 frame_alloc_run(LARGE2_BYTES >> 12, LARGE2_FRAME >> 12, LARGE2_END, &first) == SELFMAP_OK;
    frame_statistics(&figures);
    count = check_scaled("frames for tables", (figures.zeroed + figures.dirty) / 3 * 2, MOST_LENT);
    if (count < LEAST_LENT)
        stop_for_memory();
    require(tables_fill(mapper, before + count));
}

uint32_t tables_lent(void)
{
    return lent_count;
}

uint32_t tables_end(const struct mapper *mapper)
{
    uint32_t kept = 0;
    uint64_t was = 0;

    for (uint32_t i = lent_count; i > 0; i--)
        require(unmap_page(mapper, view_of(i - 1), &was));
    frames_drain();
    for (uint32_t i = 0; i < lent_count; i++)
        kept += frame_state(lent[i]) == FRAME_TABLE;
    lent_count = 0;
    last_frame = UINT64_MAX;
    if (large_held)
        require(frame_free_run(LARGE2_FRAME >> 12, LARGE2_BYTES >> 12));
    large_held = 0;
    return kept;
}

uint32_t tables_count(void)
{
    return space_early_frames() + lent_count;
}

uint64_t tables_frame(uint32_t place)
{
    return place < space_early_frames() ? (space_early() >> 12) + place : lent[place - space_early_frames()];
}

uint32_t tables_place(uint64_t frame)
{
    const uint64_t early = frame - (space_early() >> 12);
    uint32_t i = 0;

    if (early < space_early_frames())
        return (uint32_t)early;
    while (i < lent_count && lent[i] != frame)
        i++;
    return i < lent_count ? space_early_frames() + i : TABLE_NOWHERE;
}

volatile uint32_t *tables_words(uint64_t frame)
{
    uint32_t place;

    if (frame == last_frame)
        return last_words;
    place = tables_place(frame);
    if (place == TABLE_NOWHERE)
        return 0;
    last_frame = frame;
    last_words = place < space_early_frames() ? (volatile uint32_t *)((uintptr_t)(frame << 12) + ARCH_KERNEL_BASE)
                                              : (volatile uint32_t *)view_of(place - space_early_frames());
    return last_words;
}

uint32_t tables_large_memory(void)
{
    return large_held;
}

void tables_report(void)
{
    for (uint32_t i = 0; i < tables_count();) {
        const uint64_t first = tables_frame(i);
        uint32_t count = 1;

        while (i + count < tables_count() && tables_frame(i + count) == first + count)
            count++;
        put_text("lent ");
        put_hex(first << 12);
        put_text(" ");
        put_hex(count);
        put_text("\n");
        i += count;
    }
}

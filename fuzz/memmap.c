/*
 * memmap.c - fuzz target `memmap`: raw entries of both kinds and reservations, into the list and into the model, which asks
 * every entry about every frame that is of interest.
 *
 * Input: a byte of choices (bit 0: raw), the reach (1 byte: 32 to 52 bits, or any frame limit), the list's room (1 byte). Then
 * operations of a byte and compact numbers (take_compact), or in raw mode a stride and bytes as they come.
 */
#include "fuzz/common/harness.h"
#include "selfmap/memmap.h"
#include "spec/model/memmap.h"

#define RAW_BYTES 48u

static struct model_memmap model;
static uint32_t room;

/* A number of 64 bits in three bytes: 16 bits shifted to the left, and a little beside it. */
static uint64_t take_compact(struct cursor *input)
{
    const uint64_t value = take(input, 2);
    const uint32_t shape = take8(input);
    static const uint64_t beside[4] = {0, 1, UINT64_MAX, 0x800};

    return (value << (shape & 63)) + beside[shape >> 6];
}

static void store(uint8_t *raw, uint64_t value, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++)
        raw[i] = (uint8_t)(value >> (8 * i));
}

/* What the list says of a frame, beside the model. When something was lost, only what is safe is asked for. */
static void compare_frame(uint64_t frame, uint32_t lost)
{
    const uint32_t said = memmap_type_of(frame);
    const uint32_t truth = model_memmap_says(&model, frame);

    if (lost == 0) {
        if (said != truth) {
            story_asked("frame", frame, 0, 0, 0);
            differ("type of a frame", said, truth);
        }
    } else if ((said == MEMMAP_USABLE && truth != MODEL_USABLE) || (truth > MODEL_USABLE && said < truth)) {
        story_asked("frame", frame, 0, 0, 0);
        differ("type of a frame, the list being full", said, truth);
    }
}

static void compare_around(uint64_t frame, uint32_t lost)
{
    compare_frame(frame - 1, lost);
    compare_frame(frame, lost);
    compare_frame(frame + 1, lost);
}

/* Sorted, without a gap, up to the reach, neighbours of different types; and each region is what its frames are. */
static void compare_list(uint32_t lost)
{
    struct memmap_region region = {0, 0, 0};
    const uint32_t count = memmap_count();
    uint64_t end = 0;
    uint32_t type = MEMMAP_TYPE_COUNT;

    agree("regions fit", count >= 1 && count <= room, 1);
    for (uint32_t i = 0; i < count; i++) {
        agree("region is there", (uint64_t)memmap_region(i, &region), SELFMAP_OK);
        agree("first of a region", region.first, end);
        agree("a region is not empty", region.end > region.first, 1);
        agree("neighbours differ", region.type != type, 1);
        agree("type at the start of a region", memmap_type_of(region.first), region.type);
        agree("type at the end of a region", memmap_type_of(region.end - 1), region.type);
        compare_frame(region.first, lost);
        compare_frame(region.end - 1, lost);
        end = region.end;
        type = region.type;
    }
    agree("end of the last region", end, model.frame_limit);
    region.first = UNTOUCHED;
    region.end = UNTOUCHED;
    region.type = UNTOUCHED32;
    agree("region after the last", (uint64_t)memmap_region(count, &region), SELFMAP_NOT_FOUND);
    agree("region.first after an error", region.first, UNTOUCHED);
    agree("region.end after an error", region.end, UNTOUCHED);
    agree("region.type after an error", region.type, UNTOUCHED32);
}

static void compare_all(void)
{
    struct memmap_counts counts;

    memmap_counts(&counts);
    agree("entries", counts.entries, model.entries);
    agree("empty", counts.empty, model.empty);
    agree("partial", counts.partial, model.partial);
    agree("wrapped", counts.wrapped, model.wrapped);
    agree("beyond", counts.beyond, model.beyond);
    agree("unknown", counts.unknown, model.unknown);
    if (2 * model.said + 1 <= room)
        agree("lost although there is room", counts.lost, 0);
    compare_list(counts.lost);
    compare_around(0, counts.lost);
    compare_around(model.frame_limit, counts.lost);
    compare_around(MEMMAP_MOST_FRAMES, counts.lost);
    for (uint32_t i = 0; i < model.said; i++) {
        compare_around(model.entry[i].first >> 12, counts.lost);
        compare_around(model.entry[i].last >> 12, counts.lost);
    }
}

/* What must not change on an error, in one number. */
static uint64_t digest(void)
{
    struct memmap_counts counts;
    struct memmap_region region = {0, 0, 0};
    uint64_t sum = memmap_count();

    memmap_counts(&counts);
    for (uint32_t i = 0; i < memmap_count(); i++) {
        (void)memmap_region(i, &region);
        sum = (sum ^ region.first) * 0x100000001B3;
        sum = (sum ^ region.type) * 0x100000001B3;
    }
    return sum + counts.entries + counts.empty * 3u + counts.partial * 5u + counts.wrapped * 7u + counts.beyond * 11u +
           counts.unknown * 13u + counts.lost * 17u;
}

static void begin(struct cursor *input)
{
    const uint32_t width = take8(input);
    const uint32_t asked_room = take8(input);
    const uint64_t limit = width < 0xC0 ? (uint64_t)1 << (20 + width % 21) : take_compact(input);
    uint64_t good = limit;

    room = asked_room == 0 ? MEMMAP_LIMIT : asked_room < 0xF8 ? asked_room : asked_room + MEMMAP_LIMIT - 0xFB;
    agree("begin with a small map", (uint64_t)memmap_begin(1, 1), SELFMAP_OK);
    story_bound("frame limit, room", limit, room, 0, 0);
    if (limit == 0 || limit > MEMMAP_MOST_FRAMES) {
        agree("begin, bad limit", (uint64_t)memmap_begin(limit, room), SELFMAP_BAD_FRAME);
        good = 0x100000;
    }
    if (room > MEMMAP_LIMIT) {
        agree("begin, bad room", (uint64_t)memmap_begin(good, room), SELFMAP_BAD_LENGTH);
        agree("begin, no room", (uint64_t)memmap_begin(good, 0), SELFMAP_BAD_LENGTH);
        room = MEMMAP_LIMIT;
    }
    agree("type after a begin that failed", memmap_type_of(0), MEMMAP_HOLE);
    agree("regions after a begin that failed", memmap_count(), 1);
    agree("begin", (uint64_t)memmap_begin(good, room), SELFMAP_OK);
    model_memmap_begin(&model, good);
}

static uint64_t entry_e820(uint64_t base, uint64_t size, uint32_t type)
{
    uint8_t raw[20];

    store(raw, base, 8);
    store(raw + 8, size, 8);
    store(raw + 16, type, 4);
    model_memmap_e820(&model, raw);
    agree("ingest e820", (uint64_t)memmap_ingest_e820(raw, 1, sizeof raw), SELFMAP_OK);
    return base + size;
}

static uint64_t entry_uefi(uint64_t base, uint64_t pages, uint32_t type, uint64_t attributes)
{
    uint8_t raw[RAW_BYTES];

    store(raw, type, 8);
    store(raw + 8, base, 8);
    store(raw + 16, UNTOUCHED, 8);
    store(raw + 24, pages, 8);
    store(raw + 32, attributes, 8);
    store(raw + 40, UNTOUCHED, 8);
    model_memmap_uefi(&model, raw);
    agree("ingest UEFI", (uint64_t)memmap_ingest_uefi(raw, 1, sizeof raw), SELFMAP_OK);
    return base + pages * 0x1000;
}

static void reserve(uint64_t first, uint64_t count, uint32_t kind)
{
    const uint64_t before = digest();
    const enum selfmap_status status = memmap_reserve(first, count, kind);

    if (kind < MODEL_FIRST_RESERVATION || kind > MODEL_LAST_RESERVATION) {
        agree("reserve, bad kind", (uint64_t)status, SELFMAP_BAD_KIND);
        agree("after a reservation that failed", digest(), before);
    } else if (count > UINT64_MAX - first) {
        agree("reserve, wrapping", (uint64_t)status, SELFMAP_BAD_FRAME);
        agree("after a reservation that failed", digest(), before);
    } else {
        agree("reserve", (uint64_t)status, SELFMAP_OK);
        model_memmap_reserve(&model, first, count, kind);
    }
}

/* Type byte of an entry: mostly a known one. */
static uint32_t take_type(struct cursor *input)
{
    const uint32_t byte = take8(input);

    return byte < 0xF0 ? byte % 18 : take32(input);
}

/* The attributes that matter, one bit each: WB, NV, SP, RUNTIME; the first is set when it is not asked for otherwise. */
static uint64_t take_attributes(struct cursor *input)
{
    const uint64_t byte = take8(input);

    return ((byte & 1) != 0 ? 0 : 8) | (byte >> 1 & 1) << 15 | (byte >> 2 & 1) << 18 | (byte >> 3 & 1) << 63 | (byte >> 4) << 52;
}

/* A row of frames with holes between, of one type: fills a list. */
static void comb(uint64_t base, uint32_t teeth, uint32_t type)
{
    for (uint32_t i = 0; i < teeth && model.said + 1 < MODEL_MEMMAP_ENTRIES; i++)
        entry_e820(base + (uint64_t)i * 0x3000, 0x1000, type);
}

static uint64_t operation(struct cursor *input, uint64_t end)
{
    const uint32_t what = take8(input);
    const uint64_t base = (what & 0x80) != 0 ? end : take_compact(input);
    const uint64_t size = take_compact(input);
    const uint32_t type = take_type(input);

    story_asked("operation, base, size, type", what, base, size, type);
    switch (what & 7) {
    case 0:
    case 1:
    case 2:
        return entry_e820(base, size, type);
    case 3:
    case 4:
        return entry_uefi(base, size, type, take_attributes(input));
    case 5:
        reserve(base, size, type);
        return base + size;
    case 6:
        reserve(base >> 12, size >> 12, type);
        return base + size;
    default:
        comb(base, (uint32_t)(size & 15), type);
        return end;
    }
}

/* The bytes as they are: one ingest of as many entries as they make. */
static void raw_map(struct cursor *input, uint32_t uefi)
{
    const uint32_t least = uefi ? 40 : 20;
    const uint32_t stride = take8(input);
    const uint32_t count = (uint32_t)(stride == 0 ? input->left : input->left / stride);
    const uint64_t before = digest();
    enum selfmap_status status;

    status = uefi ? memmap_ingest_uefi(input->at, count, stride) : memmap_ingest_e820(input->at, count, stride);
    if (stride < least) {
        agree("ingest, bad stride", (uint64_t)status, SELFMAP_BAD_LENGTH);
        agree("after an ingest that failed", digest(), before);
        return;
    }
    agree("ingest", (uint64_t)status, SELFMAP_OK);
    for (uint32_t i = 0; i < count; i++) {
        if (uefi)
            model_memmap_uefi(&model, input->at + i * stride);
        else
            model_memmap_e820(&model, input->at + i * stride);
    }
}

void fuzz_target(struct cursor *input)
{
    const uint32_t choices = take8(input);
    uint64_t end = 0;

    begin(input);
    if ((choices & 1) != 0) {
        raw_map(input, choices & 2);
    } else {
        while (input->left > 0 && model.said + 1 < MODEL_MEMMAP_ENTRIES)
            end = operation(input, end);
    }
    compare_all();
}

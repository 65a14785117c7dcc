/* memmap.c - see memmap.h. Written from the theorem list: T4, and the tables of ACPI 6.4, 15.4 and UEFI 2.10, 7.2.3. */
#include "memmap.h"

#define LAST_ADDRESS 0xFFFFFFFFFFFFFFFFu

static uint64_t number(const uint8_t *raw, uint32_t at, uint32_t bytes)
{
    uint64_t value = 0;
    uint32_t i;

    for (i = 0; i < bytes; i++)
        value |= (uint64_t)raw[at + i] << (8 * i);
    return value;
}

void model_memmap_begin(struct model_memmap *map, uint64_t frame_limit)
{
    map->frame_limit = frame_limit;
    map->said = 0;
    map->entries = 0;
    map->empty = 0;
    map->partial = 0;
    map->wrapped = 0;
    map->beyond = 0;
    map->unknown = 0;
}

static uint32_t frees(const struct model_memory_entry *entry, uint64_t frame)
{
    const uint64_t first = frame << 12;

    return entry->first <= first && entry->last >= (first | 0xFFF);
}

static uint32_t touches(const struct model_memory_entry *entry, uint64_t frame)
{
    const uint64_t first = frame << 12;

    return entry->first <= (first | 0xFFF) && entry->last >= first;
}

/* Does a usable entry hold a whole frame? If so, it holds one of the first two that it touches. */
static uint32_t holds_a_frame(const struct model_memory_entry *entry)
{
    const uint64_t frame = entry->first >> 12;

    return frees(entry, frame) || ((frame + 1) >> 52 == 0 && frees(entry, frame + 1));
}

static void say(struct model_memmap *map, const struct model_memory_entry *entry)
{
    uint64_t last_frame = entry->last >> 12;

    map->entry[map->said] = *entry;
    map->said++;
    if (entry->nothing)
        return;
    if (entry->kind == MODEL_USABLE) {
        if (!holds_a_frame(entry)) {
            map->partial++;
            return;
        }
        if (!frees(entry, last_frame))
            last_frame--;
    }
    if (last_frame >= map->frame_limit)
        map->beyond++;
}

static void say_raw(struct model_memmap *map, struct model_memory_entry *entry, uint32_t empty, uint32_t wraps)
{
    map->entries++;
    entry->nothing = empty;
    if (empty) {
        map->empty++;
    } else if (wraps) {
        map->wrapped++;
        entry->last = LAST_ADDRESS;
        entry->nothing = entry->kind == MODEL_USABLE;
    }
    say(map, entry);
}

void model_memmap_e820(struct model_memmap *map, const uint8_t *raw)
{
    struct model_memory_entry entry;
    const uint64_t length = number(raw, 8, 8);
    const uint32_t type = (uint32_t)number(raw, 16, 4);

    entry.first = number(raw, 0, 8);
    entry.last = entry.first + length - 1;
    entry.kind = MODEL_RESERVED;
    if (type == 1)
        entry.kind = MODEL_USABLE;
    if (type == 3)
        entry.kind = MODEL_ACPI_TABLES;
    if (type == 4)
        entry.kind = MODEL_ACPI_NVS;
    if (type == 5)
        entry.kind = MODEL_BAD;
    if (type == 7)
        entry.kind = MODEL_PERSISTENT;
    if (type == 0 || type >= 8)
        map->unknown++;
    say_raw(map, &entry, length == 0, length != 0 && entry.last < entry.first);
}

static uint32_t uefi_kind(uint32_t type, uint64_t attributes)
{
    const uint32_t cacheable = (uint32_t)(attributes >> 3 & 1);
    const uint32_t persistent = (uint32_t)(attributes >> 15 & 1);
    const uint32_t purpose = (uint32_t)(attributes >> 18 & 1);
    const uint32_t runtime = (uint32_t)(attributes >> 63 & 1);
    const uint32_t plain = cacheable && !persistent && !purpose && !runtime;

    if (type == 3 || type == 4 || type == 7)
        return plain ? MODEL_USABLE : MODEL_RESERVED;
    if (type == 1 || type == 2)
        return plain ? MODEL_LOADER : MODEL_RESERVED;
    if (type == 5 || type == 6)
        return MODEL_RUNTIME;
    if (type == 8)
        return MODEL_BAD;
    if (type == 9)
        return MODEL_ACPI_TABLES;
    if (type == 10)
        return MODEL_ACPI_NVS;
    if (type == 14)
        return MODEL_PERSISTENT;
    return MODEL_RESERVED;
}

void model_memmap_uefi(struct model_memmap *map, const uint8_t *raw)
{
    struct model_memory_entry entry;
    const uint64_t pages = number(raw, 24, 8);
    const uint32_t type = (uint32_t)number(raw, 0, 4);

    entry.first = number(raw, 8, 8);
    entry.kind = uefi_kind(type, number(raw, 32, 8));
    /* 2^52 pages and more are 2^64 bytes and more: only exactly that many from 0 on do not run past the end. */
    entry.last = entry.first + (pages << 12) - 1;
    if (type > 15)
        map->unknown++;
    say_raw(map, &entry, pages == 0,
            pages >> 52 != 0 ? !(entry.first == 0 && pages == (uint64_t)1 << 52) : entry.last < entry.first);
}

void model_memmap_reserve(struct model_memmap *map, uint64_t first, uint64_t count, uint32_t kind)
{
    struct model_memory_entry entry;
    const uint64_t end = first + count;

    if (end > map->frame_limit)
        map->beyond++;
    if (count == 0 || first >= map->frame_limit)
        return;
    entry.first = first << 12;
    entry.last = ((end < map->frame_limit ? end : map->frame_limit) << 12) - 1;
    entry.kind = kind;
    entry.nothing = 0;
    map->entry[map->said] = entry;
    map->said++;
}

uint32_t model_memmap_says(const struct model_memmap *map, uint64_t frame)
{
    uint32_t kind = MODEL_HOLE;
    uint32_t i;

    if (frame >= map->frame_limit)
        return MODEL_HOLE;
    for (i = 0; i < map->said; i++) {
        const struct model_memory_entry *entry = &map->entry[i];
        const uint32_t holds = entry->kind == MODEL_USABLE ? frees(entry, frame) : touches(entry, frame);

        if (!entry->nothing && holds && entry->kind > kind)
            kind = entry->kind;
    }
    return kind;
}

/*
 * check_memory.c - the ingested memory map beside the model, which asks every entry about every boundary; no table that CR3 reaches is
 * free; and the reference's bug: a loader that calls the live tables and the hand-off usable. Relies on memory_map and walk.
 */
#include "boot_info.h"
#include "checks.h"
#include "memory_map.h"
#include "selfmap/memmap.h"
#include "spec/model/memmap.h"

static struct model_memmap model;

static void compare_around(uint64_t frame)
{
    for (uint64_t f = frame == 0 ? 0 : frame - 1; f <= frame + 1; f++) {
        check_note((uint32_t)f);
        check_equal("type of a frame", memmap_type_of(f), model_memmap_says(&model, f));
    }
}

static void compare_list(uint64_t reach)
{
    struct memmap_region region = {0, 0, 0};
    uint64_t end = 0;

    for (uint32_t i = 0; memmap_region(i, &region) == SELFMAP_OK; i++) {
        check_equal("first frame of a region", region.first, end);
        check_equal("type of a region", region.type, model_memmap_says(&model, region.first));
        check_equal("type at the end of a region", region.type, model_memmap_says(&model, region.end - 1));
        end = region.end;
    }
    check_equal("end of the last region", end, reach);
}

static void model_of_the_boot_map(const struct pagemap_info *info, uint64_t reach)
{
    const struct reservation *list = memory_reservations(info);

    model_memmap_begin(&model, reach);
    for (uint32_t i = 0; i < boot_info.memory_count; i++)
        model_memmap_e820(&model, (const uint8_t *)&boot_info.memory[i]);
    for (uint32_t i = 0; i < RESERVATIONS; i++)
        model_memmap_reserve(&model, list[i].first, list[i].count, list[i].kind);
}

static void check_against_model(const struct pagemap_info *info, uint64_t reach)
{
    struct memmap_counts counts;

    model_of_the_boot_map(info, reach);
    memmap_counts(&counts);
    check_open("memory", counts.entries);
    check_equal("entries", counts.entries, model.entries);
    check_equal("empty", counts.empty, model.empty);
    check_equal("partial", counts.partial, model.partial);
    check_equal("wrapped", counts.wrapped, model.wrapped);
    check_equal("beyond", counts.beyond, model.beyond);
    check_equal("unknown", counts.unknown, model.unknown);
    check_equal("lost", counts.lost, 0);
    compare_list(reach);
    compare_around(0);
    compare_around(reach);
    for (uint32_t i = 0; i < model.said; i++) {
        compare_around(model.entry[i].first >> 12);
        compare_around(model.entry[i].last >> 12);
    }
    check_note(0);
    check_close();
}

/* Frames that the walk from this table reaches as tables and that the list calls usable; *tables counts all. */
static uint32_t free_tables(const struct live *live, uint64_t table, uint32_t level, uint64_t first_va, uint32_t *tables)
{
    const struct walk_shape *shape = &live->shape;
    const uint32_t entries = shape->levels == 3 && level == 3 ? 4 : 1u << shape->index_bits;
    uint32_t found = memmap_type_of(table >> 12) == MEMMAP_USABLE;

    (*tables)++;
    for (uint32_t i = 0; level > 1 && i < entries; i++) {
        const uint64_t va = walk_canonical(shape, first_va + i * walk_span(shape, level));
        uint32_t outside = 0;
        const uint64_t raw = walk_load(shape, table + i * shape->entry_bytes, &outside);

        if (outside || (raw & 1) == 0 || walk_is_large(shape, level, raw) ||
            walk_is_self_map(shape, live->pagemap->info.self_map_slot, level, va))
            continue;
        found += free_tables(live, walk_frame(shape, raw), level - 1, va, tables);
    }
    return found;
}

static uint32_t free_in(const struct reservation *kept)
{
    uint32_t found = 0;

    for (uint64_t i = 0; i < kept->count; i++)
        found += memmap_type_of(kept->first + i) == MEMMAP_USABLE;
    return found;
}

static void check_tables(const struct live *live)
{
    uint32_t tables = 0;

    check_open("memory-tables", live->shape.root);
    check_equal("live tables that are free", free_tables(live, live->shape.root, live->shape.levels, 0, &tables), 0);
    check_equal("tables", tables, space_tables());
    check_close();
}

/* One more entry: all of the kernel, and the tables behind it, is usable memory. */
static void tell_a_lie(const struct reservation *image, const struct reservation *tables)
{
    const struct memory_range lie = {image->first << 12, (tables->first + tables->count - image->first) << 12, 1, 0};

    check_equal("ingest", memmap_ingest_e820((const uint8_t *)&lie, 1, sizeof lie), SELFMAP_OK);
}

/*
 * What the reference's loader did: its map called the frames of the live tables and of the hand-off usable. Without
 * reservations the list believes it; with them, made before or after the lie, none of these frames is free.
 */
static void check_careless_loader(const struct live *live, uint64_t reach)
{
    const struct reservation *list = memory_reservations(&live->pagemap->info);
    uint32_t tables = 0;

    check_open("memory-careless", list[1].first);
    check_equal("begin", memmap_begin(reach, MEMMAP_LIMIT), SELFMAP_OK);
    tell_a_lie(&list[1], &list[3]);
    check_equal("free frames of the image, as the map has them", free_in(&list[1]), list[1].count);
    check_true("live tables free, as the map has them",
               free_tables(live, live->shape.root, live->shape.levels, 0, &tables) == tables);
    memory_map_build(&live->pagemap->info);
    tell_a_lie(&list[1], &list[3]);
    for (uint32_t i = 0; i < RESERVATIONS; i++)
        check_equal("free frames of what is reserved", free_in(&list[i]), 0);
    check_equal("live tables that are free", free_tables(live, live->shape.root, live->shape.levels, 0, &tables), 0);
    check_close();
    memory_map_build(&live->pagemap->info);
}

uint32_t check_memory(const struct live *live)
{
    const uint32_t before = checks_failed();
    const uint64_t reach = memory_reach(&live->pagemap->info);

    check_against_model(&live->pagemap->info, reach);
    check_tables(live);
    check_careless_loader(live, reach);
    return checks_failed() - before;
}

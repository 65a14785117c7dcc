/*
 * bench.c - see bench.h. A figure is what stands between two RDTSC: the caller's arguments, the call, the operation.
 * The INVLPG of an operation are counted in a run of their own, with traps in their place (flush_sites.h).
 */
#include "bench_figure.h"

#include "arch.h"
#include "boot_info.h"
#include "console.h"
#include "flush_sites.h"
#include "frame_records.h"

#define LARGES 64u  /* for those of level 2; their table stands already */
#define MANY 65536u /* for the loops */
#define FIRST_FRAME 0x800u
#define LARGE_FRAME 0x1000u
#define FLAGS (MAP_WRITE | MAP_GLOBAL)
#define OTHER_FLAGS MAP_EXECUTE

static const struct live *live;
static const struct mapper *mapper;
uint32_t bench_nothing_takes;
static uint32_t wrong;

void bench_print(const char *name, struct figure figure, uint32_t flushes)
{
    put_text("bench ");
    put_text(name);
    put_text(" total=");
    put_hex(figure.total);
    put_text(" count=");
    put_hex(figure.count);
    put_text(" invlpg=");
    put_hex(flushes);
    put_text("\n");
}

void bench_expect(uint32_t holds)
{
    wrong += holds == 0;
}

static void calibrate(void)
{
    struct figure nothing = {0, 0};

    bench_nothing_takes = 0;
    MEASURE(nothing, (void)0);
    bench_nothing_takes = (uint32_t)nothing.total;
}

/* Nothing is mapped at these in any mode: many pages in a row, and a page whose tables are all missing. */
static uint64_t many_va(void)
{
    switch (live->shape.levels) {
    case 5:
        return 0x00A0000000000000;
    case 4:
        return 0x0000600000000000;
    default:
        return 0x10000000;
    }
}

static uint64_t lonely_va(void)
{
    return many_va() / 2;
}

/* ---- Single operations ---- */

typedef enum selfmap_status operation(uint64_t va, struct figure *figure);

static enum selfmap_status do_map(uint64_t va, struct figure *figure)
{
    enum selfmap_status status;

    MEASURE(*figure, status = map_page(mapper, va, FIRST_FRAME, FLAGS));
    return status;
}

static enum selfmap_status do_unmap(uint64_t va, struct figure *figure)
{
    enum selfmap_status status;
    uint64_t pfn = 0;

    MEASURE(*figure, status = unmap_page(mapper, va, &pfn));
    return status;
}

static enum selfmap_status do_protect(uint64_t va, struct figure *figure)
{
    enum selfmap_status status;

    MEASURE(*figure, status = protect_page(mapper, va, OTHER_FLAGS));
    return status;
}

static enum selfmap_status do_translate(uint64_t va, struct figure *figure)
{
    enum selfmap_status status;
    struct mapping mapping;

    MEASURE(*figure, status = translate(mapper, va, &mapping));
    return status;
}

/* The same with the bound mode's function at hand, as in a kernel that is built for one mode. */
static enum selfmap_status do_translate_direct(uint64_t va, struct figure *figure)
{
    enum selfmap_status (*direct)(const struct mapper *, uint64_t, struct mapping *) = mapper->routines.translate;
    enum selfmap_status status;
    struct mapping mapping;

    __asm__("" : "+r"(direct));
    MEASURE(*figure, status = direct(mapper, va, &mapping));
    return status;
}

static struct figure over_pages(operation *operate)
{
    struct figure figure = {0, 0};

    for (uint32_t i = 1; i < PAGES; i++)
        bench_expect(operate(many_va() + i * 0x1000, &figure) == SELFMAP_OK);
    return figure;
}

/* The INVLPG of one call. */
static uint32_t flushes_of(operation *operate, uint64_t va)
{
    struct figure unused = {0, 0};

    flush_sites_count();
    bench_expect(operate(va, &unused) == SELFMAP_OK);
    flush_sites_restore();
    return flush_sites_counted();
}

static void bench_single(void)
{
    uint64_t va = many_va() + 0x1000;
    struct figure map, unmap, protect, found, direct;
    uint32_t map_flushes, unmap_flushes, protect_flushes, found_flushes;
    uint64_t pfn;

    bench_expect(map_page(mapper, many_va(), FIRST_FRAME, FLAGS) == SELFMAP_OK);
    map = over_pages(do_map);
    found = over_pages(do_translate);
    direct = over_pages(do_translate_direct);
    protect = over_pages(do_protect);
    unmap = over_pages(do_unmap);
    map_flushes = flushes_of(do_map, va);
    found_flushes = flushes_of(do_translate, va);
    protect_flushes = flushes_of(do_protect, va);
    unmap_flushes = flushes_of(do_unmap, va);
    bench_expect(unmap_page(mapper, many_va(), &pfn) == SELFMAP_OK);
    bench_print("map_page", map, map_flushes);
    bench_print("unmap_page", unmap, unmap_flushes);
    bench_print("protect_page", protect, protect_flushes);
    bench_print("translate", found, found_flushes);
    found.total -= direct.total;
    bench_print("dispatch", found, 0);
}

static void bench_tables(void)
{
    struct figure map = {0, 0}, unmap = {0, 0};
    uint32_t map_flushes, unmap_flushes;

    for (uint32_t i = 0; i < ROUNDS; i++) {
        bench_expect(do_map(lonely_va(), &map) == SELFMAP_OK);
        bench_expect(do_unmap(lonely_va(), &unmap) == SELFMAP_OK);
    }
    map_flushes = flushes_of(do_map, lonely_va());
    unmap_flushes = flushes_of(do_unmap, lonely_va());
    bench_print("map_page_new_tables", map, map_flushes);
    bench_print("unmap_page_last", unmap, unmap_flushes);
}

/* ---- Large pages of level 2, in a table that a small page keeps ---- */

static enum selfmap_status do_map_large(uint64_t va, struct figure *figure)
{
    enum selfmap_status status;

    MEASURE(*figure, status = map_large(mapper, va, 2, LARGE_FRAME, FLAGS));
    return status;
}

static enum selfmap_status do_unmap_large(uint64_t va, struct figure *figure)
{
    enum selfmap_status status;
    uint64_t pfn = 0;

    MEASURE(*figure, status = unmap_large(mapper, va, 2, &pfn));
    bench_expect(pfn == LARGE_FRAME);
    return status;
}

static enum selfmap_status do_protect_large(uint64_t va, struct figure *figure)
{
    enum selfmap_status status;

    MEASURE(*figure, status = protect_large(mapper, va, 2, OTHER_FLAGS));
    return status;
}

static enum selfmap_status do_split_large(uint64_t va, struct figure *figure)
{
    enum selfmap_status status;

    MEASURE(*figure, status = split_large(mapper, va, 2));
    return status;
}

static enum selfmap_status do_promote_large(uint64_t va, struct figure *figure)
{
    enum selfmap_status status;

    MEASURE(*figure, status = promote_large(mapper, va, 2));
    return status;
}

static struct figure over_larges(operation *operate)
{
    struct figure figure = {0, 0};

    for (uint32_t i = 1; i < LARGES; i++)
        bench_expect(operate(many_va() + i * walk_span(&live->shape, 2), &figure) == SELFMAP_OK);
    return figure;
}

static void bench_large(void)
{
    uint64_t va = many_va() + walk_span(&live->shape, 2);
    struct figure map, unmap, protect, split = {0, 0}, promote = {0, 0};
    uint32_t map_flushes, unmap_flushes, protect_flushes, split_flushes, promote_flushes;
    uint64_t pfn;

    if (live->pagemap->info.leaf_levels < 2)
        return;
    bench_expect(map_page(mapper, many_va(), FIRST_FRAME, FLAGS) == SELFMAP_OK);
    map = over_larges(do_map_large);
    protect = over_larges(do_protect_large);
    for (uint32_t i = 0; i < ROUNDS; i++) {
        bench_expect(do_split_large(va, &split) == SELFMAP_OK);
        bench_expect(do_promote_large(va, &promote) == SELFMAP_OK);
    }
    unmap = over_larges(do_unmap_large);
    map_flushes = flushes_of(do_map_large, va);
    split_flushes = flushes_of(do_split_large, va);
    promote_flushes = flushes_of(do_promote_large, va);
    protect_flushes = flushes_of(do_protect_large, va);
    unmap_flushes = flushes_of(do_unmap_large, va);
    bench_expect(unmap_page(mapper, many_va(), &pfn) == SELFMAP_OK);
    bench_print("map_large", map, map_flushes);
    bench_print("unmap_large", unmap, unmap_flushes);
    bench_print("protect_large", protect, protect_flushes);
    bench_print("split_large", split, split_flushes);
    bench_print("promote_large", promote, promote_flushes);
}

/* ---- The loops ---- */

/* The tables are the mapper's; the loops then write the same entries that it had written. */
static void bench_loops(void)
{
    struct figure store = {0, 0}, checked = {0, 0};
    uint32_t bytes = live->shape.entry_bytes, reached = 0;
    uint64_t entry = 0, first, pfn;

    for (uint32_t i = 0; i < MANY; i++)
        bench_expect(map_page(mapper, many_va() + (uint64_t)i * 0x1000, FIRST_FRAME + i, FLAGS) == SELFMAP_OK);
    bench_expect(pagemap_entry_address(live->pagemap, 1, many_va(), &entry) == SELFMAP_OK);
    bench_expect(window_read(live, entry, &first) == 0);
    first &= ~WALK_ACCESSED_DIRTY;

    bench_clear_loop(entry, MANY, bytes);
    MEASURE(store, bench_store_loop(entry, MANY, first, bytes));
    bench_clear_loop(entry, MANY, bytes);
    MEASURE(checked, reached = bench_checked_loop(entry, MANY, first, bytes));
    bench_expect(reached == MANY);
    flush_everything();
    for (uint32_t i = 0; i < MANY; i++) {
        bench_expect(unmap_page(mapper, many_va() + (uint64_t)i * 0x1000, &pfn) == SELFMAP_OK);
        bench_expect(pfn == FIRST_FRAME + i);
    }
    store.count = checked.count = MANY;
    bench_print("bare_checked_loop", checked, 0);
    bench_print("bare_store_loop", store, 0);
}

/* ---- Ranges, into empty space: the tables are made and freed within ---- */

typedef enum selfmap_status range_operation(uint64_t pages, uint64_t *done);

static enum selfmap_status map_pages(uint64_t pages, uint64_t *done)
{
    return map_range(mapper, many_va(), FIRST_FRAME, pages, FLAGS, done);
}

static enum selfmap_status unmap_pages(uint64_t pages, uint64_t *done)
{
    return unmap_range(mapper, many_va(), pages, done);
}

static enum selfmap_status protect_pages(uint64_t pages, uint64_t *done)
{
    return protect_range(mapper, many_va(), pages, OTHER_FLAGS, done);
}

static struct figure over_range(range_operation *operate, uint32_t pages)
{
    struct figure figure = {0, 0};
    enum selfmap_status status;
    uint64_t done = 0;

    MEASURE(figure, status = operate(pages, &done));
    bench_expect(status == SELFMAP_OK && done == pages);
    figure.count = pages;
    return figure;
}

/* Flushes of a range, counted in a run of its own as those of one page are. */
static uint32_t range_flushes(range_operation *operate, uint32_t pages)
{
    uint64_t done = 0;

    flush_sites_count();
    bench_expect(operate(pages, &done) == SELFMAP_OK && done == pages);
    flush_sites_restore();
    return flush_sites_counted();
}

static void bench_range(uint32_t pages, const char *map_name, const char *protect_name, const char *unmap_name)
{
    const struct figure map = over_range(map_pages, pages);
    const struct figure protect = over_range(protect_pages, pages);
    const struct figure unmap = over_range(unmap_pages, pages);

    bench_print(map_name, map, range_flushes(map_pages, pages));
    bench_print(protect_name, protect, range_flushes(protect_pages, pages));
    bench_print(unmap_name, unmap, range_flushes(unmap_pages, pages));
}

_Noreturn void bench_run(const struct live *the_live, const struct mapper *the_mapper)
{
    uint32_t frames = frames_left();

    live = the_live;
    mapper = the_mapper;
    calibrate();
    bench_single();
    bench_tables();
    bench_large();
    bench_range(512, "map_range_512", "protect_range_512", "unmap_range_512");
    bench_range(MANY, "map_range_65536", "protect_range_65536", "unmap_range_65536");
    bench_loops();
    bench_expect(frames_left() == frames);
    bench_frames();
    put_text("bench: ");
    put_number(wrong);
    put_line(" wrong answers");
    machine_exit(wrong == 0 ? EXIT_SUCCESS : EXIT_CHECKS);
}

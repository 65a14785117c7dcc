/*
 * shell_pool.c - the shell's pool: an allocation that does not fit makes it grow (selfmap/pool_growth.h); and what an operation takes.
 * Relies on mapper, database, pool.
 */
#include "shell.h"

#include "console.h"
#include "cpu.h"
#include "frame_records.h"
#include "selfmap/frame_database.h"
#include "selfmap/pool_growth.h"

#define BASE 0x70000000ull
#define PAGE 0x1000u
#define KEPT 1u /* the page that stays with the pool */
#define ROUNDS 1000u
#define SPARE_VA 0x6FFFF000ull /* for `bench` */

void shell_pool_start(void)
{
    (void)pool_init(BASE);
}

uint32_t shell_pool_owns(uint64_t address)
{
    return address >= BASE && address - BASE < (uint64_t)PAGE * pool_stats_of(0).pages;
}

/* Frames for the tags of the pages that a block of so many bytes could bring; none for one that the pool's cap refuses. */
static uint32_t back_tags(uint64_t size)
{
    const uint32_t pages = pool_stats_of(0).pages;

    if (size > (uint64_t)PAGE * (POOL_PAGES - pages))
        return 1;
    for (uint32_t page = pages; page < POOL_PAGES && page <= pages + size / PAGE; page++)
        if (!frame_back_tags(page))
            return 0;
    return 1;
}

void shell_pool(const struct shell *shell, const struct shell_line *line)
{
    const struct pool_stats figures = pool_stats_of(0);

    (void)shell;
    (void)line;
    put_text("base ");
    put_hex(figures.base);
    put_text(" pages ");
    put_number(figures.pages);
    put_text(" blocks ");
    put_number(figures.blocks);
    put_text(" bytes ");
    put_hex(figures.bytes);
    put_line(pool_check() == 1 ? " good" : " BROKEN");
}

/* The tag in this word, 0 without one; else 0 and a line that says so. */
static uint32_t read_tag(const char *text, uint64_t *tag)
{
    *tag = 0;
    if (text[0] == 0)
        return 1;
    if (!shell_number(text, tag))
        return 0;
    return shell_good(*tag < POOL_TAGS ? SELFMAP_OK : SELFMAP_BAD_TAG);
}

void shell_alloc(const struct shell *shell, const struct shell_line *line)
{
    struct pool_answer block;
    uint64_t size, tag;

    if (!shell_number(line->word[1], &size) || !read_tag(line->word[2], &tag))
        return;
    block = pool_alloc(size, (uint32_t)tag);
    if (block.status == SELFMAP_NO_ROOM) {
        if (!shell_good(back_tags(size) ? SELFMAP_OK : SELFMAP_NO_FRAMES))
            return;
        block = pool_alloc_grown(shell->mapper, size, (uint32_t)tag);
    }
    if (!shell_good(block.status))
        return;
    put_text("block ");
    put_hex(block.value);
    put_text(" bytes ");
    put_hex(pool_size_of(block.value).value);
    put_text("\n");
}

void shell_free(const struct shell *shell, const struct shell_line *line)
{
    uint64_t address, tag;

    if (!shell_number(line->word[1], &address) || !read_tag(line->word[2], &tag) ||
        !shell_good(pool_free(address, (uint32_t)tag)))
        return;
    if (shell_good(pool_trim(shell->mapper, KEPT).status))
        put_line("free");
}

static void put_ticks(const char *name, uint32_t start)
{
    const uint32_t ticks = read_time_stamp() - start;

    put_text(name);
    put_text(" ");
    put_number(ticks / ROUNDS);
    put_line(" ticks");
}

void shell_bench(const struct shell *shell, const struct shell_line *line)
{
    struct mapping mapping;
    uint64_t pfn = 0, frame;
    uint32_t start;

    (void)line;
    if (!cpu_has_cpuid() || (cpuid(1, 0).edx & 0x10) == 0) {
        put_line("this CPU has no time-stamp counter");
        return;
    }
    if (!shell_good(frame_alloc(&frame)))
        return;
    if (!shell_good(map_page(shell->mapper, SPARE_VA, frame, MAP_WRITE))) {
        (void)frame_free(frame);
        return;
    }
    start = read_time_stamp();
    for (uint32_t i = 0; i < ROUNDS; i++)
        (void)translate(shell->mapper, SPARE_VA, &mapping);
    put_ticks("translate", start);
    start = read_time_stamp();
    for (uint32_t i = 0; i < ROUNDS; i++) {
        (void)unmap_page(shell->mapper, SPARE_VA, &pfn);
        (void)map_page(shell->mapper, SPARE_VA, frame, MAP_WRITE);
    }
    put_ticks("unmap and map", start);
    (void)shell_good(unmap_page(shell->mapper, SPARE_VA, &pfn));
    (void)shell_good(frame_free(frame));
    start = read_time_stamp();
    for (uint32_t i = 0; i < ROUNDS; i++) {
        (void)frame_alloc(&frame);
        (void)frame_free(frame);
    }
    put_ticks("frame taken and given", start);
    if (pool_stats_of(0).pages == 0 && !shell_good(back_tags(1) ? pool_grow(shell->mapper, 1) : SELFMAP_NO_FRAMES))
        return;
    start = read_time_stamp();
    for (uint32_t i = 0; i < ROUNDS; i++)
        (void)pool_free(pool_alloc(64, 0).value, 0);
    put_ticks("pool pair of 64 bytes", start);
}

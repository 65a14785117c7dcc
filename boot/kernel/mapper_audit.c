/*
 * mapper_audit.c - all tables in physical memory against the model, by the kernel's own walk: each table is reached
 * once and knows how full it is, none is empty without a reason, none is lost; each page of the run is the model's,
 * and all other pages are what they were. What is free is zero. Relies on walk, and on the frame source's counts.
 */
#include "mapper_run.h"

#include "impl/frames/source.h"
#include "tables.h"

#define P 0x1ull
#define FNV_PRIME 0x100000001B3ull
#define FNV_START 0xCBF29CE484222325ull

static uint8_t reached[TABLE_PLACES];

static struct {
    uint32_t outside, twice, wrong_counts, wrong_pages, wrong_links, left_empty, not_present;
} found;

static void mix(uint64_t *digest, uint64_t va, uint32_t level, uint64_t raw)
{
    *digest = (*digest ^ va) * FNV_PRIME;
    *digest = (*digest ^ level) * FNV_PRIME;
    *digest = (*digest ^ raw) * FNV_PRIME;
}

static const struct model_page *page_of_run(const struct mapper_run *run, uint64_t va, uint32_t level)
{
    for (uint32_t i = run->foreign; i < run->model->page_count; i++)
        if (run->model->page[i].va == va && run->model->page[i].mapping.level == level)
            return &run->model->page[i];
    return 0;
}

static void see_page(const struct mapper_run *run, uint64_t va, uint32_t level, uint64_t raw, struct tree_sum *sum)
{
    const struct model_page *page = page_of_run(run, va, level);
    uint64_t entry = raw & ~WALK_ACCESSED_DIRTY;

    mix(&sum->digest, va, level, entry);
    if (page == 0) {
        sum->foreign_pages++;
        mix(&sum->foreign_digest, va, level, entry);
        return;
    }
    sum->pages++;
    if (entry != (level == 1 ? mapper_page_raw(run, page->mapping.pfn, page->mapping.flags)
                             : mapper_large_raw(run, page->mapping.pfn, page->mapping.flags)))
        found.wrong_pages++;
}

/* An entry that references a table: P, W and U; PAE's PDPTE P only (design 5.1, 5.2). */
static void see_link(const struct walk_shape *shape, uint32_t level, uint64_t raw)
{
    uint64_t flags = (raw & ~WALK_ACCESSED_DIRTY) ^ walk_frame(shape, raw);

    if (flags != (shape->levels == 3 && level == 3 ? 0x1 : 0x7))
        found.wrong_links++;
}

/* The top-level table, PAE's directories, and the tables that hang in the top-level table of the kernel's half stay. */
static uint32_t may_be_empty(const struct walk_shape *shape, uint32_t level, uint64_t va)
{
    if (shape->levels == 3)
        return level >= 2;
    return level == shape->levels ||
           (level == shape->levels - 1 && (va >> (11 + shape->index_bits * shape->levels) & 1) != 0);
}

static void see_table(const struct mapper_run *run, uint64_t table, uint32_t level, uint64_t va, uint32_t used)
{
    const struct walk_shape *shape = &run->live->shape;
    uint32_t counted = shape->levels == 3 ? 1 : shape->levels - 1; /* the mapper counts below the top-level table */
    uint32_t place = tables_place(table >> 12);

    if (place == TABLE_NOWHERE) {
        found.outside++;
        return;
    }
    if (reached[place]++ != 0)
        found.twice++;
    if (level <= counted && frame_used(table >> 12) != used)
        found.wrong_counts++;
    if (used == 0 && !may_be_empty(shape, level, va))
        found.left_empty++;
}

static void sweep(const struct mapper_run *run, uint64_t table, uint32_t level, uint64_t first_va, struct tree_sum *sum)
{
    const struct walk_shape *shape = &run->live->shape;
    uint32_t entries = shape->levels == 3 && level == 3 ? 4 : 1u << shape->index_bits;
    uint32_t used = 0;

    sum->tables++;
    for (uint32_t i = 0; i < entries; i++) {
        uint64_t va = walk_canonical(shape, first_va + i * walk_span(shape, level));
        uint32_t outside;
        uint64_t raw = walk_load(shape, table + i * shape->entry_bytes, &outside);

        if (raw == 0)
            continue;
        used++;
        if ((raw & P) == 0) {
            found.not_present++;
        } else if (level == 1 || walk_is_large(shape, level, raw)) {
            see_page(run, va, level, raw, sum);
        } else if (!walk_is_self_map(shape, run->live->pagemap->info.self_map_slot, level, va)) {
            see_link(shape, level, raw);
            sweep(run, walk_frame(shape, raw), level - 1, va, sum);
        }
    }
    see_table(run, table, level, first_va, used);
}

/* Frames for tables that no walk reaches, and how many of those are not all zero. */
static uint32_t count_free(uint32_t *dirty)
{
    uint32_t count = 0;

    *dirty = 0;
    for (uint32_t i = 0; i < tables_count(); i++) {
        const volatile uint32_t *word = tables_words(tables_frame(i));
        uint32_t bits = 0;

        if (reached[i])
            continue;
        count++;
        for (uint32_t at = 0; at < 1024; at++)
            bits |= word[at];
        *dirty += bits != 0;
    }
    return count;
}

static void compare(const struct mapper_run *run, const struct tree_sum *sum)
{
    uint32_t dirty;
    uint32_t free = count_free(&dirty);

    check_equal("tables in frames that nobody lent", found.outside, 0);
    check_equal("tables reached twice", found.twice, 0);
    check_equal("tables whose count of entries is wrong", found.wrong_counts, 0);
    check_equal("table entries with other flags than P, W and U", found.wrong_links, 0);
    check_equal("empty tables that were not freed", found.left_empty, 0);
    check_equal("entries that are neither present nor zero", found.not_present, 0);
    check_equal("pages of the model that are mapped", sum->pages, run->model->page_count - run->foreign);
    check_equal("pages mapped otherwise than in the model", found.wrong_pages, 0);
    check_equal("other pages", sum->foreign_pages, run->start.foreign_pages);
    check_equal("digest of the other pages", sum->foreign_digest, run->start.foreign_digest);
    check_equal("frames that no walk reaches", free, frames_left());
    check_equal("free frames in the model", model_frames_left(run->model), frames_left());
    check_equal("free frames that are not zero", dirty, 0);
}

void mapper_audit(const struct mapper_run *run, struct tree_sum *sum, uint32_t check)
{
    const struct tree_sum nothing = {0, 0, 0, FNV_START, FNV_START};

    *sum = nothing;
    for (uint32_t i = 0; i < TABLE_PLACES; i++)
        reached[i] = 0;
    found.outside = found.twice = found.wrong_counts = found.wrong_pages = 0;
    found.wrong_links = found.left_empty = found.not_present = 0;
    sweep(run, run->live->shape.root, run->live->shape.levels, 0, sum);
    if (check)
        compare(run, sum);
}

/*
 * mapper_pages.c - the addresses of a run: around every kind of boundary that some mode has, next to the windows, a
 * full stretch of one table, and some that the seed chooses. And what stands already, in the model's words. Relies on
 * walk.
 */
#include "mapper_run.h"

#include "console.h"
#include "probes.h"

#define P 0x1ull

/* Two pages on each side are taken. A mode leaves out what it does not have, and what is mapped for other reasons. */
static const uint64_t boundaries[] = {
    /* Below 4 GiB: both ends, tables of each mode, directories of PAE, the kernel's half of i686. */
    0x0000000000000000, 0x0000000000400000, 0x0000000020000000, 0x0000000040000000, 0x000000007FC00000,
    0x0000000080000000, 0x00000000BFC00000, 0x00000000C0000000, 0x00000000C0800000, 0x00000000E0200000,
    0x0000000100000000,
    /* Four levels: entries of the PDPT and the PML4, end of the lower half, start of the upper, the kernel's GiB. */
    0x0000007FC0000000, 0x0000008000000000, 0x0000600000000000, 0x0000800000000000, 0xFFFF800000000000,
    0xFFFFC00000000000, 0xFFFFFF8000000000, 0xFFFFFFFF80000000,
    /* Five levels only: entries of the PML5, end of the lower half, start of the upper. */
    0x0001000000000000, 0x007F800000000000, 0x00FF000000000000, 0x0100000000000000, 0xFF00000000000000,
    0xFF80000000000000, 0xFFFF000000000000};

#define STRETCH_PAGES 24u
#define SEEDED_PLACES 8u

static uint32_t window_free(const struct mapper_run *run, uint64_t va)
{
    return va < run->model->window_base || va > run->model->window_last;
}

/* Takes the page when the mode has it and nobody else uses it. */
static void take(struct mapper_run *run, uint64_t va)
{
    struct walk_step step;

    if (run->page_count == RUN_PAGES_MOST || !model_canonical(run->model->space.mode, va) || !window_free(run, va))
        return;
    if (walk_to(&run->live->shape, va, 1, &step) != WALK_ABSENT && (step.raw & P) != 0)
        return;
    for (uint32_t i = 0; i < run->page_count; i++)
        if (run->page[i] == va)
            return;
    run->page[run->page_count++] = va;
}

static void take_around(struct mapper_run *run, uint64_t boundary)
{
    for (uint32_t i = 0; i < 4; i++)
        take(run, boundary + i * 0x1000 - 0x2000);
}

/* ---- What stands already ---- */

static uint32_t known(const struct mapper_run *run, uint64_t va)
{
    for (uint32_t i = 0; i < run->model->page_count; i++)
        if (run->model->page[i].va == va)
            return 1;
    return 0;
}

static uint32_t flags_of(const struct mapper_run *run, uint64_t raw)
{
    uint32_t flags = (raw & 0x2) != 0 ? MAP_WRITE : 0;

    if ((raw & 0x4) != 0)
        flags |= MAP_USER;
    if ((raw & 0x100) != 0)
        flags |= MAP_GLOBAL;
    if (run->live->shape.entry_bytes == 4 || raw >> 63 == 0)
        flags |= MAP_EXECUTE;
    return flags;
}

static void place(struct mapper_run *run, uint64_t va, uint32_t level, uint64_t raw)
{
    uint64_t within = walk_span(&run->live->shape, level) - 1;
    uint64_t pfn = (walk_frame(&run->live->shape, raw) & ~within) >> 12;

    if (!known(run, va) && model_map_place(run->model, va, pfn, flags_of(run, raw), level) == 0)
        stop_with(EXIT_INTERNAL, "the model does not take what is mapped", "see spec/model/map.c for its limits");
}

/* One page stands in the model for all of its table: the run touches none of them, and the table stays in use. */
static void place_tree(struct mapper_run *run, uint64_t table, uint32_t level, uint64_t first_va)
{
    const struct walk_shape *shape = &run->live->shape;
    uint32_t entries = shape->levels == 3 && level == 3 ? 4 : 1u << shape->index_bits;

    /* For an empty table; the others come with their pages. Nothing to do at levels that always stand. */
    (void)model_map_place_tables(run->model, level, first_va);
    for (uint32_t i = 0; i < entries; i++) {
        uint64_t va = walk_canonical(shape, first_va + i * walk_span(shape, level));
        uint32_t outside;
        uint64_t raw = walk_load(shape, table + i * shape->entry_bytes, &outside);

        if ((raw & P) == 0 || walk_is_self_map(shape, run->live->pagemap->info.self_map_slot, level, va))
            continue;
        if (level == 1 || walk_is_large(shape, level, raw))
            place(run, va, level, raw);
        else
            place_tree(run, walk_frame(shape, raw), level - 1, va);
        if (level == 1)
            return;
    }
}

void mapper_model_start(struct mapper_run *run)
{
    const struct pagemap_info *info = &run->live->pagemap->info;
    struct model_space space = {
        info->mode, info->self_map_slot, info->leaf_levels, info->no_execute, info->global, info->pat, 12};

    while (info->frame_limit >> (space.physical_bits - 12) > 1)
        space.physical_bits++;
    model_map_start(&space, frames_left(), run->model);
    place_tree(run, run->live->shape.root, run->live->shape.levels, 0);
    run->foreign = run->model->page_count;
}

void mapper_pages_choose(struct mapper_run *run)
{
    uint64_t stretch = walk_canonical(&run->live->shape, random_next(&run->random) & ~0x3FFFFFull);

    for (uint32_t i = 0; i < sizeof boundaries / sizeof boundaries[0]; i++)
        take_around(run, boundaries[i]);
    take_around(run, run->model->window_base);
    take_around(run, run->model->window_last + 1);
    for (uint32_t i = 0; i < STRETCH_PAGES; i++)
        take(run, stretch + (uint64_t)i * 0x1000);
    for (uint32_t i = 0; i < SEEDED_PLACES; i++)
        take_around(run, walk_canonical(&run->live->shape, random_next(&run->random) & ~0xFFFull));
    for (uint32_t i = 0; i < RUN_FRAMES; i++)
        run->frame[i] = space_frame();
}

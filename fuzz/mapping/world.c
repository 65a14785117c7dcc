/*
 * world.c - the beginning of a run: binding, and a first space that stands before the first call. See world.h.
 * Machine and model are each told what stands in their own words; the frame source then adopts the tables.
 */
#include "fuzz/mapping/world.h"

#include "fuzz/common/spaces.h"
#include "fuzz/machine/machine.h"

/* Frames below the top that are left for the run. */
#define MOST_FRAMES 4096u

struct world world;

/* Where the run of table frames begins: low, high, or anywhere. */
static uint64_t take_first_frame(struct cursor *input)
{
    const uint64_t limit = world.pagemap.info.frame_limit - MOST_FRAMES - 1;
    uint32_t choice = take8(input);
    if (choice == 0xFF)
        return limit;
    if (choice >= 0xF0)
        return take(input, 5) % limit;
    return choice;
}

/* The top-level tables of the kernel's half that an OS makes at creation (design 5.9). */
static void make_kernel_tables(struct cursor *input, uint32_t count)
{
    const uint32_t mode = world.pagemap.info.mode;
    const uint32_t entries = world.pagemap.info.entries_per_table;
    for (uint32_t i = 0; i < count && mode != PAGING_PML3; i++) {
        uint64_t va = canonical((entries / 2 + take8(input) * 37u % (entries / 2)) * page_size(mode));
        if (machine_taken() + PAGEMAP_MAX_LEVELS > world.frame_count)
            return;
        if (model_map_place_tables(&world.map, mode - 1, va))
            agree("the machine has the kernel's table", machine_make_tables(va, mode - 1), 1);
    }
}

/* Pages of any size that are mapped already. */
static void make_pages(struct cursor *input, uint32_t count, uint32_t level)
{
    for (uint32_t i = 0; i < count; i++) {
        uint64_t size = page_size(level);
        uint64_t va = take_address(input) & ~(size - 1);
        uint32_t flags = take8(input) & 0x3F;
        uint64_t pfn = take_pfn(input) & (world.pagemap.info.frame_limit - 1) & ~(size / 0x1000 - 1);
        if ((flags & MAP_CACHE) == MAP_WRITE_COMBINING && !world.pagemap.info.pat)
            flags &= ~(uint32_t)MAP_CACHE;
        if (level > world.pagemap.info.leaf_levels || machine_taken() + PAGEMAP_MAX_LEVELS > world.frame_count)
            return;
        if (model_map_place(&world.map, va, pfn, flags, level))
            agree("the machine has the page", machine_make_leaf(va, level, pfn, rights_of(flags)), 1);
    }
}

/* The frame source learns which tables stand, and gets the other frames; each once, and none beyond its span. */
static void adopt_tables(void)
{
    struct machine_census census;
    uint32_t taken = machine_taken();
    machine_audit(&census);
    agree("frames_init", frames_init(world.first_frame, world.frame_count), SELFMAP_OK);
    for (uint32_t n = 0; n < taken; n++)
        agree("frames_adopt", frames_adopt(world.first_frame + n, machine_table_entries(n)), SELFMAP_OK);
    for (uint32_t n = world.frame_count; n > taken; n--)
        agree("frames_lend", frames_lend(world.first_frame + n - 1), SELFMAP_OK);
    agree("frames_lend of what is lent", frames_lend(world.first_frame), SELFMAP_BAD_FRAME);
    agree("frames_lend beyond the span", frames_lend(world.first_frame + world.frame_count), SELFMAP_BAD_FRAME);
    if (taken < world.frame_count)
        agree("frames_adopt of a free frame", frames_adopt(world.first_frame + taken, 0), SELFMAP_BAD_FRAME);
    world.map.frames = world.frame_count - taken;
}

static enum selfmap_status bind_all(struct cursor *input, struct model_space *space)
{
    uint32_t mode = 2 + take8(input) % 4;
    uint32_t has = take8(input);
    uint32_t width = take8(input);
    uint32_t slot = (uint32_t)take(input, 2);
    const struct paging_features features = {.pse = has & 1,
                                             .pae = 1,
                                             .pge = has >> 1 & 1,
                                             .pat = has >> 2 & 1,
                                             .nx = has >> 3 & 1,
                                             .page1g = has >> 4 & 1,
                                             .long_mode = 1,
                                             .la57 = 1,
                                             .physical_bits = width >= 21 ? 52 : 32 + width};
    const struct machine_cpu cpu = {mode,         features.pse, features.page1g,       features.nx,
                                    features.pge, features.pat, features.physical_bits};
    struct model_facts facts;
    if ((slot & 0x8000) != 0)
        slot = PAGEMAP_SLOT_DEFAULT;
    else
        slot = mode == PAGING_PML3 ? slot % 127 * 4 : slot % (mode == PAGING_PML2 ? 1023 : 511);
    story_bound("mode, features, physical bits, slot", mode, has, features.physical_bits, slot);
    facts_to_model(&features, &facts);
    if (model_bind_mode(mode, &facts, slot, space) != MODEL_OK)
        return SELFMAP_BAD_SLOT;
    enum selfmap_status status = pagemap_bind_mode(mode, &features, slot, &world.pagemap);
    if (status != SELFMAP_OK)
        return status;
    world.first_frame = take_first_frame(input);
    world.frame_count = 12 + take8(input) % (SIMULATED_FRAMES - 11);
    machine_start(&cpu, world.first_frame, world.frame_count, space->slot);
    return SELFMAP_OK;
}

uint32_t world_start(struct cursor *input)
{
    struct model_space space;
    for (uint32_t i = 0; i < RECENT; i++)
        world.recent[i] = 0;
    world.recent_at = 0;
    if (bind_all(input, &space) != SELFMAP_OK)
        return 0;
    mapper_bind(&world.pagemap, &world.mapper);
    model_map_start(&space, 0, &world.map);
    uint32_t stands = take8(input);
    make_kernel_tables(input, stands & 3);
    make_pages(input, stands >> 2 & 1, 2);
    make_pages(input, stands >> 3 & 1, 3);
    make_pages(input, stands >> 4 & 3, 1);
    adopt_tables();
    return 1;
}

/*
 * space.c - see space.h. Relies on the library for indices and entries, and on the kernel's own image being mapped
 * at ARCH_KERNEL_BASE, in the first tables as in the real ones.
 */
#include "space.h"

#include "arch.h"
#include "console.h"

#define ARENA_FRAMES 192
#define FRAME_BYTES 4096

static uint8_t arena[ARENA_FRAMES][FRAME_BYTES] __attribute__((aligned(FRAME_BYTES)));
static uint32_t arena_used;

static void require(enum selfmap_status status)
{
    if (status != SELFMAP_OK)
        stop_with(EXIT_INTERNAL, "building the tables failed", selfmap_status_text(status));
}

uint64_t space_frame(void)
{
    uint8_t *frame;

    if (arena_used == ARENA_FRAMES)
        stop_with(EXIT_INTERNAL, "building the tables failed", "the arena is used up: raise ARENA_FRAMES in space.c");
    frame = arena[arena_used++];
    /* Before it is linked: from then on any walk, a speculative one too, may read it (design 5.4). */
    for (uint32_t i = 0; i < FRAME_BYTES; i++)
        ((volatile uint8_t *)frame)[i] = 0;
    return (uintptr_t)frame - ARCH_KERNEL_BASE;
}

uint32_t space_frames_used(void)
{
    return arena_used;
}

static uint64_t load(const struct space *space, uint64_t table, uint32_t index)
{
    uintptr_t base = (uintptr_t)table + ARCH_KERNEL_BASE;

    if (space->pagemap->info.entry_size == 4)
        return ((volatile uint32_t *)base)[index];
    return ((volatile uint64_t *)base)[index];
}

static void store(const struct space *space, uint64_t table, uint32_t index, uint64_t raw)
{
    uintptr_t base = (uintptr_t)table + ARCH_KERNEL_BASE;

    if (space->pagemap->info.entry_size == 4) {
        ((volatile uint32_t *)base)[index] = (uint32_t)raw;
        return;
    }
    /* On i686 these are two stores: the half with P goes last, so that no walk sees half an entry as present. */
    ((volatile uint32_t *)base)[index * 2 + 1] = (uint32_t)(raw >> 32);
    ((volatile uint32_t *)base)[index * 2] = (uint32_t)raw;
}

/* Links the table at physical address `child` into `table`, whose entries are of `level`. */
static void link_table(const struct space *space, uint64_t table, uint32_t level, uint32_t index, uint64_t child)
{
    uint64_t raw = 0;

    require(pagemap_table_entry(space->pagemap, level, child >> 12, 0, &raw));
    store(space, table, index, raw);
}

/* The four PDs stand from the start: the CPU latches PAE's PDPTEs at MOV CR3 (SDM Vol. 3A 4.4.1; design 5.6). */
static void create_pae(struct space *space, uint32_t slot)
{
    uint64_t directories[4];

    for (uint32_t i = 0; i < 4; i++) {
        directories[i] = space_frame();
        link_table(space, space->root, 3, i, directories[i]);
    }
    for (uint32_t i = 0; i < 4; i++)
        link_table(space, directories[3], 2, slot + i, directories[i]);
}

void space_create(struct space *space, const struct pagemap *pagemap)
{
    space->pagemap = pagemap;
    space->root = space_frame();
    if (pagemap->info.mode == PAGING_PML3)
        create_pae(space, pagemap->info.self_map_slot);
    else
        link_table(space, space->root, pagemap->info.mode, pagemap->info.self_map_slot, space->root);
}

/* The table that the entry at `index` references; made when there is none. */
static uint64_t child_table(const struct space *space, uint64_t table, uint32_t level, uint32_t index)
{
    struct pte_fields fields;

    require(pagemap_decode(space->pagemap, level, load(space, table, index), &fields));
    if ((fields.flags & PTE_PRESENT) == 0) {
        uint64_t child = space_frame();

        link_table(space, table, level, index, child);
        return child;
    }
    if ((fields.flags & PTE_LARGE) != 0)
        stop_with(EXIT_INTERNAL, "building the tables failed", "a large leaf is in the way");
    return fields.pfn << 12;
}

void space_map(struct space *space, uint64_t va, uint32_t level, uint64_t pfn, uint32_t flags)
{
    uint64_t table = space->root;
    uint64_t raw = 0;
    uint32_t index = 0;

    if (!space_clear_of_windows(space->pagemap, va, va))
        stop_with(EXIT_INTERNAL, "building the tables failed", "a mapping inside the self-map's windows");
    for (uint32_t at = space->pagemap->info.mode; at > level; at--) {
        require(pagemap_index(space->pagemap, at, va, &index));
        table = child_table(space, table, at, index);
    }
    require(pagemap_index(space->pagemap, level, va, &index));
    if (load(space, table, index) != 0)
        stop_with(EXIT_INTERNAL, "building the tables failed", "the address is mapped already");
    require(pagemap_leaf_entry(space->pagemap, level, pfn, flags, &raw));
    store(space, table, index, raw);
}

uint32_t space_clear_of_windows(const struct pagemap *pagemap, uint64_t first, uint64_t last)
{
    /* The window of level 1 holds all the others. */
    return last < pagemap->info.window_base[0] || first > pagemap->info.window_last[0];
}

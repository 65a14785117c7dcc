/*
 * space.c - see space.h. Relies on the library for indices and entries, and on the kernel's own image being mapped
 * at ARCH_KERNEL_BASE, in the first tables as in the real ones.
 */
#include "space.h"

#include "arch.h"
#include "console.h"
#include "memory_map.h"

#define DATA_FRAMES 96u
#define FRAME_BYTES 4096u
#define FIRST_TABLES_REACH 0x800000u /* what the first tables of both kernels show at ARCH_KERNEL_BASE, at least */
#define OWN_TABLES 3u                /* that mapping the run itself may take */

/* How many frames of the run are data, how many are tables, and how many there are for tables. */
static uint32_t data_used, early_used, early_frames;

static void require(enum selfmap_status status)
{
    if (status != SELFMAP_OK)
        stop_with(EXIT_INTERNAL, "building the tables failed", selfmap_status_text(status));
}

/* Zeroed before it is linked: from then on any walk, a speculative one too, may read it (design 5.4). */
static uint64_t zeroed(uint64_t frame)
{
    for (uint32_t i = 0; i < FRAME_BYTES / 4; i++)
        ((volatile uint32_t *)((uintptr_t)frame + ARCH_KERNEL_BASE))[i] = 0;
    return frame;
}

uint64_t space_run(void)
{
    return kernel_image_end();
}

uint32_t space_run_frames(void)
{
    return DATA_FRAMES + early_frames;
}

uint64_t space_early(void)
{
    return space_run() + DATA_FRAMES * FRAME_BYTES;
}

uint32_t space_early_frames(void)
{
    return early_frames;
}

uint32_t space_tables(void)
{
    return early_used;
}

/* One frame more for tables, which must be free memory; a loader's map may end anywhere. */
static void lengthen(void)
{
    const uint64_t end = space_early() + (early_frames + 1) * FRAME_BYTES;

    if (!memory_usable(space_run(), end - space_run()))
        stop_for_memory();
    if (end > FIRST_TABLES_REACH)
        stop_with(EXIT_INTERNAL, "building the tables failed", "the first tables do not reach so far");
    early_frames++;
}

static uint64_t table_frame(void)
{
    if (early_used == early_frames)
        lengthen();
    return zeroed(space_early() + early_used++ * FRAME_BYTES);
}

uint64_t space_frame(void)
{
    if (data_used == DATA_FRAMES)
        stop_with(EXIT_INTERNAL, "no frame for data is left", "raise DATA_FRAMES in space.c");
    return zeroed(space_run() + data_used++ * FRAME_BYTES);
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

/* Links the table at physical address `child` into `table`, whose entries are of `level`. Only the self-map's own
   entries are closed to user mode; elsewhere the leaf decides (design 5.1). */
static void link_table(const struct space *space, uint64_t table, uint32_t level, uint32_t index, uint64_t child,
                       uint32_t user)
{
    uint64_t raw = 0;

    require(pagemap_table_entry(space->pagemap, level, child >> 12, user, &raw));
    store(space, table, index, raw);
}

/* The four PDs stand from the start: the CPU latches PAE's PDPTEs at MOV CR3 (SDM Vol. 3A 4.4.1; design 5.6). */
static void create_pae(struct space *space, uint32_t slot)
{
    uint64_t directories[4];

    for (uint32_t i = 0; i < 4; i++) {
        directories[i] = table_frame();
        link_table(space, space->root, 3, i, directories[i], 1);
    }
    for (uint32_t i = 0; i < 4; i++)
        link_table(space, directories[3], 2, slot + i, directories[i], 0);
}

void space_create(struct space *space, const struct pagemap *pagemap)
{
    space->pagemap = pagemap;
    space->root = table_frame();
    if (pagemap->info.mode == PAGING_PML3)
        create_pae(space, pagemap->info.self_map_slot);
    else
        link_table(space, space->root, pagemap->info.mode, pagemap->info.self_map_slot, space->root, 0);
}

/* The table that the entry at `index` references; made when there is none. */
static uint64_t child_table(const struct space *space, uint64_t table, uint32_t level, uint32_t index)
{
    struct pte_fields fields;

    require(pagemap_decode(space->pagemap, level, load(space, table, index), &fields));
    if ((fields.flags & PTE_PRESENT) == 0) {
        uint64_t child = table_frame();

        link_table(space, table, level, index, child, 1);
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

/* Entries of a table that are not zero. */
static uint32_t entries_in(const struct space *space, uint64_t table)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < space->pagemap->info.entries_per_table; i++)
        count += load(space, table, i) != 0;
    return count;
}

void space_finish(struct space *space, uint32_t free_frames)
{
    const struct pagemap_info *info = &space->pagemap->info;
    const uint32_t flags = PTE_WRITABLE | (info->global != 0 ? PTE_GLOBAL : 0) | (info->no_execute != 0 ? PTE_NO_EXECUTE : 0);
    const uint32_t frames = early_used + OWN_TABLES + free_frames;

    while (early_frames < frames)
        lengthen();
    for (uint64_t at = space_run(); at < space_early() + frames * FRAME_BYTES; at += FRAME_BYTES)
        space_map(space, at + ARCH_KERNEL_BASE, 1, at >> 12, flags);
}

void space_hand_over(const struct space *space)
{
    const uint64_t first = space_early() >> 12, limit = space->pagemap->info.frame_limit;

    require(frames_init(0, limit < FRAMES_SPAN ? (uint32_t)limit : FRAMES_SPAN));
    for (uint32_t i = 0; i < early_used; i++)
        require(frames_adopt(first + i, entries_in(space, (first + i) << 12)));
    for (uint32_t i = early_frames; i > early_used; i--) { /* the lowest is handed out first */
        (void)zeroed((first + i - 1) << 12);
        require(frames_lend(first + i - 1));
    }
}

/*
 * compare.c - what the machine's walk and audit find, against what the model says. See world.h; relies on fuzz/machine.
 */
#include "fuzz/machine/machine.h"
#include "fuzz/mapping/world.h"

uint32_t rights_of(uint32_t flags)
{
    static const uint32_t pat_index[4] = {0, 1, 3, 4}; /* the entries of the PAT that mapper.h names */
    return ((flags & MODEL_MAP_WRITE) != 0 ? MACHINE_WRITE : 0u) | ((flags & MODEL_MAP_USER) != 0 ? MACHINE_USER : 0u) |
           ((flags & MODEL_MAP_GLOBAL) != 0 ? MACHINE_GLOBAL : 0u) |
           ((flags & MODEL_MAP_EXECUTE) == 0 && world.map.space.no_execute ? MACHINE_NO_EXECUTE : 0u) |
           pat_index[flags >> 4 & 3] * MACHINE_PAT;
}

/* Beyond so many pages their neighbours are not walked: that all are there, and how many there are, says it too. */
#define MOST_NEIGHBOURS 64

static void compare_view(const struct machine_view *view, const struct model_mapping *mapping)
{
    agree("walk: frame", view->frame, mapping->pfn);
    agree("walk: rights", view->rights, rights_of(mapping->flags));
    agree("walk: level", view->level, mapping->level);
}

/* The hardware's walk of an address outside the windows against the abstract map. */
static void compare_walk(uint64_t va)
{
    struct model_mapping mapping;
    struct machine_view view;
    enum model_status status = model_translate(&world.map, va, &mapping);
    if (status == MODEL_IN_WINDOW || status == MODEL_NOT_CANONICAL)
        return;
    machine_walk(va, &view);
    if (view.mapped != (status == MODEL_OK))
        finding("walk and map differ: address, mapped by the walk", va, view.mapped);
    if (status == MODEL_OK)
        compare_view(&view, &mapping);
}

/* The walk of a page of the map, of a large one's last byte too, without a search for it. */
static void compare_page(const struct model_page *page)
{
    const uint64_t size = page_size(page->mapping.level);
    struct model_mapping last = page->mapping;
    struct machine_view view;
    machine_walk(page->va, &view);
    agree("page of the map is mapped by the walk", view.mapped, 1);
    compare_view(&view, &page->mapping);
    if (page->mapping.level == 1)
        return;
    machine_walk(page->va + size - 1, &view);
    last.pfn += size / 0x1000 - 1;
    compare_view(&view, &last);
}

/* ---- The whole state ---- */

/* Tables below the top level (PAE: below the directories) are counted, the others only stand. */
static void compare_tables(const struct machine_census *census)
{
    const uint32_t mode = world.pagemap.info.mode;
    const uint32_t highest = mode == PAGING_PML3 ? 1 : mode - 1;
    const uint32_t standing = mode == PAGING_PML3 ? 5 : 1;
    agree("tables", census->tables, world.map.table_count + standing);
    for (uint32_t n = 0; n < world.frame_count; n++) {
        uint32_t level = machine_table_level(n);
        if (level >= 1 && level <= highest)
            agree("used count of a table", frame_used(world.first_frame + n), machine_table_entries(n));
    }
    frames_set_quota(FRAMES_LIMIT);
    agree("free frames and tables", frames_left() + census->tables, world.frame_count);
    frames_set_quota(world.map.quota < FRAMES_LIMIT ? (uint32_t)world.map.quota : FRAMES_LIMIT);
}

/* Whether a page of the map is followed by the next of the array, which is walked for itself. */
static uint32_t followed(uint32_t i)
{
    const struct model_page *page = &world.map.page[i];
    return i + 1 < world.map.page_count && page[1].va == page->va + page_size(page->mapping.level);
}

void compare_whole(void)
{
    struct machine_census census;
    uint32_t large = 0;
    machine_audit(&census);
    compare_tables(&census);
    for (uint32_t i = 0; i < world.map.page_count; i++) {
        const struct model_page *page = &world.map.page[i];
        compare_page(page);
        if (i < MOST_NEIGHBOURS && (i == 0 || !followed(i - 1)))
            compare_walk(page->va - 1);
        if (i < MOST_NEIGHBOURS && !followed(i))
            compare_walk(page->va + page_size(page->mapping.level));
        large += page->mapping.level > 1;
    }
    agree("pages in the tree", census.pages, world.map.page_count - large);
    agree("large pages in the tree", census.large_pages, large);
    for (uint32_t i = 0; i < RECENT; i++) {
        compare_walk(world.recent[i]);
        compare_walk(canonical((world.recent[i] + i + 1) * 0x9E3779B97F4A7C15u)); /* anywhere */
    }
}

/* What must hold after each call, and all of it when a call that failed has stored something. */
void compare_after(enum selfmap_status status, uint64_t va, uint32_t stores_before)
{
    agree("frames left", frames_left(), model_frames_left(&world.map));
    compare_walk(va);
    if (machine_stores() == stores_before)
        return;
    machine_check_tlb();
    compare_walk(va - 0x1000);
    compare_walk(va + 0x1000);
    if (status != SELFMAP_OK)
        compare_whole();
}

void compare_after_range(uint64_t va, uint64_t done, uint32_t stores_before)
{
    agree("frames left", frames_left(), model_frames_left(&world.map));
    compare_walk(va - 0x1000);
    compare_walk(va);
    compare_walk(va + (done - 1) * 0x1000);
    compare_walk(va + done * 0x1000);
    if (machine_stores() == stores_before)
        return;
    if (done == 0)
        finding("a range of which nothing was done has stored: address, stores", va, machine_stores() - stores_before);
    machine_check_tlb();
    compare_whole();
}

void compare_after_large(enum selfmap_status status, uint64_t va, uint64_t size, uint32_t stores_before)
{
    compare_after(status, va, stores_before);
    compare_walk(va + size / 2 - 0x1000);
    compare_walk(va + size - 0x1000);
    compare_walk(va + size);
}

void touch(uint64_t va, uint32_t write)
{
    struct model_mapping mapping;
    struct machine_view view;
    enum model_status status = model_translate(&world.map, va, &mapping);
    if (status == MODEL_IN_WINDOW || status == MODEL_NOT_CANONICAL)
        return;
    uint32_t allowed = status == MODEL_OK && (!write || (mapping.flags & MODEL_MAP_WRITE) != 0);
    agree("data access is allowed", machine_touch(va, write, &view), allowed);
    if (allowed)
        agree("data access: frame", view.frame, mapping.pfn);
}

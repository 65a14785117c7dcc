/*
 * mapper.h - map, unmap, protect and translate pages, ranges of them and large pages on the active address space, through
 * its self-map (T3).
 *
 * After each call the hardware's walk of the page shows what was asked for, the walk of every other page outside the
 * self-map's windows reads what it read before, and no stale translation is left in the TLB. On any status but
 * SELFMAP_OK nothing has changed, but for the pages that a range says it has done. A frame of RAM that is neither a table of the mapper's nor
 * lent to its frame source is never written. One CPU; the caller serialises calls.
 *
 * Pages and frames are 4 KiB. Addresses are 64-bit values in every mode. No scalar argument has a precondition.
 */
#ifndef SELFMAP_MAPPER_H
#define SELFMAP_MAPPER_H

#include <stdint.h>

#include "selfmap/pagemap.h"
#include "selfmap/status.h"

/* What the caller wants of a page; every mapped page can be read. */
enum map_flag {
    MAP_WRITE = 0x1,
    MAP_EXECUTE = 0x2, /* without it the page is no-execute, where the CPU can (info.no_execute) */
    MAP_USER = 0x4,
    MAP_GLOBAL = 0x8,  /* the translation survives a load of CR3 (SDM Vol. 3A, 4.10.2.4) */
    /* The cache type, one of these (SDM Vol. 3A, 11.12): entries 0, 1 and 3 of the PAT as the CPU starts with it,
     * and entry 4 programmed to write-combining by the kernel. */
    MAP_WRITE_BACK = 0x00,
    MAP_WRITE_THROUGH = 0x10,
    MAP_UNCACHED = 0x20,
    MAP_WRITE_COMBINING = 0x30, /* where the CPU has the PAT (info.pat) */
    MAP_CACHE = 0x30            /* mask of the above */
};
#define MAP_FLAGS_LIMIT 0x40u

/* What the walk of an address finds. */
struct mapping {
    uint64_t pfn;   /* frame that the address's page lies in, also inside a large page */
    uint32_t flags; /* effective over all levels: write and user only where every level allows it, execute where all do */
    uint32_t level; /* 1: a page of 4 KiB; 2: 2 MiB (4 MiB in PML2); 3: 1 GiB */
};

struct mapper;

/* One mode's functions; each public function below calls through these once. */
struct mapper_routines {
    enum selfmap_status (*map_page)(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint32_t flags);
    enum selfmap_status (*unmap_page)(const struct mapper *mapper, uint64_t va, uint64_t *pfn);
    enum selfmap_status (*protect_page)(const struct mapper *mapper, uint64_t va, uint32_t flags);
    enum selfmap_status (*translate)(const struct mapper *mapper, uint64_t va, struct mapping *mapping);
    enum selfmap_status (*map_range)(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags,
                                     uint64_t *done);
    enum selfmap_status (*unmap_range)(const struct mapper *mapper, uint64_t va, uint64_t pages, uint64_t *done);
    enum selfmap_status (*protect_range)(const struct mapper *mapper, uint64_t va, uint64_t pages, uint32_t flags,
                                         uint64_t *done);
    enum selfmap_status (*map_large)(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t pfn, uint32_t flags);
    enum selfmap_status (*unmap_large)(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t *pfn);
    enum selfmap_status (*protect_large)(const struct mapper *mapper, uint64_t va, uint32_t level, uint32_t flags);
    enum selfmap_status (*split_large)(const struct mapper *mapper, uint64_t va, uint32_t level);
    enum selfmap_status (*promote_large)(const struct mapper *mapper, uint64_t va, uint32_t level);
};

struct mapper {
    struct pagemap_info info;
    struct mapper_routines routines;
};

/*
 * A mapper for the active space, whose self-map stands where this pagemap says. The space must have been built as design.md
 * section 5 asks: every table lent to the frame source (frames_adopt, or supply.h), table entries with P, W and U and nothing else (the self-map's own P
 * and W; PAE's PDPTEs P), every other word 0 or a present leaf. Cost: constant.
 */
void mapper_bind(const struct pagemap *pagemap, struct mapper *mapper);

/*
 * Maps the page at va to frame pfn. Tables that are missing come from the frame source (frames.h); when it has not
 * enough of them, nothing has changed. No flush is needed: the page was absent.
 * Errors, in this order: SELFMAP_NOT_CANONICAL, SELFMAP_MISALIGNED, SELFMAP_IN_WINDOW, SELFMAP_BAD_FLAGS,
 * SELFMAP_BAD_FRAME, SELFMAP_LARGE_IN_WAY, SELFMAP_ALREADY_MAPPED, SELFMAP_NO_FRAMES.
 * Cost: one load per level and one store; with missing tables two stores each. Theorem: T3.
 */
enum selfmap_status map_page(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint32_t flags);

/*
 * Unmaps the page at va and says which frame it was. Tables that become empty are unlinked and go back to the frame
 * source, but for those that hang in the top-level table of the kernel's half (design 5.9) and PAE's directories.
 * Errors, in this order: SELFMAP_NOT_CANONICAL, SELFMAP_MISALIGNED, SELFMAP_IN_WINDOW, SELFMAP_LARGE_IN_WAY,
 * SELFMAP_NOT_MAPPED. Cost: one INVLPG, one more per table freed. Theorem: T3.
 */
enum selfmap_status unmap_page(const struct mapper *mapper, uint64_t va, uint64_t *pfn);

/*
 * Gives the page at va these flags; its frame, and the D bit, stay. Errors, in this order: SELFMAP_NOT_CANONICAL,
 * SELFMAP_MISALIGNED, SELFMAP_IN_WINDOW, SELFMAP_BAD_FLAGS, SELFMAP_LARGE_IN_WAY, SELFMAP_NOT_MAPPED.
 * Cost: one INVLPG. Theorem: T3.
 */
enum selfmap_status protect_page(const struct mapper *mapper, uint64_t va, uint32_t flags);

/*
 * What the walk of va finds; va need not be aligned. Errors, in this order: SELFMAP_NOT_CANONICAL, SELFMAP_IN_WINDOW,
 * SELFMAP_NOT_MAPPED. Cost: at most one load per level. Theorem: T3.
 */
enum selfmap_status translate(const struct mapper *mapper, uint64_t va, struct mapping *mapping);

/*
 * The same for `pages` pages in a row from va on. A range is done from its first page up and stops at the first page
 * that cannot be done: *done says how many were, the status why the next one was not, as if map_page, unmap_page or
 * protect_page had been called for it. SELFMAP_OK means all. To go on behind a page in the way, ask again from there.
 *
 * What is wrong with the arguments themselves is found before anything is done; then *done is 0. In this order:
 * SELFMAP_NOT_CANONICAL, SELFMAP_MISALIGNED, SELFMAP_EMPTY_RANGE, SELFMAP_RANGE_END (past 2^32, or past the end of the
 * half of the canonical space that va lies in), SELFMAP_IN_WINDOW (a page of the range lies in a window), then
 * SELFMAP_BAD_FLAGS and, for map_range, SELFMAP_BAD_FRAME (also of the last page).
 */

/*
 * Maps the pages to frames pfn, pfn + 1 and so on. Stops with SELFMAP_LARGE_IN_WAY, SELFMAP_ALREADY_MAPPED,
 * SELFMAP_NO_FRAMES. Cost: map_page for the first page of each table, then one load and one store a page. Theorem: T3.
 */
enum selfmap_status map_range(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags,
                              uint64_t *done);

/*
 * Unmaps the pages; tables that become empty go back as unmap_page says. Stops with SELFMAP_LARGE_IN_WAY,
 * SELFMAP_NOT_MAPPED. Cost: two walks for each table, one load and one store a page, and one INVLPG; a call for 33 or more pages runs
 * one flush of the whole TLB in their place, before any table goes (SDM Vol. 3A, 4.10.4). Theorem: T3.
 */
enum selfmap_status unmap_range(const struct mapper *mapper, uint64_t va, uint64_t pages, uint64_t *done);

/*
 * Gives the pages these flags; their frames, and D bits, stay. Stops with SELFMAP_LARGE_IN_WAY, SELFMAP_NOT_MAPPED.
 * Cost: as unmap_range, with one walk for each table. Theorem: T3.
 */
enum selfmap_status protect_range(const struct mapper *mapper, uint64_t va, uint64_t pages, uint32_t flags,
                                  uint64_t *done);

/*
 * The same for one large page: level 2 is 2 MiB (4 MiB in PML2), level 3 is 1 GiB (PML4 and PML5), each where the CPU has
 * it (info.leaf_levels). The address and the frame are multiples of that size.
 *
 * What is wrong with the arguments is found first, in this order: SELFMAP_BAD_LEVEL, SELFMAP_NOT_CANONICAL,
 * SELFMAP_MISALIGNED (the address), SELFMAP_IN_WINDOW, then SELFMAP_BAD_FLAGS and SELFMAP_BAD_FRAME (beyond reach, or no
 * multiple). Then what stands there: SELFMAP_TABLE_IN_WAY (a table of the level below, even an empty one that the mode
 * keeps), SELFMAP_LARGE_IN_WAY (a page of a larger size).
 */

/*
 * Maps the large page at va to the frames from pfn on. Errors, behind those above: SELFMAP_ALREADY_MAPPED, SELFMAP_NO_FRAMES.
 * Cost: two loads per level and one store; with missing tables two stores each. Theorem: T3.
 */
enum selfmap_status map_large(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t pfn, uint32_t flags);

/*
 * Unmaps the large page at va and says which frame was its first. Tables that become empty go back as unmap_page says.
 * Errors, behind those above: SELFMAP_NOT_MAPPED. Cost: two INVLPG (the page, and the window that showed its leaf as a
 * table: SDM Vol. 3A, 4.10.4.2), one more per table freed. Theorem: T3.
 */
enum selfmap_status unmap_large(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t *pfn);

/*
 * Gives the large page at va these flags; its frames, and the D bit, stay. Errors, behind those above: SELFMAP_NOT_MAPPED.
 * Cost: two INVLPG. Theorem: T3.
 */
enum selfmap_status protect_large(const struct mapper *mapper, uint64_t va, uint32_t level, uint32_t flags);

/*
 * Takes the large page at va apart: a table from the frame source stands in its place, full of pages of the next smaller size that
 * map the same frames with the same flags, A and D as the large page had them. Not for a page that this very code, its stack
 * or the frame source need: its addresses fault while the table is filled, because the CPU must not see both sizes at once (SDM Vol. 3A,
 * 4.10.4.3).
 * Errors, behind those of the address: SELFMAP_TABLE_IN_WAY, SELFMAP_LARGE_IN_WAY, SELFMAP_NOT_MAPPED, SELFMAP_BAD_FRAME (a
 * loader's leaf whose frame is no multiple of its size), SELFMAP_NO_FRAMES.
 * Cost: two INVLPG (three for 1 GiB), a load and a store for each entry of a table. Theorem: T3.
 */
enum selfmap_status split_large(const struct mapper *mapper, uint64_t va, uint32_t level);

/*
 * Makes one large page of the pages that the table in its place holds: the table is full of pages of the next smaller size that
 * map an aligned run of frames with the same flags. A is set when it is in one of them, D likewise; the table goes back
 * to the frame source. Nothing of this is done unasked. The same words hold for code, stack and frame source as for split_large.
 * Errors, behind those of the address: SELFMAP_LARGE_IN_WAY, SELFMAP_ALREADY_MAPPED (it is a large page), SELFMAP_NOT_MAPPED
 * (no table either), SELFMAP_TABLE_IN_WAY (a table that the mode keeps: PML2's of the kernel's half), SELFMAP_NOT_UNIFORM.
 * Cost: a load, a store and an INVLPG for each entry of the table (two INVLPG where they are pages of 2 MiB), one more. Theorem: T3.
 */
enum selfmap_status promote_large(const struct mapper *mapper, uint64_t va, uint32_t level);

#endif

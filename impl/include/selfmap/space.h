/*
 * space.h - physical ranges in the kernel's half: io_map gives a device's registers, or any physical bytes, a virtual address (T3, T5).
 *
 * The pages come from the regions (regions.h), the tables from the frame source (frames.h): who maps keeps it filled, frames_fill(n / 512 + 6)
 * is enough for n pages (1024 in place of 512 in PML2). Every function is total; on any error every page reads what it read, and every
 * reservation is what it was. One caller at a time.
 */
#ifndef SELFMAP_SPACE_H
#define SELFMAP_SPACE_H

#include <stdint.h>

#include "selfmap/mapper.h"

/*
 * Maps the pages that the bytes [physical, physical + bytes) touch, and says at which virtual address the first of those bytes stands: *va
 * lies in its page as `physical` does. Of `flags`: MAP_WRITE, and one cache type (MAP_UNCACHED for registers, MAP_WRITE_COMBINING for a
 * frame buffer). The pages are global, and never for users or for execution. Whether somebody maps the same frames with another cache
 * type is not looked at: the manual leaves the result of that undefined (SDM Vol. 3A, 11.12.4).
 *
 * Errors, in this order: SELFMAP_EMPTY_RANGE (no bytes), SELFMAP_BAD_FRAME (a byte beyond the CPU's physical reach, or beyond 2^64),
 * SELFMAP_BAD_FLAGS (another flag, or write-combining without a PAT), SELFMAP_NO_RANGE, SELFMAP_NO_DESCRIPTORS (regions_reserve), then those of
 * map_range: SELFMAP_ALREADY_MAPPED or SELFMAP_LARGE_IN_WAY (somebody mapped there past the regions), SELFMAP_NO_FRAMES, and of a range of
 * regions that lies where nothing may be mapped SELFMAP_NOT_CANONICAL, SELFMAP_RANGE_END, SELFMAP_IN_WINDOW. What was mapped until then is
 * unmapped again; tables that were made for it go back to the frame source as unmap_range says.
 * Cost: regions_reserve and map_range. Theorems: T3, T5.
 */
enum selfmap_status io_map(const struct mapper *mapper, uint64_t physical, uint64_t bytes, uint32_t flags, uint64_t *va);

/*
 * Unmaps all pages of the reservation whose first page va lies in, and releases it: va as io_map gave it, or any byte of that page.
 * Nothing is kept of who reserved: a reservation of the caller's own in which every page is mapped ends the same way.
 * Errors, in this order: SELFMAP_NOT_RESERVED (no reservation starts in that page); then, of the first page that is not as io_map left it,
 * SELFMAP_NOT_CANONICAL, SELFMAP_IN_WINDOW, SELFMAP_NOT_MAPPED, SELFMAP_LARGE_IN_WAY. Cost: a walk a page, then unmap_range and
 * regions_release. Theorems: T3, T5.
 */
enum selfmap_status io_unmap(const struct mapper *mapper, uint64_t va);

#endif

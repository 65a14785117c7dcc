/*
 * memory.h - kernel memory: RAM under a virtual address of its own, for stacks and for whoever wants whole pages (T3, T4, T5).
 *
 * The frames come from the frame database (frame_database.h), the addresses from the regions (regions.h), the tables from the frame source
 * (supply.h): who allocates keeps the source filled, frames_fill(n / 512 + 6) is enough for n pages (1024 in place of 512 in PML2). Every
 * function is total; on any error every page reads what it read, every reservation is what it was, and the frames that were free are free
 * (zeroed ones may have become dirty). One caller at a time, never from interrupt context.
 *
 * Nothing is kept of who reserved: io_unmap of such memory ends the mapping and leaves its frames handed out, and memory_free ends any
 * reservation whose pages show frames in a row that are handed out, whoever made it.
 */
#ifndef SELFMAP_MEMORY_H
#define SELFMAP_MEMORY_H

#include <stdint.h>

#include "selfmap/mapper.h"

/*
 * Maps `pages` frames in a row, which nobody held, at pages in a row, and says at which address the first byte stands: for the kernel to read
 * and write, global, without execution where the CPU has NX, write-back. Anything may be in the bytes. `guards`, of enum regions_guard, asks
 * for a page below, above, or both that is reserved too and reads nothing: a touch of it faults.
 *
 * Errors, in this order: SELFMAP_EMPTY_RANGE (no pages), SELFMAP_BAD_FLAGS (guards), SELFMAP_NO_FRAMES (no so many free frames in a row within
 * the mode's physical reach), SELFMAP_NO_RANGE, SELFMAP_NO_DESCRIPTORS (regions_reserve); of a guard page that is mapped, or could not be,
 * SELFMAP_ALREADY_MAPPED, SELFMAP_NOT_CANONICAL, SELFMAP_IN_WINDOW; then those of map_range, as io_map (space.h) has them: SELFMAP_NO_FRAMES
 * there means that the frame source has too few for tables; frames_fill, and ask again.
 * Cost: frame_alloc_run, regions_reserve, a walk for each guard page, map_range. Theorems: T3, T4, T5.
 */
enum selfmap_status memory_alloc(const struct mapper *mapper, uint64_t pages, uint32_t guards, uint64_t *va);

/*
 * A kernel stack: memory_alloc with a guard page below. The stack begins at *va + pages * 4096 and grows down to *va; one push further faults.
 * memory_free takes it back. Errors and cost: as memory_alloc. Theorems: T3, T4, T5.
 */
enum selfmap_status stack_alloc(const struct mapper *mapper, uint64_t pages, uint64_t *va);

/*
 * Unmaps all pages of the reservation whose first page va lies in, releases it, and frees its frames: va as memory_alloc gave it, or any byte
 * of that page. Who else maps the same frames must have unmapped them before: that is not looked at.
 * Errors, in this order: SELFMAP_NOT_RESERVED (no reservation starts in that page); of the first page that is not mapped as a page of 4 KiB,
 * SELFMAP_NOT_CANONICAL, SELFMAP_IN_WINDOW, SELFMAP_NOT_MAPPED, SELFMAP_LARGE_IN_WAY; SELFMAP_BAD_FRAME (the pages do not show frames in a
 * row); then those of frame_free for the first frame that is not handed out (SELFMAP_BAD_FRAME too: no RAM, a device's, say).
 * Cost: three walks a page, then unmap_range, regions_release and frame_free_run. Theorems: T3, T4, T5.
 */
enum selfmap_status memory_free(const struct mapper *mapper, uint64_t va);

#endif

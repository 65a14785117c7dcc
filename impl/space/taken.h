/*
 * taken.h - frames in a row from the database, for pages in a row: what memory.c and growth.c share. Private to impl/space.
 */
#ifndef SELFMAP_SPACE_TAKEN_H
#define SELFMAP_SPACE_TAKEN_H

#include "runs.h"
#include "spec/beside_logic.h"

#define MEMORY_FLAGS (MAP_WRITE + MAP_GLOBAL)

/* The arrays of the frame database, of the mapper and its frame source, and of the regions; what a caller hands over lies apart from them. */
#define RAM_ARRAYS frame_order + (..), frame_place + (..), frame_kinds + (..), &ram_first, &ram_end, &ram_frames, &ram_zeroed, &ram_dirty_from
#define SOURCE_ARRAYS frames_order + (..), frames_place + (..), frames_used + (..), &frames_first, &frames_count, &frames_lent, &frames_free, \
    &frames_quota
#define REGION_ARRAYS region_first + (..), region_pages + (..), region_state + (..), region_guards + (..), region_next + (..), \
    region_prev + (..), region_order + (..), region_place + (..), region_most + (..), &regions_base, &regions_pages, &regions_spare, &regions_top
#define MEMORY_APART(p) \separated(p + (..), RAM_ARRAYS, SOURCE_ARRAYS, REGION_ARRAYS)
/* What taking frames and giving them back may write. */
#define TAKEN ram_zeroed, ram_dirty_from, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1]

/*@
  // Frames in a row that were free and are handed out; no other has come or gone.
  predicate taken{K, L}(integer f, integer n) = run_free{K}(f, n) && run_held{L}(f, n) && same_free_but{K, L}(f, f + n);
  predicate free_as_before{K, L} = \forall integer f; ram_free{L}(f) <==> ram_free{K}(f);
*/

/* The first of so many free frames in a row, now handed out; RAM_LIMIT when there are none. */
/*@ requires ready: supply_ready && tables_kept;
    requires pages: pages > 0;
    terminates \true;
    exits \false;
    assigns TAKEN;
    ensures T4_taken: \result < RAM_LIMIT ==> taken{Pre, Post}(\result, pages) && \result + pages <= limit;
    ensures T4_none: \result >= RAM_LIMIT ==> same_ram{Pre, Post} && (\forall integer s; run_fits(s, pages, 1, limit) ==> !run_free(s, pages));
    ensures range: \result <= RAM_LIMIT;
    ensures T4_ready: supply_ready && tables_kept;
*/
uint64_t space_take(uint64_t pages, uint64_t limit);

/* The frame that a page of 4 KiB shows. */
/*@ requires \valid_read(mapper) && MEMORY_APART(mapper);
    requires ready: beside(mapper);
    requires shown: OF_MODE(shown(mapper->info.self_map_slot, va, 0));
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures T3_shows: OF_MODE(row_at(va, \result, 0));
    ensures range: \result < MACHINE_FRAMES;
    ensures T3_ready: beside(mapper);
*/
uint64_t space_frame_at(const struct mapper *mapper, uint64_t va);

#endif

/*
 * io.h - what the contracts of this folder speak of: the mapper's words of all modes, the regions' arrays, and what lies apart from both.
 * Private to impl/space.
 */
#ifndef SELFMAP_SPACE_IO_H
#define SELFMAP_SPACE_IO_H

#include "run_modes.h"

#include "../mapper/bound.h"
#include "selfmap/space.h"

/* What a caller hands over lies apart from the arrays of both modules. */
#define IO_APART(p) \separated(p + (..), frames_order + (..), frames_place + (..), frames_used + (..), &frames_first, \
    &frames_count, &frames_lent, &frames_free, &frames_quota, region_first + (..), region_pages + (..), region_state + (..), \
    region_guards + (..), region_next + (..), region_prev + (..), region_order + (..), region_place + (..), \
    region_most + (..), &regions_base, &regions_pages, &regions_spare, &regions_top)

/* What mapping and unmapping may write, and what reserving and releasing may. */
#define UNMAPPED AIMED, memory64, memory32, links64, links32, OWED, table_level[0 .. MACHINE_FRAMES - 1], \
    frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota, frames_order[0 .. FRAMES_LIMIT - 1], frames_place[0 .. FRAMES_SPAN - 1]
#define MAPPED UNMAPPED, table_parent[0 .. MACHINE_FRAMES - 1], table_place[0 .. MACHINE_FRAMES - 1], table_prefix[0 .. MACHINE_FRAMES - 1]
#define RELEASED regions_spare, region_pages[0 .. REGIONS_LIMIT - 1], region_state[0 .. REGIONS_LIMIT - 1], \
    region_next[0 .. REGIONS_LIMIT - 1], region_prev[0 .. REGIONS_LIMIT - 1], region_order[0 .. REGIONS_LIMIT - 1], \
    region_place[0 .. REGIONS_LIMIT - 1], region_most[0 .. 2 * REGIONS_LIMIT - 1]
#define REGIONS RELEASED, regions_top, region_first[0 .. REGIONS_LIMIT - 1], region_guards[0 .. REGIONS_LIMIT - 1]

/*@
  // What io_map accepts: bytes within reach; a flag to write and a cache type that the CPU has.
  predicate io_reached{L}(struct pagemap_info *info, integer physical, integer bytes) =
    bytes > 0 && (physical + bytes - 1) / 0x1000 < info->frame_limit;
  predicate io_flags{L}(struct pagemap_info *info, integer flags) = flags < 0x40 && flags % 0x10 <= 1 && (flags / 0x10 == 3 ==> info->pat != 0);
  // Pages that bytes touch.
  logic integer io_pages(integer physical, integer bytes) = (physical + bytes - 1) / 0x1000 - physical / 0x1000 + 1;

  predicate io_regions{L} = regions_ready && regions_whole;
  // Every reservation is what it was, and none is new.
  predicate regions_as_before{K, L} = regions_kept{K, L}(-1);
*/

#endif

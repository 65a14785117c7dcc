/*
 * runs.h - a run of pages and the reservation that it lies in: mapped and reserved whole, or not at all. Private to impl/space; io.c,
 * memory.c and growth.c stand on it.
 */
#ifndef SELFMAP_SPACE_RUNS_H
#define SELFMAP_SPACE_RUNS_H

#include "io.h"

/* Unmaps a run in which every page is mapped: the mapper has no reason to stop. */
/*@ requires \valid_read(mapper) && IO_APART(mapper);
    requires ready: mapper_ready(mapper);
    requires run: pages > 0 ==> OF_MODE(run_ok(mapper->info.self_map_slot, va, pages));
    requires shown: OF_MODE(all_shown(mapper->info.self_map_slot, va, pages));
    terminates \true;
    exits \false;
    assigns UNMAPPED;
    ensures T3_gone: OF_MODE(run_unmapped(&mapper->info, va, pages));
    ensures T3_others: OF_MODE(run_others_kept{Pre, Post}(&mapper->info, va, pages));
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
void space_unmap_run(const struct mapper *mapper, uint64_t va, uint64_t pages);

/* Maps all of a run or nothing. */
/*@ requires \valid_read(mapper) && IO_APART(mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns MAPPED;
    ensures T3_refused: OF_MODE(run_refused(&mapper->info, va, pages, \result)) &&
      OF_MODE(run_bad_flags(&mapper->info, va, pages, flags, \result)) &&
      OF_MODE(run_bad_frame(&mapper->info, va, pfn, pages, flags, \result));
    ensures T3_mapped: \result == SELFMAP_OK ==> OF_MODE(run_mapped(&mapper->info, va, pfn, pages, flags));
    ensures T3_absent: \result == SELFMAP_OK ==> OF_MODE(run_was_absent{Pre}(&mapper->info, va, pages));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(run_others_kept{Pre, Post}(&mapper->info, va, pages));
    ensures T3_same: \result != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot));
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status space_map_run(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags);

/* Whether every page of a run is mapped as a page of 4 KiB, and the run one that the mapper serves; else what is wrong with the first that is not. */
/*@ requires \valid_read(mapper) && IO_APART(mapper);
    requires ready: mapper_ready(mapper);
    requires run: va % 0x1000 == 0 && va + pages * 0x1000 <= 0x10000000000000000;
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures T3_checked: OF_MODE(checks(mapper->info.self_map_slot, va, pages, \result));
    ensures T3_run: \result == SELFMAP_OK && pages > 0 ==> OF_MODE(run_ok(mapper->info.self_map_slot, va, pages));
    ensures total: \result != SELFMAP_NOT_RESERVED;
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status space_check_run(const struct mapper *mapper, uint64_t va, uint64_t pages);

/* Pages of the reservation that is known by this page, guards not counted; 0 when there is none. */
/*@ requires regions: io_regions;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_none: \result == 0 <==> (\forall integer d; !region_known(d, first));
    ensures T5_pages: \forall integer d; region_known(d, first) ==> region_room(d) == \result;
    ensures T5_end: \result != 0 ==> first + \result <= REGIONS_LAST_PAGE;
*/
uint64_t space_pages(uint64_t first);

/* Releases a reservation that is there. */
/*@ requires regions: io_regions;
    requires mine: \exists integer d; region_known(d, first);
    terminates \true;
    exits \false;
    assigns RELEASED;
    ensures T5_released: \forall integer d; region_known{Pre}(d, first) ==> regions_removed{Pre, Post}(d, first);
    ensures T5_ready: io_regions;
*/
void space_release(uint64_t first);

/* Reserves pages, with guard pages where they are asked for, and maps them, or neither. A guard page reads nothing. */
/*@ requires \valid_read(mapper) && IO_APART(mapper) && \valid(first) && IO_APART(first) && \separated(first, mapper);
    requires ready: mapper_ready(mapper) && io_regions;
    requires pages: pages > 0 && pfn + pages <= mapper->info.frame_limit;
    requires flags: flags < MAP_FLAGS_LIMIT && (flags / 0x10 == 3 ==> mapper->info.pat != 0);
    requires guards: guards < REGIONS_GUARDS_LIMIT;
    terminates \true;
    exits \false;
    assigns MAPPED, REGIONS, *first;
    ensures total: \result != SELFMAP_EMPTY_RANGE && \result != SELFMAP_BAD_FRAME && \result != SELFMAP_BAD_FLAGS;
    ensures T3_mapped: \result == SELFMAP_OK ==> OF_MODE(run_mapped(&mapper->info, *first * 0x1000, pfn, pages, flags));
    ensures T3_absent: \result == SELFMAP_OK ==> OF_MODE(run_was_absent{Pre}(&mapper->info, \at(*first, Post) * 0x1000, pages));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(run_others_kept{Pre, Post}(&mapper->info, *first * 0x1000, pages));
    ensures T3_guarded: \result == SELFMAP_OK ==> OF_MODE(guarded(mapper->info.self_map_slot, *first * 0x1000, pages, guards));
    ensures T5_reserved: \result == SELFMAP_OK ==> (\exists integer d; regions_added{Pre, Post}(d, *first, pages, guards));
    ensures T5_page: \result == SELFMAP_OK ==> *first < REGIONS_LAST_PAGE;
    ensures T3_same: \result != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot));
    ensures T5_same: \result != SELFMAP_OK ==> regions_as_before{Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
    ensures T5_ready: io_regions;
*/
enum selfmap_status space_place(const struct mapper *mapper, uint64_t pfn, uint64_t pages, uint32_t flags, uint32_t guards, uint64_t *first);

/* Tells the caller the address. */
/*@ requires \valid_read(mapper) && IO_APART(mapper) && \valid(va) && IO_APART(va) && \separated(va, mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns *va;
    ensures told: *va == address;
    ensures same: mapper->info == \old(mapper->info);
    ensures ready: mapper_ready(mapper);
*/
void space_tell(uint64_t *va, uint64_t address) /*@ ghost (const struct mapper *mapper) */;

#endif

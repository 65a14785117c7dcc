/*
 * io_lemmas.h - proof steps of runs.c, which nothing compiles: the lemmas of run_lemmas_template.h in whichever mode is bound, and that
 * reservations differ.
 */
#ifndef SELFMAP_SPACE_IO_LEMMAS_H
#define SELFMAP_SPACE_IO_LEMMAS_H

#include "io.h"

/* The page k of a run that may be served, in the mode that is bound. */
/*@ ghost
  /@ requires \valid_read(mapper);
     requires ready: mapper_ready(mapper);
     requires run: OF_MODE(run_ok(mapper->info.self_map_slot, va, pages)) && k < pages;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures place: OF_MODE(in_place(mapper->info.self_map_slot, va, k));
  @/
  void io_further_lemma(const struct mapper *mapper, uint64_t va, uint64_t pages, uint64_t k)
  {
    if (mapper->info.mode == 2)
      pml2_io_further_lemma(mapper->info.self_map_slot, va, pages, k);
    else if (mapper->info.mode == 3)
      pml3_io_further_lemma(mapper->info.self_map_slot, va, pages, k);
    else if (mapper->info.mode == 4)
      pml4_io_further_lemma(mapper->info.self_map_slot, va, pages, k);
    else
      pml5_io_further_lemma(mapper->info.self_map_slot, va, pages, k);
  }
*/

/* The page right before a range that may be served, or right behind it. */
/*@ ghost
  /@ requires \valid_read(mapper);
     requires ready: mapper_ready(mapper);
     requires run: OF_MODE(run_ok(mapper->info.self_map_slot, va, pages)) && OF_MODE(served(mapper->info.self_map_slot, other));
     requires beside: other == va - 0x1000 || other == va + pages * 0x1000;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures apart: OF_MODE(apart(mapper->info.self_map_slot, va, pages, other));
  @/
  void io_beside_lemma(const struct mapper *mapper, uint64_t va, uint64_t pages, uint64_t other)
  {
    if (mapper->info.mode == 2)
      pml2_io_beside_lemma(mapper->info.self_map_slot, va, pages, other);
    else if (mapper->info.mode == 3)
      pml3_io_beside_lemma(mapper->info.self_map_slot, va, pages, other);
    else if (mapper->info.mode == 4)
      pml4_io_beside_lemma(mapper->info.self_map_slot, va, pages, other);
    else
      pml5_io_beside_lemma(mapper->info.self_map_slot, va, pages, other);
  }
*/

/* What io_map has mapped, or part of it, is mapped page by page. */
/*@ ghost
  /@ requires \valid_read(mapper);
     requires ready: mapper_ready(mapper);
     requires run: pages > 0 ==> OF_MODE(run_ok(mapper->info.self_map_slot, va, pages));
     requires mapped: OF_MODE(run_mapped(&mapper->info, va, pfn, pages, flags));
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures shown: OF_MODE(all_shown(mapper->info.self_map_slot, va, pages));
  @/
  void io_shown_lemma(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags)
  {
    if (mapper->info.mode == 2)
      pml2_io_mapped_lemma(&mapper->info, va, pfn, pages, flags);
    else if (mapper->info.mode == 3)
      pml3_io_mapped_lemma(&mapper->info, va, pfn, pages, flags);
    else if (mapper->info.mode == 4)
      pml4_io_mapped_lemma(&mapper->info, va, pfn, pages, flags);
    else
      pml5_io_mapped_lemma(&mapper->info, va, pfn, pages, flags);
  }
*/

/* Pages in a row that are all mapped are a range that the mapper serves. */
/*@ ghost
  /@ requires \valid_read(mapper);
     requires ready: mapper_ready(mapper);
     requires page: va % 0x1000 == 0 && 0 < pages && va + pages * 0x1000 <= 0x10000000000000000;
     requires shown: OF_MODE(all_shown(mapper->info.self_map_slot, va, pages));
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures run: OF_MODE(run_ok(mapper->info.self_map_slot, va, pages));
  @/
  void io_run_lemma(const struct mapper *mapper, uint64_t va, uint64_t pages)
  {
    if (mapper->info.mode == 2)
      pml2_io_run_lemma(mapper->info.self_map_slot, va, pages);
    else if (mapper->info.mode == 3)
      pml3_io_run_lemma(mapper->info.self_map_slot, va, pages);
    else if (mapper->info.mode == 4)
      pml4_io_run_lemma(mapper->info.self_map_slot, va, pages);
    else
      pml5_io_run_lemma(mapper->info.self_map_slot, va, pages);
  }
*/

/* No two reservations are known by the same page: each has its own. */
/*@ ghost
  /@ requires regions: io_regions;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures distinct: regions_distinct;
  @/
  void io_distinct_lemma(void)
  {
    /@ assert inside: \forall integer d; 0 <= d < REGIONS_LIMIT && region_reserved(d) ==>
         region_first[d] <= region_handed(d) < region_first[d] + region_pages[d]; @/
  }
*/

#endif

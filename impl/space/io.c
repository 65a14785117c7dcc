/*
 * io.c - see selfmap/space.h: physical ranges under a virtual address, from regions and mapper (T3, T5). Both are asked through their public
 * functions alone; what is proved here is that they are asked right, and that what one did is undone when the other refuses.
 */
#include "io.h"

/* What is wrong with the arguments themselves: the first reason that applies. */
/*@ requires \valid_read(info);
    requires limit: info->frame_limit <= 0x10000000000;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures empty: \result == SELFMAP_EMPTY_RANGE <==> bytes == 0;
    ensures reach: \result == SELFMAP_BAD_FRAME <==> bytes != 0 && !io_reached(info, physical, bytes);
    ensures flags: \result == SELFMAP_BAD_FLAGS <==> io_reached(info, physical, bytes) && !io_flags(info, flags);
    ensures ok: \result == SELFMAP_OK <==> io_reached(info, physical, bytes) && io_flags(info, flags);
*/
static enum selfmap_status check_io(const struct pagemap_info *info, uint64_t physical, uint64_t bytes, uint32_t flags)
{
    if (bytes == 0)
        return SELFMAP_EMPTY_RANGE;
    if (bytes - 1 > UINT64_MAX - physical)
        return SELFMAP_BAD_FRAME;
    if ((physical + (bytes - 1)) / 0x1000 >= info->frame_limit)
        return SELFMAP_BAD_FRAME;
    if (flags >= MAP_FLAGS_LIMIT || flags % 0x10 > MAP_WRITE)
        return SELFMAP_BAD_FLAGS;
    return flags / 0x10 == 3 && info->pat == 0 ? SELFMAP_BAD_FLAGS : SELFMAP_OK;
}

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
    ensures T3_ready: mapper_ready(mapper);
*/
static void unmap_run(const struct mapper *mapper, uint64_t va, uint64_t pages)
{
    uint64_t done = 0;

    (void)unmap_range(mapper, va, pages, &done);
    /*@ ghost
      if (done < pages)
        io_further_lemma(mapper, va, pages, done);
    */
    /*@ assert stop: done < pages ==> OF_MODE(not_there(va, done)); */
    /*@ assert kept2: done < pages && mapper->info.mode == 2 ==> pml2_kept_at{Pre, Here}(va, \at(done, Here)); */
    /*@ assert kept3: done < pages && mapper->info.mode == 3 ==> pml3_kept_at{Pre, Here}(va, \at(done, Here)); */
    /*@ assert kept4: done < pages && mapper->info.mode == 4 ==> pml4_kept_at{Pre, Here}(va, \at(done, Here)); */
    /*@ assert kept5: done < pages && mapper->info.mode == 5 ==> pml5_kept_at{Pre, Here}(va, \at(done, Here)); */
    /*@ assert before2: done < pages && mapper->info.mode == 2 ==> pml2_not_there{Pre}(va, \at(done, Here)); */
    /*@ assert before3: done < pages && mapper->info.mode == 3 ==> pml3_not_there{Pre}(va, \at(done, Here)); */
    /*@ assert before4: done < pages && mapper->info.mode == 4 ==> pml4_not_there{Pre}(va, \at(done, Here)); */
    /*@ assert before5: done < pages && mapper->info.mode == 5 ==> pml5_not_there{Pre}(va, \at(done, Here)); */
    /*@ assert there: done < pages ==> OF_MODE(shown{Pre}(mapper->info.self_map_slot, va, \at(done, Here))); */
    /*@ assert all: done == pages; */
}

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
    ensures T3_ready: mapper_ready(mapper);
*/
static enum selfmap_status map_run(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags)
{
    uint64_t done = 0;
    const enum selfmap_status status = map_range(mapper, va, pfn, pages, flags, &done);

    if (status == SELFMAP_OK)
        return status;
    /*@ ghost io_shown_lemma(mapper, va, pfn, done, flags); */
    unmap_run(mapper, va, done);
    /*@ assert inside2: mapper->info.mode == 2 ==> pml2_run_nothing{Pre, Here}(&mapper->info, va, \at(done, Here)); */
    /*@ assert inside3: mapper->info.mode == 3 ==> pml3_run_nothing{Pre, Here}(&mapper->info, va, \at(done, Here)); */
    /*@ assert inside4: mapper->info.mode == 4 ==> pml4_run_nothing{Pre, Here}(&mapper->info, va, \at(done, Here)); */
    /*@ assert inside5: mapper->info.mode == 5 ==> pml5_run_nothing{Pre, Here}(&mapper->info, va, \at(done, Here)); */
    /*@ assert outside2: mapper->info.mode == 2 ==> pml2_run_others_kept{Pre, Here}(&mapper->info, va, \at(done, Here)); */
    /*@ assert outside3: mapper->info.mode == 3 ==> pml3_run_others_kept{Pre, Here}(&mapper->info, va, \at(done, Here)); */
    /*@ assert outside4: mapper->info.mode == 4 ==> pml4_run_others_kept{Pre, Here}(&mapper->info, va, \at(done, Here)); */
    /*@ assert outside5: mapper->info.mode == 5 ==> pml5_run_others_kept{Pre, Here}(&mapper->info, va, \at(done, Here)); */
    /*@ assert same2: mapper->info.mode == 2 ==> pml2_same_map{Pre, Here}(mapper->info.self_map_slot); */
    /*@ assert same3: mapper->info.mode == 3 ==> pml3_same_map{Pre, Here}(mapper->info.self_map_slot); */
    /*@ assert same4: mapper->info.mode == 4 ==> pml4_same_map{Pre, Here}(mapper->info.self_map_slot); */
    /*@ assert same5: mapper->info.mode == 5 ==> pml5_same_map{Pre, Here}(mapper->info.self_map_slot); */
    return status;
}

/*
 * io.c - see selfmap/space.h: physical ranges under a virtual address, from regions and mapper (T3, T5). Both are asked through their public
 * functions alone; what is proved here is that they are asked right, and that what one did is undone when the other refuses.
 */
#include "io_lemmas.h"

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
    if (bytes - 1 > 0xFFFFFFFFFFFFFFFF - physical)
        return SELFMAP_BAD_FRAME;
    if ((physical + (bytes - 1)) / 0x1000 >= info->frame_limit)
        return SELFMAP_BAD_FRAME;
    if (flags >= MAP_FLAGS_LIMIT || flags % 0x10 > MAP_WRITE)
        return SELFMAP_BAD_FLAGS;
    return flags / 0x10 == 3 && info->pat == 0 ? SELFMAP_BAD_FLAGS : SELFMAP_OK;
}

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
    /*@ assert there2: done < pages && mapper->info.mode == 2 ==> pml2_shown{Pre}(mapper->info.self_map_slot, va, \at(done, Here)); */
    /*@ assert there3: done < pages && mapper->info.mode == 3 ==> pml3_shown{Pre}(mapper->info.self_map_slot, va, \at(done, Here)); */
    /*@ assert there4: done < pages && mapper->info.mode == 4 ==> pml4_shown{Pre}(mapper->info.self_map_slot, va, \at(done, Here)); */
    /*@ assert there5: done < pages && mapper->info.mode == 5 ==> pml5_shown{Pre}(mapper->info.self_map_slot, va, \at(done, Here)); */
    /*@ assert all: done == pages; */
}

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
static enum selfmap_status map_run(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags)
{
    uint64_t done = 0;
    const enum selfmap_status status = map_range(mapper, va, pfn, pages, flags, &done);

    if (status == SELFMAP_OK)
        return status;
    /*@ ghost io_shown_lemma(mapper, va, pfn, done, flags); */
    /*@ ghost Mapped: ; */
    unmap_run(mapper, va, done);
    /*@ assert rest: \forall integer f; 0 <= f < MACHINE_FRAMES && \at(table_level[f], Pre) < -1 && \at(table_lent[f], Pre) != 1 ==>
          table_level[f] < -1 && same_words{Pre, Mapped}(f) && same_words{Mapped, Here}(f); */
    /*@ assert words64: \forall integer f, i; same_words{Pre, Mapped}(f) && same_words{Mapped, Here}(f) && 0 <= i < 512 ==>
          memory64.word[f][i] == \at(memory64.word[f][i], Pre); */
    /*@ assert words32: \forall integer f, i; same_words{Pre, Mapped}(f) && same_words{Mapped, Here}(f) && 0 <= i < 1024 ==>
          memory32.word[f][i] == \at(memory32.word[f][i], Pre); */
    /*@ assert words: \forall integer f; same_words{Pre, Mapped}(f) && same_words{Mapped, Here}(f) ==> same_words{Pre, Here}(f); */
    /*@ assert memory: rest_kept{Pre, Here}; */
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

/* Whether every page of a run is mapped as a page of 4 KiB, and the run one that the mapper serves; else what is wrong with the first that is not. */
/*@ requires \valid_read(mapper) && IO_APART(mapper);
    requires ready: mapper_ready(mapper);
    requires run: va % 0x1000 == 0 && va + pages * 0x1000 <= 0x10000000000000000;
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures T3_checked: OF_MODE(checks(mapper->info.self_map_slot, va, pages, \result));
    ensures total: \result != SELFMAP_NOT_RESERVED;
    ensures T3_ready: mapper_ready(mapper);
*/
static enum selfmap_status check_run(const struct mapper *mapper, uint64_t va, uint64_t pages)
{
    struct mapping mapping = {0, 0, 0};
    enum selfmap_status status;
    uint64_t k;
    /*@ ghost uint64_t slot = mapper->info.self_map_slot; */

    /*@ loop invariant range: 0 <= k <= pages;
        loop invariant shown: slot == mapper->info.self_map_slot && OF_MODE(all_shown(slot, va, k));
        loop invariant ready: mapper_ready(mapper);
        loop assigns k, status, mapping, AIMED;
        loop variant pages - k; */
    for (k = 0; k < pages; k++) {
        status = translate(mapper, va + k * 0x1000, &mapping);
        if (status == SELFMAP_OK && mapping.level != 1)
            status = SELFMAP_LARGE_IN_WAY;
        /*@ assert total: status != SELFMAP_NOT_RESERVED; */
        /*@ assert one: slot == mapper->info.self_map_slot && OF_MODE(checked(slot, va, k, status)); */
        /*@ assert wrong2: mapper->info.mode == 2 ==> status != SELFMAP_OK ==> !pml2_all_shown(slot, va, pages); */
        /*@ assert wrong3: mapper->info.mode == 3 ==> status != SELFMAP_OK ==> !pml3_all_shown(slot, va, pages); */
        /*@ assert wrong4: mapper->info.mode == 4 ==> status != SELFMAP_OK ==> !pml4_all_shown(slot, va, pages); */
        /*@ assert wrong5: mapper->info.mode == 5 ==> status != SELFMAP_OK ==> !pml5_all_shown(slot, va, pages); */
        /*@ assert so_far2: mapper->info.mode == 2 ==> status == SELFMAP_OK ==> pml2_all_shown(slot, va, k + 1); */
        /*@ assert so_far3: mapper->info.mode == 3 ==> status == SELFMAP_OK ==> pml3_all_shown(slot, va, k + 1); */
        /*@ assert so_far4: mapper->info.mode == 4 ==> status == SELFMAP_OK ==> pml4_all_shown(slot, va, k + 1); */
        /*@ assert so_far5: mapper->info.mode == 5 ==> status == SELFMAP_OK ==> pml5_all_shown(slot, va, k + 1); */
        if (status != SELFMAP_OK)
            return status;
    }
    return SELFMAP_OK;
}

/* Releases a reservation that is there. */
/*@ requires regions: io_regions;
    requires mine: \exists integer d; region_known(d, first);
    terminates \true;
    exits \false;
    assigns RELEASED;
    ensures T5_released: \forall integer d; region_known{Pre}(d, first) ==> regions_removed{Pre, Post}(d, first);
    ensures T5_ready: io_regions;
*/
static void release(uint64_t first)
{
    /*@ ghost io_distinct_lemma(); */
    (void)regions_release(first);
    /*@ assert removed: \exists integer d; regions_removed{Pre, Here}(d, first); */
}

/* Reserves pages and maps them, or neither. */
/*@ requires \valid_read(mapper) && IO_APART(mapper) && \valid(first) && IO_APART(first) && \separated(first, mapper);
    requires ready: mapper_ready(mapper) && io_regions;
    requires pages: pages > 0 && pfn + pages <= mapper->info.frame_limit;
    requires flags: flags < MAP_FLAGS_LIMIT && (flags / 0x10 == 3 ==> mapper->info.pat != 0);
    terminates \true;
    exits \false;
    assigns MAPPED, REGIONS, *first;
    ensures total: \result != SELFMAP_EMPTY_RANGE && \result != SELFMAP_BAD_FRAME && \result != SELFMAP_BAD_FLAGS;
    ensures T3_mapped: \result == SELFMAP_OK ==> OF_MODE(run_mapped(&mapper->info, *first * 0x1000, pfn, pages, flags));
    ensures T3_absent: \result == SELFMAP_OK ==> OF_MODE(run_was_absent{Pre}(&mapper->info, \at(*first, Post) * 0x1000, pages));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(run_others_kept{Pre, Post}(&mapper->info, *first * 0x1000, pages));
    ensures T5_reserved: \result == SELFMAP_OK ==> (\exists integer d; regions_added{Pre, Post}(d, *first, pages, 0));
    ensures T5_page: \result == SELFMAP_OK ==> *first < REGIONS_LAST_PAGE;
    ensures T3_same: \result != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot));
    ensures T5_same: \result != SELFMAP_OK ==> regions_as_before{Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
    ensures T5_ready: io_regions;
*/
static enum selfmap_status map_reserved(const struct mapper *mapper, uint64_t pfn, uint64_t pages, uint32_t flags, uint64_t *first)
{
    enum selfmap_status status = regions_reserve(pages, 1, 0, first);
    uint64_t page;

    /*@ assert fields: mapper->info == \at(mapper->info, Pre) && mapper->routines == \at(mapper->routines, Pre); */
    /*@ assert info2: mapper->info.mode == 2 ==> pml2_info(&mapper->info); */
    /*@ assert info3: mapper->info.mode == 3 ==> pml3_info(&mapper->info); */
    /*@ assert info4: mapper->info.mode == 4 ==> pml4_info(&mapper->info); */
    /*@ assert info5: mapper->info.mode == 5 ==> pml5_info(&mapper->info); */
    /*@ assert ready2: mapper->info.mode == 2 ==> pml2_ready(&mapper->info); */
    /*@ assert ready3: mapper->info.mode == 3 ==> pml3_ready(&mapper->info); */
    /*@ assert ready4: mapper->info.mode == 4 ==> pml4_ready(&mapper->info); */
    /*@ assert ready5: mapper->info.mode == 5 ==> pml5_ready(&mapper->info); */
    if (status != SELFMAP_OK)
        return status;
    page = *first;
    /*@ assert added: \exists integer d; regions_added{Pre, Here}(d, page, pages, 0); */
    /*@ assert known: \forall integer d; regions_added{Pre, Here}(d, \at(page, Here), pages, 0) ==> region_known(d, page); */
    /*@ assert mine: \exists integer d; region_known(d, page); */
    /*@ ghost Reserved: ; */
    status = map_run(mapper, page * 0x1000, pfn, pages, flags);
    if (status != SELFMAP_OK) {
        release(page);
        /*@ assert undone: \forall integer d; regions_added{Pre, Reserved}(d, \at(page, Here), pages, 0) ==>
              regions_removed{Reserved, Here}(d, page); */
        /*@ assert both: \exists integer d; regions_added{Pre, Reserved}(d, \at(page, Here), pages, 0) &&
              regions_removed{Reserved, Here}(d, page); */
        /*@ assert before: regions_as_before{Pre, Here}; */
    }
    return status;
}

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
static void tell_va(uint64_t *va, uint64_t address) /*@ ghost (const struct mapper *mapper) */
{
    *va = address;
    /*@ assert fields: mapper->info == \at(mapper->info, Pre) && mapper->routines == \at(mapper->routines, Pre); */
    /*@ assert info2: mapper->info.mode == 2 ==> pml2_info(&mapper->info); */
    /*@ assert info3: mapper->info.mode == 3 ==> pml3_info(&mapper->info); */
    /*@ assert info4: mapper->info.mode == 4 ==> pml4_info(&mapper->info); */
    /*@ assert info5: mapper->info.mode == 5 ==> pml5_info(&mapper->info); */
    /*@ assert ready2: mapper->info.mode == 2 ==> pml2_ready(&mapper->info); */
    /*@ assert ready3: mapper->info.mode == 3 ==> pml3_ready(&mapper->info); */
    /*@ assert ready4: mapper->info.mode == 4 ==> pml4_ready(&mapper->info); */
    /*@ assert ready5: mapper->info.mode == 5 ==> pml5_ready(&mapper->info); */
}

/*@ requires \valid_read(mapper) && IO_APART(mapper) && \valid(va) && IO_APART(va) && \separated(va, mapper);
    requires ready: mapper_ready(mapper) && io_regions;
    terminates \true;
    exits \false;
    assigns MAPPED, REGIONS, *va;
    ensures T3_empty: \result == SELFMAP_EMPTY_RANGE <==> bytes == 0;
    ensures T3_reach: \result == SELFMAP_BAD_FRAME <==> bytes != 0 && !io_reached(&mapper->info, physical, bytes);
    ensures T3_flags: \result == SELFMAP_BAD_FLAGS <==> io_reached(&mapper->info, physical, bytes) && !io_flags(&mapper->info, flags);
    ensures T3_place: \result == SELFMAP_OK ==> *va % 0x1000 == physical % 0x1000;
    ensures T3_mapped: \result == SELFMAP_OK ==>
      OF_MODE(run_mapped(&mapper->info, *va - *va % 0x1000, physical / 0x1000, io_pages(physical, bytes), flags + MAP_GLOBAL));
    ensures T3_absent: \result == SELFMAP_OK ==>
      OF_MODE(run_was_absent{Pre}(&mapper->info, \at(*va - *va % 0x1000, Post), io_pages(physical, bytes)));
    ensures T3_others: \result == SELFMAP_OK ==>
      OF_MODE(run_others_kept{Pre, Post}(&mapper->info, *va - *va % 0x1000, io_pages(physical, bytes)));
    ensures T5_reserved: \result == SELFMAP_OK ==>
      (\exists integer d; regions_added{Pre, Post}(d, *va / 0x1000, io_pages(physical, bytes), 0));
    ensures T3_same: \result != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot));
    ensures T5_same: \result != SELFMAP_OK ==> regions_as_before{Pre, Post};
    ensures unchanged: \result != SELFMAP_OK ==> *va == \old(*va);
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper) && io_regions;
*/
enum selfmap_status io_map(const struct mapper *mapper, uint64_t physical, uint64_t bytes, uint32_t flags, uint64_t *va)
{
    enum selfmap_status status = check_io(&mapper->info, physical, bytes, flags);
    uint64_t first = 0;
    uint64_t pages;

    if (status != SELFMAP_OK)
        return status;
    pages = (physical + (bytes - 1)) / 0x1000 - physical / 0x1000 + 1;
    /*@ assert pages: pages == io_pages(physical, bytes); */
    status = map_reserved(mapper, physical / 0x1000, pages, flags + MAP_GLOBAL, &first);
    if (status != SELFMAP_OK)
        return status;
    tell_va(va, first * 0x1000 + physical % 0x1000) /*@ ghost (mapper) */;
    /*@ assert page: *va % 0x1000 == physical % 0x1000 && *va - *va % 0x1000 == first * 0x1000 && *va / 0x1000 == first; */
    /*@ assert mapped: OF_MODE(run_mapped(&mapper->info, first * 0x1000, physical / 0x1000, pages, flags + MAP_GLOBAL)); */
    /*@ assert absent: OF_MODE(run_was_absent{Pre}(&mapper->info, \at(first * 0x1000, Here), pages)); */
    /*@ assert others: OF_MODE(run_others_kept{Pre, Here}(&mapper->info, first * 0x1000, pages)); */
    /*@ assert added: \exists integer d; regions_added{Pre, Here}(d, first, pages, 0); */
    return SELFMAP_OK;
}

/*@ requires \valid_read(mapper) && IO_APART(mapper);
    requires ready: mapper_ready(mapper) && io_regions;
    terminates \true;
    exits \false;
    assigns UNMAPPED, RELEASED;
    ensures T5_not_reserved: \result == SELFMAP_NOT_RESERVED <==>
      (\forall integer d; !region_known{Pre}(d, va / 0x1000));
    ensures T5_released: \result == SELFMAP_OK ==> (\forall integer d; region_known{Pre}(d, va / 0x1000) ==>
      regions_removed{Pre, Post}(d, va / 0x1000));
    ensures T3_gone: \result == SELFMAP_OK ==> OF_MODE(region_unmapped{Pre, Post}(&mapper->info, va));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(region_others_kept{Pre, Post}(&mapper->info, va));
    ensures T3_same: \result != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot));
    ensures T5_same: \result != SELFMAP_OK ==> regions_as_before{Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper) && io_regions;
*/
enum selfmap_status io_unmap(const struct mapper *mapper, uint64_t va)
{
    const uint64_t first = va / 0x1000;
    const uint64_t pages = regions_size_of(first);
    enum selfmap_status status;

    /*@ assert none: pages == 0 ==> (\forall integer d; !region_known(d, first)); */
    /*@ assert some: pages != 0 ==> (\exists integer d; region_known(d, first)); */
    if (pages == 0)
        return SELFMAP_NOT_RESERVED;
    status = check_run(mapper, first * 0x1000, pages);
    if (status != SELFMAP_OK)
        return status;
    /*@ ghost
      io_distinct_lemma();
      io_run_lemma(mapper, first * 0x1000, pages);
    */
    unmap_run(mapper, first * 0x1000, pages);
    /*@ assert gone: OF_MODE(run_unmapped(&mapper->info, va / 0x1000 * 0x1000, pages)); */
    /*@ assert others: OF_MODE(run_others_kept{Pre, Here}(&mapper->info, \at(va / 0x1000 * 0x1000, Here), \at(pages, Here))); */
    release(first);
    /*@ assert rooms: \forall integer d; region_known{Pre}(d, va / 0x1000) ==> region_room{Pre}(d) == pages; */
    /*@ assert gone2: mapper->info.mode == 2 ==> pml2_region_unmapped{Pre, Here}(&mapper->info, va); */
    /*@ assert gone3: mapper->info.mode == 3 ==> pml3_region_unmapped{Pre, Here}(&mapper->info, va); */
    /*@ assert gone4: mapper->info.mode == 4 ==> pml4_region_unmapped{Pre, Here}(&mapper->info, va); */
    /*@ assert gone5: mapper->info.mode == 5 ==> pml5_region_unmapped{Pre, Here}(&mapper->info, va); */
    /*@ assert others2: mapper->info.mode == 2 ==> pml2_region_others_kept{Pre, Here}(&mapper->info, va); */
    /*@ assert others3: mapper->info.mode == 3 ==> pml3_region_others_kept{Pre, Here}(&mapper->info, va); */
    /*@ assert others4: mapper->info.mode == 4 ==> pml4_region_others_kept{Pre, Here}(&mapper->info, va); */
    /*@ assert others5: mapper->info.mode == 5 ==> pml5_region_others_kept{Pre, Here}(&mapper->info, va); */
    return SELFMAP_OK;
}

/*
 * runs.c - see runs.h: regions and mapper, asked through their public functions alone (T3, T5). What is proved here is that they are
 * asked right, and that what one did is undone when the other refuses.
 */
#include "run_modes_lemmas.h"

#include "io_lemmas.h"
#include "runs.h"

void space_unmap_run(const struct mapper *mapper, uint64_t va, uint64_t pages)
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

enum selfmap_status space_map_run(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags)
{
    uint64_t done = 0;
    const enum selfmap_status status = map_range(mapper, va, pfn, pages, flags, &done);

    if (status == SELFMAP_OK)
        return status;
    /*@ ghost io_shown_lemma(mapper, va, pfn, done, flags); */
    /*@ ghost Mapped: ; */
    space_unmap_run(mapper, va, done);
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

enum selfmap_status space_check_run(const struct mapper *mapper, uint64_t va, uint64_t pages)
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
    /*@ ghost
      if (pages > 0)
        io_run_lemma(mapper, va, pages);
    */
    return SELFMAP_OK;
}

uint64_t space_pages(uint64_t first)
{
    /*@ ghost io_distinct_lemma(); */
    const uint64_t pages = regions_size_of(first);

    /*@ assert none: pages == 0 ==> (\forall integer d; !region_known(d, first)); */
    /*@ assert some: pages != 0 ==> (\exists integer d; region_known(d, first) && region_room(d) == pages); */
    return pages;
}

void space_release(uint64_t first)
{
    /*@ ghost io_distinct_lemma(); */
    (void)regions_release(first);
    /*@ assert removed: \exists integer d; regions_removed{Pre, Here}(d, first); */
}

/* Whether a page could be mapped and is not. */
/*@ requires \valid_read(mapper) && IO_APART(mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures T3_nothing: \result == SELFMAP_OK ==> OF_MODE(nothing_at(mapper->info.self_map_slot, va));
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_NOT_CANONICAL || \result == SELFMAP_IN_WINDOW || \result == SELFMAP_ALREADY_MAPPED;
    ensures T3_ready: mapper_ready(mapper);
*/
static enum selfmap_status check_guard(const struct mapper *mapper, uint64_t va)
{
    struct mapping mapping = {0, 0, 0};
    const enum selfmap_status status = translate(mapper, va, &mapping);

    return status == SELFMAP_OK ? SELFMAP_ALREADY_MAPPED : status == SELFMAP_NOT_MAPPED ? SELFMAP_OK : status;
}

/* Whether the guard pages of a run that are asked for could be mapped and are not. */
/*@ requires \valid_read(mapper) && IO_APART(mapper);
    requires ready: mapper_ready(mapper);
    requires below: guards % 2 == 1 ==> va >= 0x1000;
    requires above: guards / 2 == 1 ==> va + pages * 0x1000 < 0x10000000000000000;
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures T3_guarded: \result == SELFMAP_OK ==> OF_MODE(guarded(mapper->info.self_map_slot, va, pages, guards));
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_NOT_CANONICAL || \result == SELFMAP_IN_WINDOW || \result == SELFMAP_ALREADY_MAPPED;
    ensures T3_ready: mapper_ready(mapper);
*/
static enum selfmap_status check_guards(const struct mapper *mapper, uint64_t va, uint64_t pages, uint32_t guards)
{
    enum selfmap_status status = SELFMAP_OK;

    if (guards % 2 == 1)
        status = check_guard(mapper, va - 0x1000);
    if (status == SELFMAP_OK && guards / 2 == 1)
        status = check_guard(mapper, va + pages * 0x1000);
    return status;
}

/* Maps all of a run or nothing, and only where its guard pages read nothing. */
/*@ requires \valid_read(mapper) && IO_APART(mapper);
    requires ready: mapper_ready(mapper);
    requires pages: pages > 0 && pfn + pages <= mapper->info.frame_limit;
    requires flags: flags < MAP_FLAGS_LIMIT && (flags / 0x10 == 3 ==> mapper->info.pat != 0);
    requires page: va % 0x1000 == 0;
    requires below: guards % 2 == 1 ==> va >= 0x1000;
    requires above: guards / 2 == 1 ==> va + pages * 0x1000 < 0x10000000000000000;
    terminates \true;
    exits \false;
    assigns MAPPED;
    ensures total: \result != SELFMAP_EMPTY_RANGE && \result != SELFMAP_BAD_FRAME && \result != SELFMAP_BAD_FLAGS;
    ensures T3_mapped: \result == SELFMAP_OK ==> OF_MODE(run_mapped(&mapper->info, va, pfn, pages, flags));
    ensures T3_absent: \result == SELFMAP_OK ==> OF_MODE(run_was_absent{Pre}(&mapper->info, va, pages));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(run_others_kept{Pre, Post}(&mapper->info, va, pages));
    ensures T3_guarded: \result == SELFMAP_OK ==> OF_MODE(guarded(mapper->info.self_map_slot, va, pages, guards));
    ensures T3_same: \result != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot));
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
static enum selfmap_status map_guarded(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags, uint32_t guards)
{
    enum selfmap_status status = check_guards(mapper, va, pages, guards);

    if (status != SELFMAP_OK)
        return status;
    status = space_map_run(mapper, va, pfn, pages, flags);
    if (status != SELFMAP_OK)
        return status;
    /*@ ghost
      if (guards % 2 == 1)
        io_beside_lemma(mapper, va, pages, (uint64_t)(va - 0x1000));
      if (guards / 2 == 1)
        io_beside_lemma(mapper, va, pages, (uint64_t)(va + pages * 0x1000));
    */
    /*@ assert below2: mapper->info.mode == 2 && guards % 2 == 1 ==> pml2_apart(mapper->info.self_map_slot, va, pages, va - 0x1000) &&
          pml2_kept_at{Pre, Here}(va, -1); */
    /*@ assert above2: mapper->info.mode == 2 && guards / 2 == 1 ==> pml2_apart(mapper->info.self_map_slot, va, pages, va + pages * 0x1000) &&
          pml2_kept_at{Pre, Here}(va, pages); */
    /*@ assert below3: mapper->info.mode == 3 && guards % 2 == 1 ==> pml3_apart(mapper->info.self_map_slot, va, pages, va - 0x1000) &&
          pml3_kept_at{Pre, Here}(va, -1); */
    /*@ assert above3: mapper->info.mode == 3 && guards / 2 == 1 ==> pml3_apart(mapper->info.self_map_slot, va, pages, va + pages * 0x1000) &&
          pml3_kept_at{Pre, Here}(va, pages); */
    /*@ assert below4: mapper->info.mode == 4 && guards % 2 == 1 ==> pml4_apart(mapper->info.self_map_slot, va, pages, va - 0x1000) &&
          pml4_kept_at{Pre, Here}(va, -1); */
    /*@ assert above4: mapper->info.mode == 4 && guards / 2 == 1 ==> pml4_apart(mapper->info.self_map_slot, va, pages, va + pages * 0x1000) &&
          pml4_kept_at{Pre, Here}(va, pages); */
    /*@ assert below5: mapper->info.mode == 5 && guards % 2 == 1 ==> pml5_apart(mapper->info.self_map_slot, va, pages, va - 0x1000) &&
          pml5_kept_at{Pre, Here}(va, -1); */
    /*@ assert above5: mapper->info.mode == 5 && guards / 2 == 1 ==> pml5_apart(mapper->info.self_map_slot, va, pages, va + pages * 0x1000) &&
          pml5_kept_at{Pre, Here}(va, pages); */
    /*@ assert guarded2: mapper->info.mode == 2 ==> pml2_guarded(mapper->info.self_map_slot, va, pages, guards); */
    /*@ assert guarded3: mapper->info.mode == 3 ==> pml3_guarded(mapper->info.self_map_slot, va, pages, guards); */
    /*@ assert guarded4: mapper->info.mode == 4 ==> pml4_guarded(mapper->info.self_map_slot, va, pages, guards); */
    /*@ assert guarded5: mapper->info.mode == 5 ==> pml5_guarded(mapper->info.self_map_slot, va, pages, guards); */
    return status;
}

enum selfmap_status space_place(const struct mapper *mapper, uint64_t pfn, uint64_t pages, uint32_t flags, uint32_t guards,
                                uint64_t *first)
{
    enum selfmap_status status = regions_reserve(pages, 1, guards, first);
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
    /*@ assert added: \exists integer d; regions_added{Pre, Here}(d, page, pages, guards); */
    /*@ assert known: \forall integer d; regions_added{Pre, Here}(d, \at(page, Here), pages, guards) ==> region_known(d, page); */
    /*@ assert mine: \exists integer d; region_known(d, page); */
    /*@ ghost Reserved: ; */
    status = map_guarded(mapper, page * 0x1000, pfn, pages, flags, guards);
    if (status != SELFMAP_OK) {
        space_release(page);
        /*@ assert undone: \forall integer d; regions_added{Pre, Reserved}(d, \at(page, Here), pages, guards) ==>
              regions_removed{Reserved, Here}(d, page); */
        /*@ assert both: \exists integer d; regions_added{Pre, Reserved}(d, \at(page, Here), pages, guards) &&
              regions_removed{Reserved, Here}(d, page); */
        /*@ assert before: regions_as_before{Pre, Here}; */
    }
    return status;
}

void space_tell(uint64_t *va, uint64_t address) /*@ ghost (const struct mapper *mapper) */
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

/* memory.c - see selfmap/memory.h: frames of the database under addresses of the regions (T3, T4, T5). */
#include "selfmap/memory.h"

#include "taken.h"

#define NO_ROW 0xFFFFFFFFFFFFFFFFu

/* What memory_alloc and stack_alloc promise alike: of pages that are there, and of a refusal. */
#define ENSURES_MEMORY \
    ensures T3_mapped: \result == SELFMAP_OK ==> *va % 0x1000 == 0 && (\exists integer f; taken{Pre, Post}(f, pages) && \
      OF_MODE(run_mapped(&mapper->info, *va, f, pages, MEMORY_FLAGS))); \
    ensures T3_absent: \result == SELFMAP_OK ==> OF_MODE(run_was_absent{Pre}(&mapper->info, \at(*va, Post), pages)); \
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(run_others_kept{Pre, Post}(&mapper->info, *va, pages));
#define ENSURES_REFUSED \
    ensures T3_same: \result != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot)); \
    ensures T5_same: \result != SELFMAP_OK ==> regions_as_before{Pre, Post}; \
    ensures T4_same: \result != SELFMAP_OK ==> free_as_before{Pre, Post}; \
    ensures unchanged: \result != SELFMAP_OK ==> *va == \old(*va); \
    ensures T3_memory: rest_kept{Pre, Post}; \
    ensures T3_ready: beside(mapper) && io_regions;

/*@ ghost
  void listed_lemma(void)
  {
    /@ assert free: \forall integer k; 0 <= k < ram_zeroed ==> ram_free(frame_order[k]); @/
  }
*/

uint64_t space_take(uint64_t pages, uint64_t limit)
{
    uint64_t frame = 0;

    if (frame_alloc_run(pages, 1, limit, &frame) != SELFMAP_OK)
        return RAM_LIMIT;
    /*@ assert frame: ram_held(frame); */
    return frame;
}

/* Maps frames that are handed out, or gives them back. */
/*@ requires \valid_read(mapper) && MEMORY_APART(mapper) && \valid(first) && MEMORY_APART(first) && \separated(first, mapper);
    requires ready: beside(mapper) && io_regions;
    requires pages: pages > 0 && frame + pages <= mapper->info.frame_limit && run_held(frame, pages);
    requires guards: guards < REGIONS_GUARDS_LIMIT;
    terminates \true;
    exits \false;
    assigns MAPPED, REGIONS, *first, TAKEN;
    ensures T3_mapped: \result == SELFMAP_OK ==> OF_MODE(run_mapped(&mapper->info, *first * 0x1000, frame, pages, MEMORY_FLAGS));
    ensures T3_absent: \result == SELFMAP_OK ==> OF_MODE(run_was_absent{Pre}(&mapper->info, \at(*first, Post) * 0x1000, pages));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(run_others_kept{Pre, Post}(&mapper->info, *first * 0x1000, pages));
    ensures T3_guarded: \result == SELFMAP_OK ==> OF_MODE(guarded(mapper->info.self_map_slot, *first * 0x1000, pages, guards));
    ensures T5_reserved: \result == SELFMAP_OK ==> (\exists integer d; regions_added{Pre, Post}(d, *first, pages, guards));
    ensures T5_page: \result == SELFMAP_OK ==> *first < REGIONS_LAST_PAGE;
    ensures T4_held: \result == SELFMAP_OK ==> run_held(frame, pages) && free_as_before{Pre, Post};
    ensures total: \result != SELFMAP_EMPTY_RANGE && \result != SELFMAP_BAD_FLAGS;
    ensures T3_same: \result != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot));
    ensures T5_same: \result != SELFMAP_OK ==> regions_as_before{Pre, Post};
    ensures T4_freed: \result != SELFMAP_OK ==> run_free(frame, pages) && same_free_but{Pre, Post}(frame, frame + pages);
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: beside(mapper) && io_regions;
*/
static enum selfmap_status map_frames(const struct mapper *mapper, uint64_t frame, uint64_t pages, uint32_t guards, uint64_t *first)
{
    enum selfmap_status status;

    /*@ ghost listed_lemma(); */
    status = space_place(mapper, frame, pages, MEMORY_FLAGS, guards, first);
#include "spec/beside_steps.h"
    if (status != SELFMAP_OK)
        (void)frame_free_run(frame, pages);
    return status;
}

/*@ requires \valid_read(mapper) && MEMORY_APART(mapper) && \valid(va) && MEMORY_APART(va) && \separated(va, mapper);
    requires ready: beside(mapper) && io_regions;
    terminates \true;
    exits \false;
    assigns MAPPED, REGIONS, TAKEN, *va;
    ensures T3_empty: \result == SELFMAP_EMPTY_RANGE <==> pages == 0;
    ensures T3_flags: \result == SELFMAP_BAD_FLAGS <==> pages != 0 && guards >= REGIONS_GUARDS_LIMIT;
    ensures T4_none: pages != 0 && guards < REGIONS_GUARDS_LIMIT &&
      (\forall integer s; run_fits(s, pages, 1, mapper->info.frame_limit) ==> !run_free{Pre}(s, pages)) ==> \result == SELFMAP_NO_FRAMES;
    ENSURES_MEMORY
    ensures T3_guarded: \result == SELFMAP_OK ==> OF_MODE(guarded(mapper->info.self_map_slot, *va, pages, guards));
    ensures T5_reserved: \result == SELFMAP_OK ==> (\exists integer d; regions_added{Pre, Post}(d, *va / 0x1000, pages, guards));
    ENSURES_REFUSED
*/
enum selfmap_status memory_alloc(const struct mapper *mapper, uint64_t pages, uint32_t guards, uint64_t *va)
{
    enum selfmap_status status;
    uint64_t first = 0;
    uint64_t frame;

    if (pages == 0)
        return SELFMAP_EMPTY_RANGE;
    if (guards >= REGIONS_GUARDS_LIMIT)
        return SELFMAP_BAD_FLAGS;
    frame = space_take(pages, mapper->info.frame_limit);
    if (frame >= RAM_LIMIT)
        return SELFMAP_NO_FRAMES;
    status = map_frames(mapper, frame, pages, guards, &first);
    if (status != SELFMAP_OK)
        return status;
    space_tell(va, first * 0x1000) /*@ ghost (mapper) */;
    /*@ assert taken: taken{Pre, Here}(frame, pages); */
    /*@ assert mapped: OF_MODE(run_mapped(&mapper->info, *va, frame, pages, MEMORY_FLAGS)); */
    return SELFMAP_OK;
}

/*@ requires \valid_read(mapper) && MEMORY_APART(mapper) && \valid(va) && MEMORY_APART(va) && \separated(va, mapper);
    requires ready: beside(mapper) && io_regions;
    terminates \true;
    exits \false;
    assigns MAPPED, REGIONS, TAKEN, *va;
    ensures T3_empty: \result == SELFMAP_EMPTY_RANGE <==> pages == 0;
    ensures T3_total: \result != SELFMAP_BAD_FLAGS;
    ensures T4_none: pages != 0 && (\forall integer s; run_fits(s, pages, 1, mapper->info.frame_limit) ==> !run_free{Pre}(s, pages)) ==>
      \result == SELFMAP_NO_FRAMES;
    ENSURES_MEMORY
    ensures T3_guard: \result == SELFMAP_OK ==> OF_MODE(nothing_at(mapper->info.self_map_slot, *va - 0x1000));
    ensures T5_reserved: \result == SELFMAP_OK ==> (\exists integer d; regions_added{Pre, Post}(d, *va / 0x1000, pages, 1));
    ENSURES_REFUSED
*/
enum selfmap_status stack_alloc(const struct mapper *mapper, uint64_t pages, uint64_t *va)
{
    return memory_alloc(mapper, pages, REGIONS_GUARD_BELOW, va);
}

uint64_t space_frame_at(const struct mapper *mapper, uint64_t va)
{
    struct mapping mapping = {0, 0, 0};

    (void)translate(mapper, va, &mapping);
    /*@ assert level2: mapper->info.mode == 2 ==> mapping.level == 1; */
    /*@ assert level3: mapper->info.mode == 3 ==> mapping.level == 1; */
    /*@ assert level4: mapper->info.mode == 4 ==> mapping.level == 1; */
    /*@ assert level5: mapper->info.mode == 5 ==> mapping.level == 1; */
    /*@ assert shows2: mapper->info.mode == 2 ==> pml2_row_at(va, mapping.pfn, 0); */
    /*@ assert shows3: mapper->info.mode == 3 ==> pml3_row_at(va, mapping.pfn, 0); */
    /*@ assert shows4: mapper->info.mode == 4 ==> pml4_row_at(va, mapping.pfn, 0); */
    /*@ assert shows5: mapper->info.mode == 5 ==> pml5_row_at(va, mapping.pfn, 0); */
    return mapping.pfn;
}

/* The frame that the first page shows, when the others show the next ones; else NO_ROW. */
/*@ requires \valid_read(mapper) && MEMORY_APART(mapper);
    requires ready: beside(mapper);
    requires run: va % 0x1000 == 0 && va + pages * 0x1000 <= 0x10000000000000000 && pages > 0;
    requires shown: OF_MODE(all_shown(mapper->info.self_map_slot, va, pages));
    terminates \true;
    exits \false;
    assigns AIMED;
    ensures T3_row: \result != NO_ROW ==> OF_MODE(in_row(va, \result, pages));
    ensures T3_ready: beside(mapper);
*/
static uint64_t row_of(const struct mapper *mapper, uint64_t va, uint64_t pages)
{
    uint64_t frame;
    uint64_t k;

    /*@ assert there2: mapper->info.mode == 2 ==> pml2_shown(mapper->info.self_map_slot, va, 0); */
    /*@ assert there3: mapper->info.mode == 3 ==> pml3_shown(mapper->info.self_map_slot, va, 0); */
    /*@ assert there4: mapper->info.mode == 4 ==> pml4_shown(mapper->info.self_map_slot, va, 0); */
    /*@ assert there5: mapper->info.mode == 5 ==> pml5_shown(mapper->info.self_map_slot, va, 0); */
    frame = space_frame_at(mapper, va);
    /*@ loop invariant range: 1 <= k <= pages;
        loop invariant row: OF_MODE(in_row(va, frame, k));
        loop invariant ready: beside(mapper);
        loop assigns k, AIMED;
        loop variant pages - k; */
    for (k = 1; k < pages; k++) {
        /*@ assert here2: mapper->info.mode == 2 ==> pml2_shown(mapper->info.self_map_slot, va, \at(k, Here)); */
        /*@ assert here3: mapper->info.mode == 3 ==> pml3_shown(mapper->info.self_map_slot, va, \at(k, Here)); */
        /*@ assert here4: mapper->info.mode == 4 ==> pml4_shown(mapper->info.self_map_slot, va, \at(k, Here)); */
        /*@ assert here5: mapper->info.mode == 5 ==> pml5_shown(mapper->info.self_map_slot, va, \at(k, Here)); */
        if (space_frame_at(mapper, va + k * 0x1000) != frame + k)
            return NO_ROW;
        /*@ assert next2: mapper->info.mode == 2 ==> pml2_row_at(va, \at(frame, Here), \at(k, Here)); */
        /*@ assert next3: mapper->info.mode == 3 ==> pml3_row_at(va, \at(frame, Here), \at(k, Here)); */
        /*@ assert next4: mapper->info.mode == 4 ==> pml4_row_at(va, \at(frame, Here), \at(k, Here)); */
        /*@ assert next5: mapper->info.mode == 5 ==> pml5_row_at(va, \at(frame, Here), \at(k, Here)); */
        /*@ assert so_far2: mapper->info.mode == 2 ==> pml2_in_row(va, \at(frame, Here), \at(k, Here) + 1); */
        /*@ assert so_far3: mapper->info.mode == 3 ==> pml3_in_row(va, \at(frame, Here), \at(k, Here) + 1); */
        /*@ assert so_far4: mapper->info.mode == 4 ==> pml4_in_row(va, \at(frame, Here), \at(k, Here) + 1); */
        /*@ assert so_far5: mapper->info.mode == 5 ==> pml5_in_row(va, \at(frame, Here), \at(k, Here) + 1); */
    }
    return frame;
}

/* Ends a reservation and frees the frames behind it. */
/*@ requires \valid_read(mapper) && MEMORY_APART(mapper);
    requires ready: beside(mapper) && io_regions;
    requires held: pages > 0 && run_held(frame, pages);
    terminates \true;
    exits \false;
    assigns UNMAPPED, RELEASED, TAKEN;
    ensures T5_not_reserved: \result == SELFMAP_NOT_RESERVED <==> (\forall integer d; !region_known{Pre}(d, va / 0x1000));
    ensures T5_released: \result == SELFMAP_OK ==> (\forall integer d; region_known{Pre}(d, va / 0x1000) ==>
      regions_removed{Pre, Post}(d, va / 0x1000));
    ensures T3_gone: \result == SELFMAP_OK ==> OF_MODE(region_unmapped{Pre, Post}(&mapper->info, va));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(region_others_kept{Pre, Post}(&mapper->info, va));
    ensures T4_freed: \result == SELFMAP_OK ==> run_free(frame, pages) && same_free_but{Pre, Post}(frame, frame + pages);
    ensures T3_same: \result != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot));
    ensures T5_same: \result != SELFMAP_OK ==> regions_as_before{Pre, Post};
    ensures T4_same: \result != SELFMAP_OK ==> same_ram{Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: beside(mapper) && io_regions;
*/
static enum selfmap_status end_memory(const struct mapper *mapper, uint64_t va, uint64_t frame, uint64_t pages)
{
    enum selfmap_status status;

    /*@ ghost listed_lemma(); */
    status = io_unmap(mapper, va);
#include "spec/beside_steps.h"
    if (status == SELFMAP_OK)
        (void)frame_free_run(frame, pages);
    return status;
}

/*@ requires \valid_read(mapper) && MEMORY_APART(mapper);
    requires ready: beside(mapper) && io_regions;
    terminates \true;
    exits \false;
    assigns UNMAPPED, RELEASED, TAKEN;
    ensures T5_not_reserved: \result == SELFMAP_NOT_RESERVED <==> (\forall integer d; !region_known{Pre}(d, va / 0x1000));
    ensures T5_released: \result == SELFMAP_OK ==> (\forall integer d; region_known{Pre}(d, va / 0x1000) ==>
      regions_removed{Pre, Post}(d, va / 0x1000));
    ensures T3_gone: \result == SELFMAP_OK ==> OF_MODE(region_unmapped{Pre, Post}(&mapper->info, va));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(region_others_kept{Pre, Post}(&mapper->info, va));
    ensures T4_row: \result == SELFMAP_OK ==> (\exists integer f; OF_MODE(region_row{Pre}(va, f)));
    ensures T4_freed: \result == SELFMAP_OK ==> OF_MODE(region_freed{Pre, Post}(va));
    ensures T3_same: \result != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot));
    ensures T5_same: \result != SELFMAP_OK ==> regions_as_before{Pre, Post};
    ensures T4_same: \result != SELFMAP_OK ==> same_ram{Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: beside(mapper) && io_regions;
*/
enum selfmap_status memory_free(const struct mapper *mapper, uint64_t va)
{
    const uint64_t first = va / 0x1000;
    const uint64_t pages = space_pages(first);
    enum selfmap_status status;
    uint64_t frame;

    if (pages == 0)
        return SELFMAP_NOT_RESERVED;
    status = space_check_run(mapper, first * 0x1000, pages);
    if (status != SELFMAP_OK)
        return status;
    frame = row_of(mapper, first * 0x1000, pages);
    if (frame >= RAM_LIMIT)
        return SELFMAP_BAD_FRAME;
    status = ram_run_status(frame, pages);
    if (status != SELFMAP_OK)
        return status;
    /*@ assert row2: mapper->info.mode == 2 ==> pml2_in_row{Pre}(va / 0x1000 * 0x1000, \at(frame, Here), \at(pages, Here)); */
    /*@ assert row3: mapper->info.mode == 3 ==> pml3_in_row{Pre}(va / 0x1000 * 0x1000, \at(frame, Here), \at(pages, Here)); */
    /*@ assert row4: mapper->info.mode == 4 ==> pml4_in_row{Pre}(va / 0x1000 * 0x1000, \at(frame, Here), \at(pages, Here)); */
    /*@ assert row5: mapper->info.mode == 5 ==> pml5_in_row{Pre}(va / 0x1000 * 0x1000, \at(frame, Here), \at(pages, Here)); */
    /*@ assert one2: mapper->info.mode == 2 ==> pml2_row_starts{Pre}(va / 0x1000 * 0x1000, \at(pages, Here)); */
    /*@ assert one3: mapper->info.mode == 3 ==> pml3_row_starts{Pre}(va / 0x1000 * 0x1000, \at(pages, Here)); */
    /*@ assert one4: mapper->info.mode == 4 ==> pml4_row_starts{Pre}(va / 0x1000 * 0x1000, \at(pages, Here)); */
    /*@ assert one5: mapper->info.mode == 5 ==> pml5_row_starts{Pre}(va / 0x1000 * 0x1000, \at(pages, Here)); */
    /*@ assert mine2: mapper->info.mode == 2 ==> pml2_row_at{Pre}(va / 0x1000 * 0x1000, \at(frame, Here), 0); */
    /*@ assert mine3: mapper->info.mode == 3 ==> pml3_row_at{Pre}(va / 0x1000 * 0x1000, \at(frame, Here), 0); */
    /*@ assert mine4: mapper->info.mode == 4 ==> pml4_row_at{Pre}(va / 0x1000 * 0x1000, \at(frame, Here), 0); */
    /*@ assert mine5: mapper->info.mode == 5 ==> pml5_row_at{Pre}(va / 0x1000 * 0x1000, \at(frame, Here), 0); */
    /*@ assert only2: mapper->info.mode == 2 ==> pml2_only_row{Pre}(va / 0x1000 * 0x1000, \at(frame, Here), \at(pages, Here)); */
    /*@ assert only3: mapper->info.mode == 3 ==> pml3_only_row{Pre}(va / 0x1000 * 0x1000, \at(frame, Here), \at(pages, Here)); */
    /*@ assert only4: mapper->info.mode == 4 ==> pml4_only_row{Pre}(va / 0x1000 * 0x1000, \at(frame, Here), \at(pages, Here)); */
    /*@ assert only5: mapper->info.mode == 5 ==> pml5_only_row{Pre}(va / 0x1000 * 0x1000, \at(frame, Here), \at(pages, Here)); */
    status = end_memory(mapper, va, frame, pages);
    /*@ assert still: \forall integer d; region_known{Pre}(d, va / 0x1000) ==> region_room{Pre}(d) == pages; */
    /*@ assert shown2: mapper->info.mode == 2 ==> pml2_region_row{Pre}(va, \at(frame, Here)); */
    /*@ assert shown3: mapper->info.mode == 3 ==> pml3_region_row{Pre}(va, \at(frame, Here)); */
    /*@ assert shown4: mapper->info.mode == 4 ==> pml4_region_row{Pre}(va, \at(frame, Here)); */
    /*@ assert shown5: mapper->info.mode == 5 ==> pml5_region_row{Pre}(va, \at(frame, Here)); */
    /*@ assert freed2: mapper->info.mode == 2 ==> status == SELFMAP_OK ==> pml2_region_freed{Pre, Here}(va); */
    /*@ assert freed3: mapper->info.mode == 3 ==> status == SELFMAP_OK ==> pml3_region_freed{Pre, Here}(va); */
    /*@ assert freed4: mapper->info.mode == 4 ==> status == SELFMAP_OK ==> pml4_region_freed{Pre, Here}(va); */
    /*@ assert freed5: mapper->info.mode == 5 ==> status == SELFMAP_OK ==> pml5_region_freed{Pre, Here}(va); */
    return status;
}

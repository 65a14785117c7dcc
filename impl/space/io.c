/*
 * io.c - see selfmap/space.h: physical ranges under a virtual address (T3, T5), on runs.h: the arguments are checked here, and the offset in
 * the page told.
 */
#include "runs.h"

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
    status = space_place(mapper, physical / 0x1000, pages, flags + MAP_GLOBAL, 0, &first);
    if (status != SELFMAP_OK)
        return status;
    space_tell(va, first * 0x1000 + physical % 0x1000) /*@ ghost (mapper) */;
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
    const uint64_t pages = space_pages(first);
    enum selfmap_status status;

    if (pages == 0)
        return SELFMAP_NOT_RESERVED;
    status = space_check_run(mapper, first * 0x1000, pages);
    if (status != SELFMAP_OK)
        return status;
    space_unmap_run(mapper, first * 0x1000, pages);
    /*@ assert gone: OF_MODE(run_unmapped(&mapper->info, va / 0x1000 * 0x1000, pages)); */
    /*@ assert others: OF_MODE(run_others_kept{Pre, Here}(&mapper->info, \at(va / 0x1000 * 0x1000, Here), \at(pages, Here))); */
    space_release(first);
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

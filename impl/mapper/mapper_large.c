/* mapper_large.c - the public face of the mapper for large pages: one indirect call to the bound mode's function (T3). */
#include "bound.h"

/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED, memory64, memory32, links64, links32, OWED,
      table_level[0 .. MACHINE_FRAMES - 1], table_parent[0 .. MACHINE_FRAMES - 1], table_place[0 .. MACHINE_FRAMES - 1],
      table_prefix[0 .. MACHINE_FRAMES - 1], frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota;
    ensures T3_status: OF_MODE(map_large_status{Pre}(&mapper->info, va, level, pfn, flags, \result));
    ensures T3_mapped: \result == SELFMAP_OK ==> OF_MODE(is_large(&mapper->info, va, level, pfn, flags));
    ensures T3_walk: \result == SELFMAP_OK && flags % 2 == 1 ==> OF_MODE(leads_to_large(&mapper->info, va, level, pfn));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(large_others_kept{Pre, Post}(&mapper->info, va, level));
    ensures T3_unchanged: \result != SELFMAP_OK ==> OF_MODE(nothing_changed{Pre, Post});
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status map_large(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t pfn, uint32_t flags)
{
    enum selfmap_status status;

    /*@ calls pml2_map_large, pml3_map_large, pml4_map_large, pml5_map_large; */
    status = mapper->routines.map_large(mapper, va, level, pfn, flags);
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires \valid(pfn) && APART(pfn) && \separated(pfn, mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED, memory64, memory32, links64, links32, OWED,
      table_level[0 .. MACHINE_FRAMES - 1], frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota, frames_order[0 .. FRAMES_LIMIT - 1],
      frames_place[0 .. FRAMES_SPAN - 1], *pfn;
    ensures T3_status: OF_MODE(unmap_large_status{Pre}(&mapper->info, va, level, \result));
    ensures T3_gone: \result == SELFMAP_OK ==> OF_MODE(no_large(va, level));
    ensures T3_walk: \result == SELFMAP_OK ==> OF_MODE(faults(&mapper->info, va));
    ensures T3_frame: \result == SELFMAP_OK ==> OF_MODE(large_was_at{Pre}(va, level, *pfn));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(large_others_kept{Pre, Post}(&mapper->info, va, level));
    ensures T3_reclaimed: \result == SELFMAP_OK ==> OF_MODE(tables_reclaimed(va));
    ensures T3_unchanged: \result != SELFMAP_OK ==> OF_MODE(nothing_changed{Pre, Post}) && *pfn == \old(*pfn);
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status unmap_large(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t *pfn)
{
    enum selfmap_status status;

    /*@ calls pml2_unmap_large, pml3_unmap_large, pml4_unmap_large, pml5_unmap_large; */
    status = mapper->routines.unmap_large(mapper, va, level, pfn);
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED, memory64, memory32, OWED;
    ensures T3_status: OF_MODE(protect_large_status{Pre}(&mapper->info, va, level, flags, \result));
    ensures T3_rights: \result == SELFMAP_OK ==> OF_MODE(large_keeps_frame{Pre, Post}(&mapper->info, va, level, flags));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(large_others_kept{Pre, Post}(&mapper->info, va, level));
    ensures T3_unchanged: \result != SELFMAP_OK ==> OF_MODE(nothing_changed{Pre, Post});
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status protect_large(const struct mapper *mapper, uint64_t va, uint32_t level, uint32_t flags)
{
    enum selfmap_status status;

    /*@ calls pml2_protect_large, pml3_protect_large, pml4_protect_large, pml5_protect_large; */
    status = mapper->routines.protect_large(mapper, va, level, flags);
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED, memory64, memory32, links64, links32, OWED,
      table_level[0 .. MACHINE_FRAMES - 1], table_parent[0 .. MACHINE_FRAMES - 1], table_place[0 .. MACHINE_FRAMES - 1],
      table_prefix[0 .. MACHINE_FRAMES - 1], frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota;
    ensures T3_status: OF_MODE(split_status{Pre}(&mapper->info, va, level, \result));
    ensures T3_split: \result == SELFMAP_OK ==> OF_MODE(is_split{Pre, Post}(va, level));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(large_others_kept{Pre, Post}(&mapper->info, va, level));
    ensures T3_unchanged: \result != SELFMAP_OK ==> OF_MODE(nothing_changed{Pre, Post});
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status split_large(const struct mapper *mapper, uint64_t va, uint32_t level)
{
    enum selfmap_status status;

    /*@ calls pml2_split_large, pml3_split_large, pml4_split_large, pml5_split_large; */
    status = mapper->routines.split_large(mapper, va, level);
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED, memory64, memory32, links64, links32, OWED,
      table_level[0 .. MACHINE_FRAMES - 1], frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota, frames_order[0 .. FRAMES_LIMIT - 1],
      frames_place[0 .. FRAMES_SPAN - 1];
    ensures T3_status: OF_MODE(promote_status{Pre}(&mapper->info, va, level, \result));
    ensures T3_promoted: \result == SELFMAP_OK ==> OF_MODE(is_promoted{Pre, Post}(va, level));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(large_others_kept{Pre, Post}(&mapper->info, va, level));
    ensures T3_unchanged: \result != SELFMAP_OK ==> OF_MODE(nothing_changed{Pre, Post});
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status promote_large(const struct mapper *mapper, uint64_t va, uint32_t level)
{
    enum selfmap_status status;

    /*@ calls pml2_promote_large, pml3_promote_large, pml4_promote_large, pml5_promote_large; */
    status = mapper->routines.promote_large(mapper, va, level);
    return status;
}

/*
 * mapper_witnesses.c - the mapper's contracts can be met: a machine whose only table is the top one and that maps
 * nothing but itself is `ready`; there map_page without a free frame, and unmap_range and protect_range, answer as their contracts
 * say. Nothing here is linked.
 */
#include "impl/mapper/modes.h"

#include "spec/tree_pml4.h"
#include "lone_pml4.h"

/* What calls of the mapper may write. */
#define WRITTEN AIMED, memory64, links64, OWED, table_level[0 .. MACHINE_FRAMES - 1], \
    table_parent[0 .. MACHINE_FRAMES - 1], table_place[0 .. MACHINE_FRAMES - 1], table_prefix[0 .. MACHINE_FRAMES - 1], \
    frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota, frames_order[0 .. FRAMES_LIMIT - 1], frames_place[0 .. FRAMES_SPAN - 1]

/* Ready; and refused for want of frames, since three tables are missing. */
/*@ requires \valid_read(mapper) && APART(mapper);
    requires bound: pml4_info(&mapper->info) && mapper->info.self_map_slot == 0x1ED && mapper->info.leaf_levels == 3 &&
      mapper->info.frame_limit == 0x100000;
    terminates \true;
    exits \false;
    assigns LONE, WRITTEN;
    ensures T3_still: pml4_ready(&mapper->info);
*/
void witness_mapper(const struct mapper *mapper)
{
    enum selfmap_status status;

    lone_pml4(mapper->info.self_map_slot);
    /*@ assert bound: pml4_info(&mapper->info); */
    /*@ check T3_ready: pml4_ready(&mapper->info); */
    /*@ assert way: pml4_index4(0x1000) == 0 && pml4_index3(0x1000) == 0 && pml4_index2(0x1000) == 0 && pml4_index1(0x1000) == 1; */
    /*@ assert none: pml4_t3(0) == -1 && pml4_t2(0, 0) == -1 && pml4_t1(0, 0, 0) == -1; */
    /*@ assert served: pml4_map_ok(&mapper->info, 0x1000, 5, MAP_WRITE) && pml4_missing(0, 0, 0, 1) == 3; */
    status = pml4_map_page(mapper, 0x1000, 5, MAP_WRITE);
    (void)status;
    /*@ check T3_no_frames: status == SELFMAP_NO_FRAMES; */
}

/* Ranges of a machine that maps nothing: the first page stops them. */
/*@ requires \valid_read(mapper) && APART(mapper);
    requires bound: pml4_info(&mapper->info) && mapper->info.self_map_slot == 0x1ED && mapper->info.leaf_levels == 3 &&
      mapper->info.frame_limit == 0x100000;
    terminates \true;
    exits \false;
    assigns LONE, WRITTEN;
    ensures T3_still: pml4_ready(&mapper->info);
*/
void witness_range(const struct mapper *mapper)
{
    uint64_t done = 7;
    enum selfmap_status status;

    lone_pml4(mapper->info.self_map_slot);
    /*@ assert bound: pml4_info(&mapper->info); */
    /*@ assert way: pml4_index4(0x1000) == 0 && pml4_index3(0x1000) == 0 && pml4_index2(0x1000) == 0 && pml4_index1(0x1000) == 1; */
    /*@ assert first: pml4_number(0, 0, 0, 1) == 1 && pml4_number_of(0x1000) == 1; */
    /*@ assert served: pml4_run_ok(mapper->info.self_map_slot, 0x1000, 40); */
    /*@ assert none: pml4_w1(0, 0, 0, 1) == 0 && pml4_w2(0, 0, 0) == 0 && pml4_w3(0, 0) == 0; */
    status = pml4_protect_range(mapper, 0x1000, 40, 0, &done);
    (void)status;
    /*@ check T3_none_protected: done == 0 && status == SELFMAP_NOT_MAPPED; */
    /*@ assert still_none: pml4_w1(0, 0, 0, 1) == 0 && pml4_w2(0, 0, 0) == 0 && pml4_w3(0, 0) == 0; */
    status = pml4_unmap_range(mapper, 0x1000, 40, &done);
    (void)status;
    /*@ assert none_done: done == 0; */
    /*@ assert none_there: pml4_w1(0, 0, 0, 1) == 0 && pml4_w2(0, 0, 0) == 0 && pml4_w3(0, 0) == 0; */
    /*@ check T3_none_unmapped: done == 0 && status == SELFMAP_NOT_MAPPED; */
}

/* What must not follow from the contracts of map_page and unmap_page. */
/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: pml4_ready(&mapper->info);
    terminates \true;
    exits \false;
    assigns WRITTEN;
    ensures T3_still: pml4_ready(&mapper->info);
*/
void bad_after_map(const struct mapper *mapper, uint64_t va, uint64_t pfn)
{
    uint64_t was = 0;
    enum selfmap_status status = pml4_map_page(mapper, va, pfn, MAP_WRITE);

    (void)status;
    /*@ check must_fail_nothing_follows: \false; */
    /*@ check must_fail_always_maps: status == SELFMAP_OK; */
    /*@ check must_fail_never_maps: status != SELFMAP_OK; */
    /*@ check must_fail_all_memory_kept: \forall integer f; 0 <= f < MACHINE_FRAMES ==> same_words{Pre, Here}(f); */
    status = pml4_unmap_page(mapper, va, &was);
    /*@ check must_fail_nothing_follows_unmap: \false; */
    /*@ check must_fail_always_unmaps: status == SELFMAP_OK; */
}

/* Nor from those of map_range, protect_range and unmap_range. */
/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: pml4_ready(&mapper->info);
    terminates \true;
    exits \false;
    assigns WRITTEN;
    ensures T3_still: pml4_ready(&mapper->info);
*/
void bad_after_range(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages)
{
    uint64_t done = 0;
    enum selfmap_status status = pml4_map_range(mapper, va, pfn, pages, MAP_WRITE, &done);

    (void)status;
    /*@ check must_fail_nothing_follows: \false; */
    /*@ check must_fail_always_maps: status == SELFMAP_OK; */
    /*@ check must_fail_never_maps: done == 0; */
    status = pml4_protect_range(mapper, va, pages, 0, &done);
    /*@ check must_fail_nothing_follows_protect: \false; */
    /*@ check must_fail_never_protects: done == 0; */
    status = pml4_unmap_range(mapper, va, pages, &done);
    /*@ check must_fail_nothing_follows_unmap: \false; */
    /*@ check must_fail_never_unmaps: done == 0; */
}

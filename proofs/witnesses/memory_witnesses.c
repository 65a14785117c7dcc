/*
 * memory_witnesses.c - the contracts of memory.h can be met: what they ask for, a mapper, a frame database and regions beside each other, comes
 * up; there memory is refused as the contract says. And they do not say too much. Nothing here is linked.
 */
#include "impl/space/taken.h"
#include "selfmap/memory.h"

#include "lone_pml4.h"

/* The database as a program finds it: every byte 0. */
/*@
  predicate untouched{L} = ram_first == 0 && ram_end == 0 && ram_frames == 0 && ram_zeroed == 0 && ram_dirty_from == 0 &&
    (\forall integer f; 0 <= f < RAM_LIMIT ==> frame_kinds[f] == KIND_ABSENT);
*/
#define RECORDS TAKEN, ram_first, ram_end, ram_frames, frame_kinds[0 .. RAM_LIMIT - 1]

void witness_memory(const struct mapper *mapper, uint64_t *va);
void bad_after_memory(const struct mapper *mapper, uint64_t pages, uint64_t *va);

/* A mapper that maps nothing but itself beside two frames of RAM; there no pages, and guards that are none, are refused. */
/*@ requires \valid_read(mapper) && MEMORY_APART(mapper) && \valid(va) && MEMORY_APART(va) && \separated(va, mapper);
    requires bound: mapper->info.mode == 4 && pml4_routes(&mapper->routines) && pml4_info(&mapper->info) &&
      mapper->info.self_map_slot == 0x1ED && mapper->info.leaf_levels == 3 && mapper->info.frame_limit == 0x100000;
    requires start: untouched;
    terminates \true;
    exits \false;
    assigns LONE, MAPPED, REGIONS, regions_base, regions_pages, RECORDS, *va;
    ensures T3_still: beside(mapper) && io_regions;
    ensures T3_untold: *va == \old(*va);
*/
void witness_memory(const struct mapper *mapper, uint64_t *va)
{
    enum selfmap_status status;

    frame_ram_reset();
    (void)frame_ram_add(0x100, 0x102);
    (void)regions_init(0xFFFFFFF000000, 0x1000);
    lone_pml4(mapper->info.self_map_slot);
    /*@ assert ram: ram_ready && ram_zeroed == 0; */
    /*@ check T3_ready: mapper_ready(mapper); */
    /*@ check T4_ready: supply_ready && tables_kept; */
    /*@ check T3_beside: beside(mapper); */
    /*@ check T5_ready: io_regions; */
    status = memory_alloc(mapper, 0, REGIONS_GUARD_BELOW, va);
    /*@ check T3_empty: status == SELFMAP_EMPTY_RANGE; */
    status = memory_alloc(mapper, 8, REGIONS_GUARDS_LIMIT, va);
    /*@ check T3_flags: status == SELFMAP_BAD_FLAGS; */
    (void)status;
}

/* What must not follow from the contracts of memory_alloc and memory_free. */
/*@ requires \valid_read(mapper) && MEMORY_APART(mapper) && \valid(va) && MEMORY_APART(va) && \separated(va, mapper);
    requires ready: beside(mapper) && io_regions;
    terminates \true;
    exits \false;
    assigns MAPPED, REGIONS, TAKEN, *va;
    ensures T3_still: beside(mapper) && io_regions;
    ensures T3_untold: *va == *va;
*/
void bad_after_memory(const struct mapper *mapper, uint64_t pages, uint64_t *va)
{
    enum selfmap_status status = memory_alloc(mapper, pages, REGIONS_GUARD_BELOW, va);

    /*@ check must_fail_nothing_follows: \false; */
    /*@ check must_fail_always_allocates: status == SELFMAP_OK; */
    /*@ check must_fail_never_allocates: status != SELFMAP_OK; */
    /*@ check must_fail_nothing_taken: free_as_before{Pre, Here}; */
    status = memory_free(mapper, *va);
    (void)status;
    /*@ check must_fail_nothing_follows_free: \false; */
    /*@ check must_fail_always_frees: status == SELFMAP_OK; */
    /*@ check must_fail_never_frees: status != SELFMAP_OK; */
}

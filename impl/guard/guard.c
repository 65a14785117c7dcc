/* guard.c - see selfmap/guard.h: the lock around allocation and release (T5). */
#include "state.h"

uint32_t guard_options;
uint64_t guard_cap, guard_bytes;

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE, POOL_ASSIGNED, pool_tag[0 .. POOL_GRANULES - 1], guard_bytes, offer_place, offer_bytes, guard_memory[0 .. POOL_BYTES - 1];
    ENSURES_LOCK_FREE
    ENSURES_TAKEN(alignment)
*/
struct pool_answer guard_alloc_aligned(uint64_t size, uint64_t alignment, uint32_t tag)
{
    const uint64_t word = guard_lock();
    const struct pool_answer block = guard_take(size, alignment, tag);

    guard_unlock(word);
    return block;
}

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE, POOL_ASSIGNED, pool_tag[0 .. POOL_GRANULES - 1], guard_bytes, offer_place, offer_bytes, guard_memory[0 .. POOL_BYTES - 1];
    ENSURES_LOCK_FREE
    ENSURES_TAKEN(POOL_GRANULE)
*/
struct pool_answer guard_alloc(uint64_t size, uint32_t tag)
{
    return guard_alloc_aligned(size, POOL_GRANULE, tag);
}

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE, POOL_ASSIGNED, guard_bytes, guard_memory[0 .. POOL_BYTES - 1];
    ENSURES_LOCK_FREE
    ENSURES_GIVEN_BACK
*/
enum selfmap_status guard_free(uint64_t address, uint32_t tag)
{
    const uint64_t word = guard_lock();
    const enum selfmap_status status = guard_give_back(address, tag);

    guard_unlock(word);
    return status;
}

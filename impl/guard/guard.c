/* guard.c - see selfmap/guard.h: the lock around each of its functions, and nothing else (T5). */
#include "state.h"

#define ENSURES_LOCK_FREE \
    ensures T5_lock_free: lock_held == 0; \
    ensures T5_lock_once: lock_turns == (\old(lock_turns) + 1) % LOCK_MODULO;

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE, POOL_ASSIGNED, pool_tag[0 .. POOL_GRANULES - 1], guard_bytes, offer_place, offer_bytes, guard_memory[0 .. POOL_BYTES - 1];
    ENSURES_LOCK_FREE
    ENSURES_TAKEN
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
uint32_t guard_options;
uint64_t guard_cap, guard_bytes;

/* look.c - see selfmap/guard.h: questions about a guarded pool (T5). */
#include "state.h"

#define ENSURES_LOOK(address) \
    ensures T5_ok: \result.status == SELFMAP_OK <==> block_at(address); \
    ensures T5_foreign: \result.status == SELFMAP_NOT_IN_POOL <==> !in_pool(address); \
    ensures T5_inside: \result.status == SELFMAP_INSIDE_BLOCK <==> inside_block(address); \
    ensures T5_no_block: \result.status == SELFMAP_NO_BLOCK <==> no_block(address); \
    ensures T5_total: \result.status \in {SELFMAP_OK, SELFMAP_NOT_IN_POOL, SELFMAP_INSIDE_BLOCK, SELFMAP_NO_BLOCK}; \
    ensures T5_size: \result.status == SELFMAP_OK ==> \result.value == bytes_at(address) - zone_bytes && \
      address + \result.value + zone_bytes <= pool_base + POOL_PAGE_SIZE * pool_count;

/* guard_size_of under the lock. */
/*@ requires ready: guard_ready;
    requires held: lock_held == 1;
    terminates \true;
    exits \false;
    assigns \nothing;
    ENSURES_LOOK(address)
*/
static struct pool_answer own_bytes(uint64_t address)
{
    const struct pool_answer size = pool_size_of(address);

    if (size.status != SELFMAP_OK || guard_options % 2 == 0)
        return size;
    return answer(size.value - GUARD_ZONE, SELFMAP_OK);
}

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE;
    ENSURES_LOCK_FREE
    ENSURES_LOOK(address)
*/
struct pool_answer guard_size_of(uint64_t address)
{
    const uint64_t word = guard_lock();
    const struct pool_answer size = own_bytes(address);

    guard_unlock(word);
    return size;
}

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE;
    ENSURES_LOCK_FREE
    ensures T5_bad_tag: \result.status == SELFMAP_BAD_TAG <==> tag >= POOL_TAGS;
    ensures T5_total: \result.status == SELFMAP_OK || \result.status == SELFMAP_BAD_TAG || \result.status == SELFMAP_NOT_FOUND;
    ensures T5_found: \result.status == SELFMAP_OK ==> \result.value >= from && block_at(\result.value) &&
      pool_tag[granule_at(\result.value)] == tag;
    ensures T5_none: \result.status == SELFMAP_NOT_FOUND ==> (\forall integer g; 0 <= g < PAGE_GRANULES * pool_count &&
      address_of(g) >= from && live_at(g) ==> pool_tag[g] != tag);
    ensures T5_next: \result.status == SELFMAP_OK ==> (\forall integer g; 0 <= g < PAGE_GRANULES * pool_count &&
      from <= address_of(g) < \result.value && live_at(g) ==> pool_tag[g] != tag);
*/
struct pool_answer guard_walk(uint64_t from, uint32_t tag)
{
    const uint64_t word = guard_lock();
    const struct pool_answer found = pool_walk(from, tag);

    guard_unlock(word);
    return found;
}

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE;
    ENSURES_LOCK_FREE
    ensures T5_base: \result.base == pool_base && \result.pages == pool_count;
    ensures T5_tag_blocks: tag < POOL_TAGS ==> \result.tag_blocks == blocks_of(tag, POOL_GRANULES) % FIGURES_MODULO &&
      \result.tag_bytes == POOL_GRANULE * (units_of(tag, POOL_GRANULES) % FIGURES_MODULO);
    ensures T5_no_tag: tag >= POOL_TAGS ==> \result.tag_blocks == 0 && \result.tag_bytes == 0;
*/
struct pool_stats guard_stats_of(uint32_t tag)
{
    const uint64_t word = guard_lock();
    const struct pool_stats stats = pool_stats_of(tag);

    guard_unlock(word);
    return stats;
}

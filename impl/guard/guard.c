/*
 * guard.c - see selfmap/guard.h: the lock around a guarded pool's start, pages that join and leave, allocation, release and questions (T5).
 * What is done under the lock stands in a function of its own, whose contract requires it.
 */
#include "state.h"

uint32_t guard_options;
uint64_t guard_cap, guard_bytes;

/* Nothing is live: no bytes. */
/*@ ghost
  /@ requires dead: \forall integer w; 0 <= w < POOL_WORDS ==> pool_live[w] == 0;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T5_none: units_live(POOL_GRANULES) == 0;
  @/
  static void empty_lemma(void)
  {
    uint32_t n = 0;

    /@ loop invariant range: 0 <= n <= POOL_GRANULES;
       loop invariant none: units_live(n) == 0;
       loop assigns n;
       loop variant POOL_GRANULES - n; @/
    while (n < POOL_GRANULES) {
      /@ assert word: pool_live[n / WORD_BITS] == 0; @/
      /@ assert dead: units_at(n) == 0; @/
      n++;
    }
  }
*/

#define INIT_ASSIGNED pool_base, pool_count, POOL_ASSIGNED, pool_class_units[0 .. POOL_CLASSES - 1], pool_class_pages[0 .. POOL_CLASSES - 1], \
    pool_class_full[0 .. POOL_CLASSES * SLAB_WORDS - 1], pool_class_of[0 .. CLASS_LARGEST], pool_spares[0 .. POOL_NO_CLASS], guard_options, guard_cap, guard_bytes
#define ENSURES_STARTED \
    ensures T5_options: \result == SELFMAP_BAD_OPTIONS <==> options > GUARD_OPTIONS; \
    ensures T5_refused: \result == SELFMAP_MISALIGNED <==> options <= GUARD_OPTIONS && base % POOL_PAGE_SIZE != 0; \
    ensures T5_refused_range: \result == SELFMAP_RANGE_END <==> \
      options <= GUARD_OPTIONS && base % POOL_PAGE_SIZE == 0 && (base == 0 || base > POOL_LAST_BASE); \
    ensures T5_total: \result \in {SELFMAP_OK, SELFMAP_BAD_OPTIONS, SELFMAP_MISALIGNED, SELFMAP_RANGE_END}; \
    ensures T5_started: \result == SELFMAP_OK ==> pool_base == base && pool_count == 0 && guard_options == options && guard_cap == cap; \
    ensures T5_base: \result == SELFMAP_OK ==> base_ready; \
    ensures T5_classes: \result == SELFMAP_OK ==> classes_ready && classes_aligned; \
    ensures T5_sets: \result == SELFMAP_OK ==> sets_ready; \
    ensures T5_runs: \result == SELFMAP_OK ==> runs_ready; \
    ensures T5_slabs: \result == SELFMAP_OK ==> slabs_ready; \
    ensures T5_currents: \result == SELFMAP_OK ==> currents_ready; \
    ensures T5_figures_true: \result == SELFMAP_OK ==> figures_ready; \
    ensures T5_empty: \result == SELFMAP_OK ==> guard_bytes == 0 && units_live(POOL_GRANULES) == 0 && \
      (\forall integer w; 0 <= w < POOL_WORDS ==> pool_live[w] == 0); \
    ensures T5_no_tag: \result == SELFMAP_OK ==> \
      (\forall integer t; 0 <= t < POOL_TAGS ==> pool_tag_units[t] == 0 && pool_tag_blocks[t] == 0); \
    ensures T5_unchanged: \result != SELFMAP_OK ==> pool_base == \old(pool_base) && pool_count == \old(pool_count) && \
      guard_options == \old(guard_options) && guard_cap == \old(guard_cap) && guard_bytes == \old(guard_bytes); \
    ensures T5_unchanged_live: \result != SELFMAP_OK ==> live_same{Pre, Post} && units_kept{Pre, Post}(-1, 0); \
    ensures T5_unchanged_figures: \result != SELFMAP_OK ==> figures_kept{Pre, Post}(-1);

/* guard_init under the lock. */
/*@ requires held: lock_held == 1;
    terminates \true;
    exits \false;
    assigns INIT_ASSIGNED;
    ENSURES_STARTED
    ensures T5_unchanged_ready: \result != SELFMAP_OK && guard_ready{Pre} ==> guard_ready;
*/
static enum selfmap_status start(uint64_t base, uint32_t options, uint64_t cap)
{
    if (options > GUARD_OPTIONS)
        return SELFMAP_BAD_OPTIONS;
    if (base % POOL_PAGE_SIZE != 0)
        return SELFMAP_MISALIGNED;
    if (base == 0 || base > POOL_LAST_BASE)
        return SELFMAP_RANGE_END;
    (void)pool_init(base);
    /*@ ghost empty_lemma(); */
    guard_options = options;
    guard_cap = cap;
    guard_bytes = 0;
    return SELFMAP_OK;
}

/*@ requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE, INIT_ASSIGNED;
    ENSURES_LOCK_FREE
    ENSURES_STARTED
    ensures T5_unchanged_ready: \result != SELFMAP_OK && guard_ready{Pre} ==> guard_ready;
*/
enum selfmap_status guard_init(uint64_t base, uint32_t options, uint64_t cap)
{
    const uint64_t word = guard_lock();
    const enum selfmap_status status = start(base, options, cap);

    guard_unlock(word);
    return status;
}

#define ENSURES_LONGER \
    ENSURES_READY \
    ensures T5_refused: \result == SELFMAP_EMPTY_RANGE <==> pages == 0; \
    ensures T5_refused_end: \result == SELFMAP_RANGE_END <==> pages > POOL_PAGES - \old(pool_count); \
    ensures T5_total: \result \in {SELFMAP_OK, SELFMAP_EMPTY_RANGE, SELFMAP_RANGE_END}; \
    ensures T5_more: pool_count == \old(pool_count) + (\result == SELFMAP_OK ? pages : 0); \
    ensures T5_joined: \result == SELFMAP_OK ==> joined(pages); \
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0); \
    ensures T5_poison: \result == SELFMAP_OK && poisoned ==> \
      all_bytes(POOL_PAGE_SIZE * \old(pool_count), POOL_PAGE_SIZE * pages, GUARD_POISON_BYTE); \
    ensures T5_memory: \result == SELFMAP_OK ==> bytes_kept{Pre, Post}(POOL_PAGE_SIZE * \old(pool_count), POOL_PAGE_SIZE * pages); \
    ensures T5_memory_same: \result != SELFMAP_OK ==> bytes_kept{Pre, Post}(0, 0);

/* pool_extend, and what the live blocks have together then: what they had. */
/*@ requires ready: guard_ready;
    requires held: lock_held == 1;
    terminates \true;
    exits \false;
    assigns pool_count, BLOCKS_ASSIGNED;
    ENSURES_READY
    ensures T5_refused: \result == SELFMAP_EMPTY_RANGE <==> pages == 0;
    ensures T5_refused_end: \result == SELFMAP_RANGE_END <==> pages > POOL_PAGES - \old(pool_count);
    ensures T5_total: \result \in {SELFMAP_OK, SELFMAP_EMPTY_RANGE, SELFMAP_RANGE_END};
    ensures T5_more: pool_count == \old(pool_count) + (\result == SELFMAP_OK ? pages : 0);
    ensures T5_joined: \result == SELFMAP_OK ==> joined(pages);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
static enum selfmap_status join(uint64_t pages)
{
    const enum selfmap_status status = pool_extend(pages);

    /*@ ghost
      uint32_t n = 0;
      /@ loop invariant range: 0 <= n <= POOL_GRANULES;
         loop invariant sum: units_live(n) == units_live{Pre}(n);
         loop assigns n;
         loop variant POOL_GRANULES - n; @/
      while (n < POOL_GRANULES) {
        /@ assert place: (n / WORD_BITS) / PAGE_WORDS == n / PAGE_GRANULES; @/
        /@ assert length: live_at(n) ==> page_units(n / PAGE_GRANULES) == page_units{Pre}(n / PAGE_GRANULES); @/
        n++;
      } */
    return status;
}

/* guard_extend under the lock. */
/*@ requires ready: guard_ready;
    requires held: lock_held == 1;
    terminates \true;
    exits \false;
    assigns pool_count, BLOCKS_ASSIGNED, guard_memory[0 .. POOL_BYTES - 1];
    ENSURES_LONGER
*/
static enum selfmap_status lengthen(uint64_t pages)
{
    const uint64_t end = pool_base + (uint64_t)POOL_PAGE_SIZE * pool_count;
    const enum selfmap_status status = join(pages);

    if (status == SELFMAP_OK && guard_options / GUARD_POISON % 2 != 0)
        guard_fill(end, POOL_PAGE_SIZE * pages, GUARD_POISON_BYTE);
    return status;
}

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE, pool_count, BLOCKS_ASSIGNED, guard_memory[0 .. POOL_BYTES - 1];
    ENSURES_LOCK_FREE
    ENSURES_LONGER
*/
enum selfmap_status guard_extend(uint64_t pages)
{
    const uint64_t word = guard_lock();
    const enum selfmap_status status = lengthen(pages);

    guard_unlock(word);
    return status;
}

#define ENSURES_SHORTER \
    ENSURES_READY \
    ensures T5_less: pool_count == \old(pool_count) - \result.value && \result.status == SELFMAP_OK; \
    ensures T5_left: end_left(keep); \
    ensures T5_stay: end_kept(\result.value, keep); \
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);

/* guard_shrink under the lock. */
/*@ requires ready: guard_ready;
    requires held: lock_held == 1;
    terminates \true;
    exits \false;
    assigns pool_count, BLOCKS_ASSIGNED;
    ENSURES_SHORTER
*/
static struct pool_answer leave(uint64_t keep)
{
    const struct pool_answer left = pool_shrink(keep);

    /*@ ghost
      uint32_t n = 0;
      /@ loop invariant range: 0 <= n <= POOL_GRANULES;
         loop invariant sum: units_live(n) == units_live{Pre}(n);
         loop assigns n;
         loop variant POOL_GRANULES - n; @/
      while (n < POOL_GRANULES) {
        /@ assert place: (n / WORD_BITS) / PAGE_WORDS == n / PAGE_GRANULES; @/
        /@ assert length: live_at(n) ==> page_units(n / PAGE_GRANULES) == page_units{Pre}(n / PAGE_GRANULES); @/
        n++;
      } */
    return left;
}

/*@ requires ready: guard_ready;
    requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE, pool_count, BLOCKS_ASSIGNED;
    ENSURES_LOCK_FREE
    ENSURES_SHORTER
*/
struct pool_answer guard_shrink(uint64_t keep)
{
    const uint64_t word = guard_lock();
    const struct pool_answer left = leave(keep);

    guard_unlock(word);
    return left;
}

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

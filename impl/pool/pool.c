/* pool.c - see selfmap/pool.h: allocation (T5). */
#include "state.h"

/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_tag[0 .. POOL_GRANULES - 1],  pool_tag_units[0 .. POOL_TAGS - 1], pool_tag_blocks[0 .. POOL_TAGS - 1];
    ENSURES_BLOCKS
    ensures T5_size: \result.status == SELFMAP_BAD_SIZE <==> size == 0;
    ensures T5_bad_tag: \result.status == SELFMAP_BAD_TAG <==> size != 0 && tag >= POOL_TAGS;
    ensures T5_total: \result.status == SELFMAP_OK || \result.status == SELFMAP_BAD_SIZE || \result.status == SELFMAP_BAD_TAG ||
      \result.status == SELFMAP_NO_ROOM;
    ensures T5_alloc: \result.status == SELFMAP_OK ==> block_at(\result.value) && !block_at{Pre}(\result.value);
    ensures T5_inside: \result.status == SELFMAP_OK ==> pool_base <= \result.value &&
      \result.value + size <= pool_base + POOL_PAGE_SIZE * pool_count;
    ensures T5_aligned: \result.status == SELFMAP_OK ==> (\result.value - pool_base) % POOL_GRANULE == 0;
    ensures T5_enough: \result.status == SELFMAP_OK ==>
      POOL_GRANULE * page_units((\result.value - pool_base) / POOL_GRANULE / PAGE_GRANULES) >= size;
    ensures T5_others: \result.status == SELFMAP_OK ==> live_kept{Pre, Post}((\result.value - pool_base) / POOL_GRANULE / WORD_BITS,
      (\result.value - pool_base) / POOL_GRANULE % WORD_BITS);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T5_tag: \result.status == SELFMAP_OK ==> pool_tag[(\result.value - pool_base) / POOL_GRANULE] == tag;
    ensures T5_tags: \result.status == SELFMAP_OK ==> tags_kept{Pre, Post}((\result.value - pool_base) / POOL_GRANULE);
    ensures T5_refused: \result.status == SELFMAP_NO_ROOM ==> no_run((size + POOL_PAGE_SIZE - 1) / POOL_PAGE_SIZE);
    ensures T5_refused_slot: \result.status == SELFMAP_NO_ROOM && size <= POOL_GRANULE * CLASS_LARGEST ==>
      no_slot{Pre}(pool_class_of[(size + POOL_GRANULE - 1) / POOL_GRANULE]);
    ensures T5_unchanged: \result.status != SELFMAP_OK ==> live_same{Pre, Post};
    ensures T5_tags_unchanged: \result.status != SELFMAP_OK ==> tags_kept{Pre, Post}(-1);
    ensures T5_tag_figures: figures_kept{Pre, Post}(\result.status == SELFMAP_OK ? tag : -1);
    ensures T5_counted: \result.status == SELFMAP_OK ==>
      pool_tag_units[tag] == (\old(pool_tag_units[tag]) + page_units((\result.value - pool_base) / POOL_GRANULE / PAGE_GRANULES)) % FIGURES_MODULO &&
      pool_tag_blocks[tag] == (\old(pool_tag_blocks[tag]) + 1) % FIGURES_MODULO;
*/
struct pool_answer pool_alloc(uint64_t size, uint32_t tag)
{
    uint32_t units, granule;

    if (size == 0)
        return answer(0, SELFMAP_BAD_SIZE);
    if (tag >= POOL_TAGS)
        return answer(0, SELFMAP_BAD_TAG);
    if (size > (uint64_t)POOL_GRANULE * POOL_GRANULES)
        return answer(0, SELFMAP_NO_ROOM);
    units = (uint32_t)((size + POOL_GRANULE - 1) / POOL_GRANULE);
    /*@ assert pages: (units + PAGE_GRANULES - 1) / PAGE_GRANULES == (size + POOL_PAGE_SIZE - 1) / POOL_PAGE_SIZE; */
    granule = pool_tagged_alloc(units, tag);
    if (granule == POOL_NO_GRANULE)
        return answer(0, SELFMAP_NO_ROOM);
    /*@ assert place: (address_of(granule) - pool_base) / POOL_GRANULE == granule && (address_of(granule) - pool_base) % POOL_GRANULE == 0; */
    return answer(pool_base + (uint64_t)POOL_GRANULE * granule, SELFMAP_OK);
}

/* The granules to ask for so that a slot is aligned: a power of two of which a slab has no remainder; or a run of pages. */
/*@ requires some: 1 <= units <= POOL_GRANULES && 1 <= step <= PAGE_GRANULES;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: units <= \result <= POOL_GRANULES || (\result == PAGE_GRANULES && units <= PAGE_GRANULES);
*/
static uint32_t aligned_units(uint32_t units, uint32_t step)
{
    uint32_t power = step;

    /*@ loop invariant range: 1 <= power <= 2 * PAGE_GRANULES;
        loop assigns power;
        loop variant 2 * PAGE_GRANULES - power; */
    while (power < units && power < PAGE_GRANULES)
        power = power + power;
    if (power <= PAGE_GRANULES / 2)
        return power;
    return units < PAGE_GRANULES ? PAGE_GRANULES : units;
}

/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_tag[0 .. POOL_GRANULES - 1],  pool_tag_units[0 .. POOL_TAGS - 1], pool_tag_blocks[0 .. POOL_TAGS - 1];
    ENSURES_BLOCKS
    ensures T5_size: \result.status == SELFMAP_BAD_SIZE <==> size == 0;
    ensures T5_bad_tag: \result.status == SELFMAP_BAD_TAG <==> size != 0 && tag >= POOL_TAGS;
    ensures T5_total: \result.status == SELFMAP_OK || \result.status == SELFMAP_BAD_SIZE || \result.status == SELFMAP_BAD_TAG ||
      \result.status == SELFMAP_NO_ROOM || \result.status == SELFMAP_BAD_ALIGNMENT;
    ensures T5_alloc: \result.status == SELFMAP_OK ==> block_at(\result.value) && !block_at{Pre}(\result.value);
    ensures T5_inside: \result.status == SELFMAP_OK ==> pool_base <= \result.value &&
      \result.value + size <= pool_base + POOL_PAGE_SIZE * pool_count;
    ensures T5_aligned: \result.status == SELFMAP_OK ==> (\result.value & (alignment - 1)) == 0;
    ensures T5_others: \result.status == SELFMAP_OK ==> live_kept{Pre, Post}((\result.value - pool_base) / POOL_GRANULE / WORD_BITS,
      (\result.value - pool_base) / POOL_GRANULE % WORD_BITS);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T5_tag: \result.status == SELFMAP_OK ==> pool_tag[(\result.value - pool_base) / POOL_GRANULE] == tag;
    ensures T5_unchanged: \result.status != SELFMAP_OK ==> live_same{Pre, Post};
*/
struct pool_answer pool_alloc_aligned(uint64_t size, uint64_t alignment, uint32_t tag)
{
    struct pool_answer block;

    if (size == 0)
        return answer(0, SELFMAP_BAD_SIZE);
    if (tag >= POOL_TAGS)
        return answer(0, SELFMAP_BAD_TAG);
    if (alignment == 0 || alignment > POOL_PAGE_SIZE || (alignment & (alignment - 1)) != 0)
        return answer(0, SELFMAP_BAD_ALIGNMENT);
    if (size > (uint64_t)POOL_GRANULE * POOL_GRANULES)
        return answer(0, SELFMAP_NO_ROOM);
    if (alignment > POOL_GRANULE)
        size = (uint64_t)POOL_GRANULE * aligned_units((uint32_t)((size + POOL_GRANULE - 1) / POOL_GRANULE),
                                                      (uint32_t)(alignment / POOL_GRANULE));
    block = pool_alloc(size, tag);
    /*@ assert lengths: units_kept{Pre, Here}(-1, 0); */
    if (block.status == SELFMAP_OK && (block.value & (alignment - 1)) != 0) {
        /* Never: slots of a power of two are aligned, and so are pages. The proof need not know. */
        pool_tagged_free((uint32_t)((block.value - pool_base) / POOL_GRANULE), tag);
        return answer(0, SELFMAP_NO_ROOM);
    }
    return block;
}

/* tagged.c - see state.h: blocks with tags, and the figures that go with them (T5). */
#include "state.h"

uint8_t pool_tag[POOL_GRANULES];
uint32_t pool_tag_units[POOL_TAGS], pool_tag_blocks[POOL_TAGS];

/* Figures are exact modulo 2^32, and no pool has as many granules: exact. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_sum: \result == (a + b) % 0x100000000;
*/
static inline uint32_t plus(uint32_t a, uint32_t b)
{
    return (uint32_t)(((uint64_t)a + b) % 0x100000000);
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_difference: \result == (a + 0x100000000 - b) % 0x100000000;
*/
static inline uint32_t minus(uint32_t a, uint32_t b)
{
    return (uint32_t)(((uint64_t)a + 0x100000000 - b) % 0x100000000);
}

uint32_t pool_units_at(uint32_t granule)
{
    const uint32_t page = granule / PAGE_GRANULES;
    const uint32_t class = pool_class[page];

    /*@ assert place: (granule / WORD_BITS) / PAGE_WORDS == page; */
    if (class != POOL_NO_CLASS) {
        /*@ assert slab: class < POOL_CLASSES && pool_kind[pool_head[page]] == POOL_SLAB && pool_edge[pool_head[page]] == 1 &&
              pool_end[pool_head[page]] <= pool_count; */
        /*@ assert full: bit(full_of(granule / WORD_BITS), granule % WORD_BITS); */
        /*@ assert row: (SLAB_WORDS * class + (granule / WORD_BITS - PAGE_WORDS * pool_head[page])) / SLAB_WORDS == class &&
              (SLAB_WORDS * class + (granule / WORD_BITS - PAGE_WORDS * pool_head[page])) % SLAB_WORDS ==
              granule / WORD_BITS - PAGE_WORDS * pool_head[page]; */
        return pool_class_units[class];
    }
    /*@ assert run: pool_kind[page] == POOL_RUN && granule == PAGE_GRANULES * page; */
    return PAGE_GRANULES * (pool_end[page] - page);
}

uint32_t pool_tagged_alloc(uint32_t units, uint32_t tag)
{
    const uint32_t granule = pool_block_alloc(units);

    if (granule == POOL_NO_GRANULE)
        return POOL_NO_GRANULE;
    pool_tag_units[tag] = plus(pool_tag_units[tag], pool_units_at(granule));
    pool_tag_blocks[tag] = plus(pool_tag_blocks[tag], 1);
    pool_tag[granule] = (uint8_t)tag;
    return granule;
}

void pool_tagged_free(uint32_t granule, uint32_t tag)
{
    pool_tag_units[tag] = minus(pool_tag_units[tag], pool_units_at(granule));
    pool_tag_blocks[tag] = minus(pool_tag_blocks[tag], 1);
    pool_block_free(granule);
}

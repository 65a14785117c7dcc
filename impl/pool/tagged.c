/* tagged.c - see state.h: blocks with tags, and the figures that go with them (T5). */
#include "state.h"

uint8_t pool_tag[POOL_GRANULES];
uint32_t pool_units, pool_blocks;
uint32_t pool_tag_units[POOL_TAGS], pool_tag_blocks[POOL_TAGS];

/* Figures never wrap: what stands at an end stays there. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_sum: a + b <= 0xFFFFFFFF ==> \result == a + b;
*/
static inline uint32_t plus(uint32_t a, uint32_t b)
{
    return a > 0xFFFFFFFFu - b ? 0xFFFFFFFFu : a + b;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_difference: a >= b ==> \result == a - b;
*/
static inline uint32_t minus(uint32_t a, uint32_t b)
{
    return a < b ? 0 : a - b;
}

/*@ requires range: tag < POOL_TAGS;
    terminates \true;
    exits \false;
    assigns pool_units, pool_blocks, pool_tag_units[tag], pool_tag_blocks[tag];
    ensures T5_units: \old(pool_units) + units <= 0xFFFFFFFF ==> pool_units == \old(pool_units) + units;
    ensures T5_blocks: \old(pool_blocks) < 0xFFFFFFFF ==> pool_blocks == \old(pool_blocks) + 1;
    ensures T5_tag_units: \old(pool_tag_units[tag]) + units <= 0xFFFFFFFF ==> pool_tag_units[tag] == \old(pool_tag_units[tag]) + units;
    ensures T5_tag_blocks: \old(pool_tag_blocks[tag]) < 0xFFFFFFFF ==> pool_tag_blocks[tag] == \old(pool_tag_blocks[tag]) + 1;
*/
static inline void count_in(uint32_t tag, uint32_t units)
{
    pool_units = plus(pool_units, units);
    pool_blocks = plus(pool_blocks, 1);
    pool_tag_units[tag] = plus(pool_tag_units[tag], units);
    pool_tag_blocks[tag] = plus(pool_tag_blocks[tag], 1);
}

/*@ requires range: tag < POOL_TAGS;
    terminates \true;
    exits \false;
    assigns pool_units, pool_blocks, pool_tag_units[tag], pool_tag_blocks[tag];
    ensures T5_units: \old(pool_units) >= units ==> pool_units == \old(pool_units) - units;
    ensures T5_blocks: \old(pool_blocks) > 0 ==> pool_blocks == \old(pool_blocks) - 1;
    ensures T5_tag_units: \old(pool_tag_units[tag]) >= units ==> pool_tag_units[tag] == \old(pool_tag_units[tag]) - units;
    ensures T5_tag_blocks: \old(pool_tag_blocks[tag]) > 0 ==> pool_tag_blocks[tag] == \old(pool_tag_blocks[tag]) - 1;
*/
static inline void count_out(uint32_t tag, uint32_t units)
{
    pool_units = minus(pool_units, units);
    pool_blocks = minus(pool_blocks, 1);
    pool_tag_units[tag] = minus(pool_tag_units[tag], units);
    pool_tag_blocks[tag] = minus(pool_tag_blocks[tag], 1);
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
    count_in(tag, pool_units_at(granule));
    pool_tag[granule] = (uint8_t)tag;
    return granule;
}

void pool_tagged_free(uint32_t granule, uint32_t tag)
{
    count_out(tag, pool_units_at(granule));
    pool_block_free(granule);
}

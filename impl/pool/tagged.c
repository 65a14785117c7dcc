/* tagged.c - see state.h: blocks with tags, and the figures that go with them (T5). */
#include "run_of.h"
#include "spares.h"

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

/*@
  // A sum of which one part was told modulo 2^32.
  predicate adds(integer sum, integer more) = (sum % FIGURES_MODULO + more) % FIGURES_MODULO == (sum + more) % FIGURES_MODULO;
*/
/* The figures of what is live now are no less than 0. */
/*@ ghost
  /@ requires ready: blocks_ready;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures positive: \forall integer t; 0 <= t < POOL_TAGS ==> blocks_of(t, POOL_GRANULES) >= 0 && units_of(t, POOL_GRANULES) >= 0;
  @/
  static void positive_lemma(void)
  {
    uint32_t n = 0;

    /@ loop invariant range: 0 <= n <= POOL_GRANULES;
       loop invariant positive: \forall integer t; 0 <= t < POOL_TAGS ==> blocks_of(t, n) >= 0 && units_of(t, n) >= 0;
       loop assigns n;
       loop variant POOL_GRANULES - n; @/
    while (n < POOL_GRANULES) {
      /@ assert place: (n / WORD_BITS) / PAGE_WORDS == n / PAGE_GRANULES; @/
      /@ assert slab: live_at(n) && pool_class[n / PAGE_GRANULES] != POOL_NO_CLASS ==> pool_class[n / PAGE_GRANULES] < POOL_CLASSES; @/
      /@ assert run: live_at(n) && pool_class[n / PAGE_GRANULES] == POOL_NO_CLASS ==> pool_kind[n / PAGE_GRANULES] == POOL_RUN; @/
      /@ assert some: live_at(n) ==> page_units(n / PAGE_GRANULES) >= 1; @/
      n++;
    }
  }
*/

/* add_block, when the class has no spare slot. Out of line: add_block saves no registers then. */
/*@ requires ready: pool_ready;
    requires some: 1 <= units <= POOL_GRANULES && tag < POOL_TAGS;
    requires spare: units <= CLASS_LARGEST ==> pool_spares[pool_class_of[units]] == 0;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_tag[0 .. POOL_GRANULES - 1], FIGURES;
    ENSURES_ADDED
*/
__attribute__((noinline)) static uint32_t add_other(uint32_t units, uint32_t tag)
{
    const uint32_t granule = pool_block_alloc(units);

    if (granule == POOL_NO_GRANULE)
        return POOL_NO_GRANULE;
    pool_tag_units[tag] = plus(pool_tag_units[tag], pool_units_at(granule));
    pool_tag_blocks[tag] = plus(pool_tag_blocks[tag], 1);
    pool_tag[granule] = (uint8_t)tag;
    return granule;
}

/* pool_tagged_alloc, but for what the figures add up to. */
/*@ requires ready: pool_ready;
    requires some: 1 <= units <= POOL_GRANULES && tag < POOL_TAGS;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_tag[0 .. POOL_GRANULES - 1], FIGURES;
    ENSURES_ADDED
    ensures T5_spare: units <= CLASS_LARGEST && \old(pool_spares[pool_class_of[units]]) > 0 ==> \result < POOL_NO_GRANULE;
*/
static inline uint32_t add_block(uint32_t units, uint32_t tag)
{
    if (units <= CLASS_LARGEST) {
        const uint32_t class = pool_class_of[units];

        if (pool_spares[class] != 0) {
            const uint32_t granule = pool_spare_take(class);

            /*@ ghost run_of_lemma(granule); */
            pool_tag_units[tag] = plus(pool_tag_units[tag], pool_class_units[class]);
            pool_tag_blocks[tag] = plus(pool_tag_blocks[tag], 1);
            pool_tag[granule] = (uint8_t)tag;
            return granule;
        }
    }
    return add_other(units, tag);
}

uint32_t pool_tagged_alloc(uint32_t units, uint32_t tag)
{
    /*@ ghost positive_lemma(); */
    const uint32_t granule = add_block(units, tag);

    /*@ ghost
      uint32_t n = 0;
      /@ loop invariant range: 0 <= n <= POOL_GRANULES;
         loop invariant blocks: \forall integer t; 0 <= t < POOL_TAGS ==>
           blocks_of(t, n) == blocks_of{Pre}(t, n) + (t == tag && granule < n ? 1 : 0);
         loop invariant units: \forall integer t; 0 <= t < POOL_TAGS ==>
           units_of(t, n) == units_of{Pre}(t, n) + (t == tag && granule < n ? page_units(granule / PAGE_GRANULES) : 0);
         loop assigns n;
         loop variant POOL_GRANULES - n; @/
      while (n < POOL_GRANULES) {
        /@ assert place: (n / WORD_BITS) / PAGE_WORDS == n / PAGE_GRANULES; @/
        /@ assert live: n != granule ==> (live_at(n) <==> live_at{Pre}(n)); @/
        /@ assert length: n != granule && live_at{Pre}(n) ==> page_units(n / PAGE_GRANULES) == page_units{Pre}(n / PAGE_GRANULES); @/
        n++;
      } */
    /*@ assert blocks: blocks_of(tag, POOL_GRANULES) == blocks_of{Pre}(tag, POOL_GRANULES) + (granule < POOL_GRANULES ? 1 : 0); */
    /*@ assert units: units_of(tag, POOL_GRANULES) == units_of{Pre}(tag, POOL_GRANULES) +
          (granule < POOL_GRANULES ? page_units(granule / PAGE_GRANULES) : 0); */
    /*@ assert others: \forall integer t; 0 <= t < POOL_TAGS && t != tag ==>
          pool_tag_blocks[t] == blocks_of(t, POOL_GRANULES) % FIGURES_MODULO && pool_tag_units[t] == units_of(t, POOL_GRANULES) % FIGURES_MODULO; */
    /*@ assert refused: granule == POOL_NO_GRANULE ==> pool_tag_blocks[tag] == blocks_of(tag, POOL_GRANULES) % FIGURES_MODULO &&
          pool_tag_units[tag] == units_of(tag, POOL_GRANULES) % FIGURES_MODULO; */
    /*@ assert added: granule < POOL_NO_GRANULE ==> pool_tag_blocks[tag] == blocks_of(tag, POOL_GRANULES) % FIGURES_MODULO; */
    /*@ assert before: \at(pool_tag_units[tag], Pre) == units_of{Pre}(tag, POOL_GRANULES) % FIGURES_MODULO; */
    /*@ assert adds: granule < POOL_NO_GRANULE ==> adds(units_of{Pre}(tag, POOL_GRANULES), page_units(granule / PAGE_GRANULES)); */
    /*@ assert counted: granule < POOL_NO_GRANULE ==>
          pool_tag_units[tag] == (\at(pool_tag_units[tag], Pre) + page_units(granule / PAGE_GRANULES)) % FIGURES_MODULO; */
    /*@ assert added_units: granule < POOL_NO_GRANULE ==> pool_tag_units[tag] == units_of(tag, POOL_GRANULES) % FIGURES_MODULO; */
    /*@ assert tag_blocks: pool_tag_blocks[tag] == blocks_of(tag, POOL_GRANULES) % FIGURES_MODULO; */
    /*@ assert tag_units: pool_tag_units[tag] == units_of(tag, POOL_GRANULES) % FIGURES_MODULO; */
    /*@ assert all_blocks: \forall integer t; 0 <= t < POOL_TAGS ==> pool_tag_blocks[t] == blocks_of(t, POOL_GRANULES) % FIGURES_MODULO; */
    /*@ assert all_units: \forall integer t; 0 <= t < POOL_TAGS ==> pool_tag_units[t] == units_of(t, POOL_GRANULES) % FIGURES_MODULO; */
    return granule;
}

/* remove_block, of what does not become a spare slot. Out of line, as add_other. */
/*@ requires ready: pool_ready;
    requires live: granule < POOL_GRANULES && live_at(granule) && tag < POOL_TAGS && pool_tag[granule] == tag;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[granule / WORD_BITS], FIGURES;
    ENSURES_REMOVED
*/
__attribute__((noinline)) static void remove_other(uint32_t granule, uint32_t tag)
{
    pool_tag_units[tag] = minus(pool_tag_units[tag], pool_units_at(granule));
    pool_tag_blocks[tag] = minus(pool_tag_blocks[tag], 1);
    pool_block_free(granule);
}

/* pool_tagged_free, but for what the figures add up to. */
/*@ requires ready: pool_ready;
    requires live: granule < POOL_GRANULES && live_at(granule) && tag < POOL_TAGS && pool_tag[granule] == tag;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[granule / WORD_BITS], FIGURES;
    ENSURES_REMOVED
*/
static void remove_block(uint32_t granule, uint32_t tag)
{
    const uint32_t class = pool_class[granule / PAGE_GRANULES];

    /*@ assert place: (granule / WORD_BITS) / PAGE_WORDS == granule / PAGE_GRANULES; */
    if (pool_spares[class] == CLASS_SPARES) {
        remove_other(granule, tag);
        return;
    }
    pool_tag_units[tag] = minus(pool_tag_units[tag], pool_class_units[class]);
    pool_tag_blocks[tag] = minus(pool_tag_blocks[tag], 1);
    pool_spare_give(granule, class);
}

void pool_tagged_free(uint32_t granule, uint32_t tag)
{
    remove_block(granule, tag);
    /*@ ghost
      uint32_t n = 0;
      positive_lemma();
      /@ loop invariant range: 0 <= n <= POOL_GRANULES;
         loop invariant blocks: \forall integer t; 0 <= t < POOL_TAGS ==>
           blocks_of(t, n) == blocks_of{Pre}(t, n) - (t == tag && granule < n ? 1 : 0);
         loop invariant units: \forall integer t; 0 <= t < POOL_TAGS ==>
           units_of(t, n) == units_of{Pre}(t, n) - (t == tag && granule < n ? page_units{Pre}(granule / PAGE_GRANULES) : 0);
         loop assigns n;
         loop variant POOL_GRANULES - n; @/
      while (n < POOL_GRANULES) {
        /@ assert place: (n / WORD_BITS) / PAGE_WORDS == n / PAGE_GRANULES; @/
        /@ assert live: n != granule ==> (live_at(n) <==> live_at{Pre}(n)); @/
        /@ assert length: n != granule && live_at{Pre}(n) ==> page_units(n / PAGE_GRANULES) == page_units{Pre}(n / PAGE_GRANULES); @/
        n++;
      } */
    /*@ assert blocks: blocks_of(tag, POOL_GRANULES) == blocks_of{Pre}(tag, POOL_GRANULES) - 1; */
    /*@ assert units: units_of(tag, POOL_GRANULES) == units_of{Pre}(tag, POOL_GRANULES) - page_units{Pre}(granule / PAGE_GRANULES); */
    /*@ assert tag_units: pool_tag_units[tag] == units_of(tag, POOL_GRANULES) % FIGURES_MODULO; */
    /*@ assert wrap: \forall integer x; x >= 1 ==> (x % FIGURES_MODULO + FIGURES_MODULO - 1) % FIGURES_MODULO == (x - 1) % FIGURES_MODULO; */
    /*@ assert some: blocks_of{Pre}(tag, POOL_GRANULES) >= 1; */
    /*@ assert taken: pool_tag_blocks[tag] == (blocks_of{Pre}(tag, POOL_GRANULES) % FIGURES_MODULO + FIGURES_MODULO - 1) % FIGURES_MODULO; */
    /*@ assert tag_blocks: pool_tag_blocks[tag] == blocks_of(tag, POOL_GRANULES) % FIGURES_MODULO; */
    /*@ assert others: \forall integer t; 0 <= t < POOL_TAGS && t != tag ==>
          pool_tag_blocks[t] == blocks_of(t, POOL_GRANULES) % FIGURES_MODULO && pool_tag_units[t] == units_of(t, POOL_GRANULES) % FIGURES_MODULO; */
}

/* extent.c - see selfmap/pool.h: where the pool is, pages that join and leave, figures (T5). */
#include "face.h"

uint64_t pool_base;

/*@ terminates \true;
    exits \false;
    assigns pool_live[0 .. POOL_WORDS - 1], pool_class[0 .. POOL_PAGES - 1], pool_head[0 .. POOL_PAGES - 1], pool_slot[0 .. POOL_PAGES - 1],
      pool_current[0 .. POOL_CLASSES - 1], pool_spares[0 .. POOL_NO_CLASS];
    ensures dead: \forall integer w; 0 <= w < POOL_WORDS ==> pool_live[w] == 0;
    ensures plain: \forall integer q; 0 <= q < POOL_PAGES ==> pool_class[q] == POOL_NO_CLASS && pool_head[q] == 0 && pool_slot[q] == 0;
    ensures T5_currents: currents_ready;
    ensures T5_spares: \forall integer c; 0 <= c < POOL_CLASSES ==> pool_spares[c] == 0;
    ensures T5_no_class: pool_spares[POOL_NO_CLASS] == CLASS_SPARES;
*/
static void clear_slabs(void)
{
    uint32_t i;

    /*@ loop invariant range: 0 <= i <= POOL_WORDS;
        loop invariant dead: \forall integer w; 0 <= w < i ==> pool_live[w] == 0;
        loop assigns i, pool_live[0 .. POOL_WORDS - 1];
        loop variant POOL_WORDS - i; */
    for (i = 0; i < POOL_WORDS; i++)
        pool_live[i] = 0;
    /*@ loop invariant range: 0 <= i <= POOL_PAGES;
        loop invariant plain: \forall integer q; 0 <= q < i ==> pool_class[q] == POOL_NO_CLASS && pool_head[q] == 0 && pool_slot[q] == 0;
        loop assigns i, pool_class[0 .. POOL_PAGES - 1], pool_head[0 .. POOL_PAGES - 1], pool_slot[0 .. POOL_PAGES - 1];
        loop variant POOL_PAGES - i; */
    for (i = 0; i < POOL_PAGES; i++) {
        pool_class[i] = POOL_NO_CLASS;
        pool_head[i] = 0;
        pool_slot[i] = 0;
    }
    /*@ loop invariant range: 0 <= i <= POOL_CLASSES;
        loop invariant first: \forall integer c; 0 <= c < i ==> pool_current[c] == 0 && pool_spares[c] == 0;
        loop assigns i, pool_current[0 .. POOL_CLASSES - 1], pool_spares[0 .. POOL_CLASSES - 1];
        loop variant POOL_CLASSES - i; */
    for (i = 0; i < POOL_CLASSES; i++) {
        pool_current[i] = 0;
        pool_spares[i] = 0;
    }
    pool_spares[POOL_NO_CLASS] = CLASS_SPARES;
}

/*@ terminates \true;
    exits \false;
    assigns pool_tag_units[0 .. POOL_TAGS - 1], pool_tag_blocks[0 .. POOL_TAGS - 1];
    ensures T5_no_tag: \forall integer t; 0 <= t < POOL_TAGS ==> pool_tag_units[t] == 0 && pool_tag_blocks[t] == 0;
*/
static void clear_figures(void)
{
    uint32_t i;

    /*@ loop invariant range: 0 <= i <= POOL_TAGS;
        loop invariant none: \forall integer t; 0 <= t < i ==> pool_tag_units[t] == 0 && pool_tag_blocks[t] == 0;
        loop assigns i, pool_tag_units[0 .. POOL_TAGS - 1], pool_tag_blocks[0 .. POOL_TAGS - 1];
        loop variant POOL_TAGS - i; */
    for (i = 0; i < POOL_TAGS; i++) {
        pool_tag_units[i] = 0;
        pool_tag_blocks[i] = 0;
    }
}

/* No live block: all figures are 0. */
/*@ ghost
  /@ requires dead: \forall integer w; 0 <= w < POOL_WORDS ==> pool_live[w] == 0;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T5_none: \forall integer t; blocks_of(t, POOL_GRANULES) == 0 && units_of(t, POOL_GRANULES) == 0;
  @/
  static void empty_lemma(void)
  {
    uint32_t n = 0;

    /@ loop invariant range: 0 <= n <= POOL_GRANULES;
       loop invariant none: \forall integer t; blocks_of(t, n) == 0 && units_of(t, n) == 0;
       loop assigns n;
       loop variant POOL_GRANULES - n; @/
    while (n < POOL_GRANULES) {
      /@ assert word: pool_live[n / WORD_BITS] == 0; @/
      /@ assert dead: \forall integer t; counts(t, n) == 0; @/
      n++;
    }
  }
*/

enum selfmap_status pool_init(uint64_t base)
{
    if (base % POOL_PAGE_SIZE != 0)
        return SELFMAP_MISALIGNED;
    if (base == 0 || base > POOL_LAST_BASE)
        return SELFMAP_RANGE_END;
    pool_base = base;
    pool_classes_make();
    pool_sets_clear();
    pool_runs_clear();
    clear_slabs();
    clear_figures();
    /*@ ghost empty_lemma(); */
    return SELFMAP_OK;
}

enum selfmap_status pool_extend(uint64_t pages)
{
    if (pages == 0)
        return SELFMAP_EMPTY_RANGE;
    if (pages > POOL_PAGES - pool_count)
        return SELFMAP_RANGE_END;
    pool_pages_join((uint32_t)pages);
    /*@ ghost
      uint32_t n = 0;
      /@ loop invariant range: 0 <= n <= POOL_GRANULES;
         loop invariant blocks: \forall integer t; 0 <= t < POOL_TAGS ==> blocks_of(t, n) == blocks_of{Pre}(t, n);
         loop invariant units: \forall integer t; 0 <= t < POOL_TAGS ==> units_of(t, n) == units_of{Pre}(t, n);
         loop assigns n;
         loop variant POOL_GRANULES - n; @/
      while (n < POOL_GRANULES) {
        /@ assert place: (n / WORD_BITS) / PAGE_WORDS == n / PAGE_GRANULES; @/
        /@ assert length: live_at(n) ==> page_units(n / PAGE_GRANULES) == page_units{Pre}(n / PAGE_GRANULES); @/
        n++;
      } */
    /*@ assert last: pool_start[pool_count] < pool_count && pool_end[pool_start[pool_count]] == pool_count; */
    /*@ assert free: is_free(pool_start[pool_count]); */
    /*@ ghost uint32_t start = pool_start[pool_count]; */
    /*@ assert before: start > \at(pool_count, Pre) ==> pool_edge[pool_start[start]] == 1 && pool_end[pool_start[start]] == start; */
    /*@ assert before_free: start > \at(pool_count, Pre) ==> is_free(pool_start[start]); */
    /*@ assert first: start <= \at(pool_count, Pre); */
    return SELFMAP_OK;
}

struct pool_answer pool_shrink(uint64_t keep)
{
    const uint32_t pages = pool_pages_leave(keep > POOL_PAGES ? POOL_PAGES : (uint32_t)keep);

    /*@ ghost
      uint32_t n = 0;
      /@ loop invariant range: 0 <= n <= POOL_GRANULES;
         loop invariant blocks: \forall integer t; 0 <= t < POOL_TAGS ==> blocks_of(t, n) == blocks_of{Pre}(t, n);
         loop invariant units: \forall integer t; 0 <= t < POOL_TAGS ==> units_of(t, n) == units_of{Pre}(t, n);
         loop assigns n;
         loop variant POOL_GRANULES - n; @/
      while (n < POOL_GRANULES) {
        /@ assert place: (n / WORD_BITS) / PAGE_WORDS == n / PAGE_GRANULES; @/
        /@ assert length: live_at(n) ==> page_units(n / PAGE_GRANULES) == page_units{Pre}(n / PAGE_GRANULES); @/
        n++;
      } */
    return answer(pages, SELFMAP_OK);
}

struct pool_stats pool_stats_of(uint32_t tag)
{
    struct pool_stats stats = {pool_base, pool_count, 0, 0, 0, 0};
    uint32_t blocks = 0;
    uint64_t units = 0;
    uint32_t t;

    /*@ loop invariant range: 0 <= t <= POOL_TAGS;
        loop invariant sum: units <= t * 0xFFFFFFFF;
        loop assigns t, units, blocks;
        loop variant POOL_TAGS - t; */
    for (t = 0; t < POOL_TAGS; t++) {
        units += pool_tag_units[t];
        blocks = (uint32_t)(((uint64_t)blocks + pool_tag_blocks[t]) % 0x100000000);
    }
    stats.blocks = blocks;
    stats.bytes = POOL_GRANULE * units;
    if (tag < POOL_TAGS) {
        stats.tag_blocks = pool_tag_blocks[tag];
        stats.tag_bytes = (uint64_t)POOL_GRANULE * pool_tag_units[tag];
    }
    return stats;
}

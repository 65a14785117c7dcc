/* extent.c - see selfmap/pool.h: where the pool is, pages that join and leave, figures (T5). */
#include "state.h"

uint64_t pool_base;

/*@ terminates \true;
    exits \false;
    assigns pool_live[0 .. POOL_WORDS - 1], pool_class[0 .. POOL_PAGES - 1], pool_head[0 .. POOL_PAGES - 1], pool_slot[0 .. POOL_PAGES - 1],
      pool_current[0 .. POOL_CLASSES - 1];
    ensures dead: \forall integer w; 0 <= w < POOL_WORDS ==> pool_live[w] == 0;
    ensures plain: \forall integer q; 0 <= q < POOL_PAGES ==> pool_class[q] == POOL_NO_CLASS && pool_head[q] == 0 && pool_slot[q] == 0;
    ensures T5_currents: currents_ready;
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
        loop invariant first: \forall integer c; 0 <= c < i ==> pool_current[c] == 0;
        loop assigns i, pool_current[0 .. POOL_CLASSES - 1];
        loop variant POOL_CLASSES - i; */
    for (i = 0; i < POOL_CLASSES; i++)
        pool_current[i] = 0;
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

/*@ terminates \true;
    exits \false;
    assigns pool_base, pool_count, BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_class_units[0 .. POOL_CLASSES - 1],
      pool_class_pages[0 .. POOL_CLASSES - 1], pool_class_full[0 .. POOL_CLASSES * SLAB_WORDS - 1], pool_class_of[0 .. CLASS_LARGEST],
      pool_tag_units[0 .. POOL_TAGS - 1], pool_tag_blocks[0 .. POOL_TAGS - 1];
    ensures T5_refused: \result == SELFMAP_MISALIGNED <==> base % POOL_PAGE_SIZE != 0;
    ensures T5_refused_range: \result == SELFMAP_RANGE_END <==> base % POOL_PAGE_SIZE == 0 && (base == 0 || base > POOL_LAST_BASE);
    ensures T5_total: \result == SELFMAP_OK || \result == SELFMAP_MISALIGNED || \result == SELFMAP_RANGE_END;
    ensures T5_base: \result == SELFMAP_OK ==> pool_base == base && base_ready;
    ensures T5_classes: \result == SELFMAP_OK ==> classes_ready && classes_aligned;
    ensures T5_sets: \result == SELFMAP_OK ==> sets_ready;
    ensures T5_runs: \result == SELFMAP_OK ==> runs_ready;
    ensures T5_slabs: \result == SELFMAP_OK ==> slabs_ready;
    ensures T5_currents: \result == SELFMAP_OK ==> currents_ready;
    ensures T5_figures_true: \result == SELFMAP_OK ==> figures_ready;
    ensures T5_empty: \result == SELFMAP_OK ==> pool_count == 0 && (\forall integer w; 0 <= w < POOL_WORDS ==> pool_live[w] == 0);
    ensures T5_no_tag: \result == SELFMAP_OK ==>
      (\forall integer t; 0 <= t < POOL_TAGS ==> pool_tag_units[t] == 0 && pool_tag_blocks[t] == 0);
    ensures unchanged: \result != SELFMAP_OK ==> pool_base == \old(pool_base) && pool_count == \old(pool_count);
    ensures unchanged_live: \result != SELFMAP_OK ==> live_same{Pre, Post} && units_kept{Pre, Post}(-1, 0);
    ensures unchanged_figures: \result != SELFMAP_OK ==> figures_kept{Pre, Post}(-1);
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

/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns pool_count, BLOCKS_ASSIGNED;
    ENSURES_BLOCKS
    ensures T5_figures_true: figures_ready;
    ensures T5_refused: \result == SELFMAP_EMPTY_RANGE <==> pages == 0;
    ensures T5_refused_end: \result == SELFMAP_RANGE_END <==> pages > POOL_PAGES - \old(pool_count);
    ensures T5_total: \result == SELFMAP_OK || \result == SELFMAP_EMPTY_RANGE || \result == SELFMAP_RANGE_END;
    ensures T5_more: pool_count == \old(pool_count) + (\result == SELFMAP_OK ? pages : 0);
    ensures T5_joined: \result == SELFMAP_OK ==> joined(pages);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
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

/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns pool_count, BLOCKS_ASSIGNED;
    ENSURES_BLOCKS
    ensures T5_figures_true: figures_ready;
    ensures T5_less: pool_count == \old(pool_count) - \result.value && \result.status == SELFMAP_OK;
    ensures T5_left: end_left(keep);
    ensures T5_stay: end_kept(\result.value, keep);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
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

/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_base: \result.base == pool_base && \result.pages == pool_count;
    ensures T5_tag: tag < POOL_TAGS ==> \result.tag_blocks == pool_tag_blocks[tag] && \result.tag_bytes == POOL_GRANULE * pool_tag_units[tag];
    ensures T5_tag_blocks: tag < POOL_TAGS ==> \result.tag_blocks == blocks_of(tag, POOL_GRANULES) % FIGURES_MODULO &&
      \result.tag_bytes == POOL_GRANULE * (units_of(tag, POOL_GRANULES) % FIGURES_MODULO);
    ensures T5_no_tag: tag >= POOL_TAGS ==> \result.tag_blocks == 0 && \result.tag_bytes == 0;
*/
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

/* run_of.h - the run of the pool's that a live block lies in (T5): a lemma, no code. Private to impl/. */
#ifndef SELFMAP_POOL_RUN_OF_H
#define SELFMAP_POOL_RUN_OF_H

#include "state.h"

/*@
  // The run that the block at granule g is of, and where the block stands in it.
  predicate in_run{L}(integer g, integer p) = 0 <= p < pool_count && pool_edge[p] == 1 && pool_end[p] <= pool_count &&
    PAGE_GRANULES * p <= g && g + page_units(g / PAGE_GRANULES) <= PAGE_GRANULES * pool_end[p] && page_units(g / PAGE_GRANULES) >= 1;
  predicate own_run{L}(integer g, integer p) = pool_class[g / PAGE_GRANULES] == POOL_NO_CLASS ==> g == PAGE_GRANULES * p && pool_kind[p] == POOL_RUN;
  predicate in_slab{L}(integer g, integer p) = pool_class[g / PAGE_GRANULES] != POOL_NO_CLASS ==>
    pool_class[g / PAGE_GRANULES] == pool_class[p] && pool_kind[p] == POOL_SLAB && pool_class[p] < POOL_CLASSES &&
    0 <= g / WORD_BITS - PAGE_WORDS * p < SLAB_WORDS &&
    bit(pool_class_full[SLAB_WORDS * pool_class[p] + (g / WORD_BITS - PAGE_WORDS * p)], g % WORD_BITS) && pool_head[g / PAGE_GRANULES] == p;
*/

/*@ ghost
  /@ requires ready: blocks_ready;
     requires live: granule < POOL_GRANULES && live_at(granule);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T5_run: in_run(granule, \result);
     ensures T5_own: own_run(granule, \result);
     ensures T5_slab: in_slab(granule, \result); @/
  static uint32_t run_of_lemma(uint32_t granule)
  {
    uint32_t page = granule / PAGE_GRANULES;
    uint32_t class = pool_class[page];
    uint32_t word = granule / WORD_BITS;
    uint32_t head;

    /@ assert place: word / PAGE_WORDS == page; @/
    if (class == POOL_NO_CLASS) {
      /@ assert run: pool_kind[page] == POOL_RUN && word == PAGE_WORDS * page && granule % WORD_BITS == 0; @/
      /@ assert start: granule == PAGE_GRANULES * page; @/
      /@ assert in_run: in_run(granule, page); @/
      return page;
    }
    head = pool_head[page];
    /@ assert slab: class < POOL_CLASSES && pool_kind[head] == POOL_SLAB && pool_edge[head] == 1 && head < pool_count; @/
    /@ assert within: PAGE_WORDS * head <= word < PAGE_WORDS * (head + pool_class_pages[class]); @/
    /@ assert full: bit(pool_class_full[SLAB_WORDS * class + (word - PAGE_WORDS * head)], granule % WORD_BITS); @/
    /@ assert row: (SLAB_WORDS * class + (word - PAGE_WORDS * head)) / SLAB_WORDS == class &&
         (SLAB_WORDS * class + (word - PAGE_WORDS * head)) % SLAB_WORDS == word - PAGE_WORDS * head; @/
    /@ assert fits: WORD_BITS * (word - PAGE_WORDS * head) + granule % WORD_BITS + pool_class_units[class] <= PAGE_GRANULES * pool_class_pages[class]; @/
    /@ assert slot: pool_class[head] == class && 0 <= word - PAGE_WORDS * head < SLAB_WORDS; @/
    /@ assert slot_full: bit(pool_class_full[SLAB_WORDS * pool_class[head] + (granule / WORD_BITS - PAGE_WORDS * head)], granule % WORD_BITS); @/
    /@ assert ends: granule + page_units(granule / PAGE_GRANULES) <= PAGE_GRANULES * pool_end[head]; @/
    /@ assert in_run: in_run(granule, head); @/
    /@ assert in_slab: in_slab(granule, head); @/
    return head;
  }
*/

#endif

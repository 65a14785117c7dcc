/*
 * apart.h - every live block lies in one run of the pool's, and live blocks lie apart from each other (T5): lemmas, no code. The theorems of
 * the pool and the guard's proof call them. Private to impl/.
 */
#ifndef SELFMAP_POOL_APART_H
#define SELFMAP_POOL_APART_H

#include "state.h"

/*@
  // The run that the block at granule g is of, and where the block stands in it.
  predicate in_run{L}(integer g, integer p) = 0 <= p < pool_count && pool_edge[p] == 1 && pool_end[p] <= pool_count &&
    PAGE_GRANULES * p <= g && g + page_units(g / PAGE_GRANULES) <= PAGE_GRANULES * pool_end[p] && page_units(g / PAGE_GRANULES) >= 1;
  predicate own_run{L}(integer g, integer p) = pool_class[g / PAGE_GRANULES] == POOL_NO_CLASS ==> g == PAGE_GRANULES * p && pool_kind[p] == POOL_RUN;
  predicate in_slab{L}(integer g, integer p) = pool_class[g / PAGE_GRANULES] != POOL_NO_CLASS ==>
    pool_class[g / PAGE_GRANULES] == pool_class[p] && pool_kind[p] == POOL_SLAB && pool_class[p] < POOL_CLASSES &&
    0 <= g / WORD_BITS - PAGE_WORDS * p < SLAB_WORDS &&
    bit(pool_class_full[SLAB_WORDS * pool_class[p] + (g / WORD_BITS - PAGE_WORDS * p)], g % WORD_BITS);
  predicate apart{L}(integer g, integer h) = g + page_units(g / PAGE_GRANULES) <= h || h + page_units(h / PAGE_GRANULES) <= g;
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

/*@ ghost
  /@ requires ready: pool_ready;
     requires live: one < other < POOL_GRANULES && live_at(one) && live_at(other);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T5_apart: one + page_units(one / PAGE_GRANULES) <= other; @/
  static void apart_lemma(uint32_t one, uint32_t other)
  {
    uint32_t first = run_of_lemma(one);
    uint32_t second = run_of_lemma(other);
    uint32_t class, k, l;

    if (first != second) {
      /@ assert before: first < second ==> pool_end[first] <= second; @/
      /@ assert after: second < first ==> pool_end[second] <= first; @/
      /@ assert order: first < second; @/
      return;
    }
    /@ assert shared: pool_class[one / PAGE_GRANULES] != POOL_NO_CLASS && pool_class[other / PAGE_GRANULES] != POOL_NO_CLASS; @/
    class = pool_class[first];
    k = SLAB_WORDS * class + (one / WORD_BITS - PAGE_WORDS * first);
    l = SLAB_WORDS * class + (other / WORD_BITS - PAGE_WORDS * first);
    /@ assert rows: k / SLAB_WORDS == class && l / SLAB_WORDS == class; @/
    /@ assert order: WORD_BITS * k + one % WORD_BITS < WORD_BITS * l + other % WORD_BITS; @/
    /@ assert spaced: WORD_BITS * k + one % WORD_BITS + pool_class_units[class] <= WORD_BITS * l + other % WORD_BITS; @/
  }
*/

/* Every other live block lies apart from this one. */
/*@ ghost
  /@ requires ready: pool_ready;
     requires live: granule < POOL_GRANULES && live_at(granule);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T5_apart: \forall integer g; 0 <= g < POOL_GRANULES && g != granule && live_at(g) ==> apart(g, granule); @/
  static void all_apart_lemma(uint32_t granule)
  {
    uint32_t n = 0;

    /@ loop invariant range: 0 <= n <= POOL_GRANULES;
       loop invariant apart: \forall integer g; 0 <= g < n && g != granule && live_at(g) ==> apart(g, granule);
       loop assigns n;
       loop variant POOL_GRANULES - n; @/
    while (n < POOL_GRANULES) {
      if (n != granule && ((pool_live[n / WORD_BITS] >> (n % WORD_BITS)) & 1) == 1) {
        if (n < granule)
          apart_lemma(n, granule);
        else
          apart_lemma(granule, n);
      }
      /@ assert one: n != granule && live_at(n) ==> apart(n, granule); @/
      n++;
    }
  }
*/

#endif

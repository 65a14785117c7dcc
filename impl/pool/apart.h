/* apart.h - live blocks lie apart from each other (T5): lemmas, no code. The theorems of the pool and the guard's proof call them. Private to impl/. */
#ifndef SELFMAP_POOL_APART_H
#define SELFMAP_POOL_APART_H

#include "run_of.h"

/*@
  predicate apart{L}(integer g, integer h) = g + page_units(g / PAGE_GRANULES) <= h || h + page_units(h / PAGE_GRANULES) <= g;
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

/* owned.h - the slot that a slab knows is the slab's (T5): a lemma, no code. Private to slabs.c and spares.c. */
#ifndef SELFMAP_POOL_OWNED_H
#define SELFMAP_POOL_OWNED_H

#include "slabs.h"

/*@ ghost
  /@ requires ready: pages_ready;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures owned: slots_owned; @/
  static void slots_lemma(void)
  {
    /@ assert slab: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==> pool_kind[h] == POOL_SLAB &&
         pool_edge[h] == 1 && h < pool_end[h] <= pool_count; @/
    /@ assert whole: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==> pool_class[h] < POOL_CLASSES &&
         pool_head[h] == h && pool_end[h] == h + pool_class_pages[pool_class[h]]; @/
    /@ assert place: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==>
         h <= (PAGE_WORDS * h + pool_slot[h] / WORD_BITS) / PAGE_WORDS < pool_end[h]; @/
    return;
  }
*/

#endif

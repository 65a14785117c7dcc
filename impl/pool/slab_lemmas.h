/*
 * slab_lemmas.h - what slabs.c proves its functions with: names for states of a slab, and lemmas. Private to slabs.c; no code.
 */
#ifndef SELFMAP_POOL_SLAB_LEMMAS_H
#define SELFMAP_POOL_SLAB_LEMMAS_H

#include "owned.h"

/*@
  // full_of of a word that is in a slab of this class with this first page: so named, no arithmetic is in the way.
  logic integer row_at{L}(integer class, integer head, integer word) = pool_class_full[SLAB_WORDS * class + (word - PAGE_WORDS * head)];
  // Granule s of the slab at page h starts a slot that is free.
  predicate slot_free{L}(integer h, integer s) = pool_class[h] < POOL_CLASSES && s < PAGE_GRANULES * pool_class_pages[pool_class[h]] &&
    bit(pool_class_full[SLAB_WORDS * pool_class[h] + s / WORD_BITS], s % WORD_BITS) && !live(PAGE_WORDS * h + s / WORD_BITS, s % WORD_BITS) &&
    !spare_of(pool_class[h], PAGE_GRANULES * h + s);
  // In word k of a slab of this class a slot starts at bit b.
  predicate starts{L}(integer class, integer k, integer b) = bit(pool_class_full[SLAB_WORDS * class + k], b);
  // The slot at granule s of the slab of this class at this page is not live; and all of its slots are.
  predicate slot_dead{L}(integer page, integer class, integer s) = s < PAGE_GRANULES * pool_class_pages[class] &&
    bit(pool_class_full[SLAB_WORDS * class + s / WORD_BITS], s % WORD_BITS) && !live(PAGE_WORDS * page + s / WORD_BITS, s % WORD_BITS);
  predicate slab_taken{L}(integer page, integer class) = \forall integer v, b; PAGE_WORDS * page <= v < PAGE_WORDS * (page + pool_class_pages[class]) &&
    0 <= b < WORD_BITS && bit(pool_class_full[SLAB_WORDS * class + (v - PAGE_WORDS * page)], b) ==> live(v, b);
  predicate slab_whole_but{L}(integer x) = \forall integer h, q; 0 <= h < POOL_PAGES && h != x && pool_kind[h] == POOL_SLAB &&
    h <= q < pool_end[h] ==> pool_class[q] == pool_class[h] && pool_class[h] != POOL_NO_CLASS && pool_head[q] == h;
  // slab_listed, but for the words of these pages.
  predicate listed_but{L}(integer first, integer end) = \forall integer w, b; 0 <= w < POOL_WORDS && 0 <= b < WORD_BITS &&
    !(first <= w / PAGE_WORDS < end) && pool_class[w / PAGE_WORDS] != POOL_NO_CLASS && bit(full_of(w), b) && !live(w, b) && !spare_at(w, b) ==>
    pool_set[pool_head[w / PAGE_WORDS]] == pool_class[w / PAGE_WORDS] &&
    bit(pool_open[pool_head[w / PAGE_WORDS]], w - PAGE_WORDS * pool_head[w / PAGE_WORDS]);
  predicate none_listed{L}(integer first, integer end) = \forall integer h; first <= h < end ==> !(pool_set[h] < POOL_FIRST_BIN);
  predicate none_reaches{L}(integer first, integer end) = \forall integer h; 0 <= h < POOL_PAGES && h != first &&
    pool_kind[h] == POOL_SLAB ==> pool_end[h] <= first || (end <= h && pool_end[h] <= POOL_PAGES);
  predicate slots_live{L}(integer page) = \forall integer v, b; 0 <= v < POOL_WORDS && 0 <= b < WORD_BITS &&
    pool_class[v / PAGE_WORDS] != POOL_NO_CLASS && pool_head[v / PAGE_WORDS] == page && bit(full_of(v), b) ==> live(v, b);
*/

/* The words of a slab, and where slots start in them. */
/*@ ghost
  /@ requires page: slab_page;
     requires owner: slab_owner;
     requires range: page < POOL_PAGES && class < POOL_CLASSES && pool_class[page] == class && page + pool_class_pages[class] <= POOL_PAGES;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures places: \forall integer v; 0 <= v < POOL_WORDS && pool_class[v / PAGE_WORDS] != POOL_NO_CLASS &&
       pool_head[v / PAGE_WORDS] == page ==> PAGE_WORDS * page <= v < PAGE_WORDS * (page + pool_class_pages[class]);
     ensures full: \forall integer v; 0 <= v < POOL_WORDS && pool_class[v / PAGE_WORDS] != POOL_NO_CLASS &&
       pool_head[v / PAGE_WORDS] == page ==> full_of(v) == pool_class_full[SLAB_WORDS * class + (v - PAGE_WORDS * page)]; @/
  static void rows_lemma(uint32_t page, uint32_t class)
  {
    /@ assert pages: \forall integer q; 0 <= q < POOL_PAGES && pool_class[q] != POOL_NO_CLASS && pool_head[q] == page ==>
         pool_class[q] == class && page <= q < page + pool_class_pages[class]; @/
    /@ assert words: \forall integer v; 0 <= v < POOL_WORDS && pool_class[v / PAGE_WORDS] != POOL_NO_CLASS &&
         pool_head[v / PAGE_WORDS] == page ==> pool_class[v / PAGE_WORDS] == class && page <= v / PAGE_WORDS < page + pool_class_pages[class]; @/
    /@ assert places: \forall integer v; 0 <= v < POOL_WORDS && pool_class[v / PAGE_WORDS] != POOL_NO_CLASS &&
         pool_head[v / PAGE_WORDS] == page ==> PAGE_WORDS * page <= v < PAGE_WORDS * (page + pool_class_pages[class]); @/
    /@ assert row: \forall integer v; 0 <= v < POOL_WORDS ==> full_of(v) == row_at(pool_class[v / PAGE_WORDS], pool_head[v / PAGE_WORDS], v); @/
    /@ assert rows: \forall integer v; 0 <= v < POOL_WORDS && pool_class[v / PAGE_WORDS] != POOL_NO_CLASS &&
         pool_head[v / PAGE_WORDS] == page ==> full_of(v) == row_at(class, page, v); @/
    return;
  }
*/

/*@ ghost
  /@ requires page: slab_page;
     requires owner: slab_owner;
     requires range: page < POOL_PAGES && class < POOL_CLASSES && pool_class[page] == class && page + pool_class_pages[class] <= POOL_PAGES;
     requires live: slab_taken(page, class);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures live: slots_live(page); @/
  static void full_lemma(uint32_t page, uint32_t class)
  {
    rows_lemma(page, class);
    return;
  }
*/

/*@ ghost
  /@ requires range: page < POOL_PAGES && pool_head[page] == page;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures start: full_of(PAGE_WORDS * page) == pool_class_full[SLAB_WORDS * pool_class[page]]; @/
  static void start_lemma(uint32_t page)
  {
    /@ assert place: (PAGE_WORDS * page) / PAGE_WORDS == page; @/
    /@ assert zero: PAGE_WORDS * page - PAGE_WORDS * pool_head[(PAGE_WORDS * page) / PAGE_WORDS] == 0; @/
    return;
  }
*/

/*@ ghost
  /@ requires classes: classes_ready;
     requires range: page < POOL_PAGES && class < POOL_CLASSES && pool_class[page] == class;
     requires dead: !live(PAGE_WORDS * page, 0);
     requires spare: pool_spares[class] == 0;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures free: slot_free(page, 0); @/
  static void first_lemma(uint32_t page, uint32_t class)
  {
    /@ assert start: bit(pool_class_full[SLAB_WORDS * class], 0) && pool_class_pages[class] >= 1; @/
    return;
  }
*/

/*@ ghost
  /@ requires listed: slab_listed;
     requires spare: pool_spares[class] == 0;
     requires range: page < POOL_PAGES && class < POOL_CLASSES && page + pool_class_pages[class] <= POOL_PAGES;
     requires whole: \forall integer q; page <= q < page + pool_class_pages[class] ==> pool_class[q] == class && pool_head[q] == page;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures open: \forall integer v, b; PAGE_WORDS * page <= v < PAGE_WORDS * (page + pool_class_pages[class]) && 0 <= b < WORD_BITS &&
       bit(pool_class_full[SLAB_WORDS * class + (v - PAGE_WORDS * page)], b) && !live(v, b) ==> bit(pool_open[page], v - PAGE_WORDS * page); @/
  static void open_lemma(uint32_t page, uint32_t class)
  {
    /@ assert pages: \forall integer v; PAGE_WORDS * page <= v < PAGE_WORDS * (page + pool_class_pages[class]) ==>
         page <= v / PAGE_WORDS < page + pool_class_pages[class] && 0 <= v < POOL_WORDS; @/
    /@ assert words: \forall integer v; PAGE_WORDS * page <= v < PAGE_WORDS * (page + pool_class_pages[class]) ==>
         pool_class[v / PAGE_WORDS] == class && pool_head[v / PAGE_WORDS] == page; @/
    /@ assert full: \forall integer v; PAGE_WORDS * page <= v < PAGE_WORDS * (page + pool_class_pages[class]) ==>
         full_of(v) == pool_class_full[SLAB_WORDS * class + (v - PAGE_WORDS * page)]; @/
    return;
  }
*/

/*@ ghost
  /@ requires range: page < POOL_PAGES && class < POOL_CLASSES && end == page + pool_class_pages[class] && end <= POOL_PAGES;
     requires whole: \forall integer q; page <= q < end ==> pool_class[q] == class && pool_head[q] == page;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures index: \forall integer w; 0 <= w < POOL_WORDS && page <= w / PAGE_WORDS < end ==> 0 <= w - PAGE_WORDS * page < PAGE_WORDS * pool_class_pages[class];
     ensures full: \forall integer w; 0 <= w < POOL_WORDS && page <= w / PAGE_WORDS < end ==>
       full_of(w) == pool_class_full[SLAB_WORDS * class + (w - PAGE_WORDS * page)]; @/
  static void row_lemma(uint32_t page, uint32_t class, uint32_t end)
  {
    return;
  }
*/

/* Between a slot and the next no other one starts: slots lie apart, and each ends inside the slab. */
/*@ ghost
  /@ requires classes: classes_ready;
     requires range: class < POOL_CLASSES && slot < PAGE_GRANULES * pool_class_pages[class];
     requires slot: bit(pool_class_full[SLAB_WORDS * class + slot / WORD_BITS], slot % WORD_BITS);
     requires last: last <= slot / WORD_BITS + 1 || WORD_BITS * last <= slot + pool_class_units[class] ||
       (last <= SLAB_WORDS && slot + 2 * pool_class_units[class] > PAGE_GRANULES * pool_class_pages[class]);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures none: \forall integer k, b; slot / WORD_BITS < k < last && 0 <= b < WORD_BITS && k < SLAB_WORDS ==> !starts(class, k, b); @/
  static void gap_lemma(uint32_t class, uint32_t slot, uint32_t last)
  {
    /@ assert rows: \forall integer k; 0 <= k < SLAB_WORDS ==> (SLAB_WORDS * class + k) / SLAB_WORDS == class && (SLAB_WORDS * class + k) % SLAB_WORDS == k; @/
    /@ assert fits: \forall integer k, b; 0 <= k < SLAB_WORDS && 0 <= b < WORD_BITS && bit(pool_class_full[SLAB_WORDS * class + k], b) ==>
         WORD_BITS * k + b + pool_class_units[class] <= PAGE_GRANULES * pool_class_pages[class]; @/
    /@ assert spaced: \forall integer k, b; slot / WORD_BITS < k < SLAB_WORDS && 0 <= b < WORD_BITS && bit(pool_class_full[SLAB_WORDS * class + k], b) ==>
         slot + pool_class_units[class] <= WORD_BITS * k + b; @/
    return;
  }
*/

#endif

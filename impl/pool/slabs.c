/* slabs.c - see slabs.h: slots of slabs taken and given back (T5). */
#include "slabs.h"

uint64_t pool_live[POOL_WORDS];
uint8_t pool_class[POOL_PAGES];
uint32_t pool_head[POOL_PAGES];
uint16_t pool_slot[POOL_PAGES];

#define NO_SLOT (WORD_BITS * SLAB_WORDS)

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

/* A free slot of the slab, in granules from its start, or NO_SLOT. */
/*@ requires classes: classes_ready;
    requires range: class < POOL_CLASSES && page + pool_class_pages[class] <= POOL_PAGES;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures found: \result != NO_SLOT ==> \result < PAGE_GRANULES * pool_class_pages[class] &&
      bit(pool_class_full[SLAB_WORDS * class + \result / WORD_BITS], \result % WORD_BITS) &&
      !live(PAGE_WORDS * page + \result / WORD_BITS, \result % WORD_BITS);
    ensures none: \result == NO_SLOT ==> (\forall integer v, b; PAGE_WORDS * page <= v < PAGE_WORDS * (page + pool_class_pages[class]) &&
      0 <= b < WORD_BITS && bit(pool_class_full[SLAB_WORDS * class + (v - PAGE_WORDS * page)], b) ==> live(v, b));
*/
static uint32_t search(uint32_t page, uint32_t class)
{
    const uint32_t words = PAGE_WORDS * pool_class_pages[class];
    const uint32_t first = PAGE_WORDS * page;
    const uint32_t full = SLAB_WORDS * class;
    uint32_t i, b;

    /*@ loop invariant range: 0 <= i <= words;
        loop invariant none: \forall integer v, b; first <= v < first + i && 0 <= b < WORD_BITS &&
          bit(pool_class_full[full + (v - first)], b) ==> live(v, b);
        loop assigns i, b;
        loop variant words - i; */
    for (i = 0; i < words; i++) {
        b = bit_first(bits_without(pool_class_full[full + i], pool_live[first + i]));
        if (b < WORD_BITS)
            return WORD_BITS * i + b;
    }
    return NO_SLOT;
}

uint32_t pool_slab_take(uint32_t page)
{
    const uint32_t class = pool_class[page];
    const uint32_t slot = pool_slot[page];
    const uint32_t i = slot / WORD_BITS;
    const uint32_t w = PAGE_WORDS * page + i;
    uint32_t b;

    /*@ assert slab: pool_kind[page] == POOL_SLAB && class < POOL_CLASSES && pool_head[page] == page &&
          pool_end[page] == page + pool_class_pages[class]; */
    /*@ assert inside: i < PAGE_WORDS * pool_class_pages[class] && page <= w / PAGE_WORDS < pool_end[page]; */
    /*@ assert here: pool_class[w / PAGE_WORDS] == class && pool_head[w / PAGE_WORDS] == page; */
    /*@ assert known: slot_known(page); */
    /*@ assert index: w - PAGE_WORDS * page == i; */
    /*@ assert same: full_of(w) == pool_class_full[SLAB_WORDS * class + i]; */
    /*@ assert full: bit(full_of(w), slot % WORD_BITS) && !live(w, slot % WORD_BITS); */
    /*@ assert result: (PAGE_GRANULES * page + slot) / PAGE_GRANULES == w / PAGE_WORDS && (PAGE_GRANULES * page + slot) / WORD_BITS == w &&
          (PAGE_GRANULES * page + slot) % WORD_BITS == slot % WORD_BITS && PAGE_GRANULES * page + slot < PAGE_GRANULES * POOL_PAGES; */
    /*@ ghost slots_lemma(); */
    /*@ assert others: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN && h != page ==>
          PAGE_WORDS * h + pool_slot[h] / WORD_BITS != w; */
    pool_live[w] = bit_set(pool_live[w], slot % WORD_BITS);
    /*@ assert kept: live_kept{Pre, Here}(w, slot % WORD_BITS); */
    /*@ assert live: live_slot; */
    /*@ assert listed: slab_listed; */
    /*@ assert rest: slots_known_but(page); */
    b = bit_first(bits_without(pool_class_full[SLAB_WORDS * class + i], pool_live[w]));
    if (b < WORD_BITS) {
        /*@ assert next: (WORD_BITS * i + b) / WORD_BITS == i && (WORD_BITS * i + b) % WORD_BITS == b && !live(w, b); */
        pool_slot[page] = (uint16_t)(WORD_BITS * i + b);
        /*@ assert slots: \forall integer h; 0 <= h < POOL_PAGES && h != page ==> pool_slot[h] == \at(pool_slot[h], Pre); */
        /*@ assert mine: slot_known(page); */
        /*@ assert still: slots_known_but(page); */
        /*@ assert slot: slab_slot; */
    } else {
        b = search(page, class);
        if (b != NO_SLOT) {
            pool_slot[page] = (uint16_t)b;
            /*@ assert slots: \forall integer h; 0 <= h < POOL_PAGES && h != page ==> pool_slot[h] == \at(pool_slot[h], Pre); */
            /*@ assert mine: slot_known(page); */
            /*@ assert still: slots_known_but(page); */
            /*@ assert slot: slab_slot; */
        } else {
            /*@ assert pages: \forall integer q; 0 <= q < POOL_PAGES && pool_class[q] != POOL_NO_CLASS && pool_head[q] == page ==>
                  pool_class[q] == class && page <= q < page + pool_class_pages[class]; */
            /*@ assert none: \forall integer v, b; 0 <= v < POOL_WORDS && 0 <= b < WORD_BITS && pool_class[v / PAGE_WORDS] != POOL_NO_CLASS &&
                  pool_head[v / PAGE_WORDS] == page ==> pool_class[v / PAGE_WORDS] == class &&
                  PAGE_WORDS * page <= v < PAGE_WORDS * (page + pool_class_pages[class]) &&
                  full_of(v) == pool_class_full[SLAB_WORDS * class + (v - PAGE_WORDS * page)]; */
            /*@ assert all: \forall integer v, b; 0 <= v < POOL_WORDS && 0 <= b < WORD_BITS && pool_class[v / PAGE_WORDS] != POOL_NO_CLASS &&
                  pool_head[v / PAGE_WORDS] == page && bit(full_of(v), b) ==> live(v, b); */
            pool_set_remove(page);
            /*@ assert listed: slab_listed; */
            /*@ assert slot: slab_slot; */
        }
    }
    return PAGE_GRANULES * page + slot;
}

void pool_slab_give(uint32_t granule)
{
    const uint32_t w = granule / WORD_BITS;
    const uint32_t page = pool_head[granule / PAGE_GRANULES];
    const uint32_t class = pool_class[granule / PAGE_GRANULES];

    /*@ assert place: w / PAGE_WORDS == granule / PAGE_GRANULES; */
    /*@ assert slab: pool_kind[page] == POOL_SLAB && pool_class[page] == class && class < POOL_CLASSES && pool_head[page] == page; */
    /*@ assert full: bit(full_of(w), granule % WORD_BITS) && (granule - PAGE_GRANULES * page) / WORD_BITS == w - PAGE_WORDS * page &&
          (granule - PAGE_GRANULES * page) % WORD_BITS == granule % WORD_BITS; */
    /*@ assert full_here: bit(pool_class_full[SLAB_WORDS * class + (w - PAGE_WORDS * page)], granule % WORD_BITS); */
    /*@ assert range: granule - PAGE_GRANULES * page < PAGE_GRANULES * pool_class_pages[class]; */
    /*@ ghost slots_lemma(); */
    pool_live[w] = bit_clear(pool_live[w], granule % WORD_BITS);
    /*@ assert kept: live_kept{Pre, Here}(w, granule % WORD_BITS); */
    /*@ assert fewer: \forall integer v, b; 0 <= v < POOL_WORDS && 0 <= b < WORD_BITS && !live{Pre}(v, b) ==> !live(v, b); */
    /*@ assert live: live_slot; */
    /*@ assert dead_slots: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==>
          !live(PAGE_WORDS * h + pool_slot[h] / WORD_BITS, pool_slot[h] % WORD_BITS); */
    /*@ assert known: slots_known_but(page); */
    pool_slot[page] = (uint16_t)(granule - PAGE_GRANULES * page);
    /*@ assert slots: \forall integer h; 0 <= h < POOL_PAGES && h != page ==> pool_slot[h] == \at(pool_slot[h], Pre); */
    /*@ assert rest: slots_known_but(page); */
    /*@ assert place_of: pool_slot[page] / WORD_BITS == w - PAGE_WORDS * page && pool_slot[page] % WORD_BITS == granule % WORD_BITS; */
    /*@ assert word_of: PAGE_WORDS * page + pool_slot[page] / WORD_BITS == w; */
    /*@ assert full_now: bit(pool_class_full[SLAB_WORDS * class + pool_slot[page] / WORD_BITS], pool_slot[page] % WORD_BITS); */
    /*@ assert dead_now: !live(PAGE_WORDS * page + pool_slot[page] / WORD_BITS, pool_slot[page] % WORD_BITS); */
    /*@ assert mine: pool_set[page] < POOL_FIRST_BIN ==> slot_known(page); */
    /*@ assert slot: slab_slot; */
    if (pool_set[page] == POOL_NO_SET) {
        pool_set_insert(class, page);
        /*@ assert mine_now: slot_known(page); */
        /*@ assert rest_still: slots_known_but(page); */
        /*@ assert slot_inserted: slab_slot; */
        /*@ assert listed_inserted: slab_listed; */
        return;
    }
    /*@ assert listed: slab_listed; */
}

void pool_slab_make(uint32_t page, uint32_t class)
{
    const uint32_t end = pool_end[page];
    uint32_t q;

    /*@ assert run: pool_edge[page] == 1 && page < end <= pool_count && pool_set[page] == POOL_NO_SET; */
    /*@ assert inner: \forall integer q; page < q < end ==> pool_edge[q] != 1 && pool_kind[q] == POOL_INNER; */
    /*@ assert plain: \forall integer q; page <= q < end ==> pool_class[q] == POOL_NO_CLASS; */
    /*@ assert dead: dead(page, end); */
    /*@ assert heads: \forall integer q; 0 <= q < POOL_PAGES && pool_class[q] != POOL_NO_CLASS ==> pool_head[q] != page; */
    /*@ assert apart: \forall integer h, q; 0 <= h < POOL_PAGES && pool_kind[h] == POOL_SLAB && h != page && h <= q < pool_end[h] ==>
          !(page <= q < end); */
    /*@ ghost slots_lemma(); */
    /*@ assert others: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==> !(page <= h < end); */
    /*@ loop invariant range: page <= q <= end;
        loop invariant done: \forall integer r; page <= r < q ==> pool_class[r] == class && pool_head[r] == page;
        loop assigns q, pool_class[page .. end - 1], pool_head[page .. end - 1];
        loop variant end - q; */
    for (q = page; q < end; q++) {
        pool_class[q] = (uint8_t) class;
        pool_head[q] = page;
    }
    /*@ assert kept: \forall integer q; 0 <= q < POOL_PAGES && !(page <= q < end) ==>
          pool_class[q] == \at(pool_class[q], Pre) && pool_head[q] == \at(pool_head[q], Pre); */
    /*@ assert same: \forall integer w; 0 <= w < POOL_WORDS && !(page <= w / PAGE_WORDS < end) ==>
          pool_class[w / PAGE_WORDS] == \at(pool_class[w / PAGE_WORDS], Pre) && pool_head[w / PAGE_WORDS] == \at(pool_head[w / PAGE_WORDS], Pre); */
    /*@ assert same_full: \forall integer w; 0 <= w < POOL_WORDS && !(page <= w / PAGE_WORDS < end) ==> full_of(w) == full_of{Pre}(w); */
    pool_kind[page] = POOL_SLAB;
    pool_slot[page] = 0;
    /*@ assert start: bit(pool_class_full[SLAB_WORDS * class], 0) && !live(PAGE_WORDS * page, 0); */
    pool_set_insert(class, page);
    /*@ assert zero: pool_slot[page] / WORD_BITS == 0 && pool_slot[page] % WORD_BITS == 0; */
    /*@ assert mine: slot_known(page); */
    /*@ assert rest: slots_known_but(page); */
    /*@ assert slot: slab_slot; */
    /*@ assert here: \forall integer w; 0 <= w < POOL_WORDS && page <= w / PAGE_WORDS < end ==>
          pool_class[w / PAGE_WORDS] == class && pool_head[w / PAGE_WORDS] == page; */
    /*@ assert elsewhere: \forall integer w; 0 <= w < POOL_WORDS && !(page <= w / PAGE_WORDS < end) && pool_class[w / PAGE_WORDS] != POOL_NO_CLASS ==>
          pool_head[w / PAGE_WORDS] != page; */
    /*@ assert listed: slab_listed; */
    /*@ assert live: live_slot; */
}

uint32_t pool_slab_empty(uint32_t page)
{
    const uint32_t last = PAGE_WORDS * pool_end[page];
    uint32_t w;

    /*@ assert run: pool_edge[page] == 1 && page < pool_end[page] <= pool_count; */
    /*@ loop invariant range: PAGE_WORDS * page <= w <= last;
        loop invariant dead: \forall integer v, b; PAGE_WORDS * page <= v < w && 0 <= b < WORD_BITS ==> !live(v, b);
        loop assigns w;
        loop variant last - w; */
    for (w = PAGE_WORDS * page; w < last; w++)
        if (pool_live[w] != 0)
            return 0;
    /*@ assert dead: dead(page, pool_end[page]); */
    return 1;
}

void pool_slab_unmake(uint32_t page)
{
    const uint32_t end = pool_end[page];
    uint32_t q;

    /*@ assert run: pool_edge[page] == 1 && page < end <= pool_count; */
    /*@ assert slab: pool_class[page] < POOL_CLASSES && pool_head[page] == page; */
    /*@ assert apart: \forall integer h, q; 0 <= h < POOL_PAGES && pool_kind[h] == POOL_SLAB && h != page && h <= q < pool_end[h] ==>
          !(page <= q < end); */
    /*@ assert place: (PAGE_WORDS * page) / PAGE_WORDS == page && PAGE_WORDS * page < POOL_WORDS; */
    /*@ assert same_start: full_of(PAGE_WORDS * page) == pool_class_full[SLAB_WORDS * pool_class[page]]; */
    /*@ assert start: bit(full_of(PAGE_WORDS * page), 0) && !live(PAGE_WORDS * page, 0); */
    /*@ assert listed: pool_set[page] == pool_class[page]; */
    /*@ ghost slots_lemma(); */
    /*@ assert others: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN && h != page ==> !(page <= h < end); */
    pool_set_remove(page);
    /*@ loop invariant range: page <= q <= end;
        loop invariant done: \forall integer r; page <= r < q ==> pool_class[r] == POOL_NO_CLASS && pool_head[r] == 0;
        loop assigns q, pool_class[page .. end - 1], pool_head[page .. end - 1];
        loop variant end - q; */
    for (q = page; q < end; q++) {
        pool_class[q] = POOL_NO_CLASS;
        pool_head[q] = 0;
    }
    /*@ assert kept: \forall integer q; 0 <= q < POOL_PAGES && !(page <= q < end) ==>
          pool_class[q] == \at(pool_class[q], Pre) && pool_head[q] == \at(pool_head[q], Pre); */
    /*@ assert same: \forall integer w; 0 <= w < POOL_WORDS && !(page <= w / PAGE_WORDS < end) ==>
          pool_class[w / PAGE_WORDS] == \at(pool_class[w / PAGE_WORDS], Pre) && pool_head[w / PAGE_WORDS] == \at(pool_head[w / PAGE_WORDS], Pre); */
    /*@ assert same_full: \forall integer w; 0 <= w < POOL_WORDS && !(page <= w / PAGE_WORDS < end) ==> full_of(w) == full_of{Pre}(w); */
    pool_kind[page] = POOL_RUN;
    /*@ assert here: \forall integer w; 0 <= w < POOL_WORDS && page <= w / PAGE_WORDS < end ==> pool_class[w / PAGE_WORDS] == POOL_NO_CLASS; */
    /*@ assert slot: slab_slot; */
    /*@ assert heads: \forall integer q; 0 <= q < POOL_PAGES && pool_class[q] != POOL_NO_CLASS ==> pool_head[q] != page; */
    /*@ assert after: slab_listed; */
    /*@ assert live: live_slot; */
}

/* slabs.c - see slabs.h: slots of slabs taken and given back (T5). */
#include "slab_lemmas.h"

uint64_t pool_live[POOL_WORDS];
uint8_t pool_class[POOL_PAGES];
uint16_t pool_head[POOL_PAGES];
uint16_t pool_slot[POOL_PAGES];
uint64_t pool_open[POOL_PAGES];

#define NO_SLOT (WORD_BITS * SLAB_WORDS)

/* The bits below this one. That x | ~x is every bit the provers find where they find nothing in the number. */
/*@ requires range: 1 <= n <= WORD_BITS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures below: \forall integer j; 0 <= j < WORD_BITS ==> (bit(\result, j) <==> j < n);
*/
static inline uint64_t bits_below(uint32_t n)
{
    const uint64_t all = (uint64_t)n | ~(uint64_t)n;

    /*@ assert all: \forall integer j; 0 <= j < WORD_BITS ==> bit(all, j); */
    return bits_from(all, WORD_BITS - n);
}

/* The slab's next free slot. */
/*@ requires range: page < POOL_PAGES && slot <= 0xFFFF;
    requires rest: slots_known_but(page);
    terminates \true;
    exits \false;
    assigns pool_slot[page];
    ensures T5_slot: pool_slot[page] == slot;
    ensures T5_rest: slots_known_but(page);
*/
static void note(uint32_t page, uint32_t slot)
{
    pool_slot[page] = (uint16_t)slot;
    /*@ assert slots: \forall integer h; 0 <= h < POOL_PAGES && h != page ==> pool_slot[h] == \at(pool_slot[h], Pre); */
    /*@ assert known: \forall integer h; 0 <= h < POOL_PAGES && h != page && pool_set[h] < POOL_FIRST_BIN ==> slot_known{Pre}(h) && slot_known(h); */
}

/* The slab, which has a free slot, is in its class's set. */
/*@ requires sets: sets_ready;
    requires range: page < POOL_PAGES && pool_set[page] == POOL_NO_SET && class < POOL_CLASSES && pool_class[page] == class;
    requires known: slots_known_but(page) && slot_free(page, pool_slot[page]);
    terminates \true;
    exits \false;
    assigns pool_set[page], pool_set_words[POOL_SET_WORDS * class + page / WORD_BITS], pool_set_summary[class], pool_bins_used;
    ENSURES_SETS
    ensures T5_enlisted: pool_set[page] == class;
    ensures T5_slot: slab_slot;
*/
static void enlist(uint32_t class, uint32_t page)
{
    pool_set_insert(class, page);
    /*@ assert known: \forall integer h; 0 <= h < POOL_PAGES && h != page && pool_set[h] < POOL_FIRST_BIN ==> slot_known{Pre}(h) && slot_known(h); */
    /*@ assert mine: slot_known(page); */
}

/* These pages are of a slab of the class, with this first page; or of none. */
/*@ requires range: first < end <= POOL_PAGES && class <= POOL_NO_CLASS && head < POOL_PAGES;
    requires slot: slab_slot;
    requires rest: none_listed(first, end) && slab_whole_but(first) && none_reaches(first, end) && listed_but(first, end);
    terminates \true;
    exits \false;
    assigns pool_class[first .. end - 1], pool_head[first .. end - 1];
    ensures T5_marked: \forall integer q; first <= q < end ==> pool_class[q] == class && pool_head[q] == head;
    ensures T5_kept: \forall integer q; 0 <= q < POOL_PAGES && !(first <= q < end) ==>
      pool_class[q] == \old(pool_class[q]) && pool_head[q] == \old(pool_head[q]);
    ensures T5_words: \forall integer w; 0 <= w < POOL_WORDS && !(first <= w / PAGE_WORDS < end) ==>
      pool_class[w / PAGE_WORDS] == \old(pool_class[w / PAGE_WORDS]) && pool_head[w / PAGE_WORDS] == \old(pool_head[w / PAGE_WORDS]);
    ensures T5_full: \forall integer w; 0 <= w < POOL_WORDS && !(first <= w / PAGE_WORDS < end) ==> full_of(w) == full_of{Pre}(w);
    ensures T5_slot: slab_slot;
    ensures T5_whole: slab_whole_but(first);
    ensures T5_rest: listed_but(first, end);
*/
static void mark(uint32_t first, uint32_t end, uint32_t class, uint32_t head)
{
    uint32_t q;

    /*@ loop invariant range: first <= q <= end;
        loop invariant done: \forall integer r; first <= r < q ==> pool_class[r] == class && pool_head[r] == head;
        loop assigns q, pool_class[first .. end - 1], pool_head[first .. end - 1];
        loop variant end - q; */
    for (q = first; q < end; q++) {
        pool_class[q] = (uint8_t) class;
        pool_head[q] = (uint16_t)head;
    }
    /*@ assert kept: \forall integer q; 0 <= q < POOL_PAGES && !(first <= q < end) ==>
          pool_class[q] == \at(pool_class[q], Pre) && pool_head[q] == \at(pool_head[q], Pre); */
    /*@ assert outside: \forall integer h, q; 0 <= h < POOL_PAGES && h != first && pool_kind[h] == POOL_SLAB && h <= q < pool_end[h] ==>
          0 <= q < POOL_PAGES && !(first <= q < end) && !(first <= h < end); */
    /*@ assert whole: \forall integer h, q; 0 <= h < POOL_PAGES && h != first && pool_kind[h] == POOL_SLAB && h <= q < pool_end[h] ==>
          pool_class[q] == \at(pool_class[q], Pre) && pool_head[q] == \at(pool_head[q], Pre) && pool_class[h] == \at(pool_class[h], Pre); */
    /*@ assert still: slab_whole_but(first); */
    /*@ assert known: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==> slot_known{Pre}(h) && slot_known(h); */
    /*@ assert words: \forall integer w; 0 <= w < POOL_WORDS && !(first <= w / PAGE_WORDS < end) ==>
          pool_class[w / PAGE_WORDS] == \at(pool_class[w / PAGE_WORDS], Pre) && pool_head[w / PAGE_WORDS] == \at(pool_head[w / PAGE_WORDS], Pre); */
    /*@ assert row: \forall integer w; 0 <= w < POOL_WORDS ==> full_of(w) == row_at(pool_class[w / PAGE_WORDS], pool_head[w / PAGE_WORDS], w); */
    /*@ assert row_before: \forall integer w; 0 <= w < POOL_WORDS ==>
          full_of{Pre}(w) == row_at(\at(pool_class[w / PAGE_WORDS], Pre), \at(pool_head[w / PAGE_WORDS], Pre), w); */
    /*@ assert full: \forall integer w; 0 <= w < POOL_WORDS && !(first <= w / PAGE_WORDS < end) ==> full_of(w) == full_of{Pre}(w); */
    /*@ assert rest: listed_but(first, end); */
}

/* A free slot of the slab, in granules from its start, or NO_SLOT: word by word. Runs for no slab; the proof need not know. */
/*@ requires classes: classes_ready;
    requires range: class < POOL_CLASSES && page + pool_class_pages[class] <= POOL_PAGES;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures found: \result != NO_SLOT ==> slot_dead(page, class, \result);
    ensures none: \result == NO_SLOT ==> slab_taken(page, class);
*/
static uint32_t search(uint32_t page, uint32_t class)
{
    const uint32_t words = PAGE_WORDS * pool_class_pages[class];
    const uint32_t first = PAGE_WORDS * page, full = SLAB_WORDS * class;
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

/* No slot starts between this one and where the next can begin. A slab is made with all its words open: those that have no slot are closed here. */
/*@ requires slabs: classes_ready && slab_page && slab_owner && slab_listed;
    requires range: page < POOL_PAGES && class < POOL_CLASSES && page + pool_class_pages[class] <= POOL_PAGES && slot < PAGE_GRANULES * pool_class_pages[class];
    requires class: pool_class[page] == class;
    requires slot: bit(pool_class_full[SLAB_WORDS * class + slot / WORD_BITS], slot % WORD_BITS);
    terminates \true;
    exits \false;
    assigns pool_open[page];
    ensures listed: slab_listed;
*/
static inline void close_gap(uint32_t page, uint32_t class, uint32_t slot)
{
    const uint32_t i = slot / WORD_BITS, end = PAGE_GRANULES * pool_class_pages[class];
    const uint32_t units = pool_class_units[class];
    uint32_t last;
    uint64_t gap;

    if (units <= WORD_BITS)
        return;
    last = (slot + 2 * units > end ? end : slot + units) / WORD_BITS;
    gap = bits_without(bits_below(last), bits_below(i + 1));
    /*@ assert gap: \forall integer j; 0 <= j < WORD_BITS ==> (bit(gap, j) <==> i < j < last); */
    /*@ ghost gap_lemma(class, slot, last); */
    /*@ ghost rows_lemma(page, class); */
    pool_open[page] = bits_without(pool_open[page], gap);
    /*@ assert others: \forall integer j; 0 <= j < WORD_BITS && !(i < j < last) && bit(\at(pool_open[page], Pre), j) ==> bit(pool_open[page], j); */
    /*@ assert index: \forall integer v; 0 <= v < POOL_WORDS && pool_class[v / PAGE_WORDS] != POOL_NO_CLASS &&
          pool_head[v / PAGE_WORDS] == page ==> 0 <= v - PAGE_WORDS * page < SLAB_WORDS; */
    /*@ assert starts: \forall integer v, b; 0 <= v < POOL_WORDS && 0 <= b < WORD_BITS && pool_class[v / PAGE_WORDS] != POOL_NO_CLASS &&
          pool_head[v / PAGE_WORDS] == page && bit(full_of(v), b) ==> starts(class, v - PAGE_WORDS * page, b); */
    /*@ assert none: \forall integer v, b; 0 <= v < POOL_WORDS && 0 <= b < WORD_BITS && pool_class[v / PAGE_WORDS] != POOL_NO_CLASS &&
          pool_head[v / PAGE_WORDS] == page && bit(full_of(v), b) ==> !(i < v - PAGE_WORDS * page < last); */
    /*@ assert listed: slab_listed; */
}

/* The slot's word has no free slot any more: the same from the slab's other open words. */
/*@ requires slabs: classes_ready && slab_page && slab_owner && slab_listed;
    requires range: page < POOL_PAGES && class < POOL_CLASSES && pool_spares[class] == 0 && page + pool_class_pages[class] <= POOL_PAGES && slot < PAGE_GRANULES * pool_class_pages[class];
    requires whole: \forall integer q; page <= q < page + pool_class_pages[class] ==> pool_class[q] == class && pool_head[q] == page;
    requires slot: bit(pool_class_full[SLAB_WORDS * class + slot / WORD_BITS], slot % WORD_BITS);
    requires full: \forall integer c; 0 <= c < WORD_BITS && bit(pool_class_full[SLAB_WORDS * class + slot / WORD_BITS], c) ==>
      live(PAGE_WORDS * page + slot / WORD_BITS, c);
    terminates \true;
    exits \false;
    assigns pool_open[page];
    ensures listed: slab_listed;
    ensures found: \result != NO_SLOT ==> slot_dead(page, class, \result);
    ensures none: \result == NO_SLOT ==> slab_taken(page, class);
*/
static uint32_t next_slot(uint32_t page, uint32_t class, uint32_t slot)
{
    const uint32_t i = slot / WORD_BITS;
    uint32_t k, b;

    /*@ ghost uint32_t w = PAGE_WORDS * page + i; */
    /*@ assert here: page <= w / PAGE_WORDS < page + pool_class_pages[class] && full_of(w) == pool_class_full[SLAB_WORDS * class + i]; */
    pool_open[page] = bit_clear(pool_open[page], i);
    /*@ assert apart: \forall integer v; 0 <= v < POOL_WORDS && v != w && pool_class[v / PAGE_WORDS] != POOL_NO_CLASS &&
          pool_head[v / PAGE_WORDS] == page ==> 0 <= v - PAGE_WORDS * page < SLAB_WORDS && v - PAGE_WORDS * page != i; */
    /*@ assert listed: slab_listed; */
    close_gap(page, class, slot);
    k = bit_first(pool_open[page]);
    if (k == WORD_BITS) {
        /*@ ghost open_lemma(page, class); */
        return NO_SLOT;
    }
    if (k < PAGE_WORDS * pool_class_pages[class]) {
        b = bit_first(bits_without(pool_class_full[SLAB_WORDS * class + k], pool_live[PAGE_WORDS * page + k]));
        if (b < WORD_BITS) {
            /*@ assert place: (WORD_BITS * k + b) / WORD_BITS == k && (WORD_BITS * k + b) % WORD_BITS == b &&
                  WORD_BITS * k + b < PAGE_GRANULES * pool_class_pages[class]; */
            /*@ assert free: bit(pool_class_full[SLAB_WORDS * class + k], b) && !live(PAGE_WORDS * page + k, b); */
            /*@ assert found: slot_dead(page, class, WORD_BITS * k + b); */
            return WORD_BITS * k + b;
        }
    }
    return search(page, class);
}

uint32_t pool_slab_take(uint32_t page)
{
    const uint32_t class = pool_class[page], slot = pool_slot[page];
    const uint32_t i = slot / WORD_BITS, w = PAGE_WORDS * page + i;
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
        /*@ assert full_next: bit(pool_class_full[SLAB_WORDS * pool_class[page] + i], b) &&
              WORD_BITS * i + b < PAGE_GRANULES * pool_class_pages[class]; */
        b = WORD_BITS * i + b;
        /*@ assert free_next: b != NO_SLOT ==> slot_free(page, b); */
    } else {
        /*@ assert whole: \forall integer q; page <= q < page + pool_class_pages[class] ==> pool_class[q] == class && pool_head[q] == page; */
        b = next_slot(page, class, slot);
        /*@ assert free_found: b != NO_SLOT ==> slot_free(page, b); */
    }
    if (b != NO_SLOT) {
        /*@ assert free: slot_free(page, b); */
        note(page, b);
        /*@ assert mine: slot_known(page); */
        /*@ assert slot: slab_slot; */
    } else {
        /*@ ghost full_lemma(page, class); */
        pool_set_remove(page);
        /*@ assert still: slots_known_but(page); */
        /*@ assert listed: slab_listed; */
        /*@ assert slot: slab_slot; */
    }
    return PAGE_GRANULES * page + slot;
}

inline void pool_slab_list(uint32_t granule)
{
    const uint32_t w = granule / WORD_BITS;
    const uint32_t page = pool_head[granule / PAGE_GRANULES];
    const uint32_t class = pool_class[granule / PAGE_GRANULES];

    /*@ assert dead: !live(w, granule % WORD_BITS); */
    /*@ assert place: w / PAGE_WORDS == granule / PAGE_GRANULES; */
    /*@ assert slab: pool_kind[page] == POOL_SLAB && pool_class[page] == class && class < POOL_CLASSES && pool_head[page] == page; */
    /*@ assert inner: (granule - PAGE_GRANULES * page) / WORD_BITS == w - PAGE_WORDS * page &&
          (granule - PAGE_GRANULES * page) % WORD_BITS == granule % WORD_BITS; */
    /*@ assert full_here: bit(pool_class_full[SLAB_WORDS * class + (w - PAGE_WORDS * page)], granule % WORD_BITS); */
    /*@ assert range: granule - PAGE_GRANULES * page < PAGE_GRANULES * pool_class_pages[class]; */
    /*@ assert known: slots_known_but(page); */
    pool_open[page] = bit_set(pool_open[page], w - PAGE_WORDS * page);
    /*@ assert open: \forall integer q, j; 0 <= q < POOL_PAGES && 0 <= j < WORD_BITS && bit(\at(pool_open[q], Pre), j) ==> bit(pool_open[q], j); */
    /*@ assert open_now: bit(pool_open[page], w - PAGE_WORDS * page); */
    note(page, granule - PAGE_GRANULES * page);
    /*@ assert place_of: pool_slot[page] / WORD_BITS == w - PAGE_WORDS * page && pool_slot[page] % WORD_BITS == granule % WORD_BITS; */
    /*@ assert word_of: PAGE_WORDS * page + pool_slot[page] / WORD_BITS == w; */
    /*@ assert full_now: bit(pool_class_full[SLAB_WORDS * class + pool_slot[page] / WORD_BITS], pool_slot[page] % WORD_BITS); */
    /*@ assert dead_still: !live(w, granule % WORD_BITS); */
    /*@ assert dead_now: !live(PAGE_WORDS * page + pool_slot[page] / WORD_BITS, pool_slot[page] % WORD_BITS); */
    /*@ assert mine: pool_set[page] < POOL_FIRST_BIN ==> slot_known(page); */
    /*@ assert slot: slab_slot; */
    if (pool_set[page] == POOL_NO_SET) {
        /*@ assert free: slot_free(page, pool_slot[page]); */
        enlist(class, page);
        /*@ assert listed_inserted: slab_listed; */
        return;
    }
    /*@ assert listed: slab_listed; */
}

void pool_slab_give(uint32_t granule)
{
    const uint32_t w = granule / WORD_BITS;

    /*@ assert place: w / PAGE_WORDS == granule / PAGE_GRANULES; */
    /*@ assert full: bit(full_of(w), granule % WORD_BITS); */
    /*@ assert no_spare: !spare_of(pool_class[granule / PAGE_GRANULES], granule); */
    pool_live[w] = bit_clear(pool_live[w], granule % WORD_BITS);
    /*@ assert kept: live_kept{Pre, Here}(w, granule % WORD_BITS); */
    /*@ assert fewer: \forall integer v, b; 0 <= v < POOL_WORDS && 0 <= b < WORD_BITS && !live{Pre}(v, b) ==> !live(v, b); */
    /*@ assert live: live_slot; */
    /*@ assert known: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==> slot_known{Pre}(h) && slot_known(h); */
    /*@ assert slot: slab_slot; */
    /*@ assert save: slab_listed_save(w, granule % WORD_BITS); */
    /*@ assert spares: spares_free; */
    pool_slab_list(granule);
}

void pool_slab_make(uint32_t page, uint32_t class)
{
    const uint32_t end = pool_end[page];

    /*@ assert run: pool_edge[page] == 1 && page < end <= pool_count && pool_set[page] == POOL_NO_SET; */
    /*@ assert inner: \forall integer q; page < q < end ==> pool_edge[q] != 1 && pool_kind[q] == POOL_INNER; */
    /*@ assert plain: \forall integer q; page <= q < end ==> pool_class[q] == POOL_NO_CLASS; */
    /*@ assert dead: dead(page, end); */
    /*@ assert heads: \forall integer q; 0 <= q < POOL_PAGES && pool_class[q] != POOL_NO_CLASS ==> pool_head[q] != page; */
    /*@ assert apart: none_reaches(page, end); */
    /*@ ghost slots_lemma(); */
    /*@ assert others: none_listed(page, end); */
    /*@ assert rest_whole: slab_whole_but(page); */
    /*@ assert listed_before: listed_but(page, end); */
    mark(page, end, class, page);
    pool_kind[page] = POOL_SLAB;
    /*@ assert dead_start: !live(PAGE_WORDS * page, 0); */
    /*@ ghost first_lemma(page, class); */
    note(page, 0);
    pool_open[page] = bits_below(PAGE_WORDS * (end - page));
    /*@ assert free: slot_free(page, pool_slot[page]); */
    enlist(class, page);
    /*@ assert here: \forall integer w; 0 <= w < POOL_WORDS && page <= w / PAGE_WORDS < end ==>
          pool_class[w / PAGE_WORDS] == class && pool_head[w / PAGE_WORDS] == page; */
    /*@ assert elsewhere: \forall integer w; 0 <= w < POOL_WORDS && !(page <= w / PAGE_WORDS < end) && pool_class[w / PAGE_WORDS] != POOL_NO_CLASS ==>
          pool_head[w / PAGE_WORDS] != page; */
    /*@ ghost row_lemma(page, class, end); */
    /*@ assert listed_here: \forall integer w, b; 0 <= w < POOL_WORDS && 0 <= b < WORD_BITS && page <= w / PAGE_WORDS < end &&
          bit(full_of(w), b) ==> bit(pool_open[page], w - PAGE_WORDS * page); */
    /*@ assert listed_rest: listed_but(page, end); */
    /*@ assert listed: slab_listed; */
    /*@ assert live: live_slot; */
}

uint32_t pool_slab_empty(uint32_t page)
{
    const uint32_t end = pool_end[page];
    uint32_t q;

    /*@ assert run: pool_edge[page] == 1 && page < end <= pool_count; */
    /*@ loop invariant range: page <= q <= end;
        loop invariant dead: dead(page, q);
        loop assigns q;
        loop variant end - q; */
    for (q = page; q < end; q++) {
        if (pool_live[PAGE_WORDS * q] != 0 || pool_live[PAGE_WORDS * q + 1] != 0 ||
            pool_live[PAGE_WORDS * q + 2] != 0 || pool_live[PAGE_WORDS * q + 3] != 0)
            return 0;
        /*@ assert zero: \forall integer w; w / PAGE_WORDS == q && 0 <= w ==> pool_live[w] == 0; */
    }
    return 1;
}

void pool_slab_unmake(uint32_t page)
{
    const uint32_t end = pool_end[page];

    /*@ assert run: pool_edge[page] == 1 && page < end <= pool_count; */
    /*@ assert rest_whole: slab_whole_but(page); */
    /*@ assert slab: pool_class[page] < POOL_CLASSES && pool_head[page] == page; */
    /*@ assert apart: none_reaches(page, end); */
    /*@ ghost start_lemma(page); */
    /*@ assert place: (PAGE_WORDS * page) / PAGE_WORDS == page && PAGE_WORDS * page < POOL_WORDS; */
    /*@ assert start: bit(full_of(PAGE_WORDS * page), 0) && !live(PAGE_WORDS * page, 0); */
    /*@ assert listed: pool_set[page] == pool_class[page]; */
    /*@ ghost slots_lemma(); */
    /*@ assert others: none_listed(page + 1, end); */
    pool_set_remove(page);
    /*@ assert rest: slots_known_but(page); */
    /*@ assert slot_removed: slab_slot; */
    /*@ assert none: none_listed(page, end); */
    /*@ assert heads_before: \forall integer w; 0 <= w < POOL_WORDS && !(page <= w / PAGE_WORDS < end) && pool_class[w / PAGE_WORDS] != POOL_NO_CLASS ==>
          pool_head[w / PAGE_WORDS] != page; */
    /*@ assert listed_before: listed_but(page, end); */
    mark(page, end, POOL_NO_CLASS, 0);
    pool_kind[page] = POOL_RUN;
    /*@ assert here: \forall integer w; 0 <= w < POOL_WORDS && page <= w / PAGE_WORDS < end ==> pool_class[w / PAGE_WORDS] == POOL_NO_CLASS; */
    /*@ assert slot: slab_slot; */
    /*@ assert heads: \forall integer q; 0 <= q < POOL_PAGES && pool_class[q] != POOL_NO_CLASS ==> pool_head[q] != page; */
    /*@ assert listed_rest: listed_but(page, end); */
    /*@ assert after: slab_listed; */
    /*@ assert live: live_slot; */
}

/* spares.c - see spares.h: spare slots of a class taken, given and dropped (T5). */
#include "spares.h"
#include "owned.h"

uint32_t pool_spare[CLASS_SPARES * POOL_CLASSES];
uint32_t pool_spares[POOL_NO_CLASS + 1u];

/* One bit the other way round: an instruction less than setting or clearing it. */
/*@ requires range: b < WORD_BITS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures flipped: bit(\result, b) <==> !bit(w, b);
    ensures others: \forall integer j; 0 <= j < WORD_BITS && j != b ==> (bit(\result, j) <==> bit(w, j));
*/
static inline uint64_t flip(uint64_t w, uint32_t b)
{
    /*@ assert fits: (uint64_t)(1 << b) == (1 << b); */
    return w ^ (uint64_t)1 << b;
}

/* The class's last spare slot is none any more, and not live: its granule. */
/*@ requires named: spares_named;
    requires once: spares_once;
    requires free: spares_free;
    requires slot: slab_slot;
    requires listed: slab_listed;
    requires class: class < POOL_CLASSES && pool_spares[class] > 0;
    terminates \true;
    exits \false;
    assigns pool_spares[class];
    ensures T5_spares: spares_named;
    ensures T5_spares_once: spares_once;
    ensures T5_spares_free: spares_free;
    ensures T5_slot: slab_slot;
    ensures T5_save: slab_listed_save(\result / WORD_BITS, \result % WORD_BITS);
    ensures T5_fewer: pool_spares[class] == \old(pool_spares[class]) - 1;
    ensures T5_was: spare_of{Pre}(class, \result);
    ensures T5_gone: !spare_of(class, \result);
    ensures T5_place: \result < POOL_GRANULES && pool_class[\result / PAGE_GRANULES] == class;
    ensures T5_free: bit(full_of(\result / WORD_BITS), \result % WORD_BITS) && !live(\result / WORD_BITS, \result % WORD_BITS);
*/
static uint32_t pop(uint32_t class)
{
    const uint32_t left = pool_spares[class] - 1u;
    const uint32_t last = CLASS_SPARES * class + left;
    const uint32_t granule = pool_spare[last];

    /*@ assert last: last == CLASS_SPARES * class + left && left == \at(pool_spares[class], Pre) - 1; */
    /*@ assert place: (granule / WORD_BITS) / PAGE_WORDS == granule / PAGE_GRANULES && granule / WORD_BITS < POOL_WORDS &&
          WORD_BITS * (granule / WORD_BITS) + granule % WORD_BITS == granule; */
    /*@ assert was: spare_of(class, granule); */
    /*@ assert spare: spare_at(granule / WORD_BITS, granule % WORD_BITS); */
    pool_spares[class] = left;
    /*@ assert fewer: \forall integer c, g; 0 <= c < POOL_CLASSES && spare_of(c, g) ==> spare_of{Pre}(c, g); */
    /*@ assert rest_others: \forall integer c, g; 0 <= c < POOL_CLASSES && c != class && spare_of{Pre}(c, g) ==> spare_of(c, g); */
    /*@ assert at_last: pool_spare[last] == granule; */
    /*@ assert range: CLASS_SPARES * class + \at(pool_spares[class], Pre) == last + 1 && CLASS_SPARES * class + pool_spares[class] == last; */
    /*@ assert one: \forall integer i; i < last + 1 && pool_spare[i] != pool_spare[last] ==> i < last; */
    /*@ assert rest_here: \forall integer g; spare_of{Pre}(class, g) ==> spare_of(class, g) || g == granule; */
    /*@ assert rest: \forall integer c, g; 0 <= c < POOL_CLASSES && spare_of{Pre}(c, g) ==> spare_of(c, g) || g == granule; */
    /*@ assert known: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==> slot_known{Pre}(h) && slot_known(h); */
    return granule;
}

uint32_t pool_spare_take(uint32_t class)
{
    const uint32_t granule = pop(class);
    const uint32_t w = granule / WORD_BITS;

    /*@ ghost Popped: ; */
    /*@ assert place: w / PAGE_WORDS == granule / PAGE_GRANULES && w < POOL_WORDS && WORD_BITS * w + granule % WORD_BITS == granule; */
    /*@ assert others: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==>
          !(PAGE_WORDS * h + pool_slot[h] / WORD_BITS == w && pool_slot[h] % WORD_BITS == granule % WORD_BITS); */
    pool_live[w] = flip(pool_live[w], granule % WORD_BITS);
    /*@ assert kept: live_kept{Pre, Here}(w, granule % WORD_BITS); */
    /*@ assert known: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==> slot_known{Popped}(h) && slot_known(h); */
    return granule;
}

void pool_spare_give(uint32_t granule, uint32_t class)
{
    const uint32_t w = granule / WORD_BITS;
    const uint32_t spares = pool_spares[class];

    /*@ assert place: w / PAGE_WORDS == granule / PAGE_GRANULES && w < POOL_WORDS && WORD_BITS * w + granule % WORD_BITS == granule; */
    /*@ assert slot: bit(full_of(w), granule % WORD_BITS); */
    /*@ assert new: !spare_at(w, granule % WORD_BITS) && !spare_of(class, granule); */
    /*@ assert places: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==>
          !(PAGE_WORDS * h + pool_slot[h] / WORD_BITS == w && pool_slot[h] % WORD_BITS == granule % WORD_BITS); */
    /*@ assert others: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==> PAGE_GRANULES * h + pool_slot[h] != granule; */
    pool_live[w] = flip(pool_live[w], granule % WORD_BITS);
    /*@ assert kept: live_kept{Pre, Here}(w, granule % WORD_BITS); */
    pool_spare[CLASS_SPARES * class + spares] = granule;
    /*@ assert same: \forall integer i; i != CLASS_SPARES * class + spares ==> pool_spare[i] == \at(pool_spare[i], Pre); */
    pool_spares[class] = spares + 1;
    /*@ assert kept_still: live_kept{Pre, Here}(w, granule % WORD_BITS); */
    /*@ assert more: \forall integer c, g; 0 <= c < POOL_CLASSES && spare_of{Pre}(c, g) ==> spare_of(c, g); */
    /*@ assert now: spare_of(class, granule); */
    /*@ assert rest: \forall integer c, g; 0 <= c < POOL_CLASSES && spare_of(c, g) ==> spare_of{Pre}(c, g) || (c == class && g == granule); */
    /*@ assert known: \forall integer h; 0 <= h < POOL_PAGES && pool_set[h] < POOL_FIRST_BIN ==> slot_known{Pre}(h) && slot_known(h); */
}

uint32_t pool_spare_drop(uint32_t class)
{
    const uint32_t granule = pop(class);

    /*@ assert place: (granule / WORD_BITS) / PAGE_WORDS == granule / PAGE_GRANULES && granule / WORD_BITS < POOL_WORDS &&
          WORD_BITS * (granule / WORD_BITS) + granule % WORD_BITS == granule; */
    pool_slab_list(granule);
    return pool_head[granule / PAGE_GRANULES];
}

uint32_t pool_spare_elsewhere(uint32_t page)
{
    const uint32_t class = pool_class[page];
    const uint32_t first = CLASS_SPARES * class;
    uint32_t i;

    /*@ assert class: class < POOL_CLASSES; */
    /*@ loop invariant range: first <= i <= first + pool_spares[class];
        loop invariant elsewhere: \forall integer j; first <= j < i ==> pool_head[pool_spare[j] / PAGE_GRANULES] != page;
        loop assigns i;
        loop variant first + pool_spares[class] - i; */
    for (i = first; i < first + pool_spares[class]; i++)
        if (pool_head[pool_spare[i] / PAGE_GRANULES] == page)
            return 0;
    return 1;
}

/* classes.c - see classes.h: the table of size classes (T5). */
#include "classes.h"

uint32_t pool_class_units[POOL_CLASSES], pool_class_pages[POOL_CLASSES];
uint64_t pool_class_full[POOL_CLASSES * SLAB_WORDS];
uint8_t pool_class_of[CLASS_LARGEST + 1];

/* Class c, of slots of `units` granules in slabs of `pages` pages; it serves what is longer than `below`. */
/*@ requires upto: classes_upto(c, below);
    requires aligned: class_multiples(c) && class_powers(below);
    requires own: (below < 2 ==> units <= 2) && (below < 4 ==> units <= 4) && (below < 8 ==> units <= 8) && (below < 16 ==> units <= 16) &&
      (below < 32 ==> units <= 32) && (below < 64 ==> units <= 64) && (below < 128 ==> units <= 128);
    requires range: c < POOL_CLASSES && below < units <= CLASS_LARGEST && 1 <= pages <= SLAB_WORDS / PAGE_WORDS;
    terminates \true;
    exits \false;
    assigns pool_class_units[c], pool_class_pages[c], pool_class_full[SLAB_WORDS * c .. SLAB_WORDS * c + SLAB_WORDS - 1],
      pool_class_of[below + 1 .. units];
    ensures T5_upto: classes_upto(c + 1, units);
    ensures T5_multiples: class_multiples(c + 1);
    ensures T5_powers: class_powers(units);
*/
static void make(uint32_t c, uint32_t below, uint32_t units, uint32_t pages)
{
    const uint32_t first = SLAB_WORDS * c;
    uint32_t i, g;

    pool_class_units[c] = units;
    pool_class_pages[c] = pages;
    /*@ loop invariant range: below < i <= units + 1;
        loop invariant found: \forall integer u; below < u < i ==> pool_class_of[u] == c;
        loop assigns i, pool_class_of[below + 1 .. units];
        loop variant units + 1 - i; */
    for (i = below + 1; i <= units; i++)
        pool_class_of[i] = (uint8_t)c;
    /*@ loop invariant range: 0 <= i <= SLAB_WORDS;
        loop invariant empty: \forall integer k; first <= k < first + i ==> pool_class_full[k] == 0;
        loop assigns i, pool_class_full[first .. first + SLAB_WORDS - 1];
        loop variant SLAB_WORDS - i; */
    for (i = 0; i < SLAB_WORDS; i++)
        pool_class_full[first + i] = 0;
    /*@ loop invariant range: 0 <= g <= PAGE_GRANULES * pages;
        loop invariant fits: \forall integer k, b; first <= k < first + SLAB_WORDS && 0 <= b < WORD_BITS && bit(pool_class_full[k], b) ==>
          WORD_BITS * (k - first) + b + units <= g;
        loop invariant spaced: \forall integer k, b, l, d; first <= k < first + SLAB_WORDS && 0 <= b < WORD_BITS &&
          first <= l < first + SLAB_WORDS && 0 <= d < WORD_BITS && bit(pool_class_full[k], b) && bit(pool_class_full[l], d) &&
          WORD_BITS * k + b < WORD_BITS * l + d ==> WORD_BITS * k + b + units <= WORD_BITS * l + d;
        loop invariant starts: g > 0 ==> bit(pool_class_full[first], 0);
        loop invariant multiple: multiple(g, units);
        loop invariant multiples: \forall integer k, b; first <= k < first + SLAB_WORDS && 0 <= b < WORD_BITS && bit(pool_class_full[k], b) ==>
          multiple(WORD_BITS * (k - first) + b, units);
        loop assigns g, pool_class_full[first .. first + SLAB_WORDS - 1];
        loop variant PAGE_GRANULES * pages - g; */
    for (g = 0; g + units <= PAGE_GRANULES * pages; g += units)
        pool_class_full[first + g / WORD_BITS] = bit_set(pool_class_full[first + g / WORD_BITS], g % WORD_BITS);
    /*@ assert T5_shapes: class_shapes(c + 1); */
    /*@ assert T5_fits: class_fits(c + 1); */
    /*@ assert T5_spaced: class_spaced(c + 1); */
    /*@ assert T5_starts: class_starts(c + 1); */
    /*@ assert multiples_kept: class_multiples(c); */
    /*@ assert place: \forall integer k; first <= k < first + SLAB_WORDS ==> k / SLAB_WORDS == c && k % SLAB_WORDS == k - first; */
    /*@ assert multiples_added: \forall integer k, b; first <= k < first + SLAB_WORDS && 0 <= b < WORD_BITS && bit(pool_class_full[k], b) ==>
          multiple(WORD_BITS * (k % SLAB_WORDS) + b, pool_class_units[k / SLAB_WORDS]); */
    /*@ assert T5_multiples: class_multiples(c + 1); */
    /*@ assert T5_powers: class_powers(units); */
}

void pool_classes_make(void)
{
    uint32_t c;

    /*@ loop invariant range: 0 <= c <= 16;
        loop invariant upto: classes_upto(c, c);
        loop invariant aligned: class_multiples(c) && class_powers(c);
        loop assigns c, pool_class_units[0 .. POOL_CLASSES - 1], pool_class_pages[0 .. POOL_CLASSES - 1],
          pool_class_full[0 .. POOL_CLASSES * SLAB_WORDS - 1], pool_class_of[0 .. CLASS_LARGEST];
        loop variant 16 - c; */
    for (c = 0; c < 16; c++)
        make(c, c, c + 1, 1);
    make(16, 16, 17, 1);
    make(17, 17, 18, 1);
    make(18, 18, 19, 1);
    make(19, 19, 21, 1);
    make(20, 21, 23, 1);
    make(21, 23, 25, 1);
    make(22, 25, 28, 1);
    make(23, 28, 32, 1);
    make(24, 32, 36, 1);
    make(25, 36, 42, 1);
    make(26, 42, 51, 1);
    make(27, 51, 64, 1);
    make(28, 64, 73, 4);
    make(29, 73, 78, 4);
    make(30, 78, 85, 4);
    make(31, 85, 93, 4);
    make(32, 93, 102, 4);
    make(33, 102, 113, 4);
    make(34, 113, 128, 4);
    make(35, 128, 136, 8);
    make(36, 136, 146, 8);
    make(37, 146, 157, 8);
    make(38, 157, 170, 8);
    make(39, 170, 186, 8);
    make(40, 186, 204, 8);
    make(41, 204, 227, 8);
}

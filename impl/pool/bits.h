/*
 * bits.h - one bit of a word: its mask, set, cleared, and the first that is set. Private to impl/pool.
 *
 * The contracts speak of bits alone, so that nothing above has to.
 */
#ifndef SELFMAP_POOL_BITS_H
#define SELFMAP_POOL_BITS_H

#include <stdint.h>

#define WORD_BITS 64u

/*@
  // Bit b of the word w is set.
  predicate bit(integer w, integer b) = ((w >> b) & 1) == 1;
*/

/*@ requires range: b < WORD_BITS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures others: \forall integer j; 0 <= j < WORD_BITS ==> (bit(\result, j) <==> (j == b || bit(w, j)));
*/
static inline uint64_t bit_set(uint64_t w, uint32_t b)
{
    /*@ assert fits: (uint64_t)(1 << b) == (1 << b); */
    return w | (uint64_t)1 << b;
}

/*@ requires range: b < WORD_BITS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures others: \forall integer j; 0 <= j < WORD_BITS ==> (bit(\result, j) <==> (j != b && bit(w, j)));
*/
static inline uint64_t bit_clear(uint64_t w, uint32_t b)
{
    /*@ assert fits: (uint64_t)(1 << b) == (1 << b); */
    return w & ~((uint64_t)1 << b);
}

/*@ requires range: b < WORD_BITS;
    terminates \true;
    exits \false;
    assigns \result \from w, b;
    ensures one: \result == 0 || \result == 1;
    ensures bit: \result == 1 <==> bit(w, b);
*/
static inline uint32_t bit_test(uint64_t w, uint32_t b)
{
    return (uint32_t)(w >> b & 1);
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures both: \forall integer j; 0 <= j < WORD_BITS ==> (bit(\result, j) <==> (bit(w, j) && !bit(v, j)));
*/
static inline uint64_t bits_without(uint64_t w, uint64_t v)
{
    return w & ~v;
}

/*@ requires range: from < WORD_BITS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures from: \forall integer j; 0 <= j < WORD_BITS ==> (bit(\result, j) <==> (from + j < WORD_BITS && bit(w, from + j)));
*/
static inline uint64_t bits_from(uint64_t w, uint32_t from)
{
    return w >> from;
}

/* Of each 32-bit de Bruijn window, the bit that it stands for: 0x077CB531 shifted left by that bit begins with the index. */
static const uint8_t bit_of_window[32] = {0,  1,  28, 2,  29, 14, 24, 3, 30, 22, 20, 15, 25, 17, 4,  8,
                                          31, 27, 13, 23, 21, 19, 16, 7, 26, 12, 18, 6,  11, 5,  10, 9};

/* A guess at the lowest set bit: nothing is proved of it but its range, bit_first looks at the bit. No product here wraps. */
/*@ requires some: low != 0;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: \result < 32;
*/
static inline uint32_t bit_guess(uint32_t low)
{
    const uint64_t lowest = (uint64_t)(low & (0xFFFFFFFFu - low + 1u)) % 0x100000000;

    return bit_of_window[lowest * 0x077CB531u / 0x8000000u % 32] % 32u;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: \result <= WORD_BITS;
    ensures set: \result < WORD_BITS ==> bit(w, \result);
    ensures none: \result == WORD_BITS ==> (\forall integer j; 0 <= j < WORD_BITS ==> !bit(w, j));
*/
static inline uint32_t bit_first(uint64_t w)
{
    const uint32_t low = (uint32_t)(w % 0x100000000);
    uint32_t b;

    if (w == 0)
        return WORD_BITS;
    b = low != 0 ? bit_guess(low) : 32 + bit_guess((uint32_t)(w / 0x100000000));
    if (bit_test(w, b) != 0)
        return b;
    /*@ loop invariant range: 0 <= b <= WORD_BITS;
        loop invariant none: \forall integer j; 0 <= j < b ==> !bit(w, j);
        loop assigns b;
        loop variant WORD_BITS - b; */
    for (b = 0; b < WORD_BITS; b++)
        if (bit_test(w, b) != 0)
            return b;
    return WORD_BITS;
}

#endif

/*
 * sha1_block.c - see sha1_block.h: one block of FIPS 180-4, 6.1.2. Sums are 64 bits wide and cut to 32 on purpose: the standard
 * adds modulo 2^32. Relies on nothing.
 */
#include "sha1_block.h"

uint32_t sha1_word[80], sha1_trace[85];

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures left: \result == sha1_left1(x);
*/
static uint32_t left1(uint32_t x)
{
    return x % 0x80000000u * 2 + x / 0x80000000u;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures left: \result == sha1_left2(x);
    ensures back: sha1_left30(\result) == x;
*/
static uint32_t left2(uint32_t x)
{
    return x % 0x40000000u * 4 + x / 0x40000000u;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures left: \result == sha1_left5(x);
*/
static uint32_t left5(uint32_t x)
{
    return x % 0x8000000u * 0x20 + x / 0x8000000u;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures left: \result == sha1_left30(x);
*/
static uint32_t left30(uint32_t x)
{
    return x % 4 * 0x40000000u + x / 4;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures xor: \result == sha1_xor(y, x);
*/
static uint32_t differs(uint32_t y, uint32_t x)
{
    return y ^ x;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures and: \result == sha1_and(y, x);
*/
static uint32_t both(uint32_t y, uint32_t x)
{
    return y & x;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures mix: \result == sha1_mix(t, b, c, d);
*/
static uint32_t mix(uint32_t t, uint32_t b, uint32_t c, uint32_t d)
{
    if (t < 20)
        return differs(d, both(b, differs(c, d)));
    if (t >= 40 && t < 60)
        return differs(differs(both(b, c), both(b, d)), both(c, d));
    return differs(differs(b, c), d);
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures constant: \result == sha1_constant(t);
*/
static uint32_t constant(uint32_t t)
{
    return t < 20 ? 0x5A827999u : t < 40 ? 0x6ED9EBA1u : t < 60 ? 0x8F1BBCDCu : 0xCA62C1D6u;
}

/* Four bytes as a word, the highest first; and back. */
/*@ requires valid: \valid_read(from + (0 .. 3));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures word: \result == sha1_big_endian(from);
*/
static uint32_t get(const uint8_t *from)
{
    return from[0] * 0x1000000u + from[1] * 0x10000u + from[2] * 0x100u + from[3];
}

void put_word(uint8_t *to, uint32_t word)
{
    to[0] = (uint8_t)(word / 0x1000000);
    to[1] = (uint8_t)(word / 0x10000 % 0x100);
    to[2] = (uint8_t)(word / 0x100 % 0x100);
    to[3] = (uint8_t)(word % 0x100);
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures turned: \result == sha1_turned(w, x, y, z);
*/
static uint32_t turned(uint32_t w, uint32_t x, uint32_t y, uint32_t z)
{
    return left1(differs(differs(differs(w, x), y), z));
}

/*@ requires valid: \valid(s);
    requires apart: SHA1_ALL_APART(s);
    terminates \true;
    exits \false;
    assigns sha1_word[0 .. 15];
    ensures first: \forall integer t; 0 <= t < 16 ==> sha1_first(s, t);
*/
static void take_block(const struct sha1 *s)
{
    uint32_t t;

    /*@ loop invariant range: 0 <= t <= 16;
        loop invariant first: \forall integer k; 0 <= k < t ==> sha1_first(s, k);
        loop assigns t, sha1_word[0 .. 15];
        loop variant 16 - t; */
    for (t = 0; t < 16; t++)
        sha1_word[t] = get(&s->block[4 * t]);
}

/*@ terminates \true;
    exits \false;
    assigns sha1_word[16 .. 79];
    ensures schedule: sha1_schedule;
*/
static void schedule(void)
{
    uint32_t t;

    /*@ loop invariant range: 16 <= t <= 80;
        loop invariant later: \forall integer k; 16 <= k < t ==> sha1_later(k);
        loop assigns t, sha1_word[16 .. 79];
        loop variant 80 - t; */
    for (t = 16; t < 80; t++)
        sha1_word[t] = turned(sha1_word[t - 3], sha1_word[t - 8], sha1_word[t - 14], sha1_word[t - 16]);
}

/* The sum of one round. */
/*@ requires round: t < 80;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures sum: \result == sha1_step(t, a, b, c, d, e, w);
*/
static uint32_t step(uint32_t t, uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e, uint32_t w)
{
    const uint64_t sum = (uint64_t)left5(a) + mix(t, b, left30(c), left30(d)) + left30(e) + constant(t) + w;

    return (uint32_t)(sum % 0x100000000u);
}

/*@ terminates \true;
    exits \false;
    assigns sha1_trace[0 .. 84];
    ensures start: sha1_trace[4] == a && sha1_trace[3] == b;
    ensures start_turned: sha1_left30(sha1_trace[2]) == c && sha1_left30(sha1_trace[1]) == d && sha1_left30(sha1_trace[0]) == e;
    ensures rounds: sha1_rounds;
*/
static void rounds(uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e)
{
    uint32_t t;

    sha1_trace[0] = left2(e);
    sha1_trace[1] = left2(d);
    sha1_trace[2] = left2(c);
    sha1_trace[3] = b;
    sha1_trace[4] = a;
    /*@ loop invariant range: 0 <= t <= 80;
        loop invariant rounds: \forall integer k; 0 <= k < t ==> sha1_round(k);
        loop assigns t, sha1_trace[5 .. 84];
        loop variant 80 - t; */
    for (t = 0; t < 80; t++) {
        sha1_trace[t + 5] = step(t, sha1_trace[t + 4], sha1_trace[t + 3], sha1_trace[t + 2], sha1_trace[t + 1], sha1_trace[t],
                                 sha1_word[t]);
        /*@ assert this: sha1_round(t); */
        /*@ assert before: \forall integer k; 0 <= k < t ==> sha1_round(k); */
    }
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures sum: \result == (x + y) % 0x100000000;
*/
static uint32_t plus(uint32_t x, uint32_t y)
{
    return (uint32_t)(((uint64_t)x + y) % 0x100000000u);
}

/* What the rounds ended with is added to what they began with. */
/*@ requires valid: \valid(s);
    requires apart: SHA1_ALL_APART(s);
    requires start: sha1_trace[4] == s->hash[0] && sha1_trace[3] == s->hash[1];
    requires start_turned: sha1_left30(sha1_trace[2]) == s->hash[2] && sha1_left30(sha1_trace[1]) == s->hash[3] &&
      sha1_left30(sha1_trace[0]) == s->hash[4];
    terminates \true;
    exits \false;
    assigns s->hash[0 .. 4];
    ensures sum: sha1_sum(s);
*/
static void sum_up(struct sha1 *s)
{
    s->hash[0] = plus(s->hash[0], sha1_trace[84]);
    s->hash[1] = plus(s->hash[1], sha1_trace[83]);
    s->hash[2] = plus(s->hash[2], left30(sha1_trace[82]));
    s->hash[3] = plus(s->hash[3], left30(sha1_trace[81]));
    s->hash[4] = plus(s->hash[4], left30(sha1_trace[80]));
}

void sha1_compress(struct sha1 *s)
{
    take_block(s);
    schedule();
    rounds(s->hash[0], s->hash[1], s->hash[2], s->hash[3], s->hash[4]);
    sum_up(s);
}

/*
 * sha1.c - see selfmap/sha1.h: block by block. Sums are 64 bits wide and cut to 32 on purpose: FIPS 180-4 adds modulo 2^32.
 * Relies on nothing.
 */
#include "selfmap/sha1.h"

#include "spec/sha1_logic.h"

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
    ensures mix: \result == sha1_mix(t, b, c, d);
*/
static uint32_t mix(uint32_t t, uint32_t b, uint32_t c, uint32_t d)
{
    if (t < 20)
        return d ^ (b & (c ^ d));
    if (t >= 40 && t < 60)
        return (b & c) ^ (b & d) ^ (c & d);
    return b ^ c ^ d;
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

/*@ requires valid: \valid(to + (0 .. 3));
    terminates \true;
    exits \false;
    assigns to[0 .. 3];
    ensures back: sha1_big_endian(to) == word;
*/
static void put(uint8_t *to, uint32_t word)
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
    return left1(w ^ x ^ y ^ z);
}

/*@ requires valid: \valid(s);
    terminates \true;
    exits \false;
    assigns s->word[0 .. 79];
    ensures first: \forall integer t; 0 <= t < 16 ==> sha1_first(s, t);
    ensures schedule: sha1_schedule(s);
*/
static void schedule(struct sha1 *s)
{
    uint32_t t;

    /*@ loop invariant range: 0 <= t <= 16;
        loop invariant first: \forall integer k; 0 <= k < t ==> sha1_first(s, k);
        loop assigns t, s->word[0 .. 15];
        loop variant 16 - t; */
    for (t = 0; t < 16; t++)
        s->word[t] = get(&s->block[4 * t]);
    /*@ loop invariant range: 16 <= t <= 80;
        loop invariant later: \forall integer k; 16 <= k < t ==> sha1_later(s, k);
        loop assigns t, s->word[16 .. 79];
        loop variant 80 - t; */
    for (t = 16; t < 80; t++)
        s->word[t] = turned(s->word[t - 3], s->word[t - 8], s->word[t - 14], s->word[t - 16]);
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

/*@ requires valid: \valid(s);
    terminates \true;
    exits \false;
    assigns s->trace[0 .. 84];
    ensures start: s->trace[4] == s->hash[0] && s->trace[3] == s->hash[1];
    ensures start_turned: sha1_left30(s->trace[2]) == s->hash[2] && sha1_left30(s->trace[1]) == s->hash[3] &&
      sha1_left30(s->trace[0]) == s->hash[4];
    ensures rounds: sha1_rounds(s);
*/
static void rounds(struct sha1 *s)
{
    uint32_t t;

    s->trace[0] = left2(s->hash[4]);
    s->trace[1] = left2(s->hash[3]);
    s->trace[2] = left2(s->hash[2]);
    s->trace[3] = s->hash[1];
    s->trace[4] = s->hash[0];
    /*@ loop invariant range: 0 <= t <= 80;
        loop invariant rounds: \forall integer k; 0 <= k < t ==> sha1_round(s, k);
        loop assigns t, s->trace[5 .. 84];
        loop variant 80 - t; */
    for (t = 0; t < 80; t++)
        s->trace[t + 5] = step(t, s->trace[t + 4], s->trace[t + 3], s->trace[t + 2], s->trace[t + 1], s->trace[t], s->word[t]);
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
    requires start: s->trace[4] == s->hash[0] && s->trace[3] == s->hash[1];
    requires start_turned: sha1_left30(s->trace[2]) == s->hash[2] && sha1_left30(s->trace[1]) == s->hash[3] &&
      sha1_left30(s->trace[0]) == s->hash[4];
    terminates \true;
    exits \false;
    assigns s->hash[0 .. 4];
    ensures sum: sha1_sum(s);
*/
static void sum_up(struct sha1 *s)
{
    s->hash[0] = plus(s->hash[0], s->trace[84]);
    s->hash[1] = plus(s->hash[1], s->trace[83]);
    s->hash[2] = plus(s->hash[2], left30(s->trace[82]));
    s->hash[3] = plus(s->hash[3], left30(s->trace[81]));
    s->hash[4] = plus(s->hash[4], left30(s->trace[80]));
}

/* The block into the hash. */
/*@ requires valid: \valid(s);
    terminates \true;
    exits \false;
    assigns s->word[0 .. 79], s->trace[0 .. 84], s->hash[0 .. 4];
    ensures first: \forall integer t; 0 <= t < 16 ==> sha1_first(s, t);
    ensures start: s->trace[4] == \old(s->hash[0]) && s->trace[3] == \old(s->hash[1]);
    ensures start_turned: sha1_left30(s->trace[2]) == \old(s->hash[2]) && sha1_left30(s->trace[1]) == \old(s->hash[3]) &&
      sha1_left30(s->trace[0]) == \old(s->hash[4]);
    ensures compressed: sha1_compressed(s);
*/
static void compress(struct sha1 *s)
{
    schedule(s);
    rounds(s);
    /*@ assert first: \forall integer t; 0 <= t < 16 ==> sha1_first(s, t); */
    /*@ assert schedule: sha1_schedule(s); */
    sum_up(s);
    /*@ assert still_first: \forall integer t; 0 <= t < 16 ==> sha1_first(s, t); */
    /*@ assert still_schedule: sha1_schedule(s); */
    /*@ assert still_rounds: sha1_rounds(s); */
}

/*@ requires valid: \valid(s);
    terminates \true;
    exits \false;
    assigns s->length, s->hash[0 .. 4];
    ensures T0_start: s->length == 0 && s->hash[0] == 0x67452301 && s->hash[1] == 0xEFCDAB89 && s->hash[2] == 0x98BADCFE &&
      s->hash[3] == 0x10325476 && s->hash[4] == 0xC3D2E1F0;
*/
void sha1_init(struct sha1 *s)
{
    s->length = 0;
    s->hash[0] = 0x67452301u;
    s->hash[1] = 0xEFCDAB89u;
    s->hash[2] = 0x98BADCFEu;
    s->hash[3] = 0x10325476u;
    s->hash[4] = 0xC3D2E1F0u;
}

/* One byte more; the block that it fills goes into the hash. */
/*@ requires valid: \valid(s);
    requires room: s->length < SHA1_LIMIT;
    terminates \true;
    exits \false;
    assigns s->length, s->block[0 .. 63], s->word[0 .. 79], s->trace[0 .. 84], s->hash[0 .. 4];
    ensures length: s->length == \old(s->length) + 1;
    ensures byte: s->block[\old(s->length) % 64] == byte;
    ensures others: \forall integer k; 0 <= k < 64 && k != \old(s->length) % 64 ==> s->block[k] == \old(s->block[k]);
    ensures waiting: \old(s->length) % 64 != 63 ==> (\forall integer k; 0 <= k < 5 ==> s->hash[k] == \old(s->hash[k]));
    ensures waiting_words: \old(s->length) % 64 != 63 ==> (\forall integer k; 0 <= k < 80 ==> s->word[k] == \old(s->word[k]));
    ensures waiting_trace: \old(s->length) % 64 != 63 ==> (\forall integer k; 0 <= k < 85 ==> s->trace[k] == \old(s->trace[k]));
    ensures full: \old(s->length) % 64 == 63 ==> sha1_compressed(s);
*/
static void add(struct sha1 *s, uint8_t byte)
{
    s->block[s->length % 64] = byte;
    s->length++;
    if (s->length % 64 == 0)
        compress(s);
}

/*@
  predicate sha1_same{L1, L2}(struct sha1 *s) =
    (\forall integer k; 0 <= k < 5 ==> \at(s->hash[k], L1) == \at(s->hash[k], L2)) &&
    (\forall integer k; 0 <= k < 80 ==> \at(s->word[k], L1) == \at(s->word[k], L2)) &&
    (\forall integer k; 0 <= k < 85 ==> \at(s->trace[k], L1) == \at(s->trace[k], L2)) &&
    (\forall integer k; 0 <= k < 64 ==> \at(s->block[k], L1) == \at(s->block[k], L2));
*/

/*@ requires valid: \valid(s) && \valid_read(bytes + (0 .. count - 1));
    requires apart: \separated(s, bytes + (0 .. count - 1));
    terminates \true;
    exits \false;
    assigns s->length, s->block[0 .. 63], s->word[0 .. 79], s->trace[0 .. 84], s->hash[0 .. 4];
    ensures T0_refused: \result == SELFMAP_TOO_LONG <==> \old(s->length) + count >= SHA1_LIMIT;
    ensures T0_total: \result == SELFMAP_OK || \result == SELFMAP_TOO_LONG;
    ensures T0_length: \result == SELFMAP_OK ==> s->length == \old(s->length) + count;
    ensures T0_last: \result == SELFMAP_OK && count > 0 ==> s->block[(s->length - 1) % 64] == bytes[count - 1];
    ensures T0_unchanged: \result != SELFMAP_OK || count == 0 ==> sha1_same{Pre, Post}(s) && s->length == \old(s->length);
*/
enum selfmap_status sha1_update(struct sha1 *s, const uint8_t *bytes, size_t count)
{
    size_t i;

    if (s->length >= SHA1_LIMIT || count >= SHA1_LIMIT - s->length)
        return SELFMAP_TOO_LONG;
    /*@ loop invariant range: 0 <= i <= count;
        loop invariant length: s->length == \at(s->length, Pre) + i;
        loop invariant last: i > 0 ==> s->block[(s->length - 1) % 64] == bytes[i - 1];
        loop invariant none: i == 0 ==> sha1_same{Pre, Here}(s);
        loop assigns i, s->length, s->block[0 .. 63], s->word[0 .. 79], s->trace[0 .. 84], s->hash[0 .. 4];
        loop variant count - i; */
    for (i = 0; i < count; i++)
        add(s, bytes[i]);
    /*@ assert last: count > 0 ==> s->block[(s->length - 1) % 64] == bytes[count - 1]; */
    return SELFMAP_OK;
}

/* The message ends: a 1 bit, zeros up to byte 56 of a block, of another one where this has no room left. */
/*@ requires valid: \valid(s);
    terminates \true;
    exits \false;
    assigns s->block[0 .. 63], s->word[0 .. 79], s->trace[0 .. 84], s->hash[0 .. 4];
    ensures marked: s->length % 64 < 56 ==> s->block[s->length % 64] == 0x80;
    ensures kept: s->length % 64 < 56 ==> (\forall integer k; 0 <= k < s->length % 64 ==> s->block[k] == \old(s->block[k]));
    ensures zeros: \forall integer k; (s->length % 64 < 56 ? s->length % 64 + 1 : 0) <= k < 56 ==> s->block[k] == 0;
    ensures same_hash: s->length % 64 < 56 ==> (\forall integer k; 0 <= k < 5 ==> s->hash[k] == \old(s->hash[k]));
    ensures same_words: s->length % 64 < 56 ==> (\forall integer k; 0 <= k < 80 ==> s->word[k] == \old(s->word[k]));
    ensures same_trace: s->length % 64 < 56 ==> (\forall integer k; 0 <= k < 85 ==> s->trace[k] == \old(s->trace[k]));
    ensures another: s->length % 64 >= 56 ==> sha1_compressed(s);
*/
static void pad(struct sha1 *s)
{
    const uint32_t used = (uint32_t)(s->length % 64);
    uint32_t i;

    s->block[used] = 0x80;
    /*@ loop invariant range: used < i <= 64;
        loop invariant zeros: \forall integer k; used < k < i ==> s->block[k] == 0;
        loop assigns i, s->block[used + 1 .. 63];
        loop variant 64 - i; */
    for (i = used + 1; i < 64; i++)
        s->block[i] = 0;
    if (used < 56)
        return;
    compress(s);
    /*@ loop invariant range: 0 <= i <= 56;
        loop invariant zeros: \forall integer k; 0 <= k < i ==> s->block[k] == 0;
        loop assigns i, s->block[0 .. 55];
        loop variant 56 - i; */
    for (i = 0; i < 56; i++)
        s->block[i] = 0;
}

/*@ requires valid: \valid_read(s) && \valid(digest + (0 .. SHA1_BYTES - 1));
    requires apart: \separated(s, digest + (0 .. SHA1_BYTES - 1));
    terminates \true;
    exits \false;
    assigns digest[0 .. SHA1_BYTES - 1];
    ensures digest: sha1_big_endian(digest) == s->hash[0] && sha1_big_endian(digest + 4) == s->hash[1] &&
      sha1_big_endian(digest + 8) == s->hash[2] && sha1_big_endian(digest + 12) == s->hash[3] &&
      sha1_big_endian(digest + 16) == s->hash[4];
*/
static void put_digest(const struct sha1 *s, uint8_t *digest)
{
    put(digest, s->hash[0]);
    put(digest + 4, s->hash[1]);
    put(digest + 8, s->hash[2]);
    put(digest + 12, s->hash[3]);
    put(digest + 16, s->hash[4]);
}

/*@ requires valid: \valid(s) && \valid(digest + (0 .. SHA1_BYTES - 1));
    requires apart: \separated(s, digest + (0 .. SHA1_BYTES - 1));
    requires length: s->length < SHA1_LIMIT;
    terminates \true;
    exits \false;
    assigns s->block[0 .. 63], s->word[0 .. 79], s->trace[0 .. 84], s->hash[0 .. 4], digest[0 .. SHA1_BYTES - 1];
    ensures T0_length: s->word[14] * 0x100000000 + s->word[15] == 8 * s->length;
    ensures T0_block: sha1_big_endian(&s->block[56]) == s->word[14] && sha1_big_endian(&s->block[60]) == s->word[15];
    ensures T0_compressed: sha1_compressed(s);
    ensures T0_digest: sha1_big_endian(digest) == s->hash[0] && sha1_big_endian(digest + 4) == s->hash[1] &&
      sha1_big_endian(digest + 8) == s->hash[2] && sha1_big_endian(digest + 12) == s->hash[3] &&
      sha1_big_endian(digest + 16) == s->hash[4];
*/
void sha1_final(struct sha1 *s, uint8_t *digest)
{
    const uint64_t bits = s->length * 8;

    pad(s);
    put(&s->block[56], (uint32_t)(bits / 0x100000000u));
    put(&s->block[60], (uint32_t)(bits % 0x100000000u));
    /*@ assert high: sha1_big_endian(&s->block[56]) == bits / 0x100000000; */
    /*@ assert low: sha1_big_endian(&s->block[60]) == bits % 0x100000000; */
    compress(s);
    /*@ assert words: sha1_first(s, 14) && sha1_first(s, 15); */
    /*@ assert length: s->word[14] == bits / 0x100000000 && s->word[15] == bits % 0x100000000; */
    put_digest(s, digest);
}

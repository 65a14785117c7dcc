/* sha1.c - see selfmap/sha1.h: the message byte by byte into blocks, the padding, the digest. Relies on sha1_block.h. */
#include "sha1_block.h"

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
    requires apart: SHA1_ALL_APART(s);
    requires room: s->length < SHA1_LIMIT;
    terminates \true;
    exits \false;
    assigns s->length, s->block[0 .. 63], sha1_word[0 .. 79], sha1_trace[0 .. 84], s->hash[0 .. 4];
    ensures length: s->length == \old(s->length) + 1;
    ensures byte: s->block[\old(s->length) % 64] == byte;
    ensures others: \forall integer k; 0 <= k < 64 && k != \old(s->length) % 64 ==> s->block[k] == \old(s->block[k]);
    ensures waiting: \old(s->length) % 64 != 63 ==> (\forall integer k; 0 <= k < 5 ==> s->hash[k] == \old(s->hash[k]));
    ensures waiting_words: \old(s->length) % 64 != 63 ==> (\forall integer k; 0 <= k < 80 ==> sha1_word[k] == \old(sha1_word[k]));
    ensures waiting_trace: \old(s->length) % 64 != 63 ==> (\forall integer k; 0 <= k < 85 ==> sha1_trace[k] == \old(sha1_trace[k]));
    ensures full: \old(s->length) % 64 == 63 || \old(sha1_compressed(s)) ==> sha1_compressed(s);
*/
static void add(struct sha1 *s, uint8_t byte)
{
    s->block[s->length % 64] = byte;
    s->length++;
    if (s->length % 64 == 0)
        sha1_compress(s);
}

/*@
  predicate sha1_same{L1, L2}(struct sha1 *s) =
    (\forall integer k; 0 <= k < 5 ==> \at(s->hash[k], L1) == \at(s->hash[k], L2)) &&
    (\forall integer k; 0 <= k < 80 ==> \at(sha1_word[k], L1) == \at(sha1_word[k], L2)) &&
    (\forall integer k; 0 <= k < 85 ==> \at(sha1_trace[k], L1) == \at(sha1_trace[k], L2)) &&
    (\forall integer k; 0 <= k < 64 ==> \at(s->block[k], L1) == \at(s->block[k], L2));
*/

/*@ requires valid: \valid(s) && \valid_read(bytes + (0 .. count - 1));
    requires apart: SHA1_ALL_APART(s) && \separated(s, bytes + (0 .. count - 1)) && SHA1_APART(bytes + (..));
    terminates \true;
    exits \false;
    assigns s->length, s->block[0 .. 63], sha1_word[0 .. 79], sha1_trace[0 .. 84], s->hash[0 .. 4];
    ensures T0_refused: \result == SELFMAP_TOO_LONG <==> \old(s->length) + count >= SHA1_LIMIT;
    ensures T0_total: \result == SELFMAP_OK || \result == SELFMAP_TOO_LONG;
    ensures T0_length: \result == SELFMAP_OK ==> s->length == \old(s->length) + count;
    ensures T0_compressed: \result == SELFMAP_OK && \old(s->length) % 64 + count >= 64 ==> sha1_compressed(s);
    ensures T0_unchanged: \result != SELFMAP_OK || count == 0 ==> sha1_same{Pre, Post}(s) && s->length == \old(s->length);
*/
enum selfmap_status sha1_update(struct sha1 *s, const uint8_t *bytes, size_t count)
{
    size_t i;

    if (s->length >= SHA1_LIMIT || count >= SHA1_LIMIT - s->length)
        return SELFMAP_TOO_LONG;
    /*@ loop invariant range: 0 <= i <= count;
        loop invariant length: s->length == \at(s->length, Pre) + i;
        loop invariant compressed: \at(s->length, Pre) % 64 + i >= 64 ==> sha1_compressed(s);
        loop invariant none: i == 0 ==> sha1_same{Pre, Here}(s);
        loop assigns i, s->length, s->block[0 .. 63], sha1_word[0 .. 79], sha1_trace[0 .. 84], s->hash[0 .. 4];
        loop variant count - i; */
    for (i = 0; i < count; i++)
        add(s, bytes[i]);
    return SELFMAP_OK;
}

/* The message ends: a 1 bit, zeros up to byte 56 of a block, of another one where this has no room left. */
/*@ requires valid: \valid(s);
    requires apart: SHA1_ALL_APART(s);
    terminates \true;
    exits \false;
    assigns s->block[0 .. 63], sha1_word[0 .. 79], sha1_trace[0 .. 84], s->hash[0 .. 4];
    ensures marked: s->length % 64 < 56 ==> s->block[s->length % 64] == 0x80;
    ensures kept: s->length % 64 < 56 ==> (\forall integer k; 0 <= k < s->length % 64 ==> s->block[k] == \old(s->block[k]));
    ensures zeros: \forall integer k; (s->length % 64 < 56 ? s->length % 64 + 1 : 0) <= k < 56 ==> s->block[k] == 0;
    ensures same_hash: s->length % 64 < 56 ==> (\forall integer k; 0 <= k < 5 ==> s->hash[k] == \old(s->hash[k]));
    ensures same_words: s->length % 64 < 56 ==> (\forall integer k; 0 <= k < 80 ==> sha1_word[k] == \old(sha1_word[k]));
    ensures same_trace: s->length % 64 < 56 ==> (\forall integer k; 0 <= k < 85 ==> sha1_trace[k] == \old(sha1_trace[k]));
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
    sha1_compress(s);
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
    put_word(digest, s->hash[0]);
    /*@ assert after_0_word_0: sha1_big_endian(digest) == s->hash[0]; */
    put_word(digest + 4, s->hash[1]);
    /*@ assert after_1_word_0: sha1_big_endian(digest) == s->hash[0]; */
    /*@ assert after_1_word_1: sha1_big_endian(digest + 4) == s->hash[1]; */
    put_word(digest + 8, s->hash[2]);
    /*@ assert after_2_word_0: sha1_big_endian(digest) == s->hash[0]; */
    /*@ assert after_2_word_1: sha1_big_endian(digest + 4) == s->hash[1]; */
    /*@ assert after_2_word_2: sha1_big_endian(digest + 8) == s->hash[2]; */
    put_word(digest + 12, s->hash[3]);
    /*@ assert after_3_word_0: sha1_big_endian(digest) == s->hash[0]; */
    /*@ assert after_3_word_1: sha1_big_endian(digest + 4) == s->hash[1]; */
    /*@ assert after_3_word_2: sha1_big_endian(digest + 8) == s->hash[2]; */
    /*@ assert after_3_word_3: sha1_big_endian(digest + 12) == s->hash[3]; */
    put_word(digest + 16, s->hash[4]);
}

/*@ requires valid: \valid(s) && \valid(digest + (0 .. SHA1_BYTES - 1));
    requires apart: \separated(s, digest + (0 .. SHA1_BYTES - 1)) && SHA1_ALL_APART(s) && SHA1_APART(digest + (..)) &&
      SHA1_APART(digest + (0 .. SHA1_BYTES - 1));
    requires length: s->length < SHA1_LIMIT;
    terminates \true;
    exits \false;
    assigns s->block[0 .. 63], sha1_word[0 .. 79], sha1_trace[0 .. 84], s->hash[0 .. 4], digest[0 .. SHA1_BYTES - 1];
    ensures T0_length: sha1_word[14] * 0x100000000 + sha1_word[15] == 8 * s->length;
    ensures T0_block: sha1_big_endian(&s->block[56]) == sha1_word[14] && sha1_big_endian(&s->block[60]) == sha1_word[15];
    ensures T0_compressed: sha1_compressed(s);
    ensures T0_digest: sha1_big_endian(digest) == s->hash[0] && sha1_big_endian(digest + 4) == s->hash[1] &&
      sha1_big_endian(digest + 8) == s->hash[2] && sha1_big_endian(digest + 12) == s->hash[3] &&
      sha1_big_endian(digest + 16) == s->hash[4];
*/
void sha1_final(struct sha1 *s, uint8_t *digest)
{
    const uint64_t bits = s->length * 8;

    pad(s);
    put_word(&s->block[56], (uint32_t)(bits / 0x100000000u));
    put_word(&s->block[60], (uint32_t)(bits % 0x100000000u));
    /*@ assert high: sha1_big_endian(&s->block[56]) == bits / 0x100000000; */
    /*@ assert low: sha1_big_endian(&s->block[60]) == bits % 0x100000000; */
    sha1_compress(s);
    /*@ assert words: sha1_first(s, 14) && sha1_first(s, 15); */
    /*@ assert high_still: sha1_big_endian(&s->block[56]) == bits / 0x100000000; */
    /*@ assert low_still: sha1_big_endian(&s->block[60]) == bits % 0x100000000; */
    /*@ assert length: sha1_word[14] == bits / 0x100000000 && sha1_word[15] == bits % 0x100000000; */
    put_digest(s, digest);
}

/*
 * sha1_logic.h - one block of SHA-1 (FIPS 180-4, 6.1.2) as a relation between arrays, without recursion.
 *
 * The five working variables of a round are one sequence: a of round t is trace[t + 4], b trace[t + 3], and c, d, e are
 * trace[t + 2], trace[t + 1] and trace[t] turned by 30. So trace[t + 5] follows from five before it and from word[t].
 */
#ifndef SPEC_SHA1_LOGIC_H
#define SPEC_SHA1_LOGIC_H

/*@
  logic integer sha1_left1(integer x) = x % 0x80000000 * 2 + x / 0x80000000;
  logic integer sha1_left2(integer x) = x % 0x40000000 * 4 + x / 0x40000000;
  logic integer sha1_left5(integer x) = x % 0x8000000 * 0x20 + x / 0x8000000;
  logic integer sha1_left30(integer x) = x % 4 * 0x40000000 + x / 4;
  // Of words; the cast changes nothing, and spares the provers to show that.
  logic uint32_t sha1_xor(integer x, integer y) = (uint32_t)(x ^ y);
  logic integer sha1_and(integer x, integer y) = x & y;
  // Ch, Parity, Maj, Parity (4.1.1); Ch(b, c, d) = (b and c) xor (not b and d) in the form that needs no complement.
  logic integer sha1_mix(integer t, integer b, integer c, integer d) =
    t < 20 ? sha1_xor(d, sha1_and(b, sha1_xor(c, d))) :
    40 <= t < 60 ? sha1_xor(sha1_xor(sha1_and(b, c), sha1_and(b, d)), sha1_and(c, d)) : sha1_xor(sha1_xor(b, c), d);
  logic integer sha1_constant(integer t) =
    t < 20 ? 0x5A827999 : t < 40 ? 0x6ED9EBA1 : t < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
  logic integer sha1_big_endian{L}(uint8_t *bytes) =
    bytes[0] * 0x1000000 + bytes[1] * 0x10000 + bytes[2] * 0x100 + bytes[3];

  logic integer sha1_turned(integer w, integer x, integer y, integer z) = sha1_left1(sha1_xor(sha1_xor(sha1_xor(w, x), y), z));
  logic integer sha1_step(integer t, integer a, integer b, integer c, integer d, integer e, integer w) =
    (sha1_left5(a) + sha1_mix(t, b, sha1_left30(c), sha1_left30(d)) + sha1_left30(e) + sha1_constant(t) + w) % 0x100000000;

  // The message schedule: sixteen words of the block, the rest from four before them.
  predicate sha1_first{L}(struct sha1 *s, integer t) = sha1_word[t] == sha1_big_endian(&s->block[4 * t]);
  predicate sha1_later{L}(integer t) =
    sha1_word[t] == sha1_turned(sha1_word[t - 3], sha1_word[t - 8], sha1_word[t - 14], sha1_word[t - 16]);
  predicate sha1_schedule{L} = \forall integer t; 16 <= t < 80 ==> sha1_later(t);
  predicate sha1_round{L}(integer t) = sha1_trace[t + 5] ==
    sha1_step(t, sha1_trace[t + 4], sha1_trace[t + 3], sha1_trace[t + 2], sha1_trace[t + 1], sha1_trace[t], sha1_word[t]);
  predicate sha1_rounds{L} = \forall integer t; 0 <= t < 80 ==> sha1_round(t);
  // The hash is the sum of what the rounds began with and what they ended with.
  predicate sha1_sum{L}(struct sha1 *s) =
    s->hash[0] == (sha1_trace[4] + sha1_trace[84]) % 0x100000000 && s->hash[1] == (sha1_trace[3] + sha1_trace[83]) % 0x100000000 &&
    s->hash[2] == (sha1_left30(sha1_trace[2]) + sha1_left30(sha1_trace[82])) % 0x100000000 &&
    s->hash[3] == (sha1_left30(sha1_trace[1]) + sha1_left30(sha1_trace[81])) % 0x100000000 &&
    s->hash[4] == (sha1_left30(sha1_trace[0]) + sha1_left30(sha1_trace[80])) % 0x100000000;
  predicate sha1_compressed{L}(struct sha1 *s) = sha1_schedule && sha1_rounds && sha1_sum(s);
*/

#endif

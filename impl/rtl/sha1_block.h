/* sha1_block.h - a block into the hash, and the workspace that this leaves behind. Private to impl/rtl. */
#ifndef SELFMAP_RTL_SHA1_BLOCK_H
#define SELFMAP_RTL_SHA1_BLOCK_H

#include "selfmap/sha1.h"

/* The last block's schedule and rounds; spec/sha1_logic.h says what they show. */
extern uint32_t sha1_word[80], sha1_trace[85];

#include "spec/sha1_logic.h"

#define SHA1_APART(p) \separated(p, sha1_word + (..), sha1_trace + (..))
#define SHA1_ALL_APART(s) SHA1_APART(s + (..)) && SHA1_APART(&s->block[0 .. 63]) && SHA1_APART(&s->hash[0 .. 4]) && \
    SHA1_APART(&s->length)

/* A word as four bytes, the highest first. */
/*@ requires valid: \valid(to + (0 .. 3));
    terminates \true;
    exits \false;
    assigns to[0 .. 3];
    ensures back: sha1_big_endian(to) == word;
*/
void put_word(uint8_t *to, uint32_t word);

/* The block into the hash. */
/*@ requires valid: \valid(s);
    requires apart: SHA1_ALL_APART(s);
    terminates \true;
    exits \false;
    assigns sha1_word[0 .. 79], sha1_trace[0 .. 84], s->hash[0 .. 4];
    ensures first: \forall integer t; 0 <= t < 16 ==> sha1_first(s, t);
    ensures start: sha1_trace[4] == \old(s->hash[0]) && sha1_trace[3] == \old(s->hash[1]);
    ensures start_turned: sha1_left30(sha1_trace[2]) == \old(s->hash[2]) && sha1_left30(sha1_trace[1]) == \old(s->hash[3]) &&
      sha1_left30(sha1_trace[0]) == \old(s->hash[4]);
    ensures compressed: sha1_compressed(s);
*/
void sha1_compress(struct sha1 *s);

#endif

/*
 * sha1.h - SHA-1 (FIPS 180-4) of a message that comes in parts: identifiers and digests, not for security (T0).
 *
 * sha1_init, sha1_update as often as there are parts, sha1_final once; then sha1_init again. How the message is cut makes no
 * difference. Lengths are counted in 64 bits. No allocation; the context (96 bytes) is the caller's, a workspace of 660 bytes the
 * module's, to spare kernel stacks: the caller serialises calls, of all contexts together.
 */
#ifndef SELFMAP_SHA1_H
#define SELFMAP_SHA1_H

#include <stddef.h>
#include <stdint.h>

#include "selfmap/status.h"

/* Bytes of a digest; the first message length in bytes that is too long: 2^61 bytes are 2^64 bits. */
#define SHA1_BYTES 20u
#define SHA1_LIMIT 0x2000000000000000u

struct sha1 {
    uint64_t length;     /* bytes so far; the last length % 64 of them wait in block */
    uint32_t hash[5];
    uint8_t block[64];
};

void sha1_init(struct sha1 *s);

/* Error: SELFMAP_TOO_LONG (the message would be SHA1_LIMIT bytes or longer); nothing has changed then. Cost: linear. */
enum selfmap_status sha1_update(struct sha1 *s, const uint8_t *bytes, size_t count);

/* The digest of all parts. Afterwards the context is spent. Cost: one or two blocks. */
void sha1_final(struct sha1 *s, uint8_t *digest);

#endif

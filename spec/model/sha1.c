/* sha1.c - see sha1.h: the padded message is read byte by byte through a function, and never stored. */
#include "spec/model/sha1.h"

static uint32_t rotl(uint32_t x, uint32_t n)
{
    return x << n | x >> (32 - n);
}

/* Byte `at` of the padded message of `total` bytes: the message, 80h, zeros, its length in bits in 64 bits, big-endian. */
static uint32_t padded(const uint8_t *message, uint64_t length, uint64_t total, uint64_t at)
{
    if (at < length)
        return message[at];
    if (at == length)
        return 0x80;
    if (at + 8 < total)
        return 0;
    return (uint32_t)(length << 3 >> (8 * (total - 1 - at))) & 0xFF;
}

static uint32_t f(uint32_t t, uint32_t x, uint32_t y, uint32_t z)
{
    if (t <= 19)
        return (x & y) ^ (~x & z);
    if (t >= 40 && t <= 59)
        return (x & y) ^ (x & z) ^ (y & z);
    return x ^ y ^ z;
}

static uint32_t k(uint32_t t)
{
    if (t <= 19)
        return 0x5a827999;
    if (t <= 39)
        return 0x6ed9eba1;
    return t <= 59 ? 0x8f1bbcdc : 0xca62c1d6;
}

static void one_block(uint32_t h[5], const uint32_t m[16])
{
    uint32_t w[80];
    uint32_t a = h[0];
    uint32_t b = h[1];
    uint32_t c = h[2];
    uint32_t d = h[3];
    uint32_t e = h[4];
    for (uint32_t t = 0; t < 80; t++)
        w[t] = t < 16 ? m[t] : rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    for (uint32_t t = 0; t < 80; t++) {
        uint32_t sum = rotl(a, 5) + f(t, b, c, d) + e + k(t) + w[t];
        e = d;
        d = c;
        c = rotl(b, 30);
        b = a;
        a = sum;
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
}

void model_sha1(const uint8_t *message, uint64_t length, uint8_t digest[20])
{
    uint32_t h[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    uint64_t total = (length + 9 + 63) >> 6 << 6;
    for (uint64_t block = 0; block < total; block += 64) {
        uint32_t m[16];
        for (uint32_t t = 0; t < 16; t++) {
            m[t] = 0;
            for (uint32_t i = 0; i < 4; i++)
                m[t] = m[t] << 8 | padded(message, length, total, block + 4 * t + i);
        }
        one_block(h, m);
    }
    for (uint32_t i = 0; i < 20; i++)
        digest[i] = (uint8_t)(h[i >> 2] >> (24 - 8 * (i & 3)));
}

/* cursor.h - reads a fuzz input as numbers; past its end every byte is 0, so any byte string is a valid input. */
#ifndef SELFMAP_FUZZ_CURSOR_H
#define SELFMAP_FUZZ_CURSOR_H

#include <stddef.h>
#include <stdint.h>

struct cursor {
    const uint8_t *at;
    size_t left;
};

/* The next `bytes` bytes (at most 8), little-endian. */
static inline uint64_t take(struct cursor *cursor, uint32_t bytes)
{
    uint64_t value = 0;
    for (uint32_t i = 0; i < bytes && cursor->left > 0; i++) {
        value |= (uint64_t)*cursor->at << (8 * i);
        cursor->at++;
        cursor->left--;
    }
    return value;
}

static inline uint8_t take8(struct cursor *cursor)
{
    return (uint8_t)take(cursor, 1);
}

static inline uint32_t take32(struct cursor *cursor)
{
    return (uint32_t)take(cursor, 4);
}

static inline uint64_t take64(struct cursor *cursor)
{
    return take(cursor, 8);
}

#endif

/* memory.c - the two functions that a freestanding compiler may call on its own (C11, clause 4). Relies on nothing. */
#include <stddef.h>
#include <stdint.h>

void *memset(void *to, int byte, size_t length);
void *memcpy(void *restrict to, const void *restrict from, size_t length);

void *memset(void *to, int byte, size_t length)
{
    uint8_t *bytes = to;

    for (size_t i = 0; i < length; i++)
        bytes[i] = (uint8_t)byte;
    return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t length)
{
    uint8_t *target = to;
    const uint8_t *source = from;

    for (size_t i = 0; i < length; i++)
        target[i] = source[i];
    return to;
}

/* random.h - numbers that a seed repeats: xorshift64 (Marsaglia, 2003), without a division. Relies on nothing. */
#ifndef BOOT_RANDOM_H
#define BOOT_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state; /* never 0 */
};

static inline uint64_t random_next(struct random *random)
{
    random->state ^= random->state << 13;
    random->state ^= random->state >> 7;
    random->state ^= random->state << 17;
    return random->state;
}

/* Seeds that differ in one bit would start alike: a few steps apart they do not. */
static inline void random_start(struct random *random, uint64_t seed)
{
    random->state = seed ^ 0x9E3779B97F4A7C15ull;
    if (random->state == 0)
        random->state = 1;
    for (uint32_t i = 0; i < 16; i++)
        (void)random_next(random);
}

/* Below `limit`, which is not 0. */
static inline uint32_t random_below(struct random *random, uint32_t limit)
{
    return (uint32_t)((random_next(random) >> 32) * limit >> 32);
}

#endif

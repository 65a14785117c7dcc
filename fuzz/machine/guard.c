/* guard.c - see guard.h. */
#include "fuzz/machine/guard.h"

#include <string.h>

#include "fuzz/common/harness.h"
#include "selfmap/guard.h"
#include "selfmap/guard_door.h"

#define BYTES ((uint64_t)POOL_PAGES * 0x1000)

static uint8_t memory[BYTES];
static uint64_t memory_base, memory_bytes;
static uint64_t turns, held_word;
static uint32_t held;

void simulated_memory_start(uint64_t base)
{
    memory_base = base;
    memory_bytes = 0;
}

void simulated_memory_pages(uint64_t pages)
{
    memory_bytes = pages * 0x1000;
}

uint8_t *simulated_bytes(uint64_t address)
{
    return &memory[address - memory_base];
}

uint64_t simulated_lock_turns(void)
{
    if (held != 0)
        finding("lock still held: its word, turns", held_word, turns);
    return turns;
}

uint64_t guard_lock(void)
{
    if (held != 0)
        finding("lock taken twice: its word, turns", held_word, turns);
    held = 1;
    turns++;
    held_word = turns * 0x9E3779B97F4A7C15u;
    return held_word;
}

void guard_unlock(uint64_t word)
{
    if (held == 0 || word != held_word)
        finding("lock given back that is not held, or with another word: word, of the lock", word, held_word);
    held = 0;
}

static uint8_t *reach(uint64_t address, uint64_t bytes)
{
    if (held == 0)
        finding("memory touched without the lock: address, bytes", address, bytes);
    if (address < memory_base || bytes > memory_bytes || address - memory_base > memory_bytes - bytes)
        finding("memory touched outside of the pool: address, bytes", address, bytes);
    return simulated_bytes(address);
}

void guard_fill(uint64_t address, uint64_t bytes, uint8_t byte)
{
    memset(reach(address, bytes), byte, (size_t)bytes);
}

uint32_t guard_differs(uint64_t address, uint64_t bytes, uint8_t byte)
{
    const uint8_t *at = reach(address, bytes);

    /* All bytes are the first one when each is the one before it. */
    return bytes != 0 && (at[0] != byte || memcmp(at, at + 1, (size_t)bytes - 1) != 0);
}

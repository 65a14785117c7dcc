/*
 * bench_loops.c - the bare loops that range operations are compared with. Relies on entry_words.h: an 8-byte entry
 * that was absent is two stores on i686, in the order that no walk sees it half made.
 */
#include "bench.h"

#include "entry_words.h"

#define P 1u
#define NEXT_FRAME 0x1000u

static void store_narrow(uintptr_t entry, uint32_t count, uint32_t raw)
{
    volatile uint32_t *at = (volatile uint32_t *)entry;

    for (uint32_t i = 0; i < count; i++, raw += NEXT_FRAME)
        at[i] = raw;
}

static void store_wide(uintptr_t entry, uint32_t count, uint64_t raw)
{
    for (uintptr_t end = entry + (uintptr_t)count * 8; entry != end; entry += 8, raw += NEXT_FRAME)
        entry_words_store_absent(entry, raw);
}

void bench_store_loop(uint64_t entry, uint32_t count, uint64_t raw, uint32_t entry_bytes)
{
    if (entry_bytes == 4)
        store_narrow((uintptr_t)entry, count, (uint32_t)raw);
    else
        store_wide((uintptr_t)entry, count, raw);
}

static uint32_t checked_narrow(uintptr_t entry, uint32_t count, uint32_t raw)
{
    volatile uint32_t *at = (volatile uint32_t *)entry;

    for (uint32_t i = 0; i < count; i++, raw += NEXT_FRAME) {
        if ((at[i] & P) != 0)
            return i;
        at[i] = raw;
    }
    return count;
}

static uint32_t checked_wide(uintptr_t entry, uint32_t count, uint64_t raw)
{
    uintptr_t at = entry;

    for (uintptr_t end = entry + (uintptr_t)count * 8; at != end; at += 8, raw += NEXT_FRAME) {
        if ((*(volatile uint32_t *)at & P) != 0)
            break;
        entry_words_store_absent(at, raw);
    }
    return (uint32_t)((at - entry) / 8);
}

uint32_t bench_checked_loop(uint64_t entry, uint32_t count, uint64_t raw, uint32_t entry_bytes)
{
    if (entry_bytes == 4)
        return checked_narrow((uintptr_t)entry, count, (uint32_t)raw);
    return checked_wide((uintptr_t)entry, count, raw);
}

void bench_clear_loop(uint64_t entry, uint32_t count, uint32_t entry_bytes)
{
    volatile uint32_t *at = (volatile uint32_t *)(uintptr_t)entry;

    for (uint32_t i = 0; i < count * (entry_bytes / 4); i++)
        at[i] = 0;
}

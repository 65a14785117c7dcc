/*
 * entry_words.h (i686) - a table entry of 8 bytes on a CPU whose plain accesses have 4. A walk may come between two
 * stores, so at no moment may the entry be present with one old and one new half:
 *
 *   to absent             the half with P first, as 0 or at least without P; then the upper half
 *   absent to present     the upper half first, the half with P last
 *   present to present    both at once with CMPXCHG8B. Clearing P in between would do for memory, but the page would
 *                         be absent for a moment, and it may be the one that holds this code or its stack.
 *
 * CMPXCHG8B is older than PAE (Pentium and Pentium Pro), so a CPU that has 8-byte entries has it. The amd64 kernel has
 * a file of the same name and shape.
 */
#ifndef BOOT_ENTRY_WORDS_H
#define BOOT_ENTRY_WORDS_H

#include <stdint.h>

#define FLUSH_SITE_WORD ".long"

/* One CPU: between the two loads only the CPU itself changes the entry, and only A and D, in the lower half. */
static inline uint64_t entry_words_load(uintptr_t entry)
{
    const volatile uint32_t *half = (const volatile uint32_t *)entry;
    uint32_t low = half[0];

    return low | (uint64_t)half[1] << 32;
}

static inline void entry_words_exchange(uintptr_t entry, uint32_t low, uint32_t high)
{
    /* CMPXCHG8B writes only over what it was told to expect: a first guess, then what it read. */
    uint32_t seen_low = 0, seen_high = 0;

    __asm__ volatile("1: lock cmpxchg8b %2\n jnz 1b"
                     : "+a"(seen_low), "+d"(seen_high), "+m"(*(volatile uint64_t *)entry)
                     : "b"(low), "c"(high)
                     : "cc", "memory");
}

/* The store where the entry is known to be absent. */
static inline void entry_words_store_absent(uintptr_t entry, uint64_t raw)
{
    volatile uint32_t *half = (volatile uint32_t *)entry;

    half[1] = (uint32_t)(raw >> 32);
    half[0] = (uint32_t)raw;
}

static inline void entry_words_store(uintptr_t entry, uint64_t raw)
{
    volatile uint32_t *half = (volatile uint32_t *)entry;
    uint32_t low = (uint32_t)raw, high = (uint32_t)(raw >> 32);

    if ((low & 1) == 0) {
        half[0] = low;
        half[1] = high;
    } else if ((half[0] & 1) == 0) {
        entry_words_store_absent(entry, raw);
    } else {
        entry_words_exchange(entry, low, high);
    }
}

#endif

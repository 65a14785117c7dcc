/*
 * entry_words.h (amd64) - a table entry of 8 bytes: one access, which no walk can see half of (SDM Vol. 3A 8.1.1).
 * The i686 kernel has a file of the same name and shape.
 */
#ifndef BOOT_ENTRY_WORDS_H
#define BOOT_ENTRY_WORDS_H

#include <stdint.h>

#define FLUSH_SITE_WORD ".quad"

static inline uint64_t entry_words_load(uintptr_t entry)
{
    return *(volatile uint64_t *)entry;
}

static inline void entry_words_store(uintptr_t entry, uint64_t raw)
{
    *(volatile uint64_t *)entry = raw;
}

/* The same where the entry is known to be absent. */
static inline void entry_words_store_absent(uintptr_t entry, uint64_t raw)
{
    entry_words_store(entry, raw);
}

#endif

/*
 * harness.h - what every fuzz target shares: the entry that libFuzzer and replay call, and the way a finding is told.
 *
 * A target implements fuzz_target and calls `agree` for each number that implementation and model must share. The
 * harness keeps the story of the run (what was bound, what was asked), prints it with the difference, and aborts.
 */
#ifndef SELFMAP_FUZZ_HARNESS_H
#define SELFMAP_FUZZ_HARNESS_H

#include <stddef.h>
#include <stdint.h>

#include "fuzz/common/cursor.h"

/* The target: one run over one input. */
void fuzz_target(struct cursor *input);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Outputs are filled with this before each call: an error must leave it there. */
#define UNTOUCHED 0xA5A5A5A5A5A5A5A5u
#define UNTOUCHED32 0xA5A5A5A5u

/* One line of context that a finding is printed with: a name and up to four numbers, replaced by the next call. */
void story_bound(const char *what, uint64_t a, uint64_t b, uint64_t c, uint64_t d);
void story_asked(const char *what, uint64_t a, uint64_t b, uint64_t c, uint64_t d);

/* Prints the difference and the story, and aborts. */
_Noreturn void differ(const char *what, uint64_t implementation, uint64_t model);

/* The same for something that is wrong in itself, with two numbers that `what` explains. */
_Noreturn void finding(const char *what, uint64_t first, uint64_t second);

static inline void agree(const char *what, uint64_t implementation, uint64_t model)
{
    if (implementation != model)
        differ(what, implementation, model);
}

#endif

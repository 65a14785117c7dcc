/* bench.h - what the parts of the pool's benchmark share: a trace, the allocators that run it, and the worst single operation. */
#ifndef SELFMAP_FUZZ_BENCH_H
#define SELFMAP_FUZZ_BENCH_H

#include <stddef.h>
#include <stdint.h>

struct operation {
    uint32_t id;
    uint32_t size; /* 0: free */
    uint32_t tag;
};

/* An allocator of the C library's kind. */
struct peer {
    void *(*alloc)(size_t size);
    void (*release)(void *block);
};

/* `malloc` (glibc's), `mimalloc` or `jemalloc` by name; 0 when there is no such one or its library is not installed. */
int peer_find(const char *name, struct peer *peer);

/* Runs so many operations of the trace. */
typedef void (*operate)(const struct operation *first, uint32_t number);

/*
 * The most instructions that one allocation and one free of the trace take, when it runs a second time in this process:
 * counted one by one for the `most` of either that took the longest. `start` puts the allocator at its beginning.
 */
void worst_operations(const struct operation *operations, uint32_t count, void (*start)(void), operate run, uint32_t most,
                      uint32_t *worst_alloc, uint32_t *worst_free);

#endif

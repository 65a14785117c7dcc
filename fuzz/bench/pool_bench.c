/*
 * pool_bench.c - runs a trace (traces.py) on the pool, or on an allocator of the C library's kind; prints the pool's footprint,
 * or the worst single operation.
 *
 *     pool_bench pool|malloc|mimalloc|jemalloc|none TRACE [ROUNDS | worst]
 *
 * Status 2: that allocator is not installed. Instructions are counted from outside (pool_bench.py): what `none` costs, which only reads the trace, is taken away. The pool grows by the pages that
 * a request needs, as a kernel would let it; footprint is the most pages that it had over the most bytes that were live at once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/bench/bench.h"
#include "selfmap/pool.h"

#define IDS 1048576u

/* How many of the slowest allocations and frees have their instructions counted: a peer's have so many that it takes long. */
#define COUNTED 256u
#define COUNTED_OF_PEERS 32u

static struct operation *operations;
static uint32_t count;
static uint64_t addresses[IDS];
static uint32_t sizes[IDS];
static uint8_t tags[IDS];
static uint64_t most_pages, live, most_live;
static struct peer peer;

static void load(const char *path)
{
    FILE *file = fopen(path, "r");
    char kind;
    struct operation operation;

    if (file == NULL) {
        perror(path);
        exit(1);
    }
    operations = malloc(sizeof *operations * 2 * IDS);
    while (fscanf(file, " %c %u", &kind, &operation.id) == 2 && operation.id < IDS && count < 2 * IDS) {
        operation.size = 0;
        operation.tag = 0;
        if (kind == 'a' && fscanf(file, "%u %u", &operation.size, &operation.tag) != 2)
            exit(1);
        operations[count++] = operation;
    }
    fclose(file);
}

static void grow(uint64_t size)
{
    const uint64_t pages = (size + 4095) / 4096;

    if (pool_extend(pages > 8 ? pages : 8) != SELFMAP_OK) {
        fprintf(stderr, "pool_bench: the trace needs more than %u pages\n", POOL_PAGES);
        exit(1);
    }
}

static void run_pool(const struct operation *first, uint32_t number)
{
    for (uint32_t i = 0; i < number; i++) {
        const struct operation *operation = &first[i];

        if (operation->size != 0) {
            struct pool_answer got = pool_alloc(operation->size, operation->tag);

            if (got.status != SELFMAP_OK) {
                grow(operation->size);
                got = pool_alloc(operation->size, operation->tag);
            }
            addresses[operation->id] = got.value;
            tags[operation->id] = (uint8_t)operation->tag;
        } else if (pool_free(addresses[operation->id], tags[operation->id]) != SELFMAP_OK) {
            fprintf(stderr, "pool_bench: a free was refused\n");
            exit(1);
        }
    }
}

static void run_peer(const struct operation *first, uint32_t number)
{
    for (uint32_t i = 0; i < number; i++) {
        const struct operation *operation = &first[i];

        if (operation->size != 0)
            addresses[operation->id] = (uint64_t)(uintptr_t)peer.alloc(operation->size);
        else
            peer.release((void *)(uintptr_t)addresses[operation->id]);
    }
}

static void run_none(void)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct operation *operation = &operations[i];

        if (operation->size != 0) {
            addresses[operation->id] = operation->size;
            tags[operation->id] = (uint8_t)operation->tag;
        } else if (addresses[operation->id] == tags[operation->id]) {
            exit(1);
        }
    }
}

static void footprint(void)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct operation *operation = &operations[i];

        if (operation->size != 0) {
            sizes[operation->id] = operation->size;
            live += operation->size;
        } else {
            live -= sizes[operation->id];
        }
        if (live > most_live)
            most_live = live;
    }
    most_pages = pool_stats_of(0).pages;
    printf("footprint %.3f pages %llu live %llu\n", (double)(most_pages * 4096) / (double)most_live,
           (unsigned long long)most_pages, (unsigned long long)most_live);
}

static void start(void)
{
    if (pool_init(0xFFFF900000000000u) != SELFMAP_OK)
        exit(1);
}

/* The worst operation is looked for without growth. */
static void start_grown(void)
{
    start();
    if (pool_extend(POOL_PAGES) != SELFMAP_OK)
        exit(1);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: pool_bench pool|malloc|mimalloc|jemalloc|none TRACE [ROUNDS | worst]\n");
        return 1;
    }
    const int is_pool = strcmp(argv[1], "pool") == 0;
    const int is_peer = !is_pool && strcmp(argv[1], "none") != 0;

    if (is_peer && !peer_find(argv[1], &peer))
        return 2;
    load(argv[2]);
    if (argc > 3 && strcmp(argv[3], "worst") == 0) {
        uint32_t alloc = 0, release = 0;

        worst_operations(operations, count, start_grown, is_pool ? run_pool : run_peer, is_pool ? COUNTED : COUNTED_OF_PEERS, &alloc, &release);
        printf("worst %u %u\n", alloc, release);
        return 0;
    }
    start();
    for (int rounds = argc > 3 ? atoi(argv[3]) : 1; rounds > 0; rounds--) {
        if (is_pool)
            run_pool(operations, count);
        else if (is_peer)
            run_peer(operations, count);
        else
            run_none();
    }
    if (is_pool)
        footprint();
    return 0;
}

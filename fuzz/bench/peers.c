/*
 * peers.c - other allocators for the same traces in the same process: loaded by hand and apart (RTLD_LOCAL), so that nothing but
 * the traces is served by them. See bench.h.
 */
#include "fuzz/bench/bench.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct library {
    const char *name, *file, *alloc, *release;
};

/* What a search in the library itself finds is its own, whatever the names mean elsewhere in the process. */
static const struct library libraries[] = {{"mimalloc", "libmimalloc.so.2", "mi_malloc", "mi_free"},
                                           {"jemalloc", "libjemalloc.so.2", "malloc", "free"}};

static int load(const struct library *library, struct peer *peer)
{
    void *handle = dlopen(library->file, RTLD_NOW | RTLD_LOCAL);
    void *alloc = handle != NULL ? dlsym(handle, library->alloc) : NULL;
    void *release = handle != NULL ? dlsym(handle, library->release) : NULL;

    if (alloc == NULL || release == NULL) {
        fprintf(stderr, "%s: %s\n", library->name, dlerror());
        return 0;
    }
    memcpy(&peer->alloc, &alloc, sizeof alloc); /* C knows no cast from an object's address to a function's */
    memcpy(&peer->release, &release, sizeof release);
    return 1;
}

int peer_find(const char *name, struct peer *peer)
{
    if (strcmp(name, "malloc") == 0) {
        peer->alloc = malloc;
        peer->release = free;
        return 1;
    }
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++)
        if (strcmp(name, libraries[i].name) == 0)
            return load(&libraries[i], peer);
    return 0;
}

/*
 * worst.c - the worst single operation of a trace, in instructions. See bench.h.
 *
 * A trace does the same at every run. So child processes run it a few times with a clock, the shortest time of each operation is kept,
 * and a last child counts the instructions of the slowest ones by single steps: TF in EFLAGS, and a handler that counts.
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "fuzz/bench/bench.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define CLOCKED_RUNS 5

/* Shared with the children. */
struct shared {
    uint32_t worst[2]; /* of allocations, of frees */
    uint32_t most;     /* to be counted of either */
    uint64_t best[];   /* clock ticks of each operation */
};

static volatile uint32_t steps;

static void count_step(int number)
{
    (void)number;
    steps++;
}

static uint64_t ticks(void)
{
    uint32_t low, high;

    __asm__ volatile("lfence\n\trdtsc\n\tlfence" : "=a"(low), "=d"(high)::"memory");
    return (uint64_t)high << 32 | low;
}

static void step_on(void)
{
    __asm__ volatile("pushfq\n\torq $0x100, (%%rsp)\n\tpopfq" ::: "cc", "memory");
}

static void step_off(void)
{
    __asm__ volatile("pushfq\n\tandq $~0x100, (%%rsp)\n\tpopfq" ::: "cc", "memory");
}

/* Instructions of so many operations; what none costs the caller takes away. */
static uint32_t stepped(operate run, const struct operation *operation, uint32_t number)
{
    operate volatile called = run;

    steps = 0;
    step_on();
    called(operation, number);
    step_off();
    return steps;
}

/* Runs the work in a child process; ends this one when that fails. */
static pid_t child(void)
{
    int result = -1;
    const pid_t pid = fork();

    if (pid == 0)
        return 0;
    if (pid < 0 || waitpid(pid, &result, 0) != pid || result != 0) {
        fprintf(stderr, "pool_bench: a run of the trace failed\n");
        exit(1);
    }
    return pid;
}

static void run_clocked(struct shared *shared, const struct operation *operations, uint32_t count, operate run)
{
    for (uint32_t i = 0; i < count; i++) {
        const uint64_t before = ticks();

        run(&operations[i], 1);
        const uint64_t took = ticks() - before;

        if (took < shared->best[i])
            shared->best[i] = took;
    }
}

static int by_size(const void *a, const void *b)
{
    const uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

    return left < right ? 1 : left > right ? -1 : 0;
}

/* So many clock ticks or more took those of the slowest operations of the kind that are to be counted. */
static uint64_t threshold(const struct shared *shared, const struct operation *operations, uint32_t count,
                          uint32_t frees)
{
    uint64_t *all = malloc(sizeof *all * count);
    uint32_t n = 0;

    if (all == NULL)
        exit(1);
    for (uint32_t i = 0; i < count; i++)
        if ((operations[i].size == 0) == frees)
            all[n++] = shared->best[i];
    qsort(all, n, sizeof *all, by_size);
    const uint64_t least = n == 0 ? UINT64_MAX : all[n > shared->most ? shared->most - 1 : n - 1];
    free(all);
    return least;
}

static void run_stepped(struct shared *shared, const struct operation *operations, uint32_t count,
                        const uint64_t least[2], operate run)
{
    const struct sigaction action = {.sa_handler = count_step};

    if (sigaction(SIGTRAP, &action, NULL) != 0)
        exit(1);
    const uint32_t bare = stepped(run, operations, 0);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t frees = operations[i].size == 0;

        if (shared->best[i] < least[frees]) {
            run(&operations[i], 1);
            continue;
        }
        const uint32_t took = stepped(run, &operations[i], 1) - bare;

        if (took > shared->worst[frees])
            shared->worst[frees] = took;
    }
}

void worst_operations(const struct operation *operations, uint32_t count, void (*start)(void), operate run,
                      uint32_t most, uint32_t *worst_alloc, uint32_t *worst_free)
{
    const size_t bytes = sizeof(struct shared) + sizeof(uint64_t) * count;
    struct shared *shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (shared == MAP_FAILED)
        exit(1);
    shared->most = most;
    for (uint32_t i = 0; i < count; i++)
        shared->best[i] = UINT64_MAX;
    for (int i = 0; i <= CLOCKED_RUNS; i++) {
        const uint64_t least[2] = {threshold(shared, operations, count, 0), threshold(shared, operations, count, 1)};

        if (child() != 0)
            continue;
        start();
        run(operations, count); /* the first time it grows */
        if (i < CLOCKED_RUNS)
            run_clocked(shared, operations, count, run);
        else
            run_stepped(shared, operations, count, least, run);
        _exit(0);
    }
    *worst_alloc = shared->worst[0];
    *worst_free = shared->worst[1];
    munmap(shared, bytes);
}

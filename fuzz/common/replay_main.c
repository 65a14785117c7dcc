/*
 * replay_main.c - runs a target over the files named on the command line, without libFuzzer, so that gcc builds it too.
 * A child process runs them one after the other; when one ends it, another child goes on behind that file: one finding does
 * not hide the next. Last line: `NAME: N passed, N failed`.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fuzz/common/harness.h"

#define LARGEST_INPUT 65536

/* Runs one file in this process; the buffer is exactly as long as the input, so that over-reads are seen. */
static void run_file(const char *path)
{
    static uint8_t bytes[LARGEST_INPUT];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    uint8_t *exact = malloc(size > 0 ? size : 1);
    if (exact == NULL)
        exit(1);
    for (size_t i = 0; i < size; i++)
        exact[i] = bytes[i];
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
}

/* The files from this one on, in a process of their own: the one that ended it, or how many there are. */
static int run_from(int first, int count, char **paths)
{
    static int *shared; /* the file that the child is at */
    int result = -1;

    if (shared == NULL)
        shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return first;
    *shared = first;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        for (; *shared < count; ++*shared)
            run_file(paths[*shared]);
        *shared = count - 1; /* a leak shows at the exit, and is then the last file's */
        exit(0);
    }
    if (child > 0)
        waitpid(child, &result, 0);
    return result == 0 ? count : *shared;
}

int main(int argc, char **argv)
{
    int failed = 0;

    for (int i = 1; i < argc; i++) {
        i = run_from(i, argc, argv);
        if (i < argc) {
            failed++;
            printf("FAILED %s %s\n", argv[0], argv[i]);
        }
    }
    printf("%s: %d passed, %d failed\n", argv[0], argc - 1 - failed, failed);
    return failed == 0 && argc > 1 ? 0 : 1;
}

/*
 * replay_main.c - runs a target over the files named on the command line, without libFuzzer, so that gcc builds it too.
 * Each file runs in its own process: one finding does not hide the next. Last line: `NAME: N passed, N failed`.
 */
#include <stdio.h>
#include <stdlib.h>
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

int main(int argc, char **argv)
{
    unsigned passed = 0;
    unsigned failed = 0;
    for (int i = 1; i < argc; i++) {
        int result = -1;
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            run_file(argv[i]);
            exit(0);
        }
        if (child > 0)
            waitpid(child, &result, 0);
        if (result == 0) {
            passed++;
        } else {
            failed++;
            printf("FAILED %s %s\n", argv[0], argv[i]);
        }
    }
    printf("%s: %u passed, %u failed\n", argv[0], passed, failed);
    return failed == 0 && passed > 0 ? 0 : 1;
}

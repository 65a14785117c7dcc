/* harness.c - the story of a run and the report of a finding. See harness.h. */
#include "fuzz/common/harness.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct line {
    const char *what;
    uint64_t number[4];
};

static struct line bound;
static struct line asked;

static void set_line(struct line *line, const char *what, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    line->what = what;
    line->number[0] = a;
    line->number[1] = b;
    line->number[2] = c;
    line->number[3] = d;
}

void story_bound(const char *what, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    set_line(&bound, what, a, b, c, d);
}

void story_asked(const char *what, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    set_line(&asked, what, a, b, c, d);
}

static void print_line(const char *title, const struct line *line)
{
    if (line->what == NULL)
        return;
    fprintf(stderr, "  %s %s:", title, line->what);
    for (int i = 0; i < 4; i++)
        fprintf(stderr, " 0x%" PRIx64, line->number[i]);
    fputc('\n', stderr);
}

static _Noreturn void tell_story(void)
{
    print_line("bound", &bound);
    print_line("asked", &asked);
    abort();
}

_Noreturn void differ(const char *what, uint64_t implementation, uint64_t model)
{
    fprintf(stderr, "FINDING: %s: implementation 0x%" PRIx64 ", model 0x%" PRIx64 "\n", what, implementation, model);
    tell_story();
}

_Noreturn void finding(const char *what, uint64_t first, uint64_t second)
{
    fprintf(stderr, "FINDING: %s: 0x%" PRIx64 ", 0x%" PRIx64 "\n", what, first, second);
    tell_story();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cursor input = {data, size};
    bound.what = NULL;
    asked.what = NULL;
    fuzz_target(&input);
    return 0;
}

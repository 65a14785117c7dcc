/* main.c - selfmap, the host tool: explains addresses by the same library that the kernels link. See selfmap.1. */
#include <stdio.h>

#include "boot/tool/answer.h"
#include "boot/tool/arguments.h"

#define VERSION "0.1.0"

enum { EXIT_GOOD = 0, EXIT_NOT_WRITTEN = 1, EXIT_BAD_INPUT = 2 };

static const char help[] =
    "Usage: selfmap explain --mode MODE [--slot N] [--json] ADDRESS\n"
    "       selfmap windows --mode MODE [--slot N] [--json]\n"
    "       selfmap reverse --mode MODE [--slot N] [--json] ENTRY-ADDRESS\n"
    "\n"
    "Address math of a page table that maps itself.\n"
    "\n"
    "  explain   the index at each level of the walk of ADDRESS, and where the self-map shows each entry\n"
    "  windows   the ranges through which the self-map shows each level's tables\n"
    "  reverse   which addresses the entry at ENTRY-ADDRESS maps\n"
    "\n"
    "  --mode MODE   pml2, pml3 (PAE), pml4 or pml5 (LA57)\n"
    "  --slot N      self-map slot, decimal or 0x hexadecimal; default 768 in pml2, 0 in pml3 (the first of the four\n"
    "                entries of PD#3), 493 in pml4 and pml5\n"
    "  --json        one object for programs\n"
    "  --help, --version\n"
    "\n"
    "An address is hexadecimal after 0x, and without it when it contains a letter (fffff680aabbccdd); digits alone\n"
    "are decimal. Exit status: 0, or 2 with one line on stderr that says what to do, or 1 when output failed.\n";

static int refuse(uint64_t address, const struct pagemap *pagemap, enum selfmap_status status)
{
    complain("0x%llx in pml%u, slot %u: %s", (unsigned long long)address, pagemap->info.mode,
             pagemap->info.self_map_slot, selfmap_status_text(status));
    return EXIT_BAD_INPUT;
}

/* A fault address may well be non-canonical: the answer is printed all the same, and the complaint after it. */
static int explain(const struct arguments *arguments, const struct pagemap *pagemap)
{
    struct explain_answer answer;
    answer_explain(pagemap, arguments->address, &answer);
    if (arguments->json)
        json_explain(pagemap, &answer);
    else
        human_explain(pagemap, &answer);
    return answer.canonical ? EXIT_GOOD : refuse(arguments->address, pagemap, SELFMAP_NOT_CANONICAL);
}

static int windows(const struct arguments *arguments, const struct pagemap *pagemap)
{
    if (arguments->json)
        json_windows(pagemap);
    else
        human_windows(pagemap);
    return EXIT_GOOD;
}

static int reverse(const struct arguments *arguments, const struct pagemap *pagemap)
{
    struct entry_answer answer;
    enum selfmap_status status = answer_reverse(pagemap, arguments->address, &answer);
    if (status != SELFMAP_OK)
        return refuse(arguments->address, pagemap, status);
    if (arguments->json)
        json_reverse(pagemap, &answer);
    else
        human_reverse(pagemap, &answer);
    return EXIT_GOOD;
}

static int obey(const struct arguments *arguments)
{
    struct pagemap pagemap;
    enum selfmap_status status;
    if (arguments->command == COMMAND_HELP) {
        fputs(help, stdout);
        return EXIT_GOOD;
    }
    if (arguments->command == COMMAND_VERSION) {
        puts("selfmap " VERSION);
        return EXIT_GOOD;
    }
    status = answer_bind(arguments->mode, arguments->slot, &pagemap);
    if (status != SELFMAP_OK) {
        complain("--slot %u in pml%u: %s", arguments->slot, arguments->mode, selfmap_status_text(status));
        return EXIT_BAD_INPUT;
    }
    switch (arguments->command) {
    case COMMAND_WINDOWS:
        return windows(arguments, &pagemap);
    case COMMAND_REVERSE:
        return reverse(arguments, &pagemap);
    default:
        return explain(arguments, &pagemap);
    }
}

int main(int count, char **words)
{
    struct arguments arguments;
    int result;
    if (!arguments_parse(count, words, &arguments))
        return EXIT_BAD_INPUT;
    result = obey(&arguments);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        complain("the answer could not be written: check the output file or pipe");
        return EXIT_NOT_WRITTEN;
    }
    return result;
}

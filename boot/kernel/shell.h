/*
 * shell.h - with the word `shell` on the command line the kernel brings everything up, and then obeys commands from COM1
 * (`help` lists them) until `quit`. One line in, some lines out, and the prompt "> ".
 */
#ifndef BOOT_SHELL_H
#define BOOT_SHELL_H

#include "checks.h"

#define SHELL_WORDS 4u /* the command, and what it may be given */

/* One command: its words, zero-terminated, "" for those that are not there. */
struct shell_line {
    const char *word[SHELL_WORDS];
    uint32_t words;
};

struct shell {
    const struct live *live;
    const struct mapper *mapper;
};

_Noreturn void shell_run(const struct live *live, const struct mapper *mapper);

/* The next command; `words` may be more than SHELL_WORDS, and 0 for an empty line (shell_line.c). */
void shell_read(struct shell_line *line);

/* A number, decimal or 0x hexadecimal, of 64 bits at most; else 0 and a line that says so. */
uint32_t shell_number(const char *text, uint64_t *value);

/* Prints the status's sentence unless it is SELFMAP_OK; 1 when it is. */
uint32_t shell_good(enum selfmap_status status);

/* The pages of the shell (shell_pages.c): mapped to frames of the database, and never the kernel's own. */
void shell_map(const struct shell *shell, const struct shell_line *line);
void shell_unmap(const struct shell *shell, const struct shell_line *line);
void shell_protect(const struct shell *shell, const struct shell_line *line);
void shell_walk(const struct shell *shell, const struct shell_line *line);
void shell_peek(const struct shell *shell, const struct shell_line *line);
void shell_poke(const struct shell *shell, const struct shell_line *line);
void shell_frames(const struct shell *shell, const struct shell_line *line);

/* The pool (shell_pool.c): it grows by frames of the database. */
void shell_pool_start(void);
uint32_t shell_pool_owns(uint64_t address);
void shell_pool(const struct shell *shell, const struct shell_line *line);
void shell_alloc(const struct shell *shell, const struct shell_line *line);
void shell_free(const struct shell *shell, const struct shell_line *line);
void shell_bench(const struct shell *shell, const struct shell_line *line);

#endif

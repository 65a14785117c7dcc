/* shell.c - see shell.h: brings up what the checks would, and obeys. Relies on shell_line, shell_pages, shell_pool. */
#include "shell.h"

#include "console.h"
#include "memory_map.h"
#include "report.h"
#include "selfmap/frames.h"
#include "selfmap/pool.h"
#include "tables.h"

#define TABLES_AT_START 16u /* `map` asks for more of its own, the pool has these */

static void show_windows(const struct shell *shell, const struct shell_line *line)
{
    (void)line;
    report_mode(shell->live);
    report_windows(shell->live->pagemap);
}

static void show_memory(const struct shell *shell, const struct shell_line *line)
{
    (void)shell;
    (void)line;
    memory_map_report();
}

/* The checks that leave everything as it was. */
static void check(const struct shell *shell, const struct shell_line *line)
{
    (void)line;
    check_entries(shell->live);
    check_refusals(shell->live);
    check_rtl();
    check_open("pool", 0);
    check_equal("pool_check", pool_check(), 1);
    check_close();
    report_last_line(shell->live);
}

static void quit(const struct shell *shell, const struct shell_line *line)
{
    (void)shell;
    (void)line;
    machine_exit(checks_failed() == 0 ? EXIT_SUCCESS : EXIT_CHECKS);
}

static void help(const struct shell *shell, const struct shell_line *line);

static const struct {
    const char *name;
    uint32_t least, most; /* words behind the name */
    void (*obey)(const struct shell *shell, const struct shell_line *line);
    const char *text;
} commands[] = {
    {"help", 0, 0, help, "                      this list"},
    {"map", 1, 2, shell_map, " ADDRESS [FLAGS]       a page, to a frame of its own; FLAGS: letters of rwxug"},
    {"unmap", 1, 1, shell_unmap, " ADDRESS             takes it away, and frees the frame"},
    {"protect", 2, 2, shell_protect, " ADDRESS FLAGS     gives it other rights"},
    {"walk", 1, 1, shell_walk, " ADDRESS              the entries that the CPU reads for it, and where the self-map shows them"},
    {"peek", 1, 1, shell_peek, " ADDRESS              four bytes, or the exception"},
    {"poke", 2, 2, shell_poke, " ADDRESS VALUE        writes four bytes, or says the exception"},
    {"windows", 0, 0, show_windows, "                   where the self-map shows each level's tables"},
    {"memmap", 0, 0, show_memory, "                    memory as the library made it of the loader's map"},
    {"frames", 0, 1, shell_frames, " [NUMBER]           the database's figures, or whose one frame is"},
    {"pool", 0, 0, shell_pool, "                      its figures, and an audit of it"},
    {"alloc", 1, 2, shell_alloc, " BYTES [TAG]         a block of the pool, which grows when it must"},
    {"free", 1, 2, shell_free, " ADDRESS [TAG]        gives it back"},
    {"check", 0, 0, check, "                     the checks that leave everything as it is"},
    {"bench", 0, 0, shell_bench, "                     ticks of the time-stamp counter (make bench counts instructions)"},
    {"quit", 0, 0, quit, "                      ends the machine"},
};

#define COMMANDS (sizeof commands / sizeof commands[0])

static void help(const struct shell *shell, const struct shell_line *line)
{
    (void)shell;
    (void)line;
    for (uint32_t i = 0; i < COMMANDS; i++) {
        put_text(commands[i].name);
        put_line(commands[i].text);
    }
}

static uint32_t same(const char *a, const char *b)
{
    while (*a != 0 && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static void obey(const struct shell *shell, const struct shell_line *line)
{
    uint32_t i = 0;

    if (line->words == 0)
        return;
    while (i < COMMANDS && !same(commands[i].name, line->word[0]))
        i++;
    if (i == COMMANDS) {
        put_text("`");
        put_text(line->word[0]);
        put_line("` is no command: see `help`");
    } else if (line->words - 1 < commands[i].least || line->words - 1 > commands[i].most) {
        put_text(commands[i].name);
        put_line(commands[i].text);
    } else {
        commands[i].obey(shell, line);
    }
}

_Noreturn void shell_run(const struct live *live, const struct mapper *mapper)
{
    const struct shell shell = {live, mapper};
    struct shell_line line;

    if (tables_fill(mapper, frames_left() + TABLES_AT_START) != SELFMAP_OK)
        stop_for_memory();
    shell_pool_start();
    put_line("shell: `help` lists the commands");
    for (;;) {
        shell_read(&line);
        obey(&shell, &line);
    }
}

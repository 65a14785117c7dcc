/*
 * shell_pages.c - the shell's pages: a page is mapped to a frame that the database hands out, and only such a page can be
 * unmapped, protected or written to, so that nobody unmaps the kernel from under its feet. Relies on mapper and database.
 */
#include "shell.h"

#include "console.h"
#include "selfmap/frame_database.h"
#include "tables.h"
#include "traps.h"

static const struct {
    char letter;
    uint32_t flag;
} letters[] = {{'w', MAP_WRITE}, {'x', MAP_EXECUTE}, {'u', MAP_USER}, {'g', MAP_GLOBAL}};

/* Enough for the tables of any one page. */
#define TABLES_AHEAD 4u

#define LETTERS (sizeof letters / sizeof letters[0])

static void put_flags(uint32_t flags)
{
    char text[] = "r----";

    for (uint32_t i = 0; i < LETTERS; i++)
        if ((flags & letters[i].flag) != 0)
            text[i + 1] = letters[i].letter;
    put_text(text);
}

/* Letters in any order, none for a page that is read only; else 0 and a line that says so. */
static uint32_t read_flags(const char *text, uint32_t *flags)
{
    for (*flags = 0; *text != 0; text++) {
        uint32_t i = 0;

        while (i < LETTERS && letters[i].letter != *text)
            i++;
        if (i == LETTERS && *text != 'r') {
            put_line("flags are letters of rwxug: read, write, execute, user, global");
            return 0;
        }
        *flags |= i < LETTERS ? letters[i].flag : 0;
    }
    return 1;
}

/* Is a page mapped there, to a frame that was handed out and not to the pool? Else 0 and a line that says so. */
static uint32_t ours(const struct shell *shell, uint64_t va)
{
    struct mapping mapping;

    if (!shell_good(translate(shell->mapper, va, &mapping)))
        return 0;
    if (frame_state(mapping.pfn) == FRAME_HELD && !shell_pool_owns(va))
        return 1;
    put_line(shell_pool_owns(va) ? "the pool's page: use alloc and free" : "the kernel's own page: only pages that `map` made");
    return 0;
}

void shell_map(const struct shell *shell, const struct shell_line *line)
{
    uint64_t va, pfn;
    uint32_t flags;

    if (!shell_number(line->word[1], &va) || !read_flags(line->word[2], &flags) || !shell_good(tables_fill(shell->mapper, TABLES_AHEAD)) ||
        !shell_good(frame_alloc(&pfn)))
        return;
    if (!shell_good(map_page(shell->mapper, va, pfn, flags))) {
        (void)frame_free(pfn);
        return;
    }
    put_text("frame ");
    put_hex(pfn);
    put_text("\n");
}

void shell_unmap(const struct shell *shell, const struct shell_line *line)
{
    uint64_t va, pfn;

    if (!shell_number(line->word[1], &va) || !ours(shell, va) || !shell_good(unmap_page(shell->mapper, va, &pfn)) ||
        !shell_good(frame_free(pfn)))
        return;
    put_text("frame ");
    put_hex(pfn);
    put_line(" is free");
}

void shell_protect(const struct shell *shell, const struct shell_line *line)
{
    uint64_t va;
    uint32_t flags;

    if (shell_number(line->word[1], &va) && read_flags(line->word[2], &flags) && ours(shell, va))
        (void)shell_good(protect_page(shell->mapper, va, flags));
}

/* The entries that the walk reads, by the kernel's own walker; where the self-map shows each; and what the library makes of it. */
void shell_walk(const struct shell *shell, const struct shell_line *line)
{
    const struct walk_shape *shape = &shell->live->shape;
    struct mapping mapping;
    struct walk_step step;
    uint64_t va, shown;

    if (!shell_number(line->word[1], &va))
        return;
    if (!pagemap_canonical(shell->live->pagemap, va)) {
        (void)shell_good(SELFMAP_NOT_CANONICAL);
        return;
    }
    for (uint32_t level = shape->levels; level > 0 && walk_to(shape, va, level, &step) == WALK_REACHED; level--) {
        put_text("level ");
        put_number(level);
        put_text(" index ");
        put_number(walk_index(shape, va, level));
        put_text(" entry at ");
        put_hex(step.entry);
        put_text(" is ");
        put_hex(step.raw);
        if (pagemap_entry_address(shell->live->pagemap, level, va, &shown) == SELFMAP_OK) {
            put_text(" shown at ");
            put_hex(shown);
        }
        put_text("\n");
    }
    if (!shell_good(translate(shell->mapper, va, &mapping)))
        return;
    put_text("leaf of level ");
    put_number(mapping.level);
    put_text(" frame ");
    put_hex(mapping.pfn);
    put_text(" ");
    put_flags(mapping.flags);
    put_text("\n");
}

static void put_fault(void)
{
    put_text("exception ");
    put_number(trap_last.vector);
    put_text(" error ");
    put_hex(trap_last.error);
    put_text(" address ");
    put_hex(trap_last.address);
    put_text("\n");
}

void shell_peek(const struct shell *shell, const struct shell_line *line)
{
    uint64_t va;
    uint32_t value;

    (void)shell;
    if (!shell_number(line->word[1], &va))
        return;
    if ((uintptr_t)va != va) {
        (void)shell_good(SELFMAP_NOT_CANONICAL);
        return;
    }
    if (peek((uintptr_t)va, &value) != 0) {
        put_fault();
        return;
    }
    put_hex_wide(value, 8);
    put_text("\n");
}

void shell_poke(const struct shell *shell, const struct shell_line *line)
{
    uint64_t va, value;

    if (!shell_number(line->word[1], &va) || !shell_number(line->word[2], &value) || !ours(shell, va))
        return;
    if ((va & 0xFFF) > 0xFFC)
        put_line("four bytes from there are in two pages: give an address below");
    else if (poke((uintptr_t)va, (uint32_t)value) != 0)
        put_fault();
}

void shell_frames(const struct shell *shell, const struct shell_line *line)
{
    struct frame_statistics figures;
    uint64_t pfn;
    static const char *const states[] = {"no RAM", "handed out", "reserved", "a table", "free, zeroed", "free, dirty"};

    (void)shell;
    if (line->words > 1) {
        if (shell_number(line->word[1], &pfn))
            put_line(states[frame_state(pfn)]);
        return;
    }
    frame_statistics(&figures);
    put_text("frames ");
    put_number(figures.frames);
    put_text(" zeroed ");
    put_number(figures.zeroed);
    put_text(" dirty ");
    put_number(figures.dirty);
    put_text(" out ");
    put_number(figures.out);
    put_text(" for tables ");
    put_number(frames_left());
    put_text("\n");
}

/*
 * checks.h - counts and prints. A group is one subject (an address, a table level) about which several comparisons
 * are made; it prints one `ok NAME SUBJECT checks=N` when all hold, and one `FAIL ...` for each that does not.
 */
#ifndef BOOT_CHECKS_H
#define BOOT_CHECKS_H

#include <stdint.h>

#include "selfmap/mapper.h"
#include "space.h"
#include "walk.h"

/* What all checks speak about: the bound library, the live tables, and the shape the CPU walks. */
struct live {
    const struct pagemap *pagemap;
    struct space *space;
    struct walk_shape shape;
};

void check_open(const char *name, uint64_t subject);
void check_equal(const char *what, uint64_t got, uint64_t expected);
void check_true(const char *what, uint32_t holds);
void check_close(void);

/* What the next comparisons of this group are about, for its FAIL lines: one of thousands of operations. */
void check_note(uint32_t number);

/* Has this group failed so often that going on would only print more of the same? */
uint32_t check_hopeless(void);

uint32_t checks_passed(void);
uint32_t checks_failed(void);

/*
 * A small memory checks less, and says so: a line about what is not checked at all, and one about what is done with `count` of `whole`
 * things; none when that is all of them. Returns `count`, at most `whole`. The harness knows when to take such lines (verdict.py).
 */
void check_skipped(const char *what, const char *why);
uint32_t check_scaled(const char *what, uint32_t count, uint32_t whole);

/* The entry that the self-map shows at this address, as the CPU reads it: 4 bytes in PML2, 8 otherwise.
   1 and trap_last describes the exception when the access faults. */
uint32_t window_read(const struct live *live, uint64_t address, uint64_t *raw);

/* The groups, each in a file of its own name. */
uint32_t check_memory(const struct live *live);
void check_entries(const struct live *live);
void check_tree(const struct live *live);
uint32_t check_data(const struct live *live);
void check_leaves(const struct live *live);
void check_faults(const struct live *live);
void check_refusals(const struct live *live);
void check_rtl(void);
void check_mapper(const struct live *live, const struct mapper *mapper);
void check_pool(const struct mapper *mapper);
void check_io(const struct mapper *mapper);
void check_stack(const struct mapper *mapper);
void check_growth(const struct mapper *mapper);
void check_guard(const struct mapper *mapper);

#endif

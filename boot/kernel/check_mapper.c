/*
 * check_mapper.c - the mapper's run (T3 on the real MMU): data and permissions, ranges, large pages, then rounds of random operations
 * beside the model, each followed by an audit of all tables and by the oracle outside, then everything unmapped
 * again. `seed=` on the command line repeats a run, `ops=` makes it longer.
 */
#include "mapper_run.h"

#include "arch.h"
#include "boot_info.h"
#include "console.h"
#include "planted.h"
#include "tables.h"

#define DEFAULT_SEED 1u
#define DEFAULT_OPERATIONS 2000u
#define MOST_OPERATIONS 10000000u
#define ROUNDS 4u

static struct model_map model;
static struct mapper_run run;

static uint64_t number_or(const char *key, uint32_t key_length, uint64_t otherwise)
{
    struct boot_line line = boot_line();
    uint64_t value = otherwise;
    enum selfmap_status status = boot_params_number(&line, key, key_length, &value);

    if (status != SELFMAP_OK && status != SELFMAP_NOT_FOUND)
        stop_with(EXIT_REFUSED, key, selfmap_status_text(status));
    return value;
}

static void audit(const char *name, uint64_t subject)
{
    struct tree_sum sum;

    check_open(name, subject);
    mapper_audit(&run, &sum, 1);
    check_close();
}

static void one_round(uint32_t round, uint32_t operations)
{
    check_open("mapper-operations", round);
    if (boot_word("fault=fewer"))
        operations /= 3;
    for (uint32_t i = 0; i < operations && !check_hopeless(); i++)
        mapper_operation(&run);
    if (mapper_crowded(&run))
        mapper_large_clear(&run);
    check_true("something is mapped", run.model->page_count > run.foreign);
    check_close();
    audit("mapper-audit", round);
}

static void unmap_all(void)
{
    struct tree_sum sum;

    check_open("mapper-unmap-all", run.model->page_count - run.foreign);
    mapper_unmap_all(&run);
    mapper_audit(&run, &sum, 1);
    check_equal("pages left of the run", sum.pages, 0);
    check_equal("digest of all pages, as before the first", sum.digest, run.start.digest);
    check_close();
}

/* What it takes to repeat the run, and where the oracle outside finds the tables (harness/mapping.py). */
static void report_run(uint64_t seed, uint32_t operations)
{
    put_text("mapper seed=");
    put_hex(seed);
    put_text(" ops=");
    put_number(operations);
    put_text(" pages=");
    put_number(run.page_count);
    put_text(" kernel=");
    put_hex((uintptr_t)image_text_start);
    put_text(" last=");
    put_hex((uintptr_t)space_run() + space_run_frames() * 0x1000u - 1 + ARCH_KERNEL_BASE);
    put_text("\n");
    tables_report();
}

void check_mapper(const struct live *live, const struct mapper *mapper)
{
    uint64_t seed = number_or("seed=", 5, DEFAULT_SEED);
    uint64_t operations = number_or("ops=", 4, DEFAULT_OPERATIONS);
    uint32_t astray;

    if (operations < ROUNDS || operations > MOST_OPERATIONS)
        stop_with(EXIT_REFUSED, "ops=", "give 4 to 10000000");
    run.live = live;
    run.mapper = mapper;
    run.model = &model;
    random_start(&run.random, seed);
    mapper_model_start(&run);
    mapper_pages_choose(&run);
    mapper_audit(&run, &run.start, 0);
    report_run(seed, (uint32_t)operations);

    audit("mapper-start", run.start.tables);
    astray = planted_mapper();
    check_mapper_data(&run);
    check_mapper_ranges(&run);
    if (astray || check_mapper_large(&run))
        return;
    mapper_model_start(&run); /* tables of the kernel's half stay, design 5.9 */
    audit("mapper-data-audit", run.page_count);
    mapper_large_choose(&run);
    for (uint32_t round = 1; round <= ROUNDS; round++) {
        one_round(round, (uint32_t)operations / ROUNDS);
        report_map(&run, round);
    }
    mapper_large_report(&run, (uint32_t)operations);
    unmap_all();
}

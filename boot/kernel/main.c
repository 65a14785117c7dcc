/*
 * main.c - the run from first to last line: facts, binding, tables, the switch, the checks, the oracle's turn.
 * Relies on everything else in this folder; the entry files call it under their first tables.
 */
#include "arch.h"
#include "bench.h"
#include "boot_info.h"
#include "checks.h"
#include "console.h"
#include "cpu.h"
#include "memory_map.h"
#include "frame_records.h"
#include "planted.h"
#include "probes.h"
#include "report.h"
#include "selfmap/frame_database.h"
#include "shell.h"
#include "tables.h"
#include "traps.h"

void kernel_main(void);

static struct pagemap pagemap;
static struct space space;
static struct mapper mapper;

static void bind_or_stop(const struct paging_features *features)
{
    struct pagemap_options options = boot_options();
    enum selfmap_status status = pagemap_bind(features, &options, &pagemap);

    if (status == SELFMAP_BAD_SLOT || status == SELFMAP_TOP_SLOT)
        stop_with_slot(options.slot, selfmap_status_text(status));
    if (status != SELFMAP_OK)
        stop_with(EXIT_REFUSED, "refused", selfmap_status_text(status));
}

/* Frames for the tables that the database's records take: every 2 MiB of them one, and those of the kinds of holes. */
static uint32_t frames_for_records(void)
{
    const uint64_t frames = memory_highest_frame() >> 12;

    return 18 + (uint32_t)((frames < RAM_LIMIT ? frames : RAM_LIMIT) >> 17);
}

static void build_space(void)
{
    space_create(&space, &pagemap);
    map_kernel(&space);
    map_records(&space);
    if (!boot_word("bench")) {
        map_probes(&space);
        map_extras(&space, memory_highest_frame());
        add_landmarks(&pagemap);
    }
    space_finish(&space, frames_for_records());
}

/*
 * Entry 4 of the PAT becomes write-combining, as mapper.h says; the others stay as the CPU starts with them. Done
 * under the first tables, none of whose leaves uses entry 4, so no page changes its memory type and the flushes that
 * SDM Vol. 3A 11.12.4 asks for have nothing to flush.
 */
static void program_pat(const struct paging_features *features)
{
    if (features->pat == 0)
        return;
    write_msr(MSR_PAT, (PAT_RESET & ~(0xFFull << 32)) | (uint64_t)PAT_WRITE_COMBINING << 32);
}

/* What the CPU does now must be what was bound, by its own registers. */
static void check_mode(const struct live *live)
{
    check_open("mode", live->pagemap->info.mode);
    check_equal("levels that CR0, CR4 and EFER select", live->shape.levels, live->pagemap->info.mode);
    check_equal("CR3", live->shape.root, live->space->root);
    check_equal("entry size", live->shape.entry_bytes, live->pagemap->info.entry_size);
    check_close();
}

/* With the word `oracle` on the command line somebody outside now asks QEMU, and sends a byte when done. */
static void wait_for_oracle(void)
{
    if (!boot_word("oracle"))
        return;
    put_line("oracle: ready");
    (void)console_wait();
}

/* Who hands out memory that is none, or from a map or a database that does not keep what is in use, runs into himself: such a run ends
   here. */
static void end_if(uint32_t failed, const struct live *live)
{
    if (!failed)
        return;
    report_last_line(live);
    machine_exit(EXIT_CHECKS);
}

void kernel_main(void)
{
    struct paging_features features;
    struct live live;

    console_init();
    put_line("selfmap " ARCH_NAME " kernel");
    arch_traps_init();
    boot_info_check();
    features = cpu_features();
    report_machine(&features);
    planted_before();

    bind_or_stop(&features);
    memory_map_build(&pagemap.info);
    build_space();
    memory_map_build(&pagemap.info); /* without the frames of the early tables now */
    memory_map_report();
    program_pat(&features);
    arch_enter_space(&pagemap.info, (uint32_t)space.root);

    live.pagemap = &pagemap;
    live.space = &space;
    live.shape = walk_shape_now();
    space_hand_over(&space);
    mapper_bind(&pagemap, &mapper);
    if (boot_word("bench")) {
        frame_records_start(&live, &mapper);
        tables_start(&mapper);
        bench_run(&live, &mapper);
    }
    planted_live(&live.shape, &pagemap);
    report_mode(&live);
    if (boot_word("shell")) {
        frame_records_start(&live, &mapper);
        shell_run(&live, &mapper);
    }
    check_mode(&live);
    end_if(check_memory(&live), &live);
    check_entries(&live);
    end_if(check_data(&live), &live);
    check_leaves(&live);
    check_faults(&live);
    check_tree(&live);
    check_refusals(&live);
    check_rtl();
    frame_records_start(&live, &mapper);
    end_if(check_kept(&live), &live);
    tables_start(&mapper);
    check_mapper(&live, &mapper);
    if (!boot_word("fault=no-pool"))
        check_pool(&mapper);
    check_io(&mapper);
    check_stack(&mapper);
    check_growth(&mapper);
    check_guard(&mapper);
    planted_check();

    report_windows(&pagemap);
    if (!boot_word("fault=no-probes"))
        report_probes(&live);
    wait_for_oracle();
    check_frames(&live, &mapper);
    report_last_line(&live);
    planted_after();
    machine_exit(checks_failed() == 0 ? EXIT_SUCCESS : EXIT_CHECKS);
}

/*
 * model_test_machine.c - the simulated machine against the model's walk, and each thing that it must find, found.
 * Here a finding is caught instead of told: `finding` of harness.h is this file's own.
 */
#include <setjmp.h>

#include "fuzz/common/check.h"
#include "fuzz/common/harness.h"
#include "fuzz/machine/machine.h"
#include "impl/machine.h"
#include "spec/model/walk.h"

#define FIRST 0x100u
#define FRAMES 40u
#define PTES 0xFFFFF68000000000u /* PML4, default slot: the PTE of page 0 */
#define PDES 0xFFFFF6FB40000000u
#define PDPTES 0xFFFFF6FB7DA00000u

static jmp_buf caught;

_Noreturn void finding(const char *what, uint64_t first, uint64_t second)
{
    (void)what;
    (void)first;
    (void)second;
    longjmp(caught, 1);
}

/* 1 when the deed leads to a finding. In a function of its own, so that no local of a test is lost on the way. */
static uint32_t finds(void (*deed)(uint64_t, uint64_t), uint64_t first, uint64_t second)
{
    if (setjmp(caught) != 0)
        return 1;
    deed(first, second);
    return 0;
}

static void load(uint64_t address, uint64_t mode)
{
    if (mode == 3)
        pml3_machine_load(address);
    else
        pml4_machine_load(address);
}

static void store(uint64_t address, uint64_t raw)
{
    pml4_machine_store(address, raw);
}

static void check_tlb(uint64_t first, uint64_t second)
{
    (void)first;
    (void)second;
    machine_check_tlb();
}

static void touch(uint64_t va, uint64_t write)
{
    struct machine_view view;
    machine_touch(va, (uint32_t)write, &view);
}

static struct machine_census census;

static void audit(uint64_t first, uint64_t second)
{
    (void)first;
    (void)second;
    machine_audit(&census);
}

static uint32_t start(uint32_t mode)
{
    static const uint32_t slots[6] = {0, 0, 0x300, 0, 0x1ED, 0x1ED};
    const struct machine_cpu cpu = {mode, 1, 1, 1, 1, 1, 52};
    machine_start(&cpu, FIRST, FRAMES, slots[mode]);
    return slots[mode];
}

/* The same pages in both: the walks agree there, beside it, and on every window address that shows their entries. */
static void test_same_walks(uint32_t mode)
{
    static const struct model_facts facts = {1, 1, 1, 1, 1, 1, 1, 1, 52};
    struct model_space space;
    struct model_memory memory;
    uint64_t large = mode == MODEL_PML2 ? 1024 : 512;
    const struct {
        uint64_t va, pfn;
        uint32_t level;
    } pages[3] = {{0x12345000, 0xABCDE, 1}, {0x40000000, large * 3, 2}, {0x7FFFF000, 0x12345, 1}};
    uint32_t slot = start(mode);
    uint64_t next = FIRST + machine_taken();

    CHECK(model_bind_mode(mode, &facts, slot, &space), MODEL_OK);
    model_memory_clear(&memory);
    CHECK(model_install_self_map(&space, &memory, FIRST << 12), 1);
    for (uint32_t i = 0; i < 3; i++) {
        uint64_t raw = 0;
        CHECK(model_leaf_entry(&space, pages[i].level, pages[i].pfn, MODEL_WRITABLE | MODEL_GLOBAL, &raw), MODEL_OK);
        CHECK(model_put_entry(&space, &memory, FIRST << 12, pages[i].va, pages[i].level, raw, &next), 1);
        CHECK(machine_make_leaf(pages[i].va, pages[i].level, pages[i].pfn, MACHINE_WRITE | MACHINE_GLOBAL), 1);
        CHECK(machine_taken(), next - FIRST);
    }
    for (uint32_t i = 0; i < 3 * 8; i++) {
        uint64_t va = pages[i / 8].va + (i % 2) * 0x1000;
        uint32_t level = i % 8 / 2;
        struct machine_view view;
        struct model_walk expected;
        if (level > 0 && (level < pages[i / 8].level || model_entry_address(&space, level, va, &va) != MODEL_OK))
            continue;
        machine_walk(va, &view);
        model_walk(&space, &memory, FIRST << 12, va, &expected);
        CHECK(view.mapped, expected.end == MODEL_WALK_MAPPED);
        CHECK(view.level, expected.level);
        if (view.mapped) {
            CHECK(view.frame, expected.physical >> 12);
            CHECK((view.rights & MACHINE_WRITE) != 0, expected.writable);
            CHECK((view.rights & MACHINE_GLOBAL) != 0, level == 0);
        }
    }
}

/* A page that was used stays in the TLB until it is flushed; a CR3 load spares it when it is global. */
static void test_stale(void)
{
    struct machine_view view;
    for (uint32_t global = 0; global <= 1; global++) {
        uint32_t rights = MACHINE_WRITE | (global ? MACHINE_GLOBAL : 0u);
        start(4);
        CHECK(machine_make_leaf(0x5000, 1, 7, rights), 1);
        CHECK(machine_make_leaf(0x6000, 1, 8, rights), 1);
        CHECK(machine_touch(0x5123, 1, &view), 1);
        CHECK(view.frame, 7);
        CHECK(pml4_machine_load(PTES + 5 * 8), 0x7063u | global << 8);
        CHECK(finds(check_tlb, 0, 0), 0);
        CHECK(finds(store, PTES + 5 * 8, 0), 0);
        CHECK(finds(check_tlb, 0, 0), 1);
        CHECK(finds(touch, 0x5000, 0), 1);
        machine_reload_cr3();
        CHECK(finds(check_tlb, 0, 0), global);
        machine_flush_page(0x5FFF);
        CHECK(finds(check_tlb, 0, 0), 0);
        CHECK(machine_touch(0x5000, 0, &view), 0);
    }
}

/* A flush that comes first flushes nothing: the hostile CPU has walked again. */
static void test_flush_before_store(void)
{
    start(4);
    CHECK(machine_make_leaf(0x5000, 1, 7, 0), 1);
    machine_flush_page(0x5000);
    CHECK(finds(store, PTES + 5 * 8, 0), 0);
    CHECK(finds(check_tlb, 0, 0), 1);
}

static void test_doors(void)
{
    start(4);
    CHECK(machine_make_leaf(0x5000, 1, 7, 0), 1);
    CHECK(machine_make_leaf(0x200000, 2, 0x400, 0), 1);
    CHECK(finds(load, PTES, 3), 1);
    CHECK(finds(load, PTES + 4, 4), 1);
    CHECK(finds(load, 0x800000000000, 4), 1);
    CHECK(finds(load, PTES + 0x8000000, 4), 1); /* no such table: the load faults */
    CHECK(finds(load, PTES + 0x1000, 4), 1);    /* the large page's data taken for a table */
    CHECK(finds(store, 0x5000, 0), 1);          /* not writable, and no table */
    CHECK(finds(load, PTES + 8, 4), 0);
}

/* What must not be stored. The machine is new for each: a finding may stop in the middle. */
static uint32_t store_is_found(uint64_t address, uint64_t raw)
{
    start(4);
    CHECK(machine_make_leaf(0x5000, 1, 7, 0), 1);
    machine_mark_some(1);
    return finds(store, address, raw);
}

static void test_stores(void)
{
    const uint64_t free_frame = (uint64_t)(FIRST + 4) << 12;
    CHECK(store_is_found(PTES + 8, 0x9003), 0);
    CHECK(store_is_found(PDES + 8, free_frame | 7), 0);
    CHECK(store_is_found(PDES + 8, free_frame | 0x107), 1);
    CHECK(store_is_found(PDES + 8, free_frame | 0x8000000000000007u), 1);
    CHECK(store_is_found(PDES + 8, free_frame | 3), 1);
    CHECK(store_is_found(PDES + 8, (uint64_t)(FIRST + 3) << 12 | 7), 1);      /* linked already */
    CHECK(store_is_found(PDES + 8, (uint64_t)(FIRST + FRAMES) << 12 | 7), 1); /* no frame of the run */
    CHECK(store_is_found(PDES, 0), 1);                                        /* the table holds an entry */
    CHECK(store_is_found(PTES + 5 * 8, 0x7002), 1);                           /* absent, and not 0 */
    CHECK(store_is_found(PTES + 8, 0x0010000000000001u), 1);                  /* bit 52 means nothing here */
    CHECK(store_is_found(0xFFFFF6FB7DBEDF68u, 0), 1);                         /* the self-map's entry */
}

/* A leaf of 2 MiB at 0x200000, in the window the page PTES + 0x1000: a store owes both, and a flush before it pays none. */
static void test_large_stale(void)
{
    const struct machine_cpu old = {4, 1, 1, 1, 1, 0, 52};
    for (uint32_t flushed = 0; flushed < 8; flushed++) {
        start(4);
        CHECK(machine_make_leaf(0x200000, 2, 0x400, MACHINE_WRITE), 1);
        if ((flushed & 4) != 0)
            machine_flush_page(PTES + 0x1000);
        CHECK(finds(store, PDES + 8, 0), 0);
        if ((flushed & 1) != 0)
            machine_flush_page(0x3FF000);
        if ((flushed & 2) != 0)
            machine_flush_page(PTES + 0x1FF8);
        CHECK(finds(check_tlb, 0, 0), (flushed & 3) != 3);
    }
    machine_start(&old, FIRST, FRAMES, 0x1ED); /* PS is reserved in a PTE: no such page, and no finding */
    CHECK(machine_make_leaf(0x200000, 2, 0x400, MACHINE_WRITE), 1);
    CHECK(finds(touch, PTES + 0x1000, 0), 0);
    CHECK(finds(store, PDES + 8, 0), 0);
    machine_flush_page(0x200000);
    CHECK(finds(check_tlb, 0, 0), 0);
}

/* A leaf of 1 GiB is the PTE of a page where its PDEs would be, and the PDE of a large page where its PTEs would. */
static void test_huge_stale(void)
{
    for (uint32_t flushed = 0; flushed < 8; flushed++) {
        start(4);
        CHECK(machine_make_leaf(0x40000000, 3, 0x40000, MACHINE_WRITE), 1);
        CHECK(finds(store, PDPTES + 8, 0), 0);
        if ((flushed & 1) != 0)
            machine_flush_page(0x7FFFF000);
        if ((flushed & 2) != 0)
            machine_flush_page(PDES + 0x1000);
        if ((flushed & 4) != 0)
            machine_flush_page(PTES + 0x3FF000);
        CHECK(finds(check_tlb, 0, 0), flushed != 7);
    }
}

/* The weather knows the windows of the address that is asked about: here the table that has its PTE, which is unlinked. */
static void test_weather(void)
{
    uint32_t stale = 0;
    for (uint32_t seed = 0; seed <= 8; seed++) {
        start(4);
        CHECK(machine_make_tables(0x5000, 1), 1);
        machine_weather(seed, 0x5123);
        for (uint32_t i = 0; i < 200; i++)
            pml4_machine_load(PDES);
        machine_weather(0, 0);
        CHECK(finds(store, PDES, 0), 0);
        stale += finds(check_tlb, 0, 0);
        CHECK(stale > 0 && seed == 0, 0);
        machine_flush_page(PTES);
        CHECK(finds(check_tlb, 0, 0), 0);
    }
    CHECK(stale > 0, 1);
}

/* Tables and leaves do not take each other's place in one store; a leaf that stays keeps D, and A once it was seen. */
static void test_leaf_stores(void)
{
    const uint64_t free_frame = (uint64_t)(FIRST + 5) << 12;
    for (uint32_t a = 0; a <= 1; a++) {
        start(4);
        CHECK(machine_make_leaf(0x200000, 2, 0x400, MACHINE_WRITE), 1);
        CHECK(machine_make_tables(0x400000, 1), 1);
        CHECK(finds(store, PDES + 24, 0x400083), 0);
        CHECK(finds(store, a ? PDES + 16 : PDES + 8, a ? 0x400083 : free_frame | 7), 1);
    }
    start(4);
    CHECK(machine_make_leaf(0x200000, 2, 0x400, MACHINE_WRITE), 1);
    touch(0x200000, 0);
    CHECK(finds(store, PDES + 8, 0x400081), 0); /* nobody has looked */
    machine_flush_page(0x200000);
    touch(0x200000, 0);
    CHECK(pml4_machine_load(PDES + 8), 0x4000A1);
    CHECK(finds(store, PDES + 8, 0x400083), 1);
    CHECK(finds(store, PDES + 8, 0x4000A3), 0);
    machine_flush_page(0x200000);
    touch(0x200000, 1);
    CHECK(finds(store, PDES + 8, 0x4000A3), 1);
    CHECK(finds(store, PDES + 8, 0x4000E3), 0);
}

static void test_audit(void)
{
    for (uint32_t mode = 2; mode <= 5; mode++) {
        static const uint32_t tables[6] = {0, 0, 2, 6, 4, 5};
        start(mode);
        CHECK(machine_make_leaf(0x5000, 1, 7, 0), 1);
        CHECK(machine_make_leaf(0x400000, 2, 0x400, 0), 1);
        CHECK(finds(audit, 0, 0), 0);
        CHECK(census.tables, tables[mode]);
        CHECK(census.pages, 1);
        CHECK(census.large_pages, 1);
        CHECK(machine_table_level(tables[mode] - 1), 1);
        CHECK(machine_table_entries(tables[mode] - 1), 1);
        CHECK(machine_table_level(tables[mode]), 0);
    }
}

void test_machine(void)
{
    for (uint32_t mode = MODEL_PML2; mode <= MODEL_PML5; mode++)
        test_same_walks(mode);
    test_stale();
    test_flush_before_store();
    test_doors();
    test_stores();
    test_large_stale();
    test_huge_stale();
    test_weather();
    test_leaf_stores();
    test_audit();
}

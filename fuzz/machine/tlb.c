/*
 * tlb.c - cached translations, and the test that each still says what a walk would say. See tlb.h.
 *
 * When it is full it forgets the oldest, which the manual allows at any time.
 */
#include "fuzz/machine/tlb.h"

#include "fuzz/common/harness.h"

#define MOST_TRANSLATIONS 64
#define MOST_STRUCTURES 64

/* A page of any size: view.frame is that of `base`. */
struct translation {
    uint64_t base;
    uint64_t mask; /* address bits above the page */
    struct machine_view view;
};

/* A cached entry of `level` that led from all addresses with the upper bits of `va` to a table. */
struct structure {
    uint64_t va;
    uint32_t level;
    uint32_t table;
};

static struct translation tlb[MOST_TRANSLATIONS];
static uint32_t translations;
static uint32_t oldest;
static struct structure structures[MOST_STRUCTURES];
static uint32_t structure_count;

void tlb_clear(void)
{
    translations = 0;
    oldest = 0;
    structure_count = 0;
}

static struct translation *find(uint64_t va)
{
    for (uint32_t i = 0; i < translations; i++) {
        if ((va & tlb[i].mask) == tlb[i].base)
            return &tlb[i];
    }
    return NULL;
}

static void keep_structure(uint64_t va, uint32_t level, uint32_t table)
{
    for (uint32_t i = 0; i < structure_count; i++) {
        if (structures[i].level == level && (structures[i].va ^ va) >> bits_below(level) == 0)
            return; /* the older one stays, stale or not */
    }
    if (structure_count == MOST_STRUCTURES)
        return;
    structures[structure_count].va = va;
    structures[structure_count].level = level;
    structures[structure_count].table = table;
    structure_count++;
}

static struct translation *keep(uint64_t va, const struct machine_view *view, const struct trace *trace)
{
    uint32_t level = view->level + trace->count;
    struct translation *kept;
    for (uint32_t i = 0; i < trace->count; i++) {
        level--;
        if (trace->table[i] != NO_FRAME)
            keep_structure(va, level, trace->table[i]);
    }
    if (translations < MOST_TRANSLATIONS) {
        kept = &tlb[translations];
        translations++;
    } else {
        kept = &tlb[oldest];
        oldest = (oldest + 1) % MOST_TRANSLATIONS;
    }
    kept->mask = 0 - ((uint64_t)1 << bits_below(view->level));
    kept->base = va & kept->mask;
    kept->view = *view;
    kept->view.frame -= (va - kept->base) >> 12;
    return kept;
}

/* A on every entry that the walk used, D on the leaf of a write. */
static void mark(const struct trace *trace, uint32_t write)
{
    for (uint32_t i = 0; i < trace->count; i++) {
        uint64_t set = A;
        if (write && i == trace->count - 1)
            set |= D;
        memory_store(trace->place[i], memory_load(trace->place[i]) | set);
    }
}

/* D may be set in memory and not yet in the TLB; not the other way round, or a write would go unnoticed. */
static uint32_t stale(const struct machine_view *cached, const struct machine_view *now)
{
    return now->mapped == 0 || cached->level != now->level || cached->frame != now->frame ||
           cached->rights != now->rights || (cached->dirty && !now->dirty);
}

uint32_t tlb_use(uint64_t va, uint32_t write, struct machine_view *view)
{
    struct translation *cached = find(va);
    struct trace trace;

    walk(va, view, &trace);
    if (cached != NULL) {
        struct machine_view expected = cached->view;
        expected.frame += (va - cached->base) >> 12;
        if (stale(&expected, view))
            finding("stale translation used: address, frame in the TLB", va, expected.frame);
    }
    if (!view->mapped || (write && (view->rights & MACHINE_WRITE) == 0))
        return 0;
    if (cached == NULL) {
        mark(&trace, write);
        cached = keep(va, view, &trace);
    } else if (write && !cached->view.dirty) {
        mark(&trace, 1);
    }
    if (write) {
        cached->view.dirty = 1;
        view->dirty = 1;
    }
    return 1;
}

void tlb_speculate(uint64_t va)
{
    struct machine_view view;
    struct trace trace;
    if (find(va) != NULL)
        return;
    walk(va, &view, &trace);
    if (!view.mapped)
        return;
    mark(&trace, 0);
    keep(va, &view, &trace);
}

void tlb_speculate_entry(uint64_t entry, uint32_t level)
{
    for (uint32_t read_as = 1; read_as <= level; read_as++)
        tlb_speculate(page_of_entry(entry, read_as));
}

static void drop(uint32_t i)
{
    translations--;
    tlb[i] = tlb[translations];
    oldest = 0;
}

void tlb_flush_page(uint64_t va)
{
    for (uint32_t i = translations; i > 0; i--) {
        if ((va & tlb[i - 1].mask) == tlb[i - 1].base)
            drop(i - 1);
    }
    structure_count = 0;
}

void tlb_flush_not_global(void)
{
    for (uint32_t i = translations; i > 0; i--) {
        if (!machine.cpu.pge || (tlb[i - 1].view.rights & MACHINE_GLOBAL) == 0)
            drop(i - 1);
    }
    structure_count = 0;
}

void machine_drop_one(uint32_t choice)
{
    if (translations > 0)
        drop(choice % translations);
}

void machine_drop_all(void)
{
    tlb_clear();
}

/* Where the walk of an address stands below the entry of `level`, or NO_FRAME when it does not get there. */
static uint32_t table_below(uint64_t va, uint32_t level)
{
    struct machine_view view;
    struct trace trace;
    walk(va, &view, &trace);
    uint32_t top = machine.cpu.mode == 3 ? 2 : machine.cpu.mode;
    return top - level < trace.count ? trace.table[top - level] : NO_FRAME;
}

void machine_check_tlb(void)
{
    struct machine_view now;
    for (uint32_t i = 0; i < translations; i++) {
        machine_walk(tlb[i].base, &now);
        if (stale(&tlb[i].view, &now))
            finding("stale translation left in the TLB: address, frame in the TLB", tlb[i].base, tlb[i].view.frame);
    }
    for (uint32_t i = 0; i < structure_count; i++) {
        if (table_below(structures[i].va, structures[i].level) != structures[i].table)
            finding("stale entry left in a paging-structure cache: address, level", structures[i].va,
                    structures[i].level);
    }
}

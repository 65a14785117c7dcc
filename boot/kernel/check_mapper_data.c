/*
 * check_mapper_data.c - what a mapped page does: data lands in its frame and in no other, each permission holds, and
 * when it is taken away the MMU refuses the access at once. Relies on traps for provoked exceptions.
 */
#include "mapper_run.h"

#include "arch.h"
#include "cpu.h"
#include "traps.h"

#define STEP 6u /* every so many addresses of the run: each boundary once or twice */
#define DIRTY 0x40ull
#define RETURN_INSTRUCTION 0xC3u

struct subject {
    struct mapper_run *run;
    uint64_t va;
    volatile uint32_t *frame, *other; /* two frames, through the kernel's own mapping */
    uint64_t pfn, other_pfn;
};

static uint32_t cpu_can(uint32_t leaf7_ebx_bit)
{
    return cpu_has_cpuid() && cpuid(0, 0).eax >= 7 && (cpuid(7, 0).ebx >> leaf7_ebx_bit & 1) != 0;
}

static void map_it(const struct subject *at, uint64_t pfn, uint32_t flags)
{
    check_equal("map_page status", map_page(at->run->mapper, at->va, pfn, flags), SELFMAP_OK);
}

static void unmap_it(const struct subject *at, uint64_t pfn)
{
    uint64_t was = 0;

    check_equal("unmap_page status", unmap_page(at->run->mapper, at->va, &was), SELFMAP_OK);
    check_equal("unmap_page frame", was, pfn);
}

static void protect_it(const struct subject *at, uint32_t flags)
{
    check_equal("protect_page status", protect_page(at->run->mapper, at->va, flags), SELFMAP_OK);
}

/* First and last word, both ways. */
static void check_data_lands(const struct subject *at)
{
    uint32_t seen = 0;

    for (uint32_t word = 0; word < 1024; word += 1023) {
        at->frame[word] = 0;
        at->other[word] = 0x0DDF00D0;
        check_equal("writing raises an exception", poke((uintptr_t)at->va + word * 4, 0xDA7A0000 + word), 0);
        check_equal("written through the page, read in the frame", at->frame[word], 0xDA7A0000 + word);
        check_equal("the other frame", at->other[word], 0x0DDF00D0);
        at->frame[word] = 0xF4A3E000 + word;
        check_equal("reading raises an exception", peek((uintptr_t)at->va + word * 4, &seen), 0);
        check_equal("written in the frame, read through the page", seen, 0xF4A3E000 + word);
    }
}

/* Unmapped and mapped to another frame: the old one must not be read any more. */
static void check_moved(struct subject *at)
{
    uint32_t seen = 0;

    unmap_it(at, at->pfn);
    map_it(at, at->other_pfn, MAP_WRITE);
    check_equal("reading raises an exception", peek((uintptr_t)at->va, &seen), 0);
    check_equal("the page shows its new frame", seen, at->other[0]);
}

static void check_read_only(const struct subject *at)
{
    uint32_t seen = 0, before = at->other[0];

    check_equal("the page is writable", poke((uintptr_t)at->va, before), 0);
    protect_it(at, 0);
    check_equal("reading raises an exception", peek((uintptr_t)at->va, &seen), 0);
    check_equal("what is read", seen, before);
    check_equal("writing raises an exception", poke((uintptr_t)at->va, ~before), 1);
    mapper_fault_check(at->va, FAULT_PROTECTION | FAULT_WRITE);
    check_equal("the frame after a refused write", at->other[0], before);
}

/* The CPU sets D when the page is written, and a change of flags keeps it: whoever writes pages back relies on that. */
static void check_dirty_stays(const struct subject *at)
{
    struct walk_step step;

    protect_it(at, MAP_WRITE);
    check_equal("writing raises an exception", poke((uintptr_t)at->va + 8, 1), 0);
    protect_it(at, 0);
    (void)walk_to(&at->run->live->shape, at->va, 1, &step);
    check_equal("D after a write and a change of flags", step.raw & DIRTY, DIRTY);
}

/* The frame holds one instruction, RET: executed it comes back, and where the CPU has NX it can be forbidden. */
static void check_execute(const struct subject *at)
{
    at->other[0] = RETURN_INSTRUCTION;
    protect_it(at, MAP_EXECUTE);
    check_equal("executing raises an exception", jump_to((uintptr_t)at->va), 0);
    protect_it(at, MAP_WRITE);
    if (at->run->live->pagemap->info.no_execute == 0)
        return;
    check_equal("executing data raises an exception", jump_to((uintptr_t)at->va), 1);
    mapper_fault_check(at->va, FAULT_PROTECTION | FAULT_FETCH);
}

/* U must hold over all levels: SMAP and SMEP refuse the supervisor exactly when it does (SDM Vol. 3A 4.6.1). */
static void check_user(const struct subject *at)
{
    uint32_t seen = 0;

    protect_it(at, MAP_USER | MAP_EXECUTE);
    check_equal("reading raises an exception", peek((uintptr_t)at->va, &seen), 0);
    if (cpu_can(20)) {
        write_cr4(read_cr4() | CR4_SMAP);
        check_equal("reading a user's page under SMAP raises an exception", peek((uintptr_t)at->va, &seen), 1);
        write_cr4(read_cr4() & ~CR4_SMAP);
        mapper_fault_check(at->va, FAULT_PROTECTION);
    }
    if (cpu_can(7)) {
        write_cr4(read_cr4() | CR4_SMEP);
        check_equal("executing a user's page under SMEP raises an exception", jump_to((uintptr_t)at->va), 1);
        write_cr4(read_cr4() & ~CR4_SMEP);
        mapper_fault_check(at->va, FAULT_PROTECTION | FAULT_FETCH);
    }
}

/* A global translation survives a load of CR3 on silicon, so only INVLPG takes it away. */
static void check_gone(const struct subject *at)
{
    uint32_t seen = 0;

    protect_it(at, MAP_WRITE | MAP_GLOBAL);
    check_equal("reading raises an exception", peek((uintptr_t)at->va, &seen), 0);
    unmap_it(at, at->other_pfn);
    check_equal("reading after unmap raises an exception", peek((uintptr_t)at->va, &seen), 1);
    mapper_fault_check(at->va, 0);
    check_equal("writing after unmap raises an exception", poke((uintptr_t)at->va, 1), 1);
    mapper_fault_check(at->va, FAULT_WRITE);
}

/* Every cache type shows the same data, and PA4 of the PAT is what MAP_WRITE_COMBINING relies on. */
static void check_cache_types(const struct subject *at)
{
    uint32_t last = at->run->live->pagemap->info.pat != 0 ? MAP_WRITE_COMBINING : MAP_UNCACHED;
    uint32_t seen = 0;

    for (uint32_t cache = 0; cache <= last; cache += 0x10) {
        protect_it(at, MAP_WRITE | cache);
        at->other[5] = cache + 0xCAC4E000;
        check_equal("reading raises an exception", peek((uintptr_t)at->va + 20, &seen), 0);
        check_equal("what is read", seen, cache + 0xCAC4E000);
    }
}

static void check_one(struct subject *at)
{
    check_open("mapper-data", at->va);
    map_it(at, at->pfn, MAP_WRITE);
    check_data_lands(at);
    check_moved(at);
    check_read_only(at);
    check_dirty_stays(at);
    check_execute(at);
    check_user(at);
    check_cache_types(at);
    check_gone(at);
    check_close();
}

/* The first page of the run, from that table on, whose table does not stand. */
static uint64_t lone_page(const struct mapper_run *run, uint64_t from_table)
{
    const uint32_t shift = 12 + run->live->shape.index_bits;
    struct walk_step step;

    for (uint32_t i = 0; i < run->page_count; i++)
        if (run->page[i] >> shift >= from_table && walk_to(&run->live->shape, run->page[i], 1, &step) == WALK_ABSENT)
            return run->page[i];
    return run->page[0];
}

/*
 * The only pages of two tables, mapped again in the other order: the source hands out what it got back last, so each
 * table now lies in the other's frame. A window that still showed the old ones would take the stores to the wrong page.
 */
static void check_tables_swap(struct mapper_run *run)
{
    const uint32_t shift = 12 + run->live->shape.index_bits;
    struct subject one = {run, lone_page(run, 0), 0, 0, run->frame[0] >> 12, run->frame[1] >> 12};
    struct subject two = {run, lone_page(run, (one.va >> shift) + 1), 0, 0, run->frame[2] >> 12, run->frame[3] >> 12};

    check_open("mapper-tables-swap", one.va);
    for (uint32_t i = 0; i < 2; i++) {
        map_it(&one, one.pfn, MAP_WRITE);
        map_it(&two, two.pfn, MAP_WRITE);
        check_equal("one page's place", walk_translate(&run->live->shape, one.va), one.pfn << 12);
        check_equal("the other page's place", walk_translate(&run->live->shape, two.va), two.pfn << 12);
        unmap_it(&one, one.pfn);
        unmap_it(&two, two.pfn);
        map_it(&one, one.other_pfn, 0);
        map_it(&two, two.other_pfn, 0);
        check_equal("one page's new place", walk_translate(&run->live->shape, one.va), one.other_pfn << 12);
        check_equal("the other page's new place", walk_translate(&run->live->shape, two.va), two.other_pfn << 12);
        unmap_it(&two, two.other_pfn);
        unmap_it(&one, one.other_pfn);
    }
    check_close();
}

static void check_pat(const struct mapper_run *run)
{
    if (run->live->pagemap->info.pat == 0)
        return;
    check_open("pat", 4);
    check_equal("entry 4 is write-combining", read_msr(MSR_PAT) >> 32 & 0xFF, PAT_WRITE_COMBINING);
    check_equal("entries 0 to 3 are those of reset", read_msr(MSR_PAT) & 0xFFFFFFFF, PAT_RESET & 0xFFFFFFFF);
    check_close();
}

void check_mapper_data(struct mapper_run *run)
{
    struct subject at = {run, 0, 0, 0, run->frame[0] >> 12, run->frame[1] >> 12};

    at.frame = (volatile uint32_t *)((uintptr_t)run->frame[0] + ARCH_KERNEL_BASE);
    at.other = (volatile uint32_t *)((uintptr_t)run->frame[1] + ARCH_KERNEL_BASE);
    check_pat(run);
    for (uint32_t i = 0; i < run->page_count; i += STEP) {
        at.va = run->page[i];
        check_one(&at);
    }
    check_tables_swap(run);
}

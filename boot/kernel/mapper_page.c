/*
 * mapper_page.c - one page of a run: the walk in physical memory, translate() and the MMU itself must all be as the
 * model says. Touching the page also puts its translation into the TLB, so that a flush that is missing later shows.
 * Relies on walk and on traps for provoked exceptions.
 */
#include "mapper_run.h"

#include "arch.h"
#include "probes.h"
#include "tables.h"
#include "traps.h"

uint64_t mapper_page_raw(const struct mapper_run *run, uint64_t pfn, uint32_t flags)
{
    /* SDM Vol. 3A tables 4-6, 4-11 and 4-20: P, R/W, U/S, PWT, PCD, PAT in bit 7, G in bit 8, XD in bit 63. */
    uint64_t raw = pfn << 12 | 0x1;

    if ((flags & MAP_WRITE) != 0)
        raw |= 0x2;
    if ((flags & MAP_USER) != 0)
        raw |= 0x4;
    if ((flags & MAP_CACHE) == MAP_WRITE_THROUGH)
        raw |= 0x8;
    if ((flags & MAP_CACHE) == MAP_UNCACHED)
        raw |= 0x18;
    if ((flags & MAP_CACHE) == MAP_WRITE_COMBINING)
        raw |= 0x80;
    if ((flags & MAP_GLOBAL) != 0)
        raw |= 0x100;
    if ((flags & MAP_EXECUTE) == 0 && run->model->space.no_execute != 0)
        raw |= 1ull << 63;
    return raw;
}

uint64_t mapper_large_raw(const struct mapper_run *run, uint64_t pfn, uint32_t flags)
{
    uint64_t raw = mapper_page_raw(run, pfn, flags);

    /* Bit 7 says that the leaf is large, and PAT, which a small one has there, stands in bit 12 (tables 4-4, 4-9, 4-18). */
    return (flags & MAP_CACHE) == MAP_WRITE_COMBINING ? raw | 0x1000 : raw | 0x80;
}

void mapper_fault_check(uint64_t address, uint32_t error)
{
    check_equal("vector", trap_last.vector, TRAP_PAGE_FAULT);
    check_equal("CR2", trap_last.address, address);
    check_equal("error code", trap_last.error, error);
    check_equal("reserved bits in the error code", trap_last.error & FAULT_RESERVED, 0);
}

static uint32_t own_frame(const struct mapper_run *run, uint64_t pfn)
{
    for (uint32_t i = 0; i < RUN_FRAMES; i++)
        if (run->frame[i] >> 12 == pfn)
            return 1;
    return 0;
}

/* Another view of a frame: the kernel's of the run's own, the early large leaves' of what large pages show; 0: none. */
static volatile uint32_t *view_of(const struct mapper_run *run, uint64_t pfn)
{
    const uint64_t physical = pfn << 12, bytes = walk_span(&run->live->shape, 2);

    if (own_frame(run, pfn))
        return (volatile uint32_t *)(uintptr_t)(physical + ARCH_KERNEL_BASE);
    if (run->live->pagemap->info.leaf_levels < 2 || !tables_large_memory())
        return 0;
    if (physical - LARGE2_FRAME < bytes)
        return (volatile uint32_t *)(uintptr_t)(physical - LARGE2_FRAME + LARGE2_VA);
    if (physical - LARGE2_OTHER_FRAME < bytes)
        return (volatile uint32_t *)(uintptr_t)(physical - LARGE2_OTHER_FRAME + LARGE2_OTHER_VA);
    return 0;
}

/* Reads and writes the page and its frame; which of it the MMU allows depends on the flags. */
static void check_access(const struct mapper_run *run, uint64_t va, const struct model_mapping *mapping)
{
    volatile uint32_t *alias = view_of(run, mapping->pfn);
    uint32_t tag = run->operations ^ (uint32_t)(va >> 12), seen = 0;

    if (alias == 0)
        return;
    alias[9] = tag;
    check_equal("reading the page raises an exception", peek((uintptr_t)va + 36, &seen), 0);
    check_equal("written in the frame, read through the page", seen, tag);
    if ((mapping->flags & MAP_WRITE) == 0) {
        check_equal("writing the read-only page raises an exception", poke((uintptr_t)va + 36, ~tag), 1);
        mapper_fault_check(va + 36, FAULT_PROTECTION | FAULT_WRITE);
        check_equal("the frame after a refused write", alias[9], tag);
        return;
    }
    check_equal("writing the page raises an exception", poke((uintptr_t)va + 36, ~tag), 0);
    check_equal("written through the page, read in the frame", alias[9], ~tag);
}

static void check_absent(const struct mapper_run *run, uint64_t va)
{
    struct walk_step step;
    uint32_t seen;

    if (walk_to(&run->live->shape, va, 1, &step) == WALK_REACHED)
        check_equal("the leaf of an absent page", step.raw, 0);
    check_equal("reading the absent page raises an exception", peek((uintptr_t)va, &seen), 1);
    mapper_fault_check(va, 0);
}

static void check_translate(const struct mapper_run *run, uint64_t va, const struct model_mapping *expected)
{
    struct mapping mapping = {0, 0, 0};

    check_equal("translate status", translate(run->mapper, va, &mapping), SELFMAP_OK);
    check_equal("translate frame", mapping.pfn, expected->pfn);
    check_equal("translate flags", mapping.flags, expected->flags);
    check_equal("translate level", mapping.level, expected->level);
}

/* Of a large page the model names the frame that the address lies in. */
static uint64_t raw_of(const struct mapper_run *run, const struct model_mapping *mapping)
{
    const uint64_t frames = walk_span(&run->live->shape, mapping->level) >> 12;

    return mapping->level == 1 ? mapper_page_raw(run, mapping->pfn, mapping->flags)
                               : mapper_large_raw(run, mapping->pfn & ~(frames - 1), mapping->flags);
}

void mapper_page_check(const struct mapper_run *run, uint64_t va)
{
    struct model_mapping expected;
    struct walk_step step;

    if (model_translate(run->model, va, &expected) != MODEL_OK) {
        check_absent(run, va);
        return;
    }
    check_translate(run, va, &expected);
    check_equal("the walk's end", walk_to(&run->live->shape, va, expected.level, &step), WALK_REACHED);
    check_equal("the leaf", step.raw & ~WALK_ACCESSED_DIRTY, raw_of(run, &expected));
    check_access(run, va, &expected);
}

/*
 * check_io.c - physical ranges under a virtual address (selfmap/space.h) on the real MMU: bytes across two pages of RAM, written and read
 * through two uncached views; the local APIC's version, where the CPU has one; what was unmapped faults; what is in the way is refused, with
 * nothing kept.
 */
#include "checks.h"

#include "cpu.h"
#include "selfmap/frame_database.h"
#include "selfmap/regions.h"
#include "selfmap/space.h"
#include "traps.h"

#define FIRST_PAGE 0x78000ull /* nothing is mapped there in any mode */
#define PAGES 16u
#define RUN_ANYWHERE 0x10000000000ull /* the limit of a run that may stand in any frame */
#define ACROSS 0xFF8u /* eight bytes before the end of a page */
#define FLAGS (MAP_WRITE | MAP_UNCACHED)
#define APIC 0xFEE00000ull
#define APIC_VERSION 0x30u
#define CPUID_APIC 0x200u /* of EDX of leaf 1, SDM Vol. 2A */

static void check_page(const struct mapper *mapper, uint64_t va, uint64_t physical)
{
    struct mapping mapping = {0, 0, 0};

    check_equal("translate", translate(mapper, va, &mapping), SELFMAP_OK);
    check_equal("frame", mapping.pfn, physical >> 12);
    check_equal("level", mapping.level, 1);
    check_equal("flags", mapping.flags & ~(uint32_t)MAP_EXECUTE, FLAGS | MAP_GLOBAL);
    check_equal("place in its page", va & 0xFFF, physical & 0xFFF);
}

static uint64_t map(const struct mapper *mapper, uint64_t physical, uint64_t bytes)
{
    uint64_t va = 0;

    check_equal("io_map", io_map(mapper, physical, bytes, FLAGS, &va), SELFMAP_OK);
    check_page(mapper, va, physical);
    check_page(mapper, va + bytes - 1, physical + bytes - 1);
    return va;
}

static void unmap(const struct mapper *mapper, uint64_t va, uint64_t bytes)
{
    uint32_t seen;

    check_equal("io_unmap", io_unmap(mapper, va), SELFMAP_OK);
    check_equal("use after io_unmap raises an exception", peek((uintptr_t)va, &seen), 1);
    check_equal("vector", trap_last.vector, TRAP_PAGE_FAULT);
    check_equal("use of its end raises an exception", peek((uintptr_t)(va + bytes - 4), &seen), 1);
    check_equal("io_unmap again", io_unmap(mapper, va), SELFMAP_NOT_RESERVED);
}

/* What is written through one view is read through the other. */
static void check_word(uint64_t to, uint64_t from, uint32_t word)
{
    uint32_t seen = 0;

    check_equal("writing raises an exception", poke((uintptr_t)to, word), 0);
    check_equal("reading raises an exception", peek((uintptr_t)from, &seen), 0);
    check_equal("word", seen, word);
}

static void check_ram(const struct mapper *mapper)
{
    uint64_t frame = 0;
    uint64_t one;
    uint64_t other;

    check_equal("frame_alloc_run", frame_alloc_run(2, 1, RUN_ANYWHERE, &frame), SELFMAP_OK);
    one = map(mapper, (frame << 12) + ACROSS, 16);
    other = map(mapper, (frame << 12) + ACROSS, 16);
    check_equal("pages left", regions_longest(), PAGES - 4);
    check_word(one, other, 0x10203040);
    check_word(other + 8, one + 8, 0x50607080);
    check_equal("io_unmap of the second page", io_unmap(mapper, one + 8), SELFMAP_NOT_RESERVED);
    unmap(mapper, one, 16);
    check_word(other, other, 0x0F0E0D0C);
    unmap(mapper, other, 16);
    check_equal("frame_free", frame_free(frame), SELFMAP_OK);
    check_equal("frame_free of the second", frame_free(frame + 1), SELFMAP_OK);
}

static void check_apic(const struct mapper *mapper)
{
    uint64_t va;
    uint32_t version = 0;

    if (!cpu_has_cpuid() || (cpuid(1, 0).edx & CPUID_APIC) == 0)
        return;
    va = map(mapper, APIC, 0x400);
    check_equal("reading the APIC raises an exception", peek((uintptr_t)(va + APIC_VERSION), &version), 0);
    check_true("an integrated APIC's version, 10h to 15h (SDM Vol. 3A, 10.4.8)", (version & 0xFF) - 0x10 <= 5);
    unmap(mapper, va, 0x400);
}

static void check_refusals_of_io(const struct mapper *mapper)
{
    const uint64_t longest = regions_longest();
    uint64_t va = 0;
    uint64_t page = 0;
    uint64_t pfn = 0;

    check_equal("no bytes", io_map(mapper, APIC, 0, FLAGS, &va), SELFMAP_EMPTY_RANGE);
    check_equal("past 2^64", io_map(mapper, 0xFFFFFFFFFFFFF000, 0x2000, FLAGS, &va), SELFMAP_BAD_FRAME);
    check_equal("for users", io_map(mapper, APIC, 1, FLAGS | MAP_USER, &va), SELFMAP_BAD_FLAGS);
    check_equal("more pages than there are", io_map(mapper, 0, (PAGES + 1) * 0x1000, FLAGS, &va), SELFMAP_NO_RANGE);
    check_equal("a page is reserved", regions_reserve(1, 1, 0, &page), SELFMAP_OK);
    check_equal("and released", regions_release(page), SELFMAP_OK);
    check_equal("somebody maps the next", map_page(mapper, (page + 1) << 12, APIC >> 12, FLAGS), SELFMAP_OK);
    check_equal("in the way", io_map(mapper, APIC, 0x3000, FLAGS, &va), SELFMAP_ALREADY_MAPPED);
    check_equal("the first page is mapped still", unmap_page(mapper, page << 12, &pfn), SELFMAP_NOT_MAPPED);
    check_equal("somebody unmaps it", unmap_page(mapper, (page + 1) << 12, &pfn), SELFMAP_OK);
    check_equal("the longest free range", regions_longest(), longest);
    check_equal("an address on a refusal", va, 0);
}

void check_io(const struct mapper *mapper)
{
    check_open("io", FIRST_PAGE << 12);
    check_equal("regions_init", regions_init(FIRST_PAGE, PAGES), SELFMAP_OK);
    check_refusals_of_io(mapper);
    check_apic(mapper);
    check_ram(mapper);
    check_close();
}

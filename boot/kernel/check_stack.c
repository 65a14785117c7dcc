/*
 * check_stack.c - kernel stacks and memory of their own (selfmap/memory.h) on the real MMU: every page holds what is written to it, a write
 * below a stack faults on its guard page and changes nothing, what was freed faults, and every frame comes back.
 */
#include "checks.h"

#include "selfmap/frame_database.h"
#include "selfmap/memory.h"
#include "selfmap/regions.h"
#include "traps.h"

#define FIRST_PAGE 0x78000ull /* nothing is mapped there in any mode */
#define PAGES 16u
#define STACK_PAGES 3u
#define STACK_FLAGS (MAP_WRITE | MAP_GLOBAL)

static uint32_t frames_out(void)
{
    struct frame_statistics statistics;

    frame_statistics(&statistics);
    return statistics.out;
}

/* Each page by its own words, the first and the last. */
static void check_words(uint64_t va, uint64_t pages)
{
    uint32_t seen;

    for (uint64_t i = 0; i < 2 * pages; i++)
        check_equal("writing raises an exception", poke((uintptr_t)(va + i / 2 * 0x1000 + i % 2 * 0xFFC), (uint32_t)(0x51AC0000 + i)), 0);
    for (uint64_t i = 0; i < 2 * pages; i++) {
        check_equal("reading raises an exception", peek((uintptr_t)(va + i / 2 * 0x1000 + i % 2 * 0xFFC), &seen), 0);
        check_equal("word", seen, 0x51AC0000 + i);
    }
}

static void check_faults_at(const char *what, uint64_t va)
{
    check_equal(what, poke((uintptr_t)va, 0), 1);
    check_equal("vector", trap_last.vector, TRAP_PAGE_FAULT);
    check_equal("error code of a write to what is not there", trap_last.error, FAULT_WRITE);
    check_equal("CR2", trap_last.address, va);
}

static void check_frames_in_a_row(const struct mapper *mapper, uint64_t va, uint64_t pages)
{
    struct mapping first = {0, 0, 0};
    struct mapping mapping = {0, 0, 0};

    check_equal("translate", translate(mapper, va, &first), SELFMAP_OK);
    for (uint64_t i = 0; i < pages; i++) {
        check_equal("translate", translate(mapper, va + i * 0x1000, &mapping), SELFMAP_OK);
        check_equal("frame", mapping.pfn, first.pfn + i);
        check_equal("level", mapping.level, 1);
        check_equal("flags", mapping.flags & ~(uint32_t)MAP_EXECUTE, STACK_FLAGS);
        check_equal("whose the frame is", (uint64_t)frame_state(mapping.pfn), FRAME_HELD);
    }
}

static void check_stacks(const struct mapper *mapper)
{
    const uint32_t out = frames_out();
    uint64_t one = 0;
    uint64_t other = 0;

    check_equal("stack_alloc", stack_alloc(mapper, STACK_PAGES, &one), SELFMAP_OK);
    check_equal("stack_alloc of another", stack_alloc(mapper, STACK_PAGES, &other), SELFMAP_OK);
    check_equal("frames that are out", frames_out(), out + 2 * STACK_PAGES);
    check_frames_in_a_row(mapper, one, STACK_PAGES);
    check_frames_in_a_row(mapper, other, STACK_PAGES);
    check_words(one, STACK_PAGES);
    check_faults_at("a push too many raises an exception", one - 4);
    check_faults_at("a push too many of the other's", other - 4);
    check_words(other, STACK_PAGES);
    check_equal("memory_free of a second page", memory_free(mapper, one + 0x1000), SELFMAP_NOT_RESERVED);
    check_equal("memory_free", memory_free(mapper, one + 0xFFF), SELFMAP_OK);
    check_faults_at("use after memory_free raises an exception", one + STACK_PAGES * 0x1000 - 4);
    check_faults_at("use of its last page", one);
    check_equal("memory_free again", memory_free(mapper, one), SELFMAP_NOT_RESERVED);
    check_words(other, STACK_PAGES);
    check_equal("memory_free of the other", memory_free(mapper, other), SELFMAP_OK);
    check_equal("frames that are out at the end", frames_out(), out);
}

static void check_memory_of_its_own(const struct mapper *mapper)
{
    const uint32_t guards = REGIONS_GUARD_BELOW | REGIONS_GUARD_ABOVE;
    const uint32_t out = frames_out();
    const uint64_t longest = regions_longest();
    uint64_t pfn = 0;
    uint64_t va = 0;

    check_equal("memory_alloc", memory_alloc(mapper, PAGES - 2, guards, &va), SELFMAP_OK);
    check_equal("no page is left", regions_longest(), 0);
    check_words(va, PAGES - 2);
    check_faults_at("a byte below raises an exception", va - 4);
    check_faults_at("a byte above", va + (PAGES - 2) * 0x1000);
    check_equal("no range", memory_alloc(mapper, 1, 0, &va), SELFMAP_NO_RANGE);
    check_equal("memory_free", memory_free(mapper, va), SELFMAP_OK);
    check_equal("no pages", memory_alloc(mapper, 0, guards, &va), SELFMAP_EMPTY_RANGE);
    check_equal("guards", memory_alloc(mapper, 1, REGIONS_GUARDS_LIMIT, &va), SELFMAP_BAD_FLAGS);
    check_equal("more than there is", memory_alloc(mapper, UINT64_MAX, guards, &va), SELFMAP_NO_FRAMES);
    check_equal("somebody maps the guard page", map_page(mapper, FIRST_PAGE << 12, 0, MAP_WRITE), SELFMAP_OK);
    check_equal("memory_alloc beside it", stack_alloc(mapper, 1, &va), SELFMAP_ALREADY_MAPPED);
    check_equal("somebody unmaps it", unmap_page(mapper, FIRST_PAGE << 12, &pfn), SELFMAP_OK);
    check_equal("the longest free range", regions_longest(), longest);
    check_equal("frames that are out", frames_out(), out);
}

void check_stack(const struct mapper *mapper)
{
    check_open("stack", FIRST_PAGE << 12);
    check_equal("regions_init", regions_init(FIRST_PAGE, PAGES), SELFMAP_OK);
    check_stacks(mapper);
    check_memory_of_its_own(mapper);
    check_close();
}

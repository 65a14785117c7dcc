/*
 * check_guard.c - the guarded pool on mapped memory (T5 in the machine): a write past a block's end and a write after its release are told by
 * the release and by the allocation that meet them, the cap holds, and every call takes the lock once.
 */
#include "checks.h"

#include "boot_info.h"
#include "frame_records.h"
#include "guard_door.h"
#include "selfmap/frame_database.h"
#include "selfmap/guard.h"
#include "traps.h"

#define BASE 0x70000000ull /* nothing is mapped there in any mode, once the pool's check is over */
#define PAGE 0x1000u
#define PAGES 4u
#define TAG 3u
#define CAP 0x2000u

static void strike(uint64_t address)
{
    uint32_t word = 0;

    check_equal("reading raises an exception", peek((uintptr_t)address, &word), 0);
    check_equal("writing raises an exception", poke((uintptr_t)address, ~word), 0);
}

static uint64_t allocate(uint64_t size)
{
    const struct pool_answer block = guard_alloc(size, TAG);

    check_equal("guard_alloc", block.status, SELFMAP_OK);
    check_equal("no fewer bytes than asked", guard_size_of(block.value).value >= size, 1);
    return block.value;
}

static void check_damage(void)
{
    const uint64_t block = allocate(100);
    const uint64_t end = block + guard_size_of(block).value;

    check_equal("writing the last word of a block raises an exception", poke((uintptr_t)(end - 4), 5), 0);
    strike(end);
    check_equal("guard_free of a block whose redzone was written to", guard_free(block, TAG), SELFMAP_DAMAGED);
    check_equal("it is still live", guard_size_of(block).status, SELFMAP_OK);
    strike(end);
    check_equal("guard_free once the redzone is put right", guard_free(block, TAG), SELFMAP_OK);
    check_equal("guard_free again", guard_free(block, TAG), SELFMAP_NO_BLOCK);
}

static void check_use_after_free(void)
{
    const uint64_t block = allocate(100);
    struct pool_answer next;

    check_equal("guard_free", guard_free(block, TAG), SELFMAP_OK);
    strike(block + 48);
    next = guard_alloc(100, TAG);
    check_equal("guard_alloc of a block that was written to while free", next.status, SELFMAP_USED_FREED);
    check_equal("its value", next.value, 0);
    check_equal("the block that it is once it was told", allocate(100), block);
    check_equal("guard_free of it", guard_free(block, TAG), SELFMAP_OK);
}

static void check_cap(void)
{
    const uint64_t first = allocate(PAGE - GUARD_ZONE);
    const uint64_t second = allocate(PAGE - GUARD_ZONE);

    check_equal("guard_alloc above the cap", guard_alloc(1, TAG).status, SELFMAP_CAPPED);
    check_equal("guard_free", guard_free(first, TAG), SELFMAP_OK);
    check_equal("guard_alloc above the cap by a byte", guard_alloc(PAGE - GUARD_ZONE + 1, TAG).status, SELFMAP_CAPPED);
    check_equal("bytes of live blocks", guard_stats_of(TAG).tag_bytes, PAGE);
    check_equal("guard_free of the other", guard_free(second, TAG), SELFMAP_OK);
}

void check_guard(const struct mapper *mapper)
{
    const unsigned long flags = guard_door_flags();
    uint32_t turns;
    uint64_t pfn = 0;

    guard_door_blind = boot_word("fault=guard");
    check_open("guard", BASE);
    check_equal("guard_init with an option that there is not", guard_init(BASE, 4, CAP), SELFMAP_BAD_OPTIONS);
    check_equal("guard_init", guard_init(BASE, GUARD_REDZONES | GUARD_POISON, CAP), SELFMAP_OK);
    for (uint32_t page = 0; page < PAGES; page++) {
        check_equal("a frame for the tags", frame_back_tags(page), 1);
        check_equal("frame_alloc_dirty", frame_alloc_dirty(&pfn), SELFMAP_OK);
        check_equal("map_page", map_page(mapper, BASE + (uint64_t)page * PAGE, pfn, MAP_WRITE), SELFMAP_OK);
    }
    check_equal("guard_extend", guard_extend(PAGES), SELFMAP_OK);
    check_damage();
    check_use_after_free();
    check_cap();
    turns = guard_door_turns;
    check_equal("guard_free of a wild address", guard_free(0x1234567890ull, TAG), SELFMAP_NOT_IN_POOL);
    check_equal("turns of the lock for one call", guard_door_turns - turns, 1);
    check_equal("lock held", guard_door_held, 0);
    check_equal("interrupt flag", guard_door_flags() & FLAG_INTERRUPTS, flags & FLAG_INTERRUPTS);
    check_equal("pages that leave", guard_shrink(0).value, PAGES);
    for (uint32_t page = 0; page < PAGES; page++) {
        check_equal("unmap_page", unmap_page(mapper, BASE + (uint64_t)page * PAGE, &pfn), SELFMAP_OK);
        check_equal("frame_free", frame_free(pfn), SELFMAP_OK);
    }
    frame_drop_tags(PAGES);
    check_close();
}

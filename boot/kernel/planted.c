/*
 * planted.c - see planted.h. fault=probe-value, probe-address, no-probes, count, reserve, no-pool, skip, scale and fewer stand where they lie: in
 * report.c, main.c, memory_map.c, tables.c, checks.c and check_mapper.c. Relies on boot_word.
 */
#include "planted.h"

#include <stdint.h>

#include "arch.h"
#include "boot_info.h"
#include "checks.h"
#include "console.h"
#include "flush_sites.h"

static _Noreturn void triple_fault(void)
{
    struct __attribute__((packed)) {
        uint16_t limit;
        uintptr_t base;
    } nothing = {0, 0};

    __asm__ volatile("lidt %0\n int3" : : "m"(nothing));
    __builtin_unreachable();
}

static _Noreturn void hang(void)
{
    for (;;)
        __asm__ volatile("cli; hlt");
}

void planted_before(void)
{
    if (boot_word("fault=triple"))
        triple_fault();
    if (boot_word("fault=hang"))
        hang();
    if (boot_word("fault=exception"))
        __asm__ volatile("ud2");
    if (boot_word("fault=silent"))
        machine_exit(EXIT_SUCCESS);
}

void planted_live(const struct walk_shape *shape, struct pagemap *pagemap)
{
    struct walk_step step;

    if (boot_word("fault=window"))
        pagemap->info.window_base[0] += pagemap->info.entry_size;
    if (boot_word("fault=flags") && walk_to(shape, (uintptr_t)image_text_start, 2, &step) == WALK_REACHED)
        *walk_place(step.entry) |= 0x100;
}

void planted_check(void)
{
    if (!boot_word("fault=check"))
        return;
    check_open("planted", 0);
    check_equal("fault=check", 1, 2);
    check_close();
}

uint32_t planted_mapper(void)
{
    if (!boot_word("fault=flush"))
        return 0;
    flush_sites_remove();
    return 1;
}

/*
 * Which INVLPG are those of a large page is seen while they run: at level 3 first that of the PTEs' window, then the page's,
 * then that of the window of the level below.
 */
static void take_out(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t pfn, uint32_t number)
{
    check_equal("planting: map_large", map_large(mapper, va, level, pfn, 0), SELFMAP_OK);
    flush_sites_count();
    check_equal("planting: protect_large", protect_large(mapper, va, level, MAP_WRITE), SELFMAP_OK);
    flush_sites_remove_one(number);
    flush_sites_count();
    check_equal("planting: unmap_large", unmap_large(mapper, va, level, &pfn), SELFMAP_OK);
    flush_sites_remove_one(number);
}

/* promote_large flushes everything, for the parts, and then the window that showed their table: that INVLPG goes. */
static void take_out_of_promote(const struct mapper *mapper, uint64_t va, uint64_t pfn)
{
    check_equal("planting: map_large", map_large(mapper, va, 2, pfn, 0), SELFMAP_OK);
    check_equal("planting: split_large", split_large(mapper, va, 2), SELFMAP_OK);
    flush_sites_count();
    check_equal("planting: promote_large", promote_large(mapper, va, 2), SELFMAP_OK);
    flush_sites_remove_one(1);
    check_equal("planting: unmap_large", unmap_large(mapper, va, 2, &pfn), SELFMAP_OK);
}

uint32_t planted_large(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t pfn)
{
    const uint32_t page = boot_word("fault=flush-large-page"), window = boot_word("fault=flush-large-window");

    if (level == 2 && (page || window))
        take_out(mapper, va, level, pfn, page ? 0 : 1);
    else if (level == 3 && boot_word("fault=flush-large-ptes"))
        take_out(mapper, va, level, pfn, 0);
    else if (level == 2 && boot_word("fault=flush-promote"))
        take_out_of_promote(mapper, va, pfn);
    else
        return 0;
    return 1;
}

void planted_long_range(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages)
{
    uint64_t done = 0;

    if (!boot_word("fault=flush-all"))
        return;
    check_equal("planting: map_range", map_range(mapper, va, pfn, pages, MAP_WRITE, &done), SELFMAP_OK);
    flush_sites_count();
    check_equal("planting: unmap_range", unmap_range(mapper, va, pages, &done), SELFMAP_OK);
    flush_sites_remove_one(0);
}

void planted_large_leaf(const struct walk_shape *shape, uint64_t va)
{
    struct walk_step step;
    uint32_t bits = 0;

    if (boot_word("fault=large-pat"))
        bits = 0x1000;
    if (boot_word("fault=large-global"))
        bits = 0x100;
    if (boot_word("fault=large-frame"))
        bits = (uint32_t)walk_span(shape, 2);
    if (bits != 0 && walk_to(shape, va, 2, &step) == WALK_REACHED)
        *walk_place(step.entry) ^= bits;
}

uint64_t planted_frame(uint64_t pfn)
{
    return boot_word("fault=frame") ? pfn ^ 1 : pfn;
}

uint64_t planted_large_frame(uint64_t pfn, uint64_t frames)
{
    return boot_word("fault=large-random") ? pfn ^ frames : pfn;
}

uint64_t planted_map_lie(void)
{
    return boot_word("fault=map") ? 1 : 0;
}

void planted_after(void)
{
    if (boot_word("fault=late-triple"))
        triple_fault();
    if (boot_word("fault=late-hang"))
        hang();
    if (boot_word("fault=status"))
        machine_exit(EXIT_CHECKS);
}

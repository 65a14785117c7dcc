/*
 * check_faults.c - what the MMU must refuse, and a page mapped and unmapped with nothing but a store through the
 * self-map. Relies on traps for provoked exceptions.
 */
#include "checks.h"

#include "arch.h"
#include "cpu.h"
#include "probes.h"
#include "traps.h"

static void check_page_fault(uint64_t address, uint32_t error)
{
    check_equal("vector", trap_last.vector, TRAP_PAGE_FAULT);
    check_equal("CR2", trap_last.address, address);
    check_equal("error code", trap_last.error, error);
}

static void window_write(const struct live *live, uint64_t address, uint64_t raw)
{
    if (live->shape.entry_bytes == 4) {
        *(volatile uint32_t *)(uintptr_t)address = (uint32_t)raw;
        return;
    }
    ((volatile uint32_t *)(uintptr_t)address)[1] = (uint32_t)(raw >> 32);
    ((volatile uint32_t *)(uintptr_t)address)[0] = (uint32_t)raw;
}

static void check_unmapped(void)
{
    uint32_t value;

    check_open("fault-unmapped", SPARE_VA);
    check_equal("reading faults", peek(SPARE_VA, &value), 1);
    check_page_fault(SPARE_VA, 0);
    check_equal("writing faults", poke(SPARE_VA, 1), 1);
    check_page_fault(SPARE_VA, FAULT_WRITE);
    check_close();
}

static void check_read_only(void)
{
    uint32_t value;

    check_open("fault-read-only", READ_ONLY_VA);
    check_equal("reading works", peek(READ_ONLY_VA, &value), 0);
    check_equal("writing faults", poke(READ_ONLY_VA, 1), 1);
    check_page_fault(READ_ONLY_VA, FAULT_PROTECTION | FAULT_WRITE);
    check_equal("the kernel's text is read-only", poke((uintptr_t)image_text_start, 0), 1);
    check_page_fault((uintptr_t)image_text_start, FAULT_PROTECTION | FAULT_WRITE);
    check_close();
}

static void check_no_execute(const struct live *live)
{
    if (live->pagemap->info.no_execute == 0)
        return;
    check_open("fault-no-execute", HIGH_VIEW_A);
    check_equal("jumping there faults", jump_to(HIGH_VIEW_A), 1);
    check_page_fault(HIGH_VIEW_A, FAULT_PROTECTION | FAULT_FETCH);
    check_close();
}

/* Just past the lower half: #GP and no page fault (SDM Vol. 1, 3.3.7.1). */
static void check_not_canonical(const struct live *live)
{
    uint64_t address = walk_span(&live->shape, live->shape.levels) << (live->shape.index_bits - 1);
    uint32_t value;

    if (live->shape.levels < 4)
        return;
    check_open("fault-not-canonical", address);
    check_equal("reading faults", peek((uintptr_t)address, &value), 1);
    check_equal("vector", trap_last.vector, TRAP_GENERAL_PROTECTION);
    check_equal("the library refuses it too", pagemap_canonical(live->pagemap, address), 0);
    check_close();
}

/* READ_ONLY_VA's table serves SPARE_VA too, so one store through the window maps it. */
static void check_store_through_window(const struct live *live)
{
    uint64_t frame = space_frame();
    uint64_t entry = 0, raw = 0;
    uint32_t value = 0;

    check_open("map-through-window", SPARE_VA);
    check_equal("entry_address status", pagemap_entry_address(live->pagemap, 1, SPARE_VA, &entry), SELFMAP_OK);
    check_equal("leaf_entry status", pagemap_leaf_entry(live->pagemap, 1, frame >> 12, PTE_WRITABLE, &raw), SELFMAP_OK);
    window_write(live, entry, raw);
    check_equal("translation", walk_translate(&live->shape, SPARE_VA), frame);
    check_equal("writing works", poke(SPARE_VA, 0x5EED0001), 0);
    check_equal("written there, read in the frame", *(volatile uint32_t *)(uintptr_t)(frame + ARCH_KERNEL_BASE),
                0x5EED0001);
    window_write(live, entry, 0);
    invalidate_page(SPARE_VA);
    check_equal("reading faults again", peek(SPARE_VA, &value), 1);
    check_page_fault(SPARE_VA, 0);
    check_close();
}

void check_faults(const struct live *live)
{
    check_unmapped();
    check_read_only();
    check_no_execute(live);
    check_not_canonical(live);
    check_store_through_window(live);
}

/*
 * build.c - the space that stands before the first call: root, self-map, and what the harness puts there.
 * Written from design.md section 5, by direct stores: nothing here goes through the window. Relies on walk.h.
 */
#include "fuzz/machine/tlb.h"

#include "fuzz/common/harness.h"

static void set(uint32_t frame, uint32_t index, uint64_t raw)
{
    memory_store((struct place){(uint16_t)frame, (uint16_t)index}, raw);
}

static uint64_t word(uint32_t frame, uint64_t flags)
{
    return (machine.first + frame) << 12 | flags;
}

/* PAE: the PDPT in frame 0, the directories in 1 to 4, and all four in PD#3. */
static void build_pae(void)
{
    machine.taken = 5;
    for (uint32_t i = 0; i < 4; i++) {
        machine.level[1 + i] = 2;
        set(0, i, word(1 + i, P));
        set(4, machine.slot + i, word(1 + i, P | W));
    }
}

void machine_start(const struct machine_cpu *cpu, uint64_t first, uint32_t frames, uint32_t slot)
{
    memory_clear();
    tlb_clear();
    machine.cpu = *cpu;
    machine.first = first;
    machine.frames = frames;
    machine.slot = slot;
    machine.stores = 0;
    machine.seen = 0;
    machine.large_levels = 2;
    if (cpu->mode == 2 && !cpu->pse)
        machine.large_levels = 1;
    if (cpu->mode >= 4 && cpu->page1g)
        machine.large_levels = 3;
    rules_start();
    for (uint32_t i = 0; i < SIMULATED_FRAMES; i++)
        machine.level[i] = 0;
    machine.level[0] = (uint8_t)cpu->mode;
    machine.taken = 1;
    if (cpu->mode == 3)
        build_pae();
    else
        set(0, slot, word(0, P | W));
    machine_weather(0, 0);
    machine_reload_cr3();
}

/* The table of `level` on the way of va, made where it is missing; NO_FRAME when that cannot be. */
static uint32_t make_table(uint64_t va, uint32_t level)
{
    uint32_t table = machine.cpu.mode == 3 ? 1 + index_of(va, 3) : 0;
    for (uint32_t at = machine.cpu.mode == 3 ? 2 : machine.cpu.mode; at > level; at--) {
        struct place place = {(uint16_t)table, (uint16_t)index_of(va, at)};
        uint64_t raw = memory_load(place);
        if (raw == 0) {
            if (machine.taken == machine.frames)
                return NO_FRAME;
            raw = word(machine.taken, P | W | U);
            machine.level[machine.taken] = (uint8_t)(at - 1);
            machine.taken++;
            memory_store(place, raw);
        }
        if (is_leaf(at, raw))
            return NO_FRAME;
        table = frame_index((raw & FRAME_BITS) >> 12);
    }
    return table;
}

uint32_t machine_make_tables(uint64_t va, uint32_t level)
{
    return make_table(va, level) != NO_FRAME;
}

uint32_t machine_make_leaf(uint64_t va, uint32_t level, uint64_t frame, uint32_t rights)
{
    uint32_t table = make_table(va, level);
    uint32_t pat = rights / MACHINE_PAT;
    uint64_t raw = frame << 12 | P;
    if (table == NO_FRAME || memory_load((struct place){(uint16_t)table, (uint16_t)index_of(va, level)}) != 0)
        return 0;
    raw |= (rights & MACHINE_WRITE) != 0 ? W : 0u;
    raw |= (rights & MACHINE_USER) != 0 ? U : 0u;
    raw |= (rights & MACHINE_GLOBAL) != 0 ? G : 0u;
    raw |= (rights & MACHINE_NO_EXECUTE) != 0 ? NX : 0u;
    raw |= ((pat & 1) != 0 ? PWT : 0u) | ((pat & 2) != 0 ? PCD : 0u);
    if ((pat & 4) != 0)
        raw |= level == 1 ? PS : 0x1000u;
    if (level > 1)
        raw |= PS;
    if (wrong_entry(level, raw) != NULL || (level > 1 && !is_leaf(level, raw)))
        finding("the harness makes a wrong leaf", va, raw);
    set(table, index_of(va, level), raw);
    return 1;
}

uint32_t machine_taken(void)
{
    return machine.taken;
}

uint32_t machine_stores(void)
{
    return machine.stores;
}

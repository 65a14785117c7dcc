/*
 * walk.c - the hardware's walk (SDM Vol. 3A, 4.3, 4.4.2, 4.5.4): P, reserved bits, PS, and down. See walk.h.
 * On its way it holds every entry to the manual's reserved bits and to the fixed flags of table entries.
 */
#include "fuzz/machine/walk.h"

#include <stddef.h>

#include "fuzz/common/harness.h"

/* Bytes of the virtual address space, and an address of so many bits made canonical. */
static uint64_t span(void)
{
    return (uint64_t)1 << (machine.cpu.mode <= 3 ? 32 : machine.cpu.mode == 4 ? 48 : 57);
}

static uint64_t extended(uint64_t va)
{
    va &= span() - 1;
    return machine.cpu.mode > 3 && va >= span() / 2 ? va - span() : va;
}

uint64_t entry_of(uint64_t va, uint32_t level)
{
    const uint32_t mode = machine.cpu.mode;
    const uint64_t window = (uint64_t)machine.slot << bits_below(mode == 3 ? 2 : mode) | (mode == 3 ? 3u << 30 : 0u);
    for (; level > 0; level--)
        va = extended(window + (va & (span() - 1)) / 0x1000 * (mode == 2 ? 4 : 8));
    return va;
}

uint64_t page_of_entry(uint64_t entry, uint32_t level)
{
    return extended(entry << (bits_below(level + 1) - 12));
}

uint32_t exists(uint64_t va)
{
    if (machine.cpu.mode <= 3)
        return va <= 0xFFFFFFFF;
    int64_t upper = (int64_t)va >> (machine.cpu.mode == 4 ? 47 : 56);
    return upper == 0 || upper == -1;
}

static uint32_t is_pdpte(uint32_t level)
{
    return machine.cpu.mode == 3 && level == 3;
}

/* Bits that must be 0: tables 4-4 to 4-6 (32-bit), 4-8 to 4-11 (PAE), 4-14 to 4-20 (4-level and 5-level). */
static uint64_t reserved_bits(uint32_t level, uint32_t leaf)
{
    const struct machine_cpu *cpu = &machine.cpu;
    uint64_t reserved = 0;
    if (cpu->mode != 2) {
        reserved = (((uint64_t)1 << 52) - 1) & ~(((uint64_t)1 << cpu->physical_bits) - 1);
        if (cpu->mode == 3)
            reserved |= (uint64_t)0x7FF << 52;
        if (!cpu->nx)
            reserved |= NX;
    }
    if (is_pdpte(level))
        return reserved | NX | 0x1E6;
    if (level == 1)
        return reserved | (cpu->pat ? 0 : PS);
    if (!leaf)
        return reserved | (cpu->mode == 2 ? 0 : PS);
    reserved |= (((uint64_t)1 << bits_below(level)) - 1) & ~(uint64_t)0x1FFF;
    return reserved | (cpu->pat ? 0 : 0x1000);
}

/* What an entry that references a table never has (design 5.1). */
#define TABLE_NEVER (G | PS | PCD | PWT | NX)

void rules_start(void)
{
    for (uint32_t level = 1; level <= LEVELS; level++) {
        machine.reserved[level][0] = reserved_bits(level, 0);
        machine.reserved[level][1] = reserved_bits(level, 1);
        machine.table_flags[level] = is_pdpte(level) ? P : P | W;
        machine.table_bits[level] = machine.reserved[level][0] | machine.table_flags[level] | TABLE_NEVER;
    }
}

const char *wrong_entry(uint32_t level, uint64_t raw)
{
    const uint32_t leaf = is_leaf(level, raw);
    if ((raw & machine.reserved[level][leaf]) != 0)
        return "reserved bit set in an entry";
    if (leaf)
        return NULL;
    if ((raw & TABLE_NEVER & ~NX) != 0)
        return "G, PS, PCD or PWT set in an entry that references a table";
    if ((raw & NX) != 0)
        return "NX set in an entry that references a table";
    if ((raw & machine.table_flags[level]) != machine.table_flags[level])
        return "an entry that references a table lacks P or W";
    return NULL;
}

/* The PAT index of a leaf (SDM Vol. 3A, 4.9.2); PAT is bit 7 in a PTE and bit 12 in a large leaf. */
static uint32_t pat_index(uint32_t level, uint64_t raw)
{
    uint64_t pat = level == 1 ? raw >> 7 & 1 : raw >> 12 & 1;
    return (uint32_t)((pat << 2) + ((raw & PCD) != 0 ? 2 : 0) + ((raw & PWT) != 0 ? 1 : 0));
}

static void end_at_leaf(uint64_t va, uint32_t level, uint64_t raw, struct machine_view *view)
{
    uint64_t inside = va & (((uint64_t)1 << bits_below(level)) - 1);
    uint64_t base = raw & FRAME_BITS & ~(((uint64_t)1 << bits_below(level)) - 1);
    view->mapped = 1;
    view->frame = (base + inside) >> 12;
    view->rights |= pat_index(level, raw) * MACHINE_PAT + ((raw & G) != 0 ? MACHINE_GLOBAL : 0u);
    view->dirty = (raw & D) != 0;
}

/* Rights of entries on the way: W and U in all of them, NX in any. */
static uint32_t rights_of(uint64_t all, uint64_t any)
{
    return ((all & W) != 0 ? MACHINE_WRITE : 0u) | ((all & U) != 0 ? MACHINE_USER : 0u) |
           ((any & NX) != 0 ? MACHINE_NO_EXECUTE : 0u);
}

/* The frame of the table that an entry references: it must be one of the run. */
static uint32_t table_of(uint32_t level, uint64_t raw, uint64_t va)
{
    if ((raw & machine.table_bits[level]) != machine.table_flags[level])
        finding(wrong_entry(level, raw), va, raw);
    uint32_t table = frame_index((raw & FRAME_BITS) >> 12);
    if (table == NO_FRAME)
        finding("an entry references a table outside the frame run", va, raw);
    return table;
}

void walk(uint64_t va, struct machine_view *view, struct trace *trace)
{
    const uint32_t width = machine.cpu.mode == 2 ? 10 : 9;
    uint32_t level = machine.cpu.mode;
    uint32_t shift;
    uint32_t table = 0;
    uint64_t all = W | U;
    uint64_t any = 0;

    trace->count = 0;
    view->mapped = 0;
    view->frame = 0;
    view->rights = MACHINE_WRITE | MACHINE_USER;
    view->dirty = 0;
    view->level = level;
    if (!exists(va))
        return;
    if (is_pdpte(level)) { /* from the registers, not from memory (SDM Vol. 3A, 4.4.1) */
        uint64_t raw = machine.pdpte[index_of(va, 3)];
        if ((raw & P) == 0)
            return;
        table = table_of(3, raw, va);
        level = 2;
    }
    for (shift = bits_below(level);; level--, shift -= width) {
        struct place place = {(uint16_t)table, (uint16_t)(va >> shift & (((uint64_t)1 << width) - 1))};
        uint64_t raw = memory_load(place);
        view->level = level;
        if ((raw & P) == 0)
            break;
        all &= raw;
        any |= raw;
        trace->place[trace->count] = place;
        trace->table[trace->count] = NO_FRAME;
        trace->count++;
        if (is_leaf(level, raw)) {
            const char *wrong = wrong_entry(level, raw);
            if (wrong != NULL && level < machine.level[table])
                break; /* a large leaf through the window: without the PAT its PS is a reserved bit there */
            if (wrong != NULL)
                finding(wrong, va, raw);
            view->rights = rights_of(all, any);
            end_at_leaf(va, level, raw, view);
            return;
        }
        table = table_of(level, raw, va);
        trace->table[trace->count - 1] = table;
    }
    view->rights = rights_of(all, any);
}

void machine_walk(uint64_t va, struct machine_view *view)
{
    struct trace trace;
    walk(va, view, &trace);
}

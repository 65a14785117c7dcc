/*
 * events.c - what the CPU does by itself: A and D appear, translations come and go, CR3 is loaded, data is touched.
 *
 * D of a leaf, small or large, is set by machine_touch only, between calls of the mapper: with one CPU and no interrupt
 * nobody writes to the page while the mapper is changing it (mapper.h).
 */
#include "fuzz/machine/events.h"

#include "fuzz/machine/tlb.h"

static uint32_t seed;
static uint64_t guessed;

void machine_weather(uint32_t new_seed, uint64_t va)
{
    seed = new_seed;
    guessed = va;
}

uint32_t machine_touch(uint64_t va, uint32_t write, struct machine_view *view)
{
    return tlb_use(va, write, view);
}

void machine_reload_cr3(void)
{
    if (machine.cpu.mode == 3) {
        for (uint32_t i = 0; i < 4; i++)
            machine.pdpte[i] = memory_load((struct place){0, (uint16_t)i});
    }
    tlb_flush_not_global();
}

void machine_mark_some(uint32_t choice)
{
    uint32_t length = journal_length();
    if (length == 0)
        return;
    struct place place = journal_at(choice % length);
    uint64_t raw = memory_load(place);
    uint32_t level = machine.level[place.frame];
    if ((raw & P) == 0 || level == 0 || (machine.cpu.mode == 3 && level == 3))
        return; /* PAE's PDPTEs have no A and D (SDM Vol. 3A, table 4-8) */
    memory_store(place, raw | A | (is_leaf(level, raw) ? 0u : D));
}

static uint32_t next(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

/*
 * The CPU guesses an address that the mapper is asked about: the page, or the entry at which its walk ends and all that
 * this entry maps, as the windows show it. No data is accessed through a guess.
 */
static void speculate(uint32_t choice)
{
    struct machine_view view;
    uint64_t entry;
    if (!exists(guessed))
        return;
    if ((choice & 1) == 0) {
        tlb_speculate(guessed);
        return;
    }
    machine_walk(guessed, &view);
    entry = entry_of(guessed, view.level);
    tlb_speculate(entry);
    if (view.mapped)
        tlb_speculate_entry(entry, view.level);
}

void weather_changes(void)
{
    if (seed == 0)
        return;
    uint32_t roll = next();
    switch (roll & 7) {
    case 0:
    case 1:
        machine_mark_some(roll >> 3);
        break;
    case 2:
        machine_drop_one(roll >> 3);
        break;
    case 3:
        speculate(roll >> 3);
        break;
    default:
        break;
    }
}

/*
 * audit.c - the whole tree at once, from the journal: what hangs where, how often, and that nothing else is in memory.
 * It does not believe what door.c noted about levels; it finds them again from the root. Relies on walk.h.
 */
#include "fuzz/machine/walk.h"

#include <stddef.h>

#include "fuzz/common/harness.h"

static uint8_t found_level[SIMULATED_FRAMES];
static uint8_t parents[SIMULATED_FRAMES];
static uint16_t present[SIMULATED_FRAMES];

/* The frame of the self-map that must stand in this entry, or NO_FRAME: the root in the slot; PAE: PD#i in PD#3. */
static uint32_t self_map_at(struct place place)
{
    if (machine.cpu.mode != 3)
        return place.frame == 0 && place.index == machine.slot ? 0 : NO_FRAME;
    if (place.frame == 4 && place.index >= machine.slot && place.index < machine.slot + 4)
        return 1 + place.index - machine.slot;
    return NO_FRAME;
}

static void audit_entry(struct place place, uint64_t raw, struct machine_census *census)
{
    uint32_t level = found_level[place.frame];
    const char *wrong = wrong_entry(level, raw);
    if ((raw & P) == 0)
        finding("absent entry that is not 0: frame, entry", machine.first + place.frame, raw);
    if (wrong != NULL)
        finding(wrong, machine.first + place.frame, raw);
    present[place.frame]++;
    if (self_map_at(place) != NO_FRAME)
        return;
    if (is_leaf(level, raw)) {
        census->pages += level == 1;
        census->large_pages += level > 1;
        return;
    }
    uint32_t child = frame_index((raw & FRAME_BITS) >> 12);
    if (child == NO_FRAME)
        finding("an entry references a table outside the frame run", machine.first + place.frame, raw);
    if (level != machine.cpu.mode || level != 3) {
        if ((raw & ~(FRAME_BITS | A | D)) != (P | W | U))
            finding("table entry with other flags than P, W and U", machine.first + place.frame, raw);
    }
    parents[child]++;
    if (parents[child] > 1 || child == 0)
        finding("table with two parents: frame, entry", machine.first + place.frame, raw);
    found_level[child] = (uint8_t)(level - 1);
    census->tables++;
}

/* An entry is looked at when the level of its table is known: those of a level are, once the level above is done. */
static void descend(struct machine_census *census)
{
    uint32_t length = journal_length();
    for (uint32_t level = machine.cpu.mode; level >= 1; level--) {
        for (uint32_t i = 0; i < length; i++) {
            struct place place = journal_at(i);
            if (found_level[place.frame] != level)
                continue;
            uint64_t raw = memory_load(place);
            if (raw != 0)
                audit_entry(place, raw, census);
        }
    }
}

static void audit_self_map(void)
{
    uint32_t mode = machine.cpu.mode;
    for (uint32_t i = 0; i < (mode == 3 ? 4u : 1u); i++) {
        struct place place = {mode == 3 ? 4 : 0, (uint16_t)(machine.slot + i)};
        uint64_t expected = (machine.first + self_map_at(place)) << 12 | P | W;
        uint64_t raw = memory_load(place) & ~(uint64_t)(A | D);
        if (raw != expected)
            finding("the self-map's entry has changed", expected, raw);
        raw = memory_load((struct place){0, (uint16_t)i});
        if (mode == 3 && (raw != machine.pdpte[i] || raw != ((machine.first + 1 + i) << 12 | P)))
            finding("a PDPTE has changed", i, raw);
    }
}

void machine_audit(struct machine_census *census)
{
    for (uint32_t i = 0; i < machine.frames; i++) {
        found_level[i] = 0;
        parents[i] = 0;
        present[i] = 0;
    }
    found_level[0] = (uint8_t)machine.cpu.mode;
    census->tables = 1;
    census->pages = 0;
    census->large_pages = 0;
    descend(census);
    audit_self_map();
    for (uint32_t i = 0; i < machine.frames; i++) {
        if (found_level[i] == 0 && memory_in_use(i) != 0)
            finding("frame that is no table holds entries: frame, how many", machine.first + i, memory_in_use(i));
    }
}

uint32_t machine_table_level(uint32_t n)
{
    return found_level[n];
}

uint32_t machine_table_entries(uint32_t n)
{
    return present[n];
}

/*
 * door.c - impl/machine.h on the simulated machine: loads and stores of entries at window addresses, and INVLPG.
 *
 * Each access goes through the TLB as a real one would, and must end in a frame that holds a table; each stored word is
 * held to what an entry of that table may be. The rules of storing are design.md section 5.1, 5.3 and 5.4.
 */
#include "impl/machine.h"

#include <stddef.h>

#include "fuzz/common/harness.h"
#include "fuzz/machine/events.h"
#include "fuzz/machine/tlb.h"

/* The entry that an access at this address reaches. */
static struct place reach(uint32_t mode, uint64_t address, uint32_t write)
{
    struct machine_view view;
    struct place place;
    uint32_t size = machine.cpu.mode == 2 ? 4 : 8;

    if (mode != machine.cpu.mode)
        finding("door of another mode: mode bound, mode called", machine.cpu.mode, mode);
    if (!exists(address))
        finding("door access at a non-canonical address", address, write);
    if (address % size != 0)
        finding("door access across entries", address, size);
    weather_changes();
    if (!tlb_use(address, write, &view))
        finding(write ? "door store faults: address, level" : "door load faults: address, level", address, view.level);
    uint32_t frame = frame_index(view.frame);
    if (frame == NO_FRAME || machine.level[frame] == 0)
        finding("door access to a frame that holds no table: address, frame", address, view.frame);
    place.frame = (uint16_t)frame;
    place.index = (uint16_t)(address % 0x1000 / size);
    return place;
}

static uint64_t load(uint32_t mode, uint64_t address)
{
    machine.seen_at = reach(mode, address, 0);
    machine.seen = memory_load(machine.seen_at);
    return machine.seen;
}

/* A table is linked: it must hold zeros and hang nowhere else. */
static void link_table(uint64_t address, uint32_t level, uint64_t raw)
{
    uint32_t child = frame_index((raw & FRAME_BITS) >> 12);
    if (child == NO_FRAME)
        finding("table linked that is no frame of the run", address, raw);
    if (machine.level[child] != 0)
        finding("table linked twice", address, raw);
    if (memory_in_use(child) != 0)
        finding("table linked before zeroing", address, raw);
    if ((raw & ~(FRAME_BITS | A | D)) != (P | W | U))
        finding("table entry with other flags than P, W and U", address, raw);
    machine.level[child] = (uint8_t)(level - 1);
}

static void unlink_table(uint64_t address, uint64_t old)
{
    uint32_t child = frame_index((old & FRAME_BITS) >> 12);
    if (child == NO_FRAME || machine.level[child] == 0)
        finding("entry of the self-map overwritten", address, old);
    if (memory_in_use(child) != 0)
        finding("table unlinked that holds entries", address, old);
    machine.level[child] = 0;
}

static uint32_t references_table(uint32_t level, uint64_t raw)
{
    return (raw & P) != 0 && !is_leaf(level, raw);
}

/* What a leaf that stays must keep: D always, and A when the mapper has seen it. A may come between load and store. */
static void compare_marks(struct place place, uint64_t address, uint64_t old, uint64_t raw)
{
    const uint32_t seen = machine.seen_at.frame == place.frame && machine.seen_at.index == place.index;
    if ((old & ~raw & D) != 0)
        finding("D lost in a leaf", address, raw);
    if (seen && (machine.seen & ~raw & A) != 0)
        finding("A lost in a leaf", address, raw);
}

/* A large leaf has more lives: in the windows of the levels below. A hostile CPU knows all of it, before a store and after. */
static void guess_large(struct place place, uint64_t address)
{
    uint32_t level = machine.level[place.frame];
    uint64_t raw = memory_load(place);
    if (level > 1 && (raw & P) != 0 && is_leaf(level, raw))
        tlb_speculate_entry(address, level);
}

static void store(uint32_t mode, uint64_t address, uint64_t raw)
{
    struct place place = reach(mode, address, 1);
    guess_large(place, address);
    uint64_t old = memory_load(place);
    uint32_t level = machine.level[place.frame];
    uint32_t leaf_before = (old & P) != 0 && is_leaf(level, old);
    uint32_t leaf_after = (raw & P) != 0 && is_leaf(level, raw);
    const char *wrong = (raw & P) != 0 ? wrong_entry(level, raw) : NULL;

    if (wrong != NULL)
        finding(wrong, address, raw);
    if ((raw & P) == 0 && raw != 0)
        finding("absent entry stored that is not 0", address, raw);
    if ((raw & SOFTWARE) != 0)
        finding("entry stored with a bit that nobody asked for", address, raw);
    if (leaf_before && leaf_after)
        compare_marks(place, address, old, raw);
    if (references_table(level, old) && leaf_after)
        finding("large leaf stored over a table", address, raw);
    if (leaf_before && references_table(level, raw))
        finding("table linked over a large leaf", address, raw);
    if (references_table(level, old) && ((raw & P) == 0 || ((raw ^ old) & ~(uint64_t)(A | D)) != 0))
        unlink_table(address, old);
    if (references_table(level, raw) && ((old & P) == 0 || ((raw ^ old) & ~(uint64_t)(A | D)) != 0))
        link_table(address, level, raw);
    memory_store(place, raw);
    guess_large(place, address);
    machine.stores++;
}

/* The short way of storing is for absent entries only: over a present one a walk could see one new half and one old. */
static void fill(uint32_t mode, uint64_t address, uint64_t raw)
{
    if ((memory_load(reach(mode, address, 1)) & P) != 0)
        finding("door fills an entry that is present: address, raw", address, raw);
    store(mode, address, raw);
}

uint32_t pml2_machine_load(uint64_t entry)
{
    return (uint32_t)load(2, entry);
}

void pml2_machine_store(uint64_t entry, uint32_t raw)
{
    store(2, entry, raw);
}

void pml2_machine_fill(uint64_t entry, uint32_t raw)
{
    fill(2, entry, raw);
}

void pml2_machine_store_late(uint64_t entry, uint32_t raw)
{
    store(2, entry, raw);
}

uint64_t pml3_machine_load(uint64_t entry)
{
    return load(3, entry);
}

void pml3_machine_store(uint64_t entry, uint64_t raw)
{
    store(3, entry, raw);
}

void pml3_machine_fill(uint64_t entry, uint64_t raw)
{
    fill(3, entry, raw);
}

void pml3_machine_store_late(uint64_t entry, uint64_t raw)
{
    store(3, entry, raw);
}

uint64_t pml4_machine_load(uint64_t entry)
{
    return load(4, entry);
}

void pml4_machine_store(uint64_t entry, uint64_t raw)
{
    store(4, entry, raw);
}

void pml4_machine_fill(uint64_t entry, uint64_t raw)
{
    fill(4, entry, raw);
}

void pml4_machine_store_late(uint64_t entry, uint64_t raw)
{
    store(4, entry, raw);
}

uint64_t pml5_machine_load(uint64_t entry)
{
    return load(5, entry);
}

void pml5_machine_store(uint64_t entry, uint64_t raw)
{
    store(5, entry, raw);
}

void pml5_machine_fill(uint64_t entry, uint64_t raw)
{
    fill(5, entry, raw);
}

void pml5_machine_store_late(uint64_t entry, uint64_t raw)
{
    store(5, entry, raw);
}

/*
 * The CPU may walk the address again at once, and a hostile one does: a flush that comes before its store has flushed
 * nothing (field-notes.md, eduOS 1).
 */
void machine_flush_page(uint64_t va)
{
    tlb_flush_page(va);
    if (exists(va))
        tlb_speculate(va);
}

void machine_flush_all(void)
{
    tlb_clear();
}

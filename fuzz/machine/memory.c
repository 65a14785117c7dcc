/* memory.c - simulated frames and the journal. See memory.h. */
#include "fuzz/machine/memory.h"

struct machine machine;
union frame arena[SIMULATED_FRAMES];
static uint16_t in_use[SIMULATED_FRAMES];
static uint8_t known[SIMULATED_FRAMES][MOST_ENTRIES];
static struct place journal[SIMULATED_FRAMES * MOST_ENTRIES];
static uint32_t places;

static void put(struct place place, uint64_t raw)
{
    if (machine.cpu.mode == 2)
        arena[place.frame].narrow[place.index] = (uint32_t)raw;
    else
        arena[place.frame].wide[place.index] = raw;
}

void memory_store(struct place place, uint64_t raw)
{
    uint64_t old = memory_load(place);
    if (old == raw)
        return;
    in_use[place.frame] = (uint16_t)(in_use[place.frame] + (raw != 0) - (old != 0));
    put(place, raw);
    if (known[place.frame][place.index] == 0) {
        known[place.frame][place.index] = 1;
        journal[places] = place;
        places++;
    }
}

/* Must run before the mode changes. */
void memory_clear(void)
{
    for (uint32_t i = 0; i < places; i++) {
        put(journal[i], 0);
        known[journal[i].frame][journal[i].index] = 0;
    }
    places = 0;
    for (uint32_t frame = 0; frame < SIMULATED_FRAMES; frame++)
        in_use[frame] = 0;
}

uint32_t memory_in_use(uint32_t frame)
{
    return in_use[frame];
}

uint32_t journal_length(void)
{
    return places;
}

struct place journal_at(uint32_t n)
{
    return journal[n];
}

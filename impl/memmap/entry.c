/* entry.c - see entry.h: numbers in memory, and the frames of an entry of bytes (T4). Relies on list.c. */
#include "entry.h"

uint32_t memmap_read32(const uint8_t *p)
{
    return (uint32_t)p[0] + 0x100u * p[1] + 0x10000u * p[2] + 0x1000000u * p[3];
}

uint64_t memmap_read64(const uint8_t *p)
{
    return (uint64_t)memmap_read32(p) + (uint64_t)0x100000000 * memmap_read32(p + 4);
}

void memmap_add(uint64_t base, uint64_t last, uint32_t wraps, uint8_t type)
{
    uint64_t first = base / 0x1000;
    uint64_t end = last / 0x1000 + 1;

    if (wraps != 0)
        memmap_wrapped = memmap_one_more(memmap_wrapped);
    if (type == MEMMAP_USABLE) {
        if (wraps != 0)
            return;
        if (base % 0x1000 != 0)
            first++;
        if (last % 0x1000 != 0xFFF)
            end--;
        if (first >= end) {
            memmap_partial = memmap_one_more(memmap_partial);
            return;
        }
    }
    memmap_put(first, end, type);
}

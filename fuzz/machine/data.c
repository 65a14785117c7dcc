/*
 * data.c - frames that hold data: of each only one number is kept, 0 when every byte is. Implements the door
 * machine_zero_frame. Private to fuzz/.
 */
#include "fuzz/common/harness.h"
#include "fuzz/machine/data.h"
#include "impl/machine.h"

static uint64_t base;
static uint32_t contents[DATA_FRAMES];
static uint64_t zeroed_last;

void data_start(uint64_t first)
{
    base = first;
    zeroed_last = NO_DATA_FRAME;
    for (uint32_t i = 0; i < DATA_FRAMES; i++)
        contents[i] = 0xD1u;
}

uint32_t data_read(uint64_t frame)
{
    if (frame < base || frame - base >= DATA_FRAMES)
        finding("a frame that is no memory is read", frame, base);
    return contents[frame - base];
}

void data_write(uint64_t frame, uint32_t content)
{
    if (frame < base || frame - base >= DATA_FRAMES)
        finding("a frame that is no memory is written", frame, base);
    contents[frame - base] = content;
}

uint64_t data_zeroed_last(void)
{
    uint64_t last = zeroed_last;

    zeroed_last = NO_DATA_FRAME;
    return last;
}

void machine_zero_frame(uint64_t frame)
{
    data_write(frame, 0);
    zeroed_last = frame;
}

/* The census reads a few tables; every other frame holds no entries. */
static uint64_t tables[DATA_TABLES][512];
static uint64_t table_frames[DATA_TABLES];
static uint32_t table_count;

void data_start_tables(void)
{
    for (uint32_t n = 0; n < table_count; n++)
        for (uint32_t i = 0; i < 512; i++)
            tables[n][i] = 0;
    table_count = 0;
}

uint64_t *data_table(uint64_t frame)
{
    for (uint32_t n = 0; n < table_count; n++)
        if (table_frames[n] == frame)
            return tables[n];
    if (table_count == DATA_TABLES)
        return 0;
    table_frames[table_count] = frame;
    return tables[table_count++];
}

static const uint64_t *table_there(uint64_t frame)
{
    for (uint32_t n = 0; n < table_count; n++)
        if (table_frames[n] == frame)
            return tables[n];
    return 0;
}

/* An entry of 4 bytes is half of one of 8. */
uint32_t machine_peek32(uint64_t frame, uint32_t index)
{
    const uint64_t *table = table_there(frame);

    return table == 0 ? 0 : (uint32_t)(table[index / 2] >> index % 2 * 32);
}

uint64_t machine_peek64(uint64_t frame, uint32_t index)
{
    const uint64_t *table = table_there(frame);

    return table == 0 ? 0 : table[index];
}

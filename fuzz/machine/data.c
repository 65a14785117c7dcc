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

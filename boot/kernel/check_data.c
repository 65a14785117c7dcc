/*
 * check_data.c - the probes lead to the memory they were mapped to: what is written through one address is read
 * through the other. Relies on probes, and on the kernel's own mapping of their frames.
 */
#include "checks.h"

#include "arch.h"
#include "probes.h"
#include "traps.h"

static volatile uint32_t *word_at(uint64_t va)
{
    return (volatile uint32_t *)(uintptr_t)va;
}

/* A number that no other probe has. */
static uint32_t tag_of(uint64_t va)
{
    return (uint32_t)(va >> 12) ^ (uint32_t)(va >> 36) ^ 0xA5000000u;
}

static void write_all(void)
{
    for (uint32_t i = 0; i < probe_count; i++)
        if (probes[i].frame != 0)
            poke((uintptr_t)probes[i].va, tag_of(probes[i].va));
}

/* After all were written: two probes that share a frame would show here. */
static void check_one(const struct probe *probe)
{
    volatile uint32_t *alias = word_at(probe->frame + ARCH_KERNEL_BASE);
    uint32_t seen = 0;

    check_open("data", probe->va);
    check_equal("written through the probe, read in its frame", *alias, tag_of(probe->va));
    alias[1023] = ~tag_of(probe->va);
    check_equal("reading the probe raises an exception", peek((uintptr_t)probe->va + 4092, &seen), 0);
    check_equal("written in the frame, read through the probe", seen, (uint32_t)~tag_of(probe->va));
    check_close();
}

/* The machine's highest frame that the mode reaches (above 4 GiB where there is one), seen through two addresses. */
static void check_high_frame(const struct live *live)
{
    uint64_t frame = walk_translate(&live->shape, HIGH_VIEW_A);

    check_open("high-frame", frame);
    check_equal("second view", walk_translate(&live->shape, HIGH_VIEW_B), frame);
    word_at(HIGH_VIEW_A)[7] = 0xCAFE0001;
    check_equal("written in view A, read in view B", word_at(HIGH_VIEW_B)[7], 0xCAFE0001);
    word_at(HIGH_VIEW_B)[1023] = 0xCAFE0002;
    check_equal("written in view B, read in view A", word_at(HIGH_VIEW_A)[1023], 0xCAFE0002);
    check_close();
}

uint32_t check_data(const struct live *live)
{
    const uint32_t before = checks_failed();

    write_all();
    for (uint32_t i = 0; i < probe_count; i++)
        if (probes[i].frame != 0)
            check_one(&probes[i]);
    check_high_frame(live);
    return checks_failed() - before;
}

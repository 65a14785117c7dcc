/*
 * flush_sites.c - see flush_sites.h. Relies on the records that machine.c leaves in .flush_sites (link.ld), and on
 * CR0.WP for writing to the kernel's read-only text.
 */
#include "flush_sites.h"

#include "cpu.h"
#include "image.h"

#define INVLPG_MOST_BYTES 8
#define INT3 0xCCu
#define NOP 0x90u
#define BREAKPOINT_BYTES 1u

struct flush_site {
    uintptr_t address;
    uintptr_t bytes;
};
extern const struct flush_site image_flush_sites[], image_flush_sites_end[];

#define SITES_MOST 32
static uint8_t original[SITES_MOST][INVLPG_MOST_BYTES];
static uint32_t saved, counted;

static uint32_t site_count(void)
{
    uintptr_t bytes = (uintptr_t)image_flush_sites_end - (uintptr_t)image_flush_sites;
    uint32_t count = (uint32_t)(bytes / sizeof *image_flush_sites);

    return count < SITES_MOST ? count : SITES_MOST;
}

/* Self-modified code runs after a serializing instruction, and MOV CR0 is one (SDM Vol. 3A 8.1.3, 8.3). */
static void open_text(void)
{
    write_cr0(read_cr0() & ~CR0_WP);
}

static void close_text(void)
{
    write_cr0(read_cr0() | CR0_WP);
}

static void save_once(void)
{
    if (saved)
        return;
    for (uint32_t i = 0; i < site_count(); i++)
        for (uint32_t at = 0; at < image_flush_sites[i].bytes && at < INVLPG_MOST_BYTES; at++)
            original[i][at] = ((const volatile uint8_t *)image_flush_sites[i].address)[at];
    saved = 1;
}

static void overwrite(uint8_t first)
{
    save_once();
    open_text();
    for (uint32_t i = 0; i < site_count(); i++)
        for (uint32_t at = 0; at < image_flush_sites[i].bytes; at++)
            ((volatile uint8_t *)image_flush_sites[i].address)[at] = at == 0 ? first : NOP;
    close_text();
}

void flush_sites_remove(void)
{
    overwrite(NOP);
}

void flush_sites_count(void)
{
    counted = 0;
    overwrite(INT3);
}

void flush_sites_restore(void)
{
    if (!saved)
        return;
    open_text();
    for (uint32_t i = 0; i < site_count(); i++)
        for (uint32_t at = 0; at < image_flush_sites[i].bytes; at++)
            ((volatile uint8_t *)image_flush_sites[i].address)[at] = original[i][at];
    close_text();
}

uint32_t flush_sites_counted(void)
{
    return counted;
}

uint32_t flush_sites_hit(uintptr_t ip)
{
    for (uint32_t i = 0; i < site_count(); i++)
        if (image_flush_sites[i].address + BREAKPOINT_BYTES == ip) {
            counted++;
            flush_everything();
            return 1;
        }
    return 0;
}

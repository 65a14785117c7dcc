/*
 * flush_sites.c - see flush_sites.h. Relies on the records that machine.c leaves in .flush_sites (link.ld), and on
 * CR0.WP for writing to the kernel's read-only text.
 */
#include "flush_sites.h"

#include "console.h"
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

#define SITES_MOST 64
#define ORDER_MOST 8
static uint8_t original[SITES_MOST][INVLPG_MOST_BYTES];
static uint32_t order[ORDER_MOST]; /* the sites that ran last since flush_sites_count, number n at n % ORDER_MOST */
static uint32_t saved, counted;

/* A site left out would go on flushing, and its operation would count too few. */
static uint32_t site_count(void)
{
    uintptr_t bytes = (uintptr_t)image_flush_sites_end - (uintptr_t)image_flush_sites;
    uint32_t count = (uint32_t)(bytes / sizeof *image_flush_sites);

    if (count > SITES_MOST)
        stop_with(EXIT_INTERNAL, "more INVLPG than flush_sites.c knows", "raise SITES_MOST");
    return count;
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

void flush_sites_remove_one(uint32_t number)
{
    const uint32_t site = order[number % ORDER_MOST];

    if (number >= counted || counted - number > ORDER_MOST)
        stop_with(EXIT_INTERNAL, "planting a fault failed", "so many INVLPG have not run");
    for (uint32_t at = 0; at < INVLPG_MOST_BYTES; at++)
        original[site][at] = NOP;
    flush_sites_restore();
}

uint32_t flush_sites_counted(void)
{
    return counted;
}

uint32_t flush_sites_hit(uintptr_t ip)
{
    for (uint32_t i = 0; i < site_count(); i++)
        if (image_flush_sites[i].address + BREAKPOINT_BYTES == ip) {
            order[counted % ORDER_MOST] = i;
            counted++;
            flush_everything();
            return 1;
        }
    return 0;
}

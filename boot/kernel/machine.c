/*
 * machine.c - the door to the hardware (impl/machine.h) on a real CPU: volatile accesses through the self-map, and
 * INVLPG. Link-time optimisation puts these few instructions into the mapper. Relies on entry_words.h for an 8-byte
 * entry, which is one access on amd64 and two on i686.
 *
 * Both kernels carry all four modes, because they link every file of impl/; only the bound one's functions run.
 */
#include "impl/machine.h"

#include "cpu.h"
#include "entry_words.h"
#include "flush_sites.h"

uint32_t pml2_machine_load(uint64_t entry)
{
    return *(volatile uint32_t *)(uintptr_t)entry;
}

void pml2_machine_store(uint64_t entry, uint32_t raw)
{
    *(volatile uint32_t *)(uintptr_t)entry = raw;
}

void pml2_machine_fill(uint64_t entry, uint32_t raw)
{
    *(volatile uint32_t *)(uintptr_t)entry = raw;
}

void pml2_machine_store_late(uint64_t entry, uint32_t raw)
{
    *(volatile uint32_t *)(uintptr_t)entry = raw;
}

uint64_t pml3_machine_load(uint64_t entry)
{
    return entry_words_load((uintptr_t)entry);
}

void pml3_machine_store(uint64_t entry, uint64_t raw)
{
    entry_words_store((uintptr_t)entry, raw);
}

void pml3_machine_fill(uint64_t entry, uint64_t raw)
{
    entry_words_store_absent((uintptr_t)entry, raw);
}

void pml3_machine_store_late(uint64_t entry, uint64_t raw)
{
    entry_words_store((uintptr_t)entry, raw);
}

uint64_t pml4_machine_load(uint64_t entry)
{
    return entry_words_load((uintptr_t)entry);
}

void pml4_machine_store(uint64_t entry, uint64_t raw)
{
    entry_words_store((uintptr_t)entry, raw);
}

void pml4_machine_fill(uint64_t entry, uint64_t raw)
{
    entry_words_store_absent((uintptr_t)entry, raw);
}

void pml4_machine_store_late(uint64_t entry, uint64_t raw)
{
    entry_words_store((uintptr_t)entry, raw);
}

uint64_t pml5_machine_load(uint64_t entry)
{
    return entry_words_load((uintptr_t)entry);
}

void pml5_machine_store(uint64_t entry, uint64_t raw)
{
    entry_words_store((uintptr_t)entry, raw);
}

void pml5_machine_fill(uint64_t entry, uint64_t raw)
{
    entry_words_store_absent((uintptr_t)entry, raw);
}

void pml5_machine_store_late(uint64_t entry, uint64_t raw)
{
    entry_words_store((uintptr_t)entry, raw);
}

/* Its place is recorded, so that a test can take the instruction out, or count how often it runs (flush_sites.h). */
void machine_flush_page(uint64_t va)
{
    __asm__ volatile("1: invlpg (%0)\n"
                     "2: .pushsection .flush_sites, \"a\"\n" FLUSH_SITE_WORD " 1b, 2b - 1b\n.popsection"
                     :
                     : "r"((uintptr_t)va)
                     : "memory");
}

/* Both ways are recorded as INVLPG is. Out of line: it is called once for a run of pages. */
__attribute__((noinline)) void machine_flush_all(void)
{
    const uintptr_t cr4 = cpu_has_cpuid() ? read_cr4() : 0;

    if ((cr4 & CR4_PGE) != 0)
        __asm__ volatile("1: mov %0, %%cr4\n mov %1, %%cr4\n"
                         "2: .pushsection .flush_sites, \"a\"\n" FLUSH_SITE_WORD " 1b, 2b - 1b\n.popsection"
                         :
                         : "r"(cr4 & ~(uintptr_t)CR4_PGE), "r"(cr4)
                         : "memory");
    else
        __asm__ volatile("1: mov %0, %%cr3\n"
                         "2: .pushsection .flush_sites, \"a\"\n" FLUSH_SITE_WORD " 1b, 2b - 1b\n.popsection"
                         :
                         : "r"(read_cr3())
                         : "memory");
}

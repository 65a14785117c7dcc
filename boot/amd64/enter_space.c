/*
 * enter_space.c (amd64) - makes the real tables live: PML4 by CR3, PML5 through the LA57 trampoline.
 * Relies on la57.asm, and on the real tables mapping the trampoline's page at its physical address.
 */
#include "arch.h"
#include "cpu.h"

/* The trampoline, position independent: la57_switch is its first byte. */
extern const uint8_t la57_start[], la57_end[];

/* Where it runs; the kernel lies below 4 GiB, so this does too. */
static uint8_t trampoline[4096] __attribute__((aligned(4096)));

uint64_t arch_trampoline_page(const struct pagemap_info *info)
{
    return info->mode == PAGING_PML5 ? (uintptr_t)trampoline - ARCH_KERNEL_BASE : 0;
}

/* Runs under the first tables, which map the first GiB at its physical address. */
static void switch_to_la57(const struct pagemap_info *info, uint32_t root)
{
    void (*la57_switch)(uint64_t) = (void (*)(uint64_t))(uintptr_t)arch_trampoline_page(info);

    for (uintptr_t i = 0; i < (uintptr_t)(la57_end - la57_start); i++)
        trampoline[i] = la57_start[i];
    la57_switch(root);
}

void arch_enter_space(const struct pagemap_info *info, uint32_t root)
{
    /* Before the tables: with NXE clear, the NX bit of an entry is a reserved bit (SDM Vol. 3A 4.1.4). */
    if (info->no_execute != 0)
        write_msr(MSR_EFER, read_msr(MSR_EFER) | EFER_NXE);
    /* What is on is CR4's word, what could be on is CPUID's: a loader may hand over with LA57 already set. */
    if (info->mode == PAGING_PML5 && (read_cr4() & CR4_LA57) == 0)
        switch_to_la57(info, root);
    else
        write_cr3(root);
    if (info->global != 0)
        write_cr4(read_cr4() | CR4_PGE);
}

uint32_t arch_long_mode_active(void)
{
    return (read_msr(MSR_EFER) & EFER_LMA) != 0;
}

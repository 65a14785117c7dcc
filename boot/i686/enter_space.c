/*
 * enter_space.c (i686) - makes the real tables live in PML2 or PML3. Relies on arch_switch_paging (entry.asm), which
 * stands in .boot: the first tables and the real ones map it at its physical address.
 */
#include "arch.h"
#include "cpu.h"

void arch_switch_paging(uint32_t root, uint32_t cr4);

uint64_t arch_trampoline_page(const struct pagemap_info *info)
{
    (void)info;
    return 0;
}

void arch_enter_space(const struct pagemap_info *info, uint32_t root)
{
    uint32_t cr4 = 0;

    if (info->mode == PAGING_PML3)
        cr4 = CR4_PAE;
    else if (info->leaf_levels >= 2)
        cr4 = CR4_PSE;
    /* Before the tables: with NXE clear, the NX bit of an entry is a reserved bit (SDM Vol. 3A 4.1.4). */
    if (info->no_execute != 0)
        write_msr(MSR_EFER, read_msr(MSR_EFER) | EFER_NXE);
    arch_switch_paging(root, cr4);
    if (info->global != 0)
        write_cr4(read_cr4() | CR4_PGE);
}

uint32_t arch_long_mode_active(void)
{
    return 0; /* this kernel never sets EFER.LME */
}

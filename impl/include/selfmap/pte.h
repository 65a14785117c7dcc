/*
 * pte.h - the fields of one paging-structure entry, the same words for all four modes.
 *
 * Where a field sits in the raw entry is the business of the encoder alone (SDM Vol. 3A, tables 4-4 to 4-6,
 * 4-8 to 4-11, 4-14 to 4-20). No other file knows a bit number.
 */
#ifndef SELFMAP_PTE_H
#define SELFMAP_PTE_H

#include <stdint.h>

enum pte_flag {
    PTE_PRESENT = 0x1,       /* P */
    PTE_WRITABLE = 0x2,      /* R/W */
    PTE_USER = 0x4,          /* U/S */
    PTE_WRITE_THROUGH = 0x8, /* PWT */
    PTE_CACHE_DISABLE = 0x10,/* PCD */
    PTE_ACCESSED = 0x20,     /* A */
    PTE_DIRTY = 0x40,        /* D (ignored by the CPU in an entry that references a table) */
    PTE_LARGE = 0x80,        /* PS: a leaf above level 1 */
    PTE_GLOBAL = 0x100,      /* G (ignored in an entry that references a table) */
    PTE_PAT = 0x200,         /* PAT: leaves only; bit 7 at level 1, bit 12 in a large leaf */
    PTE_NO_EXECUTE = 0x400   /* XD: where the mode has it and it is enabled */
};

struct pte_fields {
    uint64_t pfn;      /* frame number, in units of 4 KiB at every level */
    uint32_t flags;    /* of enum pte_flag */
    uint32_t software; /* bits that the CPU ignores: 3 in PML2 and PML3 (bits 9-11), 14 in PML4 and PML5
                          (bits 9-11 lowest, then 52-62) */
};

#endif

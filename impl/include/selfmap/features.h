/*
 * features.h - what the CPU can do about paging, decoded from the raw registers of CPUID.
 *
 * Executing CPUID is the caller's job (it needs an instruction, not a proof); reading the answer is ours,
 * because a missing guard on the maximum leaf turns garbage into features.
 */
#ifndef SELFMAP_FEATURES_H
#define SELFMAP_FEATURES_H

#include <stdint.h>

/* Raw CPUID output. A CPU without CPUID is all zeroes. Leaves beyond the maxima may hold anything. */
struct cpuid_leaves {
    uint32_t max_basic;     /* leaf 0, EAX */
    uint32_t basic1_edx;    /* leaf 1, EDX */
    uint32_t basic7_ecx;    /* leaf 7 subleaf 0, ECX */
    uint32_t max_extended;  /* leaf 0x80000000, EAX */
    uint32_t extended1_edx; /* leaf 0x80000001, EDX */
    uint32_t extended8_eax; /* leaf 0x80000008, EAX */
};

/* CPU facts that choose and shape a paging mode. Flags are zero or non-zero (decode writes 0 or 1). */
struct paging_features {
    uint32_t pse;           /* 4 MiB pages in PML2: CPUID.1:EDX[3] */
    uint32_t pae;           /* CPUID.1:EDX[6] */
    uint32_t pge;           /* global pages: CPUID.1:EDX[13] */
    uint32_t pat;           /* page attribute table: CPUID.1:EDX[16] */
    uint32_t nx;            /* no-execute: CPUID.80000001H:EDX[20] */
    uint32_t page1g;        /* 1 GiB pages: CPUID.80000001H:EDX[26] */
    uint32_t long_mode;     /* CPUID.80000001H:EDX[29] */
    uint32_t la57;          /* five levels: CPUID.7:ECX[16] */
    uint32_t physical_bits; /* MAXPHYADDR, 32 to 52: CPUID.80000008H:EAX[7:0] */
};

/*
 * Decodes CPUID into facts. Total: leaves beyond the reported maxima are ignored, MAXPHYADDR falls back
 * to 36 (with PAE) or 32 where it is missing or below 32, and is cut to the architecture's 52 (SDM Vol. 3A, 4.1.4).
 * Cost: constant. Theorem: T2.
 */
void paging_features_decode(const struct cpuid_leaves *leaves, struct paging_features *features);

#endif

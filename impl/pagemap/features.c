/* features.c - CPUID's registers to paging facts (SDM Vol. 2A, CPUID; Vol. 3A, 4.1.4). Relies on nothing. */
#include "selfmap/features.h"

#include "spec/cpuid.h"

/*@ requires \valid_read(leaves);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T2_physical_bits: \result == cpuid_physical_bits(leaves->max_extended, leaves->extended8_eax, pae);
    ensures T2_width: 32 <= \result <= 52;
*/
static uint32_t physical_bits(const struct cpuid_leaves *leaves, uint32_t pae)
{
    uint32_t bits = 0;

    if (leaves->max_extended >= 0x80000008)
        bits = leaves->extended8_eax % 256;
    if (bits > 52)
        return 52;
    if (bits < 32)
        return pae != 0 ? 36 : 32;
    return bits;
}

/*@ requires \valid_read(leaves) && \valid(features) && \separated(leaves, features);
    terminates \true;
    exits \false;
    assigns *features;
    ensures T2_pse: features->pse == cpuid_bit(leaves->max_basic, 1, leaves->basic1_edx, 0x8);
    ensures T2_pae: features->pae == cpuid_bit(leaves->max_basic, 1, leaves->basic1_edx, 0x40);
    ensures T2_pge: features->pge == cpuid_bit(leaves->max_basic, 1, leaves->basic1_edx, 0x2000);
    ensures T2_pat: features->pat == cpuid_bit(leaves->max_basic, 1, leaves->basic1_edx, 0x10000);
    ensures T2_nx: features->nx == cpuid_bit(leaves->max_extended, 0x80000001, leaves->extended1_edx, 0x100000);
    ensures T2_page1g: features->page1g == cpuid_bit(leaves->max_extended, 0x80000001, leaves->extended1_edx, 0x4000000);
    ensures T2_long_mode: features->long_mode == cpuid_bit(leaves->max_extended, 0x80000001, leaves->extended1_edx, 0x20000000);
    ensures T2_la57: features->la57 == cpuid_bit(leaves->max_basic, 7, leaves->basic7_ecx, 0x10000);
    ensures T2_physical_bits: features->physical_bits ==
      cpuid_physical_bits(leaves->max_extended, leaves->extended8_eax, features->pae);
    ensures T2_width: 32 <= features->physical_bits <= 52;
*/
void paging_features_decode(const struct cpuid_leaves *leaves, struct paging_features *features)
{
    uint32_t basic1 = leaves->max_basic >= 1 ? leaves->basic1_edx : 0;
    uint32_t basic7 = leaves->max_basic >= 7 ? leaves->basic7_ecx : 0;
    uint32_t extended1 = leaves->max_extended >= 0x80000001 ? leaves->extended1_edx : 0;
    uint32_t pae = basic1 / 0x40 % 2;

    features->pse = basic1 / 0x8 % 2;
    features->pae = pae;
    features->pge = basic1 / 0x2000 % 2;
    features->pat = basic1 / 0x10000 % 2;
    features->nx = extended1 / 0x100000 % 2;
    features->page1g = extended1 / 0x4000000 % 2;
    features->long_mode = extended1 / 0x20000000 % 2;
    features->la57 = basic7 / 0x10000 % 2;
    features->physical_bits = physical_bits(leaves, pae);
}

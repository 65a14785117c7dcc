/* cpuid.h - where CPUID reports the paging facts (SDM Vol. 2A, CPUID; Vol. 3A, 4.1.4). */
#ifndef SPEC_CPUID_H
#define SPEC_CPUID_H

/*@
  // One bit, given by its weight, of a register that counts only when its leaf exists.
  logic integer cpuid_bit(integer max_leaf, integer leaf, integer value, integer weight) =
    max_leaf >= leaf ? value / weight % 2 : 0;

  // MAXPHYADDR: as reported, at most the architecture's 52; 36 (with PAE) or 32 when it is missing or absurd.
  logic integer cpuid_physical_bits(integer max_extended, integer extended8_eax, integer pae) =
    max_extended >= 0x80000008 && 32 <= extended8_eax % 256
      ? (extended8_eax % 256 > 52 ? 52 : extended8_eax % 256) : (pae != 0 ? 36 : 32);
*/

#endif

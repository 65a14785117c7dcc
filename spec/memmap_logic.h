/*
 * memmap_logic.h - what a raw entry of a boot memory map says of a frame: that it is free, that it is something else, or
 * nothing. e820 (ACPI 6.4, 15.3, table 15.4) and UEFI descriptors (UEFI 2.10, 7.2.3). All of it speaks of bytes and of whole numbers.
 */
#ifndef SPEC_MEMMAP_LOGIC_H
#define SPEC_MEMMAP_LOGIC_H

#include <stdint.h>

/*@
  // Numbers as they lie in memory, the lowest byte first.
  logic integer le32{L}(uint8_t *p) = p[0] + 0x100 * p[1] + 0x10000 * p[2] + 0x1000000 * p[3];
  logic integer le64{L}(uint8_t *p) = p[0] + 0x100 * p[1] + 0x10000 * p[2] + 0x1000000 * p[3] + 0x100000000 * p[4] +
    0x10000000000 * p[5] + 0x1000000000000 * p[6] + 0x100000000000000 * p[7];

  // Kinds of frames, the numbers of enum memmap_type: 0 nobody speaks of it, 1 usable, 2 to 7 reserved by the kernel, 8 the loader's,
  // 9 ACPI tables, 10 ACPI NVS, 11 persistent, 12 UEFI runtime, 13 reserved, 14 bad. Of several the greatest holds.
  logic integer e820_kind(integer type) =
    type == 1 ? 1 : type == 3 ? 9 : type == 4 ? 10 : type == 5 ? 14 : type == 7 ? 11 : 13;

  // Cacheable memory for everybody: EFI_MEMORY_WB set; EFI_MEMORY_NV, EFI_MEMORY_SP and EFI_MEMORY_RUNTIME clear.
  logic integer uefi_plain(integer attributes) = attributes / 8 % 2 == 1 && attributes / 0x8000 % 2 == 0 &&
    attributes / 0x40000 % 2 == 0 && attributes / 0x8000000000000000 % 2 == 0 ? 1 : 0;
  logic integer uefi_kind(integer type, integer attributes) =
    type == 3 || type == 4 || type == 7 ? (uefi_plain(attributes) == 1 ? 1 : 13)
    : type == 1 || type == 2 ? (uefi_plain(attributes) == 1 ? 8 : 13)
    : type == 5 || type == 6 ? 12 : type == 8 ? 14 : type == 9 ? 9 : type == 10 ? 10 : type == 14 ? 11 : 13;

  // An entry of this kind for the bytes [base, base + size). It frees the frames that lie wholly inside, unless it wraps;
  // any other kind holds for each frame of which it has a byte.
  logic integer entry_says(integer base, integer size, integer kind, integer f) =
    kind == 1
      ? (base + size <= 0x10000000000000000 && base <= f * 0x1000 && f * 0x1000 + 0x1000 <= base + size ? 1 : 0)
      : (0 < size && base < f * 0x1000 + 0x1000 && f * 0x1000 < base + size ? kind : 0);

  // What the raw entry at p says of frame f.
  logic integer e820_says{L}(uint8_t *p, integer f) = entry_says(le64(p), le64(p + 8), e820_kind(le32(p + 16)), f);
  logic integer uefi_says{L}(uint8_t *p, integer f) =
    entry_says(le64(p + 8), le64(p + 24) * 0x1000, uefi_kind(le32(p), le64(p + 32)), f);

  // What the first n entries say of frame f together: the greatest of what each says, 0 when none speaks of it. So 1 means: some entry
  // frees it, and none says anything else. (Recursion over n, which ends at 0.)
  logic integer greater(integer a, integer b) = a < b ? b : a;
  logic integer e820_greatest{L}(uint8_t *bytes, integer stride, integer n, integer f) = n <= 0 ? 0 :
    greater(e820_greatest(bytes, stride, n - 1, f), e820_says(bytes + (n - 1) * stride, f));
  logic integer uefi_greatest{L}(uint8_t *bytes, integer stride, integer n, integer f) = n <= 0 ? 0 :
    greater(uefi_greatest(bytes, stride, n - 1, f), uefi_says(bytes + (n - 1) * stride, f));
*/

#endif

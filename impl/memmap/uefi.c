/* uefi.c - UEFI's memory descriptors (T4). Relies on entry.h. */
#include "entry.h"

#define UEFI_BYTES 40u
#define UEFI_LAST_KNOWN 15u /* EfiUnacceptedMemoryType */

/* EFI_MEMORY_WB set; EFI_MEMORY_NV, EFI_MEMORY_SP, EFI_MEMORY_RUNTIME clear. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures plain: \result == uefi_plain(attributes);
*/
static uint32_t is_plain(uint64_t attributes)
{
    return attributes / 8 % 2 == 1 && attributes / 0x8000 % 2 == 0 && attributes / 0x40000 % 2 == 0 &&
           attributes / 0x8000000000000000 % 2 == 0;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures kind: \result == uefi_kind(type, attributes);
    ensures range: 1 <= \result < MEMMAP_TYPE_COUNT;
*/
static uint8_t uefi_type(uint32_t type, uint64_t attributes)
{
    switch (type) {
    case 1:
    case 2:
        return is_plain(attributes) != 0 ? MEMMAP_LOADER : MEMMAP_RESERVED;
    case 3:
    case 4:
    case 7:
        return is_plain(attributes) != 0 ? MEMMAP_USABLE : MEMMAP_RESERVED;
    case 5:
    case 6:
        return MEMMAP_RUNTIME;
    case 8:
        return MEMMAP_BAD;
    case 9:
        return MEMMAP_ACPI_TABLES;
    case 10:
        return MEMMAP_ACPI_NVS;
    case 14:
        return MEMMAP_PERSISTENT;
    default:
        return MEMMAP_RESERVED;
    }
}

/* Do this many pages from base on run past 2^64? */
/*@ requires some: 0 < pages;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_wrap: \result == 1 <==> base + pages * 0x1000 > 0x10000000000000000;
    ensures T4_boolean: \result == 0 || \result == 1;
*/
static uint32_t pages_wrap(uint64_t base, uint64_t pages)
{
    if (pages - 1 > LAST_BYTE / 0x1000)
        return 1;
    return (pages - 1) * 0x1000 + 0xFFF > LAST_BYTE - base;
}

/* An entry that is there lies in the bytes that are there. */
/*@ ghost
  /@ requires i < count && bytes <= stride;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures inside: 0 <= i * stride && i * stride + bytes <= count * stride;
     ensures next: (i + 1) * stride == i * stride + stride;
     ensures small: i * stride + stride <= 0xFFFFFFFF * 0xFFFFFFFF;
  @/
  static void uefi_stride_lemma(uint32_t i, uint32_t count, uint32_t stride, uint32_t bytes)
  {
    /@ assert next: (i + 1) * stride == i * stride + stride; @/
    /@ assert most: (i + 1) * stride <= count * stride; @/
    /@ assert bound: count * stride <= 0xFFFFFFFF * 0xFFFFFFFF; @/
  }
*/

/* The same said of pages and of the last byte. */
/*@ ghost
  /@ requires some: 0 < pages;
     requires fits: wraps == 0 ==> base + pages * 0x1000 <= 0x10000000000000000 && last == base + pages * 0x1000 - 1;
     requires past: wraps != 0 ==> base + pages * 0x1000 > 0x10000000000000000 && last == LAST_BYTE;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures says: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==>
       entry_says(base, pages * 0x1000, kind, f) == span_says(base, last, wraps, kind, f);
  @/
  static void pages_lemma(uint64_t base, uint64_t pages, uint64_t last, uint32_t wraps, uint8_t kind) {}
*/

/* One raw entry. */
/*@ requires ready: memmap_ready;
    requires readable: \valid_read(p + (0 .. UEFI_BYTES - 1));
    requires apart: MEMMAP_APART(p);
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST, MEMMAP_COUNTS, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
    ensures ready: memmap_ready;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
    ensures T4_kept: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==> \old(memmap_says[f]) <= memmap_says[f];
    ensures T4_usable: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES && memmap_says[f] == 1 ==>
      \old(memmap_says[f]) == 1 || uefi_says(p, f) == 1;
    ensures T4_barred: \forall integer f; 0 <= f < memmap_start[memmap_size] && 1 < uefi_says(p, f) ==> uefi_says(p, f) <= memmap_says[f];
    ensures T4_exact: memmap_lost == 0 ==> \old(memmap_lost) == 0 &&
      (\forall integer f; 0 <= f < memmap_start[memmap_size] ==> memmap_says[f] == greater(\old(memmap_says[f]), uefi_says(p, f)));
    ensures T4_entries: memmap_entries == one_more(\old(memmap_entries));
    ensures T4_empty: memmap_empty == (le64(p + 24) * 0x1000 == 0 ? one_more(\old(memmap_empty)) : \old(memmap_empty));
    ensures T4_unknown: memmap_unknown == (le32(p) > UEFI_LAST_KNOWN ? one_more(\old(memmap_unknown)) : \old(memmap_unknown));
    ensures T4_wrapped: memmap_wrapped == (le64(p + 24) * 0x1000 > 0 && le64(p + 8) + le64(p + 24) * 0x1000 > 0x10000000000000000 ?
      one_more(\old(memmap_wrapped)) : \old(memmap_wrapped));
    ensures T4_partial: memmap_partial == \old(memmap_partial) || memmap_partial == one_more(\old(memmap_partial));
    ensures T4_beyond: memmap_beyond == \old(memmap_beyond) || memmap_beyond == one_more(\old(memmap_beyond));
*/
static void take_uefi(const uint8_t *p)
{
    const uint32_t type = memmap_read32(p);
    const uint64_t base = memmap_read64(p + 8);
    const uint64_t pages = memmap_read64(p + 24);
    const uint64_t attributes = memmap_read64(p + 32);

    const uint8_t kind = uefi_type(type, attributes);
    const uint32_t wraps = pages == 0 ? 0 : pages_wrap(base, pages);
    uint64_t last = LAST_BYTE;

    memmap_entries = memmap_one_more(memmap_entries);
    if (type > UEFI_LAST_KNOWN)
        memmap_unknown = memmap_one_more(memmap_unknown);
    if (pages == 0) {
        memmap_empty = memmap_one_more(memmap_empty);
        return;
    }
    if (wraps == 0)
        last = base + ((pages - 1) * 0x1000 + 0xFFF);
    /*@ ghost pages_lemma(base, pages, last, wraps, kind); */
    /*@ assert says: \forall integer f; uefi_says(p, f) == entry_says(base, pages * 0x1000, kind, f); */
    memmap_add(base, last, wraps, kind);
}

/*@ requires ready: memmap_ready;
    requires readable: \valid_read(bytes + (0 .. count * stride - 1));
    requires apart: MEMMAP_APART(bytes);
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST, MEMMAP_COUNTS, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
    ensures ready: memmap_ready;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
    ensures T4_total: \result == (stride < UEFI_BYTES ? SELFMAP_BAD_LENGTH : SELFMAP_OK);
    ensures T4_kept: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==> \old(memmap_says[f]) <= memmap_says[f];
    ensures T4_usable: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES && memmap_says[f] == 1 ==>
      \old(memmap_says[f]) == 1 || 1 <= uefi_greatest(bytes, stride, count, f);
    ensures T4_barred: \result == SELFMAP_OK ==> (\forall integer f; 0 <= f < memmap_start[memmap_size] &&
      1 < uefi_greatest(bytes, stride, count, f) ==> uefi_greatest(bytes, stride, count, f) <= memmap_says[f]);
    ensures T4_exact: \result == SELFMAP_OK && memmap_lost == 0 ==> (\forall integer f; 0 <= f < memmap_start[memmap_size] ==>
      memmap_says[f] == greater(\old(memmap_says[f]), uefi_greatest(bytes, stride, count, f)));
    ensures T4_lost: memmap_lost == 0 ==> \old(memmap_lost) == 0;
    ensures T4_counts: memmap_empty >= \old(memmap_empty) && memmap_partial >= \old(memmap_partial) &&
      memmap_wrapped >= \old(memmap_wrapped) && memmap_beyond >= \old(memmap_beyond) && memmap_unknown >= \old(memmap_unknown);
    ensures T4_entries: \result == SELFMAP_OK ==> memmap_entries ==
      (\old(memmap_entries) + count < 0xFFFFFFFF ? \old(memmap_entries) + count : 0xFFFFFFFF);
    ensures unchanged_list: \result != SELFMAP_OK ==> memmap_size == \old(memmap_size) &&
      (\forall integer i; 0 <= i <= MEMMAP_LIMIT ==> memmap_start[i] == \old(memmap_start[i])) &&
      (\forall integer i; 0 <= i < MEMMAP_LIMIT ==> memmap_types[i] == \old(memmap_types[i]));
    ensures unchanged_counts: \result != SELFMAP_OK ==> memmap_entries == \old(memmap_entries) && memmap_empty == \old(memmap_empty) &&
      memmap_partial == \old(memmap_partial) && memmap_wrapped == \old(memmap_wrapped) && memmap_beyond == \old(memmap_beyond) &&
      memmap_unknown == \old(memmap_unknown) && memmap_lost == \old(memmap_lost);
    ensures unchanged: \result != SELFMAP_OK ==> (\forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==>
      memmap_says[f] == \old(memmap_says[f]));
*/
enum selfmap_status memmap_ingest_uefi(const uint8_t *bytes, uint32_t count, uint32_t stride)
{
    uint64_t at = 0;
    uint32_t i;

    if (stride < UEFI_BYTES)
        return SELFMAP_BAD_LENGTH;
    /*@ loop invariant range: 0 <= i <= count && at == i * stride;
        loop invariant ready: memmap_ready;
        loop invariant reach: memmap_start[memmap_size] == \at(memmap_start[memmap_size], Pre);
        loop invariant kept: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==> \at(memmap_says[f], Pre) <= memmap_says[f];
        loop invariant usable: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES && memmap_says[f] == 1 ==>
          \at(memmap_says[f], Pre) == 1 || 1 <= uefi_greatest(bytes, stride, i, f);
        loop invariant barred: \forall integer f; 0 <= f < memmap_start[memmap_size] &&
          1 < uefi_greatest(bytes, stride, i, f) ==> uefi_greatest(bytes, stride, i, f) <= memmap_says[f];
        loop invariant exact: memmap_lost == 0 ==> (\forall integer f; 0 <= f < memmap_start[memmap_size] ==>
          memmap_says[f] == greater(\at(memmap_says[f], Pre), uefi_greatest(bytes, stride, i, f)));
        loop invariant lost: memmap_lost == 0 ==> \at(memmap_lost, Pre) == 0;
        loop invariant counts: memmap_empty >= \at(memmap_empty, Pre) && memmap_partial >= \at(memmap_partial, Pre) &&
          memmap_wrapped >= \at(memmap_wrapped, Pre) && memmap_beyond >= \at(memmap_beyond, Pre) &&
          memmap_unknown >= \at(memmap_unknown, Pre);
        loop invariant entries: memmap_entries ==
          (\at(memmap_entries, Pre) + i < 0xFFFFFFFF ? \at(memmap_entries, Pre) + i : 0xFFFFFFFF);
        loop assigns i, at, MEMMAP_LIST, MEMMAP_COUNTS, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
        loop variant count - i; */
    for (i = 0; i < count; i++) {
        /*@ ghost uefi_stride_lemma(i, count, stride, UEFI_BYTES); */
        take_uefi(bytes + at);
        /*@ assert next: \forall integer f; uefi_greatest(bytes, stride, i + 1, f) ==
              greater(uefi_greatest(bytes, stride, i, f), uefi_says(bytes + at, f)); */
        at += stride;
    }
    return SELFMAP_OK;
}

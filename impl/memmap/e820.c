/* e820.c - entries as e820 and PVH's start info have them (T4). Relies on entry.h. */
#include "entry.h"

#define E820_BYTES 20u
#define E820_LAST_KNOWN 7u

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures kind: \result == e820_kind(type);
    ensures range: 1 <= \result < MEMMAP_TYPE_COUNT;
*/
static uint8_t e820_type(uint32_t type)
{
    switch (type) {
    case 1:
        return MEMMAP_USABLE;
    case 3:
        return MEMMAP_ACPI_TABLES;
    case 4:
        return MEMMAP_ACPI_NVS;
    case 5:
        return MEMMAP_BAD;
    case 7:
        return MEMMAP_PERSISTENT;
    default:
        return MEMMAP_RESERVED;
    }
}

/* Does [base, base + size) run past 2^64? */
/*@ requires some: 0 < size;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_wrap: \result == 1 <==> base + size > 0x10000000000000000;
    ensures T4_boolean: \result == 0 || \result == 1;
*/
static uint32_t bytes_wrap(uint64_t base, uint64_t size)
{
    return (uint32_t)(size - 1 > LAST_BYTE - base);
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
  static void e820_stride_lemma(uint32_t i, uint32_t count, uint32_t stride, uint32_t bytes)
  {
    /@ assert next: (i + 1) * stride == i * stride + stride; @/
    /@ assert most: (i + 1) * stride <= count * stride; @/
    /@ assert bound: count * stride <= 0xFFFFFFFF * 0xFFFFFFFF; @/
  }
*/

/* One raw entry. */
/*@ requires ready: memmap_ready;
    requires readable: \valid_read(p + (0 .. E820_BYTES - 1));
    requires apart: MEMMAP_APART(p);
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST, MEMMAP_COUNTS, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
    ensures ready: memmap_ready;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
    ensures T4_kept: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==> \old(memmap_says[f]) <= memmap_says[f];
    ensures T4_usable: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES && memmap_says[f] == 1 ==>
      \old(memmap_says[f]) == 1 || e820_says(p, f) == 1;
    ensures T4_barred: \forall integer f; 0 <= f < memmap_start[memmap_size] && 1 < e820_says(p, f) ==> e820_says(p, f) <= memmap_says[f];
    ensures T4_exact: memmap_lost == 0 ==> \old(memmap_lost) == 0 &&
      (\forall integer f; 0 <= f < memmap_start[memmap_size] ==> memmap_says[f] == greater(\old(memmap_says[f]), e820_says(p, f)));
    ensures T4_entries: memmap_entries == one_more(\old(memmap_entries));
    ensures T4_empty: memmap_empty == (le64(p + 8) == 0 ? one_more(\old(memmap_empty)) : \old(memmap_empty));
    ensures T4_unknown: memmap_unknown == (le32(p + 16) == 0 || le32(p + 16) > E820_LAST_KNOWN ? one_more(\old(memmap_unknown)) : \old(memmap_unknown));
    ensures T4_wrapped: memmap_wrapped == (le64(p + 8) > 0 && le64(p) + le64(p + 8) > 0x10000000000000000 ?
      one_more(\old(memmap_wrapped)) : \old(memmap_wrapped));
    ensures T4_partial: memmap_partial == \old(memmap_partial) || memmap_partial == one_more(\old(memmap_partial));
    ensures T4_beyond: memmap_beyond == \old(memmap_beyond) || memmap_beyond == one_more(\old(memmap_beyond));
*/
static void take_e820(const uint8_t *p)
{
    const uint64_t base = memmap_read64(p);
    const uint64_t size = memmap_read64(p + 8);
    const uint32_t type = memmap_read32(p + 16);

    memmap_entries = memmap_one_more(memmap_entries);
    if (type == 0 || type > E820_LAST_KNOWN)
        memmap_unknown = memmap_one_more(memmap_unknown);
    if (size == 0)
        memmap_empty = memmap_one_more(memmap_empty);
    else if (bytes_wrap(base, size) != 0)
        memmap_add(base, LAST_BYTE, 1, e820_type(type));
    else
        memmap_add(base, base + (size - 1), 0, e820_type(type));
}

/*@ requires ready: memmap_ready;
    requires readable: \valid_read(bytes + (0 .. count * stride - 1));
    requires apart: MEMMAP_APART(bytes);
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST, MEMMAP_COUNTS, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
    ensures ready: memmap_ready;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
    ensures T4_total: \result == (stride < E820_BYTES ? SELFMAP_BAD_LENGTH : SELFMAP_OK);
    ensures T4_kept: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==> \old(memmap_says[f]) <= memmap_says[f];
    ensures T4_usable: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES && memmap_says[f] == 1 ==>
      \old(memmap_says[f]) == 1 || 1 <= e820_greatest(bytes, stride, count, f);
    ensures T4_barred: \result == SELFMAP_OK ==> (\forall integer f; 0 <= f < memmap_start[memmap_size] &&
      1 < e820_greatest(bytes, stride, count, f) ==> e820_greatest(bytes, stride, count, f) <= memmap_says[f]);
    ensures T4_exact: \result == SELFMAP_OK && memmap_lost == 0 ==> (\forall integer f; 0 <= f < memmap_start[memmap_size] ==>
      memmap_says[f] == greater(\old(memmap_says[f]), e820_greatest(bytes, stride, count, f)));
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
enum selfmap_status memmap_ingest_e820(const uint8_t *bytes, uint32_t count, uint32_t stride)
{
    uint64_t at = 0;
    uint32_t i;

    if (stride < E820_BYTES)
        return SELFMAP_BAD_LENGTH;
    /*@ loop invariant range: 0 <= i <= count && at == i * stride;
        loop invariant ready: memmap_ready;
        loop invariant reach: memmap_start[memmap_size] == \at(memmap_start[memmap_size], Pre);
        loop invariant kept: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==> \at(memmap_says[f], Pre) <= memmap_says[f];
        loop invariant usable: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES && memmap_says[f] == 1 ==>
          \at(memmap_says[f], Pre) == 1 || 1 <= e820_greatest(bytes, stride, i, f);
        loop invariant barred: \forall integer f; 0 <= f < memmap_start[memmap_size] &&
          1 < e820_greatest(bytes, stride, i, f) ==> e820_greatest(bytes, stride, i, f) <= memmap_says[f];
        loop invariant exact: memmap_lost == 0 ==> (\forall integer f; 0 <= f < memmap_start[memmap_size] ==>
          memmap_says[f] == greater(\at(memmap_says[f], Pre), e820_greatest(bytes, stride, i, f)));
        loop invariant lost: memmap_lost == 0 ==> \at(memmap_lost, Pre) == 0;
        loop invariant counts: memmap_empty >= \at(memmap_empty, Pre) && memmap_partial >= \at(memmap_partial, Pre) &&
          memmap_wrapped >= \at(memmap_wrapped, Pre) && memmap_beyond >= \at(memmap_beyond, Pre) &&
          memmap_unknown >= \at(memmap_unknown, Pre);
        loop invariant entries: memmap_entries ==
          (\at(memmap_entries, Pre) + i < 0xFFFFFFFF ? \at(memmap_entries, Pre) + i : 0xFFFFFFFF);
        loop assigns i, at, MEMMAP_LIST, MEMMAP_COUNTS, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
        loop variant count - i; */
    for (i = 0; i < count; i++) {
        /*@ ghost e820_stride_lemma(i, count, stride, E820_BYTES); */
        take_e820(bytes + at);
        /*@ assert next: \forall integer f; e820_greatest(bytes, stride, i + 1, f) ==
              greater(e820_greatest(bytes, stride, i, f), e820_says(bytes + at, f)); */
        at += stride;
    }
    return SELFMAP_OK;
}

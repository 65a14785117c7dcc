/*
 * entry.h - one entry of a boot memory map, taken out of its bytes: what e820.c and uefi.c share. Private to impl/.
 */
#ifndef SELFMAP_MEMMAP_ENTRY_H
#define SELFMAP_MEMMAP_ENTRY_H

#include "regions.h"

#define LAST_BYTE 0xFFFFFFFFFFFFFFFF /* UINT64_MAX of a type that is uint64_t under both machdeps: one proof for both */

/* Four bytes, the lowest first. */
/*@ requires readable: \valid_read(p + (0 .. 3));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures number: \result == le32(p);
*/
uint32_t memmap_read32(const uint8_t *p);

/* Eight bytes, the lowest first. */
/*@ requires readable: \valid_read(p + (0 .. 7));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures number: \result == le64(p);
*/
uint64_t memmap_read64(const uint8_t *p);

/*
 * What an entry of the bytes [base, last] says, by its last byte; and what a list says after it that said `before`. One that
 * wraps has last == 2^64 - 1.
 */
/*@
  logic integer span_says(integer base, integer last, integer wraps, integer kind, integer f) =
    kind == 1 ? (wraps == 0 && base <= f * 0x1000 && f * 0x1000 + 0xFFF <= last ? 1 : 0)
    : (base <= f * 0x1000 + 0xFFF && f * 0x1000 <= last ? kind : 0);
*/

/* An entry of the bytes [base, last]: usable ones are rounded inwards, all others outwards. */
/*@ requires ready: memmap_ready;
    requires type: 1 <= type < MEMMAP_TYPE_COUNT;
    requires bytes: base <= last;
    requires wraps: wraps == 0 || (wraps == 1 && last == LAST_BYTE);
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST, memmap_wrapped, memmap_partial, memmap_beyond, memmap_lost, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
    ensures ready: memmap_ready;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
    ensures T4_kept: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES ==> \old(memmap_says[f]) <= memmap_says[f];
    ensures T4_usable: \forall integer f; 0 <= f < MEMMAP_MOST_FRAMES && memmap_says[f] == 1 ==>
      \old(memmap_says[f]) == 1 || span_says(base, last, wraps, type, f) == 1;
    ensures T4_barred: \forall integer f; 0 <= f < memmap_start[memmap_size] && 1 < span_says(base, last, wraps, type, f) ==>
      span_says(base, last, wraps, type, f) <= memmap_says[f];
    ensures T4_exact: memmap_lost == 0 ==> \old(memmap_lost) == 0 &&
      (\forall integer f; 0 <= f < memmap_start[memmap_size] ==>
        memmap_says[f] == greater(\old(memmap_says[f]), span_says(base, last, wraps, type, f)));
    ensures T4_wrapped: memmap_wrapped == (wraps == 1 ? one_more(\old(memmap_wrapped)) : \old(memmap_wrapped));
    ensures T4_partial: memmap_partial == \old(memmap_partial) || memmap_partial == one_more(\old(memmap_partial));
    ensures T4_beyond: memmap_beyond == \old(memmap_beyond) || memmap_beyond == one_more(\old(memmap_beyond));
*/
void memmap_add(uint64_t base, uint64_t last, uint32_t wraps, uint8_t type);

#endif

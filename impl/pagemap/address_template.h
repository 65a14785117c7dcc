/*
 * address_template.h - the address math of one mode (T1a to T1e). Included once by each of pml2.c to pml5.c, which
 * define the constants. Written with / and % by constants: the compiler makes shifts and masks of them.
 */
#include "modes.h"

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1e_exact: \result == 1 <==> MODE(canonical)(va);
    ensures T1e_boolean: \result == 0 || \result == 1;
*/
uint32_t MODE(canonical)(uint64_t va)
{
    return va < HALF IF_WIDE(|| va >= HIGH + HALF);
}

/*@ requires offset < SPAN;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1e_extended: \result == MODE(extend)(offset);
    ensures T1e_canonical: MODE(canonical)(\result);
    ensures T1e_low_bits: \result % SPAN == offset;
*/
static uint64_t MODE(extend)(uint64_t offset)
{
    return offset < HALF ? offset : offset + HIGH;
}

/*@ requires \valid(va);
    terminates \true;
    exits \false;
    assigns *va;
    ensures T1e_refused: \result == SELFMAP_NOT_CANONICAL <==> offset >= SPAN;
    ensures T1e_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_CANONICAL;
    ensures T1e_value: \result == SELFMAP_OK ==> *va == MODE(extend)(offset) && MODE(canonical)(*va) && *va % SPAN == offset;
    ensures unchanged: \result != SELFMAP_OK ==> *va == \old(*va);
*/
enum selfmap_status MODE(sign_extend)(uint64_t offset, uint64_t *va)
{
    if (offset >= SPAN)
        return SELFMAP_NOT_CANONICAL;
    *va = MODE(extend)(offset);
    return SELFMAP_OK;
}

/*@ requires \valid(index);
    terminates \true;
    exits \false;
    assigns *index;
    ensures T1e_refused: \result == SELFMAP_NOT_CANONICAL <==> !MODE(canonical)(va);
    ensures T1a_level: \result == SELFMAP_BAD_LEVEL <==> MODE(canonical)(va) && !(1 <= level <= LEVELS);
    ensures T1a_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_CANONICAL || \result == SELFMAP_BAD_LEVEL;
    ensures T1a_index: \result == SELFMAP_OK ==> *index == MODE(index)(level, va);
    ensures unchanged: \result != SELFMAP_OK ==> *index == \old(*index);
*/
enum selfmap_status MODE(index)(uint32_t level, uint64_t va, uint32_t *index)
{
    if (!MODE(canonical)(va))
        return SELFMAP_NOT_CANONICAL;
    switch (level) {
    case 1:
        *index = (uint32_t)(va / SIZE1 % ENTRIES);
        return SELFMAP_OK;
    case 2:
        *index = (uint32_t)(va / SIZE2 % ENTRIES);
        return SELFMAP_OK;
    IF3(case 3:
        *index = (uint32_t)(va / SIZE3 % ENTRIES);
        return SELFMAP_OK;)
    IF4(case 4:
        *index = (uint32_t)(va / SIZE4 % ENTRIES);
        return SELFMAP_OK;)
    IF5(case 5:
        *index = (uint32_t)(va / SIZE5 % ENTRIES);
        return SELFMAP_OK;)
    default:
        return SELFMAP_BAD_LEVEL;
    }
}

/*@ requires bound: MODE(info)(info);
    requires \valid_read(info) && \valid(entry) && \separated(info, entry);
    terminates \true;
    exits \false;
    assigns *entry;
    ensures T1e_refused: \result == SELFMAP_NOT_CANONICAL <==> !MODE(canonical)(va);
    ensures T1a_level: \result == SELFMAP_BAD_LEVEL <==> MODE(canonical)(va) && !MODE(window_level)(level);
    ensures T1a_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_CANONICAL || \result == SELFMAP_BAD_LEVEL;
    ensures T1a_shown: \result == SELFMAP_OK ==> *entry == MODE(entry_address)(info->self_map_slot, level, va);
    ensures T1a_closed: \result == SELFMAP_OK ==>
      *entry == info->window_base[level - 1] + MODE(window_offset)(level, va);
    ensures T1a_window: \result == SELFMAP_OK ==> MODE(in_window)(info->self_map_slot, level, *entry);
    ensures T1a_aligned: \result == SELFMAP_OK ==> *entry % ENTRY_SIZE == 0;
    ensures T1a_canonical: \result == SELFMAP_OK ==> MODE(canonical)(*entry);
    ensures unchanged: \result != SELFMAP_OK ==> *entry == \old(*entry);
*/
enum selfmap_status MODE(entry_address)(const struct pagemap_info *info, uint32_t level, uint64_t va, uint64_t *entry)
{
    if (!MODE(canonical)(va))
        return SELFMAP_NOT_CANONICAL;
    /*@ assert rung1: va / 0x1000 == va / SIZE2 * ENTRIES + MODE(index1)(va); */
    IF3(/*@ assert rung2: va / SIZE2 == va / SIZE3 * ENTRIES + MODE(index2)(va); */)
    IF4(/*@ assert rung3: va / SIZE3 == va / SIZE4 * ENTRIES + MODE(index3)(va); */)
    IF5(/*@ assert rung4: va / SIZE4 == va / SIZE5 * ENTRIES + MODE(index4)(va); */)
    switch (level) {
    case 1:
        *entry = info->window_base[0] + va % SPAN / SIZE1 * ENTRY_SIZE;
        return SELFMAP_OK;
    case 2:
        *entry = info->window_base[1] + va % SPAN / SIZE2 * ENTRY_SIZE;
        return SELFMAP_OK;
    IF_WINDOW3(case 3:
        *entry = info->window_base[2] + va % SPAN / SIZE3 * ENTRY_SIZE;
        return SELFMAP_OK;)
    IF4(case 4:
        *entry = info->window_base[3] + va % SPAN / SIZE4 * ENTRY_SIZE;
        return SELFMAP_OK;)
    IF5(case 5:
        *entry = info->window_base[4] + va % SPAN / SIZE5 * ENTRY_SIZE;
        return SELFMAP_OK;)
    default:
        return SELFMAP_BAD_LEVEL;
    }
}
/*@ requires bound: MODE(info)(info);
    requires \valid_read(info) && \valid(va) && \separated(info, va);
    terminates \true;
    exits \false;
    assigns *va;
    ensures T1c_level: \result == SELFMAP_BAD_LEVEL <==> !MODE(window_level)(level);
    ensures T1c_window: \result == SELFMAP_NOT_IN_WINDOW <==>
      MODE(window_level)(level) && !MODE(in_window)(info->self_map_slot, level, entry);
    ensures T1c_aligned: \result == SELFMAP_MISALIGNED <==>
      MODE(window_level)(level) && MODE(in_window)(info->self_map_slot, level, entry) && entry % ENTRY_SIZE != 0;
    ensures T1c_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_LEVEL || \result == SELFMAP_NOT_IN_WINDOW ||
      \result == SELFMAP_MISALIGNED;
    ensures T1c_canonical: \result == SELFMAP_OK ==> MODE(canonical)(*va);
    ensures T1c_first: \result == SELFMAP_OK ==> *va % MODE(reach)(level) == 0;
    ensures T1c_closed: \result == SELFMAP_OK ==>
      entry == info->window_base[level - 1] + MODE(window_offset)(level, *va);
    ensures T1c_inverse: \result == SELFMAP_OK ==> MODE(entry_address)(info->self_map_slot, level, *va) == entry;
    ensures unchanged: \result != SELFMAP_OK ==> *va == \old(*va);
*/
enum selfmap_status MODE(va_of_entry)(const struct pagemap_info *info, uint32_t level, uint64_t entry, uint64_t *va)
{
    uint64_t offset;

    if (level < 1 || level > WINDOW_LEVELS)
        return SELFMAP_BAD_LEVEL;
    if (entry < info->window_base[level - 1] || entry > info->window_last[level - 1])
        return SELFMAP_NOT_IN_WINDOW;
    offset = entry - info->window_base[level - 1];
    if (offset % ENTRY_SIZE != 0)
        return SELFMAP_MISALIGNED;
    switch (level) {
    case 1:
        offset = offset / ENTRY_SIZE * SIZE1;
        break;
    IF_WINDOW3(case 3:
        offset = offset / ENTRY_SIZE * SIZE3;
        break;)
    IF4(case 4:
        offset = offset / ENTRY_SIZE * SIZE4;
        break;)
    IF5(case 5:
        offset = offset / ENTRY_SIZE * SIZE5;
        break;)
    default:
        offset = offset / ENTRY_SIZE * SIZE2;
        break;
    }
    *va = MODE(extend)(offset);
    /*@ assert rung1: *va / 0x1000 == *va / SIZE2 * ENTRIES + MODE(index1)(*va); */
    IF3(/*@ assert rung2: *va / SIZE2 == *va / SIZE3 * ENTRIES + MODE(index2)(*va); */)
    IF4(/*@ assert rung3: *va / SIZE3 == *va / SIZE4 * ENTRIES + MODE(index3)(*va); */)
    IF5(/*@ assert rung4: *va / SIZE4 == *va / SIZE5 * ENTRIES + MODE(index4)(*va); */)
    return SELFMAP_OK;
}

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
    return IF_WIDE(offset >= HALF ? offset + HIGH :) offset;
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
    if (level < 1 || level > LEVELS)
        return SELFMAP_BAD_LEVEL;
    *index = (uint32_t)(level == 1   ? va / SIZE1 % ENTRIES
                        IF3(: level == 3 ? va / SIZE3 % ENTRIES)
                        IF4(: level == 4 ? va / SIZE4 % ENTRIES)
                        IF5(: level == 5 ? va / SIZE5 % ENTRIES)
                        : va / SIZE2 % ENTRIES);
    return SELFMAP_OK;
}

/* How far into a level's window the entry of va stands. */
/*@ requires MODE(window_level)(level);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1a_place: \result == MODE(window_offset)(level, va);
*/
static uint64_t MODE(window_place)(uint32_t level, uint64_t va)
{
    if (level == 1)
        return va % SPAN / SIZE1 * ENTRY_SIZE;
    IF_WINDOW3(if (level == 3)
        return va % SPAN / SIZE3 * ENTRY_SIZE;)
    IF4(if (level == 4)
        return va % SPAN / SIZE4 * ENTRY_SIZE;)
    IF5(if (level == 5)
        return va % SPAN / SIZE5 * ENTRY_SIZE;)
    return va % SPAN / SIZE2 * ENTRY_SIZE;
}

/* The first address whose entry stands so far into a level's window. */
/*@ requires MODE(window_level)(level);
    requires offset < MODE(window_size)(level) && offset % ENTRY_SIZE == 0;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1c_place: MODE(window_offset)(level, \result) == offset;
    ensures T1c_first: \result % MODE(reach)(level) == 0;
    ensures T1c_canonical: MODE(canonical)(\result);
*/
static uint64_t MODE(first_at)(uint32_t level, uint64_t offset)
{
    const uint64_t number = offset / ENTRY_SIZE;
    const uint64_t low = number * (level == 1 ? SIZE1 IF_WINDOW3(: level == 3 ? SIZE3) IF4(: level == 4 ? SIZE4)
                                                IF5(: level == 5 ? SIZE5) : SIZE2);
    const uint64_t va = MODE(extend)(low);

    /*@ assert first1: level == 1 ==> va % SIZE1 == 0; */
    /*@ assert first2: level == 2 ==> va % SIZE2 == 0; */
    IF_WINDOW3(/*@ assert first3: level == 3 ==> va % SIZE3 == 0; */)
    IF4(/*@ assert first4: level == 4 ==> va % SIZE4 == 0; */)
    IF5(/*@ assert first5: level == 5 ==> va % SIZE5 == 0; */)
    return va;
}

/* Where a level's window starts; it ends within the half of the space in which it starts. */
/*@ requires MODE(legal_slot)(slot) && MODE(window_level)(level);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1a_base: \result == MODE(window_base)(slot, level);
    ensures T1a_room: \result + MODE(window_size)(level) < HIGH + SPAN;
*/
static uint64_t MODE(window_start)(uint32_t slot, uint32_t level)
{
    const uint64_t first = slot;

    if (level == 1)
        return MODE(extend)(BASE1 + first * STRIDE1);
    IF_WINDOW3(if (level == 3)
        return MODE(extend)(BASE3 + first * STRIDE3);)
    IF4(if (level == 4)
        return MODE(extend)(BASE4 + first * STRIDE4);)
    IF5(if (level == 5)
        return MODE(extend)(BASE5 + first * STRIDE5);)
    return MODE(extend)(BASE2 + first * STRIDE2);
}

/* A window lies in one half of the space, on a page boundary. */
/*@ ghost
    /@ requires MODE(legal_slot)(slot) && MODE(window_level)(level);
       terminates \true;
       exits \false;
       assigns \nothing;
       ensures T1a_half: MODE(window_base)(slot, level) + MODE(window_size)(level) <= HALF
         IF_WIDE(|| (HIGH + HALF <= MODE(window_base)(slot, level) &&
                     MODE(window_base)(slot, level) + MODE(window_size)(level) < HIGH + SPAN));
       ensures T1a_start: MODE(window_base)(slot, level) % ENTRY_SIZE == 0 && 0 <= MODE(window_base)(slot, level);
    @/
    void MODE(window_lemma)(uint32_t slot, uint32_t level)
    {
    }
*/

/* What a bound pagemap says of a level's window is what the slot demands. */
/*@ ghost
    /@ requires \valid_read(info) && MODE(windows)(info) && MODE(window_level)(level);
       terminates \true;
       exits \false;
       assigns \nothing;
       ensures T1a_base: info->window_base[level - 1] == MODE(window_base)(info->self_map_slot, level);
       ensures T1a_last: info->window_last[level - 1] ==
         MODE(window_base)(info->self_map_slot, level) + (MODE(window_size)(level) - 1);
    @/
    void MODE(bound_window_lemma)(const struct pagemap_info *info, uint32_t level)
    {
    }
*/

/*@ ghost
    /@ requires base % ENTRY_SIZE == 0;
       terminates \true;
       exits \false;
       assigns \nothing;
       ensures T1a_aligned: (base + offset) % ENTRY_SIZE == offset % ENTRY_SIZE;
    @/
    void MODE(aligned_lemma)(uint64_t base, uint64_t offset)
    {
    }
*/

/* What a window spans, in plain numbers. */
/*@ ghost
    /@ terminates \true;
       exits \false;
       assigns \nothing;
       ensures T1a_size1: MODE(window_size)(1) == SPAN / SIZE1 * ENTRY_SIZE;
       ensures T1a_size2: MODE(window_size)(2) == SPAN / SIZE2 * ENTRY_SIZE;
       IF_WINDOW3(ensures T1a_size3: MODE(window_size)(3) == SPAN / SIZE3 * ENTRY_SIZE;)
       IF4(ensures T1a_size4: MODE(window_size)(4) == SPAN / SIZE4 * ENTRY_SIZE;)
       IF5(ensures T1a_size5: MODE(window_size)(5) == SPAN / SIZE5 * ENTRY_SIZE;)
    @/
    void MODE(sizes_lemma)(void)
    {
    }
*/

/* The address that the hardware must see is the window's base and the entry's place in the window. */
/*@ ghost
    /@ requires MODE(legal_slot)(slot) && MODE(window_level)(level) && MODE(canonical)(va);
       terminates \true;
       exits \false;
       assigns \nothing;
       ensures T1a_shown:
         MODE(entry_address)(slot, level, va) == MODE(window_base)(slot, level) + MODE(window_offset)(level, va);
       ensures T1a_within: 0 <= MODE(window_offset)(level, va) <= MODE(window_size)(level) - ENTRY_SIZE;
       ensures T1a_aligned: MODE(window_offset)(level, va) % ENTRY_SIZE == 0;
    @/
    void MODE(shown_lemma)(uint32_t slot, uint32_t level, uint64_t va)
    {
        MODE(sizes_lemma)();
        /@ assert within1: MODE(window_offset)(1, va) <= MODE(window_size)(1) - ENTRY_SIZE; @/
        /@ assert within2: MODE(window_offset)(2, va) <= MODE(window_size)(2) - ENTRY_SIZE; @/
        IF_WINDOW3(/@ assert within3: MODE(window_offset)(3, va) <= MODE(window_size)(3) - ENTRY_SIZE; @/)
        IF4(/@ assert within4: MODE(window_offset)(4, va) <= MODE(window_size)(4) - ENTRY_SIZE; @/)
        IF5(/@ assert within5: MODE(window_offset)(5, va) <= MODE(window_size)(5) - ENTRY_SIZE; @/)
        /@ assert rung1: va / 0x1000 == va / SIZE2 * ENTRIES + MODE(index1)(va); @/
        IF3(/@ assert rung2: va / SIZE2 == va / SIZE3 * ENTRIES + MODE(index2)(va); @/)
        IF4(/@ assert rung3: va / SIZE3 == va / SIZE4 * ENTRIES + MODE(index3)(va); @/)
        IF5(/@ assert rung4: va / SIZE4 == va / SIZE5 * ENTRIES + MODE(index4)(va); @/)
        /@ assert shown1: MODE(entry_address)(slot, 1, va) == MODE(window_base)(slot, 1) + MODE(window_offset)(1, va); @/
        /@ assert shown2: MODE(entry_address)(slot, 2, va) == MODE(window_base)(slot, 2) + MODE(window_offset)(2, va); @/
        IF_WINDOW3(/@ assert shown3:
          MODE(entry_address)(slot, 3, va) == MODE(window_base)(slot, 3) + MODE(window_offset)(3, va); @/)
        IF4(/@ assert shown4: MODE(entry_address)(slot, 4, va) == MODE(window_base)(slot, 4) + MODE(window_offset)(4, va); @/)
        IF5(/@ assert shown5: MODE(entry_address)(slot, 5, va) == MODE(window_base)(slot, 5) + MODE(window_offset)(5, va); @/)
    }
*/

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
    uint64_t offset;

    if (!MODE(canonical)(va))
        return SELFMAP_NOT_CANONICAL;
    if (level < 1 || level > WINDOW_LEVELS)
        return SELFMAP_BAD_LEVEL;
    /*@ ghost MODE(bound_window_lemma)(info, level); */
    /*@ ghost MODE(window_lemma)(info->self_map_slot, level); */
    /*@ ghost MODE(shown_lemma)(info->self_map_slot, level, va); */
    offset = MODE(window_place)(level, va);
    *entry = info->window_base[level - 1] + offset;
    /*@ ghost MODE(aligned_lemma)(info->window_base[level - 1], offset); */
    return SELFMAP_OK;
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
    /*@ ghost MODE(bound_window_lemma)(info, level); */
    /*@ ghost MODE(window_lemma)(info->self_map_slot, level); */
    if (entry < info->window_base[level - 1] || entry > info->window_last[level - 1])
        return SELFMAP_NOT_IN_WINDOW;
    offset = entry - info->window_base[level - 1];
    /*@ ghost MODE(aligned_lemma)(info->window_base[level - 1], offset); */
    if (offset % ENTRY_SIZE != 0)
        return SELFMAP_MISALIGNED;
    *va = MODE(first_at)(level, offset);
    /*@ ghost MODE(shown_lemma)(info->self_map_slot, level, *va); */
    return SELFMAP_OK;
}

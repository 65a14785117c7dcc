/* pagemap.c - the public face of a bound pagemap: one indirect call each, and what needs none. Relies on the modes. */
#include "bound.h"

#include "spec/any_mode.h"

/*@ requires \valid_read(pagemap);
    requires bound: bound(pagemap);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1e_exact: \result == 1 <==> canonical(pagemap->info.mode, va);
    ensures T1e_boolean: \result == 0 || \result == 1;
*/
uint32_t pagemap_canonical(const struct pagemap *pagemap, uint64_t va)
{
    uint32_t answer;

    /*@ calls pml2_canonical, pml3_canonical, pml4_canonical, pml5_canonical; */
    answer = pagemap->routines.canonical(va);
    return answer;
}

/*@ requires \valid_read(pagemap) && \valid(va) && \separated(pagemap, va);
    requires bound: bound(pagemap);
    terminates \true;
    exits \false;
    assigns *va;
    ensures T1e_refused: \result == SELFMAP_NOT_CANONICAL <==> offset >= span(pagemap->info.mode);
    ensures T1e_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_CANONICAL;
    ensures T1e_value: \result == SELFMAP_OK ==> *va == extend(pagemap->info.mode, offset);
    ensures T1e_canonical: \result == SELFMAP_OK ==> canonical(pagemap->info.mode, *va);
    ensures unchanged: \result != SELFMAP_OK ==> *va == \old(*va);
*/
enum selfmap_status pagemap_sign_extend(const struct pagemap *pagemap, uint64_t offset, uint64_t *va)
{
    enum selfmap_status status;

    /*@ calls pml2_sign_extend, pml3_sign_extend, pml4_sign_extend, pml5_sign_extend; */
    status = pagemap->routines.sign_extend(offset, va);
    return status;
}

/*@ requires \valid_read(pagemap) && \valid(index) && \separated(pagemap, index);
    requires bound: bound(pagemap);
    terminates \true;
    exits \false;
    assigns *index;
    ensures T1e_refused: \result == SELFMAP_NOT_CANONICAL <==> !canonical(pagemap->info.mode, va);
    ensures T1a_level: \result == SELFMAP_BAD_LEVEL <==>
      canonical(pagemap->info.mode, va) && !(1 <= level <= pagemap->info.mode);
    ensures T1a_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_CANONICAL || \result == SELFMAP_BAD_LEVEL;
    ensures T1a_index: \result == SELFMAP_OK ==> *index == index(pagemap->info.mode, level, va);
    ensures unchanged: \result != SELFMAP_OK ==> *index == \old(*index);
*/
enum selfmap_status pagemap_index(const struct pagemap *pagemap, uint32_t level, uint64_t va, uint32_t *index)
{
    enum selfmap_status status;

    /*@ calls pml2_index, pml3_index, pml4_index, pml5_index; */
    status = pagemap->routines.index(level, va, index);
    return status;
}

/*@ requires \valid_read(pagemap) && \valid(entry) && \separated(pagemap, entry);
    requires bound: bound(pagemap);
    terminates \true;
    exits \false;
    assigns *entry;
    ensures T1e_refused: \result == SELFMAP_NOT_CANONICAL <==> !canonical(pagemap->info.mode, va);
    ensures T1a_level: \result == SELFMAP_BAD_LEVEL <==>
      canonical(pagemap->info.mode, va) && !window_level(pagemap->info.mode, level);
    ensures T1a_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_CANONICAL || \result == SELFMAP_BAD_LEVEL;
    ensures T1a_shown: \result == SELFMAP_OK ==>
      *entry == entry_address(pagemap->info.mode, pagemap->info.self_map_slot, level, va);
    ensures T1a_window: \result == SELFMAP_OK ==>
      in_window(pagemap->info.mode, pagemap->info.self_map_slot, level, *entry);
    ensures T1a_aligned: \result == SELFMAP_OK ==> *entry % entry_size(pagemap->info.mode) == 0;
    ensures T1a_canonical: \result == SELFMAP_OK ==> canonical(pagemap->info.mode, *entry);
    ensures unchanged: \result != SELFMAP_OK ==> *entry == \old(*entry);
*/
enum selfmap_status pagemap_entry_address(const struct pagemap *pagemap, uint32_t level, uint64_t va, uint64_t *entry)
{
    enum selfmap_status status;

    /*@ calls pml2_entry_address, pml3_entry_address, pml4_entry_address, pml5_entry_address; */
    status = pagemap->routines.entry_address(&pagemap->info, level, va, entry);
    return status;
}

/*@ requires \valid_read(pagemap) && \valid(va) && \separated(pagemap, va);
    requires bound: bound(pagemap);
    terminates \true;
    exits \false;
    assigns *va;
    ensures T1c_level: \result == SELFMAP_BAD_LEVEL <==> !window_level(pagemap->info.mode, level);
    ensures T1c_window: \result == SELFMAP_NOT_IN_WINDOW <==> window_level(pagemap->info.mode, level) &&
      !in_window(pagemap->info.mode, pagemap->info.self_map_slot, level, entry);
    ensures T1c_aligned: \result == SELFMAP_MISALIGNED <==> window_level(pagemap->info.mode, level) &&
      in_window(pagemap->info.mode, pagemap->info.self_map_slot, level, entry) &&
      entry % entry_size(pagemap->info.mode) != 0;
    ensures T1c_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_LEVEL || \result == SELFMAP_NOT_IN_WINDOW ||
      \result == SELFMAP_MISALIGNED;
    ensures T1c_canonical: \result == SELFMAP_OK ==> canonical(pagemap->info.mode, *va);
    ensures T1c_first: \result == SELFMAP_OK ==> *va % reach(pagemap->info.mode, level) == 0;
    ensures T1c_inverse: \result == SELFMAP_OK ==>
      entry_address(pagemap->info.mode, pagemap->info.self_map_slot, level, *va) == entry;
    ensures unchanged: \result != SELFMAP_OK ==> *va == \old(*va);
*/
enum selfmap_status pagemap_va_of_entry(const struct pagemap *pagemap, uint32_t level, uint64_t entry, uint64_t *va)
{
    enum selfmap_status status;

    /*@ calls pml2_va_of_entry, pml3_va_of_entry, pml4_va_of_entry, pml5_va_of_entry; */
    status = pagemap->routines.va_of_entry(&pagemap->info, level, entry, va);
    return status;
}

/*@ requires \valid_read(pagemap) && \valid(level) && \separated(pagemap, level);
    requires bound: bound(pagemap);
    terminates \true;
    exits \false;
    assigns *level;
    ensures T1c_none: \result == SELFMAP_NOT_IN_WINDOW ==> (\forall integer l;
      window_level(pagemap->info.mode, l) ==> !in_window(pagemap->info.mode, pagemap->info.self_map_slot, l, address));
    ensures T1c_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_IN_WINDOW;
    ensures T1c_within: \result == SELFMAP_OK ==> window_level(pagemap->info.mode, *level) &&
      in_window(pagemap->info.mode, pagemap->info.self_map_slot, *level, address);
    ensures T1c_highest: \result == SELFMAP_OK ==> (\forall integer l; *level < l &&
      window_level(pagemap->info.mode, l) ==> !in_window(pagemap->info.mode, pagemap->info.self_map_slot, l, address));
    ensures unchanged: \result != SELFMAP_OK ==> *level == \old(*level);
*/
enum selfmap_status pagemap_window_level(const struct pagemap *pagemap, uint64_t address, uint32_t *level)
{
    uint32_t l = pagemap->info.window_levels;

    /*@ loop invariant 0 <= l <= pagemap->info.window_levels;
        loop invariant above: \forall integer k; l < k && window_level(pagemap->info.mode, k) ==>
          !in_window(pagemap->info.mode, pagemap->info.self_map_slot, k, address);
        loop assigns l;
        loop variant l;
    */
    while (l > 0) {
        if (address >= pagemap->info.window_base[l - 1] && address <= pagemap->info.window_last[l - 1]) {
            /*@ assert here: window_level(pagemap->info.mode, l) &&
                  in_window(pagemap->info.mode, pagemap->info.self_map_slot, l, address); */
            *level = l;
            return SELFMAP_OK;
        }
        l--;
    }
    /*@ assert nowhere: \forall integer k; window_level(pagemap->info.mode, k) ==>
          !in_window(pagemap->info.mode, pagemap->info.self_map_slot, k, address); */
    return SELFMAP_NOT_IN_WINDOW;
}

/* entries.c - the public face of raw entries in the bound mode, and their named constructors. Relies on the modes. */
#include "bound.h"

#include "spec/any_mode.h"

/*@ requires \valid_read(pagemap) && \valid_read(fields) && \valid(raw) && \separated(raw, pagemap) && \separated(raw, fields);
    requires bound: bound(pagemap);
    terminates \true;
    exits \false;
    assigns *raw;
    ensures T1f_level: \result == SELFMAP_BAD_LEVEL <==> !(1 <= level <= pagemap->info.mode);
    ensures T1f_flags: \result == SELFMAP_BAD_FLAGS <==> 1 <= level <= pagemap->info.mode &&
      !flags_fit(pagemap->info.mode, level, fields->flags, fields->software, pagemap->info.no_execute,
                 pagemap->info.pat, pagemap->info.leaf_levels);
    ensures T1f_frame: \result == SELFMAP_BAD_FRAME <==> 1 <= level <= pagemap->info.mode &&
      flags_fit(pagemap->info.mode, level, fields->flags, fields->software, pagemap->info.no_execute,
                pagemap->info.pat, pagemap->info.leaf_levels) &&
      !frame_fits(pagemap->info.mode, level, fields->pfn, fields->flags, pagemap->info.frame_limit);
    ensures T1f_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_LEVEL || \result == SELFMAP_BAD_FLAGS ||
      \result == SELFMAP_BAD_FRAME;
    ensures T1f_fields: \result == SELFMAP_OK ==>
      encodes(pagemap->info.mode, level, *raw, fields->pfn, fields->flags, fields->software);
    ensures T1f_reserved_clear: \result == SELFMAP_OK ==>
      acceptable(pagemap->info.mode, level, *raw, pagemap->info.frame_limit, pagemap->info.no_execute,
                 pagemap->info.pat, pagemap->info.leaf_levels);
    ensures unchanged: \result != SELFMAP_OK ==> *raw == \old(*raw);
*/
enum selfmap_status pagemap_encode(const struct pagemap *pagemap, uint32_t level, const struct pte_fields *fields,
                                   uint64_t *raw)
{
    enum selfmap_status status;

    /*@ calls pml2_encode, pml3_encode, pml4_encode, pml5_encode; */
    status = pagemap->routines.encode(&pagemap->info, level, fields, raw);
    return status;
}

/*@ requires \valid_read(pagemap) && \valid(fields) && \separated(pagemap, fields);
    requires bound: bound(pagemap);
    terminates \true;
    exits \false;
    assigns *fields;
    ensures T1f_level: \result == SELFMAP_BAD_LEVEL <==> !(1 <= level <= pagemap->info.mode);
    ensures T1f_reserved: \result == SELFMAP_RESERVED_BITS <==> 1 <= level <= pagemap->info.mode &&
      !acceptable(pagemap->info.mode, level, raw, pagemap->info.frame_limit, pagemap->info.no_execute,
                  pagemap->info.pat, pagemap->info.leaf_levels);
    ensures T1f_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_LEVEL || \result == SELFMAP_RESERVED_BITS;
    ensures T1f_fields: \result == SELFMAP_OK ==>
      encodes(pagemap->info.mode, level, raw, fields->pfn, fields->flags, fields->software);
    ensures unchanged: \result != SELFMAP_OK ==> *fields == \old(*fields);
*/
enum selfmap_status pagemap_decode(const struct pagemap *pagemap, uint32_t level, uint64_t raw,
                                   struct pte_fields *fields)
{
    enum selfmap_status status;

    /*@ calls pml2_decode, pml3_decode, pml4_decode, pml5_decode; */
    status = pagemap->routines.decode(&pagemap->info, level, raw, fields);
    return status;
}

/*@ requires \valid_read(pagemap) && \valid(raw) && \separated(pagemap, raw);
    requires bound: bound(pagemap);
    terminates \true;
    exits \false;
    assigns *raw;
    ensures T1f_level: \result == SELFMAP_BAD_LEVEL <==> !(1 <= level <= pagemap->info.leaf_levels);
    ensures T1f_flags: \result == SELFMAP_BAD_FLAGS <==> 1 <= level <= pagemap->info.leaf_levels &&
      (flags >= 0x800 || !flags_fit(pagemap->info.mode, level, leaf_flags(level, flags), 0, pagemap->info.no_execute,
                                    pagemap->info.pat, pagemap->info.leaf_levels));
    ensures T1f_frame: \result == SELFMAP_BAD_FRAME <==> 1 <= level <= pagemap->info.leaf_levels && flags < 0x800 &&
      flags_fit(pagemap->info.mode, level, leaf_flags(level, flags), 0, pagemap->info.no_execute, pagemap->info.pat,
                pagemap->info.leaf_levels) &&
      !frame_fits(pagemap->info.mode, level, pfn, leaf_flags(level, flags), pagemap->info.frame_limit);
    ensures T1f_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_LEVEL || \result == SELFMAP_BAD_FLAGS ||
      \result == SELFMAP_BAD_FRAME;
    ensures T1f_fields: \result == SELFMAP_OK ==>
      encodes(pagemap->info.mode, level, *raw, pfn, leaf_flags(level, flags), 0);
    ensures T1f_reserved_clear: \result == SELFMAP_OK ==>
      acceptable(pagemap->info.mode, level, *raw, pagemap->info.frame_limit, pagemap->info.no_execute,
                 pagemap->info.pat, pagemap->info.leaf_levels);
    ensures unchanged: \result != SELFMAP_OK ==> *raw == \old(*raw);
*/
enum selfmap_status pagemap_leaf_entry(const struct pagemap *pagemap, uint32_t level, uint64_t pfn, uint32_t flags,
                                       uint64_t *raw)
{
    struct pte_fields fields;
    enum selfmap_status status;

    if (level < 1 || level > pagemap->info.leaf_levels)
        return SELFMAP_BAD_LEVEL;
    if (flags >= 0x800)
        return SELFMAP_BAD_FLAGS;
    fields.pfn = pfn;
    fields.flags = flags;
    fields.software = 0;
    if (flags % 2 == 0)
        fields.flags += PTE_PRESENT;
    if (level > 1 && flags / PTE_LARGE % 2 == 0)
        fields.flags += PTE_LARGE;
    status = pagemap_encode(pagemap, level, &fields, raw);
    return status;
}

/*@ requires \valid_read(pagemap) && \valid(raw) && \separated(pagemap, raw);
    requires bound: bound(pagemap);
    terminates \true;
    exits \false;
    assigns *raw;
    ensures T1f_level: \result == SELFMAP_BAD_LEVEL <==> !(2 <= level <= pagemap->info.mode);
    ensures T1f_frame: \result == SELFMAP_BAD_FRAME <==>
      2 <= level <= pagemap->info.mode && pfn >= pagemap->info.frame_limit;
    ensures T1f_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_LEVEL || \result == SELFMAP_BAD_FRAME;
    ensures T1f_fields: \result == SELFMAP_OK ==>
      encodes(pagemap->info.mode, level, *raw, pfn, table_flags(pagemap->info.mode, level, user), 0);
    ensures T1f_reserved_clear: \result == SELFMAP_OK ==>
      acceptable(pagemap->info.mode, level, *raw, pagemap->info.frame_limit, pagemap->info.no_execute,
                 pagemap->info.pat, pagemap->info.leaf_levels);
    ensures unchanged: \result != SELFMAP_OK ==> *raw == \old(*raw);
*/
enum selfmap_status pagemap_table_entry(const struct pagemap *pagemap, uint32_t level, uint64_t pfn, uint32_t user,
                                        uint64_t *raw)
{
    struct pte_fields fields;
    enum selfmap_status status;

    if (level < 2)
        return SELFMAP_BAD_LEVEL;
    fields.pfn = pfn;
    fields.flags = PTE_PRESENT + PTE_WRITABLE;
    fields.software = 0;
    if (user != 0)
        fields.flags += PTE_USER;
    if (pagemap->info.mode == PAGING_PML3 && level == 3)
        fields.flags = PTE_PRESENT;
    status = pagemap_encode(pagemap, level, &fields, raw);
    return status;
}

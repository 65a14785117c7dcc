/*
 * entry_template.h - raw entries of one mode (T1f): the only place that knows where a field sits.
 * Included once by each of pml2.c to pml5.c. SDM Vol. 3A tables 4-4 to 4-6, 4-8 to 4-11, 4-14 to 4-20.
 */
#include "modes.h"

/* Can an entry of this level carry these fields? */
/*@ requires \valid_read(info);
    requires bound: MODE(limits)(info);
    requires 1 <= level <= LEVELS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1f_flags: \result == SELFMAP_BAD_FLAGS <==>
      !MODE(flags_fit)(level, flags, software, info->no_execute, info->pat, info->leaf_levels);
    ensures T1f_frame: \result == SELFMAP_BAD_FRAME <==>
      MODE(flags_fit)(level, flags, software, info->no_execute, info->pat, info->leaf_levels) &&
      !MODE(frame_fits)(level, pfn, flags, info->frame_limit);
    ensures T1f_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_FLAGS || \result == SELFMAP_BAD_FRAME;
*/
static enum selfmap_status MODE(check_fields)(const struct pagemap_info *info, uint32_t level, uint64_t pfn,
                                              uint32_t flags, uint32_t software)
{
    uint32_t large = flags / PTE_LARGE % 2;
    uint32_t pat = flags / PTE_PAT % 2;

    if (flags >= 0x800 || software >= SOFTWARE_LIMIT)
        return SELFMAP_BAD_FLAGS;
    if (large != 0 && (level == 1 || level > info->leaf_levels))
        return SELFMAP_BAD_FLAGS;
    if (pat != 0 && (info->pat == 0 || (level != 1 && large == 0)))
        return SELFMAP_BAD_FLAGS;
    if (flags / PTE_NO_EXECUTE != 0 && info->no_execute == 0)
        return SELFMAP_BAD_FLAGS;
    if (IS_PDPTE(level) && (flags >= 0x20 || flags / PTE_WRITABLE % 4 != 0))
        return SELFMAP_BAD_FLAGS; /* table 4-8: P, PWT and PCD only, the rest is reserved */
    if (pfn >= info->frame_limit)
        return SELFMAP_BAD_FRAME;
    if (large != 0 && ((level == 2 && pfn % LARGE2 != 0) IF4(|| (level == 3 && pfn % LARGE3 != 0))))
        return SELFMAP_BAD_FRAME;
    return SELFMAP_OK;
}

/* The raw entry with these fields, which fit. Bits 0 to 6 are the flags as they stand. */
/*@ requires flags < 0x800 && software < SOFTWARE_LIMIT && 1 <= level <= LEVELS;
    requires pfn < FRAME_LIMIT;
    requires large: MODE(large_flag)(flags) == 1 ==> level != 1 && pfn % 2 == 0;
    requires pat: MODE(pat_flag)(flags) == 1 ==> level == 1 || MODE(large_flag)(flags) == 1;
    requires width: RAW_LAST == 0xFFFFFFFF ==> MODE(nx_flag)(flags) == 0;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1f_pfn: MODE(raw_pfn)(level, \result) == pfn;
    ensures T1f_flags: MODE(raw_flags)(level, \result) == flags;
    ensures T1f_software: MODE(raw_software)(\result) == software;
    ensures T1f_width: \result <= RAW_LAST;
*/
static uint64_t MODE(assemble)(uint32_t level, uint64_t pfn, uint32_t flags, uint32_t software)
{
    const uint64_t low = flags % 0x80;
    const uint64_t pat = flags / PTE_PAT % 2;
    const uint64_t large = flags / PTE_LARGE % 2;
    const uint64_t global = flags / PTE_GLOBAL % 2;
    const uint64_t no_execute = flags / PTE_NO_EXECUTE;
    const uint64_t bit7 = level == 1 ? pat : large;
    const uint64_t software_low = software % 8;
    const uint64_t software_high = software / 8;
    const uint64_t frame = pfn + (large != 0 ? pat : 0);
    const uint64_t raw = low + bit7 * 0x80 + global * 0x100 + software_low * 0x200 + frame * 0x1000 +
                         software_high * 0x10000000000000 + no_execute * 0x8000000000000000;

    /*@ assert flags400: flags / 0x200 == pat + no_execute * 2; */
    /*@ assert flags200: flags / 0x100 == global + flags / 0x200 * 2; */
    /*@ assert flags100: flags / 0x80 == large + flags / 0x100 * 2; */
    /*@ assert flags80: flags == low + large * 0x80 + global * 0x100 + pat * 0x200 + no_execute * 0x400; */
    /*@ assert rung80: raw / 0x80 ==
          bit7 + global * 0x2 + software_low * 0x4 + frame * 0x20 + software_high * 0x200000000000 + no_execute * 0x100000000000000; */
    /*@ assert rung100: raw / 0x100 ==
          global + software_low * 0x2 + frame * 0x10 + software_high * 0x100000000000 + no_execute * 0x80000000000000; */
    /*@ assert rung200: raw / 0x200 ==
          software_low + frame * 0x8 + software_high * 0x80000000000 + no_execute * 0x40000000000000; */
    /*@ assert rung1000: raw / 0x1000 == frame + software_high * 0x10000000000 + no_execute * 0x8000000000000; */
    /*@ assert rung52: raw / 0x10000000000000 == software_high + no_execute * 0x800; */
    /*@ assert rung63: raw / 0x8000000000000000 == no_execute; */
    /*@ assert field0: raw % 0x80 == low; */
    /*@ assert field7: raw / 0x80 % 2 == bit7; */
    /*@ assert field8: raw / 0x100 % 2 == global; */
    /*@ assert field9: raw / 0x200 % 8 == software_low; */
    /*@ assert field12: raw / 0x1000 % 0x10000000000 == frame; */
    /*@ assert bit12: raw / 0x1000 % 2 == frame % 2; */
    /*@ assert field52: raw / 0x10000000000000 % 0x800 == software_high; */
    return raw;
}

/*@ requires \valid_read(info) && \valid_read(fields) && \valid(raw) && \separated(raw, info) && \separated(raw, fields);
    requires bound: MODE(limits)(info);
    terminates \true;
    exits \false;
    assigns *raw;
    ensures T1f_level: \result == SELFMAP_BAD_LEVEL <==> !(1 <= level <= LEVELS);
    ensures T1f_flags: \result == SELFMAP_BAD_FLAGS <==> 1 <= level <= LEVELS &&
      !MODE(flags_fit)(level, fields->flags, fields->software, info->no_execute, info->pat, info->leaf_levels);
    ensures T1f_frame: \result == SELFMAP_BAD_FRAME <==> 1 <= level <= LEVELS &&
      MODE(flags_fit)(level, fields->flags, fields->software, info->no_execute, info->pat, info->leaf_levels) &&
      !MODE(frame_fits)(level, fields->pfn, fields->flags, info->frame_limit);
    ensures T1f_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_LEVEL || \result == SELFMAP_BAD_FLAGS ||
      \result == SELFMAP_BAD_FRAME;
    ensures T1f_fields: \result == SELFMAP_OK ==>
      MODE(encodes)(level, *raw, fields->pfn, fields->flags, fields->software);
    ensures T1f_reserved_clear: \result == SELFMAP_OK ==>
      MODE(acceptable)(level, *raw, info->frame_limit, info->no_execute, info->pat, info->leaf_levels);
    ensures unchanged: \result != SELFMAP_OK ==> *raw == \old(*raw);
*/
enum selfmap_status MODE(encode)(const struct pagemap_info *info, uint32_t level, const struct pte_fields *fields,
                                 uint64_t *raw)
{
    enum selfmap_status status;

    if (level < 1 || level > LEVELS)
        return SELFMAP_BAD_LEVEL;
    status = MODE(check_fields)(info, level, fields->pfn, fields->flags, fields->software);
    if (status != SELFMAP_OK)
        return status;
    /*@ assert whole: MODE(large_flag)(fields->flags) == 1 ==>
          fields->pfn == fields->pfn / LARGE2 * LARGE2 || fields->pfn == fields->pfn / LARGE3 * LARGE3; */
    /*@ assert even: MODE(large_flag)(fields->flags) == 1 ==> fields->pfn % 2 == 0; */
    *raw = MODE(assemble)(level, fields->pfn, fields->flags, fields->software);
    return SELFMAP_OK;
}

/* The fields of a raw entry, acceptable or not. */
/*@ requires \valid(fields);
    terminates \true;
    exits \false;
    assigns *fields;
    ensures T1f_pfn: fields->pfn == MODE(raw_pfn)(level, raw);
    ensures T1f_flags: fields->flags == MODE(raw_flags)(level, raw);
    ensures T1f_software: fields->software == MODE(raw_software)(raw);
*/
static void MODE(take_apart)(uint32_t level, uint64_t raw, struct pte_fields *fields)
{
    const uint32_t bit7 = (uint32_t)(raw / 0x80 % 2);
    const uint32_t large = level == 1 ? 0 : bit7;
    const uint64_t frame = raw / 0x1000 % 0x10000000000;
    const uint32_t bit12 = (uint32_t)(raw / 0x1000 % 2);
    const uint32_t pat = level == 1 ? bit7 : (bit7 != 0 ? bit12 : 0);

    fields->pfn = large != 0 ? frame - bit12 : frame;
    fields->flags = (uint32_t)(raw % 0x80) + large * PTE_LARGE + (uint32_t)(raw / 0x100 % 2) * PTE_GLOBAL +
                    pat * PTE_PAT + (uint32_t)(raw / 0x8000000000000000) * PTE_NO_EXECUTE;
    fields->software = (uint32_t)(raw / 0x200 % 8) + (uint32_t)(raw / 0x10000000000000 % 0x800) * 8;
}

/*@ requires \valid_read(info) && \valid(fields) && \separated(info, fields);
    requires bound: MODE(limits)(info);
    terminates \true;
    exits \false;
    assigns *fields;
    ensures T1f_level: \result == SELFMAP_BAD_LEVEL <==> !(1 <= level <= LEVELS);
    ensures T1f_reserved: \result == SELFMAP_RESERVED_BITS <==> 1 <= level <= LEVELS &&
      !MODE(acceptable)(level, raw, info->frame_limit, info->no_execute, info->pat, info->leaf_levels);
    ensures T1f_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_LEVEL || \result == SELFMAP_RESERVED_BITS;
    ensures T1f_fields: \result == SELFMAP_OK ==>
      MODE(encodes)(level, raw, fields->pfn, fields->flags, fields->software);
    ensures T1f_fits: \result == SELFMAP_OK ==>
      MODE(fits)(level, fields->pfn, fields->flags, fields->software, info->frame_limit, info->no_execute, info->pat,
                 info->leaf_levels);
    ensures unchanged: \result != SELFMAP_OK ==> *fields == \old(*fields);
*/
enum selfmap_status MODE(decode)(const struct pagemap_info *info, uint32_t level, uint64_t raw,
                                 struct pte_fields *fields)
{
    struct pte_fields own;

    if (level < 1 || level > LEVELS)
        return SELFMAP_BAD_LEVEL;
    MODE(take_apart)(level, raw, &own);
    if (IF_NARROW(raw > RAW_LAST ||) MODE(check_fields)(info, level, own.pfn, own.flags, own.software) != SELFMAP_OK)
        return SELFMAP_RESERVED_BITS;
    fields->pfn = own.pfn;
    fields->flags = own.flags;
    fields->software = own.software;
    return SELFMAP_OK;
}

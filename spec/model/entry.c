/* entry.c - model: entries, bit by bit. See entry.h; relies on mode.h. */
#include "spec/model/entry.h"

/* Bits 0 to 6 and 8 where an entry has them all; 0 marks a place that is not a plain flag. */
static const uint32_t low_flags[9] = {
    MODEL_PRESENT,  MODEL_WRITABLE, MODEL_USER, MODEL_WRITE_THROUGH, MODEL_CACHE_DISABLE,
    MODEL_ACCESSED, MODEL_DIRTY,    0,          MODEL_GLOBAL,
};

/* PAE's PDPTE reserves bits 1, 2, 5 to 8 and 63 (SDM Vol. 3A, table 4-8). */
static const uint32_t pdpte_flags[9] = {
    MODEL_PRESENT, 0, 0, MODEL_WRITE_THROUGH, MODEL_CACHE_DISABLE, 0, 0, 0, 0,
};

static struct model_bit meaning(enum model_bit_kind kind, uint32_t value)
{
    struct model_bit bit;
    bit.kind = kind;
    bit.value = value;
    return bit;
}

static uint32_t is_pae_pdpte(const struct model_space *space, uint32_t level)
{
    return space->mode == MODEL_PML3 && level == 3;
}

static uint32_t may_be_large(const struct model_space *space, uint32_t level)
{
    return level >= 2 && level <= space->leaf_levels;
}

static struct model_bit flag_if(uint32_t condition, uint32_t flag)
{
    return condition ? meaning(MODEL_BIT_FLAG, flag) : meaning(MODEL_BIT_RESERVED, 0);
}

/* Address bits inside a large page: 22 in PML2, else 21 at level 2 and 30 at level 3. */
static uint32_t page_bits(uint32_t mode, uint32_t level)
{
    uint32_t bits = 12;
    for (uint32_t below = 1; below < level; below++)
        bits += model_index_bits(mode, below);
    return bits;
}

struct model_bit model_entry_bit(const struct model_space *space, uint32_t level, uint32_t large, uint32_t bit)
{
    uint32_t pdpte = is_pae_pdpte(space, level);
    if (bit >= 8 * model_entry_size(space->mode))
        return meaning(MODEL_BIT_RESERVED, 0);
    if (bit == 7 && level == 1)
        return flag_if(space->pat, MODEL_PAT);
    if (bit == 7)
        return flag_if(may_be_large(space, level), MODEL_LARGE);
    if (bit <= 8)
        return flag_if((pdpte ? pdpte_flags : low_flags)[bit] != 0, low_flags[bit]);
    if (bit <= 11)
        return meaning(MODEL_BIT_SOFTWARE, bit - 9);
    if (bit == 12 && large)
        return flag_if(space->pat, MODEL_PAT);
    if (large && bit < page_bits(space->mode, level))
        return meaning(MODEL_BIT_RESERVED, 0);
    if (bit < space->physical_bits)
        return meaning(MODEL_BIT_FRAME, bit - 12);
    if (bit >= 52 && bit <= 62 && space->mode >= MODEL_PML4)
        return meaning(MODEL_BIT_SOFTWARE, bit - 52 + 3);
    if (bit == 63)
        return flag_if(space->no_execute && !pdpte, MODEL_NO_EXECUTE);
    return meaning(MODEL_BIT_RESERVED, 0);
}

enum model_status model_encode(const struct model_space *space, uint32_t level, const struct model_fields *fields,
                               uint64_t *raw)
{
    uint32_t flags = fields->flags; /* what has found no place yet */
    uint32_t software = fields->software;
    uint64_t pfn = fields->pfn;
    uint64_t entry = 0;
    uint32_t large = (fields->flags & MODEL_LARGE) != 0 && may_be_large(space, level);

    if (level < 1 || level > space->mode)
        return MODEL_BAD_LEVEL;
    for (uint32_t bit = 0; bit < 64; bit++) {
        struct model_bit means = model_entry_bit(space, level, large, bit);
        uint32_t set = 0;
        if (means.kind == MODEL_BIT_FLAG) {
            set = (flags & means.value) != 0;
            flags &= ~means.value;
        } else if (means.kind == MODEL_BIT_SOFTWARE) {
            set = (software >> means.value) & 1;
            software &= ~((uint32_t)1 << means.value);
        } else if (means.kind == MODEL_BIT_FRAME) {
            set = (uint32_t)((pfn >> means.value) & 1);
            pfn &= ~((uint64_t)1 << means.value);
        }
        if (set)
            entry |= (uint64_t)1 << bit;
    }
    if (flags != 0 || software != 0)
        return MODEL_BAD_FLAGS;
    if (pfn != 0)
        return MODEL_BAD_FRAME;
    *raw = entry;
    return MODEL_OK;
}

enum model_status model_decode(const struct model_space *space, uint32_t level, uint64_t raw,
                               struct model_fields *fields)
{
    struct model_fields found;
    if (level < 1 || level > space->mode)
        return MODEL_BAD_LEVEL;
    uint32_t large = (raw >> 7 & 1) != 0 && may_be_large(space, level);
    found.pfn = 0;
    found.flags = 0;
    found.software = 0;
    for (uint32_t bit = 0; bit < 64; bit++) {
        if ((raw >> bit & 1) == 0)
            continue;
        struct model_bit means = model_entry_bit(space, level, large, bit);
        if (means.kind == MODEL_BIT_RESERVED)
            return MODEL_RESERVED_BITS;
        if (means.kind == MODEL_BIT_FLAG)
            found.flags |= means.value;
        else if (means.kind == MODEL_BIT_SOFTWARE)
            found.software |= (uint32_t)1 << means.value;
        else
            found.pfn |= (uint64_t)1 << means.value;
    }
    fields->pfn = found.pfn;
    fields->flags = found.flags;
    fields->software = found.software;
    return MODEL_OK;
}

enum model_status model_leaf_entry(const struct model_space *space, uint32_t level, uint64_t pfn, uint32_t flags,
                                   uint64_t *raw)
{
    struct model_fields fields;
    if (level < 1 || level > space->leaf_levels)
        return MODEL_BAD_LEVEL;
    fields.pfn = pfn;
    fields.software = 0;
    fields.flags = flags | MODEL_PRESENT;
    if (level > 1)
        fields.flags |= MODEL_LARGE;
    return model_encode(space, level, &fields, raw);
}

enum model_status model_table_entry(const struct model_space *space, uint32_t level, uint64_t pfn, uint32_t user,
                                    uint64_t *raw)
{
    struct model_fields fields;
    if (level < 2 || level > space->mode)
        return MODEL_BAD_LEVEL;
    fields.pfn = pfn;
    fields.software = 0;
    fields.flags = MODEL_PRESENT;
    if (!is_pae_pdpte(space, level))
        fields.flags |= MODEL_WRITABLE;
    if (user && !is_pae_pdpte(space, level))
        fields.flags |= MODEL_USER;
    return model_encode(space, level, &fields, raw);
}

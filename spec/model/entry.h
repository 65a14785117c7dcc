/*
 * entry.h - model: what each bit of an entry means, one question per bit, as the SDM's tables list them.
 *
 * Encoding and decoding are both one loop over the 64 bits that asks model_entry_bit; a field bit that finds no
 * place is refused, a raw bit that means nothing is reserved (SDM Vol. 3A, tables 4-4 to 4-20). Relies on mode.h.
 */
#ifndef SELFMAP_MODEL_ENTRY_H
#define SELFMAP_MODEL_ENTRY_H

#include "spec/model/mode.h"

enum model_flag {
    MODEL_PRESENT = 0x1,
    MODEL_WRITABLE = 0x2,
    MODEL_USER = 0x4,
    MODEL_WRITE_THROUGH = 0x8,
    MODEL_CACHE_DISABLE = 0x10,
    MODEL_ACCESSED = 0x20,
    MODEL_DIRTY = 0x40,
    MODEL_LARGE = 0x80,
    MODEL_GLOBAL = 0x100,
    MODEL_PAT = 0x200,
    MODEL_NO_EXECUTE = 0x400
};

struct model_fields {
    uint64_t pfn;
    uint32_t flags;
    uint32_t software;
};

enum model_bit_kind { MODEL_BIT_RESERVED, MODEL_BIT_FLAG, MODEL_BIT_SOFTWARE, MODEL_BIT_FRAME };

/* A flag's value, or which bit of the software field or of the frame number. */
struct model_bit {
    enum model_bit_kind kind;
    uint32_t value;
};

/* What bit `bit` means in an entry of `level`, a large leaf or not. */
struct model_bit model_entry_bit(const struct model_space *space, uint32_t level, uint32_t large, uint32_t bit);

/* The functions of pagemap.h, with their errors in the same order. */
enum model_status model_encode(const struct model_space *space, uint32_t level, const struct model_fields *fields,
                               uint64_t *raw);
enum model_status model_decode(const struct model_space *space, uint32_t level, uint64_t raw,
                               struct model_fields *fields);
enum model_status model_leaf_entry(const struct model_space *space, uint32_t level, uint64_t pfn, uint32_t flags,
                                   uint64_t *raw);
enum model_status model_table_entry(const struct model_space *space, uint32_t level, uint64_t pfn, uint32_t user,
                                    uint64_t *raw);

#endif

/*
 * address.c - fuzz target `address`: address math and entries of every mode and slot, implementation against model,
 * and the walk theorem run for real: the hardware's walk of entry_address(l, va) ends where the walk of va read.
 *
 * Input: mode, features, slot, then operations of one opcode byte each until the input ends (at most MOST_OPERATIONS).
 */
#include "fuzz/common/harness.h"
#include "fuzz/common/spaces.h"
#include "spec/model/walk.h"

#define MOST_OPERATIONS 4

struct both {
    struct pagemap pagemap;
    struct model_space space;
};

/* Binds both to the input's mode, features and slot; 0 when both refuse. */
static uint32_t bind_both(struct cursor *input, struct both *both)
{
    uint32_t mode = 2 + take8(input) % 4;
    uint32_t has = take8(input);
    uint32_t width = take8(input);
    uint32_t slot = (uint32_t)take(input, 2);
    struct paging_features features = {.pse = has & 1,
                                       .pae = 1,
                                       .pge = has >> 1 & 1,
                                       .pat = has >> 2 & 1,
                                       .nx = has >> 3 & 1,
                                       .page1g = has >> 4 & 1,
                                       .long_mode = 1,
                                       .la57 = 1,
                                       .physical_bits = 32 + width % 21};
    struct model_facts facts;
    if ((slot & 0x8000) != 0)
        slot = PAGEMAP_SLOT_DEFAULT;
    else
        slot &= 0x7FF;
    story_bound("mode, features, physical bits, slot", mode, has, features.physical_bits, slot);

    facts_to_model(&features, &facts);
    enum selfmap_status status = pagemap_bind_mode(mode, &features, slot, &both->pagemap);
    agree("bind_mode status", status, model_bind_mode(mode, &facts, slot, &both->space));
    return status == SELFMAP_OK;
}

/* An address of one of the shapes that matter: any, canonical, near a boundary, in or near a window. */
static uint64_t take_address(struct cursor *input, const struct both *both)
{
    const struct pagemap_info *info = &both->pagemap.info;
    uint32_t shape = take8(input);
    uint64_t value = take64(input);
    uint64_t offset = value & (((uint64_t)1 << info->address_bits) - 1);
    uint32_t level = (shape >> 3) % info->window_levels;
    uint64_t canonical = 0;
    switch (shape % 8) {
    case 0:
        return value;
    case 1:
        return ((uint64_t)1 << (value & 63)) - (value >> 6 & 15) + 7;
    case 2:
        return info->window_base[level] + (value & 0xFFFF) - 0x8000;
    case 3:
        return info->window_last[level] - (value & 0xFFFF) + 0x8000;
    case 4:
        return info->window_base[level] + value % (info->window_last[level] - info->window_base[level] + 1);
    default:
        model_sign_extend(info->mode, offset, &canonical);
        return canonical;
    }
}

static void operation_encode(struct cursor *input, const struct both *both)
{
    uint32_t level = take8(input) % 8;
    struct pte_fields fields;
    fields.flags = (uint32_t)take(input, 2);
    fields.software = (uint32_t)take(input, 2);
    fields.pfn = take64(input);
    if ((fields.flags & 0x8000) != 0)
        fields.flags &= 0x7FF; /* half of the inputs without unknown flags */
    if ((fields.software & 0x8000) != 0)
        fields.software &= 7;
    story_asked("encode level, flags, software, pfn", level, fields.flags, fields.software, fields.pfn);
    compare_encode(&both->pagemap, &both->space, level, &fields);
}

static void operation_decode(struct cursor *input, const struct both *both)
{
    uint32_t level = take8(input) % 8;
    uint64_t raw = take64(input);
    story_asked("decode level, raw", level, raw, 0, 0);
    compare_decode(&both->pagemap, &both->space, level, raw);
}

static void operation_constructors(struct cursor *input, const struct both *both)
{
    uint32_t level = take8(input) % 8;
    uint32_t flags = (uint32_t)take(input, 2);
    uint64_t pfn = take64(input);
    uint64_t raw = UNTOUCHED;
    uint64_t model_raw = UNTOUCHED;
    story_asked("constructors level, flags, pfn", level, flags, pfn, 0);
    agree("leaf_entry status", pagemap_leaf_entry(&both->pagemap, level, pfn, flags, &raw),
          model_leaf_entry(&both->space, level, pfn, flags, &model_raw));
    agree("leaf_entry", raw, model_raw);
    raw = UNTOUCHED;
    model_raw = UNTOUCHED;
    agree("table_entry status", pagemap_table_entry(&both->pagemap, level, pfn, flags & PTE_USER, &raw),
          model_table_entry(&both->space, level, pfn, flags & PTE_USER, &model_raw));
    agree("table_entry", raw, model_raw);
}

/*
 * The walk of va reads its entries somewhere in physical memory; the walk of each entry_address must end there, with
 * every level above the leaf, and beside the leaf it must not: below a large page there is no entry to show.
 */
static void compare_walks(const struct both *both, const struct model_memory *memory, uint64_t root, uint64_t va,
                          uint32_t last_level)
{
    struct model_walk of_va;
    struct model_walk of_entry;
    model_walk(&both->space, memory, root, va, &of_va);
    agree("walk of va reaches its last entry", of_va.level, last_level);
    for (uint32_t level = both->pagemap.info.window_levels; level >= 1 && level >= of_va.level; level--) {
        uint64_t entry = UNTOUCHED;
        story_asked("walk va, level, end, root", va, level, of_va.end, root);
        agree("entry_address status", pagemap_entry_address(&both->pagemap, level, va, &entry), SELFMAP_OK);
        model_walk(&both->space, memory, root, entry, &of_entry);
        agree("walk of entry_address: end", of_entry.end, MODEL_WALK_MAPPED);
        agree("walk of entry_address: physical address", of_entry.physical, of_va.entry_physical[level - 1]);
        agree("walk of entry_address: user", of_entry.user, 0);
        agree("walk of entry_address: writable", of_entry.writable, 1);
    }
}

/* Builds a small self-mapped space of implementation-made entries around va, and walks va and what shows it. */
static void operation_walk(struct cursor *input, const struct both *both)
{
    struct model_memory memory;
    uint32_t choices = take8(input);
    uint64_t va = take_address(input, both);
    uint64_t limit = both->pagemap.info.frame_limit;
    uint64_t root = take(input, 5) & (limit - 1);
    uint32_t level = 1 + choices % both->pagemap.info.leaf_levels;
    uint64_t leaf = 0;
    uint64_t next;

    if (root > limit - 16)
        root = limit - 16;
    next = root + 8;
    story_asked("space va, root, leaf level", va, root, level, 0);
    model_memory_clear(&memory);
    agree("leaf_entry status", pagemap_leaf_entry(&both->pagemap, level, 0, PTE_WRITABLE, &leaf), SELFMAP_OK);
    if ((choices & 0x80) != 0)
        leaf = 0; /* mapped down to an empty entry */
    if (!model_install_self_map(&both->space, &memory, root << 12))
        differ("self-map cannot be installed", 0, 1);
    if (!model_put_entry(&both->space, &memory, root << 12, va, level, leaf, &next))
        return;
    compare_walks(both, &memory, root << 12, va, level);
    for (uint32_t shown = 1; shown <= both->pagemap.info.window_levels; shown++) {
        uint64_t entry = 0;
        if (shown >= level && pagemap_entry_address(&both->pagemap, shown, va, &entry) == SELFMAP_OK)
            compare_walks(both, &memory, root << 12, entry, 1);
    }
}

void fuzz_target(struct cursor *input)
{
    struct both both;
    if (!bind_both(input, &both))
        return;
    compare_info(&both.pagemap.info, &both.space);
    for (uint32_t done = 0; done < MOST_OPERATIONS && input->left > 0; done++) {
        uint64_t va;
        switch (take8(input) % 6) {
        case 0:
        case 1:
            va = take_address(input, &both);
            story_asked("address", va, 0, 0, 0);
            compare_addresses(&both.pagemap, &both.space, va);
            break;
        case 2:
            operation_encode(input, &both);
            break;
        case 3:
            operation_decode(input, &both);
            break;
        case 4:
            operation_constructors(input, &both);
            break;
        default:
            operation_walk(input, &both);
        }
    }
}

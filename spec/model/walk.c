/* walk.c - model: simulated memory and the hardware's walk. See walk.h; relies on address.h and entry.h. */
#include "spec/model/walk.h"

void model_memory_clear(struct model_memory *memory)
{
    memory->count = 0;
}

uint32_t model_load32(const struct model_memory *memory, uint64_t address)
{
    for (uint32_t i = 0; i < memory->count; i++) {
        if (memory->address[i] == address)
            return memory->word[i];
    }
    return 0;
}

uint32_t model_store32(struct model_memory *memory, uint64_t address, uint32_t word)
{
    for (uint32_t i = 0; i < memory->count; i++) {
        if (memory->address[i] == address) {
            memory->word[i] = word;
            return 1;
        }
    }
    if (memory->count == MODEL_WORDS)
        return 0;
    memory->address[memory->count] = address;
    memory->word[memory->count] = word;
    memory->count++;
    return 1;
}

uint64_t model_load_entry(const struct model_space *space, const struct model_memory *memory, uint64_t address)
{
    uint64_t raw = model_load32(memory, address);
    if (model_entry_size(space->mode) == 8)
        raw |= (uint64_t)model_load32(memory, address + 4) << 32;
    return raw;
}

uint32_t model_store_entry(const struct model_space *space, struct model_memory *memory, uint64_t address, uint64_t raw)
{
    if (!model_store32(memory, address, (uint32_t)raw))
        return 0;
    if (model_entry_size(space->mode) == 8)
        return model_store32(memory, address + 4, (uint32_t)(raw >> 32));
    return 1;
}

/* Without CR4.PSE the CPU ignores PS in a PDE of PML2 (SDM Vol. 3A, table 4-6). */
static uint64_t as_hardware_reads(const struct model_space *space, uint32_t level, uint64_t raw)
{
    if (space->mode == MODEL_PML2 && level == 2 && space->leaf_levels == 1)
        return raw & ~(uint64_t)0x80;
    return raw;
}

/* Address bits below the page or table that an entry of `level` maps. */
static uint32_t bits_below(uint32_t mode, uint32_t level)
{
    uint32_t bits = 12;
    for (uint32_t below = 1; below < level; below++)
        bits += model_index_bits(mode, below);
    return bits;
}

/* The rights of one entry; PAE's PDPTE has none to say (SDM Vol. 3A, 4.6). */
static void restrict_rights(const struct model_space *space, uint32_t level, uint32_t flags, struct model_walk *walk)
{
    if (space->mode == MODEL_PML3 && level == 3)
        return;
    if ((flags & MODEL_WRITABLE) == 0)
        walk->writable = 0;
    if ((flags & MODEL_USER) == 0)
        walk->user = 0;
    if ((flags & MODEL_NO_EXECUTE) != 0)
        walk->no_execute = 1;
}

void model_walk(const struct model_space *space, const struct model_memory *memory, uint64_t root, uint64_t va,
                struct model_walk *walk)
{
    struct model_path path;
    struct model_fields fields;
    uint64_t table = root;

    walk->level = 0;
    walk->physical = 0;
    walk->writable = 1;
    walk->user = 1;
    walk->no_execute = 0;
    walk->end = MODEL_WALK_NOT_CANONICAL;
    if (!model_canonical(space->mode, va))
        return;
    model_split(space->mode, va, &path);
    for (uint32_t level = space->mode; level >= 1; level--) {
        uint64_t address = table + (uint64_t)path.index[level - 1] * model_entry_size(space->mode);
        uint64_t raw = as_hardware_reads(space, level, model_load_entry(space, memory, address));
        walk->level = level;
        walk->entry_physical[level - 1] = address;
        walk->entry_raw[level - 1] = raw;
        if ((raw & 1) == 0) {
            walk->end = MODEL_WALK_NOT_PRESENT;
            return;
        }
        if (model_decode(space, level, raw, &fields) != MODEL_OK) {
            walk->end = MODEL_WALK_RESERVED;
            return;
        }
        restrict_rights(space, level, fields.flags, walk);
        table = fields.pfn << 12;
        if (level == 1 || (fields.flags & MODEL_LARGE) != 0) {
            uint64_t inside = va & (((uint64_t)1 << bits_below(space->mode, level)) - 1);
            walk->end = MODEL_WALK_MAPPED;
            walk->physical = table + inside;
            return;
        }
    }
}

uint32_t model_install_self_map(const struct model_space *space, struct model_memory *memory, uint64_t root)
{
    uint64_t raw;
    uint32_t size = model_entry_size(space->mode);
    if (space->mode != MODEL_PML3) {
        if (model_table_entry(space, space->mode, root >> 12, 0, &raw) != MODEL_OK)
            return 0;
        return model_store_entry(space, memory, root + (uint64_t)space->slot * size, raw);
    }
    uint64_t last_directory = root + 4 * 0x1000;
    for (uint32_t i = 0; i < 4; i++) {
        uint64_t directory = root + (1 + i) * 0x1000;
        if (model_table_entry(space, 3, directory >> 12, 0, &raw) != MODEL_OK)
            return 0;
        if (!model_store_entry(space, memory, root + (uint64_t)i * size, raw))
            return 0;
        if (model_table_entry(space, 2, directory >> 12, 0, &raw) != MODEL_OK)
            return 0;
        if (!model_store_entry(space, memory, last_directory + (uint64_t)(space->slot + i) * size, raw))
            return 0;
    }
    return 1;
}

uint32_t model_put_entry(const struct model_space *space, struct model_memory *memory, uint64_t root, uint64_t va,
                         uint32_t level, uint64_t leaf, uint64_t *next)
{
    struct model_path path;
    uint32_t window;
    uint64_t table = root;
    uint64_t raw;
    if (!model_canonical(space->mode, va) || level < 1 || level > space->mode)
        return 0;
    if (model_window_level(space, va, &window) == MODEL_OK)
        return 0;
    model_split(space->mode, va, &path);
    for (uint32_t at = space->mode; at > level; at--) {
        uint64_t address = table + (uint64_t)path.index[at - 1] * model_entry_size(space->mode);
        struct model_fields fields;
        raw = model_load_entry(space, memory, address);
        if ((raw & 1) == 0) {
            if (model_table_entry(space, at, *next, 0, &raw) != MODEL_OK)
                return 0;
            if (!model_store_entry(space, memory, address, raw))
                return 0;
            *next += 1;
        }
        if (model_decode(space, at, raw, &fields) != MODEL_OK || (fields.flags & MODEL_LARGE) != 0)
            return 0;
        table = fields.pfn << 12;
    }
    return model_store_entry(space, memory, table + (uint64_t)path.index[level - 1] * model_entry_size(space->mode),
                             leaf);
}

/* address.c - model: indices in, indices out. See address.h; relies on mode.h. */
#include "spec/model/address.h"

/* In these modes the highest bit below the address width is repeated upwards; in the others there is nothing above. */
static uint32_t sign_extends(uint32_t mode)
{
    return mode >= MODEL_PML4;
}

static uint32_t bit_at(uint64_t value, uint32_t bit)
{
    return (uint32_t)((value >> bit) & 1);
}

/* The bits above the address width, moved down, as they must be: all 0, or all as the highest bit below. */
static uint64_t upper_bits(uint32_t mode, uint64_t va)
{
    const uint32_t width = model_address_bits(mode);
    return sign_extends(mode) && bit_at(va, width - 1) ? 0xFFFFFFFFFFFFFFFF >> width : 0;
}

uint32_t model_canonical(uint32_t mode, uint64_t va)
{
    return va >> model_address_bits(mode) == upper_bits(mode, va);
}

static uint64_t extend(uint32_t mode, uint64_t va)
{
    return va | upper_bits(mode, va) << model_address_bits(mode);
}

enum model_status model_sign_extend(uint32_t mode, uint64_t offset, uint64_t *va)
{
    if (offset >> model_address_bits(mode) != 0)
        return MODEL_NOT_CANONICAL;
    *va = extend(mode, offset);
    return MODEL_OK;
}

/* Takes the lowest `bits` bits off `rest`. */
static uint32_t take(uint64_t *rest, uint32_t bits)
{
    uint32_t value = 0;
    for (uint32_t bit = 0; bit < bits; bit++)
        value |= bit_at(*rest, bit) << bit;
    *rest >>= bits;
    return value;
}

void model_split(uint32_t mode, uint64_t va, struct model_path *path)
{
    path->offset = take(&va, 12);
    for (uint32_t level = 1; level <= mode; level++)
        path->index[level - 1] = take(&va, model_index_bits(mode, level));
}

uint64_t model_join(uint32_t mode, const struct model_path *path)
{
    uint64_t va = 0;
    for (uint32_t level = mode; level >= 1; level--) {
        va <<= model_index_bits(mode, level);
        va |= path->index[level - 1];
    }
    va <<= 12;
    va |= path->offset;
    return extend(mode, va);
}

enum model_status model_index(uint32_t mode, uint32_t level, uint64_t va, uint32_t *index)
{
    struct model_path path;
    if (!model_canonical(mode, va))
        return MODEL_NOT_CANONICAL;
    if (level < 1 || level > mode)
        return MODEL_BAD_LEVEL;
    model_split(mode, va, &path);
    *index = path.index[level - 1];
    return MODEL_OK;
}

/*
 * The row of indices that leads the walk to the entry of `level` instead of to the byte of `path`.
 *
 * PML2, PML4, PML5: each pass through the slot spends one level in the root, so `level` passes make the walk end
 * `level` tables early, and the index not used any more becomes the place in the page.
 * PML3: the PDPT cannot hold itself. PDPT[3] leads to PD#3, where slot + i leads to PD#i, used as a page table. Level 2
 * passes PD#3 twice: once as the directory, once as the table.
 */
static void entry_path(const struct model_space *space, uint32_t level, const struct model_path *path,
                       struct model_path *entry)
{
    uint32_t mode = space->mode;
    entry->offset = path->index[level - 1] * model_entry_size(mode);
    if (mode == MODEL_PML3) {
        entry->index[2] = 3;
        if (level == 1) {
            entry->index[1] = space->slot + path->index[2];
            entry->index[0] = path->index[1];
        } else {
            entry->index[1] = space->slot + 3;
            entry->index[0] = space->slot + path->index[2];
        }
        return;
    }
    for (uint32_t at = mode; at >= 1; at--)
        entry->index[at - 1] = at + level > mode ? space->slot : path->index[at + level - 1];
}

enum model_status model_entry_address(const struct model_space *space, uint32_t level, uint64_t va, uint64_t *entry)
{
    struct model_path path;
    struct model_path out;
    if (!model_canonical(space->mode, va))
        return MODEL_NOT_CANONICAL;
    if (level < 1 || level > model_window_levels(space->mode))
        return MODEL_BAD_LEVEL;
    model_split(space->mode, va, &path);
    entry_path(space, level, &path, &out);
    *entry = model_join(space->mode, &out);
    return MODEL_OK;
}

static uint32_t one_of_four(uint32_t first, uint32_t index)
{
    return index == first || index == first + 1 || index == first + 2 || index == first + 3;
}

/* Whether the walk of this row passes through the self-map `level` times. */
static uint32_t path_in_window(const struct model_space *space, uint32_t level, const struct model_path *path)
{
    uint32_t mode = space->mode;
    if (mode == MODEL_PML3) {
        if (path->index[2] != 3)
            return 0;
        if (level == 1)
            return one_of_four(space->slot, path->index[1]);
        return path->index[1] == space->slot + 3 && one_of_four(space->slot, path->index[0]);
    }
    for (uint32_t pass = 0; pass < level; pass++) {
        if (path->index[mode - 1 - pass] != space->slot)
            return 0;
    }
    return 1;
}

enum model_status model_va_of_entry(const struct model_space *space, uint32_t level, uint64_t entry, uint64_t *va)
{
    uint32_t mode = space->mode;
    uint32_t size = model_entry_size(mode);
    struct model_path path;
    struct model_path out;
    if (level < 1 || level > model_window_levels(mode))
        return MODEL_BAD_LEVEL;
    if (!model_canonical(mode, entry))
        return MODEL_NOT_IN_WINDOW;
    model_split(mode, entry, &path);
    if (!path_in_window(space, level, &path))
        return MODEL_NOT_IN_WINDOW;
    if (path.offset % size != 0)
        return MODEL_MISALIGNED;

    out.offset = 0;
    for (uint32_t at = 1; at <= mode; at++)
        out.index[at - 1] = 0;
    out.index[level - 1] = path.offset / size;
    if (mode == MODEL_PML3) {
        if (level == 1) {
            out.index[1] = path.index[0];
            out.index[2] = path.index[1] - space->slot;
        } else {
            out.index[2] = path.index[0] - space->slot;
        }
    } else {
        for (uint32_t at = level + 1; at <= mode; at++)
            out.index[at - 1] = path.index[at - level - 1];
    }
    *va = model_join(mode, &out);
    return MODEL_OK;
}

enum model_status model_window_level(const struct model_space *space, uint64_t address, uint32_t *level)
{
    struct model_path path;
    if (!model_canonical(space->mode, address))
        return MODEL_NOT_IN_WINDOW;
    model_split(space->mode, address, &path);
    for (uint32_t at = model_window_levels(space->mode); at >= 1; at--) {
        if (path_in_window(space, at, &path)) {
            *level = at;
            return MODEL_OK;
        }
    }
    return MODEL_NOT_IN_WINDOW;
}

enum model_status model_window(const struct model_space *space, uint32_t level, uint64_t *base, uint64_t *last)
{
    uint32_t mode = space->mode;
    struct model_path first_page;
    struct model_path last_page;
    struct model_path entry;
    if (level < 1 || level > model_window_levels(mode))
        return MODEL_BAD_LEVEL;
    first_page.offset = 0;
    last_page.offset = 0;
    for (uint32_t at = 1; at <= mode; at++) {
        first_page.index[at - 1] = 0;
        last_page.index[at - 1] = ((uint32_t)1 << model_index_bits(mode, at)) - 1;
    }
    entry_path(space, level, &first_page, &entry);
    *base = model_join(mode, &entry);
    entry_path(space, level, &last_page, &entry);
    *last = model_join(mode, &entry) + model_entry_size(mode) - 1;
    return MODEL_OK;
}

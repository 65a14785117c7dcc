/* walk.c - see walk.h. Relies on the control registers, and on physical memory at ARCH_KERNEL_BASE above itself. */
#include "walk.h"

#include "arch.h"
#include "cpu.h"
#include "tables.h"

#define PRESENT 1ull
#define LARGE 0x80ull

struct walk_shape walk_shape_now(void)
{
    unsigned long cr4 = cpu_has_cpuid() ? read_cr4() : 0;
    struct walk_shape shape = {2, 10, 4, read_cr3() & 0xFFFFF000ul};

    if ((cr4 & CR4_PAE) == 0)
        return shape;
    shape.index_bits = 9;
    shape.entry_bytes = 8;
    shape.levels = 3;
    if (!arch_long_mode_active()) {
        shape.root = read_cr3() & 0xFFFFFFE0ul;
        return shape;
    }
    shape.levels = (cr4 & CR4_LA57) != 0 ? 5 : 4;
    shape.root = read_cr3() & 0x000FFFFFFFFFF000ull;
    return shape;
}

static uint32_t shift_of(const struct walk_shape *shape, uint32_t level)
{
    return 12 + shape->index_bits * (level - 1);
}

uint32_t walk_index(const struct walk_shape *shape, uint64_t va, uint32_t level)
{
    return (uint32_t)(va >> shift_of(shape, level)) & ((1u << shape->index_bits) - 1);
}

uint64_t walk_span(const struct walk_shape *shape, uint32_t level)
{
    return 1ull << shift_of(shape, level);
}

uint64_t walk_canonical(const struct walk_shape *shape, uint64_t va)
{
    uint32_t unused = 64 - (12 + shape->index_bits * shape->levels);

    if (shape->levels <= 3)
        return va & 0xFFFFFFFF;
    return (uint64_t)((int64_t)(va << unused) >> unused);
}

volatile uint32_t *walk_place(uint64_t physical)
{
    volatile uint32_t *words = tables_words(physical >> 12);

    return words != 0 ? words + (physical & 0xFFF) / 4 : 0;
}

uint64_t walk_load(const struct walk_shape *shape, uint64_t physical, uint32_t *outside)
{
    volatile uint32_t *word = walk_place(physical);

    *outside = word == 0;
    if (word == 0)
        return 0;
    return shape->entry_bytes == 4 ? *word : *(volatile uint64_t *)word;
}

uint32_t walk_is_large(const struct walk_shape *shape, uint32_t level, uint64_t raw)
{
    return level > 1 && level < 4 && !(shape->levels == 3 && level == 3) && (raw & LARGE) != 0;
}

uint64_t walk_frame(const struct walk_shape *shape, uint64_t raw)
{
    return shape->entry_bytes == 4 ? raw & 0xFFFFF000 : raw & 0x000FFFFFFFFFF000;
}

enum walk_end walk_to(const struct walk_shape *shape, uint64_t va, uint32_t level, struct walk_step *step)
{
    uint64_t table = shape->root;

    for (uint32_t at = shape->levels;; at--) {
        uint32_t outside;

        step->level = at;
        step->entry = table + walk_index(shape, va, at) * shape->entry_bytes;
        step->raw = walk_load(shape, step->entry, &outside);
        if (outside)
            return WALK_OUTSIDE;
        if (at == level)
            return WALK_REACHED;
        if ((step->raw & PRESENT) == 0)
            return WALK_ABSENT;
        if (walk_is_large(shape, at, step->raw))
            return WALK_LARGE;
        table = walk_frame(shape, step->raw);
    }
}

uint64_t walk_translate(const struct walk_shape *shape, uint64_t va)
{
    struct walk_step step;
    enum walk_end end = walk_to(shape, va, 1, &step);
    uint64_t within = walk_span(shape, step.level) - 1;

    if ((end != WALK_REACHED && end != WALK_LARGE) || (step.raw & PRESENT) == 0)
        return 0;
    return (walk_frame(shape, step.raw) & ~within) | (va & within);
}

/* Does the index at this level belong to the slot? PAE's slot is four entries wide. */
static uint32_t in_slot(const struct walk_shape *shape, uint32_t slot, uint64_t va, uint32_t level)
{
    uint32_t index = walk_index(shape, va, level);

    return shape->levels == 3 ? index >= slot && index < slot + 4 : index == slot;
}

uint32_t walk_window_level(const struct walk_shape *shape, uint32_t slot, uint64_t va)
{
    uint32_t depth = 0;

    if (shape->levels == 3) {
        /* PD#3 is the page directory's own window: to be in it, the page table must be PD#3 and its entry a PD. */
        if (walk_index(shape, va, 3) != 3 || !in_slot(shape, slot, va, 2))
            return 0;
        return walk_index(shape, va, 2) == slot + 3 && in_slot(shape, slot, va, 1) ? 2 : 1;
    }
    while (depth < shape->levels && in_slot(shape, slot, va, shape->levels - depth))
        depth++;
    return depth;
}

uint32_t walk_is_self_map(const struct walk_shape *shape, uint32_t slot, uint32_t level, uint64_t va)
{
    if (shape->levels == 3)
        return level == 2 && walk_index(shape, va, 3) == 3 && in_slot(shape, slot, va, 2);
    return level == shape->levels && in_slot(shape, slot, va, level);
}

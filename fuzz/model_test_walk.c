/* model_test_walk.c - the model's hardware walk over tables that are written out by hand, as the SDM's figures show. */
#include "fuzz/common/check.h"
#include "spec/model/walk.h"

static const struct model_facts all_facts = {1, 1, 1, 1, 1, 1, 1, 1, 52};

static void store64(struct model_memory *memory, uint64_t address, uint64_t value)
{
    CHECK(model_store32(memory, address, (uint32_t)value), 1);
    CHECK(model_store32(memory, address + 4, (uint32_t)(value >> 32)), 1);
}

/* PML4: 0x123456789ABC has the indices 0x024, 0x0D1, 0x0B3, 0x189 and the offset 0xABC. */
static void test_four_levels(void)
{
    struct model_space space;
    struct model_memory memory;
    struct model_walk walk;
    const uint64_t va = 0x123456789ABC;
    CHECK(model_bind_mode(MODEL_PML4, &all_facts, MODEL_SLOT_DEFAULT, &space), MODEL_OK);
    model_memory_clear(&memory);
    store64(&memory, 0x1000 + 0x024 * 8, 0x2007);
    store64(&memory, 0x2000 + 0x0D1 * 8, 0x3007);
    store64(&memory, 0x3000 + 0x0B3 * 8, 0x4003);
    store64(&memory, 0x4000 + 0x189 * 8, 0x8000000055555007);
    model_walk(&space, &memory, 0x1000, va, &walk);
    CHECK(walk.end, MODEL_WALK_MAPPED);
    CHECK(walk.level, 1);
    CHECK(walk.physical, 0x55555ABC);
    CHECK(walk.entry_physical[0], 0x4C48);
    CHECK(walk.entry_physical[3], 0x1120);
    CHECK(walk.writable, 1);
    CHECK(walk.user, 0);
    CHECK(walk.no_execute, 1);
    model_walk(&space, &memory, 0x1000, va + 0x1000, &walk);
    CHECK(walk.end, MODEL_WALK_NOT_PRESENT);
    CHECK(walk.level, 1);
    model_walk(&space, &memory, 0x1000, 0x800000000000, &walk);
    CHECK(walk.end, MODEL_WALK_NOT_CANONICAL);

    /* A 2 MiB leaf ends it at level 2, a 1 GiB leaf at level 3; PS at level 4 is reserved. */
    store64(&memory, 0x3000 + 0x0B3 * 8, 0x40000083);
    model_walk(&space, &memory, 0x1000, va, &walk);
    CHECK(walk.level, 2);
    CHECK(walk.physical, 0x40189ABC);
    store64(&memory, 0x2000 + 0x0D1 * 8, 0x80000083);
    model_walk(&space, &memory, 0x1000, va, &walk);
    CHECK(walk.level, 3);
    CHECK(walk.physical, 0x96789ABC);
    store64(&memory, 0x2000 + 0x0D1 * 8, 0x80200083);
    model_walk(&space, &memory, 0x1000, va, &walk);
    CHECK(walk.end, MODEL_WALK_RESERVED);
    store64(&memory, 0x1000 + 0x024 * 8, 0x2087);
    model_walk(&space, &memory, 0x1000, va, &walk);
    CHECK(walk.end, MODEL_WALK_RESERVED);
    CHECK(walk.level, 4);

    /* The self-map: slot 0x1ED holds the root, so the root's own entry is seen at FFFFF6FB7DBEDF68. */
    store64(&memory, 0x1000 + 0x1ED * 8, 0x1003);
    model_walk(&space, &memory, 0x1000, 0xFFFFF6FB7DBEDF68, &walk);
    CHECK(walk.end, MODEL_WALK_MAPPED);
    CHECK(walk.physical, 0x1F68);
}

/* PML2: 0x12345678 has the indices 0x048, 0x345 and the offset 0x678. */
static void test_two_levels(void)
{
    struct model_space space;
    struct model_memory memory;
    struct model_walk walk;
    struct model_facts old = {0, 0, 0, 0, 0, 0, 0, 0, 32};
    CHECK(model_bind_mode(MODEL_PML2, &all_facts, MODEL_SLOT_DEFAULT, &space), MODEL_OK);
    model_memory_clear(&memory);
    model_store32(&memory, 0x1000 + 0x048 * 4, 0x2003);
    model_store32(&memory, 0x2000 + 0x345 * 4, 0xFFFFF001);
    model_walk(&space, &memory, 0x1000, 0x12345678, &walk);
    CHECK(walk.end, MODEL_WALK_MAPPED);
    CHECK(walk.physical, 0xFFFFF678);
    CHECK(walk.writable, 0);
    model_store32(&memory, 0x1000 + 0x048 * 4, 0x00C00083);
    model_walk(&space, &memory, 0x1000, 0x12345678, &walk);
    CHECK(walk.level, 2);
    CHECK(walk.physical, 0x00F45678);

    /* Without PSE the same bit 7 is ignored, and the entry references the table at 0x00C00000. */
    CHECK(model_bind_mode(MODEL_PML2, &old, MODEL_SLOT_DEFAULT, &space), MODEL_OK);
    model_store32(&memory, 0x00C00000 + 0x345 * 4, 0x7001);
    model_walk(&space, &memory, 0x1000, 0x12345678, &walk);
    CHECK(walk.level, 1);
    CHECK(walk.physical, 0x7678);
}

/* PAE: 0xC0604018 walks PDPT[3], PD#3[3] and, as the table, PD#3[4]: PD#1 is no PDE there, it is the page. */
static void test_three_levels(void)
{
    struct model_space space;
    struct model_memory memory;
    struct model_walk walk;
    CHECK(model_bind_mode(MODEL_PML3, &all_facts, MODEL_SLOT_DEFAULT, &space), MODEL_OK);
    model_memory_clear(&memory);
    CHECK(model_install_self_map(&space, &memory, 0x1000), 1);
    CHECK(model_load_entry(&space, &memory, 0x1018), 0x5001); /* PDPT[3]: P only */
    CHECK(model_load_entry(&space, &memory, 0x5008), 0x3003); /* PD#3[1] holds PD#1 */
    model_walk(&space, &memory, 0x1000, 0xC0601018, &walk);
    CHECK(walk.end, MODEL_WALK_MAPPED);
    CHECK(walk.physical, 0x3018);
    CHECK(walk.user, 0);
    model_walk(&space, &memory, 0x1000, 0xC0604018, &walk);
    CHECK(walk.end, MODEL_WALK_NOT_PRESENT);
    store64(&memory, 0x1018, 0x5003); /* W is reserved in a PDPTE */
    model_walk(&space, &memory, 0x1000, 0xC0601018, &walk);
    CHECK(walk.end, MODEL_WALK_RESERVED);
}

/* In every mode and a few slots: the walk of entry_address ends where the walk of the address read. */
static void test_walk_theorem(void)
{
    for (uint32_t mode = MODEL_PML2; mode <= MODEL_PML5; mode++) {
        for (uint32_t slot = 0; slot <= 500; slot += 4) {
            struct model_space space;
            struct model_memory memory;
            struct model_walk of_va;
            struct model_walk of_entry;
            uint64_t leaf = 0;
            uint64_t next = 0x200;
            const uint64_t va = 0xFFF7A000 - (uint64_t)slot * 0x12345;
            CHECK(model_bind_mode(mode, &all_facts, slot, &space), MODEL_OK);
            model_memory_clear(&memory);
            CHECK(model_install_self_map(&space, &memory, 0x100000), 1);
            CHECK(model_leaf_entry(&space, 1, 0xABC, MODEL_WRITABLE, &leaf), MODEL_OK);
            if (!model_put_entry(&space, &memory, 0x100000, va, 1, leaf, &next))
                continue; /* the address is in the window of this slot */
            model_walk(&space, &memory, 0x100000, va, &of_va);
            CHECK(of_va.physical, 0xABC000 + (va & 0xFFF));
            for (uint32_t level = 1; level <= model_window_levels(mode); level++) {
                uint64_t entry = 0;
                CHECK(model_entry_address(&space, level, va, &entry), MODEL_OK);
                model_walk(&space, &memory, 0x100000, entry, &of_entry);
                CHECK(of_entry.end, MODEL_WALK_MAPPED);
                CHECK(of_entry.physical, of_va.entry_physical[level - 1]);
            }
        }
    }
}

void test_walks(void)
{
    test_four_levels();
    test_two_levels();
    test_three_levels();
    test_walk_theorem();
}

/*
 * model_test.c - the model against constants written by hand: the reference table of field-notes.md, the SDM's limits,
 * and the command-line rule. What it says about walks is in model_test_walk.c.
 */
#include <inttypes.h>
#include <stdio.h>

#include "fuzz/common/check.h"
#include "spec/model/address.h"
#include "spec/model/entry.h"
#include "spec/model/line.h"

static unsigned passed;
static unsigned failed;

void check_at(const char *file, int line, const char *what, uint64_t found, uint64_t expected)
{
    if (found == expected) {
        passed++;
        return;
    }
    failed++;
    printf("%s:%d: %s is 0x%" PRIx64 ", expected 0x%" PRIx64 "\n", file, line, what, found, expected);
}

static const struct model_facts all_facts = {1, 1, 1, 1, 1, 1, 1, 1, 52};

static struct model_space space_of(uint32_t mode, uint32_t slot)
{
    struct model_space space;
    CHECK(model_bind_mode(mode, &all_facts, slot, &space), MODEL_OK);
    return space;
}

static uint64_t base_of(const struct model_space *space, uint32_t level)
{
    uint64_t base = 0;
    uint64_t last = 0;
    CHECK(model_window(space, level, &base, &last), MODEL_OK);
    return base;
}

static uint64_t last_of(const struct model_space *space, uint32_t level)
{
    uint64_t base = 0;
    uint64_t last = 0;
    CHECK(model_window(space, level, &base, &last), MODEL_OK);
    return last;
}

static void test_reference_windows(void)
{
    struct model_space pml2 = space_of(MODEL_PML2, MODEL_SLOT_DEFAULT);
    struct model_space pml3 = space_of(MODEL_PML3, MODEL_SLOT_DEFAULT);
    struct model_space pml4 = space_of(MODEL_PML4, MODEL_SLOT_DEFAULT);
    struct model_space pml5 = space_of(MODEL_PML5, MODEL_SLOT_DEFAULT);
    CHECK(pml2.slot, 0x300);
    CHECK(pml3.slot, 0);
    CHECK(pml4.slot, 0x1ED);
    CHECK(pml5.slot, 0x1ED);
    CHECK(base_of(&pml2, 1), 0xC0000000);
    CHECK(base_of(&pml2, 2), 0xC0300000);
    CHECK(last_of(&pml2, 1), 0xC03FFFFF);
    CHECK(last_of(&pml2, 2), 0xC0300FFF);
    CHECK(base_of(&pml3, 1), 0xC0000000);
    CHECK(base_of(&pml3, 2), 0xC0600000);
    CHECK(last_of(&pml3, 1), 0xC07FFFFF);
    CHECK(last_of(&pml3, 2), 0xC0603FFF);
    CHECK(base_of(&pml4, 1), 0xFFFFF68000000000);
    CHECK(base_of(&pml4, 2), 0xFFFFF6FB40000000);
    CHECK(base_of(&pml4, 3), 0xFFFFF6FB7DA00000);
    CHECK(base_of(&pml4, 4), 0xFFFFF6FB7DBED000);
    CHECK(last_of(&pml4, 1), 0xFFFFF6FFFFFFFFFF);
    CHECK(last_of(&pml4, 4), 0xFFFFF6FB7DBEDFFF);
    CHECK(base_of(&pml5, 1), 0xFFED000000000000);
    CHECK(base_of(&pml5, 2), 0xFFEDF68000000000);
    CHECK(base_of(&pml5, 3), 0xFFEDF6FB40000000);
    CHECK(base_of(&pml5, 4), 0xFFEDF6FB7DA00000);
    CHECK(base_of(&pml5, 5), 0xFFEDF6FB7DBED000);
    CHECK(last_of(&pml5, 1), 0xFFEDFFFFFFFFFFFF);
    CHECK(model_window(&pml3, 3, &(uint64_t){0}, &(uint64_t){0}), MODEL_BAD_LEVEL);
}

static uint64_t entry_of(const struct model_space *space, uint32_t level, uint64_t va)
{
    uint64_t entry = 0;
    CHECK(model_entry_address(space, level, va, &entry), MODEL_OK);
    return entry;
}

static uint64_t va_of(const struct model_space *space, uint32_t level, uint64_t entry)
{
    uint64_t va = 0;
    CHECK(model_va_of_entry(space, level, entry, &va), MODEL_OK);
    return va;
}

static void test_entry_addresses(void)
{
    struct model_space pml2 = space_of(MODEL_PML2, MODEL_SLOT_DEFAULT);
    struct model_space pml3 = space_of(MODEL_PML3, 4);
    struct model_space pml4 = space_of(MODEL_PML4, MODEL_SLOT_DEFAULT);
    struct model_space pml5 = space_of(MODEL_PML5, 256);
    uint64_t unused = 0;
    uint32_t level = 0;
    CHECK(entry_of(&pml2, 1, 0x00401000), 0xC0001004);
    CHECK(entry_of(&pml2, 2, 0x00401000), 0xC0300004);
    CHECK(entry_of(&pml2, 2, 0xC0300C00), 0xC0300C00); /* the self-map's own entry */
    CHECK(entry_of(&pml2, 1, 0xFFFFFFFF), 0xC03FFFFC);
    CHECK(entry_of(&pml3, 1, 0), 0xC0800000);
    CHECK(entry_of(&pml3, 2, 0x40000000), 0xC0E05000);
    CHECK(entry_of(&pml4, 1, 0xFFFF800000000000), 0xFFFFF6C000000000);
    CHECK(entry_of(&pml4, 4, 0xFFFFFFFFFFFFFFFF), 0xFFFFF6FB7DBEDFF8);
    CHECK(entry_of(&pml4, 4, 0xFFFFF6FB7DBEDF68), 0xFFFFF6FB7DBEDF68);
    CHECK(entry_of(&pml5, 1, 0x1000), 0xFF00000000000008);
    CHECK(model_entry_address(&pml5, 6, 0, &unused), MODEL_BAD_LEVEL);
    CHECK(model_entry_address(&pml5, 9, 0x0100000000000000, &unused), MODEL_NOT_CANONICAL);
    CHECK(model_entry_address(&pml3, 3, 0, &unused), MODEL_BAD_LEVEL);
    CHECK(va_of(&pml2, 1, 0xC0001004), 0x00401000);
    CHECK(va_of(&pml3, 2, 0xC0E05000), 0x40000000);
    CHECK(va_of(&pml4, 4, 0xFFFFF6FB7DBEDFF8), 0xFFFFFF8000000000);
    CHECK(model_va_of_entry(&pml4, 1, 0xFFFFF68000000001, &unused), MODEL_MISALIGNED);
    CHECK(model_va_of_entry(&pml4, 1, 0xFFFFF67FFFFFFFF8, &unused), MODEL_NOT_IN_WINDOW);
    CHECK(model_va_of_entry(&pml4, 2, 0xFFFFF68000000000, &unused), MODEL_NOT_IN_WINDOW);
    CHECK(model_window_level(&pml4, 0xFFFFF6FB7DBEDF6F, &level), MODEL_OK);
    CHECK(level, 4);
    CHECK(model_window_level(&pml3, 0xC0E05001, &level), MODEL_OK);
    CHECK(level, 2);
    CHECK(model_window_level(&pml3, 0xC0400000, &level), MODEL_NOT_IN_WINDOW);
}

static void test_canonical(void)
{
    uint64_t va = 0;
    CHECK(model_canonical(MODEL_PML2, 0xFFFFFFFF), 1);
    CHECK(model_canonical(MODEL_PML3, 0x100000000), 0);
    CHECK(model_canonical(MODEL_PML4, 0x00007FFFFFFFFFFF), 1);
    CHECK(model_canonical(MODEL_PML4, 0x0000800000000000), 0);
    CHECK(model_canonical(MODEL_PML4, 0xFFFF800000000000), 1);
    CHECK(model_canonical(MODEL_PML4, 0xFFFF7FFFFFFFFFFF), 0);
    CHECK(model_canonical(MODEL_PML5, 0x0000800000000000), 1);
    CHECK(model_canonical(MODEL_PML5, 0x0100000000000000), 0);
    CHECK(model_canonical(MODEL_PML5, 0xFF00000000000000), 1);
    CHECK(model_sign_extend(MODEL_PML4, 0x800000000000, &va), MODEL_OK);
    CHECK(va, 0xFFFF800000000000);
    CHECK(model_sign_extend(MODEL_PML4, 0x1000000000000, &va), MODEL_NOT_CANONICAL);
    CHECK(model_sign_extend(MODEL_PML2, 0x80000000, &va), MODEL_OK);
    CHECK(va, 0x80000000);
}

static void test_slots(void)
{
    struct model_space space;
    CHECK(model_bind_mode(1, &all_facts, 0, &space), MODEL_BAD_MODE);
    CHECK(model_bind_mode(6, &all_facts, 9999, &space), MODEL_BAD_MODE);
    CHECK(model_bind_mode(MODEL_PML2, &all_facts, 1022, &space), MODEL_OK);
    CHECK(model_bind_mode(MODEL_PML2, &all_facts, 1023, &space), MODEL_TOP_SLOT);
    CHECK(model_bind_mode(MODEL_PML2, &all_facts, 1024, &space), MODEL_BAD_SLOT);
    CHECK(model_bind_mode(MODEL_PML3, &all_facts, 504, &space), MODEL_OK);
    CHECK(model_bind_mode(MODEL_PML3, &all_facts, 508, &space), MODEL_TOP_SLOT);
    CHECK(model_bind_mode(MODEL_PML3, &all_facts, 2, &space), MODEL_BAD_SLOT);
    CHECK(model_bind_mode(MODEL_PML4, &all_facts, 510, &space), MODEL_OK);
    CHECK(model_bind_mode(MODEL_PML4, &all_facts, 511, &space), MODEL_TOP_SLOT);
    CHECK(model_bind_mode(MODEL_PML5, &all_facts, 512, &space), MODEL_BAD_SLOT);
}

static uint32_t choice(uint32_t pae, uint32_t la57, uint32_t long_mode, uint32_t amd64, uint32_t noxpa)
{
    struct model_facts facts = {0, pae, 0, 0, 0, 0, long_mode, la57, 36};
    uint32_t mode = 0;
    return model_choose(&facts, amd64, noxpa, &mode) == MODEL_OK ? mode : 0;
}

static void test_choice(void)
{
    struct model_cpuid pentium = {1, 0x1BF, 0xFFFFFFFF, 0, 0xFFFFFFFF, 0xFFFFFFFF};
    struct model_facts facts;
    CHECK(choice(0, 0, 0, 0, 0), 2);
    CHECK(choice(1, 1, 1, 0, 0), 3);
    CHECK(choice(1, 1, 1, 0, 1), 2);
    CHECK(choice(1, 0, 1, 1, 0), 4);
    CHECK(choice(1, 1, 1, 1, 0), 5);
    CHECK(choice(1, 1, 1, 1, 7), 4);
    CHECK(choice(1, 1, 0, 1, 0), 0);
    model_cpuid_decode(&pentium, &facts);
    CHECK(facts.pse, 1);
    CHECK(facts.pae, 0);
    CHECK(facts.la57, 0);
    CHECK(facts.long_mode, 0);
    CHECK(facts.physical_bits, 32);
}

static uint64_t encoded(uint32_t mode, uint32_t level, uint64_t pfn, uint32_t flags, uint32_t software)
{
    struct model_space space = space_of(mode, MODEL_SLOT_DEFAULT);
    struct model_fields fields = {pfn, flags, software};
    struct model_fields back = {0, 0, 0};
    uint64_t raw = 0;
    enum model_status status = model_encode(&space, level, &fields, &raw);
    if (status != MODEL_OK)
        return status;
    CHECK(model_decode(&space, level, raw, &back), MODEL_OK);
    CHECK(back.pfn, pfn);
    CHECK(back.flags, flags);
    CHECK(back.software, software);
    return raw;
}

/* Statuses stand for themselves here: no encoding below is as small as they are. */
static void test_entries(void)
{
    CHECK(encoded(2, 1, 0xFFFFF, MODEL_PRESENT | MODEL_PAT, 7), 0xFFFFFE81);
    CHECK(encoded(2, 1, 0x100000, MODEL_PRESENT, 0), MODEL_BAD_FRAME);
    CHECK(encoded(2, 2, 0x400, MODEL_PRESENT | MODEL_LARGE | MODEL_PAT, 0), 0x401081);
    CHECK(encoded(2, 2, 0x200, MODEL_PRESENT | MODEL_LARGE, 0), MODEL_BAD_FRAME);
    CHECK(encoded(2, 1, 0, MODEL_NO_EXECUTE, 0), MODEL_BAD_FLAGS);
    CHECK(encoded(3, 3, 5, MODEL_PRESENT | MODEL_WRITE_THROUGH | MODEL_CACHE_DISABLE, 0), 0x5019);
    CHECK(encoded(3, 3, 5, MODEL_PRESENT | MODEL_WRITABLE, 0), MODEL_BAD_FLAGS);
    CHECK(encoded(3, 1, 1, MODEL_PRESENT | MODEL_NO_EXECUTE, 0), 0x8000000000001001);
    CHECK(encoded(3, 1, 1, MODEL_PRESENT, 8), MODEL_BAD_FLAGS);
    CHECK(encoded(4, 1, 0xFFFFFFFFFF, MODEL_PRESENT, 0), 0x000FFFFFFFFFF001);
    CHECK(encoded(4, 1, 0x10000000000, MODEL_PRESENT, 0), MODEL_BAD_FRAME);
    CHECK(encoded(4, 1, 0, MODEL_DIRTY, 0x3FFF), 0x7FF0000000000E40);
    CHECK(encoded(4, 3, 0x40000, MODEL_PRESENT | MODEL_LARGE, 0), 0x40000081);
    CHECK(encoded(4, 4, 0, MODEL_LARGE, 0), MODEL_BAD_FLAGS);
    CHECK(encoded(5, 5, 3, MODEL_PRESENT | MODEL_WRITABLE | MODEL_USER, 0), 0x3007);
    CHECK(encoded(5, 6, 3, MODEL_PRESENT, 0), MODEL_BAD_LEVEL);
    CHECK(encoded(5, 2, 0x200, MODEL_PRESENT | MODEL_PAT, 0), MODEL_BAD_FLAGS);
    CHECK(encoded(5, 1, 0, 0x800, 0), MODEL_BAD_FLAGS);
}

static uint32_t length_of(const char *text)
{
    uint32_t length = 0;
    while (text[length] != 0)
        length++;
    return length;
}

static uint32_t noxpa_on(const char *text, uint32_t program_name)
{
    struct model_line line = {text, length_of(text), program_name};
    return model_noxpa(&line);
}

static uint64_t slot_on(const char *text)
{
    struct model_line line = {text, length_of(text), 0};
    uint64_t value = 0;
    enum model_status status = model_number(&line, "slot=", 5, &value);
    return status == MODEL_OK ? value : status;
}

static void test_line(void)
{
    CHECK(noxpa_on("", 0), 0);
    CHECK(noxpa_on("quiet nOxPa\tx", 0), 1);
    CHECK(noxpa_on("NOXPAX xNOXPA NOXPA=1", 0), 0);
    CHECK(noxpa_on(" NOXPA quiet", 1), 0);
    CHECK(noxpa_on("kernel NOXPA", 1), 1);
    CHECK(noxpa_on("/boot/NOXPA/kernel", 1), 0);
    CHECK(slot_on("quiet"), MODEL_NOT_FOUND);
    CHECK(slot_on("slot=493"), 493);
    CHECK(slot_on("SLOT=0x1Ed"), 493);
    CHECK(slot_on("slot= slot=7"), MODEL_BAD_NUMBER);
    CHECK(slot_on("slot=0x"), MODEL_BAD_NUMBER);
    CHECK(slot_on("slot=12a"), MODEL_BAD_NUMBER);
    CHECK(slot_on("slot=18446744073709551615"), 0xFFFFFFFFFFFFFFFF);
    CHECK(slot_on("slot=18446744073709551616"), MODEL_BAD_NUMBER);
    CHECK(slot_on("slot=0xFFFFFFFFFFFFFFFF"), 0xFFFFFFFFFFFFFFFF);
    CHECK(slot_on("slot=0x10000000000000000"), MODEL_BAD_NUMBER);
}

int main(void)
{
    test_reference_windows();
    test_entry_addresses();
    test_canonical();
    test_slots();
    test_choice();
    test_entries();
    test_line();
    test_walks();
    test_map();
    test_ranges();
    test_large();
    test_split();
    test_machine();
    test_memmap();
    test_rtl();
    test_regions();
    test_pool();
    test_guard();
    test_frame_database();
    test_supply();
    test_memory();
    printf("model-test: %u passed, %u failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}

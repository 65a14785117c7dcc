/* mode.c - model: mode tables, CPUID decoding and binding. See mode.h; relies on nothing. */
#include "spec/model/mode.h"

uint32_t model_index_bits(uint32_t mode, uint32_t level)
{
    if (level < 1 || level > mode)
        return 0;
    if (mode == MODEL_PML2)
        return 10;
    if (mode == MODEL_PML3 && level == 3)
        return 2;
    return 9;
}

uint32_t model_address_bits(uint32_t mode)
{
    static const uint32_t bits[MODEL_LEVELS + 1] = {12, 12, 32, 32, 48, 57};
    return bits[mode <= MODEL_LEVELS ? mode : MODEL_LEVELS];
}

uint32_t model_page_bits(uint32_t mode, uint32_t level)
{
    uint32_t bits = 12;
    for (uint32_t below = 1; below < level; below++)
        bits += model_index_bits(mode, below);
    return bits;
}

uint32_t model_entry_size(uint32_t mode)
{
    return mode == MODEL_PML2 ? 4 : 8;
}

uint32_t model_window_levels(uint32_t mode)
{
    return mode == MODEL_PML3 ? 2 : mode;
}

uint32_t model_default_slot(uint32_t mode)
{
    switch (mode) {
    case MODEL_PML2:
        return 768;
    case MODEL_PML3:
        return 0;
    default:
        return 493;
    }
}

static uint32_t bit_of(uint32_t word, uint32_t bit)
{
    return (word >> bit) & 1;
}

void model_cpuid_decode(const struct model_cpuid *cpuid, struct model_facts *facts)
{
    uint32_t basic1 = cpuid->max_basic >= 1 ? cpuid->basic1_edx : 0;
    uint32_t basic7 = cpuid->max_basic >= 7 ? cpuid->basic7_ecx : 0;
    uint32_t extended1 = cpuid->max_extended >= 0x80000001u ? cpuid->extended1_edx : 0;
    uint32_t extended8 = cpuid->max_extended >= 0x80000008u ? cpuid->extended8_eax : 0;

    facts->pse = bit_of(basic1, 3);
    facts->pae = bit_of(basic1, 6);
    facts->pge = bit_of(basic1, 13);
    facts->pat = bit_of(basic1, 16);
    facts->nx = bit_of(extended1, 20);
    facts->page1g = bit_of(extended1, 26);
    facts->long_mode = bit_of(extended1, 29);
    facts->la57 = bit_of(basic7, 16);

    facts->physical_bits = extended8 & 0xFF;
    if (facts->physical_bits < 32)
        facts->physical_bits = facts->pae ? 36 : 32;
    if (facts->physical_bits > 52)
        facts->physical_bits = 52;
}

enum model_status model_choose(const struct model_facts *facts, uint32_t long_mode, uint32_t noxpa, uint32_t *mode)
{
    if (long_mode && !facts->long_mode)
        return MODEL_NO_LONG_MODE;
    /*                                  plain       extended */
    static const uint32_t modes[2][2] = {{MODEL_PML2, MODEL_PML3},  /* i686 */
                                         {MODEL_PML4, MODEL_PML5}}; /* amd64 */
    uint32_t can_extend = long_mode ? facts->la57 : facts->pae;
    *mode = modes[long_mode ? 1 : 0][can_extend && !noxpa ? 1 : 0];
    return MODEL_OK;
}

/* Slots of the top table, or of PD#3; the last place whose window would end at the top of memory is no place. */
static enum model_status check_slot(uint32_t mode, uint32_t slot)
{
    uint32_t slots = mode == MODEL_PML2 ? 1024 : 512;
    uint32_t step = mode == MODEL_PML3 ? 4 : 1;
    for (uint32_t legal = 0; legal < slots; legal += step) {
        if (legal == slot)
            return legal + step == slots ? MODEL_TOP_SLOT : MODEL_OK;
    }
    return MODEL_BAD_SLOT;
}

enum model_status model_bind_mode(uint32_t mode, const struct model_facts *facts, uint32_t slot,
                                  struct model_space *space)
{
    if (mode < MODEL_PML2 || mode > MODEL_PML5)
        return MODEL_BAD_MODE;
    if (slot == MODEL_SLOT_DEFAULT)
        slot = model_default_slot(mode);
    enum model_status status = check_slot(mode, slot);
    if (status != MODEL_OK)
        return status;
    if (facts->physical_bits < 32 || facts->physical_bits > 52)
        return MODEL_BAD_PHYSICAL_WIDTH;

    space->mode = mode;
    space->slot = slot;
    space->leaf_levels = 2;
    if (mode == MODEL_PML2 && !facts->pse)
        space->leaf_levels = 1;
    if (mode >= MODEL_PML4 && facts->page1g)
        space->leaf_levels = 3;
    space->no_execute = mode != MODEL_PML2 && facts->nx ? 1 : 0;
    space->global = facts->pge ? 1 : 0;
    space->pat = facts->pat ? 1 : 0;
    space->physical_bits = mode == MODEL_PML2 ? 32 : facts->physical_bits;
    return MODEL_OK;
}

enum model_status model_bind(const struct model_facts *facts, uint32_t long_mode, uint32_t noxpa, uint32_t slot,
                             struct model_space *space)
{
    uint32_t mode;
    enum model_status status = model_choose(facts, long_mode, noxpa, &mode);
    if (status != MODEL_OK)
        return status;
    return model_bind_mode(mode, facts, slot, space);
}

/*
 * bind.c - fuzz target `bind`: CPUID registers, facts, options and command lines, sane or garbage, through decoding,
 * the choice of a mode and binding; then every field and every routine of what was bound, against the model.
 *
 * Input: a byte of choices, six CPUID registers, options, a probe address, then a key and a command line.
 */
#include <stdlib.h>

#include "fuzz/common/harness.h"
#include "fuzz/common/spaces.h"
#include "selfmap/boot_params.h"
#include "spec/model/line.h"

static void compare_decode_cpuid(struct cursor *input, struct paging_features *features)
{
    struct cpuid_leaves leaves;
    struct model_cpuid cpuid;
    struct model_facts facts;
    uint32_t maxima = take8(input);
    leaves.max_basic = (maxima & 0x80) != 0 ? take32(input) : maxima & 15;
    maxima = take8(input);
    leaves.max_extended = (maxima & 0x80) != 0 ? take32(input) : 0x80000000u + (maxima & 15);
    leaves.basic1_edx = take32(input);
    leaves.basic7_ecx = take32(input);
    leaves.extended1_edx = take32(input);
    leaves.extended8_eax = take32(input);
    story_bound("CPUID max, 1 EDX, 7 ECX, max extended", leaves.max_basic, leaves.basic1_edx, leaves.basic7_ecx,
                leaves.max_extended);
    story_asked("CPUID 80000001 EDX, 80000008 EAX", leaves.extended1_edx, leaves.extended8_eax, 0, 0);

    cpuid.max_basic = leaves.max_basic;
    cpuid.basic1_edx = leaves.basic1_edx;
    cpuid.basic7_ecx = leaves.basic7_ecx;
    cpuid.max_extended = leaves.max_extended;
    cpuid.extended1_edx = leaves.extended1_edx;
    cpuid.extended8_eax = leaves.extended8_eax;
    paging_features_decode(&leaves, features);
    model_cpuid_decode(&cpuid, &facts);
    agree("features.pse", features->pse, facts.pse);
    agree("features.pae", features->pae, facts.pae);
    agree("features.pge", features->pge, facts.pge);
    agree("features.pat", features->pat, facts.pat);
    agree("features.nx", features->nx, facts.nx);
    agree("features.page1g", features->page1g, facts.page1g);
    agree("features.long_mode", features->long_mode, facts.long_mode);
    agree("features.la57", features->la57, facts.la57);
    agree("features.physical_bits", features->physical_bits, facts.physical_bits);
}

/* A flag of any bit pattern: a garbage scalar is as good as 1. */
static uint32_t take_flag(struct cursor *input)
{
    uint32_t byte = take8(input);
    if (byte < 0x80)
        return byte & 1;
    return take32(input);
}

static void take_garbage_features(struct cursor *input, struct paging_features *features)
{
    features->pse = take_flag(input);
    features->pae = take_flag(input);
    features->pge = take_flag(input);
    features->pat = take_flag(input);
    features->nx = take_flag(input);
    features->page1g = take_flag(input);
    features->long_mode = take_flag(input);
    features->la57 = take_flag(input);
    features->physical_bits = take_flag(input);
    if (features->physical_bits <= 1)
        features->physical_bits = 30 + take8(input) % 25;
}

/* A status of any value has a sentence: one line of sensible length. */
static void compare_text(enum selfmap_status status)
{
    const char *text = selfmap_status_text(status);
    uint32_t length = 0;
    agree("status text is there", text != NULL, 1);
    while (length < 200 && text[length] >= 0x20)
        length++;
    agree("status text is one line of 1 to 199 printable bytes", length > 0 && length < 200 && text[length] == 0, 1);
}

/* Everything that was bound, or that nothing was touched. */
static void compare_bound(const char *what, enum selfmap_status status, enum model_status model_status,
                          const struct pagemap *pagemap, const struct model_space *space, uint64_t va, uint32_t level)
{
    struct pte_fields fields;
    agree(what, status, model_status);
    if (status != SELFMAP_OK) {
        agree("pagemap untouched by an error", pagemap_untouched(pagemap), 1);
        return;
    }
    compare_info(&pagemap->info, space);
    compare_addresses(pagemap, space, (va & 1) != 0 ? va : pagemap->info.window_base[0] + (va & 0xFFF8));
    fields.pfn = va % (pagemap->info.frame_limit + 1);
    fields.flags = (uint32_t)(va >> 40) & 0x7FF;
    fields.software = (uint32_t)(va >> 56) & 7;
    compare_encode(pagemap, space, level, &fields);
    compare_decode(pagemap, space, level, va);
}

static void compare_binding(struct cursor *input, const struct paging_features *features)
{
    struct pagemap pagemap;
    struct model_space space;
    struct model_facts facts;
    struct pagemap_options options;
    uint32_t mode = take8(input);
    uint32_t chosen = UNTOUCHED32;
    uint32_t model_chosen = UNTOUCHED32;

    if (mode < 0x80)
        mode %= 16;
    else
        mode = take32(input);
    options.long_mode = take_flag(input);
    options.noxpa = take_flag(input);
    options.slot = (uint32_t)take(input, 2);
    if ((options.slot & 0xC000) == 0xC000)
        options.slot = take32(input);
    else if ((options.slot & 0x8000) != 0)
        options.slot = PAGEMAP_SLOT_DEFAULT;
    else
        options.slot &= 0x7FF;
    uint32_t level = take8(input) % 7;
    uint64_t va = take64(input);
    compare_text((enum selfmap_status)mode);
    facts_to_model(features, &facts);
    story_asked("mode, long mode, noxpa, slot", mode, options.long_mode, options.noxpa, options.slot);

    agree("choose status", pagemap_choose(features, &options, &chosen),
          model_choose(&facts, options.long_mode, options.noxpa, &model_chosen));
    agree("choose", chosen, model_chosen);

    spoil_pagemap(&pagemap);
    enum selfmap_status status = pagemap_bind(features, &options, &pagemap);
    compare_bound("bind status", status, model_bind(&facts, options.long_mode, options.noxpa, options.slot, &space),
                  &pagemap, &space, va, level);

    spoil_pagemap(&pagemap);
    status = pagemap_bind_mode(mode, features, options.slot, &pagemap);
    compare_bound("bind_mode status", status, model_bind_mode(mode, &facts, options.slot, &space), &pagemap, &space, va,
                  level);
}

/* A copy exactly as long as the text, so that a byte read past either end is seen. */
static char *exact_copy(const uint8_t *bytes, size_t length)
{
    char *copy = malloc(length > 0 ? length : 1);
    if (copy == NULL)
        abort();
    for (size_t i = 0; i < length; i++)
        copy[i] = (char)bytes[i];
    return copy;
}

static void compare_number(const struct boot_line *line, const struct model_line *model, const char *key,
                           uint32_t key_length)
{
    uint64_t value = UNTOUCHED;
    uint64_t model_value = UNTOUCHED;
    agree("number status", boot_params_number(line, key, key_length, &value),
          model_number(model, key, key_length, &model_value));
    agree("number", value, model_value);
}

/* The key is as long as its first byte says and holds no separator: those have the meaning of the end of it. */
static void compare_line(struct cursor *input)
{
    uint32_t choices = take8(input);
    uint32_t longest = choices & 7;
    uint32_t key_length = 0;
    while (key_length < longest && key_length < input->left && input->at[key_length] > 0x20)
        key_length++;
    char *key = exact_copy(input->at, key_length);
    input->at += key_length;
    input->left -= key_length;
    uint32_t length = (uint32_t)input->left;
    char *text = exact_copy(input->at, length);

    struct boot_line line = {length > 0 ? text : NULL, length, choices >> 3 & 1};
    struct model_line model = {text, length, choices >> 3 & 1};
    story_asked("key length, line length, program name", key_length, length, line.program_name, 0);
    agree("flag", boot_params_flag(&line, key, key_length), model_flag(&model, key, key_length));
    agree("noxpa", boot_params_noxpa(&line), model_noxpa(&model));
    compare_number(&line, &model, key, key_length);
    compare_number(&line, &model, "slot=", 5);
    free(key);
    free(text);
}

void fuzz_target(struct cursor *input)
{
    struct paging_features features;
    uint32_t choices = take8(input);
    if ((choices & 3) == 3) {
        compare_line(input);
        return;
    }
    compare_decode_cpuid(input, &features);
    if ((choices & 3) == 2)
        take_garbage_features(input, &features);
    compare_binding(input, &features);
    compare_line(input);
}

/*
 * pool.c - fuzz target `pool`: sequences of allocations, frees of any address, pages that join and leave, against the model.
 *
 * Input: how many pages to begin with, then operations: a byte that chooses one, and its arguments. At the end everything is freed and all pages
 * leave: what stays is a leak. One pool serves all runs, since to start over costs a step per page that it could have; what one run leaves
 * to the next is an empty pool.
 */
#include <stdlib.h>

#include "fuzz/common/harness.h"
#include "selfmap/pool.h"
#include "spec/model/pool.h"

#define BASE 0xFFFF900000000000u
#define NO_TAG 0xFFFFu
#define MOST_LIVE 300u /* blocks at once: the model looks at each of them, again and again */

static struct model_pool model;
static uint32_t begun;

static void begin(uint64_t base)
{
    agree("pool_init", pool_init(base), model_pool_init(&model, base));
}

/* Mostly what a slot or a few pages hold, now and then anything. */
static uint64_t take_size(struct cursor *input)
{
    const uint32_t byte = take8(input);
    const uint64_t octave = (uint64_t)1 << (byte >> 4);

    if (byte == 0xFF)
        return take64(input);
    if (byte >= 0xF0)
        return (uint64_t)(byte & 15) * 0x1000 + take8(input) % 3;
    return octave + octave * (byte & 15) / 16 - (byte == 0);
}

static uint32_t take_tag(struct cursor *input)
{
    const uint32_t byte = take8(input);

    return byte == 0xFF ? take32(input) : byte % 8;
}

static uint64_t usable(uint64_t address)
{
    const struct pool_answer size = pool_size_of(address);

    agree("pool_size_of a new block", size.status, SELFMAP_OK);
    return size.value;
}

/* One allocation; alignment 0 is pool_alloc. */
static void allocate(uint64_t size, uint64_t alignment, uint32_t tag)
{
    if (model.count >= MOST_LIVE)
        return;
    const struct pool_answer got = alignment == 0 ? pool_alloc(size, tag) : pool_alloc_aligned(size, alignment, tag);
    const enum model_status asked = model_pool_ask(size, alignment == 0 ? 1 : alignment, tag);

    if (asked != MODEL_OK || got.status != SELFMAP_OK) {
        if (asked == MODEL_OK && got.status == SELFMAP_NO_ROOM) {
            if (model_pool_may_refuse(&model, size) == 0)
                finding("refused, and there is room: size, pages", size, model.pages);
        } else {
            agree("pool_alloc", got.status, asked);
        }
        agree("value of a refusal", got.value, 0);
        return;
    }
    {
        const struct model_block block = {got.value, usable(got.value), tag};
        const enum model_block_fault fault = model_pool_add(&model, &block, size, alignment == 0 ? 16 : alignment);

        if (fault == MODEL_BLOCK_TOO_MANY)
            agree("pool_free of one too many", pool_free(got.value, tag), SELFMAP_OK);
        else if (fault != MODEL_BLOCK_GOOD)
            finding("block that must not be: address, fault (misaligned, outside, short, overlaps)", got.value, fault);
    }
}

static void release(uint64_t address, uint32_t tag)
{
    story_asked("pool_free address, tag", address, tag, 0, 0);
    agree("pool_free", pool_free(address, tag), model_pool_free(&model, address, tag));
}

static const struct model_block *some_block(struct cursor *input)
{
    const uint32_t byte = take8(input);

    return model.count == 0 ? NULL : &model.blocks[byte % model.count];
}

/* An address near a block, near the pool's ends, or any. */
static uint64_t take_address(struct cursor *input)
{
    const uint32_t how = take8(input);
    const struct model_block *block = how < 0x80 ? some_block(input) : NULL;

    if (block != NULL)
        return how < 0x40 ? block->address + (how & 0x1F) - 16 : block->address + (uint64_t)(how & 0x3F) * 0x100;
    if (how < 0xC0)
        return model.base + take32(input) % 0x2000000;
    if (how < 0xE0)
        return model.base + model.pages * 0x1000 + (how & 0x1F) * 16 - 0x100;
    return take64(input);
}

static void compare_size_of(uint64_t address)
{
    uint64_t bytes = 0;
    const struct pool_answer size = pool_size_of(address);

    story_asked("pool_size_of address", address, 0, 0, 0);
    agree("pool_size_of", size.status, model_pool_size_of(&model, address, &bytes));
    agree("pool_size_of, bytes", size.value, bytes);
}

static void compare_walk(uint64_t from, uint32_t tag)
{
    uint64_t address = 0;
    const struct pool_answer found = pool_walk(from, tag);

    story_asked("pool_walk from, tag", from, tag, 0, 0);
    agree("pool_walk", found.status, model_pool_walk(&model, from, tag, &address));
    agree("pool_walk, address", found.value, address);
}

static void compare_stats(uint32_t tag)
{
    const struct pool_stats stats = pool_stats_of(tag);
    uint32_t count = 0;

    agree("stats.base", stats.base, model.base);
    agree("stats.pages", stats.pages, model.pages);
    agree("stats.bytes", stats.bytes, model_pool_bytes(&model, NO_TAG, &count));
    agree("stats.blocks", stats.blocks, count);
    count = 0;
    agree("stats.tag_bytes", stats.tag_bytes, tag < MODEL_POOL_TAGS ? model_pool_bytes(&model, tag, &count) : 0);
    agree("stats.tag_blocks", stats.tag_blocks, count);
}

static void join(uint64_t pages)
{
    agree("pool_extend", pool_extend(pages), model_pool_extend(&model, pages));
}

static void leave(uint64_t keep)
{
    const struct pool_answer left = pool_shrink(keep);

    story_asked("pool_shrink keep", keep, 0, 0, 0);
    agree("pool_shrink", left.status, SELFMAP_OK);
    if (model_pool_shrink(&model, left.value) == 0)
        finding("pages left that are in use, or that were not there: how many, of", left.value, model.pages);
    if (model.count == 0 && keep < model.pages)
        finding("free pages stayed: asked to keep, kept", keep, model.pages);
}

static void operate(struct cursor *input)
{
    const uint32_t choice = take8(input);
    const struct model_block *block;
    uint64_t size, other;
    uint32_t tag, i;

    switch (choice % 16) {
    case 0:
    case 1:
    case 2:
    case 3:
        size = take_size(input);
        tag = choice < 0x80 ? choice >> 5 : take_tag(input);
        story_asked("pool_alloc size, tag", size, tag, 0, 0);
        allocate(size, 0, tag);
        break;
    case 4:
        size = take_size(input);
        other = choice < 0xF0 ? (uint64_t)1 << (choice >> 4) : take64(input);
        story_asked("pool_alloc_aligned size, alignment", size, other, 0, 0);
        allocate(size, other == 0 ? 3 : other, take_tag(input));
        break;
    case 5: /* many of one size */
        size = take_size(input) % 0x2000;
        story_asked("pool_alloc size, tag, often", size, 1, choice >> 4, 0);
        for (i = 0; i < 4 + 2 * (choice >> 4); i++)
            allocate(size, 0, 1);
        break;
    case 6:
    case 7:
    case 8:
        block = some_block(input);
        if (block != NULL)
            release(block->address, block->tag);
        break;
    case 9: /* every other one, or every one */
        for (i = 0; i < model.count; i += 1 + (choice >> 7))
            if (i % 3 != (choice >> 4) % 4)
                release(model.blocks[i].address, model.blocks[i].tag);
        break;
    case 10:
        other = take_address(input);
        release(other, take_tag(input));
        break;
    case 11:
        block = some_block(input);
        if (block != NULL)
            release(block->address, block->tag + 1 + (choice >> 4));
        break;
    case 12:
        compare_size_of(take_address(input));
        break;
    case 13:
        other = take_address(input);
        if (choice >= 0xF0)
            compare_walk(other, take_tag(input));
        compare_stats(choice < 0xF0 ? choice >> 4 : take_tag(input));
        break;
    case 14:
        join(choice < 0xF0 ? (choice >> 4) : take64(input));
        break;
    default:
        if (choice < 0xF0) {
            leave(choice >> 4);
        } else if (take8(input) == 0x5A) {
            agree("pool_check", pool_check(), 1);
            if (model.count == 0)
                begin(take64(input));
        }
        break;
    }
}

void fuzz_target(struct cursor *input)
{
    if (begun == 0) {
        begin(BASE);
        begun = 1;
    }
    join(1 + take8(input) % 64);
    story_bound("base, pages", model.base, model.pages, 0, 0);
    while (input->left > 0)
        operate(input);
    while (model.count > 0)
        release(model.blocks[model.count / 2].address, model.blocks[model.count / 2].tag);
    leave(0);
    agree("pages that leaked", model.pages, 0);
    compare_stats(1);
}

/*
 * guard.c - fuzz target `guard`: a guarded pool against the model, while somebody writes where nobody may.
 *
 * Input: options and cap in a byte, how many pages to begin with, then operations: a byte that chooses one, and its arguments. Every byte
 * that is written to a redzone or to free memory must be told, once, by the release or allocation that meets it; what is an owner's keeps its mark.
 */
#include <string.h>

#include "fuzz/common/harness.h"
#include "fuzz/machine/guard.h"
#include "impl/guard/state.h"
#include "selfmap/guard.h"
#include "selfmap/guard_door.h"
#include "spec/model/guard.h"

#define BASE 0xFFFF900000000000u
#define MOST_LIVE 100u
#define MOST_PAGES 64u

static struct model_guard model;
static uint64_t turns;
static uint32_t begun;
static uint32_t whole_starts; /* in this run: one is enough */

/* Each call takes the lock once and gives it back. */
static void locked_once(void)
{
    turns++;
    agree("turns of the lock", simulated_lock_turns(), turns);
}

static uint8_t mark(uint64_t address)
{
    return (uint8_t)(address * 0x9E3779B1u >> 13);
}

static uint64_t body(const struct model_block *block)
{
    return block->bytes - (model.zones != 0 ? MODEL_ZONE : 0);
}

static void put_marks(const struct model_block *block)
{
    *simulated_bytes(block->address) = mark(block->address);
    *simulated_bytes(block->address + body(block) - 1) = mark(block->address + 1);
    if (body(block) == 1)
        finding("body of one byte", block->address, block->bytes);
}

static void look_at_marks(const struct model_block *block)
{
    if (*simulated_bytes(block->address) != mark(block->address) ||
        *simulated_bytes(block->address + body(block) - 1) != mark(block->address + 1))
        finding("an owner's bytes have changed: address, bytes", block->address, block->bytes);
}

static void all_are(const char *what, uint64_t address, uint64_t bytes, uint8_t byte)
{
    const uint8_t *at = simulated_bytes(address);

    if (bytes != 0 && (at[0] != byte || memcmp(at, at + 1, (size_t)bytes - 1) != 0))
        finding(what, address, bytes);
}

static uint64_t take_size(struct cursor *input)
{
    const uint32_t byte = take8(input);
    const uint64_t octave = (uint64_t)1 << (byte >> 4);

    if (byte == 0xFF)
        return take64(input);
    return octave + octave * (byte & 15) / 16 - (byte == 0);
}

/* A refusal for the cap though what was asked for would fit: the block would have been longer, of whole pages at the most. */
static void cap_is_exact(uint64_t size)
{
    const uint64_t longest = (model_guard_needed(&model, size) + 0xFFF) / 0x1000 * 0x1000;

    if (model_guard_over(&model, longest) == 0)
        finding("refused, and not above the cap: bytes, cap", longest, model.cap);
}

/* A block that was not handed out because it was written to: it is as it should be now, and it was not before. */
static void was_written(void)
{
    uint32_t healed = 0;
    uint32_t i = 0;

    while (i < model.count) {
        const uint64_t address = model.odd[i];
        if (model_guard_byte(&model, address) == *simulated_bytes(address)) {
            model_guard_filled(&model, address, 1);
            healed++;
        } else {
            i++;
        }
    }
    if (healed == 0)
        finding("written to while free, it says, and nobody did: odd bytes, poison", model.count, model.poison);
}

static void accept(uint64_t address, uint64_t size, uint64_t alignment, uint32_t tag)
{
    const struct pool_answer own = guard_size_of(address);
    struct model_block block;

    locked_once();
    agree("guard_size_of a new block", own.status, SELFMAP_OK);
    block.address = address;
    block.bytes = own.value + (model.zones != 0 ? MODEL_ZONE : 0);
    block.tag = tag;
    if (own.value < size)
        finding("block shorter than asked: address, bytes", address, own.value);
    if (model_guard_over(&model, block.bytes) != 0)
        finding("above the cap: bytes of the block, cap", block.bytes, model.cap);
    if (model_guard_odd(&model, address, block.bytes) != 0)
        finding("handed out, and was written to while free: address, bytes", address, block.bytes);
    const enum model_block_fault fault = model_pool_add(&model.pool, &block, model_guard_needed(&model, size), alignment);
    if (fault != MODEL_BLOCK_GOOD)
        finding("block that must not be: address, fault (misaligned, outside, short, overlaps)", address, fault);
    if (model.zones != 0)
        all_are("redzone not filled: address, bytes", address + own.value, MODEL_ZONE, GUARD_ZONE_BYTE);
    if (model.poison != 0)
        all_are("handed out with other bytes than poison: address, bytes", address, own.value, GUARD_POISON_BYTE);
    put_marks(&block);
}

static void allocate(uint64_t size, uint64_t alignment, uint32_t tag)
{
    if (model.pool.count >= MOST_LIVE)
        return;
    story_asked("guard_alloc size, alignment, tag", size, alignment, tag, 0);
    const enum model_status asked = model_guard_ask(&model, size, alignment, tag);
    const struct pool_answer got = alignment == 16 ? guard_alloc(size, tag) : guard_alloc_aligned(size, alignment, tag);

    locked_once();
    if (got.status == SELFMAP_OK && asked == MODEL_OK) {
        accept(got.value, size, alignment < 16 ? 16 : alignment, tag);
        return;
    }
    agree("value of a refusal", got.value, 0);
    if (asked != MODEL_OK)
        agree("guard_alloc", got.status, asked);
    else if (got.status == SELFMAP_NO_ROOM && model_pool_may_refuse(&model.pool, model_guard_needed(&model, size)) == 0)
        finding("refused, and there is room: size, pages", size, model.pool.pages);
    else if (got.status == SELFMAP_CAPPED)
        cap_is_exact(size);
    else if (got.status == SELFMAP_USED_FREED)
        was_written();
    else if (got.status != SELFMAP_NO_ROOM)
        differ("guard_alloc", got.status, asked);
}

static void release(uint64_t address, uint32_t tag)
{
    uint64_t bytes = 0;

    story_asked("guard_free address, tag", address, tag, 0, 0);
    (void)model_pool_size_of(&model.pool, address, &bytes);
    const enum model_status expected = model_guard_free(&model, address, tag);
    agree("guard_free", guard_free(address, tag), expected);
    locked_once();
    if (expected == MODEL_OK && model.poison != 0)
        all_are("freed and not filled: address, bytes", address, bytes, GUARD_POISON_BYTE);
}

static const struct model_block *some_block(struct cursor *input)
{
    const uint32_t byte = take8(input);

    return model.pool.count == 0 ? NULL : &model.pool.blocks[byte % model.pool.count];
}

/* Somebody writes a byte; not to what is an owner's. */
static void strike(uint64_t address, uint8_t byte)
{
    if (address < model.pool.base || address - model.pool.base >= model.pool.pages * 0x1000)
        return;
    if (model_guard_write(&model, address, byte) != 0)
        *simulated_bytes(address) = byte;
}

static void join(uint64_t pages)
{
    if (pages < POOL_PAGES && model.pool.pages + pages > MOST_PAGES)
        return;
    const uint64_t end = model.pool.base + model.pool.pages * 0x1000;
    const enum model_status expected = model_pool_extend(&model.pool, pages);
    if (expected == MODEL_OK)
        *simulated_bytes(end + pages * 0x1000 - 1) = 0;
    simulated_memory_pages(model.pool.pages);
    story_asked("guard_extend pages", pages, 0, 0, 0);
    agree("guard_extend", guard_extend(pages), expected);
    locked_once();
    if (expected == MODEL_OK && model.poison != 0)
        all_are("pages not filled: address, bytes", end, pages * 0x1000, GUARD_POISON_BYTE);
}

static void leave(uint64_t keep)
{
    const struct pool_answer left = guard_shrink(keep);

    locked_once();
    agree("guard_shrink", left.status, SELFMAP_OK);
    if (model_pool_shrink(&model.pool, left.value) == 0)
        finding("pages left that are in use, or that were not there: how many, of", left.value, model.pool.pages);
    model_guard_filled(&model, model.pool.base + model.pool.pages * 0x1000, left.value * 0x1000);
    simulated_memory_pages(model.pool.pages);
}

static void compare_figures(uint32_t tag)
{
    const struct pool_stats stats = guard_stats_of(tag);
    uint32_t count = 0;
    uint64_t address = 0;

    locked_once();
    agree("stats.pages", stats.pages, model.pool.pages);
    agree("stats.bytes", stats.bytes, model_pool_bytes(&model.pool, MODEL_POOL_TAGS, &count));
    agree("stats.blocks", stats.blocks, count);
    const struct pool_answer found = guard_walk(0, tag);
    locked_once();
    agree("guard_walk", found.status, model_pool_walk(&model.pool, 0, tag, &address));
    agree("guard_walk, address", found.value, address);
}

static void ask_size(uint64_t address)
{
    uint64_t bytes = 0;
    const struct pool_answer own = guard_size_of(address);
    const enum model_status expected = model_pool_size_of(&model.pool, address, &bytes);

    locked_once();
    agree("guard_size_of", own.status, expected);
    agree("guard_size_of, bytes", own.value, expected == MODEL_OK && model.zones != 0 ? bytes - MODEL_ZONE : bytes);
}

/* To start over costs a step per page that there could be: an empty pool is mostly given other options and another cap instead. */
static void begin(uint32_t options, uint64_t cap, uint32_t whole)
{
    if (begun == 0 || whole != 0) {
        begun = 1;
        whole_starts++;
        turns = simulated_lock_turns();
        agree("guard_init", guard_init(BASE, options, cap), SELFMAP_OK);
        locked_once();
    }
    guard_options = options;
    guard_cap = cap;
    agree("the model's guard_init", SELFMAP_OK, model_guard_init(&model, BASE, options, cap));
    simulated_memory_start(BASE);
}

static void operate(struct cursor *input)
{
    const uint32_t choice = take8(input);
    const struct model_block *block;
    uint64_t number;
    uint32_t i;

    switch (choice % 16) {
    case 0:
    case 1:
    case 2:
        number = take_size(input);
        allocate(number, 16, choice < 0xF0 ? choice >> 5 : 255u + take8(input));
        break;
    case 3:
        number = take_size(input);
        allocate(number, choice < 0xF0 ? (uint64_t)1 << (choice >> 4) : take64(input), 2);
        break;
    case 4: /* many of one size */
        number = take_size(input) % 0x800;
        for (i = 0; i < 2u + 2u * (choice >> 4); i++)
            allocate(number, 16, 3);
        break;
    case 5:
    case 6:
    case 7:
        block = some_block(input);
        if (block != NULL) {
            look_at_marks(block);
            release(block->address, block->tag + (choice >= 0xF0));
        }
        break;
    case 8:
        number = model.pool.base + take32(input) % (MOST_PAGES * 0x1000);
        release(number, choice >> 4);
        ask_size(number);
        break;
    case 9:
    case 10: /* past the end of a block, near it */
        block = some_block(input);
        number = take8(input);
        if (block != NULL)
            strike(block->address + block->bytes - 16 + number % 32, (uint8_t)(choice ^ number));
        break;
    case 11: /* anywhere */
        number = take32(input);
        strike(model.pool.base + number % (MOST_PAGES * 0x1000), (uint8_t)(number >> 24));
        break;
    case 12: /* a block after its release */
        block = some_block(input);
        number = take8(input);
        if (block != NULL) {
            const struct model_block freed = *block;
            look_at_marks(&freed);
            release(freed.address, freed.tag);
            strike(freed.address + number * freed.bytes / 256, (uint8_t)choice);
            strike(freed.address + freed.bytes - 1, (uint8_t)number);
        }
        break;
    case 13:
        compare_figures(choice >> 4);
        if (choice >= 0xF0 && whole_starts == 0) { /* with blocks that are live */
            begin(model.zones + 2 * model.poison, model.cap, 1);
            join(1 + (choice >> 4) % 2);
        }
        agree("guard_init with an option too many", guard_init(BASE, 4 + (choice >> 4), 0), SELFMAP_BAD_OPTIONS);
        locked_once();
        break;
    case 14:
        join(choice < 0xF0 ? (choice >> 4) : POOL_PAGES + take32(input));
        break;
    default:
        leave(choice >> 4);
        break;
    }
}

/* Whoever struck a block puts it right, so that it can be freed: nothing stays for the next run. */
static void end(void)
{
    while (model.pool.count > 0) {
        const struct model_block block = model.pool.blocks[model.pool.count / 2];
        if (model.zones != 0 && model_guard_odd(&model, block.address, block.bytes) != 0) {
            release(block.address, block.tag);
            memset(simulated_bytes(block.address + body(&block)), GUARD_ZONE_BYTE, MODEL_ZONE);
            model_guard_filled(&model, block.address, block.bytes);
        }
        look_at_marks(&block);
        release(block.address, block.tag);
    }
    leave(0);
    agree("pages that leaked", model.pool.pages, 0);
}

void fuzz_target(struct cursor *input)
{
    const uint32_t shape = take8(input);
    const uint32_t pages = take8(input);
    const uint64_t cap = shape < 0x80 ? 0xFFFFFFFFFFFFFFFFu : (uint64_t)(shape & 0x7C) * 0x80;

    whole_starts = 0;
    begin(shape & 3, cap, pages >= 0xFC);
    join(1 + pages % 8);
    story_bound("options, cap", shape & 3, cap, 0, 0);
    while (input->left > 0)
        operate(input);
    compare_figures(3);
    end();
}

/*
 * check_pool.c - the pool on mapped memory (T5 in the machine): it grows by pages that the mapper maps, a seeded stress runs beside the model,
 * every block's bytes are looked at before it is freed; then everything leaves, no frame is missing, and what was unmapped faults.
 * Relies on the frame database for frames: of a small memory it takes a part, and says how many pages the pool could have.
 */
#include "checks.h"

#include "boot_info.h"
#include "frame_records.h"
#include "random.h"
#include "selfmap/frame_database.h"
#include "selfmap/pool.h"
#include "spec/model/pool.h"
#include "traps.h"

#define BASE 0x70000000ull /* nothing is mapped there in any mode */
#define PAGE 0x1000u
#define FRAMES 1024u
#define OPERATIONS 4000u
#define MOST_LIVE 400u

static struct model_pool model;
static struct random random;
static uint32_t free_frames[FRAMES]; /* a stack */
static uint32_t frames_in_hand;
static uint64_t operation;

static uint32_t pattern(uint64_t address)
{
    return (uint32_t)(address >> 4) * 2654435761u;
}

/* First and last word of the block; both are one in the smallest. */
static void fill(uint64_t address, uint64_t bytes)
{
    check_equal("writing a block raises an exception", poke((uintptr_t)address, pattern(address)), 0);
    check_equal("writing a block's end raises an exception", poke((uintptr_t)(address + bytes - 4), ~pattern(address)),
                0);
}

static void look(uint64_t address, uint64_t bytes)
{
    uint32_t seen = 0;

    check_equal("reading a block raises an exception", peek((uintptr_t)address, &seen), 0);
    check_equal("a block's first word", seen, pattern(address));
    check_equal("reading a block's end raises an exception", peek((uintptr_t)(address + bytes - 4), &seen), 0);
    check_equal("a block's last word", seen, ~pattern(address));
}

/* Maps the next page after the pool's end and lets it join: 0 when no frame is left. */
static uint32_t grow(const struct mapper *mapper, uint32_t pages)
{
    for (uint32_t i = 0; i < pages; i++) {
        if (frames_in_hand == 0 || !frame_back_tags((uint32_t)model.pages))
            return 0;
        check_equal(
            "map_page status",
            map_page(mapper, BASE + model.pages * PAGE, free_frames[--frames_in_hand], MAP_WRITE),
            SELFMAP_OK);
        check_equal("pool_extend", pool_extend(1), model_pool_extend(&model, 1));
    }
    return 1;
}

/* Free pages at the end leave, and their frames come back. */
static void shrink(const struct mapper *mapper, uint64_t keep)
{
    const struct pool_answer left = pool_shrink(keep);
    uint64_t pfn = 0;
    uint32_t seen;

    check_equal("pages that leave are free", model_pool_shrink(&model, left.value), 1);
    for (uint64_t page = model.pages; page < model.pages + left.value; page++) {
        check_equal("unmap_page status", unmap_page(mapper, BASE + page * PAGE, &pfn), SELFMAP_OK);
        free_frames[frames_in_hand++] = (uint32_t)pfn;
        check_equal("use after its page has left raises an exception", peek((uintptr_t)(BASE + page * PAGE), &seen), 1);
        check_equal("vector", trap_last.vector, TRAP_PAGE_FAULT);
    }
}

static void allocate(const struct mapper *mapper, uint64_t size, uint32_t tag)
{
    struct pool_answer got = pool_alloc(size, tag);
    struct model_block block;

    if (got.status == SELFMAP_NO_ROOM) {
        check_equal("there is room for what was refused", model_pool_may_refuse(&model, size), 1);
        if (grow(mapper, (uint32_t)(size / PAGE) + 1) == 0)
            return;
        got = pool_alloc(size, tag);
    }
    check_equal("pool_alloc", got.status, model_pool_ask(size, 1, tag));
    if (got.status != SELFMAP_OK)
        return;
    block.address = got.value;
    block.bytes = pool_size_of(got.value).value;
    block.tag = tag;
    check_equal("what is wrong with a new block", model_pool_add(&model, &block, size, 16), MODEL_BLOCK_GOOD);
    fill(block.address, block.bytes);
}

static void release(uint32_t number)
{
    const struct model_block block = model.blocks[number];

    look(block.address, block.bytes);
    check_equal("pool_free under another tag", pool_free(block.address, block.tag + 1), MODEL_WRONG_TAG);
    check_equal("pool_free inside", pool_free(block.address + 1, block.tag), MODEL_INSIDE_BLOCK);
    check_equal("pool_free", pool_free(block.address, block.tag), model_pool_free(&model, block.address, block.tag));
    check_equal("pool_free again", pool_free(block.address, block.tag),
                model_pool_free(&model, block.address, block.tag));
}

static void operate(const struct mapper *mapper)
{
    const uint32_t what = random_below(&random, 16);
    const uint32_t shift = random_below(&random, 12);

    check_note((uint32_t)++operation);
    if (what < 8 && model.count < MOST_LIVE)
        allocate(mapper, ((uint64_t)16 << shift) + random_below(&random, 16u << shift), what);
    else if (what < 14 && model.count > 0)
        release(random_below(&random, model.count));
    else if (what == 14)
        shrink(mapper, random_below(&random, 16));
    else
        check_equal("pool_free of any address", pool_free(random_next(&random), 0), MODEL_NOT_IN_POOL);
}

/* Frames for the pool's pages, three of four that are free, and for their tags one in sixteen of those. */
static uint32_t take_frames(void)
{
    struct frame_statistics figures;
    uint64_t frame = 0;
    uint32_t count;

    frame_statistics(&figures);
    count = check_scaled("pages for the pool", (figures.zeroed + figures.dirty) / 4 * 3, FRAMES);
    for (frames_in_hand = 0; frames_in_hand < count; frames_in_hand++) {
        check_equal("frame_alloc_dirty", frame_alloc_dirty(&frame), SELFMAP_OK);
        free_frames[frames_in_hand] = (uint32_t)frame;
    }
    return count;
}

static void give_frames(void)
{
    while (frames_in_hand > 0)
        check_equal("frame_free", frame_free(free_frames[--frames_in_hand]), SELFMAP_OK);
}

void check_pool(const struct mapper *mapper)
{
    uint32_t count = 0, frames;

    random_start(&random, 5);
    operation = 0;
    check_open("pool", BASE);
    frames = take_frames();
    check_equal("pool_init", pool_init(BASE), model_pool_init(&model, BASE));
    for (uint32_t i = 0; i < OPERATIONS && !check_hopeless(); i++)
        operate(mapper);
    check_equal("bytes of live blocks", pool_stats_of(0).bytes, model_pool_bytes(&model, MODEL_POOL_TAGS, &count));
    check_equal("live blocks", pool_stats_of(0).blocks, count);
    check_equal("pool_check", pool_check(), 1);
    while (model.count > 0 && !check_hopeless())
        release(model.count - 1);
    shrink(mapper, 0);
    check_equal("pages left", model.pages, 0);
    check_equal("frames back", frames_in_hand, frames);
    check_equal("pool_check of the empty pool", pool_check(), 1);
    give_frames();
    frame_drop_tags(frames);
    check_close();
}

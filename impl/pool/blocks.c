/*
 * blocks.c - see blocks.h: slots and runs as blocks (T5).
 *
 * What looks for a slab, and what is done for slots, stand out of line: what goes on without them then saves no registers.
 */
#include "blocks.h"
#include "spares.h"

uint32_t pool_current[POOL_CLASSES];

/* pool_run_alloc, as the slabs see it. */
/*@ requires ready: pages_ready;
    requires some: 1 <= pages;
    terminates \true;
    exits \false;
    assigns RUNS_ASSIGNED;
    ENSURES_SETS
    ENSURES_TILES
    ENSURES_KINDS
    ENSURES_SLABS
    ensures T5_run: \result < POOL_NO_PAGE ==> pool_kind[\result] == POOL_RUN && pool_end[\result] == \result + pages &&
      \result + pages <= pool_count && pool_class[\result] == POOL_NO_CLASS;
    ensures T5_dead: \result < POOL_NO_PAGE ==> !live(PAGE_WORDS * \result, 0);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T5_refused: \result == POOL_NO_PAGE ==> no_run(pages) && runs_same{Pre, Post};
    ensures T5_classes: classes_kept{Pre, Post};
    ensures range: \result <= POOL_NO_PAGE;
*/
static uint32_t run_take(uint32_t pages)
{
    const uint32_t page = pool_run_alloc(pages);

    /*@ assert plain: page < POOL_NO_PAGE ==> pool_class[page] == POOL_NO_CLASS; */
    /*@ assert owner: slab_owner; */
    /*@ assert live: live_slot; */
    return page;
}

/* pool_run_free, as the slabs see it. */
/*@ requires ready: pages_ready;
    requires run: page < POOL_PAGES && pool_kind[page] == POOL_RUN && !live(PAGE_WORDS * page, 0);
    terminates \true;
    exits \false;
    assigns RUNS_ASSIGNED;
    ENSURES_SETS
    ENSURES_TILES
    ENSURES_KINDS
    ENSURES_SLABS
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T5_classes: classes_kept{Pre, Post};
*/
static void run_give(uint32_t page)
{
    pool_run_free(page);
    /*@ assert owner: slab_owner; */
    /*@ assert live: live_slot; */
}

/* A run of this many pages, made a slab of this class. */
/*@ requires ready: pages_ready;
    requires class: class < POOL_CLASSES && pool_spares[class] == 0;
    requires run: page < POOL_PAGES && pool_kind[page] == POOL_RUN && pool_end[page] == page + pool_class_pages[class] && !live(PAGE_WORDS * page, 0);
    terminates \true;
    exits \false;
    assigns SETS_ASSIGNED, pool_kind[page], pool_class[0 .. POOL_PAGES - 1], pool_head[0 .. POOL_PAGES - 1], pool_slot[0 .. POOL_PAGES - 1],
      pool_open[0 .. POOL_PAGES - 1];
    ENSURES_SETS
    ENSURES_KINDS
    ENSURES_SLABS
    ensures T5_partial: pool_set[page] == class;
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
static void run_slab(uint32_t page, uint32_t class)
{
    /*@ assert inner: \forall integer q; page < q < pool_end[page] ==> pool_kind[q] == POOL_INNER; */
    /*@ assert plain: \forall integer q; page <= q < pool_end[page] ==> pool_class[q] == POOL_NO_CLASS; */
    /*@ assert dead: dead(page, pool_end[page]); */
    pool_slab_make(page, class);
    /*@ assert lengths: units_kept{Pre, Here}(-1, 0); */
}

/* The run at this page is a live block. */
/*@ requires ready: pages_ready;
    requires run: page < POOL_PAGES && pool_kind[page] == POOL_RUN && pool_class[page] == POOL_NO_CLASS;
    terminates \true;
    exits \false;
    assigns pool_live[PAGE_WORDS * page];
    ensures T5_listed: slab_listed;
    ensures T5_slot: slab_slot;
    ensures T5_live_slot: live_slot;
    ensures T5_spares_free: spares_free;
    ensures T5_taken: live(PAGE_WORDS * page, 0);
    ensures T5_live: live_kept{Pre, Post}(PAGE_WORDS * page, 0);
*/
static void run_live(uint32_t page)
{
    pool_live[PAGE_WORDS * page] = bit_set(pool_live[PAGE_WORDS * page], 0);
    /*@ assert kept: live_kept{Pre, Here}(PAGE_WORDS * page, 0); */
}

/* The live block at this page, a run, is none any more. */
/*@ requires ready: pages_ready;
    requires run: page < POOL_PAGES && pool_kind[page] == POOL_RUN && pool_class[page] == POOL_NO_CLASS;
    terminates \true;
    exits \false;
    assigns pool_live[PAGE_WORDS * page];
    ensures T5_listed: slab_listed;
    ensures T5_slot: slab_slot;
    ensures T5_live_slot: live_slot;
    ensures T5_spares_free: spares_free;
    ensures T5_given: !live(PAGE_WORDS * page, 0);
    ensures T5_live: live_kept{Pre, Post}(PAGE_WORDS * page, 0);
*/
static void run_dead(uint32_t page)
{
    pool_live[PAGE_WORDS * page] = bit_clear(pool_live[PAGE_WORDS * page], 0);
    /*@ assert kept: live_kept{Pre, Here}(PAGE_WORDS * page, 0); */
    /*@ assert fewer: \forall integer v, b; 0 <= v < POOL_WORDS && 0 <= b < WORD_BITS && !live{Pre}(v, b) ==> !live(v, b); */
}

/* A slab of this class with a free slot, made if there is none; or POOL_NO_PAGE. */
/*@ requires ready: pages_ready;
    requires class: class < POOL_CLASSES && pool_spares[class] == 0;
    terminates \true;
    exits \false;
    assigns RUNS_ASSIGNED, pool_class[0 .. POOL_PAGES - 1], pool_head[0 .. POOL_PAGES - 1], pool_slot[0 .. POOL_PAGES - 1],
      pool_open[0 .. POOL_PAGES - 1];
    ENSURES_SETS
    ENSURES_TILES
    ENSURES_KINDS
    ENSURES_SLABS
    ensures T5_partial: \result < POOL_NO_PAGE ==> pool_set[\result] == class;
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T5_refused: \result == POOL_NO_PAGE ==> no_slot{Pre}(class) && runs_same{Pre, Post};
    ensures range: \result <= POOL_NO_PAGE;
*/
__attribute__((noinline)) static uint32_t partial_slab(uint32_t class)
{
    uint32_t page = pool_set_first(class);

    if (page < POOL_NO_PAGE)
        return page;
    page = run_take(pool_class_pages[class]);
    if (page < POOL_NO_PAGE) {
        /*@ assert ready: pages_ready; */
        run_slab(page, class);
    }
    return page;
}

/* A slot of this class, or POOL_NO_GRANULE. */
/*@ requires ready: blocks_ready;
    requires class: class < POOL_CLASSES && pool_spares[class] == 0;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1];
    ENSURES_BLOCKS
    ensures range: \result <= POOL_NO_GRANULE;
    ensures T5_alloc: \result < POOL_NO_GRANULE ==> live_at(\result) && !live_at{Pre}(\result) && pool_class[\result / PAGE_GRANULES] == class;
    ensures T5_others: \result < POOL_NO_GRANULE ==> live_kept{Pre, Post}(\result / WORD_BITS, \result % WORD_BITS);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T5_refused: \result == POOL_NO_GRANULE ==> no_slot{Pre}(class) && runs_same{Pre, Post};
    ensures T5_unchanged: \result == POOL_NO_GRANULE ==> live_same{Pre, Post};
*/
__attribute__((noinline)) static uint32_t slot_alloc(uint32_t class)
{
    uint32_t page = pool_current[class];

    if (pool_set[page] != class) {
        page = partial_slab(class);
        if (page == POOL_NO_PAGE)
            return POOL_NO_GRANULE;
        pool_current[class] = page;
    }
    /*@ assert ready: pages_ready; */
    return pool_slab_take(page);
}

/* A run of this many pages as a block, or POOL_NO_GRANULE. */
/*@ requires ready: blocks_ready;
    requires some: 1 <= pages;
    terminates \true;
    exits \false;
    assigns RUNS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1];
    ENSURES_BLOCKS
    ensures range: \result <= POOL_NO_GRANULE;
    ensures T5_alloc: \result < POOL_NO_GRANULE ==> live_at(\result) && !live_at{Pre}(\result) &&
      page_units(\result / PAGE_GRANULES) == PAGE_GRANULES * pages;
    ensures T5_others: \result < POOL_NO_GRANULE ==> live_kept{Pre, Post}(\result / WORD_BITS, \result % WORD_BITS);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T5_refused: \result == POOL_NO_GRANULE ==> no_run(pages) && runs_same{Pre, Post};
    ensures T5_unchanged: \result == POOL_NO_GRANULE ==> live_same{Pre, Post};
*/
static uint32_t run_alloc(uint32_t pages)
{
    const uint32_t page = run_take(pages);

    if (page == POOL_NO_PAGE)
        return POOL_NO_GRANULE;
    /*@ assert ready: pages_ready; */
    run_live(page);
    /*@ assert kept: live_kept{Pre, Here}(PAGE_WORDS * page, 0); */
    /*@ assert lengths: units_kept{Pre, Here}(-1, 0); */
    /*@ assert place: (PAGE_WORDS * page) / PAGE_WORDS == page && (PAGE_GRANULES * page) / WORD_BITS == PAGE_WORDS * page &&
          (PAGE_GRANULES * page) % WORD_BITS == 0 && (PAGE_GRANULES * page) / PAGE_GRANULES == page; */
    return PAGE_GRANULES * page;
}

/* A slab that stands empty is free pages again. */
/*@ requires ready: blocks_ready;
    requires slab: page < POOL_PAGES && pool_kind[page] == POOL_SLAB && dead(page, pool_end[page]) && spare_elsewhere(page);
    terminates \true;
    exits \false;
    assigns RUNS_ASSIGNED, pool_class[0 .. POOL_PAGES - 1], pool_head[0 .. POOL_PAGES - 1];
    ENSURES_BLOCKS
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
static void slab_release(uint32_t page)
{
    pool_slab_unmake(page);
    /*@ assert lengths: units_kept{Pre, Here}(-1, 0); */
    /*@ assert ready: pages_ready; */
    run_give(page);
}

/* Such a slab, if it stands empty and has no spare slot. Out of line: what frees a slot saves no registers then. */
/*@ requires ready: blocks_ready;
    requires slab: page < POOL_PAGES && pool_kind[page] == POOL_SLAB;
    terminates \true;
    exits \false;
    assigns RUNS_ASSIGNED, pool_class[0 .. POOL_PAGES - 1], pool_head[0 .. POOL_PAGES - 1];
    ENSURES_BLOCKS
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
__attribute__((noinline)) static void slab_leave(uint32_t page)
{
    if (pool_slab_empty(page) != 0 && pool_spare_elsewhere(page) != 0)
        slab_release(page);
}

void pool_spares_release(void)
{
    uint32_t class;

    /*@ loop invariant range: 0 <= class <= POOL_CLASSES;
        loop invariant ready: blocks_ready;
        loop invariant lengths: units_kept{Pre, Here}(-1, 0);
        loop assigns class, BLOCKS_ASSIGNED;
        loop variant POOL_CLASSES - class; */
    for (class = 0; class < POOL_CLASSES; class ++) {
        const uint32_t page = pool_current[class];

        /*@ loop invariant class: 0 <= class < POOL_CLASSES && page < POOL_PAGES;
            loop invariant ready: blocks_ready;
            loop invariant lengths: units_kept{Pre, Here}(-1, 0);
            loop assigns BLOCKS_ASSIGNED;
            loop variant pool_spares[class]; */
        while (pool_spares[class] != 0) {
            slab_leave(pool_spare_drop(class));
        }
        if (pool_kind[page] == POOL_SLAB)
            slab_leave(page);
    }
}

/* The same, once more without the slabs that stand empty when there is none. */
/*@ requires ready: blocks_ready;
    requires some: 1 <= pages;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1];
    ENSURES_BLOCKS
    ensures range: \result <= POOL_NO_GRANULE;
    ensures T5_alloc: \result < POOL_NO_GRANULE ==> live_at(\result) && !live_at{Pre}(\result) &&
      page_units(\result / PAGE_GRANULES) == PAGE_GRANULES * pages;
    ensures T5_others: \result < POOL_NO_GRANULE ==> live_kept{Pre, Post}(\result / WORD_BITS, \result % WORD_BITS);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T5_refused: \result == POOL_NO_GRANULE ==> no_run(pages) && no_run{Pre}(pages);
    ensures T5_unchanged: \result == POOL_NO_GRANULE ==> live_same{Pre, Post};
*/
static uint32_t run_alloc_spared(uint32_t pages)
{
    uint32_t granule = run_alloc(pages);

    if (granule < POOL_NO_GRANULE)
        return granule;
    /*@ assert same: live_same{Pre, Here}; */
    pool_spares_release();
    /*@ assert same_still: live_same{Pre, Here}; */
    /*@ assert lengths: units_kept{Pre, Here}(-1, 0); */
    granule = run_alloc(pages);
    /*@ assert lengths_at_last: units_kept{Pre, Here}(-1, 0); */
    return granule;
}

uint32_t pool_block_alloc(uint32_t units)
{
    uint32_t granule;

    if (units > CLASS_LARGEST)
        return run_alloc_spared((units + PAGE_GRANULES - 1) / PAGE_GRANULES);
    granule = slot_alloc(pool_class_of[units]);
    if (granule < POOL_NO_GRANULE) {
        /*@ assert slot: page_units(granule / PAGE_GRANULES) >= units; */
        return granule;
    }
    /*@ assert same: live_same{Pre, Here}; */
    granule = run_alloc_spared(1);
    /*@ assert lengths: units_kept{Pre, Here}(-1, 0); */
    /*@ assert alloc: granule < POOL_NO_GRANULE ==> live_at(granule) && !live_at{Pre}(granule) &&
          page_units(granule / PAGE_GRANULES) >= units; */
    /*@ assert others: granule < POOL_NO_GRANULE ==> live_kept{Pre, Here}(granule / WORD_BITS, granule % WORD_BITS); */
    return granule;
}

/* The live block at this page, a run, is free. */
/*@ requires ready: blocks_ready;
    requires run: page < POOL_PAGES && pool_kind[page] == POOL_RUN && pool_class[page] == POOL_NO_CLASS;
    terminates \true;
    exits \false;
    assigns RUNS_ASSIGNED, pool_live[PAGE_WORDS * page];
    ENSURES_BLOCKS
    ensures T5_free: !live(PAGE_WORDS * page, 0);
    ensures T5_others: live_kept{Pre, Post}(PAGE_WORDS * page, 0);
    ensures T5_lengths: units_kept{Pre, Post}(PAGE_WORDS * page, 0);
*/
static void run_free(uint32_t page)
{
    run_dead(page);
    /*@ assert ready: pages_ready; */
    run_give(page);
    /*@ assert kept: live_kept{Pre, Here}(PAGE_WORDS * page, 0); */
    /*@ assert lengths: units_kept{Pre, Here}(PAGE_WORDS * page, 0); */
}

/*
 * The slot at this granule is free; its slab is too, when it stands empty and its class takes from another. A slab that
 * was full is the one to take from next when the class's is full: the allocation that follows has nothing to look for.
 */
/*@ requires ready: blocks_ready;
    requires live: granule < POOL_GRANULES && live_at(granule) && pool_class[granule / PAGE_GRANULES] != POOL_NO_CLASS;
    terminates \true;
    exits \false;
    assigns BLOCKS_ASSIGNED, pool_live[granule / WORD_BITS];
    ENSURES_BLOCKS
    ensures T5_free: !live_at(granule);
    ensures T5_others: live_kept{Pre, Post}(granule / WORD_BITS, granule % WORD_BITS);
    ensures T5_lengths: units_kept{Pre, Post}(granule / WORD_BITS, granule % WORD_BITS);
*/
__attribute__((noinline)) static void slot_free(uint32_t granule)
{
    const uint32_t page = granule / PAGE_GRANULES;
    const uint32_t class = pool_class[page];
    const uint32_t head = pool_head[page];

    /*@ assert slab: head < POOL_PAGES && pool_kind[head] == POOL_SLAB && class < POOL_CLASSES; */
    if (pool_set[head] == POOL_NO_SET && pool_set[pool_current[class]] != class)
        pool_current[class] = head;
    pool_slab_give(granule);
    /*@ assert lengths: units_kept{Pre, Here}(granule / WORD_BITS, granule % WORD_BITS); */
    /*@ ghost Given: ; */
    if (pool_live[granule / WORD_BITS] == 0 && pool_current[class] != head) {
        slab_leave(head);
        /*@ assert released: units_kept{Given, Here}(-1, 0); */
        /*@ assert lengths_still: units_kept{Pre, Here}(granule / WORD_BITS, granule % WORD_BITS); */
    }
    /*@ assert others: live_kept{Pre, Here}(granule / WORD_BITS, granule % WORD_BITS); */
}

void pool_block_free(uint32_t granule)
{
    const uint32_t page = granule / PAGE_GRANULES;

    /*@ assert place: (granule / WORD_BITS) / PAGE_WORDS == page; */
    if (pool_class[page] == POOL_NO_CLASS) {
        /*@ assert run: pool_kind[page] == POOL_RUN && granule / WORD_BITS == PAGE_WORDS * page && granule % WORD_BITS == 0; */
        run_free(page);
    } else {
        slot_free(granule);
    }
}

void pool_pages_join(uint32_t pages)
{
    pool_run_extend(pages);
    /*@ assert owner: slab_owner; */
    /*@ assert live: live_slot; */
}

uint32_t pool_pages_leave(uint32_t keep)
{
    uint32_t pages;

    pool_spares_release();
    /*@ assert released: units_kept{Pre, Here}(-1, 0); */
    pages = pool_run_trim(keep);
    /*@ assert owner: slab_owner; */
    /*@ assert live: live_slot; */
    return pages;
}

/* runs.c - see runs.h: runs of pages, split and merged (T5). */
#include "runs.h"

uint32_t pool_count;
uint8_t pool_edge[POOL_PAGES + 1], pool_kind[POOL_PAGES + 1];
uint16_t pool_end[POOL_PAGES + 1], pool_start[POOL_PAGES + 1];

void pool_runs_clear(void)
{
    uint32_t i;

    pool_count = 0;
    /*@ loop invariant range: 0 <= i <= POOL_PAGES + 1;
        loop invariant edges: \forall integer p; 0 <= p < i ==> pool_edge[p] == 0;
        loop invariant kinds: \forall integer p; 0 <= p < i ==> pool_kind[p] == POOL_INNER;
        loop invariant ends: \forall integer p; 0 <= p < i ==> pool_end[p] == 0 && pool_start[p] == 0;
        loop assigns i, pool_edge[0 .. POOL_PAGES], pool_kind[0 .. POOL_PAGES], pool_end[0 .. POOL_PAGES], pool_start[0 .. POOL_PAGES];
        loop variant POOL_PAGES + 1 - i; */
    for (i = 0; i <= POOL_PAGES; i++) {
        pool_edge[i] = 0;
        pool_kind[i] = POOL_INNER;
        pool_end[i] = 0;
        pool_start[i] = 0;
    }
    pool_edge[0] = 1;
}

/*@ requires some: 1 <= pages;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures bin: \result == bin_of(pages);
    ensures range: \result < POOL_BINS;
*/
static uint32_t bin(uint32_t pages)
{
    return pages < POOL_BINS ? pages - 1 : POOL_BINS - 1;
}

/* From free to handed out. */
/*@ requires sets: sets_ready;
    requires runs: runs_ready;
    requires free: page < POOL_PAGES && pool_kind[page] == POOL_FREE;
    terminates \true;
    exits \false;
    assigns SETS_ASSIGNED, pool_kind[page];
    ENSURES_SETS
    ENSURES_KINDS
    ensures T5_taken: pool_kind[page] == POOL_RUN;
    ensures T5_classes: classes_kept{Pre, Post};
*/
static void take(uint32_t page)
{
    pool_set_remove(page);
    pool_kind[page] = POOL_RUN;
}

/* From handed out to free; its neighbours are not free. */
/*@ requires sets: sets_ready;
    requires runs: runs_ready;
    requires run: page < POOL_PAGES && pool_kind[page] == POOL_RUN;
    requires right: pool_kind[pool_end[page]] != POOL_FREE;
    requires left: page > 0 ==> pool_kind[pool_start[page]] != POOL_FREE;
    requires alone: pool_set[page] == POOL_NO_SET;
    terminates \true;
    exits \false;
    assigns SETS_ASSIGNED, pool_kind[page];
    ENSURES_SETS
    ENSURES_KINDS
    ensures T5_given: pool_kind[page] == POOL_FREE;
    ensures T5_classes: classes_kept{Pre, Post};
*/
static void give(uint32_t page)
{
    pool_set_insert(POOL_FIRST_BIN + bin(pool_end[page] - page), page);
    pool_kind[page] = POOL_FREE;
}

/* One run that is handed out becomes two, the second from `middle` on. */
/*@ requires named: sets_named;
    requires runs: runs_ready;
    requires run: page < POOL_PAGES && pool_kind[page] == POOL_RUN;
    requires middle: page < middle < pool_end[page];
    terminates \true;
    exits \false;
    assigns pool_edge[middle], pool_kind[middle], pool_end[page], pool_end[middle], pool_start[middle], pool_start[pool_end[page]];
    ENSURES_TILES
    ENSURES_KINDS
    ensures T5_split: pool_end[page] == middle && pool_start[middle] == page && pool_end[middle] == \old(pool_end[page]);
    ensures T5_edge: pool_edge[middle] == 1 && pool_start[pool_end[middle]] == middle;
    ensures T5_new: pool_kind[middle] == POOL_RUN && \old(pool_kind[middle]) == POOL_INNER && pool_set[middle] == POOL_NO_SET;
*/
static void split(uint32_t page, uint32_t middle)
{
    const uint32_t end = pool_end[page];

    /*@ assert inner: pool_edge[middle] != 1 && pool_kind[middle] == POOL_INNER; */
    /*@ assert bins: !(POOL_FIRST_BIN <= pool_set[middle] < POOL_SETS) && !(pool_set[middle] < POOL_FIRST_BIN); */
    /*@ assert alone: pool_set[middle] == POOL_NO_SET; */
    pool_edge[middle] = 1;
    pool_kind[middle] = POOL_RUN;
    pool_end[page] = (uint16_t)middle;
    pool_start[middle] = (uint16_t)page;
    pool_end[middle] = (uint16_t)end;
    pool_start[end] = (uint16_t)middle;
}

/* Two neighbours that are handed out become one. */
/*@ requires runs: runs_ready;
    requires run: page < POOL_PAGES && pool_kind[page] == POOL_RUN;
    requires next: pool_end[page] < POOL_PAGES && pool_kind[pool_end[page]] == POOL_RUN;
    terminates \true;
    exits \false;
    assigns pool_edge[pool_end[page]], pool_kind[pool_end[page]], pool_end[page], pool_start[pool_end[pool_end[page]]];
    ENSURES_TILES
    ENSURES_KINDS
    ensures T5_joined: pool_end[page] == \old(pool_end[pool_end[page]]) && pool_start[pool_end[page]] == page;
    ensures T5_inner: pool_edge[\old(pool_end[page])] == 0 && pool_kind[\old(pool_end[page])] == POOL_INNER;
*/
static void join(uint32_t page)
{
    const uint32_t middle = pool_end[page];
    const uint32_t end = pool_end[middle];

    pool_edge[middle] = 0;
    pool_kind[middle] = POOL_INNER;
    pool_end[page] = (uint16_t)end;
    pool_start[end] = (uint16_t)page;
}

/* A free run of at least this many pages, of POOL_BINS and more; or POOL_NO_PAGE. */
/*@ requires sets: sets_ready;
    requires runs: runs_ready;
    requires many: pages >= POOL_BINS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures found: \result < POOL_NO_PAGE ==> pool_kind[\result] == POOL_FREE && pool_end[\result] - \result >= pages;
    ensures none: \result == POOL_NO_PAGE ==>
      (\forall integer p; 0 <= p < POOL_PAGES && pool_kind[p] == POOL_FREE ==> pool_end[p] - p < pages);
    ensures range: \result <= POOL_NO_PAGE;
*/
static uint32_t find_long(uint32_t pages)
{
    uint32_t p = 0;

    /*@ loop invariant range: 0 <= p <= pool_count;
        loop invariant edge: pool_edge[p] == 1;
        loop invariant none: \forall integer q; 0 <= q < p && pool_kind[q] == POOL_FREE ==> pool_end[q] - q < pages;
        loop assigns p;
        loop variant pool_count - p; */
    while (p < pool_count) {
        if (pool_kind[p] == POOL_FREE && pool_end[p] - p >= pages)
            return p;
        /*@ assert next: p < pool_end[p] <= pool_count && pool_edge[pool_end[p]] == 1; */
        /*@ assert between: \forall integer q; p < q < pool_end[p] ==> pool_edge[q] != 1 && pool_kind[q] == POOL_INNER; */
        p = pool_end[p];
    }
    return POOL_NO_PAGE;
}

/*@ requires sets: sets_ready;
    requires runs: runs_ready;
    requires some: 1 <= pages;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures found: \result < POOL_NO_PAGE ==> pool_kind[\result] == POOL_FREE && pool_end[\result] - \result >= pages;
    ensures none: \result == POOL_NO_PAGE ==>
      (\forall integer p; 0 <= p < POOL_PAGES && pool_kind[p] == POOL_FREE ==> pool_end[p] - p < pages);
    ensures range: \result <= POOL_NO_PAGE;
*/
static uint32_t find(uint32_t pages)
{
    uint32_t page;

    if (pages >= POOL_BINS)
        return find_long(pages);
    page = pool_bin_first(pages - 1);
    /*@ assert lengths: \forall integer p; 0 <= p < POOL_PAGES && pool_kind[p] == POOL_FREE ==>
          p < pool_end[p] && pool_set[p] == POOL_FIRST_BIN + bin_of(pool_end[p] - p); */
    return page;
}

uint32_t pool_run_alloc(uint32_t pages)
{
    const uint32_t page = find(pages);
    uint32_t end;

    if (page == POOL_NO_PAGE)
        return POOL_NO_PAGE;
    end = pool_end[page];
    /*@ assert length: page < end <= pool_count && pool_edge[end] == 1; */
    /*@ assert right: pool_kind[end] != POOL_FREE; */
    take(page);
    /*@ assert taken: runs_ready; */
    if (end - page > pages) {
        split(page, page + pages);
        /*@ assert halves: runs_ready; */
        give(page + pages);
    }
    return page;
}

void pool_run_free(uint32_t page)
{
    uint32_t first = page;
    uint32_t next = pool_end[page];

    /*@ assert edge: pool_edge[page] == 1 && page < next <= pool_count && pool_edge[next] == 1; */
    /*@ assert alone: pool_set[page] == POOL_NO_SET; */
    if (pool_kind[next] == POOL_FREE) {
        take(next);
        /*@ assert taken: runs_ready; */
        join(page);
    }
    /*@ assert right: runs_ready && pool_kind[page] == POOL_RUN && pool_kind[pool_end[page]] != POOL_FREE; */
    if (page > 0) {
        first = pool_start[page];
        /*@ assert before: first < page && pool_edge[first] == 1 && pool_end[first] == page; */
        if (pool_kind[first] == POOL_FREE) {
            /*@ assert left: first > 0 ==> pool_edge[pool_start[first]] == 1 && pool_end[pool_start[first]] == first &&
                  pool_kind[pool_start[first]] != POOL_FREE; */
            take(first);
            /*@ assert taken_left: runs_ready; */
            join(first);
            /*@ assert left_still: first > 0 ==> pool_kind[pool_start[first]] != POOL_FREE; */
        } else {
            first = page;
        }
    }
    /*@ assert left_of: first > 0 ==> pool_kind[pool_start[first]] != POOL_FREE; */
    give(first);
}

/* New pages at the end, one run, handed out. */
/*@ requires sets: sets_ready;
    requires runs: runs_ready;
    requires some: 1 <= pages <= POOL_PAGES - pool_count;
    terminates \true;
    exits \false;
    assigns pool_count, pool_edge[pool_count + pages], pool_kind[pool_count], pool_end[pool_count], pool_start[pool_count + pages];
    ENSURES_TILES
    ENSURES_KINDS
    ensures T5_more: pool_count == \old(pool_count) + pages;
    ensures T5_run: \result == \old(pool_count) && pool_kind[\result] == POOL_RUN && pool_end[\result] == pool_count &&
      pool_start[pool_count] == \result && pool_edge[pool_count] == 1;
    ensures T5_new: \old(pool_kind[pool_count]) == POOL_INNER;
*/
static uint32_t append(uint32_t pages)
{
    const uint32_t page = pool_count;
    const uint32_t end = page + pages;

    /*@ assert bins: !(POOL_FIRST_BIN <= pool_set[page] < POOL_SETS) && !(pool_set[page] < POOL_FIRST_BIN); */
    pool_end[page] = (uint16_t)end;
    pool_start[end] = (uint16_t)page;
    pool_edge[end] = 1;
    pool_kind[page] = POOL_RUN;
    pool_count = end;
    return page;
}

/* The last run, handed out, is no longer there. */
/*@ requires sets: sets_ready;
    requires runs: runs_ready;
    requires last: page < pool_count && pool_kind[page] == POOL_RUN && pool_end[page] == pool_count;
    terminates \true;
    exits \false;
    assigns pool_count, pool_edge[pool_count], pool_kind[page];
    ENSURES_TILES
    ENSURES_KINDS
    ensures T5_less: pool_count == page;
    ensures T5_gone: pool_kind[page] == POOL_INNER && pool_edge[\old(pool_count)] == 0;
*/
static void cut(uint32_t page)
{
    /*@ assert inner: \forall integer q; page < q < pool_count ==> pool_edge[q] != 1; */
    pool_edge[pool_count] = 0;
    pool_kind[page] = POOL_INNER;
    pool_count = page;
}

void pool_run_extend(uint32_t pages)
{
    const uint32_t page = append(pages);

    /*@ assert kept: used_kept{Pre, Here}(-1); */
    /*@ assert only: used_only{Pre, Here}(page); */
    pool_run_free(page);
}

uint32_t pool_run_trim(uint32_t keep)
{
    uint32_t page, pages;

    if (pool_count == 0)
        return 0;
    page = pool_start[pool_count];
    /*@ assert last: page < pool_count && pool_edge[page] == 1 && pool_end[page] == pool_count; */
    if (pool_kind[page] != POOL_FREE || pool_count - page <= keep)
        return 0;
    pages = pool_count - page - keep;
    /*@ assert left: page > 0 ==> pool_edge[pool_start[page]] == 1 && pool_end[pool_start[page]] == page &&
          pool_kind[pool_start[page]] != POOL_FREE; */
    take(page);
    if (keep > 0) {
        split(page, page + keep);
        give(page);
    }
    /*@ assert kept: used_kept{Pre, Here}(-1); */
    /*@ assert only: used_only{Pre, Here}(page + keep); */
    cut(page + keep);
    return pages;
}

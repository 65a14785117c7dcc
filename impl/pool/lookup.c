/* lookup.c - see selfmap/pool.h: what is at an address, any address (T5). */
#include "face.h"
#include "run_of.h"

/*@
  // A block at this granule would be of the run that begins at this page.
  predicate of_run{L}(integer g, integer head) = pool_class[g / PAGE_GRANULES] != POOL_NO_CLASS ?
    pool_head[g / PAGE_GRANULES] == head && pool_kind[head] == POOL_SLAB && pool_class[head] == pool_class[g / PAGE_GRANULES] :
    g == PAGE_GRANULES * head && pool_kind[head] == POOL_RUN;
  // The run that begins at this page has this granule.
  predicate run_has{L}(integer head, integer at) = 0 <= head < pool_count && pool_edge[head] == 1 &&
    PAGE_GRANULES * head <= at < PAGE_GRANULES * pool_end[head];
  predicate run_clear{L}(integer head, integer at) = \forall integer g; 0 <= g <= at && of_run(g, head) ==> !covers(g, at);
*/

/* The run of a live block: it has all of the block. */
/*@ ghost
  /@ requires ready: pool_ready;
     requires live: granule < POOL_GRANULES && live_at(granule);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures some: page_units(granule / PAGE_GRANULES) >= 1;
     ensures of: of_run(granule, \result);
     ensures first: run_has(\result, granule);
     ensures last: granule + page_units(granule / PAGE_GRANULES) <= PAGE_GRANULES * pool_end[\result];
  @/
  static uint32_t run_lemma(uint32_t granule)
  {
    uint32_t head = run_of_lemma(granule);

    /@ assert of: of_run(granule, head); @/
    return head;
  }
*/

/* A block that has this granule is of the run that has it. */
/*@ ghost
  /@ requires ready: pool_ready;
     requires range: granule <= at;
     requires run: run_has(head, at);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures of: covers(granule, at) ==> of_run(granule, head);
  @/
  static void owner_lemma(uint32_t granule, uint32_t at, uint32_t head)
  {
    uint32_t own;

    /@ assert limit: at < POOL_GRANULES; @/
    if ((pool_live[granule / WORD_BITS] >> (granule % WORD_BITS) & 1) == 1) {
      own = run_lemma(granule);
      /@ assert below: own < head ==> pool_end[own] <= head && !covers(granule, at); @/
      /@ assert above: head < own ==> pool_end[head] <= own; @/
    }
  }
*/

/*@ ghost
  /@ requires ready: pool_ready;
     requires run: run_has(head, at);
     requires clear: run_clear(head, at);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures none: !covered(at);
  @/
  static void uncovered_lemma(uint32_t at, uint32_t head)
  {
    uint32_t g = 0;

    /@ loop invariant range: 0 <= g <= at + 1;
       loop invariant none: \forall integer h; 0 <= h < g ==> !covers(h, at);
       loop assigns g;
       loop variant at + 1 - g; @/
    while (g <= at) {
      owner_lemma(g, at, head);
      g++;
    }
  }
*/

/* Whether this granule lies inside a live block of a slab: looks back for the block's start. */
/*@ requires ready: pool_ready;
    requires slab: granule < PAGE_GRANULES * pool_count && pool_class[granule / PAGE_GRANULES] != POOL_NO_CLASS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures total: \result == 0 || \result == 1;
    ensures T5_inside: \result == 1 <==> covered(granule);
*/
static uint32_t inside_slot(uint32_t granule)
{
    const uint32_t head = pool_head[granule / PAGE_GRANULES];
    const uint32_t units = pool_class_units[pool_class[granule / PAGE_GRANULES]];
    const uint32_t first = PAGE_GRANULES * head;
    uint32_t back = 0;

    /*@ assert run: run_has(head, granule) && pool_kind[head] == POOL_SLAB; */
    /*@ loop invariant range: 0 <= back <= units;
        loop invariant inside: first <= granule && back <= granule - first + 1;
        loop invariant none: \forall integer g; granule - back < g <= granule && first <= g ==> !live_at(g);
        loop assigns back;
        loop variant units - back; */
    while (back < units && back <= granule - first) {
        if (bit_test(pool_live[(granule - back) / WORD_BITS], (granule - back) % WORD_BITS) != 0) {
            /*@ assert same: pool_class[(granule - back) / PAGE_GRANULES] == pool_class[granule / PAGE_GRANULES]; */
            /*@ assert covers: covers(granule - back, granule); */
            return 1;
        }
        back++;
    }
    /*@ assert clear: run_clear(head, granule); */
    /*@ ghost uncovered_lemma(granule, head); */
    return 0;
}

/* Whether this granule, not of a slab, lies inside a live run: looks back for the run's first page. */
/*@ requires ready: pool_ready;
    requires run: granule < PAGE_GRANULES * pool_count && pool_class[granule / PAGE_GRANULES] == POOL_NO_CLASS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures total: \result == 0 || \result == 1;
    ensures T5_inside: \result == 1 <==> covered(granule);
*/
static uint32_t inside_run(uint32_t granule)
{
    uint32_t page = granule / PAGE_GRANULES;

    /*@ loop invariant range: 0 <= page <= granule / PAGE_GRANULES;
        loop invariant none: \forall integer p; page < p <= granule / PAGE_GRANULES ==> pool_edge[p] != 1;
        loop assigns page;
        loop variant page; */
    while (pool_edge[page] != 1 && page > 0)
        page--;
    /*@ assert first: pool_edge[page] == 1 && page < pool_count; */
    /*@ assert next: pool_edge[pool_end[page]] == 1 && page < pool_end[page]; */
    /*@ assert end: pool_end[page] > granule / PAGE_GRANULES; */
    /*@ assert run: run_has(page, granule); */
    /*@ assert plain: pool_kind[page] != POOL_SLAB; */
    /*@ assert place: (PAGE_GRANULES * page) / WORD_BITS == PAGE_WORDS * page && (PAGE_GRANULES * page) % WORD_BITS == 0 &&
          (PAGE_GRANULES * page) / PAGE_GRANULES == page && (PAGE_WORDS * page) / PAGE_WORDS == page; */
    if (bit_test(pool_live[PAGE_WORDS * page], 0) != 0) {
        /*@ ghost uint32_t start = PAGE_GRANULES * page; */
        /*@ ghost run_lemma(start); */
        /*@ assert covers: covers(PAGE_GRANULES * page, granule); */
        return 1;
    }
    /*@ assert clear: run_clear(page, granule); */
    /*@ ghost uncovered_lemma(granule, page); */
    return 0;
}

/* What is wrong with an address of the pool at which no live block starts. */
/*@ requires ready: pool_ready;
    requires range: granule < PAGE_GRANULES * pool_count;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_inside: \result == SELFMAP_INSIDE_BLOCK <==> covered(granule);
    ensures T5_total: \result == SELFMAP_INSIDE_BLOCK || \result == SELFMAP_NO_BLOCK;
*/
static enum selfmap_status why(uint32_t granule)
{
    const uint32_t inside =
        pool_class[granule / PAGE_GRANULES] != POOL_NO_CLASS ? inside_slot(granule) : inside_run(granule);

    return inside != 0 ? SELFMAP_INSIDE_BLOCK : SELFMAP_NO_BLOCK;
}

/* The status of an address, SELFMAP_OK where a live block starts. */
/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_ok: \result == SELFMAP_OK <==> block_at(address);
    ensures T5_foreign: \result == SELFMAP_NOT_IN_POOL <==> !in_pool(address);
    ensures T5_inside: \result == SELFMAP_INSIDE_BLOCK <==> inside_block(address);
    ensures T5_no_block: \result == SELFMAP_NO_BLOCK <==> no_block(address);
    ensures T5_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_IN_POOL || \result == SELFMAP_INSIDE_BLOCK || \result == SELFMAP_NO_BLOCK;
*/
static inline enum selfmap_status state_of(uint64_t address)
{
    uint32_t granule;

    if (address < pool_base || address - pool_base >= (uint64_t)POOL_PAGE_SIZE * pool_count)
        return SELFMAP_NOT_IN_POOL;
    granule = (uint32_t)((address - pool_base) / POOL_GRANULE);
    if ((address - pool_base) % POOL_GRANULE == 0 &&
        bit_test(pool_live[granule / WORD_BITS], granule % WORD_BITS) != 0) {
        /*@ ghost run_lemma(granule); */
        /*@ assert covers: covers(granule, granule); */
        return SELFMAP_OK;
    }
    return why(granule);
}

enum selfmap_status pool_free(uint64_t address, uint32_t tag)
{
    const enum selfmap_status status = state_of(address);
    uint32_t granule;

    if (status != SELFMAP_OK)
        return status;
    granule = (uint32_t)((address - pool_base) / POOL_GRANULE);
    if (pool_tag[granule] != tag)
        return SELFMAP_WRONG_TAG;
    pool_tagged_free(granule, tag);
    return SELFMAP_OK;
}

struct pool_answer pool_size_of(uint64_t address)
{
    const enum selfmap_status status = state_of(address);

    if (status != SELFMAP_OK)
        return answer(0, status);
    return answer((uint64_t)POOL_GRANULE * pool_units_at((uint32_t)((address - pool_base) / POOL_GRANULE)), SELFMAP_OK);
}

struct pool_answer pool_walk(uint64_t from, uint32_t tag)
{
    uint32_t granule = 0;

    if (tag >= POOL_TAGS)
        return answer(0, SELFMAP_BAD_TAG);
    if (from > pool_base) {
        if (from - pool_base > (uint64_t)POOL_PAGE_SIZE * pool_count)
            return answer(0, SELFMAP_NOT_FOUND);
        granule = (uint32_t)((from - pool_base + POOL_GRANULE - 1) / POOL_GRANULE);
    }
    /*@ assert start: \forall integer g; 0 <= g < granule ==> address_of(g) < from; */
    /*@ loop invariant range: 0 <= granule <= PAGE_GRANULES * pool_count;
        loop invariant from: address_of(granule) >= from;
        loop invariant none: \forall integer g; 0 <= g < granule && address_of(g) >= from && live_at(g) ==> pool_tag[g] != tag;
        loop assigns granule;
        loop variant PAGE_GRANULES * pool_count - granule; */
    while (granule < PAGE_GRANULES * pool_count) {
        if (granule % WORD_BITS == 0 && pool_live[granule / WORD_BITS] == 0) {
            /*@ assert empty: \forall integer g; granule <= g < granule + WORD_BITS ==> g / WORD_BITS == granule / WORD_BITS && !live_at(g); */
            granule += WORD_BITS;
            continue;
        }
        if (bit_test(pool_live[granule / WORD_BITS], granule % WORD_BITS) != 0 && pool_tag[granule] == tag)
            return answer(pool_base + (uint64_t)POOL_GRANULE * granule, SELFMAP_OK);
        granule++;
    }
    return answer(0, SELFMAP_NOT_FOUND);
}

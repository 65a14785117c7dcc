/*
 * pool_theorems.c - what the pool's invariants say together (T5): live blocks lie inside the pool and apart from each other.
 *
 * Linked by no kernel. The invariants hold after every function of impl/pool, so that this holds then too.
 */
#include "impl/pool/state.h"

/* The first page of the run that a live block is of: the block ends before the run does. */
/*@ requires ready: blocks_ready;
    requires live: granule < POOL_GRANULES && live_at(granule);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_run: \result < pool_count && pool_edge[\result] == 1 && pool_end[\result] <= pool_count;
    ensures T5_within: PAGE_GRANULES * \result <= granule && granule + page_units(granule / PAGE_GRANULES) <= PAGE_GRANULES * pool_end[\result];
    ensures T5_some: page_units(granule / PAGE_GRANULES) >= 1;
    ensures T5_own: pool_class[granule / PAGE_GRANULES] == POOL_NO_CLASS ==>
      \result == granule / PAGE_GRANULES && granule == PAGE_GRANULES * \result && pool_kind[\result] == POOL_RUN;
    ensures T5_shared: pool_class[granule / PAGE_GRANULES] != POOL_NO_CLASS ==> \result == pool_head[granule / PAGE_GRANULES] &&
      pool_class[granule / PAGE_GRANULES] == pool_class[\result] && pool_kind[\result] == POOL_SLAB && pool_class[\result] < POOL_CLASSES;
    ensures T5_slot: pool_class[granule / PAGE_GRANULES] != POOL_NO_CLASS ==>
      bit(pool_class_full[SLAB_WORDS * pool_class[\result] + (granule / WORD_BITS - PAGE_WORDS * \result)], granule % WORD_BITS) &&
      0 <= granule / WORD_BITS - PAGE_WORDS * \result < SLAB_WORDS;
*/
static uint32_t run_theorem(uint32_t granule)
{
    const uint32_t page = granule / PAGE_GRANULES;
    const uint32_t class = pool_class[page];
    const uint32_t word = granule / WORD_BITS;
    uint32_t head;

    /*@ assert place: word / PAGE_WORDS == page; */
    if (class == POOL_NO_CLASS) {
        /*@ assert run: pool_kind[page] == POOL_RUN && word == PAGE_WORDS * page && granule % WORD_BITS == 0; */
        /*@ assert start: granule == PAGE_GRANULES * page; */
        return page;
    }
    head = pool_head[page];
    /*@ assert slab: class < POOL_CLASSES && pool_kind[head] == POOL_SLAB && pool_edge[head] == 1 && head < pool_count; */
    /*@ assert within: PAGE_WORDS * head <= word < PAGE_WORDS * (head + pool_class_pages[class]); */
    /*@ assert full: bit(pool_class_full[SLAB_WORDS * class + (word - PAGE_WORDS * head)], granule % WORD_BITS); */
    /*@ assert row: (SLAB_WORDS * class + (word - PAGE_WORDS * head)) / SLAB_WORDS == class &&
          (SLAB_WORDS * class + (word - PAGE_WORDS * head)) % SLAB_WORDS == word - PAGE_WORDS * head; */
    /*@ assert slot: pool_class[head] == class && 0 <= word - PAGE_WORDS * head < SLAB_WORDS; */
    /*@ assert slot_full: bit(pool_class_full[SLAB_WORDS * pool_class[head] + (granule / WORD_BITS - PAGE_WORDS * head)], granule % WORD_BITS); */
    /*@ assert fits: WORD_BITS * (word - PAGE_WORDS * head) + granule % WORD_BITS + pool_class_units[class] <= PAGE_GRANULES * pool_class_pages[class]; */
    /*@ assert ends: granule + page_units(granule / PAGE_GRANULES) <= PAGE_GRANULES * pool_end[head]; */
    return head;
}

/* T5: no two live blocks share a byte. */
/*@ requires ready: pool_ready;
    requires live: one < other < POOL_GRANULES && live_at(one) && live_at(other);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_disjoint: \result == 1 && one + page_units(one / PAGE_GRANULES) <= other;
*/
uint32_t disjoint_theorem(uint32_t one, uint32_t other)
{
    const uint32_t first = run_theorem(one);
    const uint32_t second = run_theorem(other);

    if (first != second) {
        /*@ assert before: first < second ==> pool_end[first] <= second; */
        /*@ assert after: second < first ==> pool_end[second] <= first; */
        /*@ assert order: first < second; */
        return 1;
    }
    /*@ assert shared: pool_class[one / PAGE_GRANULES] != POOL_NO_CLASS && pool_class[other / PAGE_GRANULES] != POOL_NO_CLASS; */
    /*@ ghost uint32_t class = pool_class[first]; */
    /*@ ghost uint32_t k = SLAB_WORDS * class + (one / WORD_BITS - PAGE_WORDS * first); */
    /*@ ghost uint32_t l = SLAB_WORDS * class + (other / WORD_BITS - PAGE_WORDS * first); */
    /*@ assert rows: k / SLAB_WORDS == class && l / SLAB_WORDS == class; */
    /*@ assert order: WORD_BITS * k + one % WORD_BITS < WORD_BITS * l + other % WORD_BITS; */
    /*@ assert spaced: WORD_BITS * k + one % WORD_BITS + pool_class_units[class] <= WORD_BITS * l + other % WORD_BITS; */
    return 1;
}

/* T5: every live block lies inside the pool's pages, of which the first of its run is told. */
/*@ requires ready: pool_ready;
    requires live: granule < POOL_GRANULES && live_at(granule);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_inside: \result < pool_count && address_of(granule) + POOL_GRANULE * page_units(granule / PAGE_GRANULES) <=
      pool_base + POOL_PAGE_SIZE * pool_count <= 0xFFFFFFFFFFFFFFFF;
*/
uint32_t inside_theorem(uint32_t granule)
{
    const uint32_t first = run_theorem(granule);

    /*@ assert within: pool_end[first] <= pool_count; */
    return first;
}

/* T5: the figures of a tag are those of its live blocks, exactly: they never had to wrap. Told is where the last of them ends. */
/*@ requires ready: pool_ready;
    requires tag: tag < POOL_TAGS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_blocks: pool_tag_blocks[tag] == blocks_of(tag, POOL_GRANULES);
    ensures T5_units: pool_tag_units[tag] == units_of(tag, POOL_GRANULES) <= \result <= PAGE_GRANULES * pool_count;
*/
uint32_t figures_theorem(uint32_t tag)
{
    uint32_t last = 0;
    uint32_t end = 0;
    uint32_t n;

    /*@ loop invariant range: 0 <= n <= POOL_GRANULES;
        loop invariant blocks: 0 <= blocks_of(tag, n) <= n;
        loop invariant units: 0 <= units_of(tag, n) <= end <= PAGE_GRANULES * pool_count;
        loop invariant last: end > 0 ==> last < n && live_at(last) && end == last + page_units(last / PAGE_GRANULES);
        loop assigns n, last, end;
        loop variant POOL_GRANULES - n; */
    for (n = 0; n < POOL_GRANULES; n++) {
        if (bit_test(pool_live[n / WORD_BITS], n % WORD_BITS) == 0 || pool_tag[n] != tag) {
            /*@ assert none: counts(tag, n) == 0; */
            continue;
        }
        if (end > 0)
            disjoint_theorem(last, n);
        /*@ assert apart: end <= n; */
        /*@ assert one: counts(tag, n) == 1; */
        end = n + pool_units_at(n);
        last = n;
    }
    return end;
}

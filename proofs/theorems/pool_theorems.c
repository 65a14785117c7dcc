/*
 * pool_theorems.c - what the pool's invariants say together (T5): live blocks lie inside the pool and apart from each other.
 *
 * Linked by no kernel. The invariants hold after every function of impl/pool, so that this holds then too.
 */
#include "impl/pool/apart.h"

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
    /*@ ghost apart_lemma(one, other); */
    return 1;
}

/* T5: every live block lies inside the pool's pages. */
/*@ requires ready: pool_ready;
    requires live: granule < POOL_GRANULES && live_at(granule);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_inside: \result == 1 && address_of(granule) + POOL_GRANULE * page_units(granule / PAGE_GRANULES) <=
      pool_base + POOL_PAGE_SIZE * pool_count <= 0xFFFFFFFFFFFFFFFF;
*/
uint32_t inside_theorem(uint32_t granule)
{
    /*@ ghost uint32_t first = run_of_lemma(granule); */
    /*@ assert within: in_run(granule, first); */
    return 1;
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

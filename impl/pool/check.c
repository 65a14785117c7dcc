/* check.c - see selfmap/pool.h: an audit of every invariant, for debug builds and fuzzing. Believes nothing of the state (T0). */
#include "face.h"

/* The set that a free run of these pages is in. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_set: \result == (1 <= pages < POOL_BINS ? POOL_FIRST_BIN + pages - 1 : POOL_FIRST_BIN + POOL_BINS - 1);
*/
static uint32_t bin_set(uint32_t pages)
{
    return pages >= 1 && pages < POOL_BINS ? POOL_FIRST_BIN + pages - 1 : POOL_FIRST_BIN + POOL_BINS - 1;
}

/* One run: its ends agree, it has no edge inside, its set is right; of a slab every page knows it. */
/*@ requires range: page < POOL_PAGES && page < end <= POOL_PAGES;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_total: \result == 0 || \result == 1;
*/
static uint32_t run_good(uint32_t page, uint32_t end)
{
    const uint32_t kind = pool_kind[page];
    const uint32_t class = pool_class[page];
    uint32_t q;

    if (pool_start[end] != page || pool_edge[end] != 1)
        return 0;
    if (kind == POOL_FREE &&
        (pool_set[page] != bin_set(end - page) || pool_kind[end] == POOL_FREE || class != POOL_NO_CLASS))
        return 0;
    if (kind == POOL_RUN &&
        (pool_set[page] != POOL_NO_SET || class != POOL_NO_CLASS || bit_test(pool_live[PAGE_WORDS * page], 0) != 1))
        return 0;
    if (kind == POOL_SLAB && (class >= POOL_CLASSES || end - page != pool_class_pages[class]))
        return 0;
    if (kind != POOL_FREE && kind != POOL_RUN && kind != POOL_SLAB)
        return 0;
    /*@ loop invariant range: page < q <= end;
        loop assigns q;
        loop variant end - q; */
    for (q = page + 1; q < end; q++) {
        if (pool_edge[q] == 1 || pool_kind[q] != POOL_INNER || pool_set[q] != POOL_NO_SET || pool_class[q] != class)
            return 0;
        if (kind == POOL_SLAB && pool_head[q] != page)
            return 0;
    }
    return 1;
}

/* The live slots of this word, and the spare ones. */
/*@ requires range: w < POOL_WORDS;
    terminates \true;
    exits \false;
    assigns \nothing;
*/
static uint64_t taken(uint32_t w)
{
    const uint32_t class = pool_class[w / PAGE_WORDS];
    uint64_t slots = pool_live[w];
    uint32_t k;

    if (class >= POOL_CLASSES)
        return slots;
    /*@ loop invariant range: 0 <= k <= CLASS_SPARES;
        loop assigns k, slots;
        loop variant CLASS_SPARES - k; */
    for (k = 0; k < CLASS_SPARES; k++)
        if (k < pool_spares[class] && pool_spare[CLASS_SPARES * class + k] / WORD_BITS == w)
            slots = bit_set(slots, pool_spare[CLASS_SPARES * class + k] % WORD_BITS);
    return slots;
}

/* The live bits of a run: only where a block may start. And a slab is in its set when a slot is free, and then knows one, and the words that have one. */
/*@ requires range: page < POOL_PAGES && page < end <= POOL_PAGES;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_total: \result == 0 || \result == 1;
*/
static uint32_t live_good(uint32_t page, uint32_t end)
{
    const uint32_t class = pool_class[page];
    const uint32_t slab =
        pool_kind[page] == POOL_SLAB && class < POOL_CLASSES && end - page <= SLAB_WORDS / PAGE_WORDS ? 1 : 0;
    uint32_t partial = 0;
    uint32_t w;

    /*@ loop invariant range: PAGE_WORDS * page <= w <= PAGE_WORDS * end;
        loop assigns w, partial;
        loop variant PAGE_WORDS * end - w; */
    for (w = PAGE_WORDS * page; w < PAGE_WORDS * end; w++) {
        if (slab != 0) {
            const uint64_t full = pool_class_full[SLAB_WORDS * class + (w - PAGE_WORDS * page)];
            const uint64_t free = bits_without(full, taken(w));

            if (bits_without(taken(w), full) != 0)
                return 0;
            if (free != 0)
                partial = 1;
            if (full != 0 && bit_test(pool_open[page], w - PAGE_WORDS * page) != (free != 0 ? 1u : 0u))
                return 0;
        } else if (pool_live[w] > (pool_kind[page] == POOL_RUN && w == PAGE_WORDS * page ? 1 : 0)) {
            return 0;
        }
    }
    if (slab == 0)
        return 1;
    if (pool_set[page] != (partial != 0 ? class : POOL_NO_SET))
        return 0;
    if (partial == 0)
        return 1;
    if (pool_slot[page] >= PAGE_GRANULES * (end - page))
        return 0;
    return bit_test(bits_without(pool_class_full[SLAB_WORDS * class + pool_slot[page] / WORD_BITS],
                                 taken(PAGE_WORDS * page + pool_slot[page] / WORD_BITS)),
                    pool_slot[page] % WORD_BITS);
}

/* The set's bits say what pool_set says, of this page; and no other set claims it. */
/*@ requires range: page < POOL_PAGES;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_total: \result == 0 || \result == 1;
*/
static uint32_t set_good(uint32_t page)
{
    uint32_t set;

    /*@ loop invariant range: 0 <= set <= POOL_SETS;
        loop assigns set;
        loop variant POOL_SETS - set; */
    for (set = 0; set < POOL_SETS; set++)
        if (bit_test(pool_set_words[POOL_SET_WORDS * set + page / WORD_BITS], page % WORD_BITS) !=
            (pool_set[page] == set ? 1u : 0u))
            return 0;
    return 1;
}

/* The first of so many spare slots of the class is of it, not live, and not among the rest. */
/*@ requires range: first < CLASS_SPARES * POOL_CLASSES && class < POOL_CLASSES && spares <= CLASS_SPARES * POOL_CLASSES - first;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_total: \result == 0 || \result == 1;
*/
static uint32_t spare_good(uint32_t class, uint32_t first, uint32_t spares)
{
    const uint32_t spare = pool_spare[first];
    uint32_t k;

    if (spare >= POOL_GRANULES || pool_class[spare / PAGE_GRANULES] != class ||
        bit_test(pool_live[spare / WORD_BITS], spare % WORD_BITS) != 0)
        return 0;
    /*@ loop invariant range: 1 <= k;
        loop assigns k;
        loop variant spares - k; */
    for (k = 1; k < spares; k++)
        if (pool_spare[first + k] == spare)
            return 0;
    return 1;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_total: \result == 0 || \result == 1;
*/
static uint32_t spares_good(void)
{
    uint32_t i;

    if (pool_spares[POOL_NO_CLASS] != CLASS_SPARES)
        return 0;
    /*@ loop invariant range: 0 <= i <= CLASS_SPARES * POOL_CLASSES;
        loop assigns i;
        loop variant CLASS_SPARES * POOL_CLASSES - i; */
    for (i = 0; i < CLASS_SPARES * POOL_CLASSES; i++) {
        const uint32_t class = i / CLASS_SPARES;

        if (pool_spares[class] > CLASS_SPARES)
            return 0;
        if (i % CLASS_SPARES < pool_spares[class] && spare_good(class, i, pool_spares[class] - i % CLASS_SPARES) == 0)
            return 0;
    }
    return 1;
}

/* Every live granule, counted as the figures count it. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_total: \result == 0 || \result == 1;
*/
static uint32_t figures_good(void)
{
    uint32_t blocks = 0;
    uint32_t counted = 0;
    uint32_t g = 0;

    /*@ loop invariant range: 0 <= g <= POOL_GRANULES && blocks <= g;
        loop assigns g, blocks;
        loop variant POOL_GRANULES - g; */
    while (g < POOL_GRANULES) {
        if (g % WORD_BITS == 0 && pool_live[g / WORD_BITS] == 0) {
            g += WORD_BITS;
            continue;
        }
        blocks += bit_test(pool_live[g / WORD_BITS], g % WORD_BITS);
        g++;
    }
    /*@ loop invariant range: 0 <= g <= POOL_TAGS;
        loop assigns g, counted;
        loop variant POOL_TAGS - g; */
    for (g = 0; g < POOL_TAGS; g++)
        counted = (uint32_t)(((uint64_t)counted + pool_tag_blocks[g]) % 0x100000000);
    return blocks == counted ? 1 : 0;
}

uint32_t pool_check(void)
{
    uint32_t page = 0;
    uint32_t end;

    if (pool_count > POOL_PAGES || pool_edge[0] != 1)
        return 0;
    /*@ loop invariant range: 0 <= page <= pool_count;
        loop assigns page, end;
        loop variant pool_count - page; */
    while (page < pool_count) {
        end = pool_end[page];
        if (end <= page || end > pool_count || run_good(page, end) == 0 || live_good(page, end) == 0 ||
            set_good(page) == 0)
            return 0;
        page = end;
    }
    /*@ loop invariant range: pool_count <= page <= POOL_PAGES;
        loop assigns page;
        loop variant POOL_PAGES - page; */
    for (; page < POOL_PAGES; page++)
        if (pool_kind[page] != POOL_INNER || pool_set[page] != POOL_NO_SET || pool_class[page] != POOL_NO_CLASS)
            return 0;
    return spares_good() != 0 ? figures_good() : 0;
}

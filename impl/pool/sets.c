/* sets.c - see sets.h: pages in sets, one bit each, and how a member is found (T5). What is called for each run or slab is inline, where the linker can. */
#include "sets.h"

uint8_t pool_set[POOL_PAGES];
uint64_t pool_set_words[POOL_SETS * POOL_SET_WORDS], pool_set_summary[POOL_SETS], pool_bins_used;

void pool_sets_clear(void)
{
    uint32_t i;

    /*@ loop invariant range: 0 <= i <= POOL_PAGES;
        loop invariant empty: \forall integer p; 0 <= p < i ==> pool_set[p] == POOL_NO_SET;
        loop assigns i, pool_set[0 .. POOL_PAGES - 1];
        loop variant POOL_PAGES - i; */
    for (i = 0; i < POOL_PAGES; i++)
        pool_set[i] = POOL_NO_SET;
    /*@ loop invariant range: 0 <= i <= POOL_SETS * POOL_SET_WORDS;
        loop invariant empty: \forall integer k; 0 <= k < i ==> pool_set_words[k] == 0;
        loop assigns i, pool_set_words[0 .. POOL_SETS * POOL_SET_WORDS - 1];
        loop variant POOL_SETS * POOL_SET_WORDS - i; */
    for (i = 0; i < POOL_SETS * POOL_SET_WORDS; i++)
        pool_set_words[i] = 0;
    /*@ loop invariant range: 0 <= i <= POOL_SETS;
        loop invariant empty: \forall integer k; 0 <= k < i ==> pool_set_summary[k] == 0;
        loop assigns i, pool_set_summary[0 .. POOL_SETS - 1];
        loop variant POOL_SETS - i; */
    for (i = 0; i < POOL_SETS; i++)
        pool_set_summary[i] = 0;
    pool_bins_used = 0;
}

inline void pool_set_insert(uint32_t set, uint32_t page)
{
    const uint32_t word = page / WORD_BITS;
    const uint32_t k = POOL_SET_WORDS * set + word;

    /*@ assert place: k / POOL_SET_WORDS == set && k % POOL_SET_WORDS == word; */
    pool_set_words[k] = bit_set(pool_set_words[k], page % WORD_BITS);
    pool_set_summary[set] = bit_set(pool_set_summary[set], word);
    if (set >= POOL_FIRST_BIN)
        pool_bins_used = bit_set(pool_bins_used, set - POOL_FIRST_BIN);
    pool_set[page] = (uint8_t)set;
}

/* The page is in no set, nor its bit in the set's word. */
/*@ requires named: sets_named;
    requires sound: sets_sound;
    requires complete: sets_complete;
    requires range: page < POOL_PAGES && pool_set[page] < POOL_SETS;
    terminates \true;
    exits \false;
    assigns pool_set[page], pool_set_words[POOL_SET_WORDS * pool_set[page] + page / WORD_BITS];
    ensures named: sets_named;
    ensures sound: sets_sound;
    ensures complete: sets_complete;
    ensures fewer: \forall integer j, b; 0 <= j < POOL_SETS * POOL_SET_WORDS && 0 <= b < WORD_BITS && bit(pool_set_words[j], b) ==>
      bit(\old(pool_set_words[j]), b);
    ensures removed: pool_set[page] == POOL_NO_SET;
*/
static void drop(uint32_t page)
{
    const uint32_t set = pool_set[page];
    const uint32_t word = page / WORD_BITS;
    const uint32_t k = POOL_SET_WORDS * set + word;

    /*@ assert place: k / POOL_SET_WORDS == set && k % POOL_SET_WORDS == word; */
    pool_set_words[k] = bit_clear(pool_set_words[k], page % WORD_BITS);
    /*@ assert fewer: \forall integer j, b; 0 <= j < POOL_SETS * POOL_SET_WORDS && 0 <= b < WORD_BITS && bit(pool_set_words[j], b) ==>
          bit(\at(pool_set_words[j], Pre), b); */
    /*@ assert before: sets_sound; */
    /*@ assert alone: \forall integer j, b; 0 <= j < POOL_SETS * POOL_SET_WORDS && 0 <= b < WORD_BITS && bit(pool_set_words[j], b) &&
          WORD_BITS * (j % POOL_SET_WORDS) + b == page ==> j / POOL_SET_WORDS == set && j % POOL_SET_WORDS == word && j == k; */
    /*@ assert cleared: !bit(pool_set_words[k], page % WORD_BITS); */
    /*@ assert apart: \forall integer j, b; 0 <= j < POOL_SETS * POOL_SET_WORDS && 0 <= b < WORD_BITS && bit(pool_set_words[j], b) ==>
          WORD_BITS * (j % POOL_SET_WORDS) + b != page; */
    pool_set[page] = POOL_NO_SET;
}

/* This word of the set is empty: the summaries say so. */
/*@ requires summed: sets_summed;
    requires bins: bins_summed;
    requires range: set < POOL_SETS && word < POOL_SET_WORDS;
    requires empty: pool_set_words[POOL_SET_WORDS * set + word] == 0;
    terminates \true;
    exits \false;
    assigns pool_set_summary[set], pool_bins_used;
    ensures summed: sets_summed;
    ensures bins: bins_summed;
*/
static void summarise(uint32_t set, uint32_t word)
{
    /*@ assert only: \forall integer k; 0 <= k < POOL_SETS * POOL_SET_WORDS && k / POOL_SET_WORDS == set && k % POOL_SET_WORDS == word ==>
          k == POOL_SET_WORDS * set + word; */
    pool_set_summary[set] = bit_clear(pool_set_summary[set], word);
    /*@ assert summed: sets_summed; */
    /*@ assert bins: bins_summed; */
    if (pool_set_summary[set] == 0 && set >= POOL_FIRST_BIN)
        pool_bins_used = bit_clear(pool_bins_used, set - POOL_FIRST_BIN);
}

inline void pool_set_remove(uint32_t page)
{
    const uint32_t set = pool_set[page];
    const uint32_t word = page / WORD_BITS;

    drop(page);
    /*@ assert summed: sets_summed; */
    if (pool_set_words[POOL_SET_WORDS * set + word] == 0)
        summarise(set, word);
}

/* Word by word. The summaries never name an empty word, so that this never runs; the proof need not know. */
/*@ requires sets: sets_ready;
    requires range: set < POOL_SETS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: \result <= POOL_NO_PAGE;
    ensures member: \result < POOL_NO_PAGE ==> pool_set[\result] == set;
    ensures none: \result == POOL_NO_PAGE ==> (\forall integer p; 0 <= p < POOL_PAGES ==> pool_set[p] != set);
*/
static uint32_t search(uint32_t set)
{
    uint32_t word;

    /*@ loop invariant range: 0 <= word <= POOL_SET_WORDS;
        loop invariant none: \forall integer p; 0 <= p < WORD_BITS * word ==> pool_set[p] != set;
        loop assigns word;
        loop variant POOL_SET_WORDS - word; */
    for (word = 0; word < POOL_SET_WORDS; word++) {
        const uint32_t k = POOL_SET_WORDS * set + word;
        const uint32_t b = bit_first(pool_set_words[k]);

        /*@ assert place: k / POOL_SET_WORDS == set && k % POOL_SET_WORDS == word; */
        if (b < WORD_BITS)
            return WORD_BITS * word + b;
        /*@ assert here: \forall integer p; WORD_BITS * word <= p < WORD_BITS * (word + 1) ==>
              p / WORD_BITS == word && 0 <= p % WORD_BITS < WORD_BITS && !bit(pool_set_words[k], p % WORD_BITS); */
    }
    return POOL_NO_PAGE;
}

inline uint32_t pool_set_first(uint32_t set)
{
    const uint32_t word = bit_first(pool_set_summary[set]);
    uint32_t k, b;

    if (word == WORD_BITS) {
        /*@ assert places: \forall integer w; 0 <= w < POOL_SET_WORDS ==>
              (POOL_SET_WORDS * set + w) / POOL_SET_WORDS == set && (POOL_SET_WORDS * set + w) % POOL_SET_WORDS == w; */
        /*@ assert summed: \forall integer p; 0 <= p < POOL_PAGES && pool_set[p] == set ==> bit(pool_set_summary[set], p / WORD_BITS); */
        return POOL_NO_PAGE;
    }
    k = POOL_SET_WORDS * set + word;
    /*@ assert place: k / POOL_SET_WORDS == set && k % POOL_SET_WORDS == word; */
    b = bit_first(pool_set_words[k]);
    if (b < WORD_BITS)
        return WORD_BITS * word + b;
    return search(set);
}

uint32_t pool_bin_first(uint32_t bin)
{
    const uint64_t used = bits_from(pool_bins_used, bin);
    uint32_t b = bit_first(used);
    uint32_t page;

    /*@ assert some: b < WORD_BITS ==> bin + b < WORD_BITS; */
    /*@ assert none: b == WORD_BITS ==> (\forall integer j; bin <= j < WORD_BITS ==> 0 <= j - bin < WORD_BITS && !bit(used, j - bin) &&
          !bit(pool_bins_used, bin + (j - bin))); */
    if (b == WORD_BITS)
        return POOL_NO_PAGE;
    page = pool_set_first(POOL_FIRST_BIN + bin + b);
    if (page < POOL_NO_PAGE)
        return page;
    /*@ loop invariant range: bin <= b <= POOL_BINS;
        loop invariant none: \forall integer p; 0 <= p < POOL_PAGES ==>
          pool_set[p] < POOL_FIRST_BIN + bin || pool_set[p] >= POOL_FIRST_BIN + b;
        loop assigns b, page;
        loop variant POOL_BINS - b; */
    for (b = bin; b < POOL_BINS; b++) {
        page = pool_set_first(POOL_FIRST_BIN + b);
        if (page < POOL_NO_PAGE)
            return page;
    }
    return POOL_NO_PAGE;
}

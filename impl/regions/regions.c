/* regions.c - see selfmap/regions.h: the arguments checked, then search.h and change.h (T5). */
#include "change.h"

/* The arrays of a single free range: descriptor 0. */
/*@ requires bounds: 1 <= pages && base + pages <= REGIONS_LAST_PAGE;
    terminates \true;
    exits \false;
    assigns regions_spare, regions_top, regions_base, regions_pages, region_pages[0 .. REGIONS_LIMIT - 1],
      region_first[0 .. REGIONS_LIMIT - 1], region_state[0 .. REGIONS_LIMIT - 1], region_guards[0 .. REGIONS_LIMIT - 1],
      region_next[0 .. REGIONS_LIMIT - 1], region_prev[0 .. REGIONS_LIMIT - 1], region_order[0 .. REGIONS_LIMIT - 1],
      region_place[0 .. REGIONS_LIMIT - 1], region_most[0 .. 2 * REGIONS_LIMIT - 1];
    ensures ready: regions_ready;
    ensures range: regions_base == base && regions_pages == pages;
    ensures one: region_free(0) && region_first[0] == base && region_pages[0] == pages;
    ensures spare: regions_spare == REGIONS_LIMIT - 1 && regions_top == 1;
    ensures no_other: \forall integer d; 1 <= d < REGIONS_LIMIT ==> !region_range(d);
*/
static void clear(uint64_t base, uint64_t pages)
{
    uint32_t d;

    regions_base = base;
    regions_pages = pages;
    regions_spare = REGIONS_LIMIT - 1;
    regions_top = 1;
    /*@ loop invariant range: 0 <= d <= REGIONS_LIMIT;
        loop invariant spare: \forall integer k; 0 <= k < d ==> region_state[k] == REGION_SPARE && region_guards[k] == 0;
        loop invariant order: \forall integer k; 0 <= k < d ==> region_order[k] == REGIONS_LIMIT - 1 - k;
        loop invariant place: \forall integer k; 0 <= k < d ==> region_place[k] == REGIONS_LIMIT - 1 - k;
        loop invariant nodes: \forall integer k; 0 <= k < d ==> region_most[k] == 0;
        loop invariant leaves: \forall integer k; REGIONS_LIMIT <= k < REGIONS_LIMIT + d ==> region_most[k] == 0;
        loop assigns d, region_state[0 .. REGIONS_LIMIT - 1], region_guards[0 .. REGIONS_LIMIT - 1],
          region_order[0 .. REGIONS_LIMIT - 1], region_place[0 .. REGIONS_LIMIT - 1], region_most[0 .. 2 * REGIONS_LIMIT - 1];
        loop variant REGIONS_LIMIT - d; */
    for (d = 0; d < REGIONS_LIMIT; d++) {
        region_state[d] = REGION_SPARE;
        region_guards[d] = 0;
        region_order[d] = REGIONS_LIMIT - 1 - d; /* descriptor 0 is the last one: in use */
        region_place[d] = REGIONS_LIMIT - 1 - d;
        region_most[d] = 0;
        region_most[REGIONS_LIMIT + d] = 0;
    }
    /*@ assert tree: longest_tree; */
    region_first[0] = base;
    region_pages[0] = pages;
    region_next[0] = REGION_NONE;
    region_prev[0] = REGION_NONE;
    region_state[0] = REGION_FREE;
    longest_set(0, pages);
    /*@ assert states: regions_states; */
    /*@ assert inside: regions_inside; */
    /*@ assert forward: regions_forward; */
    /*@ assert back: regions_back; */
    /*@ assert ends: regions_ends; */
    /*@ assert apart: regions_apart; */
    /*@ assert merged: regions_merged; */
    /*@ assert inverse: regions_inverse; */
    /*@ assert spares: regions_spares; */
    /*@ assert unused: regions_unused; */
    /*@ assert leaves: longest_leaves; */
}

/*@ terminates \true;
    exits \false;
    assigns regions_spare, regions_top, regions_base, regions_pages, region_pages[0 .. REGIONS_LIMIT - 1],
      region_first[0 .. REGIONS_LIMIT - 1], region_state[0 .. REGIONS_LIMIT - 1], region_guards[0 .. REGIONS_LIMIT - 1],
      region_next[0 .. REGIONS_LIMIT - 1], region_prev[0 .. REGIONS_LIMIT - 1], region_order[0 .. REGIONS_LIMIT - 1],
      region_place[0 .. REGIONS_LIMIT - 1], region_most[0 .. 2 * REGIONS_LIMIT - 1];
    ensures T5_refused: \result == SELFMAP_BAD_RANGE <==> pages == 0 || base + pages > REGIONS_LAST_PAGE;
    ensures T5_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_RANGE;
    ensures T5_ready: \result == SELFMAP_OK ==> regions_ready;
    ensures T5_range: \result == SELFMAP_OK ==> regions_base == base && regions_pages == pages;
    ensures T5_free: \result == SELFMAP_OK ==> region_free(0) && region_first[0] == base && region_pages[0] == pages;
    ensures T5_nothing_else: \result == SELFMAP_OK ==> (\forall integer d; 1 <= d < REGIONS_LIMIT ==> !region_range(d));
    ensures T5_whole: \result == SELFMAP_OK ==> regions_whole;
    ensures unchanged: \result != SELFMAP_OK ==> regions_same{Pre, Post} && regions_base == \old(regions_base) &&
      regions_pages == \old(regions_pages);
*/
enum selfmap_status regions_init(uint64_t base, uint64_t pages)
{
    if (pages == 0 || pages > REGIONS_LAST_PAGE || base > REGIONS_LAST_PAGE - pages)
        return SELFMAP_BAD_RANGE;
    clear(base, pages);
    return SELFMAP_OK;
}

/* What regions_reserve refuses before it looks: the first reason that applies. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures empty: \result == SELFMAP_EMPTY_RANGE <==> pages == 0;
    ensures alignment: \result == SELFMAP_BAD_ALIGNMENT <==> pages != 0 && !regions_alignment(alignment);
    ensures guards: \result == SELFMAP_BAD_FLAGS <==> pages != 0 && regions_alignment(alignment) &&
      guards >= REGIONS_GUARDS_LIMIT;
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_EMPTY_RANGE || \result == SELFMAP_BAD_ALIGNMENT ||
      \result == SELFMAP_BAD_FLAGS;
*/
static enum selfmap_status asked(uint64_t pages, uint64_t alignment, uint32_t guards)
{
    if (pages == 0)
        return SELFMAP_EMPTY_RANGE;
    if (is_alignment(alignment) == 0)
        return SELFMAP_BAD_ALIGNMENT;
    return guards >= REGIONS_GUARDS_LIMIT ? SELFMAP_BAD_FLAGS : SELFMAP_OK;
}

/*@ requires ready: regions_ready;
    requires first: \valid(first) && REGIONS_APART(first);
    terminates \true;
    exits \false;
    assigns *first, regions_spare, regions_top, region_pages[0 .. REGIONS_LIMIT - 1], region_first[0 .. REGIONS_LIMIT - 1],
      region_state[0 .. REGIONS_LIMIT - 1], region_next[0 .. REGIONS_LIMIT - 1], region_prev[0 .. REGIONS_LIMIT - 1],
      region_guards[0 .. REGIONS_LIMIT - 1], region_most[0 .. 2 * REGIONS_LIMIT - 1];
    ensures T5_ready: regions_ready;
    ensures T5_empty: \result == SELFMAP_EMPTY_RANGE <==> pages == 0;
    ensures T5_alignment: \result == SELFMAP_BAD_ALIGNMENT <==> pages != 0 && !regions_alignment(alignment);
    ensures T5_guards: \result == SELFMAP_BAD_FLAGS <==> pages != 0 && regions_alignment(alignment) &&
      guards >= REGIONS_GUARDS_LIMIT;
    ensures T5_exact: \result == SELFMAP_NO_RANGE <==> pages != 0 && regions_alignment(alignment) &&
      guards < REGIONS_GUARDS_LIMIT && (\forall integer d; 0 <= d < REGIONS_LIMIT ==>
      !region_fits{Pre}(d, pages + guards % 2 + guards / 2, alignment, guards % 2));
    ensures T5_descriptors: \result == SELFMAP_NO_DESCRIPTORS ==> regions_spare < 2;
    ensures T5_total: \result == SELFMAP_OK || \result == SELFMAP_EMPTY_RANGE || \result == SELFMAP_BAD_ALIGNMENT ||
      \result == SELFMAP_BAD_FLAGS || \result == SELFMAP_NO_RANGE || \result == SELFMAP_NO_DESCRIPTORS;
    ensures T5_aligned: \result == SELFMAP_OK ==> *first % alignment == 0;
    ensures T5_inside: \result == SELFMAP_OK ==> regions_base + guards % 2 <= *first &&
      *first + pages + guards / 2 <= regions_base + regions_pages;
    ensures T5_reserved: \result == SELFMAP_OK ==> (\exists integer d; regions_added{Pre, Post}(d, *first, pages, guards));
    ensures T5_whole: \old(regions_whole) ==> regions_whole;
    ensures unchanged: \result != SELFMAP_OK ==> regions_same{Pre, Post} && *first == \old(*first);
*/
enum selfmap_status regions_reserve(uint64_t pages, uint64_t alignment, uint32_t guards, uint64_t *first)
{
    const enum selfmap_status status = asked(pages, alignment, guards);
    uint32_t mine;

    if (status != SELFMAP_OK)
        return status;
    mine = region_reserve(pages, alignment, guards);
    if (mine == REGION_NONE)
        return SELFMAP_NO_RANGE;
    if (mine == REGION_UNCUT)
        return SELFMAP_NO_DESCRIPTORS;
    *first = region_first[mine] + guards % 2;
    /*@ assert added: regions_added{Pre, Here}(mine, *first, pages, guards); */
    return SELFMAP_OK;
}

/*@ requires ready: regions_ready;
    terminates \true;
    exits \false;
    assigns regions_spare, region_pages[0 .. REGIONS_LIMIT - 1], region_state[0 .. REGIONS_LIMIT - 1],
      region_next[0 .. REGIONS_LIMIT - 1], region_prev[0 .. REGIONS_LIMIT - 1], region_order[0 .. REGIONS_LIMIT - 1],
      region_place[0 .. REGIONS_LIMIT - 1], region_most[0 .. 2 * REGIONS_LIMIT - 1];
    ensures T5_ready: regions_ready;
    ensures T5_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_RESERVED;
    ensures T5_released: \result == SELFMAP_OK ==> (\exists integer d; regions_removed{Pre, Post}(d, first));
    ensures T5_whole: \old(regions_whole) ==> regions_whole;
    ensures T5_refused: \result == SELFMAP_NOT_RESERVED ==> (\forall integer d; 0 <= d < REGIONS_LIMIT &&
      region_reserved{Pre}(d) ==> region_handed{Pre}(d) != first);
    ensures unchanged: \result != SELFMAP_OK ==> regions_same{Pre, Post};
*/
enum selfmap_status regions_release(uint64_t first)
{
    const uint32_t mine = region_of(first);

    if (mine == REGION_NONE)
        return SELFMAP_NOT_RESERVED;
    region_put(mine);
    /*@ assert removed: regions_removed{Pre, Here}(mine, first); */
    return SELFMAP_OK;
}

/*@ requires ready: regions_ready;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_size: \result != 0 ==> (\exists integer d; 0 <= d < REGIONS_LIMIT && region_reserved(d) &&
      region_handed(d) == first && \result == region_pages[d] - region_guards[d] % 2 - region_guards[d] / 2);
    ensures T5_none: (\forall integer d; 0 <= d < REGIONS_LIMIT && region_reserved(d) ==> region_handed(d) != first) ==>
      \result == 0;
    ensures T5_there: regions_whole && \result == 0 ==>
      (\forall integer d; 0 <= d < REGIONS_LIMIT && region_reserved(d) ==> region_handed(d) != first);
*/
uint64_t regions_size_of(uint64_t first)
{
    const uint32_t mine = region_of(first);
    uint32_t guards;

    if (mine == REGION_NONE)
        return 0;
    guards = region_guards[mine] % 2 + region_guards[mine] / 2;
    return region_pages[mine] > guards ? region_pages[mine] - guards : 0;
}

/*@ requires ready: regions_ready;
    requires region: \valid(region) && REGIONS_APART(region);
    terminates \true;
    exits \false;
    assigns *region;
    ensures T5_refused: \result == SELFMAP_BAD_INDEX <==> descriptor >= REGIONS_LIMIT;
    ensures T5_none: \result == SELFMAP_NOT_FOUND <==> descriptor < REGIONS_LIMIT && !region_range(descriptor);
    ensures T5_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_INDEX || \result == SELFMAP_NOT_FOUND;
    ensures T5_range: \result == SELFMAP_OK ==> region->first == region_first[descriptor] &&
      region->pages == region_pages[descriptor] && (region->reserved != 0 <==> region_reserved(descriptor)) &&
      region->guards == (region_state[descriptor] == REGION_RESERVED ? region_guards[descriptor] : 0);
    ensures unchanged: \result != SELFMAP_OK ==> *region == \old(*region);
*/
enum selfmap_status regions_look(uint32_t descriptor, struct region *region)
{
    if (descriptor >= REGIONS_LIMIT)
        return SELFMAP_BAD_INDEX;
    if (region_state[descriptor] == REGION_SPARE)
        return SELFMAP_NOT_FOUND;
    region->first = region_first[descriptor];
    region->pages = region_pages[descriptor];
    region->reserved = region_state[descriptor] == REGION_RESERVED;
    region->guards = region_state[descriptor] == REGION_RESERVED ? region_guards[descriptor] : 0;
    return SELFMAP_OK;
}

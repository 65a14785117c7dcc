/* runs.c - see selfmap/frame_database.h: frames in a row. */
#include "database.h"

/* Where the highest free run of this shape starts, RAM_LIMIT when there is none. */
/*@ requires shape: ram_shape;
    requires range: 1 <= count && 1 <= alignment && top <= RAM_LIMIT;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures found: \result < RAM_LIMIT ==> run_fits(\result, count, alignment, top) && run_free(\result, count);
    ensures none: \result >= RAM_LIMIT ==> (\forall integer s; run_fits(s, count, alignment, top) ==> !run_free(s, count));
    ensures range: \result <= RAM_LIMIT;
*/
static uint32_t find_run(uint32_t count, uint32_t alignment, uint32_t top)
{
    uint32_t have = 0;
    uint32_t f = top;

    /*@ loop invariant range: 0 <= f <= top && 0 <= have <= top - f;
        loop invariant free: run_free(f, have);
        loop invariant stop: f + have == top || !ram_free(f + have);
        loop invariant none: \forall integer s; f <= s && run_fits(s, count, alignment, top) ==> !run_free(s, count);
        loop assigns f, have;
        loop variant f; */
    while (f > ram_first) {
        f--;
        if (frame_kinds[f] != KIND_ABSENT && (frame_place[f] < ram_zeroed || frame_place[f] >= ram_dirty_from))
            have++;
        else
            have = 0;
        if (have >= count && f % alignment == 0)
            return f;
    }
    /*@ assert below: \forall integer g; g < f ==> !ram_free(g); */
    /*@ assert first: \forall integer g; run_free(g, count) ==> ram_free(g); */
    return RAM_LIMIT;
}

/* No free run reaches past the last frame of RAM. */
/*@ ghost
  /@ requires shape: ram_shape;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T4_reach: \forall integer s; count >= 1 && run_free(s, count) ==> s + count <= ram_end;
  @/
  void reach_lemma(uint64_t count)
  {
    /@ assert last: \forall integer s; count >= 1 && run_free(s, count) ==> ram_free(s + count - 1); @/
  }
*/

/*@ requires \valid(first) && RAM_APART(first);
    requires ready: ram_ready;
    terminates \true;
    exits \false;
    assigns *first, ram_zeroed, ram_dirty_from, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T4_ready: ram_ready;
    ensures T4_total: \result == SELFMAP_OK || \result == SELFMAP_EMPTY_RANGE || \result == SELFMAP_BAD_ALIGNMENT ||
      \result == SELFMAP_NO_FRAMES;
    ensures T4_empty: \result == SELFMAP_EMPTY_RANGE <==> count == 0;
    ensures T4_alignment: \result == SELFMAP_BAD_ALIGNMENT <==> count != 0 && (alignment == 0 || alignment > RAM_LIMIT);
    ensures T4_none: \result == SELFMAP_NO_FRAMES ==> (\forall integer s; run_fits(s, count, alignment, limit) ==> !\old(run_free(s, count)));
    ensures T4_fits: \result == SELFMAP_OK ==> run_fits(*first, count, alignment, limit);
    ensures T4_was_free: \result == SELFMAP_OK ==> run_free{Pre}(*first, count);
    ensures T4_out: \result == SELFMAP_OK ==> run_held(*first, count);
    ensures T4_others: \result == SELFMAP_OK ==> same_free_but{Pre, Post}(*first, *first + count);
    ensures T4_left: \result == SELFMAP_OK ==> ram_left == \old(ram_left) - count;
    ensures unchanged: \result != SELFMAP_OK ==> same_ram{Pre, Post} && *first == \old(*first);
*/
enum selfmap_status frame_alloc_run(uint64_t count, uint64_t alignment, uint64_t limit, uint64_t *first)
{
    uint32_t i;

    if (count == 0)
        return SELFMAP_EMPTY_RANGE;
    if (alignment == 0 || alignment > RAM_LIMIT)
        return SELFMAP_BAD_ALIGNMENT;
    /*@ ghost reach_lemma(count); */
    if (count > RAM_LIMIT)
        return SELFMAP_NO_FRAMES;

    const uint32_t start = find_run((uint32_t)count, (uint32_t)alignment, limit > ram_end ? ram_end : (uint32_t)limit);

    if (start == RAM_LIMIT)
        return SELFMAP_NO_FRAMES;
    /*@ loop invariant range: 0 <= i <= count;
        loop invariant ready: ram_ready;
        loop invariant out: run_held(start, i);
        loop invariant rest: run_free(start + i, count - i);
        loop invariant others: same_free_but{Pre, Here}(start, start + i);
        loop invariant left: ram_left == \at(ram_left, Pre) - i;
        loop assigns i, ram_zeroed, ram_dirty_from, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
        loop variant count - i; */
    for (i = 0; i < count; i++)
        ram_take(start + i);
    *first = start;
    return SELFMAP_OK;
}

enum selfmap_status ram_run_status(uint64_t first, uint64_t count)
{
    uint64_t i;

    /*@ loop invariant range: 0 <= i <= count && (i > 0 ==> first + i <= RAM_LIMIT);
        loop invariant held: run_held(first, i);
        loop assigns i;
        loop variant count - i; */
    for (i = 0; i < count; i++) {
        const uint64_t frame = first + i;
        const enum selfmap_status status = ram_held_status(frame);

        if (status != SELFMAP_OK) {
            /*@ assert not_held: !ram_held(first + i) && status == ram_status(first + i); */
            return status;
        }
    }
    return SELFMAP_OK;
}

/*@ requires ready: ram_ready;
    terminates \true;
    exits \false;
    assigns ram_dirty_from, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T4_ready: ram_ready;
    ensures T4_empty: \result == SELFMAP_EMPTY_RANGE <==> count == 0;
    ensures T4_held: count != 0 ==> (\result == SELFMAP_OK <==> \old(run_held(first, count)));
    ensures T4_why: \result != SELFMAP_OK && count != 0 ==> (\exists integer f; first <= f < first + count &&
      \result == \old(ram_status(f)) && \old(run_held(first, f - first)));
    ensures T4_freed: \result == SELFMAP_OK ==> run_free(first, count);
    ensures T4_others: \result == SELFMAP_OK ==> same_free_but{Pre, Post}(first, first + count);
    ensures T4_left: \result == SELFMAP_OK ==> ram_left == \old(ram_left) + count;
    ensures unchanged: \result != SELFMAP_OK ==> same_ram{Pre, Post};
*/
enum selfmap_status frame_free_run(uint64_t first, uint64_t count)
{
    uint64_t i;

    if (count == 0)
        return SELFMAP_EMPTY_RANGE;

    const enum selfmap_status status = ram_run_status(first, count);

    if (status != SELFMAP_OK)
        return status;
    /*@ assert last: ram_held(first + count - 1); */
    /*@ loop invariant range: 0 <= i <= count;
        loop invariant ready: ram_ready;
        loop invariant freed: run_free(first, i);
        loop invariant rest: run_held(first + i, count - i);
        loop invariant others: same_free_but{Pre, Here}(first, first + i);
        loop invariant left: ram_left == \at(ram_left, Pre) + i;
        loop assigns i, ram_dirty_from, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
        loop variant count - i; */
    for (i = 0; i < count; i++)
        ram_give((uint32_t)(first + i));
    return SELFMAP_OK;
}

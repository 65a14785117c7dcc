/* bootstrap.c - see selfmap/frame_database.h: RAM comes in, and what must never be handed out is taken for good. */
#include "database.h"

/*@ requires shape: ram_shape;
    terminates \true;
    exits \false;
    assigns ram_first, ram_end, ram_frames, ram_zeroed, ram_dirty_from, frame_kinds[0 .. RAM_LIMIT - 1];
    ensures T4_none: \forall integer f; 0 <= f < RAM_LIMIT ==> frame_kinds[f] == KIND_ABSENT;
    ensures T4_empty: ram_frames == 0 && ram_left == 0 && ram_first == RAM_LIMIT && ram_end == RAM_LIMIT && ram_zeroed == 0 && ram_dirty_from == 0;
    ensures T4_ready: ram_ready;
*/
void frame_ram_reset(void)
{
    uint32_t k;

    /*@ loop invariant range: 0 <= k <= ram_frames;
        loop invariant rest: \forall integer f; ram_frame(f) ==> k <= frame_place[f];
        loop invariant order: \forall integer j; k <= j < ram_frames ==> frame_order[j] < RAM_LIMIT && frame_place[frame_order[j]] == j;
        loop invariant place: \forall integer f; ram_frame(f) ==> frame_place[f] < ram_frames && frame_order[frame_place[f]] == f;
        loop assigns k, frame_kinds[0 .. RAM_LIMIT - 1];
        loop variant ram_frames - k; */
    for (k = 0; k < ram_frames; k++)
        frame_kinds[frame_order[k]] = KIND_ABSENT;
    ram_first = RAM_LIMIT;
    ram_end = RAM_LIMIT;
    ram_frames = 0;
    ram_zeroed = 0;
    ram_dirty_from = 0;
}

/* One frame more, below all others. */
/*@ requires ready: ram_ready && 0 < ram_first <= ram_end;
    terminates \true;
    exits \false;
    assigns ram_first, ram_frames, frame_kinds[0 .. RAM_LIMIT - 1], frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures first: ram_first == \old(ram_first) - 1 && ram_frames == \old(ram_frames) + 1;
    ensures ready: ram_ready;
    ensures free: ram_free(ram_first);
    ensures others: same_free_but{Pre, Post}(ram_first, ram_first + 1);
    ensures kinds: \forall integer f; 0 <= f < RAM_LIMIT && f != ram_first ==> frame_kinds[f] == \old(frame_kinds[f]);
*/
static void add_lower(void)
{
    ram_first--;
    frame_order[ram_frames] = ram_first;
    frame_place[ram_first] = ram_frames;
    frame_kinds[ram_first] = KIND_ORDINARY;
    ram_frames++;
}

/*@ requires ready: ram_ready;
    terminates \true;
    exits \false;
    assigns ram_first, ram_end, ram_frames, frame_kinds[0 .. RAM_LIMIT - 1], frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T4_ready: ram_ready;
    ensures T4_status: \result == (end > RAM_LIMIT || first > end ? SELFMAP_BAD_FRAME :
      end > \old(ram_first) ? SELFMAP_BAD_ORDER : SELFMAP_OK);
    ensures T4_free: \result == SELFMAP_OK ==> run_free(first, end - first);
    ensures T4_others: \result == SELFMAP_OK ==> same_free_but{Pre, Post}(first, end);
    ensures T4_kinds: \forall integer f; 0 <= f < RAM_LIMIT && (f < first || end <= f) ==> frame_kinds[f] == \old(frame_kinds[f]);
    ensures T4_count: \result == SELFMAP_OK ==> ram_frames == \old(ram_frames) + (end - first);
    ensures T4_end: \result == SELFMAP_OK ==> ram_end == (\old(ram_frames) == 0 ? end : \old(ram_end));
    ensures unchanged: \result != SELFMAP_OK ==> same_ram{Pre, Post};
*/
enum selfmap_status frame_ram_add(uint64_t first, uint64_t end)
{
    if (end > RAM_LIMIT || first > end)
        return SELFMAP_BAD_FRAME;
    if (end > ram_first)
        return SELFMAP_BAD_ORDER;
    if (ram_frames == 0)
        ram_end = (uint32_t)end;
    ram_first = (uint32_t)end;
    /*@ assert none: ram_frames == 0 ==> (\forall integer f; 0 <= f < RAM_LIMIT ==> frame_kinds[f] == KIND_ABSENT); */
    /*@ assert hole: ram_ready; */
    /*@ loop invariant range: first <= ram_first <= end && end <= ram_end;
        loop invariant count: ram_frames == \at(ram_frames, Pre) + (end - ram_first);
        loop invariant ready: ram_ready;
        loop invariant free: run_free(ram_first, end - ram_first);
        loop invariant others: same_free_but{Pre, Here}(ram_first, end);
        loop invariant kinds: \forall integer f; 0 <= f < RAM_LIMIT && (f < ram_first || end <= f) ==>
          frame_kinds[f] == \at(frame_kinds[f], Pre);
        loop assigns ram_first, ram_frames, frame_kinds[0 .. RAM_LIMIT - 1], frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
        loop variant ram_first - first; */
    while (ram_first > first)
        add_lower();
    return SELFMAP_OK;
}

/* A frame is taken for good, as this kind, if it is free. */
/*@ requires ready: ram_ready;
    requires kind: kind == KIND_RESERVED || kind == KIND_TABLE;
    requires ordinary: ram_ordinary(frame);
    terminates \true;
    exits \false;
    assigns ram_zeroed, ram_dirty_from, frame_kinds[frame], frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T4_ready: ram_ready;
    ensures T4_kind: frame_kinds[frame] == kind;
    ensures T4_taken: !ram_free(frame);
    ensures T4_others: same_free_but{Pre, Post}(frame, frame + 1);
    ensures T4_left: \old(ram_free(frame)) ? ram_left == \old(ram_left) - 1 : ram_left == \old(ram_left);
*/
static void take_for_good(uint32_t frame, uint8_t kind)
{
    if (frame_place[frame] < ram_zeroed || frame_place[frame] >= ram_dirty_from)
        ram_take(frame);
    frame_kinds[frame] = kind;
}

/* Is a frame of [first, end) handed out? */
/*@ requires shape: ram_shape;
    requires range: first <= end <= RAM_LIMIT;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures held: \result == 0 <==> (\forall integer f; first <= f < end ==> !ram_held(f));
*/
static uint32_t some_held(uint32_t first, uint32_t end)
{
    uint32_t f;

    /*@ loop invariant range: first <= f <= end;
        loop invariant none: \forall integer g; first <= g < f ==> !ram_held(g);
        loop assigns f;
        loop variant end - f; */
    for (f = first; f < end; f++)
        if (frame_kinds[f] == KIND_ORDINARY && frame_place[f] >= ram_zeroed && frame_place[f] < ram_dirty_from) {
            /*@ assert held: ram_held(f); */
            return 1;
        }
    return 0;
}

/*@ requires ready: ram_ready;
    terminates \true;
    exits \false;
    assigns ram_zeroed, ram_dirty_from, frame_kinds[0 .. RAM_LIMIT - 1], frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T4_ready: ram_ready;
    ensures T4_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_FRAME || \result == SELFMAP_FRAME_HELD;
    ensures T4_bad: \result == SELFMAP_BAD_FRAME <==> first > end;
    ensures T4_held: first <= end ==> (\result == SELFMAP_OK <==> (\forall integer f; first <= f < end ==> !\old(ram_held(f))));
    ensures T4_reserved: \result == SELFMAP_OK ==> (\forall integer f; first <= f < end ==> !ram_ordinary(f) && !ram_free(f));
    ensures T4_others: same_free_but{Pre, Post}(first, end);
    ensures T4_kinds: \forall integer f; 0 <= f < RAM_LIMIT && (f < first || end <= f || \old(frame_kinds[f]) != KIND_ORDINARY) ==>
      frame_kinds[f] == \old(frame_kinds[f]);
    ensures unchanged: \result != SELFMAP_OK ==> same_ram{Pre, Post};
*/
enum selfmap_status frame_reserve(uint64_t first, uint64_t end)
{
    uint32_t f;

    if (first > end)
        return SELFMAP_BAD_FRAME;
    if (first >= ram_end || end <= ram_first)
        return SELFMAP_OK;

    const uint32_t start = first < ram_first ? ram_first : (uint32_t)first;
    const uint32_t last = end > ram_end ? ram_end : (uint32_t)end;

    /*@ assert absent: \forall integer g; g < ram_first || ram_end <= g ==> !ram_frame(g); */
    if (some_held(start, last))
        return SELFMAP_FRAME_HELD;
    /*@ loop invariant range: start <= f <= last;
        loop invariant ready: ram_ready;
        loop invariant reserved: \forall integer g; start <= g < f ==> !ram_ordinary(g) && !ram_free(g);
        loop invariant others: same_free_but{Pre, Here}(start, f);
        loop invariant kinds: \forall integer g; 0 <= g < RAM_LIMIT && (g < start || f <= g || \at(frame_kinds[g], Pre) != KIND_ORDINARY) ==>
          frame_kinds[g] == \at(frame_kinds[g], Pre);
        loop assigns f, ram_zeroed, ram_dirty_from, frame_kinds[0 .. RAM_LIMIT - 1], frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
        loop variant last - f; */
    for (f = start; f < last; f++)
        if (frame_kinds[f] == KIND_ORDINARY)
            take_for_good(f, KIND_RESERVED);
    return SELFMAP_OK;
}

/*@ requires ready: ram_ready;
    terminates \true;
    exits \false;
    assigns ram_zeroed, ram_dirty_from, frame_kinds[0 .. RAM_LIMIT - 1], frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T4_ready: ram_ready;
    ensures T4_table: !ram_ordinary(frame) && !ram_free(frame);
    ensures T4_kind: \old(ram_ordinary(frame)) ==> frame_kinds[frame] == KIND_TABLE;
    ensures T4_others: same_free_but{Pre, Post}(frame, frame + 1);
    ensures T4_kinds: \forall integer f; 0 <= f < RAM_LIMIT && (f != frame || \old(frame_kinds[f]) != KIND_ORDINARY) ==>
      frame_kinds[f] == \old(frame_kinds[f]);
*/
void frame_adopt_table(uint64_t frame)
{
    if (frame < RAM_LIMIT && frame_kinds[frame] == KIND_ORDINARY)
        take_for_good((uint32_t)frame, KIND_TABLE);
}

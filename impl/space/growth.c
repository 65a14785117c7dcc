/* growth.c - see selfmap/pool_growth.h: the pool's pages, from regions, frames and mapper (T3, T4, T5). */
#include "selfmap/pool_growth.h"

#include "../pool/face.h"
#include "taken.h"

/* What a caller hands over lies apart from all these arrays. */
#define GROWTH_APART(p) \separated(p + (..), RAM_ARRAYS, SOURCE_ARRAYS, REGION_ARRAYS, &pool_count, pool_set + (..), pool_set_words + (..), \
    pool_set_summary + (..), &pool_bins_used, pool_edge + (..), pool_kind + (..), pool_end + (..), pool_start + (..), pool_class + (..), \
    pool_head + (..), pool_slot + (..), pool_open + (..), pool_current + (..), pool_live + (..), pool_tag + (..), pool_tag_units + (..), \
    pool_tag_blocks + (..), &pool_base, pool_class_units + (..), pool_class_pages + (..), pool_class_full + (..), pool_class_of + (..), \
    pool_spare + (..), pool_spares + (..))

#define POOL_JOINED pool_count, BLOCKS_ASSIGNED
#define POOL_ASSIGNED POOL_JOINED, pool_live[0 .. POOL_WORDS - 1], pool_tag[0 .. POOL_GRANULES - 1], pool_tag_units[0 .. POOL_TAGS - 1], \
    pool_tag_blocks[0 .. POOL_TAGS - 1]

/*@
  // The pool's end, where pages join and leave.
  logic integer end_of_pool{L} = pool_base + POOL_PAGE_SIZE * pool_count;
  // Pages that a block of so many bytes could need.
  logic integer pages_for(integer size) = (size + POOL_PAGE_SIZE - 1) / POOL_PAGE_SIZE;
  // The pool has neither a run for it nor, where it is short enough for a slab, a free slot of its class.
  predicate no_room_for{L}(integer size) = no_run(pages_for(size)) &&
    (size <= POOL_GRANULE * CLASS_LARGEST ==> no_slot(pool_class_of[(size + POOL_GRANULE - 1) / POOL_GRANULE]));
*/

/*@ requires regions: io_regions;
    terminates \true;
    exits \false;
    assigns REGIONS, pool_base, pool_count, BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_class_units[0 .. POOL_CLASSES - 1],
      pool_class_pages[0 .. POOL_CLASSES - 1], pool_class_full[0 .. POOL_CLASSES * SLAB_WORDS - 1], pool_class_of[0 .. CLASS_LARGEST],
      pool_tag_units[0 .. POOL_TAGS - 1], pool_tag_blocks[0 .. POOL_TAGS - 1], pool_spares[0 .. POOL_NO_CLASS];
    ensures T5_total: \result == SELFMAP_OK || \result == SELFMAP_NO_RANGE || \result == SELFMAP_NO_DESCRIPTORS;
    ensures T5_reserved: \result == SELFMAP_OK ==> pool_base % POOL_PAGE_SIZE == 0 &&
      (\exists integer d; regions_added{Pre, Post}(d, pool_base / POOL_PAGE_SIZE, POOL_PAGES, 3));
    ensures T5_ready: \result == SELFMAP_OK ==> pool_ready;
    ensures T5_empty: \result == SELFMAP_OK ==> pool_count == 0 && (\forall integer w; 0 <= w < POOL_WORDS ==> pool_live[w] == 0);
    ensures T5_same: \result != SELFMAP_OK ==> regions_as_before{Pre, Post} && pool_base == \old(pool_base) && pool_count == \old(pool_count);
    ensures unchanged_live: \result != SELFMAP_OK ==> live_same{Pre, Post} && units_kept{Pre, Post}(-1, 0);
    ensures unchanged_figures: \result != SELFMAP_OK ==> figures_kept{Pre, Post}(-1);
    ensures T5_regions: io_regions;
*/
enum selfmap_status pool_reserve(void)
{
    uint64_t first = 0;
    const enum selfmap_status status = regions_reserve(POOL_PAGES, 1, REGIONS_GUARD_BELOW | REGIONS_GUARD_ABOVE, &first);

    if (status != SELFMAP_OK)
        return status;
    /* Behind a guard and before one: neither page 0, nor where addresses end, which is all that pool_init refuses. */
    return pool_init(first * POOL_PAGE_SIZE);
}

/* Maps frames that are handed out at pages in a row, or gives them back. */
/*@ requires \valid_read(mapper) && GROWTH_APART(mapper);
    requires ready: beside(mapper);
    requires pages: pages > 0 && frame + pages <= mapper->info.frame_limit && run_held(frame, pages);
    terminates \true;
    exits \false;
    assigns MAPPED, TAKEN;
    ensures total: \result != SELFMAP_BAD_FLAGS && \result != SELFMAP_BAD_FRAME && \result != SELFMAP_EMPTY_RANGE;
    ensures T3_mapped: \result == SELFMAP_OK ==> OF_MODE(run_mapped(&mapper->info, va, frame, pages, MEMORY_FLAGS));
    ensures T3_absent: \result == SELFMAP_OK ==> OF_MODE(run_was_absent{Pre}(&mapper->info, va, pages));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(run_others_kept{Pre, Post}(&mapper->info, va, pages));
    ensures T4_held: \result == SELFMAP_OK ==> run_held(frame, pages) && free_as_before{Pre, Post};
    ensures T3_same: \result != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot));
    ensures T4_freed: \result != SELFMAP_OK ==> run_free(frame, pages) && same_free_but{Pre, Post}(frame, frame + pages);
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: beside(mapper);
*/
static enum selfmap_status map_behind(const struct mapper *mapper, uint64_t va, uint64_t frame, uint64_t pages)
{
    enum selfmap_status status;

    /*@ ghost listed_lemma(); */
    status = space_map_run(mapper, va, frame, pages, MEMORY_FLAGS);
#include "spec/beside_steps.h"
    if (status != SELFMAP_OK)
        (void)frame_free_run(frame, pages);
    return status;
}

/* Pages behind the pool's end are its own. */
/*@ requires ready: pool_ready;
    requires pages: 0 < pages <= POOL_PAGES - pool_count;
    terminates \true;
    exits \false;
    assigns POOL_JOINED;
    ensures T5_ready: pool_ready;
    ensures T5_more: pool_count == \old(pool_count) + pages;
    ensures T5_joined: joined(pages);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
static void join_pages(uint64_t pages)
{
    (void)pool_extend(pages);
}

/* Free pages at the pool's end are its own no more: so many. */
/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns POOL_JOINED;
    ensures T5_ready: pool_ready;
    ensures T5_less: pool_count == \old(pool_count) - \result;
    ensures T5_left: end_left(keep);
    ensures T5_stay: end_kept(\result, keep);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
*/
static uint64_t leave_pages(uint64_t keep)
{
    const struct pool_answer left = pool_shrink(keep);

    return left.value;
}

/*@ requires \valid_read(mapper) && GROWTH_APART(mapper);
    requires ready: beside(mapper) && pool_ready;
    terminates \true;
    exits \false;
    assigns MAPPED, TAKEN, POOL_JOINED;
    ensures T5_empty: \result == SELFMAP_EMPTY_RANGE <==> pages == 0;
    ensures T5_cap: pages > POOL_PAGES - \old(pool_count) ==> \result == SELFMAP_RANGE_END;
    ensures T4_none: 0 < pages <= POOL_PAGES - \old(pool_count) &&
      (\forall integer s; run_fits(s, pages, 1, mapper->info.frame_limit) ==> !run_free{Pre}(s, pages)) ==> \result == SELFMAP_NO_FRAMES;
    ensures T5_more: pool_count == \old(pool_count) + (\result == SELFMAP_OK ? pages : 0);
    ensures T5_joined: \result == SELFMAP_OK ==> joined(pages);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T3_mapped: \result == SELFMAP_OK ==> (\exists integer f; taken{Pre, Post}(f, pages) &&
      OF_MODE(run_mapped(&mapper->info, \old(end_of_pool), f, pages, MEMORY_FLAGS)));
    ensures T3_absent: \result == SELFMAP_OK ==> OF_MODE(run_was_absent{Pre}(&mapper->info, \old(end_of_pool), pages));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(run_others_kept{Pre, Post}(&mapper->info, \old(end_of_pool), pages));
    ensures T3_same: \result != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot));
    ensures T4_same: \result != SELFMAP_OK ==> free_as_before{Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: beside(mapper);
    ensures T5_ready: pool_ready;
*/
enum selfmap_status pool_grow(const struct mapper *mapper, uint64_t pages)
{
    enum selfmap_status status;
    const uint64_t end = pool_base + (uint64_t)POOL_PAGE_SIZE * pool_count;
    uint64_t frame;

    /*@ assert end: end == end_of_pool; */
    if (pages == 0)
        return SELFMAP_EMPTY_RANGE;
    if (pages > POOL_PAGES - pool_count)
        return SELFMAP_RANGE_END;
    frame = space_take(pages, mapper->info.frame_limit);
    if (frame >= RAM_LIMIT)
        return SELFMAP_NO_FRAMES;
    status = map_behind(mapper, end, frame, pages);
    if (status != SELFMAP_OK)
        return status;
    join_pages(pages);
    /*@ assert taken: taken{Pre, Here}(frame, pages); */
    /*@ assert mapped: OF_MODE(run_mapped(&mapper->info, end, frame, pages, MEMORY_FLAGS)); */
    return SELFMAP_OK;
}

/*@ requires \valid_read(mapper) && GROWTH_APART(mapper);
    requires ready: beside(mapper) && pool_ready;
    terminates \true;
    exits \false;
    assigns MAPPED, TAKEN, POOL_ASSIGNED;
    ensures T5_size: size == 0 ==> \result.status == SELFMAP_BAD_SIZE;
    ensures T5_bad_tag: size != 0 && tag >= POOL_TAGS ==> \result.status == SELFMAP_BAD_TAG;
    ensures T5_refused: size != 0 && tag < POOL_TAGS && \result.status != SELFMAP_OK ==> no_room_for{Pre}(size) &&
      pool_count == \old(pool_count) && OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot)) && free_as_before{Pre, Post};
    ensures T5_alloc: \result.status == SELFMAP_OK ==> block_at(\result.value) && !block_at{Pre}(\result.value);
    ensures T5_inside: \result.status == SELFMAP_OK ==> pool_base <= \result.value && \result.value + size <= end_of_pool;
    ensures T5_aligned: \result.status == SELFMAP_OK ==> \result.value % POOL_GRANULE == 0;
    ensures T5_others: \result.status == SELFMAP_OK ==> live_kept{Pre, Post}((\result.value - pool_base) / POOL_GRANULE / WORD_BITS,
      (\result.value - pool_base) / POOL_GRANULE % WORD_BITS);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T5_tag: \result.status == SELFMAP_OK ==> pool_tag[(\result.value - pool_base) / POOL_GRANULE] == tag;
    ensures T5_tags: \result.status == SELFMAP_OK ==> tags_kept{Pre, Post}((\result.value - pool_base) / POOL_GRANULE);
    ensures T5_unchanged: \result.status != SELFMAP_OK ==> live_same{Pre, Post} && tags_kept{Pre, Post}(-1);
    ensures T5_figures: figures_kept{Pre, Post}(\result.status == SELFMAP_OK ? tag : -1);
    ensures T5_more: pool_count == \old(pool_count) ||
      (\result.status == SELFMAP_OK && pool_count == \old(pool_count) + pages_for(size) && no_room_for{Pre}(size));
    ensures T4_same: pool_count == \old(pool_count) ==> free_as_before{Pre, Post};
    ensures T3_mapped: pool_count != \old(pool_count) ==> (\exists integer f; taken{Pre, Post}(f, pages_for(size)) &&
      OF_MODE(run_mapped(&mapper->info, \old(end_of_pool), f, pages_for(size), MEMORY_FLAGS)));
    ensures T3_absent: pool_count != \old(pool_count) ==> OF_MODE(run_was_absent{Pre}(&mapper->info, \old(end_of_pool), pages_for(size)));
    ensures T3_others: OF_MODE(run_others_kept{Pre, Post}(&mapper->info, \old(end_of_pool), pool_count - \old(pool_count)));
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: beside(mapper);
    ensures T5_ready: pool_ready;
*/
struct pool_answer pool_alloc_grown(const struct mapper *mapper, uint64_t size, uint32_t tag)
{
    struct pool_answer got = pool_alloc(size, tag);
    enum selfmap_status status;

    /*@ assert ready: pool_ready; */
    /*@ assert size: got.status == SELFMAP_NO_ROOM ==> no_room_for{Pre}(size); */
    /*@ ghost Asked: ; */
    if (got.status == SELFMAP_NO_ROOM) {
        status = pool_grow(mapper, size / POOL_PAGE_SIZE + (size % POOL_PAGE_SIZE != 0));
        /*@ assert lengths: units_kept{Pre, Asked}(-1, 0) && units_kept{Asked, Here}(-1, 0) && live_same{Pre, Asked} && live_same{Asked, Here}; */
        /*@ assert grown: units_kept{Pre, Here}(-1, 0); */
        /*@ assert pages: status == SELFMAP_OK ==> pool_count == \at(pool_count, Pre) + pages_for(size); */
        /*@ assert behind2: mapper->info.mode == 2 ==>
              pml2_run_others_kept{Pre, Here}(&mapper->info, \at(end_of_pool, Pre), \at(pool_count, Here) - \at(pool_count, Pre)); */
        /*@ assert behind3: mapper->info.mode == 3 ==>
              pml3_run_others_kept{Pre, Here}(&mapper->info, \at(end_of_pool, Pre), \at(pool_count, Here) - \at(pool_count, Pre)); */
        /*@ assert behind4: mapper->info.mode == 4 ==>
              pml4_run_others_kept{Pre, Here}(&mapper->info, \at(end_of_pool, Pre), \at(pool_count, Here) - \at(pool_count, Pre)); */
        /*@ assert behind5: mapper->info.mode == 5 ==>
              pml5_run_others_kept{Pre, Here}(&mapper->info, \at(end_of_pool, Pre), \at(pool_count, Here) - \at(pool_count, Pre)); */
        /*@ assert mapped: status == SELFMAP_OK ==> (\exists integer f; taken{Pre, Here}(f, pages_for(size)) &&
              OF_MODE(run_mapped(&mapper->info, \at(end_of_pool, Pre), f, pages_for(size), MEMORY_FLAGS))); */
        /*@ assert absent2: mapper->info.mode == 2 ==>
              status == SELFMAP_OK ==> pml2_run_was_absent{Pre}(&mapper->info, \at(end_of_pool, Pre), pages_for(size)); */
        /*@ assert absent3: mapper->info.mode == 3 ==>
              status == SELFMAP_OK ==> pml3_run_was_absent{Pre}(&mapper->info, \at(end_of_pool, Pre), pages_for(size)); */
        /*@ assert absent4: mapper->info.mode == 4 ==>
              status == SELFMAP_OK ==> pml4_run_was_absent{Pre}(&mapper->info, \at(end_of_pool, Pre), pages_for(size)); */
        /*@ assert absent5: mapper->info.mode == 5 ==>
              status == SELFMAP_OK ==> pml5_run_was_absent{Pre}(&mapper->info, \at(end_of_pool, Pre), pages_for(size)); */
        /*@ ghost Grown: ; */
        got = answer(0, status);
        if (status == SELFMAP_OK)
            got = pool_alloc(size, tag);
        /*@ assert tags: tags_kept{Pre, Grown}(-1); */
        /*@ assert tag: got.status == SELFMAP_OK ==> tags_kept{Pre, Here}((got.value - pool_base) / POOL_GRANULE); */
        /*@ assert live: live_same{Pre, Grown} && units_kept{Grown, Here}(-1, 0); */
        /*@ assert all: units_kept{Pre, Here}(-1, 0); */
        /*@ assert room: status == SELFMAP_OK ==> got.status == SELFMAP_OK; */
        /*@ assert still: pool_ready; */
    }
    /*@ assert whole: pool_ready; */
    /*@ assert others2: mapper->info.mode == 2 ==>
          pml2_run_others_kept{Pre, Here}(&mapper->info, \at(end_of_pool, Pre), \at(pool_count, Here) - \at(pool_count, Pre)); */
    /*@ assert others3: mapper->info.mode == 3 ==>
          pml3_run_others_kept{Pre, Here}(&mapper->info, \at(end_of_pool, Pre), \at(pool_count, Here) - \at(pool_count, Pre)); */
    /*@ assert others4: mapper->info.mode == 4 ==>
          pml4_run_others_kept{Pre, Here}(&mapper->info, \at(end_of_pool, Pre), \at(pool_count, Here) - \at(pool_count, Pre)); */
    /*@ assert others5: mapper->info.mode == 5 ==>
          pml5_run_others_kept{Pre, Here}(&mapper->info, \at(end_of_pool, Pre), \at(pool_count, Here) - \at(pool_count, Pre)); */
    return got;
}

/* Frees the frames that pages of 4 KiB show, of those that are handed out; the pages stay as they are. */
/*@ requires \valid_read(mapper) && GROWTH_APART(mapper);
    requires ready: beside(mapper);
    requires run: va % 0x1000 == 0 && va + pages * 0x1000 <= 0x10000000000000000;
    requires shown: OF_MODE(all_shown(mapper->info.self_map_slot, va, pages));
    terminates \true;
    exits \false;
    assigns AIMED, TAKEN;
    ensures T4_freed: OF_MODE(all_freed{Pre, Post}(va, pages));
    ensures T4_only: OF_MODE(only_freed{Pre, Post}(va, pages));
    ensures T4_still: \forall integer f; ram_free{Pre}(f) ==> ram_free(f);
    ensures T3_ready: beside(mapper);
*/
static void free_frames(const struct mapper *mapper, uint64_t va, uint64_t pages)
{
    uint64_t frame;
    uint64_t k;

    /*@ loop invariant range: 0 <= k <= pages;
        loop invariant ready: beside(mapper);
        loop invariant freed: OF_MODE(all_freed{Pre, Here}(va, k));
        loop invariant only: OF_MODE(only_freed{Pre, Here}(va, k));
        loop invariant still: \forall integer f; ram_free{Pre}(f) ==> ram_free(f);
        loop invariant kept: \forall integer f; ram_ordinary{Pre}(f) <==> ram_ordinary(f);
        loop assigns k, frame, AIMED, TAKEN;
        loop variant pages - k; */
    for (k = 0; k < pages; k++) {
        /*@ assert here2: mapper->info.mode == 2 ==> pml2_shown(mapper->info.self_map_slot, va, \at(k, Here)); */
        /*@ assert here3: mapper->info.mode == 3 ==> pml3_shown(mapper->info.self_map_slot, va, \at(k, Here)); */
        /*@ assert here4: mapper->info.mode == 4 ==> pml4_shown(mapper->info.self_map_slot, va, \at(k, Here)); */
        /*@ assert here5: mapper->info.mode == 5 ==> pml5_shown(mapper->info.self_map_slot, va, \at(k, Here)); */
        frame = space_frame_at(mapper, va + k * 0x1000);
        /*@ assert at2: mapper->info.mode == 2 ==> pml2_shows_frame{Pre}(va, \at(k, Here), \at(frame, Here)); */
        /*@ assert at3: mapper->info.mode == 3 ==> pml3_shows_frame{Pre}(va, \at(k, Here), \at(frame, Here)); */
        /*@ assert at4: mapper->info.mode == 4 ==> pml4_shows_frame{Pre}(va, \at(k, Here), \at(frame, Here)); */
        /*@ assert at5: mapper->info.mode == 5 ==> pml5_shows_frame{Pre}(va, \at(k, Here), \at(frame, Here)); */
        /*@ assert shows2: mapper->info.mode == 2 ==>
              (\forall integer f; pml2_shows_frame{Pre}(va, \at(k, Here), f) ==> f == \at(frame, Here)); */
        /*@ assert shows3: mapper->info.mode == 3 ==>
              (\forall integer f; pml3_shows_frame{Pre}(va, \at(k, Here), f) ==> f == \at(frame, Here)); */
        /*@ assert shows4: mapper->info.mode == 4 ==>
              (\forall integer f; pml4_shows_frame{Pre}(va, \at(k, Here), f) ==> f == \at(frame, Here)); */
        /*@ assert shows5: mapper->info.mode == 5 ==>
              (\forall integer f; pml5_shows_frame{Pre}(va, \at(k, Here), f) ==> f == \at(frame, Here)); */
        (void)frame_free(frame);
        /*@ assert free: \at(ram_held(\at(frame, Here)), Pre) ==> ram_free(frame); */
        /*@ assert one2: mapper->info.mode == 2 ==> pml2_one_freed{Pre, Here}(va, \at(k, Here)); */
        /*@ assert one3: mapper->info.mode == 3 ==> pml3_one_freed{Pre, Here}(va, \at(k, Here)); */
        /*@ assert one4: mapper->info.mode == 4 ==> pml4_one_freed{Pre, Here}(va, \at(k, Here)); */
        /*@ assert one5: mapper->info.mode == 5 ==> pml5_one_freed{Pre, Here}(va, \at(k, Here)); */
        /*@ assert so_far2: mapper->info.mode == 2 ==> pml2_all_freed{Pre, Here}(va, \at(k, Here) + 1); */
        /*@ assert so_far3: mapper->info.mode == 3 ==> pml3_all_freed{Pre, Here}(va, \at(k, Here) + 1); */
        /*@ assert so_far4: mapper->info.mode == 4 ==> pml4_all_freed{Pre, Here}(va, \at(k, Here) + 1); */
        /*@ assert so_far5: mapper->info.mode == 5 ==> pml5_all_freed{Pre, Here}(va, \at(k, Here) + 1); */
        /*@ assert mine2: mapper->info.mode == 2 ==> pml2_one_shows{Pre}(va, \at(k, Here) + 1, \at(frame, Here)); */
        /*@ assert mine3: mapper->info.mode == 3 ==> pml3_one_shows{Pre}(va, \at(k, Here) + 1, \at(frame, Here)); */
        /*@ assert mine4: mapper->info.mode == 4 ==> pml4_one_shows{Pre}(va, \at(k, Here) + 1, \at(frame, Here)); */
        /*@ assert mine5: mapper->info.mode == 5 ==> pml5_one_shows{Pre}(va, \at(k, Here) + 1, \at(frame, Here)); */
        /*@ assert others2: mapper->info.mode == 2 ==>
              (\forall integer f; pml2_one_shows{Pre}(va, \at(k, Here), f) ==> pml2_one_shows{Pre}(va, \at(k, Here) + 1, f)); */
        /*@ assert others3: mapper->info.mode == 3 ==>
              (\forall integer f; pml3_one_shows{Pre}(va, \at(k, Here), f) ==> pml3_one_shows{Pre}(va, \at(k, Here) + 1, f)); */
        /*@ assert others4: mapper->info.mode == 4 ==>
              (\forall integer f; pml4_one_shows{Pre}(va, \at(k, Here), f) ==> pml4_one_shows{Pre}(va, \at(k, Here) + 1, f)); */
        /*@ assert others5: mapper->info.mode == 5 ==>
              (\forall integer f; pml5_one_shows{Pre}(va, \at(k, Here), f) ==> pml5_one_shows{Pre}(va, \at(k, Here) + 1, f)); */
        /*@ assert only2: mapper->info.mode == 2 ==> pml2_only_freed{Pre, Here}(va, \at(k, Here) + 1); */
        /*@ assert only3: mapper->info.mode == 3 ==> pml3_only_freed{Pre, Here}(va, \at(k, Here) + 1); */
        /*@ assert only4: mapper->info.mode == 4 ==> pml4_only_freed{Pre, Here}(va, \at(k, Here) + 1); */
        /*@ assert only5: mapper->info.mode == 5 ==> pml5_only_freed{Pre, Here}(va, \at(k, Here) + 1); */
    }
}

/* Unmaps pages in a row, beside the database. */
/*@ requires \valid_read(mapper) && GROWTH_APART(mapper);
    requires ready: beside(mapper);
    requires run: pages > 0 ==> OF_MODE(run_ok(mapper->info.self_map_slot, va, pages));
    requires shown: OF_MODE(all_shown(mapper->info.self_map_slot, va, pages));
    terminates \true;
    exits \false;
    assigns UNMAPPED;
    ensures T3_gone: OF_MODE(run_unmapped(&mapper->info, va, pages));
    ensures T3_others: OF_MODE(run_others_kept{Pre, Post}(&mapper->info, va, pages));
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: beside(mapper);
*/
static void unmap_behind(const struct mapper *mapper, uint64_t va, uint64_t pages)
{
    /*@ ghost listed_lemma(); */
    space_unmap_run(mapper, va, pages);
#include "spec/beside_steps.h"
}

/*@ requires \valid_read(mapper) && GROWTH_APART(mapper);
    requires ready: beside(mapper) && pool_ready;
    terminates \true;
    exits \false;
    assigns UNMAPPED, TAKEN, POOL_JOINED;
    ensures T5_less: pool_count == \old(pool_count) - \result.value;
    ensures T5_refused: \result.status != SELFMAP_OK ==> \result.value == 0;
    ensures T5_left: \result.status == SELFMAP_OK ==> end_left(keep);
    ensures T5_stay: end_kept(\result.value, keep);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T3_gone: OF_MODE(run_unmapped(&mapper->info, end_of_pool, \result.value));
    ensures T3_others: OF_MODE(run_others_kept{Pre, Post}(&mapper->info, end_of_pool, \result.value));
    ensures T4_freed: OF_MODE(all_freed{Pre, Post}(end_of_pool, \result.value));
    ensures T4_only: OF_MODE(only_freed{Pre, Post}(end_of_pool, \result.value));
    ensures T4_still: \forall integer f; ram_free{Pre}(f) ==> ram_free(f);
    ensures T3_same: \result.status != SELFMAP_OK ==> OF_MODE(same_map{Pre, Post}(mapper->info.self_map_slot)) && same_ram{Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: beside(mapper);
    ensures T5_ready: pool_ready;
*/
struct pool_answer pool_trim(const struct mapper *mapper, uint64_t keep)
{
    const uint64_t pages = leave_pages(keep);
    const uint64_t end = pool_base + (uint64_t)POOL_PAGE_SIZE * pool_count;
    enum selfmap_status status;

    /*@ assert end: end == end_of_pool; */
    if (pages == 0)
        return answer(0, SELFMAP_OK);
    status = space_check_run(mapper, end, pages);
    if (status != SELFMAP_OK) {
        join_pages(pages);
        /*@ assert none: end_kept(0, keep); */
        return answer(0, status);
    }
    free_frames(mapper, end, pages);
    unmap_behind(mapper, end, pages);
    /*@ assert stay: end_kept(pages, keep); */
    return answer(pages, SELFMAP_OK);
}

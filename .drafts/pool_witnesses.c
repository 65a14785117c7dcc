/*
 * pool_witnesses.c - the pool's contracts can be met: it starts with no pages, hands out when some have joined, takes back,
 * and refuses as it says. Nothing here is linked.
 */
#include "impl/pool/state.h"

#define RECORDS pool_base, pool_count, BLOCKS_ASSIGNED, pool_live[0 .. POOL_WORDS - 1], pool_class_units[0 .. POOL_CLASSES - 1], \
    pool_class_pages[0 .. POOL_CLASSES - 1], pool_class_full[0 .. POOL_CLASSES * SLAB_WORDS - 1], pool_class_of[0 .. CLASS_LARGEST], \
    pool_tag[0 .. POOL_GRANULES - 1], pool_tag_units[0 .. POOL_TAGS - 1], pool_tag_blocks[0 .. POOL_TAGS - 1]

/*@
  predicate none_live{L} = \forall integer w, b; 0 <= w < POOL_WORDS && 0 <= b < WORD_BITS ==> !live(w, b);
  predicate only_live{L}(integer g) = \forall integer w, b; 0 <= w < POOL_WORDS && 0 <= b < WORD_BITS && live(w, b) ==>
    w == g / WORD_BITS && b == g % WORD_BITS;
  logic integer place_of{L}(integer address) = (address - pool_base) / POOL_GRANULE;
*/

void witness_start(void);
uint64_t witness_block(void);
void witness_twice(uint64_t address);
void bad_after_pool_alloc(void);

/* From any state. */
/*@ terminates \true;
    exits \false;
    assigns RECORDS;
    ensures T5_ready: pool_ready;
    ensures T5_none: none_live;
    ensures T5_pages: pool_count == 64 && joined(64);
*/
void witness_start(void)
{
    enum selfmap_status status;
    struct pool_answer block;

    status = pool_init(0xFFFF900000000001);
    /*@ check T5_misaligned: status == SELFMAP_MISALIGNED; */
    status = pool_init(0xFFFF900000000000);
    /*@ check T5_started: status == SELFMAP_OK; */
    /*@ assert none: none_live; */
    block = pool_alloc(16, 7);
    /*@ check T5_no_room: block.status == SELFMAP_NO_ROOM; */
    /*@ assert none_still: none_live; */
    status = pool_extend(64);
    /*@ check T5_joined: status == SELFMAP_OK; */
    (void)status;
    (void)block;
}

/* The first block. */
/*@ requires ready: pool_ready;
    requires none: none_live;
    requires pages: pool_count == 64 && joined(64);
    terminates \true;
    exits \false;
    assigns RECORDS;
    ensures T5_ready: pool_ready;
    ensures T5_allocated: pool_base <= \result <= pool_base + 64 * POOL_PAGE_SIZE - 100 && block_at(\result) && pool_tag[place_of(\result)] == 7;
    ensures T5_only: only_live(place_of(\result));
*/
uint64_t witness_block(void)
{
    struct pool_answer block;

    /*@ assert room: !no_run(1); */
    block = pool_alloc(100, 7);
    /*@ assert T5_allocated: block.status == SELFMAP_OK; */
    return block.value;
}

/* Freed, and freed twice. */
/*@ requires ready: pool_ready;
    requires block: block_at(address) && pool_tag[place_of(address)] == 7;
    requires only: only_live(place_of(address));
    terminates \true;
    exits \false;
    assigns RECORDS;
    ensures T5_ready: pool_ready;
*/
void witness_twice(uint64_t address)
{
    enum selfmap_status status = pool_free(address, 7);

    /*@ check T5_freed: status == SELFMAP_OK; */
    /*@ assert none: none_live; */
    /*@ assert nothing: no_block(address); */
    status = pool_free(address, 7);
    /*@ check T5_twice: status == SELFMAP_NO_BLOCK; */
    (void)status;
}

/* What must not follow from the contracts. */
/*@ requires ready: pool_ready;
    terminates \true;
    exits \false;
    assigns RECORDS;
    ensures T5_still: pool_ready;
*/
void bad_after_pool_alloc(void)
{
    struct pool_answer block = pool_alloc(100, 7);
    enum selfmap_status status = pool_free(pool_base, 7);

    /*@ check must_fail_nothing_follows: \false; */
    /*@ check must_fail_always_allocates: block.status == SELFMAP_OK; */
    /*@ check must_fail_never_allocates: block.status != SELFMAP_OK; */
    /*@ check must_fail_always_frees: status == SELFMAP_OK; */
    /*@ check must_fail_never_frees: status != SELFMAP_OK; */
    (void)block;
    (void)status;
}

/*
 * beside_theorems.c - the mapper beside the frame database (T3, T4): whatever is asked of the mapper, the database stays true. What it says is
 * free and zero is zero still, what it has handed out keeps every byte, and no table of the mapper's is a frame that it could hand out.
 * Nothing here is linked anywhere: a function's contract is the theorem, its body the proof.
 */
#include "spec/beside_logic.h"

/* What a store writes, what taking tables away does, and what making them does. */
#define STORED AIMED, memory64, memory32, OWED
#define TABLES STORED, links64, links32, table_level[0 .. MACHINE_FRAMES - 1], frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota
#define SHRUNK TABLES, frames_order[0 .. FRAMES_LIMIT - 1], frames_place[0 .. FRAMES_SPAN - 1]
#define GROWN TABLES, table_parent[0 .. MACHINE_FRAMES - 1], table_place[0 .. MACHINE_FRAMES - 1], table_prefix[0 .. MACHINE_FRAMES - 1]

/* The theorem, of each function that changes the space. */
#define BEFORE requires \valid_read(mapper) && SUPPLY_APART(mapper); requires ready: beside(mapper); terminates \true; exits \false;
#define AFTER ensures T3_beside: beside(mapper); ensures T4_held: held_kept{Pre, Post};

/*@ BEFORE
    assigns GROWN;
    AFTER
*/
enum selfmap_status map_page_theorem(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint32_t flags)
{
    /*@ ghost listed_lemma(); */
    const enum selfmap_status status = map_page(mapper, va, pfn, flags);
#include "spec/beside_steps.h"
    return status;
}

/*@ BEFORE
    assigns SHRUNK;
    AFTER
*/
enum selfmap_status unmap_page_theorem(const struct mapper *mapper, uint64_t va)
{
    uint64_t pfn = 0;
    /*@ ghost listed_lemma(); */
    const enum selfmap_status status = unmap_page(mapper, va, &pfn);
#include "spec/beside_steps.h"
    return status;
}

/*@ BEFORE
    assigns STORED;
    AFTER
*/
enum selfmap_status protect_page_theorem(const struct mapper *mapper, uint64_t va, uint32_t flags)
{
    /*@ ghost listed_lemma(); */
    const enum selfmap_status status = protect_page(mapper, va, flags);
#include "spec/beside_steps.h"
    return status;
}

/*@ BEFORE
    assigns GROWN;
    AFTER
*/
enum selfmap_status map_range_theorem(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags)
{
    uint64_t done = 0;
    /*@ ghost listed_lemma(); */
    const enum selfmap_status status = map_range(mapper, va, pfn, pages, flags, &done);
#include "spec/beside_steps.h"
    return status;
}

/*@ BEFORE
    assigns SHRUNK;
    AFTER
*/
enum selfmap_status unmap_range_theorem(const struct mapper *mapper, uint64_t va, uint64_t pages)
{
    uint64_t done = 0;
    /*@ ghost listed_lemma(); */
    const enum selfmap_status status = unmap_range(mapper, va, pages, &done);
#include "spec/beside_steps.h"
    return status;
}

/*@ BEFORE
    assigns STORED;
    AFTER
*/
enum selfmap_status protect_range_theorem(const struct mapper *mapper, uint64_t va, uint64_t pages, uint32_t flags)
{
    uint64_t done = 0;
    /*@ ghost listed_lemma(); */
    const enum selfmap_status status = protect_range(mapper, va, pages, flags, &done);
#include "spec/beside_steps.h"
    return status;
}

/*@ BEFORE
    assigns GROWN;
    AFTER
*/
enum selfmap_status map_large_theorem(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t pfn, uint32_t flags)
{
    /*@ ghost listed_lemma(); */
    const enum selfmap_status status = map_large(mapper, va, level, pfn, flags);
#include "spec/beside_steps.h"
    return status;
}

/*@ BEFORE
    assigns SHRUNK;
    AFTER
*/
enum selfmap_status unmap_large_theorem(const struct mapper *mapper, uint64_t va, uint32_t level)
{
    uint64_t pfn = 0;
    /*@ ghost listed_lemma(); */
    const enum selfmap_status status = unmap_large(mapper, va, level, &pfn);
#include "spec/beside_steps.h"
    return status;
}

/*@ BEFORE
    assigns STORED;
    AFTER
*/
enum selfmap_status protect_large_theorem(const struct mapper *mapper, uint64_t va, uint32_t level, uint32_t flags)
{
    /*@ ghost listed_lemma(); */
    const enum selfmap_status status = protect_large(mapper, va, level, flags);
#include "spec/beside_steps.h"
    return status;
}

/*@ BEFORE
    assigns GROWN;
    AFTER
*/
enum selfmap_status split_large_theorem(const struct mapper *mapper, uint64_t va, uint32_t level)
{
    /*@ ghost listed_lemma(); */
    const enum selfmap_status status = split_large(mapper, va, level);
#include "spec/beside_steps.h"
    return status;
}

/*@ BEFORE
    assigns SHRUNK;
    AFTER
*/
enum selfmap_status promote_large_theorem(const struct mapper *mapper, uint64_t va, uint32_t level)
{
    /*@ ghost listed_lemma(); */
    const enum selfmap_status status = promote_large(mapper, va, level);
#include "spec/beside_steps.h"
    return status;
}

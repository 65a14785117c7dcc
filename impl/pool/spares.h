/*
 * spares.h - the spare slots of each class: those that were freed last, while there is room for more. Private to impl/pool.
 *
 * Neither the slab that one is of nor the class's set need hear of it, so that a block that is freed and one of its class that is
 * allocated soon after cost a few steps.
 */
#ifndef SELFMAP_POOL_SPARES_H
#define SELFMAP_POOL_SPARES_H

#include "slabs.h"

/* The class's last spare slot is live now: its granule. Cost: constant. */
/*@ requires ready: pages_ready;
    requires class: class < POOL_CLASSES && pool_spares[class] > 0;
    terminates \true;
    exits \false;
    assigns pool_live[0 .. POOL_WORDS - 1], pool_spares[class];
    ENSURES_SPARES
    ensures T5_place: \result < POOL_GRANULES && pool_class[\result / PAGE_GRANULES] == class;
    ensures T5_taken: live(\result / WORD_BITS, \result % WORD_BITS) && !live{Pre}(\result / WORD_BITS, \result % WORD_BITS);
    ensures T5_live: live_kept{Pre, Post}(\result / WORD_BITS, \result % WORD_BITS);
*/
uint32_t pool_spare_take(uint32_t class);

/* The block at this granule of a slab is free, and its class's last spare slot. Cost: constant. */
/*@ requires ready: pages_ready;
    requires range: granule < POOL_GRANULES && pool_class[granule / PAGE_GRANULES] == class && class < POOL_CLASSES;
    requires live: live(granule / WORD_BITS, granule % WORD_BITS);
    requires room: pool_spares[class] < CLASS_SPARES;
    terminates \true;
    exits \false;
    assigns pool_live[granule / WORD_BITS], pool_spare[CLASS_SPARES * class + pool_spares[class]], pool_spares[class];
    ENSURES_SPARES
    ensures T5_given: !live(granule / WORD_BITS, granule % WORD_BITS);
    ensures T5_live: live_kept{Pre, Post}(granule / WORD_BITS, granule % WORD_BITS);
*/
void pool_spare_give(uint32_t granule, uint32_t class);

/* The class's last spare slot is none any more: its slab knows it. Which slab: its first page. Cost: constant. */
/*@ requires ready: pages_ready;
    requires class: class < POOL_CLASSES && pool_spares[class] > 0;
    terminates \true;
    exits \false;
    assigns SETS_ASSIGNED, pool_slot[0 .. POOL_PAGES - 1], pool_open[0 .. POOL_PAGES - 1], pool_spares[class];
    ENSURES_SETS
    ENSURES_KINDS
    ENSURES_SLABS
    ensures T5_fewer: pool_spares[class] == \old(pool_spares[class]) - 1;
    ensures T5_slab: \result < POOL_PAGES && pool_kind[\result] == POOL_SLAB;
*/
uint32_t pool_spare_drop(uint32_t class);

/* Whether no spare slot is of the slab at this page. Cost: a step per spare slot of its class. */
/*@ requires ready: pages_ready;
    requires slab: page < POOL_PAGES && pool_kind[page] == POOL_SLAB;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures total: \result == 0 || \result == 1;
    ensures T5_elsewhere: \result == 1 ==> spare_elsewhere(page);
*/
uint32_t pool_spare_elsewhere(uint32_t page);

#endif

/*
 * classes.h - the sizes of small blocks: a table, made once. Private to impl/pool.
 *
 * A size is counted in granules of 16 bytes. A class has a slab of 1, 4 or 8 pages, and a bit for each granule of it where a
 * slot starts. Sizes go up by one granule to 256 bytes, then by the next number of slots that a slab has room for.
 */
#ifndef SELFMAP_POOL_CLASSES_H
#define SELFMAP_POOL_CLASSES_H

#include "bits.h"
#include "selfmap/pool.h"

#define POOL_CLASSES 42u
#define POOL_GRANULE 16u
#define PAGE_GRANULES 256u
#define PAGE_WORDS 4u
#define SLAB_WORDS 32u  /* of the longest slab, of 8 pages */
#define CLASS_LARGEST 227u /* granules of the largest class; above, a block is a run of pages */

extern uint32_t pool_class_units[POOL_CLASSES], pool_class_pages[POOL_CLASSES];
extern uint64_t pool_class_full[POOL_CLASSES * SLAB_WORDS];
extern uint8_t pool_class_of[CLASS_LARGEST + 1];

/*@
  predicate class_shapes{L}(integer n) = \forall integer c; 0 <= c < n ==>
    1 <= pool_class_units[c] <= CLASS_LARGEST && 1 <= pool_class_pages[c] <= SLAB_WORDS / PAGE_WORDS;
  // A slot ends inside the slab.
  predicate class_fits{L}(integer n) = \forall integer k, b; 0 <= k < SLAB_WORDS * n && 0 <= b < WORD_BITS && bit(pool_class_full[k], b) ==>
    WORD_BITS * (k % SLAB_WORDS) + b + pool_class_units[k / SLAB_WORDS] <= PAGE_GRANULES * pool_class_pages[k / SLAB_WORDS];
  // And before the next one begins.
  predicate class_spaced{L}(integer n) = \forall integer k, b, l, d; 0 <= k < SLAB_WORDS * n && 0 <= b < WORD_BITS &&
    0 <= l < SLAB_WORDS * n && 0 <= d < WORD_BITS && bit(pool_class_full[k], b) && bit(pool_class_full[l], d) &&
    k / SLAB_WORDS == l / SLAB_WORDS && WORD_BITS * k + b < WORD_BITS * l + d ==>
    WORD_BITS * k + b + pool_class_units[k / SLAB_WORDS] <= WORD_BITS * l + d;
  predicate class_starts{L}(integer n) = \forall integer c; 0 <= c < n ==> bit(pool_class_full[SLAB_WORDS * c], 0);
  predicate class_found{L}(integer largest) = \forall integer u; 1 <= u <= largest ==>
    pool_class_of[u] < POOL_CLASSES && u <= pool_class_units[pool_class_of[u]];
  predicate classes_upto{L}(integer n, integer largest) = class_shapes(n) && class_fits(n) && class_spaced(n) && class_starts(n) &&
    (\forall integer u; 1 <= u <= largest ==> pool_class_of[u] < n && u <= pool_class_units[pool_class_of[u]]);
  // Slots that are a power of two long stand at its multiples; and each power of two up to half a page has a class of its own.
  predicate multiple(integer g, integer units) =
    (units == 2 ==> g % 2 == 0) && (units == 4 ==> g % 4 == 0) && (units == 8 ==> g % 8 == 0) && (units == 16 ==> g % 16 == 0) &&
    (units == 32 ==> g % 32 == 0) && (units == 64 ==> g % 64 == 0) && (units == 128 ==> g % 128 == 0);
  predicate class_multiples{L}(integer n) = \forall integer k, b; 0 <= k < SLAB_WORDS * n && 0 <= b < WORD_BITS &&
    bit(pool_class_full[k], b) ==> multiple(WORD_BITS * (k % SLAB_WORDS) + b, pool_class_units[k / SLAB_WORDS]);
  predicate class_own{L}(integer power, integer largest) = power <= largest ==> pool_class_units[pool_class_of[power]] == power;
  predicate class_powers{L}(integer largest) =
    class_own(2, largest) && class_own(4, largest) && class_own(8, largest) && class_own(16, largest) &&
    class_own(32, largest) && class_own(64, largest) && class_own(128, largest);
  predicate classes_aligned{L} = class_multiples(POOL_CLASSES) && class_powers(CLASS_LARGEST);
  predicate classes_ready{L} = class_shapes(POOL_CLASSES) && class_fits(POOL_CLASSES) && class_spaced(POOL_CLASSES) &&
    class_starts(POOL_CLASSES) && class_found(CLASS_LARGEST);
*/

/* Makes the table. Cost: a few steps per class and slot. */
/*@ terminates \true;
    exits \false;
    assigns pool_class_units[0 .. POOL_CLASSES - 1], pool_class_pages[0 .. POOL_CLASSES - 1],
      pool_class_full[0 .. POOL_CLASSES * SLAB_WORDS - 1], pool_class_of[0 .. CLASS_LARGEST];
    ensures T5_shapes: class_shapes(POOL_CLASSES);
    ensures T5_fits: class_fits(POOL_CLASSES);
    ensures T5_spaced: class_spaced(POOL_CLASSES);
    ensures T5_starts: class_starts(POOL_CLASSES);
    ensures T5_found: class_found(CLASS_LARGEST);
    ensures T5_multiples: class_multiples(POOL_CLASSES);
    ensures T5_powers: class_powers(CLASS_LARGEST);
*/
void pool_classes_make(void);

#endif

/* pool.c - see selfmap/pool.h: allocation (T5). */
#include "face.h"

/* pool_alloc, when no spare slot serves. Out of line: pool_alloc saves no registers then. */
/*@ REQUIRES_AND_ENSURES_OF_ALLOC
*/
__attribute__((noinline)) static struct pool_answer alloc_other(uint64_t size, uint32_t tag)
{
    uint32_t units, granule;

    if (size == 0)
        return answer(0, SELFMAP_BAD_SIZE);
    if (tag >= POOL_TAGS)
        return answer(0, SELFMAP_BAD_TAG);
    if (size > (uint64_t)POOL_GRANULE * POOL_GRANULES)
        return answer(0, SELFMAP_NO_ROOM);
    units = (uint32_t)((size + POOL_GRANULE - 1) / POOL_GRANULE);
    /*@ assert pages: (units + PAGE_GRANULES - 1) / PAGE_GRANULES == (size + POOL_PAGE_SIZE - 1) / POOL_PAGE_SIZE; */
    granule = pool_tagged_alloc(units, tag);
    if (granule == POOL_NO_GRANULE)
        return answer(0, SELFMAP_NO_ROOM);
    /*@ assert place: (address_of(granule) - pool_base) / POOL_GRANULE == granule && (address_of(granule) - pool_base) % POOL_GRANULE == 0; */
    return answer(pool_base + (uint64_t)POOL_GRANULE * granule, SELFMAP_OK);
}

struct pool_answer pool_alloc(uint64_t size, uint32_t tag)
{
    if (size != 0 && size <= (uint64_t)POOL_GRANULE * CLASS_LARGEST && tag < POOL_TAGS) {
        const uint32_t units = (uint32_t)((size - 1) / POOL_GRANULE + 1);
        const uint32_t class = pool_class_of[units];

        /*@ assert units: units == (size + POOL_GRANULE - 1) / POOL_GRANULE; */
        /*@ assert pages: (units + PAGE_GRANULES - 1) / PAGE_GRANULES == (size + POOL_PAGE_SIZE - 1) / POOL_PAGE_SIZE; */
        if (pool_spares[class] != 0) {
            const uint32_t granule = pool_tagged_alloc(units, tag);

            /*@ assert place: (address_of(granule) - pool_base) / POOL_GRANULE == granule && (address_of(granule) - pool_base) % POOL_GRANULE == 0; */
            /*@ assert aligned: address_of(granule) % POOL_GRANULE == 0; */
            return answer(pool_base + (uint64_t)POOL_GRANULE * granule, SELFMAP_OK);
        }
    }
    return alloc_other(size, tag);
}

/*@
  predicate stands_at(integer value, integer alignment) =
    (alignment == 32 ==> value % 32 == 0) && (alignment == 64 ==> value % 64 == 0) && (alignment == 128 ==> value % 128 == 0) &&
    (alignment == 256 ==> value % 256 == 0) && (alignment == 512 ==> value % 512 == 0) && (alignment == 1024 ==> value % 1024 == 0) &&
    (alignment == 2048 ==> value % 2048 == 0) && (alignment == 4096 ==> value % 4096 == 0);
*/

/* Whether it is a power of two, at most a page. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures total: \result == 0 || \result == 1;
    ensures T5_alignment: \result == 1 <==> good_alignment(alignment);
*/
static uint32_t is_alignment(uint64_t alignment)
{
    uint32_t power = 1;

    /*@ loop invariant power: good_alignment(power);
        loop invariant less: \forall integer a; good_alignment(a) && a < power ==> a < alignment;
        loop assigns power;
        loop variant POOL_PAGE_SIZE - power; */
    while (power < alignment && power < POOL_PAGE_SIZE)
        power += power;
    return power == alignment ? 1 : 0;
}

/* The granules to ask for so that the block is aligned: slots of a power of two stand at its multiples, and runs at pages. */
/*@ requires some: 1 <= units <= POOL_GRANULES && 2 <= step <= PAGE_GRANULES;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T5_slot: longer(units, step) <= PAGE_GRANULES ==> \result == power_from(longer(units, step));
    ensures T5_run: longer(units, step) > PAGE_GRANULES ==> \result == units;
*/
static uint32_t aligned_units(uint32_t units, uint32_t step)
{
    const uint32_t least = units < step ? step : units;
    uint32_t power = 2;

    if (least > PAGE_GRANULES)
        return units;
    /*@ loop invariant power: 2 <= power <= PAGE_GRANULES && power_from(power) == power;
        loop invariant least: power <= power_from(least);
        loop assigns power;
        loop variant PAGE_GRANULES - power; */
    while (power < least)
        power += power;
    return power;
}

/* Where a slot of the table stands in its slab; and where it stands in the pool. */
/*@ ghost
  /@ requires classes: class_multiples(POOL_CLASSES);
     requires slot: k < SLAB_WORDS * POOL_CLASSES && b < WORD_BITS && bit(pool_class_full[k], b);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T5_multiple: multiple(WORD_BITS * (k % SLAB_WORDS) + b, pool_class_units[k / SLAB_WORDS]);
  @/
  static void slot_lemma(uint32_t k, uint32_t b)
  {
  }
*/
/*@ ghost
  /@ requires slot: multiple(inner, units);
     requires place: granule == PAGE_GRANULES * head + inner;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T5_multiple: multiple(granule, units);
  @/
  static void slab_lemma(uint32_t granule, uint32_t head, uint32_t inner, uint32_t units)
  {
  }
*/

/* A block that was asked for with a power of two stands at its multiple, or at a page. */
/*@ ghost
  /@ requires ready: pool_ready;
     requires live: granule < POOL_GRANULES && live_at(granule);
     requires class: pool_class[granule / PAGE_GRANULES] != POOL_NO_CLASS ==>
       units <= CLASS_LARGEST && pool_class[granule / PAGE_GRANULES] == pool_class_of[units];
     requires power: units == power_from(units) || units > PAGE_GRANULES;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T5_multiple: granule % PAGE_GRANULES == 0 || (units < PAGE_GRANULES && multiple(granule, units));
  @/
  static void multiple_lemma(uint32_t granule, uint32_t units)
  {
    uint32_t page = granule / PAGE_GRANULES;
    uint32_t class = pool_class[page];
    uint32_t word = granule / WORD_BITS;
    uint32_t offset;

    /@ assert place: word / PAGE_WORDS == page; @/
    if (class != POOL_NO_CLASS) {
      /@ assert units: pool_class_units[class] == units; @/
      /@ assert within: pool_head[page] <= page < pool_head[page] + pool_class_pages[class] && pool_class_pages[class] <= 8; @/
      offset = word - PAGE_WORDS * pool_head[page];
      /@ assert full: bit(pool_class_full[SLAB_WORDS * class + offset], granule % WORD_BITS); @/
      /@ assert row: (SLAB_WORDS * class + offset) / SLAB_WORDS == class && (SLAB_WORDS * class + offset) % SLAB_WORDS == offset; @/
      slot_lemma(SLAB_WORDS * class + offset, granule % WORD_BITS);
      /@ assert slot: multiple(WORD_BITS * offset + granule % WORD_BITS, units); @/
      slab_lemma(granule, pool_head[page], WORD_BITS * offset + granule % WORD_BITS, units);
      return;
    }
    /@ assert run: granule % PAGE_GRANULES == 0; @/
  }
*/

/*@ ghost
  /@ requires alignment: good_alignment(alignment) && alignment <= POOL_GRANULE;
     requires granule: address % POOL_GRANULE == 0;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T5_aligned: address % alignment == 0;
  @/
  static void granule_lemma(uint64_t address, uint64_t alignment)
  {
    /@ assert two: address % 2 == 0 && address % 4 == 0 && address % 8 == 0; @/
  }
*/

/* And its address at a multiple of any alignment that is no longer. */
/*@ ghost
  /@ requires alignment: good_alignment(alignment) && alignment > POOL_GRANULE;
     requires place: address == base + POOL_GRANULE * granule && base % POOL_PAGE_SIZE == 0;
     requires power: units == power_from(units) || units > PAGE_GRANULES;
     requires longer: POOL_GRANULE * units >= alignment;
     requires multiple: granule % PAGE_GRANULES == 0 || (units < PAGE_GRANULES && multiple(granule, units));
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T5_aligned: address % alignment == 0;
  @/
  static void address_lemma(uint64_t address, uint64_t base, uint32_t granule, uint32_t units, uint64_t alignment)
  {
    /@ assert step: granule % PAGE_GRANULES == 0 || multiple(granule, alignment / POOL_GRANULE); @/
    /@ assert stands: stands_at(POOL_GRANULE * granule, alignment); @/
    /@ assert address: stands_at(address, alignment); @/
  }
*/

struct pool_answer pool_alloc_aligned(uint64_t size, uint64_t alignment, uint32_t tag)
{
    struct pool_answer block;
    uint32_t units;

    if (size == 0)
        return answer(0, SELFMAP_BAD_SIZE);
    if (tag >= POOL_TAGS)
        return answer(0, SELFMAP_BAD_TAG);
    if (is_alignment(alignment) == 0)
        return answer(0, SELFMAP_BAD_ALIGNMENT);
    if (alignment <= POOL_GRANULE || size > (uint64_t)POOL_GRANULE * POOL_GRANULES) {
        block = pool_alloc(size, tag);
        /*@ assert short: block.status == SELFMAP_OK ==> alignment <= POOL_GRANULE; */
        /*@ ghost if (block.status == SELFMAP_OK) granule_lemma(block.value, alignment); */
        /*@ assert T5_aligned: block.status == SELFMAP_OK ==> block.value % alignment == 0; */
        return block;
    }
    units = aligned_units((uint32_t)((size + POOL_GRANULE - 1) / POOL_GRANULE), (uint32_t)(alignment / POOL_GRANULE));
    /*@ assert length: (POOL_GRANULE * units + POOL_GRANULE - 1) / POOL_GRANULE == units && POOL_GRANULE * units >= size; */
    /*@ assert pages: (POOL_GRANULE * units + POOL_PAGE_SIZE - 1) / POOL_PAGE_SIZE == (size + POOL_PAGE_SIZE - 1) / POOL_PAGE_SIZE; */
    block = pool_alloc((uint64_t)POOL_GRANULE * units, tag);
    /*@ ghost if (block.status == SELFMAP_OK) {
          uint32_t granule = (uint32_t)((block.value - pool_base) / POOL_GRANULE);
          /@ assert place: block.value == pool_base + POOL_GRANULE * granule; @/
          multiple_lemma(granule, units);
          address_lemma(block.value, pool_base, granule, units, alignment);
        } */
    /*@ assert T5_aligned: block.status == SELFMAP_OK ==> block.value % alignment == 0; */
    return block;
}

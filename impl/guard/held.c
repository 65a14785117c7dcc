/* held.c - see state.h: blocks taken and given back under the lock (T5). Relies on the pool's public functions. */
#include "state.h"

#include "impl/pool/apart.h"

/*@
  // A block that was live is, and as long.
  predicate still_live{K, L}(integer g) = live_at{L}(g) && page_units{L}(g / PAGE_GRANULES) == page_units{K}(g / PAGE_GRANULES);
*/
/* pool_alloc_aligned, and what the live blocks have together then. */
/*@ requires ready: guard_ready;
    requires held: lock_held == 1;
    terminates \true;
    exits \false;
    assigns POOL_ASSIGNED, pool_tag[0 .. POOL_GRANULES - 1];
    ensures T5_ready: pool_ready;
    ensures T5_size: \result.status == SELFMAP_BAD_SIZE <==> size == 0;
    ensures T5_bad_tag: \result.status == SELFMAP_BAD_TAG <==> size != 0 && tag >= POOL_TAGS;
    ensures T5_bad_alignment: \result.status == SELFMAP_BAD_ALIGNMENT <==> size != 0 && tag < POOL_TAGS && !good_alignment(alignment);
    ensures T5_total: \result.status \in {SELFMAP_OK, SELFMAP_BAD_SIZE, SELFMAP_BAD_TAG, SELFMAP_NO_ROOM, SELFMAP_BAD_ALIGNMENT};
    ensures T5_alloc: \result.status == SELFMAP_OK ==> block_at(\result.value) && !block_at{Pre}(\result.value);
    ensures T5_inside: \result.status == SELFMAP_OK ==> \result.value + size <= pool_base + POOL_PAGE_SIZE * pool_count;
    ensures T5_aligned: \result.status == SELFMAP_OK ==> \result.value % alignment == 0;
    ensures T5_enough: \result.status == SELFMAP_OK ==> bytes_at(\result.value) >= size;
    ensures T5_others: \result.status == SELFMAP_OK ==>
      live_kept{Pre, Post}(granule_at(\result.value) / WORD_BITS, granule_at(\result.value) % WORD_BITS);
    ensures T5_lengths: units_kept{Pre, Post}(-1, 0);
    ensures T5_tag: \result.status == SELFMAP_OK ==> pool_tag[granule_at(\result.value)] == tag;
    ensures T5_tags: live_tags_kept{Pre, Post};
    ensures T5_refused: \result.status == SELFMAP_NO_ROOM ==> no_run{Pre}((size + POOL_PAGE_SIZE - 1) / POOL_PAGE_SIZE);
    ensures T5_refused_plain: \result.status == SELFMAP_NO_ROOM && alignment <= POOL_GRANULE && size <= POOL_GRANULE * CLASS_LARGEST ==>
      no_slot{Pre}(pool_class_of[(size + POOL_GRANULE - 1) / POOL_GRANULE]);
    ensures T5_unchanged: \result.status != SELFMAP_OK ==> live_same{Pre, Post};
    ensures T5_tag_figures: figures_kept{Pre, Post}(\result.status == SELFMAP_OK ? tag : -1);
    ensures T5_counted: \result.status == SELFMAP_OK ==>
      pool_tag_units[tag] == (\old(pool_tag_units[tag]) + page_units(granule_at(\result.value) / PAGE_GRANULES)) % FIGURES_MODULO &&
      pool_tag_blocks[tag] == (\old(pool_tag_blocks[tag]) + 1) % FIGURES_MODULO;
    ensures T5_offer_free: \result.status == SELFMAP_OK ==> granule_at(\result.value) + page_units(granule_at(\result.value) / PAGE_GRANULES) <=
      PAGE_GRANULES * pool_count && range_free{Pre}(granule_at(\result.value), page_units(granule_at(\result.value) / PAGE_GRANULES));
    ensures T5_sum: units_live(POOL_GRANULES) == units_live{Pre}(POOL_GRANULES) +
      (\result.status == SELFMAP_OK ? page_units(granule_at(\result.value) / PAGE_GRANULES) : 0);
*/
static struct pool_answer add(uint64_t size, uint64_t alignment, uint32_t tag)
{
    const struct pool_answer block = pool_alloc_aligned(size, alignment, tag);

    /*@ ghost
      uint32_t granule = block.status == SELFMAP_OK ? (uint32_t)((block.value - pool_base) / POOL_GRANULE) : POOL_GRANULES;
      /@ assert fresh: granule < POOL_GRANULES ==> !live_at{Pre}(granule); @/
      uint32_t n = 0;
      /@ loop invariant range: 0 <= n <= POOL_GRANULES;
         loop invariant still: \forall integer g; 0 <= g < n && live_at{Pre}(g) ==> still_live{Pre, Here}(g);
         loop invariant sum: units_live(n) == units_live{Pre}(n) + (granule < n ? page_units(granule / PAGE_GRANULES) : 0);
         loop assigns n;
         loop variant POOL_GRANULES - n; @/
      while (n < POOL_GRANULES) {
        /@ assert place: (n / WORD_BITS) / PAGE_WORDS == n / PAGE_GRANULES; @/
        /@ assert live: n != granule ==> (live_at(n) <==> live_at{Pre}(n)); @/
        /@ assert length: n != granule && live_at{Pre}(n) ==> page_units(n / PAGE_GRANULES) == page_units{Pre}(n / PAGE_GRANULES); @/
        /@ assert still: live_at{Pre}(n) ==> still_live{Pre, Here}(n); @/
        /@ assert other: n != granule ==> units_at(n) == units_at{Pre}(n); @/
        n++;
      }
      if (block.status == SELFMAP_OK) {
        run_of_lemma(granule);
        all_apart_lemma(granule);
        /@ assert still: \forall integer g; 0 <= g < POOL_GRANULES && live_at{Pre}(g) ==> still_live{Pre, Here}(g); @/
        /@ assert others: \forall integer g; 0 <= g < POOL_GRANULES && live_at{Pre}(g) ==> apart(g, granule); @/
        /@ assert T5_offer_free: range_free{Pre}(granule, page_units(granule / PAGE_GRANULES)); @/
      } */
    return block;
}

/* pool_free of a live block, and what the live blocks have together then. */
/*@ requires ready: pool_ready;
    requires held: lock_held == 1;
    requires live: block_at(address);
    terminates \true;
    exits \false;
    assigns POOL_ASSIGNED;
    ensures T5_ready: pool_ready;
    ensures T5_wrong_tag: \result == SELFMAP_WRONG_TAG <==> pool_tag[granule_at(address)] != tag;
    ensures T5_ok: \result == SELFMAP_OK <==> pool_tag[granule_at(address)] == tag;
    ensures T5_free: \result == SELFMAP_OK ==> !block_at(address);
    ensures T5_others: \result == SELFMAP_OK ==> live_kept{Pre, Post}(granule_at(address) / WORD_BITS, granule_at(address) % WORD_BITS);
    ensures T5_lengths: \result == SELFMAP_OK ==> units_kept{Pre, Post}(granule_at(address) / WORD_BITS, granule_at(address) % WORD_BITS);
    ensures T5_unchanged: \result != SELFMAP_OK ==> live_same{Pre, Post} && units_kept{Pre, Post}(-1, 0);
    ensures T5_tag_figures: figures_kept{Pre, Post}(\result == SELFMAP_OK ? tag : -1);
    ensures T5_counted: \result == SELFMAP_OK ==>
      pool_tag_units[tag] == (\old(pool_tag_units[tag]) + FIGURES_MODULO - page_units{Pre}(granule_at(address) / PAGE_GRANULES)) % FIGURES_MODULO &&
      pool_tag_blocks[tag] == (\old(pool_tag_blocks[tag]) + FIGURES_MODULO - 1) % FIGURES_MODULO;
    ensures T5_sum: units_live(POOL_GRANULES) == units_live{Pre}(POOL_GRANULES) -
      (\result == SELFMAP_OK ? page_units{Pre}(granule_at(address) / PAGE_GRANULES) : 0);
*/
static enum selfmap_status drop(uint64_t address, uint32_t tag)
{
    const enum selfmap_status status = pool_free(address, tag);

    /*@ ghost
      uint32_t granule = status == SELFMAP_OK ? (uint32_t)((address - pool_base) / POOL_GRANULE) : POOL_GRANULES;
      uint32_t n = 0;
      /@ loop invariant range: 0 <= n <= POOL_GRANULES;
         loop invariant sum: units_live(n) == units_live{Pre}(n) - (granule < n ? page_units{Pre}(granule / PAGE_GRANULES) : 0);
         loop assigns n;
         loop variant POOL_GRANULES - n; @/
      while (n < POOL_GRANULES) {
        /@ assert place: (n / WORD_BITS) / PAGE_WORDS == n / PAGE_GRANULES; @/
        /@ assert live: n != granule ==> (live_at(n) <==> live_at{Pre}(n)); @/
        /@ assert length: n != granule && live_at{Pre}(n) ==> page_units(n / PAGE_GRANULES) == page_units{Pre}(n / PAGE_GRANULES); @/
        /@ assert other: n != granule ==> units_at(n) == units_at{Pre}(n); @/
        n++;
      } */
    return status;
}

/* A live block has no more granules than all of them. */
/*@ ghost
  /@ requires ready: pool_ready;
     requires live: granule < POOL_GRANULES && live_at(granule);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T5_part: page_units(granule / PAGE_GRANULES) <= units_live(POOL_GRANULES);
  @/
  static void part_lemma(uint32_t granule)
  {
    uint32_t n = 0;

    /@ loop invariant range: 0 <= n <= POOL_GRANULES;
       loop invariant part: units_live(n) >= (granule < n ? page_units(granule / PAGE_GRANULES) : 0);
       loop assigns n;
       loop variant POOL_GRANULES - n; @/
    while (n < POOL_GRANULES) {
      /@ assert place: (n / WORD_BITS) / PAGE_WORDS == n / PAGE_GRANULES; @/
      /@ assert slab: live_at(n) && pool_class[n / PAGE_GRANULES] != POOL_NO_CLASS ==> pool_class[n / PAGE_GRANULES] < POOL_CLASSES; @/
      /@ assert run: live_at(n) && pool_class[n / PAGE_GRANULES] == POOL_NO_CLASS ==> pool_kind[n / PAGE_GRANULES] == POOL_RUN; @/
      /@ assert some: units_at(n) >= 0; @/
      n++;
    }
  }
*/

/* Whether the block that was offered may be handed out: room below the cap, and nobody wrote to it. If somebody did, it is filled anew. */
/*@ requires ready: pool_ready && guard_options <= GUARD_OPTIONS && guard_bytes <= guard_cap;
    requires held: lock_held == 1;
    requires inside: pool_base <= address && bytes >= 1 && address + bytes <= pool_base + POOL_PAGE_SIZE * pool_count;
    terminates \true;
    exits \false;
    assigns guard_memory[0 .. POOL_BYTES - 1];
    ensures T5_total: \result \in {SELFMAP_OK, SELFMAP_CAPPED, SELFMAP_USED_FREED};
    ensures T5_capped: \result == SELFMAP_CAPPED <==> over(bytes);
    ensures T5_used_freed: \result == SELFMAP_USED_FREED <==> !over(bytes) && poisoned &&
      !all_bytes{Pre}(address - pool_base, bytes, GUARD_POISON_BYTE);
    ensures T5_refilled: \result == SELFMAP_USED_FREED ==> all_bytes(address - pool_base, bytes, GUARD_POISON_BYTE);
    ensures T5_memory: bytes_kept{Pre, Post}(address - pool_base, bytes);
    ensures T5_memory_same: \result != SELFMAP_USED_FREED ==> bytes_kept{Pre, Post}(0, 0);
*/
static enum selfmap_status verdict(uint64_t address, uint64_t bytes)
{
    if (bytes > guard_cap - guard_bytes)
        return SELFMAP_CAPPED;
    if (guard_options / GUARD_POISON % 2 == 0 || guard_differs(address, bytes, GUARD_POISON_BYTE) == 0)
        return SELFMAP_OK;
    guard_fill(address, bytes, GUARD_POISON_BYTE);
    return SELFMAP_USED_FREED;
}

/* What was added and taken away again, modulo 2^32. */
/*@ ghost
  /@ requires less: figure < FIGURES_MODULO && more < FIGURES_MODULO;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T5_back: ((figure + more) % FIGURES_MODULO + FIGURES_MODULO - more) % FIGURES_MODULO == figure;
  @/
  static void back_lemma(uint64_t figure, uint64_t more)
  {
    /@ assert sum: (figure + more) % FIGURES_MODULO == (figure + more < FIGURES_MODULO ? figure + more : figure + more - FIGURES_MODULO); @/
  }
*/

struct pool_answer guard_take(uint64_t size, uint64_t alignment, uint32_t tag)
{
    const uint64_t zone = guard_options % 2 != 0 ? GUARD_ZONE : 0;
    const uint64_t need = 0 < size && size <= POOL_BYTES ? size + zone : size;
    struct pool_answer block;
    enum selfmap_status status;
    uint64_t bytes;

    /*@ assert need: need == needed(size); */
    /*@ ghost offer_place = 0; offer_bytes = 0; */
    /*@ ghost uint64_t tag_units = tag < POOL_TAGS ? pool_tag_units[tag] : 0; */
    /*@ ghost uint64_t tag_blocks = tag < POOL_TAGS ? pool_tag_blocks[tag] : 0; */
    if (need > guard_cap - guard_bytes)
        return answer(0, SELFMAP_CAPPED);
    block = add(need, alignment, tag);
    if (block.status != SELFMAP_OK) {
        /*@ assert T5_refused_plain: block.status == SELFMAP_NO_ROOM && alignment <= POOL_GRANULE && needed(size) <= POOL_GRANULE * CLASS_LARGEST ==>
              no_slot{Pre}(pool_class_of[(needed(size) + POOL_GRANULE - 1) / POOL_GRANULE]); */
        return answer(0, block.status);
    }
    /*@ ghost uint32_t granule = (uint32_t)((block.value - pool_base) / POOL_GRANULE); */
    bytes = pool_size_of(block.value).value;
    /*@ ghost offer_place = block.value - pool_base; offer_bytes = bytes; */
    /*@ assert offer: offer_place % POOL_GRANULE == 0 && offer_bytes % POOL_GRANULE == 0 && offer_place / POOL_GRANULE == granule &&
          offer_bytes / POOL_GRANULE == page_units(granule / PAGE_GRANULES); */
    /*@ assert offer_inside: offer_place + offer_bytes <= POOL_PAGE_SIZE * pool_count; */
    /*@ assert T5_offer_free: range_free{Pre}(offer_place / POOL_GRANULE, offer_bytes / POOL_GRANULE); */
    status = verdict(block.value, bytes);
    if (status != SELFMAP_OK) {
        /*@ assert dead: !live{Pre}(granule / WORD_BITS, granule % WORD_BITS); */
        /*@ assert length: page_units(granule / PAGE_GRANULES) == bytes / POOL_GRANULE; */
        /*@ assert more: pool_tag_units[tag] == (tag_units + bytes / POOL_GRANULE) % FIGURES_MODULO; */
        (void)drop(block.value, tag);
        /*@ assert less: pool_tag_units[tag] ==
              ((tag_units + bytes / POOL_GRANULE) % FIGURES_MODULO + FIGURES_MODULO - bytes / POOL_GRANULE) % FIGURES_MODULO; */
        /*@ ghost back_lemma(tag_units, bytes / POOL_GRANULE); */
        /*@ ghost back_lemma(tag_blocks, 1); */
        /*@ assert T5_lengths: units_kept{Pre, Here}(-1, 0); */
        /*@ assert T5_tag_units: pool_tag_units[tag] == \at(pool_tag_units[tag], Pre); */
        /*@ assert T5_tag_blocks: pool_tag_blocks[tag] == \at(pool_tag_blocks[tag], Pre); */
        /*@ assert T5_tag_figures: figures_kept{Pre, Here}(-1); */
        return answer(0, status);
    }
    guard_bytes += bytes;
    if (zone != 0)
        guard_fill(block.value + bytes - GUARD_ZONE, GUARD_ZONE, GUARD_ZONE_BYTE);
    return block;
}

enum selfmap_status guard_give_back(uint64_t address, uint32_t tag)
{
    const struct pool_answer size = pool_size_of(address);
    enum selfmap_status status;

    if (size.status != SELFMAP_OK)
        return size.status;
    if (guard_options % 2 != 0 && guard_differs(address + size.value - GUARD_ZONE, GUARD_ZONE, GUARD_ZONE_BYTE) != 0)
        return SELFMAP_DAMAGED;
    /*@ ghost part_lemma((uint32_t)((address - pool_base) / POOL_GRANULE)); */
    status = drop(address, tag);
    if (status != SELFMAP_OK)
        return status;
    guard_bytes -= size.value;
    if (guard_options / GUARD_POISON % 2 != 0)
        guard_fill(address, size.value, GUARD_POISON_BYTE);
    return SELFMAP_OK;
}

/*
 * translate_template.h - what the walk of an address finds, in the words of mapper.h. Relies on walk_template.h.
 */

/* The cache type of a leaf by the PAT layout of mapper.h. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures cache: \result == SPEC(cache_of)(level, word) * 0x10;
*/
static uint32_t MODE(cache_of)(uint32_t level, WORD word)
{
    if (level == 1 ? word / 0x80 % 2 == 1 : word / 0x1000 % 2 == 1)
        return MAP_WRITE_COMBINING;
    if (word / 0x10 % 2 == 1)
        return MAP_UNCACHED;
    return word / 8 % 2 == 1 ? MAP_WRITE_THROUGH : MAP_WRITE_BACK;
}

/* What a leaf grants. Tables grant everything (design 5.1), so this is the effective right over all levels. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures flags: \result == SPEC(map_flags)(level, word);
*/
static uint32_t MODE(flags_of)(uint32_t level, WORD word)
{
    const uint32_t low = (word / 2 % 2 == 1 ? MAP_WRITE : 0u) + (word / 4 % 2 == 1 ? MAP_USER : 0u) +
                         (word / 0x100 % 2 == 1 ? MAP_GLOBAL : 0u);

    return low + (EXECUTABLE(word) ? MAP_EXECUTE : 0u) + MODE(cache_of)(level, word);
}

/* A and D, which the CPU may show set, say nothing about the mapping. */
/*@ ghost
  /@ requires same: SPEC(same_but_ad)(seen, word);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures present: seen % 2 == word % 2;
     ensures frame: \forall integer level; SPEC(raw_pfn)(level, seen) == SPEC(raw_pfn)(level, word);
     ensures flags: \forall integer level; SPEC(map_flags)(level, seen) == SPEC(map_flags)(level, word);
  @/
  void MODE(seen_lemma)(WORD seen, WORD word)
  {
    /@ assert part2: seen / 2 == seen / 0x20 * 0x10 + seen % 0x20 / 2 && word / 2 == word / 0x20 * 0x10 + word % 0x20 / 2; @/
    /@ assert bit2: seen / 2 % 2 == word / 2 % 2; @/
    /@ assert part4: seen / 4 == seen / 0x20 * 8 + seen % 0x20 / 4 && word / 4 == word / 0x20 * 8 + word % 0x20 / 4; @/
    /@ assert bit4: seen / 4 % 2 == word / 4 % 2; @/
    /@ assert part8: seen / 8 == seen / 0x20 * 4 + seen % 0x20 / 8 && word / 8 == word / 0x20 * 4 + word % 0x20 / 8; @/
    /@ assert bit8: seen / 8 % 2 == word / 8 % 2; @/
    /@ assert part16: seen / 0x10 == seen / 0x20 * 2 + seen % 0x20 / 0x10 && word / 0x10 == word / 0x20 * 2 + word % 0x20 / 0x10; @/
    /@ assert bit16: seen / 0x10 % 2 == word / 0x10 % 2; @/
    /@ assert high1: seen / 0x100 == seen / 0x80 / 2 && word / 0x100 == word / 0x80 / 2; @/
    /@ assert high2: seen / 0x1000 == seen / 0x80 / 0x20 && word / 0x1000 == word / 0x80 / 0x20; @/
    /@ assert high3: seen / 0x8000000000000000 == seen / 0x80 / 0x100000000000000 &&
         word / 0x8000000000000000 == word / 0x80 / 0x100000000000000; @/
  }
*/

/* Tells the caller. */
/*@ requires told: \valid(mapping) && APART(mapping) && \valid_read(info) && APART(info) && \separated(mapping, info);
    requires ready: SPEC(ready)(info);
    terminates \true;
    exits \false;
    assigns *mapping;
    ensures told: mapping->pfn == pfn && mapping->flags == flags && mapping->level == level;
    ensures ready: SPEC(ready)(info);
*/
static void MODE(tell)(struct mapping *mapping, uint64_t pfn, uint32_t flags, uint32_t level) /*@ ghost (const struct pagemap_info *info) */
{
    mapping->pfn = pfn;
    mapping->flags = flags;
    mapping->level = level;
    /*@ assert fields: *info == \at(*info, Pre); */
    /*@ assert kept: SPEC(info)(info); */
    /*@ assert tree: SPEC(tree)(info->self_map_slot); */
    /*@ assert decoded: SPEC(decoded)(info->frame_limit); */
    /*@ assert clean: SPEC(clean)(info->leaf_levels); */
    /*@ assert counted: SPEC(counted); */
}

/* The mapping of these indices, whatever the size of its page. */
/*@ requires \valid_read(info) && APART(info);
    requires ready: SPEC(ready)(info);
    requires canonical: SPEC(canonical)(va);
    requires tuple: SPEC(indices)(V1) && OF_VA && SPEC(outside)(info->self_map_slot, V2);
    requires \valid(mapping) && APART(mapping) && \separated(mapping, info);
    terminates \true;
    exits \false;
    assigns AIMED, *mapping;
    ensures ready: SPEC(ready)(info);
    ensures absent: \result == SELFMAP_NOT_MAPPED <==> SPEC(word_at)(V1) == 0;
    ensures total: \result == SELFMAP_OK || \result == SELFMAP_NOT_MAPPED;
    ensures found: \result == SELFMAP_OK ==> SPEC(is_mapping)(mapping, va, V1);
    ensures unchanged: \result != SELFMAP_OK ==> *mapping == \old(*mapping);
*/
static enum selfmap_status MODE(translate_at)(const struct pagemap_info *info, uint64_t va, struct mapping *mapping) /*@ ghost (TUPLE1) */
{
    const uint32_t level = MODE(descend)(info, va) /*@ ghost (V1) */;
    const WORD word = MODE(load)(info, level, va) /*@ ghost (V1) */;
    uint64_t frame;
    uint32_t flags;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert at: 0 <= aim_frame < MACHINE_FRAMES && 0 <= aim_place < ENTRIES; */
    /*@ assert word: MEMORY.word[TABLE(level)][PLACE(level)] == SPEC(word_at)(V1); */
    /*@ assert level: SPEC(word_at)(V1) != 0 ==> level == SPEC(level_at)(V1); */
    if (word % 2 == 0) {
        /*@ assert absent: SPEC(word_at)(V1) == 0; */
        return SELFMAP_NOT_MAPPED;
    }
    /*@ assert there: SPEC(word_at)(V1) != 0; */
    /*@ ghost MODE(seen_lemma)(word, MEMORY.word[aim_frame][aim_place]); */
    frame = word / 0x1000 % FRAME_LIMIT;
    if (level > 1)
        frame -= word / 0x1000 % 2; /* bit 12 of a large leaf is PAT (table 4-18) */
    /*@ assert frame: frame == SPEC(raw_pfn)(level, SPEC(word_at)(V1)); */
    flags = MODE(flags_of)(level, word);
    /*@ assert flags: flags == SPEC(map_flags)(level, SPEC(word_at)(V1)); */
    frame += PAGES_INSIDE(level, va);
    MODE(tell)(mapping, frame, flags, level) /*@ ghost (info) */;
    /*@ assert still: SPEC(word_at)(V1) != 0; */
    return SELFMAP_OK;
}

/*
 * split_logic.h - a large page taken apart, and put together again, and what the mapper's functions promise of it (T3), in the
 * words of large_logic.h. A template like it. Part k of a large page is leaf k of the table that stands in its place: a page of
 * 4 KiB in one of level 2, a page of 2 MiB in one of level 3.
 */

/*@
  // The word of part k that the walk reads, 0 when no page of that size is there.
  logic integer SPEC(part){L}(integer level, integer k, P1) = SHARE(level, SPEC(w2)(V3, k), SPEC(w1)(V2, k));

  // The first part of a large leaf: of level 2, PS goes, and the PAT bit moves from bit 12 to bit 7, where a PTE has it (SDM Vol. 3A,
  // tables 4-18 and 4-20); of level 3 it is the same word. And the leaf that a first part begins.
  logic integer SPEC(first_part)(integer level, integer word) = SHARE(level, word, word - (word / 0x1000 % 2 == 1 ? 0x1000 : 0x80));
  logic integer SPEC(whole)(integer level, integer word) = SHARE(level, word, word + (word / 0x80 % 2 == 1 ? 0x1000 : 0x80));
  predicate SPEC(run_aligned)(integer level, integer pfn) = pfn % PAGES(level) == 0;

  // The leaf of part k, from that of the first part.
  logic integer SPEC(later)(integer level, integer word, integer k) = SHARE(level, word + k * 0x200000, word + k * 0x1000);
  // Every part reads the first one's word but for the frame, which goes up by a part's size; the same, A and D masked.
  predicate SPEC(parts_are){L}(integer level, integer word, P1) = \forall integer k; 0 <= k < ENTRIES ==>
    SPEC(part)(level, k, V1) == SPEC(later)(level, word, k);
  predicate SPEC(parts_same){L}(integer level, integer word, P1) = \forall integer k; 0 <= k < ENTRIES ==>
    SPEC(same_but_ad)(SPEC(part)(level, k, V1), SPEC(later)(level, word, k));
  // The parts make one large page.
  predicate SPEC(uniform){L}(integer level, P1) = SPEC(part)(level, 0, V1) != 0 &&
    SPEC(run_aligned)(level, SPEC(raw_pfn)(level - 1, SPEC(part)(level, 0, V1))) &&
    SPEC(parts_same)(level, SPEC(part)(level, 0, V1), V1);

  // The same of the words of a table: the first n of them are a row; all of them are leaves.
  predicate SPEC(row_same){L}(integer level, integer at, integer n, integer word) = \forall integer i; 0 <= i < n ==>
    SPEC(same_but_ad)(MEMORY.word[at][i], SPEC(later)(level, word, i));
  predicate SPEC(row_of_leaves){L}(integer level, integer at) = \forall integer i; 0 <= i < ENTRIES ==>
    MEMORY.word[at][i] % 2 == 1 && SHARE(level, LINKS.child[at][i] == -1, \true);

  // The answers of the two functions to what stands there, each exactly when it applies (the order of mapper.h).
  predicate SPEC(split_state){L}(integer level, P1, integer status) =
    (status == SELFMAP_TABLE_IN_WAY <==> SPEC(table_there)(level, V1)) &&
    (status == SELFMAP_LARGE_IN_WAY <==> SPEC(larger_there)(level, V1)) &&
    (status == SELFMAP_NOT_MAPPED <==> !SPEC(table_there)(level, V1) && SPEC(word_at)(V1) == 0) &&
    (status == SELFMAP_BAD_FRAME <==> SPEC(own)(level, V1) != 0 && !SPEC(run_aligned)(level, SPEC(raw_pfn)(level, SPEC(own)(level, V1)))) &&
    (status == SELFMAP_NO_FRAMES <==> SPEC(own)(level, V1) != 0 && SPEC(run_aligned)(level, SPEC(raw_pfn)(level, SPEC(own)(level, V1))) &&
      frames_available == 0) &&
    (status == SELFMAP_OK <==> SPEC(own)(level, V1) != 0 && SPEC(run_aligned)(level, SPEC(raw_pfn)(level, SPEC(own)(level, V1))) &&
      frames_available > 0);
  predicate SPEC(promote_state){L}(integer va, integer level, P1, integer status) =
    (status == SELFMAP_LARGE_IN_WAY <==> SPEC(larger_there)(level, V1)) &&
    (status == SELFMAP_ALREADY_MAPPED <==> SPEC(own)(level, V1) != 0) &&
    (status == SELFMAP_NOT_MAPPED <==> !SPEC(table_there)(level, V1) && SPEC(word_at)(V1) == 0) &&
    (status == SELFMAP_TABLE_IN_WAY <==> SPEC(table_there)(level, V1) && PINNED(level - 1, va) != 0) &&
    (status == SELFMAP_NOT_UNIFORM <==> SPEC(table_there)(level, V1) && PINNED(level - 1, va) == 0 && !SPEC(uniform)(level, V1)) &&
    (status == SELFMAP_OK <==> SPEC(table_there)(level, V1) && PINNED(level - 1, va) == 0 && SPEC(uniform)(level, V1));

  // And their effects.
  predicate SPEC(was_split){K, L}(integer level, P1) =
    SPEC(same_but_ad)(SPEC(part){L}(level, 0, V1), SPEC(first_part)(level, SPEC(own){K}(level, V1))) &&
    SPEC(parts_are){L}(level, SPEC(part){L}(level, 0, V1), V1);
  predicate SPEC(was_promoted){K, L}(integer level, P1) =
    SPEC(same_but_ad)(SPEC(own){L}(level, V1), SPEC(whole)(level, SPEC(part){K}(level, 0, V1))) &&
    SPEC(large_reads){L}(level, SPEC(own){L}(level, V1), V1);

  // The same by address.
  predicate SPEC(split_status){L}(struct pagemap_info *info, integer va, integer level, integer status) =
    SPEC(large_refused)(info, va, level, status) &&
    (SPEC(large_ok)(info, va, level) ==> SPEC(split_state)(level, INDICES(va), status));
  predicate SPEC(promote_status){L}(struct pagemap_info *info, integer va, integer level, integer status) =
    SPEC(large_refused)(info, va, level, status) &&
    (SPEC(large_ok)(info, va, level) ==> SPEC(promote_state)(va, level, INDICES(va), status));
  predicate SPEC(is_split){K, L}(integer va, integer level) = SPEC(was_split){K, L}(level, INDICES(va));
  predicate SPEC(is_promoted){K, L}(integer va, integer level) = SPEC(was_promoted){K, L}(level, INDICES(va));
*/

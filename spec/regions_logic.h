/*
 * regions_logic.h - the ranges of the region allocator: what is well formed, what is reserved, what fits (T5).
 *
 * A range is a descriptor d that is not spare. Facts are local (a range and its neighbour) but for `regions_apart`; together
 * they say that the ranges tile [base, base + pages): the first begins at base, each next one where its forerunner ends, the
 * last ends at the end.
 */
#ifndef SPEC_REGIONS_LOGIC_H
#define SPEC_REGIONS_LOGIC_H

/*@
  predicate region_range{L}(integer d) = region_state[d] != REGION_SPARE;
  predicate region_free{L}(integer d) = region_state[d] == REGION_FREE;
  predicate region_reserved{L}(integer d) = region_state[d] == REGION_RESERVED;
  // The page that a reservation is known by: behind the guard below, where there is one.
  logic integer region_handed{L}(integer d) = region_first[d] + region_guards[d] % 2;

  predicate regions_bounds{L} = regions_base + regions_pages <= REGIONS_LAST_PAGE && regions_spare <= REGIONS_LIMIT &&
    regions_top <= REGIONS_LIMIT;
  predicate regions_states{L} = \forall integer d; 0 <= d < REGIONS_LIMIT ==>
    region_state[d] <= REGION_RESERVED && region_guards[d] < REGIONS_GUARDS_LIMIT;
  predicate regions_inside{L} = \forall integer d; 0 <= d < REGIONS_LIMIT && region_range(d) ==>
    regions_base <= region_first[d] && 1 <= region_pages[d] && region_first[d] + region_pages[d] <= regions_base + regions_pages;
  predicate regions_forward{L} = \forall integer d; 0 <= d < REGIONS_LIMIT && region_range(d) && region_next[d] != REGION_NONE ==>
    region_next[d] < REGIONS_LIMIT && region_range(region_next[d]) && region_prev[region_next[d]] == d &&
    region_first[region_next[d]] == region_first[d] + region_pages[d];
  predicate regions_back{L} = \forall integer d; 0 <= d < REGIONS_LIMIT && region_range(d) && region_prev[d] != REGION_NONE ==>
    region_prev[d] < REGIONS_LIMIT && region_range(region_prev[d]) && region_next[region_prev[d]] == d;
  predicate regions_ends{L} = \forall integer d; 0 <= d < REGIONS_LIMIT && region_range(d) ==>
    (region_prev[d] == REGION_NONE ==> region_first[d] == regions_base) &&
    (region_next[d] == REGION_NONE ==> region_first[d] + region_pages[d] == regions_base + regions_pages);
  predicate regions_apart{L} = \forall integer d, e; 0 <= d < REGIONS_LIMIT && 0 <= e < REGIONS_LIMIT && d != e &&
    region_range(d) && region_range(e) ==>
    region_first[d] + region_pages[d] <= region_first[e] || region_first[e] + region_pages[e] <= region_first[d];
  predicate regions_merged{L} = \forall integer d; 0 <= d < REGIONS_LIMIT && region_free(d) && region_next[d] != REGION_NONE ==>
    !region_free(region_next[d]);

  // The descriptors that are no range: region_order[0 .. regions_spare - 1]; region_place is the inverse.
  predicate regions_inverse{L} = \forall integer k; 0 <= k < REGIONS_LIMIT ==>
    region_order[k] < REGIONS_LIMIT && region_place[region_order[k]] == k &&
    region_place[k] < REGIONS_LIMIT && region_order[region_place[k]] == k;
  predicate regions_spares{L} = \forall integer d; 0 <= d < REGIONS_LIMIT ==>
    (region_state[d] == REGION_SPARE <==> region_place[d] < regions_spare);

  // No range has ever stood at or above regions_top: nobody has to look there.
  predicate regions_unused{L} = \forall integer d; regions_top <= d < REGIONS_LIMIT ==> region_state[d] == REGION_SPARE;

  // The tree of the longest free ranges: a leaf for each descriptor, each node the greater of the two below it.
  predicate longest_node{L}(integer n) = region_most[n] ==
    (region_most[2 * n] < region_most[2 * n + 1] ? region_most[2 * n + 1] : region_most[2 * n]);
  predicate longest_tree{L} = \forall integer n; 1 <= n < REGIONS_LIMIT ==> longest_node(n);
  predicate longest_leaves{L} = \forall integer d; 0 <= d < REGIONS_LIMIT ==>
    region_most[REGIONS_LIMIT + d] == (region_state[d] == REGION_FREE ? region_pages[d] : 0);

  predicate regions_tiled{L} = regions_inside && regions_forward && regions_back && regions_ends && regions_apart;
  predicate regions_ready{L} = regions_bounds && regions_states && regions_tiled && regions_merged && regions_inverse &&
    regions_spares && regions_unused && longest_tree && longest_leaves;

  // A reservation that is known by this page.
  predicate region_known{L}(integer d, integer first) = 0 <= d < REGIONS_LIMIT && region_reserved(d) && region_handed(d) == first;
  // Every reservation is longer than its guards: so the page that it is known by is its own. A range in motion may not be.
  logic integer region_room{L}(integer d) = region_pages[d] - region_guards[d] % 2 - region_guards[d] / 2;
  predicate regions_whole{L} = \forall integer d; 0 <= d < REGIONS_LIMIT && region_reserved(d) ==> 1 <= region_room(d);
  // No two are known by the same page.
  predicate regions_distinct{L} = \forall integer d, e; 0 <= d < REGIONS_LIMIT && 0 <= e < REGIONS_LIMIT &&
    region_reserved(d) && region_reserved(e) && region_handed(d) == region_handed(e) ==> d == e;

  predicate regions_alignment(integer a) = a == 1 || a == 2 || a == 4 || a == 8 || a == 0x10 || a == 0x20 || a == 0x40 ||
    a == 0x80 || a == 0x100 || a == 0x200 || a == 0x400 || a == 0x800 || a == 0x1000 || a == 0x2000 || a == 0x4000 ||
    a == 0x8000 || a == 0x10000 || a == 0x20000 || a == 0x40000;
  // `need` pages from `start` lie in the free range d, and the page `lead` behind start is aligned.
  predicate region_holds{L}(integer d, integer start, integer need, integer alignment, integer lead) = region_free(d) &&
    region_first[d] <= start && start + need <= region_first[d] + region_pages[d] && (start + lead) % alignment == 0;
  predicate region_fits{L}(integer d, integer need, integer alignment, integer lead) =
    \exists integer start; region_holds(d, start, need, alignment, lead);

  // Every reservation but that of descriptor d is what it was, and none is new.
  predicate regions_kept{L1, L2}(integer d) = \forall integer e; 0 <= e < REGIONS_LIMIT && e != d ==>
    (region_reserved{L1}(e) <==> region_reserved{L2}(e)) && (region_reserved{L1}(e) ==>
    \at(region_first[e], L1) == \at(region_first[e], L2) && \at(region_pages[e], L1) == \at(region_pages[e], L2) &&
    \at(region_guards[e], L1) == \at(region_guards[e], L2));
  predicate regions_kept_but{L1, L2}(integer d, integer r) = \forall integer e; 0 <= e < REGIONS_LIMIT && e != d && e != r ==>
    (region_reserved{L1}(e) <==> region_reserved{L2}(e)) && (region_reserved{L1}(e) ==>
    \at(region_first[e], L1) == \at(region_first[e], L2) && \at(region_pages[e], L1) == \at(region_pages[e], L2) &&
    \at(region_guards[e], L1) == \at(region_guards[e], L2));
  // A reservation more, in descriptor d, handed out as `first`; or one less.
  predicate regions_added{L1, L2}(integer d, integer first, integer pages, integer guards) = 0 <= d < REGIONS_LIMIT &&
    !region_reserved{L1}(d) && region_reserved{L2}(d) && \at(region_first[d], L2) == first - guards % 2 &&
    \at(region_pages[d], L2) == pages + guards % 2 + guards / 2 && \at(region_guards[d], L2) == guards && regions_kept{L1, L2}(d);
  predicate regions_removed{L1, L2}(integer d, integer first) = 0 <= d < REGIONS_LIMIT && region_reserved{L1}(d) &&
    region_handed{L1}(d) == first && !region_reserved{L2}(d) && regions_kept{L1, L2}(d);
  predicate regions_same{L1, L2} = \at(regions_spare, L1) == \at(regions_spare, L2) &&
    \at(regions_top, L1) == \at(regions_top, L2) && (\forall integer e; 0 <= e < REGIONS_LIMIT ==>
    \at(region_state[e], L1) == \at(region_state[e], L2) && \at(region_first[e], L1) == \at(region_first[e], L2) &&
    \at(region_pages[e], L1) == \at(region_pages[e], L2) && \at(region_guards[e], L1) == \at(region_guards[e], L2) &&
    \at(region_next[e], L1) == \at(region_next[e], L2) && \at(region_prev[e], L1) == \at(region_prev[e], L2) &&
    \at(region_order[e], L1) == \at(region_order[e], L2) && \at(region_place[e], L1) == \at(region_place[e], L2)) &&
    (\forall integer n; 0 <= n < 2 * REGIONS_LIMIT ==> \at(region_most[n], L1) == \at(region_most[n], L2));
*/

#endif

/*
 * supply_template.h - the mapper of one mode and the supply of its frame source (T3, T4): after frames_fill, frames_drain and frames_claim
 * the space is as ready as before, and every page reads what it read. Nothing here is linked anywhere: a function's contract is the
 * theorem, its body the proof.
 */
#include "impl/mapper/place_template.h"

/* What the three may change. */
#undef SUPPLIED
#define SUPPLIED ram_zeroed, ram_dirty_from, frame_kinds[0 .. RAM_LIMIT - 1], frames_lent, frames_free, frames_order[0 .. FRAMES_LIMIT - 1], \
    frames_place[0 .. FRAMES_SPAN - 1], table_level[0 .. MACHINE_FRAMES - 1], table_lent[0 .. MACHINE_FRAMES - 1], REST

/* The supply fills the source. */
/*@ requires \valid_read(info) && SUPPLY_APART(info);
    requires ready: SPEC(ready)(info) && supply_ready;
    terminates \true;
    exits \false;
    assigns SUPPLIED, frames_used[0 .. FRAMES_SPAN - 1], memory64, memory32, links64, links32;
    ensures T3_ready: SPEC(ready)(info) && supply_ready;
    ensures T3_same: SPEC(same_map){Pre, Post}(info->self_map_slot);
    ensures T4_lent: only_lent{Pre, Post};
*/
void MODE(fill_theorem)(const struct pagemap_info *info, uint32_t count)
{
    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    frames_fill(count);
    /*@ ghost REST = MEMORY; */
    /*@ ghost
      int n = 0;
      /@ loop invariant range: 0 <= n <= ENTRIES;
         loop invariant own: \forall integer f; 0 <= f < MACHINE_FRAMES && \at(table_level[f], Pre) >= -1 ==>
           SPEC(in_use)(f, n) == \at(SPEC(in_use)(f, \at(n, Here)), Pre);
         loop invariant fresh: \forall integer f; 0 <= f < MACHINE_FRAMES && fresh(f) ==> SPEC(in_use)(f, n) == 0;
         loop assigns n;
         loop variant ENTRIES - n; @/
      while (n < ENTRIES)
        n++;
    */
    /*@ assert tables: \forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] >= 0 ==> own_same{Pre, Here}(f) && \at(table_level[f], Pre) >= 0; */
    /*@ assert T3_levels: SPEC(levels); */
    /*@ assert T3_top: SPEC(top)(info->self_map_slot); */
    /*@ assert links: \forall integer f; 0 <= f < MACHINE_FRAMES ==> same_links{Pre, Here}(f) || unlinked(f); */
    /* The first half names the predicates of the line above for the provers: by the second alone they do not find it. */
    /*@ assert children: \forall integer f; 0 <= f < MACHINE_FRAMES ==> (same_links{Pre, Here}(f) || unlinked(f)) &&
          (\forall integer i; 0 <= i < ENTRIES ==> LINKS.child[f][i] == \at(LINKS.child[f][i], Pre) || LINKS.child[f][i] == -1); */
    /*@ assert T3_child: SPEC(child_or_none); */
    /*@ assert T3_leaf: SPEC(leaf_has_no_child); */
    /*@ assert T3_below: SPEC(child_is_below)(info->self_map_slot); */
    /*@ assert T3_spare: SPEC(spare_is_empty); */
    /*@ assert T3_decoded: SPEC(decoded)(info->frame_limit) && SPEC(clean)(info->leaf_levels); */
    /*@ assert T3_counted: SPEC(counted); */
    /*@ assert read: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] >= 1 ==>
          MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre) && LINKS.child[f][i] == \at(LINKS.child[f][i], Pre); */
    WITH5(/*@ assert way4: \forall integer V5; SPEC(indices)(V5, 0, 0, 0, 0) && SPEC(outside)(info->self_map_slot, V5, 0, 0, 0) ==> SPEC(t4)(V5) == \at(SPEC(t4)(V5), Pre); */)
    WITH4(/*@ assert way3: \forall integer V4; SPEC(indices)(V4, 0, 0, 0) && SPEC(outside)(info->self_map_slot, V4, 0, 0) ==> SPEC(t3)(V4) == \at(SPEC(t3)(V4), Pre); */
    /*@ assert way2: \forall integer V3; SPEC(indices)(V3, 0, 0) && SPEC(outside)(info->self_map_slot, V3, 0) ==> SPEC(t2)(V3) == \at(SPEC(t2)(V3), Pre); */)
    /*@ assert way1: \forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(info->self_map_slot, V2) ==> SPEC(t1)(V2) == \at(SPEC(t1)(V2), Pre); */
    /*@ assert same1: \forall integer V1; SPEC(indices)(V1) && SPEC(outside)(info->self_map_slot, V2) ==> SPEC(w1)(V1) == \at(SPEC(w1)(V1), Pre); */
    /*@ assert same2: \forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(info->self_map_slot, V2) ==> SPEC(w2)(V2) == \at(SPEC(w2)(V2), Pre); */
    WITH4(/*@ assert same3: \forall integer V3; SPEC(indices)(V3, 0, 0) && SPEC(outside)(info->self_map_slot, V3, 0) ==>
          SPEC(w3)(V3) == \at(SPEC(w3)(V3), Pre); */)
    /*@ assert same: SPEC(same_map){Pre, Here}(info->self_map_slot); */
}

/* And takes back what is free in it. */
/*@ requires \valid_read(info) && SUPPLY_APART(info);
    requires ready: SPEC(ready)(info) && supply_ready;
    terminates \true;
    exits \false;
    assigns SUPPLIED, frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T3_ready: SPEC(ready)(info) && supply_ready;
    ensures T3_same: SPEC(same_map){Pre, Post}(info->self_map_slot);
*/
void MODE(drain_theorem)(const struct pagemap_info *info)
{
    frames_drain();
    /*@ ghost REST = MEMORY; */
    /*@ assert tables: \forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] >= -1 ==> table_level[f] == \at(table_level[f], Pre); */
    /*@ assert T3_tree: SPEC(tree)(info->self_map_slot); */
}

/* RAM came: what is lent is taken out of it. */
/*@ requires \valid_read(info) && SUPPLY_APART(info);
    requires ready: SPEC(ready)(info) && ram_ready;
    terminates \true;
    exits \false;
    assigns ram_zeroed, ram_dirty_from, frame_kinds[0 .. RAM_LIMIT - 1], frame_order[0 .. RAM_LIMIT - 1], frame_place[0 .. RAM_LIMIT - 1];
    ensures T3_ready: SPEC(ready)(info) && supply_ready;
*/
void MODE(claim_theorem)(const struct pagemap_info *info)
{
    frames_claim();
    /*@ assert frames: frames_ready; */
}

/*
 * The database's own calls leave the mapper alone: a frame that it zeroes, or hands out, or takes back is none of the mapper's, as long as
 * the top table is kept (the census sees to that).
 */
/*@ requires \valid_read(info) && SUPPLY_APART(info) && \valid(frame) && SUPPLY_APART(frame) && \separated(info + (..), frame);
    requires ready: SPEC(ready)(info) && supply_ready;
    requires tops: \forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] == TOP ==> kept(f);
    terminates \true;
    exits \false;
    assigns *frame, ram_zeroed, ram_dirty_from, memory64, memory32, REST;
    ensures T3_ready: SPEC(ready)(info) && supply_ready;
    ensures T3_same: SPEC(same_map){Pre, Post}(info->self_map_slot);
    ensures T4_nobody: \result == SELFMAP_OK ==> table_level[*frame] < -1;
    ensures unchanged: \result != SELFMAP_OK ==> *frame == \old(*frame) && ram_zeroed == \old(ram_zeroed) && ram_dirty_from == \old(ram_dirty_from);
*/
enum selfmap_status MODE(alloc_theorem)(const struct pagemap_info *info, uint64_t *frame)
{
    enum selfmap_status status;

    /*@ ghost MODE(place_lemma)(info->self_map_slot); */
    /*@ assert own: \forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] >= -1 ==> kept(f); */
    status = frame_alloc(frame);
    /*@ ghost REST = MEMORY; */
    /*@ assert words: \forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] >= -1 ==> same_words{Pre, Here}(f); */
    /*@ ghost
      int n = 0;
      /@ loop invariant range: 0 <= n <= ENTRIES;
         loop invariant own: \forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] >= -1 ==>
           SPEC(in_use)(f, n) == \at(SPEC(in_use)(f, \at(n, Here)), Pre);
         loop assigns n;
         loop variant ENTRIES - n; @/
      while (n < ENTRIES)
        n++;
    */
    /*@ assert T3_spare: SPEC(spare_is_empty); */
    /*@ assert T3_tree: SPEC(tree)(info->self_map_slot); */
    /*@ assert T3_decoded: SPEC(decoded)(info->frame_limit) && SPEC(clean)(info->leaf_levels); */
    /*@ assert T3_counted: SPEC(counted); */
    /*@ assert read: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] >= 1 ==>
          MEMORY.word[f][i] == \at(MEMORY.word[f][i], Pre); */
    /*@ assert same1: \forall integer V1; SPEC(indices)(V1) && SPEC(outside)(info->self_map_slot, V2) ==> SPEC(w1)(V1) == \at(SPEC(w1)(V1), Pre); */
    /*@ assert same2: \forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(info->self_map_slot, V2) ==> SPEC(w2)(V2) == \at(SPEC(w2)(V2), Pre); */
    WITH4(/*@ assert same3: \forall integer V3; SPEC(indices)(V3, 0, 0) && SPEC(outside)(info->self_map_slot, V3, 0) ==>
          SPEC(w3)(V3) == \at(SPEC(w3)(V3), Pre); */)
    /*@ assert same: SPEC(same_map){Pre, Here}(info->self_map_slot); */
    return status;
}

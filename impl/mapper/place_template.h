/* place_template.h - where the tables of one mode stand (T3): for the mapper, and for theorems about it. Relies on the tree logic alone. */

/* Where tables stand on the way of indices outside the window: the level and the prefix tell (the ladder). */
/*@ ghost
  /@ requires tree: SPEC(tree)(slot);
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures placed: SPEC(all_placed)(slot);
  @/
  void MODE(place_lemma)(uint64_t slot)
  {
    WITH5(/@ assert placed4: \forall integer V5; SPEC(indices)(V5, 0, 0, 0, 0) && SPEC(outside)(slot, V5, 0, 0, 0) ==> SPEC(placed4)(V5); @/)
    WITH4(/@ assert placed3: \forall integer V4; SPEC(indices)(V4, 0, 0, 0) && SPEC(outside)(slot, V4, 0, 0) ==> SPEC(placed3)(V4); @/)
    WITH4(/@ assert placed2: \forall integer V3; SPEC(indices)(V3, 0, 0) && SPEC(outside)(slot, V3, 0) ==> SPEC(placed2)(V3); @/)
    /@ assert placed1: \forall integer V2; SPEC(indices)(V2, 0) && SPEC(outside)(slot, V2) ==> SPEC(placed1)(V2); @/
  }
*/

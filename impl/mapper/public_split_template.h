/*
 * public_split_template.h - the public functions of one mode that take a large page apart and put one together (T3): arguments are
 * checked, then the leaf is changed. Relies on split_template.h and promote_template.h.
 */

/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: SPEC(ready)(&mapper->info);
    terminates \true;
    exits \false;
    assigns GROWN;
    ensures T3_status: SPEC(split_status){Pre}(&mapper->info, va, level, \result);
    ensures T3_split: \result == SELFMAP_OK ==> SPEC(is_split){Pre, Post}(va, level);
    ensures T3_others: \result == SELFMAP_OK ==> SPEC(large_others_kept){Pre, Post}(&mapper->info, va, level);
    ensures T3_unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: SPEC(ready)(&mapper->info);
*/
enum selfmap_status MODE(split_large)(const struct mapper *mapper, uint64_t va, uint32_t level)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_large)(info, va, level);

    if (status != SELFMAP_OK)
        return status;
    /*@ ghost GHOST_TUPLE
      MODE(outside_lemma)(info->self_map_slot, va, V1);
    */
    return MODE(split_at)(info, va, level) /*@ ghost (V1) */;
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: SPEC(ready)(&mapper->info);
    terminates \true;
    exits \false;
    assigns SHRUNK;
    ensures T3_status: SPEC(promote_status){Pre}(&mapper->info, va, level, \result);
    ensures T3_promoted: \result == SELFMAP_OK ==> SPEC(is_promoted){Pre, Post}(va, level);
    ensures T3_others: \result == SELFMAP_OK ==> SPEC(large_others_kept){Pre, Post}(&mapper->info, va, level);
    ensures T3_unchanged: \result != SELFMAP_OK ==> SPEC(nothing_changed){Pre, Post};
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: SPEC(ready)(&mapper->info);
*/
enum selfmap_status MODE(promote_large)(const struct mapper *mapper, uint64_t va, uint32_t level)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_large)(info, va, level);

    if (status != SELFMAP_OK)
        return status;
    /*@ ghost GHOST_TUPLE
      MODE(outside_lemma)(info->self_map_slot, va, V1);
    */
    return MODE(promote_at)(info, va, level) /*@ ghost (V1) */;
}

/*
 * laws_template.h - laws of one mode that follow from the contracts alone: round trips (T1c), neighbours (T1d), raw
 * entries there and back (T1f). Included once by each of laws_pml2.c to laws_pml5.c. Nothing here is linked.
 */

/* Two addresses with the same entry, one of them the first that it covers. */
/*@ requires MODE(window_level)(level) && MODE(canonical)(va) && MODE(canonical)(back);
    requires same_place: MODE(window_offset)(level, back) == MODE(window_offset)(level, va);
    requires first: back % MODE(reach)(level) == 0;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1c_same: back == va - va % MODE(reach)(level);
*/
static void MODE(same_place_lemma)(uint32_t level, uint64_t va, uint64_t back)
{
    /*@ assert there: va == MODE(extend)(va % SPAN); */
    /*@ assert here: back == MODE(extend)(back % SPAN); */
    /*@ assert multiple1: level == 1 ==> back % SPAN == (back / 0x1000 - back / SPAN * (SPAN / 0x1000)) * 0x1000; */
    /*@ assert whole1: level == 1 ==> back % SPAN % 0x1000 == 0; */
    /*@ assert place1: level == 1 ==> back % SPAN / 0x1000 == va % SPAN / 0x1000; */
    /*@ assert low1: level == 1 ==> back % SPAN == va % SPAN / 0x1000 * 0x1000; */
    /*@ assert multiple2: level == 2 ==> back % SPAN == (back / SIZE2 - back / SPAN * (SPAN / SIZE2)) * SIZE2; */
    /*@ assert whole2: level == 2 ==> back % SPAN % SIZE2 == 0; */
    /*@ assert place2: level == 2 ==> back % SPAN / SIZE2 == va % SPAN / SIZE2; */
    /*@ assert low2: level == 2 ==> back % SPAN == va % SPAN / SIZE2 * SIZE2; */
    IF_WINDOW3(/*@ assert multiple3: level == 3 ==> back % SPAN == (back / SIZE3 - back / SPAN * (SPAN / SIZE3)) * SIZE3; */)
    IF_WINDOW3(/*@ assert whole3: level == 3 ==> back % SPAN % SIZE3 == 0; */)
    IF_WINDOW3(/*@ assert place3: level == 3 ==> back % SPAN / SIZE3 == va % SPAN / SIZE3; */)
    IF_WINDOW3(/*@ assert low3: level == 3 ==> back % SPAN == va % SPAN / SIZE3 * SIZE3; */)
    IF4(/*@ assert multiple4: level == 4 ==> back % SPAN == (back / SIZE4 - back / SPAN * (SPAN / SIZE4)) * SIZE4; */)
    IF4(/*@ assert whole4: level == 4 ==> back % SPAN % SIZE4 == 0; */)
    IF4(/*@ assert place4: level == 4 ==> back % SPAN / SIZE4 == va % SPAN / SIZE4; */)
    IF4(/*@ assert low4: level == 4 ==> back % SPAN == va % SPAN / SIZE4 * SIZE4; */)
    IF5(/*@ assert multiple5: level == 5 ==> back % SPAN == (back / SIZE5 - back / SPAN * (SPAN / SIZE5)) * SIZE5; */)
    IF5(/*@ assert whole5: level == 5 ==> back % SPAN % SIZE5 == 0; */)
    IF5(/*@ assert place5: level == 5 ==> back % SPAN / SIZE5 == va % SPAN / SIZE5; */)
    IF5(/*@ assert low5: level == 5 ==> back % SPAN == va % SPAN / SIZE5 * SIZE5; */)
    /*@ assert back1: level == 1 ==> back == va - va % 0x1000; */
    /*@ assert back2: level == 2 ==> back == va - va % SIZE2; */
    IF_WINDOW3(/*@ assert back3: level == 3 ==> back == va - va % SIZE3; */)
    IF4(/*@ assert back4: level == 4 ==> back == va - va % SIZE4; */)
    IF5(/*@ assert back5: level == 5 ==> back == va - va % SIZE5; */)
    (void)level;
    (void)va;
    (void)back;
}

/* One entry further for one stretch of the space further. */
/*@ requires MODE(window_level)(level) && step == MODE(reach)(level) && va + step <= 0xFFFFFFFFFFFFFFFF;
    requires MODE(canonical)(va) && MODE(canonical)(va + step);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1d_step: MODE(window_offset)(level, va + step) == MODE(window_offset)(level, va) + ENTRY_SIZE;
*/
static void MODE(step_lemma)(uint32_t level, uint64_t va, uint64_t step)
{
    /*@ assert offset: (va + step) % SPAN == va % SPAN + step; */
    /*@ assert next1: level == 1 ==> (va % SPAN + step) / 0x1000 == va % SPAN / 0x1000 + 1; */
    /*@ assert next2: level == 2 ==> (va % SPAN + step) / SIZE2 == va % SPAN / SIZE2 + 1; */
    IF_WINDOW3(/*@ assert next3: level == 3 ==> (va % SPAN + step) / SIZE3 == va % SPAN / SIZE3 + 1; */)
    IF4(/*@ assert next4: level == 4 ==> (va % SPAN + step) / SIZE4 == va % SPAN / SIZE4 + 1; */)
    IF5(/*@ assert next5: level == 5 ==> (va % SPAN + step) / SIZE5 == va % SPAN / SIZE5 + 1; */)
    (void)level;
    (void)va;
    (void)step;
}

/*@ requires bound: MODE(info)(info);
    requires \valid_read(info);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1c_round_trip: MODE(canonical)(va) && MODE(window_level)(level) ==>
      \result == va - va % MODE(reach)(level);
*/
uint64_t MODE(round_trip_law)(const struct pagemap_info *info, uint32_t level, uint64_t va)
{
    uint64_t entry = 0;
    uint64_t back = 0;

    if (MODE(entry_address)(info, level, va, &entry) != SELFMAP_OK)
        return 0;
    if (MODE(va_of_entry)(info, level, entry, &back) != SELFMAP_OK) {
        /*@ assert T1c_never: \false; */
        return 0;
    }
    MODE(same_place_lemma)(level, va, back);
    return back;
}

/*@ requires bound: MODE(info)(info);
    requires \valid_read(info);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1d_neighbours: MODE(canonical)(va) && MODE(canonical)(va + MODE(reach)(level)) && MODE(window_level)(level) ==>
      MODE(entry_address)(info->self_map_slot, level, va + MODE(reach)(level)) ==
      MODE(entry_address)(info->self_map_slot, level, va) + ENTRY_SIZE;
*/
void MODE(neighbour_law)(const struct pagemap_info *info, uint32_t level, uint64_t va)
{
    const uint64_t step = REACH(level);
    uint64_t entry = 0;
    uint64_t next = 0;

    if (va > UINT64_MAX - step) {
        /*@ assert past: !MODE(canonical)(va + MODE(reach)(level)); */
        return;
    }
    if (MODE(entry_address)(info, level, va, &entry) != SELFMAP_OK) {
        /*@ assert refused: !MODE(canonical)(va) || !MODE(window_level)(level); */
        return;
    }
    if (MODE(entry_address)(info, level, va + step, &next) != SELFMAP_OK) {
        /*@ assert refused_next: !MODE(canonical)(va + MODE(reach)(level)) || !MODE(window_level)(level); */
        return;
    }
    /*@ assert step: step == MODE(reach)(level); */
    MODE(step_lemma)(level, va, step);
    /*@ assert T1d_next: next == entry + ENTRY_SIZE; */
    /*@ assert T1d_here: entry == MODE(entry_address)(info->self_map_slot, level, va); */
    /*@ assert T1d_there: next == MODE(entry_address)(info->self_map_slot, level, va + MODE(reach)(level)); */
}

/*@ requires \valid_read(info) && \valid_read(fields) && \valid(back);
    requires \separated(info, back) && \separated(fields, back);
    requires bound: MODE(limits)(info);
    terminates \true;
    exits \false;
    assigns *back;
    ensures T1f_decode_of_encode: \result == SELFMAP_OK ==>
      back->pfn == fields->pfn && back->flags == fields->flags && back->software == fields->software;
    ensures T1f_always: \result == SELFMAP_OK <==> 1 <= level <= LEVELS &&
      MODE(fits)(level, fields->pfn, fields->flags, fields->software, info->frame_limit, info->no_execute, info->pat,
                 info->leaf_levels);
*/
enum selfmap_status MODE(decode_of_encode_law)(const struct pagemap_info *info, uint32_t level,
                                               const struct pte_fields *fields, struct pte_fields *back)
{
    uint64_t raw = 0;
    const enum selfmap_status status = MODE(encode)(info, level, fields, &raw);

    if (status != SELFMAP_OK)
        return status;
    return MODE(decode)(info, level, raw, back);
}

/* The fields partition the entry: every bit belongs to exactly one. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1f_partition: raw == raw % 0x80 + raw / 0x80 % 2 * 0x80 + raw / 0x100 % 2 * 0x100 + raw / 0x200 % 8 * 0x200 +
      raw / 0x1000 % 0x10000000000 * 0x1000 + raw / 0x10000000000000 % 0x800 * 0x10000000000000 +
      raw / 0x8000000000000000 * 0x8000000000000000;
    ensures T1f_bit63: raw / 0x8000000000000000 <= 1;
*/
static void MODE(partition_lemma)(uint64_t raw)
{
    /*@ assert rung52: raw / 0x10000000000000 == raw / 0x8000000000000000 * 0x800 + raw / 0x10000000000000 % 0x800; */
    /*@ assert rung12: raw / 0x1000 == raw / 0x10000000000000 * 0x10000000000 + raw / 0x1000 % 0x10000000000; */
    /*@ assert rung9: raw / 0x200 == raw / 0x1000 * 8 + raw / 0x200 % 8; */
    /*@ assert rung8: raw / 0x100 == raw / 0x200 * 2 + raw / 0x100 % 2; */
    /*@ assert rung7: raw / 0x80 == raw / 0x100 * 2 + raw / 0x80 % 2; */
    (void)raw;
}

/* Two raw entries with the same fields are the same. */
/*@ requires same_pfn: MODE(raw_pfn)(level, one) == MODE(raw_pfn)(level, other);
    requires same_flags: MODE(raw_flags)(level, one) == MODE(raw_flags)(level, other);
    requires same_software: MODE(raw_software)(one) == MODE(raw_software)(other);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1f_same: one == other;
*/
static void MODE(same_fields_lemma)(uint32_t level, uint64_t one, uint64_t other)
{
    MODE(partition_lemma)(one);
    MODE(partition_lemma)(other);
    /*@ assert low: one % 0x80 == other % 0x80; */
    /*@ assert large: MODE(raw_large)(level, one) == MODE(raw_large)(level, other); */
    /*@ assert global: one / 0x100 % 2 == other / 0x100 % 2; */
    /*@ assert pat: MODE(raw_pat)(level, one) == MODE(raw_pat)(level, other); */
    /*@ assert bit63: one / 0x8000000000000000 == other / 0x8000000000000000; */
    /*@ assert bit7: one / 0x80 % 2 == other / 0x80 % 2; */
    /*@ assert frame: one / 0x1000 % 0x10000000000 == other / 0x1000 % 0x10000000000; */
    /*@ assert software9: one / 0x200 % 8 == other / 0x200 % 8; */
    /*@ assert software52: one / 0x10000000000000 % 0x800 == other / 0x10000000000000 % 0x800; */
    (void)level;
    (void)one;
    (void)other;
}

/*@ requires \valid_read(info);
    requires bound: MODE(limits)(info);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1f_encode_of_decode: MODE(acceptable)(level, raw, info->frame_limit, info->no_execute, info->pat, info->leaf_levels) &&
      1 <= level <= LEVELS ==> \result == raw;
*/
uint64_t MODE(encode_of_decode_law)(const struct pagemap_info *info, uint32_t level, uint64_t raw)
{
    struct pte_fields fields;
    uint64_t back = 0;

    if (MODE(decode)(info, level, raw, &fields) != SELFMAP_OK)
        return 0;
    if (MODE(encode)(info, level, &fields, &back) != SELFMAP_OK) {
        /*@ assert T1f_never: \false; */
        return 0;
    }
    MODE(same_fields_lemma)(level, raw, back);
    return back;
}

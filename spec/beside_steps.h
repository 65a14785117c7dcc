/*
 * beside_steps.h - proof that the frame database stays true beside a call of the mapper (beside_logic.h): included behind that call, the
 * first of its function, which listed_lemma stands before. Nothing here is believed.
 */
    /*@ assert tables: tables_kept; */
    /*@ assert held: held_kept{Pre, Here}; */
    /*@ assert still64: \forall integer f, i; frame_zero{Pre}(f) && same_words{Pre, Here}(f) && 0 <= i < 512 ==> memory64.word[f][i] == 0; */
    /*@ assert still32: \forall integer f, i; frame_zero{Pre}(f) && same_words{Pre, Here}(f) && 0 <= i < 1024 ==> memory32.word[f][i] == 0; */
    /*@ assert still: \forall integer f; frame_zero{Pre}(f) && same_words{Pre, Here}(f) ==> frame_zero(f); */
    /*@ assert words: \forall integer k; 0 <= k < ram_zeroed ==> same_words{Pre, Here}(frame_order[k]); */
    /*@ assert each: \forall integer k; 0 <= k < ram_zeroed ==> frame_zero(frame_order[k]); */
    /*@ assert zero: ram_zero; */
    /*@ assert frames: frames_ready; */
    /*@ assert supply: supply_ready; */

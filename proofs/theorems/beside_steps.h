/* beside_steps.h - the proof of each theorem of beside_theorems.c, included behind the call. */
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

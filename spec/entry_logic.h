/*
 * entry_logic.h - what the bits of a raw entry mean in one mode, and which entries the CPU takes (T1f).
 * SDM Vol. 3A tables 4-4 to 4-6 (PML2), 4-8 to 4-11 (PML3), 4-14 to 4-20 (PML4, PML5). A template like address_logic.h.
 * `limit` is the number of frames, `nx` whether XD is enabled, `pat` whether the CPU has PAT, `leaves` the highest
 * level at which a leaf may stand.
 */

/*@
  // The flags of enum pte_flag, one by one. P, R/W, U/S, PWT, PCD, A, D (bits 0 to 6) keep their places.
  logic integer SPEC(large_flag)(integer flags) = flags / 0x80 % 2;
  logic integer SPEC(global_flag)(integer flags) = flags / 0x100 % 2;
  logic integer SPEC(pat_flag)(integer flags) = flags / 0x200 % 2;
  logic integer SPEC(nx_flag)(integer flags) = flags / 0x400;

  // These flags and software bits can stand in an entry of this level. A PDPTE of PAE takes P, PWT and PCD only.
  predicate SPEC(flags_fit)(integer level, integer flags, integer software, integer nx, integer pat, integer leaves) =
    flags < 0x800 && software < SPEC_SOFTWARE &&
    (SPEC(large_flag)(flags) == 1 ==> 2 <= level <= leaves) &&
    (SPEC(pat_flag)(flags) == 1 ==> pat != 0 && (level == 1 || SPEC(large_flag)(flags) == 1)) &&
    (SPEC(nx_flag)(flags) == 1 ==> nx != 0) &&
    (SPEC_IS_PDPTE(level) ==> flags < 0x20 && flags / 0x2 % 4 == 0);

  // The frame is one that the CPU reaches, and a large page starts at a multiple of its size.
  predicate SPEC(frame_fits)(integer level, integer pfn, integer flags, integer limit) =
    pfn < limit && (SPEC(large_flag)(flags) == 1 ==> pfn % (level == 3 ? 0x40000 : SPEC_ENTRIES) == 0);

  predicate SPEC(fits)(integer level, integer pfn, integer flags, integer software, integer limit, integer nx,
                       integer pat, integer leaves) =
    SPEC(flags_fit)(level, flags, software, nx, pat, leaves) && SPEC(frame_fits)(level, pfn, flags, limit);

  // Where each field sits. Bit 7 is PAT at level 1 and PS above; PAT of a large leaf is bit 12, below its frame.
  logic integer SPEC(raw_large)(integer level, integer raw) = level == 1 ? 0 : raw / 0x80 % 2;
  logic integer SPEC(raw_pat)(integer level, integer raw) =
    level == 1 ? raw / 0x80 % 2 : raw / 0x80 % 2 == 1 ? raw / 0x1000 % 2 : 0;
  logic integer SPEC(raw_pfn)(integer level, integer raw) =
    level != 1 && raw / 0x80 % 2 == 1 ? raw / 0x1000 % 0x10000000000 - raw / 0x1000 % 2 : raw / 0x1000 % 0x10000000000;
  logic integer SPEC(raw_flags)(integer level, integer raw) =
    raw % 0x80 + SPEC(raw_large)(level, raw) * 0x80 + raw / 0x100 % 2 * 0x100 + SPEC(raw_pat)(level, raw) * 0x200 +
    raw / 0x8000000000000000 * 0x400;
  logic integer SPEC(raw_software)(integer raw) = raw / 0x200 % 8 + raw / 0x10000000000000 % 0x800 * 8;

  // The raw entry has exactly these fields.
  predicate SPEC(encodes)(integer level, integer raw, integer pfn, integer flags, integer software) =
    SPEC(raw_pfn)(level, raw) == pfn && SPEC(raw_flags)(level, raw) == flags && SPEC(raw_software)(raw) == software;

  // No bit is set that the CPU reserves in an entry of this level.
  predicate SPEC(acceptable)(integer level, integer raw, integer limit, integer nx, integer pat, integer leaves) =
    0 <= raw <= SPEC_RAW_LAST &&
    SPEC(fits)(level, SPEC(raw_pfn)(level, raw), SPEC(raw_flags)(level, raw), SPEC(raw_software)(raw), limit, nx, pat, leaves);
*/

/*
 * address_logic.h - what an address means in one mode: indices, canonical form, and the addresses at which the
 * self-map shows an entry. A template: pml2.h to pml5.h define SPEC, WITH3 to WITH5 and the mode's numbers first.
 * Stated as the tuple of indices that the hardware must see, not as the closed form that the code computes.
 */

/*@
  // The index that the hardware's walk takes from an address at each level (SDM Vol. 3A, 4.3 to 4.5).
  logic integer SPEC(index1)(integer va) = va / 0x1000 % SPEC_ENTRIES;
  logic integer SPEC(index2)(integer va) = va / SPEC_SIZE2 % SPEC_ENTRIES;
  WITH3(logic integer SPEC(index3)(integer va) = va / SPEC_SIZE3 % SPEC_ENTRIES3;)
  WITH4(logic integer SPEC(index4)(integer va) = va / SPEC_SIZE4 % 512;)
  WITH5(logic integer SPEC(index5)(integer va) = va / SPEC_SIZE5 % 512;)

  logic integer SPEC(index)(integer level, integer va) =
    level == 1 ? SPEC(index1)(va) : WITH3(level == 3 ? SPEC(index3)(va) :) WITH4(level == 4 ? SPEC(index4)(va) :)
    WITH5(level == 5 ? SPEC(index5)(va) :) SPEC(index2)(va);

  // The canonical address with these low bits.
  logic integer SPEC(extend)(integer offset) = offset < SPEC_HALF ? offset : offset + SPEC_HIGH;

  // The addresses that exist: the low half, and the high half right below 2^64 (32-bit modes: below 2^32).
  predicate SPEC(canonical)(integer va) =
    0 <= va < SPEC_HALF || (SPEC_HIGH + SPEC_HALF <= va < SPEC_HIGH + SPEC_SPAN);

  // The address that the hardware splits into these indices and this byte of the page.
  logic integer SPEC(pack)(WITH5(integer i5,) WITH4(integer i4,) WITH3(integer i3,) integer i2, integer i1, integer byte) =
    SPEC(extend)(WITH5(i5 * SPEC_SIZE5 +) WITH4(i4 * SPEC_SIZE4 +) WITH3(i3 * SPEC_SIZE3 +) i2 * SPEC_SIZE2 + i1 * 0x1000 + byte);

  // Bytes of virtual space that one entry of a level covers.
  logic integer SPEC(reach)(integer level) =
    level == 1 ? 0x1000 : WITH3(level == 3 ? SPEC_SIZE3 :) WITH4(level == 4 ? SPEC_SIZE4 :) WITH5(level == 5 ? SPEC_SIZE5 :) SPEC_SIZE2;

  // Slots at which the self-map may stand; the topmost would end at the top of memory (design 5.7).
  predicate SPEC(legal_slot)(integer slot) = 0 <= slot < SPEC_TOP_SLOT && slot % SPEC_SLOT_STEP == 0;

  // Where the self-map at `slot` shows the entry that the walk of va reads at `level`.
  logic integer SPEC(entry_address)(integer slot, integer level, integer va) = SPEC_SHOWN(slot, level, va);

  // A level's window: from the entry of the first address to the last byte of the entry of the last.
  logic integer SPEC(window_base)(integer slot, integer level) = SPEC_SHOWN_FIRST(slot, level);
  logic integer SPEC(window_size)(integer level) = SPEC_SPAN / SPEC(reach)(level) * SPEC_ENTRY_SIZE;
  predicate SPEC(in_window)(integer slot, integer level, integer address) =
    SPEC(window_base)(slot, level) <= address < SPEC(window_base)(slot, level) + SPEC(window_size)(level);

  // How far into the window that is: one entry for each stretch of the space that an entry covers.
  logic integer SPEC(window_offset)(integer level, integer va) =
    level == 1 ? va % SPEC_SPAN / 0x1000 * SPEC_ENTRY_SIZE :
    WITH_WINDOW3(level == 3 ? va % SPEC_SPAN / SPEC_SIZE3 * SPEC_ENTRY_SIZE :)
    WITH4(level == 4 ? va % SPEC_SPAN / SPEC_SIZE4 * SPEC_ENTRY_SIZE :)
    WITH5(level == 5 ? va % SPEC_SPAN / SPEC_SIZE5 * SPEC_ENTRY_SIZE :)
    va % SPEC_SPAN / SPEC_SIZE2 * SPEC_ENTRY_SIZE;

  predicate SPEC(window_level)(integer level) = 1 <= level <= SPEC_WINDOW_LEVELS;
*/

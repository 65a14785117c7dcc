/*
 * walk_logic.h - the hardware's walk in one mode, over an abstract physical memory (SDM Vol. 3A, 4.3 to 4.5).
 * A template like address_logic.h. Memory is all of it: mem[frame * SPEC_ENTRIES + i] is entry i of that frame.
 * `limit` is the number of frames (2^(MAXPHYADDR - 12)), `nx` whether EFER.NXE is set. -1 stands for a page fault.
 */

/*@
  logic integer SPEC(frame_of)(integer entry) = entry / 0x1000 % 0x10000000000;

  // The frame of a present entry, -1 for one that faults: not present, or with reserved bits set, which at every
  // level are the frame bits from MAXPHYADDR on, XD while it is off, and in PAE 62:52. As a leaf of level 1, bit 7 is PAT.
  logic integer SPEC(leaf)(integer entry, integer limit, integer nx) =
    entry % 2 == 1 && SPEC(frame_of)(entry) < limit && (nx != 0 || entry / 0x8000000000000000 == 0) &&
    entry / 0x10000000000000 % 0x800 % SPEC_RESERVED_HIGH == 0 ? SPEC(frame_of)(entry) : -1;

  // The table that an entry above level 1 references. PS (bit 7) there is a large page (levels 2 and 3) or reserved.
  logic integer SPEC(child)(integer entry, integer limit, integer nx) =
    entry / 0x80 % 2 == 1 ? -1 : SPEC(leaf)(entry, limit, nx);

  // The first frame of a large page of so many frames; bit 12 is PAT, the bits above it up to the frame reserved.
  logic integer SPEC(large)(integer entry, integer limit, integer nx, integer frames) =
    entry / 0x80 % 2 == 1 && SPEC(leaf)(entry, limit, nx) >= 0 &&
    (SPEC(frame_of)(entry) - SPEC(frame_of)(entry) % 2) % frames == 0
      ? SPEC(frame_of)(entry) - SPEC(frame_of)(entry) % 2 : -1;

  // One step down: from a table to the child table of its entry i.
  logic integer SPEC(step){L}(SPEC_WORD *mem, integer limit, integer nx, integer table, integer i) =
    table < 0 ? -1 : SPEC(child)(mem[table * SPEC_ENTRIES + i], limit, nx);

  // SPEC(table_k)(memory, indices above k): the table of level k that the walk reads, or -1.
  SPEC_TABLES

  // The walk of one tuple of indices to a physical address. Large pages: SDM Vol. 3A, 4.3 (with CR4.PSE), 4.4, 4.5.
  logic integer SPEC(leaf1){L}(SPEC_MEMORY, WITH5(integer i5,) WITH4(integer i4,) WITH3(integer i3,) integer i2, integer i1) =
    SPEC(leaf)(mem[SPEC(table1)(SPEC_M WITH5(, i5) WITH4(, i4) WITH3(, i3), i2) * SPEC_ENTRIES + i1], limit, nx);
  logic integer SPEC(large2){L}(SPEC_MEMORY, WITH5(integer i5,) WITH4(integer i4,) WITH3(integer i3,) integer i2) =
    SPEC(large)(mem[SPEC(table2)(SPEC_M WITH5(, i5) WITH4(, i4) WITH3(, i3)) * SPEC_ENTRIES + i2], limit, nx, SPEC_ENTRIES);
  WITH4(logic integer SPEC(large3){L}(SPEC_MEMORY, WITH5(integer i5,) integer i4, integer i3) =
    SPEC(large)(mem[SPEC(table3)(SPEC_M WITH5(, i5), i4) * SPEC_ENTRIES + i3], limit, nx, 0x40000);)

  logic integer SPEC(translate){L}(SPEC_MEMORY, WITH5(integer i5,) WITH4(integer i4,) WITH3(integer i3,) integer i2, integer i1, integer byte) =
    SPEC(table1)(SPEC_M WITH5(, i5) WITH4(, i4) WITH3(, i3), i2) >= 0 ?
      (SPEC(leaf1)(SPEC_M WITH5(, i5) WITH4(, i4) WITH3(, i3), i2, i1) >= 0 ?
         SPEC(leaf1)(SPEC_M WITH5(, i5) WITH4(, i4) WITH3(, i3), i2, i1) * 0x1000 + byte : -1) :
    SPEC(table2)(SPEC_M WITH5(, i5) WITH4(, i4) WITH3(, i3)) >= 0 ?
      (SPEC(large2)(SPEC_M WITH5(, i5) WITH4(, i4) WITH3(, i3), i2) >= 0 ?
         (SPEC(large2)(SPEC_M WITH5(, i5) WITH4(, i4) WITH3(, i3), i2) + i1) * 0x1000 + byte : -1) :
    WITH4(SPEC(table3)(SPEC_M WITH5(, i5), i4) >= 0 ?
      (SPEC(large3)(SPEC_M WITH5(, i5), i4, i3) >= 0 ?
         (SPEC(large3)(SPEC_M WITH5(, i5), i4, i3) + i2 * 512 + i1) * 0x1000 + byte : -1) :)
    -1;

  // The same for an address: where it lands, the table that its walk reads at a level, and the entry's place there.
  logic integer SPEC(walk){L}(SPEC_MEMORY, integer va) =
    SPEC(translate)(SPEC_M, WITH5(SPEC(index5)(va),) WITH4(SPEC(index4)(va),) WITH3(SPEC(index3)(va),)
                    SPEC(index2)(va), SPEC(index1)(va), va % 0x1000);
  logic integer SPEC(walk_table){L}(SPEC_MEMORY, integer level, integer va) =
    level == 1 ? SPEC(table1)(SPEC_M WITH5(, SPEC(index5)(va)) WITH4(, SPEC(index4)(va)) WITH3(, SPEC(index3)(va)), SPEC(index2)(va)) :
    WITH3(level == 3 ? SPEC(table3)(SPEC_M WITH5(, SPEC(index5)(va)) WITH4(, SPEC(index4)(va))) :)
    WITH4(level == 4 ? SPEC(table4)(SPEC_M WITH5(, SPEC(index5)(va))) :)
    WITH5(level == 5 ? SPEC(table5)(SPEC_M) :)
    SPEC(table2)(SPEC_M WITH5(, SPEC(index5)(va)) WITH4(, SPEC(index4)(va)) WITH3(, SPEC(index3)(va)));
  logic integer SPEC(entry_place){L}(SPEC_MEMORY, integer level, integer va) =
    SPEC(walk_table)(SPEC_M, level, va) * 0x1000 + SPEC(index)(level, va) * SPEC_ENTRY_SIZE;

  // The space whose root this is has the self-map installed at `slot`.
  predicate SPEC(self_mapped){L}(SPEC_MEMORY, integer slot) = SPEC_SELF_MAPPED;
*/

/* pml5.h - the logic of PML5 (LA57): five levels, 57-bit addresses (SDM Vol. 3A, 4.5). */
#ifndef SPEC_PML5_H
#define SPEC_PML5_H

#define SPEC(name) pml5_##name
#define SPEC_WORD uint64_t
#define SPEC_LEVELS 5
#define SPEC_ADDRESS_BITS 57
#define SPEC_XPA 1
#define SPEC_ENTRY_SIZE 8
#define SPEC_ENTRIES 512
#define SPEC_ENTRIES3 512
#define SPEC_SPAN 0x200000000000000
#define SPEC_HALF 0x100000000000000
#define SPEC_HIGH 0xFE00000000000000
#define SPEC_SIZE2 0x200000
#define SPEC_SIZE3 0x40000000
#define SPEC_SIZE4 0x8000000000
#define SPEC_SIZE5 0x1000000000000
#define SPEC_RESERVED_HIGH 1
#define SPEC_FRAME_LIMIT 0x10000000000
#define SPEC_LEAF_LEVELS 3
#define SPEC_SOFTWARE 0x4000
#define SPEC_RAW_LAST 0xFFFFFFFFFFFFFFFF
#define SPEC_IS_PDPTE(level) \false
#define SPEC_LEAVES(pse, page1g) (page1g != 0 ? 3 : 2)
#define SPEC_NX(nx) (nx != 0 ? 1 : 0)
#define SPEC_WIDTH(bits) bits
#define SPEC_TOP_SLOT 511
#define SPEC_SLOT_STEP 1
#define SPEC_DEFAULT_SLOT 0x1ED
#define SPEC_WINDOW_LEVELS 5
#define WITH_WINDOW3(...) __VA_ARGS__
#define WITH3(...) __VA_ARGS__
#define WITH4(...) __VA_ARGS__
#define WITH5(...) __VA_ARGS__

/* level == l ? the tuple that the hardware must see, so that it ends at va's entry of level l : ... */
#define SPEC_SHOWN(r, level, va) \
    (level == 1   ? SPEC(pack)(r, SPEC(index5)(va), SPEC(index4)(va), SPEC(index3)(va), SPEC(index2)(va), SPEC(index1)(va) * 8) \
     : level == 2 ? SPEC(pack)(r, r, SPEC(index5)(va), SPEC(index4)(va), SPEC(index3)(va), SPEC(index2)(va) * 8) \
     : level == 3 ? SPEC(pack)(r, r, r, SPEC(index5)(va), SPEC(index4)(va), SPEC(index3)(va) * 8) \
     : level == 4 ? SPEC(pack)(r, r, r, r, SPEC(index5)(va), SPEC(index4)(va) * 8) \
                  : SPEC(pack)(r, r, r, r, r, SPEC(index5)(va) * 8))
#define SPEC_SHOWN_FIRST(r, level) \
    (level == 1   ? SPEC(pack)(r, 0, 0, 0, 0, 0) \
     : level == 2 ? SPEC(pack)(r, r, 0, 0, 0, 0) \
     : level == 3 ? SPEC(pack)(r, r, r, 0, 0, 0) \
     : level == 4 ? SPEC(pack)(r, r, r, r, 0, 0) \
                  : SPEC(pack)(r, r, r, r, r, 0))

#define SPEC_MEMORY SPEC_WORD *mem, integer limit, integer nx, integer root
#define SPEC_M mem, limit, nx, root
/* The top table is the root; each table below is the child of an entry of the one above. */
#define SPEC_TABLES \
    logic integer SPEC(table5){L}(SPEC_MEMORY) = root; \
    logic integer SPEC(table4){L}(SPEC_MEMORY, integer i5) = SPEC(step)(mem, limit, nx, SPEC(table5)(SPEC_M), i5); \
    logic integer SPEC(table3){L}(SPEC_MEMORY, integer i5, integer i4) = SPEC(step)(mem, limit, nx, SPEC(table4)(SPEC_M, i5), i4); \
    logic integer SPEC(table2){L}(SPEC_MEMORY, integer i5, integer i4, integer i3) = SPEC(step)(mem, limit, nx, SPEC(table3)(SPEC_M, i5, i4), i3); \
    logic integer SPEC(table1){L}(SPEC_MEMORY, integer i5, integer i4, integer i3, integer i2) = SPEC(step)(mem, limit, nx, SPEC(table2)(SPEC_M, i5, i4, i3), i2);
#define SPEC_SELF_MAPPED \
    (0 <= root && SPEC(child)(mem[root * SPEC_ENTRIES + slot], limit, nx) == root)

#include "spec/mode_logic.h"

#endif

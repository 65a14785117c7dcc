/* pml3.h - the logic of PML3 (PAE): PD#3 holds the four PDs from entry `slot` on (SDM Vol. 3A, 4.4). */
#ifndef SPEC_PML3_H
#define SPEC_PML3_H

#define SPEC(name) pml3_##name
#define SPEC_WORD uint64_t
#define SPEC_LEVELS 3
#define SPEC_ADDRESS_BITS 32
#define SPEC_XPA 1
#define SPEC_ENTRY_SIZE 8
#define SPEC_ENTRIES 512
#define SPEC_ENTRIES3 4
#define SPEC_SPAN 0x100000000
#define SPEC_HALF 0x100000000
#define SPEC_HIGH 0
#define SPEC_SIZE2 0x200000
#define SPEC_SIZE3 0x40000000
#define SPEC_RESERVED_HIGH 0x800
#define SPEC_FRAME_LIMIT 0x10000000000
#define SPEC_LEAF_LEVELS 2
#define SPEC_SOFTWARE 8
#define SPEC_RAW_LAST 0xFFFFFFFFFFFFFFFF
#define SPEC_IS_PDPTE(level) (level == 3)
#define SPEC_LEAVES(pse, page1g) 2
#define SPEC_NX(nx) (nx != 0 ? 1 : 0)
#define SPEC_WIDTH(bits) bits
#define SPEC_TOP_SLOT 508
#define SPEC_SLOT_STEP 4
#define SPEC_DEFAULT_SLOT 0
#define SPEC_WINDOW_LEVELS 2
#define WITH_WINDOW3(...)
#define WITH3(...) __VA_ARGS__
#define WITH4(...)
#define WITH5(...)

/* level == l ? the tuple that the hardware must see, so that it ends at va's entry of level l : ... */
#define SPEC_SHOWN(r, level, va) \
    (level == 1 ? SPEC(pack)(3, r + SPEC(index3)(va), SPEC(index2)(va), SPEC(index1)(va) * 8) \
                : SPEC(pack)(3, r + 3, r + SPEC(index3)(va), SPEC(index2)(va) * 8))
#define SPEC_SHOWN_FIRST(r, level) \
    (level == 1 ? SPEC(pack)(3, r, 0, 0) : SPEC(pack)(3, r + 3, r, 0))

#define SPEC_MEMORY SPEC_WORD *mem, integer limit, integer nx, integer root
#define SPEC_M mem, limit, nx, root
/* The top table is the root; each table below is the child of an entry of the one above. A PDPTE has its own
 * reserved bits: 1, 2, 5 to 8 and XD (table 4-8). */
#define SPEC_TABLES \
    logic integer SPEC(pdpte_step){L}(SPEC_WORD *mem, integer limit, integer nx, integer table, integer i) = mem[table * 512 + i] / 0x2 % 4 == 0 && mem[table * 512 + i] / 0x20 % 16 == 0 ? SPEC(leaf)(mem[table * 512 + i], limit, 0) : -1; \
    logic integer SPEC(table3){L}(SPEC_MEMORY) = root; \
    logic integer SPEC(table2){L}(SPEC_MEMORY, integer i3) = SPEC(pdpte_step)(mem, limit, nx, SPEC(table3)(SPEC_M), i3); \
    logic integer SPEC(table1){L}(SPEC_MEMORY, integer i3, integer i2) = SPEC(step)(mem, limit, nx, SPEC(table2)(SPEC_M, i3), i2);
#define SPEC_SELF_MAPPED \
    (0 <= root && (\forall integer k; 0 <= k < 4 ==> 0 <= SPEC(table2)(SPEC_M, k) && \
         SPEC(table1)(SPEC_M, 3, slot + k) == SPEC(table2)(SPEC_M, k)))

#include "spec/mode_logic.h"

#endif

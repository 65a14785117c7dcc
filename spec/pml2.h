/* pml2.h - the logic of PML2: two levels of 1024 four-byte entries (SDM Vol. 3A, 4.3). */
#ifndef SPEC_PML2_H
#define SPEC_PML2_H

#define SPEC(name) pml2_##name
#define SPEC_WORD uint32_t
#define SPEC_LEVELS 2
#define SPEC_ADDRESS_BITS 32
#define SPEC_XPA 0
#define SPEC_ENTRY_SIZE 4
#define SPEC_ENTRIES 1024
#define SPEC_SPAN 0x100000000
#define SPEC_HALF 0x100000000
#define SPEC_HIGH 0
#define SPEC_SIZE2 0x400000
#define SPEC_RESERVED_HIGH 1
#define SPEC_FRAME_LIMIT 0x100000
#define SPEC_LEAF_LEVELS 2
#define SPEC_SOFTWARE 8
#define SPEC_RAW_LAST 0xFFFFFFFF
#define SPEC_IS_PDPTE(level) \false
#define SPEC_LEAVES(pse, page1g) (pse != 0 ? 2 : 1)
#define SPEC_NX(nx) 0
#define SPEC_WIDTH(bits) 32
#define SPEC_TOP_SLOT 1023
#define SPEC_SLOT_STEP 1
#define SPEC_DEFAULT_SLOT 0x300
#define SPEC_WINDOW_LEVELS 2
#define WITH_WINDOW3(...)
#define WITH3(...)
#define WITH4(...)
#define WITH5(...)

/* level == l ? the tuple that the hardware must see, so that it ends at va's entry of level l : ... */
#define SPEC_SHOWN(r, level, va) \
    (level == 1 ? SPEC(pack)(r, SPEC(index2)(va), SPEC(index1)(va) * 4) \
                : SPEC(pack)(r, r, SPEC(index2)(va) * 4))
#define SPEC_SHOWN_FIRST(r, level) \
    (level == 1 ? SPEC(pack)(r, 0, 0) : SPEC(pack)(r, r, 0))

#define SPEC_MEMORY SPEC_WORD *mem, integer limit, integer nx, integer root
#define SPEC_M mem, limit, nx, root
/* The top table is the root; each table below is the child of an entry of the one above. */
#define SPEC_TABLES \
    logic integer SPEC(table2){L}(SPEC_MEMORY) = root; \
    logic integer SPEC(table1){L}(SPEC_MEMORY, integer i2) = SPEC(step)(mem, limit, nx, SPEC(table2)(SPEC_M), i2);
#define SPEC_SELF_MAPPED \
    (0 <= root && SPEC(child)(mem[root * SPEC_ENTRIES + slot], limit, nx) == root)

#include "spec/mode_logic.h"

#endif

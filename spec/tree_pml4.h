/* tree_pml4.h - the logic of the page-table tree in PML4; an instance of tree_logic.h. */
#ifndef SPEC_TREE_PML4_H
#define SPEC_TREE_PML4_H

#include "spec/machine_state.h"
#include "spec/pml4.h"

#define SPEC(name) pml4_##name
#define MEMORY memory64
#define LINKS links64
#define TOP 4
#define ENTRIES 512
#define ENTRIES3 512
#define WITH3(...) __VA_ARGS__
#define WITH4(...) __VA_ARGS__
#define WITH5(...)
#define SELF(slot, f, i) (f == root_frame && i == slot)
#define TOPS(slot) (0 <= root_frame < MACHINE_FRAMES && table_level[root_frame] == 4 && table_prefix[root_frame] == 0 && \
    (\forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] == 4 ==> f == root_frame) && \
    0 <= slot < 511 && LINKS.child[root_frame][slot] == root_frame)
/* Variables and parameters of a tuple of indices down to a level, and the table that each reaches. */
#define V1 i4, i3, i2, i1
#define V2 i4, i3, i2
#define V3 i4, i3
#define V4 i4
#define P1 integer i4, integer i3, integer i2, integer i1
#define P2 integer i4, integer i3, integer i2
#define P3 integer i4, integer i3
#define P4 integer i4
#define T4 root_frame
#define T3 pml4_t3(V4)
#define T2 pml4_t2(V3)
#define T1 pml4_t1(V2)
#define WINDOW(slot) (i4 == slot)

#include "spec/tree_logic.h"

#endif

/* tree_pml4.h - the logic of the page-table tree in PML4; an instance of tree_logic.h. */
#ifndef SPEC_TREE_PML4_H
#define SPEC_TREE_PML4_H

#include "spec/tree_clear.h"

#include "spec/machine_state.h"
#include "spec/pml4.h"
#include "impl/frames/source.h"
#include "selfmap/mapper.h"

#define SPEC(name) pml4_##name
#define MEMORY memory64
#define LINKS links64
#define REST rest64
#define TOP 4
#define SPACE 0x1000000000000
#define HALF_SPACE 0x800000000000
#define ENTRY_SIZE 8
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
/* A second tuple, and when it is the first. */
#define J1 j4, j3, j2, j1
#define J2 j4, j3, j2
#define J3 j4, j3
#define SAME3 j4 == i4 && j3 == i3
#define SAME2 j4 == i4 && j3 == i3 && j2 == i2
#define SAME1 j4 == i4 && j3 == i3 && j2 == i2 && j1 == i1
/* Not freed when it is empty: the kernel's tables under the top one, which other spaces share (design 5.9). */
#define PINNED(level, va) (level == 3 && va >= 0x800000000000 ? 1 : 0)
#define KEPT(f) (table_level[f] == 3 && table_prefix[f] >= 256)
/* Pages of 4 KiB in a leaf of a level. */
#define PAGES(level) (level == 1 ? 1 : level == 2 ? 0x200 : 0x40000)
#define T4 root_frame
#define T3 pml4_t3(V4)
#define T2 pml4_t2(V3)
#define T1 pml4_t1(V2)
#define TABLE(level) (level == 1 ? T1 : level == 3 ? T3 : level == 4 ? T4 : T2)
#define PLACE(level) (level == 1 ? i1 : level == 3 ? i3 : level == 4 ? i4 : i2)
#define WINDOW(slot) (i4 == slot)
/* A large page of a level: where an address lies in it, the table in its place, its own word, and a second tuple inside it. */
#define OFFSET(level, va) (level == 3 ? va % 0x40000000 : va % 0x200000)
#define BELOW(level) (level == 3 ? T2 : T1)
#define OWN(level) (level == 3 ? pml4_w3(V3) : pml4_w2(V2))
#define INSIDE(level) (j4 == i4 && j3 == i3 && (level != 3 ==> j2 == i2))
/* Of the parts of a large page: those of one of level 3, or of level 2. */
#define SHARE(level, n2, n1) (level == 3 ? n2 : n1)
/* What the hardware reads of it. */
#define HW3 HW_DOWN(root_frame, i4, limit, nx)
#define HW_PAGE(level) (level == 3 ? HW_LARGE(HW3, i3, 0x40000) : HW_LARGE(HW_DOWN(HW3, i3, limit, nx), i2, 0x200))
/* The indices of an address, and the frame in which the hardware's walk of indices ends. */
#define INDICES(e) pml4_index4(e), pml4_index3(e), pml4_index2(e), pml4_index1(e)
#define NX_PART(flags, nx) (flags / 2 % 2 == 0 && nx != 0 ? 0x8000000000000000 : 0)
#define LANDING HW_LEAF(HW_DOWN(HW_DOWN(HW_DOWN(root_frame, i4, limit, nx), i3, limit, nx), i2, limit, nx), i1, limit, nx)
/* The indices and the byte that an address must have for the walk to end at the entry of a level. */
#define E1 slot, i4, i3, i2, i1 * 8
#define E2 slot, slot, i4, i3, i2 * 8
#define E3 slot, slot, slot, i4, i3 * 8
#define E4 slot, slot, slot, slot, i4 * 8
#define X1 slot, i4, i3, i2
#define X2 slot, slot, i4, i3
#define X3 slot, slot, slot, i4
#define X4 slot, slot, slot, slot

#include "spec/tree_logic.h"
#include "spec/page_logic.h"
#include "spec/range_logic.h"
#include "spec/large_logic.h"
#include "spec/split_logic.h"

#endif

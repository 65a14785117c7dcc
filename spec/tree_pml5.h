/* tree_pml5.h - the logic of the page-table tree in PML5; an instance of tree_logic.h. */
#ifndef SPEC_TREE_PML5_H
#define SPEC_TREE_PML5_H

#include "spec/tree_clear.h"

#include "spec/machine_state.h"
#include "spec/pml5.h"
#include "impl/frames/source.h"
#include "selfmap/mapper.h"

#define SPEC(name) pml5_##name
#define MEMORY memory64
#define LINKS links64
#define REST rest64
#define TOP 5
#define SPACE 0x200000000000000
#define HALF_SPACE 0x100000000000000
#define ENTRY_SIZE 8
#define ENTRIES 512
#define ENTRIES3 512
#define WITH3(...) __VA_ARGS__
#define WITH4(...) __VA_ARGS__
#define WITH5(...) __VA_ARGS__
#define SELF(slot, f, i) (f == root_frame && i == slot)
#define TOPS(slot) (0 <= root_frame < MACHINE_FRAMES && table_level[root_frame] == 5 && table_prefix[root_frame] == 0 && \
    (\forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] == 5 ==> f == root_frame) && \
    0 <= slot < 511 && LINKS.child[root_frame][slot] == root_frame)
/* Variables and parameters of a tuple of indices down to a level, and the table that each reaches. */
#define V1 i5, i4, i3, i2, i1
#define V2 i5, i4, i3, i2
#define V3 i5, i4, i3
#define V4 i5, i4
#define V5 i5
#define P1 integer i5, integer i4, integer i3, integer i2, integer i1
#define P2 integer i5, integer i4, integer i3, integer i2
#define P3 integer i5, integer i4, integer i3
#define P4 integer i5, integer i4
#define P5 integer i5
/* A second tuple, and when it is the first. */
#define J1 j5, j4, j3, j2, j1
#define J2 j5, j4, j3, j2
#define J3 j5, j4, j3
#define SAME3 j5 == i5 && j4 == i4 && j3 == i3
#define SAME2 j5 == i5 && j4 == i4 && j3 == i3 && j2 == i2
#define SAME1 j5 == i5 && j4 == i4 && j3 == i3 && j2 == i2 && j1 == i1
/* Not freed when it is empty: the kernel's tables under the top one, which other spaces share (design 5.9). */
#define PINNED(level, va) (level == 4 && va >= 0x100000000000000 ? 1 : 0)
#define KEPT(f) (table_level[f] == 4 && table_prefix[f] >= 256)
/* Pages of 4 KiB in a leaf of a level. */
#define PAGES(level) (level == 1 ? 1 : level == 2 ? 0x200 : 0x40000)
#define T5 root_frame
#define T4 pml5_t4(V5)
#define T3 pml5_t3(V4)
#define T2 pml5_t2(V3)
#define T1 pml5_t1(V2)
#define TABLE(level) (level == 1 ? T1 : level == 3 ? T3 : level == 4 ? T4 : level == 5 ? T5 : T2)
#define PLACE(level) (level == 1 ? i1 : level == 3 ? i3 : level == 4 ? i4 : level == 5 ? i5 : i2)
#define WINDOW(slot) (i5 == slot)
/* A large page of a level: where an address lies in it, the table in its place, its own word, and a second tuple inside it. */
#define OFFSET(level, va) (level == 3 ? va % 0x40000000 : va % 0x200000)
#define BELOW(level) (level == 3 ? T2 : T1)
#define OWN(level) (level == 3 ? pml5_w3(V3) : pml5_w2(V2))
#define INSIDE(level) (j5 == i5 && j4 == i4 && j3 == i3 && (level != 3 ==> j2 == i2))
/* Of the parts of a large page: those of one of level 3, or of level 2. */
#define SHARE(level, n2, n1) (level == 3 ? n2 : n1)
/* What the hardware reads of it. */
#define HW3 HW_DOWN(HW_DOWN(root_frame, i5, limit, nx), i4, limit, nx)
#define HW_PAGE(level) (level == 3 ? HW_LARGE(HW3, i3, 0x40000) : HW_LARGE(HW_DOWN(HW3, i3, limit, nx), i2, 0x200))
/* The indices of an address, and the frame in which the hardware's walk of indices ends. */
#define INDICES(e) pml5_index5(e), pml5_index4(e), pml5_index3(e), pml5_index2(e), pml5_index1(e)
#define NX_PART(flags, nx) (flags / 2 % 2 == 0 && nx != 0 ? 0x8000000000000000 : 0)
#define LANDING \
    HW_LEAF(HW_DOWN(HW_DOWN(HW_DOWN(HW_DOWN(root_frame, i5, limit, nx), i4, limit, nx), i3, limit, nx), i2, limit, nx), i1, limit, nx)
/* The indices and the byte that an address must have for the walk to end at the entry of a level. */
#define E1 slot, i5, i4, i3, i2, i1 * 8
#define E2 slot, slot, i5, i4, i3, i2 * 8
#define E3 slot, slot, slot, i5, i4, i3 * 8
#define E4 slot, slot, slot, slot, i5, i4 * 8
#define E5 slot, slot, slot, slot, slot, i5 * 8
#define X1 slot, i5, i4, i3, i2
#define X2 slot, slot, i5, i4, i3
#define X3 slot, slot, slot, i5, i4
#define X4 slot, slot, slot, slot, i5
#define X5 slot, slot, slot, slot, slot

#include "spec/tree_logic.h"
#include "spec/page_logic.h"
#include "spec/range_logic.h"
#include "spec/large_logic.h"
#include "spec/split_logic.h"

#endif

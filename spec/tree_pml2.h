/* tree_pml2.h - the logic of the page-table tree in PML2; an instance of tree_logic.h. */
#ifndef SPEC_TREE_PML2_H
#define SPEC_TREE_PML2_H

#include "spec/tree_clear.h"

#include "spec/machine_state.h"
#include "spec/pml2.h"
#include "impl/frames/source.h"
#include "selfmap/mapper.h"

#define SPEC(name) pml2_##name
#define MEMORY memory32
#define LINKS links32
#define REST rest32
#define TOP 2
#define SPACE 0x100000000
#define HALF_SPACE 0x100000000
#define ENTRY_SIZE 4
#define ENTRIES 1024
#define WITH3(...)
#define WITH4(...)
#define WITH5(...)
#define SELF(slot, f, i) (f == root_frame && i == slot)
#define TOPS(slot) (0 <= root_frame < MACHINE_FRAMES && table_level[root_frame] == 2 && table_prefix[root_frame] == 0 && \
    (\forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] == 2 ==> f == root_frame) && \
    0 <= slot < 1023 && LINKS.child[root_frame][slot] == root_frame)
/* Variables and parameters of a tuple of indices down to a level, and the table that each reaches. */
#define V1 i2, i1
#define V2 i2
#define P1 integer i2, integer i1
#define P2 integer i2
/* A second tuple, and when it is the first. */
#define J1 j2, j1
#define J2 j2
#define SAME2 j2 == i2
#define SAME1 j2 == i2 && j1 == i1
/* Not freed when it is empty: the kernel's page tables, which other spaces share (design 5.9). */
#define PINNED(level, va) (va >= 0x80000000 ? 1 : 0)
#define KEPT(f) (table_prefix[f] >= 512)
/* Pages of 4 KiB in a leaf of a level. */
#define PAGES(level) (level == 1 ? 1 : 0x400)
#define T2 root_frame
#define T1 pml2_t1(V2)
#define TABLE(level) (level == 1 ? T1 : T2)
#define PLACE(level) (level == 1 ? i1 : i2)
#define WINDOW(slot) (i2 == slot)
/* A large page of a level: where an address lies in it, the table in its place, its own word, and a second tuple inside it. */
#define OFFSET(level, va) (va % 0x400000)
#define BELOW(level) T1
#define OWN(level) pml2_w2(V2)
#define INSIDE(level) (SAME2)
/* Of the parts of a large page: those of one of level 3, or of level 2. */
#define SHARE(level, n2, n1) (n1)
/* What the hardware reads of it. */
#define HW_PAGE(level) HW_LARGE(T2, i2, ENTRIES)
/* The indices of an address, and the frame in which the hardware's walk of indices ends. */
#define INDICES(e) pml2_index2(e), pml2_index1(e)
#define NX_PART(flags, nx) 0
#define LANDING HW_LEAF(HW_DOWN(root_frame, i2, limit, nx), i1, limit, nx)
/* The indices and the byte that an address must have for the walk to end at the entry of a level. */
#define E1 slot, i2, i1 * 4
#define E2 slot, slot, i2 * 4
#define X1 slot, i2
#define X2 slot, slot

#include "spec/tree_logic.h"
#include "spec/page_logic.h"
#include "spec/range_logic.h"
#include "spec/large_logic.h"
#include "spec/split_logic.h"

#endif

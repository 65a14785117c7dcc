/*
 * tree_pml3.h - the logic of the page-table tree in PML3 (PAE); an instance of tree_logic.h. There is no root table: the CPU
 * latched the four PDPTEs when CR3 was loaded, so the tree has four tops, the directories. The last one shows all four.
 */
#ifndef SPEC_TREE_PML3_H
#define SPEC_TREE_PML3_H

#include "spec/tree_clear.h"

#include "spec/machine_state.h"
#include "spec/pml3.h"
#include "impl/frames/source.h"
#include "selfmap/mapper.h"

#define SPEC(name) pml3_##name
#define MEMORY memory64
#define LINKS links64
#define REST rest64
#define TOP 2
#define SPACE 0x100000000
#define HALF_SPACE 0x100000000
#define ENTRY_SIZE 8
#define ENTRIES 512
#define ENTRIES3 4
#define WITH3(...) __VA_ARGS__
#define WITH4(...)
#define WITH5(...)
#define SELF(slot, f, i) (f == latched[3] && slot <= i < slot + 4)
#define TOPS(slot) ((\forall integer k; 0 <= k < 4 ==> \
      0 <= latched[k] < MACHINE_FRAMES && table_level[latched[k]] == 2 && table_prefix[latched[k]] == k) && \
    (\forall integer f; 0 <= f < MACHINE_FRAMES && table_level[f] == 2 ==> \
      0 <= table_prefix[f] < 4 && latched[table_prefix[f]] == f) && \
    0 <= slot < 508 && (\forall integer k; 0 <= k < 4 ==> LINKS.child[latched[3]][slot + k] == latched[k]))
/* Variables and parameters of a tuple of indices down to a level, and the table that each reaches. */
#define V1 i3, i2, i1
#define V2 i3, i2
#define V3 i3
#define P1 integer i3, integer i2, integer i1
#define P2 integer i3, integer i2
#define P3 integer i3
/* A second tuple, and when it is the first. */
#define J1 j3, j2, j1
#define J2 j3, j2
#define SAME2 j3 == i3 && j2 == i2
#define SAME1 j3 == i3 && j2 == i2 && j1 == i1
/* Not freed when it is empty: nothing, since the page directories are the top and are never freed. */
#define PINNED(level, va) 0
#define KEPT(f) (\false)
/* Pages of 4 KiB in a leaf of a level. */
#define PAGES(level) (level == 1 ? 1 : 0x200)
#define T2 latched[i3]
#define T1 pml3_t1(V2)
#define TABLE(level) (level == 1 ? T1 : T2)
#define PLACE(level) (level == 1 ? i1 : i2)
#define WINDOW(slot) (i3 == 3 && slot <= i2 < slot + 4)
/* A large page of a level: where an address lies in it, the table in its place, its own word, and a second tuple inside it. */
#define OFFSET(level, va) (va % 0x200000)
#define BELOW(level) T1
#define OWN(level) pml3_w2(V2)
#define INSIDE(level) (SAME2)
/* Of the parts of a large page: those of one of level 3, or of level 2. */
#define SHARE(level, n2, n1) (n1)
/* What the hardware reads of it. */
#define HW_PAGE(level) HW_LARGE(T2, i2, ENTRIES)
/* The indices of an address, and the frame in which the hardware's walk of indices ends. */
#define INDICES(e) pml3_index3(e), pml3_index2(e), pml3_index1(e)
#define NX_PART(flags, nx) (flags / 2 % 2 == 0 && nx != 0 ? 0x8000000000000000 : 0)
#define LANDING HW_LEAF(HW_DOWN(T2, i2, limit, nx), i1, limit, nx)
/* The indices and the byte that an address must have for the walk to end at the entry of a level. */
#define E1 3, slot + i3, i2, i1 * 8
#define E2 3, slot + 3, slot + i3, i2 * 8
#define X1 3, slot + i3, i2
#define X2 3, slot + 3, slot + i3

#include "spec/tree_logic.h"
#include "spec/page_logic.h"
#include "spec/range_logic.h"
#include "spec/large_logic.h"
#include "spec/split_logic.h"

#endif

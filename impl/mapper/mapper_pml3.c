/* mapper_pml3.c - the mapper of PML3: constants and the mode's own proof steps for the template. */
#include "../machine.h"
#include "../frames/source.h"
#include "modes.h"

#include "spec/tree_pml3.h"

#define MODE(name) pml3_##name
#define WORD uint64_t
#define WORD_END 0x10000000000000000
#define SPAN 0x100000000
#define HALF SPAN
#define HIGH 0
#define SIZE1 0x1000
#define SIZE2 0x200000
#define SIZE3 0x40000000
#define FRAME_LIMIT 0x10000000000
#define LARGEST 2
#define IF_WIDE(...)
#define IF3(...) __VA_ARGS__
#define IF4(...)
#define IF5(...)
#define IF_WINDOW3(...)
#define NX_BIT(flags, no_execute) (flags / 2 % 2 == 0 && no_execute != 0 ? 0x8000000000000000 : 0)
#define EXECUTABLE(word) (word / 0x8000000000000000 == 0)
#define PAGES_INSIDE(level, va) (level == 1 ? 0 : va / SIZE1 % 0x200)
#define IF_KEPT(...)
#define STAYS(level, va) ((void)(level), (void)va, 0u)

/* Tuples of indices: as parameters, as an address has them (in a contract, as ghost variables), as an address must have them. */
#define TUPLE1 uint32_t i3, uint32_t i2, uint32_t i1
#define OF_VA i3 == pml3_index3(va) && i2 == pml3_index2(va) && i1 == pml3_index1(va)
#define NEXT_OF_VA pml3_index3(va + k * 0x1000) == i3 && \
    pml3_index2(va + k * 0x1000) == i2 && pml3_index1(va + k * 0x1000) == i1 + k
#define GHOST_TUPLE \
    uint32_t i3 = (uint32_t)(va / SIZE3 % 4); \
    uint32_t i2 = (uint32_t)(va / SIZE2 % 512); \
    uint32_t i1 = (uint32_t)(va / SIZE1 % 512);
#define IS(e, ...) IS_(e, __VA_ARGS__)
#define IS_(e, a3, a2, a1, byte) (pml3_index3(e) == a3 && pml3_index2(e) == a2 && pml3_index1(e) == a1 && e % 0x1000 == byte)
#define SIGN(high) 0

/* Part k of the large page at va: its address, its indices. */
#define PART_VA (va + k * SIZE1)
#define PART_TUPLE i3, i2, k
#define PART_OF_VA pml3_index3(PART_VA) == i3 && pml3_index2(PART_VA) == i2 && pml3_index1(PART_VA) == k

/* Steps of the ghost lemmas of access_template.h and page_template.h. */
#define PAGE_PROOF \
    /@ assert rung1: va / 0x1000 == va / SIZE2 * ENTRIES + i1; @/ \
    /@ assert rung2: va / SIZE2 == va / SIZE3 * ENTRIES + i2; @/ \
    /@ assert entry: SPEC(entry_address)(slot, 1, va) - SPEC(window_base)(slot, 1) == ((i3 * 512 + i2) * 512 + i1) * 8; @/
/* An entry's own entry, through the window: the self-map once more. */
#define NEST_PROOF \
    MODE(where_lemma)(slot, level, va, lower, V1); \
    /@ assert nested: SPEC(entry_address)(slot, 1, lower) == entry; @/ \
    MODE(page_lemma)(slot, lower, (uint32_t)(lower / SIZE3 % 4), (uint32_t)(lower / SIZE2 % 512), (uint32_t)(lower / 0x1000 % 512));
#define OUTSIDE_PROOF \
    /@ assert rung1: va / 0x1000 == va / SIZE2 * ENTRIES + i1; @/ \
    /@ assert rung2: va / SIZE2 == va / SIZE3 * ENTRIES + i2; @/ \
    /@ assert base: SPEC(window_base)(slot, 1) == 3 * SIZE3 + slot * SIZE2; @/
#define SHIFT_PROOF \
    /@ assert down: \forall integer k; 0 <= k < 4 ==> HW_DOWN(latched[3], slot + k, limit, nx) == latched[k]; @/ \
    /@ assert down2: T1 >= 0 ==> HW_LEAF(T2, i2, limit, nx) == T1; @/ \
    /@ assert leaf2: HW_LEAF(latched[3], slot + i3, limit, nx) == T2; @/

#include "mapper_template.h"

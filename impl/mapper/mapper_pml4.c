/* mapper_pml4.c - the mapper of PML4: constants and the mode's own proof steps for the template. */
#include "../machine.h"
#include "../frames/source.h"
#include "modes.h"

#include "spec/tree_pml4.h"

#define MODE(name) pml4_##name
#define WORD uint64_t
#define WORD_END 0x10000000000000000
#define SPAN 0x1000000000000
#define HALF 0x800000000000
#define HIGH 0xFFFF000000000000
#define SIZE1 0x1000
#define SIZE2 0x200000
#define SIZE3 0x40000000
#define SIZE4 0x8000000000
#define FRAME_LIMIT 0x10000000000
#define LARGEST 3
#define IF_WIDE(...) __VA_ARGS__
#define IF3(...) __VA_ARGS__
#define IF4(...) __VA_ARGS__
#define IF5(...)
#define IF_WINDOW3(...) __VA_ARGS__
#define NX_BIT(flags, no_execute) (flags / 2 % 2 == 0 && no_execute != 0 ? 0x8000000000000000 : 0)
#define PAGES_INSIDE(level, va) (level == 1 ? 0 : level == 2 ? va / SIZE1 % 0x200 : va / SIZE1 % 0x40000)
#define IF_KEPT(...)
#define TOP_INDEX(va) pml4_index4(va)
#define STAYS(level, va) (level == 3 && va >= HALF ? 1u : 0u)
#define EXECUTABLE(word) (word / 0x8000000000000000 == 0)

/* Tuples of indices: as parameters, as an address has them (in a contract, as ghost variables), as an address must have them. */
#define TUPLE1 uint32_t i4, uint32_t i3, uint32_t i2, uint32_t i1
#define OF_VA i4 == pml4_index4(va) && i3 == pml4_index3(va) && i2 == pml4_index2(va) && i1 == pml4_index1(va)
#define NEXT_OF_VA pml4_index4(va + k * 0x1000) == i4 && pml4_index3(va + k * 0x1000) == i3 && \
    pml4_index2(va + k * 0x1000) == i2 && pml4_index1(va + k * 0x1000) == i1 + k
#define GHOST_TUPLE \
    uint32_t i4 = (uint32_t)(va / SIZE4 % 512); \
    uint32_t i3 = (uint32_t)(va / SIZE3 % 512); \
    uint32_t i2 = (uint32_t)(va / SIZE2 % 512); \
    uint32_t i1 = (uint32_t)(va / SIZE1 % 512);
#define IS(e, ...) IS_(e, __VA_ARGS__)
#define IS_(e, a4, a3, a2, a1, byte) (pml4_index4(e) == a4 && pml4_index3(e) == a3 && pml4_index2(e) == a2 && \
    pml4_index1(e) == a1 && e % 0x1000 == byte)
#define SIGN(high) (i4 < 256 ? 0 : high)

/* Part k of the large page at va: its address, its indices. */
#define PART_VA SHARE(level, va + k * SIZE2, va + k * SIZE1)
#define PART_TUPLE i4, i3, SHARE(level, k, i2), SHARE(level, 0, k)
#define PART3_TUPLE i4, i3, k, 0
#define PART_OF_VA pml4_index4(PART_VA) == i4 && pml4_index3(PART_VA) == i3 && \
    pml4_index2(PART_VA) == SHARE(level, k, i2) && pml4_index1(PART_VA) == SHARE(level, 0, k)

/* Steps of the ghost lemmas of access_template.h and page_template.h. */
#define PAGE_PROOF \
    /@ assert rung1: va / 0x1000 == va / SIZE2 * ENTRIES + i1; @/ \
    /@ assert rung2: va / SIZE2 == va / SIZE3 * ENTRIES + i2; @/ \
    /@ assert rung3: va / SIZE3 == va / SIZE4 * ENTRIES + i3; @/ \
    /@ assert entry: SPEC(entry_address)(slot, 1, va) - SPEC(window_base)(slot, 1) == (((i4 * 512 + i3) * 512 + i2) * 512 + i1) * 8; @/
/* An entry's own entry, through the window: the self-map once more. */
#define NEST_PROOF \
    MODE(where_lemma)(slot, level, va, lower, V1); \
    /@ assert nested: SPEC(entry_address)(slot, 1, lower) == entry; @/ \
    MODE(page_lemma)(slot, lower, (uint32_t)(lower / SIZE4 % 512), (uint32_t)(lower / SIZE3 % 512), (uint32_t)(lower / SIZE2 % 512), (uint32_t)(lower / 0x1000 % 512));
#define OUTSIDE_PROOF \
    /@ assert rung1: va / 0x1000 == va / SIZE2 * ENTRIES + i1; @/ \
    /@ assert rung2: va / SIZE2 == va / SIZE3 * ENTRIES + i2; @/ \
    /@ assert rung3: va / SIZE3 == va / SIZE4 * ENTRIES + i3; @/ \
    /@ assert base: SPEC(window_base)(slot, 1) == SPEC(extend)(slot * SIZE4); @/
#define SHIFT_PROOF \
    /@ assert down: HW_DOWN(root_frame, slot, limit, nx) == root_frame && HW_LEAF(root_frame, slot, limit, nx) == root_frame; @/ \
    /@ assert down4: T3 >= 0 ==> HW_DOWN(root_frame, i4, limit, nx) == T3 && HW_LEAF(root_frame, i4, limit, nx) == T3; @/ \
    /@ assert down3: T2 >= 0 ==> T3 >= 0 && HW_DOWN(T3, i3, limit, nx) == T2 && HW_LEAF(T3, i3, limit, nx) == T2; @/ \
    /@ assert down2: T1 >= 0 ==> T2 >= 0 && HW_LEAF(T2, i2, limit, nx) == T1; @/

#include "mapper_template.h"

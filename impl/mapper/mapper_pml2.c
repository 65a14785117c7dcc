/* mapper_pml2.c - the mapper of PML2: constants and the mode's own proof steps for the template. */
#include "../machine.h"
#include "../frames/source.h"
#include "modes.h"

#include "spec/tree_pml2.h"

#define MODE(name) pml2_##name
#define WORD uint32_t
#define WORD_END 0x100000000
#define SPAN 0x100000000
#define HALF SPAN
#define HIGH 0
#define SIZE1 0x1000
#define SIZE2 0x400000
#define FRAME_LIMIT 0x100000
#define LARGEST 2
#define IF_WIDE(...)
#define IF3(...)
#define IF4(...)
#define IF5(...)
#define IF_WINDOW3(...)
#define NX_BIT(flags, no_execute) (0 * no_execute)
#define EXECUTABLE(word) 1
#define PAGES_INSIDE(level, va) (level == 1 ? 0 : va / SIZE1 % 0x400)
#define IF_KEPT(...) __VA_ARGS__
#define STAYS(level, va) ((void)(level), (uint32_t)(va >= 0x80000000))

/* Tuples of indices: as parameters, as an address has them (in a contract, as ghost variables), as an address must have them. */
#define TUPLE1 uint32_t i2, uint32_t i1
#define OF_VA i2 == pml2_index2(va) && i1 == pml2_index1(va)
#define NEXT_OF_VA pml2_index2(va + k * 0x1000) == i2 && pml2_index1(va + k * 0x1000) == i1 + k
#define GHOST_TUPLE \
    uint32_t i2 = (uint32_t)(va / SIZE2 % 1024); \
    uint32_t i1 = (uint32_t)(va / SIZE1 % 1024);
#define IS(e, ...) IS_(e, __VA_ARGS__)
#define IS_(e, a2, a1, byte) (pml2_index2(e) == a2 && pml2_index1(e) == a1 && e % 0x1000 == byte)
#define SIGN(high) 0

/* Part k of the large page at va: its address, its indices. */
#define PART_VA (va + k * SIZE1)
#define PART_TUPLE i2, k
#define PART_OF_VA pml2_index2(PART_VA) == i2 && pml2_index1(PART_VA) == k

/* Steps of the ghost lemmas of access_template.h and page_template.h. */
#define PAGE_PROOF \
    /@ assert rung1: va / 0x1000 == va / SIZE2 * ENTRIES + i1; @/ \
    /@ assert entry: SPEC(entry_address)(slot, 1, va) - SPEC(window_base)(slot, 1) == (i2 * 1024 + i1) * 4; @/
/* An entry's own entry, through the window: the self-map once more. */
#define NEST_PROOF \
    MODE(where_lemma)(slot, level, va, lower, V1); \
    /@ assert nested: SPEC(entry_address)(slot, 1, lower) == entry; @/ \
    MODE(page_lemma)(slot, lower, (uint32_t)(lower / SIZE2 % 1024), (uint32_t)(lower / 0x1000 % 1024));
#define OUTSIDE_PROOF \
    /@ assert rung1: va / 0x1000 == va / SIZE2 * ENTRIES + i1; @/ \
    /@ assert base: SPEC(window_base)(slot, 1) == slot * SIZE2; @/
#define SHIFT_PROOF \
    /@ assert down: HW_DOWN(root_frame, slot, limit, nx) == root_frame && HW_LEAF(root_frame, slot, limit, nx) == root_frame; @/ \
    /@ assert down2: T1 >= 0 ==> HW_DOWN(root_frame, i2, limit, nx) == T1 && HW_LEAF(root_frame, i2, limit, nx) == T1; @/

#include "mapper_template.h"

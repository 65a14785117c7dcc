/* walk_pml5.c - the walk theorem of PML5: the shift lemma here, the theorem in the template. */
#include "impl/pagemap/modes.h"

#define MODE(name) pml5_##name
#define WORD uint64_t
#define ENTRY_SIZE 8
#define IF3(...) __VA_ARGS__
#define IF4(...) __VA_ARGS__
#define IF5(...) __VA_ARGS__
/* The condition of a level that is not the mode's last window. */
#define UNLESS_LAST2(...) __VA_ARGS__
#define UNLESS_LAST4(...) __VA_ARGS__
#define IF_WINDOW3(...) __VA_ARGS__

/* J(n), and K(n) in contracts: what stands in the place of index n of va, above the top the slot again. */
#define J(n) J##n
#define K(n) K##n
#define K_TOP(n) K(n)
#define K2 pml5_index2(va)
#define K3 pml5_index3(va)
#define K4 pml5_index4(va)
#define K5 pml5_index5(va)
#define K6 SLOT
#define K7 SLOT
#define K8 SLOT
#define K9 SLOT
#define K10 SLOT
#define TOP(n) J(n)
#define J2 v2
#define J3 v3
#define J4 v4
#define J5 v5
#define J6 SLOT
#define J7 SLOT
#define J8 SLOT
#define J9 SLOT
#define J10 SLOT

/*@ requires installed: pml5_self_mapped(mem, limit, nx, root, slot);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_shift4: pml5_table4(mem, limit, nx, root, slot) == root;
    ensures T1b_shift3: \forall integer a; pml5_table3(mem, limit, nx, root, slot, a) == pml5_table4(mem, limit, nx, root, a);
    ensures T1b_shift2: \forall integer a, b; pml5_table2(mem, limit, nx, root, slot, a, b) == pml5_table3(mem, limit, nx, root, a, b);
    ensures T1b_shift1: \forall integer a, b, c; pml5_table1(mem, limit, nx, root, slot, a, b, c) == pml5_table2(mem, limit, nx, root, a, b, c);
    ensures T1b_lands: \forall integer a, b, c, d, byte; pml5_table1(mem, limit, nx, root, a, b, c, d) >= 0 ==>
      pml5_translate(mem, limit, nx, root, slot, a, b, c, d, byte) == pml5_table1(mem, limit, nx, root, a, b, c, d) * 0x1000 + byte;
*/
static void pml5_shift_lemma(uint64_t *mem, uint64_t limit, uint32_t nx, uint64_t root, uint64_t slot)
{
    /*@ assert shift4: pml5_table4(mem, limit, nx, root, slot) == root; */
    /*@ assert shift3: \forall integer a; pml5_table3(mem, limit, nx, root, slot, a) == pml5_table4(mem, limit, nx, root, a); */
    /*@ assert shift2: \forall integer a, b; pml5_table2(mem, limit, nx, root, slot, a, b) == pml5_table3(mem, limit, nx, root, a, b); */
    /*@ assert shift1: \forall integer a, b, c; pml5_table1(mem, limit, nx, root, slot, a, b, c) == pml5_table2(mem, limit, nx, root, a, b, c); */
    /*@ assert lands: \forall integer a, b, c, d, byte; pml5_table1(mem, limit, nx, root, a, b, c, d) >= 0 ==>
      pml5_translate(mem, limit, nx, root, slot, a, b, c, d, byte) == pml5_table1(mem, limit, nx, root, a, b, c, d) * 0x1000 + byte; */
    (void)mem;
    (void)limit;
    (void)nx;
    (void)root;
    (void)slot;
}

#define LANDS1
#define LANDS2

/* The hardware takes apart what pack put together. */
/*@ requires i5 < 512 && i4 < 512 && i3 < 512 && i2 < 512 && i1 < 512 && byte < 0x1000;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_byte: pml5_pack(i5, i4, i3, i2, i1, byte) % 0x1000 == byte;
    ensures T1b_index1: pml5_index1(pml5_pack(i5, i4, i3, i2, i1, byte)) == i1;
    ensures T1b_index2: pml5_index2(pml5_pack(i5, i4, i3, i2, i1, byte)) == i2;
    ensures T1b_index3: pml5_index3(pml5_pack(i5, i4, i3, i2, i1, byte)) == i3;
    ensures T1b_index4: pml5_index4(pml5_pack(i5, i4, i3, i2, i1, byte)) == i4;
    ensures T1b_index5: pml5_index5(pml5_pack(i5, i4, i3, i2, i1, byte)) == i5;
*/
static void pml5_unpack_lemma(uint64_t i5, uint64_t i4, uint64_t i3, uint64_t i2, uint64_t i1, uint64_t byte)
{
    /*@ assert rung1: pml5_pack(i5, i4, i3, i2, i1, byte) / 0x1000 == (i5 < 256 ? 0 : 0xFE00000000000) + i5 * 0x1000000000 + i4 * 0x8000000 + i3 * 0x40000 + i2 * 0x200 + i1; */
    /*@ assert rung2: pml5_pack(i5, i4, i3, i2, i1, byte) / 0x200000 == (i5 < 256 ? 0 : 0x7F000000000) + i5 * 0x8000000 + i4 * 0x40000 + i3 * 0x200 + i2; */
    /*@ assert rung3: pml5_pack(i5, i4, i3, i2, i1, byte) / 0x40000000 == (i5 < 256 ? 0 : 0x3F8000000) + i5 * 0x40000 + i4 * 0x200 + i3; */
    /*@ assert rung4: pml5_pack(i5, i4, i3, i2, i1, byte) / 0x8000000000 == (i5 < 256 ? 0 : 0x1FC0000) + i5 * 0x200 + i4; */
    /*@ assert rung5: pml5_pack(i5, i4, i3, i2, i1, byte) / 0x1000000000000 == (i5 < 256 ? 0 : 0xFE00) + i5; */
    (void)i5;
    (void)i4;
    (void)i3;
    (void)i2;
    (void)i1;
    (void)byte;
}

#define SIZE2 0x200000
#define SIZE3 0x40000000
#define SIZE4 0x8000000000
#define SIZE5 0x1000000000000
#define ENTRIES 512

#include "walk_template.h"

/* walk_pml2.c - the walk theorem of PML2: the shift lemma here, the theorem in the template. */
#include "impl/pagemap/modes.h"

#define MODE(name) pml2_##name
#define WORD uint32_t
#define ENTRY_SIZE 4
#define IF3(...)
#define IF4(...)
#define IF5(...)
/* The condition of a level that is not the mode's last window. */
#define UNLESS_LAST2(...)
#define UNLESS_LAST4(...) __VA_ARGS__
#define IF_WINDOW3(...)

/* J(n), and K(n) in contracts: what stands in the place of index n of va, above the top the slot again. */
#define J(n) J##n
#define K(n) K##n
#define K_TOP(n) K(n)
#define K2 pml2_index2(va)
#define K3 SLOT
#define K4 SLOT
#define TOP(n) J(n)
#define J2 v2
#define J3 SLOT
#define J4 SLOT

/*@ requires installed: pml2_self_mapped(mem, limit, nx, root, slot);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_shift1: pml2_table1(mem, limit, nx, root, slot) == root;
    ensures T1b_lands: \forall integer a, byte; pml2_table1(mem, limit, nx, root, a) >= 0 ==>
      pml2_translate(mem, limit, nx, root, slot, a, byte) == pml2_table1(mem, limit, nx, root, a) * 0x1000 + byte;
*/
static void pml2_shift_lemma(uint32_t *mem, uint64_t limit, uint32_t nx, uint64_t root, uint64_t slot)
{
    /*@ assert shift1: pml2_table1(mem, limit, nx, root, slot) == root; */
    /*@ assert lands: \forall integer a, byte; pml2_table1(mem, limit, nx, root, a) >= 0 ==>
      pml2_translate(mem, limit, nx, root, slot, a, byte) == pml2_table1(mem, limit, nx, root, a) * 0x1000 + byte; */
    (void)mem;
    (void)limit;
    (void)nx;
    (void)root;
    (void)slot;
}

#define LANDS1
#define LANDS2

/* The hardware takes apart what pack put together. */
/*@ requires i2 < 1024 && i1 < 1024 && byte < 0x1000;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_byte: pml2_pack(i2, i1, byte) % 0x1000 == byte;
    ensures T1b_index1: pml2_index1(pml2_pack(i2, i1, byte)) == i1;
    ensures T1b_index2: pml2_index2(pml2_pack(i2, i1, byte)) == i2;
*/
static void pml2_unpack_lemma(uint64_t i2, uint64_t i1, uint64_t byte)
{
    /*@ assert rung1: pml2_pack(i2, i1, byte) / 0x1000 == i2 * 0x400 + i1; */
    /*@ assert rung2: pml2_pack(i2, i1, byte) / 0x400000 == i2; */
    (void)i2;
    (void)i1;
    (void)byte;
}

#define SIZE2 0x400000
#define ENTRIES 1024

#include "walk_template.h"

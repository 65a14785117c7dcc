/* walk_pml3.c - the walk theorem of PML3: the shift lemma here, the theorem in the template. */
#include "impl/pagemap/modes.h"

#define MODE(name) pml3_##name
#define WORD uint64_t
#define ENTRY_SIZE 8
#define IF3(...) __VA_ARGS__
#define IF4(...)
#define IF5(...)
/* The condition of a level that is not the mode's last window. */
#define UNLESS_LAST2(...)
#define UNLESS_LAST4(...) __VA_ARGS__
#define IF_WINDOW3(...)

/* J(n), and K(n) in contracts: what stands in the place of index n of va, above the top the slot again. */
#define J(n) J##n
#define K(n) K##n
#define K_TOP(n) 3
#define K2 pml3_index2(va)
#define K3 (SLOT + pml3_index3(va))
#define K4 (SLOT + 3)
#define TOP(n) 3
#define J2 v2
#define J3 (SLOT + v3)
#define J4 (SLOT + 3)

/*@ requires installed: pml3_self_mapped(mem, limit, nx, root, slot);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_shift1: \forall integer k; 0 <= k < 4 ==> pml3_table1(mem, limit, nx, root, 3, slot + k) == pml3_table2(mem, limit, nx, root, k);
*/
static void pml3_shift_lemma(uint64_t *mem, uint64_t limit, uint32_t nx, uint64_t root, uint64_t slot)
{
    /*@ assert shift1: \forall integer k; 0 <= k < 4 ==> pml3_table1(mem, limit, nx, root, 3, slot + k) == pml3_table2(mem, limit, nx, root, k); */
    (void)mem;
    (void)limit;
    (void)nx;
    (void)root;
    (void)slot;
}

/*@ requires installed: pml3_self_mapped(mem, limit, nx, root, slot);
    requires k < 4;
    requires legal: slot <= 508;
    requires where: pml3_index3(e) == 3 && pml3_index2(e) == slot + k && pml3_index1(e) == a;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_lands: pml3_table1(mem, limit, nx, root, k, a) >= 0 ==> pml3_walk(mem, limit, nx, root, e) == pml3_table1(mem, limit, nx, root, k, a) * 0x1000 + e % 0x1000;
*/
static void pml3_lands1_lemma(uint64_t *mem, uint64_t limit, uint32_t nx, uint64_t root, uint64_t slot, uint64_t k, uint64_t a, uint64_t e)
{
    /*@ assert shift: pml3_table1(mem, limit, nx, root, 3, slot + k) == pml3_table2(mem, limit, nx, root, k); */
    /*@ assert same: mem[pml3_table1(mem, limit, nx, root, 3, slot + k) * 512 + a] == mem[pml3_table2(mem, limit, nx, root, k) * 512 + a]; */
    /*@ assert leaf: pml3_table1(mem, limit, nx, root, k, a) >= 0 ==> pml3_leaf1(mem, limit, nx, root, 3, slot + k, a) == pml3_table1(mem, limit, nx, root, k, a); */
    /*@ assert lands: pml3_table1(mem, limit, nx, root, k, a) >= 0 ==> pml3_translate(mem, limit, nx, root, 3, slot + k, a, e % 0x1000) == pml3_table1(mem, limit, nx, root, k, a) * 0x1000 + e % 0x1000; */
    (void)mem;
    (void)limit;
    (void)nx;
    (void)root;
    (void)slot;
    (void)k;
    (void)a;
    (void)e;
}

/*@ requires installed: pml3_self_mapped(mem, limit, nx, root, slot);
    requires k < 4;
    requires legal: slot <= 508;
    requires where: pml3_index3(e) == 3 && pml3_index2(e) == slot + 3 && pml3_index1(e) == slot + k;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_lands: pml3_table2(mem, limit, nx, root, k) >= 0 ==> pml3_walk(mem, limit, nx, root, e) == pml3_table2(mem, limit, nx, root, k) * 0x1000 + e % 0x1000;
*/
static void pml3_lands2_lemma(uint64_t *mem, uint64_t limit, uint32_t nx, uint64_t root, uint64_t slot, uint64_t k, uint64_t e)
{
    /*@ assert shift3: pml3_table1(mem, limit, nx, root, 3, slot + 3) == pml3_table2(mem, limit, nx, root, 3); */
    /*@ assert shift: pml3_table1(mem, limit, nx, root, 3, slot + k) == pml3_table2(mem, limit, nx, root, k); */
    /*@ assert same: mem[pml3_table1(mem, limit, nx, root, 3, slot + 3) * 512 + (slot + k)] == mem[pml3_table2(mem, limit, nx, root, 3) * 512 + (slot + k)]; */
    /*@ assert leaf: pml3_leaf1(mem, limit, nx, root, 3, slot + 3, slot + k) == pml3_table2(mem, limit, nx, root, k); */
    /*@ assert lands: pml3_table2(mem, limit, nx, root, k) >= 0 ==> pml3_translate(mem, limit, nx, root, 3, slot + 3, slot + k, e % 0x1000) == pml3_table2(mem, limit, nx, root, k) * 0x1000 + e % 0x1000; */
    (void)mem;
    (void)limit;
    (void)nx;
    (void)root;
    (void)slot;
    (void)k;
    (void)e;
}

/* The template's last step, which the other modes take from their shift lemma. */
#define LANDS1 pml3_lands1_lemma(mem, limit, nx, root, SLOT, va / SIZE3 % ENTRIES, va / SIZE2 % ENTRIES, entry);
#define LANDS2 pml3_lands2_lemma(mem, limit, nx, root, SLOT, va / SIZE3 % ENTRIES, entry);

/* The hardware takes apart what pack put together. */
/*@ requires i3 < 4 && i2 < 512 && i1 < 512 && byte < 0x1000;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_byte: pml3_pack(i3, i2, i1, byte) % 0x1000 == byte;
    ensures T1b_index1: pml3_index1(pml3_pack(i3, i2, i1, byte)) == i1;
    ensures T1b_index2: pml3_index2(pml3_pack(i3, i2, i1, byte)) == i2;
    ensures T1b_index3: pml3_index3(pml3_pack(i3, i2, i1, byte)) == i3;
*/
static void pml3_unpack_lemma(uint64_t i3, uint64_t i2, uint64_t i1, uint64_t byte)
{
    /*@ assert rung1: pml3_pack(i3, i2, i1, byte) / 0x1000 == i3 * 0x40000 + i2 * 0x200 + i1; */
    /*@ assert rung2: pml3_pack(i3, i2, i1, byte) / 0x200000 == i3 * 0x200 + i2; */
    /*@ assert rung3: pml3_pack(i3, i2, i1, byte) / 0x40000000 == i3; */
    (void)i3;
    (void)i2;
    (void)i1;
    (void)byte;
}

#define SIZE2 0x200000
#define SIZE3 0x40000000
#define ENTRIES 512

#include "walk_template.h"

/*
 * walk_witnesses.c - the walk theorem is not empty: a memory of one frame, whose only entry is the self-map, meets its
 * hypothesis in PML2, PML4 and PML5, four PDs in PML3, and the walk reaches tables there. Nothing here is linked.
 */
#include "impl/pagemap/modes.h"

/*@ requires \valid(mem + (0 .. 1023));
    requires pml2_legal_slot(slot);
    terminates \true;
    exits \false;
    assigns mem[slot];
    ensures T1b_installed: pml2_self_mapped(mem, 0x100000, 0, 0, slot);
    ensures T1b_root: pml2_walk_table(mem, 0x100000, 0, 0, 2, 0) == 0;
*/
void witness_walk_pml2(uint32_t *mem, uint32_t slot)
{
    mem[slot] = 3; /* frame 0, present and writable */
}

/*@ requires \valid(mem + (0 .. 511));
    requires pml4_legal_slot(slot);
    terminates \true;
    exits \false;
    assigns mem[slot];
    ensures T1b_installed: pml4_self_mapped(mem, 0x100000, 0, 0, slot);
    ensures T1b_root: pml4_walk_table(mem, 0x100000, 0, 0, 4, 0) == 0;
*/
void witness_walk_pml4(uint64_t *mem, uint32_t slot)
{
    mem[slot] = 3; /* frame 0, present and writable */
}

/*@ requires \valid(mem + (0 .. 511));
    requires pml5_legal_slot(slot);
    terminates \true;
    exits \false;
    assigns mem[slot];
    ensures T1b_installed: pml5_self_mapped(mem, 0x100000, 0, 0, slot);
    ensures T1b_root: pml5_walk_table(mem, 0x100000, 0, 0, 5, 0) == 0;
*/
void witness_walk_pml5(uint64_t *mem, uint32_t slot)
{
    mem[slot] = 3; /* frame 0, present and writable */
}

/* Entry k of the PDPT in frame 0, and entry k of PD#3 in frame 4. */
/*@ requires \valid_read(mem + (0 .. 2559)) && k < 4;
    requires mem[k] == 0x1001 + k * 0x1000;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_pd: pml3_table2(mem, 0x100000, 0, 0, k) == k + 1;
*/
static void witness_pd_lemma(uint64_t *mem, uint32_t k)
{
    (void)mem;
    (void)k;
}

/*@ requires \valid_read(mem + (0 .. 2559)) && k < 4;
    requires mem[2048 + k] == 0x1003 + k * 0x1000;
    requires pml3_table2(mem, 0x100000, 0, 0, 3) == 4;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_shown: pml3_table1(mem, 0x100000, 0, 0, 3, k) == k + 1;
*/
static void witness_shown_lemma(uint64_t *mem, uint32_t k)
{
    (void)mem;
    (void)k;
}

/* The eight entries make the hypothesis of PML3. */
/*@ requires \valid_read(mem + (0 .. 2559));
    requires pdpt: mem[0] == 0x1001 && mem[1] == 0x2001 && mem[2] == 0x3001 && mem[3] == 0x4001;
    requires pds: mem[2048] == 0x1003 && mem[2049] == 0x2003 && mem[2050] == 0x3003 && mem[2051] == 0x4003;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T1b_installed: pml3_self_mapped(mem, 0x100000, 0, 0, 0);
    ensures T1b_reached: pml3_walk_table(mem, 0x100000, 0, 0, 2, 0xC0000000) == 4;
*/
static void witness_pml3_lemma(uint64_t *mem)
{
    witness_pd_lemma(mem, 0);
    witness_pd_lemma(mem, 1);
    witness_pd_lemma(mem, 2);
    witness_pd_lemma(mem, 3);
    witness_shown_lemma(mem, 0);
    witness_shown_lemma(mem, 1);
    witness_shown_lemma(mem, 2);
    witness_shown_lemma(mem, 3);
    /*@ assert index: pml3_index3(0xC0000000) == 3; */
    /*@ assert each: \forall integer k; 0 <= k < 4 ==> 0 <= pml3_table2(mem, 0x100000, 0, 0, k) &&
          pml3_table1(mem, 0x100000, 0, 0, 3, 0 + k) == pml3_table2(mem, 0x100000, 0, 0, k); */
}

/*@ requires \valid(mem + (0 .. 2559));
    terminates \true;
    exits \false;
    assigns mem[0 .. 2559];
    ensures T1b_installed: pml3_self_mapped(mem, 0x100000, 0, 0, 0);
    ensures T1b_reached: pml3_walk_table(mem, 0x100000, 0, 0, 2, 0xC0000000) == 4;
*/
void witness_walk_pml3(uint64_t *mem)
{
    mem[0] = 0x1001; /* the PDPT in frame 0, its four PDs in frames 1 to 4, present */
    mem[1] = 0x2001;
    mem[2] = 0x3001;
    mem[3] = 0x4001;
    mem[2048] = 0x1003; /* PD#3, in frame 4, shows the four */
    mem[2049] = 0x2003;
    mem[2050] = 0x3003;
    mem[2051] = 0x4003;
    witness_pml3_lemma(mem);
}

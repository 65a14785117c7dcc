/*
 * witnesses.c - the contracts can be met: each mode binds, and what follows from its contract is the reference's table
 * of constants (field-notes: ExectOS), so that a slip in spec/ shows as well as one in impl/. Nothing here is linked.
 */
#include "impl/pagemap/bound.h"

#include "spec/any_mode.h"

/*@ requires \valid(features);
    terminates \true;
    exits \false;
    assigns *features;
    ensures T2_some_cpu: features->physical_bits == 40 && features->nx == 1 && features->pat == 1 && features->pse == 1 &&
      features->pae == 1 && features->la57 == 1 && features->long_mode == 1 && features->page1g == 0 && features->pge == 1;
*/
static void some_cpu(struct paging_features *features)
{
    features->pse = 1;
    features->pae = 1;
    features->pge = 1;
    features->pat = 1;
    features->nx = 1;
    features->page1g = 0;
    features->long_mode = 1;
    features->la57 = 1;
    features->physical_bits = 40;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
*/
void witness_pml2(void)
{
    struct paging_features features;
    struct pagemap pagemap;
    enum selfmap_status status;

    some_cpu(&features);
    status = pagemap_bind_mode(2, &features, PAGEMAP_SLOT_DEFAULT, &pagemap);
    /*@ check T2_binds: status == SELFMAP_OK && bound(&pagemap); */
    /*@ check T1a_reference1: pml2_window_base(pml2_chosen_slot(PAGEMAP_SLOT_DEFAULT), 1) == 0xC0000000; */
    /*@ check T1a_reference2: pml2_window_base(pml2_chosen_slot(PAGEMAP_SLOT_DEFAULT), 2) == 0xC0300000; */
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
*/
void witness_pml3(void)
{
    struct paging_features features;
    struct pagemap pagemap;
    enum selfmap_status status;

    some_cpu(&features);
    status = pagemap_bind_mode(3, &features, PAGEMAP_SLOT_DEFAULT, &pagemap);
    /*@ check T2_binds: status == SELFMAP_OK && bound(&pagemap); */
    /*@ check T1a_reference1: pml3_window_base(pml3_chosen_slot(PAGEMAP_SLOT_DEFAULT), 1) == 0xC0000000; */
    /*@ check T1a_reference2: pml3_window_base(pml3_chosen_slot(PAGEMAP_SLOT_DEFAULT), 2) == 0xC0600000; */
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
*/
void witness_pml4(void)
{
    struct paging_features features;
    struct pagemap pagemap;
    enum selfmap_status status;

    some_cpu(&features);
    status = pagemap_bind_mode(4, &features, PAGEMAP_SLOT_DEFAULT, &pagemap);
    /*@ check T2_binds: status == SELFMAP_OK && bound(&pagemap); */
    /*@ check T1a_reference1: pml4_window_base(pml4_chosen_slot(PAGEMAP_SLOT_DEFAULT), 1) == 0xFFFFF68000000000; */
    /*@ check T1a_reference2: pml4_window_base(pml4_chosen_slot(PAGEMAP_SLOT_DEFAULT), 2) == 0xFFFFF6FB40000000; */
    /*@ check T1a_reference3: pml4_window_base(pml4_chosen_slot(PAGEMAP_SLOT_DEFAULT), 3) == 0xFFFFF6FB7DA00000; */
    /*@ check T1a_reference4: pml4_window_base(pml4_chosen_slot(PAGEMAP_SLOT_DEFAULT), 4) == 0xFFFFF6FB7DBED000; */
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
*/
void witness_pml5(void)
{
    struct paging_features features;
    struct pagemap pagemap;
    enum selfmap_status status;

    some_cpu(&features);
    status = pagemap_bind_mode(5, &features, PAGEMAP_SLOT_DEFAULT, &pagemap);
    /*@ check T2_binds: status == SELFMAP_OK && bound(&pagemap); */
    /*@ check T1a_reference1: pml5_window_base(pml5_chosen_slot(PAGEMAP_SLOT_DEFAULT), 1) == 0xFFED000000000000; */
    /*@ check T1a_reference2: pml5_window_base(pml5_chosen_slot(PAGEMAP_SLOT_DEFAULT), 2) == 0xFFEDF68000000000; */
    /*@ check T1a_reference3: pml5_window_base(pml5_chosen_slot(PAGEMAP_SLOT_DEFAULT), 3) == 0xFFEDF6FB40000000; */
    /*@ check T1a_reference4: pml5_window_base(pml5_chosen_slot(PAGEMAP_SLOT_DEFAULT), 4) == 0xFFEDF6FB7DA00000; */
    /*@ check T1a_reference5: pml5_window_base(pml5_chosen_slot(PAGEMAP_SLOT_DEFAULT), 5) == 0xFFEDF6FB7DBED000; */
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
*/
void witness_top_pml2(void)
{
    struct paging_features features;
    struct pagemap pagemap;
    enum selfmap_status status;

    some_cpu(&features);
    status = pagemap_bind_mode(2, &features, 1023, &pagemap);
    (void)status;
    /*@ check T2_top: status == SELFMAP_TOP_SLOT; */
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
*/
void witness_top_pml3(void)
{
    struct paging_features features;
    struct pagemap pagemap;
    enum selfmap_status status;

    some_cpu(&features);
    status = pagemap_bind_mode(3, &features, 508, &pagemap);
    (void)status;
    /*@ check T2_top: status == SELFMAP_TOP_SLOT; */
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
*/
void witness_top_pml4(void)
{
    struct paging_features features;
    struct pagemap pagemap;
    enum selfmap_status status;

    some_cpu(&features);
    status = pagemap_bind_mode(4, &features, 511, &pagemap);
    (void)status;
    /*@ check T2_top: status == SELFMAP_TOP_SLOT; */
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
*/
void witness_top_pml5(void)
{
    struct paging_features features;
    struct pagemap pagemap;
    enum selfmap_status status;

    some_cpu(&features);
    status = pagemap_bind_mode(5, &features, 511, &pagemap);
    (void)status;
    /*@ check T2_top: status == SELFMAP_TOP_SLOT; */
}

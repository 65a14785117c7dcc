/*
 * bad_witnesses.c - negative witnesses: what must NOT prove, so that a contract that says too much (and with that
 * everything) is noticed. Each must_fail check is false or unjustified. Nothing here is linked.
 */
#include "impl/pagemap/bound.h"

#include "selfmap/boot_params.h"
#include "spec/any_mode.h"

/*@ requires \valid_read(features);
    terminates \true;
    exits \false;
    assigns \nothing;
*/
void bad_after_bind(const struct paging_features *features)
{
    struct pagemap pagemap;
    const enum selfmap_status status = pagemap_bind_mode(4, features, PAGEMAP_SLOT_DEFAULT, &pagemap);

    (void)status;
    /*@ check must_fail_nothing_follows: \false; */
    /*@ check must_fail_always_binds: status == SELFMAP_OK; */
}

/*@ requires \valid_read(pagemap) && bound(pagemap);
    terminates \true;
    exits \false;
    assigns \nothing;
*/
void bad_entry_address(const struct pagemap *pagemap, uint64_t va)
{
    uint64_t entry = 0;
    const enum selfmap_status status = pagemap_entry_address(pagemap, 1, va, &entry);

    (void)status;
    /*@ check must_fail_nothing_follows: \false; */
    /*@ check must_fail_always_canonical: status == SELFMAP_OK; */
    /*@ check must_fail_one_mode: status == SELFMAP_OK ==> entry % 8 == 0; */
}

/*@ requires \valid_read(pagemap) && bound(pagemap);
    terminates \true;
    exits \false;
    assigns \nothing;
*/
void bad_decode(const struct pagemap *pagemap, uint64_t raw)
{
    struct pte_fields fields;
    const enum selfmap_status status = pagemap_decode(pagemap, 1, raw, &fields);

    (void)status;
    /*@ check must_fail_nothing_follows: \false; */
    /*@ check must_fail_never_refused: status == SELFMAP_OK; */
}

/*@ requires \valid_read(line) && \valid_read(line->text + (0 .. line->length - 1));
    terminates \true;
    exits \false;
    assigns \nothing;
*/
void bad_noxpa(const struct boot_line *line)
{
    const uint32_t noxpa = boot_params_noxpa(line);

    (void)noxpa;
    /*@ check must_fail_nothing_follows: \false; */
    /*@ check must_fail_never: noxpa == 0; */
}

/*
 * bound.h - what it means that a struct pagemap is bound to a mode: the constants of spec/bound_logic.h, and every
 * routine of that mode. Private to pagemap.
 */
#ifndef SELFMAP_PAGEMAP_BOUND_H
#define SELFMAP_PAGEMAP_BOUND_H

#include "modes.h"

#include "spec/binding.h"

/*@
  predicate pml2_routines{L}(struct pagemap_routines *r) =
    r->canonical == &pml2_canonical && r->sign_extend == &pml2_sign_extend && r->index == &pml2_index &&
    r->entry_address == &pml2_entry_address && r->va_of_entry == &pml2_va_of_entry &&
    r->encode == &pml2_encode && r->decode == &pml2_decode;
  predicate pml3_routines{L}(struct pagemap_routines *r) =
    r->canonical == &pml3_canonical && r->sign_extend == &pml3_sign_extend && r->index == &pml3_index &&
    r->entry_address == &pml3_entry_address && r->va_of_entry == &pml3_va_of_entry &&
    r->encode == &pml3_encode && r->decode == &pml3_decode;
  predicate pml4_routines{L}(struct pagemap_routines *r) =
    r->canonical == &pml4_canonical && r->sign_extend == &pml4_sign_extend && r->index == &pml4_index &&
    r->entry_address == &pml4_entry_address && r->va_of_entry == &pml4_va_of_entry &&
    r->encode == &pml4_encode && r->decode == &pml4_decode;
  predicate pml5_routines{L}(struct pagemap_routines *r) =
    r->canonical == &pml5_canonical && r->sign_extend == &pml5_sign_extend && r->index == &pml5_index &&
    r->entry_address == &pml5_entry_address && r->va_of_entry == &pml5_va_of_entry &&
    r->encode == &pml5_encode && r->decode == &pml5_decode;

  predicate pml2_bound{L}(struct pagemap *p) = pml2_info(&p->info) && pml2_routines(&p->routines);
  predicate pml3_bound{L}(struct pagemap *p) = pml3_info(&p->info) && pml3_routines(&p->routines);
  predicate pml4_bound{L}(struct pagemap *p) = pml4_info(&p->info) && pml4_routines(&p->routines);
  predicate pml5_bound{L}(struct pagemap *p) = pml5_info(&p->info) && pml5_routines(&p->routines);

  // Bound as asked: this mode, the slot that the request means, the CPU's limits.
  predicate bound_to{L}(struct pagemap *p, integer mode, integer slot, struct paging_features *f) =
    p->info.mode == mode && p->info.self_map_slot == chosen_slot(mode, slot) &&
    (mode == 2 ==> pml2_bound(p) && pml2_facts(&p->info, f->pse, f->page1g, f->nx, f->pge, f->pat, f->physical_bits)) &&
    (mode == 3 ==> pml3_bound(p) && pml3_facts(&p->info, f->pse, f->page1g, f->nx, f->pge, f->pat, f->physical_bits)) &&
    (mode == 4 ==> pml4_bound(p) && pml4_facts(&p->info, f->pse, f->page1g, f->nx, f->pge, f->pat, f->physical_bits)) &&
    (mode == 5 ==> pml5_bound(p) && pml5_facts(&p->info, f->pse, f->page1g, f->nx, f->pge, f->pat, f->physical_bits));

  // The one thing that public functions require of a pagemap.
  predicate bound{L}(struct pagemap *p) = pml2_bound(p) || pml3_bound(p) || pml4_bound(p) || pml5_bound(p);
*/

/* 2^(bits - 12) for a physical address width of 32 to 52 bits. */
uint64_t pagemap_frames(uint32_t bits);

#endif

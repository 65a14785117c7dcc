/*
 * binding.h - the binding table (T2): CPU facts, NOXPA and the kind of kernel decide the mode; mode, slot and
 * MAXPHYADDR decide whether it can be bound.
 */
#ifndef SPEC_BINDING_H
#define SPEC_BINDING_H

#include "selfmap/pagemap.h"
#include "spec/pml2.h"
#include "spec/pml3.h"
#include "spec/pml4.h"
#include "spec/pml5.h"

/*@
  //   kernel   CPU has    NOXPA   mode
  //   i686     PAE        no      PML3
  //   i686     otherwise          PML2
  //   amd64    LA57       no      PML5
  //   amd64    otherwise          PML4   (an amd64 kernel without long mode is refused)
  logic integer mode_of(integer amd64, integer noxpa, integer pae, integer la57) =
    amd64 == 0 ? (pae != 0 && noxpa == 0 ? 3 : 2) : (la57 != 0 && noxpa == 0 ? 5 : 4);

  logic integer chosen_slot(integer mode, integer slot) =
    mode == 2 ? pml2_chosen_slot(slot) : mode == 3 ? pml3_chosen_slot(slot) :
    mode == 4 ? pml4_chosen_slot(slot) : pml5_chosen_slot(slot);
  predicate slot_in_range(integer mode, integer slot) =
    (mode == 2 && pml2_slot_in_range(slot)) || (mode == 3 && pml3_slot_in_range(slot)) ||
    (mode == 4 && pml4_slot_in_range(slot)) || (mode == 5 && pml5_slot_in_range(slot));
  predicate legal_slot(integer mode, integer slot) =
    (mode == 2 && pml2_legal_slot(slot)) || (mode == 3 && pml3_legal_slot(slot)) ||
    (mode == 4 && pml4_legal_slot(slot)) || (mode == 5 && pml5_legal_slot(slot));

  // The answer to a request, the first that applies.
  predicate bind_status(integer status, integer mode, integer slot, integer physical_bits) =
    (status == SELFMAP_BAD_SLOT <==> !slot_in_range(mode, chosen_slot(mode, slot))) &&
    (status == SELFMAP_TOP_SLOT <==>
       slot_in_range(mode, chosen_slot(mode, slot)) && !legal_slot(mode, chosen_slot(mode, slot))) &&
    (status == SELFMAP_BAD_PHYSICAL_WIDTH <==>
       legal_slot(mode, chosen_slot(mode, slot)) && !(32 <= physical_bits <= 52)) &&
    (status == SELFMAP_OK <==> legal_slot(mode, chosen_slot(mode, slot)) && 32 <= physical_bits <= 52);
*/

#endif

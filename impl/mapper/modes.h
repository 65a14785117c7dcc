/*
 * modes.h - the mappers of the four modes, as the template makes them, and what it means that a mapper is bound to one.
 * Private to mapper; what each function must do stands with its definition in public_template.h.
 */
#ifndef SELFMAP_MAPPER_MODES_H
#define SELFMAP_MAPPER_MODES_H

#include "selfmap/mapper.h"

#define DECLARE_MAPPER(mode)                                                                                           \
    enum selfmap_status mode##_map_page(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint32_t flags);      \
    enum selfmap_status mode##_unmap_page(const struct mapper *mapper, uint64_t va, uint64_t *pfn);                   \
    enum selfmap_status mode##_protect_page(const struct mapper *mapper, uint64_t va, uint32_t flags);                \
    enum selfmap_status mode##_translate(const struct mapper *mapper, uint64_t va, struct mapping *mapping);

DECLARE_MAPPER(pml2)
DECLARE_MAPPER(pml3)
DECLARE_MAPPER(pml4)
DECLARE_MAPPER(pml5)

/*@
  predicate pml2_routes{L}(struct mapper_routines *r) = r->map_page == &pml2_map_page &&
    r->unmap_page == &pml2_unmap_page && r->protect_page == &pml2_protect_page && r->translate == &pml2_translate;
  predicate pml3_routes{L}(struct mapper_routines *r) = r->map_page == &pml3_map_page &&
    r->unmap_page == &pml3_unmap_page && r->protect_page == &pml3_protect_page && r->translate == &pml3_translate;
  predicate pml4_routes{L}(struct mapper_routines *r) = r->map_page == &pml4_map_page &&
    r->unmap_page == &pml4_unmap_page && r->protect_page == &pml4_protect_page && r->translate == &pml4_translate;
  predicate pml5_routes{L}(struct mapper_routines *r) = r->map_page == &pml5_map_page &&
    r->unmap_page == &pml5_unmap_page && r->protect_page == &pml5_protect_page && r->translate == &pml5_translate;
*/

#endif

/*
 * modes.h - the functions of the four modes, as the template makes them. Private to pagemap; what each must
 * do stands with its definition in mode_template.h and entry_template.h.
 */
#ifndef SELFMAP_PAGEMAP_MODES_H
#define SELFMAP_PAGEMAP_MODES_H

#include "selfmap/pagemap.h"

#include "spec/pml2.h"
#include "spec/pml3.h"
#include "spec/pml4.h"
#include "spec/pml5.h"

#define DECLARE_MODE(mode)                                                                                             \
    uint32_t mode##_canonical(uint64_t va);                                                                            \
    enum selfmap_status mode##_sign_extend(uint64_t offset, uint64_t *va);                                             \
    enum selfmap_status mode##_index(uint32_t level, uint64_t va, uint32_t *index);                                    \
    enum selfmap_status mode##_entry_address(const struct pagemap_info *info, uint32_t level, uint64_t va,             \
                                             uint64_t *entry);                                                         \
    enum selfmap_status mode##_va_of_entry(const struct pagemap_info *info, uint32_t level, uint64_t entry,            \
                                           uint64_t *va);                                                              \
    enum selfmap_status mode##_encode(const struct pagemap_info *info, uint32_t level,                                 \
                                      const struct pte_fields *fields, uint64_t *raw);                                 \
    enum selfmap_status mode##_decode(const struct pagemap_info *info, uint32_t level, uint64_t raw,                   \
                                      struct pte_fields *fields);                                                      \
    enum selfmap_status mode##_bind(const struct paging_features *features, uint32_t slot, struct pagemap *pagemap);

DECLARE_MODE(pml2)
DECLARE_MODE(pml3)
DECLARE_MODE(pml4)
DECLARE_MODE(pml5)

#endif

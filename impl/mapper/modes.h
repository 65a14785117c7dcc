/*
 * modes.h - the mappers of the four modes, as the template makes them. Private to mapper; what each must do stands with its
 * definition in public_template.h, public_range_template.h, public_large_template.h and
 * public_split_template.h.
 */
#ifndef SELFMAP_MAPPER_MODES_H
#define SELFMAP_MAPPER_MODES_H

#include "selfmap/mapper.h"

#define DECLARE_MAPPER(mode)                                                                                           \
    enum selfmap_status mode##_map_page(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint32_t flags);      \
    enum selfmap_status mode##_unmap_page(const struct mapper *mapper, uint64_t va, uint64_t *pfn);                   \
    enum selfmap_status mode##_protect_page(const struct mapper *mapper, uint64_t va, uint32_t flags);                \
    enum selfmap_status mode##_translate(const struct mapper *mapper, uint64_t va, struct mapping *mapping);          \
    enum selfmap_status mode##_map_range(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages,      \
                                         uint32_t flags, uint64_t *done);                                             \
    enum selfmap_status mode##_unmap_range(const struct mapper *mapper, uint64_t va, uint64_t pages, uint64_t *done); \
    enum selfmap_status mode##_protect_range(const struct mapper *mapper, uint64_t va, uint64_t pages, uint32_t flags, \
                                             uint64_t *done);                                                          \
    enum selfmap_status mode##_map_large(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t pfn,      \
                                         uint32_t flags);                                                             \
    enum selfmap_status mode##_unmap_large(const struct mapper *mapper, uint64_t va, uint32_t level, uint64_t *pfn);  \
    enum selfmap_status mode##_protect_large(const struct mapper *mapper, uint64_t va, uint32_t level, uint32_t flags); \
    enum selfmap_status mode##_split_large(const struct mapper *mapper, uint64_t va, uint32_t level);                 \
    enum selfmap_status mode##_promote_large(const struct mapper *mapper, uint64_t va, uint32_t level);

DECLARE_MAPPER(pml2)
DECLARE_MAPPER(pml3)
DECLARE_MAPPER(pml4)
DECLARE_MAPPER(pml5)

#endif

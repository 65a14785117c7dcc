/* mapper.c - the public face of the mapper: one indirect call to the bound mode's function. */
#include "modes.h"

#define BIND(mode)                                                                                                     \
    do {                                                                                                               \
        mapper->routines.map_page = &mode##_map_page;                                                                  \
        mapper->routines.unmap_page = &mode##_unmap_page;                                                              \
        mapper->routines.protect_page = &mode##_protect_page;                                                          \
        mapper->routines.translate = &mode##_translate;                                                                \
    } while (0)

void mapper_bind(const struct pagemap *pagemap, struct mapper *mapper)
{
    mapper->info = pagemap->info;
    switch (pagemap->info.mode) {
    case PAGING_PML2:
        BIND(pml2);
        break;
    case PAGING_PML3:
        BIND(pml3);
        break;
    case PAGING_PML4:
        BIND(pml4);
        break;
    default:
        BIND(pml5);
        break;
    }
}

enum selfmap_status map_page(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint32_t flags)
{
    return mapper->routines.map_page(mapper, va, pfn, flags);
}

enum selfmap_status unmap_page(const struct mapper *mapper, uint64_t va, uint64_t *pfn)
{
    return mapper->routines.unmap_page(mapper, va, pfn);
}

enum selfmap_status protect_page(const struct mapper *mapper, uint64_t va, uint32_t flags)
{
    return mapper->routines.protect_page(mapper, va, flags);
}

enum selfmap_status translate(const struct mapper *mapper, uint64_t va, struct mapping *mapping)
{
    return mapper->routines.translate(mapper, va, mapping);
}

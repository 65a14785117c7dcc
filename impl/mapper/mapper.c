/* mapper.c - the public face of the mapper for pages and ranges: one indirect call to the bound mode's function (T3). */
#include "bound.h"

/*@ requires \valid(routines);
    terminates \true;
    exits \false;
    assigns *routines;
    ensures T3_routes: pml2_routes(routines);
*/
static void bind_pml2(struct mapper_routines *routines)
{
    routines->map_page = &pml2_map_page;
    routines->unmap_page = &pml2_unmap_page;
    routines->protect_page = &pml2_protect_page;
    routines->translate = &pml2_translate;
    routines->map_range = &pml2_map_range;
    routines->unmap_range = &pml2_unmap_range;
    routines->protect_range = &pml2_protect_range;
    routines->map_large = &pml2_map_large;
    routines->unmap_large = &pml2_unmap_large;
    routines->protect_large = &pml2_protect_large;
    routines->split_large = &pml2_split_large;
    routines->promote_large = &pml2_promote_large;
}

/*@ requires \valid(routines);
    terminates \true;
    exits \false;
    assigns *routines;
    ensures T3_routes: pml3_routes(routines);
*/
static void bind_pml3(struct mapper_routines *routines)
{
    routines->map_page = &pml3_map_page;
    routines->unmap_page = &pml3_unmap_page;
    routines->protect_page = &pml3_protect_page;
    routines->translate = &pml3_translate;
    routines->map_range = &pml3_map_range;
    routines->unmap_range = &pml3_unmap_range;
    routines->protect_range = &pml3_protect_range;
    routines->map_large = &pml3_map_large;
    routines->unmap_large = &pml3_unmap_large;
    routines->protect_large = &pml3_protect_large;
    routines->split_large = &pml3_split_large;
    routines->promote_large = &pml3_promote_large;
}

/*@ requires \valid(routines);
    terminates \true;
    exits \false;
    assigns *routines;
    ensures T3_routes: pml4_routes(routines);
*/
static void bind_pml4(struct mapper_routines *routines)
{
    routines->map_page = &pml4_map_page;
    routines->unmap_page = &pml4_unmap_page;
    routines->protect_page = &pml4_protect_page;
    routines->translate = &pml4_translate;
    routines->map_range = &pml4_map_range;
    routines->unmap_range = &pml4_unmap_range;
    routines->protect_range = &pml4_protect_range;
    routines->map_large = &pml4_map_large;
    routines->unmap_large = &pml4_unmap_large;
    routines->protect_large = &pml4_protect_large;
    routines->split_large = &pml4_split_large;
    routines->promote_large = &pml4_promote_large;
}

/*@ requires \valid(routines);
    terminates \true;
    exits \false;
    assigns *routines;
    ensures T3_routes: pml5_routes(routines);
*/
static void bind_pml5(struct mapper_routines *routines)
{
    routines->map_page = &pml5_map_page;
    routines->unmap_page = &pml5_unmap_page;
    routines->protect_page = &pml5_protect_page;
    routines->translate = &pml5_translate;
    routines->map_range = &pml5_map_range;
    routines->unmap_range = &pml5_unmap_range;
    routines->protect_range = &pml5_protect_range;
    routines->map_large = &pml5_map_large;
    routines->unmap_large = &pml5_unmap_large;
    routines->protect_large = &pml5_protect_large;
    routines->split_large = &pml5_split_large;
    routines->promote_large = &pml5_promote_large;
}

/*@ requires \valid_read(pagemap) && \valid(mapper) && \separated(pagemap, mapper);
    terminates \true;
    exits \false;
    assigns *mapper;
    ensures T3_info: mapper->info == \old(pagemap->info);
    ensures T3_pml2: mapper->info.mode == 2 ==> pml2_routes(&mapper->routines);
    ensures T3_pml3: mapper->info.mode == 3 ==> pml3_routes(&mapper->routines);
    ensures T3_pml4: mapper->info.mode == 4 ==> pml4_routes(&mapper->routines);
    ensures T3_pml5: mapper->info.mode == 5 ==> pml5_routes(&mapper->routines);
*/
void mapper_bind(const struct pagemap *pagemap, struct mapper *mapper)
{
    mapper->info = pagemap->info;
    switch (pagemap->info.mode) {
    case PAGING_PML2:
        bind_pml2(&mapper->routines);
        break;
    case PAGING_PML3:
        bind_pml3(&mapper->routines);
        break;
    case PAGING_PML4:
        bind_pml4(&mapper->routines);
        break;
    default:
        bind_pml5(&mapper->routines);
        break;
    }
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED, memory64, memory32, links64, links32, OWED,
      table_level[0 .. MACHINE_FRAMES - 1], table_parent[0 .. MACHINE_FRAMES - 1], table_place[0 .. MACHINE_FRAMES - 1],
      table_prefix[0 .. MACHINE_FRAMES - 1], frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota;
    ensures T3_status: OF_MODE(map_status{Pre}(&mapper->info, va, pfn, flags, \result));
    ensures T3_mapped: \result == SELFMAP_OK ==> OF_MODE(is_mapped(&mapper->info, va, pfn, flags));
    ensures T3_walk: \result == SELFMAP_OK && flags % 2 == 1 ==> OF_MODE(leads_to(&mapper->info, va, pfn));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(others_kept{Pre, Post}(&mapper->info, va));
    ensures T3_unchanged: \result != SELFMAP_OK ==> OF_MODE(nothing_changed{Pre, Post});
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status map_page(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint32_t flags)
{
    enum selfmap_status status;

    /*@ calls pml2_map_page, pml3_map_page, pml4_map_page, pml5_map_page; */
    status = mapper->routines.map_page(mapper, va, pfn, flags);
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires \valid(pfn) && APART(pfn) && \separated(pfn, mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED, memory64, memory32, links64, links32, OWED,
      table_level[0 .. MACHINE_FRAMES - 1], frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota, frames_order[0 .. FRAMES_LIMIT - 1],
      frames_place[0 .. FRAMES_SPAN - 1], *pfn;
    ensures T3_status: OF_MODE(unmap_status{Pre}(&mapper->info, va, \result));
    ensures T3_gone: \result == SELFMAP_OK ==> OF_MODE(is_unmapped(va));
    ensures T3_walk: \result == SELFMAP_OK ==> OF_MODE(faults(&mapper->info, va));
    ensures T3_frame: \result == SELFMAP_OK ==> OF_MODE(was_at{Pre}(va, *pfn));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(others_kept{Pre, Post}(&mapper->info, va));
    ensures T3_reclaimed: \result == SELFMAP_OK ==> OF_MODE(tables_reclaimed(va));
    ensures T3_unchanged: \result != SELFMAP_OK ==> OF_MODE(nothing_changed{Pre, Post}) && *pfn == \old(*pfn);
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status unmap_page(const struct mapper *mapper, uint64_t va, uint64_t *pfn)
{
    enum selfmap_status status;

    /*@ calls pml2_unmap_page, pml3_unmap_page, pml4_unmap_page, pml5_unmap_page; */
    status = mapper->routines.unmap_page(mapper, va, pfn);
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED, memory64, memory32, OWED;
    ensures T3_status: OF_MODE(protect_status{Pre}(&mapper->info, va, flags, \result));
    ensures T3_rights: \result == SELFMAP_OK ==> OF_MODE(keeps_frame{Pre, Post}(&mapper->info, va, flags));
    ensures T3_others: \result == SELFMAP_OK ==> OF_MODE(others_kept{Pre, Post}(&mapper->info, va));
    ensures T3_unchanged: \result != SELFMAP_OK ==> OF_MODE(nothing_changed{Pre, Post});
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status protect_page(const struct mapper *mapper, uint64_t va, uint32_t flags)
{
    enum selfmap_status status;

    /*@ calls pml2_protect_page, pml3_protect_page, pml4_protect_page, pml5_protect_page; */
    status = mapper->routines.protect_page(mapper, va, flags);
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires \valid(mapping) && APART(mapping) && \separated(mapping, mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED, *mapping;
    ensures T3_status: OF_MODE(translate_status{Pre}(&mapper->info, va, \result));
    ensures T3_found: \result == SELFMAP_OK ==> OF_MODE(translates(mapping, va));
    ensures T3_unchanged: \result != SELFMAP_OK ==> *mapping == \old(*mapping);
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status translate(const struct mapper *mapper, uint64_t va, struct mapping *mapping)
{
    enum selfmap_status status;

    /*@ calls pml2_translate, pml3_translate, pml4_translate, pml5_translate; */
    status = mapper->routines.translate(mapper, va, mapping);
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires \valid(done) && APART(done) && \separated(done, mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED, memory64, memory32, links64, links32, OWED,
      table_level[0 .. MACHINE_FRAMES - 1], table_parent[0 .. MACHINE_FRAMES - 1], table_place[0 .. MACHINE_FRAMES - 1],
      table_prefix[0 .. MACHINE_FRAMES - 1], frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota, *done;
    ensures T3_refused: OF_MODE(run_refused(&mapper->info, va, pages, \result)) &&
      OF_MODE(run_bad_flags(&mapper->info, va, pages, flags, \result)) &&
      OF_MODE(run_bad_frame(&mapper->info, va, pfn, pages, flags, \result));
    ensures T3_all: OF_MODE(map_all(&mapper->info, va, pfn, pages, flags, *done, \result));
    ensures T3_mapped: OF_MODE(run_mapped(&mapper->info, va, pfn, *done, flags));
    ensures T3_walk: flags % 2 == 1 ==> OF_MODE(run_leads(&mapper->info, va, pfn, *done));
    ensures T3_absent: OF_MODE(run_was_absent{Pre}(&mapper->info, va, \at(*done, Post)));
    ensures T3_others: OF_MODE(run_others_kept{Pre, Post}(&mapper->info, va, *done));
    ensures T3_stop: OF_MODE(map_stops(&mapper->info, va, pfn, pages, flags, *done, \result));
    ensures T3_unchanged: *done == 0 ==> OF_MODE(nothing_changed{Pre, Post});
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status map_range(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint64_t pages, uint32_t flags, uint64_t *done)
{
    enum selfmap_status status;

    /*@ calls pml2_map_range, pml3_map_range, pml4_map_range, pml5_map_range; */
    status = mapper->routines.map_range(mapper, va, pfn, pages, flags, done);
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires \valid(done) && APART(done) && \separated(done, mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED, memory64, memory32, links64, links32, OWED,
      table_level[0 .. MACHINE_FRAMES - 1], frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota, frames_order[0 .. FRAMES_LIMIT - 1],
      frames_place[0 .. FRAMES_SPAN - 1], *done;
    ensures T3_refused: OF_MODE(run_refused(&mapper->info, va, pages, \result));
    ensures T3_all: OF_MODE(unmap_all(&mapper->info, va, pages, *done, \result));
    ensures T3_gone: OF_MODE(run_unmapped(&mapper->info, va, *done));
    ensures T3_walk: OF_MODE(run_faults(&mapper->info, va, *done));
    ensures T3_reclaimed: OF_MODE(run_tables_reclaimed(&mapper->info, va, *done));
    ensures T3_present: OF_MODE(run_was_present{Pre}(&mapper->info, va, \at(*done, Post)));
    ensures T3_others: OF_MODE(run_others_kept{Pre, Post}(&mapper->info, va, *done));
    ensures T3_stop: OF_MODE(unmap_stops(&mapper->info, va, pages, *done, \result));
    ensures T3_unchanged: *done == 0 ==> OF_MODE(nothing_changed{Pre, Post});
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status unmap_range(const struct mapper *mapper, uint64_t va, uint64_t pages, uint64_t *done)
{
    enum selfmap_status status;

    /*@ calls pml2_unmap_range, pml3_unmap_range, pml4_unmap_range, pml5_unmap_range; */
    status = mapper->routines.unmap_range(mapper, va, pages, done);
    return status;
}

/*@ requires \valid_read(mapper) && APART(mapper);
    requires \valid(done) && APART(done) && \separated(done, mapper);
    requires ready: mapper_ready(mapper);
    terminates \true;
    exits \false;
    assigns AIMED, memory64, memory32, OWED, *done;
    ensures T3_refused: OF_MODE(run_refused(&mapper->info, va, pages, \result)) &&
      OF_MODE(run_bad_flags(&mapper->info, va, pages, flags, \result));
    ensures T3_all: OF_MODE(protect_all(&mapper->info, va, pages, flags, *done, \result));
    ensures T3_rights: OF_MODE(run_has_rights{Pre, Post}(&mapper->info, va, *done, flags));
    ensures T3_present: OF_MODE(run_was_present{Pre}(&mapper->info, va, \at(*done, Post)));
    ensures T3_others: OF_MODE(run_others_kept{Pre, Post}(&mapper->info, va, *done));
    ensures T3_stop: OF_MODE(protect_stops(&mapper->info, va, pages, flags, *done, \result));
    ensures T3_unchanged: *done == 0 ==> OF_MODE(nothing_changed{Pre, Post});
    ensures T3_memory: rest_kept{Pre, Post};
    ensures T3_ready: mapper_ready(mapper);
*/
enum selfmap_status protect_range(const struct mapper *mapper, uint64_t va, uint64_t pages, uint32_t flags, uint64_t *done)
{
    enum selfmap_status status;

    /*@ calls pml2_protect_range, pml3_protect_range, pml4_protect_range, pml5_protect_range; */
    status = mapper->routines.protect_range(mapper, va, pages, flags, done);
    return status;
}

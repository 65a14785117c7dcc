/*
 * bound.h - what it means that a mapper is bound to a mode. Private to mapper; mapper.c binds, and both it and mapper_large.c call
 * the bound mode's functions.
 */
#ifndef SELFMAP_MAPPER_BOUND_H
#define SELFMAP_MAPPER_BOUND_H

#include "modes.h"

#include "spec/tree_pml2.h"
#include "spec/tree_pml3.h"
#include "spec/tree_pml4.h"
#include "spec/tree_pml5.h"

/* The bound mode's clause. */
#define OF_MODE(...)                                                                                                   \
    (mapper->info.mode == 2 ==> pml2_##__VA_ARGS__) && (mapper->info.mode == 3 ==> pml3_##__VA_ARGS__) &&              \
        (mapper->info.mode == 4 ==> pml4_##__VA_ARGS__) && (mapper->info.mode == 5 ==> pml5_##__VA_ARGS__)

/* What it means that a mapper is bound to a mode. */
/*@
  predicate pml2_routes{L}(struct mapper_routines *r) = r->map_page == &pml2_map_page &&
    r->unmap_page == &pml2_unmap_page && r->protect_page == &pml2_protect_page && r->translate == &pml2_translate &&
    r->map_range == &pml2_map_range && r->unmap_range == &pml2_unmap_range && r->protect_range == &pml2_protect_range &&
    r->map_large == &pml2_map_large && r->unmap_large == &pml2_unmap_large && r->protect_large == &pml2_protect_large &&
    r->split_large == &pml2_split_large && r->promote_large == &pml2_promote_large;
  predicate pml3_routes{L}(struct mapper_routines *r) = r->map_page == &pml3_map_page &&
    r->unmap_page == &pml3_unmap_page && r->protect_page == &pml3_protect_page && r->translate == &pml3_translate &&
    r->map_range == &pml3_map_range && r->unmap_range == &pml3_unmap_range && r->protect_range == &pml3_protect_range &&
    r->map_large == &pml3_map_large && r->unmap_large == &pml3_unmap_large && r->protect_large == &pml3_protect_large &&
    r->split_large == &pml3_split_large && r->promote_large == &pml3_promote_large;
  predicate pml4_routes{L}(struct mapper_routines *r) = r->map_page == &pml4_map_page &&
    r->unmap_page == &pml4_unmap_page && r->protect_page == &pml4_protect_page && r->translate == &pml4_translate &&
    r->map_range == &pml4_map_range && r->unmap_range == &pml4_unmap_range && r->protect_range == &pml4_protect_range &&
    r->map_large == &pml4_map_large && r->unmap_large == &pml4_unmap_large && r->protect_large == &pml4_protect_large &&
    r->split_large == &pml4_split_large && r->promote_large == &pml4_promote_large;
  predicate pml5_routes{L}(struct mapper_routines *r) = r->map_page == &pml5_map_page &&
    r->unmap_page == &pml5_unmap_page && r->protect_page == &pml5_protect_page && r->translate == &pml5_translate &&
    r->map_range == &pml5_map_range && r->unmap_range == &pml5_unmap_range && r->protect_range == &pml5_protect_range &&
    r->map_large == &pml5_map_large && r->unmap_large == &pml5_unmap_large && r->protect_large == &pml5_protect_large &&
    r->split_large == &pml5_split_large && r->promote_large == &pml5_promote_large;

  // What every function here keeps true.
  predicate mapper_ready{L}(struct mapper *m) =
    (m->info.mode == 2 && pml2_routes(&m->routines) && pml2_ready(&m->info)) ||
    (m->info.mode == 3 && pml3_routes(&m->routines) && pml3_ready(&m->info)) ||
    (m->info.mode == 4 && pml4_routes(&m->routines) && pml4_ready(&m->info)) ||
    (m->info.mode == 5 && pml5_routes(&m->routines) && pml5_ready(&m->info));
*/

#endif

/* supply_pml2.c - the supply of the mapper's frame source in PML2; see the template. */
#include "spec/tree_pml2.h"

#include "selfmap/supply.h"
#include "spec/supply_logic.h"

#define MODE(name) pml2_##name

void MODE(fill_theorem)(const struct pagemap_info *info, uint32_t count);
void MODE(drain_theorem)(const struct pagemap_info *info);
void MODE(claim_theorem)(const struct pagemap_info *info);
enum selfmap_status MODE(alloc_theorem)(const struct pagemap_info *info, uint64_t *frame);

#include "supply_template.h"

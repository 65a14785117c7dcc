/* cr3_pml2.c - the CR3 theorem of PML2; see the template. */
#include "spec/tree_pml2.h"

#include "spec/census.h"
#include "spec/supply_logic.h"

#define MODE(name) pml2_##name
#define COVERED2 covered32_2
#define COVERED_BELOW_TOP covered64_1

void MODE(cr3_theorem)(uint64_t root, uint64_t limit, uint32_t nx);
void MODE(cr3_stays_theorem)(const struct pagemap_info *info);

#include "cr3_template.h"

/* cr3_pml5.c - the CR3 theorem of PML5; see the template. */
#include "spec/tree_pml5.h"

#include "spec/census.h"
#include "spec/supply_logic.h"

#define MODE(name) pml5_##name
#define COVERED2 covered64_2
#define COVERED_BELOW_TOP covered64_4

void MODE(cr3_theorem)(uint64_t root, uint64_t limit, uint32_t nx);
void MODE(cr3_stays_theorem)(const struct pagemap_info *info);

#include "cr3_template.h"

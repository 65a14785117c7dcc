/*
 * cr3_pml3.c - the CR3 theorem of PML3 (T4); see cr3_template.h for what it says. PAE's own: the walk starts at the four
 * entries of the PDPT, and between the mapper's calls at the four directories that the CPU latched from them.
 */
#include "spec/tree_pml3.h"

#include "spec/census.h"
#include "spec/supply_logic.h"

/*@
  logic integer pml3_goes{L}(integer table, integer i, integer limit, integer nx) =
    table < 0 ? -1 : pml3_child(MEMORY.word[table][i], limit, nx);
  predicate pml3_never{L}(integer table) = table >= 0 ==> !ram_free(table);
*/

void pml3_cr3_theorem(uint64_t root, uint64_t limit, uint32_t nx);
void pml3_cr3_stays_theorem(const struct pagemap_info *info);

/* After the census: the PDPT, the directories and the tables are no free frames. */
/*@ requires ready: ram_ready;
    requires covered: walk_covered(3, root);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_cr3_root: pml3_never(root);
    ensures T4_cr3_first: \forall integer i; 0 <= i < 4 ==> pml3_never(pml3_goes(root, i, limit, nx));
    ensures T4_cr3_second: \forall integer i, j; 0 <= i < 4 && 0 <= j < 512 ==>
      pml3_never(pml3_goes(pml3_goes(root, i, limit, nx), j, limit, nx));
*/
void pml3_cr3_theorem(uint64_t root, uint64_t limit, uint32_t nx)
{
    /*@ assert followed: \forall integer word; pml3_child(word, limit, nx) >= 0 ==> pml3_child(word, limit, nx) == referenced(word); */
    /*@ assert kept: \forall integer f; kept(f) ==> !ram_free(f); */
    /*@ assert first: \forall integer i; 0 <= i < 4 && pml3_goes(root, i, limit, nx) >= 0 ==> kept(pml3_goes(root, i, limit, nx)) &&
          covered64_2(pml3_goes(root, i, limit, nx), 512); */
}

/* Between the mapper's calls: the directories are kept, what the mapper has was lent to it, and so all that they reach is kept. */
/*@ requires \valid_read(info) && SUPPLY_APART(info);
    requires ready: pml3_ready(info) && supply_apart;
    requires directories: \forall integer k; 0 <= k < 4 ==> kept(latched[k]);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T4_cr3_stays: \forall integer k; 0 <= k < 4 ==> covered64_2(latched[k], 512);
*/
void pml3_cr3_stays_theorem(const struct pagemap_info *info)
{
    /*@ assert words: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] >= 2 &&
          referenced(MEMORY.word[f][i]) >= 0 ==> LINKS.child[f][i] >= 0; */
    /*@ assert links: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] >= 2 &&
          referenced(MEMORY.word[f][i]) >= 0 ==> referenced(MEMORY.word[f][i]) == LINKS.child[f][i]; */
    /*@ assert own: \forall integer k; 0 <= k < 4 ==> LINKS.child[latched[3]][info->self_map_slot + k] == latched[k]; */
    /*@ assert levels: \forall integer f, i; 0 <= f < MACHINE_FRAMES && 0 <= i < ENTRIES && table_level[f] >= 2 && LINKS.child[f][i] >= 0 &&
          !SELF(info->self_map_slot, f, i) ==> table_level[LINKS.child[f][i]] == 1 && LINKS.child[f][i] < MACHINE_FRAMES; */
    /*@ assert selves: \forall integer f, i; SELF(info->self_map_slot, f, i) ==> 0 <= i - info->self_map_slot < 4 &&
          LINKS.child[f][i] == latched[i - info->self_map_slot]; */
    /*@ assert kept: \forall integer f; 0 <= f < MACHINE_FRAMES && 1 <= table_level[f] < TOP ==> kept(f); */
}

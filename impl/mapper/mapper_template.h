/*
 * mapper_template.h - the mapper of one mode (T3), from its parts; each part relies on those above it. mapper_pmlN.c names
 * the mode's constants first.
 */
/* What a call may write that makes tables, and one that takes them away. */
#define GROWN AIMED, MEMORY, LINKS, OWED, table_level[0 .. MACHINE_FRAMES - 1], \
    table_parent[0 .. MACHINE_FRAMES - 1], table_place[0 .. MACHINE_FRAMES - 1], table_prefix[0 .. MACHINE_FRAMES - 1], \
    frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota
#define SHRUNK AIMED, MEMORY, LINKS, OWED, table_level[0 .. MACHINE_FRAMES - 1], \
    frames_used[0 .. FRAMES_SPAN - 1], frames_free, frames_quota, frames_order[0 .. FRAMES_LIMIT - 1], \
    frames_place[0 .. FRAMES_SPAN - 1]

#include "machine_template.h"
#include "put_template.h"
#include "place_template.h"
#include "edit_template.h"
#include "access_template.h"
#include "walk_template.h"
#include "grow_template.h"
#include "page_template.h"
#include "leaf_template.h"
#include "change_template.h"
#include "protect_template.h"
#include "translate_template.h"
#include "public_template.h"
#include "number_template.h"
#include "range_template.h"
#include "reclaim_template.h"
#include "clear_template.h"
#include "rights_template.h"
#include "public_range_template.h"
#include "large_leaf_template.h"
#include "large_template.h"
#include "public_large_template.h"
#include "split_template.h"
#include "parts_template.h"
#include "promote_template.h"
#include "public_split_template.h"

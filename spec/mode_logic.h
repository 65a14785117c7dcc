/*
 * mode_logic.h - all the logic of one mode, from the numbers that pml2.h to pml5.h have just defined; afterwards the
 * numbers are forgotten, so that the next mode starts clean. On purpose without an include guard.
 */
#include "selfmap/pagemap.h"
#include "spec/frames.h"

#include "spec/address_logic.h"
#include "spec/walk_logic.h"
#include "spec/entry_logic.h"
#include "spec/bound_logic.h"

#undef SPEC
#undef SPEC_ADDRESS_BITS
#undef SPEC_DEFAULT_SLOT
#undef SPEC_ENTRIES
#undef SPEC_ENTRIES3
#undef SPEC_ENTRY_SIZE
#undef SPEC_FRAME_LIMIT
#undef SPEC_HALF
#undef SPEC_HIGH
#undef SPEC_IS_PDPTE
#undef SPEC_LEAF_LEVELS
#undef SPEC_LEAVES
#undef SPEC_LEVELS
#undef SPEC_M
#undef SPEC_MEMORY
#undef SPEC_NX
#undef SPEC_RAW_LAST
#undef SPEC_RESERVED_HIGH
#undef SPEC_SELF_MAPPED
#undef SPEC_SHOWN
#undef SPEC_SHOWN_FIRST
#undef SPEC_SIZE2
#undef SPEC_SIZE3
#undef SPEC_SIZE4
#undef SPEC_SIZE5
#undef SPEC_SLOT_STEP
#undef SPEC_SOFTWARE
#undef SPEC_SPAN
#undef SPEC_TABLES
#undef SPEC_TOP_SLOT
#undef SPEC_WIDTH
#undef SPEC_WINDOW_LEVELS
#undef SPEC_WORD
#undef SPEC_XPA
#undef WITH3
#undef WITH4
#undef WITH5
#undef WITH_WINDOW3

/* laws_pml3.c - the laws of PML3; see the template. */
#include "impl/pagemap/modes.h"

#define MODE(name) pml3_##name
#define LEVELS 3
#define ENTRY_SIZE 8
#define SPAN 0x100000000
#define SIZE2 0x200000
#define SIZE3 0x40000000
#define REACH(level) (uint64_t)((level) == 1 ? 0x1000 : (level) == 3 ? SIZE3 : SIZE2)
#define IF_WINDOW3(...)
#define IF4(...)
#define IF5(...)

#include "laws_template.h"

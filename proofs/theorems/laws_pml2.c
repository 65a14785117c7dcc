/* laws_pml2.c - the laws of PML2; see the template. */
#include "impl/pagemap/modes.h"

#define MODE(name) pml2_##name
#define LEVELS 2
#define ENTRY_SIZE 4
#define SPAN 0x100000000
#define SIZE2 0x400000
#define REACH(level) (uint64_t)((level) == 1 ? 0x1000 : SIZE2)
#define IF_WINDOW3(...)
#define IF4(...)
#define IF5(...)

#include "laws_template.h"

/* laws_pml4.c - the laws of PML4; see the template. */
#include "impl/pagemap/modes.h"

#define MODE(name) pml4_##name
#define LEVELS 4
#define ENTRY_SIZE 8
#define SPAN 0x1000000000000
#define SIZE2 0x200000
#define SIZE3 0x40000000
#define SIZE4 0x8000000000
#define REACH(level) (uint64_t)((level) == 1 ? 0x1000 : (level) == 3 ? SIZE3 : (level) == 4 ? SIZE4 : SIZE2)
#define IF_WINDOW3(...) __VA_ARGS__
#define IF4(...) __VA_ARGS__
#define IF5(...)

#include "laws_template.h"

/* laws_pml5.c - the laws of PML5; see the template. */
#include "impl/pagemap/modes.h"

#define MODE(name) pml5_##name
#define LEVELS 5
#define ENTRY_SIZE 8
#define SPAN 0x200000000000000
#define SIZE2 0x200000
#define SIZE3 0x40000000
#define SIZE4 0x8000000000
#define SIZE5 0x1000000000000
#define REACH(level) (uint64_t)((level) == 1 ? 0x1000 : (level) == 3 ? SIZE3 : (level) == 4 ? SIZE4 : (level) == 5 ? SIZE5 : SIZE2)
#define IF_WINDOW3(...) __VA_ARGS__
#define IF4(...) __VA_ARGS__
#define IF5(...) __VA_ARGS__

#include "laws_template.h"

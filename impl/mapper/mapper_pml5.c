/* mapper_pml5.c - the mapper of PML5. Constants for the template. */
#include "../machine.h"
#include "../frames/source.h"
#include "modes.h"

#define MODE(name) pml5_##name
#define ENTRY_SIZE 8
#define ENTRIES 512
#define SPAN 0x200000000000000
#define HALF 0x100000000000000
#define HIGH 0xFE00000000000000
#define SIZE1 0x1000
#define SIZE2 0x200000
#define SIZE3 0x40000000
#define SIZE4 0x8000000000
#define SIZE5 0x1000000000000
#define IF_WIDE(...) __VA_ARGS__
#define IF3(...) __VA_ARGS__
#define IF4(...) __VA_ARGS__
#define IF5(...) __VA_ARGS__
#define IF_WINDOW3(...) __VA_ARGS__
#define WORD uint64_t
#define TOP 5

#define NX_BIT(flags, no_execute) (flags / 2 % 2 == 0 && no_execute != 0 ? 0x8000000000000000 : 0)
#define EXECUTABLE(word) (word / 0x8000000000000000 == 0)
#define STAYS(level, va) (level == 4 && va >= HALF)

#include "mapper_template.h"

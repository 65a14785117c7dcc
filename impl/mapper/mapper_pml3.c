/* mapper_pml3.c - the mapper of PML3. Constants for the template. */
#include "../machine.h"
#include "../frames/source.h"
#include "modes.h"

#define MODE(name) pml3_##name
#define ENTRY_SIZE 8
#define ENTRIES 512
#define SPAN 0x100000000
#define HALF SPAN
#define HIGH 0
#define SIZE1 0x1000
#define SIZE2 0x200000
#define SIZE3 0x40000000
#define IF_WIDE(...)
#define IF3(...) __VA_ARGS__
#define IF4(...)
#define IF5(...)
#define IF_WINDOW3(...)
#define WORD uint64_t
#define TOP 2

#define NX_BIT(flags, no_execute) (flags / 2 % 2 == 0 && no_execute != 0 ? 0x8000000000000000 : 0)
#define EXECUTABLE(word) (word / 0x8000000000000000 == 0)
#define STAYS(level, va) 0

#include "mapper_template.h"

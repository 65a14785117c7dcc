/* mapper_pml2.c - the mapper of PML2. Constants for the template. */
#include "../machine.h"
#include "../frames/source.h"
#include "modes.h"

#define MODE(name) pml2_##name
#define ENTRY_SIZE 4
#define ENTRIES 1024
#define SPAN 0x100000000
#define HALF SPAN
#define HIGH 0
#define SIZE1 0x1000
#define SIZE2 0x400000
#define IF_WIDE(...)
#define IF3(...)
#define IF4(...)
#define IF5(...)
#define IF_WINDOW3(...)
#define WORD uint32_t
#define TOP 2

#define NX_BIT(flags, no_execute) (0 * no_execute)
#define EXECUTABLE(word) 1
#define STAYS(level, va) (va >= 0x80000000)

#include "mapper_template.h"

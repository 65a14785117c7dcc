/* pml4.c - four levels, 48-bit addresses (SDM Vol. 3A, 4.5). Constants for the templates. */
#define MODE(name) pml4_##name
#define LEVELS 4
#define WINDOW_LEVELS 4
#define ADDRESS_BITS 48
#define ENTRY_SIZE 8
#define ENTRIES 512
#define XPA 0

/* Bytes that the space, its lower half and one entry of each level cover. */
#define SPAN 0x1000000000000
#define HALF 0x800000000000
#define HIGH 0xFFFF000000000000
#define SIZE1 0x1000
#define SIZE2 0x200000
#define SIZE3 0x40000000
#define SIZE4 0x8000000000

/* A level's window starts at BASE + slot * STRIDE. */
#define DEFAULT_SLOT 0x1ED
#define TOP_SLOT 511
#define SLOT_STEP 1
#define BASE1 0
#define STRIDE1 SIZE4
#define BASE2 0
#define STRIDE2 (SIZE4 + SIZE3)
#define BASE3 0
#define STRIDE3 (SIZE4 + SIZE3 + SIZE2)
#define BASE4 0
#define STRIDE4 (SIZE4 + SIZE3 + SIZE2 + SIZE1)

/* What entries may carry. */
#define RAW_LAST 0xFFFFFFFFFFFFFFFF
#define SOFTWARE_LIMIT 0x4000
#define FRAME_LIMIT 0x10000000000
#define LARGE2 512
#define LARGE3 0x40000
#define LEAF_LEVELS(features) ((features)->page1g != 0 ? 3 : 2)
#define NO_EXECUTE(features) ((features)->nx != 0 ? 1 : 0)
#define WIDTH(features) ((features)->physical_bits)
#define IS_PDPTE(level) 0

/* Text for modes of 64-bit addresses, and for modes that have (walk, show) so many levels. */
#define IF_NARROW(...)
#define IF_STEP(...)
#define IF_WIDE(...) __VA_ARGS__
#define IF3(...) __VA_ARGS__
#define IF4(...) __VA_ARGS__
#define IF5(...) 
#define IF_WINDOW3(...) __VA_ARGS__

#include "address_template.h"
#include "entry_template.h"
#include "bind_template.h"

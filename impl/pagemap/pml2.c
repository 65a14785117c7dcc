/* pml2.c - two levels of 1024 four-byte entries, 32-bit addresses (SDM Vol. 3A, 4.3). Constants for the templates. */
#define MODE(name) pml2_##name
#define LEVELS 2
#define WINDOW_LEVELS 2
#define ADDRESS_BITS 32
#define ENTRY_SIZE 4
#define ENTRIES 1024
#define XPA 0

/* Bytes that the space, its lower half and one entry of each level cover. */
#define SPAN 0x100000000
#define HALF SPAN
#define HIGH 0
#define SIZE1 0x1000
#define SIZE2 0x400000

/* A level's window starts at BASE + slot * STRIDE. */
#define DEFAULT_SLOT 0x300
#define TOP_SLOT 1023
#define SLOT_STEP 1
#define BASE1 0
#define STRIDE1 SIZE2
#define BASE2 0
#define STRIDE2 (SIZE2 + SIZE1)

/* What entries may carry. */
#define RAW_LAST 0xFFFFFFFF
#define SOFTWARE_LIMIT 8
#define FRAME_LIMIT 0x100000
#define LARGE2 1024
#define LARGE3 0x40000
#define LEAF_LEVELS(features) ((features)->pse != 0 ? 2 : 1)
#define NO_EXECUTE(features) 0
#define WIDTH(features) 32
#define IS_PDPTE(level) 0

/* Text for modes of 64-bit addresses, and for modes that have (walk, show) so many levels. */
#define IF_NARROW(...) __VA_ARGS__
#define IF_STEP(...)
#define IF_WIDE(...) 
#define IF3(...) 
#define IF4(...) 
#define IF5(...) 
#define IF_WINDOW3(...) 

#include "address_template.h"
#include "entry_template.h"
#include "bind_template.h"

/* pml3.c - PAE: three levels, 32-bit addresses, the four PDs shown through PD#3 (SDM Vol. 3A, 4.4). Constants for the templates. */
#define MODE(name) pml3_##name
#define LEVELS 3
#define WINDOW_LEVELS 2
#define ADDRESS_BITS 32
#define ENTRY_SIZE 8
#define ENTRIES 512
#define XPA 1

/* Bytes that the space, its lower half and one entry of each level cover. */
#define SPAN 0x100000000
#define HALF SPAN
#define HIGH 0
#define SIZE1 0x1000
#define SIZE2 0x200000
#define SIZE3 0x40000000

/* A level's window starts at BASE + slot * STRIDE. */
#define DEFAULT_SLOT 0x0
#define TOP_SLOT 508
#define SLOT_STEP 4
#define BASE1 0xC0000000
#define STRIDE1 SIZE2
#define BASE2 0xC0600000
#define STRIDE2 (SIZE2 + SIZE1)

/* What entries may carry. */
#define RAW_LAST 0xFFFFFFFFFFFFFFFF
#define SOFTWARE_LIMIT 8
#define FRAME_LIMIT 0x10000000000
#define LARGE2 512
#define LARGE3 0x40000
#define LEAF_LEVELS(features) 2
#define NO_EXECUTE(features) ((features)->nx != 0 ? 1 : 0)
#define WIDTH(features) ((features)->physical_bits)
#define IS_PDPTE(level) ((level) == 3)

/* Text for modes of 64-bit addresses, and for modes that have (walk, show) so many levels. */
#define IF_NARROW(...)
#define IF_STEP(...) __VA_ARGS__
#define IF_WIDE(...) 
#define IF3(...) __VA_ARGS__
#define IF4(...) 
#define IF5(...) 
#define IF_WINDOW3(...) 

#include "address_template.h"
#include "entry_template.h"
#include "bind_template.h"

/*
 * status.h - the one enumeration of results, and a sentence for each.
 *
 * Every public function answers every bit pattern of its scalar arguments with one of these.
 * On anything but SELFMAP_OK nothing that the caller can see has changed, but for the pages that a range says it has done.
 */
#ifndef SELFMAP_STATUS_H
#define SELFMAP_STATUS_H

enum selfmap_status {
    SELFMAP_OK = 0,
    SELFMAP_NOT_CANONICAL = 1,      /* the address does not exist in the bound mode (SDM Vol. 1, 3.3.7.1) */
    SELFMAP_BAD_LEVEL = 2,          /* level 0, above the mode's, or one that the self-map cannot show */
    SELFMAP_BAD_SLOT = 3,           /* self-map slot out of range, or in PML3 no multiple of four */
    SELFMAP_TOP_SLOT = 4,           /* the topmost slot: its window would end at 2^32 or 2^64 */
    SELFMAP_NOT_IN_WINDOW = 5,      /* the address lies in no window of the self-map, or not in that level's */
    SELFMAP_MISALIGNED = 6,         /* inside the window, but not at the start of an entry */
    SELFMAP_NO_LONG_MODE = 7,       /* an amd64 kernel on a CPU without long mode */
    SELFMAP_BAD_MODE = 8,           /* not one of the four paging modes */
    SELFMAP_BAD_PHYSICAL_WIDTH = 9, /* MAXPHYADDR outside of 32 to 52 */
    SELFMAP_BAD_FRAME = 10,         /* frame number beyond physical reach, or not aligned for its large page */
    SELFMAP_BAD_FLAGS = 11,         /* a flag or software bit that an entry of this mode and level cannot carry */
    SELFMAP_RESERVED_BITS = 12,     /* the raw entry has a bit set that the CPU reserves: a walk would fault */
    SELFMAP_NOT_FOUND = 13,         /* the boot parameter is not on the command line */
    SELFMAP_BAD_NUMBER = 14,        /* the boot parameter's value is no number of 64 bits */
    SELFMAP_IN_WINDOW = 15,         /* the page lies in the self-map's windows: nothing may be mapped there */
    SELFMAP_ALREADY_MAPPED = 16,    /* the page is mapped: unmap it first, or protect it */
    SELFMAP_NOT_MAPPED = 17,        /* the page is not mapped */
    SELFMAP_LARGE_IN_WAY = 18,      /* a large page covers the address */
    SELFMAP_NO_FRAMES = 19,         /* the frame source has too few frames for the tables that are missing */
    SELFMAP_EMPTY_RANGE = 20,       /* a range of no pages */
    SELFMAP_RANGE_END = 21,         /* the range runs past the end of its half of the address space */
    SELFMAP_TABLE_IN_WAY = 22,      /* a table stands where the large page would: unmap the pages below it first */
    SELFMAP_NOT_UNIFORM = 23,       /* the pages of a table are not one aligned run of frames with the same flags */
    SELFMAP_BAD_LENGTH = 24,        /* a length, count or stride that is too small or too large for what it counts */
    SELFMAP_BAD_KIND = 25,          /* not a kind of reservation */
    SELFMAP_FIRMWARE_MEMORY = 26,   /* the firmware gives no buffer for its memory map */
    SELFMAP_FIRMWARE_MAP = 27,      /* the firmware's memory map cannot be had, or makes no sense */
    SELFMAP_FIRMWARE_EXIT = 28,     /* the firmware refused to end boot services for another reason than a stale key */
    SELFMAP_FIRMWARE_TRIES = 29,    /* the firmware's memory map kept changing */
    SELFMAP_BAD_INDEX = 30,         /* no such list, no such element, or a part that ends outside of its array */
    SELFMAP_LINKED = 31,            /* the element stands in a list already */
    SELFMAP_NOT_LINKED = 32,        /* the element stands in no list */
    SELFMAP_TOO_LONG = 33,          /* the message would be 2^61 bytes or longer: SHA-1 counts its bits in 64 bits */
    SELFMAP_BAD_ALIGNMENT = 34,     /* not a power of two, or a larger one than can be had */
    SELFMAP_BAD_RANGE = 35,         /* a range to manage that is empty or ends beyond page 2^52 */
    SELFMAP_NO_RANGE = 36,          /* no free range is long enough at that alignment */
    SELFMAP_NO_DESCRIPTORS = 37,    /* the range would have to be cut, and no descriptor is left for the rest */
    SELFMAP_NOT_RESERVED = 38,      /* no reserved range starts at that page */
    SELFMAP_FRAME_FREE = 39,        /* the frame is free already: freed twice, or never handed out */
    SELFMAP_FRAME_RESERVED = 40,    /* the frame is taken for good: by the boot loader, the kernel's image, firmware */
    SELFMAP_FRAME_TABLE = 41,       /* the frame is a table that a walk reaches */
    SELFMAP_FRAME_HELD = 42,        /* a frame of the span is handed out */
    SELFMAP_BAD_ORDER = 43,         /* a span of RAM that is not below the ones added before */
    SELFMAP_BAD_SIZE = 44,          /* a block of no bytes */
    SELFMAP_BAD_TAG = 45,           /* not a tag of the pool */
    SELFMAP_NO_ROOM = 46,           /* no free slot and no run of pages in the pool that is long enough; the frame source has lent all it can */
    SELFMAP_NOT_IN_POOL = 47,       /* the address lies outside of the pool's pages */
    SELFMAP_NO_BLOCK = 48,          /* no live block is there: freed twice, or never handed out */
    SELFMAP_INSIDE_BLOCK = 49,      /* inside a live block, but not its start */
    SELFMAP_WRONG_TAG = 50,         /* the block has another tag */
    SELFMAP_BAD_OPTIONS = 51,       /* an option of the guard that there is not */
    SELFMAP_CAPPED = 52,            /* the live blocks would have more bytes than the guard's cap */
    SELFMAP_DAMAGED = 53,           /* something has written to the block's redzone */
    SELFMAP_USED_FREED = 54,        /* something has written to the block while it was free */
    SELFMAP_STATUS_COUNT = 55
};

/*
 * One line for people that says what is wrong and what to do. Never null; a value that is no
 * status gets a line too. Cost: a table of jumps. Theorem: T0.
 */
const char *selfmap_status_text(enum selfmap_status status);

#endif

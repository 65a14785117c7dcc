/* status.c - the sentence that a person sees for each status. Relies on nothing. */
#include "selfmap/status.h"

/*@ terminates \true;
    exits \false;
    assigns \result \from status;
    ensures T0_sentence: \valid_read(\result);
*/
const char *selfmap_status_text(enum selfmap_status status)
{
    switch (status) {
    case SELFMAP_OK:
        return "ok";
    case SELFMAP_NOT_CANONICAL:
        return "the address is not canonical in this mode: give one whose upper bits repeat its sign bit";
    case SELFMAP_BAD_LEVEL:
        return "the mode does not show that level: give 1 (PTE) up to the mode's highest";
    case SELFMAP_BAD_SLOT:
        return "the self-map slot is out of range: below 1023 in PML2, below 511 in PML4 and PML5, "
               "a multiple of 4 below 508 in PML3";
    case SELFMAP_TOP_SLOT:
        return "the topmost slot cannot hold the self-map, its window would end at the top of memory: give a lower one";
    case SELFMAP_NOT_IN_WINDOW:
        return "the address lies in no self-map window of that slot: see `selfmap windows` for the ranges";
    case SELFMAP_MISALIGNED:
        return "the address is inside an entry: round it down to the entry size";
    case SELFMAP_NO_LONG_MODE:
        return "this CPU has no long mode: boot the i686 kernel";
    case SELFMAP_BAD_MODE:
        return "no such paging mode: give pml2, pml3, pml4 or pml5";
    case SELFMAP_BAD_PHYSICAL_WIDTH:
        return "the physical address width is not 32 to 52 bits: check what CPUID 80000008h reports";
    case SELFMAP_BAD_FRAME:
        return "the frame is beyond physical memory's reach, or not aligned for its large page: give another frame";
    case SELFMAP_BAD_FLAGS:
        return "an entry of this mode and level cannot carry that flag or software bit: drop it";
    case SELFMAP_RESERVED_BITS:
        return "the entry has reserved bits set and a walk through it would fault: it is corrupt or of another mode";
    case SELFMAP_NOT_FOUND:
        return "the parameter is not on the command line: add it";
    case SELFMAP_BAD_NUMBER:
        return "the parameter's value is no 64-bit number: give decimal digits, or 0x and hexadecimal ones";
    case SELFMAP_IN_WINDOW:
        return "the page lies in the self-map's windows: choose an address outside of them (selfmap windows shows them)";
    case SELFMAP_ALREADY_MAPPED:
        return "the page is mapped already: unmap it first, or protect it";
    case SELFMAP_NOT_MAPPED:
        return "the page is not mapped: map it first";
    case SELFMAP_LARGE_IN_WAY:
        return "a large page covers the address: unmap or split it first";
    case SELFMAP_NO_FRAMES:
        return "no frames are left for page tables: give the frame source more";
    case SELFMAP_EMPTY_RANGE:
        return "the range holds no page: ask for one page or more";
    case SELFMAP_RANGE_END:
        return "the range runs past the end of its half of the address space: ask for fewer pages";
    case SELFMAP_TABLE_IN_WAY:
        return "a table stands where the large page would: unmap the pages below it first";
    case SELFMAP_NOT_UNIFORM:
        return "the pages do not make one large page: map all of them to a run of frames from a multiple of its size on, with the same flags";
    case SELFMAP_BAD_LENGTH:
        return "a length, count or stride is too small or too large for what it counts: see the function's limits";
    case SELFMAP_BAD_KIND:
        return "no such kind of reservation: give MEMMAP_LOW to MEMMAP_TABLES";
    case SELFMAP_FIRMWARE_MEMORY:
        return "the firmware has no memory for its own memory map: give the machine more";
    case SELFMAP_FIRMWARE_MAP:
        return "the firmware's memory map cannot be had or makes no sense: reset, and update the firmware";
    case SELFMAP_FIRMWARE_EXIT:
        return "the firmware refused to end boot services: reset, and update the firmware";
    case SELFMAP_FIRMWARE_TRIES:
        return "the firmware's memory map kept changing: unplug devices and try again";
    case SELFMAP_BAD_INDEX:
        return "no such list or element, or a part that ends outside of its array: check the index";
    case SELFMAP_LINKED:
        return "the element stands in a list already: remove it first";
    case SELFMAP_NOT_LINKED:
        return "the element stands in no list: insert it first";
    case SELFMAP_TOO_LONG:
        return "the message is too long for SHA-1, which counts its bits in 64 bits: split it";
    case SELFMAP_BAD_ALIGNMENT:
        return "the alignment is no power of two, or larger than can be had: give a smaller power of two";
    case SELFMAP_BAD_RANGE:
        return "the range to manage is empty or ends beyond page 2^52: give one of at least a page below that";
    case SELFMAP_NO_RANGE:
        return "no free range is long enough at that alignment: ask for fewer pages or release some";
    case SELFMAP_NO_DESCRIPTORS:
        return "no range descriptor is left for the rest of the range: release some ranges";
    case SELFMAP_NOT_RESERVED:
        return "no reserved range starts at that page: give the first page that the reservation handed out";
    case SELFMAP_BAD_SIZE:
        return "the block would have no bytes: ask for one byte or more";
    case SELFMAP_BAD_TAG:
        return "there is no such tag: give one from 0 to 255";
    case SELFMAP_NO_ROOM:
        return "the pool has no room for a block of that size, or the frame source has lent all it can: let pages join, or give some back";
    case SELFMAP_NOT_IN_POOL:
        return "the address lies outside of the pool: it was not handed out by it";
    case SELFMAP_NO_BLOCK:
        return "no live block is at that address: it was freed already, or never handed out";
    case SELFMAP_INSIDE_BLOCK:
        return "the address is inside a block: give the one that the block starts at";
    case SELFMAP_WRONG_TAG:
        return "the block was handed out under another tag: give that one";
    case SELFMAP_BAD_OPTIONS:
        return "there is no such option: give GUARD_REDZONES, GUARD_POISON, both or none";
    case SELFMAP_CAPPED:
        return "the blocks would have more bytes together than the cap: free some, or start with a higher one";
    case SELFMAP_DAMAGED:
        return "the block's redzone was written to: look for the code that wrote past the block's end";
    case SELFMAP_USED_FREED:
        return "the block was written to while it was free: look for the code that uses it after its release";
    case SELFMAP_FRAME_FREE:
        return "the frame is free already: free only what was handed out, and once";
    case SELFMAP_FRAME_RESERVED:
        return "the frame is reserved and was never handed out: leave it alone";
    case SELFMAP_FRAME_TABLE:
        return "the frame is a page table that a walk reaches: unmap what it serves first";
    case SELFMAP_FRAME_HELD:
        return "a frame of the span is handed out: reserve before the first allocation, or free it first";
    case SELFMAP_BAD_ORDER:
        return "spans of RAM are added from the top down, each below the ones before";
    case SELFMAP_STATUS_COUNT:
        break;
    }
    return "no such status: this is a bug in the caller";
}

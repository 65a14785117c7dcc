/*
 * firmware.h - leaving UEFI: the last memory map, the key that belongs to it, and ExitBootServices.
 *
 * The map grows while it is fetched: allocating the buffer for it adds entries, and so does anything that a timer or a driver does
 * in between. firmware_leave asks for the size, has a buffer allocated with room to spare, fetches the map, and leaves at
 * once with the key of that very map; when the key is stale it fetches again into the same buffer. Between the map and
 * the exit nothing is allocated, nothing is printed, nothing else is called.
 *
 * The loader implements the three doors below (their contracts stand in impl/firmware/door.h); they are all that is asked of the firmware.
 */
#ifndef SELFMAP_FIRMWARE_H
#define SELFMAP_FIRMWARE_H

#include <stdint.h>

#include "selfmap/status.h"

/* What a door answers; any other value is taken for FIRMWARE_FAILED. */
enum firmware_answer {
    FIRMWARE_DONE = 0,      /* EFI_SUCCESS */
    FIRMWARE_TOO_SMALL = 1, /* EFI_BUFFER_TOO_SMALL: the buffer is too small, map->size tells what is needed */
    FIRMWARE_STALE = 2,     /* EFI_INVALID_PARAMETER of ExitBootServices: the key is of an older map */
    FIRMWARE_FAILED = 3     /* anything else */
};

/* The map that lies in the loader's buffer. Sizes in bytes. */
struct firmware_map {
    uint64_t size;     /* bytes of the map; for FIRMWARE_TOO_SMALL the bytes that it would take */
    uint64_t key;      /* MapKey */
    uint64_t stride;   /* DescriptorSize: from one descriptor to the next */
    uint32_t version;  /* DescriptorVersion */
};

/* Calls of the map door before firmware_leave gives up. */
#define FIRMWARE_TRIES 16u
/* Bytes asked for above what the firmware says: 85 descriptors of 48 bytes. */
#define FIRMWARE_SLACK 4096u
/* A map that needs more than this is absurd. */
#define FIRMWARE_MOST_BYTES 0x1000000u

/*
 * Doors. firmware_allocate(bytes): a buffer of that many bytes (FIRMWARE_SLACK to FIRMWARE_MOST_BYTES) stands ready for the map; one from an
 * earlier call may be freed or dropped. AllocatePool with EfiLoaderData. Called before the first firmware_exit only.
 */
uint32_t firmware_allocate(uint64_t bytes);

/*
 * GetMemoryMap into the buffer, of which `capacity` bytes may be written (0 at first, when there is no buffer: pass null).
 * Fills all of *map on FIRMWARE_DONE, and map->size on FIRMWARE_TOO_SMALL.
 */
uint32_t firmware_get_map(uint64_t capacity, struct firmware_map *map);

/* ExitBootServices with this key. */
uint32_t firmware_exit(uint64_t key);

/*
 * Leaves the boot services. On SELFMAP_OK the firmware is gone, the loader's buffer holds the map of that moment, and *map
 * describes it: size at most the buffer's, stride at least 40 and at most size (when size is not 0), ready for
 * memmap_ingest_uefi with size / stride entries. On an error *map is what it was, and the boot services still run, but after a
 * failed exit the firmware may have shut down parts of itself: print nothing that needs drivers, and reset.
 * Errors: SELFMAP_FIRMWARE_MEMORY (no buffer of that size), SELFMAP_FIRMWARE_MAP (the map cannot be had, or makes no sense, or outgrew the buffer
 * after a first attempt to exit, when nothing may be allocated any more), SELFMAP_FIRMWARE_EXIT (the exit failed for another reason than
 * the key), SELFMAP_FIRMWARE_TRIES (the map kept changing). Cost: at most FIRMWARE_TRIES calls of each door. Theorem: T6.
 */
enum selfmap_status firmware_leave(struct firmware_map *map);

#endif

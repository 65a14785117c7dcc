/*
 * doors.c - the three doors through which impl/firmware leaves the boot services (selfmap/firmware.h), on the real
 * firmware. Relies on the boot services, and prints nothing: between map and exit nothing else is called, but for a planted
 * fault's sake.
 */
#include "doors.h"

#include "loader.h"
#include "memory.h"
#include "planted.h"

static void *buffer;
static uint32_t exit_tried;

void doors_read(const struct firmware_map *map)
{
    /* firmware_leave has seen to it that both fit: a map has at most FIRMWARE_MOST_BYTES. */
    memory_read(buffer, (uint32_t)map->size / (uint32_t)map->stride, (uint32_t)map->stride);
}

uint32_t doors_look(void)
{
    struct firmware_map map = {0, 0, 0, 0};
    uint64_t bytes;
    uint32_t found;

    if (firmware_get_map(0, &map) != FIRMWARE_TOO_SMALL || map.size > FIRMWARE_MOST_BYTES - FIRMWARE_SLACK)
        return 0;
    bytes = map.size + FIRMWARE_SLACK;
    if (firmware_allocate(bytes) != FIRMWARE_DONE)
        return 0;
    found = firmware_get_map(bytes, &map) == FIRMWARE_DONE && map.stride >= 40 && map.stride <= FIRMWARE_SLACK;
    if (found)
        doors_read(&map);
    (void)services->free_pool(buffer);
    buffer = 0;
    return found;
}

uint32_t doors_exit_tried(void)
{
    return exit_tried;
}

static uint32_t answer(efi_status status)
{
    if (status == EFI_SUCCESS)
        return FIRMWARE_DONE;
    if (status == EFI_BUFFER_TOO_SMALL)
        return FIRMWARE_TOO_SMALL;
    if (status == EFI_INVALID_PARAMETER)
        return FIRMWARE_STALE;
    return FIRMWARE_FAILED;
}

uint32_t firmware_allocate(uint64_t bytes)
{
    efi_status status;

    if (buffer != 0)
        (void)services->free_pool(buffer);
    buffer = 0;
    /* Boot services' data: the map is read before the kernel starts, and then the buffer is free memory. */
    status = services->allocate_pool(EFI_BOOT_DATA, (uintptr_t)bytes, &buffer);
    planted_allocated();
    return answer(status);
}

uint32_t firmware_get_map(uint64_t capacity, struct firmware_map *map)
{
    uintptr_t bytes = (uintptr_t)capacity, key = 0, stride = 0;
    uint32_t version = 0;
    efi_status status = services->get_memory_map(&bytes, capacity == 0 ? 0 : buffer, &key, &stride, &version);

    map->size = bytes;
    map->key = key;
    map->stride = stride;
    map->version = version;
    return answer(status);
}

uint32_t firmware_exit(uint64_t key)
{
    exit_tried = 1;
    planted_exiting();
    return answer(services->exit_boot_services(own_image, (uintptr_t)key));
}

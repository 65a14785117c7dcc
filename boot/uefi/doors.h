/* doors.h - what the loader asks of its doors to the firmware (doors.c) once firmware_leave has come back. */
#ifndef UEFI_DOORS_H
#define UEFI_DOORS_H

#include "selfmap/firmware.h"

/*
 * Reads the memory map as it is now, long before the last one, for a question to memory_is_free. 1 when it could be had.
 * The buffer is given back.
 */
uint32_t doors_look(void);

/* Reads the last memory map, which firmware_leave has described. */
void doors_read(const struct firmware_map *map);

/* Was ExitBootServices called? From then on the firmware may have shut down parts of itself, whatever it answered. */
uint32_t doors_exit_tried(void);

#endif

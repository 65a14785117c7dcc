/* doors.h - what the loader asks of its doors to the firmware (doors.c) once firmware_leave has come back. */
#ifndef UEFI_DOORS_H
#define UEFI_DOORS_H

#include <stdint.h>

/* The firmware's last memory map. */
const void *doors_map(void);

/* Was ExitBootServices called? From then on the firmware may have shut down parts of itself, whatever it answered. */
uint32_t doors_exit_tried(void);

#endif

/*
 * image.h - where the kernel lies, from the linker scripts. `boot` is the part that runs with paging off: it is
 * linked at its physical address; everything else at physical address + ARCH_KERNEL_BASE.
 */
#ifndef BOOT_IMAGE_H
#define BOOT_IMAGE_H

#include <stdint.h>

/* Only the addresses mean something. All are page aligned. */
extern char image_boot_start[], image_boot_end[];
extern char image_text_start[], image_text_end[];
extern char image_rodata_start[], image_rodata_end[];
extern char image_data_start[], image_data_end[];

/* A page for looking at frames, behind it the records of frames, behind those room for views of tables: addresses only (the
   linker scripts). */
extern char image_frame_window[], image_table_views[], image_records_end[];

#endif

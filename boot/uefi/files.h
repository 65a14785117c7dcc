/* files.h - whole files from the volume that the loader came from. */
#ifndef UEFI_FILES_H
#define UEFI_FILES_H

#include <stdint.h>

struct file {
    uint8_t *bytes; /* boot services data: usable memory again once the firmware is left */
    uint32_t length;
};

enum file_status { FILE_READ, FILE_MISSING, FILE_TOO_LARGE, FILE_UNREADABLE };

/*
 * Reads a file of at most `limit` bytes. It is looked for on the loader's own volume first, then on every other: a
 * loader that came through the network or from QEMU's -kernel has no volume with a kernel. `file` is written only
 * when FILE_READ comes back. `name` is ASCII, below NAME_BYTES, '/' or '\' between folders.
 */
enum file_status file_read(const char *name, uint32_t limit, struct file *file);
void file_free(struct file *file);

#endif

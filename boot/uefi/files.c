/* files.c - see files.h. Relies on the firmware's file system protocol (UEFI 13.4, 13.5). */
#include "files.h"

#include "loader.h"
#include "text.h"

#define END_OF_FILE UINT64_MAX

static void firmware_name(const char *name, uint16_t *wide)
{
    uint32_t i = 0;

    for (; name[i] != 0 && i < NAME_BYTES - 1; i++)
        wide[i] = name[i] == '/' ? '\\' : (uint16_t)(unsigned char)name[i];
    wide[i] = 0;
}

/* The open file, or null when this device holds none of that name. */
static struct efi_file *open_on(efi_handle device, const char *name)
{
    struct efi_file_system *system = 0;
    struct efi_file *root = 0, *file = 0;
    uint16_t wide[NAME_BYTES];

    if (device == 0 || services->handle_protocol(device, &efi_file_system_guid, (void **)&system) != EFI_SUCCESS)
        return 0;
    if (system->open_volume(system, &root) != EFI_SUCCESS)
        return 0;
    firmware_name(name, wide);
    if (root->open(root, &file, wide, EFI_FILE_READ, 0) != EFI_SUCCESS)
        file = 0;
    (void)root->close(root);
    return file;
}

/* Firmware that started us without looking for volumes has not set up the disks yet. */
static void connect_all(void)
{
    efi_handle *handles = 0;
    uintptr_t count = 0;

    if (services->locate_handles(EFI_LOCATE_ALL, 0, 0, &count, &handles) != EFI_SUCCESS)
        return;
    for (uintptr_t i = 0; i < count; i++)
        (void)services->connect_controller(handles[i], 0, 0, 1);
    (void)services->free_pool(handles);
}

static struct efi_file *open_on_own(const char *name)
{
    struct efi_loaded_image *image = 0;

    if (services->handle_protocol(own_image, &efi_loaded_image_guid, (void **)&image) != EFI_SUCCESS)
        return 0;
    return open_on(image->device, name);
}

static struct efi_file *open_on_any(const char *name)
{
    efi_handle *handles = 0;
    uintptr_t count = 0;
    struct efi_file *file = 0;

    if (services->locate_handles(EFI_LOCATE_BY_PROTOCOL, &efi_file_system_guid, 0, &count, &handles) != EFI_SUCCESS)
        return 0;
    for (uintptr_t i = 0; i < count && file == 0; i++)
        file = open_on(handles[i], name);
    (void)services->free_pool(handles);
    return file;
}

static struct efi_file *open_anywhere(const char *name)
{
    static uint32_t connected;
    struct efi_file *file = open_on_own(name);

    if (file == 0)
        file = open_on_any(name);
    if (file == 0 && !connected) {
        connected = 1;
        connect_all();
        file = open_on_any(name);
    }
    return file;
}

static enum file_status read_whole(struct efi_file *source, uint32_t limit, struct file *file)
{
    uint64_t length = 0;
    uintptr_t got;
    void *buffer = 0;

    if (source->set_position(source, END_OF_FILE) != EFI_SUCCESS ||
        source->get_position(source, &length) != EFI_SUCCESS || source->set_position(source, 0) != EFI_SUCCESS)
        return FILE_UNREADABLE; /* a folder, for one */
    if (length > limit)
        return FILE_TOO_LARGE;
    got = (uintptr_t)length;
    /* One byte more, so that an empty file has a buffer too. */
    if (services->allocate_pool(EFI_BOOT_DATA, got + 1, &buffer) != EFI_SUCCESS)
        return FILE_TOO_LARGE;
    if (source->read(source, &got, buffer) != EFI_SUCCESS || got != length) {
        (void)services->free_pool(buffer);
        return FILE_UNREADABLE;
    }
    file->bytes = buffer;
    file->length = (uint32_t)length;
    return FILE_READ;
}

enum file_status file_read(const char *name, uint32_t limit, struct file *file)
{
    struct efi_file *source = open_anywhere(name);
    enum file_status status;

    if (source == 0)
        return FILE_MISSING;
    status = read_whole(source, limit, file);
    (void)source->close(source);
    return status;
}

void file_free(struct file *file)
{
    (void)services->free_pool(file->bytes);
}

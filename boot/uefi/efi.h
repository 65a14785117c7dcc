/*
 * efi.h - the structures of UEFI that these loaders use, written for this project after the UEFI specification 2.10.
 * Fields stand in the specification's order; those that nobody here uses are only named. Both targets of clang are
 * Windows', so that a plain function pointer has UEFI's calling convention.
 */
#ifndef UEFI_EFI_H
#define UEFI_EFI_H

#include <stdint.h>

typedef uintptr_t efi_status; /* the highest bit: an error */
typedef void *efi_handle;

#define EFI_ERROR ((efi_status)1 << (sizeof(efi_status) * 8 - 1))
#define EFI_SUCCESS ((efi_status)0)
#define EFI_LOAD_ERROR (EFI_ERROR | 1)
#define EFI_INVALID_PARAMETER (EFI_ERROR | 2)
#define EFI_BUFFER_TOO_SMALL (EFI_ERROR | 5)

struct efi_guid {
    uint32_t data1;
    uint16_t data2, data3;
    uint8_t data4[8];
};

struct efi_table_header {
    uint64_t signature;
    uint32_t revision, header_size, crc32, reserved;
};

/* 12.3 and 12.4: the console. */
struct efi_input_key {
    uint16_t scan_code, unicode;
};

struct efi_text_input {
    efi_status (*reset)(struct efi_text_input *self, uint8_t extended);
    efi_status (*read_key)(struct efi_text_input *self, struct efi_input_key *key);
    void *wait_for_key; /* an event */
};

struct efi_text_output {
    void *reset;
    efi_status (*output_string)(struct efi_text_output *self, const uint16_t *text);
};

/* 7.2: memory, of the types that the loader asks for. The whole map is read by the library (impl/memmap). */
enum efi_memory_type { EFI_LOADER_CODE = 1, EFI_LOADER_DATA = 2, EFI_BOOT_DATA = 4, EFI_ACPI_NVS = 10 };

enum efi_allocate_type { EFI_ALLOCATE_ANY = 0, EFI_ALLOCATE_BELOW = 1, EFI_ALLOCATE_AT = 2 };

/* 4.4: all services until ExitBootServices. */
struct efi_boot_services {
    struct efi_table_header header;
    void *raise_tpl, *restore_tpl;
    efi_status (*allocate_pages)(uint32_t how, uint32_t memory_type, uintptr_t pages, uint64_t *address);
    efi_status (*free_pages)(uint64_t address, uintptr_t pages);
    efi_status (*get_memory_map)(uintptr_t *bytes, void *map, uintptr_t *key, uintptr_t *descriptor_bytes,
                                 uint32_t *descriptor_version);
    efi_status (*allocate_pool)(uint32_t memory_type, uintptr_t bytes, void **buffer);
    efi_status (*free_pool)(void *buffer);
    void *create_event, *set_timer;
    efi_status (*wait_for_event)(uintptr_t count, void **events, uintptr_t *index);
    void *signal_event, *close_event, *check_event;
    void *install_protocol, *reinstall_protocol, *uninstall_protocol;
    efi_status (*handle_protocol)(efi_handle handle, const struct efi_guid *protocol, void **interface);
    void *reserved, *register_notify, *locate_handle, *locate_device_path, *install_configuration_table;
    void *load_image, *start_image;
    efi_status (*exit)(efi_handle image, efi_status status, uintptr_t bytes, const uint16_t *text);
    void *unload_image;
    efi_status (*exit_boot_services)(efi_handle image, uintptr_t key);
    void *get_next_monotonic_count;
    efi_status (*stall)(uintptr_t microseconds);
    efi_status (*set_watchdog)(uintptr_t seconds, uint64_t code, uintptr_t bytes, const uint16_t *text);
    efi_status (*connect_controller)(efi_handle controller, efi_handle *drivers, void *path, uint8_t recursive);
    void *disconnect_controller;
    void *open_protocol, *close_protocol, *open_protocol_information, *protocols_per_handle;
    efi_status (*locate_handles)(uint32_t how, const struct efi_guid *protocol, void *key, uintptr_t *count,
                                 efi_handle **handles);
};

#define EFI_LOCATE_ALL 0
#define EFI_LOCATE_BY_PROTOCOL 2

struct efi_configuration_table {
    struct efi_guid vendor;
    void *table;
};

struct efi_system_table {
    struct efi_table_header header;
    const uint16_t *firmware_vendor;
    uint32_t firmware_revision;
    efi_handle console_in_handle;
    struct efi_text_input *console_in;
    efi_handle console_out_handle;
    struct efi_text_output *console_out;
    efi_handle standard_error_handle;
    void *standard_error, *runtime_services;
    struct efi_boot_services *boot_services;
    uintptr_t configuration_count;
    struct efi_configuration_table *configuration;
};

/* 9.1: what the firmware says about a started image. */
struct efi_loaded_image {
    uint32_t revision;
    efi_handle parent;
    struct efi_system_table *system_table;
    efi_handle device;
    void *file_path, *reserved;
    uint32_t load_options_bytes;
    const uint16_t *load_options;
};

/* 13.4 and 13.5: files on a FAT volume. */
#define EFI_FILE_READ 1ull

struct efi_file {
    uint64_t revision;
    efi_status (*open)(struct efi_file *self, struct efi_file **opened, const uint16_t *name, uint64_t mode,
                       uint64_t attributes);
    efi_status (*close)(struct efi_file *self);
    void *delete_file;
    efi_status (*read)(struct efi_file *self, uintptr_t *bytes, void *buffer);
    void *write;
    efi_status (*get_position)(struct efi_file *self, uint64_t *position);
    efi_status (*set_position)(struct efi_file *self, uint64_t position); /* all ones: the end */
};

struct efi_file_system {
    uint64_t revision;
    efi_status (*open_volume)(struct efi_file_system *self, struct efi_file **root);
};

/* guids.c: 9.1.1, 13.4.1 and 4.6.1. */
extern const struct efi_guid efi_loaded_image_guid, efi_file_system_guid, efi_acpi_20_guid, efi_acpi_10_guid;

#endif

/* image.c - see image.h. Relies on files, elf and hand_off.asm. */
#include "image.h"

#include "files.h"
#include "loader.h"

#define KERNEL_LIMIT (64u << 20)

/* hand_off.asm, position independent. */
extern const uint8_t hand_off_start[], hand_off_end[];

static uint64_t jump_page;

void image_load(const char *name, struct elf_kernel *kernel, const uint8_t **bytes)
{
    struct file file = {0, 0};
    const char *why;

    switch (file_read(name, KERNEL_LIMIT, &file)) {
    case FILE_READ:
        break;
    case FILE_MISSING:
        refuse(name, "there is no such file on the volume");
    case FILE_TOO_LARGE:
        refuse(name, "it is above 64 MiB, or memory is short");
    default:
        refuse(name, "it cannot be read as a file");
    }
    why = elf_read(file.bytes, file.length, kernel);
    if (why != 0)
        refuse(name, why);
    *bytes = file.bytes;
}

void image_place(const char *name, const struct elf_kernel *kernel, const uint8_t *bytes)
{
    uint64_t address = kernel->first;

    /* Nothing is returned on the way out of a refusal that comes later: the firmware's next option asks for other memory. */
    if (services->allocate_pages(EFI_ALLOCATE_AT, EFI_LOADER_DATA, (kernel->end - kernel->first) / PAGE_BYTES, &address) !=
        EFI_SUCCESS)
        refuse(name, "the memory that it is linked for is not free on this machine");
    for (uint32_t i = 0; i < kernel->segment_count; i++) {
        const struct elf_segment *segment = &kernel->segments[i];
        uint8_t *to = (uint8_t *)(uintptr_t)segment->address;

        for (uint32_t at = 0; at < segment->bytes; at++)
            to[at] = at < segment->file_bytes ? bytes[segment->file_offset + at] : 0;
    }
}

void image_prepare_jump(void)
{
    uint8_t *page;

    jump_page = UINT32_MAX;
    /* Loader code: firmware may map data as not executable. */
    if (services->allocate_pages(EFI_ALLOCATE_BELOW, EFI_LOADER_CODE, 1, &jump_page) != EFI_SUCCESS)
        refuse("the jump", "no memory is left for it below 4 GiB");
    page = (uint8_t *)(uintptr_t)jump_page;
    for (uintptr_t i = 0; i < (uintptr_t)(hand_off_end - hand_off_start); i++)
        page[i] = hand_off_start[i];
}

_Noreturn void image_jump(uint32_t entry, uint32_t start_info)
{
    void (*hand_off)(uint32_t, uint32_t) = (void (*)(uint32_t, uint32_t))(uintptr_t)jump_page;

    hand_off(entry, start_info);
    for (;;)
        ;
}

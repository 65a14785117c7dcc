/* image.c - see image.h. Relies on files, elf, memory and hand_off.asm. */
#include "image.h"

#include "doors.h"
#include "files.h"
#include "loader.h"
#include "memory.h"
#include "planted.h"

#define KERNEL_LIMIT (64u << 20)

/* hand_off.asm, position independent. */
extern const uint8_t hand_off_start[], hand_off_end[];

/* What the jump's code is told, in its own page; hand_off.asm knows the offsets. */
struct jump {
    uint32_t entry, start_info, from, to, bytes;
};

#define JUMP_AT 2048

static uint64_t jump_page;
static uint32_t waiting; /* where the kernel waits to be moved; 0: it is in its place */

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

static void copy_segments(const struct elf_kernel *kernel, const uint8_t *bytes, uint8_t *base)
{
    for (uint32_t i = 0; i < kernel->segment_count; i++) {
        const struct elf_segment *segment = &kernel->segments[i];
        uint8_t *to = base + (segment->address - kernel->first);

        for (uint32_t at = 0; at < segment->bytes; at++)
            to[at] = at < segment->file_bytes ? bytes[segment->file_offset + at] : 0;
    }
}

void image_place(const char *name, const struct elf_kernel *kernel, const uint8_t *bytes)
{
    const uint32_t pages = (kernel->end - kernel->first) / PAGE_BYTES;
    uint64_t address = kernel->first;

    planted_occupy(kernel->first);
    waiting = 0;
    if (services->allocate_pages(EFI_ALLOCATE_AT, EFI_LOADER_DATA, pages, &address) != EFI_SUCCESS) {
        if (!doors_look() || !memory_is_free(kernel->first, kernel->end))
            refuse(name, "the memory that it is linked for belongs to the firmware for good");
        address = UINT32_MAX;
        /* Boot services' data: free memory once the kernel has moved. */
        if (services->allocate_pages(EFI_ALLOCATE_BELOW, EFI_BOOT_DATA, pages, &address) != EFI_SUCCESS ||
            (address < kernel->end && address + (kernel->end - kernel->first) > kernel->first))
            refuse(name, "no memory is left for it below 4 GiB");
        waiting = (uint32_t)address;
    }
    copy_segments(kernel, bytes, (uint8_t *)(uintptr_t)address);
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

/* What the loader allocated for the jump and the hand-off is not free: nothing of it lies where the kernel moves to. */
uint32_t image_may_land(const struct elf_kernel *kernel)
{
    return waiting == 0 || memory_is_free(kernel->first, kernel->end);
}

_Noreturn void image_jump(const struct elf_kernel *kernel, uint32_t start_info)
{
    struct jump *jump = (struct jump *)(uintptr_t)(jump_page + JUMP_AT);
    void (*hand_off)(const struct jump *) = (void (*)(const struct jump *))(uintptr_t)jump_page;

    *jump = (struct jump){kernel->entry, start_info, waiting, kernel->first,
                          waiting == 0 ? 0 : kernel->end - kernel->first};
    hand_off(jump);
    for (;;)
        ;
}

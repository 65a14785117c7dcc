/* elf.c - see elf.h. Relies on nothing. Offsets are those of the ELF specification, for both classes side by side. */
#include "elf.h"

#define MACHINE_386 3
#define MACHINE_AMD64 62
#define TYPE_EXECUTABLE 2
#define SEGMENT_LOAD 1
#define SEGMENT_NOTE 4
#define NOTE_PVH_ENTRY 18 /* XEN_ELFNOTE_PHYS32_ENTRY */

#define LAST_PAGE 0xFFFFF000u

/* Where a field of this file stands; a class has its own offsets and its own width of addresses. */
struct layout {
    uint32_t word; /* bytes of an address */
    uint32_t headers_at, header_bytes_at, header_count_at;
    uint32_t file_offset, physical, file_bytes, memory_bytes, least_header;
};

static const struct layout layouts[2] = {{4, 28, 42, 44, 4, 12, 16, 20, 32}, {8, 32, 54, 56, 8, 24, 32, 40, 56}};

struct view {
    const uint8_t *bytes;
    uint32_t length;
    const struct layout *layout;
};

/* A little-endian number; all ones when it does not lie within the file, which no check below takes for a place. */
static uint64_t number(const struct view *view, uint64_t offset, uint32_t bytes)
{
    uint64_t value = 0;

    if (offset > view->length || bytes > view->length - offset)
        return UINT64_MAX;
    for (uint32_t i = 0; i < bytes; i++)
        value |= (uint64_t)view->bytes[(uint32_t)offset + i] << (8 * i);
    return value;
}

static uint32_t is_inside(uint64_t offset, uint64_t bytes, uint64_t length)
{
    return offset <= length && bytes <= length - offset;
}

static const char *take_segment(const struct view *view, uint64_t header, struct elf_kernel *kernel)
{
    const struct layout *at = view->layout;
    uint64_t offset = number(view, header + at->file_offset, at->word);
    uint64_t address = number(view, header + at->physical, at->word);
    uint64_t in_file = number(view, header + at->file_bytes, at->word);
    uint64_t in_memory = number(view, header + at->memory_bytes, at->word);
    struct elf_segment *segment;

    if (in_memory == 0)
        return 0;
    if (in_file > in_memory || !is_inside(offset, in_file, view->length))
        return "is damaged: a segment does not lie within the file";
    if (!is_inside(address, in_memory, LAST_PAGE))
        return "lies above 4 GiB, where no 32-bit entry reaches it";
    if (kernel->segment_count == ELF_SEGMENTS)
        return "has more than 16 segments";
    segment = &kernel->segments[kernel->segment_count++];
    segment->address = (uint32_t)address;
    segment->bytes = (uint32_t)in_memory;
    segment->file_offset = (uint32_t)offset;
    segment->file_bytes = (uint32_t)in_file;
    return 0;
}

/* Looks through one segment of notes for PVH's; its parts are aligned to 4 (boot/pvh.inc). */
static void take_notes(const struct view *view, uint64_t header, struct elf_kernel *kernel)
{
    const struct layout *at = view->layout;
    uint64_t offset = number(view, header + at->file_offset, at->word);
    uint64_t length = number(view, header + at->file_bytes, at->word);

    if (!is_inside(offset, length, view->length))
        return;
    while (length >= 12) {
        uint64_t name = number(view, offset, 4), value = number(view, offset + 4, 4);
        uint64_t size = 12 + ((name + 3) & ~3ull) + ((value + 3) & ~3ull);

        if (size > length)
            return;
        /* "Xen", its NUL included */
        if (number(view, offset + 8, 4) == NOTE_PVH_ENTRY && name == 4 && number(view, offset + 12, 4) == 0x6E6558 &&
            (value == 4 || value == 8) && number(view, offset + 16, (uint32_t)value) <= UINT32_MAX)
            kernel->entry = (uint32_t)number(view, offset + 16, (uint32_t)value);
        offset += size;
        length -= size;
    }
}

static const char *take_headers(const struct view *view, struct elf_kernel *kernel)
{
    const struct layout *at = view->layout;
    uint64_t header = number(view, at->headers_at, at->word);
    uint64_t size = number(view, at->header_bytes_at, 2), count = number(view, at->header_count_at, 2);

    if (size < at->least_header || size > UINT16_MAX || count > UINT16_MAX ||
        !is_inside(header, size * count, view->length))
        return "is damaged: its program headers do not lie within the file";
    for (uint64_t i = 0; i < count; i++, header += size) {
        uint64_t type = number(view, header, 4);
        const char *why = type == SEGMENT_LOAD ? take_segment(view, header, kernel) : 0;

        if (why != 0)
            return why;
        if (type == SEGMENT_NOTE)
            take_notes(view, header, kernel);
    }
    return 0;
}

static void measure(struct elf_kernel *kernel)
{
    kernel->first = LAST_PAGE;
    kernel->end = 0;
    for (uint32_t i = 0; i < kernel->segment_count; i++) {
        uint32_t first = kernel->segments[i].address & LAST_PAGE;
        uint32_t end = (kernel->segments[i].address + kernel->segments[i].bytes + 0xFFF) & LAST_PAGE;

        kernel->first = first < kernel->first ? first : kernel->first;
        kernel->end = end > kernel->end ? end : kernel->end;
    }
}

const char *elf_read(const uint8_t *file, uint32_t length, struct elf_kernel *kernel)
{
    struct view view = {file, length, 0};
    uint64_t class, machine;
    const char *why;

    kernel->entry = 0;
    kernel->segment_count = 0;
    if (number(&view, 0, 4) != 0x464C457F) /* 7F "ELF" */
        return "is no ELF file";
    class = number(&view, 4, 1);
    machine = number(&view, 18, 2);
    if (number(&view, 5, 1) != 1 || number(&view, 16, 2) != TYPE_EXECUTABLE ||
        !((class == 1 && machine == MACHINE_386) || (class == 2 && machine == MACHINE_AMD64)))
        return "is no executable for i386 or x86-64";
    view.layout = &layouts[class - 1];
    why = take_headers(&view, kernel);
    if (why != 0)
        return why;
    measure(kernel);
    if (kernel->entry == 0)
        return "is no PVH kernel: it has no note with a 32-bit entry";
    if (kernel->entry < kernel->first || kernel->entry >= kernel->end)
        return "is damaged: its PVH entry lies outside its segments";
    return 0;
}

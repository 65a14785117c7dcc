/*
 * mode.h - model: the four paging modes as data, the CPU facts that choose one, and the space that results.
 *
 * The executable model (design.md section 7) says the same as the library in the plainest words: digits, tables and
 * loops instead of closed arithmetic. It is written from design.md, the SDM and the public headers' prose, shares no
 * line with impl/, and its numbers (statuses, flags) equal the public ones so that programs can compare them.
 * It needs neither libc nor 128-bit integers nor 64-bit division: it also runs inside the kernels, 32-bit included.
 */
#ifndef SELFMAP_MODEL_MODE_H
#define SELFMAP_MODEL_MODE_H

#include <stdint.h>

enum model_status {
    MODEL_OK = 0,
    MODEL_NOT_CANONICAL = 1,
    MODEL_BAD_LEVEL = 2,
    MODEL_BAD_SLOT = 3,
    MODEL_TOP_SLOT = 4,
    MODEL_NOT_IN_WINDOW = 5,
    MODEL_MISALIGNED = 6,
    MODEL_NO_LONG_MODE = 7,
    MODEL_BAD_MODE = 8,
    MODEL_BAD_PHYSICAL_WIDTH = 9,
    MODEL_BAD_FRAME = 10,
    MODEL_BAD_FLAGS = 11,
    MODEL_RESERVED_BITS = 12,
    MODEL_NOT_FOUND = 13,
    MODEL_BAD_NUMBER = 14,
    MODEL_IN_WINDOW = 15,
    MODEL_ALREADY_MAPPED = 16,
    MODEL_NOT_MAPPED = 17,
    MODEL_LARGE_IN_WAY = 18,
    MODEL_NO_FRAMES = 19,
    MODEL_EMPTY_RANGE = 20,
    MODEL_RANGE_END = 21,
    MODEL_TABLE_IN_WAY = 22,
    MODEL_NOT_UNIFORM = 23,
    MODEL_BAD_INDEX = 30,
    MODEL_LINKED = 31,
    MODEL_NOT_LINKED = 32,
    MODEL_TOO_LONG = 33,
    MODEL_BAD_ALIGNMENT = 34,
    MODEL_BAD_RANGE = 35,
    MODEL_NO_RANGE = 36,
    MODEL_NO_DESCRIPTORS = 37,
    MODEL_NOT_RESERVED = 38,
    MODEL_FRAME_FREE = 39,
    MODEL_FRAME_RESERVED = 40,
    MODEL_FRAME_TABLE = 41,
    MODEL_FRAME_HELD = 42,
    MODEL_BAD_ORDER = 43,
    MODEL_BAD_SIZE = 44,
    MODEL_BAD_TAG = 45,
    MODEL_NO_ROOM = 46,
    MODEL_NOT_IN_POOL = 47,
    MODEL_NO_BLOCK = 48,
    MODEL_INSIDE_BLOCK = 49,
    MODEL_WRONG_TAG = 50,
    MODEL_BAD_OPTIONS = 51,
    MODEL_CAPPED = 52,
    MODEL_DAMAGED = 53,
    MODEL_USED_FREED = 54
};

/* The value is the number of levels that the hardware walks. */
enum model_mode { MODEL_PML2 = 2, MODEL_PML3 = 3, MODEL_PML4 = 4, MODEL_PML5 = 5 };

#define MODEL_LEVELS 5
#define MODEL_SLOT_DEFAULT 0xFFFFFFFFu

/* Raw CPUID registers, as the public header names them. */
struct model_cpuid {
    uint32_t max_basic;
    uint32_t basic1_edx;
    uint32_t basic7_ecx;
    uint32_t max_extended;
    uint32_t extended1_edx;
    uint32_t extended8_eax;
};

/* What the CPU can do: 0 or 1 each, and MAXPHYADDR. */
struct model_facts {
    uint32_t pse;
    uint32_t pae;
    uint32_t pge;
    uint32_t pat;
    uint32_t nx;
    uint32_t page1g;
    uint32_t long_mode;
    uint32_t la57;
    uint32_t physical_bits;
};

/* A mode with its run-time choices: all that the address and entry rules depend on. */
struct model_space {
    uint32_t mode;
    uint32_t slot;        /* PML3: the first of four in PD#3 */
    uint32_t leaf_levels; /* highest level at which a leaf may stand */
    uint32_t no_execute;
    uint32_t global;
    uint32_t pat;
    uint32_t physical_bits; /* that a frame number can reach: MAXPHYADDR, in PML2 at most 32 */
};

/* CPUID to facts: a leaf above its reported maximum says nothing (SDM Vol. 2A, CPUID). */
void model_cpuid_decode(const struct model_cpuid *cpuid, struct model_facts *facts);

/* Which mode a kernel of that width gets, or MODEL_NO_LONG_MODE. */
enum model_status model_choose(const struct model_facts *facts, uint32_t long_mode, uint32_t noxpa, uint32_t *mode);

/* The space of a mode and slot. Errors in the order mode, slot, physical width. */
enum model_status model_bind_mode(uint32_t mode, const struct model_facts *facts, uint32_t slot,
                                  struct model_space *space);

/* model_choose, then model_bind_mode. */
enum model_status model_bind(const struct model_facts *facts, uint32_t long_mode, uint32_t noxpa, uint32_t slot,
                             struct model_space *space);

/* ---- The modes as data ---- */

/* Bits of the index into a table of `level` (SDM Vol. 3A, figures 4-2, 4-5, 4-8). */
uint32_t model_index_bits(uint32_t mode, uint32_t level);

/* Bits of a virtual address: the page offset and every index. */
uint32_t model_address_bits(uint32_t mode);

/* Address bits inside a page of `level`. */
uint32_t model_page_bits(uint32_t mode, uint32_t level);

/* Bytes of an entry. */
uint32_t model_entry_size(uint32_t mode);

/* Levels whose tables the self-map shows: all, but not PAE's PDPT. */
uint32_t model_window_levels(uint32_t mode);

/* The reference's slot of the mode. */
uint32_t model_default_slot(uint32_t mode);

#endif

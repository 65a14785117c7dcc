/*
 * pagemap.h - address math of the self-map, bound at run time to one of four paging modes.
 *
 * A space whose top-level table holds its own frame in one slot (in PML3: whose PD#3 holds the four PDs) shows
 * every table of the space at addresses that are pure arithmetic on the virtual address. The addresses that show
 * one level's tables are that level's *window*. Level 1 is the table of PTEs.
 *
 *            PML2 (32 bit)   PML3 (PAE)        PML4 (48 bit)      PML5 (LA57, 57 bit)
 *   slot     0x300           PD#3[0..3]        0x1ED              0x1ED               (defaults)
 *   PTE      C0000000        C0000000          FFFFF68000000000   FFED000000000000
 *   PDE      C0300000        C0600000          FFFFF6FB40000000   FFEDF68000000000
 *   PDPTE                    not visible       FFFFF6FB7DA00000   FFEDF6FB40000000
 *   PML4E                                      FFFFF6FB7DBED000   FFEDF6FB7DA00000
 *   PML5E                                                         FFEDF6FB7DBED000
 *
 * Addresses are 64-bit values in every mode; one that the mode does not have is refused, never masked.
 * Pointers must be valid and must not overlap; no scalar argument has a precondition. On any error nothing changes.
 */
#ifndef SELFMAP_PAGEMAP_H
#define SELFMAP_PAGEMAP_H

#include <stdint.h>

#include "selfmap/features.h"
#include "selfmap/pte.h"
#include "selfmap/status.h"

/* The value is the number of levels that the hardware walks. */
enum paging_mode { PAGING_PML2 = 2, PAGING_PML3 = 3, PAGING_PML4 = 4, PAGING_PML5 = 5 };

#define PAGEMAP_MAX_LEVELS 5

/* Ask for the reference's slot of whichever mode is bound. */
#define PAGEMAP_SLOT_DEFAULT 0xFFFFFFFFu

/* The constants of the bound mode. Arrays are indexed by level - 1; unused places are 0. */
struct pagemap_info {
    uint32_t mode;              /* of enum paging_mode; also the number of levels */
    uint32_t window_levels;     /* levels that the self-map shows: 2, 2, 4, 5 */
    uint32_t address_bits;      /* virtual address width: 32, 32, 48, 57 */
    uint32_t entry_size;        /* bytes per entry: 4, 8, 8, 8 */
    uint32_t entries_per_table; /* 1024, 512, 512, 512 (the PDPT of PML3 has 4) */
    uint32_t xpa;               /* 1 when the mode is an extended one: PML3, PML5 */
    uint32_t self_map_slot;     /* top-level slot; PML3: first of the four in PD#3 */
    uint32_t leaf_levels;       /* highest level at which a leaf may stand: 1, 2 or 3 */
    uint32_t no_execute;        /* 1 when entries may carry PTE_NO_EXECUTE */
    uint32_t global;            /* 1 when the CPU has global pages (CR4.PGE may be set) */
    uint32_t pat;               /* 1 when leaves may carry PTE_PAT */
    uint64_t frame_limit;       /* frame numbers are below this: 2^(MAXPHYADDR - 12), PML2 at most 2^20 */
    uint64_t window_base[PAGEMAP_MAX_LEVELS];
    uint64_t window_last[PAGEMAP_MAX_LEVELS]; /* inclusive: no window ends past the address space */
};

/* One mode's functions; the public functions below call through these once each. */
struct pagemap_routines {
    uint32_t (*canonical)(uint64_t va);
    enum selfmap_status (*sign_extend)(uint64_t offset, uint64_t *va);
    enum selfmap_status (*index)(uint32_t level, uint64_t va, uint32_t *index);
    enum selfmap_status (*entry_address)(const struct pagemap_info *info, uint32_t level, uint64_t va,
                                         uint64_t *entry);
    enum selfmap_status (*va_of_entry)(const struct pagemap_info *info, uint32_t level, uint64_t entry, uint64_t *va);
    enum selfmap_status (*encode)(const struct pagemap_info *info, uint32_t level, const struct pte_fields *fields,
                                  uint64_t *raw);
    enum selfmap_status (*decode)(const struct pagemap_info *info, uint32_t level, uint64_t raw,
                                  struct pte_fields *fields);
};

struct pagemap {
    struct pagemap_info info;
    struct pagemap_routines routines;
};

/* What the boot environment asks for. */
struct pagemap_options {
    uint32_t long_mode; /* non-zero: an amd64 kernel; zero: an i686 kernel */
    uint32_t noxpa;     /* non-zero: NOXPA stands on the command line */
    uint32_t slot;      /* PAGEMAP_SLOT_DEFAULT, or a slot */
};

/* ---- Binding (T2) ---- */

/*
 * Which mode these facts and options select:
 *   amd64: LA57 and not NOXPA -> PML5, else PML4; without long mode SELFMAP_NO_LONG_MODE.
 *   i686:  PAE and not NOXPA -> PML3, else PML2 (LA57 and long mode do not count).
 */
enum selfmap_status pagemap_choose(const struct paging_features *features, const struct pagemap_options *options,
                                   uint32_t *mode);

/*
 * Fills *pagemap for the given mode and slot. Errors: SELFMAP_BAD_MODE, SELFMAP_BAD_SLOT, SELFMAP_TOP_SLOT,
 * SELFMAP_BAD_PHYSICAL_WIDTH, in this order.
 */
enum selfmap_status pagemap_bind_mode(uint32_t mode, const struct paging_features *features, uint32_t slot,
                                      struct pagemap *pagemap);

/* pagemap_choose, then pagemap_bind_mode. */
enum selfmap_status pagemap_bind(const struct paging_features *features, const struct pagemap_options *options,
                                 struct pagemap *pagemap);

/* ---- Addresses (T1a to T1e) ---- */

/* 1 when va exists in the bound mode: PML4 bits 63..47 equal, PML5 bits 63..56 equal, else below 2^32. */
uint32_t pagemap_canonical(const struct pagemap *pagemap, uint64_t va);

/* The canonical address whose low address_bits are `offset`; SELFMAP_NOT_CANONICAL when offset has more bits. */
enum selfmap_status pagemap_sign_extend(const struct pagemap *pagemap, uint64_t offset, uint64_t *va);

/*
 * The index into the table of `level` (1 to mode) that the hardware's walk of va uses.
 * Errors, in this order: SELFMAP_NOT_CANONICAL, SELFMAP_BAD_LEVEL.
 */
enum selfmap_status pagemap_index(const struct pagemap *pagemap, uint32_t level, uint64_t va, uint32_t *index);

/*
 * Where the self-map shows the entry that the walk of va reads at `level` (1 to window_levels).
 * Valid to access only when every entry above is present and no large page (design 5.5).
 * Errors, in this order: SELFMAP_NOT_CANONICAL, SELFMAP_BAD_LEVEL. Cost: one indirect call, no loop.
 */
enum selfmap_status pagemap_entry_address(const struct pagemap *pagemap, uint32_t level, uint64_t va, uint64_t *entry);

/*
 * The first address that the entry at `entry` of `level`'s window maps; the inverse of entry_address.
 * Errors, in this order: SELFMAP_BAD_LEVEL, SELFMAP_NOT_IN_WINDOW, SELFMAP_MISALIGNED.
 */
enum selfmap_status pagemap_va_of_entry(const struct pagemap *pagemap, uint32_t level, uint64_t entry, uint64_t *va);

/*
 * The highest level whose window holds `address` (windows nest: PTEs of PTEs are PDEs).
 * Error: SELFMAP_NOT_IN_WINDOW. The address need not be aligned.
 */
enum selfmap_status pagemap_window_level(const struct pagemap *pagemap, uint64_t address, uint32_t *level);

/* ---- Entries (T1f) ---- */

/*
 * The raw entry with exactly these fields. Errors, in this order: SELFMAP_BAD_LEVEL (1 to mode), SELFMAP_BAD_FLAGS,
 * SELFMAP_BAD_FRAME. PTE_LARGE must be set for a leaf above level 1 and may stand at levels 2 to leaf_levels only.
 */
enum selfmap_status pagemap_encode(const struct pagemap *pagemap, uint32_t level, const struct pte_fields *fields,
                                   uint64_t *raw);

/* The fields of a raw entry, present or not. Errors, in this order: SELFMAP_BAD_LEVEL, SELFMAP_RESERVED_BITS. */
enum selfmap_status pagemap_decode(const struct pagemap *pagemap, uint32_t level, uint64_t raw,
                                   struct pte_fields *fields);

/*
 * A present leaf at `level` (1 to leaf_levels) over the frames from pfn: `flags` plus PTE_PRESENT, and PTE_LARGE
 * above level 1. Errors as pagemap_encode; SELFMAP_BAD_LEVEL above leaf_levels.
 */
enum selfmap_status pagemap_leaf_entry(const struct pagemap *pagemap, uint32_t level, uint64_t pfn, uint32_t flags,
                                       uint64_t *raw);

/*
 * An entry of `level` (2 to mode) that references the table in frame pfn: P and W only, and U when `user` is
 * non-zero; the PDPTE of PML3 P only (SDM Vol. 3A, table 4-8 reserves the rest). Permission is decided in the leaf.
 * The self-map's own entries are made with user = 0, which keeps every window from user mode.
 */
enum selfmap_status pagemap_table_entry(const struct pagemap *pagemap, uint32_t level, uint64_t pfn, uint32_t user,
                                        uint64_t *raw);

#endif

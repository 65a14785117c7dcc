/*
 * address.h - model: a virtual address is a row of indices and a page offset; the self-map only moves the row.
 *
 * What the hardware does with an address is to read its indices from the top down. So the address that shows an entry
 * is *built* from the indices that the hardware must see: the slot once per level climbed, then the upper indices
 * of the address asked about, then the lowest kept index as the page offset. Relies on mode.h.
 */
#ifndef SELFMAP_MODEL_ADDRESS_H
#define SELFMAP_MODEL_ADDRESS_H

#include "spec/model/mode.h"

/* The address as the walk sees it: index[level - 1], and the byte in the 4 KiB page. */
struct model_path {
    uint32_t index[MODEL_LEVELS];
    uint32_t offset;
};

/* 1 when the mode has this address (SDM Vol. 1, 3.3.7.1). */
uint32_t model_canonical(uint32_t mode, uint64_t va);

/* The canonical address whose low bits are `offset`; MODEL_NOT_CANONICAL when offset has more bits. */
enum model_status model_sign_extend(uint32_t mode, uint64_t offset, uint64_t *va);

/* Takes a canonical address apart, and puts one together. */
void model_split(uint32_t mode, uint64_t va, struct model_path *path);
uint64_t model_join(uint32_t mode, const struct model_path *path);

/* The functions of pagemap.h, with their errors in the same order. */
enum model_status model_index(uint32_t mode, uint32_t level, uint64_t va, uint32_t *index);
enum model_status model_entry_address(const struct model_space *space, uint32_t level, uint64_t va, uint64_t *entry);
enum model_status model_va_of_entry(const struct model_space *space, uint32_t level, uint64_t entry, uint64_t *va);
enum model_status model_window_level(const struct model_space *space, uint64_t address, uint32_t *level);

/* First and last byte of a window: the entries of the first and the last page there are. */
enum model_status model_window(const struct model_space *space, uint32_t level, uint64_t *base, uint64_t *last);

#endif

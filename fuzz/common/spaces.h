/*
 * spaces.h - binds implementation and model from the same bytes, and compares what came of it.
 * Both fuzz targets stand on it; relies on harness.h, the public headers and spec/model.
 */
#ifndef SELFMAP_FUZZ_SPACES_H
#define SELFMAP_FUZZ_SPACES_H

#include "fuzz/common/harness.h"
#include "selfmap/pagemap.h"
#include "spec/model/mode.h"

/* The implementation's facts as the model names them. */
void facts_to_model(const struct paging_features *features, struct model_facts *facts);

/* Fills every field of a pagemap with the untouched pattern, and says whether all of it still stands. */
void spoil_pagemap(struct pagemap *pagemap);
uint32_t pagemap_untouched(const struct pagemap *pagemap);

/* Every field of pagemap_info against the model's space. */
void compare_info(const struct pagemap_info *info, const struct model_space *space);

/* Every routine against the model at one address: each must belong to the bound mode. */
void compare_addresses(const struct pagemap *pagemap, const struct model_space *space, uint64_t va);

/* Encode and decode of the same fields, by implementation and model, and the round trip. */
void compare_encode(const struct pagemap *pagemap, const struct model_space *space, uint32_t level,
                    const struct pte_fields *fields);
void compare_decode(const struct pagemap *pagemap, const struct model_space *space, uint32_t level, uint64_t raw);

#endif

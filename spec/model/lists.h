/* lists.h - model: lists as rows of an array; to insert moves what stands behind, to find looks at all. */
#ifndef SELFMAP_MODEL_LISTS_H
#define SELFMAP_MODEL_LISTS_H

#include "spec/model/mode.h"

#define MODEL_LISTS_MOST 8
#define MODEL_ELEMENTS_MOST 32
#define MODEL_LIST_NONE 0xFFFFFFFFu

struct model_lists {
    uint32_t elements, lists;
    uint32_t length[MODEL_LISTS_MOST];
    uint32_t row[MODEL_LISTS_MOST][MODEL_ELEMENTS_MOST];
};

void model_lists_init(struct model_lists *model, uint32_t elements, uint32_t lists);
enum model_status model_lists_insert(struct model_lists *model, uint32_t list, uint32_t element, uint32_t tail);
enum model_status model_lists_remove(struct model_lists *model, uint32_t element);
/* The element at this place of a list, the first being 0; the place and list of an element, or 0 when it is in none. */
uint32_t model_lists_at(const struct model_lists *model, uint32_t list, uint32_t place);
uint32_t model_lists_find(const struct model_lists *model, uint32_t element, uint32_t *list, uint32_t *place);

#endif

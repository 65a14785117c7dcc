/* lists.c - see lists.h. */
#include "spec/model/lists.h"

void model_lists_init(struct model_lists *model, uint32_t elements, uint32_t lists)
{
    model->elements = elements;
    model->lists = lists;
    for (uint32_t list = 0; list < lists; list++)
        model->length[list] = 0;
}

uint32_t model_lists_find(const struct model_lists *model, uint32_t element, uint32_t *list, uint32_t *place)
{
    for (*list = 0; *list < model->lists; ++*list)
        for (*place = 0; *place < model->length[*list]; ++*place)
            if (model->row[*list][*place] == element)
                return 1;
    return 0;
}

enum model_status model_lists_insert(struct model_lists *model, uint32_t list, uint32_t element, uint32_t tail)
{
    uint32_t other;
    uint32_t place;
    if (list >= model->lists || element >= model->elements)
        return MODEL_BAD_INDEX;
    if (model_lists_find(model, element, &other, &place))
        return MODEL_LINKED;
    place = model->length[list]++;
    for (; !tail && place > 0; place--)
        model->row[list][place] = model->row[list][place - 1];
    model->row[list][place] = element;
    return MODEL_OK;
}

enum model_status model_lists_remove(struct model_lists *model, uint32_t element)
{
    uint32_t list;
    uint32_t place;
    if (element >= model->elements)
        return MODEL_BAD_INDEX;
    if (!model_lists_find(model, element, &list, &place))
        return MODEL_NOT_LINKED;
    model->length[list]--;
    for (; place < model->length[list]; place++)
        model->row[list][place] = model->row[list][place + 1];
    return MODEL_OK;
}

uint32_t model_lists_at(const struct model_lists *model, uint32_t list, uint32_t place)
{
    return list < model->lists && place < model->length[list] ? model->row[list][place] : MODEL_LIST_NONE;
}

/* planted.c - see planted.h. Relies on choice_has. */
#include "planted.h"

uint32_t planted_drop_line(const struct choice *choice)
{
    return choice_has(choice, "fault=loader-line");
}

uint32_t planted_usable(const struct choice *choice)
{
    return choice_has(choice, "fault=loader-usable");
}

static uint32_t last_usable(const struct memory_list *list)
{
    uint32_t at = list->count;

    while (at > 0 && list->ranges[at - 1].type != RANGE_USABLE)
        at--;
    return at > 0 ? at - 1 : 0;
}

void planted_map(const struct choice *choice, struct memory_list *list)
{
    if (choice_has(choice, "fault=loader-cut"))
        list->count = last_usable(list);
    if (choice_has(choice, "fault=loader-invented"))
        for (uint32_t i = 0; i < list->count; i++)
            if (list->ranges[i].type == RANGE_RESERVED)
                list->ranges[i].type = RANGE_USABLE;
}

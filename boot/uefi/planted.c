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

void planted_map(const struct choice *choice, struct memory_list *list)
{
    if (choice_has(choice, "fault=loader-cut"))
        list->count /= 2;
    if (choice_has(choice, "fault=loader-invented"))
        for (uint32_t i = 0; i < list->count; i++)
            list->ranges[i].type = RANGE_USABLE;
}

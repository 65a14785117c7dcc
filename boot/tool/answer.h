/*
 * answer.h - the answers of the host tool as data, computed by the library; human.c and json.c print them.
 */
#ifndef SELFMAP_TOOL_ANSWER_H
#define SELFMAP_TOOL_ANSWER_H

#include <stdbool.h>

#include "selfmap/pagemap.h"

/* One level of the walk of an address. */
struct level_answer {
    uint32_t index;
    bool shown;             /* the self-map shows this level's tables */
    uint64_t entry_address; /* when shown */
};

/* An entry seen through the self-map, and the addresses that it maps. */
struct entry_answer {
    uint64_t entry_address; /* of its first byte */
    uint32_t level;
    uint32_t index;
    uint64_t first;
    uint64_t last;
};

struct explain_answer {
    uint64_t address;
    bool canonical;
    struct level_answer level[PAGEMAP_MAX_LEVELS]; /* level 1 first, as many as the mode has */
    bool in_window;
    struct entry_answer entry; /* when in_window: what the address itself shows */
};

/* PTE, PDE, PDPTE, PML4E, PML5E. */
const char *level_name(uint32_t level);

/* Bytes that one entry of the level maps. */
uint64_t level_reach(const struct pagemap_info *info, uint32_t level);

/* Every capability that the tool's arithmetic could need: it explains addresses, it does not probe this machine. */
enum selfmap_status answer_bind(uint32_t mode, uint32_t slot, struct pagemap *pagemap);

void answer_explain(const struct pagemap *pagemap, uint64_t address, struct explain_answer *answer);

/* SELFMAP_NOT_CANONICAL, SELFMAP_NOT_IN_WINDOW or SELFMAP_MISALIGNED when there is no such entry. */
enum selfmap_status answer_reverse(const struct pagemap *pagemap, uint64_t entry_address, struct entry_answer *answer);

/* The two ways to print. */
void human_explain(const struct pagemap *pagemap, const struct explain_answer *answer);
void human_windows(const struct pagemap *pagemap);
void human_reverse(const struct pagemap *pagemap, const struct entry_answer *answer);
void json_explain(const struct pagemap *pagemap, const struct explain_answer *answer);
void json_windows(const struct pagemap *pagemap);
void json_reverse(const struct pagemap *pagemap, const struct entry_answer *answer);

#endif

/*
 * list.h - doubly linked lists of indices: elements 0 .. elements - 1 stand in lists 0 .. lists - 1, each in at most one (T0).
 *
 * The caller owns the links: nodes[e] are element e's, nodes[elements + l] are the head of list l. Lists are circular: the
 * head's next is the first element, its prev the last; a node that follows itself stands alone. Insertion and removal are
 * total: a wrong index, an element that is linked already or is not, gets a status, and nothing has changed then.
 * Cost of every function but list_init: constant. Theorem: T0 (list_*).
 */
#ifndef SELFMAP_LIST_H
#define SELFMAP_LIST_H

#include <stdint.h>

#include "selfmap/status.h"

/* The most elements, and the most lists. What no element is. */
#define LIST_LIMIT 0x7FFFFFFFu
#define LIST_NONE 0xFFFFFFFFu

struct list_node {
    uint32_t next, prev;
};

/* A view of the caller's links: nodes[0 .. elements + lists - 1]. */
struct list_set {
    struct list_node *nodes;
    uint32_t elements, lists;
};

/* Every list empty, every element in none. Error: SELFMAP_BAD_INDEX (more than LIST_LIMIT of either). Cost: one step per node. */
enum selfmap_status list_init(struct list_set view);

/* Errors: SELFMAP_BAD_INDEX (no such list or element), SELFMAP_LINKED. */
enum selfmap_status list_insert_head(struct list_set view, uint32_t list, uint32_t element);
enum selfmap_status list_insert_tail(struct list_set view, uint32_t list, uint32_t element);

/* Out of whatever list it stands in. Errors: SELFMAP_BAD_INDEX, SELFMAP_NOT_LINKED. */
enum selfmap_status list_remove(struct list_set view, uint32_t element);

/* 1 when no element stands in the list, or there is no such list. */
uint32_t list_is_empty(struct list_set view, uint32_t list);

/* The first or last element of a list, the element after or before one; LIST_NONE where there is none. */
uint32_t list_first(struct list_set view, uint32_t list);
uint32_t list_last(struct list_set view, uint32_t list);
uint32_t list_after(struct list_set view, uint32_t element);
uint32_t list_before(struct list_set view, uint32_t element);

#endif

/* list.c - see selfmap/list.h: link and unlink a node, and the checks around them. Relies on nothing. */
#include "selfmap/list.h"

#include "spec/list_logic.h"

/* A view whose links are those of lists. */
#define LIST_NODES(set) ((set).elements + (set).lists)
/*@
  predicate list_bounds(struct list_set set) = set.elements <= LIST_LIMIT && set.lists <= LIST_LIMIT;
  predicate list_ready{L}(struct list_set set) = list_bounds(set) && \valid(set.nodes + (0 .. LIST_NODES(set) - 1)) &&
    list_inside(set.nodes, LIST_NODES(set)) && list_inverse(set.nodes, LIST_NODES(set));
*/

/*@ requires valid: list_bounds(set) ==> \valid(set.nodes + (0 .. LIST_NODES(set) - 1));
    terminates \true;
    exits \false;
    assigns set.nodes[0 .. LIST_NODES(set) - 1];
    ensures T0_refused: \result == SELFMAP_BAD_INDEX <==> !list_bounds(set);
    ensures T0_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_INDEX;
    ensures T0_alone: \result == SELFMAP_OK ==>
      (\forall integer i; 0 <= i < LIST_NODES(set) ==> set.nodes[i].next == i && set.nodes[i].prev == i);
    ensures T0_ready: \result == SELFMAP_OK ==> list_ready(set);
    ensures unchanged: \result != SELFMAP_OK ==>
      (\forall integer i; 0 <= i < LIST_NODES(set) ==> set.nodes[i] == \old(set.nodes[i]));
*/
enum selfmap_status list_init(struct list_set set)
{
    uint32_t i;

    if (set.elements > LIST_LIMIT || set.lists > LIST_LIMIT)
        return SELFMAP_BAD_INDEX;
    /*@ loop invariant range: 0 <= i <= LIST_NODES(set);
        loop invariant alone: \forall integer k; 0 <= k < i ==> set.nodes[k].next == k && set.nodes[k].prev == k;
        loop assigns i, set.nodes[0 .. LIST_NODES(set) - 1];
        loop variant LIST_NODES(set) - i; */
    for (i = 0; i < set.elements + set.lists; i++) {
        set.nodes[i].next = i;
        set.nodes[i].prev = i;
    }
    return SELFMAP_OK;
}

/* The lone node comes to stand behind `place`: its four links in an order in which each reads what is still there. */
/*@ requires valid: \valid(nodes + (0 .. count - 1));
    requires inside: list_inside(nodes, count);
    requires inverse: list_inverse(nodes, count);
    requires places: place < count && node < count && place != node;
    requires alone: nodes[node].next == node;
    terminates \true;
    exits \false;
    assigns nodes[place].next, nodes[nodes[place].next].prev, nodes[node].next, nodes[node].prev;
    ensures inside: list_inside(nodes, count);
    ensures inverse: list_inverse(nodes, count);
    ensures after: nodes[place].next == node && nodes[node].prev == place;
    ensures before: nodes[node].next == \old(nodes[place].next) && nodes[\old(nodes[place].next)].prev == node;
    ensures others_next: \forall integer k; 0 <= k < count && k != place && k != node ==> nodes[k].next == \old(nodes[k].next);
    ensures others_prev: \forall integer k; 0 <= k < count && k != \old(nodes[place].next) && k != node ==>
      nodes[k].prev == \old(nodes[k].prev);
*/
static void link_behind(struct list_node *nodes, uint32_t place, uint32_t node /*@ ghost (uint32_t count) */)
{
    const uint32_t follower = nodes[place].next;
    /*@ assert lone: nodes[node].prev == node && follower != node; */

    nodes[node].next = follower;
    nodes[node].prev = place;
    nodes[follower].prev = node;
    nodes[place].next = node;
}

/* The node stands alone afterwards; its neighbours follow each other. */
/*@ requires valid: \valid(nodes + (0 .. count - 1));
    requires inside: list_inside(nodes, count);
    requires inverse: list_inverse(nodes, count);
    requires place: node < count;
    terminates \true;
    exits \false;
    assigns nodes[nodes[node].prev].next, nodes[nodes[node].next].prev, nodes[node].next, nodes[node].prev;
    ensures inside: list_inside(nodes, count);
    ensures inverse: list_inverse(nodes, count);
    ensures alone: nodes[node].next == node && nodes[node].prev == node;
    ensures joined: \old(nodes[node].next) != node ==> nodes[\old(nodes[node].prev)].next == \old(nodes[node].next) &&
      nodes[\old(nodes[node].next)].prev == \old(nodes[node].prev);
    ensures others_next: \forall integer k; 0 <= k < count && k != \old(nodes[node].prev) && k != node ==>
      nodes[k].next == \old(nodes[k].next);
    ensures others_prev: \forall integer k; 0 <= k < count && k != \old(nodes[node].next) && k != node ==>
      nodes[k].prev == \old(nodes[k].prev);
*/
static void unlink_node(struct list_node *nodes, uint32_t node /*@ ghost (uint32_t count) */)
{
    const uint32_t before = nodes[node].prev;
    const uint32_t follower = nodes[node].next;

    nodes[before].next = follower;
    nodes[follower].prev = before;
    nodes[node].next = node;
    nodes[node].prev = node;
}

/* What an insertion may answer, and when; the rest of each contract says where the element stands then. */
/*@
  predicate list_answer{L}(struct list_set set, integer list, integer element, integer status) =
    (status == SELFMAP_BAD_INDEX <==> list >= set.lists || element >= set.elements) &&
    (status == SELFMAP_LINKED <==> list < set.lists && element < set.elements && list_linked(set.nodes, element)) &&
    (status == SELFMAP_OK || status == SELFMAP_LINKED || status == SELFMAP_BAD_INDEX);
  predicate list_same{L1, L2}(struct list_node *nodes, integer count) = \forall integer k; 0 <= k < count ==>
    \at(nodes[k].next, L1) == \at(nodes[k].next, L2) && \at(nodes[k].prev, L1) == \at(nodes[k].prev, L2);
*/

/*@ requires ready: list_ready(set);
    terminates \true;
    exits \false;
    assigns set.nodes[0 .. LIST_NODES(set) - 1];
    ensures T0_ready: list_ready(set);
    ensures T0_status: list_answer{Pre}(set, list, element, \result);
    ensures T0_first: \result == SELFMAP_OK ==> set.nodes[set.elements + list].next == element &&
      set.nodes[element].prev == set.elements + list;
    ensures T0_then: \result == SELFMAP_OK ==> set.nodes[element].next == \old(set.nodes[set.elements + list].next) &&
      set.nodes[\old(set.nodes[set.elements + list].next)].prev == element;
    ensures T0_others_next: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < LIST_NODES(set) &&
      k != set.elements + list && k != element ==> set.nodes[k].next == \old(set.nodes[k].next));
    ensures T0_others_prev: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < LIST_NODES(set) &&
      k != \old(set.nodes[set.elements + list].next) && k != element ==> set.nodes[k].prev == \old(set.nodes[k].prev));
    ensures unchanged: \result != SELFMAP_OK ==> list_same{Pre, Post}(set.nodes, LIST_NODES(set));
*/
enum selfmap_status list_insert_head(struct list_set set, uint32_t list, uint32_t element)
{
    if (list >= set.lists || element >= set.elements)
        return SELFMAP_BAD_INDEX;
    if (set.nodes[element].next != element)
        return SELFMAP_LINKED;
    link_behind(set.nodes, set.elements + list, element) /*@ ghost (LIST_NODES(set)) */;
    return SELFMAP_OK;
}

/*@ requires ready: list_ready(set);
    terminates \true;
    exits \false;
    assigns set.nodes[0 .. LIST_NODES(set) - 1];
    ensures T0_ready: list_ready(set);
    ensures T0_status: list_answer{Pre}(set, list, element, \result);
    ensures T0_last: \result == SELFMAP_OK ==> set.nodes[set.elements + list].prev == element &&
      set.nodes[element].next == set.elements + list;
    ensures T0_then: \result == SELFMAP_OK ==> set.nodes[element].prev == \old(set.nodes[set.elements + list].prev) &&
      set.nodes[\old(set.nodes[set.elements + list].prev)].next == element;
    ensures T0_others_prev: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < LIST_NODES(set) &&
      k != set.elements + list && k != element ==> set.nodes[k].prev == \old(set.nodes[k].prev));
    ensures T0_others_next: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < LIST_NODES(set) &&
      k != \old(set.nodes[set.elements + list].prev) && k != element ==> set.nodes[k].next == \old(set.nodes[k].next));
    ensures unchanged: \result != SELFMAP_OK ==> list_same{Pre, Post}(set.nodes, LIST_NODES(set));
*/
enum selfmap_status list_insert_tail(struct list_set set, uint32_t list, uint32_t element)
{
    if (list >= set.lists || element >= set.elements)
        return SELFMAP_BAD_INDEX;
    if (set.nodes[element].next != element)
        return SELFMAP_LINKED;
    link_behind(set.nodes, set.nodes[set.elements + list].prev, element) /*@ ghost (LIST_NODES(set)) */;
    return SELFMAP_OK;
}

/*@ requires ready: list_ready(set);
    terminates \true;
    exits \false;
    assigns set.nodes[0 .. LIST_NODES(set) - 1];
    ensures T0_ready: list_ready(set);
    ensures T0_range: \result == SELFMAP_BAD_INDEX <==> element >= set.elements;
    ensures T0_status: \result == SELFMAP_NOT_LINKED <==> element < set.elements && \old(set.nodes[element].next) == element;
    ensures T0_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_LINKED || \result == SELFMAP_BAD_INDEX;
    ensures T0_alone: \result == SELFMAP_OK ==> set.nodes[element].next == element && set.nodes[element].prev == element;
    ensures T0_joined: \result == SELFMAP_OK ==>
      set.nodes[\old(set.nodes[element].prev)].next == \old(set.nodes[element].next) &&
      set.nodes[\old(set.nodes[element].next)].prev == \old(set.nodes[element].prev);
    ensures T0_others_next: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < LIST_NODES(set) &&
      k != \old(set.nodes[element].prev) && k != element ==> set.nodes[k].next == \old(set.nodes[k].next));
    ensures T0_others_prev: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < LIST_NODES(set) &&
      k != \old(set.nodes[element].next) && k != element ==> set.nodes[k].prev == \old(set.nodes[k].prev));
    ensures unchanged: \result != SELFMAP_OK ==> list_same{Pre, Post}(set.nodes, LIST_NODES(set));
*/
enum selfmap_status list_remove(struct list_set set, uint32_t element)
{
    if (element >= set.elements)
        return SELFMAP_BAD_INDEX;
    if (set.nodes[element].next == element)
        return SELFMAP_NOT_LINKED;
    unlink_node(set.nodes, element) /*@ ghost (LIST_NODES(set)) */;
    return SELFMAP_OK;
}

/*@ requires ready: list_ready(set);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_empty: \result == (list < set.lists && list_linked(set.nodes, set.elements + list) ? 0 : 1);
*/
uint32_t list_is_empty(struct list_set set, uint32_t list)
{
    return list < set.lists && set.nodes[set.elements + list].next != set.elements + list ? 0 : 1;
}

/*@ requires ready: list_ready(set);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_first: \result == (list < set.lists && set.nodes[set.elements + list].next < set.elements ?
      set.nodes[set.elements + list].next : LIST_NONE);
*/
uint32_t list_first(struct list_set set, uint32_t list)
{
    if (list >= set.lists || set.nodes[set.elements + list].next >= set.elements)
        return LIST_NONE;
    return set.nodes[set.elements + list].next;
}

/*@ requires ready: list_ready(set);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_last: \result == (list < set.lists && set.nodes[set.elements + list].prev < set.elements ?
      set.nodes[set.elements + list].prev : LIST_NONE);
*/
uint32_t list_last(struct list_set set, uint32_t list)
{
    if (list >= set.lists || set.nodes[set.elements + list].prev >= set.elements)
        return LIST_NONE;
    return set.nodes[set.elements + list].prev;
}

/*@ requires ready: list_ready(set);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_after: \result == (element < set.elements && list_linked(set.nodes, element) &&
      set.nodes[element].next < set.elements ? set.nodes[element].next : LIST_NONE);
*/
uint32_t list_after(struct list_set set, uint32_t element)
{
    if (element >= set.elements || set.nodes[element].next == element || set.nodes[element].next >= set.elements)
        return LIST_NONE;
    return set.nodes[element].next;
}

/*@ requires ready: list_ready(set);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_before: \result == (element < set.elements && list_linked(set.nodes, element) &&
      set.nodes[element].prev < set.elements ? set.nodes[element].prev : LIST_NONE);
*/
uint32_t list_before(struct list_set set, uint32_t element)
{
    if (element >= set.elements || set.nodes[element].next == element || set.nodes[element].prev >= set.elements)
        return LIST_NONE;
    return set.nodes[element].prev;
}

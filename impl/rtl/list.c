/* list.c - see selfmap/list.h: link and unlink a node, and the checks around them. Relies on nothing. */
#include "selfmap/list.h"

#include "spec/list_logic.h"

/* A view whose links are those of lists. */
#define LIST_NODES(view) ((view).elements + (view).lists)
/*@
  predicate list_bounds(struct list_set view) = view.elements <= LIST_LIMIT && view.lists <= LIST_LIMIT;
  predicate list_ready{L}(struct list_set view) = list_bounds(view) && \valid(view.nodes + (0 .. LIST_NODES(view) - 1)) &&
    list_inside(view.nodes, LIST_NODES(view)) && list_inverse(view.nodes, LIST_NODES(view));
*/

/*@ requires valid: list_bounds(view) ==> \valid(view.nodes + (0 .. LIST_NODES(view) - 1));
    terminates \true;
    exits \false;
    assigns view.nodes[0 .. LIST_NODES(view) - 1];
    ensures T0_refused: \result == SELFMAP_BAD_INDEX <==> !list_bounds(view);
    ensures T0_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_INDEX;
    ensures T0_alone: \result == SELFMAP_OK ==>
      (\forall integer i; 0 <= i < LIST_NODES(view) ==> view.nodes[i].next == i && view.nodes[i].prev == i);
    ensures T0_ready: \result == SELFMAP_OK ==> list_ready(view);
    ensures unchanged: \result != SELFMAP_OK ==>
      (\forall integer i; 0 <= i < LIST_NODES(view) ==> view.nodes[i] == \old(view.nodes[i]));
*/
enum selfmap_status list_init(struct list_set view)
{
    uint32_t i;

    if (view.elements > LIST_LIMIT || view.lists > LIST_LIMIT)
        return SELFMAP_BAD_INDEX;
    /*@ loop invariant range: 0 <= i <= LIST_NODES(view);
        loop invariant alone: \forall integer k; 0 <= k < i ==> view.nodes[k].next == k && view.nodes[k].prev == k;
        loop assigns i, view.nodes[0 .. LIST_NODES(view) - 1];
        loop variant LIST_NODES(view) - i; */
    for (i = 0; i < view.elements + view.lists; i++) {
        view.nodes[i].next = i;
        view.nodes[i].prev = i;
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
    assigns nodes[0 .. count - 1];
    ensures inside: list_inside(nodes, count);
    ensures inverse: list_inverse(nodes, count);
    ensures after: nodes[place].next == node && nodes[node].prev == place;
    ensures before: nodes[node].next == \old(nodes[place].next) && nodes[\old(nodes[place].next)].prev == node;
    ensures others_next: \forall integer k; 0 <= k < count && k != place && k != node ==> nodes[k].next == \old(nodes[k].next);
    ensures others_prev: \forall integer k; 0 <= k < count && k != \old(nodes[place].next) && k != node ==>
      nodes[k].prev == \old(nodes[k].prev);
*/
static void link_behind(struct list_node *nodes, uint32_t place, uint32_t node) /*@ ghost (uint32_t count) */
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
    assigns nodes[0 .. count - 1];
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
static void unlink_node(struct list_node *nodes, uint32_t node) /*@ ghost (uint32_t count) */
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
  predicate list_answer{L}(struct list_set view, integer list, integer element, integer status) =
    (status == SELFMAP_BAD_INDEX <==> list >= view.lists || element >= view.elements) &&
    (status == SELFMAP_LINKED <==> list < view.lists && element < view.elements && list_linked(view.nodes, element)) &&
    (status == SELFMAP_OK || status == SELFMAP_LINKED || status == SELFMAP_BAD_INDEX);
  predicate list_same{L1, L2}(struct list_node *nodes, integer count) = \forall integer k; 0 <= k < count ==>
    \at(nodes[k].next, L1) == \at(nodes[k].next, L2) && \at(nodes[k].prev, L1) == \at(nodes[k].prev, L2);
*/

/*@ requires ready: list_ready(view);
    terminates \true;
    exits \false;
    assigns view.nodes[0 .. LIST_NODES(view) - 1];
    ensures T0_ready: list_ready(view);
    ensures T0_status: list_answer{Pre}(view, list, element, \result);
    ensures T0_first: \result == SELFMAP_OK ==> view.nodes[view.elements + list].next == element &&
      view.nodes[element].prev == view.elements + list;
    ensures T0_then: \result == SELFMAP_OK ==> view.nodes[element].next == \old(view.nodes[view.elements + list].next) &&
      view.nodes[\old(view.nodes[view.elements + list].next)].prev == element;
    ensures T0_others_next: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < LIST_NODES(view) &&
      k != view.elements + list && k != element ==> view.nodes[k].next == \old(view.nodes[k].next));
    ensures T0_others_prev: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < LIST_NODES(view) &&
      k != \old(view.nodes[view.elements + list].next) && k != element ==> view.nodes[k].prev == \old(view.nodes[k].prev));
    ensures unchanged: \result != SELFMAP_OK ==> list_same{Pre, Post}(view.nodes, LIST_NODES(view));
*/
enum selfmap_status list_insert_head(struct list_set view, uint32_t list, uint32_t element)
{
    if (list >= view.lists || element >= view.elements)
        return SELFMAP_BAD_INDEX;
    if (view.nodes[element].next != element)
        return SELFMAP_LINKED;
    link_behind(view.nodes, view.elements + list, element) /*@ ghost (LIST_NODES(view)) */;
    return SELFMAP_OK;
}

/*@ requires ready: list_ready(view);
    terminates \true;
    exits \false;
    assigns view.nodes[0 .. LIST_NODES(view) - 1];
    ensures T0_ready: list_ready(view);
    ensures T0_status: list_answer{Pre}(view, list, element, \result);
    ensures T0_last: \result == SELFMAP_OK ==> view.nodes[view.elements + list].prev == element &&
      view.nodes[element].next == view.elements + list;
    ensures T0_then: \result == SELFMAP_OK ==> view.nodes[element].prev == \old(view.nodes[view.elements + list].prev) &&
      view.nodes[\old(view.nodes[view.elements + list].prev)].next == element;
    ensures T0_others_prev: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < LIST_NODES(view) &&
      k != view.elements + list && k != element ==> view.nodes[k].prev == \old(view.nodes[k].prev));
    ensures T0_others_next: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < LIST_NODES(view) &&
      k != \old(view.nodes[view.elements + list].prev) && k != element ==> view.nodes[k].next == \old(view.nodes[k].next));
    ensures unchanged: \result != SELFMAP_OK ==> list_same{Pre, Post}(view.nodes, LIST_NODES(view));
*/
enum selfmap_status list_insert_tail(struct list_set view, uint32_t list, uint32_t element)
{
    if (list >= view.lists || element >= view.elements)
        return SELFMAP_BAD_INDEX;
    if (view.nodes[element].next != element)
        return SELFMAP_LINKED;
    link_behind(view.nodes, view.nodes[view.elements + list].prev, element) /*@ ghost (LIST_NODES(view)) */;
    return SELFMAP_OK;
}

/*@ requires ready: list_ready(view);
    terminates \true;
    exits \false;
    assigns view.nodes[0 .. LIST_NODES(view) - 1];
    ensures T0_ready: list_ready(view);
    ensures T0_range: \result == SELFMAP_BAD_INDEX <==> element >= view.elements;
    ensures T0_status: \result == SELFMAP_NOT_LINKED <==> element < view.elements && \old(view.nodes[element].next) == element;
    ensures T0_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_LINKED || \result == SELFMAP_BAD_INDEX;
    ensures T0_alone: \result == SELFMAP_OK ==> view.nodes[element].next == element && view.nodes[element].prev == element;
    ensures T0_joined: \result == SELFMAP_OK ==>
      view.nodes[\old(view.nodes[element].prev)].next == \old(view.nodes[element].next) &&
      view.nodes[\old(view.nodes[element].next)].prev == \old(view.nodes[element].prev);
    ensures T0_others_next: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < LIST_NODES(view) &&
      k != \old(view.nodes[element].prev) && k != element ==> view.nodes[k].next == \old(view.nodes[k].next));
    ensures T0_others_prev: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < LIST_NODES(view) &&
      k != \old(view.nodes[element].next) && k != element ==> view.nodes[k].prev == \old(view.nodes[k].prev));
    ensures unchanged: \result != SELFMAP_OK ==> list_same{Pre, Post}(view.nodes, LIST_NODES(view));
*/
enum selfmap_status list_remove(struct list_set view, uint32_t element)
{
    if (element >= view.elements)
        return SELFMAP_BAD_INDEX;
    if (view.nodes[element].next == element)
        return SELFMAP_NOT_LINKED;
    unlink_node(view.nodes, element) /*@ ghost (LIST_NODES(view)) */;
    return SELFMAP_OK;
}

/*@ requires ready: list_ready(view);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_empty: \result == (list < view.lists && view.nodes[view.elements + list].next != view.elements + list ? 0 : 1);
*/
uint32_t list_is_empty(struct list_set view, uint32_t list)
{
    return list < view.lists && view.nodes[view.elements + list].next != view.elements + list ? 0 : 1;
}

/*@ requires ready: list_ready(view);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_first: \result == (list < view.lists && view.nodes[view.elements + list].next < view.elements ?
      view.nodes[view.elements + list].next : LIST_NONE);
*/
uint32_t list_first(struct list_set view, uint32_t list)
{
    if (list >= view.lists || view.nodes[view.elements + list].next >= view.elements)
        return LIST_NONE;
    return view.nodes[view.elements + list].next;
}

/*@ requires ready: list_ready(view);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_last: \result == (list < view.lists && view.nodes[view.elements + list].prev < view.elements ?
      view.nodes[view.elements + list].prev : LIST_NONE);
*/
uint32_t list_last(struct list_set view, uint32_t list)
{
    if (list >= view.lists || view.nodes[view.elements + list].prev >= view.elements)
        return LIST_NONE;
    return view.nodes[view.elements + list].prev;
}

/*@ requires ready: list_ready(view);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_after: \result == (element < view.elements && view.nodes[element].next != element &&
      view.nodes[element].next < view.elements ? view.nodes[element].next : LIST_NONE);
*/
uint32_t list_after(struct list_set view, uint32_t element)
{
    if (element >= view.elements || view.nodes[element].next == element || view.nodes[element].next >= view.elements)
        return LIST_NONE;
    return view.nodes[element].next;
}

/*@ requires ready: list_ready(view);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_before: \result == (element < view.elements && view.nodes[element].next != element &&
      view.nodes[element].prev < view.elements ? view.nodes[element].prev : LIST_NONE);
*/
uint32_t list_before(struct list_set view, uint32_t element)
{
    if (element >= view.elements || view.nodes[element].next == element || view.nodes[element].prev >= view.elements)
        return LIST_NONE;
    return view.nodes[element].prev;
}

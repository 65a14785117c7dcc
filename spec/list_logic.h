/*
 * list_logic.h - circular doubly linked lists of indices, said without recursion: `next` and `prev` are inverse permutations
 * of the nodes. Each cycle is a list; a node that follows itself stands alone: an element in no list, or an empty list's head.
 */
#ifndef SPEC_LIST_LOGIC_H
#define SPEC_LIST_LOGIC_H

/*@
  predicate list_inside{L}(struct list_node *nodes, integer count) =
    \forall integer i; 0 <= i < count ==> nodes[i].next < count && nodes[i].prev < count;
  predicate list_inverse{L}(struct list_node *nodes, integer count) =
    \forall integer i; 0 <= i < count ==> nodes[nodes[i].next].prev == i && nodes[nodes[i].prev].next == i;
  predicate list_linked{L}(struct list_node *nodes, integer i) = nodes[i].next != i;
*/

#endif

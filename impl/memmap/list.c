/* list.c - the list of regions: split, raise, merge (T4). Relies on nothing; regions.h says what the arrays mean. */
#include "regions.h"

uint64_t memmap_start[MEMMAP_STARTS];
uint8_t memmap_types[MEMMAP_LIMIT];
uint32_t memmap_size, memmap_most;
uint32_t memmap_entries, memmap_empty, memmap_partial, memmap_wrapped, memmap_beyond, memmap_unknown, memmap_lost;
/*@ ghost uint8_t memmap_says[MEMMAP_MOST_FRAMES]; */

uint32_t memmap_one_more(uint32_t count)
{
    return count < UINT32_MAX ? count + 1 : count;
}

uint32_t memmap_find(uint64_t frame)
{
    uint32_t low = 0;
    uint32_t high = memmap_size;

    /*@ loop invariant range: 0 <= low < high <= memmap_size;
        loop invariant between: memmap_start[low] <= frame < memmap_start[high];
        loop assigns low, high;
        loop variant high - low; */
    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;

        if (memmap_start[middle] <= frame)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Region `index` becomes two, the second one from frame `at` on. */
/*@ requires list: memmap_list;
    requires room: memmap_size < memmap_most;
    requires inside: index < memmap_size && memmap_start[index] < at < memmap_start[index + 1];
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST;
    ensures bounds: memmap_bounds;
    ensures sorted: memmap_sorted;
    ensures shows: memmap_shows;
    ensures kinds: memmap_kinds;
    ensures silent: memmap_silent;
    ensures size: memmap_size == \old(memmap_size) + 1;
    ensures at: memmap_start[index + 1] == at;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
    ensures low: \forall integer i; 0 <= i <= index ==>
      memmap_start[i] == \old(memmap_start[i]) && memmap_types[i] == \old(memmap_types[i]);
    ensures high: \forall integer i; index < i < memmap_size ==> memmap_types[i] == \old(memmap_types[i - 1]);
    ensures high_start: \forall integer i; index + 1 < i <= memmap_size ==> memmap_start[i] == \old(memmap_start[i - 1]);
*/
static void split(uint32_t index, uint64_t at)
{
    uint32_t i;

    /*@ loop invariant range: index + 1 <= i <= memmap_size;
        loop invariant low: \forall integer k; 0 <= k <= i ==> memmap_start[k] == \at(memmap_start[k], Pre);
        loop invariant low_types: \forall integer k; 0 <= k < i && k < memmap_size ==> memmap_types[k] == \at(memmap_types[k], Pre);
        loop invariant high: \forall integer k; i < k <= memmap_size ==> memmap_types[k] == \at(memmap_types[k - 1], Pre);
        loop invariant high_start: \forall integer k; i + 1 < k <= memmap_size + 1 ==> memmap_start[k] == \at(memmap_start[k - 1], Pre);
        loop assigns i, memmap_start[0 .. MEMMAP_LIMIT], memmap_types[0 .. MEMMAP_LIMIT - 1];
        loop variant i; */
    for (i = memmap_size; i > index + 1; i--) {
        memmap_start[i + 1] = memmap_start[i];
        memmap_types[i] = memmap_types[i - 1];
    }
    memmap_start[index + 2] = memmap_start[index + 1];
    memmap_types[index + 1] = memmap_types[index];
    memmap_start[index + 1] = at;
    memmap_size++;
}

/* Region `index` and the one before it, which are of one type, become one. */
/*@ requires list: memmap_list;
    requires two: 1 <= index < memmap_size && memmap_types[index - 1] == memmap_types[index];
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST;
    ensures bounds: memmap_bounds;
    ensures sorted: memmap_sorted;
    ensures shows: memmap_shows;
    ensures kinds: memmap_kinds;
    ensures silent: memmap_silent;
    ensures size: memmap_size == \old(memmap_size) - 1;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
    ensures low: \forall integer i; 0 <= i < index ==> memmap_types[i] == \old(memmap_types[i]);
    ensures high: \forall integer i; index <= i < memmap_size ==> memmap_types[i] == \old(memmap_types[i + 1]);
*/
static void join(uint32_t index)
{
    uint32_t i;

    /*@ loop invariant range: index <= i < memmap_size;
        loop invariant low: \forall integer k; 0 <= k < index ==> memmap_start[k] == \at(memmap_start[k], Pre);
        loop invariant low_types: \forall integer k; 0 <= k < index ==> memmap_types[k] == \at(memmap_types[k], Pre);
        loop invariant moved: \forall integer k; index <= k < i ==> memmap_start[k] == \at(memmap_start[k + 1], Pre);
        loop invariant moved_types: \forall integer k; index <= k < i ==> memmap_types[k] == \at(memmap_types[k + 1], Pre);
        loop invariant high: \forall integer k; i <= k <= memmap_size ==> memmap_start[k] == \at(memmap_start[k], Pre);
        loop invariant high_types: \forall integer k; i <= k < memmap_size ==> memmap_types[k] == \at(memmap_types[k], Pre);
        loop assigns i, memmap_start[0 .. MEMMAP_LIMIT], memmap_types[0 .. MEMMAP_LIMIT - 1];
        loop variant memmap_size - i; */
    for (i = index; i + 1 < memmap_size; i++) {
        memmap_start[i] = memmap_start[i + 1];
        memmap_types[i] = memmap_types[i + 1];
    }
    memmap_start[i] = memmap_start[i + 1];
    memmap_size--;
}

/* Joins what is of one type among the regions low - 1 to high + 1. */
/*@ requires list: memmap_list;
    requires range: low <= high < memmap_size;
    requires below: memmap_merged_below(low);
    requires above: memmap_merged_from(high + 1);
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST;
    ensures ready: memmap_ready;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
*/
static void merge(uint32_t low, uint32_t high)
{
    uint32_t i = high + 1 < memmap_size ? high + 1 : high;

    /*@ loop invariant list: memmap_list;
        loop invariant range: 0 <= i < memmap_size && low <= i + 1 && low <= memmap_size;
        loop invariant below: memmap_merged_below(low);
        loop invariant above: memmap_merged_from(i);
        loop invariant reach: memmap_start[memmap_size] == \at(memmap_start[memmap_size], Pre);
        loop assigns i, MEMMAP_LIST;
        loop variant i; */
    while (i > 0 && i >= low) {
        if (memmap_types[i - 1] == memmap_types[i])
            join(i);
        i--;
    }
}

/* What the map means of the frames [first, end) afterwards. */
/*@ ghost
  /@ requires frames: first <= end <= MEMMAP_MOST_FRAMES;
     terminates \true;
     exits \false;
     assigns memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
     ensures inside: \forall integer f; first <= f < end ==> memmap_says[f] == greater(\old(memmap_says[f]), type);
     ensures outside: \forall integer f; 0 <= f < first || end <= f < MEMMAP_MOST_FRAMES ==> memmap_says[f] == \old(memmap_says[f]);
  @/
  static void say(uint64_t first, uint64_t end, uint8_t type)
  {
    uint64_t frame = first;
    /@ loop invariant range: first <= frame <= end;
       loop invariant inside: \forall integer f; first <= f < frame ==> memmap_says[f] == greater(\at(memmap_says[f], Pre), type);
       loop invariant outside: \forall integer f; 0 <= f < first || frame <= f < MEMMAP_MOST_FRAMES ==>
         memmap_says[f] == \at(memmap_says[f], Pre);
       loop assigns frame, memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
       loop variant end - frame; @/
    while (frame < end) {
      if (memmap_says[frame] < type)
        memmap_says[frame] = type;
      frame++;
    }
  }
*/

/* Regions low to high become of this type, or stay what they are where that is more restrictive. */
/*@ requires list: memmap_list;
    requires range: low <= high < memmap_size;
    requires type: type < MEMMAP_TYPE_COUNT;
    terminates \true;
    exits \false;
    assigns memmap_types[0 .. MEMMAP_LIMIT - 1], memmap_says[0 .. MEMMAP_MOST_FRAMES - 1];
    ensures bounds: memmap_bounds;
    ensures sorted: memmap_sorted;
    ensures shows: memmap_shows;
    ensures kinds: memmap_kinds;
    ensures silent: memmap_silent;
    ensures inside: \forall integer f; memmap_start[low] <= f < memmap_start[high + 1] ==>
      memmap_says[f] == greater(\old(memmap_says[f]), type);
    ensures outside: \forall integer f; 0 <= f < memmap_start[low] || memmap_start[high + 1] <= f < MEMMAP_MOST_FRAMES ==>
      memmap_says[f] == \old(memmap_says[f]);
    ensures others: \forall integer i; 0 <= i < low || high < i < memmap_size ==> memmap_types[i] == \old(memmap_types[i]);
*/
static void raise_types(uint32_t low, uint32_t high, uint8_t type)
{
    uint32_t i;

    /*@ ghost say(memmap_start[low], memmap_start[high + 1], type); */
    /*@ loop invariant range: low <= i <= high + 1;
        loop invariant raised: \forall integer k; low <= k < i ==> memmap_types[k] == greater(\at(memmap_types[k], Pre), type);
        loop invariant others: \forall integer k; 0 <= k < low || i <= k < memmap_size ==>
          memmap_types[k] == \at(memmap_types[k], Pre);
        loop assigns i, memmap_types[0 .. MEMMAP_LIMIT - 1];
        loop variant high + 1 - i; */
    for (i = low; i <= high; i++)
        if (memmap_types[i] < type)
            memmap_types[i] = type;
}

/* The region that holds this frame, cut so that it starts there, when there is room for one more. */
/*@ requires ready: memmap_ready;
    requires frame: first < memmap_start[memmap_size];
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST;
    ensures bounds: memmap_bounds;
    ensures sorted: memmap_sorted;
    ensures shows: memmap_shows;
    ensures kinds: memmap_kinds;
    ensures silent: memmap_silent;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
    ensures region: \result < memmap_size && memmap_start[\result] <= first < memmap_start[\result + 1];
    ensures below: memmap_merged_below(\result);
    ensures above: memmap_merged_from(\result);
*/
static uint32_t cut_below(uint64_t first)
{
    uint32_t low = memmap_find(first);

    if (memmap_start[low] < first && memmap_size < memmap_most) {
        split(low, first);
        low++;
    }
    return low;
}

/* The region that holds the frame before `end`, cut so that it ends there, when there is room for one more. */
/*@ requires list: memmap_list;
    requires range: low < memmap_size && memmap_start[low] < end <= memmap_start[memmap_size];
    requires below: memmap_merged_below(low);
    requires above: memmap_merged_from(low);
    terminates \true;
    exits \false;
    assigns MEMMAP_LIST;
    ensures bounds: memmap_bounds;
    ensures sorted: memmap_sorted;
    ensures shows: memmap_shows;
    ensures kinds: memmap_kinds;
    ensures silent: memmap_silent;
    ensures reach: memmap_start[memmap_size] == \old(memmap_start[memmap_size]);
    ensures low: memmap_start[low] == \old(memmap_start[low]);
    ensures region: low <= \result < memmap_size && memmap_start[\result] < end <= memmap_start[\result + 1];
    ensures below: memmap_merged_below(low);
    ensures above: memmap_merged_from(\result + 1);
*/
static uint32_t cut_above(uint64_t end) /*@ ghost (uint32_t low) */
{
    const uint32_t high = memmap_find(end - 1);

    /*@ assert order: low <= high; */
    if (end < memmap_start[high + 1] && memmap_size < memmap_most)
        split(high, end);
    return high;
}

void memmap_paint(uint64_t first, uint64_t end, uint8_t type)
{
    const uint32_t low = cut_below(first);
    const uint32_t high = cut_above(end) /*@ ghost (low) */;
    const uint32_t full = memmap_start[low] < first || end < memmap_start[high + 1];

    if (full != 0)
        memmap_lost = memmap_one_more(memmap_lost);
    if (full == 0 || type != MEMMAP_USABLE)
        raise_types(low, high, type);
    merge(low, high);
}

void memmap_put(uint64_t first, uint64_t end, uint8_t type)
{
    const uint64_t reach = memmap_start[memmap_size];

    if (end > reach) {
        memmap_beyond = memmap_one_more(memmap_beyond);
        end = reach;
    }
    if (first < end)
        memmap_paint(first, end, type);
}


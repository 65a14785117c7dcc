/* bytes.c - see selfmap/bytes.h: plain loops over arrays that the caller owns. Relies on nothing. */
#include "selfmap/bytes.h"

/*@ requires valid: \valid(bytes + (0 .. count - 1));
    terminates \true;
    exits \false;
    assigns bytes[0 .. count - 1];
    ensures T0_filled: \forall integer k; 0 <= k < count ==> bytes[k] == value;
*/
void bytes_fill(uint8_t *bytes, size_t count, uint8_t value)
{
    size_t i;

    /*@ loop invariant range: 0 <= i <= count;
        loop invariant filled: \forall integer k; 0 <= k < i ==> bytes[k] == value;
        loop assigns i, bytes[0 .. count - 1];
        loop variant count - i; */
    for (i = 0; i < count; i++)
        bytes[i] = value;
}

/*@ requires valid: \valid(bytes + (0 .. count - 1));
    terminates \true;
    exits \false;
    assigns bytes[0 .. count - 1];
    ensures T0_zero: \forall integer k; 0 <= k < count ==> bytes[k] == 0;
*/
void bytes_zero(uint8_t *bytes, size_t count)
{
    bytes_fill(bytes, count, 0);
}

/*@ requires valid: \valid(to + (0 .. count - 1)) && \valid_read(from + (0 .. count - 1));
    requires apart: \separated(to + (0 .. count - 1), from + (0 .. count - 1));
    terminates \true;
    exits \false;
    assigns to[0 .. count - 1];
    ensures T0_copied: \forall integer k; 0 <= k < count ==> to[k] == \old(from[k]);
*/
void bytes_copy(uint8_t *to, const uint8_t *from, size_t count)
{
    size_t i;

    /*@ loop invariant range: 0 <= i <= count;
        loop invariant copied: \forall integer k; 0 <= k < i ==> to[k] == \at(from[k], Pre);
        loop assigns i, to[0 .. count - 1];
        loop variant count - i; */
    for (i = 0; i < count; i++)
        to[i] = from[i];
}

/* Downwards in memory: from the first byte on. */
/*@ requires valid: \valid(bytes + (0 .. from + count - 1));
    requires down: to <= from && from + count <= SIZE_MAX;
    terminates \true;
    exits \false;
    assigns bytes[to .. to + count - 1];
    ensures moved: \forall integer k; to <= k < to + count ==> bytes[k] == \old(bytes[k + (from - to)]);
    ensures moved_each: \forall integer k; 0 <= k < count ==> bytes[to + k] == \old(bytes[from + k]);
*/
static void move_down(uint8_t *bytes, size_t to, size_t from, size_t count)
{
    size_t i;

    /*@ loop invariant range: 0 <= i <= count;
        loop invariant moved: \forall integer k; to <= k < to + i ==> bytes[k] == \at(bytes[k + (from - to)], Pre);
        loop invariant ahead: \forall integer k; from + i <= k < from + count ==> bytes[k] == \at(bytes[k], Pre);
        loop assigns i, bytes[to .. to + count - 1];
        loop variant count - i; */
    for (i = 0; i < count; i++)
        bytes[to + i] = bytes[from + i];
}

/* Upwards: from the last byte on. */
/*@ requires valid: \valid(bytes + (0 .. to + count - 1));
    requires up: from <= to && to + count <= SIZE_MAX;
    terminates \true;
    exits \false;
    assigns bytes[to .. to + count - 1];
    ensures moved: \forall integer k; to <= k < to + count ==> bytes[k] == \old(bytes[k + (from - to)]);
    ensures moved_each: \forall integer k; 0 <= k < count ==> bytes[to + k] == \old(bytes[from + k]);
*/
static void move_up(uint8_t *bytes, size_t to, size_t from, size_t count)
{
    size_t left = count;

    /*@ loop invariant range: 0 <= left <= count;
        loop invariant moved: \forall integer k; to + left <= k < to + count ==> bytes[k] == \at(bytes[k + (from - to)], Pre);
        loop invariant ahead: \forall integer k; from <= k < from + left ==> bytes[k] == \at(bytes[k], Pre);
        loop assigns left, bytes[to .. to + count - 1];
        loop variant left; */
    while (left > 0) {
        left--;
        bytes[to + left] = bytes[from + left];
    }
}

/*@ requires valid: \valid(bytes + (0 .. length - 1));
    terminates \true;
    exits \false;
    assigns bytes[to .. to + count - 1];
    ensures T0_refused: \result == SELFMAP_BAD_INDEX <==> to + count > length || from + count > length;
    ensures T0_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_INDEX;
    ensures T0_moved: \result == SELFMAP_OK ==> (\forall integer k; 0 <= k < count ==> bytes[to + k] == \old(bytes[from + k]));
    ensures unchanged: \result != SELFMAP_OK ==> (\forall integer k; 0 <= k < length ==> bytes[k] == \old(bytes[k]));
*/
enum selfmap_status bytes_move(uint8_t *bytes, size_t length, size_t to, size_t from, size_t count)
{
    if (count > length || to > length - count || from > length - count)
        return SELFMAP_BAD_INDEX;
    if (to <= from)
        move_down(bytes, to, from, count);
    else
        move_up(bytes, to, from, count);
    return SELFMAP_OK;
}

/*@ requires valid: \valid_read(left + (0 .. count - 1)) && \valid_read(right + (0 .. count - 1));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T0_equal: \result == 0 <==> (\forall integer k; 0 <= k < count ==> left[k] == right[k]);
    ensures T0_less: \result == -1 <==> (\exists integer k; 0 <= k < count && left[k] < right[k] &&
      (\forall integer j; 0 <= j < k ==> left[j] == right[j]));
    ensures T0_greater: \result == 1 <==> (\exists integer k; 0 <= k < count && left[k] > right[k] &&
      (\forall integer j; 0 <= j < k ==> left[j] == right[j]));
    ensures T0_total: \result == -1 || \result == 0 || \result == 1;
*/
int bytes_compare(const uint8_t *left, const uint8_t *right, size_t count)
{
    size_t i;

    /*@ loop invariant range: 0 <= i <= count;
        loop invariant equal: \forall integer k; 0 <= k < i ==> left[k] == right[k];
        loop assigns i;
        loop variant count - i; */
    for (i = 0; i < count; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

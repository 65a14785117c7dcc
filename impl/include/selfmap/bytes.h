/*
 * bytes.h - zero, fill, copy, move and compare bytes, never beyond the lengths that the caller states (T0).
 *
 * The caller owns the arrays: each has at least the stated number of bytes. No scalar argument has a precondition but that.
 * Cost: one step per byte. A length of 0 is fine and touches nothing.
 */
#ifndef SELFMAP_BYTES_H
#define SELFMAP_BYTES_H

#include <stddef.h>
#include <stdint.h>

#include "selfmap/status.h"

/* Each of the `count` bytes becomes 0, or `value`. */
void bytes_zero(uint8_t *bytes, size_t count);
void bytes_fill(uint8_t *bytes, size_t count, uint8_t value);

/* Copies `count` bytes between two arrays that do not overlap. Inside one array: bytes_move. */
void bytes_copy(uint8_t *to, const uint8_t *from, size_t count);

/*
 * Inside one array of `length` bytes, the `count` bytes at offset `from` come to stand at offset `to`, as they were before the
 * call, however both parts overlap; the rest of the array is unchanged.
 * Error: SELFMAP_BAD_INDEX (a part ends outside of the array); nothing has changed then.
 */
enum selfmap_status bytes_move(uint8_t *bytes, size_t length, size_t to, size_t from, size_t count);

/* 0 when the first `count` bytes are equal; else -1 or 1, as the first byte that differs is smaller in `left` or greater. */
int bytes_compare(const uint8_t *left, const uint8_t *right, size_t count);

#endif

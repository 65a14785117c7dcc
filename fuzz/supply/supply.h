/*
 * supply.h - operations of target `frames` on the mapper's frame source and what feeds it, beside the model of both. The database,
 * its model and what is in each frame are the target's (frames.c). Relies on harness.h, machine/data.h and spec/model.
 */
#ifndef SELFMAP_FUZZ_SUPPLY_SUPPLY_H
#define SELFMAP_FUZZ_SUPPLY_SUPPLY_H

#include "fuzz/common/harness.h"
#include "spec/model/supply.h"

/*
 * The source begins with nothing lent. Bits of `where`: 3 and 4, its span holds all frames below RAM_LIMIT, or half the piece, or the
 * other half and what is above; 5 to 7, all set when the source may be filled to its limit.
 */
void supply_start(struct model_frames *frames, uint32_t where);

/* One operation; the choices of its byte say which, and `frame` takes a frame number from the input. */
void operation_supply(struct cursor *input, uint32_t choices, uint64_t (*frame)(struct cursor *));

/* Lent frames that became RAM the database may hand out are claimed, before anything but an adoption. */
void supply_settle(void);

/* After each operation; and at intervals, which frames are lent and that the spare ones are zero. */
void supply_compare_counts(void);
void supply_compare(void);

#endif

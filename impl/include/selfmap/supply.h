/*
 * supply.h - the frame database feeds the mapper's frame source: frames for tables come from it, and go back.
 *
 * The mapper itself neither zeroes nor searches: it takes what the source has and says SELFMAP_NO_FRAMES when that is too little. Whoever
 * maps keeps the source filled: frames_fill(4) is enough for any one page or large page, frames_fill(n / 512 + 6) for n pages in
 * a row (1024 in place of 512 in PML2). A frame that is lent is told as FRAME_TABLE, and frame_free refuses it.
 */
#ifndef SELFMAP_SUPPLY_H
#define SELFMAP_SUPPLY_H

#include <stdint.h>

#include "selfmap/status.h"

/*
 * Lends frames of zeros until `count` are free in the source. Errors: SELFMAP_NO_FRAMES (the database has too few), SELFMAP_NO_ROOM
 * (more than FRAMES_LIMIT would be lent), SELFMAP_BAD_FRAME (the source's span does not hold all RAM); nothing has changed then. What was
 * lent before RAM was added must have been claimed. Cost: constant a frame, and zeroing those that are dirty. Theorem: T4.
 */
enum selfmap_status frames_fill(uint32_t count);

/* Gives the database back what it lent and the source has free. Cost: constant for each free frame. Theorem: T4. */
void frames_drain(void);

/*
 * Every frame that is lent is the database's to hand out no more, as frame_adopt_table has it. To be called after RAM was added
 * if frames were lent before, and before the next call of the mapper. Cost: constant for each lent frame. Theorem: T4.
 */
void frames_claim(void);

#endif

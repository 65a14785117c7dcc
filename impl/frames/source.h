/*
 * source.h - what the mapper asks of the frame source. Private to impl/; frames.h is the public face.
 */
#ifndef SELFMAP_FRAMES_SOURCE_H
#define SELFMAP_FRAMES_SOURCE_H

#include "selfmap/frames.h"

uint64_t frame_take(void);
void frame_give(uint64_t frame);
uint32_t frame_used(uint64_t frame);
void frame_set_used(uint64_t frame, uint32_t used);

#endif

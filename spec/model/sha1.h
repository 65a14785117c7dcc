/* sha1.h - model: SHA-1 of a whole message, straight from the text of FIPS 180-4, sections 5.1.1 and 6.1. */
#ifndef SELFMAP_MODEL_SHA1_H
#define SELFMAP_MODEL_SHA1_H

#include <stdint.h>

void model_sha1(const uint8_t *message, uint64_t length, uint8_t digest[20]);

#endif

/*
 * line.h - model: words on the kernel's command line.
 *
 * A word is a longest run of bytes above 0x20. The line is first cut into words, then every word is looked at whole;
 * that is slower and simpler than to scan. Relies on mode.h for statuses.
 */
#ifndef SELFMAP_MODEL_LINE_H
#define SELFMAP_MODEL_LINE_H

#include "spec/model/mode.h"

struct model_line {
    const char *text;
    uint32_t length;
    uint32_t program_name; /* non-zero: the first word is no parameter */
};

/* 1 when the name stands on the line as a whole word, in any case of letters. */
uint32_t model_flag(const struct model_line *line, const char *name, uint32_t name_length);

/* 1 when NOXPA does. */
uint32_t model_noxpa(const struct model_line *line);

/* The number of the first word that starts with the key. */
enum model_status model_number(const struct model_line *line, const char *key, uint32_t key_length, uint64_t *value);

#endif

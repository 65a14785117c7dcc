/*
 * config.h - what is to be started: `selfmap.cfg` on the volume, then the load options of the boot entry.
 *
 * selfmap.cfg is lines of ASCII: `kernel=FILE` (the last one counts), `append=WORDS` (each adds to the command line),
 * empty lines and comments after `#`. The load options are words: `kernel=FILE` chooses, all others are added to the
 * command line. A shell's first word, the loader's own name, is left out.
 */
#ifndef UEFI_CONFIG_H
#define UEFI_CONFIG_H

#include "loader.h"

#define CONFIG_NAME "selfmap.cfg"

/* The defaults, then file and options. Refuses a line that it does not know and a command line that is too long. */
void config_read(struct choice *choice);

/* Adds words to the command line, with a blank between. */
void config_append(struct choice *choice, const char *words, uint32_t length);

/* Blanks out each word of the command line that is this one. */
void config_remove(struct choice *choice, const char *word);

/* Refuses an empty name and one that is too long. */
void config_kernel(struct choice *choice, const char *name, uint32_t length);

#endif

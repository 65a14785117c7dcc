/*
 * arguments.h - the command line of the host tool: what was asked, or one line that says what is wrong with it.
 * Options may stand anywhere; a number that is not wholly a number of 64 bits is refused.
 */
#ifndef SELFMAP_TOOL_ARGUMENTS_H
#define SELFMAP_TOOL_ARGUMENTS_H

#include <stdbool.h>
#include <stdint.h>

enum command { COMMAND_HELP, COMMAND_VERSION, COMMAND_EXPLAIN, COMMAND_WINDOWS, COMMAND_REVERSE };

struct arguments {
    enum command command;
    uint32_t mode;    /* of enum paging_mode */
    uint32_t slot;    /* PAGEMAP_SLOT_DEFAULT when none was given */
    uint64_t address; /* explain and reverse */
    bool json;
};

/* Prints `selfmap: ` and the rest as one line on stderr. */
__attribute__((format(printf, 1, 2))) void complain(const char *format, ...);

/* True when the command line can be obeyed; else the complaint has been printed. */
bool arguments_parse(int count, char **words, struct arguments *arguments);

#endif

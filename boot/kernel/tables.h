/*
 * tables.h - the frames that tables are made of, wherever they lie: the early ones behind the image (space.h), then frames that the
 * database lends the mapper's frame source (selfmap/supply.h). The kernel's own walk reads tables through the views that stand here.
 */
#ifndef BOOT_TABLES_H
#define BOOT_TABLES_H

#include "checks.h"

#define TABLE_PLACES 1024u /* tables and frames for tables that this file can know, at most */
#define TABLE_NOWHERE 0xFFFFFFFFu

/*
 * The database lends as many frames as the checks can use, or what there is; and keeps the frames at LARGE2_FRAME for the checks of
 * large pages. Stops with one line when that is too little. After frame_records_start.
 */
void tables_start(const struct mapper *mapper);

/* frames_fill, and the new frames are seen. More than TABLE_PLACES allows are lent all the same, but not seen. */
enum selfmap_status tables_fill(const struct mapper *mapper, uint32_t count);

/* All that is free goes back to the database, and the frames at LARGE2_FRAME too; so many lent frames are tables that stay. */
uint32_t tables_end(const struct mapper *mapper);

/* How many frames there are, the number of each, and the place of a frame among them or TABLE_NOWHERE. */
uint32_t tables_count(void);
uint32_t tables_lent(void); /* of those, frames of the database */
uint64_t tables_frame(uint32_t place);
uint32_t tables_place(uint64_t frame);

/* The words of a frame that is a table or for tables, through a mapping of the kernel; 0 for any other. */
volatile uint32_t *tables_words(uint64_t frame);

/* Are there frames of memory behind the early large leaves? */
uint32_t tables_large_memory(void);

/* Prints the runs of frames, for the oracle outside. */
void tables_report(void);

#endif

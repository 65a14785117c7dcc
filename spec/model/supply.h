/*
 * supply.h - model: the mapper's frame source (T4) as a list of the frames that are lent to it, looked at one by one, beside the
 * model of the frame database that some of them came from.
 *
 * A lent frame is spare or out. Which spare frame is handed out, and which free frame of the database is lent by a fill, is the
 * implementation's choice: the model says whether the choice was allowed.
 */
#ifndef SELFMAP_MODEL_SUPPLY_H
#define SELFMAP_MODEL_SUPPLY_H

#include "spec/model/frames.h"

#define MODEL_SUPPLY_SPAN 0x1000000u
#define MODEL_SUPPLY_LIMIT 0x10000u /* frames lent at a time */
#define MODEL_SUPPLY_MOST_USED 1024u
#define MODEL_SUPPLY_LISTED 128u /* of those, the ones that the model has a record of */

struct model_lent {
    uint64_t frame;
    uint32_t used;
    uint8_t spare;
};

struct model_supply {
    struct model_frames *frames;
    uint64_t first, end; /* the span of the source */
    uint32_t quota;      /* MODEL_SUPPLY_LIMIT or more is none */
    uint32_t lent_last_is_next; /* the last record is of a frame just lent, which is handed out next */
    uint32_t listed;
    struct model_lent lent[MODEL_SUPPLY_LISTED];
    /* Tables that came in one row, all out for good: only where they are and how many. */
    uint64_t crowd_first;
    uint32_t crowd;
    /* Which frames the database has lent and not got back: it knows them also when the source has started over. */
    uint8_t from_database[MODEL_FRAMES];
};

/* Before the first call; then the source starts over whenever it is told its span. */
void model_supply_start(struct model_frames *frames, struct model_supply *supply);
enum model_status model_supply_init(struct model_supply *supply, uint64_t first, uint64_t count);

enum model_status model_supply_lend(struct model_supply *supply, uint64_t frame);
enum model_status model_supply_adopt(struct model_supply *supply, uint64_t frame, uint32_t used);

/*
 * As if `count` frames from first on had been adopted one after the other; one row a run, beside the piece of memory, of frames that are
 * not lent. 0 when it is no such row or there is no room, and nothing is done.
 */
uint32_t model_supply_adopt_crowd(struct model_supply *supply, uint64_t first, uint32_t count);

/* What a fill answers; then, for each frame that it lent, whether it may be this one. Until then nothing has changed. */
enum model_status model_supply_fill(const struct model_supply *supply, uint32_t count);
uint32_t model_supply_filled(struct model_supply *supply, uint64_t frame);

void model_supply_drain(struct model_supply *supply);
void model_supply_claim(struct model_supply *supply);

/* Lent frames that the database may hand out: before the next call but an adoption they must be claimed. */
uint32_t model_supply_unclaimed(const struct model_supply *supply);

/* Frames that can be handed out now; whether it may be this one; one that is out comes back, with no entry in use. */
uint32_t model_supply_left(const struct model_supply *supply);
uint32_t model_supply_taken(struct model_supply *supply, uint64_t frame);
void model_supply_given(struct model_supply *supply, uint64_t frame);
void model_supply_set_quota(struct model_supply *supply, uint32_t quota);

/* The record of a lent frame, null when it has none; how many are lent, and how many of these are spare. */
const struct model_lent *model_supply_record(const struct model_supply *supply, uint64_t frame);
uint32_t model_supply_in_crowd(const struct model_supply *supply, uint64_t frame);
uint32_t model_supply_lent(const struct model_supply *supply);
uint32_t model_supply_spare(const struct model_supply *supply);

#endif

/* supply.c - see supply.h. */
#include "spec/model/supply.h"

void model_supply_start(struct model_frames *frames, struct model_supply *supply)
{
    supply->frames = frames;
    for (uint32_t i = 0; i < MODEL_FRAMES; i++)
        supply->from_database[i] = 0;
    (void)model_supply_init(supply, 0, 0);
}

enum model_status model_supply_init(struct model_supply *supply, uint64_t first, uint64_t count)
{
    if (count > MODEL_SUPPLY_SPAN || first > 0x10000000000u || first + count > 0x10000000000u)
        return MODEL_BAD_FRAME;
    supply->first = first;
    supply->end = first + count;
    supply->quota = MODEL_SUPPLY_LIMIT;
    supply->lent_last_is_next = 0;
    supply->listed = 0;
    supply->crowd_first = 0;
    supply->crowd = 0;
    return MODEL_OK;
}

static uint32_t in_span(const struct model_supply *supply, uint64_t frame)
{
    return frame >= supply->first && frame < supply->end;
}

static struct model_lent *record_of(struct model_supply *supply, uint64_t frame)
{
    for (uint32_t i = 0; i < supply->listed; i++)
        if (supply->lent[i].frame == frame)
            return &supply->lent[i];
    return 0;
}

const struct model_lent *model_supply_record(const struct model_supply *supply, uint64_t frame)
{
    for (uint32_t i = 0; i < supply->listed; i++)
        if (supply->lent[i].frame == frame)
            return &supply->lent[i];
    return 0;
}

uint32_t model_supply_in_crowd(const struct model_supply *supply, uint64_t frame)
{
    return frame >= supply->crowd_first && frame - supply->crowd_first < supply->crowd;
}

static uint32_t is_lent(const struct model_supply *supply, uint64_t frame)
{
    return model_supply_record(supply, frame) != 0 || model_supply_in_crowd(supply, frame);
}

uint32_t model_supply_lent(const struct model_supply *supply)
{
    return supply->listed + supply->crowd;
}

uint32_t model_supply_spare(const struct model_supply *supply)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < supply->listed; i++)
        if (supply->lent[i].spare)
            count++;
    return count;
}

/* Free or held: the database hands it out, or has, and takes it back. */
static uint32_t is_ordinary(const struct model_supply *supply, uint64_t frame)
{
    enum model_frame_state state = model_frame_state(supply->frames, frame);

    return state == MODEL_ZEROED || state == MODEL_DIRTY || state == MODEL_HELD;
}

static void add(struct model_supply *supply, uint64_t frame, uint32_t used, uint8_t spare)
{
    struct model_lent *lent = &supply->lent[supply->listed];

    lent->frame = frame;
    lent->used = used;
    lent->spare = spare;
    supply->listed++;
}

enum model_status model_supply_lend(struct model_supply *supply, uint64_t frame)
{
    if (!in_span(supply, frame) || is_lent(supply, frame) || is_ordinary(supply, frame))
        return MODEL_BAD_FRAME;
    if (model_supply_lent(supply) == MODEL_SUPPLY_LIMIT)
        return MODEL_NO_ROOM;
    add(supply, frame, 0, 1);
    supply->lent_last_is_next = 1;
    return MODEL_OK;
}

enum model_status model_supply_adopt(struct model_supply *supply, uint64_t frame, uint32_t used)
{
    struct model_lent *lent = record_of(supply, frame);

    if (!in_span(supply, frame) || used > MODEL_SUPPLY_MOST_USED || (lent != 0 && lent->spare))
        return MODEL_BAD_FRAME;
    if (lent != 0)
        lent->used = used;
    if (is_lent(supply, frame))
        return MODEL_OK;
    if (model_supply_lent(supply) == MODEL_SUPPLY_LIMIT)
        return MODEL_NO_ROOM;
    add(supply, frame, used, 0);
    /* The frame lent last is no longer the last record, so the next one is not checked. */
    supply->lent_last_is_next = 0;
    return MODEL_OK;
}

uint32_t model_supply_adopt_crowd(struct model_supply *supply, uint64_t first, uint32_t count)
{
    if (supply->crowd > 0 || count == 0 || count > MODEL_SUPPLY_LIMIT - model_supply_lent(supply))
        return 0;
    if (!in_span(supply, first) || !in_span(supply, first + count - 1))
        return 0;
    if (first < supply->frames->base + MODEL_FRAMES && first + count > supply->frames->base)
        return 0;
    for (uint32_t i = 0; i < supply->listed; i++)
        if (supply->lent[i].frame >= first && supply->lent[i].frame < first + count)
            return 0;
    supply->crowd_first = first;
    supply->crowd = count;
    return 1;
}

enum model_status model_supply_fill(const struct model_supply *supply, uint32_t count)
{
    const uint32_t spare = model_supply_spare(supply);
    const uint32_t there = model_frames_count(supply->frames, MODEL_ZEROED) + model_frames_count(supply->frames, MODEL_DIRTY);

    if (count <= spare)
        return MODEL_OK;
    if (count - spare > there)
        return MODEL_NO_FRAMES;
    if (model_supply_lent(supply) + (count - spare) > MODEL_SUPPLY_LIMIT)
        return MODEL_NO_ROOM;
    if (supply->first > supply->frames->lowest || supply->end < supply->frames->highest)
        return MODEL_BAD_FRAME;
    return MODEL_OK;
}

uint32_t model_supply_filled(struct model_supply *supply, uint64_t frame)
{
    enum model_frame_state state = model_frame_state(supply->frames, frame);

    if ((state != MODEL_ZEROED && state != MODEL_DIRTY) || is_lent(supply, frame))
        return 0;
    supply->frames->state[frame - supply->frames->base] = MODEL_TABLE;
    supply->from_database[frame - supply->frames->base] = 1;
    add(supply, frame, 0, 1);
    supply->lent_last_is_next = 0;
    return 1;
}

static uint32_t is_from_database(const struct model_supply *supply, uint64_t frame)
{
    const uint64_t base = supply->frames->base;

    return frame >= base && frame - base < MODEL_FRAMES && supply->from_database[frame - base];
}

void model_supply_drain(struct model_supply *supply)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < supply->listed; i++) {
        const struct model_lent *lent = &supply->lent[i];

        if (lent->spare && is_from_database(supply, lent->frame)) {
            supply->frames->state[lent->frame - supply->frames->base] = MODEL_DIRTY;
            supply->from_database[lent->frame - supply->frames->base] = 0;
            continue;
        }
        supply->lent[kept] = *lent;
        kept++;
    }
    supply->listed = kept;
    supply->lent_last_is_next = 0;
}

/* The crowd is no RAM. */
void model_supply_claim(struct model_supply *supply)
{
    for (uint32_t i = 0; i < supply->listed; i++)
        model_frames_adopt(supply->frames, supply->lent[i].frame);
}

uint32_t model_supply_unclaimed(const struct model_supply *supply)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < supply->listed; i++)
        if (is_ordinary(supply, supply->lent[i].frame))
            count++;
    return count;
}

uint32_t model_supply_left(const struct model_supply *supply)
{
    const uint32_t spare = model_supply_spare(supply);

    return supply->quota >= MODEL_SUPPLY_LIMIT || spare < supply->quota ? spare : supply->quota;
}

uint32_t model_supply_taken(struct model_supply *supply, uint64_t frame)
{
    struct model_lent *lent = record_of(supply, frame);

    if (lent == 0 || !lent->spare || model_supply_left(supply) == 0)
        return 0;
    if (supply->lent_last_is_next && lent != &supply->lent[supply->listed - 1])
        return 0;
    lent->spare = 0;
    supply->lent_last_is_next = 0;
    if (supply->quota < MODEL_SUPPLY_LIMIT)
        supply->quota--;
    return 1;
}

void model_supply_given(struct model_supply *supply, uint64_t frame)
{
    struct model_lent *lent = record_of(supply, frame);

    if (lent == 0 || lent->spare)
        return;
    lent->spare = 1;
    lent->used = 0;
    supply->lent_last_is_next = 0;
    if (supply->quota < MODEL_SUPPLY_LIMIT)
        supply->quota++;
}

void model_supply_set_quota(struct model_supply *supply, uint32_t quota)
{
    supply->quota = quota;
}

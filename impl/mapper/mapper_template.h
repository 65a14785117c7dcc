/* mapper_template.h - the mapper of one mode, code only (draft) */

static uint64_t MODE(shown)(const struct pagemap_info *info, uint32_t level, uint64_t va)
{
    switch (level) {
    case 1:
        return info->window_base[0] + va % SPAN / SIZE1 * ENTRY_SIZE;
    IF_WINDOW3(case 3:
        return info->window_base[2] + va % SPAN / SIZE3 * ENTRY_SIZE;)
    IF4(case 4:
        return info->window_base[3] + va % SPAN / SIZE4 * ENTRY_SIZE;)
    IF5(case 5:
        return info->window_base[4] + va % SPAN / SIZE5 * ENTRY_SIZE;)
    default:
        return info->window_base[1] + va % SPAN / SIZE2 * ENTRY_SIZE;
    }
}

static WORD MODE(load)(const struct pagemap_info *info, uint32_t level, uint64_t va)
{
    return MODE(machine_load)(MODE(shown)(info, level, va));
}

static uint64_t MODE(frame_in)(WORD word)
{
    return word / 0x1000 % 0x10000000000;
}

/* P set and PS clear: both are looked at in every entry above level 1 (design 5.5). */
static uint32_t MODE(is_table)(WORD word)
{
    return word % 2 == 1 && word / 0x80 % 2 == 0;
}

/* The table of a level below the top on the way of va. */
static uint64_t MODE(table_frame)(const struct pagemap_info *info, uint32_t level, uint64_t va)
{
    return MODE(frame_in)(MODE(load)(info, level + 1, va));
}

/* The level at which the walk of va ends: the first entry from the top that references no table, or 1. */
static uint32_t MODE(descend)(const struct pagemap_info *info, uint64_t va)
{
    IF5(if (!MODE(is_table)(MODE(load)(info, 5, va)))
        return 5;)
    IF4(if (!MODE(is_table)(MODE(load)(info, 4, va)))
        return 4;
    if (!MODE(is_table)(MODE(load)(info, 3, va)))
        return 3;)
    if (!MODE(is_table)(MODE(load)(info, 2, va)))
        return 2;
    return 1;
}

/* Counted store: the table of `level` has one entry more or less. */
static void MODE(put)(const struct pagemap_info *info, uint32_t level, uint64_t va, WORD word)
{
    uint64_t table;

    if (level < TOP) {
        table = MODE(table_frame)(info, level, va);
        if (word == 0)
            frame_set_used(table, frame_used(table) - 1);
        else
            frame_set_used(table, frame_used(table) + 1);
    }
    MODE(machine_store)(MODE(shown)(info, level, va), word);
}

static void MODE(extend)(const struct pagemap_info *info, uint32_t level, uint64_t va)
{
    MODE(put)(info, level, va, (WORD)(frame_take() * 0x1000 + 7));
}

static enum selfmap_status MODE(check_page)(const struct pagemap_info *info, uint64_t va)
{
    if (!(va < HALF IF_WIDE(|| va >= HIGH + HALF)))
        return SELFMAP_NOT_CANONICAL;
    if (va % 0x1000 != 0)
        return SELFMAP_MISALIGNED;
    if (va >= info->window_base[0] && va <= info->window_last[0])
        return SELFMAP_IN_WINDOW;
    return SELFMAP_OK;
}

static WORD MODE(leaf_word)(uint64_t pfn, uint32_t flags, uint32_t no_execute)
{
    const uint32_t cache = flags / 0x10;
    const WORD low = 1 + flags % 2 * 2 + flags / 4 % 2 * 4 + (cache == 1 ? 0x8 : cache == 2 ? 0x18 : cache == 3 ? 0x80 : 0) +
                     flags / 8 % 2 * 0x100;

    return low + (WORD)pfn * 0x1000 + NX_BIT(flags, no_execute);
}

static enum selfmap_status MODE(check_leaf)(const struct pagemap_info *info, uint64_t pfn, uint32_t flags)
{
    if (flags >= MAP_FLAGS_LIMIT || (flags / 0x10 == 3 && info->pat == 0))
        return SELFMAP_BAD_FLAGS;
    return pfn < info->frame_limit ? SELFMAP_OK : SELFMAP_BAD_FRAME;
}

enum selfmap_status MODE(map_page)(const struct mapper *mapper, uint64_t va, uint64_t pfn, uint32_t flags)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_page)(info, va);
    uint32_t level;

    if (status != SELFMAP_OK)
        return status;
    status = MODE(check_leaf)(info, pfn, flags);
    if (status != SELFMAP_OK)
        return status;
    level = MODE(descend)(info, va);
    if (MODE(load)(info, level, va) % 2 == 1)
        return level == 1 ? SELFMAP_ALREADY_MAPPED : SELFMAP_LARGE_IN_WAY;
    if (frames_left() < level - 1)
        return SELFMAP_NO_FRAMES;
    IF5(if (level >= 5)
        MODE(extend)(info, 5, va);)
    IF4(if (level >= 4)
        MODE(extend)(info, 4, va);
    if (level >= 3)
        MODE(extend)(info, 3, va);)
    if (level >= 2)
        MODE(extend)(info, 2, va);
    MODE(put)(info, 1, va, MODE(leaf_word)(pfn, flags, info->no_execute));
    return SELFMAP_OK;
}

/* Frees the table of `level` on the way of va when it is empty. */
static uint32_t MODE(prune)(const struct pagemap_info *info, uint32_t level, uint64_t va)
{
    const uint64_t table = MODE(table_frame)(info, level, va);

    if (frame_used(table) != 0)
        return 0;
    MODE(put)(info, level + 1, va, 0);
    machine_flush_page(MODE(shown)(info, level, va));
    frame_give(table);
    return 1;
}

/* Frees the tables on the way of va that are empty, from the lowest up. */
static void MODE(reclaim)(const struct pagemap_info *info, uint64_t va)
{
    if (STAYS(1, va) || !MODE(prune)(info, 1, va))
        return;
    IF4(if (!MODE(prune)(info, 2, va))
        return;
    if (STAYS(3, va) || !MODE(prune)(info, 3, va))
        return;)
    IF5(if (!STAYS(4, va))
        MODE(prune)(info, 4, va);)
}

enum selfmap_status MODE(unmap_page)(const struct mapper *mapper, uint64_t va, uint64_t *pfn)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_page)(info, va);
    uint32_t level;
    WORD word;

    if (status != SELFMAP_OK)
        return status;
    level = MODE(descend)(info, va);
    word = MODE(load)(info, level, va);
    if (word % 2 == 0)
        return SELFMAP_NOT_MAPPED;
    if (level > 1)
        return SELFMAP_LARGE_IN_WAY;
    MODE(put)(info, 1, va, 0);
    machine_flush_page(va);
    *pfn = MODE(frame_in)(word);
    MODE(reclaim)(info, va);
    return SELFMAP_OK;
}

enum selfmap_status MODE(protect_page)(const struct mapper *mapper, uint64_t va, uint32_t flags)
{
    const struct pagemap_info *info = &mapper->info;
    enum selfmap_status status = MODE(check_page)(info, va);
    uint32_t level;
    WORD word;

    if (status != SELFMAP_OK)
        return status;
    status = MODE(check_leaf)(info, 0, flags);
    if (status != SELFMAP_OK)
        return status;
    level = MODE(descend)(info, va);
    word = MODE(load)(info, level, va);
    if (word % 2 == 0)
        return SELFMAP_NOT_MAPPED;
    if (level > 1)
        return SELFMAP_LARGE_IN_WAY;
    MODE(machine_store)(MODE(shown)(info, 1, va),
                        MODE(leaf_word)(MODE(frame_in)(word), flags, info->no_execute) + word / 0x20 % 4 * 0x20);
    machine_flush_page(va);
    return SELFMAP_OK;
}

/* The cache type of a leaf by the PAT layout of mapper.h. */
static uint32_t MODE(cache_of)(uint32_t level, WORD word)
{
    if (level == 1 ? word / 0x80 % 2 == 1 : word / 0x1000 % 2 == 1)
        return MAP_WRITE_COMBINING;
    if (word / 0x10 % 2 == 1)
        return MAP_UNCACHED;
    return word / 8 % 2 == 1 ? MAP_WRITE_THROUGH : MAP_WRITE_BACK;
}

/* What a leaf grants, in the words of mapper.h. */
static uint32_t MODE(flags_of)(uint32_t level, WORD word)
{
    uint32_t flags = (word / 2 % 2 == 1 ? MAP_WRITE : 0u) + (word / 4 % 2 == 1 ? MAP_USER : 0u) +
                     (word / 0x100 % 2 == 1 ? MAP_GLOBAL : 0u);

    return flags + (EXECUTABLE(word) ? MAP_EXECUTE : 0u) + MODE(cache_of)(level, word);
}

enum selfmap_status MODE(translate)(const struct mapper *mapper, uint64_t va, struct mapping *mapping)
{
    const struct pagemap_info *info = &mapper->info;
    uint64_t inside = 0;
    uint32_t level;
    WORD word;

    if (!(va < HALF IF_WIDE(|| va >= HIGH + HALF)))
        return SELFMAP_NOT_CANONICAL;
    if (va >= info->window_base[0] && va <= info->window_last[0])
        return SELFMAP_IN_WINDOW;
    level = MODE(descend)(info, va);
    word = MODE(load)(info, level, va);
    if (word % 2 == 0)
        return SELFMAP_NOT_MAPPED;
    if (level == 2)
        inside = va / SIZE1 % ENTRIES - word / 0x1000 % 2;
    IF4(if (level == 3)
        inside = va / SIZE1 % (ENTRIES * ENTRIES) - word / 0x1000 % 2;)
    mapping->pfn = MODE(frame_in)(word) + inside;
    mapping->flags = MODE(flags_of)(level, word);
    mapping->level = level;
    return SELFMAP_OK;
}

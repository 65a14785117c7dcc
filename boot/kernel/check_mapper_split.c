/*
 * check_mapper_split.c - one large page with data in it, taken apart and put together on the real MMU: every part shows the same
 * frames with the same rights, a part's rights are its own, and what the window showed of the table is gone with it. Relies on
 * the early large leaf at LARGE2_VA (probes.h) for another view of the frames, and on traps.
 */
#include "mapper_large.h"

#include "cpu.h"
#include "traps.h"

#define DIRTY 0x40ull
#define SPLIT_FLAGS (MAP_WRITE | MAP_USER)
#define SPOTS 5u

static volatile uint32_t *in_frames(uint64_t offset)
{
    return (volatile uint32_t *)(uintptr_t)(LARGE2_VA + offset);
}

/* Offsets of words in what the early leaf shows: frames' first and last words, in the first, the last and some between. */
static uint64_t spot(const struct large_page *at, uint32_t number)
{
    const uint64_t bytes = walk_span(&at->run->live->shape, 2);
    const uint64_t spots[SPOTS] = {0, 0x1000, bytes / 2 + 0x234, bytes - 0x1000, bytes - 4};

    return spots[number];
}

static uintptr_t in_page(const struct large_page *at, uint64_t offset)
{
    return (uintptr_t)(at->va + at->seen + offset);
}

static void write_words(const struct large_page *at, uint32_t word)
{
    for (uint32_t i = 0; i < SPOTS; i++) {
        check_equal("writing raises an exception", poke(in_page(at, spot(at, i)), word + i), 0);
        check_equal("written through the page, read in the frame", *in_frames(spot(at, i)), word + i);
    }
}

static void read_words(const struct large_page *at, uint32_t word)
{
    uint32_t seen = 0;

    for (uint32_t i = 0; i < SPOTS; i++) {
        check_equal("reading raises an exception", peek(in_page(at, spot(at, i)), &seen), 0);
        check_equal("what is read", seen, word + i);
    }
}

/* Every leaf of the table, bit by bit; D as the large page had it. */
static void check_parts(const struct large_page *at, uint32_t flags, uint64_t dirty)
{
    const uint64_t bytes = walk_span(&at->run->live->shape, at->level - 1);
    struct mapping mapping = {0, 0, 0};
    struct walk_step step;

    for (uint64_t offset = 0; offset < at->bytes; offset += bytes) {
        const uint64_t pfn = at->pfn + (offset >> 12);
        const uint64_t raw = at->level == 2 ? mapper_page_raw(at->run, pfn, flags) : mapper_large_raw(at->run, pfn, flags);

        check_equal("the walk's end", walk_to(&at->run->live->shape, at->va + offset, at->level - 1, &step), WALK_REACHED);
        check_equal("the leaf of a part", step.raw & ~WALK_ACCESSED_DIRTY, raw);
        check_equal("D of a part", step.raw & DIRTY, dirty);
    }
    check_equal("translate status", translate(at->run->mapper, at->va + at->bytes - 1, &mapping), SELFMAP_OK);
    check_equal("translate frame", mapping.pfn, at->pfn + ((at->bytes - 1) >> 12));
    check_equal("translate level", mapping.level, at->level - 1);
    check_equal("right behind", translate(at->run->mapper, at->va + at->bytes, &mapping), SELFMAP_NOT_MAPPED);
}

static enum selfmap_status protect_part(const struct large_page *at, uint32_t flags)
{
    const uint64_t va = at->va + at->seen;

    return at->level == 2 ? protect_page(at->run->mapper, va, flags)
                          : protect_large(at->run->mapper, va, at->level - 1, flags);
}

/* The first part alone may be read only: it faults, the next one does not; and such parts are no large page. */
static void check_one_part(const struct large_page *at, enum selfmap_status refused)
{
    const uint64_t other = at->level == 2 ? 0x1000 : 0;

    check_equal("the part is writable", poke(in_page(at, 0), 1), 0);
    check_equal("protect status", protect_part(at, MAP_USER), SELFMAP_OK);
    check_equal("writing raises an exception", poke(in_page(at, 0), 2), 1);
    mapper_fault_check(in_page(at, 0), FAULT_PROTECTION | FAULT_WRITE);
    if (other != 0)
        check_equal("writing beside it raises an exception", poke(in_page(at, other), 3), 0);
    check_equal("promote_large status", promote_large(at->run->mapper, at->va, at->level), refused);
    check_equal("protect status", protect_part(at, SPLIT_FLAGS), SELFMAP_OK);
    check_equal("writing once it may raises an exception", poke(in_page(at, 0), 4), 0);
}

/* Where the window showed the table, it now shows the large page's first frame: nothing may be left of the table. */
static void check_window_of_table(const struct large_page *at)
{
    uint64_t window = 0;
    uint32_t seen = 0;

    check_equal("entry_address status",
                pagemap_entry_address(at->run->live->pagemap, at->level - 1, at->va, &window), SELFMAP_OK);
    check_equal("reading the window raises an exception", peek((uintptr_t)window, &seen), 0);
    if (at->seen == 0)
        check_equal("the window shows the first frame", seen, *in_frames(0));
}

void check_large_split(const struct large_page *at, uint32_t keeps)
{
    const uint32_t left = frames_left();
    uint64_t done = 0;
    uint32_t seen = 0;

    check_equal("split_large of nothing", split_large(at->run->mapper, at->va, at->level), SELFMAP_NOT_MAPPED);
    check_equal("promote_large of nothing", promote_large(at->run->mapper, at->va, at->level), SELFMAP_NOT_MAPPED);
    large_map(at, at->pfn, SPLIT_FLAGS);
    check_equal("promote_large of a large page", promote_large(at->run->mapper, at->va, at->level), SELFMAP_ALREADY_MAPPED);
    flush_everything();
    write_words(at, 0x5B117000);
    check_equal("split_large status", split_large(at->run->mapper, at->va, at->level), SELFMAP_OK);
    check_equal("split_large again", split_large(at->run->mapper, at->va, at->level), SELFMAP_TABLE_IN_WAY);
    check_parts(at, SPLIT_FLAGS, DIRTY);
    read_words(at, 0x5B117000);
    write_words(at, 0x9A275000);
    check_one_part(at, keeps ? SELFMAP_TABLE_IN_WAY : SELFMAP_NOT_UNIFORM);
    write_words(at, 0x70CE7000);
    if (keeps) {
        check_equal("promote_large where the table stays", promote_large(at->run->mapper, at->va, at->level), SELFMAP_TABLE_IN_WAY);
        check_equal("unmap_range status", unmap_range(at->run->mapper, at->va, at->bytes >> 12, &done), SELFMAP_OK);
        return;
    }
    check_equal("promote_large status", promote_large(at->run->mapper, at->va, at->level), SELFMAP_OK);
    check_window_of_table(at);
    large_found(at, at->pfn, SPLIT_FLAGS);
    read_words(at, 0x70CE7000);
    write_words(at, 0x0F7E2000);
    large_unmap(at, at->pfn);
    check_equal("reading after unmap_large raises an exception", peek(in_page(at, 0), &seen), 1);
    mapper_fault_check(in_page(at, 0), 0);
    check_equal("frames left", frames_left(), left);
}

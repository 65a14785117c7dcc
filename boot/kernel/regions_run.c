/* regions_run.c - see regions_run.h. Relies on the library and the model alone, so that the host runs it as well. */
#include "boot/kernel/regions_run.h"

#include "boot/kernel/random.h"
#include "selfmap/regions.h"
#include "selfmap/sha1.h"
#include "spec/model/regions.h"

static struct model_regions model;

/* Mostly a few pages; now and then none, more than there are, or a size that 32 bits cut to something that fits. */
static uint64_t some_pages(struct random *random)
{
    uint32_t choice = random_below(random, 32);

    if (choice == 0)
        return 0;
    if (choice == 1)
        return model.pages + 1;
    if (choice == 2)
        return 0x100000001ull;
    return 1 + random_below(random, choice < 24 ? 16 : 300);
}

static void reserve(struct random *random, struct regions_run *run)
{
    uint64_t pages = some_pages(random);
    uint64_t alignment = random_below(random, 3) != 0 ? 1 : 1ull << random_below(random, 21);
    uint32_t guards = random_below(random, 17) % 5;
    enum model_status expected = model_regions_asked(&model, pages, alignment, guards);
    uint64_t first = 0;
    enum selfmap_status status = regions_reserve(pages, alignment, guards, &first);

    run->refused += expected != MODEL_OK;
    if ((uint32_t)status != (uint32_t)expected)
        run->wrong++;
    else if (status == SELFMAP_OK)
        run->wrong += !model_regions_take(&model, first, pages, alignment, guards);
}

static void release(struct random *random, struct regions_run *run)
{
    uint64_t first = model.count > 0 ? model.taken[random_below(random, model.count)].handed : 0;

    if (random_below(random, 8) == 0)
        first = random_next(random) >> random_below(random, 64);
    else if (random_below(random, 8) == 0)
        first += 1;
    run->wrong += regions_size_of(first) != model_regions_size_of(&model, first);
    enum model_status expected = model_regions_release(&model, first);
    run->refused += expected != MODEL_OK;
    run->wrong += (uint32_t)regions_release(first) != (uint32_t)expected;
}

static void digest_number(struct sha1 *sha1, uint64_t number)
{
    uint8_t bytes[8];

    for (uint32_t i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(number >> (8 * i));
    (void)sha1_update(sha1, bytes, sizeof bytes);
}

/* Every range as the library shows it, held to the model and digested; together they have all pages. */
static void finish(struct regions_run *run)
{
    struct sha1 sha1;
    uint8_t digest[SHA1_BYTES];
    uint64_t sum = 0;

    sha1_init(&sha1);
    for (uint32_t i = 0; i < REGIONS_LIMIT; i++) {
        struct region region;
        if (regions_look(i, &region) != SELFMAP_OK)
            continue;
        run->ranges++;
        sum += region.pages;
        const struct model_region *mine = model_regions_at(&model, region.first);
        if (region.reserved != 0)
            run->wrong += mine == 0 || mine->pages != region.pages || mine->guards != region.guards;
        else
            run->wrong += !model_regions_is_gap(&model, region.first, region.pages);
        digest_number(&sha1, region.first);
        digest_number(&sha1, region.pages);
        digest_number(&sha1, region.reserved * 4 + region.guards);
    }
    run->wrong += sum != model.pages || run->ranges != model_regions_ranges(&model);
    run->wrong += regions_longest() != model_regions_longest(&model);
    sha1_final(&sha1, digest);
    for (uint32_t i = 0; i < 5; i++)
        run->digest[i] = (uint32_t)digest[4 * i] << 24 | (uint32_t)digest[4 * i + 1] << 16 |
                         (uint32_t)digest[4 * i + 2] << 8 | digest[4 * i + 3];
}

void regions_run(uint64_t base, uint64_t pages, uint64_t seed, uint32_t operations, struct regions_run *run)
{
    struct random random;

    run->wrong = 0;
    run->refused = 0;
    run->ranges = 0;
    random_start(&random, seed);
    run->wrong += model_regions_init(&model, base, pages) != MODEL_OK;
    run->wrong += regions_init(base, pages) != SELFMAP_OK;
    for (uint32_t i = 0; i < operations; i++) {
        if (random_below(&random, 16) < 9)
            reserve(&random, run);
        else
            release(&random, run);
        run->wrong += regions_longest() != model_regions_longest(&model);
    }
    finish(run);
}

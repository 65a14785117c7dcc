/*
 * check_rtl.c - the parts of the library that touch no hardware, as this kernel's compiler made them: SHA-1 against FIPS 180's
 * vectors, regions beside the model, whose final state has the digest that the host's run has.
 */
#include "checks.h"

#include "console.h"
#include "regions_run.h"
#include "selfmap/sha1.h"

static const char *const texts[3] = {
    "", "abc", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"};
static const uint32_t digests[3][5] = {{0xda39a3ee, 0x5e6b4b0d, 0x3255bfef, 0x95601890, 0xafd80709},
                                       {0xa9993e36, 0x4706816a, 0xba3e2571, 0x7850c26c, 0x9cd0d89d},
                                       {0x84983e44, 0x1c3bd26e, 0xbaae4aa1, 0xf95129e5, 0xe54670f1}};

static void check_sha1(uint32_t number)
{
    struct sha1 sha1;
    uint8_t digest[SHA1_BYTES];

    check_open("sha1", number);
    sha1_init(&sha1);
    for (const char *at = texts[number]; *at != 0; at++)
        check_equal("update status", sha1_update(&sha1, (const uint8_t *)at, 1), SELFMAP_OK);
    sha1_final(&sha1, digest);
    for (uint32_t i = 0; i < SHA1_BYTES; i++)
        check_equal("byte of the digest", digest[i], digests[number][i / 4] >> (24 - 8 * (i % 4)) & 0xFF);
    check_close();
}

static void check_regions(void)
{
    static const uint32_t expected[5] = REGIONS_RUN_DIGEST;
    struct regions_run run;

    check_open("regions", REGIONS_RUN_BASE);
    regions_run(REGIONS_RUN_BASE, REGIONS_RUN_PAGES, REGIONS_RUN_SEED, REGIONS_RUN_OPERATIONS, &run);
    check_equal("answers that the model does not give", run.wrong, 0);
    check_true("some requests were refused", run.refused > REGIONS_RUN_OPERATIONS / 100);
    for (uint32_t i = 0; i < 5; i++)
        check_equal("word of the final state's digest", run.digest[i], expected[i]);
    check_close();
    put_text("regions: ranges=");
    put_number(run.ranges);
    put_text(" refused=");
    put_number(run.refused);
    put_text(" sha1=");
    for (uint32_t i = 0; i < 5; i++) {
        put_hex(run.digest[i]);
        put_text(i < 4 ? " " : "\n");
    }
}

void check_rtl(void)
{
    for (uint32_t i = 0; i < 3; i++)
        check_sha1(i);
    check_regions();
}

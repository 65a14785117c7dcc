/* model_test_rtl.c - SHA-1 of the model and of the library against FIPS 180's vectors; lists and bytes by hand. */
#include <string.h>

#include "fuzz/common/check.h"
#include "selfmap/bytes.h"
#include "selfmap/list.h"
#include "selfmap/sha1.h"
#include "spec/model/lists.h"
#include "spec/model/sha1.h"

#define MILLION 1000000u

static uint8_t million[MILLION];

/* The five words of a digest, each as the standard prints it. */
static void check_digest(const uint8_t *digest, const uint32_t *words)
{
    for (uint32_t i = 0; i < 5; i++) {
        uint32_t word = 0;
        for (uint32_t k = 0; k < 4; k++)
            word = word << 8 | digest[4 * i + k];
        CHECK(word, words[i]);
    }
}

/* By the model, by the library at once, and in parts of this many bytes. */
static void check_vector(const uint8_t *message, size_t length, size_t part, uint32_t a, uint32_t b, uint32_t c, uint32_t d,
                         uint32_t e)
{
    const uint32_t words[5] = {a, b, c, d, e};
    uint8_t digest[SHA1_BYTES];
    struct sha1 context;

    model_sha1(message, length, digest);
    check_digest(digest, words);
    sha1_init(&context);
    CHECK(sha1_update(&context, message, length), SELFMAP_OK);
    sha1_final(&context, digest);
    check_digest(digest, words);
    sha1_init(&context);
    for (size_t at = 0; at < length; at += part)
        CHECK(sha1_update(&context, message + at, part < length - at ? part : length - at), SELFMAP_OK);
    sha1_final(&context, digest);
    check_digest(digest, words);
}

static void check_text(const char *text, uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e)
{
    check_vector((const uint8_t *)text, strlen(text), 7, a, b, c, d, e);
}

static void test_sha1(void)
{
    struct sha1 context;

    check_text("", 0xda39a3ee, 0x5e6b4b0d, 0x3255bfef, 0x95601890, 0xafd80709);
    check_text("abc", 0xa9993e36, 0x4706816a, 0xba3e2571, 0x7850c26c, 0x9cd0d89d);
    check_text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 0x84983e44, 0x1c3bd26e, 0xbaae4aa1, 0xf95129e5,
               0xe54670f1);
    check_text("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
               0xa49b2446, 0xa02c645b, 0xf419f995, 0xb6709125, 0x3a04a259);
    memset(million, 'a', MILLION);
    check_vector(million, MILLION, 4097, 0x34aa973c, 0xd4c4daa4, 0xf61eeb2b, 0xdbad2731, 0x6534016f);
    sha1_init(&context);
    context.length = SHA1_LIMIT - 3;
    CHECK(sha1_update(&context, million, 3), SELFMAP_TOO_LONG);
    CHECK(sha1_update(&context, million, 2), SELFMAP_OK);
    CHECK(context.length, SHA1_LIMIT - 1);
}

static void test_lists(void)
{
    struct list_node nodes[6];
    struct list_set set = {nodes, 4, 2};
    struct model_lists model;

    model_lists_init(&model, 4, 2);
    CHECK(list_init(set), SELFMAP_OK);
    CHECK(model_lists_insert(&model, 0, 2, 0), MODEL_OK);
    CHECK(model_lists_insert(&model, 0, 1, 0), MODEL_OK);
    CHECK(model_lists_insert(&model, 0, 3, 1), MODEL_OK);
    CHECK(model_lists_insert(&model, 1, 3, 1), MODEL_LINKED);
    CHECK(model_lists_insert(&model, 2, 0, 1), MODEL_BAD_INDEX);
    CHECK(model_lists_at(&model, 0, 0), 1);
    CHECK(model_lists_at(&model, 0, 2), 3);
    CHECK(model_lists_remove(&model, 2), MODEL_OK);
    CHECK(model_lists_remove(&model, 2), MODEL_NOT_LINKED);
    CHECK(model_lists_at(&model, 0, 1), 3);
    CHECK(list_insert_head(set, 0, 2), SELFMAP_OK);
    CHECK(list_insert_head(set, 0, 1), SELFMAP_OK);
    CHECK(list_insert_tail(set, 0, 3), SELFMAP_OK);
    CHECK(list_insert_tail(set, 1, 3), SELFMAP_LINKED);
    CHECK(list_insert_tail(set, 2, 0), SELFMAP_BAD_INDEX);
    CHECK(list_first(set, 0), 1);
    CHECK(list_last(set, 0), 3);
    CHECK(list_remove(set, 2), SELFMAP_OK);
    CHECK(list_remove(set, 2), SELFMAP_NOT_LINKED);
    CHECK(list_after(set, 1), 3);
    CHECK(list_is_empty(set, 1), 1);
}

static void test_bytes(void)
{
    uint8_t bytes[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    uint8_t copy[8];

    bytes_copy(copy, bytes, 8);
    CHECK(bytes_move(bytes, 8, 2, 0, 6), SELFMAP_OK);
    CHECK(bytes[2] * 100 + bytes[7] * 10 + bytes[1], 162);
    CHECK(bytes_compare(bytes, copy, 2), 0);
    CHECK((uint64_t)bytes_compare(bytes, copy, 3), (uint64_t)-1);
    CHECK(bytes_compare(copy, bytes, 3), 1);
    CHECK(bytes_move(bytes, 8, 3, 0, 6), SELFMAP_BAD_INDEX);
    bytes_zero(bytes, 3);
    bytes_fill(bytes + 3, 2, 9);
    CHECK(bytes[2] * 100 + bytes[3] * 10 + bytes[5], 94);
}

void test_rtl(void)
{
    test_sha1();
    test_lists();
    test_bytes();
}

/*
 * rtl.c - fuzz target `rtl`: index lists against rows of an array, bytes against loops of its own, SHA-1 in parts against
 * the model's of the whole.
 *
 * Input: a byte that chooses the subject, then operations on lists, or lengths and bytes.
 */
#include <stdlib.h>

#include "fuzz/common/harness.h"
#include "selfmap/bytes.h"
#include "selfmap/list.h"
#include "selfmap/sha1.h"
#include "spec/model/lists.h"
#include "spec/model/sha1.h"

/* An array exactly as long as it should be, so that a byte beside it is seen. */
static void *exact(size_t size)
{
    void *memory = calloc(size > 0 ? size : 1, 1);
    if (memory == NULL)
        abort();
    return memory;
}

/* Every list from both ends. */
static void compare_lists(struct list_set set, const struct model_lists *model)
{
    uint32_t list;
    uint32_t place;
    for (list = 0; list <= model->lists; list++) {
        uint32_t length = list < model->lists ? model->length[list] : 0;
        agree("list is empty", list_is_empty(set, list), length == 0);
        agree("first", list_first(set, list), model_lists_at(model, list, 0));
        agree("last", list_last(set, list), model_lists_at(model, list, length - 1));
    }
    for (uint32_t element = 0; element <= model->elements; element++) {
        uint32_t linked = model_lists_find(model, element, &list, &place);
        agree("after", list_after(set, element), linked ? model_lists_at(model, list, place + 1) : LIST_NONE);
        agree("before", list_before(set, element), linked ? model_lists_at(model, list, place - 1) : LIST_NONE);
    }
}

static void fuzz_lists(struct cursor *input)
{
    struct model_lists model;
    struct list_set set;
    uint32_t choice = take8(input);
    set.elements = choice % MODEL_ELEMENTS_MOST;
    set.lists = choice / 32 % MODEL_LISTS_MOST;
    set.nodes = exact((set.elements + set.lists) * sizeof *set.nodes);
    struct list_set refused = {NULL, choice % 2 == 0 ? LIST_LIMIT + 1 : 1, choice % 2 == 0 ? 1 : UINT32_MAX};
    agree("init of too many", list_init(refused), SELFMAP_BAD_INDEX);
    agree("init", list_init(set), SELFMAP_OK);
    model_lists_init(&model, set.elements, set.lists);
    story_bound("elements, lists", set.elements, set.lists, 0, 0);
    while (input->left > 0) {
        choice = take8(input);
        uint32_t list = choice / 4 % 8;
        uint32_t element = take8(input);
        if (element >= 0xF8)
            list += 0xFFFFFFF8, element = take32(input);
        else if (element < 0xE0)
            element %= MODEL_ELEMENTS_MOST;
        story_asked("operation, list, element", choice % 4, list, element, 0);
        if (choice % 4 == 0)
            agree("insert_head status", list_insert_head(set, list, element), model_lists_insert(&model, list, element, 0));
        else if (choice % 4 == 1)
            agree("insert_tail status", list_insert_tail(set, list, element), model_lists_insert(&model, list, element, 1));
        else
            agree("remove status", list_remove(set, element), model_lists_remove(&model, element));
        compare_lists(set, &model);
    }
    free(set.nodes);
}

/* The rest of the input as an array of exactly its length; the next as many bytes of it as asked are copied. */
static uint8_t *rest(struct cursor *input, size_t *length)
{
    uint8_t *copy = exact(input->left);
    *length = input->left;
    for (size_t i = 0; i < *length; i++)
        copy[i] = input->at[i];
    return copy;
}

static int order_of(const uint8_t *left, const uint8_t *right, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (left[i] < right[i])
            return -1;
        if (left[i] > right[i])
            return 1;
    }
    return 0;
}

static void compare_bytes(const char *what, const uint8_t *got, const uint8_t *expected, size_t length)
{
    for (size_t i = 0; i < length; i++)
        agree(what, got[i], expected[i]);
}

/* A size that is small, or any: the upper byte of the choice says which. */
static size_t take_size(struct cursor *input)
{
    uint32_t choice = take8(input);
    return choice < 0xF0 ? choice % 64 : (size_t)0 - (choice - 0xF0);
}

static void fuzz_bytes(struct cursor *input)
{
    uint32_t choice = take8(input);
    size_t to = take_size(input);
    size_t from = take_size(input);
    size_t count = take_size(input);
    size_t length;
    uint8_t *bytes = rest(input, &length);
    uint8_t *before = rest(input, &length);
    uint8_t *expected = rest(input, &length);
    story_bound("operation, length", choice % 4, length, 0, 0);
    story_asked("to, from, count", to, from, count, 0);
    uint32_t inside = count <= length && to <= length - count && from <= length - count;

    if (choice % 4 == 0) {
        agree("move status", bytes_move(bytes, length, to, from, count), inside ? SELFMAP_OK : SELFMAP_BAD_INDEX);
        for (size_t i = 0; inside && i < count; i++)
            expected[to + i] = before[from + i];
    } else if (choice % 4 == 1 && inside) {
        uint8_t *other = exact(count);
        bytes_copy(other, bytes + from, count);
        compare_bytes("copied byte", other, before + from, count);
        free(other);
    } else if (choice % 4 == 2 && inside) {
        uint8_t value = choice < 128 ? 0 : (uint8_t)choice;
        if (value == 0)
            bytes_zero(bytes + to, count);
        else
            bytes_fill(bytes + to, count, value);
        for (size_t i = 0; i < count; i++)
            expected[to + i] = value;
    } else if (inside) {
        agree("order", (uint64_t)bytes_compare(bytes + to, bytes + from, count),
              (uint64_t)order_of(before + to, before + from, count));
        agree("order of equal bytes", (uint64_t)bytes_compare(bytes, before, length), 0);
    }
    compare_bytes("byte", bytes, expected, length);
    free(bytes);
    free(before);
    free(expected);
}

/* The message is the rest of the input, again and again up to a length; the cuts come from the same bytes. */
static void fuzz_sha1(struct cursor *input)
{
    struct sha1 context;
    uint8_t digest[SHA1_BYTES];
    uint8_t expected[SHA1_BYTES];
    size_t length = take8(input);
    size_t given;
    uint8_t *bytes = rest(input, &given);
    uint8_t *message = exact(length);
    for (size_t i = 0; i < length; i++)
        message[i] = given > 0 ? bytes[i % given] : (uint8_t)length;
    model_sha1(message, length, expected);
    story_bound("length of the message", length, 0, 0, 0);

    sha1_init(&context);
    for (size_t at = 0, part = 0; at < length; at += part) {
        part = given > 0 ? bytes[at % given] : 1;
        part = part < length - at ? part : length - at;
        if (part == 0) {
            agree("update by nothing", sha1_update(&context, message, 0), SELFMAP_OK);
            part = 1;
        }
        uint8_t *piece = exact(part);
        bytes_copy(piece, message + at, part);
        agree("update", sha1_update(&context, piece, part), SELFMAP_OK);
        free(piece);
    }
    agree("length", context.length, length);
    if (sizeof(size_t) == 8)
        agree("update past the limit", sha1_update(&context, NULL, (size_t)(SHA1_LIMIT - length)), SELFMAP_TOO_LONG);
    sha1_final(&context, digest);
    compare_bytes("digest", digest, expected, SHA1_BYTES);

    sha1_init(&context);
    agree("update at once", sha1_update(&context, message, length), SELFMAP_OK);
    sha1_final(&context, digest);
    compare_bytes("digest at once", digest, expected, SHA1_BYTES);
    free(bytes);
    free(message);
}

void fuzz_target(struct cursor *input)
{
    uint32_t choice = take8(input);
    if (choice % 4 < 2)
        fuzz_lists(input);
    else if (choice % 4 == 2)
        fuzz_bytes(input);
    else
        fuzz_sha1(input);
}

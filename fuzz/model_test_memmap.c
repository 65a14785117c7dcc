/* model_test_memmap.c - the models of memory maps and of leaving the firmware against answers written by hand. */
#include "fuzz/common/check.h"
#include "spec/model/firmware.h"
#include "spec/model/memmap.h"

static struct model_memmap map;

static void store(uint8_t *raw, uint64_t value, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++)
        raw[i] = (uint8_t)(value >> (8 * i));
}

static void e820(uint64_t base, uint64_t size, uint32_t type)
{
    uint8_t raw[20];

    store(raw, base, 8);
    store(raw + 8, size, 8);
    store(raw + 16, type, 4);
    model_memmap_e820(&map, raw);
}

static void uefi(uint32_t type, uint64_t base, uint64_t pages, uint64_t attributes)
{
    uint8_t raw[40] = {0};

    store(raw, type, 4);
    store(raw + 8, base, 8);
    store(raw + 24, pages, 8);
    store(raw + 32, attributes, 8);
    model_memmap_uefi(&map, raw);
}

static void test_rounding(void)
{
    model_memmap_begin(&map, 0x100000);
    e820(0x800, 0x3000, 1); /* 0x800 to 0x37FF: frames 1 and 2 whole */
    CHECK(model_memmap_says(&map, 0), MODEL_HOLE);
    CHECK(model_memmap_says(&map, 1), MODEL_USABLE);
    CHECK(model_memmap_says(&map, 2), MODEL_USABLE);
    CHECK(model_memmap_says(&map, 3), MODEL_HOLE);
    e820(0x1FFF, 2, 2); /* a byte of frame 1 and one of frame 2 */
    CHECK(model_memmap_says(&map, 1), MODEL_RESERVED);
    CHECK(model_memmap_says(&map, 2), MODEL_RESERVED);
    e820(0x5000, 0xFFF, 1); /* a byte short of a frame */
    CHECK(model_memmap_says(&map, 5), MODEL_HOLE);
    CHECK(map.partial, 1);
    CHECK(map.entries, 3);
}

static void test_order(void)
{
    model_memmap_begin(&map, 0x100000);
    e820(0x10000, 0x1000, 5);
    e820(0x10000, 0x1000, 3);
    e820(0, 0x100000, 1);
    model_memmap_reserve(&map, 0x10, 2, 3);
    CHECK(model_memmap_says(&map, 0x0F), MODEL_USABLE);
    CHECK(model_memmap_says(&map, 0x10), MODEL_BAD);
    CHECK(model_memmap_says(&map, 0x11), 3);
    CHECK(model_memmap_says(&map, 0x12), MODEL_USABLE);
    CHECK(model_memmap_says(&map, 0x100), MODEL_HOLE);
}

static void test_ends(void)
{
    model_memmap_begin(&map, 0x100000);
    e820(0x1000, 0xFFFFFFFFFFFFF000, 1); /* to the very end */
    CHECK(map.wrapped, 0);
    CHECK(map.beyond, 1);
    CHECK(model_memmap_says(&map, 0xFFFFF), MODEL_USABLE);
    CHECK(model_memmap_says(&map, 0x100000), MODEL_HOLE);
    e820(0x1000, 0xFFFFFFFFFFFFF001, 1); /* one byte too far: says nothing */
    CHECK(map.wrapped, 1);
    e820(0x80000000, 0xFFFFFFFFFFFFF001, 2); /* reserved to the end */
    CHECK(map.wrapped, 2);
    CHECK(model_memmap_says(&map, 0x7FFFF), MODEL_USABLE);
    CHECK(model_memmap_says(&map, 0xFFFFF), MODEL_RESERVED);
    e820(0x1000, 0, 2);
    CHECK(map.empty, 1);
    CHECK(model_memmap_says(&map, 1), MODEL_USABLE);
    e820(0, 0x1000, 0x10001);
    CHECK(map.unknown, 1);
    CHECK(model_memmap_says(&map, 0), MODEL_RESERVED);
}

static void test_uefi(void)
{
    model_memmap_begin(&map, 0x100000);
    uefi(7, 0, 1, 0xF);
    uefi(7, 0x1000, 1, 7); /* not cacheable */
    uefi(7, 0x2000, 1, 0x800000000000000F);
    uefi(4, 0x3000, 1, 8);
    uefi(2, 0x4000, 1, 8);
    uefi(6, 0x5000, 1, 0x800000000000000F);
    uefi(16, 0x6000, 1, 8);
    uefi(7, 0x7000, 0x10000000000000, 8); /* 2^64 bytes from there */
    CHECK(model_memmap_says(&map, 0), MODEL_USABLE);
    CHECK(model_memmap_says(&map, 1), MODEL_RESERVED);
    CHECK(model_memmap_says(&map, 2), MODEL_RESERVED);
    CHECK(model_memmap_says(&map, 3), MODEL_USABLE);
    CHECK(model_memmap_says(&map, 4), MODEL_LOADER);
    CHECK(model_memmap_says(&map, 5), MODEL_RUNTIME);
    CHECK(model_memmap_says(&map, 6), MODEL_RESERVED);
    CHECK(model_memmap_says(&map, 7), MODEL_HOLE);
    CHECK(map.wrapped, 1);
    CHECK(map.unknown, 1);
    uefi(0, 0, 0x10000000000000, 0); /* 2^64 bytes from 0: all there is */
    CHECK(map.wrapped, 1);
    CHECK(model_memmap_says(&map, 0xFFFFF), MODEL_RESERVED);
}

static void test_monitor(void)
{
    struct model_firmware model;

    model_firmware_start(&model);
    CHECK(model_firmware_get_map(&model, 0, 1, 480, 1, 48), MODEL_FIRMWARE_FINE);
    CHECK(model_firmware_allocate(&model, 480, 0), MODEL_FIRMWARE_NO_SLACK);
    CHECK(model_firmware_allocate(&model, 4576, 0), MODEL_FIRMWARE_FINE);
    CHECK(model_firmware_exit(&model, 1, 0), MODEL_FIRMWARE_EXIT_WITHOUT_MAP);
    model_firmware_start(&model);
    CHECK(model_firmware_get_map(&model, 1, 0, 480, 1, 48), MODEL_FIRMWARE_PAST_BUFFER);
    model_firmware_start(&model);
    CHECK(model_firmware_get_map(&model, 0, 1, 480, 1, 48), MODEL_FIRMWARE_FINE);
    CHECK(model_firmware_allocate(&model, 4576, 0), MODEL_FIRMWARE_FINE);
    CHECK(model_firmware_get_map(&model, 4576, 0, 528, 2, 48), MODEL_FIRMWARE_FINE);
    CHECK(model_firmware_exit(&model, 2, 2), MODEL_FIRMWARE_FINE);
    CHECK(model_firmware_end(&model, 0, 0, 0, 0), MODEL_FIRMWARE_GAVE_UP);
    CHECK(model_firmware_get_map(&model, 4576, 0, 576, 3, 48), MODEL_FIRMWARE_FINE);
    CHECK(model_firmware_exit(&model, 3, 0), MODEL_FIRMWARE_FINE);
    CHECK(model_firmware_end(&model, 1, 576, 3, 48), MODEL_FIRMWARE_FINE);
    CHECK(model_firmware_end(&model, 1, 528, 2, 48), MODEL_FIRMWARE_WRONG_MAP);
    CHECK(model_firmware_end(&model, 0, 0, 0, 0), MODEL_FIRMWARE_UNDONE);
    CHECK(model_firmware_allocate(&model, 65536, 0), MODEL_FIRMWARE_CALLED_AFTER_EXIT);
}

void test_memmap(void)
{
    test_rounding();
    test_order();
    test_ends();
    test_uefi();
    test_monitor();
}

/* check.h - counting checks of the model's unit tests: each compares one number with a hand-written one. */
#ifndef SELFMAP_FUZZ_CHECK_H
#define SELFMAP_FUZZ_CHECK_H

#include <stdint.h>

void check_at(const char *file, int line, const char *what, uint64_t found, uint64_t expected);

#define CHECK(what, expected) check_at(__FILE__, __LINE__, #what, (uint64_t)(what), (uint64_t)(expected))

/* The groups of checks. */
void test_walks(void);
void test_map(void);
void test_ranges(void);
void test_large(void);
void test_split(void);
void test_machine(void);
void test_memmap(void);
void test_rtl(void);
void test_regions(void);
void test_pool(void);
void test_guard(void);
void test_frame_database(void);
void test_supply(void);
void test_memory(void);

#endif

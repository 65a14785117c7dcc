/* checks.c - see checks.h. Relies on console and on peek. */
#include "checks.h"

#include "boot_info.h"
#include "console.h"
#include "traps.h"

static uint32_t passed, failed;
static const char *group_name;
static uint64_t group_subject;
static uint32_t group_passed, group_failed, group_note;

#define HOPELESS 20

void check_open(const char *name, uint64_t subject)
{
    group_name = name;
    group_subject = subject;
    group_passed = 0;
    group_failed = 0;
    group_note = 0;
}

void check_note(uint32_t number)
{
    group_note = number;
}

uint32_t check_hopeless(void)
{
    return group_failed >= HOPELESS;
}

void check_equal(const char *what, uint64_t got, uint64_t expected)
{
    if (got == expected) {
        group_passed++;
        return;
    }
    group_failed++;
    put_text("FAIL ");
    put_text(group_name);
    put_text(" ");
    put_hex(group_subject);
    if (group_note != 0) {
        put_text(" #");
        put_number(group_note);
    }
    put_text(": ");
    put_text(what);
    put_text(" is ");
    put_hex(got);
    put_text(", expected ");
    put_hex(expected);
    put_text("\n");
}

void check_true(const char *what, uint32_t holds)
{
    check_equal(what, holds != 0, 1);
}

void check_close(void)
{
    passed += group_passed;
    failed += group_failed;
    if (group_failed != 0)
        return;
    put_text("ok ");
    put_text(group_name);
    put_text(" ");
    put_hex(group_subject);
    put_text(" checks=");
    put_number(group_passed);
    put_text("\n");
}

uint32_t checks_passed(void)
{
    return passed;
}

uint32_t checks_failed(void)
{
    return failed;
}

void check_skipped(const char *what, const char *why)
{
    put_text("skipped ");
    put_text(what);
    put_text(": ");
    put_line(why);
}

uint32_t check_scaled(const char *what, uint32_t count, uint32_t whole)
{
    if (boot_word("fault=scale"))
        count = whole / 2;
    if (count >= whole)
        return whole;
    put_text("scaled ");
    put_text(what);
    put_text(": ");
    put_number(count);
    put_text(" of ");
    put_number(whole);
    put_text("\n");
    return count;
}

uint32_t window_read(const struct live *live, uint64_t address, uint64_t *raw)
{
    uint32_t first;

    if (peek((uintptr_t)address, &first) != 0)
        return 1;
    if (live->shape.entry_bytes == 4)
        *raw = *(volatile uint32_t *)(uintptr_t)address;
    else
        *raw = *(volatile uint64_t *)(uintptr_t)address;
    return 0;
}

/*
 * report_map.c - the run's map for a program outside: a line `map`, a line `page` or `large` for each, and `oracle: map
 * N`, after which the kernel waits for a byte (harness/mapping.py). Only with the word `oracle`.
 */
#include "mapper_run.h"

#include "boot_info.h"
#include "console.h"
#include "planted.h"

static void put_field(const char *name, uint64_t value)
{
    put_text(name);
    put_hex(value);
}

static uint32_t wanted(void)
{
    return boot_word("oracle") && !boot_word("fault=no-maps");
}

static void put_page(const struct model_page *page, uint64_t lie)
{
    put_field("page ", page->va);
    put_field(" ", page->mapping.pfn ^ lie);
    put_field(" ", page->mapping.flags);
    put_text("\n");
}

static void put_large(const struct model_page *page)
{
    put_field("large ", page->va);
    put_field(" ", page->mapping.pfn);
    put_field(" ", page->mapping.flags);
    put_field(" ", page->mapping.level);
    put_text("\n");
}

/* `large`: pages of which the audit does not know. */
static void put_map(const struct mapper_run *run, uint32_t number, uint32_t large)
{
    struct tree_sum sum;

    mapper_audit(run, &sum, 0);
    put_text("map ");
    put_number(number);
    put_field(" pages=", sum.pages + large);
    put_field(" tables=", sum.tables);
    put_field(" free=", frames_left());
    put_field(" digest=", sum.digest);
    put_text("\n");
}

static void wait_for_oracle(uint32_t number)
{
    put_text("oracle: map ");
    put_number(number);
    put_text("\n");
    (void)console_wait();
}

void report_map(const struct mapper_run *run, uint32_t number)
{
    if (!wanted())
        return;
    put_map(run, number, 0);
    for (uint32_t i = run->foreign; i < run->model->page_count; i++) {
        if (run->model->page[i].mapping.level > 1)
            put_large(&run->model->page[i]);
        else
            put_page(&run->model->page[i], i == run->foreign ? planted_map_lie() : 0);
    }
    wait_for_oracle(number);
}

void report_large(const struct mapper_run *run, const struct model_page *pages, uint32_t count)
{
    if (!wanted())
        return;
    put_map(run, 0, count);
    for (uint32_t i = 0; i < count; i++)
        put_large(&pages[i]);
    wait_for_oracle(0);
}

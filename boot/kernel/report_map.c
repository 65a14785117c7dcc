/*
 * report_map.c - the run's map for a program outside, as the model has it: a line `map`, a line `page` for each, and
 * `oracle: map N`, after which the kernel waits for a byte (harness/mapping.py). Only with the word `oracle`.
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

static void put_page(const struct model_page *page, uint64_t lie)
{
    put_field("page ", page->va);
    put_field(" ", page->mapping.pfn ^ lie);
    put_field(" ", page->mapping.flags);
    put_text("\n");
}

void report_map(const struct mapper_run *run, uint32_t number)
{
    struct tree_sum sum;

    if (!boot_word("oracle") || boot_word("fault=no-maps"))
        return;
    mapper_audit(run, &sum, 0);
    put_text("map ");
    put_number(number);
    put_field(" pages=", sum.pages);
    put_field(" tables=", sum.tables);
    put_field(" free=", frames_left());
    put_field(" digest=", sum.digest);
    put_text("\n");
    for (uint32_t i = run->foreign; i < run->model->page_count; i++)
        put_page(&run->model->page[i], i == run->foreign ? planted_map_lie() : 0);
    put_text("oracle: map ");
    put_number(number);
    put_text("\n");
    (void)console_wait();
}

/*
 * report.c - see report.h. The lines that the harness reads are: mode, probe, oracle, boot (harness/verdict.py).
 * Relies on console and walk.
 */
#include "report.h"

#include "arch.h"
#include "console.h"
#include "probes.h"

static void put_fact(const char *name, uint32_t fact)
{
    if (fact == 0)
        return;
    put_text(" ");
    put_text(name);
}

void report_machine(const struct paging_features *features)
{
    put_text("cpu");
    put_fact("pse", features->pse);
    put_fact("pae", features->pae);
    put_fact("pge", features->pge);
    put_fact("pat", features->pat);
    put_fact("nx", features->nx);
    put_fact("1g", features->page1g);
    put_fact("lm", features->long_mode);
    put_fact("la57", features->la57);
    put_text(" maxphyaddr=");
    put_number(features->physical_bits);
    put_text("\n");
}

static void put_mode(const struct live *live)
{
    put_text("pml");
    put_number(live->pagemap->info.mode);
}

void report_mode(const struct live *live)
{
    put_text("mode ");
    put_mode(live);
    put_text(" slot ");
    put_hex(live->pagemap->info.self_map_slot);
    put_text(" root ");
    put_hex(live->shape.root);
    put_text("\n");
}

void report_windows(const struct pagemap *pagemap)
{
    static const char *const names[PAGEMAP_MAX_LEVELS] = {"PTE  ", "PDE  ", "PDPTE", "PML4E", "PML5E"};

    for (uint32_t i = 0; i < pagemap->info.window_levels; i++) {
        put_text("window ");
        put_text(names[i]);
        put_text(" ");
        put_hex_wide(pagemap->info.window_base[i], ARCH_ADDRESS_DIGITS);
        put_text(" ");
        put_hex_wide(pagemap->info.window_last[i], ARCH_ADDRESS_DIGITS);
        put_text("\n");
    }
}

static void report_probe(uint64_t va, uint32_t level, uint64_t address, const struct walk_step *step)
{
    static uint32_t printed;
    /* Planted for boot-selftest: the first line lies, and only the oracle outside can tell. */
    uint64_t lie_value = printed == 0 && boot_word("fault=probe-value") ? 0x1000 : 0;
    uint64_t lie_address = printed == 0 && boot_word("fault=probe-address") ? 0x1000 : 0;

    printed++;
    put_text("probe ");
    put_hex(va);
    put_text(" ");
    put_number(level);
    put_text(" ");
    put_hex(address ^ lie_address);
    put_text(" ");
    put_hex(step->entry);
    put_text(" ");
    put_hex(step->raw ^ lie_value);
    put_text("\n");
}

void report_probes(const struct live *live)
{
    for (uint32_t i = 0; i < probe_count; i++)
        for (uint32_t level = live->pagemap->info.window_levels; level >= 1; level--) {
            struct walk_step step;
            uint64_t address = 0;

            if (walk_to(&live->shape, probes[i].va, level, &step) != WALK_REACHED)
                break;
            if (pagemap_entry_address(live->pagemap, level, probes[i].va, &address) == SELFMAP_OK)
                report_probe(probes[i].va, level, address, &step);
        }
}

void report_last_line(const struct live *live)
{
    put_text("boot: ");
    put_mode(live);
    put_text(", ");
    put_number(checks_passed() + (boot_word("fault=count") ? 1 : 0));
    put_text(" checks passed, ");
    put_number(checks_failed());
    put_line(" failed");
}

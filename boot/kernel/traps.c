/*
 * traps.c - the part of exception handling that both kernels share: recovery of provoked exceptions and the frame
 * of the report. Relies on console and on the labels of access.asm.
 */
#include "traps.h"

#include "arch.h"
#include "console.h"
#include "cpu.h"
#include "flush_sites.h"

struct trap_record trap_last;

/* The instructions of access.asm that may fault, and where each continues. */
extern char peek_access[], peek_fault[], poke_access[], poke_fault[], jump_fault[];
extern uintptr_t jump_target;

uintptr_t trap_recover(uintptr_t ip, uint32_t vector, uint32_t error)
{
    uintptr_t next = 0;

    if (vector == TRAP_BREAKPOINT && flush_sites_hit(ip))
        return ip;
    if (ip == (uintptr_t)peek_access) {
        next = (uintptr_t)peek_fault;
    } else if (ip == (uintptr_t)poke_access) {
        next = (uintptr_t)poke_fault;
    } else if (ip == jump_target) {
        next = (uintptr_t)jump_fault;
    }
    if (next != 0) {
        trap_last.vector = vector;
        trap_last.error = error;
        trap_last.address = read_cr2();
    }
    return next;
}

static const char *trap_name(uint32_t vector)
{
    static const char *const names[] = {
        "#DE divide error",
        "#DB debug",
        "NMI",
        "#BP breakpoint",
        "#OF overflow",
        "#BR bound range",
        "#UD invalid opcode",
        "#NM no coprocessor",
        "#DF double fault",
        "coprocessor overrun",
        "#TS invalid TSS",
        "#NP segment not present",
        "#SS stack fault",
        "#GP general protection",
        "#PF page fault",
        "reserved",
        "#MF x87 error",
        "#AC alignment check",
        "#MC machine check",
        "#XM SIMD error",
        "#VE virtualization",
        "#CP control protection",
    };

    return vector < sizeof names / sizeof names[0] ? names[vector] : "reserved";
}

void trap_report_register(const char *name, uint64_t value)
{
    put_text("  ");
    put_text(name);
    put_text(" ");
    put_hex_wide(value, ARCH_ADDRESS_DIGITS);
    put_text("\n");
}

void trap_report_begin(uint32_t vector, uint64_t error)
{
    put_text("\nexception ");
    put_number(vector);
    put_text(" ");
    put_line(trap_name(vector));
    trap_report_register("error ", error);
}

_Noreturn void trap_report_end(uint32_t vector, uint64_t ip)
{
    trap_report_register("cr0   ", read_cr0());
    trap_report_register("cr2   ", read_cr2());
    trap_report_register("cr3   ", read_cr3());
    if (cpu_has_cpuid())
        trap_report_register("cr4   ", read_cr4());
    put_text("boot: exception ");
    put_text(trap_name(vector));
    put_text(" at ");
    put_hex(ip);
    put_text("\n");
    machine_exit(EXIT_EXCEPTION);
}

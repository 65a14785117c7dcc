/*
 * traps_gates.c (i686) - the IDT, and the registers of an exception in words. Relies on access.asm for the stubs.
 */
#include "arch.h"
#include "console.h"
#include "cpu.h"
#include "traps.h"

/* As the stubs push it; the CPU pushes from `eip` up, and esp and ss only when the privilege level changed. */
struct trap_frame {
    uint32_t edi, esi, ebp, esp, ebx, edx, ecx, eax;
    uint32_t vector, error;
    uint32_t eip, cs, eflags;
};

/* Interrupt gate, SDM Vol. 3A figure 6-2. */
struct gate {
    uint16_t offset_low;
    uint16_t selector;
    uint16_t attributes;
    uint16_t offset_high;
};

struct __attribute__((packed)) table_register {
    uint16_t limit;
    uint32_t base;
};

#define CODE_SELECTOR 0x08
#define PRESENT_INTERRUPT_GATE 0x8E00

extern const uint32_t trap_stubs[32];
static struct gate idt[32];

void trap_handler(struct trap_frame *frame);

void arch_traps_init(void)
{
    struct table_register idtr = {sizeof idt - 1, (uint32_t)(uintptr_t)idt};

    for (uint32_t i = 0; i < 32; i++) {
        idt[i].offset_low = (uint16_t)(trap_stubs[i] & 0xFFFF);
        idt[i].selector = CODE_SELECTOR;
        idt[i].attributes = PRESENT_INTERRUPT_GATE;
        idt[i].offset_high = (uint16_t)(trap_stubs[i] >> 16);
    }
    __asm__ volatile("lidt %0" : : "m"(idtr));
}

void trap_handler(struct trap_frame *frame)
{
    uintptr_t next = trap_recover(frame->eip, frame->vector, frame->error);

    if (next != 0) {
        frame->eip = (uint32_t)next;
        return;
    }
    trap_report_begin(frame->vector, frame->error);
    trap_report_register("eip   ", frame->eip);
    trap_report_register("eflags", frame->eflags);
    trap_report_register("eax   ", frame->eax);
    trap_report_register("ebx   ", frame->ebx);
    trap_report_register("ecx   ", frame->ecx);
    trap_report_register("edx   ", frame->edx);
    trap_report_register("esi   ", frame->esi);
    trap_report_register("edi   ", frame->edi);
    trap_report_register("ebp   ", frame->ebp);
    /* Same privilege level: ESP was just above what the CPU pushed. */
    trap_report_register("esp   ", (uint64_t)(uintptr_t)(&frame->eflags + 1));
    trap_report_register("cs    ", frame->cs & 0xFFFF);
    trap_report_end(frame->vector, frame->eip);
}

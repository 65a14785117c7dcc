/*
 * traps_gates.c (amd64) - the IDT, a TSS whose only use is a stack for double faults, and the registers of an
 * exception in words. Relies on access.asm for the stubs and on entry.asm for the GDT.
 */
#include "arch.h"
#include "console.h"
#include "cpu.h"
#include "traps.h"

/* As the stubs push it; the CPU pushes from `rip` up. */
struct trap_frame {
    uint64_t r15, r14, r13, r12, r11, r10, r9, r8, rbp, rdi, rsi, rdx, rcx, rbx, rax;
    uint64_t vector, error;
    uint64_t rip, cs, rflags, rsp, ss;
};

/* Interrupt gate, SDM Vol. 3A figure 6-8. */
struct gate {
    uint16_t offset_low;
    uint16_t selector;
    uint16_t attributes;
    uint16_t offset_middle;
    uint32_t offset_high;
    uint32_t reserved;
};

struct __attribute__((packed)) table_register {
    uint16_t limit;
    uint64_t base;
};

/* SDM Vol. 3A figure 8-11. */
struct __attribute__((packed)) task_state {
    uint32_t reserved0;
    uint64_t rsp[3];
    uint64_t reserved1;
    uint64_t ist[7];
    uint64_t reserved2;
    uint16_t reserved3;
    uint16_t io_map;
};

#define CODE_SELECTOR 0x08
#define TSS_SELECTOR 0x18
#define PRESENT_INTERRUPT_GATE 0x8E00
#define PRESENT_TSS 0x89ull
#define DOUBLE_FAULT 8

extern const uint64_t trap_stubs[32];
extern uint64_t gdt_tss[2];
static struct gate idt[32];
static struct task_state task_state;
static uint8_t double_fault_stack[4096] __attribute__((aligned(16)));

void trap_handler(struct trap_frame *frame);

/* A bad stack would turn the first exception into a silent triple fault: double faults get a stack of their own. */
static void task_state_init(void)
{
    uint64_t base = (uintptr_t)&task_state;

    task_state.ist[0] = (uintptr_t)(double_fault_stack + sizeof double_fault_stack);
    task_state.io_map = sizeof task_state;
    gdt_tss[0] = (sizeof task_state - 1) | (base & 0xFFFFFF) << 16 | PRESENT_TSS << 40 | (base >> 24 & 0xFF) << 56;
    gdt_tss[1] = base >> 32;
    __asm__ volatile("ltr %w0" : : "r"(TSS_SELECTOR));
}

void arch_traps_init(void)
{
    struct table_register idtr = {sizeof idt - 1, (uintptr_t)idt};

    for (uint32_t i = 0; i < 32; i++) {
        idt[i].offset_low = (uint16_t)(trap_stubs[i] & 0xFFFF);
        idt[i].selector = CODE_SELECTOR;
        idt[i].attributes = PRESENT_INTERRUPT_GATE | (i == DOUBLE_FAULT ? 1 : 0);
        idt[i].offset_middle = (uint16_t)(trap_stubs[i] >> 16 & 0xFFFF);
        idt[i].offset_high = (uint32_t)(trap_stubs[i] >> 32);
    }
    task_state_init();
    __asm__ volatile("lidt %0" : : "m"(idtr));
}

void trap_handler(struct trap_frame *frame)
{
    uintptr_t next = trap_recover(frame->rip, (uint32_t)frame->vector, (uint32_t)frame->error);

    if (next != 0) {
        frame->rip = next;
        return;
    }
    trap_report_begin((uint32_t)frame->vector, frame->error);
    trap_report_register("rip   ", frame->rip);
    trap_report_register("rflags", frame->rflags);
    trap_report_register("rax   ", frame->rax);
    trap_report_register("rbx   ", frame->rbx);
    trap_report_register("rcx   ", frame->rcx);
    trap_report_register("rdx   ", frame->rdx);
    trap_report_register("rsi   ", frame->rsi);
    trap_report_register("rdi   ", frame->rdi);
    trap_report_register("rbp   ", frame->rbp);
    trap_report_register("rsp   ", frame->rsp);
    trap_report_register("r8    ", frame->r8);
    trap_report_register("r9    ", frame->r9);
    trap_report_register("r10   ", frame->r10);
    trap_report_register("r11   ", frame->r11);
    trap_report_register("r12   ", frame->r12);
    trap_report_register("r13   ", frame->r13);
    trap_report_register("r14   ", frame->r14);
    trap_report_register("r15   ", frame->r15);
    trap_report_register("cs    ", frame->cs);
    trap_report_register("ss    ", frame->ss);
    trap_report_end((uint32_t)frame->vector, frame->rip);
}

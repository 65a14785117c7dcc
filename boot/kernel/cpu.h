/*
 * cpu.h - the instructions that C has no words for: ports, control registers, CPUID, MSRs, INVLPG.
 * `unsigned long` is the width of a register on both kernels. Relies on nothing.
 */
#ifndef BOOT_CPU_H
#define BOOT_CPU_H

#include <stdint.h>

/* Control register bits, SDM Vol. 3A 2.5. */
#define CR0_PG 0x80000000ul
#define CR0_WP 0x00010000ul
#define CR4_PSE 0x10ul
#define CR4_PAE 0x20ul
#define CR4_PGE 0x80ul
#define CR4_LA57 0x1000ul
#define CR4_SMEP 0x100000ul
#define CR4_SMAP 0x200000ul
#define MSR_PAT 0x277u
#define PAT_RESET 0x0007040600070406ull /* SDM Vol. 3A, table 11-12 */
#define PAT_WRITE_COMBINING 0x01u
#define MSR_EFER 0xC0000080u
#define EFER_LMA 0x400u
#define EFER_NXE 0x800u

static inline void port_write8(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint8_t port_read8(uint16_t port)
{
    uint8_t value;

    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static inline void port_write32(uint16_t port, uint32_t value)
{
    __asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port));
}

#define DEFINE_CONTROL_REGISTER(name)                                       \
    static inline unsigned long read_##name(void)                           \
    {                                                                       \
        unsigned long value;                                                \
        __asm__ volatile("mov %%" #name ", %0" : "=r"(value) : : "memory"); \
        return value;                                                       \
    }                                                                       \
    static inline void write_##name(unsigned long value)                    \
    {                                                                       \
        __asm__ volatile("mov %0, %%" #name : : "r"(value) : "memory");     \
    }

DEFINE_CONTROL_REGISTER(cr0)
DEFINE_CONTROL_REGISTER(cr2)
DEFINE_CONTROL_REGISTER(cr3)
DEFINE_CONTROL_REGISTER(cr4)

static inline uint64_t read_msr(uint32_t msr)
{
    uint32_t low, high;

    __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
    return ((uint64_t)high << 32) | low;
}

static inline void write_msr(uint32_t msr, uint64_t value)
{
    __asm__ volatile("wrmsr" : : "c"(msr), "a"((uint32_t)value), "d"((uint32_t)(value >> 32)) : "memory");
}

static inline void invalidate_page(uintptr_t va)
{
    __asm__ volatile("invlpg (%0)" : : "r"(va) : "memory");
}

/* Executed instructions under -icount shift=0, cycles on a CPU; the lower half, which is one instruction to read. */
static inline uint32_t read_time_stamp(void)
{
    uint32_t low;

    __asm__ volatile("rdtsc" : "=a"(low) : : "edx", "memory");
    return low;
}

struct cpuid_result {
    uint32_t eax, ebx, ecx, edx;
};

static inline struct cpuid_result cpuid(uint32_t leaf, uint32_t subleaf)
{
    struct cpuid_result r;

    __asm__ volatile("cpuid" : "=a"(r.eax), "=b"(r.ebx), "=c"(r.ecx), "=d"(r.edx) : "a"(leaf), "c"(subleaf));
    return r;
}

/* CPUID exists when EFLAGS.ID can be changed (SDM Vol. 1, 20.1.2). CR4 came with it: no CPUID, no CR4. */
static inline uint32_t cpu_has_cpuid(void)
{
    unsigned long before, after;

    __asm__ volatile("pushf\n pop %0\n mov %0, %1\n xor $0x200000, %1\n"
                     "push %1\n popf\n pushf\n pop %1\n push %0\n popf"
                     : "=&r"(before), "=&r"(after)
                     :
                     : "cc", "memory");
    return ((before ^ after) >> 21 & 1) != 0;
}

/* Every translation, global ones too: a change of CR4.PGE does that (SDM Vol. 3A 4.10.4.1). */
static inline void flush_everything(void)
{
    if (cpu_has_cpuid() && (read_cr4() & CR4_PGE) != 0) {
        write_cr4(read_cr4() & ~CR4_PGE);
        write_cr4(read_cr4() | CR4_PGE);
    }
    write_cr3(read_cr3());
}

#endif

/*
 * guard_door.c - the doors of selfmap/guard.h on one CPU: the lock is the interrupt flag, saved and cleared, and put back as it was.
 * With more CPUs a spinlock would stand behind it. The memory of blocks is mapped at its addresses.
 */
#include "guard_door.h"

#include "selfmap/guard.h"
#include "selfmap/guard_door.h"

uint32_t guard_door_turns, guard_door_held, guard_door_blind;

unsigned long guard_door_flags(void)
{
    unsigned long flags;

    __asm__ volatile("pushf\n\tpop %0" : "=r"(flags) : : "memory");
    return flags;
}

uint64_t guard_lock(void)
{
    const unsigned long flags = guard_door_flags();

    __asm__ volatile("cli" : : : "memory");
    guard_door_turns++;
    guard_door_held++;
    return flags & FLAG_INTERRUPTS;
}

void guard_unlock(uint64_t word)
{
    guard_door_held--;
    if (word != 0)
        __asm__ volatile("sti" : : : "memory");
}

void guard_fill(uint64_t address, uint64_t bytes, uint8_t byte)
{
    volatile uint8_t *at = (volatile uint8_t *)(uintptr_t)address;

    for (uint32_t i = 0; i < (uint32_t)bytes; i++)
        at[i] = byte;
}

uint32_t guard_differs(uint64_t address, uint64_t bytes, uint8_t byte)
{
    const volatile uint8_t *at = (const volatile uint8_t *)(uintptr_t)address;

    for (uint32_t i = 0; i < (uint32_t)bytes; i++)
        if (at[i] != byte && guard_door_blind == 0)
            return 1;
    return 0;
}

/*
 * traps.h - exceptions: either one that a check provokes on purpose through peek or poke, or the end of the run.
 * The arch folders hold the gates and the printing of their registers.
 */
#ifndef BOOT_TRAPS_H
#define BOOT_TRAPS_H

#include <stdint.h>

#define TRAP_BREAKPOINT 3u
#define TRAP_GENERAL_PROTECTION 13u
#define TRAP_PAGE_FAULT 14u

/* Page-fault error code, SDM Vol. 3A 4.7. */
#define FAULT_PROTECTION 1u
#define FAULT_WRITE 2u
#define FAULT_RESERVED 8u /* an entry with a reserved bit; TCG leaves FAULT_PROTECTION clear with it, silicon sets it */
#define FAULT_FETCH 16u

/* The last exception that peek, poke or jump_to met. */
struct trap_record {
    uint32_t vector;
    uint32_t error;
    uint64_t address; /* CR2 at that moment */
};
extern struct trap_record trap_last;

/* One access of four bytes that may fault: 0 when done, 1 when it raised the exception that trap_last describes. */
uint32_t peek(uintptr_t address, uint32_t *value);
uint32_t poke(uintptr_t address, uint32_t value);

/* Calls the address; 1 when fetching its first instruction raised an exception. */
uint32_t jump_to(uintptr_t address);

/* For the arch handlers: where to continue when the exception at `ip` was provoked by one of these, or 0. */
uintptr_t trap_recover(uintptr_t ip, uint32_t vector, uint32_t error);

/* For the arch handlers: the head of the report, and its end with the control registers, which ends the run. */
void trap_report_begin(uint32_t vector, uint64_t error);
_Noreturn void trap_report_end(uint32_t vector, uint64_t ip);

/* One register in the report. */
void trap_report_register(const char *name, uint64_t value);

#endif

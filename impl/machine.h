/*
 * machine.h - the only door to the hardware: loads and stores of table entries at the addresses that the self-map
 * shows, and invalidation. Nothing else in impl/ touches memory through an integer, or the CPU.
 *
 * The contracts here are what is believed about the CPU (spec/machine_state.h names the state that they speak of; the list
 * `trusted` of proofs/units.json names the functions). Two things implement them: the kernel (boot/kernel/machine.c, a few
 * lines of volatile access) and the fuzzer's simulated machine. Link-time optimisation puts them inline.
 *
 * One load and three stores for each mode, because the width of an entry and the walk differ: an 8-byte store in PML2
 * does not compile. The three are one instruction on amd64; what is known of the old entry makes them differ on i686, and in who owes the flush.
 */
#ifndef SELFMAP_MACHINE_H
#define SELFMAP_MACHINE_H

#include <stdint.h>

#include "spec/frame_state.h"
#include "spec/machine_state.h"

uint32_t pml2_machine_load(uint64_t entry);
void pml2_machine_store(uint64_t entry, uint32_t raw);
void pml2_machine_fill(uint64_t entry, uint32_t raw);
void pml2_machine_store_late(uint64_t entry, uint32_t raw);
uint64_t pml3_machine_load(uint64_t entry);
void pml3_machine_store(uint64_t entry, uint64_t raw);
void pml3_machine_fill(uint64_t entry, uint64_t raw);
void pml3_machine_store_late(uint64_t entry, uint64_t raw);
uint64_t pml4_machine_load(uint64_t entry);
void pml4_machine_store(uint64_t entry, uint64_t raw);
void pml4_machine_fill(uint64_t entry, uint64_t raw);
void pml4_machine_store_late(uint64_t entry, uint64_t raw);
uint64_t pml5_machine_load(uint64_t entry);
void pml5_machine_store(uint64_t entry, uint64_t raw);
void pml5_machine_fill(uint64_t entry, uint64_t raw);
void pml5_machine_store_late(uint64_t entry, uint64_t raw);

/* Forgets the translation of the page, small or large, that holds va, global or not (INVLPG, SDM Vol. 3A, 4.10.4.1). */
/*@ terminates \true;
    exits \false;
    assigns owed;
    ensures paid: owed == (\old(owed) == 1 && va / 0x1000 == owed_page ? 0 :
      \old(owed) == 2 && va / 0x1000 == owed_first ? 1 : \old(owed) == 3 && va / 0x1000 == owed_middle ? 2 : \old(owed));
*/
void machine_flush_page(uint64_t va);

/* Forgets every translation, global ones too: a change of CR4.PGE, or a load of CR3 where it is not set (SDM Vol. 3A, 4.10.4.1). */
/*@ terminates \true;
    exits \false;
    assigns owed;
    ensures paid: owed == 0;
*/
void machine_flush_all(void);

/* Writes zeros to every byte of a frame of RAM that nobody holds. How it is reached is the kernel's affair. */
/*@ terminates \true;
    exits \false;
    assigns memory64, memory32;
    ensures zero: frame_zero(frame);
    ensures others: other_frames_same{Pre, Post}(frame);
*/
void machine_zero_frame(uint64_t frame);

/* Entry `index` of the table in a frame, wherever it stands: for the time before a self-map is known. */
/*@ requires range: frame < MACHINE_FRAMES && index < 1024;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures word: \result % 0x20 == memory32.word[frame][index] % 0x20 && \result / 0x80 == memory32.word[frame][index] / 0x80;
*/
uint32_t machine_peek32(uint64_t frame, uint32_t index);

/*@ requires range: frame < MACHINE_FRAMES && index < 512;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures word: \result % 0x20 == memory64.word[frame][index] % 0x20 && \result / 0x80 == memory64.word[frame][index] / 0x80;
*/
uint64_t machine_peek64(uint64_t frame, uint32_t index);

#endif

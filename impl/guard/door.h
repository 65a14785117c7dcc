/*
 * door.h - what is believed of the lock and of the memory of blocks. Private to impl/; the doors' prototypes stand in selfmap/guard_door.h,
 * and the list `trusted` of proofs/units.json names them.
 *
 * Bytes are counted from the pool's start. Callers of the pool write to them whenever they like, so that nothing is ever known of them
 * from one call to the next.
 */
#ifndef SELFMAP_GUARD_DOOR_H
#define SELFMAP_GUARD_DOOR_H

#include "impl/pool/face.h"
#include "selfmap/guard.h"

#define POOL_BYTES (POOL_PAGE_SIZE * POOL_PAGES)

/*@ ghost
  int lock_held;       // 1: the lock is ours
  uint64_t lock_word;  // what it was answered with
  uint64_t lock_turns; // how often it was taken, modulo 2^64
  uint8_t guard_memory[POOL_BYTES];
*/

#define LOCK_STATE lock_held, lock_word, lock_turns
#define LOCK_MODULO 0x10000000000000000

/*@
  // The `count` bytes from this one on are all `byte`; all others are what they were.
  predicate all_bytes{L}(integer from, integer count, integer byte) =
    \forall integer i; from <= i < from + count ==> guard_memory[i] == byte;
  predicate bytes_kept{K, L}(integer from, integer count) =
    \forall integer i; 0 <= i < POOL_BYTES && !(from <= i < from + count) ==> \at(guard_memory[i], L) == \at(guard_memory[i], K);
*/

/*@ requires free: lock_held == 0;
    terminates \true;
    exits \false;
    assigns LOCK_STATE;
    ensures held: lock_held == 1 && lock_word == \result;
    ensures turn: lock_turns == (\old(lock_turns) + 1) % LOCK_MODULO;
*/
uint64_t guard_lock(void);

/*@ requires held: lock_held == 1 && lock_word == word;
    terminates \true;
    exits \false;
    assigns lock_held;
    ensures free: lock_held == 0;
*/
void guard_unlock(uint64_t word);

/*@ requires held: lock_held == 1;
    requires base: base_ready;
    requires inside: pool_base <= address && address + bytes <= pool_base + POOL_PAGE_SIZE * pool_count;
    requires count: pool_count <= POOL_PAGES;
    terminates \true;
    exits \false;
    assigns guard_memory[0 .. POOL_BYTES - 1];
    ensures filled: all_bytes(address - pool_base, bytes, byte);
    ensures others: bytes_kept{Pre, Post}(address - pool_base, bytes);
*/
void guard_fill(uint64_t address, uint64_t bytes, uint8_t byte);

/*@ requires held: lock_held == 1;
    requires base: base_ready;
    requires inside: pool_base <= address && address + bytes <= pool_base + POOL_PAGE_SIZE * pool_count;
    requires count: pool_count <= POOL_PAGES;
    terminates \true;
    exits \false;
    assigns \result \from address, bytes, byte, pool_base, guard_memory[0 .. POOL_BYTES - 1];
    ensures boolean: \result == 0 || \result == 1;
    ensures same: \result == 0 <==> all_bytes(address - pool_base, bytes, byte);
*/
uint32_t guard_differs(uint64_t address, uint64_t bytes, uint8_t byte);

#endif

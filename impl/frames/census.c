/*
 * census.c - see selfmap/census.h: one function per level, so that nothing recurses. Relies on the door that reads an entry
 * of a table wherever it stands, and on frame_adopt_table.
 */
#include "selfmap/census.h"

#include "../machine.h"
#include "database.h"

#include "spec/census.h"

/* What a census may change. */
#define TAKEN ram_zeroed, ram_dirty_from, frame_kinds[0 .. RAM_LIMIT - 1], frame_order[0 .. RAM_LIMIT - 1], \
    frame_place[0 .. RAM_LIMIT - 1]
/* Does an entry reference a table, and which (design 5.5)? */
#define IS_TABLE(word) ((word) % 2 == 1 && (word) / 0x80 % 2 == 0)

/* A and D, which the CPU may set, say nothing about what an entry references. */
/*@ ghost
  /@ requires same: seen % 0x20 == word % 0x20 && seen / 0x80 == word / 0x80;
     terminates \true;
     exits \false;
     assigns \nothing;
     ensures T4_same: referenced(seen) == referenced(word);
  @/
  void seen_lemma(uint64_t seen, uint64_t word)
  {
    /@ assert present: seen % 2 == seen % 0x20 % 2 && word % 2 == word % 0x20 % 2; @/
    /@ assert frame: seen / 0x1000 == seen / 0x80 / 0x20 && word / 0x1000 == word / 0x80 / 0x20; @/
  }
*/

/* The tables below a table whose entries reference tables of level 1. */
/*@ requires ready: ram_ready;
    requires range: table < MACHINE_FRAMES && count <= 1024;
    terminates \true;
    exits \false;
    assigns TAKEN;
    ensures T4_ready: ram_ready;
    ensures T4_still: still_kept{Pre, Post};
    ensures T4_covered: covered32_2(table, count);
*/
static void census32_2(uint64_t table, uint32_t count)
{
    uint32_t i;

    /*@ loop invariant range: 0 <= i <= count;
        loop invariant ready: ram_ready;
        loop invariant still: still_kept{Pre, Here};
        loop invariant covered: covered32_2(table, i);
        loop assigns i, TAKEN;
        loop variant count - i; */
    for (i = 0; i < count; i++) {
        const uint32_t word = machine_peek32(table, i);

        /*@ ghost seen_lemma(word, memory32.word[table][i]); */
        if (IS_TABLE(word)) {
            const uint64_t child = word / 0x1000 % 0x10000000000;

            frame_adopt_table(child);
            /*@ assert child: kept(child) && child == referenced(memory32.word[table][i]); */
        }
        /*@ assert before: covered32_2(table, i); */
        /*@ assert next: covered32_2(table, i + 1); */
    }
}

/* The tables below a table whose entries reference tables of level 1. */
/*@ requires ready: ram_ready;
    requires range: table < MACHINE_FRAMES && count <= 512;
    terminates \true;
    exits \false;
    assigns TAKEN;
    ensures T4_ready: ram_ready;
    ensures T4_still: still_kept{Pre, Post};
    ensures T4_covered: covered64_2(table, count);
*/
static void census64_2(uint64_t table, uint32_t count)
{
    uint32_t i;

    /*@ loop invariant range: 0 <= i <= count;
        loop invariant ready: ram_ready;
        loop invariant still: still_kept{Pre, Here};
        loop invariant covered: covered64_2(table, i);
        loop assigns i, TAKEN;
        loop variant count - i; */
    for (i = 0; i < count; i++) {
        const uint64_t word = machine_peek64(table, i);

        /*@ ghost seen_lemma(word, memory64.word[table][i]); */
        if (IS_TABLE(word)) {
            const uint64_t child = word / 0x1000 % 0x10000000000;

            frame_adopt_table(child);
            /*@ assert child: kept(child) && child == referenced(memory64.word[table][i]); */
        }
        /*@ assert before: covered64_2(table, i); */
        /*@ assert next: covered64_2(table, i + 1); */
    }
}

/* The tables below a table whose entries reference tables of level 2. */
/*@ requires ready: ram_ready;
    requires range: table < MACHINE_FRAMES && count <= 512;
    terminates \true;
    exits \false;
    assigns TAKEN;
    ensures T4_ready: ram_ready;
    ensures T4_still: still_kept{Pre, Post};
    ensures T4_covered: covered64_3(table, count);
*/
static void census64_3(uint64_t table, uint32_t count)
{
    uint32_t i;

    /*@ loop invariant range: 0 <= i <= count;
        loop invariant ready: ram_ready;
        loop invariant still: still_kept{Pre, Here};
        loop invariant covered: covered64_3(table, i);
        loop assigns i, TAKEN;
        loop variant count - i; */
    for (i = 0; i < count; i++) {
        const uint64_t word = machine_peek64(table, i);

        /*@ ghost seen_lemma(word, memory64.word[table][i]); */
        if (IS_TABLE(word)) {
            const uint64_t child = word / 0x1000 % 0x10000000000;

            frame_adopt_table(child);
            census64_2(child, 512);
            /*@ assert child: kept(child) && covered64_2(child, 512) && child == referenced(memory64.word[table][i]); */
        }
        /*@ assert before: covered64_3(table, i); */
        /*@ assert next: covered64_3(table, i + 1); */
    }
}

/* The tables below a table whose entries reference tables of level 3. */
/*@ requires ready: ram_ready;
    requires range: table < MACHINE_FRAMES && count <= 512;
    terminates \true;
    exits \false;
    assigns TAKEN;
    ensures T4_ready: ram_ready;
    ensures T4_still: still_kept{Pre, Post};
    ensures T4_covered: covered64_4(table, count);
*/
static void census64_4(uint64_t table, uint32_t count)
{
    uint32_t i;

    /*@ loop invariant range: 0 <= i <= count;
        loop invariant ready: ram_ready;
        loop invariant still: still_kept{Pre, Here};
        loop invariant covered: covered64_4(table, i);
        loop assigns i, TAKEN;
        loop variant count - i; */
    for (i = 0; i < count; i++) {
        const uint64_t word = machine_peek64(table, i);

        /*@ ghost seen_lemma(word, memory64.word[table][i]); */
        if (IS_TABLE(word)) {
            const uint64_t child = word / 0x1000 % 0x10000000000;

            frame_adopt_table(child);
            census64_3(child, 512);
            /*@ assert child: kept(child) && covered64_3(child, 512) && child == referenced(memory64.word[table][i]); */
        }
        /*@ assert before: covered64_4(table, i); */
        /*@ assert next: covered64_4(table, i + 1); */
    }
}

/* The tables below a table whose entries reference tables of level 4. */
/*@ requires ready: ram_ready;
    requires range: table < MACHINE_FRAMES && count <= 512;
    terminates \true;
    exits \false;
    assigns TAKEN;
    ensures T4_ready: ram_ready;
    ensures T4_still: still_kept{Pre, Post};
    ensures T4_covered: covered64_5(table, count);
*/
static void census64_5(uint64_t table, uint32_t count)
{
    uint32_t i;

    /*@ loop invariant range: 0 <= i <= count;
        loop invariant ready: ram_ready;
        loop invariant still: still_kept{Pre, Here};
        loop invariant covered: covered64_5(table, i);
        loop assigns i, TAKEN;
        loop variant count - i; */
    for (i = 0; i < count; i++) {
        const uint64_t word = machine_peek64(table, i);

        /*@ ghost seen_lemma(word, memory64.word[table][i]); */
        if (IS_TABLE(word)) {
            const uint64_t child = word / 0x1000 % 0x10000000000;

            frame_adopt_table(child);
            census64_4(child, 512);
            /*@ assert child: kept(child) && covered64_4(child, 512) && child == referenced(memory64.word[table][i]); */
        }
        /*@ assert before: covered64_5(table, i); */
        /*@ assert next: covered64_5(table, i + 1); */
    }
}

/*@ requires ready: ram_ready;
    terminates \true;
    exits \false;
    assigns TAKEN;
    ensures T4_ready: ram_ready;
    ensures T4_status: \result == (2 <= levels <= 5 ? (root < MACHINE_FRAMES ? SELFMAP_OK : SELFMAP_BAD_FRAME) : SELFMAP_BAD_MODE);
    ensures T4_cr3: \result == SELFMAP_OK ==> walk_covered(levels, root);
    ensures T4_still: still_kept{Pre, Post};
    ensures unchanged: \result != SELFMAP_OK ==> same_ram{Pre, Post};
*/
enum selfmap_status frame_adopt_walk(uint32_t levels, uint64_t root)
{
    if (levels < 2 || levels > 5)
        return SELFMAP_BAD_MODE;
    if (root >= MACHINE_FRAMES)
        return SELFMAP_BAD_FRAME;
    frame_adopt_table(root);
    if (levels == 2)
        census32_2(root, 1024);
    else if (levels == 3)
        census64_3(root, 4);
    else if (levels == 4)
        census64_4(root, 512);
    else
        census64_5(root, 512);
    return SELFMAP_OK;
}

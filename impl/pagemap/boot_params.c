/* boot_params.c - whole words and numbers on a command line of known length (T2). Relies on nothing. */
#include "selfmap/boot_params.h"

#include "spec/command_line.h"

#define GREATEST 0xFFFFFFFFFFFFFFFF /* UINT64_MAX of a type that is uint64_t under both machdeps: one proof for both */

/*@ predicate readable{L}(struct boot_line *line) =
      \valid_read(line) && \valid_read(line->text + (0 .. line->length - 1)); */

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == 1 <==> separator(c);
    ensures \result == 0 || \result == 1;
*/
static uint32_t is_separator(char c)
{
    return c >= 0 && c <= ' ';
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == lower_case(c);
*/
static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Where the parameters start: after the first word when that is the program's name. */
/*@ requires readable(line);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T2_range: 0 <= \result <= line->length;
    ensures T2_first: \forall integer at; parameter(line->text, line->length, line->program_name, at) ==> \result <= at;
    ensures T2_rest: \forall integer at; \result <= at && word_starts(line->text, line->length, at) ==>
      parameter(line->text, line->length, line->program_name, at);
*/
static uint32_t first_parameter(const struct boot_line *line)
{
    uint32_t i = 0;

    if (line->program_name == 0)
        return 0;
    /*@ loop invariant 0 <= i <= line->length;
        loop invariant blank: \forall integer k; 0 <= k < i ==> separator(line->text[k]);
        loop assigns i;
        loop variant line->length - i;
    */
    while (i < line->length && is_separator(line->text[i]))
        i++;
    /*@ ghost uint32_t start = i; */
    /*@ loop invariant start <= i <= line->length;
        loop invariant word: \forall integer k; start <= k < i ==> !separator(line->text[k]);
        loop assigns i;
        loop variant line->length - i;
    */
    while (i < line->length && !is_separator(line->text[i]))
        i++;
    /*@ assert passed: start < i || i == line->length; */
    return i;
}

/* Does a word start at text[at]? */
/*@ requires readable(line);
    requires at < line->length;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T2_starts: \result == 1 <==> word_starts(line->text, line->length, at);
    ensures T2_boolean: \result == 0 || \result == 1;
*/
static uint32_t word_starts_at(const struct boot_line *line, uint32_t at)
{
    return !is_separator(line->text[at]) && (at == 0 || is_separator(line->text[at - 1]));
}

/* Does `name` stand at text[at], whatever follows it? */
/*@ requires readable(line);
    requires at <= line->length;
    requires \valid_read(name + (0 .. name_length - 1));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T2_named: \result == 1 <==> named(line->text, line->length, at, name, name_length);
    ensures T2_boolean: \result == 0 || \result == 1;
*/
static uint32_t name_at(const struct boot_line *line, uint32_t at, const char *name, uint32_t name_length)
{
    uint32_t k = 0;

    if (line->length - at < name_length)
        return 0;
    /*@ loop invariant 0 <= k <= name_length;
        loop invariant same: \forall integer j; 0 <= j < k ==> lower_case(line->text[at + j]) == lower_case(name[j]);
        loop assigns k;
        loop variant name_length - k;
    */
    while (k < name_length) {
        if (lower(line->text[at + k]) != lower(name[k]))
            return 0;
        k++;
    }
    return 1;
}

/*@ requires readable(line);
    requires \valid_read(name + (0 .. name_length - 1));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T2_found: \result == 1 ==>
      (\exists integer at; flag_at(line->text, line->length, line->program_name, at, name, name_length));
    ensures T2_absent: \result == 0 ==>
      (\forall integer at; !flag_at(line->text, line->length, line->program_name, at, name, name_length));
    ensures T2_boolean: \result == 0 || \result == 1;
*/
uint32_t boot_params_flag(const struct boot_line *line, const char *name, uint32_t name_length)
{
    uint32_t at = first_parameter(line);

    /*@ loop invariant 0 <= at <= line->length;
        loop invariant from: at >= \at(at, LoopEntry);
        loop invariant none: \forall integer k; k < at ==>
          !flag_at(line->text, line->length, line->program_name, k, name, name_length);
        loop assigns at;
        loop variant line->length - at;
    */
    while (at < line->length) {
        if (word_starts_at(line, at) && name_at(line, at, name, name_length) &&
            (line->length - at == name_length || is_separator(line->text[at + name_length]))) {
            /*@ assert here: flag_at(line->text, line->length, line->program_name, at, name, name_length); */
            return 1;
        }
        at++;
    }
    return 0;
}

/*@ requires readable(line);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures T2_boolean: \result == 0 || \result == 1;
    ensures T2_noxpa: \result == 1 <==> (\exists integer at;
      parameter(line->text, line->length, line->program_name, at) && spells_noxpa(line->text, line->length, at));
*/
uint32_t boot_params_noxpa(const struct boot_line *line)
{
    const char name[5] = {'n', 'o', 'x', 'p', 'a'};
    const uint32_t answer = boot_params_flag(line, name, 5);

    /*@ assert spelt: \forall integer at; flag_at(line->text, line->length, line->program_name, at, &name[0], 5) <==>
          parameter(line->text, line->length, line->program_name, at) && spells_noxpa(line->text, line->length, at); */
    return answer;
}

/* The value of a digit, or 16. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result == digit(c);
    ensures \result <= 16;
*/
static uint32_t digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (uint32_t)(c - 'a' + 10);
    if (c >= 'A' && c <= 'F')
        return (uint32_t)(c - 'A' + 10);
    return 16;
}

/* Reads the digits from text[from] to the end of the word. */
/*@ requires readable(line) && \valid(value);
    requires \separated(value, line) && \separated(value, line->text + (0 .. line->length - 1));
    requires from <= line->length;
    terminates \true;
    exits \false;
    assigns *value;
    ensures T2_total: \result == SELFMAP_OK || \result == SELFMAP_BAD_NUMBER;
    ensures T2_value: \result == SELFMAP_OK ==> writes(line->text, line->length, hexadecimal, from, *value);
    ensures T2_refused: \result == SELFMAP_BAD_NUMBER ==> writes_none(line->text, line->length, hexadecimal, from);
    ensures unchanged: \result != SELFMAP_OK ==> *value == \old(*value);
*/
static enum selfmap_status read_digits(const struct boot_line *line, uint32_t from, uint32_t hexadecimal,
                                       uint64_t *value)
{
    const uint32_t base = hexadecimal != 0 ? 16 : 10;
    const uint64_t limit = hexadecimal != 0 ? GREATEST / 16 : GREATEST / 10;
    uint64_t so_far = 0;
    uint32_t i = from;

    /*@ loop invariant from <= i <= line->length;
        loop invariant word: \forall integer k; from <= k < i ==> !separator(line->text[k]);
        loop invariant digits: \forall integer k; from <= k < i ==> digit(line->text[k]) < base;
        loop invariant value: so_far == number(line->text, hexadecimal, from, i);
        loop assigns i, so_far;
        loop variant line->length - i;
    */
    while (i < line->length && !is_separator(line->text[i])) {
        const uint32_t digit = digit_value(line->text[i]);
        uint64_t scaled;

        if (digit >= base) {
            /*@ assert no_digit: digit(line->text[i]) >= base; */
            return SELFMAP_BAD_NUMBER;
        }
        /*@ assert next: number(line->text, hexadecimal, from, i + 1) ==
              (hexadecimal != 0 ? 16 * so_far : 10 * so_far) + digit; */
        if (so_far > limit) {
            /*@ assert too_long: number(line->text, hexadecimal, from, i + 1) > 0xFFFFFFFFFFFFFFFF; */
            return SELFMAP_BAD_NUMBER;
        }
        scaled = hexadecimal != 0 ? so_far * 16 : so_far * 10;
        if (scaled > GREATEST - digit) {
            /*@ assert too_large: number(line->text, hexadecimal, from, i + 1) > 0xFFFFFFFFFFFFFFFF; */
            return SELFMAP_BAD_NUMBER;
        }
        so_far = scaled + digit;
        i++;
    }
    /*@ assert end: word_ends(line->text, line->length, i); */
    if (i == from)
        return SELFMAP_BAD_NUMBER;
    /*@ assert written: writes(line->text, line->length, hexadecimal, from, so_far); */
    *value = so_far;
    return SELFMAP_OK;
}

/*@ requires readable(line) && \valid(value);
    requires \valid_read(key + (0 .. key_length - 1));
    requires \separated(value, line) && \separated(value, line->text + (0 .. line->length - 1));
    requires \separated(value, key + (0 .. key_length - 1));
    terminates \true;
    exits \false;
    assigns *value;
    ensures T2_total: \result == SELFMAP_OK || \result == SELFMAP_NOT_FOUND || \result == SELFMAP_BAD_NUMBER;
    ensures T2_absent: \result == SELFMAP_NOT_FOUND ==>
      (\forall integer at; !key_at(line->text, line->length, line->program_name, at, key, key_length));
    ensures T2_value: \result == SELFMAP_OK ==>
      (\exists integer at; first_key(line->text, line->length, line->program_name, at, key, key_length) &&
         has_number(line->text, line->length, at + key_length, *value));
    ensures T2_refused: \result == SELFMAP_BAD_NUMBER ==>
      (\exists integer at; first_key(line->text, line->length, line->program_name, at, key, key_length) &&
         has_no_number(line->text, line->length, at + key_length));
    ensures unchanged: \result != SELFMAP_OK ==> *value == \old(*value);
*/
enum selfmap_status boot_params_number(const struct boot_line *line, const char *key, uint32_t key_length,
                                       uint64_t *value)
{
    uint32_t at = first_parameter(line);

    /*@ loop invariant 0 <= at <= line->length;
        loop invariant from: at >= \at(at, LoopEntry);
        loop invariant none: \forall integer k; k < at ==>
          !key_at(line->text, line->length, line->program_name, k, key, key_length);
        loop assigns at;
        loop variant line->length - at;
    */
    while (at < line->length) {
        if (word_starts_at(line, at) && name_at(line, at, key, key_length)) {
            const uint32_t digits = at + key_length;
            const uint32_t hexadecimal =
                line->length - digits >= 2 && line->text[digits] == '0' && lower(line->text[digits + 1]) == 'x';
            enum selfmap_status status;

            /*@ assert prefix: hexadecimal != 0 <==> prefixed(line->text, line->length, digits); */
            status = read_digits(line, digits + hexadecimal * 2, hexadecimal, value);
            /*@ assert still: first_key(line->text, line->length, line->program_name, at, key, key_length); */
            /*@ assert prefix_still: hexadecimal != 0 <==> prefixed(line->text, line->length, digits); */
            /*@ assert two: hexadecimal == 0 || hexadecimal == 1; */
            /*@ assert hex: status == SELFMAP_OK && hexadecimal == 1 ==>
                  writes(line->text, line->length, 1, digits + 2, *value); */
            /*@ assert decimal: status == SELFMAP_OK && hexadecimal == 0 ==>
                  writes(line->text, line->length, 0, digits, *value); */
            /*@ assert no_hex: status == SELFMAP_BAD_NUMBER && hexadecimal == 1 ==>
                  writes_none(line->text, line->length, 1, digits + 2); */
            /*@ assert no_decimal: status == SELFMAP_BAD_NUMBER && hexadecimal == 0 ==>
                  writes_none(line->text, line->length, 0, digits); */
            return status;
        }
        at++;
    }
    return SELFMAP_NOT_FOUND;
}

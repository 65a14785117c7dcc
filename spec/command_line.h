/* command_line.h - words and numbers on a command line: text is `length` characters (T2). */
#ifndef SPEC_COMMAND_LINE_H
#define SPEC_COMMAND_LINE_H

/*@
  // Characters up to the blank separate, NUL, tab and newline among them. Bytes above 127 are negative here, and do not.
  predicate separator(integer c) = 0 <= c <= ' ';

  logic integer lower_case(integer c) = 'A' <= c <= 'Z' ? c + 32 : c;

  predicate word_starts{L}(char *text, integer length, integer at) =
    0 <= at < length && !separator(text[at]) && (at == 0 || separator(text[at - 1]));

  // A word that may be a parameter: any, or with a program name any but the first.
  predicate parameter{L}(char *text, integer length, integer program_name, integer at) =
    word_starts(text, length, at) &&
    (program_name != 0 ==> (\exists integer before; 0 <= before < at && !separator(text[before])));

  // The n characters of `name` stand at `at`, whatever their case.
  predicate named{L}(char *text, integer length, integer at, char *name, integer n) =
    at + n <= length && (\forall integer k; 0 <= k < n ==> lower_case(text[at + k]) == lower_case(name[k]));

  predicate word_ends{L}(char *text, integer length, integer at) = at == length || separator(text[at]);

  predicate flag_at{L}(char *text, integer length, integer program_name, integer at, char *name, integer n) =
    parameter(text, length, program_name, at) && named(text, length, at, name, n) && word_ends(text, length, at + n);

  predicate key_at{L}(char *text, integer length, integer program_name, integer at, char *key, integer n) =
    parameter(text, length, program_name, at) && named(text, length, at, key, n);

  predicate first_key{L}(char *text, integer length, integer program_name, integer at, char *key, integer n) =
    key_at(text, length, program_name, at, key, n) &&
    (\forall integer k; k < at ==> !key_at(text, length, program_name, k, key, n));

  // The whole word NOXPA in any case.
  predicate spells_noxpa{L}(char *text, integer length, integer at) =
    at + 5 <= length && lower_case(text[at]) == 'n' && lower_case(text[at + 1]) == 'o' &&
    lower_case(text[at + 2]) == 'x' && lower_case(text[at + 3]) == 'p' && lower_case(text[at + 4]) == 'a' &&
    word_ends(text, length, at + 5);

  // The value of a digit, 16 for what is none.
  logic integer digit(integer c) =
    '0' <= c <= '9' ? c - '0' : 'a' <= c <= 'f' ? c - 'a' + 10 : 'A' <= c <= 'F' ? c - 'A' + 10 : 16;

  // The number that the digits from `from` up to `to` write, in base 16 or 10. It ends: `to` falls to `from`.
  logic integer number{L}(char *text, integer hexadecimal, integer from, integer to) =
    to <= from ? 0 :
    (hexadecimal != 0 ? 16 * number(text, hexadecimal, from, to - 1) : 10 * number(text, hexadecimal, from, to - 1)) +
      digit(text[to - 1]);

  // "0x" starts a hexadecimal number.
  predicate prefixed{L}(char *text, integer length, integer at) =
    at + 2 <= length && text[at] == '0' && lower_case(text[at + 1]) == 'x';

  // From `from` to the end of the word stand digits, at least one, of a number of 64 bits.
  predicate writes{L}(char *text, integer length, integer hexadecimal, integer from, integer value) =
    \exists integer end; from < end <= length && word_ends(text, length, end) &&
      (\forall integer k; from <= k < end ==>
         !separator(text[k]) && digit(text[k]) < (hexadecimal != 0 ? 16 : 10)) &&
      value == number(text, hexadecimal, from, end);

  // No digit there; or a character that is none; or the digits up to some place already exceed 64 bits.
  predicate writes_none{L}(char *text, integer length, integer hexadecimal, integer from) =
    word_ends(text, length, from) ||
    (\exists integer stop; from <= stop < length &&
      (\forall integer k; from <= k <= stop ==> !separator(text[k])) &&
      (digit(text[stop]) >= (hexadecimal != 0 ? 16 : 10) ||
       number(text, hexadecimal, from, stop + 1) > 0xFFFFFFFFFFFFFFFF));

  // The number behind a key: hexadecimal after 0x, else decimal; and that none stands there.
  predicate has_number{L}(char *text, integer length, integer at, integer value) =
    (prefixed(text, length, at) ==> writes(text, length, 1, at + 2, value)) &&
    (!prefixed(text, length, at) ==> writes(text, length, 0, at, value));
  predicate has_no_number{L}(char *text, integer length, integer at) =
    (prefixed(text, length, at) ==> writes_none(text, length, 1, at + 2)) &&
    (!prefixed(text, length, at) ==> writes_none(text, length, 0, at));
*/

#endif

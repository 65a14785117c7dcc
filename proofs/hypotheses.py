"""hypotheses.py - the memory model's hypotheses about a function: WP separates locations on its own and says so in a warning.

It warns even when the function's contract requires the very same separation. Then nothing is hidden: the clause is a
precondition like any other, and callers prove it. Anything else stays refused.
"""
import re

START = re.compile(r"\[wp\] \S+: Warning:\s*$")
NAME = re.compile(r"\s+Memory model hypotheses for function '(\w+)':$")
CALL = "\\separated("


def accepted(log, functions, text):
    """The indices of the lines of the log that are warnings of this kind, and harmless. `text` is the normalized unit."""
    lines = set()
    for number, line in enumerate(log[:-1]):
        name = NAME.match(log[number + 1]) if START.match(line) else None
        if name and stated(block(log, number + 2), functions.get(name[1]), text):
            lines.add(number)
    return lines


def block(log, at):
    """The annotation that starts at this line, without its marks; nothing when it does not end."""
    for end in range(at, min(at + 200, len(log))):
        if not log[end].startswith("  "):
            return ""
        if log[end].rstrip().endswith("*/"):
            return " ".join(" ".join(log[at:end + 1]).split())
    return ""


def stated(annotation, function, text):
    """Every hypothesis is a separation, and the contract requires one of at least the same terms."""
    whole = re.fullmatch(r"/\*@ behavior wp_typed\w*: (.*) \*/", annotation)
    if whole is None or function is None:
        return False
    mine = [terms for clause in function.clauses if clause.kind == "requires" and clause.behavior == ""
            for terms in separations(clause.text, text)]
    wanted = [re.fullmatch(r"requires (.*)", part.strip()) for part in whole[1].split(";") if part.strip()]
    asked = [only_separation(clause[1], text) if clause else None for clause in wanted]
    return bool(asked) and all(terms and any(covers(have, terms) for have in mine) for terms in asked)


def covers(have, terms):
    """Each term is one of these, or the element at p where all of `p + (..)` is one; no two are the same one."""
    found = {term if term in have or not term.isidentifier() else term + "+(..)" for term in terms}
    return found <= have and len(found) == len(terms)


def separations(clause, text):
    r"""The sets of terms of each \separated(...) that the clause states outright: as it is, or joined by && to other facts."""
    clause = re.sub(r"^\w+(\s*,\s*\w+)*\s*:(?!:)", "", clause.strip())
    if re.search(r"\|\||==>|<==>|\^\^|\?|\\forall|\\exists|\\let", outside(clause)):
        return []
    return [terms for part in split(clause, "&&") for terms in [only_separation(part, text)] if terms]


def only_separation(part, text):
    part = part.strip()
    if not part.startswith(CALL) or not part.endswith(")") or ")" in outside(part[len(CALL):-1]):
        return None
    terms = [normal(term, text) for term in split(part[len(CALL):-1], ",")]
    return frozenset(terms) if len(set(terms)) == len(terms) else None


def normal(term, text):
    """Without spaces; `(T *)a + (..)` of an array a of T is `&a[..]`: WP writes the one, the contract prints as the other."""
    term = re.sub(r"\s+", " ", term.strip())
    cast = re.fullmatch(r"\((\w[\w ]*?) ?\*\)(\w+) \+ \(\.\.\)", term)
    if cast and re.search(rf"^(?:extern |static |/\*@ ghost )*{cast[1]} {cast[2]}\[[^\[\];\n]+\];", text, re.M):
        return f"&{cast[2]}[..]"
    return term.replace(" ", "")


def outside(text):
    """What stands in no parenthesis; a ) without its ( stays."""
    kept, depth = "", 0
    for char in text:
        depth += char in "([{"
        kept += char if depth == 0 else ""
        depth -= char in ")]}" and depth > 0
    return kept


def split(text, separator):
    parts, depth, start = [], 0, 0
    for index, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if depth == 0 and text.startswith(separator, index):
            parts.append(text[start:index])
            start = index + len(separator)
    return parts + [text[start:]]

"""twins.py - one proof for both machdeps, where Frama-C reads the very same program under both.

Where a unit relies on a contract that another unit proves under the other machdep only, that unit is read under both.
When the two texts differ in nothing but the name of the 64 bit type (`long` and `long long`), the goals are the same
and one proof serves both; otherwise it is refused. The text has every macro expanded, every implicit cast and every contract in it. What
could have two widths under one text is a pointer as a number: the proof's memory model has no such casts.
"""
import functools
import re

OTHER = {"gcc_x86_64": "gcc_x86_32", "gcc_x86_32": "gcc_x86_64"}
SIZE = re.compile(r"\bsizeof\b\s*(?!\(\s*u?int(?:8|16|32|64)_t\s*\))\S+(?:\s*\w+)?|\b_?_?Alignof\b|\boffsetof\b")

STRING = re.compile(r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')""")


def common_form(text, machdep):
    """The text with one name for each width of `long`, and without the line breaks that shorter names move."""
    parts = STRING.split(text)  # strings and characters are the odd ones: a word in a message is no type
    parts[::2] = [re.sub(r"\blong\b", "word64" if machdep == "gcc_x86_64" else "word32", re.sub(r"\blong\s+long\b", "word64", part))
                  for part in parts[::2]]
    text = "".join(parts)
    return re.sub(r"\s+", " ", re.sub(r"\s*([^\w\s])\s*", r"\1", text)).strip()


contract_form = functools.cache(common_form)    # of a contract, which is asked for again and again; not of a unit's whole text


def complaints(label, texts):
    """`texts`: machdep -> normalized text of a unit, for both machdeps."""
    (one, left), (other, right) = ((machdep, common_form(text, machdep)) for machdep, text in sorted(texts.items()))
    found = [f"{label}: '{match.group()}' may be another number under another machdep: list both machdeps in "
             "proofs/units.json" for match in SIZE.finditer(left)]
    if left != right:
        at = next((index for index, pair in enumerate(zip(left, right)) if pair[0] != pair[1]), min(len(left), len(right)))
        at = max(0, at - 30)
        found.append(f"{label}: proved under one machdep, and Frama-C reads '{left[at:at + 60]}' under {one} and "
                     f"'{right[at:at + 60]}' under {other}: list both machdeps in proofs/units.json")
    return found

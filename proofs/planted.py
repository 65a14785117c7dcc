"""planted.py - whether the faults that the selftests plant still have a place in the code.

A fault is a text or a pattern to be changed. CI plants a share of them with each commit (share.py), so that one whose
place was rewritten would be noticed weeks later; to look for the places takes half a second, and lint does that for all.
"""
import re
import sys
from pathlib import Path

# What the proof reads and the compiler does not: a fault for the fuzzer there would be none.
ANNOTATION = re.compile(r"/\*@.*?\*/|//@[^\n]*", re.S)


def code(text):
    """C text without contracts and ghost code."""
    return ANNOTATION.sub("", text)


def targets(root, file):
    """The files that a fault of the fuzzers' is planted in: a name or glob under impl/, without a folder under impl/pagemap."""
    return sorted((Path(root) / "impl").glob(file if "/" in file else f"pagemap/{file}"))


def fuzzed(root, plants):
    texts = {}
    for name, _, file, pattern, _ in plants:
        if file not in texts:
            texts[file] = [code(path.read_text()) for path in targets(root, file)]
        if not any(re.search(pattern, text) for text in texts[file]):
            yield f"{name}: /{pattern}/ is not in {file}; write it again in fuzz/plants*.py"


def change(before, text, replacement, second=()):
    """The text with the fault in it, a second change (text, replacement) behind the first; None when it has no place."""
    head, found, tail = before.partition(text)
    if not found or second and second[0] not in tail:
        return None
    return head + replacement + (tail.replace(*second, 1) if second else tail)


def replaced(root, faults, home):
    for name, (file, text, replacement, *more) in faults.items():
        path = Path(root) / file
        if not path.is_file() or change(path.read_text(), text, replacement, more[4:]) is None:
            yield f"{name}: {file} no longer holds '{text}'{' and its second text' if more[4:] else ''}; write it again in {home}"


def stale(root):
    """A line for each planted fault that has no place in the code any more."""
    sys.path.append(str(Path(__file__).resolve().parent.parent / "fuzz"))
    import plants
    import selftest_audit
    import selftest_lint
    import selftest_mutants
    return [*fuzzed(root, plants.PLANTS), *replaced(root, selftest_mutants.MUTANTS, "proofs/selftest_mutants.py"),
            *replaced(root, selftest_audit.FAULTS, "proofs/selftest_audit.py"),
            *replaced(root, selftest_lint.FAULTS, "proofs/selftest_lint.py")]

"""lints.py - what can be refused by reading: sources, contracts, loops. Every function returns a list of complaints."""
import re

import twins

# Words that assume instead of proving, hide code from the proof, or loop without a variant.
WORDS = re.compile(r"\\?\b(admit|axiom|axiomatic|__FRAMAC__|goto|asm|__asm__)\b|-wp-\w+")


def without_prose(text):
    """The text without comments that are no annotations, at the same line numbers."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())
    text = re.sub(r"/\*(?!@).*?\*/", blank, text, flags=re.S)
    return re.sub(r"//(?!@)[^\n]*", blank, text)


def forbidden_words(texts):
    complaints = []
    for path, text in texts:
        if path.startswith("spec/model/"):
            continue
        for number, line in enumerate(without_prose(text).splitlines(), 1):
            for match in WORDS.finditer(line):
                complaints.append(f"{path}:{number}: forbidden word '{match.group()}': nothing is assumed, "
                                  "hidden or jumped over here")
    return complaints


def coverage(project):
    """Every source in a unit, every unit's files there."""
    listed = {path for unit in project.units for path in unit.files}
    complaints = [f"{path}: in no unit of proofs/units.json, so nobody proves it"
                  for path in project.proved_sources() if path not in listed]
    return complaints + [f"unit {unit.name}: {path} does not exist" for unit in project.units for path in unit.files
                         if not (project.root / path).is_file()]


def assumptions(label, text):
    """Frama-C prints an admitted lemma as an axiom, whatever macro wrote it."""
    return [f"{label}: the annotations hold '{word}': nothing may be assumed"
            for word in ("admit", "axiom", "axiomatic") if re.search(rf"\b{word}\b", text)]


def logic(label, text, recursive=()):
    """Every logic name has a definition, and none refers to itself: both would be axioms in disguise."""
    complaints = []
    for note in re.findall(r"/\*@(.*?)\*/", text, re.S):
        for kind, name, rest in re.findall(r"\b(logic|predicate|inductive)\b((?:[^=(;{]|\{[^}]*\})*)([^;]*;)", note):
            names = re.findall(r"[A-Za-z_]\w*", re.sub(r"\{[^}]*\}", "", name))
            if kind == "inductive":
                complaints.append(f"{label}: inductive {names[-1:]}: its cases would be axioms")
            elif "=" not in re.sub(r"[<>!=]=|==>", "", rest):
                complaints.append(f"{label}: {kind} {names[-1]} has no definition, anything could be said of it")
            elif re.search(rf"(?<!\w){names[-1]}\s*[({{]", rest.split("=", 1)[1]) and names[-1] not in recursive:
                complaints.append(f"{label}: {kind} {names[-1]} is recursive: a definition without an end is a false "
                                  "axiom; list it as recursive in proofs/units.json once its end is argued there")
    return complaints


def contracts(label, functions):
    """A contract on every function, and termination in every contract."""
    complaints = []
    for function in functions.values():
        if function.name.startswith(("__builtin_", "__va_", "Frama_C_")):
            continue
        if function.contract is None:
            complaints.append(f"{label}: function {function.name} has no contract")
            continue
        for kind, value in (("terminates", "\\true"), ("exits", "\\false")):
            texts = [re.sub(r"^\w+:\s*", "", clause.text) for clause in function.named(kind)]
            if texts != [value]:
                complaints.append(f"{label}: the contract of {function.name} must say '{kind} {value};'"
                                  + (f" and says {texts}" if texts else ""))
        if not function.named("assigns"):
            complaints.append(f"{label}: the contract of {function.name} has no assigns clause")
        complaints += [f"{label}: the contract of {function.name} admits '{clause.text}'"
                       for clause in function.clauses if clause.kind.startswith("admit")]
    return complaints


def loops(label, functions):
    return [f"{label}: loop {number} of {function.name} has no loop variant"
            for function in functions.values() if function.defined
            for number, note in enumerate(function.loops, 1)
            if note is None or not re.search(r"\bloop\s+variant\b", note)]


def divide(label, functions, own, links):
    """Marks the functions of linked files: their goals belong to another unit. A name must not stand in both halves."""
    mine = {name for name, function in own.items() if function.defined}
    theirs = {name for name, function in links.items() if function.defined}
    complaints = [f"{label}: {name} has a body in the unit and in a linked file: give one another name"
                  for name in sorted(mine & theirs)]
    for function in functions.values():
        if function.defined and function.name in theirs - mine:
            function.foreign, function.defined = True, False
    return complaints + [f"{label}: {function.name} has a body, and Frama-C does not say from which file"
                         for function in functions.values() if function.defined and function.name not in mine]


def trusted_bodies(label, functions, trusted):
    """What is believed has no body here: a door to the hardware, which kernel and fuzzer implement."""
    return [f"{label}: {function.name} is trusted in proofs/units.json, and has a body: prove it" for function in
            functions.values() if function.name in trusted and (function.defined or function.foreign)]


def foreign_contracts(per_unit, trusted):
    """A function that a unit sees only as a prototype must be proved in another, with the same contract."""
    complaints = doors_alike(per_unit, trusted)
    for (unit, machdep), function in believed(per_unit, trusted):
        if not homes_of(per_unit, function.name):
            complaints.append(f"{unit}/{machdep}: the contract of {function.name} is believed, and no unit proves its body")
        elif not homes_of(per_unit, function.name, (function.contract, machdep)):
            complaints.append(f"{unit}/{machdep}: the contract of {function.name} is not the one that its body "
                              "was proved against; state it once, in a header that both include")
    return complaints


def believed(per_unit, trusted):
    """((unit, machdep), function) of every contract that is used there without its body."""
    return [(key, function) for key, functions in per_unit.items() for function in functions.values()
            if not (function.defined or function.name in trusted or function.name.startswith("__builtin_"))]


def homes_of(per_unit, name, contract=None):
    """The (unit, machdep) that prove a body of this name, against this (contract, machdep) if one is given."""
    homes = [key for key, functions in per_unit.items() if name in functions and functions[name].defined]
    return [key for key in homes if contract is None or
            twins.contract_form(per_unit[key][name].contract, key[1]) == twins.contract_form(*contract)]


def proved_elsewhere(per_unit, trusted):
    """For each contract that is proved under the other machdep only: the (unit, machdep) that prove it."""
    homes = {(tuple(homes_of(per_unit, function.name, (function.contract, key[1]))), key[1]): None
             for key, function in believed(per_unit, trusted)}
    return [keys for keys, machdep in homes if keys and all(key[1] != machdep for key in keys)]


def doors_alike(per_unit, trusted):
    """Every unit believes the same of a door."""
    complaints, first = [], {}
    for (unit, machdep), functions in per_unit.items():
        for name in trusted:
            if name in functions and first.setdefault((name, machdep), functions[name].contract) != functions[name].contract:
                complaints.append(f"{unit}/{machdep}: believes another contract of {name} than the units before it")
    return complaints

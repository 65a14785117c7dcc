"""writes.py - a location that may be written, and of which no ensures speaks, may hold anything afterwards: refused.

An ensures speaks of a location when its text names it in the state afterwards, or when a predicate or logic function that
it uses does so, at a label that stands for that state. What stands in \\old or at an earlier label does not count.
"""
import re

FRESH = frozenset({"Post", "Here"})
BINDER = re.compile(r"\\(?:forall|exists|lambda)\s([^;]*);|\\let\s+(\w+)\s*=")


def unconstrained(label, functions, definitions, scratch=(), trusted=()):
    """`scratch` names ghost locations whose value nobody may rely on after a call; the trusted doors must tell theirs too."""
    complaints = []
    for function in functions.values():
        after = [spoken(clause.text, function.formals, definitions) for clause in function.clauses
                 if clause.kind.endswith("ensures")]
        for clause in function.named("assigns"):
            for location in split_locations(clause.text):
                free = root(location) in scratch and function.name not in trusted
                if location != "\\nothing" and not free and not any(mentions(text, location) for text in after):
                    complaints.append(f"{label}: {function.name} may write {location}, and no ensures says what "
                                      "it holds then")
    return complaints


def scratch_is_ghost(label, text, scratch):
    """Compiled code cannot read a ghost location, so that nothing of it matters to the program."""
    plain = re.sub(r"/\*@.*?\*/", "", text, flags=re.S)
    return [f"{label}: {name} is scratch in proofs/units.json, and is no ghost variable" for name in scratch
            if re.search(rf"\b{name}\b", plain)]


def split_locations(text):
    text = re.sub(r"\\from\b.*$", "", text)
    parts, depth, part = [], 0, ""
    for char in text:
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += char
    return [piece for piece in parts + [part.strip()] if piece]


def spoken(text, formals, definitions):
    r"""What an ensures says of the state afterwards. \old(p) of a formal p is p: Frama-C prints it so."""
    text = re.sub(r"^\w+(\s*,\s*\w+)*\s*:(?!:)", "", text)
    text = re.sub(r"\\old\(\s*(\w+)\s*\)", lambda match: match[1] if match[1] in formals else match[0], text)
    return fresh_part(hide(text, bound(text)), FRESH, True, definitions, ())


def fresh_part(text, fresh, current, definitions, inside):
    """The text that is read at a label of `fresh`; `current` tells whether the label in force is one. Definitions are read."""
    said, at = "", 0
    for match in iter(lambda: re.compile(r"\\(old|at)\s*\(|(?<![\w.>\\])[A-Za-z_]\w*").search(text, at), None):
        said += text[at:match.start()] if current else " "
        at = match.end()
        if match[1]:
            end = closing(text, at)
            inner, place = text[at:end], "Pre"
            if match[1] == "at":
                inner, _, place = inner.rpartition(",")
            said += " " + fresh_part(inner, fresh, place.strip() in fresh, definitions, inside) + " "
            at = end + 1
        elif used(match[0], text, at, definitions):
            labels = re.compile(r"\s*\{([^}]*)\}").match(text, at)
            at = labels.end() if labels else at
            said += " " + expansion(match[0], labels and labels[1], fresh, current, definitions, inside) + " "
        elif current:
            said += match[0]
    return said + (text[at:] if current else "")


def used(name, text, at, definitions):
    """A logic name, and not a variable of the same name: one with parameters has them here."""
    return name in definitions and (not definitions[name][1] or re.compile(r"\s*[({]").match(text, at) is not None)


def expansion(name, labels, fresh, current, definitions, inside):
    """What the definition of a logic name reads afresh when it is used with these labels."""
    formal, parameters, body = definitions[name]
    actual = [label.strip() for label in labels.split(",")] if labels else None
    mine = frozenset(label for index, label in enumerate(formal)
                     if (current if actual is None else index < len(actual) and actual[index] in fresh))
    if not mine or (name, mine) in inside:
        return ""
    text = hide(body, set(parameters) | bound(body))
    return fresh_part(text, mine, len(formal) == 1, definitions, inside + ((name, mine),))


def bound(text):
    """The names that quantifiers and \\let bind."""
    names = set()
    for binders, single in BINDER.findall(text):
        names |= {part.split()[-1].strip("*") for part in binders.split(",") if part.split()} | ({single} - {""})
    return names


def hide(text, names):
    """A parameter or a bound variable is no location, whatever it is called."""
    return re.sub(r"(?<![\w.>\\])[A-Za-z_]\w*", lambda match: "_" if match[0] in names else match[0], text)


def closing(text, at):
    depth = 1
    while at < len(text) and depth:
        depth += (text[at] == "(") - (text[at] == ")")
        at += 1
    return at - 1


def path_of(location):
    bare = re.sub(r"\+\s*\((?:[^()]|\([^()]*\))*\.\.(?:[^()]|\([^()]*\))*\)", "", location)  # *(a + (0 .. n)) is a[0 .. n]
    location = bare if bare == location else bare.lstrip("*")
    while re.search(r"\[[^\[\]]*\]", location):
        location = re.sub(r"\[[^\[\]]*\]", "", location)
    return location.replace(" ", "").replace("(", "").replace(")", "")


def root(location):
    match = re.search(r"[A-Za-z_]\w*", path_of(location))
    return match.group() if match else ""


def mentions(text, location):
    path = path_of(location)
    while re.search(r"\[[^\[\]]*\]", text):
        text = re.sub(r"\[[^\[\]]*\]", "", text)
    plain = text.replace(" ", "")
    if not root(location):
        return False
    if re.search(r"->|\.", path):
        if re.search(rf"(?<![\w.])(?<!->){re.escape(path)}(?!\w)", plain):
            return True
        prefix = path
        while re.search(r"->|\.", prefix):  # an aggregate that holds it is handed to a predicate, or compared whole
            shorter = re.sub(r"(->|\.)\w+$", "", prefix)
            if shorter == prefix:
                return False
            prefix = shorter
            if re.search(rf"(?<![\w.])(?<!->){re.escape(prefix)}(?![\w\[.]|->)", plain):
                return True
        return False
    return re.search(rf"(?<![\w.])(?<!->){re.escape(root(location))}(?!\w)", plain) is not None

"""acsl.py - reads Frama-C's normalized C text (`-print`): functions, their contracts, their loops."""
import re
from dataclasses import dataclass, field

CLAUSE = re.compile(r"(?:(?:check|admit)\s+)?(?:requires|ensures|exits)\b|(?:terminates|decreases|assigns|allocates|frees"
                    r"|assumes)\b|behavior\s+\w+\s*:|(?:complete|disjoint)\s+behaviors")

# A binder ends in a semicolon too: the body goes on to the last one of the annotation, or to the next definition.
DEFINITION = re.compile(r"\b(?:logic|predicate)\b(?P<head>[^=;]*?)=(?!=)(?P<body>.*?)(?=;\s*(?:logic|predicate|lemma)\b|;\s*$)",
                        re.S)


@dataclass
class Clause:
    kind: str      # "ensures", "check ensures", "assigns", ...
    text: str      # what follows the keyword
    behavior: str  # "" for the default behavior


@dataclass
class Function:
    name: str
    defined: bool
    contract: str = None
    foreign: bool = False  # its body stands in a file that another unit proves
    formals: tuple = ()    # the names of its parameters, ghost ones too
    clauses: list = field(default_factory=list)
    loops: list = field(default_factory=list)  # the annotation of each loop, or None

    def named(self, kind):
        return [clause for clause in self.clauses if clause.kind == kind]


def tokens(text):
    """("note", annotation) and ("code", character run) in order; ghost code counts as code."""
    pattern = re.compile(r'/\*@\s*ghost\b|/\*@.*?\*/|/@.*?@/|/\*.*?\*/|\*/|//[^\n]*|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'',
                         re.S)
    at = 0
    for match in pattern.finditer(text):
        if match.start() > at:
            yield "code", text[at:match.start()]
        at = match.end()
        found = match.group()
        if re.match(r"/\*@\s*ghost\b", found) or found == "*/":
            continue
        if found.startswith("/*@"):
            yield "note", found[3:-2]
        elif found.startswith("/@"):
            yield "note", found[2:-2]
        elif found[0] in "\"'":
            yield "code", '""'
    yield "code", text[at:]


def split_clauses(contract):
    clauses, behavior = [], ""
    starts = [match for match in CLAUSE.finditer(contract) if starts_clause(contract, match.start())]
    for index, match in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(contract)
        word = " ".join(match.group().split())
        if word.startswith("behavior"):
            behavior = word[len("behavior"):].strip(" :")
            continue
        body = contract[match.end():end].strip().rstrip(";").strip()
        clauses.append(Clause(word, " ".join(body.split()), behavior))
    return clauses


def starts_clause(contract, at):
    before = contract[:at].rstrip()
    return before == "" or before[-1] in ";:" or before.endswith("@")


def is_contract(note):
    return CLAUSE.match(note.strip()) is not None


def functions(text):
    """Every function of the normalized text, by name; a definition wins over its prototype."""
    found = {}
    depth, head, note, current, last = 0, "", None, None, None

    def declare(defined):
        name = function_name(head)
        if name is None:
            return None
        function = Function(name, defined, formals=formals(head, name))
        if note is not None and is_contract(note):
            function.contract = " ".join(note.split())
            function.clauses = split_clauses(note)
        old = found.get(name)
        if old is None or (defined and not old.defined):
            if function.contract is None and old is not None:
                function.contract, function.clauses = old.contract, old.clauses
            found[name] = function
        elif old.contract is None:
            old.contract, old.clauses = function.contract, function.clauses
        return found[name]

    for kind, piece in tokens(text):
        if kind == "note":
            if depth == 0:
                note = piece
            last = piece
            continue
        for part in re.findall(r"[A-Za-z_]\w*|\s+|.", piece, re.S):
            if part.isspace():
                head += " "
                continue
            if depth == 0 and part == "{":
                current = declare(True)
                depth, head, note = 1, "", None
            elif part == "{":
                depth += 1
            elif part == "}":
                depth -= 1
                if depth == 0:
                    current, head = None, ""
            elif depth == 0 and part == ";":
                declare(False)
                head, note = "", None
            elif depth == 0:
                head += part
            elif part in ("while", "for") and current is not None:
                current.loops.append(last)
            last = None
    return found


def lemmas(text):
    """The names of the global lemmas."""
    return re.findall(r"\blemma\s+(\w+)", " ".join(piece for kind, piece in tokens(text) if kind == "note"))


def formals(head, name):
    """The names of the parameters; the ghost parameters stand in a list of their own after the first."""
    return tuple(re.findall(r"(\w+)\s*(?:\[[^\]]*\]\s*)*(?=[,)])", head[head.index(name) + len(name):]))


def definitions(text):
    """name -> (labels, parameters, body) of every logic function and predicate of the normalized text."""
    found = {}
    for kind, note in tokens(text):
        if kind != "note":
            continue
        for match in DEFINITION.finditer(note):
            head = re.search(r"(\w+)\s*(?:\{([^}]*)\})?\s*(?:\((.*)\))?\s*$", match["head"], re.S)
            labels = tuple(label.strip() for label in (head[2] or "").split(",") if label.strip())
            parameters = tuple(re.findall(r"(\w+)\s*(?:\[[^\]]*\]\s*)*(?=,|$)", head[3] or ""))
            found[head[1]] = (labels, parameters, " ".join(match["body"].split()))
    return found


def function_name(head):
    head = re.sub(r"#[^\n]*?(?:\"[^\"]*\"|<[^>]*>)", " ", head)
    head = re.sub(r"__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)", " ", head)
    if "=" in head or re.match(r"\s*typedef\b", head):
        return None
    head = re.sub(r"\(\s*([A-Za-z_]\w*)\s*\)\s*\(", r" \1(", head)  # Frama-C puts a name with attributes into parentheses
    match = re.search(r"([A-Za-z_]\w*)\s*\((?!\s*\*)", head)
    return match.group(1) if match else None

"""project.py - which files are proved, in which units, and where results go. Relies on proofs/units.json."""
import json
from dataclasses import dataclass, field
from pathlib import Path

MACHDEPS = ("gcc_x86_64", "gcc_x86_32")


class Refused(Exception):
    """A gate refuses before any proof: the message is for people."""


@dataclass(frozen=True)
class Unit:
    name: str
    files: tuple
    machdeps: tuple = MACHDEPS
    links: tuple = ()      # files linked for their contracts only: another unit proves them
    must_fail: tuple = ()  # functions with `check must_fail_*` clauses that must not prove


@dataclass
class Project:
    root: Path
    out: Path
    units: list = field(default_factory=list)
    recursive: tuple = ()  # recursive logic functions whose recursion ends
    trusted: tuple = ()  # functions whose contract is believed without a body (doors to hardware)
    doors: tuple = ()  # the files in which their contracts stand
    scratch: tuple = ()  # ghost locations whose value nobody may rely on after a call

    @property
    def expected_path(self):
        return self.root / "proofs" / "expected.json"

    def expected(self):
        if not self.expected_path.exists():
            return {}
        return json.loads(self.expected_path.read_text())

    def proved_sources(self):
        """Every C file that must stand in some unit: impl/, the theorems, and spec/ without the executable model."""
        files = [path for pattern in ("impl/**/*.c", "spec/*.c", "proofs/theorems/**/*.c",
                                                      "proofs/witnesses/**/*.c")
                 for path in sorted(self.root.glob(pattern))]
        return [str(path.relative_to(self.root)) for path in files]

    def texts(self):
        """Every file whose annotations count, as (relative path, text)."""
        paths = [path for folder in ("impl", "spec", "proofs/theorems", "proofs/witnesses") for suffix in ("c", "h")
                 for path in sorted(self.root.glob(f"{folder}/**/*.{suffix}"))]
        return [(str(path.relative_to(self.root)), path.read_text()) for path in paths]


def load(root, out):
    path = Path(root) / "proofs" / "units.json"
    try:
        data = json.loads(path.read_text())
    except FileNotFoundError:
        raise Refused(f"{path} is missing: list the units to prove in it")
    except json.JSONDecodeError as error:
        raise Refused(f"{path}: not JSON: {error}")
    known = {"name", "files", "links", "machdeps", "must_fail"}
    units = []
    for entry in data["units"]:
        if set(entry) - known:
            raise Refused(f"{path}: unknown field {sorted(set(entry) - known)} in unit {entry.get('name')}")
        unit = Unit(entry["name"], tuple(entry["files"]), tuple(entry.get("machdeps", MACHDEPS)),
                    tuple(entry.get("links", ())), tuple(entry.get("must_fail", ())))
        if not unit.machdeps or set(unit.machdeps) - set(MACHDEPS):
            raise Refused(f"{path}: unit {unit.name}: machdeps must be among {', '.join(MACHDEPS)}")
        units.append(unit)
    if len({unit.name for unit in units}) != len(units):
        raise Refused(f"{path}: two units have the same name")
    return Project(Path(root).resolve(), Path(out).resolve(), units, tuple(data.get("recursive", ())),
                   tuple(data.get("trusted", ())), tuple(data.get("doors", ())), tuple(data.get("scratch", ())))

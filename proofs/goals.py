"""goals.py - reads the log of one WP run: goals, smoke tests, times, steps, and which theorem each belongs to."""
import re
from dataclasses import dataclass

MODES = ("pml2", "pml3", "pml4", "pml5")
LINE = re.compile(r"\[wp\] \[(?P<state>[^\]]+)\] (?P<kind>Goal|Smoke-test) (?P<name>\S+)(?P<rest>.*)$")
SUMMARY = re.compile(r"\[wp\] Proved goals:\s+(\d+) / (\d+)")
THEOREM = re.compile(r"_(T\d+[a-z]?)(?=_|$)")
UNITS = {"ms": 0.001, "s": 1.0, "'": 60.0, "h": 3600.0}


@dataclass
class Goal:
    name: str         # without the memory model's prefix
    function: str
    smoke: bool
    proved: bool
    prover: str
    seconds: float
    steps: int

    @property
    def theorem(self):
        match = THEOREM.search(self.name[len(self.function):])
        return match.group(1) if match else "T0"

    @property
    def must_fail(self):
        return re.search(r"_check_must_fail_\w+$", self.name) is not None

    @property
    def modes(self):
        for mode in MODES:
            if self.function.startswith(mode + "_") or self.function.endswith("_" + mode):
                return (mode,)
        return MODES


def seconds(text):
    """WP's times: 12ms, 1.2s, 1'03s."""
    total = 0.0
    for number, unit in re.findall(r"([\d.]+)(ms|s|'|h)?", text):
        total += float(number) * UNITS[unit or "s"]
    return total


def bare(name):
    """A goal's name without the memory model in front."""
    return re.sub(r"^typed_[a-z]+_", "", name)


def parse(log, functions):
    """All goals of a run; `functions` are the names that goals may belong to."""
    found = []
    for line in log:
        match = LINE.match(line)
        if match is None:
            continue
        name = bare(match["name"])
        owners = [function for function in functions if name.startswith(function + "_")]
        owner = max(owners, key=len, default="")
        verdict = match["rest"].strip()
        smoke = match["kind"] == "Smoke-test"
        proved = match["state"] == "Passed" if smoke else verdict.startswith(":") and verdict[1:].split()[:1] == ["Valid"]
        times = [part for part in re.findall(r"\(([^()]*)\)", match["rest"])]
        spent = [part for part in times if re.fullmatch(r"(?:[\d.]+(?:ms|s|'|h))+", part)]
        steps = [part for part in times if re.fullmatch(r"\d+", part)]
        found.append(Goal(name, owner, smoke, proved, match["state"],
                          sum(seconds(part.replace("Qed:", "")) for part in spent),
                          int(steps[0]) if steps else 0))
    return found


def once(found):
    """Each smoke test once: when it fails, every prover that found the contradiction printed a line."""
    tests = {}
    for number, goal in enumerate(found):
        key = goal.name if goal.smoke else number  # goals of calls through a pointer may share a name
        if key not in tests or not goal.proved:
            tests[key] = goal
    return list(tests.values())


def summary(log):
    """(proved, all) as WP counts them, or None when it did not get so far."""
    for line in log:
        match = SUMMARY.match(line)
        if match:
            return int(match[1]), int(match[2])
    return None

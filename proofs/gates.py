"""gates.py - what is refused after Frama-C ran. Frama-C exits 0 with failed goals, so nothing here trusts its exit code.
Every gate returns a list of complaints; an empty list is a pass."""
import re

import hypotheses

# Warnings known to be harmless, as regular expressions on the whole line. Everything else is refused.
BENIGN = ()

WARNING = re.compile(r"\bWarning:|\bUser Error|\bFailure|\babort|\[kernel\] Error|error:", re.I)


def finished(run, total):
    if run.status != 0:
        return [f"{run.label}: Frama-C stopped with status {run.status}: {last_words(run.log)}"]
    if total is None:
        return [f"{run.label}: Frama-C printed no 'Proved goals' line"]
    return []


def last_words(log):
    """The first complaint and where it stands, or the last lines."""
    for number, line in enumerate(log):
        if re.search(r"rror\b", line):
            return " ".join(part.strip() for part in log[number:number + 3])
    return " / ".join(log[-3:])


def counted(run, found, total):
    """The goals of the log are all the goals that WP counts, and their verdicts add up."""
    if total is None:
        return []
    proved = sum(goal.proved for goal in found)
    if (proved, len(found)) != total:
        return [f"{run.label}: WP counts {total[0]} of {total[1]} goals and the log shows {proved} of {len(found)}"]
    return []


def all_proved(run, found):
    return [f"{run.label}: unproved: {goal.name}" for goal in found
            if not goal.proved and not goal.smoke and not excused(run, goal)]


def smoke_passed(run, found):
    return [f"{run.label}: smoke test failed, the contract or the code there is contradictory: {goal.name}"
            for goal in found if goal.smoke and not goal.proved]


def excused(run, goal):
    return goal.must_fail and goal.function in run.unit.must_fail


def must_fail(run, found):
    """Negative witnesses: each named function has such goals, and one of them at least does not prove."""
    complaints = []
    for name in run.unit.must_fail:
        checks = [goal for goal in found if goal.function == name and goal.must_fail]
        if not checks:
            complaints.append(f"{run.label}: {name} is to fail, and has no 'check must_fail_...' goal")
        complaints += [f"{run.label}: {goal.name} must not be provable, and was proved" for goal in checks if goal.proved]
    return complaints + [f"{run.label}: {goal.name} is named must_fail; list {goal.function} in the unit's must_fail"
                         for goal in found if goal.must_fail and goal.function not in run.unit.must_fail]


def generated(run, found, functions, only=()):
    """Every function that has a body had its goals generated in this very run."""
    complaints = []
    for function in functions.values():
        if not function.defined or (only and function.name not in only):
            continue
        own = [goal.name[len(function.name):] for goal in found if goal.function == function.name]
        wanted = ["_terminates", "_exits"]
        wanted += ["_ensures"] if any(clause.kind.endswith("ensures") for clause in function.clauses) else []
        wanted += ["_assigns"] if function.named("assigns") else []
        for kind in wanted:
            if not any(re.search(rf"{kind}(?=_|$)", name) for name in own):
                complaints.append(f"{run.label}: no goal {function.name}{kind} was generated")
    return complaints


def lemmas_proved(run, found, lemmas):
    """-wp-fct and -wp-skip-fct leave lemmas out, and WP assumes them all the same."""
    names = {goal.name for goal in found}
    return [f"{run.label}: lemma {lemma} is assumed here, and its goal was not generated: a unit with links proves no "
            "lemmas, make it a lemma function" for lemma in lemmas
            if not any(name == f"lemma_{lemma}" or name.startswith(f"lemma_{lemma}_") for name in names)]


def expected(run, found, counts, smoked=True):
    """A goal that vanishes, or appears, is noticed; a smoke test only where the unit had them in this run."""
    have = tally(run, found)
    want = counts.get(run.unit.name, {}).get(run.machdep)
    if have == want or (not smoked and want is not None and {**have, "smoke": want["smoke"]} == want):
        return []
    return [f"{run.label}: {describe(have)}, and proofs/expected.json says {describe(want)}: a vanished goal proves "
            "nothing; if the change is meant, `make verify UPDATE=1` writes the new counts, commit them"]


def forgotten(results, counts):
    """Every counted run still happens."""
    ran = {(result.run.unit.name, result.run.machdep) for result in results}
    return [f"proofs/expected.json counts {unit}/{machdep}, and this run has no such unit: if that is meant, "
            "`make verify UPDATE=1`" for unit in counts for machdep in counts[unit] if (unit, machdep) not in ran]


def tally(run, found):
    return {"goals": sum(not goal.smoke and not excused(run, goal) for goal in found),
            "smoke": sum(goal.smoke for goal in found),
            "must_fail": sum(excused(run, goal) for goal in found)}


def describe(counts):
    if counts is None:
        return "nothing"
    return f"{counts['goals']} goals, {counts['smoke']} smoke tests, {counts['must_fail']} that must fail"


def warnings(run, functions, text):
    """`text` is the normalized unit: what WP assumes of memory is harmless where the contract requires the same."""
    harmless = hypotheses.accepted(run.log, functions, text)
    complaints = []
    for number, line in enumerate(run.log):
        if WARNING.search(line) and number not in harmless and not any(re.search(benign, line) for benign in BENIGN):
            more = run.log[number + 1].strip() if line.rstrip().endswith("Warning:") and number + 1 < len(run.log) else ""
            complaints.append(f"{run.label}: Frama-C warns: {line.strip()} {more}".rstrip())
    return list(dict.fromkeys(complaints))


def near_limit(run, found, settings):
    """A goal near its limit flips with the machine's mood. Steps are the same on every machine, seconds are not: they
    judge only an answer that a prover gave without counting steps."""
    complaints = []
    for goal in found:
        if goal.smoke or not goal.proved:
            continue
        uncounted = goal.steps == 0 and goal.seconds > settings.timeout / 4
        if goal.steps > settings.steps / 4 or uncounted:
            complaints.append(f"{run.label}: {goal.name} takes {goal.seconds:.1f} s and {goal.steps} steps, above a "
                              f"quarter of its limit ({settings.timeout} s, {settings.steps} steps): restructure it")
    return complaints


def rows(run):
    path = run.folder / "report.csv"
    if not path.exists():
        return None
    found = []
    lines = path.read_text().splitlines()
    names = lines[0].split("\t")
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) == len(names):
            found.append(dict(zip(names, cells)))
        elif found:  # a property of more than one line
            found[-1]["property"] += " " + line
    return [row for row in found if not row["directory"].startswith("FRAMAC_SHARE")]


def statuses(run, functions, table, trusted=(), doors=()):
    """Frama-C's own verdict on every property: Valid, or the contract of a body that another unit proves, or a door's."""
    if table is None:
        return [f"{run.label}: Frama-C wrote no table of properties"]
    complaints = []
    for row in table:
        if row["status"] == "Valid":
            continue
        function = functions.get(row["function"])
        if row["function"] in trusted and place(row).rsplit(":", 1)[0] not in doors:
            complaints.append(f"{run.label}: {place(row)}: the contract of {row['function']} is believed, and what is believed "
                              f"stands in {', '.join(doors)} only")
        if function is not None and function.foreign:
            continue  # lints.foreign_contracts holds another unit to it
        if row["status"] == "Considered valid" and function is not None and not function.defined:
            continue
        if row["function"] in run.unit.must_fail and row["property kind"] == "user check":
            continue
        complaints.append(f"{run.label}: {place(row)}: {row['property kind']} in {row['function']} is "
                          f"'{row['status']}': {' '.join(row['property'].split())[:120]}")
    return complaints


def place(row):
    folder = row["directory"].strip("./")
    return f"{folder + '/' if folder else ''}{row['file']}:{row['line']}"

"""report.py - what verify tells people (table of theorems, slowest goals) and programs (report.json)."""
import json
import re

from goals import MODES

LEGEND = "T0 collects the goals without a theorem's name: run-time errors, termination, frames, callees' preconditions"


def order(theorem):
    match = re.match(r"T(\d+)(.*)", theorem)
    return int(match.group(1)), match.group(2)


def theorems(results):
    """theorem -> {"modes", "functions", "goals", "proved"} over all runs, without smoke tests and must_fail goals."""
    table = {}
    for goal in counted_goals(results):
        entry = table.setdefault(goal.theorem, {"modes": set(), "functions": set(), "goals": 0, "proved": 0})
        entry["modes"].update(goal.modes)
        entry["functions"].add(goal.function or "(lemma)")
        entry["goals"] += 1
        entry["proved"] += goal.proved
    return dict(sorted(table.items(), key=lambda item: order(item[0])))


def counted_goals(results):
    return [goal for result in results for goal in result.counted()]


def print_table(results):
    print(f"\n{'theorem':8} {'modes':20} {'functions':>9} {'goals':>6}  state")
    for name, entry in theorems(results).items():
        modes = [mode for mode in MODES if mode in entry["modes"]]
        state = "proved" if entry["goals"] == entry["proved"] else f"{entry['goals'] - entry['proved']} UNPROVED"
        print(f"{name:8} {' '.join(modes):20} {len(entry['functions']):9} {entry['goals']:6}  {state}")
    print(LEGEND)
    for name, entry in theorems(results).items():
        if name != "T0":
            print(f"  {name}: {', '.join(sorted(entry['functions']))}")


def slowest(results, count=10):
    pairs = [(goal.seconds, f"{result.run.label}/{goal.name}", goal.steps) for result in results
             for goal in result.counted()]
    return sorted(pairs, reverse=True)[:count]


def print_slowest(results):
    print("\nslowest goals")
    for seconds, name, steps in slowest(results):
        print(f"  {seconds:6.2f} s {steps:9} steps  {name}")


def print_units(results):
    print(f"\n{'unit':28} {'seconds':>8} {'goals':>6} {'smoke':>6} {'must fail':>9}")
    for result in results:
        smoke = sum(goal.smoke for goal in result.found)
        held = len(result.found) - smoke - len(result.counted())
        print(f"{result.run.label:28} {result.run.seconds:8.1f} {len(result.counted()):6} {smoke:6} {held:9}")


def print_must_fail(results):
    names = sorted({f"{result.run.unit.name}/{goal.name}" for result in results for goal in result.must_fail_goals()})
    if names:
        print("\nnot provable, as they must be: " + ", ".join(names))


def believed(results, trusted):
    """The doors to the hardware that these units see: a contract and no body, believed."""
    return sorted({name for result in results for name in result.functions if name in trusted})


def print_trusted(results, trusted):
    names = believed(results, trusted)
    if names:
        print(f"\nbelieved, {len(names)} contracts without a body (doors to the hardware): " + ", ".join(names))


def write_json(path, results, functions, seconds, trusted=()):
    goals = counted_goals(results)
    data = {"functions": functions, "goals": len(goals), "proved": sum(goal.proved for goal in goals),
            "theorems": [{"id": name, "modes": [mode for mode in MODES if mode in entry["modes"]],
                          "goals": entry["goals"], "proved": entry["proved"]}
                         for name, entry in theorems(results).items()],
            "believed": believed(results, trusted),
            "seconds": round(seconds, 1),
            "slowest": [{"goal": name, "seconds": round(spent, 2)} for spent, name, _ in slowest(results)]}
    path.write_text(json.dumps(data, indent=1) + "\n")

#!/usr/bin/env python3
"""verify.py - proves every unit of proofs/units.json, from scratch, and applies every gate.

    proofs/verify.py                            everything, both machdeps; the only run that counts
    proofs/verify.py --update-expected          the same, then commits the goal counts to proofs/expected.json
    proofs/verify.py --if-changed               nothing when this build folder has proved these very files
    proofs/verify.py --lint                     only what is refused by reading, in seconds
    proofs/verify.py --unit pml4 --machdep gcc_x86_64 --no-smoke --timeout 10     while writing a proof
    proofs/verify.py --unit pml4 --machdep gcc_x86_64 --fct pml4_index            one function, others unread

With --unit, --machdep, --fct, --no-smoke, --timeout or --steps the run is partial: its last line says so.
Results: build/verify/report.json, and log, report.csv per run in build/verify/UNIT.MACHDEP/. See proofs/README.md.
"""
import argparse
import functools
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import acsl
import framac
import gates
import goals
import lints
import project as projects
import provers
import report
import share
import stamp
import twins
import writes


READERS = 3    # units that Frama-C reads at once


@dataclass
class Result:
    run: framac.Run
    found: list
    functions: dict
    complaints: list
    table: list

    def must_fail_goals(self):
        return [goal for goal in self.found if gates.excused(self.run, goal)]

    def counted(self):
        return [goal for goal in self.found if not goal.smoke and not gates.excused(self.run, goal)]


class Progress:
    """Prints how far each run is, at most every few seconds."""

    def __init__(self, pairs, counts):
        self.lock = threading.Lock()
        self.last = time.monotonic()
        self.done = {}
        self.total = {f"{unit.name}/{machdep}": self.known(counts, unit, machdep) for unit, machdep in pairs}

    @staticmethod
    def known(counts, unit, machdep):
        return sum(counts.get(unit.name, {}).get(machdep, {}).values())

    def line(self, run, text):
        match = goals.LINE.match(text)
        if match is None:
            return None
        failed = None
        with self.lock:
            self.done[run.label] = self.done.get(run.label, 0) + 1
            if " Valid" not in match["rest"] and match["state"] != "Passed" and "must_fail" not in match["name"]:
                print(f"  not proved: {run.label} {match['name']}", flush=True)
                failed = goals.bare(match["name"])
            if time.monotonic() - self.last >= 5:
                self.last = time.monotonic()
                self.show(run)
        return failed

    def smoke_line(self, run, text):
        return self.line(run, text) if "Smoke-test" in text else None

    def show(self, run, word="proving"):
        done, total = sum(self.done.values()), sum(self.total.values())
        share = f"{min(100, 100 * done // total):3} %" if total and all(self.total.values()) else f"{done:5}"
        of = self.total[run.label] or "?"
        print(f"[{share}] {word} {run.label}: {self.done.get(run.label, 0)} of {of} goals and smoke tests", flush=True)


def read_units(project, pairs, text_of):
    """Frama-C's own reading of every unit, and the complaints that need no proof."""
    def texts_of(pair):
        unit, machdep = pair
        whole = text_of(unit, machdep)
        return [whole, text_of(unit, machdep, ".own") if unit.links else whole,
                *([text_of(unit, machdep, ".links")] if unit.links else [])]

    per_unit, complaints = {}, []
    with ThreadPoolExecutor(READERS) as pool:
        for (unit, machdep), texts in zip(pairs, pool.map(texts_of, pairs)):  # what is there is judged while the next are read
            refused = [log for text, log in texts if text is None]
            if refused:
                complaints.append(f"{unit.name}/{machdep}: Frama-C refuses the sources: "
                                  + gates.last_words(refused[0].splitlines()))
                continue
            per_unit[unit.name, machdep], more = judge(project, unit, [text for text, _ in texts])
            complaints += more
    return per_unit, list(dict.fromkeys(complaints))  # the two machdeps complain alike


def judge(project, unit, texts):
    """(functions, complaints) of one unit; `texts` are all of it, its own files, its links."""
    functions, own, *links = [acsl.functions(text) for text in texts]
    complaints = lints.assumptions(unit.name, texts[0]) + lints.contracts(unit.name, functions)
    complaints += lints.logic(unit.name, texts[0], project.recursive)
    complaints += lints.loops(unit.name, functions) + lints.trusted_bodies(unit.name, functions, project.trusted)
    complaints += writes.unconstrained(unit.name, functions, acsl.definitions(texts[0]), project.scratch, project.trusted)
    complaints += writes.scratch_is_ghost(unit.name, texts[0], project.scratch)
    return functions, complaints + lints.divide(unit.name, functions, own, links[0] if links else {})


def shared_proofs(project, per_unit, text_of):
    """Complaints about what is proved under one machdep only, and linked or believed under the other one too."""
    units = {unit.name: unit for unit in project.units}

    @functools.cache
    def differences(name, machdep):
        texts = {each: text_of(units[name], each) for each in (machdep, twins.OTHER[machdep])}
        refused = [log for text, log in texts.values() if text is None]
        return ([f"{name}: Frama-C refuses the sources: " + gates.last_words(refused[0].splitlines())] if refused
                else twins.complaints(name, {each: text for each, (text, _) in texts.items()}))

    alone = [[(unit.name, *unit.machdeps)] for unit in project.units
             if len(unit.machdeps) == 1 and any(file.startswith("impl/") for file in unit.files)]
    candidates = alone + lints.proved_elsewhere(per_unit, project.trusted)
    with ThreadPoolExecutor(READERS) as pool:  # each home once; the answers are kept
        list(pool.map(lambda home: differences(*home), dict.fromkeys(home for homes in candidates for home in homes)))
    found = [[differences(*home) for home in homes] for homes in candidates]
    return list(dict.fromkeys(complaint for homes in found if all(homes) for complaint in homes[-1]))


def prove_one(project, unit, machdep, functions, settings, smoke, env, progress):
    foreign = tuple(name for name, function in functions.items() if function.foreign)
    run = framac.Run(unit, machdep, project.out / f"{unit.name}.{machdep}", foreign)
    started = time.monotonic()
    framac.prove(project, run, settings, env, progress.line)
    if run.stopped:
        return Result(run, [], functions, [f"{run.label}: unproved: {run.stopped}, and the run stopped there"], [])
    names = [name for name, function in functions.items() if function.defined]
    found, total, table = goals.parse(run.log, names), goals.summary(run.log), gates.rows(run)
    complaints = gates.finished(run, total)
    text = (project.out / f"{unit.name}.{machdep}.i").read_text()
    if not complaints:
        complaints = gates.counted(run, found, total) + gates.all_proved(run, found) + gates.must_fail(run, found)
        complaints += gates.warnings(run, functions, text) + gates.generated(run, found, functions, settings.only)
        complaints += gates.lemmas_proved(run, found, acsl.lemmas(text))
        complaints += gates.near_limit(run, found, settings) + gates.statuses(run, functions, table, project.trusted, project.doors)
    if smoke and total is not None:
        tests, more = smoke_one(project, run, functions, text, settings, env, progress)
        found, complaints = found + tests, complaints + [line for line in more if line not in complaints]
    run.seconds = time.monotonic() - started
    with progress.lock:
        progress.show(run, "done")
    return Result(run, found, functions, complaints, table or [])


def smoke_one(project, run, functions, text, settings, env, progress):
    """Contradictory contracts and unreachable code. Returns (smoke tests, complaints)."""
    second = framac.Run(run.unit, run.machdep, run.folder / "smoke", run.foreign)
    framac.smoke(project, second, settings, env, progress.smoke_line)
    if any("No goal generated" in line for line in second.log):
        return [], []  # straight code without a precondition: expected.json counts no smoke test either
    names = [name for name, function in functions.items() if function.defined]
    found, total = goals.once(goals.parse(second.log, names)), goals.summary(second.log)
    tests = [goal for goal in found if goal.smoke]
    complaints = gates.finished(second, total) + gates.counted(second, found, total) + gates.smoke_passed(second, tests)
    return tests, complaints + gates.warnings(second, functions, text)


def prove_all(project, pairs, per_unit, settings, smoked, env, jobs):
    counts = project.expected()
    progress = Progress(pairs, counts)
    longest = sorted(pairs, key=lambda pair: -progress.known(counts, *pair))
    with ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(prove_one, project, unit, machdep, per_unit[unit.name, machdep], settings,
                               (unit, machdep) in smoked, env, progress) for unit, machdep in longest]
        return [future.result() for future in futures]


def count_functions(results):
    """Functions with a body in impl/ and spec/, each counted once whatever the machdep or the unit."""
    places = {}
    for result in results:
        for row in result.table:
            if row["property kind"] == "termination clause":
                places.setdefault(row["function"], set()).add(gates.place(row).rsplit(":", 1)[0])
    names = {name for result in results for name, function in result.functions.items() if function.defined}
    return sum(max(1, len(places.get(name, ()))) for name in names)


def refuse(complaints, what):
    print()
    for complaint in complaints[:200]:
        print(f"  {complaint}")
    if len(complaints) > 200:
        print(f"  and {len(complaints) - 200} more")
    print(f"verify: FAILED, {what}: {complaints[0]}")
    return 1


def main(arguments=None):
    args = parse_arguments(arguments)
    signal.signal(signal.SIGTERM, framac.end_all)
    started = time.monotonic()
    try:
        project = projects.load(args.root, args.out or Path(args.root) / "build" / "verify")
    except projects.Refused as error:
        return refuse([str(error)], "units")
    project.out.mkdir(parents=True, exist_ok=True)
    inputs = stamp.digest(project.root)
    if args.if_changed and stamp.read(project.out) == inputs["digest"]:
        print("verify: this build folder has proved these very files already; `make verify` proves again")
        print(stamp.last_line(project.out))
        return 0
    settings = framac.Settings(not args.no_smoke, args.steps, args.timeout, args.par, args.first, tuple(args.fct), tuple(args.wp_option))
    pairs = [(unit, machdep) for unit in project.units for machdep in unit.machdeps
             if (not args.unit or unit.name in args.unit) and (not args.machdep or machdep in args.machdep)]
    if not pairs:
        return refuse([f"no unit {args.unit} with machdep {args.machdep} in proofs/units.json"], "units")
    smoked = set(share.of(pairs, "SMOKE", "units have their smoke tests in this run") if settings.smoke else ())
    if args.update_expected and len(smoked) < len(pairs):
        return refuse(["--update-expected counts the smoke tests of every unit: unset SMOKE"], "arguments")
    partial = bool(args.unit or args.machdep) or settings != framac.Settings(parallel=args.par)
    if not partial:
        (project.out / "stamp").unlink(missing_ok=True)

    print(f"reading {len(pairs)} units: sources, contracts, loops", flush=True)
    try:
        env = framac.configure(project.out, project.root)
    except provers.Refused as error:
        return refuse([str(error)], "lean.drv")
    complaints = lints.coverage(project) + lints.forbidden_words(project.texts())
    text_of = framac.Reader(project, env).text_of
    per_unit, more = read_units(project, pairs, text_of)
    if not partial and not more:
        more = lints.foreign_contracts(per_unit, project.trusted) + shared_proofs(project, per_unit, text_of)
    complaints += more
    if complaints and partial and not args.lint and len(per_unit) == len(pairs):
        print("".join(f"  {complaint}\n" for complaint in complaints[:40]))
    elif complaints:
        return refuse(complaints, f"{len(complaints)} complaints before any proof")
    if args.lint:
        print(f"verify: partial run, lint only: {len(complaints)} complaints")
        return 0

    results = prove_all(project, pairs, per_unit, settings, smoked, env, args.jobs)
    complaints += [complaint for result in results for complaint in result.complaints]
    return conclude(project, args, settings, smoked, partial, results, complaints, inputs, started)


def conclude(project, args, settings, smoked, partial, results, complaints, inputs, started):
    seconds = time.monotonic() - started
    functions = count_functions(results)
    report.print_table(results)
    report.print_units(results)
    report.print_slowest(results)
    report.print_must_fail(results)
    report.print_trusted(results, project.trusted)
    count_complaints = [complaint for result in results
                        for complaint in gates.expected(result.run, result.found, project.expected(),
                                                        (result.run.unit, result.run.machdep) in smoked)]
    if args.update_expected and smoked:
        counts = stamp.update_expected(project, results, prune=not partial)
        print(f"\nproofs/expected.json now counts {counts} goals; commit it")
    elif partial:
        print("".join(f"\nnote: {complaint}" for complaint in count_complaints))
    else:
        complaints += count_complaints + gates.forgotten(results, project.expected())
    goal_list = report.counted_goals(results)
    proved = sum(goal.proved for goal in goal_list)
    smoke = sum(goal.smoke for result in results for goal in result.found)
    print(f"\n{smoke} smoke tests, {seconds:.0f} s")
    report.write_json(project.out / ("partial.json" if partial else "report.json"), results, functions, seconds, project.trusted)
    after = stamp.digest(project.root)
    if not partial and not stamp.same_but_counts(inputs, after):
        complaints.append("the sources changed while they were being proved: run it again")
    if complaints:
        print(f"\nOne unit again: make verify UNIT={results[0].run.unit.name} MACHDEP={results[0].run.machdep}")
        return refuse(complaints, f"{proved} of {len(goal_list)} goals proved, {len(complaints)} complaints")
    line = f"{functions} functions, {len(goal_list)} goals, {proved} proved, {len(goal_list) - proved} unproved, 0 assumed"
    if partial:
        print(f"verify: partial run of {len(results)} units, this is no verdict: {line}")
        return 0
    if len(smoked) < len(results):
        line += f", smoke tests of {len(smoked)} of {len(results)} units"
    stamp.write(project.out, after, f"verify: {line}")
    print(f"verify: {line}")
    return 0


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unit", action="append", help="only this unit (may be repeated)")
    parser.add_argument("--machdep", action="append", help="only this machdep: gcc_x86_64 or gcc_x86_32")
    parser.add_argument("--fct", action="append", default=[], help="only this function, while developing")
    parser.add_argument("--no-smoke", action="store_true", help="no smoke tests (twice as fast)")
    parser.add_argument("--timeout", type=int, default=framac.TIMEOUT, help="seconds per goal")
    parser.add_argument("--steps", type=int, default=provers.STEPS, help="prover steps per goal")
    parser.add_argument("--jobs", type=int, default=5, help="Frama-C processes at once")
    parser.add_argument("--par", type=int, default=1, help="provers at once in each")
    parser.add_argument("--first", action="store_true", help="stop a unit at its first unproved goal")
    parser.add_argument("--lint", action="store_true", help="only what needs no proof")
    parser.add_argument("--if-changed", action="store_true", help="trust a full pass of this build folder, if nothing changed")
    parser.add_argument("--update-expected", action="store_true", help="write proofs/expected.json")
    parser.add_argument("--root", default=str(Path(__file__).resolve().parent.parent), help="the project to prove")
    parser.add_argument("--out", help="where results go (default ROOT/build/verify)")
    parser.add_argument("--wp-option", action="append", default=[], help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
